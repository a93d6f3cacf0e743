"""Years, quarters, halves, decades and seasons."""

import re

from factx.kinds.date.expressions import Between, Expression, Fixed, MonthsOf, PartOf, Shift, Then, Yearless
from factx.kinds.date.words import MODS, ORDINALS, PERIOD_YEAR, SEASON, TURNS, YEAR, Dated, When
from factx.kinds.number import LONG_SCALE, quantity
from factx.rule import DIGIT, Context, rule

_YEAR_LEFT = re.compile(
    r"(?:[$€£¥#/]\s?|\b(?:No\.?|about|around|some|nearly|roughly|almost|over|than|least|most|only|approximately|flight|room|highway|route|model)\s)\Z",
    re.IGNORECASE,
)
_YEAR_RIGHT = re.compile(
    rf"\s?%|\s(?:percent|per\scent|pct|points?|feet|metres?|meters?|km|kilometers?|kilometres?|miles?|people|persons|tons?|tonnes?|barrels|shares|jobs|workers"
    rf"|employees|units|mw|megawatts?|kg|degrees|hours|dollars|euros|yuan|votes|seats|members|troops|soldiers|cases|deaths|votes|homes|square|acres|GMT|UTC|local\stime|{LONG_SCALE})\b"
    r"|:[0-9]|/[0-9]{3}",
    re.IGNORECASE,
)


@rule(
    r"(?P<y>(?:1[89]|20)[0-9]{2})(?![0-9-]?[0-9]|\s?-\s?[0-9]{2}\b(?!\sper))",
    at={DIGIT},
    finds={
        "In [2019], the province": Dated("2019"),
        "as early as in [1995], it": Dated("1995"),
        "the [2020] election": Dated("2020"),
    },
    skips=["some 2000 stores", "2,021 people", "$2000 each", "2020 workers", "1900 GMT", "2000 km long"],
)
def year(m: re.Match[str], context: Context) -> When | None:
    """A year in four digits."""
    text = context.text
    if (
        int(m["y"]) > 2100
        or _YEAR_LEFT.search(text, max(0, m.start() - 16), m.start())
        or _YEAR_RIGHT.match(text, m.end())
    ):
        return None
    return When(Fixed(m["y"]))


