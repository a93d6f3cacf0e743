"""A rule of one's own: a baker's dozen percent is 13 percent."""

import re
from decimal import Decimal

from factx import Context, Document, Extractor, Percent, rule


@rule(
    r"baker's\sdozen\s(?:percent|%)",
    finds={"Bread rose a [baker's dozen percent] in May.": Percent(Decimal(13))},
    skips=["She bought a baker's dozen of rolls."],
    name="percent.bakers_dozen",
)
def bakers_dozen(m: re.Match[str], context: Context) -> Percent:
    """Thirteen."""
    return Percent(Decimal(13))


article = Document(id="bread", text="Bread rose a baker’s dozen percent, rolls 5 percent.")
for fact in next(Extractor(rules=[bakers_dozen])([article])):
    if fact.kind == "percent":
        print(fact.text, fact.value, fact.rule)
