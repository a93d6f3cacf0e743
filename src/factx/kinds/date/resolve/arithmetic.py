"""Calendar arithmetic on TIMEX3 values: pure, and without any ambiguity."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from factx import timex


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


def ended_on(months: int, end: str) -> str:
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
    if (first.month, first.day) == (1, 1):
        return f"{start.year:04d}/{last.year:04d}" if months % 12 == 0 else f"{start:%Y-%m}/{last:%Y-%m}"
    if first.day == 1:
        return f"{start:%Y-%m}/{last:%Y-%m}"
    return f"{start.isoformat()}/{last.isoformat()}"


def nth(unit: str, n: int, whole: str) -> str:
    """Return the n-th day, week, weekend or weekday of a period, -1 the last; underspecified where there is none.

    A week belongs to the period that holds its Thursday (ISO 8601), a weekend to that of its Saturday.
    """
    days = timex.days(whole)
    if unit == "decade":
        return f"{whole[:2]}{n - 1 if n > 0 else 9}X" if n <= 10 else whole
    if days is None:
        return {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX-XX-XX")
    first, last = days
    if unit == "month":
        return shifted(first, "month", n - 1) if n > 0 else shifted(last, "month", n + 1)
    weekday = {"week": 3, "weekend": 5}.get(unit, int(unit) if unit.isdigit() else None)
    if weekday is None:
        day = first + timedelta(days=n - 1) if n > 0 else last + timedelta(days=n + 1)
    elif n > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))
    if not first <= day <= last:
        return "XXXX-XX-XX"
    return shifted(day, unit, 0) if unit in {"week", "weekend"} else day.isoformat()


def nearest(part: str, day: date, step: int, fits: Callable[[timex.Days], bool]) -> str:
    """Return the nearest year's part, stepping back or ahead, whose days fit; underspecified if none does."""
    for year in range(day.year, day.year + 9 * step, step):
        days = days_or_none(f"{year}-{part}")
        if days is not None and fits(days):
            return f"{year}-{part}"
    return f"XXXX-{part}"


def days_or_none(value: str) -> timex.Days | None:
    """Return the days of a value, None too where it is no day of the calendar."""
    try:
        return timex.days(value)
    except ValueError:  # 29 February outside leap years
        return None


def years_on(value: str, by: int) -> str:
    """Return a value so many years on, range or not; 29 February becomes its month where there is none."""
    parts = []
    for part in value.split("/"):
        if not part[:4].isdigit():
            return value
        moved = f"{int(part[:4]) + by:04d}{part[4:]}"
        parts.append(moved if days_or_none(moved) else f"XXXX{part[4:]}" if "W" in part else moved[:7])
    return "/".join(parts)
