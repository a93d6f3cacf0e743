"""What time expressions are made of: tables, patterns, and the value they have before it is resolved."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from factx import timex
from factx.kinds.date.resolve.expressions import Expression, Fixed, PartOf, Shift, Then, Yearless
from factx.rules.number import TENS, UNITS, quantity


@dataclass(frozen=True, slots=True)
class When:
    """What a time expression says, before and after it is resolved."""

    kind: ClassVar[str] = "date"
    says: Expression
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None
    timex: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """What an example sentence's span must resolve to, when published on Friday 24 September 2021."""

    timex: str
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None


MONTHS = {
    name: n
    for n, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec".split(
            "|"
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n
    for n, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split(
            "|"
        )
    )
    for name in names.split()
}
ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
UNITS_OF_TIME = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "weekend": "WE",
    "hour": "H", "minute": "M", "fortnight": "W"}  # fmt: skip
TURNS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

MODS = {"early": "START", "start": "START", "beginning": "START", "mid": "MID", "middle": "MID", "late": "END", "end": "END", "earlier": "START", "later": "END",
    "turn": "START", "close": "END"}  # fmt: skip
_any = "|".join


def _longest_first(forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-len(form), form))


_WHOLE = {m for m in MONTHS if len(m) > 4 or m in {"may", "june", "july"}}


def _small(month: str) -> tuple[str, ...]:
    """Return the lower-case form of a month that is no other word: not may, march or august."""
    return () if month in {"may", "march", "august"} else (month,)


_MONTH_WHOLE = _any(_longest_first(form for m in _WHOLE for form in (m.title(), m.upper(), *_small(m))))
_MONTH_SHORT = _any(_longest_first(m.title() for m in MONTHS.keys() - _WHOLE))
_SENTENCE_STOP = r"\.(?=\s+[A-Z\"']|\s*\Z|\s*\n)"
_SHORT_STOP = rf"(?:(?!{_SENTENCE_STOP})\.)?"
MONTH = rf"(?-i:(?:{_MONTH_WHOLE})\b|(?:{_MONTH_SHORT})\b{_SHORT_STOP})"
_DAYS_SHORT = _any(_longest_first(w.title() for w in WEEKDAYS if not w.endswith("day")))
WEEKDAY = rf"(?-i:(?:{_any(form for w in WEEKDAYS if w.endswith('day') for form in (w.title(), w.upper(), w))})\b|(?:{_DAYS_SHORT})\b{_SHORT_STOP})"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9%])"
YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_COUNT = _any(_longest_first(UNITS | TENS))
SMALL_NUMBER = rf"(?:[0-9]{{1,2}},[0-9]{{3}}|[0-9]{{1,4}}(?:\.[0-9]|\s1/2)?|(?:{_COUNT}|an?)\s(?:hundred|thousand)(?![\w])|(?:{_COUNT})(?:[\s-](?:{_any(UNITS)})(?![\w]))?|an?|a\shalf|half\sa|several|some|a\sfew|few|(?:a\s)?couple\sof|many|dozens\sof|hundreds\sof)"
OF_YEAR = rf"(?:\s?,\s?|\s(?:of\s|in\s)?)(?P<y>{YEAR}|'[0-9]{{2}}(?![0-9s]))"
UNIT = r"(?:day|week|month|quarter|year|decade|weekend|fortnight)"
PERIOD_YEAR = rf"(?:(?P<y>{YEAR})|(?P<turn>last|this|next|the\s(?:previous|current|following))\s(?:fiscal\s|financial\s|calendar\s)?year|(?P<that>that\syear|the\syear))"


def month_of(name: str) -> int:
    """Return the number of a month's name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """Return the number of a weekday's name or abbreviation, Monday 0."""
    return WEEKDAYS[name.lower().rstrip(".")]


def full_year(digits: str, published: date | None) -> int:
    """Return a year from four digits, or from two: the one that ends so nearest before twenty years after publication."""
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) == 4:
        return number
    latest = (published.year if published else _LATEST) + 20
    return latest - (latest - number) % 100


_LATEST = 2030  # for two-digit years in a text without a date


def day_number(digits: str) -> int:
    """Return the number of a day written as 3, 03 or 3rd."""
    return int(re.sub(r"\D", "", digits))


def dated(year: str | int, month: int, day: str | int | None = None) -> Fixed | None:
    """Return the month or day as a value, or None where there is no such day."""
    value = f"{int(year):04d}-{month:02d}" + (f"-{day_number(str(day)):02d}" if day else "")
    return Fixed(value) if exists(value) else None


def exists(value: str) -> bool:
    """Tell whether a TIMEX3 value is one, and its days are in the calendar."""
    try:
        timex.days(value)
    except ValueError:
        return False
    return True


def said(says: Expression | None, mod: str | None = None) -> When | None:
    """Return the value of an expression, None for none."""
    return None if says is None else When(says, mod)


def counted(words: str) -> Decimal | None:
    """Return the number of a small count from digits or words, or None for several, few, many."""
    if re.search(r"several|some|few|many|dozens|hundreds", words, re.IGNORECASE):
        return None
    return quantity({"a half": "half", "a couple of": "two", "couple of": "two"}.get(words.lower(), words))


def small_count(words: str) -> int | None:
    """Return a small whole number from digits or words, or None where it is none."""
    number = counted(words)
    return int(number) if number is not None and number == int(number) else None


def in_year(m: re.Match[str], part: str) -> Expression:
    """Return a part of the year that a match of PERIOD_YEAR names, or, where it names none, of the context's."""
    if m["y"]:
        return Fixed(f"{m['y']}-{part}")
    if m["turn"]:
        return PartOf(part, Shift("year", TURNS[m["turn"].lower().removeprefix("the ").split(" ")[0]]))
    if m["that"] and m["that"].lower() == "that year":
        return PartOf(part, Then("year", 0, like=False))
    return Yearless(part)
