"""Holidays, in their year or the nearest."""

import re

from factx.kinds.date.expressions import Away, Holiday, WeekOf
from factx.kinds.date.resolve.holidays import NAMES, holiday_in
from factx.kinds.date.words import TURNS, WEEKDAY, YEAR, Dated, When, weekday_of
from factx.rules.context import Context
from factx.rules.pattern import any_of
from factx.rules.rule import rule

_NAMES = NAMES - {"fourth of july"}  # a day in words like any other


@rule(
    rf"""
    (?:(?P<turn>last|this|next)\s)?(?P<h>{any_of(_NAMES)})
    (?:(?:,|\sof|\sin)?\s(?:(?P<y>{YEAR})|(?P<yt>last|this|next)\syear)
      |(?P<week>\sweek(?P<end>end)?(?:\s(?P<wt>last|this|next)\syear)?))?(?![\w-])
    """,
    finds={
        "on [Christmas Day] it": Dated("2021-12-25"),
        "It opened on [New Year's Eve] there": Dated("2020-12-31"),
        "It opened before [Lunar New Year] there": Dated("2021-02-12"),
        "by [Thanksgiving], it": Dated("2021-11-25"),
        "It fell in [Easter week] there": Dated("2021-W13"),
        "over the [Labor Day weekend] it": Dated("2021-W35-WE"),
        "on [Canada Day weekend last year] it": Dated("2020-W27-WE"),
        "It will open on [New Year's Eve] with": Dated("2021-12-31"),
        "on [Good Friday 2021] it": Dated("2021-04-02"),
        "since [Labor Day] it": Dated("2021-09-06"),
        "It sank off Florida [last Thanksgiving] there": Dated("2020-11-26"),
        "on [Black Friday last year] it": Dated("2020-11-27"),
        "On [Easter Monday] it": Dated("2021-04-05"),
    },
    skips=[
        "Easter eggs",
        "Christmas Island is far",
        "christmas-like shops",
        "They will vote on election day",
        "her co-author, Maria Easter, left",
    ],
)
def holiday(m: re.Match[str], context: Context) -> When | None:
    """A holiday, in its year or the nearest."""
    if not (m["turn"] or m["y"] or m["yt"]) and _NAMES_ELSE.match(context.after(m, 12)):
        return None
    if not m["turn"] and " " not in m["h"] and _OF_A_PERSON.search(context.before(m, 24)):
        return None
    if m["h"].startswith("election"):  # in lower case any country's
        return None
    name = holiday_in(m["h"].lower(), context.country)
    near = m["yt"] or m["wt"]
    if near and context.published is None:
        return None
    year = int(m["y"]) if m["y"] else None
    if near and context.published:
        year = context.published.year + TURNS[near.lower()]
    day = Holiday(name, year, {"last": -1, "next": 1}.get((m["turn"] or "").lower(), 0))
    if m["end"]:
        return When(Away(day, "weekend", 0))
    return When(WeekOf(day) if m["week"] else day)


_NAMES_ELSE = re.compile(
    r"\s(?:[A-Z]|eggs?|trees?|presents?|gifts?|cards?|bonus|shopping|season|party|parade|sales?|carols?|holidays?)"
)
_OF_A_PERSON = re.compile(  # Maria Easter, and no preposition at the head of a sentence
    r"(?<![\w-])(?!(?:On|In|By|At|Since|Until|Before|After|This|Last|Next|From|For|Every|And|But|The)\s)"
    r"(?!(?:Western|Orthodox)\s)"
    r"[A-Z][a-z]+\s\Z"
)


@rule(
    rf"""
    the\s(?:(?P<u>day|weekend)|(?P<w>{WEEKDAY}))\s(?P<way>before|after)\s(?P<h>{any_of(_NAMES)})
    (?:(?:,|\sof|\sin)?\s(?P<y>{YEAR}))?(?![\w-])
    """,
    finds={
        "It closed [the day after Christmas] there": Dated("2020-12-26"),
        "It opens [the day before Thanksgiving] with": Dated("2021-11-24"),
        "It fell on [the Friday before Labor Day 2019] there": Dated("2019-08-30"),
        "It snowed over [the weekend after Easter] there": Dated("2021-W14-WE"),
    },
    skips=["the day after election day", "the day before Easter eggs"],
)
def beside_holiday(m: re.Match[str], context: Context) -> When | None:
    """The day, weekday or weekend before or after a holiday."""
    if _NAMES_ELSE.match(context.after(m, 12)) or m["h"].startswith("election"):
        return None
    day = Holiday(holiday_in(m["h"].lower(), context.country), int(m["y"]) if m["y"] else None)
    unit = str(weekday_of(m["w"])) if m["w"] else m["u"].lower()
    return When(Away(day, unit, 1 if m["way"].lower() == "after" else -1))
