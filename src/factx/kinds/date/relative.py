"""Times that count from the publication date or from the period under discussion."""

import re

from factx.kinds.date.expressions import Fixed, PartOf, Shift, Then, Weekday, Yearless
from factx.kinds.date.words import (
    NUMBER_AT,
    SEASON,
    SMALL_NUMBER,
    TURNS,
    UNIT,
    UNITS_OF_TIME,
    WEEKDAY,
    WEEKDAY_AT,
    Dated,
    When,
    small_count,
    weekday_of,
)
from factx.rule import Context, rule


@rule(
    r"today|yesterday|tomorrow|tonight",
    at={"today", "yesterday", "tomorrow", "tonight"},
    finds={
        "He said [yesterday] that": Dated("2021-09-23"),
        "It opens [tomorrow] at": Dated("2021-09-25"),
        "[Today] it": Dated("2021-09-24"),
    },
    skips=["read USA Today now"],
)
def near_day(m: re.Match[str], context: Context) -> When | None:
    """Today and its neighbours."""
    word = m[0].lower()
    if context.text[max(0, m.start() - 4) : m.start()] in {"USA ", " Rus"}:
        return None
    return When(Shift("day", {"yesterday": -1, "tomorrow": 1}.get(word, 0)))


@rule(
    rf"(?:(?P<turn>last|this|this\spast|this\scoming|next)\s)?(?P<w>{WEEKDAY})",
    at=WEEKDAY_AT | {"last", "this", "next"},
    finds={
        "On [Thursday], the firm": Dated("2021-09-23"),
        "It said on [Friday] that": Dated("2021-09-24"),
        "They met [last Thursday] in": Dated("2021-09-16"),
        "It will close on [Monday] for": Dated("2021-09-27"),
        "opens [next Tuesday] at": Dated("2021-09-28"),
        "opens [this coming Sunday] at": Dated("2021-09-26"),
        "It said on [Thursday] that it will sell": Dated("2021-09-23"),
    },
    skips=["Wed the two ideas", "The Sun said", "Mon ami", "Sat down", "Ruby Friday sang"],
)
def weekday(m: re.Match[str], context: Context) -> When | None:
    """A day of the week."""
    name, turn = m["w"], (m["turn"] or "").lower()
    if (
        not turn
        and name.rstrip(".") in {"Sun", "Sat", "Wed", "Mon", "Fri", "Thu", "Tue", "Thur"}
        and not _SHORT_DAY.search(context.text[max(0, m.start() - 5) : m.start()])
    ):
        return None
    if (
        not turn
        and _NAME_BEFORE.search(context.text, max(0, m.start() - 8), m.start())
        and not _DATELINE.match(context.text, m.end())
    ):
        return None
    week = {"last": -1, "next": 1, "this": 0}.get(turn)
    return When(Weekday(weekday_of(name), week, coming=turn == "this coming"))


_NAME_BEFORE = re.compile(r"\b(?:Ruby|Man|Super|Cyber|Bloody|Joe)\s\Z")
_SHORT_DAY = re.compile(r"(?:\bon|[,(:])\s?\Z", re.IGNORECASE)
_DATELINE = re.compile(r",?\s[A-Z0-9]")


@rule(
    rf"(?:the\s)?(?P<turn>last|past|this|next|coming|previous|current|following|preceding)\s(?:(?P<fiscal>fiscal|financial|calendar)\s)?(?P<u>{UNIT}|spring|summer|autumn|fall|winter)(?P<half>\sand\sa\shalf)?(?![\w-])",
    at={"the", "last", "this", "next", "past", "coming", "previous", "current", "following", "preceding"},
    finds={
        "than [last year], it": Dated("2020"),
        "[This month] the": Dated("2021-09"),
        "by [next week] it": Dated("2021-W39"),
        "profit [last quarter] rose": Dated("2021-Q2"),
        "planned for [this summer] at": Dated("2021-SU"),
        "over [the past year], the": Dated("P1Y"),
        "over [the next decade], the": Dated("P1DE"),
        "in [the past year and a half], it": Dated("P1.5Y"),
        "[last week] it": Dated("2021-W37"),
        "in [the coming year] it": Dated("2022"),
    },
    skips=["this year-end sale", "the last-week rush"],
)
def near_period(m: re.Match[str], context: Context) -> When | None:
    """This, last or next week, month, quarter, year or season."""
    turn, unit = m["turn"].lower(), m["u"].lower()
    the = m[0].lower().startswith("the ")
    if unit in SEASON:
        if turn == "this":
            return When(PartOf(SEASON[unit], Shift("year", 0)))
        return When(Yearless(SEASON[unit], 1 if turn == "next" else -1)) if turn in {"last", "next", "past"} else None
    if turn in {"following", "previous", "preceding"}:
        return When(Then(unit, 1 if turn == "following" else -1, like=False)) if the else None
    if turn == "past" or (the and turn in {"last", "next"}):
        return When(Fixed(f"P1{'.5' if m['half'] else ''}{UNITS_OF_TIME[unit]}"))
    if unit == "fortnight":
        return None
    return When(Shift(unit, TURNS[turn]))


@rule(
    rf"(?:about\s|around\s)?(?P<span>(?P<n>{SMALL_NUMBER})(?:\sand\sa\shalf)?[\s-](?P<u>day|week|month|quarter|year|decade|fortnight)s?(?:\sand\sa\shalf)?\sago)",
    at=NUMBER_AT | {"a", "an", "several", "few", "half", "many", "dozens", "hundreds"},
    finds={
        "built [two years ago] in": Dated("2019"),
        "It opened [three weeks ago] in": Dated("2021-W35"),
        "sold [10 days ago] to": Dated("2021-09-14"),
        "left [several years ago] for": Dated("PAST_REF"),
    },
    skips=["long ago"],
)
def ago(m: re.Match[str], context: Context) -> When | None:
    """So many units before the publication date."""
    number, unit = small_count(m["n"]), m["u"].lower()
    if number is None:
        return When(Fixed("PAST_REF"))
    if unit == "fortnight":
        unit, number = "week", 2 * number
    if unit == "year" and number == 1:
        return When(Then("year", -1))
    return When(Shift(unit, -number))


@rule(
    rf"in\s(?P<span>(?P<n>{SMALL_NUMBER})\s(?P<u>day|week|month|year)(?:'?s|s')?\s(?:time|from\snow))",
    at={"in"},
    finds={"It will open in [three weeks' time] at": Dated("2021-W41")},
    skips=["in time"],
)
def ahead(m: re.Match[str], context: Context) -> When | None:
    """So many units after the publication date."""
    number = small_count(m["n"])
    return When(Fixed("FUTURE_REF")) if number is None else When(Shift(m["u"].lower(), number))


RULES = (near_day, weekday, near_period, ago, ahead)
