"""Years, decades and centuries: 2019, '91, the late 1960s, the mid-1800s, the 20th century."""

import re

from factx.kinds.date.expressions import Fixed, Shift
from factx.kinds.date.period import decade_of
from factx.kinds.date.words import MOD, MODS, Dated, When, full_year
from factx.rules.context import Context, SpanValue
from factx.rules.number import LONG_SCALE
from factx.rules.rule import rule

_YEAR_LEFT = re.compile(
    r"""(?:
    [$€£¥\#/]\s?
    |\b(?:No\.?|some|nearly|roughly|almost|over|than|least|most|only|approximately)\s
    |\b(?:flight|room|highway|route|model)\s
    |\b(?:today|tonight|tomorrow|yesterday|morning|afternoon|evening|\w{2,6}day)\s      # Friday at 1800: a clock's
      (?:by|at|until|till|before|after|from)\s
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED = (
    "percent|per\\scent|pct|points?|feet|metres?|meters?|km|kilometers?|kilometres?|miles?|people|persons|tons?|tonnes?"
    "|barrels|shares|jobs|workers|employees|units|mw|megawatts?|kg|degrees|hours|dollars|euros|yuan|votes|seats|members"
    "|troops|soldiers|cases|deaths"
    "|homes|square|acres|GMT|UTC|local\\stime|years?[\\s-]olds?|BCE?"
)
_YEAR_RIGHT = re.compile(rf"\s?%|[\s-](?:{_COUNTED}|{LONG_SCALE})\b|:[0-9]|/[0-9]{{3}}|\s\w{{3,6}}day\b", re.IGNORECASE)


@rule(
    r"(?:the\syear\s)?(?P<y>(?:1[0-9]|2[01])[0-9]{2})(?![0-9-]?[0-9]|\s?-\s?[0-9]{2}\b(?!\sper)|-(?-i:[a-z]*[A-Z]))",
    finds={
        "In [2019], the province": Dated("2019"),
        "as early as in [1995], it": Dated("1995"),
        "the [2020] election": Dated("2020"),
        "by [the year 2030] it": Dated("2030"),
        "It was founded in [1776], and": Dated("1776"),
        "born around [1875] and": Dated("1875"),
        "until [2150], it": Dated("2150"),
        "Farnborough [2020] day three": Dated("2020"),
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
        "a 1900 year old wreck",
        "a virus named 2019-nCoV",
        "at 2053 holiday time",
    ],
)
def year(m: re.Match[str], context: Context) -> When | None:
    """A year in four digits; before 1800 and after 2100 only where no number can stand."""
    number, left, after = int(m["y"]), context.before(m, 24), context.after(m, 24)
    if _YEAR_RIGHT.match(after) or (_YEAR_LEFT.search(left) and not m[0].startswith(("the", "The"))):
        return None
    if _ABOUT.search(left) and not (number % 10 and _YEAR_ENDS.match(after)):
        return None
    if not 1800 <= number <= 2100 and not (_YEAR_SAYS.search(left) and _YEAR_ENDS.match(after)):
        return None
    return When(Fixed(m["y"]))


_ABOUT = re.compile(r"\b(?:about|around)\s\Z", re.IGNORECASE)
_YEAR_SAYS = re.compile(r"\b(?:in|since|until|from|by|of|to|circa|before|after)\s\Z", re.IGNORECASE)
_YEAR_ENDS = re.compile(
    r"[.,;:)](?![0-9])|\s(?:and|but|when|with|by|the|he|she|it|they|to|as|at|after|in|for|that)\b|\s*\Z"
)


@rule(
    r"(?<=\s')(?P<y>[0-9]{2})(?![\w'%])",
    finds={"scrapped in ['91] there": Dated("1991"), "the crash of ['08] and": Dated("2008")},
    skips=["he said '20 people came'", "rock '12 bars"],
)
def short_year(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A year in two digits behind an apostrophe; the span begins with the apostrophe."""
    if not _OF_DECADE.search(context.before(m.start() - 1, 16)):
        return None
    return [SpanValue(m.start() - 1, m.end(), When(Fixed(f"{full_year(m['y'], context.published):04d}")))]


@rule(
    rf"(?:the\s)?{MOD}(?P<n>[0-9]{{1,2}})(?:st|nd|rd|th)[\s-]century(?![\w-])",
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
    rf"(?:the\s)?{MOD}(?:(?P<full>(?:1[5-9]|20)[0-9]0)'?s|(?P<quote>')?(?P<short>[2-9]0)'?s)(?![\w])",
    finds={
        "in [the 1990s] and": Dated("199X"),
        "in [the late 1960s] it": Dated("196X", "END"),
        "in [the mid-1800s] it": Dated("18XX", "MID"),
        "in [the 2000s] it": Dated("200X"),
        "since [the '80s] it": Dated("198X"),
        "the music of [the 60s] and": Dated("196X"),
        "in [the mid-90s] it": Dated("199X", "MID"),
    },
    skips=["in their 40s", "temperatures in the 80s", "a man in his 60s", "shot in the 70s again"],
)
def decade(m: re.Match[str], context: Context) -> When | None:
    """A decade; before 2000 the years of a round hundred are a century (the 1800s)."""
    if m["short"] and not m["quote"] and not _is_decade(m, context):
        return None
    return When(Fixed(decade_of(m["full"] or f"19{m['short']}")), MODS.get((m["mod"] or "").lower()))


_OF_DECADE = re.compile(
    r"\b(?:of|since|during|from|until|till|in|by|to|before|after|early|late|mid|and)\s\Z", re.IGNORECASE
)
_NOT_DECADE = re.compile(
    r"\b(?:temperatures?|degrees|highs?|lows?|age[ds]?|shot|scored?|percent|people|men|women)\b", re.IGNORECASE
)


def _is_decade(m: re.Match[str], context: Context) -> bool:
    """Tell a decade in two digits (the 60s) from an age, a score or a temperature."""
    first, _ = context.sentence(m.start(), m.end())
    left = context.before(m, min(80, m.start() - first))
    return (
        m[0].lower().startswith(("the ", "early", "mid", "late"))
        and int(m["short"][0]) >= 5
        and bool((m["mod"] or _OF_DECADE.search(left)) and not _NOT_DECADE.search(left))
    )


@rule(
    r"""
    (?:the\s)?(?P<m>mid|middle|turn|end|start|beginning)(?:-|\sof\s|-of-)(?:the[\s-]|this\s)?century(?![\w-])
    |this\scentury(?![\w-])
    """,
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
