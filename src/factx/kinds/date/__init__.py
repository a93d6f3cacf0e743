"""Dates, periods, durations and recurrences, as news writes them, and what they resolve to."""

from typing import Any

from factx import timex
from factx.kinds.date.resolve.settle import settle, widen
from factx.kinds.date.rules import (
    counted,
    days,
    discussed,
    ended,
    fiscal,
    holidays,
    length_forms,
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
from factx.kinds.date.timeml import timeml
from factx.kinds.date.words import Dated, When
from factx.records import DateFact
from factx.rules.kind import Kind
from factx.rules.rule import rules_of


def fields(value: When) -> dict[str, Any]:
    """Return the fields of a date's record; the days that its value covers, None where it covers none."""
    first, last = (None if value.recurring else timex.days(value.timex, timeml=True)) or (None, None)
    said = {name: getattr(value, name) for name in ("timex", "mod", "recurring", "qualifier")}
    return said | {"first_day": first, "last_day": last}


KIND = Kind(
    DateFact,
    rules_of(
        days,
        months,
        ranges,
        years,
        quarters,
        fiscal,
        seasons,
        parts,
        relative,
        discussed,
        counted,
        ended,
        lengths,
        length_forms,
        recurrences,
        holidays,
        spoken,
        vague,
    ),
    fields=fields,
    values=("timex",),
    widen=widen,
)
__all__ = ["KIND", "Dated", "When", "settle", "timeml", "widen"]
