"""Holidays, and periods named by the day they ended on."""

import re

from factx.kinds.date.resolve.expressions import EndedOn, Expression, Fixed, Holiday, PartOf, Shift, WeekOf, Yearless
from factx.kinds.date.resolve.holidays import NAMES, holiday_in
from factx.kinds.date.words import (
    DAY,
    MONTH,
    SMALL_NUMBER,
    TURNS,
    YEAR,
    Dated,
    When,
    day_number,
    exists,
    month_of,
)
from factx.rules.context import Context
from factx.rules.number import quantity
from factx.rules.rule import rule

_HOLIDAY = "|".join(re.escape(n).replace("\\ ", "\\s") for n in sorted(NAMES, key=lambda n: (-len(n), n)))


@rule(
    rf"(?:(?P<turn>last|this|next)\s)?(?P<h>{_HOLIDAY})(?:(?:,|\sof|\sin)?\s(?:(?P<y>{YEAR})|(?P<yt>last|this|next)\syear))?(?![\w-])",
    finds={
        "on [Christmas Day] it": Dated("2021-12-25"),
        "It opened on [New Year's Eve] there": Dated("2020-12-31"),
        "It opened before [Lunar New Year] there": Dated("2021-02-12"),
        "by [Thanksgiving], it": Dated("2021-11-25"),
        "It will open on [New Year's Eve] with": Dated("2021-12-31"),
        "on [Good Friday 2021] it": Dated("2021-04-02"),
        "since [Labor Day] it": Dated("2021-09-06"),
        "on [Black Friday last year] it": Dated("2020-11-27"),
    },
    skips=["Easter eggs", "Christmas Island is far", "a christmassy shop"],
)
def holiday(m: re.Match[str], context: Context) -> When | None:
    """A holiday, in its year or the nearest."""
    after = context.text[m.end() : m.end() + 12]
    if (
        not m["turn"]
        and not m["y"]
        and not m["yt"]
        and re.match(
            r"\s(?:[A-Z]|eggs?|trees?|presents?|gifts?|cards?|bonus|shopping|season|party|parade|sales?|carols?)", after
        )
    ):
        return None
    name = holiday_in(m["h"].lower(), context.country)
    if m["yt"]:
        shift = TURNS[m["yt"].lower()]
        return When(Holiday(name, context.published.year + shift)) if context.published else None
    return When(
        Holiday(name, int(m["y"]) if m["y"] else None, {"last": -1, "next": 1}.get((m["turn"] or "").lower(), 0))
    )


@rule(
    rf"the\s(?:fiscal\s|financial\s)?(?:(?P<n>{SMALL_NUMBER})[\s-])?(?P<u>year|quarter|half|months)(?:\speriod)?\s(?P<way>ended|ending|to|through|until|that\sended)\s(?:(?:on|in|the\send\sof)\s|end-)?(?P<m>{MONTH})(?:\s(?P<d>{DAY}))?(?:,?\s(?P<y>{YEAR})|\s(?P<turn>last|this|next)\syear)?",
    finds={
        "For [the year ended March 31], it": Dated("2020-04/2021-03"),
        "It will report for [the year ended March 31] there": Dated("2020-04/2021-03"),
        "in [the three months to end-June] it": Dated("2021-Q2"),
        "In [the three months to June] it": Dated("2021-Q2"),
        "In [the quarter ended Sept. 30, 2020] it": Dated("2020-Q3"),
        "in [the 12 months to June 2020] it": Dated("2019-07/2020-06"),
        "in [the fiscal year ended December 31, 2019] it": Dated("2019"),
    },
    skips=["the year to forget"],
)
def ended_on(m: re.Match[str], context: Context) -> When | None:
    """A year, quarter or number of months, by the day it ended on."""
    unit = m["u"].lower()
    count = quantity(m["n"]) if m["n"] else None
    if (unit == "months") != (count is not None) or (count is not None and count != int(count)):
        return None
    months = int(count) if count is not None else {"year": 12, "half": 6, "quarter": 3}[unit]
    part = f"{month_of(m['m']):02d}" + (f"-{day_number(m['d']):02d}" if m["d"] else "")
    if not exists(f"{m['y'] or 2020}-{part}"):
        return None
    over = -1 if m["way"].lower() in {"ended", "that ended"} else 0
    end: Expression = Fixed(f"{m['y']}-{part}") if m["y"] else Yearless(part, over)
    if m["turn"] and not m["y"]:
        end = PartOf(part, Shift("year", TURNS[m["turn"].lower()]))
    return When(EndedOn(months, end))


@rule(
    rf"the\sweek\s(?:of|ended|ending|beginning|starting|commencing|to)\s(?:on\s)?(?:(?P<m>{MONTH})\s(?P<d>{DAY})|(?P<d2>{DAY})\s(?P<m2>{MONTH}))(?:,?\s(?P<y>{YEAR}))?",
    finds={
        "in [the week of March 8] it": Dated("2021-W10"),
        "for [the week ended Sept. 18, 2020] it": Dated("2020-W38"),
        "for [the week ending 5 May] it": Dated("2021-W18"),
    },
    skips=["the week of flowers"],
)
def week_of(m: re.Match[str], context: Context) -> When | None:
    """The week a day is in."""
    part = f"{month_of(m['m'] or m['m2']):02d}-{day_number(m['d'] or m['d2']):02d}"
    if not exists(f"{m['y'] or 2020}-{part}"):
        return None
    return When(WeekOf(Fixed(f"{m['y']}-{part}") if m["y"] else Yearless(part)))


@rule(
    r"(?:the\s)?year[\s-]to[\s-]date(?![\w-])",
    finds={"up 5% in [the year to date] there": Dated("2021"), "[year-to-date] sales": Dated("2021")},
    skips=["the year to dates"],
)
def year_to_date(m: re.Match[str], context: Context) -> When:
    """The running year, as far as it has come."""
    return When(Shift("year", 0))
