"""What the words around a number say of it: about, nearly, more than, at least."""

import re

from factx.rules.pattern import any_of

BEFORE = {
    "about": "about|around|approximately|approx|approx.|roughly|some|almost exactly|circa|a estimated|an estimated|estimated|close to"
    "|in the region of",
    "nearly": "nearly|almost|just under|just below|close on|just shy of",
    "more_than": "more than|over|above|exceed|exceeded|exceeds|exceeding|upward of|upwards of|in excess of|north of|greater than"
    "|higher than|surpass|surpassed|surpasses|surpassing|topped|topping|just over|well over|larger than|beyond",
    "less_than": "less than|under|below|fewer than|lower than|south of|smaller than|short of",
    "at_least": "at least|no less than|no fewer than|not less than|a minimum of",
    "at_most": "at most|up to|as much as|as many as|no more than|not more than|a maximum of|maximum",
}
AFTER = {
    "about": "or so",
    "at_least": "or more|or higher|or above|and above|plus|+",
    "at_most": "or less|or fewer|or lower|or under|or below",
}
_BEFORE_MEANS = {words: name for name, phrases in BEFORE.items() for words in phrases.split("|")}
_AFTER_MEANS = {words: name for name, phrases in AFTER.items() for words in phrases.split("|")}
_BEFORE = re.compile(rf"(?<![\w-])({any_of(_BEFORE_MEANS)})\s(?:the\s|an?\s)?\Z", re.IGNORECASE)
_AFTER = re.compile(rf"\s?({any_of(_AFTER_MEANS)})(?!\w)", re.IGNORECASE)


def qualifier(text: str, start: int, end: int) -> str | None:
    """Return the qualifier that the words right before or right after a span give it, or None."""
    before = _BEFORE.search(text[max(0, start - 30) : start]) if text[start - 1 : start].isspace() else None
    if before:
        return _BEFORE_MEANS.get(_plain(before[1]))
    after = _AFTER.match(text, end)
    return _AFTER_MEANS.get(_plain(after[1])) if after else None


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
