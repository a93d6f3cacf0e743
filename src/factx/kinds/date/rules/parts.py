"""Parts of a period: the first week of March, the first half of May, the last three months of 2020, Friday the 13th."""

import re

from factx.kinds.date.expressions import (
    DayOfMonth,
    Expression,
    FirstOf,
    Fixed,
    FractionOf,
    MonthsOf,
    Nth,
    Shift,
    Yearless,
)
from factx.kinds.date.length import FEW, count_of, small_count
from factx.kinds.date.period import WHOLE, reports_months, whole_of
from factx.kinds.date.words import (
    MONTH,
    ORDINAL,
    ORDINALS,
    PERIOD_YEAR,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    day_number,
    exists,
    numbers_a_noun,
    weekday_of,
    year_of,
)
from factx.rules.context import Context
from factx.rules.rule import rule

_NTH = rf"(?:{ORDINAL}|last|final|opening|closing|[0-9]{{1,2}}(?:st|nd|rd|th))"


def _number(ordinal: str) -> int:
    """Return the number of an ordinal, -1 for the last."""
    word = ordinal.lower()
    if word in {"last", "final", "closing"}:
        return -1
    return 1 if word == "opening" else ORDINALS.get(word) or day_number(word)


@rule(
    rf"""
    (?:the\s)?(?P<n>{_NTH})\s
    (?:(?:calendar\s)?(?P<u>day|week|weekend|month|decade)|(?P<w>{WEEKDAY}))\s(?:of|in)\s{WHOLE}
    """,
    finds={
        "It fell in [the first week of March] there": Dated("2021-W09"),
        "It fell in [the second week of August 2020] there": Dated("2020-W33"),
        "On [the last Friday of August] it fell": Dated("2021-08-27"),
        "It will open on [the first Monday in October] there": Dated("2021-10-04"),
        "It closed on [the last day of 2020] there": Dated("2020-12-31"),
        "It closed on [the 15th day of last month] there": Dated("2021-08-15"),
        "It closed over [the first weekend of June] there": Dated("2021-W22-WE"),
        "It closed in [the last month of last year] there": Dated("2020-12"),
        "by [the last day of the financial year] it": Dated("2021-12-31"),
        "in [the sixth week of 2020] it": Dated("2020-W06"),
        "in [the first decade of this century] it": Dated("200X"),
        "in [the last decade of the 19th century] it": Dated("189X"),
    },
    skips=["the first week of strikes"],
)
def nth_of(m: re.Match[str], context: Context) -> When | None:
    """The n-th day, week or weekday of a month, the n-th month of a year."""
    if _TENS.search(context.before(m, 8)) or ((m["u"] or "").lower() == "month" and m["m"]):
        return None
    unit = str(weekday_of(m["w"])) if m["w"] else m["u"].lower()
    if (unit == "decade") != bool(m["wc"] or (m["nu"] or "").lower() == "century"):
        return None
    return When(Nth(unit, _number(m["n"]), whole_of(m)))


_TENS = re.compile(r"\b(?:twenty|thirty)[\s-]\Z", re.IGNORECASE)


@rule(
    r"the\s(?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)\sof\s(?P<near>last|this|next|the)\smonth(?!\w)",
    finds={
        "posted on [the 1st of last month] there": Dated("2021-08-01"),
        "took effect on [the 1st of this month] there": Dated("2021-09-01"),
        "falls due on [the 15th of the month] there": Dated("2021-09-15"),
    },
    skips=["the 1st of last in line"],
)
def day_of_month(m: re.Match[str], context: Context) -> When:
    """A day of last, this or next month."""
    return When(Nth("day", int(m["d"]), Shift("month", {"last": -1, "next": 1}.get(m["near"].lower(), 0))))


_FRACTIONS = {"half": 2, "third": 3, "quarter": 4}


