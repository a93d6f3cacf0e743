"""Other forms of a length: months after the vote, year-long, 1 hour 5 minutes, a third straight month, another year."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Fixed, Shift, Then
from factx.kinds.date.length import AGO, CLOCK_UNITS, CONSECUTIVE, COUNT, count_of, is_age, length, plain, unit_of
from factx.kinds.date.words import ORDINALS, Dated, When
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    r"(?P<u>days|weeks|months|quarters|years|decades|centuries|hours|minutes|seconds)(?![\w-])",
    finds={
        "It took [months] to build": Dated("PXM"),
        "for [decades] it": Dated("PXDE"),
        "It sank [minutes] before the bell": Dated("PTXM"),
        "He left [days] after the vote": Dated("PXD"),
        "He was freed [years] later, they": Dated("PXY"),
    },
    skips=["many light years", "in dog years", "the dark days before tax"],
)
def bare_plural(m: re.Match[str], context: Context) -> When | None:
    """A unit in the plural without a number, where it measures: for years, days after the vote."""
    if not _BARE_LEFT.search(context.before(m, 12)) and not _BARE_AFTER.match(context.after(m, 12)):
        return None
    if _NOT_BARE.search(context.before(m, 12)):
        return None
    return When(Fixed(length(None, unit_of(m["u"]))))


_BARE_LEFT = re.compile(r"\b(?:for|in|over|after|within|takes?|took|lasts?|lasted|spent|spend)\s\Z", re.IGNORECASE)
_BARE_AFTER = re.compile(r"\s(?:before|after|into|ahead\sof)\s(?!tax|all\b)|\s(?:later|earlier)(?!\w|\sthan)")
_NOT_BARE = re.compile(
    r"\b(?:light|dog|the|of|first|last|opening|these|those|school|teenage|early|later?|recent|past)\s\Z|[0-9]\s\Z",
    re.IGNORECASE,
)


@rule(
    r"""
    the\s(?:(?P<u>days|weeks|months|years|decades|hours|minutes)|(?P<one>day|week|month|year|decade|century)(?=\ssince))
    (?=\s(?:before|after|since|following|preceding|leading\sup\sto|that\s(?:followed|follow|preceded))\b)
    """,
    finds={
        "The boat was seen in [the weeks] before the storm": Dated("PXW"),
        "In [the years] that followed it": Dated("PXY"),
        "In [the decade] since, it": Dated("P1DE"),
        "It fell in [the months] leading up to the vote": Dated("PXM"),
    },
    skips=["the days before tax are gone", "he knew the days after all"],
)
def around_event(m: re.Match[str], context: Context) -> When | None:
    """A time of some days or years before or after an event."""
    in_time = _IN_TIME.search(context.before(m, 12)) and not _TAX.match(context.after(m, 12))
    count = Decimal(1) if m["one"] else None
    return When(Fixed(length(count, unit_of(m["u"] or m["one"])))) if in_time else None


_IN_TIME = re.compile(r"\b(?:in|over|during|for|through|throughout|within)\s\Z", re.IGNORECASE)
_TAX = re.compile(r"\s(?:before|after)\s(?:tax|all\b)")


@rule(
    r"(?P<n>(?:day|week|month|year|decade|century|hour)s?)-?long(?![\w-])",
    finds={"a [year-long] ban": Dated("P1Y"), "a [months-long] ban": Dated("PXM"), "a [weeklong] fair": Dated("P1W")},
    skips=["days long gone"],
)
def long_adjective(m: re.Match[str], context: Context) -> When | None:
    """A length as an adjective: year-long, decades-long."""
    if context.before(m, 1) == "-":
        return None
    word = m["n"].lower()
    return When(Fixed(length(None if word.endswith("s") else Decimal(1), unit_of(word))))


_COMPOUND = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_PIECE = rf"{COUNT}\s(?:year|month|week|day|hour|minute|second)s?"
_PIECES = re.compile(rf"(?P<n>{COUNT})\s(?P<u>year|month|week|day|hour|minute|second)s?", re.VERBOSE | re.IGNORECASE)


@rule(
    rf"{_PIECE}(?:(?:,\s|,?\sand\s|\s){_PIECE}){{1,4}}(?![\w-])(?!\sold\b)",
    finds={
        "It took [1 hour 5 minutes] there": Dated("PT1H5M"),
        "It took [2 years, 1 month and 21 days] there": Dated("P2Y1M21D"),
        "It took [two years and three months] there": Dated("P2Y3M"),
    },
    skips=["a 5 month old 3 ounce kitten", "aged 5 years 3 months", "a boy 5 years and 3 months old"],
)
def compound(m: re.Match[str], context: Context) -> When | None:
    """A length in several units, the largest first."""
    pieces = [(count_of(p["n"]), p["u"].lower()) for p in _PIECES.finditer(m[0])]
    order = [list(_COMPOUND).index(unit) for _, unit in pieces]
    if len(order) < 2 or order != sorted(set(order)) or any(n is None for n, _ in pieces):
        return None
    if AGO.match(context.after(m, 12)) or is_age(context.before(m, 40), context.after(m, 12)):
        return None
    days = "".join(f"{n:f}{_COMPOUND[unit]}" for n, unit in pieces if unit not in CLOCK_UNITS)
    clock = "".join(f"{n:f}{_COMPOUND[unit]}" for n, unit in pieces if unit in CLOCK_UNITS)
    return When(Fixed(f"P{days}T{clock}" if clock else f"P{days}"))


@rule(
    rf"""
    (?:(?:the|an?|its|their|his|her)\s)?(?P<o>{"|".join(ORDINALS)})[\s-]
    (?:{CONSECUTIVE}[\s-](?P<u>day|week|month|quarter|year)
      |(?P<u2>day|week|month|quarter|year)(?:\sin\sa\srow|\srunning))(?![\w-])
    """,
    finds={
        "It rose for [a third straight month] there": Dated("P3M"),
        "for [the fifth consecutive year], it": Dated("P5Y"),
        "for [a fourth month in a row] it": Dated("P4M"),
        "for [the sixth year running] it": Dated("P6Y"),
    },
    skips=["the third straight set"],
)
def in_a_row(m: re.Match[str], context: Context) -> When:
    """So many units in a row, by the last one's number."""
    return When(Fixed(length(Decimal(ORDINALS[m["o"].lower()]), unit_of(m["u"] or m["u2"]))))


