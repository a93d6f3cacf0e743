"""From a time expression and its context to a TIMEX3 value: pure; with named_days the one home of ambiguity.

An expression is what the words say ("last", "quarter"); the context is when the article appeared, whether the sentence
looks ahead, and which period was spoken of last. Where the context cannot tell, the value is underspecified (XXXX-06).
"""

import re
from dataclasses import replace
from datetime import date

from factx import timex
from factx.kinds.date.expressions import (
    Away,
    Between,
    DayOfMonth,
    EndedOn,
    Expression,
    FirstOf,
    Fixed,
    FractionOf,
    Holiday,
    Lapse,
    MonthsOf,
    Nth,
    PartOf,
    Shift,
    Then,
    ThenDay,
    ThenPart,
    UpTo,
    Weekday,
    Weekend,
    WeekOf,
    Yearless,
    YearsOn,
)
from factx.kinds.date.resolve import named_days
from factx.kinds.date.resolve.arithmetic import days_or_none, ended_on, nearest, nth, shifted, years_on
from factx.kinds.date.resolve.moment import Moment
from factx.kinds.date.resolve.parts import away, first_of, fraction_of, up_to
from factx.kinds.date.resolve.tense import FAR
from factx.kinds.date.words import exists

_UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "day": "XXXX-XX-XX", "decade": "XXXX", "century": "XXXX"}  # fmt: skip


def resolve(expression: Expression, at: Moment) -> str:  # noqa: C901, PLR0911, PLR0912 - one case an expression
    """Return the TIMEX3 value of an expression in a context."""
    match expression:
        case Fixed(value):
            return value
        case Shift("weekend", 0) if at.past and at.published and at.published.weekday() < _FRIDAY:
            return _shift(at.published, "weekend", -1)  # on a Tuesday: they met this weekend
        case Shift(unit, by):
            return _shift(at.published, unit, by)
        case Lapse(unit, count, length):
            return _shift(at.published, unit, count) if at.future and at.published else length
        case Weekday() | Weekend() | DayOfMonth() | ThenDay() | Holiday():
            return named_days.named_day(expression, at)
        case Yearless(part, turn):
            return _yearless(part, turn, at)
        case PartOf(part, whole):
            return _in_year(part, resolve(whole, at))
        case MonthsOf(first, last, whole):
            return _months_of(first, last, resolve(whole, at))
        case Between(first, last):
            return _between(first, last, at)
        case Nth(unit, n, whole):
            return nth(unit, n, resolve(whole, at))
        case Then():
            return _then(expression, at)
        case ThenPart(part, by):
            return _then_part(part, by, at)
        case WeekOf(day):
            days = timex.days(resolve(day, at))
            return timex.week(days[0]) if days else "XXXX-WXX"
        case EndedOn(months, end):
            return ended_on(months, resolve(end, at))
        case YearsOn(by):
            return _years_after(by, at)
        case FractionOf() | FirstOf() | UpTo() | Away():
            return _part(expression, at) or "XXXX"


def _months_of(first: int, last: int, whole: str) -> str:
    year = whole[:4] if exists(f"{whole[:4]}-{first:02d}") else "XXXX"
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _part(says: FractionOf | FirstOf | UpTo | Away, at: Moment) -> str | None:
    match says:
        case FractionOf(n, of, whole):
            return fraction_of(n, of, resolve(whole, at))
        case FirstOf(count, unit, whole):
            return first_of(count, unit, resolve(whole, at))
        case UpTo(count, unit, end):
            return up_to(count, unit, resolve(end, at))
        case Away(day, unit, by):
            return away(by, unit, resolve(day, at))


def _years_after(by: int, at: Moment) -> str:
    """Move the last period mentioned by so many years, if it has come by the publication date; else a length."""
    for value in reversed(at.discussed.periods):
        moved = years_on(value, by)
        days = days_or_none(moved)
        if days and (at.published is None or days[0] <= at.published):
            return moved
    return f"P{by}Y"


def _between(first: Expression, last: Expression, at: Moment) -> str:
    """Return a range resolved as one thing, underspecified where it would run backwards.

    The end that names its year decides; where neither does, the second end is the first one on or after the first.
    Looking ahead the range is not over yet, looking back it has come to its second end.
    """
    start, end = resolve(first, at), resolve(last, at)
    if _floats(first) and (_names_year(last, end) or (not _floats(last) and not exists(f"{start}/{end}"))):
        start = _up_to(first, end, at)
    elif _floats(last) and (_same_kind(first, last) or not exists(f"{start}/{end}")):
        start = _start_of_range(first, last, at)
        days = days_or_none(start)
        end = _from(last, days[0], at) if days else end
    value = f"{start}/{end}"
    return value if exists(value) else "/".join(_yearless_value(part) for part in (start, end))


def _start_of_range(first: Expression, last: Expression, at: Moment) -> str:
    """Return the first end of a range in which neither end names its year."""
    start = resolve(first, at)
    day = at.published
    if day is None or not isinstance(first, Yearless) or first.turn:
        return start
    if at.future:  # from April to October, in September
        begun = nearest(first.part, day, -1, lambda days: days[0] <= day)
        return begun if (end := _end_of_range(last, begun, at)) and end[1] >= day else start
    if at.past and (end := _end_of_range(last, start, at)) and end[0] > day:  # from November to March, in December
        return years_on(start, -1)
    return start


def _end_of_range(last: Expression, start: str, at: Moment) -> timex.Days | None:
    days = days_or_none(start)
    return days_or_none(_from(last, days[0], at)) if days else None


