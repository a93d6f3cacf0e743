"""Which way a number moved, and what it is compared with."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from factx.observation import Basis, Change
from factx.observe.role import Part
from factx.observe.sentence import Sentence
from factx.records import Fact

_SAME = (
    r"(?:the\s)?(?:year-ago|year-earlier|prior-year|previous-year"
    r"|(?:same|corresponding|comparable|equivalent)"
    r"\s(?:period|quarter|month|half|time|week|year|(?:three|six|nine)\smonths))"
)
_THAN = r"(?:from|than|over|on|against|versus|vs\.?|compared\s(?:with|to)|in\scomparison\s(?:with|to)|relative\sto)"


_WORDS = (
    r"(?:(?:[^,;.]|[.,](?=\d)|,(?=\s(?:or|an?|one)\s)){0,60}\s)?"  # between "than" and the time: sales of $1.2m, or
)


def _like(unit: str, short: str) -> re.Pattern[str]:
    """Return the pattern of a basis: N-on-N, N over N, n/n, from a N earlier, than the previous N."""
    return re.compile(
        rf"""\b(?:
            {unit}[-\s](?:on|over|to)[-\s]{unit}
          | {short}[/-]?o?[/-]?{short}\b
          | {_THAN}\s{_WORDS}(?:an?|one)\s{unit}\s(?:ago|earlier|before|previously|prior)
          | {_THAN}\s{_WORDS}(?:the\s)?(?:previous|prior|preceding|last)\s{unit}
          | {_THAN}\s{_WORDS}the\s{unit}\s(?:before|earlier)
          | on\s(?:the|a)\s{unit}\b
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


_YEARLY = re.compile(
    rf"""\b{_THAN}\s{_WORDS}{_SAME}\b
      | \b{_THAN}\s(?:the\s)?(?:[a-z]+\s){{0,2}}(?:quarter|half|month|period|months)\s(?:of\s)?
        (?:last\syear|a\syear\s(?:ago|earlier)|the\s(?:previous|prior)\syear)
      | \byear-(?:ago|earlier)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    ("year-on-year", _like("year", "y")),
    ("quarter-on-quarter", _like("quarter", "q")),
    ("month-on-month", _like("month", "m")),
    ("year-on-year", _YEARLY),
)
_FAR = 250  # characters from a number to what it is compared with
_CLAUSE_END = re.compile(r";|,?\s(?:while|whereas|but|although)\s|,\sand\s")


_JOINED = re.compile(r"[,;]\s|\sand\s")


class Moved(NamedTuple):
    """Which way, and compared with what."""

    change: Change | None = None
    basis: Basis | None = None


def movements(sentence: Sentence, roles: Mapping[str, Part]) -> Mapping[str, Moved]:
    """Return which way each number of a sentence moved, and the basis that the text gives for it, by fact id.

    A level has the basis of the change that led to it, and a restatement that of what it restates.
    """
    bases = {n.id: _basis(sentence, n) for n in sentence.numbers if roles[n.id].role in {"change", "to"}}
    for fact, part in roles.items():
        if part.role == "change" and part.of_id and roles[part.of_id].way:
            bases[part.of_id] = bases.get(part.of_id) or bases[fact]
    for fact, part in roles.items():
        if part.role == "equivalent" and part.of_id in bases:
            bases[fact] = bases[part.of_id]
    return {fact: Moved(part.way, bases.get(fact)) for fact, part in roles.items()}


def _basis(sentence: Sentence, fact: Fact) -> Basis | None:
    """Return the basis said nearest to a number: behind it in its clause, or before it up to the number before."""
    text = sentence.text
    behind = text[fact.end : min(sentence.end, fact.end + _FAR)]
    cut = _CLAUSE_END.search(behind)
    behind = behind[: cut.start()] if cut else behind
    before = max((n.end for n in sentence.numbers if n.end <= fact.start), default=sentence.start)
    ahead = text[max(before, fact.start - _FAR) : fact.start]
    ahead = ahead if before == sentence.start else _JOINED.split(ahead)[-1]  # not that of the number before
    found = [(m.start(), basis) for basis, pattern in _BASES for m in [pattern.search(behind)] if m]
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return next((basis for basis, pattern in _BASES if pattern.search(ahead)), None)
