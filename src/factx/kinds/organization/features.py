"""Features of a name: what the model, its own words, the words around it and the article's other names say of it."""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from factx.kinds.organization.adjacent_words import adjacent_features
from factx.kinds.organization.evidence import Evidence, Features
from factx.kinds.organization.initials import all_short, letters_of
from factx.kinds.organization.short_forms import nation_of_known
from factx.kinds.organization.tables import (
    DESCRIPTORS,
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    OF_HEADS,
    country_names,
    given_names,
)
from factx.kinds.organization.words import STRONG, is_no_body

MENTIONS = 12  # looked at of one name: more say nothing new
CAMEL = re.compile(r"[a-z][A-Z]")
_MOST_WORDS = 100  # of a name, at whose ends others are looked for: no name has more


def features_alone(name: str, found: Evidence, text: str, persons: Collection[str]) -> Features:
    """Return the features of the first stage: a name without regard to whether the names around it are bodies.

    `persons` are the later parts of the article's persons' names.
    """
    seen: Features = {
        "bias": 1.0,
        **_votes(found),
        **words_features(name),
        **adjacent_features(text, found.spans[:MENTIONS]),
    }
    seen["mentions"] = math.log(len(found.spans) or 1)
    seen.update(_rules(found))
    true = {
        "of a person": name in persons,
        "line of capitals": name.isupper() and _shouted(text, found.spans[0][0]),
        "bracket behind no body": name.isupper() and any(_names_no_body(text, start) for start, _ in found.spans),
    }
    true |= _plain(name, text)
    seen.update((feature, 1.0) for feature, holds in true.items() if holds)
    return seen


def _votes(found: Evidence) -> Features:
    total = sum(found.votes.values())
    if not total:
        return {"model silent": 1.0}
    shares = {f"model {label}": count / total for label, count in found.votes.items()}
    cover = min(1.0, total / max(1, len(found.spans)))
    count = max(1, len(found.spans))
    each = [min(1.0, found.organization_votes.get(by, 0) / count) for by in (0, 1)]
    own = {"model ORG share": each[0], "own NER ORG share": each[1], "both ORG share": min(each)}
    if found.judged:
        own |= _judged(found, count)
    return shares | own | {"model covers": cover, "model ORG often": math.log1p(found.votes.get("ORG", 0))}


def _judged(found: Evidence, count: int) -> Features:
    """Return what the judge says of a name's mentions: the share it calls a body, another name, and how sure it is."""
    said = {label: (min(1.0, len(sure) / count), sum(sure) / len(sure)) for label, sure in found.judged.items()}
    body, other = said.pop("ORG", (0.0, 0.0)), max(said.values(), default=(0.0, 0.0))
    return {
        "judge ORG share": body[0],
        "judge ORG odds": body[1] / 5,
        "judge another share": other[0],
        "judge another odds": other[1] / 5,
        "all ORG share": min(body[0], *(min(1.0, found.organization_votes.get(by, 0) / count) for by in (0, 1))),
    }


def _rules(found: Evidence) -> Iterator[tuple[str, float]]:
    if found.rules:
        yield ("strong words" if found.weight >= STRONG else "weak words"), 1.0
        for name in found.rules:
            yield f"rule {name}", 1.0


def _plain(name: str, text: str) -> dict[str, bool]:
    """Tell whether the article has a name's words in lower case, too."""
    words = name.split()
    if len(words) == 1:
        return {"plain word": _in_lower_case(name, text)}
    return {"plain words": all(_in_lower_case(word, text) for word in words if word[0].isupper())}


def _in_lower_case(word: str, text: str) -> bool:
    return _lower_words(text).get(word.lower(), False)


@lru_cache(maxsize=1)
def _lower_words(text: str) -> Mapping[str, bool]:
    """Return the words of a text that are in lower case, and whether they stand free where they first do: no sub-zero."""
    return {word: not hyphen for hyphen, word in reversed(_LOWER.findall(text))}


_LOWER = re.compile(r"(-?)(?<![^\W_])([a-z]+)(?![^\W_])")


