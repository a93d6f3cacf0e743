"""Precision, recall and F1 for pictures and pages, each with its interval."""

import random
from typing import NamedTuple

import numpy as np

from factx.evaluate import Counts, Score
from factx.evaluate.score import ROUNDS, SEED
from factx.records import KINDS


class Measured(NamedTuple):
    """A share between 0 and 1 with its 95% interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


class Accuracy(NamedTuple):
    """How good the facts of a kind are, by one scheme."""

    kind: str
    precision: Measured
    recall: Measured
    f1: Measured
    labels: int
    found: int


def accuracies(result: Score, scheme: str) -> list[Accuracy]:
    """Return the accuracy of each kind that has labels or facts, "micro" last.

    Intervals are percentiles of a bootstrap over documents, drawn as `Score.interval` draws: the F1's are the same.
    """
    return [each for kind in (*KINDS, "micro") if (each := accuracy(result, kind, scheme)).labels + each.found]


def accuracy(result: Score, kind: str, scheme: str) -> Accuracy:
    """Return the accuracy of one kind by one scheme."""
    total = result.total(kind, scheme)
    size = len(result.documents)
    rows = np.array([_row(result.total(kind, scheme, [n])) for n in range(size)]).reshape(size, 3)
    dice = random.Random(f"{SEED}-{kind}-{scheme}")  # noqa: S311 - a sample, no secret
    drawn = (
        np.array([rows[dice.choices(range(size), k=size)].sum(0) for _ in range(ROUNDS)]) if size else np.zeros((1, 3))
    )
    right, possible, actual = _row(total)
    return Accuracy(
        kind,
        _measured(right, actual, drawn[:, 0], drawn[:, 2]),
        _measured(right, possible, drawn[:, 0], drawn[:, 1]),
        _measured(2 * right, possible + actual, 2 * drawn[:, 0], drawn[:, 1] + drawn[:, 2]),
        int(possible),
        int(actual),
    )


def _row(counts: Counts) -> tuple[float, float, float]:
    """Return what is right, what there was to find, and what was found."""
    paired = counts.correct + counts.incorrect + counts.partial
    return counts.correct + 0.5 * counts.partial, paired + counts.missed, paired + counts.spurious


def _measured(part: float, whole: float, parts: np.ndarray, wholes: np.ndarray) -> Measured:
    shares = np.sort(np.divide(parts, wholes, out=np.zeros_like(parts, dtype=float), where=wholes > 0))
    low, high = shares[int(0.025 * len(shares))], shares[max(0, int(0.975 * len(shares)) - 1)]
    return Measured(part / whole if whole else 0.0, float(low), float(high))
