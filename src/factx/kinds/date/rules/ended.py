"""Periods named by the day they ended on or began with: the year ended March 31, the 13 weeks to April 30."""

import re

from factx.kinds.date.expressions import (
    Between,
    EndedOn,
    Expression,
    Fixed,
    PartOf,
    Shift,
    UpTo,
    Weekday,
    WeekOf,
    Yearless,
)
from factx.kinds.date.length import FEW, small_count, unit_of
from factx.kinds.date.words import (
    DAY,
    MONTH,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    day_number,
    exists,
    month_of,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.rule import rule

_END = rf"""
    (?:on\s|in\s|the\send\sof\s|end-)?
    (?:(?P<m>{MONTH})(?:\s(?P<d>{DAY}))?(?:,?\s(?P<y>{YEAR})|\s(?P<turn>last|this|next)\syear)?    # September 30, 2021
      |(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:\s(?P<y2>{YEAR}))?                                         # 30 September 2021
      |(?P<w>{WEEKDAY})
      |(?P<year>{YEAR}))(?![\w%]|[.,][0-9]|\s(?:percent|million|billion))
"""
_WAY = r"(?P<way>ended|ending|to|through|until|up\sto|that\sended)"
_MONTHS = {"year": 12, "half": 6, "half year": 6, "half-year": 6, "quarter": 3, "month": 1, "decade": 120}


def _end(m: re.Match[str], *, over: bool) -> Expression | None:
    """Return the day, month or year that a match of _END names, None where there is no such day."""
    if m["year"]:
        return Fixed(m["year"])
    if m["w"]:
        return Weekday(weekday_of(m["w"]))
    day, year = m["d"] or m["d2"], m["y"] or m["y2"]
    part = f"{month_of(m['m'] or m['m2']):02d}" + (f"-{day_number(day):02d}" if day else "")
    if not exists(f"{year or 2020}-{part}"):
        return None
    if year:
        return Fixed(f"{year}-{part}")
    if m["turn"]:
        return PartOf(part, Shift("year", TURNS[m["turn"].lower()]))
    return Yearless(part, -1 if over else 0)


@rule(
    rf"""
    (?:the\s(?:(?:fiscal|financial)\s)?
        (?:(?P<n>{FEW})[\s-](?P<u>day|week|month|quarter|year)s?
          |(?:(?:first|second|third|fourth)\s(?=(?:quarter|half)\b))?           # the body's own count
           (?P<one>years?|quarter|half(?:[\s-]year)?|month|decade|fortnight))
      |(?P<n2>{FEW})\s(?P<u2>month|week)s                                                        # nine months to June
    )(?:\speriod)?\s{_WAY}\s{_END}
    """,
    finds={
        "For [the year ended March 31], it": Dated("2020-04/2021-03"),
        "It will report for [the year ended March 31] there": Dated("2020-04/2021-03"),
        "in [the three months to end-June] it": Dated("2021-Q2"),
        "In [the three months to June] it": Dated("2021-Q2"),
        "In [nine months to June] it": Dated("2020-10/2021-06"),
        "In [the quarter ended Sept. 30, 2020] it": Dated("2020-Q3"),
        "in [the 12 months to June 2020] it": Dated("2019-07/2020-06"),
        "in [the 12 months ended in June 2020] it": Dated("2019-07/2020-06"),
        "in [the fiscal year ended December 31, 2019] it": Dated("2019"),
        "in [the half year ended 30 September 2020] it": Dated("2020-04/2020-09"),
        "in [the 13 weeks to April 30] it": Dated("2021-01-30/2021-04-30"),
        "in [the 12 weeks to January 2021] it": Dated("2020-11-09/2021-01-31"),
        "in [the decade to 2019] it": Dated("2010/2019"),
        "in [the fortnight to 20 August] it": Dated("2021-08-07/2021-08-20"),
        "in [the five years to end-2020] it": Dated("2016/2020"),
        "in [the fourth quarter ended Sept. 30, 2020] it": Dated("2020-Q3"),
        "in [the fiscal second half ended March 31] it": Dated("2020-10/2021-03"),
    },
    skips=["the year to forget"],
)
def ended_on(m: re.Match[str], context: Context) -> When | None:
    """A length of time up to the day, month or year it ended with."""
    number, unit = m["n"] or m["n2"], unit_of(m["u"] or m["u2"] or "month")
    count = small_count(number) if number else 1
    way = m["way"].lower()
    end = _end(m, over=way.endswith("ended"))
    if end is None or count is None or m["w"] or (m["n2"] and not m["m"]):
        return None
    if (m["one"] or "").lower() == "fortnight":
        return When(UpTo(2, "week", end)) if m["d"] or m["d2"] else None
    if m["one"]:
        return When(EndedOn(_MONTHS[m["one"].lower().replace("-", " ").removesuffix("s")], end))
    if unit in {"week", "day"}:
        return When(UpTo(count, unit, end)) if m["d"] or m["d2"] or m["m"] else None
    return When(EndedOn(count * {"month": 1, "quarter": 3, "year": 12}[unit], end))


@rule(
    rf"""
    (?:the\s)?week\s(?:of|ended|ending|beginning|starting|commencing|to|through|from)\s(?:on\s)?
    (?:(?P<m>{MONTH})\s(?P<d>{DAY})(?:\s?(?:-|to|through)\s?(?P<last>{DAY}))?       # of June 6-12
      |(?P<d2>{DAY})\s(?P<m2>{MONTH})
      |(?P<w>{WEEKDAY})(?!\s\w+\s[0-9]|,))
    (?:,?\s(?P<y>{YEAR}))?(?![\w-])
    """,
    finds={
        "in [the week of March 8] it": Dated("2021-W10"),
        "for [the week ended Sept. 18, 2020] it": Dated("2020-W38"),
        "for [the week ending 5 May] it": Dated("2021-W18"),
        "in [the week ended Saturday] it": Dated("2021-W37"),
        "in [the week from June 6-12, 2020] it": Dated("2020-06-06/2020-06-12"),
    },
    skips=["the week of flowers"],
)
def week_of(m: re.Match[str], context: Context) -> When | None:
    """The week a day is in, or the days of one week."""
    if m["w"]:
        return When(WeekOf(Weekday(weekday_of(m["w"]))))
    month = month_of(m["m"] or m["m2"])
    ends = [f"{month:02d}-{day_number(day):02d}" for day in (m["d"] or m["d2"], m["last"]) if day]
    if not all(exists(f"{m['y'] or 2020}-{part}") for part in ends) or ends != sorted(set(ends)):
        return None
    days: list[Expression] = [Fixed(f"{m['y']}-{part}") if m["y"] else Yearless(part) for part in ends]
    return When(Between(*days) if len(days) > 1 else WeekOf(days[0]))


@rule(
    r"(?:the\s)?year[\s-]to[\s-]date(?![\w-])",
    finds={"up 5% in [the year to date] there": Dated("2021"), "[year-to-date] sales": Dated("2021")},
    skips=["the year to dates"],
)
def year_to_date(m: re.Match[str], context: Context) -> When:
    """The running year, as far as it has come."""
    return When(Shift("year", 0))
