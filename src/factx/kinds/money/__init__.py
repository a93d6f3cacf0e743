"""Amounts of money and the currencies they are in."""

from factx.kinds.money import amounts, ranges
from factx.kinds.money.article import explain, settle
from factx.kinds.money.rate import widen
from factx.kinds.money.value import Money, money

RULES = (*amounts.RULES, *ranges.RULES)
__all__ = ["RULES", "Money", "explain", "money", "settle", "widen"]
