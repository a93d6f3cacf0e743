"""Dates, periods, durations and recurrences, as news writes them, and what they resolve to."""

from factx.kinds.date.resolve.settle import settle, widen
from factx.kinds.date.rules import (
    days,
    discussed,
    fiscal,
    lengths,
    parts,
    periods,
    ranges,
    relative,
    special,
    spoken,
    vague,
)
from factx.kinds.date.rules.vague import VAGUE_RULES
from factx.kinds.date.timeml import timeml
from factx.kinds.date.words import Dated, When

RULES = (
    *days.RULES,
    *ranges.RULES,
    *periods.RULES,
    *fiscal.RULES,
    *parts.RULES,
    *relative.RULES,
    *discussed.RULES,
    *lengths.RULES,
    *special.RULES,
    *spoken.RULES,
    *vague.RULES,
)
__all__ = ["RULES", "VAGUE_RULES", "Dated", "When", "settle", "timeml", "widen"]
