"""Amounts of money and the currencies they are in."""

from factx.kinds.money.amounts import RULES, Money, money, widen

__all__ = ["RULES", "Money", "money", "widen"]
