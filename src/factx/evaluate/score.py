"""Scores of facts against gold labels, with their intervals."""

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from factx import kinds
from factx.evaluate.gold import Gold
from factx.records import KINDS, BaseFact, own_fields

SCHEMES = ("strict", "exact", "partial", "type", "value")
VALUE_FIELDS = {name: kind.values for name, kind in kinds.KINDS.items()}
# How and how surely a value was decided, and what follows from the name: gold labels do not say it.
NOT_LABELLED = frozenset({"currency_from", "confidence", "org_id"})
SEED = 20210924
ROUNDS = 1000


def scored_fields(kind: str) -> list[str]:
    """Return the names of a kind's own fields that gold labels state, in record order."""
    return [name for name in own_fields(kind) if name not in NOT_LABELLED]


@dataclass(slots=True)
class Counts:
    """How many pairs were correct, wrong, half right, missed and spurious (MUC-5; SemEval-2013 task 9.1)."""

    correct: float = 0
    incorrect: float = 0
    partial: float = 0
    missed: float = 0
    spurious: float = 0

    def __iadd__(self, other: "Counts") -> Self:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def right(self) -> float:
        """What is right, partial matches at half weight."""
        return self.correct + 0.5 * self.partial

    @property
    def possible(self) -> float:
        """What there was to find."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> float:
        """What was found."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def f1(self) -> float:
        """The F1; 0 with nothing found or nothing to find."""
        both = self.possible + self.actual
        return 2 * self.right / both if both else 0.0


@dataclass(slots=True)
class Score:
    """Counts per kind and scheme of each document, field accuracies, and the errors behind them."""

    documents: list[dict[str, dict[str, Counts]]] = field(
        default_factory=list
    )  # one per document: kind → scheme → counts
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str, BaseFact, BaseFact | None]] = field(default_factory=list)  # what, kind, fact, other
    pairs: dict[str, BaseFact] = field(default_factory=dict)  # by the id of a label: the fact of its kind it pairs with

    def total(self, kind: str, scheme: str, picks: Iterable[int] | None = None) -> Counts:
        """Return the counts of a kind ("micro": all) summed over documents, or over a sample of them."""
        counts = Counts()
        for n in range(len(self.documents)) if picks is None else picks:
            found = self.documents[n].get(kind, {}).get(scheme)
            if found:
                counts += found
        return counts

    def rows(self, kind: str, scheme: str) -> NDArray[np.float64]:
        """Return of each document what is right, what there was to find, and what was found."""
        counts = (self.total(kind, scheme, [n]) for n in range(len(self.documents)))
        return np.array([(c.right, c.possible, c.actual) for c in counts]).reshape(-1, 3)

    def drawn(self, kind: str, scheme: str) -> NDArray[np.float64]:
        """Return the sums of `rows` over as many documents drawn with replacement, of each round of a bootstrap (fixed seed)."""
        rows, dice = self.rows(kind, scheme), random.Random(f"{SEED}-{kind}-{scheme}")  # noqa: S311 - a sample, no secret
        size = range(len(rows))
        return np.array([rows[dice.choices(size, k=len(size))].sum(axis=0) for _ in range(ROUNDS)])

    def interval(self, kind: str, scheme: str) -> tuple[float, float]:
        """Return the 95% bootstrap interval of an F1 over documents."""
        right, possible, actual = self.drawn(kind, scheme).T
        return interval_of(2 * right, possible + actual)


def interval_of(parts: NDArray[np.float64], wholes: NDArray[np.float64]) -> tuple[float, float]:
    """Return the middle 95% of the shares that a bootstrap drew (percentile method); a share of nothing is 0."""
    shares = np.sort(np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes > 0))
    return float(shares[int(0.025 * ROUNDS)]), float(shares[int(0.975 * ROUNDS) - 1])


