"""Boosted trees over features: what several signs together say, which a weighted sum cannot (Friedman, 2001)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factx.kinds.organization.evidence import Features

_TOGETHER = 512  # rows read at once


@dataclass(frozen=True)
class Trees:
    """Trees whose leaves' values are added up, in log-odds, from a beginning.

    A node of a tree is [number of a feature, bound, node where the value is not over it, node where it is], a leaf [value].
    """

    features: tuple[str, ...]
    beginning: float
    nodes: tuple[tuple[tuple[float, ...], ...], ...]

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> "Trees":
        """Return the trees of a file of weights."""
        nodes = tuple(tuple(tuple(node) for node in tree) for tree in found["nodes"])
        return cls(tuple(found["features"]), found["beginning"], nodes)

    def __post_init__(self) -> None:
        width = max((len(tree) for tree in self.nodes), default=1)
        shape = (len(self.nodes), width)
        feature, low, high = (np.zeros(shape, np.int32) for _ in range(3))
        bound, value = np.full(shape, np.inf), np.zeros(shape)
        for t, tree in enumerate(self.nodes):
            for n, node in enumerate(tree):
                low[t, n] = high[t, n] = n  # a leaf leads to itself
                if len(node) == 1:
                    value[t, n] = node[0]
                else:
                    feature[t, n], bound[t, n], low[t, n], high[t, n] = node
        object.__setattr__(self, "_arrays", (feature, bound, low, high, value))
        object.__setattr__(self, "_columns", {name: n for n, name in enumerate(self.features)})

    def scores(self, rows: Sequence[Features]) -> list[float]:
        """Return the sum of each row of features, in log-odds; a feature that a row lacks is 0."""
        return [
            score for at in range(0, len(rows), _TOGETHER) for score in self._scores(rows[at : at + _TOGETHER]).tolist()
        ]

    def _scores(self, rows: Sequence[Features]) -> NDArray[np.float64]:
        columns: dict[str, int] = self._columns  # type: ignore[attr-defined]
        given = np.zeros((len(rows), max(1, len(columns))))
        for n, row in enumerate(rows):
            for name, value in row.items():
                if name in columns:
                    given[n, columns[name]] = value
        feature, bound, low, high, value = self._arrays  # type: ignore[attr-defined]
        tree, each = np.arange(len(self.nodes)), np.arange(len(rows))[:, None]
        at = np.zeros((len(rows), len(self.nodes)), np.int32)
        while True:
            further = np.where(given[each, feature[tree, at]] <= bound[tree, at], low[tree, at], high[tree, at])
            if (further == at).all():
                break
            at = further
        summed: NDArray[np.float64] = self.beginning + value[tree, at].sum(axis=1)
        return summed
