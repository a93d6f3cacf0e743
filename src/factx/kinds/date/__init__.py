"""Dates, periods, durations and recurrences, as news writes them, and what they resolve to."""

from factx.kinds.date.resolve.settle import settle, widen
from factx.kinds.date.rules import (
    counted,
    days,
    discussed,
    ended,
    fiscal,
    holidays,
    lengths,
    months,
    parts,
    quarters,
    ranges,
    recurrences,
    relative,
    seasons,
    spoken,
    vague,
    years,
)
from factx.kinds.date.rules.vague import VAGUE_RULES
from factx.kinds.date.timeml import timeml
from factx.kinds.date.words import Dated, When

_MODULES = (
    days, months, ranges, years, quarters, fiscal, seasons, parts, relative, discussed, counted, ended, lengths, recurrences,
    holidays, spoken, vague,
)  # fmt: skip
RULES = tuple(each for module in _MODULES for each in module.RULES)
__all__ = ["RULES", "VAGUE_RULES", "Dated", "When", "settle", "timeml", "widen"]
