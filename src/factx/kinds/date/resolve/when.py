"""From a time expression and its context to a TIMEX3 value: pure, and the one home of ambiguity.

An expression is what the words say ("last", "quarter"); the context is when the article appeared, whether the sentence
looks ahead, and which period was spoken of last. Where the context cannot tell, the value is underspecified (XXXX-06).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from factx import timex
from factx.kinds.date.resolve.arithmetic import days_or_none, ended_on, nearest, nth, shifted, years_on
from factx.kinds.date.resolve.expressions import (
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
    UpTo,
    Weekday,
    WeekOf,
    Yearless,
    YearsOn,
)
from factx.kinds.date.resolve.holidays import holiday
from factx.kinds.date.resolve.parts import away, first_of, fraction_of, up_to


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is resolved against."""

    published: date | None
    future: bool = False  # the sentence looks ahead there
    before: tuple[str, ...] = ()  # TIMEX3 of the calendar periods mentioned so far, the last one last
    past: bool = False  # the sentence plainly looks back there
    near: int = 0  # how many of `before`, at its end, stand in the same sentence


_UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "day": "XXXX-XX-XX", "decade": "XXXX", "century": "XXXX"}  # fmt: skip


def resolve(expression: Expression, at: Moment) -> str:  # noqa: C901, PLR0911, PLR0912 - one case an expression
    """Return the TIMEX3 value of an expression in a context."""
    match expression:
        case Fixed(value):
            return value
        case Shift(unit, by):
            return _shift(at.published, unit, by)
        case Lapse(unit, count, length):
            return _shift(at.published, unit, count) if at.future and at.published else length
        case Weekday(day, week, coming):
            return _weekday(day, week, replace(at, future=at.future or coming))
        case DayOfMonth(day, weekday):
            return _day_of_month(day, weekday, at)
        case Yearless(part, turn):
            return _yearless(part, turn, at)
        case PartOf(part, whole):
            return _in_year(part, resolve(whole, at))
        case MonthsOf(first, last, whole):
            year = resolve(whole, at)[:4]
            return f"{year}-{first:02d}/{year}-{last:02d}"
        case Between(first, last):
            return f"{resolve(first, at)}/{resolve(last, at)}"
        case Nth(unit, n, whole):
            return nth(unit, n, resolve(whole, at))
        case Then():
            return _then(expression, at)
        case ThenDay(day, by):
            return _then_day(day, by, at)
        case Holiday(name, year, turn):
            return _holiday(name, year, turn, at)
        case WeekOf(day):
            days = timex.days(resolve(day, at))
            return timex.week(days[0]) if days else "XXXX-WXX"
        case EndedOn(months, end):
            return ended_on(months, resolve(end, at))
        case YearsOn(by):
            return _years_after(by, at)
        case FractionOf() | FirstOf() | UpTo() | Away():
            return _part(expression, at) or "XXXX"


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
    for value in reversed(at.before):
        moved = years_on(value, by)
        days = days_or_none(moved)
        if days and (at.published is None or days[0] <= at.published):
            return moved
    return f"P{by}Y"


def _shift(day: date | None, unit: str, by: int) -> str:
    try:
        return shifted(day, unit, by) if day else _UNKNOWN[unit]
    except OverflowError:  # before year 1 or after 9999
        return _UNKNOWN[unit]


def _day_of_month(number: int, weekday: int | None, at: Moment) -> str:
    """Place a day by its number: in the month under discussion in its sentence, else the nearest on the side told."""
    day = at.published
    if at.near and (spoken := timex.days(at.before[-1])) and (spoken[1] - spoken[0]).days < _SIZE["month"]:
        day = spoken[0]
    if day is None:
        return "XXXX-XX-XX"
    limit = at.published or day
    for by in range(12) if weekday is not None else range(3):
        found = days_or_none(f"{shifted(day, 'month', by if at.future else -by)}-{number:02d}")
        if found and (found[0] >= day if at.future else found[0] <= limit) and weekday in {None, found[0].weekday()}:
            return found[0].isoformat()
    return "XXXX-XX-XX"


def _then_day(weekday: int, by: int, at: Moment) -> str:
    last = _antecedent(at, "day", like=False)
    days = timex.days(last) if last else None
    day = days[0] if days else at.published
    if day is None:
        return "XXXX-XX-XX"
    gap = (weekday - day.weekday()) % 7 if by > 0 else (day.weekday() - weekday) % 7
    return (day + timedelta(days=by * (gap or 7))).isoformat()


