"""Numbers of percent, points and basis points: alone, in ranges, in lists."""

import re
from dataclasses import replace
from decimal import Decimal

from factx.kinds.percent.value import UNIT, Percent, percent, unit_of
from factx.rules import elided
from factx.rules.context import Context, SpanValue
from factx.rules.number import (
    DIGITS,
    FRACTION,
    IN_BRACKETS,
    LONG_SCALE,
    MINUS,
    NUMBER,
    begins_inside,
    may_be_year,
    quantity,
)
from factx.rules.rule import rule
from factx.rules.series import Item, SeriesReader

_FRACTION_ALONE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_QUOTE = re.compile(r"[0-9][\s-][0-9]{1,2}/[0-9]{1,2},?\s?(?:-\s?)?\Z")  # bid and offer: 5-1/2, 3/8 percent
_NUMBER = rf"(?: {NUMBER} (?: \s {LONG_SCALE} )? | {FRACTION} )"


@rule(
    rf"""
    (?P<minus> {MINUS} )? \+?
    (?P<n> {_NUMBER} )
    [\s-]? (?: of\s(?:an?|one|1)\s | an?\s )?       # 0.6 of a percentage point, half a percent
    (?P<unit> {UNIT} )
    """,
    finds={
        "grew [13.6 percent] to a record": percent("13.6"),
        "a rise of [3.2%] was seen": percent("3.2"),
        "fell by [-3.2%] in the end": percent("-3.2"),
        "rose [half a percent] overall": percent("0.5"),
        "up [0.6 of a percentage point] to": percent("0.6", "percentage_point"),
        "raised rates by [25 basis points] then": percent("25", "basis_point"),
        "a [50bp] cut": percent("50", "basis_point"),
        "more than [85%] of the vote": percent("85", qualifier="more_than"),
        "some [seven per cent] of": percent("7", qualifier="about"),
        "nearly [60 percent] of": percent("60", qualifier="nearly"),
        "gained [2 pct] more": percent("2"),
        "cut by a [quarter of a percentage point] today": percent("0.25", "percentage_point"),
        "rates of [100 percentage] were": percent("100"),
        "set at [7/8 percent] then": percent("0.875"),
        "stood at [5-11/16 pct] there": percent("5.6875"),
        "pays [three and a quarter percent] now": percent("3.25"),
        "prices rose [1.3 million percent] there": percent("1300000"),
        "accurate to plus or minus [3 percentage points] there": percent("3", "percentage_point"),
        "rose [two-tenths of a percentage point] to": percent("0.2", "percentage_point"),
        "fell [one-tenth of 1 percent] to": percent("0.1"),
        "a [hundredth of one percent] of it": percent("0.01"),
        "up [one-third of a percentage point] to": percent("0.3333", "percentage_point"),
        "rates of [2 1/3 percent] and": percent("2.3333"),
        "rates of [2⅓ percent] and": percent("2.3333"),
        "the load factor was up [1.7 pct pts] then": percent("1.7", "percentage_point"),
        "closed at 96.78, [two basis points] down": percent("2", "basis_point"),
        "an index of 45.2, [3 percent] lower": percent("3"),
        "rose a further [2 percent] to [5 percent] there": [percent("2"), percent("5")],
        "turnout was below the [80 percent] of last year": percent("80"),
        "turnout fell below the [80 percent] mark": percent("80", qualifier="less_than"),
        "it must not exceed [3 percent] of it": percent("3", qualifier="at_most"),
        "some [two hundred and five percent] of": percent("205", qualifier="about"),
        "rose [0.2 percent] to [5.4 percent] in": [percent("0.2"), percent("5.4")],
        "a mix of [70%]-[30%] shares": [percent("70"), percent("30")],
    },
    skips=[
        "the 40 BP plc stations",
        "By 2018 BP had left the field",
        "In 2019 PP leaders met",
        "the nineteen eighty-four percent",
        "deposits were at 5-1/2, 3/8 percent then",
    ],
)
def amount(m: re.Match[str], context: Context) -> Percent | None:
    """A number, then a unit of percent."""
    value = quantity(m["n"])
    if value is None or begins_inside(context.text, m.start("n")):
        return None
    if _FRACTION_ALONE.fullmatch(m["n"]) and _QUOTE.search(context.before(m.start("n"), 12)):
        return None
    if may_be_year(m["n"]) and m["unit"] in {"bp", "bps", "pp"}:
        return None
    return Percent(-value if m["minus"] else value, unit_of(m["unit"]))


_NUMBER_BEFORE = re.compile(r"[0-9]\s?\Z")


