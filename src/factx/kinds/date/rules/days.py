"""Days of the calendar, with and without their year: 24 September 2021, Aug. 9, 2021-09-24T10:00, 9/24/2021."""

import re
from datetime import date
from functools import lru_cache

from factx.kinds.date.expressions import Between, Expression, Fixed, PartOf, Shift, Yearless
from factx.kinds.date.words import (
    DAY,
    MONTH,
    OF_YEAR,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    dated,
    day_number,
    exists,
    full_year,
    month_of,
    said,
    weekday_of,
)
from factx.rules.context import Context, SpanValue
from factx.rules.rule import rule

_ISO = (
    r"(?P<{0}y>{1})(?P<{0}sep>[-/.\s])(?P<{0}m>0?[1-9]|1[0-2])(?P={0}sep)"
    r"(?P<{0}d>0[1-9]|[12][0-9]|3[01]|[1-9])(?![0-9])"
)
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|\s?[+-][0-9]{2}:?[0-9]{2})?"


@rule(
    rf"""
    (?P<span>{_ISO.format("", YEAR)}
      (?:\s?(?:/|-|to|through|until)\s?{_ISO.format("z", YEAR)})?)     # perhaps a last day
    (?:(?:T|\s){_CLOCK})?
    """,
    finds={
        "Updated : [2021-09-24]": Dated("2021-09-24"),
        "Published [2021/09/24] in": Dated("2021-09-24"),
        "logged [2021-09-24]T10:00:00Z in": Dated("2021-09-24"),
        "the cover says [2009 03 09] there": Dated("2009-03-09"),
        "open [2021-09-24/2021-09-27] only": Dated("2021-09-24/2021-09-27"),
    },
    skips=["part 2021-19-24 of the set", "number 2021-02-30"],
)
def iso_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers, its year first (ISO 8601), perhaps with a time or a last day."""
    if m["sep"].isspace() and (len(m["m"]) != 2 or len(m["d"]) != 2 or m["zy"]):
        return None
    first = dated(m["y"], int(m["m"]), m["d"])
    if not m["zy"] or first is None:
        return said(first)
    last = dated(m["zy"], int(m["zm"]), m["zd"])
    return When(Between(first, last)) if last and first.timex < last.timex else None


_BEHIND = rf"(?:{OF_YEAR}|,?\s(?:of\s)?(?P<turn>last|this|next)\syear(?!'))?"  # the year of a day


@rule(
    rf"""
    (?:(?:the\s(?:following|next|previous|preceding|same)\s(?={WEEKDAY}))?(?P<w>{WEEKDAY}),?\s
      |(?P<near>last|this|next)\s)?
    (?P<m>{MONTH})(?:\s|,\s(?=[0-9]{{1,2}}[snrt]))(?:the\s(?=[0-9]{{1,2}}[snrt]))?(?P<d>{DAY})
    (?:\s?(?:-|to|and|through)\s?(?P<d2>{DAY})(?!\s(?:{MONTH}|percent|million|billion|people)))?
    {_BEHIND}(?!,?\s[0-9]{{1,4}}\s(?:BCE?\b|B\.C))
    """,
    finds={
        "since [last Oct. 23] it": Dated("2020-10-23"),
        "was added on [Aug 9], linking": Dated("2021-08-09"),
        "signed on [September 19, 2018] in": Dated("2018-09-19"),
        "[Monday, November 4, 2019] was": Dated("2019-11-04"),
        "He left [the following Tuesday, May 17, 2016] there": Dated("2016-05-17"),
        "ran from [August 22 to 25] there": Dated("2021-08-22/2021-08-25"),
        "on [August 5 and 6], the shops": Dated("2021-08-05/2021-08-06"),
        "until [Oct. 26-28, 2017] the": Dated("2017-10-26/2017-10-28"),
        "will open on [January 4] again": Dated("2022-01-04"),
        "They met on [March 20 last year] there": Dated("2020-03-20"),
        "They met on [March 20 of this year] there": Dated("2021-03-20"),
        "They met on [Dec. 31 , 1994] there": Dated("1994-12-31"),
        "in the Baltimore Sun, [March 2, 2021]": Dated("2021-03-02"),
    },
    skips=["on January 9, 100 BC", "He may 5 times", "the march 3 miles long", "February 30"],
)
def month_then_day(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A month and its day, perhaps a second day, a weekday before, a year behind."""
    return _month_days(m, context)


