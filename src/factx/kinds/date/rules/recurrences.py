"""What comes again: every two weeks, annually, twice a year, Fridays."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Between, Fixed, Weekday
from factx.kinds.date.length import COUNT, FEW, count_of, length, plain, unit_of
from factx.kinds.date.words import DAY, MONTH, ORDINALS, WEEKDAY, WEEKDAYS, Dated, When, weekday_of
from factx.rules.context import Context, SpanValue
from factx.rules.rule import rule

_TIMES = rf"(?:once|twice|{FEW}\stimes)"


@rule(
    rf"{_TIMES}\s(?:an?|per|each|every)\s(?P<u>day|week|month|year|quarter|decade|hour|minute)(?![\w-])",
    finds={
        "It meets [twice a year] there": Dated("P1Y", recurring=True),
        "fed [three times a day] there": Dated("P1D", recurring=True),
    },
    skips=["twice a yearling"],
)
def so_often(m: re.Match[str], context: Context) -> When:
    """So many times a period."""
    return When(Fixed(length(Decimal(1), unit_of(m["u"]))), recurring=True)


_ADVERBS = {
    "semi": "P6M", "half": "P6M", "biannual": "P6M", "bienn": "P2Y", "dail": "P1D", "biweek": "P2W", "fort": "P2W", "annual": "P1Y",
    "year": "P1Y", "month": "P1M", "week": "P1W", "quarter": "P1Q", "hour": "PT1H", "night": "P1D",
}  # fmt: skip


@rule(
    r"""(?:
    (?-i:daily|weekly|monthly)(?!\s(?:newspapers?|papers?|tabloids?|magazines?|(?-i:[A-Z])))   # no paper's name
    |annual(?:ly)?|yearly|quarterly|biweekly|fortnightly|hourly(?!\s(?:rate|wage|pay|earnings))
    |semi-?annual(?:ly)?|half-yearly|biannual(?:ly)?|biennial(?:ly)?
    )(?![\w])""",
    finds={
        "the [annual] summit": Dated("P1Y", recurring=True),
        "sold [daily] in": Dated("P1D", recurring=True),
        "paid [monthly] in": Dated("P1M", recurring=True),
        "its [quarterly] report": Dated("P1Q", recurring=True),
    },
    skips=["semi annualised", "the Greek daily Vima", "the weekly Vita said", "a daily newspaper"],
)
def recurrence(m: re.Match[str], context: Context) -> When:
    """An adjective or adverb of recurrence."""
    word = m[0].lower()
    return When(Fixed(next(value for stem, value in _ADVERBS.items() if word.startswith(stem))), recurring=True)


_MONTH_DAY = rf"{MONTH}(?:\s{DAY})?"


@rule(
    rf"""
    (?:every|each)\s
    (?:(?P<n>other|{COUNT})\s|(?P<o>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s)?
    (?:(?P<u>day|week|month|quarter|year|weekend|decade|fortnight|hour|minute|century|second(?=s))(?:s|(?!s))
      |(?P<w>{WEEKDAY})(?:\s(?:and|or)\s{WEEKDAY})?
      |(?P<m>{_MONTH_DAY}(?:\s(?:and|or)\s{_MONTH_DAY})?|spring|summer|autumn|fall|winter|season))(?![\w])
    """,
    finds={
        "held [every year] in": Dated("P1Y", recurring=True),
        "meets [every Friday] at": Dated("P1W", recurring=True),
        "meets [every other Friday] at": Dated("P2W", recurring=True),
        "held [each July] at": Dated("P1Y", recurring=True),
        "paid [every January 15 and July 15] at": Dated("P1Y", recurring=True),
        "meets [every Monday and Friday] at": Dated("P1W", recurring=True),
        "once [every two weeks] or": Dated("P2W", recurring=True),
        "painted [every 20 years] or": Dated("P20Y", recurring=True),
        "read [every twelve months] or": Dated("P12M", recurring=True),
        "renewed [every fifth year] or": Dated("P5Y", recurring=True),
        "meets [every second Friday] or": Dated("P2W", recurring=True),
        "read [every few weeks] or": Dated("PXW", recurring=True),
        "sent [every ten seconds] or": Dated("PT10S", recurring=True),
        "offered [each season] or": Dated("P1Y", recurring=True),
    },
    skips=["every yearling", "each quarterback", "every second street"],
)
def every(m: re.Match[str], context: Context) -> When:
    """Every so often: the value is the period of the recurrence."""
    number = Decimal(2) if (m["n"] or "").lower() == "other" else count_of(m["n"] or "one")
    number = Decimal(ORDINALS[m["o"].lower()]) if m["o"] else number
    unit = "week" if m["w"] else "year" if m["m"] else unit_of(m["u"])
    return When(Fixed(length(None if number is None else plain(number), unit)), recurring=True)


@rule(
    rf"""
    (?:the\s)?(?:{"|".join(ORDINALS)}|last|[0-9]{{1,2}}(?:st|nd|rd|th))\s
    (?:(?:business|working|trading)\s)?(?:day|week|weekend|{WEEKDAY})
    \s(?:of|in)\s(?:each|every)\s(?P<u>week|month|quarter|year|{MONTH})(?![\w-])
    """,
    finds={
        "It meets on [the second Tuesday of each month] there": Dated("P1M", recurring=True),
        "It is due on [the 15th day of every month] there": Dated("P1M", recurring=True),
        "It is held on [the last Sunday in every June] there": Dated("P1Y", recurring=True),
    },
    skips=["the second day of the boat fair", "the first week of each of them"],
)
def nth_of_each(m: re.Match[str], context: Context) -> When:
    """The n-th day or weekday of every month, quarter or year."""
    unit = m["u"].lower()
    return When(
        Fixed(length(Decimal(1), unit if unit in {"week", "month", "quarter", "year"} else "year")), recurring=True
    )


_FULL = "|".join(w.title() for w in WEEKDAYS if w.endswith("day"))


@rule(
    rf"(?:on\s)?(?P<span>(?P<alternate>alternate\s)?(?P<w>{_FULL})s)(?!\w|\sfor\s(?-i:[A-Z]))",  # Fridays for Future
    finds={
        "It meets on [Fridays] there": Dated("P1W", recurring=True),
        "[Sundays] are quiet": Dated("P1W", recurring=True),
        "It sails on [alternate Sundays] there": Dated("P2W", recurring=True),
    },
    skips=["on the days of", "the Fridays for Forests marches"],
)
def weekdays(m: re.Match[str], context: Context) -> When:
    """A day of every week."""
    return When(Fixed("P2W" if m["alternate"] else "P1W"), recurring=True)


_PARTS_OF_DAY = r"\s(?:mornings|afternoons|evenings|nights)"


@rule(
    rf"(?:(?P<w0>{WEEKDAY})\s(?:and|or)\s)?(?P<w>{WEEKDAY})(?={_PARTS_OF_DAY}(?!\w))",
    finds={
        "It meets on [Friday] evenings there": Dated("P1W", recurring=True),
        "on [Tuesday] and [Thursday] nights it": [Dated("P1W", recurring=True), Dated("P1W", recurring=True)],
        "It sings on [Sunday] mornings there": Dated("P1W", recurring=True),
    },
    skips=["Wed evenings", "Sun mornings"],
)
def weekday_evenings(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A weekday of which parts of the day recur: Friday evenings."""
    if not m["w"].lower().endswith("day"):
        return None
    names = ("w0", "w") if m["w0"] else ("w",)
    return [SpanValue(m.start(name), m.end(name), When(Fixed("P1W"), recurring=True)) for name in names]


@rule(
    rf"(?P<a>{WEEKDAY})\s?(?:-|to|through)\s?(?P<b>{WEEKDAY})(?![\w-])",
    finds={
        "Markets trade [Monday through Friday] there": Dated("P1W", recurring=True),
        "The fair ran [Tuesday through Thursday] there": Dated("2021-09-21/2021-09-23"),
    },
    skips=["Mon to the two"],
)
def weekday_range(m: re.Match[str], context: Context) -> When | None:
    """From one weekday to another: the working week recurs, other days are those of one week."""
    first, last = weekday_of(m["a"]), weekday_of(m["b"])
    if _FROM.search(context.before(m, 5)) or first == last:
        return None  # joined with the dates around it
    if first == 0 and last >= 4:
        return When(Fixed("P1W"), recurring=True)
    return When(Between(Weekday(first), Weekday(last)))


_FROM = re.compile(r"\bfrom\s\Z", re.IGNORECASE)
