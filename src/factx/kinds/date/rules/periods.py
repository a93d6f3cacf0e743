"""Years, quarters, halves, decades and seasons."""

import re

from factx.kinds.date.resolve.expressions import Expression, Fixed, MonthsOf, PartOf, Shift, Then, Yearless
from factx.kinds.date.words import MODS, ORDINALS, PERIOD_YEAR, SEASON, TURNS, YEAR, Dated, When, full_year, in_year
from factx.rules.context import Context
from factx.rules.number import LONG_SCALE, quantity
from factx.rules.rule import rule

_YEAR_LEFT = re.compile(
    r"(?:[$€£¥#/]\s?|\b(?:No\.?|some|nearly|roughly|almost|over|than|least|most|only|approximately|flight|room|highway|route|model)\s)\Z",
    re.IGNORECASE,
)
_YEAR_RIGHT = re.compile(
    rf"\s?%|\s(?:percent|per\scent|pct|points?|feet|metres?|meters?|km|kilometers?|kilometres?|miles?|people|persons|tons?|tonnes?|barrels|shares|jobs|workers"
    rf"|employees|units|mw|megawatts?|kg|degrees|hours|dollars|euros|yuan|votes|seats|members|troops|soldiers|cases|deaths|votes|homes|square|acres|GMT|UTC|local\stime|{LONG_SCALE})\b"
    r"|:[0-9]|/[0-9]{3}",
    re.IGNORECASE,
)


@rule(
    r"(?:the\syear\s)?(?P<y>(?:1[0-9]|2[01])[0-9]{2})(?![0-9-]?[0-9]|\s?-\s?[0-9]{2}\b(?!\sper))",
    finds={
        "In [2019], the province": Dated("2019"),
        "as early as in [1995], it": Dated("1995"),
        "the [2020] election": Dated("2020"),
        "by [the year 2030] it": Dated("2030"),
        "It was founded in [1776], and": Dated("1776"),
        "born around [1875] and": Dated("1875"),
        "until [2150], it": Dated("2150"),
    },
    skips=[
        "some 2000 stores",
        "2,021 people",
        "$2000 each",
        "2020 workers",
        "1900 GMT",
        "2000 km long",
        "around 2000 sheep",
        "in 1200 cases",
    ],
)
def year(m: re.Match[str], context: Context) -> When | None:
    """A year in four digits; before 1800 and after 2100 only where no number can stand."""
    text, number = context.text, int(m["y"])
    left = text[max(0, m.start() - 16) : m.start()]
    if _YEAR_RIGHT.match(text, m.end()) or (_YEAR_LEFT.search(left) and not m[0].startswith(("the", "The"))):
        return None
    if _ABOUT.search(left) and not (number % 10 and _YEAR_ENDS.match(text, m.end())):
        return None
    if not 1800 <= number <= 2100 and not (_YEAR_SAYS.search(left) and _YEAR_ENDS.match(text, m.end())):
        return None
    return When(Fixed(m["y"]))


_ABOUT = re.compile(r"\b(?:about|around)\s\Z", re.IGNORECASE)
_YEAR_SAYS = re.compile(r"\b(?:in|since|until|from|by|of|to|circa|before|after)\s\Z", re.IGNORECASE)
_YEAR_ENDS = re.compile(
    r"[.,;:)](?![0-9])|\s(?:and|but|when|with|by|the|he|she|it|they|to|as|at|after|in|for|that)\b|\s*\Z"
)


