"""Facts that no careful editor would file without a second look: what a gate can tell without gold labels."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from factx.observation import NUMBERS
from factx.records import BaseFact, DateFact, Document, MoneyFact, PercentFact

HIGHEST_PERCENT = {"percent": 1_000, "fraction": 100, "percentage_point": 100, "basis_point": 10_000}
WIDEST_RANGE = 100  # the upper end of a range over its lower end
FARTHEST_YEARS = 100  # from the publication date
_NUMBER_GOES_ON = re.compile(r"[0-9]|[.,/][0-9]")
_NUMBER_BEFORE = re.compile(r"[0-9][.,/]?\Z")
_LIKE_A_YEAR = re.compile(
    r"""(?<![0-9.,'])(?:19|20)[0-9]{2}  # four digits, no thousands apart
        (?![0-9]|[.,'][0-9]             # no decimals
          |\s?(?:[kmb]n?\b|tr?n\b|\w*illion|hundred|thousand|lakh|crore))  # no scale""",
    re.VERBOSE | re.IGNORECASE,
)
_STATES_ITS_TIME = re.compile(r"[0-9]{4}|[0-9]{2}00s|century|B\.?C", re.IGNORECASE)  # as written, however far


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact and the reason to look at it again, in a few words."""

    fact: BaseFact
    reason: str


def suspicious(facts: Sequence[BaseFact], document: Document) -> Iterator[Doubt]:
    """Yield the doubtful facts of one document, in text order.

    Looked for: a percentage above 1,000 (a share above 100, more than 100 percentage points or 10,000 basis points); a
    range whose upper end is over 100 times its lower; a money amount written like a year; days more than 100 years from
    the publication date that the text does not state itself; a number that a fact's bounds, or two facts of one kind, split.
    """
    ordered = sorted(facts, key=lambda fact: (fact.start, fact.end))
    apart = _split_in_two(ordered, document.text)
    for fact in ordered:
        for reason in (*_of_value(fact, document), *_of_bounds(fact, document.text)):
            yield Doubt(fact, reason)
        if fact.id in apart:
            yield Doubt(fact, "two facts split one number")


def _of_value(fact: BaseFact, document: Document) -> Iterator[str]:
    if isinstance(fact, PercentFact):
        highest = HIGHEST_PERCENT[fact.unit]
        if max(abs(fact.value), abs(fact.value_to or Decimal(0))) > highest:
            yield f"above {highest:,} {fact.unit.replace('_', ' ')}"
        yield from _of_range(fact.value, fact.value_to)
    elif isinstance(fact, MoneyFact):
        if _LIKE_A_YEAR.search(fact.text):
            yield "an amount written like a year"
        yield from _of_range(fact.amount, fact.amount_to)
    elif isinstance(fact, DateFact) and document.published and fact.first_day and fact.last_day:
        far = max(document.published.year - fact.first_day.year, fact.last_day.year - document.published.year)
        if far > FARTHEST_YEARS and not _STATES_ITS_TIME.search(fact.text):
            yield f"{far} years from the publication date"


def _of_range(low: Decimal, high: Decimal | None) -> Iterator[str]:
    if high is not None and low > 0 and high > WIDEST_RANGE * low:
        yield f"a range over {WIDEST_RANGE} times its lower end"


def _of_bounds(fact: BaseFact, text: str) -> Iterator[str]:
    if fact.kind == "organization":
        return
    before, after = text[max(0, fact.start - 2) : fact.start], text[fact.end : fact.end + 2]
    if fact.text[0].isdigit() and _NUMBER_BEFORE.search(before):
        yield "begins inside a number"
    if fact.text[-1].isdigit() and _NUMBER_GOES_ON.match(after):
        yield "ends inside a number"


def _split_in_two(ordered: Iterable[BaseFact], text: str) -> set[str]:
    """Return the ids of second facts of a kind that go on where the first one's number was cut."""
    numeric = (fact for fact in ordered if fact.kind in NUMBERS)
    return {
        later.id
        for first, later in pairwise(numeric)
        if first.kind == later.kind
        and first.text[-1].isdigit()
        and later.text[0].isdigit()
        and re.fullmatch(r"[.,/]?", text[first.end : later.start])
    }
