"""The values dates take: TIMEX3 strings, and the days they cover.

TIMEX3 is the time annotation of ISO-TimeML (ISO 24617-1); its calendar values extend ISO 8601. The forms used here:

    2021-09-24  2021-09  2021  2021-Q2  2021-H1  2021-W38  2021-W38-WE  2021-SP|SU|FA|WI  199X  19XX   calendar, with days
    2021-01/2021-06                                                                           a range, both ends included
    P5Y  P18M  P2W  P80D  PT10M  PXY                                                          durations, without days
    PAST_REF  PRESENT_REF  FUTURE_REF                                                         vague, without days
    XXXX-06  XXXX-WXX-5                                                                       underspecified, without days
    2021-09-24TMO  2021-09-24T15:00  XXXX-WXX-5TNI  199  19                                   only in the view of TimeML
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date, date]

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month of the northern meteorological season

_REFERENCE = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_DURATION = re.compile(r"P(?!$)(?:(?:\d+(?:\.\d+)?|X)(?:CE|DE|WE|[YQMWD]))*(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS])+)?")
_CALENDAR = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|(?P<season>SP|SU|FA|WI)))?"
)
_DECADE = re.compile(r"(?P<decade>\d{3})X|(?P<century>\d{2})XX")
_UNKNOWN = re.compile(
    r"X{4}(?:-(?:\d\d(?:-\d\d)?|\d\d-XX|XX(?:-(?:\d\d|XX))?"
    r"|Q[1-4X]|H[12X]|W(?:XX|\d\d)(?:-(?:[1-7]|WE))?|SP|SU|FA|WI))?|XXXX"
)
_TIME = r"T(?:MO|NO|AF|EV|NI|[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)"
_TIMED = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d){_TIME}|XXXX-(?:XX-XX|WXX-[1-7]){_TIME}")
_SHORT = re.compile(r"(?P<decade>\d{3})|(?P<century>\d{2})")
TIMEML_RULES = "timeml."  # how the names of the rules begin whose facts may have a time of day, or a decade as 199


@lru_cache(maxsize=65536)
def days(value: str, *, timeml: bool = False) -> Days | None:
    """Return the first and last day a TIMEX3 value covers, both inclusive, or None where it has no calendar days.

    `timeml`: also of a value that only the view of TimeML writes. Raises ValueError for a string that is no value, a day that does not exist, or a range that runs backwards.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        return _range_days(value, days(first), days(last))
    if m := _CALENDAR.fullmatch(value):
        return _calendar_days(m)
    if timeml and (m := _TIMED.fullmatch(value)):
        return days(m["day"]) if m["day"] else None
    if m := _DECADE.fullmatch(value) or (_SHORT.fullmatch(value) if timeml else None):
        width = 10 if m["decade"] else 100
        start = int(m["decade"] or m["century"]) * width
        return date(start or 1, 1, 1), date(start + width - 1, 12, 31)
    if value in _REFERENCE or _DURATION.fullmatch(value) or _UNKNOWN.fullmatch(value):
        return None
    raise ValueError(f"not a TIMEX3 value: {value!r}")


def _range_days(value: str, first: Days | None, last: Days | None) -> Days | None:
    if first is None or last is None:
        if "X" in value and "P" not in value:
            return None
        raise ValueError(f"a range needs two calendar ends: {value!r}")
    if first[0] > last[1]:
        raise ValueError(f"a range that runs backwards: {value!r}")
    return first[0], last[1]


def _calendar_days(m: re.Match[str]) -> Days:
    year = int(m["year"])
    if m["week"]:
        start = date.fromisocalendar(year, int(m["week"]), 6 if m["weekend"] else 1)
        return start, date.fromisocalendar(year, int(m["week"]), 7)
    if m["day"]:
        day = date(year, int(m["month"]), int(m["day"]))
        return day, day
    if m["month"]:
        return months(year, int(m["month"]), 1)
    if m["quarter"]:
        return months(year, 3 * int(m["quarter"]) - 2, 3)
    if m["half"]:
        return months(year, 6 * int(m["half"]) - 5, 6)
    if m["season"]:
        return months(year, SEASONS[m["season"]], 3)
    return months(year, 1, 12)


def months(year: int, month: int, count: int) -> Days:
    """Return the first and last day of `count` months from the given one on."""
    first = date(year, month, 1)
    index = month - 1 + count - 1
    year, month = year + index // 12, index % 12 + 1
    return first, date(year, month, monthrange(year, month)[1])


def week(day: date) -> str:
    """Return the ISO 8601 week a day falls in, as in 2021-W38."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday(day: date) -> date:
    """Return the Monday of the ISO week a day falls in."""
    return day - timedelta(days=day.weekday())
