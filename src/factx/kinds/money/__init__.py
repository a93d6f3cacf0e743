"""Amounts of money and the currencies they are in."""

from factx.kinds.money import amounts, elided, series
from factx.kinds.money.article import explain, settle
from factx.kinds.money.rate import widen
from factx.kinds.money.restate import restatements
from factx.kinds.money.value import Money, money
from factx.records import MoneyFact
from factx.rules.kind import Kind, attributes
from factx.rules.rule import rules_of

KIND = Kind(
    MoneyFact,
    rules_of(amounts, series, elided),
    fields=attributes("amount", "amount_to", "currency", "currency_from", "qualifier", "per"),
    values=("amount", "amount_to", "currency"),
    widen=widen,
)
__all__ = ["KIND", "Money", "explain", "money", "restatements", "settle", "widen"]