def score(gold: Gold, facts: Mapping[str, Sequence[BaseFact]]) -> Score:
    """Return the score of facts on the gold's documents; facts of other documents are not looked at."""
    result = Score()
    for doc_id in sorted(gold.labels):
        optional = gold.optional.get(doc_id, [])
        true, found = (
            gold.labels[doc_id],
            [f for f in facts.get(doc_id, []) if not spared(f, optional, gold.labels[doc_id])],
        )
        per_kind: dict[str, dict[str, Counts]] = {}
        for kind in KINDS:
            here = [f for f in true if f.kind == kind], [f for f in found if f.kind == kind]
            per_kind[kind] = match(*here)
            per_kind[kind]["value"] = _values(result, kind, *here)
        per_kind["micro"] = match(true, found) | {"value": _sum(per_kind[kind]["value"] for kind in KINDS)}
        result.documents.append(per_kind)
    return result


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for each in counts:
        total += each
    return total


def spared(fact: BaseFact, optional: Iterable[BaseFact], labels: Iterable[BaseFact]) -> bool:
    """Tell whether a fact overlaps an optional label of its kind, and no label that counts."""
    same = [o for o in optional if o.kind == fact.kind and overlap(o, fact)]
    return bool(same) and not any(g.kind == fact.kind and overlap(g, fact) for g in labels)


def overlap(a: BaseFact, b: BaseFact) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def match(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> dict[str, Counts]:
    """Return the counts of the four SemEval-2013 schemes (Segura-Bedmar et al. 2013), of one kind or of all together.

    strict wants bounds and kind, exact bounds, type kind and any overlap; partial gives an overlap half.
    """
    counts = {scheme: Counts() for scheme in ("strict", "exact", "partial", "type")}
    both = pairs(true, found)
    for g, f in both:
        bounds, kind = (g.start, g.end) == (f.start, f.end), g.kind == f.kind
        for scheme, right in (("strict", bounds and kind), ("exact", bounds), ("type", kind)):
            counts[scheme].correct += right
            counts[scheme].incorrect += not right
        counts["partial"].correct += bounds
        counts["partial"].partial += not bounds
    for each in counts.values():
        each.missed, each.spurious = len(true) - len(both), len(found) - len(both)
    return counts


Pair = tuple[BaseFact, BaseFact]


def pairs(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> list[Pair]:
    """Return overlapping pairs of label and fact, each used once: equal bounds first, then the same kind, then by overlap."""
    ranked = sorted(
        ((g.start, g.end) != (f.start, f.end), g.kind != f.kind, -overlap(g, f), g.start, f.start, i, j)
        for i, j in _overlapping(true, found)
        for g, f in [(true[i], found[j])]
    )
    used_true, used_found, chosen = set(), set(), []
    for *_, i, j in ranked:
        if i not in used_true and j not in used_found:
            used_true.add(i)
            used_found.add(j)
            chosen.append((true[i], found[j]))
    return chosen


def _overlapping(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> Iterable[tuple[int, int]]:
    order = sorted(range(len(found)), key=lambda j: found[j].start)
    starts = [found[j].start for j in order]
    longest = max((f.end - f.start for f in found), default=0)
    for i, g in enumerate(true):
        for at in range(bisect_left(starts, g.start - longest), bisect_left(starts, g.end)):
            if overlap(g, found[order[at]]):
                yield i, order[at]


def _values(result: Score, kind: str, true: Sequence[BaseFact], found: Sequence[BaseFact]) -> Counts:
    """Count values: a pair whose spans overlap and whose normalised value is equal is correct (as in TempEval-3)."""
    both = pairs(true, found)
    result.pairs |= {g.id: f for g, f in both}
    right = 0
    for g, f in both:
        result.fields[kind]["pairs"] += 1
        for name in scored_fields(kind):
            result.fields[kind][name] += getattr(g, name) == getattr(f, name)
        if all(getattr(g, name) == getattr(f, name) for name in VALUE_FIELDS[kind]):
            right += 1
        else:
            result.errors.append(("value", kind, f, g))
    result.errors += [("bounds", kind, f, g) for g, f in both if (g.start, g.end) != (f.start, f.end)]
    paired = {id(x) for pair in both for x in pair}
    result.errors += [("miss", kind, g, None) for g in true if id(g) not in paired]
    result.errors += [("extra", kind, f, None) for f in found if id(f) not in paired]
    return Counts(right, len(both) - right, 0, len(true) - len(both), len(found) - len(both))
