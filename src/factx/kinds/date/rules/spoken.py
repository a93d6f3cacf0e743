"""Days, years and decades in words, as broadcasters say them."""

import re

from factx.kinds.date.expressions import DayOfMonth, Fixed, Yearless
from factx.kinds.date.words import (
    MOD,
    MODS,
    MONTH,
    ORDINALS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    dated,
    exists,
    month_of,
    numbers_a_noun,
    said,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.number import quantity
from factx.rules.pattern import any_of
from factx.rules.rule import rule

_DECADES = {
    "twenties": "192", "thirties": "193", "forties": "194", "fifties": "195", "sixties": "196", "seventies": "197", "eighties": "198",
    "nineties": "199", "noughties": "200",
}  # fmt: skip


@rule(
    rf"the\s{MOD}(?:nineteen\s)?(?P<d>{any_of(_DECADES)})(?![\w-])",
    finds={"in [the nineties] it": Dated("199X"), "in [the early nineteen fifties] it": Dated("195X", "START")},
    skips=["the fifties-style diner"],
)
def spoken_decade(m: re.Match[str], context: Context) -> When:
    """A decade in words."""
    return When(Fixed(f"{_DECADES[m['d'].lower()]}X"), MODS.get((m["mod"] or "").lower()))


_ONES = any_of("one two three four five six seven eight nine".split())
_TENS = any_of(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety".split()
)
_YEAR_WORDS = rf"""(?:
    (?P<c>eighteen|nineteen|twenty)\s(?:hundred\s(?:and\s)?)?(?P<t>{_TENS})(?:[\s-](?P<o>{_ONES}))?  # in 1996
    |(?P<year>the\syear\s)?two\sthousand(?:(?:\sand)?\s(?P<n>{_TENS}|{_ONES})(?:[\s-](?P<n1>{_ONES}))?)?
)(?![\w])"""


def _year(m: re.Match[str]) -> int:
    if m["c"]:
        return int((quantity(m["c"]) or 0) * 100 + (quantity(f"{m['t']} {m['o'] or ''}") or 0))
    return 2000 + int(quantity(f"{m['n'] or 'zero'} {m['n1'] or ''}") or 0)


@rule(
    _YEAR_WORDS,
    finds={"born in [nineteen ninety-six] there": Dated("1996"), "by [the year two thousand], it": Dated("2000")},
    skips=["two thousand people", "nineteen children"],
)
def year_in_words(m: re.Match[str], context: Context) -> When | None:
    """A year as it is spoken; two thousand alone is a number."""
    return When(Fixed(str(_year(m)))) if m["c"] or m["year"] else None


_TEENS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
_DAYS = {word: n for n, word in enumerate([*ORDINALS, *_TEENS], 1)} | {"thirtieth": 30}


def _day_words(prefix: str) -> str:
    """Return the pattern of a day's number in words; a pattern that has it twice names its groups apart."""
    return (
        rf"(?:(?P<{prefix}tens>twenty|thirty)[\s-](?P<{prefix}ones>{any_of(list(ORDINALS)[:9])})"
        rf"|(?P<{prefix}nth>{any_of(_DAYS)}))"
    )


def _day(m: re.Match[str], prefix: str = "") -> int:
    """Return the number of a match of _day_words; more than 31 where there is no such day."""
    if m[f"{prefix}nth"]:
        return _DAYS[m[f"{prefix}nth"].lower()]
    return int(quantity(m[f"{prefix}tens"]) or 0) + _DAYS[m[f"{prefix}ones"].lower()]


@rule(
    rf"""
    (?:(?P<m>{MONTH})\s(?:the\s)?{_day_words("")}(?!-|\s(?:quarter|half|time|week|day|month|round|of|and))
      |(?:the\s)?{_day_words("z")}\sof\s(?P<m2>{MONTH}))               # the fourth of July
    (?:,?\s(?:(?P<y>{YEAR})|{_YEAR_WORDS}))?(?![\w-])
    """,
    finds={
        "on [January first] it": Dated("2021-01-01"),
        "on [the second of August] it": Dated("2021-08-02"),
        "on [July twenty-fourth, 2019] it": Dated("2019-07-24"),
        "on [March third nineteen eighty six] it": Dated("1986-03-03"),
        "on [the Fourth of July] it": Dated("2021-07-04"),
    },
    skips=["the march second to none"],
)
def day_in_words(m: re.Match[str], context: Context) -> When | None:
    """A day of a month as it is spoken, perhaps with its year."""
    day, month = _day(m) if m["m"] else _day(m, "z"), month_of(m["m"] or m["m2"])
    if m["y"] or m["c"] or m["n"]:
        return said(dated(m["y"] or _year(m), month, day))
    return When(Yearless(f"{month:02d}-{day:02d}")) if exists(f"2020-{month:02d}-{day:02d}") else None


_CARDINAL = rf"(?:(?:twenty|thirty)[\s-]{_ONES}|{_TENS}|{_ONES})"


@rule(
    rf"(?P<m>{MONTH})\s(?P<d>{_CARDINAL}),?\s(?P<y>{YEAR})(?![\w-])",
    finds={"It closed on [March one 2020] there": Dated("2020-03-01")},
    skips=["March forty miles on"],
)
def day_and_year(m: re.Match[str], context: Context) -> When | None:
    """A day of a month as a number in words, with its year."""
    return said(dated(m["y"], month_of(m["m"]), int(quantity(m["d"].replace("-", " ")) or 99)))


@rule(
    rf"(?P<w>{WEEKDAY}),?\sthe\s{_day_words('')}(?![\w-]|\s(?:of|time|day|round))",
    finds={"It closed on [Friday the thirteenth] there": Dated("2021-08-13")},
    skips=["he sat the second to none", "No Fri, the fourth decline of it"],
)
def weekday_in_words(m: re.Match[str], context: Context) -> When | None:
    """A weekday with its number in the month as it is spoken."""
    day = _day(m)
    if "," in m[0] and numbers_a_noun(context.after(m, 16)):
        return None
    return When(DayOfMonth(day, weekday_of(m["w"]))) if day <= 31 else None


@rule(
    rf"(?:(?P<d0>[0-9]{{1,2}})(?:st|nd|rd|th)?\s)?(?P<m>{MONTH})(?:\s(?P<d>[0-9]{{1,2}}))?,?\s(?:of\s)?{_YEAR_WORDS}",
    finds={
        "in [October two thousand and five] it": Dated("2005-10"),
        "in [January nineteen ninety-seven] it": Dated("1997-01"),
        "on [May 5 nineteen ninety-seven] it": Dated("1997-05-05"),
        "on [5 May nineteen ninety-seven] it": Dated("1997-05-05"),
    },
    skips=["march twenty five miles"],
)
def month_in_words(m: re.Match[str], context: Context) -> When | None:
    """A month, perhaps with its day, of a year as it is spoken."""
    return said(dated(_year(m), month_of(m["m"]), m["d"] or m["d0"]))