def _floats(says: Expression) -> bool:
    """Tell an end without a year of its own: June, Friday, the 15th, Christmas."""
    match says:
        case Yearless() | DayOfMonth():
            return True
        case Weekday(_, week, _):
            return week is None
        case Holiday(_, year, _):
            return year is None
    return False


def _same_kind(first: Expression, last: Expression) -> bool:
    """Tell two months, days or quarters of a year: from the 15th to Thursday each end is known by itself."""
    return isinstance(first, Yearless) and isinstance(last, Yearless)


def _names_year(says: Expression, value: str) -> bool:
    return isinstance(says, Fixed | PartOf) and len(value) > len("2021") and value[0].isdigit()


def _from(says: Expression, day: date, at: Moment) -> str:
    """Return the first such period that ends on a day or after it."""
    if isinstance(says, Yearless):
        return nearest(says.part, day, 1, lambda days: days[1] >= day)
    return resolve(says, replace(at, published=day, future=True, reach=FAR))


def _up_to(says: Expression, end: str, at: Moment) -> str:
    """Return the last such period that begins by the end of a value."""
    days = days_or_none(end)
    if days is None:
        return resolve(says, at)
    if isinstance(says, Yearless):
        return nearest(says.part, days[1], -1, lambda found: found[0] <= days[1])
    return resolve(says, replace(at, published=days[1], future=False))


def _yearless_value(value: str) -> str:
    """Return a value without its year: what is said of a range or day that is none of the calendar."""
    found = re.sub(r"\A[0-9]{4}", "XXXX", value)
    return found if exists(found) else "XXXX"


def _shift(day: date | None, unit: str, by: int) -> str:
    try:
        return shifted(day, unit, by) if day else _UNKNOWN[unit]
    except OverflowError:  # before year 1 or after 9999
        return _UNKNOWN[unit]


def _in_year(part: str, year: str) -> str:
    if year.endswith("_REF") or year.startswith("P"):
        return year
    return found if exists(found := f"{year[:4]}-{part}") else f"XXXX-{part}"


_FAR_QUARTER = 180
_FULL_YEAR = 360
_FRIDAY = 4


def _yearless(part: str, turn: int, at: Moment) -> str:
    """Place a part of a year: the most recent one begun by the publication date, or in a sentence ahead, the next.

    What would be further ahead than the words reach (nine months at most, six for a quarter) is taken as past after
    all, and a day more than nine months back as ahead.
    """
    if at.published is None:
        return f"XXXX-{part}"
    day = at.published
    if turn:
        return nearest(part, day, turn, lambda days: days[1] < day if turn < 0 else days[0] > day)
    past = nearest(part, day, -1, lambda days: days[0] <= day)
    ahead = nearest(part, day, 1, lambda days: days[1] >= day)
    wait, since = _gap(day, ahead), -_gap(day, past)
    if at.future:
        return ahead if wait < min(at.reach, _FAR_QUARTER if part[0] in "QH" else FAR) else past
    return ahead if len(part) == 5 and since > FAR > wait and not at.past else past


def _gap(day: date, value: str) -> int:
    days = timex.days(value)
    return (days[0] - day).days if days else 0


def _then(says: Then, at: Moment) -> str:
    """Shift the period under discussion; with none, the publication date stands for it."""
    last = _points_to(says, at)
    if says.unit == "period":
        return last or "XXXX"
    if says.year:
        return _in_that_year(says, last, at)
    if last is None and says.by > 0 and not at.future:  # two days later, of what was never dated
        return _UNKNOWN[says.unit]
    if last is None:
        return _shift(at.published, says.unit, says.by + says.alone)
    days = timex.days(last)
    if days is None:
        return _UNKNOWN[says.unit]
    if says.like:
        return years_on(last, -1)
    if says.unit == "year" and says.by and "/" in last and (days[1] - days[0]).days > _FULL_YEAR:
        return years_on(last, says.by)  # the year before the one to June
    return _shift(days[0] if says.by <= 0 else days[1], says.unit, says.by)


def _points_to(says: Then, at: Moment) -> str | None:
    if says.newest:
        return at.discussed.newest(at.published)
    if says.like or says.unit == "period" or (says.year and says.unit == "year"):
        return at.discussed.compared(at.published)
    return at.discussed.last(says.unit, at.published if at.past and says.unit == "day" else None)


def _then_part(part: str, by: int, at: Moment) -> str:
    """Return the first such part of a year after the period under discussion or the last before it."""
    value = at.discussed.last("year")
    days = timex.days(value) if value else (at.published, at.published) if at.published else None
    if days is None:
        return f"XXXX-{part}"
    if by > 0:
        return nearest(part, days[1], 1, lambda found: found[0] > days[1])
    return nearest(part, days[0], -1, lambda found: found[1] < days[0])


def _in_that_year(says: Then, last: str | None, at: Moment) -> str:
    """Return the period under discussion in a year named; a quarter without one is the last full one's."""
    if last and last[:4].isdigit() and "/" not in last and len(last) > 4:
        return f"{says.year}{last[4:]}"
    if last and "/" in last and says.unit != "quarter":
        return years_on(last, (says.year or 0) - int(last[:4])) if last[:4].isdigit() else str(says.year)
    if says.unit == "quarter" and at.published:
        return f"{says.year}{shifted(at.published, 'quarter', -1)[4:]}"
    return f"{says.year}"
