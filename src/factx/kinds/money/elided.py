"""Amounts whose currency stands elsewhere in the sentence, and parts of a coin."""

import re
from decimal import Decimal
from itertools import pairwise

from factx.kinds.money.currency import meaning
from factx.kinds.money.series import SERIES
from factx.kinds.money.value import Money, money
from factx.kinds.money.words import SIGN, WORD, made
from factx.rules import elided
from factx.rules.bare import follows_alone
from factx.rules.context import Context, SpanValue
from factx.rules.number import DIGITS, FRACTION, LONG_SCALE, quantity, scale_of
from factx.rules.pattern import any_of
from factx.rules.rule import rule


@rule(
    elided.EXTREME,
    finds={
        "The dearest bid was [$41.50], while the cheapest was [39.25].": [money("41.5", "USD"), money("39.25", "USD")],
        "with a minimum of [10 euros] and a maximum of [250].": [
            money("10", "EUR", qualifier="at_least"), money("250", "EUR", qualifier="at_most")],
        "its high is [91 cents], and its low was [64].": [money("0.91", "USD"), money("0.64", "USD")],
    },
    skips=["the lowest is 74.07.", "a high of 31 degrees and a low of 12."],
)  # fmt: skip
def extreme(m: re.Match[str], context: Context) -> Money | None:
    """The least or most of what the other was named in full before."""
    found: Money | None = elided.extreme(SERIES, m, context)
    return found


@rule(
    elided.BY,
    finds={
        "Gold rose by [$12] and platinum fell by [7].": [money("12", "USD"), money("7", "USD")],
        "petrol went up by [3 cents], but diesel by [2.5].": [money("0.03", "USD"), money("0.025", "USD")],
        "one fare fell by [40 euros] while the other rose by [35].": [money("40", "EUR"), money("35", "EUR")],
    },
    skips=["it rose by 7.", "one rose by 3 points and one fell by 2."],
)
def by_as_well(m: re.Match[str], context: Context) -> Money | None:
    """How much something moved by, where another moved by an amount named in full before."""
    found: Money | None = elided.by_as_well(SERIES, m, context)
    return found


_NOUN = any_of(
    "revenue revenues turnover profit profits earnings income loss losses debt debts spending cost costs deficit surplus"
    " budget sales imports exports".split()
)
# , exports 140 billion yen; , the parent a loss of 45 million euros
_OTHER = re.compile(r",\s(?:[a-z]{1,12}\s){1,6}", re.IGNORECASE)
_FAR = 1000  # how many times one amount of a sentence may be the other


@rule(
    rf"""
    {_NOUN} \s (?: of | at | was | were | reached ) \s (?: (?: about | around | some | nearly | almost | only ) \s )?
    (?P<span> (?P<n> {DIGITS} ) \s (?P<scale> million | billion | trillion ) ) (?! \w )
    """,
    finds={
        "It earned [83 million euros] on revenue of [1.9 billion].": [
            money("83000000", "EUR"), money("1900000000", "EUR")],
        "a [40 trillion dinar] plan with a deficit of [6 trillion].": [
            money("40000000000000", "KWD"), money("6000000000000", "KWD")],
        "It lost [$40 million], or [12 cents] a share, against a profit of [15 million] a year ago.": [
            money("40000000", "USD"), money("0.12", "USD", per="share"), money("15000000", "USD")],
        "The unit made a profit of [12 million], the parent a loss of [45 million euros].": [
            money("12000000", "EUR"), money("45000000", "EUR")],
        "Imports were [120 billion], exports [140 billion yen].": [
            money("120000000000", "JPY"), money("140000000000", "JPY")],
    },
    skips=["revenue of 1.9 billion", "sales of 2.3 million cars", "It owes a sum, with a loss of 4 million."],
)  # fmt: skip
def of_noun(m: re.Match[str], context: Context) -> Money | None:
    """Revenue, a profit or a loss of so many millions, in the currency of the amount before it."""
    start, end = m.span("span")
    if not follows_alone(context.text, end):
        return None
    amount = (quantity(m["n"]) or Decimal(0)) * scale_of(m["scale"])
    giver = next((item for item in SERIES.before(context, start, 160) if item.scale is not None), None)
    if giver is None and (other := _OTHER.match(context.text, end)):
        giver = SERIES.at(context, other.end())
    if giver is None or not amount <= _FAR * giver.value <= _FAR * _FAR * amount:
        return None
    return made(m["n"], giver.unit or "", context, scale=m["scale"])


