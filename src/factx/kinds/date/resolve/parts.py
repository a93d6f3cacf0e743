"""Parts of a period and lengths up to or away from a day, as TIMEX3 values: pure, and without any ambiguity."""

from calendar import monthrange
from datetime import date, timedelta

from factx import timex
from factx.kinds.date.resolve.arithmetic import years_on

_YEAR, _MONTH = 4, 7  # characters of a year and of a month as TIMEX3 writes them


def fraction_of(n: int, of: int, whole: str) -> str | None:
    """Return the n-th half (of 2), third or quarter of a month, year, decade or century; None where it has none."""
    if "X" in whole:
        return _of_years(n, of, whole)
    if len(whole) == _YEAR:
        return _of_year(n, of, whole)
    if len(whole) != _MONTH or not whole[5:].isdigit() or of not in _DAYS:
        return None
    width, last = _DAYS[of], monthrange(int(whole[:4]), int(whole[5:]))[1]
    return f"{whole}-{width * (n - 1) + 1:02d}/{whole}-{last if n == of else width * n:02d}"


_DAYS = {2: 15, 3: 10}  # of a month: halves part after the 15th, thirds after the 10th and the 20th


def _of_year(n: int, of: int, year: str) -> str:
    if of != 3:
        return f"{year}-{'H' if of == 2 else 'Q'}{n}"
    return f"{year}-{4 * n - 3:02d}/{year}-{4 * n:02d}"


def _of_years(n: int, of: int, whole: str) -> str | None:
    days = timex.days(whole)
    if days is None:
        return None
    width = days[1].year - days[0].year + 1
    first = days[1].year + 1 - width
    return f"{first + width * (n - 1) // of:04d}/{first + width * n // of - 1:04d}"


def first_of(count: int, unit: str, whole: str) -> str | None:
    """Return the first `count` days, weeks, months, quarters or years of a period, the last for a negative count.

    None where the period has fewer, or no days.
    """
    days = timex.days(whole)
    if days is None:
        return None
    size = abs(count)
    if unit in {"day", "week"}:
        step = timedelta(days=size * (7 if unit == "week" else 1) - 1)
        ends = (days[0], days[0] + step) if count > 0 else (days[1] - step, days[1])
        return f"{ends[0]}/{ends[1]}" if days[0] <= ends[0] and ends[1] <= days[1] else None
    months = size * {"month": 1, "quarter": 3, "year": 12}[unit]
    start = days[0] if count > 0 else back(days[1] + timedelta(days=1), months)
    found = timex.months(start.year, start.month, months)
    if found[0] < days[0] or found[1] > days[1]:
        return None
    return written(*found, quarters=unit == "quarter" or (count < 0 and months == 3))


def back(day: date, months: int) -> date:
    """Return the day so many months before a day; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def written(first: date, last: date, *, quarters: bool) -> str:
    """Return whole months as TIMEX3 writes them: years, quarters on request, months."""
    if (first.month, last.month) == (1, 12):
        return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
    if quarters:
        ends = [f"{day.year:04d}-Q{(day.month + 2) // 3}" for day in (first, last)]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)
    ends = [f"{day.year:04d}-{day.month:02d}" for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def up_to(count: int, unit: str, end: str) -> str | None:
    """Return so many days, weeks or years up to and with the last day of a period."""
    days = timex.days(end)
    if days is None:
        return None
    if unit in {"day", "week"}:
        first = days[1] - timedelta(days=count * (7 if unit == "week" else 1) - 1)
        return f"{first}/{days[1]}"
    first = back(days[1] + timedelta(days=1), 12 * count)
    if (days[1].month, days[1].day) == (12, 31):
        return f"{first.year:04d}/{days[1].year:04d}" if count > 1 else f"{first.year:04d}"
    return f"{first:%Y-%m}/{days[1]:%Y-%m}" if first.day == 1 else f"{first}/{days[1]}"


def away(count: int, unit: str, day: str) -> str | None:
    """Return the day so many days or weeks from one, the period so many years from one, the n-th weekday from a day."""
    days = timex.days(day)
    if unit == "year":
        return years_on(day, count)
    if days and (unit == "weekend" or unit.isdigit()):
        weekday = 5 if unit == "weekend" else int(unit)
        from_day = (weekday - days[0].weekday()) % 7
        gap = (
            (from_day or 7) if count > 0 else from_day - 7 if count < 0 or from_day > 3 else from_day
        )  # 0: the nearest
        found = days[0] + timedelta(days=gap)
        return timex.week(found) + "-WE" if unit == "weekend" else str(found)
    return str(days[0] + timedelta(days=count * (7 if unit == "week" else 1))) if days else None
