"""Which short forms are the initials of a longer name."""

import re
from collections.abc import Sequence

from factx.kinds.organization.known_bodies import known_identity
from factx.kinds.organization.places import name_words, place_words
from factx.kinds.organization.tables import KNOWN
from factx.kinds.organization.words import kind_of

_LONGEST = 12  # letters of a short form that are but some of the initials


def stands_for(short: str, name: str) -> bool:
    """Tell whether a short form is made of a name's initials, small words left out or not: NBS, UOKiK, DoT."""
    return letters_of(short) in all_short(name)


def letters_of(short: str) -> str:
    """Return the letters of a short form in lower case."""
    return re.sub(r"[^A-Za-z]", "", short).lower()


def all_short(name: str) -> set[str]:
    """Return the letters that stand for a name: all initials, the capital ones, three or more of these at either end."""
    words = re.findall(r"[^\W_]+", name)
    initials = "".join(w[0] for w in words).lower()
    capitals = "".join(w[0] for w in words if w[0].isupper()).lower()
    parts = {part for n in range(3, min(len(capitals), _LONGEST) + 1) for part in (capitals[:n], capitals[-n:])}
    return {letters for letters in (initials, capitals, *parts) if len(letters) > 1}


def is_initials(short: str, long: str) -> bool:
    """Tell whether a short form is a name's initials.

    Two letters must be those of two words, and both names be known bodies' or neither. A widely known one is not that of
    another body: NBC is no bank.
    """
    letters = short.upper()
    if sum(map(str.isupper, short)) < 2 or letters not in all_initials(long):
        return False
    if _is_another(short, long):
        return False
    return len(letters) > 2 or (len(long.split()) == 2 and (short in KNOWN) == (long in KNOWN))


def _is_another(short: str, long: str) -> bool:
    """Tell whether initials are a widely known body's, by its id or its kind, and the longer name is not."""
    body = known_identity(short)
    if body:
        words = long.split()
        return all(known_identity(" ".join(words[at:])) != body for at in range(min(4, len(words))))
    return short in KNOWN and (kind_of(long) or KNOWN[short]) != KNOWN[short]


def all_initials(name: str) -> set[str]:
    """Return the initials of a name: with its small words, without them, and without a place before it."""
    words = re.findall(r"[^\s(),-]+", name)
    capitals = [w for w in words if w[0].isupper()]
    home = list(capitals)
    places = place_words(name_words(name))
    while home and home[0] in places:
        home.pop(0)
    return {"".join(w[0] for w in some).upper() for some in (words, capitals, home) if len(some) > 1}


def capitals(words: Sequence[str]) -> str:
    """Return the first letters of the words that begin with a capital."""
    return "".join(w[0] for w in words if w[0].isupper())
