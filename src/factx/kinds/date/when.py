"""From a time expression and its context to a TIMEX3 value: pure, and the one home of ambiguity.

An expression is what the words say ("last", "quarter"); the context is when the article appeared, whether the sentence
looks ahead, and which period was spoken of last. Where the context cannot tell, the value is underspecified (XXXX-06).
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from factx import timex
from factx.kinds.date.expressions import (
    Between,
    EndedOn,
    Expression,
    Fixed,
    Holiday,
    MonthsOf,
    PartOf,
    Shift,
    Then,
    Weekday,
    WeekOf,
    Yearless,
)
from factx.kinds.date.holidays import holiday


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is resolved against."""

    published: date | None
    future: bool = False
    before: tuple[str, ...] = ()  # TIMEX3 of the calendar periods mentioned so far, the last one last


_UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "day": "XXXX-XX-XX", "decade": "XXXX", "century": "XXXX"}  # fmt: skip


def resolve(expression: Expression, at: Moment) -> str:  # noqa: C901, PLR0911 - one case an expression
    """Return the TIMEX3 value of an expression in a context."""
    match expression:
        case Fixed(value):
            return value
        case Shift(unit, by):
            return shifted(at.published, unit, by) if at.published else _UNKNOWN[unit]
        case Weekday(day, week, coming):
            return _weekday(day, week, replace(at, future=at.future or coming))
        case Yearless(part, turn):
            return _yearless(part, turn, at)
        case PartOf(part, whole):
            return _in_year(part, resolve(whole, at))
        case MonthsOf(first, last, whole):
            year = resolve(whole, at)[:4]
            return f"{year}-{first:02d}/{year}-{last:02d}"
        case Between(first, last):
            return f"{resolve(first, at)}/{resolve(last, at)}"
        case Then():
            return _then(expression, at)
        case Holiday(name, year, turn):
            return _holiday(name, year, turn, at)
        case WeekOf(day):
            days = timex.days(resolve(day, at))
            return timex.week(days[0]) if days else "XXXX-WXX"
        case EndedOn(months, end):
            return _ended_on(months, resolve(end, at))


def shifted(day: date, unit: str, by: int) -> str:
    """Return the calendar unit so many units away from the one around a day."""
    if unit == "day":
        return (day + timedelta(days=by)).isoformat()
    if unit in {"week", "weekend"}:
        return timex.week(day + timedelta(weeks=by)) + ("-WE" if unit == "weekend" else "")
    if unit == "year":
        return f"{day.year + by:04d}"
    if unit == "decade":
        return f"{day.year // 10 + by:03d}X"
    if unit == "century":
        return f"{day.year // 100 + by:02d}XX"
    size = {"month": 1, "quarter": 3, "half": 6}[unit]
    index = (day.year * 12 + day.month - 1) // size + by
    year, number = divmod(index, 12 // size)
    return f"{year:04d}-{number + 1:02d}" if unit == "month" else f"{year:04d}-{unit[0].upper()}{number + 1}"


def _holiday(name: str, year: int | None, turn: int, at: Moment) -> str:
    """Return the day of a holiday: in its year, else the nearest one on the side that the context tells."""
    if year:
        return holiday(name, year).isoformat()
    if at.published is None:
        return "XXXX-XX-XX"
    day = at.published
    around = [holiday(name, y) for y in range(day.year - 1, day.year + 2)]
    past = [d for d in around if (d < day if turn < 0 else d <= day)]
    ahead = [d for d in around if (d > day if turn > 0 else d >= day)]
    if turn > 0 or (not turn and (at.future or (day - past[-1]).days > 2 * (ahead[0] - day).days)):
        return ahead[0].isoformat()
    return past[-1].isoformat()


def _ended_on(months: int, end: str) -> str:
    """Return the months up to and with the end, as a year, quarter or half where it is one, else as a range."""
    days = timex.days(end)
    if days is None:
        return f"P{months}M" if months != 12 else "P1Y"
    first, last = days[1] + timedelta(days=1), days[1]
    index = first.year * 12 + first.month - 1 - months
    start = date(index // 12, index % 12 + 1, min(first.day, monthrange(index // 12, index % 12 + 1)[1]))
    for whole in (f"{last.year}", shifted(last, "half", 0), shifted(last, "quarter", 0)):
        if timex.days(whole) == (start, last):
            return whole
    if first.day == 1:
        return f"{start:%Y-%m}/{last:%Y-%m}"
    return f"{start.isoformat()}/{last.isoformat()}"


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
        return _found(part, day, turn, lambda days: days[1] < day if turn < 0 else days[0] > day)
    past = _found(part, day, -1, lambda days: days[0] <= day)
    ahead = _found(part, day, 1, lambda days: days[1] >= day)
    wait, since = _gap(day, ahead), -_gap(day, past)
    if at.future:
        return ahead if wait < (_FAR_QUARTER if part[0] in "QH" else _FAR) else past
    return ahead if len(part) == 5 and since > _FAR > wait else past


def _gap(day: date, value: str) -> int:
    days = timex.days(value)
    return (days[0] - day).days if days else 0


def _found(part: str, day: date, step: int, fits: Callable[[timex.Days], bool]) -> str:
    """Return the nearest year's part, stepping back or ahead, whose days fit; underspecified if none does."""
    for year in range(day.year, day.year + 9 * step, step):
        days = _days_or_none(f"{year}-{part}")
        if days is not None and fits(days):
            return f"{year}-{part}"
    return f"XXXX-{part}"


def _days_or_none(value: str) -> timex.Days | None:
    try:
        return timex.days(value)
    except ValueError:  # 29 February outside leap years
        return None


def _then(says: Then, at: Moment) -> str:
    """Shift the period under discussion; with none, the publication date stands for it."""
    last = _antecedent(at, says.unit, like=says.like)
    if says.year:
        return f"{says.year}{last[4:] if last and last[:4].isdigit() and '/' not in last else ''}"
    if last is None:
        return shifted(at.published, says.unit, says.by + says.alone) if at.published else _UNKNOWN[says.unit]
    days = timex.days(last)
    if days is None:
        return _UNKNOWN[says.unit]
    if says.like and says.unit == "year":
        return _years_on(last, says.by)
    return shifted(days[0] if says.by <= 0 else days[1], says.unit, says.by)


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


def _antecedent(at: Moment, unit: str, *, like: bool) -> str | None:
    """Return the last period mentioned that a phrase can refer to.

    "That day" means a day, not a year; "a year earlier" the last quarter, half or year before any day, one begun already.
    """
    known = [(value, found) for value in reversed(at.before) if (found := timex.days(value))]
    sized = [(value, (days[1] - days[0]).days) for value, days in known]
    if like:
        begun = {value for value, days in known if not at.published or days[0] <= at.published}
        sized = [pair for pair in sized if pair[0] in begun]
        return next((value for value, size in sized if size > 80), sized[0][0] if sized else None)
    return next((value for value, size in sized if size < _SIZE[unit]), None)


def _years_on(value: str, by: int) -> str:
    parts = []
    for part in value.split("/"):
        if not part[:4].isdigit():
            return value
        moved = f"{int(part[:4]) + by:04d}{part[4:]}"
        parts.append(moved if _days_or_none(moved) else moved[:7])
    return "/".join(parts)
