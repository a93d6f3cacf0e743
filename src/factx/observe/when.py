"""The date that a number holds for."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise

from factx.observe.attach import Attachment
from factx.observe.cue import Number
from factx.observe.elsewhere import below, elsewhere, is_base, is_said, lead, verb_of
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.observe.story import CARRIED, DAY, Story, When, continued, idle
from factx.observe.tense import SAYING, tense, verbs
from factx.records import DateFact, PercentFact

_FROM = re.compile(r"\s(?:\w+\s)?from\s(?!\Z)", re.IGNORECASE)
_OVER = re.compile(r"\bover\s(?:the\s)?\Z", re.IGNORECASE)
_IN_PAST = re.compile(r"(?:the\s)?(?:past|last|previous|preceding|next|coming)\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[;—–(]|:\s|\b(?:while|whereas|but|although|though|after|before|when)\b|,\s(?:and|which|who)\b"
    r"|\band\s(?:has|have|is|are|was|were|will|would|since)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\W\d]*(?:\Z|(?:in|on|by|as|at|during|for|over|from|since|through|between|until|early|late|the|last|this)\b)",
    re.IGNORECASE,
)
_MOST = 4  # dates on each side of a number
_OWNING = re.compile(r"['’]s\s(?:[a-z-]+\s){0,3}(?:of\s)?(?:about\s)?", re.IGNORECASE)  # last Friday's 9 percent
_EARLIER_OF = re.compile(r"\s(?:[a-z-]+\s){1,3}of\s(?:about\s)?")  # year-earlier profit of $4 million
_NEAR = 70  # characters from a number to the date behind it
_TOUCHING = 12


def whens(
    article: Article, sentence: Sentence, attached: Mapping[str, Attachment], roles: Mapping[str, Part], story: Story
) -> dict[str, When]:
    """Return the date that each number of a sentence holds for, by fact id; `story` is what sentences before said."""
    starts = _starts(sentence, roles)
    own = {date.id for date in starts.values()}
    found = {}
    for number in sentence.numbers:
        fact = number.id if roles[number.id].role == "from" else roles[number.id].of_id or ""
        if fact in roles and roles[fact].role == "from":  # or says a start once more
            date = starts.get(fact)
            found[number.id] = When(date.timex, date.id) if date else When()
        else:
            rest = [d for d in _near(sentence, number) if d.id not in own]
            found[number.id] = _when(sentence, number, attached[number.id], roles[number.id], rest)
    _shared(sentence, roles, found)
    _same(sentence, roles, found)
    told_of = ends(sentence, roles)
    for number in told_of:
        if not found[number.id].value and tense(sentence, number.start, number.end) == "past":
            found[number.id] = _before(sentence, number, attached[number.id], own)
    if not any(found[n.id].value for n in told_of) and not _has_own(sentence, own):
        found |= {n.id: continued(article, sentence, n, attached[n.id], roles[n.id], story) for n in told_of}
        _shared(sentence, roles, found)
        bases = {d.timex for d in starts.values()}
        for number in told_of if bases else ():
            if roles[number.id].role == "to" and found[number.id].value in bases:
                told = story.lead if story.lead.value not in bases else When()
                found[number.id] = told  # compared with that date
        told = next((found[n.id] for n in told_of if found[n.id].value), When())
        for number in told_of:
            if not found[number.id].value and tense(sentence, number.start, number.end) == "past":
                found[number.id] = told
    return found


def ends(sentence: Sentence, roles: Mapping[str, Part]) -> list[Number]:
    """Return the numbers of a sentence that others are not compared with."""
    starts = {fact for fact, part in roles.items() if part.role == "from"}
    return [n for n in sentence.numbers if n.id not in starts and roles[n.id].of_id not in starts]


def _shared(sentence: Sentence, roles: Mapping[str, Part], found: dict[str, When]) -> None:
    """Give a number without a date that of the number it belongs to, and the other way round."""
    for number in sentence.numbers:
        other = roles[number.id].of_id
        if other in found and not found[number.id].value:
            found[number.id] = found[other]
        elif other in found and not found[other].value and roles[other].role != "from":
            found[other] = found[number.id]


def _same(sentence: Sentence, roles: Mapping[str, Part], found: dict[str, When]) -> None:
    """Give a share without a date that of its neighbour: N percent of the men and N percent of the women in 2016."""
    for before, here in pairwise(sentence.numbers):
        if not roles[before.id].role == roles[here.id].role == "share":
            continue
        between = [sentence.tokens[i] for i in sentence.within(before.end, here.start)]
        joined = not any(t.tag.startswith(("V", "MD")) for t in between)
        if not found[here.id].value and (joined or tense(sentence, here.start, here.end) == "past"):
            found[here.id] = found[before.id]
        elif not found[before.id].value and joined:
            found[before.id] = found[here.id]


def _near(sentence: Sentence, number: Number) -> list[DateFact]:
    """Return the dates of a sentence that a number may hold for: its first one and the nearest on both sides."""
    at = bisect_left(sentence.dates, number.start, key=lambda d: d.start)
    nearest = sentence.dates[max(at - _MOST, 0) : at + _MOST]
    return nearest if at <= _MOST else [sentence.dates[0], *nearest]


def _numbers(sentence: Sentence, low: int, high: int) -> int:
    """Return how many numbers of a sentence begin between two places."""
    first = bisect_left(sentence.numbers, low, key=lambda n: n.start)
    return max(0, bisect_left(sentence.numbers, high, key=lambda n: n.start) - first)


def _past_number(sentence: Sentence, at: int) -> int:
    """Return where the last number before a place ends, or the sentence begins."""
    before = bisect_left(sentence.numbers, at, key=lambda n: n.start)
    return sentence.numbers[before - 1].end if before else sentence.start


def _has_own(sentence: Sentence, own: set[str]) -> bool:
    """Tell whether a sentence has a date that is more than what something is compared with."""
    for date in sentence.dates:
        unused = date.recurring or date.id in own or date.timex.startswith("P") or idle(sentence.text, date)
        unused = unused or _trails(sentence, date)
        if not (unused or is_base(date, lead(sentence, date, sentence.start))):
            return True
    return False


def _trails(sentence: Sentence, date: DateFact) -> bool:
    """Tell whether a date stands behind the numbers by a verb of its own: sales rose N, reflecting a purchase in May."""
    above = [sentence.tokens[v] for v in verb_of(sentence, date)]
    behind = date.start > sentence.numbers[-1].end
    return behind and any(t.tag == "VBG" and t.label == "advcl" and t.start > sentence.numbers[-1].end for t in above)


def _before(sentence: Sentence, number: Number, attachment: Attachment, own: set[str]) -> When:
    """Return the last date before a number in another clause of its sentence, where nothing else says when."""
    for date in reversed(_near(sentence, number)):
        usable = date.end <= number.start and date.first_day and date.id not in own
        if (
            usable
            and not idle(sentence.text, date)
            and not is_base(date, lead(sentence, date, sentence.start))
            and not is_said(sentence, date, number)
            and not elsewhere(sentence, number, attachment, date, far=True)
        ):
            return When(date.timex, date.id, sentence.end + CARRIED)
    return When()


def _starts(sentence: Sentence, roles: Mapping[str, Part]) -> dict[str, DateFact]:
    """Return the dates beside the numbers that others are compared with, by fact id: from 3 percent in June."""
    found = {}
    for number in sentence.numbers:
        if roles[number.id].role != "from":
            continue
        dates = [d for d in _near(sentence, number) if not d.recurring and not d.timex.startswith("P")]
        date = next((d for d in dates if d.start >= number.end), None)
        if date is None or not _behind(sentence, number, roles, date):
            date = next((d for d in reversed(dates) if d.end <= number.start), None)
            tied = _EARLIER_OF if date and "-" in date.text else _OWNING
            date = date if date and tied.fullmatch(sentence.text, date.end, number.start) else None
        if date:
            found[number.id] = date
    return found


def _behind(sentence: Sentence, number: Number, roles: Mapping[str, Part], date: DateFact) -> bool:
    """Tell whether a date stands right behind a number, or behind what says that number once more."""
    between = sentence.text[number.end : date.start]
    first = bisect_left(sentence.numbers, number.end, key=lambda n: n.start)
    others = sentence.numbers[first : first + _numbers(sentence, number.end, date.start)]
    same = all(roles[n.id].role == "equivalent" and roles[n.id].of_id == number.id for n in others)
    return same and len(between) < _NEAR // (1 if others else 2) and not _BREAK.search(between.replace("(", ""))


def _when(sentence: Sentence, number: Number, attachment: Attachment, part: Part, dates: list[DateFact]) -> When:
    if part.role == "change":
        dates = [d for d in dates if not _since(sentence, number, d)]
    ranked = sorted(
        (rank, date.start, date.timex, date.id)
        for date in dates
        for rank in [_rank(sentence, number, attachment, date)]
        if rank is not None
    )
    if len(ranked) > 1 and DAY.fullmatch(ranked[0][2]) and _reported(sentence, ranked[0][1]):
        ranked = [r for r in ranked if not DAY.fullmatch(r[2])] or ranked
    return When(ranked[0][2], ranked[0][3], sentence.end + CARRIED) if ranked else When()


def _reported(sentence: Sentence, start: int) -> bool:
    """Tell whether a day is when somebody reported something: on Thursday reported a rise for the second quarter."""
    above = verbs(sentence, start, start + 1)[:1]
    return any(sentence.tokens[v].word in SAYING for v in above)


def _since(sentence: Sentence, number: Number, date: DateFact) -> bool:
    """Tell whether a date is that of a start without a number: up 14 percent from its low two months ago."""
    between = sentence.text[number.end : date.start]
    return _FROM.match(between) is not None and " to " not in between


def _rank(sentence: Sentence, number: Number, attachment: Attachment, date: DateFact) -> int | None:
    """Return how far a date stands from a number that may hold for it: the least is meant; None: it is another's."""
    between = sentence.text[min(number.end, date.end) : max(number.start, date.start)]
    before = lead(sentence, date, _past_number(sentence, date.start))
    behind = date.start >= number.end
    opening = sentence.text[sentence.start : date.start].strip(" \n\"“'’")
    leads = not behind and opening.count(" ") <= 3
    length = date.timex.startswith("P")
    if date.recurring or (length and ("-" in date.text or not (_OVER.search(before) or _IN_PAST.match(date.text)))):
        return None
    if idle(sentence.text, date) or (not length and is_base(date, before)) or is_said(sentence, date, number):
        return None
    part = isinstance(number, PercentFact) and behind and below(sentence, number, date)
    if part and not _numbers(sentence, number.end, date.start):
        return len(between)
    if not (leads and _OPENING.match(opening)) and (
        _BREAK.search(between) and not between.lstrip().startswith("when ")
    ):
        return None
    others = _numbers(sentence, min(number.end, date.end), max(number.start, date.start))
    if elsewhere(sentence, number, attachment, date, far=bool(others) or len(between) > _NEAR // 2):
        return None
    if others and not behind and not leads and verb_of(sentence, date) != verbs(sentence, number.start, number.end)[:1]:
        return None
    near = len(between) < _TOUCHING
    return len(between) + 100 * others + (0 if behind else 40) + (500 if length and not near else 0)
