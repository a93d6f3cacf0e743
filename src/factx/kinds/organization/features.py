"""Features of a name: what the model, its own words, the words around it and the article's other names say of it."""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from factx.kinds.organization.adjacent_words import adjacent_features
from factx.kinds.organization.evidence import Evidence, Features
from factx.kinds.organization.short_forms import nation_of_known, stands_for
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

MOST = 12  # mentions looked at of one name: more say nothing new


def features_alone(name: str, found: Evidence, text: str, persons: Collection[str]) -> Features:
    """Return the features of the first stage: a name without regard to whether the names around it are bodies.

    `persons` are the later parts of the article's persons' names.
    """
    seen: Features = {
        "bias": 1.0,
        **_votes(found),
        **words_features(name),
        **adjacent_features(text, found.spans[:MOST]),
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
    return shares | own | {"model covers": cover, "model ORG often": math.log1p(found.votes.get("ORG", 0))}


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
    small = word.lower()
    at = text.find(small)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(small) : at + len(small) + 1].isalnum()):
            return small.isalpha() and small.isascii() and text[at - 1 : at] != "-"
        at = text.find(small, at + 1)
    return False


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
        "camel case": alone and _CAMEL.search(name) is not None,
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
    line = text[text.rfind("\n", 0, at) + 1 : end if (end := text.find("\n", at)) >= 0 else len(text)]
    return line.isupper()


def _names_no_body(text: str, start: int) -> bool:
    """Tell whether a short form is put in brackets behind a law, a plan, an event: the Clean Water Act (CWA)."""
    before = text[max(0, start - 60) : start]
    return before.endswith(" (") and (last := before[:-2].rsplit(" ", 1)[-1]) in NO_BODY and last not in HEAD_KIND


_CAMEL = re.compile(r"[a-z][A-Z]")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The names accepted in the first stage, in the forms that the second stage asks for."""

    names: Collection[str]
    beside: Mapping[str, int]  # mentions of a name that stand in a list with one of them
    joined: str = field(init=False)

    def __post_init__(self) -> None:
        """Join the names: most are part of no other, which one search tells."""
        object.__setattr__(self, "joined", "\n".join(self.names))


def context_features(name: str, found: Evidence, accepted: Accepted) -> Features:
    """Return the second-stage features: how a name relates to names accepted in the first stage."""
    among = name in accepted.names
    seen = found.alone | {
        "first score": max(-4.0, min(4.0, found.score)),
        "accepted": float(among),
        "listed with bodies": accepted.beside.get(name, 0) / max(1, min(MOST, len(found.spans))),
    }
    if accepted.joined.count(name) > among:
        seen |= _part_of(name, [other for other in accepted.names if len(other) > len(name) and name in other])
    if " " in name:
        words = name.split(" ")
        ends = range(1, len(words))
        seen["begins with a body"] = float(any(" ".join(words[:at]) in accepted.names for at in ends))
        seen["ends with a body"] = float(any(" ".join(words[at:]) in accepted.names for at in ends))
    elif name.isupper():
        seen["initials of a body"] = float(any(stands_for(name, other) for other in accepted.names if " " in other))
    return seen


def _part_of(name: str, longer: Collection[str]) -> Features:
    rests = [other[len(name) + 1 :].split(" ")[0].strip(",") for other in longer if other.startswith(f"{name} ")]
    return {
        "begins a body": float(bool(rests)),
        "body less descriptor": float(any(rest in DESCRIPTORS for rest in rests)),
        "ends a body": float(any(other.endswith(f" {name}") for other in longer)),
        "inside a body": float(any(f" {name} " in other for other in longer)),
    }
