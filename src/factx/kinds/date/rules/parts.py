"""Parts of a period by their number: the first week of March, the 15th, the last three months of 2020."""

import re

from factx.kinds.date.resolve.expressions import (
    Between,
    DayOfMonth,
    Expression,
    Fixed,
    MonthsOf,
    Nth,
    PartOf,
    Shift,
    Yearless,
)
from factx.kinds.date.words import (
    MONTH,
    ORDINALS,
    PERIOD_YEAR,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    day_number,
    exists,
    in_year,
    month_of,
    weekday_of,
)
from factx.rules.context import Context, SpanValue
from factx.rules.number import quantity
from factx.rules.rule import rule

_NTH = r"(?:first|second|third|fourth|fifth|last|final|opening|closing|[0-9]{1,2}(?:st|nd|rd|th))"
_WHOLE = (
    rf"(?:(?P<m>{MONTH})(?:,?\s(?:of\s)?(?P<my>{YEAR})|\s(?P<mt>last|this|next)\syear)?"
    rf"|(?P<near>last|this|next|the)\s(?P<nu>month|year)|(?P<y>{YEAR}))(?![\w])"
)


def _number(ordinal: str) -> int:
    word = ordinal.lower()
    if word in {"last", "final", "closing"}:
        return -1
    return 1 if word == "opening" else ORDINALS.get(word) or day_number(word)


def _whole(m: re.Match[str]) -> Expression:
    """Return the period of a match of _WHOLE."""
    if m["y"]:
        return Fixed(m["y"])
    if m["nu"]:
        return Shift(m["nu"].lower(), TURNS.get(m["near"].lower(), 0))
    part = f"{month_of(m['m']):02d}"
    if m["my"]:
        return Fixed(f"{m['my']}-{part}")
    return PartOf(part, Shift("year", TURNS[m["mt"].lower()])) if m["mt"] else Yearless(part)


@rule(
    rf"(?:the\s)?(?P<n>{_NTH})\s(?:(?P<u>day|week|weekend|month)|(?P<w>{WEEKDAY}))\s(?:of|in)\s{_WHOLE}",
    finds={
        "It fell in [the first week of March] there": Dated("2021-W09"),
        "It fell in [the second week of August 2020] there": Dated("2020-W33"),
        "On [the last Friday of August] it fell": Dated("2021-08-27"),
        "It will open on [the first Monday in October] there": Dated("2021-10-04"),
        "It closed on [the last day of 2020] there": Dated("2020-12-31"),
        "It closed on [the 15th day of last month] there": Dated("2021-08-15"),
        "It closed over [the first weekend of June] there": Dated("2021-W22-WE"),
        "It closed in [the last month of last year] there": Dated("2020-12"),
    },
    skips=["the first week of strikes"],
)
def nth_of(m: re.Match[str], context: Context) -> When | None:
    """The n-th day, week or weekday of a month or year."""
    if re.search(r"\b(?:twenty|thirty)[\s-]\Z", context.text[max(0, m.start() - 8) : m.start()], re.IGNORECASE):
        return None
    unit = str(weekday_of(m["w"])) if m["w"] else m["u"].lower()
    return When(Nth(unit, _number(m["n"]), _whole(m)))


@rule(
    rf"the\s(?:(?P<first>first|opening)|last|final|closing)\s(?P<n>two|three|four|five|six|eight|nine|[2-9])\s(?P<u>month|quarter)s\s(?:of|in)\s(?:the\s)?{PERIOD_YEAR}(?![\w])",
    finds={
        "In [the last three months of 2020] it": Dated("2020-Q4"),
        "In [the final two months of last year] it": Dated("2020-11/2020-12"),
        "In [the last two quarters of 2020] it": Dated("2020-Q3/2020-Q4"),
    },
    skips=["the last three quarters of a mile"],
)
def months_of(m: re.Match[str], context: Context) -> When | None:
    """The last so many months or quarters of a year, the first three months."""
    count, size = int(quantity(m["n"]) or 0), 3 if m["u"].lower() == "quarter" else 1
    if m["first"] and (count, size) != (3, 1):
        return None  # a rule of its own
    if count * size == 3:
        return When(in_year(m, "Q1" if m["first"] else "Q4"))
    if size == 1:
        year = in_year(m, "01")
        whole = year.whole if isinstance(year, PartOf) else Fixed(m["y"]) if m["y"] else Shift("year", 0)
        return When(MonthsOf(13 - count, 12, whole))
    return When(Between(in_year(m, f"Q{5 - count}"), in_year(m, "Q4"))) if count < 4 else None


