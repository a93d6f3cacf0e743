"""Precision, recall and F1 for pictures and pages, each with its interval."""

from typing import NamedTuple

from factx.evaluate import Score
from factx.evaluate.score import interval_of
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
    """Return the accuracy of each kind that has labels or facts, "micro" last."""
    return [each for kind in (*KINDS, "micro") if (each := accuracy(result, kind, scheme)).labels + each.found]


def accuracy(result: Score, kind: str, scheme: str) -> Accuracy:
    """Return the accuracy of one kind by one scheme."""
    total, (right, possible, actual) = result.total(kind, scheme), result.drawn(kind, scheme).T
    return Accuracy(
        kind,
        _measured(total.right, total.actual, interval_of(right, actual)),
        _measured(total.right, total.possible, interval_of(right, possible)),
        _measured(2 * total.right, total.possible + total.actual, interval_of(2 * right, possible + actual)),
        int(total.possible),
        int(total.actual),
    )


def _measured(part: float, whole: float, interval: tuple[float, float]) -> Measured:
    return Measured(part / whole if whole else 0.0, *interval)
