"""A number without its unit at the end of a clause, which has that of an amount before it: the lowest is 74.07."""

import re
from dataclasses import replace
from typing import Any

from factx.rules.context import Context
from factx.rules.number import DIGITS, may_be_year
from factx.rules.pattern import any_of
from factx.rules.series import SeriesReader

_EXTREME = any_of(
    "highest lowest high low maximum minimum largest smallest biggest dearest cheapest average median mean".split()
)
_ENDS = r"(?= [.;!?]? \s*\Z | [.;!?] \s | , \s [a-z] )"
# The dearest bid was 9.20 euros, while the cheapest was 7.15.
EXTREME = rf"{_EXTREME} (?: \s [a-z]{{3,12}} )? \s (?: is | was | of | at ) \s (?P<span> {DIGITS} ) {_ENDS}"
# The one index rose by 2 percent but the other fell by 1.
BY = rf"by \s (?P<span> {DIGITS} ) {_ENDS}"
_OTHER_EXTREME = re.compile(rf"\b{_EXTREME}\s(?:[a-z]{{3,12}}\s)?(?:is|was|of|at)\s\Z", re.IGNORECASE)
_BEHIND_BY = re.compile(r"\bby\s\Z", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"(?:,|\s(?:and|but|while|whereas))\s[^.;:0-9]*", re.IGNORECASE)
_FAR, _FAR_BY = 100, 10  # how many times one number may be the other
_WIDTH = 120


def extreme(reader: SeriesReader, m: re.Match[str], context: Context) -> Any:  # noqa: ANN401 - one of the kinds' values
    """Return the value of a least or most in the unit of the other one before it, or None."""
    return _like_before(reader, m, context, _OTHER_EXTREME, _FAR)


def by_as_well(reader: SeriesReader, m: re.Match[str], context: Context) -> Any:  # noqa: ANN401
    """Return how much something moved by, in the unit of what moved before it, or None."""
    return _like_before(reader, m, context, _BEHIND_BY, _FAR_BY)


def _like_before(reader: SeriesReader, m: re.Match[str], context: Context, lead: re.Pattern[str], far: int) -> Any:  # noqa: ANN401
    """Return the value of a number in the unit of the amount before it, where `lead` stands before that too."""
    start, end = m.span("span")
    giver = next(iter(reader.before(context, start, _WIDTH)), None)
    if giver is None or giver.scale is not None or may_be_year(m["span"]):
        return None
    if lead.search(context.before(giver.start, 30)) is None:
        return None
    if _OTHER_CLAUSE.fullmatch(context.text, giver.end, start) is None:
        return None
    item = replace(giver, start=start, end=end, number=m["span"], negative=False, complete=False)
    if not giver.value or not abs(giver.value) <= far * item.value <= far * far * abs(giver.value):
        return None
    return reader.value(item, context)
