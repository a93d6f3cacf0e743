"""What an organization's name is made of, what is surely none, and which kind of body it names."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from factx.kinds.organization.known_bodies import LISTED_KINDS, known_identity, listed
from factx.kinds.organization.tables import (
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    NO_BODY_WORDS,
    OF_HEADS,
    ZONE_TAILS,
    country_names,
)
from factx.values import currency_codes

STRONG = 4  # the weight of words that are enough by themselves


@dataclass(frozen=True, slots=True)
class Org:
    """A candidate body: the name at its span, its kind if the words tell, and how sure its shape makes it."""

    kind: ClassVar[str] = "organization"
    org_kind: str | None = None
    weight: int = STRONG  # below: the model or another sign must agree
    name: str = ""
    org_id: str = ""
    external_ids: Mapping[str, str] | None = None
    confidence: float | None = None  # the probability that the span names a body


CAP = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w]*(?:(?:[&/-]|'(?!s\b))\w+)*)"
OPENERS = frozenset(
    "The A An In On At By For From With As Since After Before While When Where If But And Or So Also According Its His Her Their Our My This That"
    " These Those To Of Under Over Former Then Although Because Despite During Until Through Both Between Among Like Unlike Late Early Here"
    " There Last Next First What Who Why How It He She They We You I Not No All Some Many Most More Other Another Such Each Every Even Only Meanwhile However Currently".split()
)
TITLES = frozenset(
    "President Minister Secretary Senator Governor Mayor Chairman Director Judge Chancellor Premier Mr Mrs Ms Dr Prof Sen Rep Gov Gen".split()
)


_ASKING = frozenset("Will Can Could Should Would Did Does Do Is Are Was Were Has Have May Might Must".split())
_BEFORE_ASKING = frozenset('.!?"“(')
_STOP = re.compile(r"[.!?](?=\s|$|[\"”])|\n")
_SAINT = re.compile(r"(?<![\w.])(?:St|Ste|Mt|Ft)\. \Z")


def opens_question(text: str, start: int, word: str) -> bool:
    """Tell whether a word at an offset is the verb that a question begins with: "Will Norden Motors be next?"."""
    if word not in _ASKING:
        return False
    before = text[max(0, start - 3) : start].rstrip(" ")[-1:]
    if start and not (before == "\n" or before in _BEFORE_ASKING):
        return False
    stops = _stops(text)
    at = bisect_left(stops, start)
    return at < len(stops) and text[stops[at]] == "?"


@lru_cache(maxsize=2)  # a document's own text and the cleaned one
def _stops(text: str) -> list[int]:
    """Return where the sentences and lines of a text end."""
    return [m.start() for m in _STOP.finditer(text)]


def with_saint(text: str, start: int) -> int:
    """Return where a name begins, St., Ste., Mt. or Ft. before it taken in: St. Clare University."""
    saint = _SAINT.search(text, max(0, start - 5), start) if text[start - 2 : start] == ". " else None
    return saint.start() if saint else start


COMPOUND_TAILS = ("-based", "-owned", "-led", "-backed", "-listed", "-style", "-made")  # Norden-based


_COMPASS = frozenset(
    f"{part}{tail}"
    for part in "North South East West Northeast Northwest Southeast Southwest".split()
    for tail in ("", "ern")
) | {"Central", "Upper", "Lower", "Inner", "Mainland"}


@lru_cache(maxsize=1 << 16)
def is_no_body(name: str) -> bool:
    """Tell what is surely no organization by its words: places, peoples, events, laws, terms."""
    last = name.rsplit(" ", 1)[-1].rstrip(")").rstrip(".")
    if name in KNOWN:
        return False
    head = re.split(r"\s(?:of|for)\s", name, maxsplit=1)[0]
    if head != name and head.rsplit(" ", 1)[-1] in OF_HEADS:  # the Court of Human Rights
        return name in NO_BODY_WORDS
    return (
        name in NO_BODY_WORDS
        or (len(name) in {3, 4} and name[-3:] in currency_codes())
        or (" of " in name and head in NO_BODY)
        or name in country_names()
        or _is_part_of_place(name)
        or (last in NO_BODY and last not in LEGAL)
        or last in NATIONALITIES
        or last.endswith(COMPOUND_TAILS)
        or (" and " in name and any(part in country_names() for part in name.split(" and ")) and not _has_head(name))
        or all(
            word in NATIONALITIES or word in NO_BODY_WORDS or word in country_names()
            for word in re.split(r"[\s-]", name)
            if word not in {"and", "&", "of", "the"}
        )
    )


def _is_part_of_place(name: str) -> bool:
    """Tell whether a name is a place's part: Northeast China, Eastern Europe, Central Texas."""
    first, _, rest = name.partition(" ")
    return first in _COMPASS and rest in country_names()


