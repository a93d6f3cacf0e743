"""spaCy's greedy arc-eager transitions, one of every sentence at a time.

A sentence's state is the token on top of its stack and the first one of its buffer; stack and buffer go on as chains of
links between tokens. Tokens are numbered from 1 over all sentences, and 0 stands for none, in links as in the table.
"""

from typing import Any

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.layers import layers_named, output_layer
from factx.ner.tokens import Floats, Ints

_SHIFT, _REDUCE, _ARC, _BREAK = 1, 2, 4, 8  # as bits of what a state allows; an arc goes left or right


class Transitions:
    """The parser's weights, and the loop that makes heads and labels of token vectors."""

    def __init__(self, parser: Any) -> None:  # noqa: ANN401 - a DependencyParser
        model, moves = parser.model, parser.moves
        lower = model.get_ref("lower")
        (linear,) = layers_named(model.get_ref("tok2vec"), "linear")
        self._linear, self._offset = linear.get_param("W"), linear.get_param("b")[:, None]
        weights = lower.get_param("W")
        self._features, self._hidden, self._pieces, width = weights.shape
        if self._features != 8:
            raise ValueError("state of other tokens")
        self._lower = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(width, -1))
        self._pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(-1)
        self._bias = lower.get_param("b").T.reshape(-1)
        self._upper, bias = output_layer(model, moves.n_moves)
        self._number_moves([moves.get_class_name(n) for n in range(moves.n_moves)], bias[:, 0])

    def _number_moves(self, names: list[str], bias: Floats) -> None:
        kinds, _, labels = zip(*(name.partition("-") for name in names), strict=True)
        if not {*kinds} <= {*"SDLRB"} or "subtok" in labels:
            raise UnsupportedModelError("its parser makes other moves")
        self.labels = sorted({*labels, "ROOT"})
        self.root = self.labels.index("ROOT")
        self._label = np.array([self.labels.index(label) for label in labels])
        self._kind = np.array(["SDLRB".index(kind) for kind in kinds])
        bit = np.array([_SHIFT, _REDUCE, _ARC, _ARC, _BREAK])[self._kind]
        self._offer = np.where(np.arange(16)[:, None] & bit, bias, np.float32(-np.inf))  # a row a set of allowed kinds

    def table(self, vectors: Floats) -> Floats:
        """Return what each token, one a column, adds to a state's hidden units in each of its roles."""
        return ((self._linear @ vectors + self._offset).T @ self._lower).astype(np.float32, copy=False)

    def __call__(self, table: Floats, counts: Ints) -> tuple[Ints, Ints]:
        """Return head and label number of each token, counted from 1, of sentences of so many tokens; 0: no head."""
        rows = np.vstack([self._pad, table]).reshape(-1, self._hidden * self._pieces)
        links = _Links(counts)
        top, first = np.zeros_like(links.first), links.first
        while len(first):
            context, allowed = links.context(top, first)
            context *= self._features
            context += np.arange(self._features)[:, None]
            state = rows[context].sum(axis=0)
            state += self._bias
            best = state[:, : self._hidden]
            for piece in range(1, self._pieces):
                best = np.maximum(best, state[:, piece * self._hidden : (piece + 1) * self._hidden])
            scores = best @ self._upper.T
            scores += self._offer[allowed]
            move = scores.argmax(axis=1)
            top, first = links.move(top, first, self._kind[move], self._label[move])
            going = (top | first) != 0
            top, first = top[going], first[going]
        return links.head, links.label


class _Links:
    """Stacks, buffers and arcs of all sentences."""

    def __init__(self, counts: Ints) -> None:
        counts = counts[counts > 0]
        size = int(counts.sum()) + 1
        ends = np.cumsum(counts)
        self.first = ends - counts + 1
        self._next = np.arange(1, size + 1)  # in the buffer
        self._next[ends] = self._next[0] = 0
        self._below = np.zeros(size, np.int64)  # in the stack
        self._left, self._right = np.zeros(size, np.int64), np.zeros(size, np.int64)  # the child attached last
        self._older = np.zeros(size, np.int64)  # of a child on the right: the one its head had before
        self.head, self.label = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._returned = np.zeros(size, bool)  # to the buffer: not to be shifted again
        self._starts = np.zeros(size, bool)  # a sentence of its own

    def context(self, top: Ints, first: Ints) -> tuple[Ints, Ints]:
        """Return the eight tokens that a state is judged by, and the kinds of moves it allows."""
        second, under, starts = self._next[first], self._below[top], self._starts
        context = np.stack(
            [first, second, top, under, self._below[under], self._left[first], self._left[top], self._right[top]]
        )
        stacked, more, begins = top != 0, second != 0, starts[first]
        shift = ~stacked | (more & ~begins & ~self._returned[first])
        arc = stacked & (first != 0) & ~begins
        ends = more & (second == first + 1) & ~starts[second]
        return context, shift * _SHIFT + stacked * _REDUCE + arc * _ARC + ends * _BREAK

    def move(self, top: Ints, first: Ints, kind: Ints, label: Ints) -> tuple[Ints, Ints]:
        """Make a move of each state, and return the tops and firsts of all after it."""
        new_top, new_first = top.copy(), first.copy()
        at = np.flatnonzero(kind == 1)
        leaves = (self.head[top[at]] != 0) | (self._below[top[at]] == 0)
        back = at[~leaves]
        self._next[top[back]] = first[back]
        self._returned[top[back]] = True
        new_first[back] = top[back]
        new_top[at] = self._below[top[at]]

        at = np.flatnonzero(kind == 2)
        head, child = first[at], top[at]
        former = self.head[child]
        self._right[former] = np.where(former, self._older[child], 0)
        self.head[child], self.label[child] = head, label[at]
        self._left[head], self._returned[head] = child, False
        new_top[at] = self._below[child]

        at = np.flatnonzero(kind == 3)
        head, child = top[at], first[at]
        self.head[child], self.label[child] = head, label[at]
        self._older[child] = self._right[head]
        self._right[head] = child

        at = np.flatnonzero((kind == 0) | (kind == 3))
        self._below[first[at]] = top[at]
        new_top[at], new_first[at] = first[at], self._next[first[at]]

        self._starts[self._next[first[kind == 4]]] = True
        return new_top, new_first
