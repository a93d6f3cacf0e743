"""What the words around a date add to it, and the days it comes to in its sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from factx import timex
from factx.kinds.date.resolve.expressions import (
    Between,
    DayOfMonth,
    Expression,
    Fixed,
    Lapse,
    Nth,
    PartOf,
    Shift,
    Then,
    Weekday,
    Yearless,
)
from factx.kinds.date.resolve.tense import looks_ahead, looks_back
from factx.kinds.date.resolve.when import Moment, resolve
from factx.kinds.date.words import MODS, When, exists
from factx.rules.context import Context, Mention
from factx.rules.qualifier import qualifier

_LEFT = re.compile(
    r"(?:(?<!\w)(?:the\s)?(?P<part>start|beginning|middle|end|close|turn)\sof\s(?:the\s)?|(?<![\w-])(?:the\s)?(?P<early>early|late|mid|earlier|later|end(?=-))(?:[\s-])(?:in\s)?)\Z",
    re.IGNORECASE,
)

_SETS_OFF = re.compile(r"[\s-]")


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with determiner and modifier taken in (early, the end of), and its qualifier read."""
    value: When = mention.value
    start = mention.start
    m = (
        _LEFT.search(context.text, max(0, start - 24), start)
        if _SETS_OFF.match(context.text[start - 1 : start])
        else None
    )
    if m and not value.recurring and _can_be_part(value):
        start = m.start()
        if not isinstance(value.says, Between):  # a modifier of one end says nothing of the whole
            value = replace(value, mod=MODS[(m["part"] or m["early"]).lower()])
    if _measures(value):
        value = replace(value, qualifier=_measure_qualifier(context.text, start, mention.end))
    return mention if value is mention.value else Mention(start, mention.end, value, mention.rule)


def _can_be_part(value: When) -> bool:
    """Tell whether a modifier fits: not "late five years", not "later 2019" as a day."""
    if isinstance(value.says, Nth | DayOfMonth | Lapse):
        return False
    if isinstance(value.says, Fixed):
        return value.says.timex[0].isdigit() and len(value.says.timex) < 10
    return not isinstance(value.says, Weekday) and not (isinstance(value.says, Shift) and value.says.unit == "day")


def _measures(value: When) -> bool:
    return isinstance(value.says, Fixed) and value.says.timex.startswith("P") and not value.says.timex.endswith("_REF")


def _measure_qualifier(text: str, start: int, end: int) -> str | None:
    """Read a duration's qualifier; "over" is one only after a word that measures: "for over a year"."""
    left = text[max(0, start - 16) : start]
    if re.search(r"\bover\s\Z", left, re.IGNORECASE) and not re.search(
        r"\b(?:for|after|in|took|takes|lasted|than|well|just|of|by)\sover\s\Z", left
    ):
        return None
    return qualifier(text, start, end)


_JOINS = re.compile(r"\s?(?:-|to|through|until|till)\s?(?:the\s)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:the\s)?\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:postponed?|moved?|moving|delay(?:ed)?|changed?|shift(?:ed)?|rescheduled?|pushed|brought|put|rose|risen|rise|fell|fall|fallen|up|down"
    r"|increased?|decreased?|declined?|grew|grown|gained?|dropped|jumped|slipped|climbed|improved?|lowered|raised|cut)\b[^,;.]*\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?\Z", re.IGNORECASE)


def joined(mentions: list[Mention], context: Context) -> Iterator[Mention]:
    """Yield the mentions with "from A to B" and "between A and B" as one range where both are of the calendar.

    What moved from one date to another, and what rose from one to another, keeps its two dates.
    """
    text, held = context.text, None
    for mention in mentions:
        if held is not None and mention.kind == "date" and _in_one_phrase(held, mention, text):
            value = When(Between(held.value.says, mention.value.says))
            if exists(resolve(value.says, Moment(context.published))):
                yield Mention(held.start, mention.end, value, "date.from_to")
                held = None
                continue
        if held is not None:
            yield held
        held = mention if mention.kind == "date" else None
        if held is None:
            yield mention
    if held is not None:
        yield held


def _in_one_phrase(first: Mention, last: Mention, text: str) -> bool:
    if last.start - first.end > 12 or not (_is_calendar(first.value) and _is_calendar(last.value)):
        return False
    left, between = text[max(0, first.start - 80) : first.start], text[first.end : last.start]
    if _BETWEEN.search(left):
        return between.strip().lower() in {"and", "and the"}
    return bool(_JOINS.fullmatch(between) and _FROM.search(left) and not _MOVED.search(left[:-5]))


def _is_calendar(value: When) -> bool:
    says = value.says
    if value.recurring or isinstance(says, Then | Lapse | Between):
        return False
    return not isinstance(says, Fixed) or says.timex[0].isdigit()


def settle(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the dates with their TIMEX3 values: each resolved in its sentence, after those before it.

    `mentions` are all kept mentions in text order; other kinds pass unchanged.
    """
    settled: list[Mention] = []
    spoken: list[tuple[int, str]] = []  # where each period under discussion was mentioned, and its value
    for mention in joined(mentions, context):
        if mention.kind != "date":
            settled.append(mention)
            continue
        says = _in_named_year(mention.value.says, settled, context.sentence(mention.start, mention.end)[0], context)
        value = resolve(says, _moment(mention, spoken, context))
        if not exists(value):
            continue
        settled.append(Mention(mention.start, mention.end, replace(mention.value, timex=value), mention.rule))
        if timex.days(value) and _is_new(mention, says, context.text):
            spoken.append((mention.start, value))
    return settled


def _is_new(mention: Mention, says: Expression, text: str) -> bool:
    """Tell whether a date sets what is under discussion: no recurrence, no shift of it, nothing it is compared with."""
    return (
        not mention.value.recurring
        and not (isinstance(says, Then) and (says.like or says.by))
        and not _COMPARED.search(text, max(0, mention.start - 24), mention.start)
    )


_COMPARED = re.compile(
    r"\b(?:compared\s(?:with|to)|versus|vs\.?|against|than|from)\s(?:the\s|that\sof\s|that\sin\s|in\s)?\Z",
    re.IGNORECASE,
)


def _moment(mention: Mention, spoken: list[tuple[int, str]], context: Context) -> Moment:
    """Return what a date is resolved against: tense and the periods spoken of before it."""
    first, end = context.sentence(mention.start, mention.end)
    before = context.text[max(first, mention.start - 160) : mention.start]
    after = context.text[mention.end : min(end, mention.end + 80)]
    ahead = looks_ahead(before, after, close=isinstance(mention.value.says, Weekday | Lapse))
    recent = spoken[-8:]
    return Moment(
        context.published,
        future=ahead,
        before=tuple(value for _, value in recent),
        past=looks_back(before) and not ahead,
        near=sum(at >= first for at, _ in recent),
    )


def _in_named_year(says: Expression, settled: list[Mention], first: int, context: Context) -> Expression:
    """Return a month or day without a year in the year its sentence opens with: In 2019 it rose, first in May."""
    if not isinstance(says, Yearless) or says.turn or not context.published:
        return says
    in_sentence = takewhile(lambda m: m.start >= first, reversed(settled))
    opener = next((m for m in in_sentence if m.kind == "date" and _YEAR.fullmatch(m.value.timex)), None)
    if opener is None or opener.start - first > 4 or opener.value.timex >= f"{context.published.year}":
        return says
    return PartOf(says.part, Fixed(opener.value.timex))


_YEAR = re.compile(r"[12][0-9]{3}")
