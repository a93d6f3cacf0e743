"""Percentages, percentage points, basis points, and fractions used as shares."""

import re
import sys
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from factx.records import PercentFact
from factx.rules.context import Context, Mention
from factx.rules.kind import Kind, attributes
from factx.rules.number import NUMBER, OF_TIME, quantity
from factx.rules.qualifier import qualifier
from factx.rules.rule import rule, rules_of


@dataclass(frozen=True, slots=True)
class Percent:
    """A number with its unit: percent, percentage_point, basis_point or fraction (in percent)."""

    kind: ClassVar[str] = "percent"
    value: Decimal
    unit: str = "percent"
    value_to: Decimal | None = None
    qualifier: str | None = None


def percent(value: str, unit: str = "percent", to: str | None = None, **more: str) -> Percent:
    """Return a Percent from decimal strings: how examples are written."""
    return Percent(Decimal(value), unit, Decimal(to) if to else None, **more)


_POINTS = r"(?P<pp>(?:percent(?:age)?|per\scent|%)[\s-]points?|pp(?:t|ts)?(?![\w])|p\.p\.)"
_BASIS = r"(?P<bp>basis[\s-]points?|bps?(?![\w]))"
_PLAIN = r"(?:%|per[\s-]?cents?(?![\w])|percent(?:s|age(?!\spoint))?(?![\w])|pct\.?(?![\w])|(?-i:pc)(?![\w]))"
UNIT = rf"(?:{_POINTS}|{_BASIS}|{_PLAIN})"
_SIGNED = r"(?P<minus>-|(?:minus|negative)\s)?\+?"


def _unit(m: re.Match[str]) -> str:
    return "percentage_point" if m["pp"] else "basis_point" if m["bp"] else "percent"


@rule(
    rf"{_SIGNED}(?P<n>{NUMBER}|half\b|(?:a|one|three)[\s-]quarters?\b)[\s-]?(?:of\sa\s|of\sone\s|a\s)?{UNIT}",
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
        "cut by [a quarter of a percentage point] today": percent("0.25", "percentage_point"),
        "rates of [100 percentage] were": percent("100"),
    },
    skips=["BP plc said", "the basis points to a pattern", "the 90th percentile"],
)
def amount(m: re.Match[str], context: Context) -> Percent | None:
    """A number, then a unit of percent."""
    value = quantity(m["n"])
    if value is None:
        return None
    return Percent(-value if m["minus"] else value, _unit(m))


@rule(
    rf"(?P<n>{NUMBER})\s?(?:%|per\s?cent|pct|bps?)?(?P<join>\s?-\s?|\s(?:to|and|or)\s)(?P<n2>{NUMBER})[\s-]?{UNIT}",
    finds={
        "a margin of [5-7%] is usual": percent("5", to="7"),
        "between [1 and 2 percent] of": percent("1", to="2"),
        "between [1% and 2%] of": percent("1", to="2"),
        "between [three and four percent] of": percent("3", to="4"),
        "some [two hundred and five percent] of": percent("205", qualifier="about"),
        "growth of [5 to 5.5 percent] is": percent("5", to="5.5"),
        "a cut of [25 to 50 basis points] is": percent("25", "basis_point", "50"),
    },
    skips=[],
)
def ranged(m: re.Match[str], context: Context) -> Percent | None:
    """Two ends of one range before one unit; a change (from … to …) is two facts."""
    low, high = quantity(m["n"]), quantity(m["n2"])
    left = m.string[max(0, m.start() - 12) : m.start()].lower()
    join = m["join"].strip()
    if low is None or high is None or high <= low:
        return None
    if (join == "and" and not left.endswith("between ")) or (join == "to" and left.endswith("from ")):
        return None
    return Percent(low, _unit(m), high)


@rule(
    rf"(?P<span>(?P<n>{NUMBER}))(?=(?:,\s{NUMBER}){{0,6}},?\s(?:and|or|to)\s{NUMBER}[\s-]?{UNIT})",
    finds={
        "rose [3], [4] and [5 percent] there": [percent("3"), percent("4"), percent("5")],
        "fell from [4.8] to [4.7 percent] then": [percent("4.8"), percent("4.7")],
    },
    skips=[],
)
def shared_unit(m: re.Match[str], context: Context) -> Percent | None:
    """One of several numbers before one unit."""
    value = quantity(m["n"])
    if (
        value is None
        or m["n"].lower() in {"a", "an"}
        or m.string[max(0, m.start() - 8) : m.start()].lower() == "between "
    ):
        return None
    return Percent(value, _unit(m))


_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PART = "|".join(f"{p}s?" for p in _PARTS if p not in {"half", "halves"})
_TIME = r"(?!\s(?:of\s(?:the\s|this\s|last\s|next\s|an?\s|fiscal\s)?(?:year|century|game|match|hour|session|day|month|week|season|(?:19|20)\d\d|[A-Z]\w+\s\d)|century|hour|finals?))"


