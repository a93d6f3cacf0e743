"""How far two annotators agree: F1 of their labels' spans, and Cohen's kappa of the values of labels that overlap.

Of two annotators neither is right, so F1 (which is the same whoever is taken for the truth) stands for the spans
(Hripcsak & Rothschild 2005: kappa of spans needs a count of what both left unlabelled). Kappa corrects the share of equal
values for what two who choose by their own habits would have in common by chance (Cohen 1960).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from factx.errors import GoldError, InputError
from factx.evaluate.gold import label_of, row_of
from factx.evaluate.said import FOLDER, Said, said_of
from factx.evaluate.score import VALUE_FIELDS, Counts, match, pairs, scored_fields
from factx.evaluate.slots import SLOTS
from factx.files import jsonl
from factx.records import KINDS, BaseFact

SAID_SLOTS = (*SLOTS[:-1], "of_id")  # of is the number itself
ALL = "all of its value"  # what two labels must have alike to be right by value
_FOLLOWS = frozenset({"first_day", "last_day", "external_ids"})  # from the timex, from a list of aliases
T = TypeVar("T", BaseFact, Said)
Values = list[tuple[Hashable, Hashable]]


@dataclass(slots=True)
class Agreement:
    """What two annotators have in common, on the documents that both have labelled."""

    documents: int = 0
    labels: dict[str, tuple[int, int]] = field(default_factory=dict)  # by kind: how many of the one, of the other
    spans: dict[str, dict[str, Counts]] = field(default_factory=dict)  # by kind and scheme
    values: dict[tuple[str, str], Values] = field(default_factory=lambda: defaultdict(list))  # by kind and field
    said: tuple[int, int, int] = (0, 0, 0)  # numbers of which the one, the other, both say something


def kappa(values: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of pairs of values; None where chance alone makes all equal, or there are none."""
    if not values:
        return None
    count = len(values)
    same = sum(a == b for a, b in values) / count
    ours, theirs = Counter(a for a, _ in values), Counter(b for _, b in values)
    chance = sum(ours[value] * theirs[value] for value in ours) / count**2
    return None if chance == 1 else (same - chance) / (1 - chance)


def share(values: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Return the share of pairs that are equal; 0 of none."""
    return sum(a == b for a, b in values) / len(values) if values else 0.0


def compared_fields(kind: str) -> list[str]:
    """Return the fields whose values are compared."""
    return [name for name in scored_fields(kind) if name not in _FOLLOWS]


def agreement(one: Path, other: Path) -> Agreement:
    """Return how far the gold of two folders agrees, on the documents of which both have a file.

    Raises InputError where there is none, GoldError for a row that is no label, or is but suggested.
    """
    ours, theirs = _facts(one), _facts(other)
    both = sorted(ours.keys() & theirs.keys())
    said, others = _said(one), _said(other)
    told = sorted(said.keys() & others.keys())
    if not both and not told:
        raise InputError(f"no document that {one} and {other} have both labelled")
    result = Agreement(documents=len({*both, *told}))
    for kind in KINDS:
        result.spans[kind] = {scheme: Counts() for scheme in ("strict", "partial", "type")}
        counts = [0, 0]
        for doc_id in both:
            a, b = ([fact for fact in labels[doc_id] if fact.kind == kind] for labels in (ours, theirs))
            counts = [counts[0] + len(a), counts[1] + len(b)]
            found = match(a, b)
            for scheme, total in result.spans[kind].items():
                total += found[scheme]  # noqa: PLW2901 - counts add up in place
            _compare(result, kind, a, b)
        result.labels[kind] = (counts[0], counts[1])
    for doc_id in told:
        _compare_said(result, said[doc_id], others[doc_id])
    return result


def _compare(result: Agreement, kind: str, one: Sequence[BaseFact], other: Sequence[BaseFact]) -> None:
    for a, b in pairs(one, other):
        result.values[kind, ALL].append((_value(a), _value(b)))
        for name in compared_fields(kind):
            result.values[kind, name].append((getattr(a, name), getattr(b, name)))


def _value(fact: BaseFact) -> Hashable:
    return tuple(getattr(fact, name) for name in VALUE_FIELDS[fact.kind])


def _compare_said(result: Agreement, one: Iterable[Said], other: Iterable[Said]) -> None:
    ours, theirs = ({said.number.id: said.observation for said in each} for each in (one, other))
    both = ours.keys() & theirs.keys()
    a, b, c = result.said
    result.said = a + len(ours), b + len(theirs), c + len(both)
    for number in sorted(both):
        for slot in SAID_SLOTS:
            mine, yours = (getattr(each[number], slot) for each in (ours, theirs))
            result.values["said", slot].append((_folded(mine), _folded(yours)))


def _folded(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def _facts(folder: Path) -> Mapping[str, list[BaseFact]]:
    return _read(folder, lambda line: label_of(row_of(line))[0], lambda fact: fact.doc_id)


def _said(folder: Path) -> Mapping[str, list[Said]]:
    return _read(folder / FOLDER, lambda line: said_of(row_of(line))[0], lambda said: said.number.doc_id)


def _read(folder: Path, of: Callable[[str], T], doc_id: Callable[[T], str]) -> dict[str, list[T]]:
    """Return the rows of a folder by document; a document of which there is nothing to say has an empty file."""
    found: dict[str, list[T]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        with file.open("rb") as lines:
            rows = list(jsonl.read(lines, of, file, GoldError))
        for row in rows:
            found.setdefault(doc_id(row), []).append(row)
        if not rows:
            found.setdefault(file.stem, [])
    return found
