"""The date that a number holds for."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factx.observe.cue import Number
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.observe.tense import tense, verbs
from factx.records import DateFact

_SAYING = frozenset(
    """said says say saying told tells reported reports report reporting announced announces announce announcing added
    adds stated states wrote writes noted notes revealed confirmed disclosed published"""
    .split()
)  # fmt: skip
_SAYINGS = frozenset("release statement interview filing memo letter article tweet resolution".split())
_COMPARING = re.compile(
    r"(?:\b(?:than|against|versus|vs\.?|compared|compares|comparison|since)\b(?:\s(?:with|to))?"
    r"|\b(?:from|over)(?=\s(?:the\s)?(?:same|year|corresponding|comparable|previous|prior|last|\Z)|\sa\s(?:year|quarter|month)|\s\Z))"
    r"(?:\s[^\s,;]+){0,4}\s?\Z",
    re.IGNORECASE,
)
_OVER = re.compile(r"\bover\s(?:the\s)?\Z", re.IGNORECASE)
_IN_PAST = re.compile(r"(?:the\s)?(?:past|last|previous|preceding|next|coming)\b", re.IGNORECASE)
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(_SAYING))})\b(?:\s\w+){{0,3}}\s(?:on\s)?\Z", re.IGNORECASE)
_OF_A_NAME = re.compile(r"\s(?!Q\d)[A-Z]")  # in 2016 United States elections
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|its|his|her|their)\s(?:\w+\s)?\Z", re.IGNORECASE
)  # in the 2016 election
_BREAK = re.compile(
    r"[;:—–(]|\b(?:while|whereas|but|although|though|after|before|when)\b|,\s(?:and|which|who)\b", re.IGNORECASE
)
_SAME_TIME = re.compile(
    r"\b(?:during|in|over|for|of)\s(?:the|that|this)\s(?:same\s)?(?:period|quarter|month|half)\b", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEAR = 70  # characters from a number to the date behind it
_CARRIED = 300  # characters over which a date carries on


class When(NamedTuple):
    """A date's TIMEX3 value, its fact's id, and how far in the document it carries."""

    value: str | None = None
    id: str | None = None
    until: int = 0


def whens(article: Article, sentence: Sentence, roles: Mapping[str, Part], carried: When) -> Mapping[str, When]:
    """Return the date that each number of a sentence holds for, by fact id; `carried` is that of the numbers before."""
    found = {n.id: _when(sentence, n, roles[n.id]) for n in sentence.numbers}
    for number in sentence.numbers:
        other = roles[number.id].of_id
        if other in found and not found[number.id].value:
            found[number.id] = found[other]
        elif other in found and not found[other].value and roles[other].role != "from":
            found[other] = found[number.id]
    if not any(date.value for date in found.values()):
        for number in sentence.numbers:
            if roles[number.id].role != "from":
                found[number.id] = _continued(article, sentence, number, carried)
    return found


def _when(sentence: Sentence, number: Number, part: Part) -> When:
    ranked = sorted((rank, date.start, date.timex, date.id) for date, rank in _ranked(sentence, number, part))
    return When(ranked[0][2], ranked[0][3], sentence.end + _CARRIED) if ranked else When()


def _ranked(sentence: Sentence, number: Number, part: Part) -> Iterator[tuple[DateFact, int]]:
    """Yield the dates that a number may hold for, each with how far from it it stands: the least is meant."""
    for date in sentence.dates:
        rank = _rank(sentence, number, part, date)
        if rank is not None:
            yield date, rank


def _rank(sentence: Sentence, number: Number, part: Part, date: DateFact) -> int | None:
    if date.recurring:
        return None
    before = sentence.text[max(sentence.start, date.start - 40) : date.start]
    if date.timex.startswith("P") and not _OVER.search(before) and not _IN_PAST.match(date.text):
        return None
    behind = date.start >= number.end
    between = sentence.text[number.end : date.start] if behind else sentence.text[date.end : number.start]
    low, high = (number.end, date.start) if behind else (date.end, number.start)
    others = sum(low <= n.start < high for n in sentence.numbers)
    if part.role == "from":
        return len(between) if behind and not others and len(between) < _NEAR // 2 else None
    if ("/" not in date.timex and _COMPARING.search(before)) or _is_said(sentence, date, number):
        return None
    if _BREAK.search(between) and not between.lstrip().startswith("when ") and not _leads(sentence, date, behind):
        return None
    far = 100 if behind and len(between) > _NEAR else 0
    return len(between) + 100 * others + (0 if behind else 40) + far + (500 if date.timex.startswith("P") else 0)


def _leads(sentence: Sentence, date: DateFact, behind: bool) -> bool:  # noqa: FBT001
    """Tell whether a date opens its sentence: it holds for all that follows."""
    return not behind and sentence.text[sentence.start : date.start].strip(" \n\"“'’").count(" ") <= 3


def _is_said(sentence: Sentence, date: DateFact, number: Number) -> bool:
    """Tell whether a day is when somebody said it: it said on Tuesday that sales rose."""
    top = sentence.head_of(date.start, date.end)
    for index in sentence.up(top) if top is not None else ():
        token = sentence.tokens[index]
        if token.word in _SAYINGS:
            return True
        if token.tag.startswith("V"):
            own = verbs(sentence, number.start, number.end)[:1]
            return token.word in _SAYING and bool(_DAY.fullmatch(date.timex)) and own != [index]
    return False


def _continued(article: Article, sentence: Sentence, number: Number, carried: When) -> When:
    """Return the date of what came before, where a number without one plainly continues it."""
    if (
        carried.value
        and sentence.start <= carried.until
        and _SAME_TIME.search(sentence.text, sentence.start, sentence.end)
    ):
        return carried
    if tense(sentence, number.start, number.end) != "past" or any(not d.recurring for d in sentence.dates):
        return When()
    date = _last(article, sentence.start)
    if date and (not carried.value or date.start > carried.until - _CARRIED):
        return When(date.timex, date.id, sentence.end + _CARRIED)
    return (
        carried._replace(until=sentence.end + _CARRIED) if carried.value and sentence.start <= carried.until else When()
    )


def _last(article: Article, start: int) -> DateFact | None:
    """Return the last date before a sentence, near it, on which something happened: no year in a name, no day of a saying."""
    at = bisect_left([d.start for d in article.dates], start)
    for date in reversed(article.dates[:at]):
        if start - date.end > _CARRIED:
            return None
        before = article.text[max(0, date.start - 40) : date.start]
        named = date.text.isdigit() and (_OF_A_NAME.match(article.text, date.end) or _DETERMINED.search(before))
        if date.first_day and not named and not _COMPARING.search(before) and not _SAID.search(before):
            return date
    return None
