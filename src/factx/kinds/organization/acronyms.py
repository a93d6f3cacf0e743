"""Acronyms that an article explains by words that name no body: average revenue per user (ARPU)."""

import re
from collections.abc import Sequence

_BRACKETED = re.compile(r"\s\(\W?(?P<short>[A-Z][A-Za-z&-]{1,8})s?\W?\)")
_OPENED = re.compile(r"(?<![\w-])(?P<short>[A-Z][A-Z&-]{1,7})\s\((?P<long>[a-z][a-z\s-]{6,80})\)")
_WORD = re.compile(r"[A-Za-z]+")
_SMALL = frozenset("of and for the on in to per a an at by with from de".split())
_REACH = 100  # characters in which the long form begins
_BODIES = frozenset(  # what is a body in lower case, too: the national bureau of statistics (NBS)
    "agency association authority bank board bureau chamber college commission committee company confederation congress council court department federation"
    " force forces foundation inspectorate institute institution league ministry office organisation organization parliament party police secretariat senate"
    " society tribunal union university".split()
)


def plain_acronyms(text: str) -> set[str]:
    """Return the acronyms of a text that stand, in brackets or before them, for words in lower case that name no body.

    The first letters of the words spell the acronym, words like "of" and "per" counted or not.
    """
    found = set()
    for m in _BRACKETED.finditer(text):
        short = m["short"]
        capitals = [c.lower() for c in short if c.isupper()]
        if len(capitals) > 1:
            words = _WORD.findall(text[max(0, m.start() - _REACH) : m.start()].rsplit(". ", 1)[-1])
            long = spelled(capitals, words)
            if long and _names_no_body(long):
                found.add(short)
    for m in _OPENED.finditer(text):
        words = _WORD.findall(m["long"])
        if _names_no_body(words) and spelled([c.lower() for c in m["short"] if c.isalpha()], words) == words:
            found.add(m["short"])
    return found


def spelled(letters: Sequence[str], words: Sequence[str]) -> list[str] | None:
    """Return the last of some words whose first letters spell an acronym; small words may be left out. None: none do."""
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and words[at][0].lower() != letter:
            if words[at].lower() not in _SMALL:
                return None
            at -= 1
        if at < 0:
            return None
    return list(words[at:])


def _names_no_body(words: Sequence[str]) -> bool:
    """Tell whether all words but the first, which may open its sentence, are in lower case, and their head is no body's."""
    head = next((n for n, word in enumerate(words) if word.lower() in _SMALL and n), len(words)) - 1
    return all(map(str.islower, words[1:] or words)) and words[head].lower() not in _BODIES
