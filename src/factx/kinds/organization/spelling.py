"""How a name is spelled: dots, "&", capitals and the order of a ministry's words tell no bodies apart."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from factx.kinds.organization.places import is_place
from factx.kinds.organization.tables import LEGAL, LEGAL_SHORT, NATIONALITIES

_INITIALS = re.compile(r"\b(?:[A-Z]\. ?){2,}|\b[A-Z]\.[a-z]\.[A-Z]\.")
_DEPARTMENT = re.compile(r"(?P<task>[A-Z][\w'’-]*(?: (?:and|&|[A-Z][\w'’-]*))*) (?P<head>Ministry|Department)")
_AFFAIRS = re.compile(r"\b(Ministry|Department) of Foreign\Z")
_LONG = 5  # letters of a word in capitals that is hardly an acronym
_SAME = {
    "&": "and",
    "saint": "st",
    "centre": "center",
    "defence": "defense",
    "programme": "program",
    "organisation": "organization",
} | {long.lower(): short.lower() for long, short in LEGAL_SHORT.items()}


@lru_cache(maxsize=1 << 15)
def spelled(name: str) -> str:
    """Return what names of one spelling share: Harper & Sons, HARPER AND SONS; U.N., UN; Harper Ltd., Harper Limited."""
    ascii_only = unicodedata.normalize("NFKD", usual(name)).encode("ascii", "ignore").decode() or name
    words = re.findall(r"[^\W_]+|&", re.sub(r"['’.]", "", ascii_only.lower()))
    return " ".join(_SAME.get(word, word) for word in words if word != "the") or name


@lru_cache(maxsize=1 << 15)
def usual(name: str) -> str:
    """Return a name without dots between initials, a ministry's head first: Norden Finance Ministry, too, is one of Finance."""
    plain = _INITIALS.sub(lambda m: m[0].replace(".", "").replace(" ", "") + " " * m[0].endswith(" "), name)
    words = plain.split()
    at = next((n for n in (1, 2, 3, 0) if _is_place(" ".join(words[:n]))), 0)
    task = _DEPARTMENT.fullmatch(" ".join(words[at:]))
    if task and not _is_place(task["task"]):
        plain = " ".join([*words[:at], task["head"], "of", task["task"]])
    return _AFFAIRS.sub(r"\1 of Foreign Affairs", plain)


def without_capitals(names: Iterable[str]) -> Mapping[str, str]:
    """Return names in capitals, each word as the other names spell it: NORDEN FOODS INC. beside Norden Foods."""
    names = list(names)
    known = {word.upper(): word for name in names if not name.isupper() for word in name.split() if len(word) > 1}
    return {
        name: " ".join(known.get(word, word) if word not in LEGAL else word for word in name.split())
        for name in names
        if name.isupper() and (" " in name or len(name) >= _LONG)
    }


def _is_place(words: str) -> bool:
    return is_place(words) or words in NATIONALITIES
