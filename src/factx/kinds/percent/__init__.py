"""Percentages, percentage points, basis points, and fractions used as shares."""

from dataclasses import replace

from factx.kinds.percent import amounts, shares
from factx.kinds.percent.value import Percent, percent
from factx.rules.context import Context, Mention
from factx.rules.qualifier import qualifier

RULES = (*amounts.RULES, *shares.RULES)
__all__ = ["RULES", "Percent", "percent", "widen"]


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with the qualifier that the words around give it."""
    found = qualifier(context.text, mention.start, mention.end)
    return (
        Mention(mention.start, mention.end, replace(mention.value, qualifier=found), mention.rule) if found else mention
    )
