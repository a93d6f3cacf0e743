"""From one date to another, in one phrase."""

import re

from factx.kinds.date.resolve.expressions import Between, EndedOn, Expression, Fixed, MonthsOf, Shift, Yearless
from factx.kinds.date.words import (
    DAY,
    MONTH,
    PERIOD_YEAR,
    TURNS,
    YEAR,
    Dated,
    When,
    day_number,
    exists,
    in_year,
    month_of,
    said,
)
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    rf"(?P<m>{MONTH})\s(?P<d>{DAY})(?:,?\s(?P<y1>{YEAR}))?\s?(?:-|to|through|until)\s?(?P<m2>{MONTH})\s(?P<d2>{DAY})(?:,?\s(?:of\s|in\s)?(?P<y>{YEAR}))?",
    finds={
        "set for [June 19-July 10, 2019], in": Dated("2019-06-19/2019-07-10"),
        "ran from [Aug. 5 to Sept. 3] there": Dated("2021-08-05/2021-09-03"),
        "open [December 20, 2019 to January 5, 2020] only": Dated("2019-12-20/2020-01-05"),
    },
    skips=["May 40 to June 50"],
)
def days_of_months(m: re.Match[str], context: Context) -> When | None:
    """From a day of one month to a day of another."""
    return _day_to_day(m)


def _day_to_day(m: re.Match[str]) -> When | None:
    first, last = (f"{month_of(m[a]):02d}-{day_number(m[b]):02d}" for a, b in (("m", "d"), ("m2", "d2")))
    if not exists(f"2020-{first}") or not exists(f"2020-{last}"):
        return None
    if not m["y"]:
        return When(Between(Yearless(first), Yearless(last))) if first < last else None
    year = int(m["y1"] or m["y"]) - (1 if not m["y1"] and first > last else 0)
    ends = Fixed(f"{year}-{first}"), Fixed(f"{m['y']}-{last}")
    return When(Between(*ends)) if ends[0].timex < ends[1].timex else None


@rule(
    rf"(?P<m>{MONTH})(?:\s(?P<y1>{YEAR}))?\s?(?:-|to|through|until|and)\s?(?P<mod>(?:early|late|mid)[\s-])?(?P<m2>{MONTH})(?!\s[0-9]{{1,2}}\b)(?:,?\s(?:of\s|in\s)?(?:(?P<y>{YEAR})|(?P<turn>last|this|next)\syear))?",
    finds={
        "From [January to June], orders": Dated("2021-01/2021-06"),
        "between [May and July 2020] they": Dated("2020-05/2020-07"),
        "Snow fell from [November to March] there": Dated("2020-11/2021-03"),
        "[January-August 2019] saw": Dated("2019-01/2019-08"),
        "[November 2018 to March 2019] saw": Dated("2018-11/2019-03"),
    },
    skips=[],
)
def month_range(m: re.Match[str], context: Context) -> When | None:
    """From month to month."""
    first, last = month_of(m["m"]), month_of(m["m2"])
    if re.search(r"\sand\s", m[0]) and not re.search(
        r"\bbetween\s\Z", context.text[max(0, m.start() - 9) : m.start()], re.IGNORECASE
    ):
        return None
    if m["y"]:
        start = int(m["y1"] or m["y"]) - (1 if first > last and not m["y1"] else 0)
        return (
            said(Between(Fixed(f"{start}-{first:02d}"), Fixed(f"{m['y']}-{last:02d}")))
            if (start, first) < (int(m["y"]), last)
            else None
        )
    if first > last and not m["turn"]:  # November to March
        return When(EndedOn(13 - first + last, Yearless(f"{last:02d}")))
    if first >= last:
        return None
    whole: Expression | None = Shift("year", TURNS[m["turn"].lower()]) if m["turn"] else None
    if whole:
        return When(MonthsOf(first, last, whole))
    return When(Between(Yearless(f"{first:02d}"), Yearless(f"{last:02d}")))


@rule(
    rf"(?:the\s)?(?P<a>{YEAR})\s?(?:[-~]|/|(?P<word>\sto\s|\sthrough\s|\sand\s))\s?(?P<b>(?:{YEAR}|[0-9]{{2}}))(?![0-9-]|%|\s(?:percent|million|billion))(?:\s(?P<fy>(?:fiscal|financial)\syear))?",
    finds={
        "the 14th plan ([2021-25]) was": Dated("2021/2025"),
        "in [2012–13] the": Dated("2012/2013"),
        "from [2005 to 2015], the": Dated("2005/2015"),
        "the [2019/20] season": Dated("2019/2020"),
        "in [the 2019/20 fiscal year] it": Dated("2019/2020"),
    },
    skips=["dial 2021-19"],
)
def years(m: re.Match[str], context: Context) -> When | None:
    """From year to year."""
    first = int(m["a"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    if m["word"] and (
        len(m["b"]) != 4
        or (
            m["word"].strip().lower() == "and" and context.text[max(0, m.start() - 8) : m.start()].lower() != "between "
        )
    ):
        return None
    if m[0].lower().startswith("the ") and not m["fy"]:
        return None
    if not first < last <= first + 100 or (len(m["b"]) == 2 and last > first + 50):
        return None
    return When(Between(Fixed(f"{first:04d}"), Fixed(f"{last:04d}")))


@rule(
    rf"(?:the\s)?first\s(?P<n>two|three)\squarters(?:(?:\sof|\sin)?\s(?:the\s)?{PERIOD_YEAR})?",
    finds={
        "in [the first three quarters of 2020] it": Dated("2020-Q1/2020-Q3"),
        "in [the first two quarters] it": Dated("2021-Q1/2021-Q2"),
    },
    skips=["the first two quarterbacks"],
)
def first_quarters(m: re.Match[str], context: Context) -> When | None:
    """The first so many quarters of a year."""
    last = {"two": "Q2", "three": "Q3"}[m["n"].lower()]
    return When(Between(in_year(m, "Q1"), in_year(m, last)))


@rule(
    rf"(?P<d>{DAY})\s(?P<m>{MONTH})(?:\s(?:of\s|in\s)?(?P<y1>{YEAR}))?\s?(?:-|to|through|until)\s?(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?:of\s|in\s)?(?P<y>{YEAR}))?",
    finds={
        "ran from [3 June to 5 July] there": Dated("2021-06-03/2021-07-05"),
        "open [20 December 2019 to 5 January 2020] only": Dated("2019-12-20/2020-01-05"),
    },
    skips=["40 May to 50 June"],
)
def months_days(m: re.Match[str], context: Context) -> When | None:
    """From a day of one month to a day of another, days first."""
    return _day_to_day(m)