@rule(
    rf"""
    (?:(?P<w>{WEEKDAY}),?\s)?(?:the\s(?=[0-9]+[snrt]))?
    (?P<d>{DAY})(?:\s?(?:-|to|and)\s?(?P<d2>{DAY}))?[\s-](?:of\s)?(?P<m>{MONTH})
    {_BEHIND}
    """,
    finds={
        "on [24 September 2021] it": Dated("2021-09-24"),
        "on [9 August] it": Dated("2021-08-09"),
        "from [3 to 5 June] in": Dated("2021-06-03/2021-06-05"),
        "on [the 4th of July of 1995] it": Dated("1995-07-04"),
        "[the 4th of July] was": Dated("2021-07-04"),
    },
    skips=["31 April"],
)
def day_then_month(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A day and its month, perhaps two days, a weekday before, a year behind."""
    return _month_days(m, context)


def _month_days(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Return the day or days of a match, from its weekday on unless that is no weekday (the Baltimore Sun, March 2)."""
    says = _day_or_days(m, context)
    if says is None:
        return None
    first = says.first if isinstance(says, Between) else says
    other = isinstance(first, Fixed) and m["w"] and date.fromisoformat(first.timex).weekday() != weekday_of(m["w"])
    named = m["w"] and not m["w"].lower().endswith("day") and (other or _IN_A_NAME.search(context.before(m, 16)))
    start = m.start("m") if named else m.start()
    return [SpanValue(start, m.end(), When(says))]


_IN_A_NAME = re.compile(r"(?<!On\s)(?<!on\s)\b[A-Z][a-z]+\s\Z")


def _day_or_days(m: re.Match[str], context: Context) -> Expression | None:
    """Return what a match of a month with its day or days says, or None where there is no such day."""
    days = [f"{month_of(m['m']):02d}-{day_number(day):02d}" for day in (m["d"], m["d2"]) if day]
    year = full_year(m["y"], context.published) if m["y"] else None
    if days != sorted(set(days)) or not all(exists(f"{year or 2020:04d}-{part}") for part in days):
        return None
    ends: list[Expression]
    if year:
        ends = [Fixed(f"{year:04d}-{part}") for part in days]
    elif m["turn"]:
        ends = [PartOf(part, Shift("year", TURNS[m["turn"].lower()])) for part in days]
    else:
        near = (m.groupdict().get("near") or "").lower()
        ends = [Yearless(part, {"last": -1, "next": 1}.get(near, 0)) for part in days]
    return Between(*ends) if len(ends) > 1 else ends[0]


@rule(
    rf"(?P<y>{YEAR})(?:,?\s|-)(?P<m>{MONTH})[\s-](?P<d>{DAY})(?!:|\s(?:percent|million|billion))",
    finds={"the ruling of [2018 March 18] was": Dated("2018-03-18"), "dated [2018-Mar-18] and": Dated("2018-03-18")},
    skips=["the 318 March 18s"],
)
def year_month_day(m: re.Match[str], context: Context) -> When | None:
    """A day with its year first and its month in letters."""
    return said(dated(m["y"], month_of(m["m"]), m["d"]))


@rule(
    rf"""
    {WEEKDAY}\s(?P<m>{MONTH})\s{{1,2}}(?P<d>{DAY})
    \s[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\s[A-Z]{{2,4}})?\s(?P<y>{YEAR})
    """,
    finds={"failed at [Thu Oct 26 11:00:09 EDT 2017] for": Dated("2017-10-26")},
    skips=["Sun Oct 50 11:00:09 is none"],
)
def unix_day(m: re.Match[str], context: Context) -> When | None:
    """A day as the Unix command date prints it, its year behind the clock."""
    return said(dated(m["y"], month_of(m["m"]), m["d"]))


_PART = (
    r"(?P<{0}one>[0-9]{{1,2}})(?P<{0}sep>[/.-])(?P<{0}two>[0-9]{{1,2}}|[A-Za-z]{{3}})(?P={0}sep)"
    r"(?:[0-9]{{4}}|[0-9]{{2}})"
)
_NUMERIC = rf"(?<![0-9]-)(?P<a>{_PART.format('')})(?:\s?(?:-|to|through)\s?(?P<b>{_PART.format('z')}))?"


_SHOWN = re.compile(r"(?<![0-9./-])([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})(?![0-9/])")


@rule(
    _NUMERIC,
    finds={
        "on [24-Sep-2021] it": Dated("2021-09-24"),
        "dated [09/24/2021] and": Dated("2021-09-24"),
        "open [09/24/2021 - 09/27/2021] only": Dated("2021-09-24/2021-09-27"),
    },
    skips=["version 1.2.3", "a 24/7/365 service"],
)
def numeric_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers and separators, in the order of the article's country, or that it shows; perhaps a last day."""
    return None if _ambiguous(m, context) else _numeric(m, context)


@rule(
    _NUMERIC,
    finds={"on [09/08/2021] it": Dated("2021-09-08"), "dated [3.4.2021] and": Dated("2021-03-04")},
    skips=["version 1.2.3"],
)
def ambiguous_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers that could be month first or day first in an article without a country: read month first."""
    return _numeric(m, context) if _ambiguous(m, context) else None


@rule(
    rf"""
    (?<![0-9/.-])(?P<one>[0-9]{{1,2}})/(?P<two>[0-9]{{1,2}})\s?-\s?
    (?P<three>[0-9]{{1,2}})/(?P<four>[0-9]{{1,2}})/(?P<y>{YEAR})
    """,
    finds={"The sale ran [10/1-11/2/2017] there": Dated("2017-10-01/2017-11-02")},
    skips=["at odds of 10/1-11/2"],
)
def numeric_days(m: re.Match[str], context: Context) -> When | None:
    """From one day to another in numbers, the year behind the last one; month first unless the country says otherwise."""
    pairs = [(m["one"], m["two"]), (m["three"], m["four"])]
    if _order(context) == "DMY":
        pairs = [(month, day) for day, month in pairs]
    first, last = (dated(m["y"], int(month), day) for month, day in pairs)
    return When(Between(first, last)) if first and last and first.timex < last.timex else None


def _ambiguous(m: re.Match[str], context: Context) -> bool:
    one, two = m["one"], m["two"]
    if _order(context) or not two.isdigit():
        return False
    return int(one) <= 12 and int(two) <= 12 and int(one) != int(two)


def _order(context: Context) -> str | None:
    """Return in which order an article writes day and month: as its country, else as one of its dates shows."""
    if context.country:
        return "MDY" if context.country in {"US", "PH"} else "DMY"
    if "order of days" not in context.memo:
        context.memo["order of days"] = _order_shown(context)
    found: str | None = context.memo["order of days"]
    return found


def _order_shown(context: Context) -> str | None:
    """Return the order that dates in numbers show: by a number over 12, or as the day of publication; None for both or none."""
    shown, day = set(), context.published
    for m in _SHOWN.finditer(context.text) if "/" in context.text else ():
        one, two, year = int(m[1]), int(m[2]), int(m[3])
        if max(one, two) > 12 >= min(one, two):
            shown.add("DMY" if one > 12 else "MDY")
        elif day and one != two and year in {day.year, day.year % 100} and {one, two} == {day.day, day.month}:
            shown.add("DMY" if (one, two) == (day.day, day.month) else "MDY")
    return shown.pop() if len(shown) == 1 else None


def _numeric(m: re.Match[str], context: Context) -> When | None:
    order = _order(context) or "MDY"
    first, last = unusual_day(m["a"], order), unusual_day(m["b"], order) if m["b"] else None
    if not m["b"] or first is None:
        return When(Fixed(first)) if first else None
    return When(Between(Fixed(first), Fixed(last))) if last and first < last else None


@lru_cache(maxsize=4096)
def unusual_day(text: str, order: str) -> str | None:
    """Return the ISO day that dateparser reads with day, month and year given in the text, or None."""
    if not re.fullmatch(r".*(?:[0-9]{4}|[A-Za-z]{3}.*|(?:[0-9]+/){2}[0-9]{2})", text) or len(text) > 40:
        return None
    from dateparser import parse

    found = parse(
        text,
        languages=["en"],
        settings={"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    return found.date().isoformat() if found else None
