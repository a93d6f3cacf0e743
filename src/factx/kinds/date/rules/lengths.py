"""Durations and recurrences."""

import re
from decimal import Decimal

from factx.kinds.date.resolve.expressions import Fixed, Lapse
from factx.kinds.date.words import (
    MONTH,
    ORDINALS,
    SMALL_NUMBER,
    UNITS_OF_TIME,
    WEEKDAY,
    Dated,
    When,
    counted,
    month_of,
    small_count,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.number import OF_TIME, quantity
from factx.rules.rule import rule


@rule(
    rf"(?P<lead>(?:the|this)\s(?:past|last|latest|next|coming|previous|first|following)\s|(?:past|last|next)\s)?(?P<n>(?!(?:1[5-9]|20)[0-9]{{2}}\s(?:q|p|h|f))(?:(?:two|three|four|five|six|seven|eight|nine|[0-9]{{1,3}})(?:\sto\s|\sor\s|-(?=[0-9])))?{SMALL_NUMBER}(?:[\s-]and[\s-]a[\s-]half(?=[\s-]))?)(?:\s(?:more|consecutive|straight|full|long|whole|past|previous|next|coming|upcoming|working|business|trading))?[\s-](?P<u>day|week|weekend|month|quarter|year|decade|fortnight|centur(?:y|ie)|hour|minute)(?P<s>s)?(?P<half>\sand\sa\shalf)?(?:-long)?(?![\w])(?!\s?-?olds?\b)",
    finds={
        "It took more than [80 days] to": Dated("P80D", qualifier="more_than"),
        "It will open in [three weeks] there": Dated("2021-W41"),
        "It was built in [three weeks] there": Dated("P3W"),
        "It fell [a month] after the launch": Dated("P1M"),
        "but [a minute and a half] later": Dated("PT1.5M"),
        "They drive [an hour] to work": Dated("PT1H"),
        "after [three quarters] of losses": Dated("P3Q"),
        "in [the next couple of years] it": Dated("P2Y"),
        "cut to about [30 days] now": Dated("P30D", qualifier="about"),
        "firms over [the next five years], officials": Dated("P5Y"),
        "in [the past two decades] it": Dated("P2DE"),
        "a [five-year] plan": Dated("P5Y"),
        "a [14-month-long] war": Dated("P14M"),
        "in [twenty-five days] it": Dated("P25D"),
        "for [a half hour] it": Dated("PT0.5H"),
        "for [three and a half weeks] it": Dated("P3.5W"),
        "a [six-and-a-half-year] term": Dated("P6.5Y"),
        "more than [four hours] later": Dated("PT4H", qualifier="more_than"),
        "in [two to three weeks] it": Dated("P3W"),
        "for [several years] it": Dated("PXY"),
        "in [the past few years] it": Dated("PXY"),
        "for [one year and a half] it": Dated("P1.5Y"),
    },
    skips=[
        "the Thirty Years' War",
        "one day he left",
        "a 21-year-old man",
        "two years old",
        "the 50 years of age group",
        "$5 a day",
    ],
)
def duration(m: re.Match[str], context: Context) -> When | None:
    """A length of time."""
    unit, after = m["u"].lower(), context.text[m.end() : m.end() + 40]
    left = context.text[max(0, m.start() - 16) : m.start()]
    if _AGED.match(after) or (unit in {"hour", "minute"} and _is_clock(m, left)):
        return None
    if _WAR.match(after) or (m[0].lower() == "one day" and _SOME_DAY.search(left)):
        return None
    if unit in {"quarter", "month"} and (m["lead"] or "").lower().endswith("first "):  # a period, not a length
        return None
    if unit == "quarter" and _is_fraction(m, left, after):
        return None
    if _is_one(m) and not m["lead"] and ((not m["half"] and not _is_span(left, after)) or _RATE.search(left)):
        return None
    if m["n"].lower() == "a half" and re.search(r"\band\s\Z", left):
        return None
    length = _period(m["n"], unit, plus_half=bool(m["half"]))
    count = small_count(m["n"])
    if count and unit in {"day", "week", "month", "year"} and _IN.search(left) and not m["lead"] and m["s"]:
        return When(Lapse(unit, count, length))
    return When(Fixed(length))


def _is_fraction(m: re.Match[str], left: str, after: str) -> bool:
    """Tell three quarters of a whole from two quarters of losses."""
    if _is_one(m):
        return after.startswith(" of") or not _IN_A_QUARTER.search(left)
    return after.startswith(" of") and m["n"].lower() in {"one", "three"} and not OF_TIME.match(after)


def _is_span(left: str, after: str) -> bool:
    """Tell a length (for a month, a month after the launch) from a rate or an indefinite one."""
    return bool(_SPAN_LEFT.search(left) or _SPAN_AFTER.match(after))


_IN = re.compile(r"\bin\s\Z", re.IGNORECASE)
_SPAN_AFTER = re.compile(r"\s(?:after|before|into|from)\s(?!now)")
_SOME_DAY = re.compile(
    r"(?:\b(?:will|would|could|can|may|might|must|should|hopes?|hoped|to|he|she|they|it|I|we|you|that|and)\s|[.!?\"]\s|\A)\Z"
)
_WAR = re.compile(r"['\s]{1,2}(?:(?-i:War|Road|Ban)|more\sof\sage)\b")


def _is_one(m: re.Match[str]) -> bool:
    return m["n"].lower() in {"a", "an"}


def _is_clock(m: re.Match[str], left: str) -> bool:
    """Tell a time of day or a programme (the hour, 60 Minutes) from a length."""
    titled = m["u"][0].isupper() and m["n"].isdigit()
    return titled or (
        not m["s"] and not m["half"] and ((_is_one(m) and not _LASTING.search(left)) or bool(_CLOCK.search(left)))
    )


_IN_A_QUARTER = re.compile(r"\b(?:for|over|in|within|last)\s(?:about\s)?\Z", re.IGNORECASE)
_RATE = re.compile(r"(?:[0-9]|percent|million|billion|times|twice|once|%|dollars|yuan|days|hours)\s\Z")


_LASTING = re.compile(
    r"\b(?:for|lasting|lasted|nearly|almost|about|over|within|least|took|takes|than|under|drive|drove|walk|walked|wait|waited|spend|spent)\s\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:the|every|each|per)\s\Z", re.IGNORECASE)


@rule(
    r"(?P<u>days|weeks|months|quarters|years|decades|centuries|hours|minutes)(?P<ago>\sago)?(?![\w-])",
    finds={
        "It took [months] to build": Dated("PXM"),
        "closed [years ago] there": Dated("PAST_REF"),
        "for [decades] it": Dated("PXDE"),
    },
    skips=["many light years", "in dog years"],
)
def bare_plural(m: re.Match[str], context: Context) -> When | None:
    """A unit in the plural, without a number."""
    if m["ago"]:
        return When(Fixed("PAST_REF"))
    if not _BARE_LEFT.search(context.text[max(0, m.start() - 12) : m.start()]):
        return None
    return When(Fixed(_period("many", m["u"].lower().removesuffix("s"), plus_half=False)))


_BARE_LEFT = re.compile(r"\b(?:for|in|over|after|within|takes?|took|lasts?|lasted)\s\Z", re.IGNORECASE)


_AGED = re.compile(r"(?:\s(?:and|to|or)\s[\w-]+\s(?:years|months))?(?:\s|-)(?:olds?|of\sage)\b|\s(?:ago|earlier)\b")
_SPAN_LEFT = re.compile(
    r"\b(?:for|within|over|than|about|nearly|almost|barely|in|lasted|lasting|last|least|takes?|took|drive|drove|walk|walked|wait|waited|spend|spent|just|under|after|half)\s(?:just\s|about\s|over\s)?\Z",
    re.IGNORECASE,
)


def _period(number: str, unit: str, *, plus_half: bool) -> str:
    """Return a duration as TIMEX3 has it; of a range the upper end, X for a count that is not told."""
    count = counted(re.split(r"\sto\s|\sor\s|(?<=[0-9])-(?=[0-9])", number)[-1])
    letter = UNITS_OF_TIME["centurie" if unit == "century" else unit]
    prefix = "PT" if unit in {"hour", "minute"} else "P"
    if count is None:
        return f"{prefix}X{letter}"
    count = (count + (Decimal("0.5") if plus_half else 0)) * (2 if unit == "fortnight" else 1)
    return f"{prefix}{count.normalize():f}{letter}"


@rule(
    r"(?P<n>(?:day|week|month|year|decade|century|hour)s?)-?long(?![\w-])",
    finds={"a [year-long] ban": Dated("P1Y"), "a [months-long] ban": Dated("PXM"), "a [weeklong] fair": Dated("P1W")},
    skips=["days long gone"],
)
def long_adjective(m: re.Match[str], context: Context) -> When | None:
    """A length as an adjective: year-long, decades-long."""
    if context.text[max(0, m.start() - 1) : m.start()] == "-":
        return None
    unit = m["n"].lower()
    return When(Fixed(_period("many" if unit.endswith("s") else "one", unit.removesuffix("s"), plus_half=False)))


_COMPOUND = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_PIECE = r"[0-9]{1,3}(?:\.[0-9]+)?\s(?:year|month|week|day|hour|minute|second)s?"


@rule(
    rf"{_PIECE}(?:(?:,\s|,?\sand\s|\s){_PIECE}){{1,4}}(?![\w-])(?!\sold\b)",
    finds={
        "It took [1 hour 5 minutes] there": Dated("PT1H5M"),
        "It took [2 years, 1 month and 21 days] there": Dated("P2Y1M21D"),
    },
    skips=["5 pounds 1 ounce"],
)
def compound(m: re.Match[str], context: Context) -> When | None:
    """A length in several units, the largest first."""
    pieces = [
        (n, unit.lower())
        for n, unit in re.findall(r"([0-9.]+)\s(year|month|week|day|hour|minute|second)", m[0], re.IGNORECASE)
    ]
    order = [list(_COMPOUND).index(unit) for _, unit in pieces]
    if order != sorted(set(order)):
        return None
    days = "".join(f"{n}{_COMPOUND[unit]}" for n, unit in pieces if unit not in {"hour", "minute", "second"})
    clock = "".join(f"{n}{_COMPOUND[unit]}" for n, unit in pieces if unit in {"hour", "minute", "second"})
    return When(Fixed(f"P{days}T{clock}" if clock else f"P{days}"))


@rule(
    rf"(?:(?:the|an?)\s)?(?P<o>{'|'.join(ORDINALS)})[\s-](?:straight|consecutive)[\s-](?P<u>day|week|month|quarter|year)(?![\w-])",
    finds={
        "It rose for [a third straight month] there": Dated("P3M"),
        "for [the fifth consecutive year], it": Dated("P5Y"),
    },
    skips=["the third straight set"],
)
def in_a_row(m: re.Match[str], context: Context) -> When:
    """So many units in a row, by the last one's number."""
    return When(Fixed(f"P{ORDINALS[m['o'].lower()]}{UNITS_OF_TIME[m['u'].lower()]}"))


@rule(
    r"(?:once|twice|(?:two|three|four|five|six|several|[2-9])\stimes)\s(?:a|an|per|each|every)\s(?P<u>day|week|month|year|quarter|decade)(?![\w-])",
    finds={
        "It meets [twice a year] there": Dated("P1Y", recurring=True),
        "fed [three times a day] there": Dated("P1D", recurring=True),
    },
    skips=["twice a yearling"],
)
def so_often(m: re.Match[str], context: Context) -> When:
    """So many times a period."""
    return When(Fixed(f"P1{UNITS_OF_TIME[m['u'].lower()]}"), recurring=True)


@rule(
    r"(?:(?-i:daily|weekly|monthly)(?!\s(?:newspapers?|papers?|tabloids?|magazines?|(?-i:[A-Z])))|annual(?:ly)?|yearly|quarterly|biweekly|fortnightly|semi-?annual(?:ly)?|half-yearly|biannual(?:ly)?|biennial(?:ly)?)(?![\w])",
    finds={
        "the [annual] summit": Dated("P1Y", recurring=True),
        "sold [daily] in": Dated("P1D", recurring=True),
        "paid [monthly] in": Dated("P1M", recurring=True),
        "its [quarterly] report": Dated("P1Q", recurring=True),
    },
    skips=["the annualised rate", "the Greek daily Vima", "the weekly Vita said", "a daily newspaper"],
)
def recurrence(m: re.Match[str], context: Context) -> When | None:
    """An adjective or adverb of recurrence."""
    word = m[0].lower()
    for stem, value in {"semi": "P6M", "half": "P6M", "biannual": "P6M", "bienn": "P2Y", "dail": "P1D", "biweek": "P2W", "fort": "P2W", "annual": "P1Y", "year": "P1Y", "month": "P1M",
        "week": "P1W", "quarter": "P1Q"}.items():  # fmt: skip
        if word.startswith(stem):
            return When(Fixed(value), recurring=True)
    return None


@rule(
    rf"(?:every|each)\s(?:(?P<n>two|three|four|five|six|other|[2-9]|1[0-9])\s)?(?:(?P<u>day|week|month|quarter|year|weekend|decade)s?|(?P<w>{WEEKDAY})|(?P<m>{MONTH}))(?![\w])",
    finds={
        "held [every year] in": Dated("P1Y", recurring=True),
        "meets [every Friday] at": Dated("XXXX-WXX-5", recurring=True),
        "held [each July] at": Dated("XXXX-07", recurring=True),
        "once [every two weeks] or": Dated("P2W", recurring=True),
    },
    skips=["every yearling"],
)
def every(m: re.Match[str], context: Context) -> When | None:
    """Every so often."""
    if m["m"]:
        return When(Fixed(f"XXXX-{month_of(m['m']):02d}"), recurring=True)
    if m["w"]:
        return When(Fixed(f"XXXX-WXX-{weekday_of(m['w']) + 1}"), recurring=True)
    number = 2 if (m["n"] or "").lower() == "other" else int(quantity(m["n"] or "1") or 1)
    return When(Fixed(f"P{number}{UNITS_OF_TIME[m['u'].lower()]}"), recurring=True)