@rule(
    r"(?:(?P<h>[0-9]{1,2}):)?(?P<m>[0-9]{1,2}):(?P<s>[0-5][0-9](?:\.[0-9]{1,3})?)(?![\w:])",
    finds={"She won in [2:14:35] there": Dated("PT2H14M35S"), "a time of [3:43.13] there": Dated("PT3M43.13S")},
    skips=["It sailed at 10:11:09 GMT", "It won in 10:30 there"],
)
def race_time(m: re.Match[str], context: Context) -> When | None:
    """A time taken, as hours, minutes and seconds."""
    if not _RACED.search(context.before(m, 16)) or (m["h"] is None and "." not in m["s"]):
        return None
    hours = f"{int(m['h'])}H" if m["h"] else ""
    return When(Fixed(f"PT{hours}{int(m['m'])}M{Decimal(m['s']):f}S"))


_RACED = re.compile(r"\b(?:in|of|clocked|clocking|time)\s\Z", re.IGNORECASE)


@rule(
    r"another\s(?P<u>day|week|weekend|month|quarter|year|decade|century|hour|minute)(?![\w-])",
    finds={
        "It lost money for [another year] there": Dated("P1Y"),
    },
    skips=["another yearling"],
)
def one_more(m: re.Match[str], context: Context) -> When:
    """A further unit, without a number."""
    return When(Fixed(length(Decimal(1), unit_of(m["u"]))))


_WHOLES = {"century": (100, "year"), "decade": (10, "year"), "hour": (60, "minute")}


@rule(
    r"""
    (?:(?:the\s)?(?:last|past|next)\s|an?\s)?(?:(?P<three>three)[\s-])?quarters?(?:[\s-]of[\s-]an?[\s-]|[\s-])
    (?P<u>century|decade|hour)(?P<way>\s(?:ago|later))?(?![\w-])
    """,
    finds={
        "It stood for [a quarter of a century] there": Dated("P25Y"),
        "It took [three-quarters of an hour] there": Dated("PT45M"),
        "in [the last quarter century] it": Dated("P25Y"),
        "[A quarter-century ago] it": Dated("1996"),
        "It opened in [1956]; [a quarter of a century later] it": [Dated("1956"), Dated("1981")],
    },
    skips=["a quarter of century-old firms", "a quarter of those who wait"],
)
def fraction_of_unit(m: re.Match[str], context: Context) -> When | None:
    """A quarter or three of a century, decade or hour."""
    size, unit = _WHOLES[m["u"].lower()]
    count = plain(Decimal(size * (3 if m["three"] else 1)) / 4)
    if _NOT_BARE.search(context.before(m, 12)) or context.before(m, 1) == "-":
        return None
    if m["way"] and not (unit == "year" and count == int(count)):
        return None
    if m["way"]:
        ago = m["way"].lower().endswith("ago")
        return When(Shift("year", -int(count)) if ago else Then("year", int(count), like=False))
    return When(Fixed(length(count, unit)))
