"""Percentages, percentage points, basis points, and fractions used as shares."""

from dataclasses import replace

from factx.kinds.percent import amounts, shares
from factx.kinds.percent.value import Percent, percent
from factx.records import PercentFact
from factx.rules.context import Context, Mention
from factx.rules.kind import Kind, attributes
from factx.rules.qualifier import qualifier
from factx.rules.rule import rules_of


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with the qualifier that the words around give it."""
    found = qualifier(context.text, mention.start, mention.end)
    return (
        Mention(mention.start, mention.end, replace(mention.value, qualifier=found), mention.rule) if found else mention
    )


KIND = Kind(
    PercentFact,
    rules_of(amounts, shares),
    fields=attributes("value", "value_to", "unit", "qualifier"),
    values=("value", "value_to", "unit"),
    widen=widen,
)
__all__ = ["KIND", "Percent", "percent", "widen"]
