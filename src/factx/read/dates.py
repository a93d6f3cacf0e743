"""Any date of publication as a day: ISO 8601, RFC 822, seconds since 1970, stamps, words; none is completed from today's."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from factx.read.names import plain, role_of

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?<![\d.])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.,/-]*(?:of\s)?"
            rf"(?P<m>{MONTH}),?[\s.,/-]*'?(?P<y>\d{{4}}(?!\d)|\d\d(?![\d:]))"
        ),
        rf"\b(?P<m>{MONTH})[\s.-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|[\s-]+)(?P<y>\d{{4}}|'\d\d)(?!\d)",
        rf"\b(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z+\d:]+\s+){{0,2}}(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<y>\d{{4}})[\s-](?P<m>{MONTH})[\s-](?P<d>\d{{1,2}})(?!\d)",
    )
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?(?:[-/._]|[年년])\s?(\d{1,2})\s?(?:[-/._]|[月월])\s?(\d{1,2})(?!\d)")
_STAMP = re.compile(
    r"((?:1[5-9]|20)\d\d)(\d\d)(\d\d)(?:[T_ -]?\d{4}(?:\d\d(?:\d{3}|\d{6})?)?(?:\.\d+)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_PRINTED = (  # by Python, by PDF writers, by cameras
    re.compile(r"\((\d{4}), (\d\d?), (\d\d?)[,)]"),
    re.compile(r"tm_year=(\d{4}), tm_mon=(\d\d?), tm_mday=(\d\d?)"),
    re.compile(r"\bD:(\d{4})(\d\d)(\d\d)"),
    re.compile(r"\A(\d{4}):(\d\d):(\d\d)\s\d\d:"),
)
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/]|\.\d)")
_FIRST = re.compile(
    r"\b(?:updated|modified)\b.*?\b((?:first\s)?(?:published|posted|created)\b.*\d{4}.*)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"[\s,]+(?:(?:às|as|à|a las|alle|um|kl\.?|klo|ore)\s)?\d{1,2}\s?(?:h|:|\.|uhr\b)\s?(?:\d\d)?\b.*\Z", re.IGNORECASE
)
_NOUGHT = frozenset(
    {date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)}
)  # at midnight: no date
_EPOCH = re.compile(
    r"-?\d{9,19}(?:[.,]\d+)?|[1-9][.,]\d{5,15}[eE]\+?(?:0?9|12|15|18)"
)  # the latter as spreadsheets write it
_SCALES = (1, 10**3, 10**6, 10**9)  # seconds, and what is finer
_EXCEL = (20_000, 75_000)  # days since 1899-12-30 in a spreadsheet: 1954 to 2105
_LONGEST = 160
_LARGE = 10**20  # no number of a date, nor one that may be too large for a float
_LANGUAGES = "en fr de es it pt nl ru pl tr sv zh ja ar da nb fi cs hu ro uk el id hi vi ko hr".split()
_ABROAD = (  # months in French, German, Spanish, Italian, Portuguese, Dutch
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|juni|juli|oktober|dezember"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    r"|januari|februari|maart|mei|augustus|december)"
)
SHOWN = re.compile(  # a whole date among other words
    rf"(?<!\d)\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?,\s?|\s)\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{MONTH},?[\s-]\d{{4}}"
    rf"|(?<!\d)\d{{1,2}}(?:er|\.)?\s(?:de\s)?{_ABROAD}\s(?:de\s)?\d{{4}}"
    r"|(?<![\d./-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)",
    re.IGNORECASE,
)
_IN_PATH = (  # in the name of a file or folder, in an address; the last of a path holds
    re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./])(\d\d?)\2(\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?(?!\d)"),
)
_DAY_FIRST_IN_PATH = re.compile(r"(?<!\d)(\d\d)([-_.])(\d\d)\2((?:19|20)\d\d)(?!\d)")
_WORDS_IN_PATH = re.compile(
    rf"(?<![^\W_])(?:\d{{1,2}}[-_/. ]?{MONTH}[-_/. ]?(?:19|20)\d\d|{MONTH}[-_/. ]?\d{{1,2}}[-_/. ](?:19|20)\d\d"
    rf"|(?:19|20)\d\d[-_/. ]{MONTH}[-_/. ]\d{{1,2}})(?!\d)".replace(r"\b", "(?![^\\W\\d_])"),
    re.IGNORECASE,
)
MONTH_FIRST = frozenset(
    {"US", "PH", "PR", "GU", "FM", "MH", "PW", "VI"}
)  # countries that write the month before the day


def day(value: object, order: str | None = None) -> date | None:
    """Return the day that a value of any form names, or None; `order` of day and month in numbers: DMY or MDY.

    Of a timestamp it is the date as written there, whatever its time zone; of seconds since 1970 the date in UTC.
    """
    found: date | None = None
    match value:
        case datetime():
            found = None if value != value or _is_nought(value) else value.date()  # noqa: PLR0124 - pandas' NaT
        case date():
            found = value
        case bool() | None:
            return None
        case int() | float():
            found = _of_number(float(value)) if abs(value) < _LARGE else None
        case Decimal():
            found = _of_number(float(value))
        case str():
            found = _of_words(" ".join(value.split()), order or "MDY")
        case Mapping():
            found = _of_object(value, order)
        case list() | tuple():
            found = _of_parts(value, order)
    return found if found is not None and 1500 <= found.year <= 2200 else None


def in_path(path: str, order: str | None = None) -> date | None:
    """Return the last day that a path or an address states: 2021/09/24/mill.html, mill_20210924.txt, mill-24-sep-2021.txt.

    One in numbers that begins with the day or the month is taken where it can be read in one way, or `order` is known.
    """
    for pattern in _IN_PATH:
        days = [_date(m[1], m[3], m[4]) for m in pattern.finditer(path)]
        if found := next(filter(None, reversed(days)), None):
            return found
    for m in _WORDS_IN_PATH.finditer(path):
        if found := day(re.sub(r"[-_/. ]+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", m[0], flags=re.IGNORECASE)):
            return found
    for m in _DAY_FIRST_IN_PATH.finditer(path):
        if order or max(int(m[1]), int(m[3])) > 12 or m[1] == m[3]:
            return _in_order(int(m[1]), int(m[3]), int(m[4]), order or "MDY")
    return None


def in_folders(names: list[str]) -> date | None:
    """Return the day that three folders on end name: 2021, 09, 24. One that is a day by itself may be that of a crawl."""
    days = [
        _date(*three)
        for three in zip(names, names[1:], names[2:], strict=False)
        if re.fullmatch(r"(?:19|20)\d\d/\d\d?/\d\d?", "/".join(three))
    ]
    return next(filter(None, reversed(days)), None)


def in_partitions(names: list[str]) -> date | None:
    """Return the day that folders state as a table's columns: date=2021-09-24, or year=2021, month=09, day=24."""
    said = {plain(name): value for name, _, value in (each.partition("=") for each in names) if value}
    if {"year", "month", "day"} <= said.keys():
        return _date(said["year"], said["month"], said["day"])
    days = (day(value) for name, value in said.items() if (role_of(name) or ("",))[0] == "published")
    return next(filter(None, days), None)


