"""The words of a name, and which of them are places or nationalities."""

import re
from collections.abc import Sequence

from factx.kinds.organization.tables import NATIONALITIES, country_names

SMALL = frozenset("of and for the on in de du & a an".split())
_COUNTRIES = frozenset("US U.S. USA U.S.A. UK U.K. UAE EU UN U.N. PRC".split())


def name_words(name: str) -> list[str]:
    """Return the words of a name, small words and brackets left out."""
    return [w for w in re.findall(r"[^\s(),]+", name) if w not in SMALL]


def place_words(words: Sequence[str]) -> set[str]:
    """Return the words that are places or nationalities, alone, joined by hyphens, or up to three together."""
    found = {word for word in words if is_place_word(word)}
    for at in range(len(words)):
        for end in (at + 2, at + 3):
            if end <= len(words) and is_place(" ".join(words[at:end])):
                found.update(words[at:end])
    return found


def is_place_word(word: str) -> bool:
    """Tell whether a word is a place or nationality, or some joined by hyphens."""
    return all(part in NATIONALITIES or is_place(part) for part in word.split("-"))


def is_place(words: str) -> bool:
    """Tell whether words are the name of a country, a region or a large city, or a country's usual initials."""
    return words in country_names() or words in _COUNTRIES
