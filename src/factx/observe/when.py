"""The date that a number holds for."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factx.observe.cue import Number
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.records import DateFact

_SAYING = frozenset(
    """said says say saying told tells reported reports report reporting announced announces announce announcing added
    adds stated states wrote writes showed shows noted notes revealed confirmed disclosed published released"""
    .split()
)  # fmt: skip
_SAYINGS = frozenset("report release statement interview survey study filing memo letter article tweet poll".split())
_COMPARING = re.compile(
    r"(?:\b(?:than|against|versus|vs\.?|compared|compares|comparison)\b(?:\s(?:with|to))?"
    r"|(?<!\A)\b(?:from|over)(?=\s(?:the\s)?(?:same|year|corresponding|comparable|previous|prior|last)|\sa\s(?:year|quarter|month)|\s?\Z))"
    r"(?:\s[^\s,;]+){0,4}\s?\Z",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:—–(]|\b(?:while|whereas|but|although|though|after|before|when|as(?!\sof))\b|,\s(?:and|which|who)\b", re.IGNORECASE
)
_SAME_TIME = re.compile(
    r"\b(?:during|in|over|for|of)\s(?:the|that|this)\s(?:same\s)?(?:period|quarter|month|half)\b", re.IGNORECASE
)
_ADJACENT = 250  # characters from a sentence to the one that continues it
_NEAR = 70  # characters from a number to the date behind it


class When(NamedTuple):
    """A date's TIMEX3 value and its fact's id."""

    value: str | None = None
    id: str | None = None


def whens(article: Article, sentence: Sentence, roles: Mapping[str, Part], carried: When) -> Mapping[str, When]:
    """Return the date that each number of a sentence holds for, by fact id; `carried` is that of the sentence before."""
    del article
    found = {n.id: _when(sentence, n, roles[n.id]) for n in sentence.numbers}
    for number in sentence.numbers:
        other = roles[number.id].of_id
        if other in found and not found[number.id].value:
            found[number.id] = found[other]
        elif other in found and not found[other].value and roles[other].role != "from":
            found[other] = found[number.id]
    for number in sentence.numbers:
        if not found[number.id].value and roles[number.id].role != "from" and _same_time(sentence):
            found[number.id] = carried
    return found


def _same_time(sentence: Sentence) -> bool:
    """Tell whether a sentence says that it speaks of the time before: during the period."""
    return bool(_SAME_TIME.search(sentence.text, sentence.start, sentence.end))


def _when(sentence: Sentence, number: Number, part: Part) -> When:
    ranked = sorted((rank, date.start, date.timex, date.id) for date, rank in _ranked(sentence, number, part))
    return When(ranked[0][2], ranked[0][3]) if ranked else When()


def _ranked(sentence: Sentence, number: Number, part: Part) -> Iterator[tuple[DateFact, int]]:
    """Yield the dates that a number may hold for, each with how far from it it stands: the least is meant."""
    for date in sentence.dates:
        if date.recurring or date.timex.startswith("P"):
            continue
        behind = date.start >= number.end
        between = sentence.text[number.end : date.start] if behind else sentence.text[date.end : number.start]
        others = sum(
            min(number.end, date.end) <= n.start < max(number.start, date.start)
            for n in sentence.numbers
            if n is not number
        )
        if part.role == "from":
            if behind and not others and len(between) < _NEAR // 2:
                yield date, len(between)
            continue
        if _is_base(sentence, date) or _is_said(sentence, date):
            continue
        leads = not behind and not sentence.text[sentence.start : date.start].strip(" \n\"“'’").count(" ") > 3
        apart = bool(_BREAK.search(between))
        if apart and not leads:
            continue
        yield (
            date,
            len(between) + 100 * others + (40 if not behind else 0) + (100 if behind and len(between) > _NEAR else 0),
        )


def _is_base(sentence: Sentence, date: DateFact) -> bool:
    """Tell whether a date is what a number is compared with: from a year earlier, than in May."""
    if "/" in date.timex:
        return False
    return bool(_COMPARING.search(sentence.text[max(sentence.start, date.start - 40) : date.start]))


def _is_said(sentence: Sentence, date: DateFact) -> bool:
    """Tell whether a date is when somebody said it: it said on Tuesday."""
    top = sentence.head_of(date.start, date.end)
    for index in sentence.up(top) if top is not None else ():
        token = sentence.tokens[index]
        if token.word in _SAYINGS:
            return True
        if token.tag.startswith("V"):
            return token.word in _SAYING
    return False
