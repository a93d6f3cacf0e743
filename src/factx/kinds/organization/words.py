"""What an organization's name is made of, what is surely none, and which kind of body it names."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from factx.kinds.organization.names import (
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    NO_BODY_WORDS,
    ZONE_TAILS,
    places,
)
from factx.records import currency_codes

STRONG = 4  # the weight of words that are enough by themselves


@dataclass(frozen=True, slots=True)
class Org:
    """A candidate body: the name at its span, its kind if the words tell, and how sure its shape makes it."""

    kind: ClassVar[str] = "organization"
    org_kind: str | None = None
    weight: int = STRONG  # below: the model or another sign must agree
    name: str = ""
    org_id: str = ""


CAP = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w]*(?:(?:[&/-]|'(?!s\b))\w+)*)"
OPENERS = frozenset(
    "The A An In On At By For From With As Since After Before While When Where If But And Or So Also According Its His Her Their Our My This That"
    " These Those To Of Under Over Former Then Although Because Despite During Until Through Both Between Among Like Unlike Late Early Here"
    " There Last Next First What Who Why How It He She They We You I Not No All Some Many Most More Other Another Such Each Every Even Only Meanwhile However Currently".split()
)
TITLES = frozenset(
    "President Minister Secretary Senator Governor Mayor Chairman Director Judge Chancellor Premier Mr Mrs Ms Dr Prof Sen Rep Gov Gen".split()
)


@lru_cache(maxsize=1 << 16)
def is_no_body(name: str) -> bool:
    """Tell what is surely no organization by its words: places, peoples, events, laws, terms."""
    last = name.rsplit(" ", 1)[-1].rstrip(")").rstrip(".")
    if name in KNOWN:
        return False
    head = name.split(" of ", maxsplit=1)[0]
    return (
        name in NO_BODY_WORDS
        or (len(name) in {3, 4} and name[-3:] in currency_codes())
        or (" of " in name and head in NO_BODY)
        or name in places()
        or (last in NO_BODY and last not in LEGAL)
        or last in NATIONALITIES
        or all(
            word in NATIONALITIES or word in NO_BODY_WORDS or word in places()
            for word in re.split(r"[\s-]", name)
            if word not in {"and", "&", "of", "the"}
        )
    )


@lru_cache(maxsize=1 << 16)
def kind_of(name: str) -> str | None:
    """Return the org_kind a name's own words give it, or None."""
    if name in KNOWN:
        return KNOWN[name]
    words = re.findall(r"[^\s(),]+", name)
    if any(name.endswith(tail) for tail in ZONE_TAILS):
        return "zone"
    if any(word in LEGAL for word in words[1:]):
        return "company"
    if words and words[-1].lower() in {"government", "administration"}:
        return "government"
    for word in ([words[0]] if len(words) > 2 and words[1] in {"of", "for", "on"} else []) + words[::-1]:
        if word in HEAD_KIND:
            return _of_bank(name) if word == "Bank" else HEAD_KIND[word]
    return None


def _of_bank(name: str) -> str:
    """A central bank is a government body: it is named after a country."""
    rest = name.removeprefix("Bank of ").removeprefix("the ")
    return "government" if name.startswith(("Central Bank", "National Bank", "Reserve Bank", "People's Bank")) or rest in {"England", "Japan", "Canada", "Korea", "Israel", "Russia", "Mexico", "Thailand", "France", "Italy", "Spain"} else "company"  # fmt: skip
