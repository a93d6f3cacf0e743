"""What time expressions are made of: tables, patterns, and the value they have before it is resolved."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factx import timex
from factx.kinds.date.expressions import Expression, Fixed, PartOf, Shift, Then, Yearless
from factx.rules.pattern import any_of


@dataclass(frozen=True, slots=True)
class When:
    """What a time expression says, before and after it is resolved."""

    kind: ClassVar[str] = "date"
    says: Expression
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None
    timex: str = ""

    def resolved(self, timex: str) -> "When":
        """Return it with its value."""
        return When(self.says, self.mod, self.recurring, self.qualifier, timex)


@dataclass(frozen=True, slots=True)
class Dated:
    """What an example sentence's span must resolve to, when published on Friday 24 September 2021."""

    timex: str
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None


def _numbered(names: str, start: int) -> dict[str, int]:
    """Return the number of each name; names of one number stand together, numbers apart by bars."""
    return {name: n for n, same in enumerate(names.split("|"), start) for name in same.split()}


MONTHS = _numbered(
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
    "|november nov|december dec",
    1,
)
WEEKDAYS = _numbered(
    "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun", 0
)
ORDINALS = _numbered("first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth", 1)
TURNS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}
SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
MODS = {
    "early": "START", "start": "START", "beginning": "START", "earlier": "START", "turn": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "later": "END", "close": "END",
}  # fmt: skip

_WHOLE = {name for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"}}


def _small(month: str) -> tuple[str, ...]:
    """Return the lower-case form of a month that is no other word: not may, march or august."""
    return () if month in {"may", "march", "august"} else (month,)


_MONTH_WHOLE = any_of(form for m in _WHOLE for form in (m.title(), m.upper(), *_small(m)))
_MONTH_SHORT = any_of(form for m in MONTHS.keys() - _WHOLE for form in (m.title(), m.upper()))
_SENTENCE_STOP = r"\.(?=\s+[A-Z\"']|\s*\Z|\s*\n)"
_SHORT_STOP = rf"(?:(?!{_SENTENCE_STOP})\.)?"
_DAYS_WHOLE = any_of(form for w in WEEKDAYS if w.endswith("day") for form in (w.title(), w.upper(), w))
_DAYS_SHORT = any_of(w.title() for w in WEEKDAYS if not w.endswith("day"))
MONTH = rf"(?-i:{_MONTH_WHOLE}\b|{_MONTH_SHORT}\b{_SHORT_STOP})"
WEEKDAY = rf"(?-i:{_DAYS_WHOLE}\b|{_DAYS_SHORT}\b{_SHORT_STOP})"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9%])"
YEAR = r"(?:1[5-9]|20)[0-9]{2}"
SHORT_YEAR = r"'[0-9]{2}(?![0-9s])"
OF_YEAR = rf"(?:\s?,\s?|\s(?:of\s|in\s)?)(?P<y>{YEAR}|{SHORT_YEAR})"
ORDINAL = any_of(ORDINALS)
MOD = r"(?:(?P<mod>early|mid|late)[\s-])?"
SEASONS = any_of(SEASON)
# The year a part is of: 2020, last year, the following fiscal year, that year, the year.
PERIOD_YEAR = rf"""(?:
    (?P<y>{YEAR}|{SHORT_YEAR})
    |(?P<turn>last|this|next|the\s(?:previous|prior|current|following))\s(?:(?:fiscal|financial|calendar)\s)?year(?!')
    |(?P<that>that\syear|the\s(?:(?:fiscal|financial|calendar)\s)?year)
)"""


def month_of(name: str) -> int:
    """Return the number of a month's name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """Return the number of a weekday's name or abbreviation, Monday 0."""
    return WEEKDAYS[name.lower().rstrip(".")]


_LATEST = 2030  # for two-digit years in a text without a date


def full_year(digits: str, published: date | None) -> int:
    """Return a year from four digits, or from two: the one that ends so nearest before twenty years after publication."""
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) == 4:
        return number
    latest = (published.year if published else _LATEST) + 20
    return latest - (latest - number) % 100


def day_number(digits: str) -> int:
    """Return the number of a day written as 3, 03 or 3rd."""
    return int(re.sub(r"\D", "", digits))


def dated(year: str | int, month: int, day: str | int | None = None) -> Fixed | None:
    """Return the month or day as a value, or None where there is no such day."""
    value = f"{int(year):04d}-{month:02d}" + (f"-{day_number(str(day)):02d}" if day else "")
    return Fixed(value) if exists(value) else None


_NO_NOUN = "a|an|the|and|or|but|at|in|on|to|for|from|with|by|of|as|it|he|she|they|we|is|was|will|when|that|which|who|after|before|there"
_NOUN = re.compile(rf"[\s-](?!(?:{_NO_NOUN})\b)[a-z]")


def numbers_a_noun(after: str) -> bool:
    """Tell whether an ordinal before these words is of a noun: Friday, the fourth decline."""
    return bool(_NOUN.match(after))


def exists(value: str) -> bool:
    """Tell whether a TIMEX3 value is one, and its days are in the calendar."""
    try:
        timex.days(value)
    except ValueError:
        return False
    return True


def said(says: Expression | None) -> When | None:
    """Return the value of an expression, None for none."""
    return None if says is None else When(says)


def turn_of(words: str) -> int:
    """Return -1 for last and previous, 0 for this and current, 1 for next and following."""
    return TURNS[words.lower().removeprefix("the ").split(" ")[0]]


def year_of(m: re.Match[str], published: date | None) -> Expression | None:
    """Return the year that a match of PERIOD_YEAR names, or None where it is the context's."""
    if m["y"]:
        return Fixed(f"{full_year(m['y'], published):04d}")
    if m["turn"]:
        return Shift("year", turn_of(m["turn"]))
    if m["that"] and m["that"].lower() == "that year":
        return Then("year", 0, like=False)
    return None


def in_year(m: re.Match[str], part: str, published: date | None) -> Expression:
    """Return a part of the year that a match of PERIOD_YEAR names, or, where it names none, of the context's."""
    year = year_of(m, published)
    if year is None:
        return Yearless(part)
    return Fixed(f"{year.timex}-{part}") if isinstance(year, Fixed) else PartOf(part, year)