@lru_cache(maxsize=1 << 15)
def words_features(name: str) -> Mapping[str, float]:
    """Return the features of a name's own words."""
    words = name.split()
    alone, last = len(words) == 1, words[-1]
    upper = name.isupper()
    true = {
        f"words {min(len(words), 4)}": True,
        "known": name in KNOWN,
        "nation of known": nation_of_known(name),
        "no body": is_no_body(name),
        "place": name in country_names(),
        "place in it": not alone and any(word in country_names() for word in words),
        "nationality first": not alone and words[0] in NATIONALITIES,
        "given name first": not alone and words[0] in given_names(),
        "given name": alone and name in given_names(),
        "legal form": not alone and last.rstrip(",") in LEGAL,
        "descriptor": not alone and last in DESCRIPTORS,
        "head": last in HEAD_KIND,
        "head of": len(words) > 2 and words[0] in OF_HEADS,
        "capitals short": alone and upper and len(name) < 4,
        "capitals": alone and upper and 4 <= len(name) <= 5,
        "capitals long": upper and len(name) > 5,
        "camel case": alone and CAMEL.search(name) is not None,
        "ampersand": "&" in name,
        "dot": "." in name,
        "digit": any(c.isdigit() for c in name),
        "hyphen in it": "-" in name,
        "of in it": " of " in name,
        "ends in s": alone and last.endswith("s"),
        "short word": alone and not upper and len(name) <= 4,
    }
    return {feature: 1.0 for feature, holds in true.items() if holds}


def _shouted(text: str, at: int) -> bool:
    """Tell whether the line around an offset is written in capitals: a headline."""
    starts, shouted = _lines(text)
    return shouted[bisect_right(starts, at) - 1]


@lru_cache(maxsize=1)
def _lines(text: str) -> tuple[list[int], list[bool]]:
    """Return where the lines of a text start, and which are written in capitals."""
    lines = text.split("\n")
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)), [line.isupper() for line in lines]


def _names_no_body(text: str, start: int) -> bool:
    """Tell whether a short form is put in brackets behind a law, a plan, an event: the Clean Water Act (CWA)."""
    before = text[max(0, start - 60) : start]
    return before.endswith(" (") and (last := before[:-2].rsplit(" ", 1)[-1]) in NO_BODY and last not in HEAD_KIND


@dataclass(frozen=True)
class Accepted:
    """The names accepted in the first stage, in the forms that the second stage asks for."""

    names: Collection[str]
    beside: Mapping[str, int]  # mentions of a name that stand in a list with one of them

    def longer(self, name: str) -> list[str]:
        """Return the names that hold another one between blanks, looked for among those with its rarest word."""
        near = min((self._by_word.get(word, ()) for word in name.split(" ")), key=len)
        return [other for other in near if len(other) > len(name) and name in other]

    @cached_property
    def _by_word(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for word in {*name.split(" ")}:
                found[word].append(name)
        return found

    @cached_property
    def initials(self) -> Collection[str]:
        """What stands for the names of several words."""
        return {letters for name in self.names if " " in name for letters in all_short(name)}


def context_features(name: str, found: Evidence, accepted: Accepted) -> Features:
    """Return the second-stage features: how a name relates to names accepted in the first stage."""
    among = name in accepted.names
    seen = found.alone | {
        "first score": max(-4.0, min(4.0, found.score)),
        "accepted": float(among),
        "listed with bodies": accepted.beside.get(name, 0) / max(1, min(MENTIONS, len(found.spans))),
    }
    if longer := accepted.longer(name):
        seen |= _part_of(name, longer)
    if " " in name:
        blanks = [at for at, letter in enumerate(name) if letter == " "][:_MOST_WORDS]
        seen["begins with a body"] = float(any(name[:at] in accepted.names for at in blanks))
        seen["ends with a body"] = float(any(name[at + 1 :] in accepted.names for at in blanks))
    elif name.isupper():
        seen["initials of a body"] = float(letters_of(name) in accepted.initials)
    return seen


def _part_of(name: str, longer: Collection[str]) -> Features:
    rests = [other[len(name) + 1 :].split(" ")[0].strip(",") for other in longer if other.startswith(f"{name} ")]
    return {
        "begins a body": float(bool(rests)),
        "body less descriptor": float(any(rest in DESCRIPTORS for rest in rests)),
        "ends a body": float(any(other.endswith(f" {name}") for other in longer)),
        "inside a body": float(any(f" {name} " in other for other in longer)),
    }
