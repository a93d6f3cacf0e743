"""Times that count from the publication date or from the period under discussion."""

import re

from factx.kinds.date.resolve.expressions import Fixed, PartOf, Shift, Then, Weekday, Yearless
from factx.kinds.date.words import (
    SEASON,
    SMALL_NUMBER,
    TURNS,
    UNIT,
    UNITS_OF_TIME,
    WEEKDAY,
    WEEKDAYS,
    Dated,
    When,
    small_count,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    r"today|yesterday|tomorrow|tonight",
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
    if word[0] != m[0][0] and _TITLE.search(context.text, max(0, m.start() - 12), m.start()):
        return None
    return When(Shift("day", {"yesterday": -1, "tomorrow": 1}.get(word, 0)))


_TITLE = re.compile(r"(?:\b[A-Z][A-Za-z]*'?s?|[A-Z]\.)\s\Z")


@rule(
    rf"(?:(?P<turn>last|previous|this|this\spast|this\scoming|next)\s)?(?P<w>{WEEKDAY})",
    finds={
        "On [Thursday], the firm": Dated("2021-09-23"),
        "It said on [Friday] that": Dated("2021-09-24"),
        "They met [last Thursday] in": Dated("2021-09-16"),
        "It will close on [Monday] for": Dated("2021-09-27"),
        "opens [next Tuesday] at": Dated("2021-09-28"),
        "opens [this coming Sunday] at": Dated("2021-09-26"),
        "It said on [Thursday] that it will sell": Dated("2021-09-23"),
    },
    skips=[
        "It was a Tuesday, as ever",
        "by a firm, Sun Metal Works",
        "on Saturday Night Live",
        "Wed the two ideas",
        "The Sun said",
        "Mon ami",
        "Sat down",
        "Ruby Friday sang",
    ],
)
def weekday(m: re.Match[str], context: Context) -> When | None:
    """A day of the week."""
    name, turn = m["w"], (m["turn"] or "").lower()
    if _NIGHT_LIVE.match(context.text, m.end()) or (not turn and _any_such(context.text, m.start(), m.end())):
        return None
    if (
        not turn
        and name.rstrip(".") in {"Sun", "Sat", "Wed", "Mon", "Fri", "Thu", "Tue", "Thur"}
        and (
            not _SHORT_DAY.search(context.text[max(0, m.start() - 5) : m.start()])
            or _NAME_AFTER.match(context.text, m.end())
        )
    ):
        return None
    if (
        not turn
        and _NAME_BEFORE.search(context.text, max(0, m.start() - 8), m.start())
        and not _DATELINE.match(context.text, m.end())
    ):
        return None
    week = {"last": -1, "previous": -1, "next": 1, "this": 0}.get(turn)
    return When(Weekday(weekday_of(name), week, coming=turn == "this coming"))


def _any_such(text: str, start: int, end: int) -> bool:
    """Tell a day of any week, as in: tomorrow, a Tuesday, is a holiday."""
    return text[max(0, start - 3) : start] == " a " and text[end : end + 1] in {",", ".", ";"}


_NIGHT_LIVE = re.compile(r"\s(?:Night|Evening|Morning|Night's)\s[A-Z]")
_NAME_BEFORE = re.compile(r"\b(?:Ruby|Man|Super|Cyber|Bloody|Joe)\s\Z")
_SHORT_DAY = re.compile(r"(?:\bon|[,(:])\s?\Z", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s(?!Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[A-Z][a-z]|'s\b")
_DATELINE = re.compile(r",?\s[A-Z0-9]")


@rule(
    rf"(?:the\s)?(?P<turn>last|past|this|next|coming|previous|current|following|preceding)\s(?:(?P<fiscal>fiscal|financial|calendar)\s)?(?P<u>{UNIT})(?P<half>\sand\sa\shalf)?(?![\w-])",
    finds={
        "than [last year], it": Dated("2020"),
        "[This month] the": Dated("2021-09"),
        "by [next week] it": Dated("2021-W39"),
        "profit [last quarter] rose": Dated("2021-Q2"),
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
    if the and turn == "next" and unit == "day" and not _IN.search(context.text, max(0, m.start() - 8), m.start()):
        return None  # the day after the one under discussion
    if turn == "this" and m[0].istitle():  # the programme This Week
        return None
    if turn in {"following", "previous", "preceding"}:
        return When(Then(unit, 1 if turn == "following" else -1, like=False)) if the else None
    if unit == "quarter" and turn != "past" and not _OVER.search(context.text, max(0, m.start() - 8), m.start()):
        return When(Shift(unit, TURNS[turn]))
    if turn == "past" or (the and turn in {"last", "next"}):
        count = 2 if unit == "fortnight" else 1
        return When(Fixed(f"P{count}{'.5' if m['half'] else ''}{UNITS_OF_TIME[unit]}"))
    if unit == "fortnight":
        return None
    return When(Shift(unit, TURNS[turn]))


@rule(
    r"(?:the\s)?(?P<turn>last|past|this|next)\s(?P<s>spring|summer|autumn|fall|winter)(?![\w-])",
    finds={"planned for [this summer] at": Dated("2021-SU"), "It fell [last winter] there": Dated("2020-WI")},
    skips=["this summer-house"],
)
def near_season(m: re.Match[str], context: Context) -> When:
    """This, last or next season; this winter is, until spring, the one that began last year."""
    turn, part = m["turn"].lower(), SEASON[m["s"].lower()]
    if turn != "this":
        return When(Yearless(part, 1 if turn == "next" else -1))
    begun = part == "WI" and context.published is not None and context.published.month < 6
    return When(Yearless(part) if begun else PartOf(part, Shift("year", 0)))


@rule(
    rf"(?:about\s|around\s)?(?P<span>(?P<n>{SMALL_NUMBER})(?:\sand\sa\shalf)?[\s-](?P<u>day|week|month|quarter|year|decade|fortnight)s?(?:\sand\sa\shalf)?(?:\sor\s(?:so|more|two))?\sago)",
    finds={
        "built [two years ago] in": Dated("2019"),
        "It opened [three weeks ago] in": Dated("2021-W35"),
        "sold [10 days ago] to": Dated("2021-09-14"),
        "sold [a week or so ago] to": Dated("2021-W37"),
        "built [two decades ago] in": Dated("2001"),
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
    if unit == "year" and number == 1 and "or" not in m[0]:
        return None  # may stand for the period under discussion
    if unit == "decade":
        unit, number = "year", 10 * number
    return When(Shift(unit, -number))


@rule(
    rf"(?P<w>{WEEKDAY})\s(?:of\s)?(?P<turn>last|this|next)\sweek(?![\w'-])",
    finds={
        "It will open on [Tuesday of next week] there": Dated("2021-09-28"),
        "It fell on [Monday last week] there": Dated("2021-09-13"),
    },
    skips=["the Sunlight of last weekdays"],
)
def weekday_of_week(m: re.Match[str], context: Context) -> When:
    """A day of last, this or next week."""
    return When(Weekday(weekday_of(m["w"]), TURNS[m["turn"].lower()]))


@rule(
    rf"(?:on\s)?(?P<span>(?P<w>{'|'.join(w.title() for w in WEEKDAYS if w.endswith('day'))})s)(?!\w)",
    finds={
        "It meets on [Fridays] there": Dated("XXXX-WXX-5", recurring=True),
        "[Sundays] are quiet": Dated("XXXX-WXX-7", recurring=True),
    },
    skips=["the Fridayss of"],
)
def weekdays(m: re.Match[str], context: Context) -> When:
    """A day of every week."""
    return When(Fixed(f"XXXX-WXX-{weekday_of(m['w']) + 1}"), recurring=True)


@rule(
    rf"in\s(?P<span>(?P<n>{SMALL_NUMBER})\s(?P<u>day|week|month|year)(?:'?s|s')?\stime)",
    finds={"It will open in [three weeks' time] at": Dated("2021-W41")},
    skips=["in time"],
)
def ahead(m: re.Match[str], context: Context) -> When | None:
    """So many units after the publication date."""
    return _ahead(m)


@rule(
    rf"(?P<n>{SMALL_NUMBER})\s(?P<u>day|week|month|year|decade)s?\sfrom\s(?:now|today)(?![\w-])",
    finds={"It will open [two months from now] at": Dated("2021-11")},
    skips=["from now on"],
)
def from_now(m: re.Match[str], context: Context) -> When | None:
    """So many units after the publication date, from now."""
    return _ahead(m)


def _ahead(m: re.Match[str]) -> When:
    number = small_count(m["n"])
    return When(Fixed("FUTURE_REF")) if number is None else When(Shift(m["u"].lower(), number))


_IN = re.compile(r"\b(?:in|over|within|for|during)\s\Z", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|within|for|during)\s\Z", re.IGNORECASE)
