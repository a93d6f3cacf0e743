"""What got better and what worse between two runs over the same documents and gold.

Differences of F1 come with the p-value of a paired bootstrap over articles, two-sided (Efron & Tibshirani 1993; in this form
Berg-Kirkpatrick, Burkett & Klein 2012): articles are drawn with replacement, both runs are scored on each draw, and p is the
share of draws whose difference is as far from the one measured as that is from none. Nothing is assumed of how scores are
distributed. Of fewer than FEWEST articles no p is given: draws of so few are too much alike.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from factx.errors import GoldError
from factx.evaluate.gold import Gold
from factx.evaluate.said import Said
from factx.evaluate.score import ROUNDS, SEED, VALUE_FIELDS, Score, scored_fields
from factx.evaluate.slots import SLOTS, SlotScore, Wrong
from factx.observation import PHRASES
from factx.records import KINDS, BaseFact, Document

SCHEMES = ("strict", "value")
WHAT = ("right", "wrong", "gone", "came", "changed")
# What became of a label (right, wrong) or of what no label asks for (gone, came); changed: another value, right or wrong as before.
What = Literal["right", "wrong", "gone", "came", "changed"]
FEWEST = 6  # of five articles that all gain, even the exact sign test has p above 0.05
_TINY = 1e-12  # what sums of floats may differ by


@dataclass(frozen=True, slots=True)
class Compared:
    """The F1 of a kind ("micro": of all) or slot in two runs, and how likely chance alone makes such a difference."""

    name: str
    scheme: str
    old: float
    new: float
    p: float | None  # None: too few articles to tell

    @property
    def difference(self) -> float:
        """How much higher the new one is."""
        return self.new - self.old


class FactChange(NamedTuple):
    """A label (None: an extra) and what the two runs have for it; None where one has nothing.

    A label is right where a fact has its bounds and its value.
    """

    what: What
    gold: BaseFact | None
    old: BaseFact | None
    new: BaseFact | None

    @property
    def fact(self) -> BaseFact:
        """The label, or else the extra itself."""
        found = self.gold or self.new or self.old
        assert found is not None  # noqa: S101 - nothing changed without one
        return found


class SlotChange(NamedTuple):
    """A slot of a number and what the two runs say of the number; None where one says nothing, or it is not in the gold."""

    what: What
    slot: str
    gold: Said | None
    old: Said | None
    new: Said | None

    @property
    def fact(self) -> BaseFact:
        """The number."""
        found = self.gold or self.new or self.old
        assert found is not None  # noqa: S101 - nothing changed without one
        return found.number


@dataclass(frozen=True, slots=True)
class Diff:
    """Two runs beside each other: scores by kind, scores by slot, and every change, in the order of WHAT and of the text."""

    scores: list[Compared]
    facts: list[FactChange]
    slot_scores: list[Compared] = field(default_factory=list)
    slots: list[SlotChange] = field(default_factory=list)


def compare(
    gold: Gold,
    old: Score,
    new: Score,
    slots: tuple[SlotScore, SlotScore] | None = None,
) -> Diff:
    """Return what changed from the score of one run to that of another, both by this gold; `slots` are those of observations."""
    scores = _compared([(kind, scheme) for kind in (*KINDS, "micro") for scheme in SCHEMES], old, new)
    facts = sorted([*_of_labels(gold, old, new), *_of_extras(old, new)], key=_place)
    if slots is None:
        return Diff(scores, facts)
    names = [(slot, scheme) for slot, scheme in slots[1].slots if scheme == "filled"]
    slot_scores = _compared(names, slots[0].counts, slots[1].counts)
    return Diff(scores, facts, slot_scores, sorted(_of_slots(*slots), key=_slot_place))


def check_same_texts(gold: Gold, old: Mapping[str, Document], new: Mapping[str, Document]) -> None:
    """Raise GoldError where the older run lacks a document of the gold or has another text for it."""
    for doc_id in gold.labels:
        if doc_id not in old:
            raise GoldError(f"no document {doc_id!r} in the older outputs: extract it first")
        if doc_id in new and old[doc_id].text != new[doc_id].text:
            raise GoldError(f"document {doc_id!r} has another text in the older outputs: extract it again")


def _compared(names: Sequence[tuple[str, str]], old: Score, new: Score) -> list[Compared]:
    """Return the scores that have a label or a fact in one of the runs."""
    size, dice = len(new.documents), random.Random(f"{SEED}-diff")  # noqa: S311 - a sample, no secret
    rows = np.array([[run.rows(*name) for name in names] for run in (old, new)]).reshape(2, len(names), size, 3)
    sums = np.stack([rows[..., 0], rows[..., 1] + rows[..., 2]], axis=-1)  # what an F1 is made of
    then, now = _f1(sums.sum(axis=2))
    measured, extreme = now - then, np.zeros(len(names), int)
    for _ in range(ROUNDS):
        drawn = np.bincount(dice.choices(range(size), k=size), minlength=size) if size else np.zeros(0)
        one, two = _f1(np.einsum("d,rnds->rns", drawn, sums))
        extreme += np.abs(two - one - measured) >= np.abs(measured) - _TINY
    p = [float(n + 1) / (ROUNDS + 1) if size >= FEWEST else None for n in extreme]
    there = sums[..., 1].sum(axis=(0, 2)) > 0
    return [Compared(*name, float(then[n]), float(now[n]), p[n]) for n, name in enumerate(names) if there[n]]


def _f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    right, size = sums[..., 0], sums[..., 1]
    return np.divide(2 * right, size, out=np.zeros_like(size), where=size > 0)


def _of_labels(gold: Gold, old: Score, new: Score) -> Iterator[FactChange]:
    for label in (label for labels in gold.labels.values() for label in labels):
        then, now = old.pairs.get(label.id), new.pairs.get(label.id)
        was, is_now = _right(label, then), _right(label, now)
        if was != is_now:
            yield FactChange("right" if is_now else "wrong", label, then, now)
        elif _said(then) != _said(now):
            yield FactChange("changed", label, then, now)


def _of_extras(old: Score, new: Score) -> Iterator[FactChange]:
    then, now = ({e[2].id: e[2] for e in run.errors if e[0] == "extra"} for run in (old, new))
    for each in then.keys() | now.keys():
        one, two = then.get(each), now.get(each)
        if one is None or two is None:
            yield FactChange("gone" if two is None else "came", None, one, two)
        elif _said(one) != _said(two):
            yield FactChange("changed", None, one, two)


def _right(label: BaseFact, fact: BaseFact | None) -> bool:
    names = ("start", "end", *VALUE_FIELDS[label.kind])
    return fact is not None and all(getattr(label, name) == getattr(fact, name) for name in names)


def _said(fact: BaseFact | None) -> list[object]:
    """Return all of a fact that gold could contradict."""
    return [getattr(fact, name) for name in ("start", "end", *scored_fields(fact.kind))] if fact else []


def _of_slots(old: SlotScore, new: SlotScore) -> Iterator[SlotChange]:
    then, now = (dict(_keyed(run.wrong)) for run in (old, new))
    for key in then.keys() | now.keys():
        slot, wanted, number = key
        one, two = then.get(key), now.get(key)
        gold = (one or two or Wrong(slot, None, None)).gold
        runs = [run.pairs.get(number) if wanted else w and w.found for run, w in ((old, one), (new, two))]
        if one is None or two is None:
            better, worse = ("right", "wrong") if wanted else ("gone", "came")
            yield SlotChange(better if two is None else worse, slot, gold, *runs)  # type: ignore[arg-type]
        elif _filled(slot, runs[0]) != _filled(slot, runs[1]):
            yield SlotChange("changed", slot, gold, *runs)


def _keyed(wrong: Iterable[Wrong]) -> Iterator[tuple[tuple[str, bool, str], Wrong]]:
    """Yield what is wrong by its slot, whether gold has the number, and the number."""
    for each in wrong:
        said = each.gold or each.found
        if said is not None:
            yield (each.slot, each.gold is not None, said.number.id), each


def _filled(slot: str, said: Said | None) -> object:
    """Return all that a slot says: a phrase with its place, the number it points to, a word."""
    if said is None:
        return None
    if slot in PHRASES:
        return [getattr(said.observation, f"{slot}{part}") for part in ("", "_start", "_end")]
    return said.observation.of_id if slot == "of" else getattr(said.observation, slot)


def _place(change: FactChange) -> tuple[int, int, str, int]:
    fact = change.fact
    return WHAT.index(change.what), list(KINDS).index(fact.kind), fact.doc_id, fact.start


def _slot_place(change: SlotChange) -> tuple[int, int, str, int]:
    return WHAT.index(change.what), SLOTS.index(change.slot), change.fact.doc_id, change.fact.start