@rule(
    rf"""
    (?:the\s)?(?P<n>first|second|third|fourth|final|last|opening|closing)\s(?P<of>half|third|quarter)
    \s(?:of|in)\s{WHOLE}
    """,
    finds={
        "It fell in [the first half of May] there": Dated("2021-05-01/2021-05-15"),
        "It fell in [the second half of last month] there": Dated("2021-08-16/2021-08-31"),
        "It fell in [the last third of June 2020] there": Dated("2020-06-21/2020-06-30"),
        "It fell in [the first third of 2020] there": Dated("2020-01/2020-04"),
        "It was dug in [the second half of the 19th century] there": Dated("1850/1899"),
        "It was dug in [the first half of the 1990s] there": Dated("1990/1994"),
        "It will be dug in [the second half of the decade] there": Dated("2025/2029"),
    },
    skips=["the second half of the month's takings of", "the first third of the field"],
)
def fraction_of_period(m: re.Match[str], context: Context) -> When | None:
    """The n-th half, third or quarter of a month, decade or century, the n-th third of a year."""
    n, of = _number(m["n"]), _FRACTIONS[m["of"].lower()]
    year = m["wy"] or m["wf"] or (m["nu"] or "").lower() == "year"
    month = m["m"] or (m["nu"] or "").lower() == "month"
    if (year and of != 3) or (month and of == 4) or n > of or context.after(m, 2) == "'s":
        return None  # halves and quarters of a year have their own rule
    return When(FractionOf(of if n < 0 else n, of, whole_of(m)))


@rule(
    rf"""
    the\s(?P<end>first|opening|last|final|closing)\s(?P<n>{FEW})[\s-](?:calendar\s)?(?P<u>day|week|month|quarter|year)s
    \s(?:of|in)\s{WHOLE}
    """,
    finds={
        "It rose in [the first 20 days of April] there": Dated("2021-04-01/2021-04-20"),
        "It rose in [the last two weeks of May 2020] there": Dated("2020-05-18/2020-05-31"),
        "In [the last three months of 2020] it": Dated("2020-Q4"),
        "In [the final two months of last year] it": Dated("2020-11/2020-12"),
        "In [the last two quarters of 2020] it": Dated("2020-Q3/2020-Q4"),
        "in [the first three quarters of 2020] it": Dated("2020-Q1/2020-Q3"),
        "in [the first nine months of 2020] it": Dated("2020-01/2020-09"),
        "in [the first nine months of fiscal 2020] it": Dated("2020-01/2020-09"),
        "in [the first nine months of FY20] it": Dated("2020-01/2020-09"),
        "in [the first eight months of this year] it": Dated("2021-01/2021-08"),
        "Over [the first two months of the year], it": Dated("2021-01/2021-02"),
        "in [the first five years of the 1990s] it": Dated("1990/1994"),
        "in [the first few days of May] it": Dated("2021-05", "START"),
        "In [the last few weeks of 2020] it": Dated("2020", "END"),
    },
    skips=["the last three quarters of a mile"],
)
def first_or_last_of(m: re.Match[str], context: Context) -> When | None:
    """The first or last so many days, weeks, months, quarters or years of a period."""
    count, first, unit = small_count(m["n"]), m["end"].lower() in {"first", "opening"}, m["u"].lower()
    if count_of(m["n"]) is None:
        return When(whole_of(m), "START" if first else "END") if unit in {"day", "week", "month"} else None
    if count is None or (unit in {"month", "quarter", "year"} and m["m"]):
        return None
    return When(FirstOf(count if first else -count, unit, whole_of(m)))


@rule(
    rf"""
    (?:the\s)?(?:(?:(?P<own>year)|(?P<whose>this|last|next)\syear|(?P<wy>{YEAR}))'s\s)?
    (?:first|opening)\s(?P<n>{FEW})(?:\s(?:fiscal|financial))?[\s-](?P<u>month|quarter)s?
    (?:\s{PERIOD_YEAR})?(?![\w-])(?!\s(?:of|in)\s{WHOLE.replace("P<", "P<after_")})
    """,
    finds={
        "in [the first nine months] it": Dated("2021-01/2021-09"),
        "in [the first two quarters] it": Dated("2021-Q1/2021-Q2"),
        "in [the year's first five months] it": Dated("2021-01/2021-05"),
        "in [last year's first two quarters] it": Dated("2020-Q1/2020-Q2"),
        "its [first nine-month] profit": Dated("2021-01/2021-09"),
    },
    skips=["for the first nine tries of", "the first two quarterbacks"],
)
def first_months(m: re.Match[str], context: Context) -> When | None:
    """The first so many months or quarters of the year that the context gives."""
    count, months = small_count(m["n"]), 3 if m["u"].lower() == "quarter" else 1
    if count is None or not 1 < count * months < 12 or m["n"].lower() in {"a", "an"}:
        return None
    year: Expression = year_of(m, context.published) or Shift("year", TURNS[(m["whose"] or "this").lower()])
    if m["wy"]:
        year = Fixed(m["wy"])
    return When(FirstOf(count, m["u"].lower(), year))


