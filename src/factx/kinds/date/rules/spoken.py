"""Days, years and decades in words, as broadcasters say them."""

import re

from factx.kinds.date.resolve.expressions import DayOfMonth, Fixed, Yearless
from factx.kinds.date.words import (
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
    said,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.number import quantity
from factx.rules.rule import rule

_SPOKEN = {
    "twenties": "192",
    "thirties": "193",
    "forties": "194",
    "fifties": "195",
    "sixties": "196",
    "seventies": "197",
    "eighties": "198",
    "nineties": "199",
    "noughties": "200",
}


@rule(
    rf"the\s(?:(?P<mod>early|mid|late)[\s-])?(?:nineteen\s)?(?P<d>{'|'.join(_SPOKEN)})(?![\w-])",
    finds={"in [the nineties] it": Dated("199X"), "in [the early nineteen fifties] it": Dated("195X", "START")},
    skips=["in their fifties"],
)
def spoken_decade(m: re.Match[str], context: Context) -> When | None:
    """A decade in words."""
    return When(Fixed(f"{_SPOKEN[m['d'].lower()]}X"), MODS.get((m["mod"] or "").lower()))


_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

_YEAR_WORDS = (
    rf"(?:(?P<c>eighteen|nineteen|twenty)\s(?:hundred\s(?:and\s)?)?(?P<t>{_TENS})(?:[\s-](?P<o>{_ONES}))?"
    rf"|(?P<year>the\syear\s)?two\sthousand(?:(?:\sand)?\s(?P<n>{_TENS}|{_ONES})(?:[\s-](?P<n1>{_ONES}))?)?)(?![\w])"
)


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


_NTH = "|".join(
    [
        *ORDINALS,
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "thirtieth",
    ]
)
_DAY_WORDS = rf"(?P<tens>twenty|thirty)[\s-](?P<ones>{'|'.join(list(ORDINALS)[:9])})|(?P<nth>{_NTH})"
_DAYS = {word: n for n, word in enumerate(_NTH.split("|")[:19], 1)} | {"twentieth": 20, "thirtieth": 30}


@rule(
    rf"(?:(?P<m>{MONTH})\s(?:the\s)?(?:{_DAY_WORDS})(?!-|\s(?:quarter|half|time|week|day|month|round|of|and))|(?:the\s)?(?:{_DAY_WORDS.replace('P<', 'P<z')})\sof\s(?P<m2>{MONTH}))(?:,?\s(?:(?P<y>{YEAR})|{_YEAR_WORDS}))?(?![\w-])",
    finds={
        "on [January first] it": Dated("2021-01-01"),
        "on [the second of August] it": Dated("2021-08-02"),
        "on [July twenty-fourth, 2019] it": Dated("2019-07-24"),
        "on [March third nineteen eighty six] it": Dated("1986-03-03"),
    },
    skips=["the march second to none"],
)
def day_in_words(m: re.Match[str], context: Context) -> When | None:
    """A day of a month as it is spoken, perhaps with its year."""
    tens, ones, nth = m["tens"] or m["ztens"], m["ones"] or m["zones"], m["nth"] or m["znth"]
    day = _DAYS[nth.lower()] if nth else int(quantity(tens) or 0) + _DAYS[ones.lower()]
    month = month_of(m["m"] or m["m2"])
    if m["y"] or m["c"] or m["n"]:
        return said(dated(m["y"] or _year(m), month, day))
    return When(Yearless(f"{month:02d}-{day:02d}")) if exists(f"2020-{month:02d}-{day:02d}") else None


@rule(
    rf"(?P<w>{WEEKDAY}),?\sthe\s(?:{_DAY_WORDS})(?![\w-]|\s(?:of|time|day|round))",
    finds={"It closed on [Friday the thirteenth] there": Dated("2021-08-13")},
    skips=["he sat the second to none"],
)
def weekday_in_words(m: re.Match[str], context: Context) -> When:
    """A weekday with its number in the month as it is spoken."""
    day = _DAYS[m["nth"].lower()] if m["nth"] else int(quantity(m["tens"]) or 0) + _DAYS[m["ones"].lower()]
    return When(DayOfMonth(day, weekday_of(m["w"])))


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
