"""A library user's program: own rule, own recogniser, facts told apart by their kind. mypy --strict must accept it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import factx


@factx.rule(
    r"""
    a \s baker's \s dozen \s   # thirteen
    percent
    """,
    name="percent.bakers_dozen",
    finds={"rose [a baker's dozen percent] there": factx.Percent(Decimal(13))},
)
def bakers_dozen(m: re.Match[str], context: factx.Context) -> factx.Percent:
    """Thirteen percent."""
    return factx.Percent(Decimal(13))


def acme(texts: Iterable[str]) -> Iterator[list[factx.Entity]]:
    """Tag every Acme."""
    for text in texts:
        yield [factx.Entity(m.start(), m.end(), "ORG") for m in re.finditer("Acme", text)]


def told(fact: factx.Fact) -> str:
    """Return what a fact says, as its kind has it."""
    if fact.kind == "money":
        return f"{fact.amount + 1} {fact.currency}"
    if fact.kind == "percent":
        return f"{fact.value} {fact.rule}"
    if fact.kind == "organization":
        return fact.name
    return f"{fact.timex} {fact.first_day}"


def read(text: str) -> list[str]:
    """Return what the facts of a text say, read by the own rule and recogniser."""
    extractor = factx.Extractor(rules=[bakers_dozen], recogniser=acme)
    document = factx.Document(id="1", text=text)
    facts = next(extractor([document]))
    return [told(fact) for fact in facts]


def said(text: str) -> list[tuple[str | None, str | None, str]]:
    """Return measure, date and role of each number of a text."""
    return [(each.measure, each.when, each.role) for each in factx.reading(text).observations]