@rule(
    rf"(?P<both>between\s)?(?P<span>(?:the\s)?(?P<a>first|second|third)\s(?P<and>and|to|through|or)\s(?P<b>second|third|fourth)\s(?P<p>quarter|half|halve)s?(?:(?:\sof|\sin|,)?\s(?:the\s)?{PERIOD_YEAR})?)(?![\w-])",
    finds={
        "It fell between [the first and third quarters of 2020] there": Dated("2020-Q1/2020-Q3"),
        "It fell in [the second] and [fourth quarters] there": [Dated("2021-Q2"), Dated("2020-Q4")],
        "Sales in [the first] and [second halves of 2020] fell": [Dated("2020-H1"), Dated("2020-H2")],
    },
    skips=["the first and second goals"],
)
def two_parts(m: re.Match[str], context: Context) -> When | list[SpanValue] | None:
    """Two quarters or halves under one head: a range behind "between" or with "to", else two dates."""
    first, last = ORDINALS[m["a"].lower()], ORDINALS[m["b"].lower()]
    if first >= last or (m["p"].lower() != "quarter" and last > 2):
        return None
    letter = m["p"][0].upper()
    one, two = in_year(m, f"{letter}{first}"), in_year(m, f"{letter}{last}")
    if m["both"] or m["and"].lower() in {"to", "through"}:
        return When(Between(one, two))
    return [SpanValue(m.start("span"), m.end("a"), When(one)), SpanValue(m.start("b"), m.end(), When(two))]


@rule(
    r"the\s(?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)(?=[.,;)]|\s(?:and|but|after|when|at|in|with|to|that|it|he|she|they|the|as|for|was|is|will)\b|\s*\Z)",
    finds={
        "The vote on [the 15th], the": Dated("2021-09-15"),
        "The vote was held on [the 28th] in": Dated("2021-08-28"),
        "It will vote on [the 3rd] and": Dated("2021-10-03"),
        "It met on August 9 and again on [the 12th] in": Dated("2021-08-12"),
    },
    skips=["came the 15th in the race", "on the 3rd floor", "on the 5th hole"],
)
def by_number(m: re.Match[str], context: Context) -> When | None:
    """A day by its number alone."""
    left = context.text[max(0, m.start() - 12) : m.start()]
    return When(DayOfMonth(int(m["d"]))) if _ON.search(left) and not m.string[m.end() :].startswith(" hole") else None


_ON = re.compile(r"\b(?:on|by|until|till|since|from|before|after)\s\Z", re.IGNORECASE)


@rule(
    rf"(?P<w>{WEEKDAY}),?\s(?P<the>the\s)?(?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)(?!\s(?:of\s)?{MONTH}|\w)",
    finds={
        "It will open on [Friday the 15th] there": Dated("2021-10-15"),
        "It closed on [Friday the 13th] there": Dated("2021-08-13"),
    },
    skips=["Sat 15 people"],
)
def weekday_number(m: re.Match[str], context: Context) -> When:
    """A weekday with its number in the month."""
    return When(DayOfMonth(day_number(m["d"]), weekday_of(m["w"])))


@rule(
    rf"(?:the\s)?week\s(?P<n>[1-4][0-9]|5[0-3]|[1-9])(?:(?:,|\sof|\sin)?\s(?P<y>{YEAR}))?(?![\w.,]*[0-9])",
    finds={"It fell in [week 53 of 2020] there": Dated("2020-W53"), "It fell in [week 22] there": Dated("2021-W22")},
    skips=["in week 3 of the trial", "week 54"],
)
def week_number(m: re.Match[str], context: Context) -> When | None:
    """A week of the ISO calendar by its number."""
    part = f"W{int(m['n']):02d}"
    if m["y"]:
        return When(Fixed(f"{m['y']}-{part}")) if exists(f"{m['y']}-{part}") else None
    return None if context.text.startswith(" of", m.end()) else When(Yearless(part))


@rule(
    rf"the\s(?P<n>first|early|opening|last|final|closing)\s(?:few\s)?(?:day|week)s\s(?:of|in)\s{_WHOLE}",
    finds={
        "It fell in [the first days of May] there": Dated("2021-05", "START"),
        "In [the last weeks of 2020] it": Dated("2020", "END"),
    },
    skips=["the first days of calm"],
)
def some_days_of(m: re.Match[str], context: Context) -> When:
    """The first or last days of a month or year."""
    return When(_whole(m), "START" if m["n"].lower() in {"first", "early", "opening"} else "END")
