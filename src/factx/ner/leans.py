"""Which way an NER leans at a word, whatever it decides there: how likely a name of some sort begins, by its own scores."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from factx.ner.tokens import Bools, Floats, Ints

SORTS = ("ORG", "PERSON", "GPE", "MISC")
_SORT = {"ORG": 0, "PERSON": 1, "PER": 1, "GPE": 2, "LOC": 2, "FAC": 2}
_DOUBT = 5.0  # log-odds of the best name against none, below which a word is left out


class Lean(NamedTuple):
    """A word where a name may begin: first and past-the-last character, the shares of each of SORTS, then of none."""

    start: int
    end: int
    shares: tuple[float, ...]


def groups(labels: Sequence[str]) -> Floats:
    """Return the matrix that adds up scores by sort: a row each of SORTS and none, a column for none and each label."""
    made = np.zeros((len(SORTS) + 1, 1 + len(labels)), np.float32)
    made[-1, 0] = 1
    for column, label in enumerate(labels, 1):
        made[_SORT.get(label, 3), column] = 1
    return made


def leans(scores: Floats, grouped: Floats, real: Bools) -> tuple[Ints, Floats]:
    """Return the columns where a name may begin, and a row of shares for each: the softmax of the scores, by sort."""
    at = np.flatnonzero((scores[1:].max(axis=0) > scores[0] - _DOUBT) & real)
    likely = np.exp(scores[:, at] - scores[:, at].max(axis=0))
    return at, (grouped @ (likely / likely.sum(axis=0))).T