_WAIT = re.compile(r"\b(?:in|for|over|next|past|last)\s\Z", re.IGNORECASE)


def _share(part: Decimal) -> Percent:
    return Percent((part * 100).quantize(Decimal("0.01"), ROUND_HALF_UP), "fraction")


@rule(
    rf"(?P<n>one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>{_PART})(?![\w-]){_TIME}(?=\sof(?:\s|\Z)|,|\.|\s(?:its|their|the|as|in|voted|said|were|are)\s|\s?\()",
    finds={
        "[One-third] of all firms are": percent("33.33", "fraction"),
        "[two-thirds] of members": percent("66.67", "fraction"),
    },
    skips=[
        "a slump in three quarters, he said",
        "after three quarters of losses",
        "the first quarter of 2021",
        "one third party",
    ],
)
def fraction(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction in words, used as a share."""
    top = quantity(m["n"])
    bottom = _PARTS.get(m["part"].lower()) or _PARTS[m["part"].lower().rstrip("s")]
    if top is None or top >= bottom:
        return None
    if m["part"].lower() == "quarters" and (
        _WAIT.search(context.text, max(0, m.start() - 8), m.start()) or OF_TIME.match(context.text, m.end())
    ):
        return None
    return _share(top / bottom)


@rule(
    rf"an?\s(?P<span>(?P<part>{_PART}))(?![\w-]){_TIME}(?=\s(?:(?:part\s)?of|as\s(?:much|many))\s)",
    finds={
        "a [quarter] of sales": percent("25", "fraction"),
        "about a [quarter] as much money": percent("25", "fraction", qualifier="about"),
        "about a [tenth] part of it": percent("10", "fraction", qualifier="about"),
    },
    skips=["a quarter of the year", "a third party of friends"],
)
def article_fraction(m: re.Match[str], context: Context) -> Percent:
    """A fraction behind an article, used as a share."""
    part = m["part"].lower()
    return _share(Decimal(1) / (_PARTS.get(part) or _PARTS[part.rstrip("s")]))


@rule(
    rf"(?P<n>one|two|three|four|five|six|seven|eight|nine|an?)[\s-](?P<part>{_PART}|hundredths?)\sof\s(?:an?|one|1)\s{UNIT}",
    finds={
        "rose [two-tenths of a percentage point] to": percent("0.2", "percentage_point"),
        "fell [one-tenth of 1 percent] to": percent("0.1"),
    },
    skips=[],
)
def part_of_unit(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction of one percent or point."""
    top, part = quantity(m["n"]), m["part"].lower()
    bottom = 100 if part.startswith("hundredth") else _PARTS.get(part) or _PARTS[part.rstrip("s")]
    return None if top is None else Percent(top / bottom, _unit(m))


@rule(
    rf"half(?=\sof\s){_TIME}",
    finds={"more than [half] of the votes": percent("50", "fraction", qualifier="more_than")},
    skips=["half of the match", "half of the year", "the first half of 2021"],
)
def half(m: re.Match[str], context: Context) -> Percent | None:
    """The word half, used as a share."""
    left = context.text[max(0, m.start() - 8) : m.start()].lower()
    return None if re.search(r"(?:first|second|last|other|latter|1st|2nd|1|2)[\s-]\Z", left) else _share(Decimal("0.5"))


@rule(
    r"(?P<n>one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?(?P<of>two|three|four|five|six|seven|eight|nine|ten|twenty|[0-9]{1,4})(?=\s[a-z]|[,;.]|\W*\Z)",
    finds={"[one in five] homes": percent("20", "fraction"), "[two out of three] firms": percent("66.67", "fraction")},
    skips=["two in a row", "one in March", "six in ten minutes"],
)
def ratio(m: re.Match[str], context: Context) -> Percent | None:
    """So many out of so many, used as a share."""
    top, bottom = quantity(m["n"]), quantity(m["of"])
    if (
        not top
        or not bottom
        or top >= bottom
        or re.match(r"\s(?:years?|months?|weeks?|days?|minutes?|hours?|games?)\b", context.text[m.end() : m.end() + 9])
    ):
        return None
    return _share(top / bottom)


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with the qualifier that the words around give it."""
    found = qualifier(context.text, mention.start, mention.end)
    return (
        Mention(mention.start, mention.end, replace(mention.value, qualifier=found), mention.rule) if found else mention
    )


KIND = Kind(
    PercentFact,
    rules_of(sys.modules[__name__]),
    fields=attributes("value", "value_to", "unit", "qualifier"),
    values=("value", "value_to", "unit"),
    widen=widen,
)