def ambiguous(value: object) -> bool:
    """Return whether a value is a date in numbers whose day might as well be its month."""
    m = _NUMBERS.search(value) if isinstance(value, str) and not _YEAR_FIRST.search(value) else None
    return m is not None and m[2] != "." and int(m[1]) != int(m[3]) and max(int(m[1]), int(m[3])) <= 12


def order_of(values: Iterable[object]) -> str | None:
    """Return in which order the dates of a column are written, DMY or MDY, where any of them shows it and none the other."""
    seen = set()
    for value in values:
        m = _NUMBERS.search(value) if isinstance(value, str) and not _YEAR_FIRST.search(value) else None
        if m and (int(m[1]) > 12) != (int(m[3]) > 12):
            seen.add("DMY" if int(m[1]) > int(m[3]) else "MDY")
    return seen.pop() if len(seen) == 1 else None


def order_in(country: str | None) -> str | None:
    """Return in which order a country writes day and month."""
    return None if not country else "MDY" if country in MONTH_FIRST else "DMY"


def _date(year: object, month: object, of_month: object) -> date | None:
    try:
        return date(*(int(re.sub(r"\.0*\Z", "", str(part))) for part in (year, month, of_month)))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _of_words(words: str, order: str) -> date | None:
    if not words or len(words) > _LONGEST or not re.search(r"\d", words):
        return None
    words = m[1] if (m := _FIRST.search(words)) else words
    if m := _STAMP.fullmatch(words):  # before seconds: 20210924101500 is no number of them
        found = _date(*m.groups())
        if found or not _EPOCH.fullmatch(words):
            return found
    words = re.sub(r"^/?(?:new )?Date\((-?\d+)(?:[+-]\d{4})?\)/?$", r"\1", words)  # /Date(1632478200000)/
    if _EPOCH.fullmatch(words) or re.fullmatch(r"\d{5}(?:\.\d+)?", words):
        return _of_number(float(words.replace(",", ".")))
    if m := next(filter(None, (pattern.search(words) for pattern in (_YEAR_FIRST, *_PRINTED))), None):
        return _shown(_date(*m.groups()), words)
    words = re.sub(r"\A(\d{1,2})([A-Za-z]{3,9})(\d{4})(?!\d)", r"\1 \2 \3", words)  # 24SEP2021:10:15:00
    for pattern in _WORDED:
        if m := pattern.search(words):
            return _shown(_date(_year(m["y"]), _MONTHS.index(m["m"][:3].lower()) + 1, m["d"]), words)
    if m := _NUMBERS.search(words):
        return _in_order(int(m[1]), int(m[3]), _year(m[4]), "DMY" if m[2] == "." else order)
    return _iso(words) or _dateparsed(words, order)


