"""How sure a fact is: from scores of articles that were kept out of the fit to probabilities, and how true these are.

Two numbers (Platt scaling) turn a mention's score into a probability; names that skip the weights get the share of their
mentions that is right, by reason. What the annotation guide settles ("Chinese government") is counted on the sets that
are labelled by it: others call it no organization.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from factx.kinds.organization.weights import Calibration

BY_GUIDE = "settled by the guide"
LABELLED_BY_GUIDE = ("wikinews", "stories")
BINS = 10
_MARKS = ("<!-- reliability -->\n", "<!-- end -->\n")


@dataclass(frozen=True)
class Judged:
    """A mention that is reported: its score, the reason if it skipped the weights, whether it is right, what it counts."""

    score: float
    settled: str | None
    right: bool
    weight: float


def calibrate(sets: Mapping[str, Sequence[Judged]]) -> Calibration:
    """Return what turns scores into probabilities, given judged mentions of articles kept out of the fit, by set."""
    every = [one for some in sets.values() for one in some]
    weighed = [one for one in every if one.settled is None]
    model = LogisticRegression(C=1e6, solver="newton-cholesky", tol=1e-10)
    model.fit([[o.score] for o in weighed], [o.right for o in weighed], sample_weight=[o.weight for o in weighed])
    ours = [one for name, some in sets.items() if name in LABELLED_BY_GUIDE for one in some]
    shares = {}
    for reason in sorted({one.settled for one in every if one.settled}):
        some = [one for one in (ours if reason == BY_GUIDE else every) if one.settled == reason]
        if some:
            share = np.average([one.right for one in some], weights=[one.weight for one in some])
            shares[reason] = round(float(share), 3)
    return Calibration(round(float(model.coef_[0][0]), 3), round(float(model.intercept_[0]), 3), shares)


def bins(some: Iterable[Judged], calibration: Calibration) -> list[tuple[float, float, int]]:
    """Return, for ten bins of confidence, its mean, the share that is right, and how many mentions."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one in some:
        sure = calibration.confidence(one.score, one.settled)
        if sure is not None:
            held[min(BINS - 1, int(sure * BINS))].append((sure, one.right))
    return [(sum(p for p, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in held if b]


def expected_error(some: Iterable[Judged], calibration: Calibration) -> float:
    """Return the expected calibration error: how far confidence is from the share that is right, a mention's mean."""
    made = bins(some, calibration)
    return sum(abs(mean - right) * n for mean, right, n in made) / max(1, sum(n for *_, n in made))


def table(sets: Mapping[str, Sequence[Judged]], calibration: Calibration) -> str:
    """Return the reliability of all sets together and the expected calibration error of each, as Markdown."""
    every = [one for some in sets.values() for one in some]
    rows = ["| mean confidence | right | mentions |", "|---|---|---|"]
    rows += [f"| {mean:.2f} | {right:.2f} | {n:,} |" for mean, right, n in bins(every, calibration)]
    others = [one for one in every if one.settled != BY_GUIDE]
    each = ", ".join(f"{name} {expected_error(some, calibration):.3f}" for name, some in sets.items())
    whole, rest = expected_error(every, calibration), expected_error(others, calibration)
    said = (
        f"Expected calibration error {whole:.3f}; {rest:.3f} without what only our guide calls a body. By set: {each}."
    )
    return "\n".join([*rows, "", said]) + "\n"


def write(card: Path, made: str) -> None:
    """Put a table between the marks of a model card."""
    text = card.read_text("utf8")
    before, _, rest = text.partition(_MARKS[0])
    _, end, after = rest.partition(_MARKS[1])
    if not end:
        raise SystemExit(f"{card}: no place for the table of reliability")
    card.write_text(f"{before}{_MARKS[0]}{made}{end}{after}", "utf8")
