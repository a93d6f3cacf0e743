"""Durations and recurrences."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Fixed
from factx.kinds.date.words import (
    MONTH,
    NUMBER_AT,
    SMALL_NUMBER,
    UNITS_OF_TIME,
    WEEKDAY,
    Dated,
    When,
    counted,
    month_of,
    weekday_of,
)
from factx.kinds.number import quantity
from factx.rule import Context, rule


@rule(
    rf"(?P<lead>(?:the|this)\s(?:past|last|latest|next|coming|previous|first|following)\s|(?:past|last|next)\s)?(?P<n>(?!(?:1[5-9]|20)[0-9]{{2}}\s(?:q|p|h|f))(?:(?:two|three|four|five|six|seven|eight|nine|[0-9]{{1,3}})(?:\sto\s|\sor\s|-(?=[0-9])))?{SMALL_NUMBER}(?:[\s-]and[\s-]a[\s-]half(?=[\s-]))?)(?:\s(?:more|consecutive|straight|full|long|whole|whole))?[\s-](?P<u>day|week|weekend|month|quarter|year|decade|fortnight|centur(?:y|ie)|hour|minute)(?P<s>s)?(?P<half>\sand\sa\shalf)?(?![\w])(?!\s?-?olds?\b)",
    at=NUMBER_AT | {"the", "this", "past", "last", "next", "a", "an", "several", "some", "few", "half", "many"},
    finds={
        "It took more than [80 days] to": Dated("P80D", qualifier="more_than"),
        "cut to about [30 days] now": Dated("P30D", qualifier="about"),
        "firms over [the next five years], officials": Dated("P5Y"),
        "in [the past two decades] it": Dated("P2DE"),
        "a [five-year] plan": Dated("P5Y"),
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
    skips=["a 21-year-old man", "two years old", "the 50 years of age group", "$5 a day", "twice a week"],
)
def duration(m: re.Match[str], context: Context) -> When | None:
    """A length of time."""
    unit, after = m["u"].lower(), context.text[m.end() : m.end() + 40]
    left = context.text[max(0, m.start() - 16) : m.start()]
    if _AGED.match(after) or (unit in {"hour", "minute"} and _is_clock(m, left)):
        return None
    if unit in {"quarter", "month"} and (m["lead"] or "").lower().endswith("first "):  # a period, not a length
        return None
    if unit == "quarter" and (after.startswith(" of") or (_is_one(m) and not _IN_A_QUARTER.search(left))):  # a fraction
        return None
    if _is_one(m) and ((not m["half"] and not m["lead"] and not _SPAN_LEFT.search(left)) or _RATE.search(left)):
        return None
    if m["n"].lower() == "a half" and re.search(r"\band\s\Z", left):
        return None
    return When(Fixed(_period(m["n"], unit, plus_half=bool(m["half"]))))


def _is_one(m: re.Match[str]) -> bool:
    return m["n"].lower() in {"a", "an"}


def _is_clock(m: re.Match[str], left: str) -> bool:
    """Tell a time of day or a programme (the hour, 60 Minutes) from a length."""
    titled = m["u"][0].isupper() and m["n"].isdigit()
    return titled or (not m["s"] and (_is_one(m) or bool(_CLOCK.search(left))))


_IN_A_QUARTER = re.compile(r"\b(?:for|over|in|within|last)\s(?:about\s)?\Z", re.IGNORECASE)
_RATE = re.compile(r"(?:[0-9]|percent|million|billion|times|twice|once|%|dollars|yuan|days|hours)\s\Z")


_CLOCK = re.compile(r"\b(?:the|every|each|per)\s\Z", re.IGNORECASE)


@rule(
    r"(?P<u>days|weeks|months|quarters|years|decades|centuries|hours|minutes)(?P<ago>\sago)?(?![\w-])",
    at="days weeks months quarters years decades centuries hours minutes".split(),
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
    r"\b(?:for|within|over|than|about|nearly|almost|in|lasted|last|least|takes?|took|just|under|after|half)\s(?:just\s|about\s|over\s)?\Z",
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
    r"(?:(?-i:daily|weekly|monthly)(?!\s(?:newspapers?|papers?|tabloids?|magazines?|(?-i:[A-Z])))|annual(?:ly)?|yearly|quarterly|biweekly|fortnightly|semi-?annual(?:ly)?|half-yearly|biannual(?:ly)?|biennial(?:ly)?)(?![\w])",
    at="daily annual annually yearly monthly weekly quarterly biweekly fortnightly semi semiannual semiannually half biannual biannually biennial biennially".split(),
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
    at={"every", "each"},
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


RULES = (duration, bare_plural, recurrence, every)