@rule(
    rf"(?:the\s)?(?P<a>{YEAR})\s?(?:-|/|(?P<word>\sto\s|\sthrough\s|\sand\s))\s?(?P<b>(?:{YEAR}|[0-9]{{2}}))(?![0-9-]|%|\s(?:percent|million|billion))(?:\s(?P<fy>(?:fiscal|financial)\syear))?",
    at={DIGIT, "the"},
    finds={
        "the 14th plan ([2021-25]) was": Dated("2021/2025"),
        "in [2012–13] the": Dated("2012/2013"),
        "from [2005 to 2015], the": Dated("2005/2015"),
        "the [2019/20] season": Dated("2019/2020"),
        "in [the 2019/20 fiscal year] it": Dated("2019/2020"),
    },
    skips=["dial 2021-19"],
)
def years(m: re.Match[str], context: Context) -> When | None:
    """From year to year."""
    first = int(m["a"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    if m["word"] and (
        len(m["b"]) != 4
        or (m["word"].strip().lower() == "and" and not context.text[: m.start()].lower().endswith("between "))
    ):
        return None
    if m[0].lower().startswith("the ") and not m["fy"]:
        return None
    if not first < last <= first + 100 or (len(m["b"]) == 2 and last > first + 50):
        return None
    return When(Between(Fixed(f"{first:04d}"), Fixed(f"{last:04d}")))


@rule(
    rf"(?P<y>{YEAR})\s?-?(?P<p>[QH])0?(?P<n>[1-4])|(?P<n2>[1-4])(?P<p2>[QH])\s?'?(?P<y2>{YEAR}|[0-9]{{2}})(?![0-9])",
    at={DIGIT},
    finds={"in [2020Q1] it": Dated("2020-Q1"), "in [1Q20] it": Dated("2020-Q1"), "in [2019-H2] it": Dated("2019-H2")},
    skips=["2020Q5 and 5Q20"],
)
def quarter_code(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half in a table's short form."""
    part = f"{m['p'] or m['p2']}{m['n'] or m['n2']}".upper()
    year = m["y"] or (m["y2"] if len(m["y2"]) == 4 else f"20{m['y2']}")
    return None if part in {"H3", "H4"} else When(Fixed(f"{year}-{part}"))


@rule(
    r"(?:the\s)?(?:(?P<mod>early|mid|late)[\s-])?(?P<n>[0-9]{1,2})(?:st|nd|rd|th)[\s-]century(?![\w-])",
    at={DIGIT, "the", "early", "mid", "late"},
    finds={
        "in [the 20th century] it": Dated("19XX"),
        "a [21st-century] firm": Dated("20XX"),
        "in [the late 19th century] it": Dated("18XX", "END"),
    },
    skips=["a 30th century tale"],
)
def century(m: re.Match[str], context: Context) -> When | None:
    """A century."""
    number = int(m["n"])
    return When(Fixed(f"{number - 1:02d}XX"), MODS.get((m["mod"] or "").lower())) if 10 < number < 23 else None


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
    at={"the"},
    finds={"in [the nineties] it": Dated("199X"), "in [the early nineteen fifties] it": Dated("195X", "START")},
    skips=["in their fifties"],
)
def spoken_decade(m: re.Match[str], context: Context) -> When | None:
    """A decade in words."""
    return When(Fixed(f"{_SPOKEN[m['d'].lower()]}X"), MODS.get((m["mod"] or "").lower()))


_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"


@rule(
    rf"(?:(?P<c>eighteen|nineteen|twenty)\s(?P<t>{_TENS})(?:[\s-](?P<o>{_ONES}))?|(?:the\syear\s)?two\sthousand(?P<and>(?:\sand)?\s(?P<n>{_ONES}|{_TENS}))?)(?![\w])",
    at={"eighteen", "nineteen", "twenty", "the", "two"},
    finds={"born in [nineteen ninety-six] there": Dated("1996"), "by [the year two thousand], it": Dated("2000")},
    skips=["two thousand people", "nineteen children"],
)
def year_in_words(m: re.Match[str], context: Context) -> When | None:
    """A year as it is spoken."""
    if m["c"]:
        tail = quantity(f"{m['t']} {m['o'] or ''}") or 0
        return When(Fixed(str(int((quantity(m["c"]) or 0) * 100 + tail))))
    if not m[0].lower().startswith("the year"):
        return None
    return When(Fixed(str(2000 + int(quantity(m["n"] or "zero") or 0))))


@rule(
    rf"(?:the\s)?first\s(?P<n>two|three)\squarters(?:(?:\sof|\sin)?\s(?:the\s)?{PERIOD_YEAR})?",
    at={"the", "first"},
    finds={
        "in [the first three quarters of 2020] it": Dated("2020-Q1/2020-Q3"),
        "in [the first two quarters] it": Dated("2021-Q1/2021-Q2"),
    },
    skips=["the first two quarterbacks"],
)
def first_quarters(m: re.Match[str], context: Context) -> When | None:
    """The first so many quarters of a year."""
    last = {"two": "Q2", "three": "Q3"}[m["n"].lower()]
    return When(Between(_in_that_year(m, "Q1"), _in_that_year(m, last)))


@rule(
    r"(?:the\s)?(?:(?P<mod>early|mid|late)[\s-])?(?:(?P<full>(?:1[5-9]|20)[0-9]0)'?s|'?(?P<short>[2-9]0)s)",
    at={DIGIT, "the", "early", "mid", "late"},
    finds={
        "in [the 1990s] and": Dated("199X"),
        "in [the late 1960s] it": Dated("196X", "END"),
        "since [the '80s] it": Dated("198X"),
    },
    skips=["in their 40s", "temperatures in the 80s"],
)
def decade(m: re.Match[str], context: Context) -> When | None:
    """A decade."""
    if m["short"] and "'" not in m[0]:
        return None
    return When(Fixed(f"{m['full'][:3] if m['full'] else '19' + m['short'][0]}X"), MODS.get((m["mod"] or "").lower()))


@rule(
    rf"(?:the\s)?(?:(?P<whose>this|last|next)\syear's\s)?(?:fiscal[\s-])?(?:(?P<o>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-](?P<p>quarter|half)|(?-i:(?P<q>[QH])(?P<n>[1-4])))(?:(?:\sof|\sin|,)?\s(?:the\s)?(?:fiscal\s(?:year\s)?)?{PERIOD_YEAR})?",
    at={"the", "first", "second", "third", "fourth", "last", "final", "fiscal", "this", "next", "q", "h"} | {DIGIT},
    finds={
        "In [the first half of 2021], trade": Dated("2021-H1"),
        "in [the third quarter] it": Dated("2021-Q3"),
        "in [Q1 2020] they": Dated("2020-Q1"),
        "for [the fourth quarter of last year] it": Dated("2020-Q4"),
        "its [second-quarter] profit": Dated("2021-Q2"),
        "in [H2] it": Dated("2021-H2"),
        "in [the fiscal first quarter] it": Dated("2021-Q1"),
        "below [last year's fourth quarter] in": Dated("2020-Q4"),
    },
    skips=["a quarter of sales", "the first half of the match", "three quarters of all"],
)
def quarter(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a year."""
    part = f"{m['q']}{m['n']}" if m["q"] else _ordinal_part(m["o"].lower(), m["p"].lower())
    if (
        not part
        or part in {"H3", "H4"}
        or (not m["y"] and not m["turn"] and not m["that"] and _OF_A_GAME.match(context.text, m.end()))
    ):
        return None
    if m["whose"] and not m["y"]:
        return When(PartOf(part, Shift("year", TURNS[m["whose"].lower()])))
    return When(_in_that_year(m, part))


_OF_A_GAME = re.compile(
    r"\sof\s(?:the\s)?(?!fiscal|year)[a-z]|\sof\s(?:the\s)?[0-9]{1,2}\b|\s(?:goal|penalty|minute|try|touchdown)|\s(?:century)"
)


def _ordinal_part(ordinal: str, period: str) -> str | None:
    number = (
        ORDINALS.get(ordinal)
        or {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(ordinal)
        or (4 if period == "quarter" else 2)
    )
    if ordinal == "last" or (period == "half" and number > 2):
        return None
    return f"{period[0].upper()}{number}"


def _in_that_year(m: re.Match[str], part: str) -> Expression:
    if m["y"]:
        return Fixed(f"{m['y']}-{part}")
    if m["turn"]:
        return PartOf(part, Shift("year", TURNS[m["turn"].lower().removeprefix("the ")]))
    if m["that"] and m["that"].lower() == "that year":
        return PartOf(part, Then("year", 0, like=False))
    return Yearless(part)


@rule(
    rf"(?:the\s)?(?:first|opening)\s(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])\smonths(?:(?:\sof|\sin)?\s(?:the\s)?{PERIOD_YEAR})?",
    at={"the", "first", "opening"},
    finds={"in [the first nine months of 2020] it": Dated("2020-01/2020-09"), "in [the first eight months of this year] it": Dated("2021-01/2021-08"),
        "Over [the first two months of the year], it": Dated("2021-01/2021-02")},
    skips=["for the first nine tries of"],
)  # fmt: skip
def first_months(m: re.Match[str], context: Context) -> When | None:
    """The first so many months of a year."""
    number = int(quantity(m["n"]) or 0)
    whole: Expression = Shift("year", 0)
    if m["y"]:
        whole = Fixed(m["y"])
    elif m["turn"]:
        whole = Shift("year", TURNS[m["turn"].lower().removeprefix("the ")])
    elif m["that"] and m["that"].lower() == "that year":
        whole = Then("year", 0, like=False)
    return When(MonthsOf(1, number, whole))


@rule(
    rf"(?:the\s)?(?:(?P<s>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<y>{YEAR})|(?P<fy>(?:fiscal|financial)\s(?:year\s)?|FY\s?)(?P<y2>{YEAR}|'?[0-9]{{2}})(?![0-9/]))",
    at={"the", "spring", "summer", "autumn", "fall", "winter", "fiscal", "financial", "fy"},
    finds={
        "in [the summer of 2019] it": Dated("2019-SU"),
        "for [fiscal 2018] it": Dated("2018"),
        "in [FY22] it": Dated("2022"),
    },
    skips=["the fall of Rome"],
)
def season(m: re.Match[str], context: Context) -> When | None:
    """A season of a year, or a fiscal year (read as the calendar year)."""
    if m["s"]:
        return When(Fixed(f"{m['y']}-{SEASON[m['s'].lower()]}"))
    digits = m["y2"].lstrip("'")
    return When(Fixed(digits if len(digits) == 4 else f"20{digits}"))


RULES = (
    year,
    years,
    decade,
    quarter,
    first_months,
    quarter_code,
    century,
    spoken_decade,
    first_quarters,
    year_in_words,
    season,
)