@rule(
    rf"""
    (?P<n> {FRACTION} | quarter ) (?: \sof )? \s an? \s
    (?P<word> cent | penny | pfennig | centime | dollar | euro ) (?!\w)
    """,
    finds={
        "coffee is up [half a cent] at [$1.80] there": [money("0.005", "USD"), money("1.8", "USD")],
        "raised it by [half a penny] in May": money("0.005", "USD"),
        "a [quarter of a cent] a litre": money("0.0025", "USD", per="litre"),
        "worth [half a euro].": money("0.5", "EUR"),
    },
    skips=["half a pound of butter", "half a euro zone away", "a quarter of a dollar bill"],
)
def part_of_coin(m: re.Match[str], context: Context) -> Money | None:
    """A half or a quarter of a cent, a penny, a dollar."""
    return made(m["n"], m["word"], context) if follows_alone(context.text, m.end()) else None


_YEAR_BEFORE = rf"(?P<n> {DIGITS} ) \s \( (?P<minus> - )? (?P<n2> {DIGITS} ) \)"  # 1,234 (1,198) million
PAIRED = re.compile(rf"\s \( -? {DIGITS} \) \s {LONG_SCALE} (?!\w)", re.VERBOSE | re.IGNORECASE)


def _pair(m: re.Match[str], context: Context, form: str, start: int) -> list[SpanValue] | None:
    """Return the amounts of this year and, in brackets, of the year before, whose scale stands behind both."""
    now = made(m["n"], form, context, scale=m["scale"])
    then = made(m["n2"], form, context, scale=m["scale"], negative=m["minus"])
    if now is None or then is None:
        return None
    return [
        SpanValue(start, m.end("n"), now),
        SpanValue(m.start("minus") if m["minus"] else m.start("n2"), m.end("n2"), then),
    ]


@rule(
    rf"(?P<sign> {SIGN} ) (?= [^(]{{1,80}}+ \( ) \s? {_YEAR_BEFORE} \s (?P<scale> {LONG_SCALE} ) (?!\w)",
    finds={
        "Net sales were [SEK 1,234] ([1,198]) million there": [money("1234000000", "SEK"), money("1198000000", "SEK")],
        "a result of [EUR 0.4] ([-1.2]) million": [money("400000", "EUR"), money("-1200000", "EUR")],
        "sold for [€12.3] ([10.1]) billion": [money("12300000000", "EUR"), money("10100000000", "EUR")],
    },
    skips=["the $ sign (12) million", "RM Auctions (12) million"],
)
def signed_pair(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """An amount and, in brackets, that of the year before, with one scale behind both; the sign before."""
    return _pair(m, context, m["sign"], m.start())


@rule(
    rf"{_YEAR_BEFORE} \s (?P<scale> {LONG_SCALE} ) \s (?P<word> {WORD} )",
    finds={
        "rose to [45.2] ([39.8]) million euros": [money("45200000", "EUR"), money("39800000", "EUR")],
        "a loss of [3] ([2]) billion Danish kroner": [money("3000000000", "DKK"), money("2000000000", "DKK")],
        "came to [512] ([-14]) million kronor": [money("512000000", "SEK"), money("-14000000", "SEK")],
    },
    skips=["of 45.2 (39.8) million tonnes", "in 2021 (2020) the euro"],
)
def pair(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """An amount and, in brackets, that of the year before, with one scale and one currency behind both."""
    return _pair(m, context, m["word"], m.start())


_OPENS = re.compile(rf"(?P<n> {DIGITS} ) (?: \s (?P<scale> {LONG_SCALE} ) )? \s? [(\[] \Z", re.VERBOSE | re.IGNORECASE)
_NOT_ALONE = re.compile(r"(?:[\w.,/#-]|[$€£¥₹]\s?)\Z")
_BRACKET = re.compile(r"\s?[(\[]")
_SAME_RATE = Decimal("0.2")


def restated_before(context: Context, start: int, value: Money) -> SpanValue | None:
    """Return the bare number that an amount in brackets restates, as an amount of that pair's currency.

    It is one where a pair in full stands before it, at the same rate: 300 yen ($2) and 450 ($3).
    """
    if start < 1 or context.text[start - 1] not in "([":
        return None
    at = max(0, start - 40)
    m = _OPENS.search(context.text, at, start)
    if m is None or _NOT_ALONE.search(context.text, max(0, m.start() - 2), m.start()):
        return None
    items = SERIES.before(context, m.start(), 250)
    for second, first in pairwise(items):
        if first.unit is None or meaning(second.unit or "") != value.currency or not second.value or not value.amount:
            continue
        if _BRACKET.fullmatch(context.text, first.end, second.start) is None:
            continue
        found = made(m["n"], first.unit, context, scale=m["scale"])
        if found and found.currency != value.currency:
            rate = (found.amount / value.amount) / (first.value / second.value)
            return (
                SpanValue(m.start(), m.end("scale") if m["scale"] else m.end("n"), found)
                if abs(rate - 1) < _SAME_RATE
                else None
            )
    return None