@rule(
    rf"(?P<y>{YEAR})[\s-]{{0,2}}(?P<p>[QH])0?(?P<n>[1-4])|(?P<n2>[1-4])(?P<p2>[QH])\s?'?(?P<y2>{YEAR}|[0-9]{{2}})(?![0-9])|(?P<p3>quarter)\s(?P<n3>[1-4])(?:,|\sof)?\s(?P<y3>{YEAR})",
    finds={
        "in [Quarter 1 2018] it": Dated("2018-Q1"),
        "in [2020Q1] it": Dated("2020-Q1"),
        "in [1Q20] it": Dated("2020-Q1"),
        "in [2019-H2] it": Dated("2019-H2"),
    },
    skips=["2020Q5 and 5Q20"],
)
def quarter_code(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half in a table's short form."""
    part = f"{(m['p'] or m['p2'] or m['p3'])[0]}{m['n'] or m['n2'] or m['n3']}".upper()
    year = full_year(m["y"] or m["y2"] or m["y3"], context.published)
    return None if part in {"H3", "H4"} else When(Fixed(f"{year}-{part}"))


@rule(
    r"(?:the\s)?(?:(?P<mod>early|mid|late)[\s-])?(?P<n>[0-9]{1,2})(?:st|nd|rd|th)[\s-]century(?![\w-])",
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


@rule(
    r"(?:the\s)?(?:(?P<mod>early|mid|late)[\s-])?(?:(?P<full>(?:1[5-9]|20)[0-9]0)'?s|'?(?P<short>[2-9]0)s)",
    finds={
        "in [the 1990s] and": Dated("199X"),
        "in [the late 1960s] it": Dated("196X", "END"),
        "since [the '80s] it": Dated("198X"),
        "the music of [the 60s] and": Dated("196X"),
        "in [the mid-90s] it": Dated("199X", "MID"),
    },
    skips=["in their 40s", "temperatures in the 80s", "a man in his 60s", "shot in the 70s again"],
)
def decade(m: re.Match[str], context: Context) -> When | None:
    """A decade."""
    if m["short"] and "'" not in m[0] and not _is_decade(m, context):
        return None
    return When(Fixed(f"{m['full'][:3] if m['full'] else '19' + m['short'][0]}X"), MODS.get((m["mod"] or "").lower()))


_OF_DECADE = re.compile(r"\b(?:of|since|during|from|until|in)\s\Z", re.IGNORECASE)
_NOT_DECADE = re.compile(
    r"\b(?:temperatures?|degrees|highs?|lows?|age[ds]?|shot|scored?|percent|people|men|women)\b", re.IGNORECASE
)


def _is_decade(m: re.Match[str], context: Context) -> bool:
    """Tell a decade in two digits (the 60s) from an age, a score or a temperature."""
    first, _ = context.sentence(m.start(), m.end())
    left = context.text[max(first, m.start() - 80) : m.start()]
    return (
        m[0].lower().startswith(("the ", "early", "mid", "late"))
        and int(m["short"][0]) >= 5
        and bool((m["mod"] or _OF_DECADE.search(left)) and not _NOT_DECADE.search(left))
    )


@rule(
    rf"(?:the\s)?(?:(?P<whose>this|last|next)\syear's\s)?(?:(?P<o>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-](?P<p>quarter|half)|(?P<q>(?-i:[QH])|[qh](?=[1-4](?:\sof|\sin|,)?\s(?:19|20)[0-9]))(?P<n>[1-4]))(?:(?:\sof|\sin|,)?\s(?:the\s)?{PERIOD_YEAR})?",
    finds={
        "In [the first half of 2021], trade": Dated("2021-H1"),
        "in [the third quarter] it": Dated("2021-Q3"),
        "in [Q1 2020] they": Dated("2020-Q1"),
        "for [the fourth quarter of last year] it": Dated("2020-Q4"),
        "its [second-quarter] profit": Dated("2021-Q2"),
        "in [H2] it": Dated("2021-H2"),
        "below [last year's fourth quarter] in": Dated("2020-Q4"),
        "in [the last half of 2019] it": Dated("2019-H2"),
    },
    skips=["a quarter of sales", "the first half of the match", "three quarters of all"],
)
def quarter(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a year."""
    part = f"{m['q']}{m['n']}".upper() if m["q"] else _ordinal_part(m)
    if (
        not part
        or part in {"H3", "H4"}
        or (not m["y"] and not m["turn"] and not m["that"] and _OF_A_GAME.match(context.text, m.end()))
    ):
        return None
    if m["whose"] and not m["y"]:
        return When(PartOf(part, Shift("year", TURNS[m["whose"].lower()])))
    return When(in_year(m, part))


_OF_A_GAME = re.compile(
    r"\sof\s(?:the\s)?(?!fiscal|year)[a-z]|\sof\s(?:the\s)?[0-9]{1,2}\b|\s(?:goal|penalty|minute|try|touchdown)|\s(?:century)"
)


def _ordinal_part(m: re.Match[str]) -> str | None:
    ordinal, period = m["o"].lower(), m["p"].lower()
    number = ORDINALS.get(ordinal) or (int(ordinal[0]) if ordinal[0].isdigit() else 4 if period == "quarter" else 2)
    if (ordinal == "last" and not (m["y"] or m["turn"] or m["that"])) or (period == "half" and number > 2):
        return None
    return f"{period[0].upper()}{number}"


@rule(
    rf"(?:the\s)?(?:first|opening)\s(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])\smonths(?:(?:\sof|\sin)?\s(?:the\s)?{PERIOD_YEAR})?",
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
    rf"(?P<that>that|the)\s(?:(?P<mod>early|mid|late)[\s-])?(?P<s>spring|summer|autumn|fall|winter)(?:\s(?:of\s)?(?P<y>{YEAR}))?(?![\w'-])|(?P<s2>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<y2>{YEAR})",
    finds={
        "in [the summer of 2019] it": Dated("2019-SU"),
        "In [spring 2020] it": Dated("2020-SP"),
        "It fell in [the spring] there": Dated("2021-SP"),
        "It will open in [the fall] there": Dated("2021-FA"),
        "[That summer] it grew": Dated("2021-SU"),
        "over [the early summer], it": Dated("2021-SU", "START"),
    },
    skips=["the fall of Rome", "the spring broke", "the summer school"],
)
def season(m: re.Match[str], context: Context) -> When | None:
    """A season, of a year or of the one that the context gives."""
    part, year = SEASON[(m["s"] or m["s2"]).lower()], m["y"] or m["y2"]
    mod = MODS.get((m["mod"] or "").lower())
    if year:
        return When(Fixed(f"{year}-{part}"), mod)
    if m["that"].lower() == "that":
        return When(PartOf(part, Then("year", 0, like=False)))
    left = context.text[max(0, m.start() - 12) : m.start()]
    if not _IN_SEASON.search(left) or not _SEASON_ENDS.match(context.text, m.end()):
        return None
    return When(Yearless(part), mod)


_IN_SEASON = re.compile(r"\b(?:in|over|during|through|throughout|by|since|until|of|for)\s\Z", re.IGNORECASE)
_SEASON_ENDS = re.compile(
    r"[.,;)]|\s(?:and|but|after|when|at|in|with|to|that|it|he|she|they|we|the|as|for|was|is|will|because|on|[A-Z])|\s*\Z"
)


@rule(
    r"(?:the\s)?(?P<m>mid|middle|turn|end|start|beginning)(?:-|\sof\s|-of-)(?:the[\s-]|this\s)?century(?![\w-])|this\scentury(?![\w-])",
    finds={
        "At [the turn of the century] it fell": Dated("20XX", "START"),
        "By [mid-century] it will fall": Dated("20XX", "MID"),
        "a [turn-of-the-century] house": Dated("20XX", "START"),
        "in [this century] it": Dated("20XX"),
    },
    skips=["the end of the century-old firm"],
)
def this_century(m: re.Match[str], context: Context) -> When:
    """The running century, its middle or its turn."""
    mod = MODS[m["m"].lower()] if m["m"] else None
    turned = (m["m"] or "").lower() == "turn" and context.published is not None and context.published.year % 100 > 50
    return When(Shift("century", int(turned)), mod)


@rule(
    r"(?:(?-i:For|In)\s|latest\s)(?P<span>(?:the\s)?(?P<n>three|six|nine)(?:\smonths|-month\speriod))(?=[,.]|\s(?:was|were|rose|fell)\b)",
    finds={
        "For [the nine months], the firm earned 3": Dated("2020-01/2020-09"),
        "For [the six months], it lost 3": Dated("2021-01/2021-06"),
    },
    skips=["for the nine lives"],
)
def so_many_months(m: re.Match[str], context: Context) -> When:
    """The months from January on that a report covers, the last ones over."""
    count = int(quantity(m["n"]) or 0)
    over = context.published is None or context.published.month > count
    return When(MonthsOf(1, count, Shift("year", 0 if over else -1)))
