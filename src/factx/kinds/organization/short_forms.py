"""Which shorter names stand for a longer one: initials, dropped descriptors, dropped places."""

import re
from functools import lru_cache

from factx.kinds.organization.tables import DESCRIPTORS, KNOWN, LEGAL, NATIONALITIES, ZONE_TAILS, country_names

_SMALL = frozenset("of and for the on in de du & a an".split())


def initials(words: list[str]) -> str:
    """Return the first letters of the words that begin with a capital."""
    return "".join(w[0] for w in words if w[0].isupper())


ABBREVIATED_HOUSES = {"House": "House of Representatives", "Commons": "House of Commons", "Lords": "House of Lords"}


def is_short_for(short: str, long: str) -> bool:
    """Tell whether one name is a shorter form of another body name."""
    few, many = name_words(short), name_words(long)
    if not few or not many or len(few) > len(many):
        return False
    if many[: len(few)] == few and all(w.strip(".,") in DESCRIPTORS for w in many[len(few) :]):
        return True
    if short in ABBREVIATED_HOUSES:
        return long.endswith(ABBREVIATED_HOUSES[short])
    if len(few) == 1:
        return few[0].isupper() and len(few[0]) > 2 and few[0] == initials(many)
    return _follows(few, many) and (few[-1] == many[-1] or _tail_initials(few[-1], long))


def name_words(name: str) -> list[str]:
    """Return the words of a name, small words and brackets left out."""
    return [w for w in re.findall(r"[^\s(),]+", name) if w not in _SMALL]


def _tail_initials(word: str, long: str) -> bool:
    return any(long.endswith(tail) and word == initials(tail.split()) for tail in ZONE_TAILS)


def _follows(few: list[str], many: list[str]) -> bool:
    """Tell whether the words, or initials of runs of words, stand in this order in the longer name."""
    at = 0
    for word in few:
        while at < len(many):
            run = len(word)
            if many[at] == word:
                at += 1
                break
            if word.isupper() and run > 1 and "".join(w[0] for w in many[at : at + run]) == word:
                at += run
                break
            at += 1
        else:
            return False
    return True


def without_place(name: str) -> str | None:
    """Return the initials in a name that says its country first: NDRC of China NDRC."""
    place, _, rest = name.rpartition(" ")
    return rest if rest.isupper() and len(rest) > 2 and (place in country_names() or place in NATIONALITIES) else None


def later_forms(name: str) -> list[str]:
    """Return what an article may call a body later: its name without descriptors, and the first word of a company's."""
    words = name.replace(",", "").split()
    kept = len(words)
    while kept > 1 and words[kept - 1] in DESCRIPTORS:
        kept -= 1
    if kept == len(words) or words[kept - 1] in {"of", "and", "&"}:
        return []
    first = [words[0]] if kept > 1 and words[-1] in LEGAL and words[0] not in NATIONALITIES else []
    return [" ".join(words[:kept]), *first]


def stands_for(short: str, name: str) -> bool:
    """Tell whether a short form is made of a name's initials, small words left out or not: NBS, UOKiK, DoT."""
    letters = re.sub(r"[^A-Za-z]", "", short).lower()
    words = re.findall(r"[^\W_]+", name)
    initials = "".join(w[0] for w in words).lower()
    capitals = "".join(w[0] for w in words if w[0].isupper()).lower()
    return len(letters) > 1 and (
        letters in {initials, capitals}
        or (capitals.endswith(letters) and len(letters) > 2)
        or (capitals.startswith(letters) and len(letters) > 2)
    )


@lru_cache(maxsize=1 << 15)
def nation_of_known(name: str) -> bool:
    """Tell whether a name is a known body's with its country before it: the United States House of Representatives."""
    words = name.split()
    return any(
        " ".join(words[at:]) in KNOWN and ((first := " ".join(words[:at])) in country_names() or first in NATIONALITIES)
        for at in range(1, min(4, len(words)))
    )