def _shown(found: date | None, words: str) -> date | None:
    """Return a day unless it is the nought of a database, at midnight."""
    return None if found in _NOUGHT and re.search(r"(?<!\d)00:00(?!\d)", words) else found


def _is_nought(time: datetime) -> bool:
    return time.date() in _NOUGHT and not (time.hour or time.minute or time.second)


def _in_order(first: int, second: int, year: int, order: str) -> date | None:
    if first > 12 or (second <= 12 and order == "DMY"):
        first, second = second, first
    return _date(year, first, second)


def _year(words: str) -> int:
    """Return a year of four digits; of two, that of the seventy years before 2000 and the seventy from it."""
    year = int(words.lstrip("'"))
    return year if len(words) == 4 else year + (1900 if year >= 70 else 2000)


def _iso(words: str) -> date | None:
    if re.fullmatch(r"\d{4}-?W\d\d", words):
        return None
    try:
        return datetime.fromisoformat(words).date()  # weeks, too: 2021-W38-5
    except ValueError:
        return None


def _dateparsed(words: str, order: str) -> date | None:
    """Return the day that dateparser reads in words of some language: only one whose day, month and year are all there."""
    if not (re.search(r"\d{4}", words) and re.search(r"(?<!\d)\d{1,2}(?!\d)", words)):
        return None
    import dateparser

    settings = {"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    for each in dict.fromkeys((words, _CLOCK.sub("", words))):
        if found := dateparser.parse(each, languages=_LANGUAGES, settings=settings):
            return _shown(found.date(), words)
    return None


def _of_number(number: float) -> date | None:
    """Return the day of seconds, milli-, micro- or nanoseconds since 1970, of 20210924, or of a spreadsheet's count of days."""
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - no number
        return None
    if m := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?", f"{number:.0f}"):
        return _date(*m.groups())
    if _EXCEL[0] <= number <= _EXCEL[1]:
        return date(1899, 12, 30) + timedelta(days=int(number))
    for scale in _SCALES:
        if 10**8 <= abs(number / scale) < 5 * 10**9:  # 1973 to 2128
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / scale)).date()
    return None


def _of_object(value: Mapping[Any, Any], order: str | None) -> date | None:
    """Return the day of an object as databases write them: {"$date": …}, {"seconds": …}, {"year": …, "month": …, "day": …}."""
    low = {str(name).lower().lstrip("$_@"): each for name, each in value.items()}
    if {"year", "month", "day"} <= low.keys():
        worded = f"{low['day']} {low['month']} {low['year']}"
        found = _date(low["year"], low["month"], low["day"]) or _of_words(worded, order or "MDY")
        if found and found.year > 1000:  # else of Java: years since 1900 and days of the week
            return found
    if {"year", "monthvalue", "dayofmonth"} <= low.keys():
        return _date(low["year"], low["monthvalue"], low["dayofmonth"])
    names = "datetime published iso numberlong numberint parsed timestampvalue time epoch timestamp t seconds utc local value rendered date text #text".split()
    inner = next((low[name] for name in names if low.get(name) not in (None, "")), None)
    return day(inner, order)


def _of_parts(value: list[Any] | tuple[Any, ...], order: str | None) -> date | None:
    """Return the day of [2021, 9, 24, 10, 15…], or of the first date in a list."""
    if len(value) >= 3 and all(isinstance(part, int) for part in value[:3]):
        return _date(*value[:3])
    if len(value) == 3 and all(isinstance(part, str) for part in value):
        return day("-".join(value), order) or day(value[0], order)
    return day(value[0], order) if value else None