def _holiday(name: str, year: int | None, turn: int, at: Moment) -> str:
    """Return the day of a holiday: in its year, else the nearest one on the side that the context tells."""
    if year:
        found = holiday(name, year)
        return found.isoformat() if found else "XXXX-XX-XX"
    around = [d for y in (-1, 0, 1) if at.published and (d := holiday(name, at.published.year + y))]
    if at.published is None or len(around) < 3:
        return "XXXX-XX-XX"
    day = at.published
    past = [d for d in around if (d < day if turn < 0 else d <= day)]
    ahead = [d for d in around if (d > day if turn > 0 else d >= day)]
    far = (day - past[-1]).days > 2 * (ahead[0] - day).days
    if turn > 0 or (not turn and (at.future or (far and not at.past))):
        return ahead[0].isoformat()
    return past[-1].isoformat()


def _weekday(day: int, week: int | None, at: Moment) -> str:
    if at.published is None:
        return f"XXXX-WXX-{day + 1}"
    if week is None and at.future:
        return (at.published + timedelta(days=(day - at.published.weekday()) % 7)).isoformat()
    if week is None:
        return (at.published - timedelta(days=(at.published.weekday() - day) % 7)).isoformat()
    if week == 0:
        return (timex.monday(at.published) + timedelta(days=day)).isoformat()
    return (timex.monday(at.published) + timedelta(weeks=week, days=day)).isoformat()


def _in_year(part: str, year: str) -> str:
    return year if year.endswith("_REF") or year.startswith("P") else f"{year[:4]}-{part}"


_FAR = 280
_FAR_QUARTER = 180


def _yearless(part: str, turn: int, at: Moment) -> str:
    """Place a part of a year: the most recent one begun by the publication date, or in a sentence ahead, the next.

    What would be more than nine months ahead (six for a quarter) is taken as past after all, and a day more than nine
    months back as ahead.
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
        return ahead if wait < (_FAR_QUARTER if part[0] in "QH" else _FAR) else past
    return ahead if len(part) == 5 and since > _FAR > wait and not at.past else past


def _gap(day: date, value: str) -> int:
    days = timex.days(value)
    return (days[0] - day).days if days else 0


def _then(says: Then, at: Moment) -> str:
    """Shift the period under discussion; with none, the publication date stands for it."""
    last = _antecedent(at, says.unit, like=says.like, newest=says.newest)
    if says.year:
        return _in_that_year(says, last, at)
    if last is None:
        return _shift(at.published, says.unit, says.by + says.alone)
    days = timex.days(last)
    if days is None:
        return _UNKNOWN[says.unit]
    if says.like:
        return years_on(last, -1)
    return _shift(days[0] if says.by <= 0 else days[1], says.unit, says.by)


def _in_that_year(says: Then, last: str | None, at: Moment) -> str:
    """Return the period under discussion in a year named; a quarter without one is the last full one's."""
    if last and last[:4].isdigit() and "/" not in last and len(last) > 4:
        return f"{says.year}{last[4:]}"
    if last and "/" in last and says.unit != "quarter":
        return years_on(last, (says.year or 0) - int(last[:4])) if last[:4].isdigit() else str(says.year)
    if says.unit == "quarter" and at.published:
        return f"{says.year}{shifted(at.published, 'quarter', -1)[4:]}"
    return f"{says.year}"


_SIZE = {
    "day": 1,
    "week": 7,
    "weekend": 3,
    "month": 31,
    "quarter": 92,
    "half": 184,
    "year": 366,
    "decade": 3653,
    "century": 36525,
}
_RECENT = 500  # days: what news has under discussion lies no further back
_MONTH = 28


def _antecedent(at: Moment, unit: str, *, like: bool, newest: bool = False) -> str | None:
    """Return the last period mentioned that a phrase can refer to.

    "That day" means a day, not a year; "a year earlier" the last month or longer period of its own sentence, before it
    the last quarter, half or year, before it any period: one begun already, and not long over.
    """
    spoken = [(value, found) for value in at.before if (found := timex.days(value))]
    known = spoken[::-1]
    if newest or like:
        known = [pair for pair in known if _under_discussion(pair[1], at.published)]
    if newest:
        over = [pair for pair in known if at.published is None or pair[1][1] <= at.published]
        fit = [value for value, days in over if _MONTH < (days[1] - days[0]).days < _SIZE[unit]]
        return max(fit, default=None, key=lambda value: timex.days(value) or ())
    if like:
        here = set(at.before[len(at.before) - at.near :]) if at.near else set()
        close = (value for value, days in known if value in here and (days[1] - days[0]).days >= _MONTH - 1)
        long = (value for value, days in known if (days[1] - days[0]).days > 80 and not _runs(days, at.published))
        return next(close, None) or next(long, None) or next((value for value, _ in known), None)
    return next((value for value, days in known if (days[1] - days[0]).days < _SIZE[unit]), None)


def _under_discussion(days: timex.Days, published: date | None) -> bool:
    return published is None or (days[0] <= published and (published - days[1]).days < _RECENT)


def _runs(days: timex.Days, published: date | None) -> bool:
    """Tell a year that is not over: seldom what a year earlier is counted from."""
    return published is not None and days[1] > published and (days[1] - days[0]).days > _SIZE["half"]
