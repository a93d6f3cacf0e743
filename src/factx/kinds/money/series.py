"""Ranges of money, and lists and changes that share their scale and currency."""

import re
from dataclasses import replace

from factx.kinds.money.currency import meaning
from factx.kinds.money.signs import has_letter_apart, is_article
from factx.kinds.money.value import Money, money
from factx.kinds.money.words import SIGN, WORD, counts_money, made
from factx.rules.context import Context, SpanValue
from factx.rules.number import IN_BRACKETS, LONG_SCALE, MINUS, NUMBER, SCALE
from factx.rules.rule import rule
from factx.rules.series import Item, SeriesReader


def _make(item: Item, context: Context) -> Money | None:
    """Return the amount that an item of a series comes to."""
    if item.unit is None or (item.unit == "$" and has_letter_apart(context.before(item.start, 6))):
        return None
    if item.complete and item.unit_first and is_article(item.unit, context.before(item.start, 2)):
        return None
    if item.complete and not item.unit_first:
        after = context.text[item.end : item.end + 30]
        if not counts_money(f"{item.number} {item.scale or ''}".strip(), item.unit, after):
            return None
    return made(item.number, item.unit, context, scale=item.scale, negative="-" if item.negative else None)


def _same(one: str, other: str) -> bool:
    """Tell whether two forms are one currency; a bare $ is that of any dollar sign beside it."""
    return (
        meaning(one) == meaning(other) or (other == "$" and one.endswith("$")) or (one == "$" and other.endswith("$"))
    )


_MINUS = rf"(?P<minus> {MINUS} )?"
_SIGN = rf"(?P<first> {SIGN} ) (?: \s (?![a-z]) )? (?: -(?=[0-9.]) )?"
_AMOUNT = rf"""
    (?: {IN_BRACKETS} | (?P<n> {NUMBER} ) )
    (?: [\s-]{{0,2}} (?P<scale> {SCALE} (?: \s{LONG_SCALE} )? ) )?
    (?: [\s-]? (?P<last> {WORD} ) )?
    (?! \w | [.,]?[0-9] )
"""
SERIES = SeriesReader(
    rf"{_MINUS} (?: {_SIGN} )? {_AMOUNT}",
    make=_make,
    same=_same,
    up_to=lambda low, high: replace(low, amount_to=high.amount),
)


@rule(
    SERIES.pattern(rf"{_MINUS} {_SIGN} {_AMOUNT}"),
    finds={
        "a fee of [€5-7 million] was asked": money("5000000", "EUR", "7000000"),
        "between [$3 and $5 million] a year ago": money("3000000", "USD", "5000000"),
        "A [$5 to $6 million] fund": money("5000000", "USD", "6000000"),
        "about [$800,000 to $1.3 million] in all": money("800000", "USD", "1300000", qualifier="about"),
        "a fine of [$5-8,000] is due": money("5000", "USD", "8000"),
        "fines from [$250,000 to $1 million] are due": money("250000", "USD", "1000000"),
        "claims from [$300 to $5 million] there": money("300", "USD", "5000000"),
        "set aside [Rs 4,000-5,000 crore] for": money("40000000000", "INR", "50000000000"),
        "rose from [$6.8] to [$7.3 billion] then": [money("6800000000", "USD"), money("7300000000", "USD")],
        "hold [$2.1], [$3.4] and [$5.6 billion] now": [
            money(f"{n}00000000", "USD") for n in ("21", "34", "56")],
        "was [$3.4 billion], versus [2.9 billion] a year ago": [
            money("3400000000", "USD"), money("2900000000", "USD")],
        "took [$3.4m] in fines, [$1.9m] in fees and [800,000] in rents": [
            money("3400000", "USD"), money("1900000", "USD"), money("800000", "USD")],
    },
    skips=["spent $HOME, 5 and 6"],
    numbers_alone=False,
)  # fmt: skip
def signed_series(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Amounts that begin with a sign, joined to ranges or lists, with the currency and the scale they share."""
    return SERIES.read_first(context, m.start())


@rule(
    SERIES.pattern(rf"{_MINUS} {_AMOUNT}"),
    finds={
        "sold for [5 million to 7 million euros] then": money("5000000", "EUR", "7000000"),
        "asked for [15-25 million dollars] in cash": money("15000000", "USD", "25000000"),
        "a price of [15-20 USD] was": money("15", "USD", "20"),
        "were [363.1 billion], [2.56 trillion] and [2.11 trillion yuan] there": [
            money("363100000000", "CNY"), money("2560000000000", "CNY"), money("2110000000000", "CNY")],
        "between [five to six million dollars] there": money("5000000", "USD", "6000000"),
        "for [two or three hundred dollars] there": money("200", "USD", "300"),
        "grants of [3], [4] and [5 million euros] were": [money(f"{n}000000", "EUR") for n in "345"],
        "It costs about [8 or $9] there": money("8", "USD", "9", qualifier="about"),
        "for [eight or nine euros] there": money("8", "EUR", "9"),
        "between [5 cents and 10 dollars] there": money("0.05", "USD", "10"),
        "rose to [7.3 billion euros] from [6.8 billion] a year earlier": [
            money("7300000000", "EUR"), money("6800000000", "EUR")],
        "spent [90 million] of the [2.5 billion rupees] it had": [
            money("90000000", "INR"), money("2500000000", "INR")],
        "rising from [8.1] to [11-12 billion euros] then": [
            money("8100000000", "EUR"), money("11000000000", "EUR", "12000000000")],
        "of [6.1 billion shekels] and [420 million], respectively": [
            money("6100000000", "ILS"), money("420000000", "ILS")],
        "of [100 dollars], [50], and [25].": [money(n, "USD") for n in ("100", "50", "25")],
    },
    skips=["4 shops in 2012 and 3 opened", "Boeing 737 and 747", "between 20 and 30 pounds of butter"],
    numbers_alone=False,
)  # fmt: skip
def series(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Amounts that begin with a number, joined to ranges or lists, with the currency and the scale they share."""
    return SERIES.read_first(context, m.start())