@rule(
    r"(?:the\s)?(?P<n>three|six|nine)(?:\smonths|-month\speriod)(?![\w-])",
    finds={
        "For [the nine months], the firm earned 3": Dated("2020-01/2020-09"),
        "For [the six months], it lost 3": Dated("2021-01/2021-06"),
    },
    skips=["for the nine lives"],
)
def months_of_report(m: re.Match[str], context: Context) -> When | None:
    """The months from January on that a report covers, the last ones over."""
    if not reports_months(context.before(m, 8), context.after(m, 6)):
        return None
    count = small_count(m["n"]) or 0
    over = context.published is None or context.published.month > count
    return When(MonthsOf(1, count, Shift("year", 0 if over else -1)))


@rule(
    r"the\s(?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)"
    r"(?=[.,;)]|\s(?:and|but|after|when|at|in|with|to|that|it|he|she|they|the|as|for|was|is|will)\b|\s*\Z)",
    finds={
        "The vote on [the 15th], the": Dated("2021-09-15"),
        "The vote was held on [the 28th] in": Dated("2021-08-28"),
        "It will vote on [the 3rd] and": Dated("2021-10-03"),
        "It met on [August 9] and again on [the 12th] in": [Dated("2021-08-09"), Dated("2021-08-12")],
    },
    skips=["came the 15th in the race", "on the 3rd floor", "on the 5th hole"],
)
def day_number_alone(m: re.Match[str], context: Context) -> When | None:
    """A day by its number alone."""
    return When(DayOfMonth(int(m["d"]))) if _ON.search(context.before(m, 12)) else None


_ON = re.compile(r"\b(?:on|by|until|till|since|from|before|after)\s\Z", re.IGNORECASE)


@rule(
    rf"""
    (?P<w>{WEEKDAY})(?:,?\s(?:the\s)?(?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)       # Friday the 15th
      |\s(?P<d2>3[01]|[12][0-9]|[1-9])(?=,\s|\.(?![0-9])|\s(?:and\s{WEEKDAY}|of\s{YEAR})))  # Monday 20, Tuesday 21
    (?!\s(?:of\s)?{MONTH}|\w)
    """,
    finds={
        "It will open on [Friday the 15th] there": Dated("2021-10-15"),
        "It closed on [Friday the 13th] there": Dated("2021-08-13"),
        "It met on [Monday 20], then not": Dated("2021-09-20"),
    },
    skips=["Sat 15 people", "No Sat, the 30th anniversary of it"],
)
def weekday_and_number(m: re.Match[str], context: Context) -> When | None:
    """A weekday with its number in the month."""
    if "," in m[0] and numbers_a_noun(context.after(m, 16)):
        return None
    return When(DayOfMonth(day_number(m["d"] or m["d2"]), weekday_of(m["w"])))


@rule(
    rf"(?:the\s)?week\s(?P<n>[1-4][0-9]|5[0-3]|[1-9])(?:(?:,|\sof|\sin)?\s(?P<y>{YEAR}))?(?![\w.,]*[0-9])",
    finds={"It fell in [week 53 of 2020] there": Dated("2020-W53"), "It fell in [week 22] there": Dated("2021-W22")},
    skips=["in week 3 of the trial", "week 54", "Week 18 was the last of the regular season"],
)
def week_number(m: re.Match[str], context: Context) -> When | None:
    """A week of the ISO calendar by its number."""
    part = f"W{int(m['n']):02d}"
    if m["y"]:
        return When(Fixed(f"{m['y']}-{part}")) if exists(f"{m['y']}-{part}") else None
    return (
        None
        if context.after(m, 3) == " of" or _SPORT.search(context.before(m, 60) + context.after(m, 60))
        else When(Yearless(part))
    )


_SPORT = re.compile(r"\b(?:season|games?|NFL|touchdowns?|coach|teams?|play-?offs?|quarterback)\b")


@rule(
    rf"the\s(?P<n>first|early|opening|last|final|closing)\s(?P<u>day|week|month)s\s(?:of|in)\s{WHOLE}",
    finds={
        "It fell in [the first days of May] there": Dated("2021-05", "START"),
        "In [the last weeks of 2020] it": Dated("2020", "END"),
    },
    skips=["the first days of calm"],
)
def some_days_of(m: re.Match[str], context: Context) -> When:
    """The first or last days of a month or year."""
    return When(whole_of(m), "START" if m["n"].lower() in {"first", "early", "opening"} else "END")