def _has_head(name: str) -> bool:
    return any(word in HEAD_KIND or word in LEGAL for word in name.split())


_SHORT_NAMES = ("US", "U.S.", "USA", "UK", "U.K.")


@lru_cache(maxsize=1 << 16)
def kind_of(name: str) -> str | None:
    """Return the org_kind a name's own words give it, or None."""
    if known := _known_kind(name) or _known_kind(_without_country(name)):
        return known
    words = re.findall(r"[^\s(),]+", name)
    if any(name.endswith(tail) for tail in ZONE_TAILS):
        return "zone"
    if any(word in LEGAL for word in words[1:]):
        return "company"
    if words and words[-1].lower() in {"government", "administration"}:
        return "government"
    for word in ([words[0]] if len(words) > 2 and words[1] in {"of", "for", "on"} else []) + words[::-1]:
        if word in HEAD_KIND:
            return _BY_NAME[word](name) if word in _BY_NAME else HEAD_KIND[word]
    return None


def _known_kind(name: str) -> str | None:
    return KNOWN.get(name) or _kinds_of_listed().get(known_identity(name) or "")


def _without_country(name: str) -> str:
    """Return what stands before a country at the end of a name, nothing where none does: NHS England, Amnesty International USA."""
    words = name.split(" ")
    return next((" ".join(words[:-n]) for n in (1, 2) if " ".join(words[-n:]) in {*_SHORT_NAMES, *country_names()}), "")


@lru_cache(maxsize=1)
def _kinds_of_listed() -> Mapping[str, str]:
    """Return the kinds of widely known bodies by id: that of G7 is its full name's, too."""
    return LISTED_KINDS | {body: KNOWN[name] for body, names in listed().items() for name in names if name in KNOWN}


def _of_center(name: str) -> str:
    """A centre is a government's by its tasks, else a body of its own."""
    return (
        "government"
        if re.search(r"\b(?:National|Federal|State|Emergency|Control|Command|Coordination)\b", name)
        else "other"
    )


def _of_fund(name: str) -> str:
    """A fund that invests is a company, one with a cause an association."""
    causes = r"\b(?:Rights|Relief|Children|Children's|Defense|Defence|Legal|Memorial|Scholarship|Wildlife|Population)\b"
    return "association" if re.search(causes, name) else "company"


def _of_institute(name: str) -> str:
    """An institute for something is a think tank, one of something teaches."""
    return "other" if re.search(r"\bInstitute\sfor\b", name) else "education"


def _of_bank(name: str) -> str:
    """A central bank is a government body: it is named after a country."""
    rest = name.removeprefix("Bank of ").removeprefix("the ")
    return "government" if name.startswith(("Central Bank", "National Bank", "Reserve Bank", "Federal Reserve Bank", "People's Bank")) or rest in {"England", "Japan", "Canada", "Korea", "Israel", "Russia", "Mexico", "Thailand", "France", "Italy", "Spain"} else "company"  # fmt: skip


_BY_NAME: Mapping[str, Callable[[str], str]] = {
    "Bank": _of_bank,
    "Centre": _of_center,
    "Center": _of_center,
    "Centres": _of_center,
    "Centers": _of_center,
    "Fund": _of_fund,
    "Institute": _of_institute,
}
