"""Times that count from the publication date: yesterday, next Tuesday, last year, the past decade."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Away, Fixed, Shift, Then, Weekday
from factx.kinds.date.length import length
from factx.kinds.date.words import TURNS, WEEKDAY, Dated, When, weekday_of
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
    if word[0] != m[0][0] and _TITLE.search(context.before(m, 12)):
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
        "On [Monday] trading rules changed": Dated("2021-09-20"),
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
        "The Sunday trading ban hit shops",
        "shops kept to Saturday closing hours",
    ],
)
def weekday(m: re.Match[str], context: Context) -> When | None:
    """A day of the week."""
    turn, left, after = (m["turn"] or "").lower(), context.before(m, 12), context.after(m, 16)
    if _NIGHT_LIVE.match(after) or (not turn and _EVENINGS.match(context.after(m, 32))):
        return None
    if not turn and (
        (_OF_ALL.match(context.after(m, 32)) and not left.lower().endswith("on "))
        or (left.endswith(" a ") and after[:1] in {",", ".", ";"})  # of any week: tomorrow, a Tuesday, is a holiday
        or (not _is_whole(m["w"]) and (not _SHORT_DAY.search(left) or _NAME_AFTER.match(after)))
        or (_NAME_BEFORE.search(left) and not _DATELINE.match(after))
    ):
        return None
    week = {"last": -1, "previous": -1, "next": 1, "this": 0}.get(turn)
    return When(Weekday(weekday_of(m["w"]), week, coming=turn == "this coming"))


def _is_whole(name: str) -> bool:
    """Tell Sunday and Tues from the short forms that are words or names: Sun, Sat, Wed, Mon."""
    return name.lower().endswith("day") or name.lower().rstrip(".") in {"tues", "thurs"}


_EVENINGS = re.compile(rf"(?:\s(?:and|or)\s{WEEKDAY})?\s(?:mornings|afternoons|evenings|nights)(?!\w)", re.VERBOSE)
_OF_ALL = re.compile(
    r"\s(?:trad(?:e|ing)|shopping|retail|closing|opening|work(?:ing)?|sales)\s(?:ban|law|rule|restriction|hour)s?(?!\w)"
)  # of all Sundays, no day of the calendar
_NIGHT_LIVE = re.compile(r"\s(?:Night|Evening|Morning|Night's)\s[A-Z]")
_NAME_BEFORE = re.compile(r"\b(?:Ruby|Man|Super|Cyber|Bloody|Joe)\s\Z")
_SHORT_DAY = re.compile(r"(?:\bon|[,(:])\s?\Z", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s(?!Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[A-Z][a-z]|'s\b")
_DATELINE = re.compile(r",?\s[A-Z0-9]")


@rule(
    r"""
    (?P<the>the\s)?(?P<turn>last|past|this\spast|this\scoming|this|next|coming|current|present)\s
    (?:(?:fiscal|financial|calendar)\s)?(?P<u>day|week|weekend|month|quarter|year|decade|fortnight|hour)
    (?P<half>\sand\sa\shalf)?(?![\w-])
    """,
    finds={
        "than [last year], it": Dated("2020"),
        "[This month] the": Dated("2021-09"),
        "by [next week] it": Dated("2021-W39"),
        "profit [last quarter] rose": Dated("2021-Q2"),
        "over [the past year], the": Dated("P1Y"),
        "It fell [this past week] by": Dated("P1W"),
        "It fell [this past quarter] by": Dated("P1Q"),
        "over [the next decade], the": Dated("P1DE"),
        "in [the past year and a half], it": Dated("P1.5Y"),
        "[last week] it": Dated("2021-W37"),
        "in [the coming year] it": Dated("2022"),
        "in [the current fiscal year] it": Dated("2021"),
        "It was signed on [July 5, 2020]; [the next day] it": [Dated("2020-07-05"), Dated("2020-07-06")],
    },
    skips=["this year-end sale", "the last-week rush", "the current fiscal rule"],
)
def near_period(m: re.Match[str], context: Context) -> When | None:
    """This, last or next week, month, quarter or year; the past or next one as a length."""
    turn, unit, the = m["turn"].lower(), m["u"].lower(), bool(m["the"])
    left = context.before(m, 8)
    if turn == "this" and m[0].istitle():  # the programme This Week
        return None
    if the and turn == "next" and unit == "day" and not _IN.search(left):
        return When(Then("day", 1, like=False))
    if turn in {"past", "this past"} and unit == "weekend":
        return When(Shift("weekend", -1))
    past = turn in {"past", "this past"} or (the and turn in {"last", "next"})
    if past and (unit != "quarter" or "past" in turn or _OVER.search(left)):
        return When(Fixed(length(Decimal("1.5") if m["half"] else Decimal(1), unit)))
    if unit == "hour":
        return None
    if unit == "fortnight":
        return When(Fixed("P2W"))
    return When(Shift(unit, {"present": 0, "this past": -1, "this coming": 1}.get(turn, TURNS.get(turn, 0))))


@rule(
    rf"(?P<w>{WEEKDAY})\s(?:of\s)?(?P<turn>last|this|next)\sweek(?![\w'-])",
    finds={
        "It will open on [Tuesday of next week] there": Dated("2021-09-28"),
        "It fell on [Monday last week] there": Dated("2021-09-13"),
    },
    skips=["a Sun of next"],
)
def weekday_of_week(m: re.Match[str], context: Context) -> When:
    """A day of last, this or next week."""
    return When(Weekday(weekday_of(m["w"]), TURNS[m["turn"].lower()]))


@rule(
    rf"(?P<w>{WEEKDAY})\sweek(?=[,.;:!?\"']|\s*\Z)",
    finds={
        "I will know by [Friday week], he": Dated("2021-10-01"),
        "It opens [Monday week].": Dated("2021-10-04"),
        "They meet on [Sunday week], the": Dated("2021-10-03"),
    },
    skips=["in Sun week", "its Wed week of"],
)
def weekday_week(m: re.Match[str], context: Context) -> When | None:
    """A week from the coming weekday, as the British have it."""
    if not m["w"].lower().endswith("day"):
        return None
    return When(Away(Weekday(weekday_of(m["w"]), coming=True), "week", 1))


@rule(
    r"the\s(?P<u>day|week|weekend|month|quarter|year)\s(?:before\slast|after\snext)(?![\w-]|\s(?-i:[A-Z]))"
    r"|the\sday\s(?:before\syesterday|after\stomorrow)",
    finds={
        "It fell [the month before last] there": Dated("2021-07"),
        "It will fall [the week after next] there": Dated("2021-W40"),
        "It fell [the day before yesterday] there": Dated("2021-09-22"),
    },
    skips=["the week before the vote"],
)
def two_away(m: re.Match[str], context: Context) -> When:
    """Two units from the publication date."""
    return When(Shift((m["u"] or "day").lower(), 2 if " after " in m[0].lower() else -2))


_IN = re.compile(r"\b(?:in|over|within|for|during)\s\Z", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|within|for|during)\s\Z", re.IGNORECASE)


@rule(
    r"the\s(?P<u>day|week|month|year|decade|season)\sahead(?!\sof\b|[\w-])",
    finds={"In [the year ahead] growth": Dated("P1Y"), "for [the week ahead], the": Dated("P1W"),
        "over [the decade ahead] it": Dated("P1DE")},
    skips=["the week ahead of the vote", "the season ahead"],
)  # fmt: skip
def period_ahead(m: re.Match[str], context: Context) -> When | None:
    """The time from now on, as long as its unit."""
    return None if m["u"].lower() == "season" else When(Fixed(length(Decimal(1), m["u"].lower())))
