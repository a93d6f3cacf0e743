"""Amounts of money and the currencies they are in."""

from factx.kinds.money import amounts, series
from factx.kinds.money.amounts import widen
from factx.kinds.money.words import Money, money

RULES = (*amounts.RULES, *series.RULES)
__all__ = ["RULES", "Money", "money", "widen"]
