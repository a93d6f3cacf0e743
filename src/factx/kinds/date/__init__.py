"""Dates, periods, durations and recurrences, as news writes them, and what they resolve to."""

from factx.kinds.date import days, lengths, periods, relative
from factx.kinds.date.settle import settle, widen
from factx.kinds.date.words import Dated, When

RULES = (*days.RULES, *periods.RULES, *relative.RULES, *lengths.RULES)
__all__ = ["RULES", "Dated", "When", "settle", "widen"]