@rule(
    rf"(?P<n> {DIGITS} ) \s \( (?P<minus> - )? (?P<n2> {DIGITS} ) \) \s? (?P<unit> {UNIT} )",
    finds={
        "a margin of [11.2] ([10.8]) per cent there": [percent("11.2"), percent("10.8")],
        "growth of [3.1] ([-0.4]) percent was": [percent("3.1"), percent("-0.4")],
        "a share of [40] ([38])% there": [percent("40"), percent("38")],
    },
    skips=["the 40 (38) percentiles", "11.2 (10.8) points"],
)
def pair(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A percentage and, in brackets, that of the year before."""
    now, then = quantity(m["n"]), quantity(m["n2"])
    if now is None or then is None:
        return None
    unit = unit_of(m["unit"])
    return [
        SpanValue(m.start("n"), m.end("n"), Percent(now, unit)),
        SpanValue(
            m.start("minus") if m["minus"] else m.start("n2"), m.end("n2"), Percent(-then if m["minus"] else then, unit)
        ),
    ]


@rule(
    rf"{IN_BRACKETS} \s? (?P<unit> {UNIT} )",
    finds={"a margin of [(5.2)%] is": percent("-5.2")},
    skips=["one of (5) percentiles"],
)
def in_brackets(m: re.Match[str], context: Context) -> Percent | None:
    """A number below nothing, as accounts have it."""
    value = quantity(m["minus_n"])
    if _NUMBER_BEFORE.search(context.before(m, 3)):  # 11.2 (10.8) percent
        return None
    return None if value is None else Percent(-value, unit_of(m["unit"]))


@rule(
    r"(?<=\ba\s) (?: (?:full|whole)\s )? (?P<span> percentage [\s-] point ) (?!\w)",
    finds={
        "slowed by a full [percentage point] to": percent("1", "percentage_point"),
        "rose a [percentage point] to": percent("1", "percentage_point"),
    },
    skips=["a fraction of a percentage point"],
)
def one_point(m: re.Match[str], context: Context) -> Percent | None:
    """One percentage point behind an article."""
    of = context.text[max(0, m.start() - 5) : m.start()].lower()
    return None if of.endswith("of a ") else Percent(Decimal(1), "percentage_point")


@rule(
    rf"""
    (?P<n> {FRACTION} | quarter | three[\s-]quarter )
    (?: \sof\sa\s | \sa\s | [\s-] ) (?:full\s)?
    points? (?![\w])
    """,
    finds={
        "cut by a [quarter point] today": percent("0.25", "percentage_point"),
        "a [half-point] rise": percent("0.5", "percentage_point"),
        "up [three-quarters of a point] to": percent("0.75", "percentage_point"),
        "a [one-quarter point] rise": percent("0.25", "percentage_point"),
    },
    skips=["a third point of order", "the point of a quarter"],
)
def part_of_point(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction of a point, which is one of percent."""
    if re.search("third|fifth|sixth|seventh|ninth|twelfth|twentieth|hundredth|thousandth", m[0], re.IGNORECASE):
        return None
    value = quantity(m["n"])
    return None if value is None else Percent(value, "percentage_point")


_THOUSAND = 1000


def _make(item: Item, context: Context) -> Percent | None:
    """Return the value of an item of a series."""
    if item.unit is None or quantity(item.number) is None:
        return None
    if not item.complete and (item.scale not in {None, "hundred"} or abs(item.value) >= _THOUSAND):  # or 42,051
        return None
    return Percent(item.value, unit_of(item.unit))


_ITEM = rf"""
    (?P<minus> {MINUS} )? \+?
    (?: {IN_BRACKETS} | (?P<n> {NUMBER} ) )
    (?: [\s-]? (?: (?P<scale> {LONG_SCALE} ) \s )? (?P<last> {UNIT} ) )?
    (?! \w | [.,]?[0-9] )
"""
SERIES = SeriesReader(
    _ITEM,
    make=_make,
    same=lambda one, other: unit_of(one) == unit_of(other),
    up_to=lambda low, high: replace(low, value_to=high.value),
)


@rule(
    SERIES.pattern(_ITEM),
    finds={
        "a margin of [5-7%] is usual": percent("5", to="7"),
        "between [1 and 2 percent] of": percent("1", to="2"),
        "between [1% and 2%] of": percent("1", to="2"),
        "between [three and four percent] of": percent("3", to="4"),
        "growth of [5 to 5.5 percent] is": percent("5", to="5.5"),
        "a cut of [25 to 50 basis points] is": percent("25", "basis_point", "50"),
        "rose [3], [4] and [5 percent] there": [percent("3"), percent("4"), percent("5")],
        "fell from [4.8] to [4.7 percent] then": [percent("4.8"), percent("4.7")],
        "growth of [-1 to 2 percent] is": percent("-1", to="2"),
        "growth of [minus 2 to minus 1 percent] is": percent("-2", to="-1"),
        "between [-2% and -1%] of": percent("-2", to="-1"),
        "discounts ranging from [20 to 50 per cent] there": percent("20", to="50"),
        "went from [4 to 6 percent] to [2 to 3 percent] there": [percent("4", to="6"), percent("2", to="3")],
        "rose to [5.5 percent] from [5.2] a year earlier": [percent("5.5"), percent("5.2")],
        "A [one or two percent] cut": percent("1", to="2"),
        "it grew [two to three hundred percent] then": percent("200", to="300"),
    },
    skips=["In 2021 and 2022 it fell", "a share of 5 to 7 people"],
    numbers_alone=False,
)
def series(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Percentages joined to ranges or lists, with the units they share."""
    return SERIES.read_first(context, m.start())


@rule(
    elided.EXTREME,
    finds={
        "The highest yield is [4.25 percent], while the lowest is [3.9].": [percent("4.25"), percent("3.9")],
        "with a high of [12%] and a low of [7.5].": [percent("12"), percent("7.5")],
        "the lowest rate was [3 percent], and the highest was [5].": [percent("3"), percent("5")],
    },
    skips=["the lowest is 74.07.", "a high of 31 degrees and a low of 12.", "its lowest is 3 and its highest is 5."],
)
def extreme(m: re.Match[str], context: Context) -> Percent | None:
    """The least or most of what the other was named in full before."""
    found: Percent | None = elided.extreme(SERIES, m, context)
    return found


@rule(
    elided.BY,
    finds={
        "One index rose by [2 percent] but the other fell by [1].": [percent("2"), percent("1")],
        "sales grew by [8 percent], and profits by [12.5].": [percent("8"), percent("12.5")],
        "rents rose by [5%] while wages rose by [3].": [percent("5"), percent("3")],
    },
    skips=["it rose by 7.", "one rose by 3 points and one fell by 2."],
)  # fmt: skip
def by_as_well(m: re.Match[str], context: Context) -> Percent | None:
    """How much something moved by, where another moved by a percentage named in full before."""
    found: Percent | None = elided.by_as_well(SERIES, m, context)
    return found
