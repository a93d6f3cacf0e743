"""spaCy's greedy arc-eager transitions: the next move of all sentences is scored at once, then made one by one."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.layers import layers_named, output_layer
from factx.ner.tokens import Floats, Ints

_SHIFT, _REDUCE, _ARC, _BREAK = 1, 2, 4, 8  # as bits of what a state allows; an arc goes left or right
_BIT = {"S": _SHIFT, "D": _REDUCE, "L": _ARC, "R": _ARC, "B": _BREAK}
_KEPT = 4096  # tokens that room is kept for
_ROLES = 8  # tokens a state is judged by


class Transitions:
    """The parser's weights, and the loop that makes heads and labels of token vectors.

    A state's hidden units are a sum over eight tokens, each in a role of its own. What a token adds in each role is
    computed beforehand, for all tokens in one product, so that a move costs eight additions and one small product.
    """

    def __init__(self, parser: Any) -> None:  # noqa: ANN401 - a DependencyParser
        model, moves = parser.model, parser.moves
        affine = model.get_ref("lower")
        (linear,) = layers_named(model.get_ref("tok2vec"), "linear")
        self._linear, self._offset = linear.get_param("W"), linear.get_param("b")[:, None]
        weights, bias = affine.get_param("W"), affine.get_param("b")
        roles, self._hidden, self._pieces, width = weights.shape
        if roles != _ROLES:
            raise ValueError("state of other tokens")
        self._affine = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(width, -1))
        self._bias = bias.T.reshape(-1)
        pad = affine.get_param("pad")[0].transpose(0, 2, 1).reshape(-1).copy()
        pad[: len(self._bias)] += self._bias
        self._table: Floats = pad[None]  # a row a token; the first stands for none
        output, offset = output_layer(model, moves.n_moves)
        self._output = np.ascontiguousarray(output.T)
        self._number_moves([moves.get_class_name(n) for n in range(moves.n_moves)], offset[:, 0])

    def _number_moves(self, names: list[str], offset: Floats) -> None:
        kinds, _, labels = zip(*(name.partition("-") for name in names), strict=True)
        if not {*kinds} <= _BIT.keys() or "subtok" in labels:
            raise UnsupportedModelError("its parser makes other moves")
        self.labels = sorted({*labels, "ROOT"})
        self.root = self.labels.index("ROOT")
        self._moves = [(kind, self.labels.index(label)) for kind, label in zip(kinds, labels, strict=True)]
        bits = np.array([_BIT[kind] for kind in kinds])
        self._offset_of = np.where(np.arange(16)[:, None] & bits, offset, np.float32(-np.inf))  # by what is allowed

    def rows(self, tokens: int) -> Floats:
        """Return room for what each of so many tokens adds to a state, behind the row for none."""
        table = self._table
        if tokens >= len(table):
            table = np.vstack([table[:1], np.empty((tokens, table.shape[1]), np.float32)])
            if tokens < _KEPT:
                self._table = table
        return table[: tokens + 1]

    def fill(self, vectors: Floats, rows: Floats) -> None:
        """Fill the rows of tokens whose vectors are given, one a column."""
        hidden = self._linear @ vectors
        hidden += self._offset
        np.matmul(hidden.T, self._affine, out=rows)
        rows[:, : len(self._bias)] += self._bias  # with the first role, which is never left out

    def __call__(self, table: Floats, counts: Ints) -> tuple[list[int], list[int]]:
        """Return head and label number of each token, counted from 1, of sentences of so many tokens; 0: no head."""
        states = _States(counts, self._moves)
        for _ in self._steps(table, states):
            pass
        return states.heads, states.labels

    def lead(self, table: Floats, counts: Ints) -> float:
        """Return by how much the best of all moves that a state allowed beat the second, where it did so by the least."""
        two = (np.sort(scores)[:, -2:] for scores in self._steps(table, _States(counts, self._moves)))
        return min((float((best - second).min()) for second, best in (pair.T for pair in two)), default=math.inf)

    def _steps(self, table: Floats, states: "_States") -> Iterator[Floats]:
        """Make moves until no state is open, and yield the scores of each: a row a state, one column a move."""
        rows = table.reshape(-1, self._hidden * self._pieces)
        room = np.empty((len(states.open), _ROLES, rows.shape[1]), np.float32)
        roles, ones = np.arange(_ROLES), np.ones((1, _ROLES), np.float32)
        while states.open:
            context = np.fromiter(states.contexts, np.int64, len(states.contexts)).reshape(-1, _ROLES)
            context *= _ROLES
            context += roles
            parts = rows.take(context, axis=0, out=room[: len(context)], mode="clip")
            scores: Floats = self._best_of_pieces(np.matmul(ones, parts)[:, 0]) @ self._output
            scores += self._offset_of.take(states.allowed, axis=0)
            yield scores
            states.advance(scores.argmax(axis=1).tolist())

    def _best_of_pieces(self, sums: Floats) -> Floats:
        best = sums[:, : self._hidden]
        for piece in range(1, self._pieces):
            best = np.maximum(best, sums[:, piece * self._hidden : (piece + 1) * self._hidden])
        return best


class _States:
    """Stacks, buffers and arcs of all sentences.

    Tokens are numbered from 1 over all sentences, and 0 stands for none. A state is the token on top of the stack and
    the first one of the buffer; both go on as chains from token to token.
    """

    def __init__(self, counts: Ints, moves: list[tuple[str, int]]) -> None:
        make = {"S": self._shift, "D": self._reduce, "L": self._left_arc, "R": self._right_arc, "B": self._break}
        self._moves = [(make[kind], label) for kind, label in moves]
        counts = counts[counts > 0]
        ends = np.cumsum(counts)
        size = int(counts.sum()) + 1
        following = np.arange(1, size + 1)
        following[[0, *ends]] = 0
        self._next: list[int] = following.tolist()  # in the buffer
        self._below, self._left, self._right = [0] * size, [0] * size, [0] * size  # in the stack; the last child
        self._elder = [0] * size  # of a child on the right: its head's last child before it
        self._returned, self._starts = [False] * size, [False] * size  # to the buffer; a sentence of its own
        self.heads, self.labels = [0] * size, [0] * size
        self._clear()
        for first in (ends - counts + 1).tolist():
            self._settle(0, first)

    def _clear(self) -> None:
        self.open: list[tuple[int, int]] = []  # states that have a choice
        self.contexts: list[int] = []  # of each, the tokens it is judged by
        self.allowed: list[int] = []

    def advance(self, chosen: list[int]) -> None:
        """Make a move of each open state."""
        states = self.open
        self._clear()
        for (top, first), move in zip(states, chosen, strict=True):
            make, label = self._moves[move]
            self._settle(*make(top, first, label))

    def _settle(self, top: int, first: int) -> None:
        """Make moves while there is but one kind, and note the state where there is a choice."""
        below, following, left = self._below, self._next, self._left
        while top or first:
            second = following[first]
            allowed = _BREAK if second == first + 1 and not self._starts[second] else 0
            if not first or (self._starts[first] and top and not allowed):
                top, first = self._reduce(top, first, 0)
                continue
            if not (top or allowed):
                top, first = self._shift(top, first, 0)
                continue
            if not top:
                allowed |= _SHIFT
            elif self._starts[first]:
                allowed |= _REDUCE
            else:
                allowed |= _REDUCE | _ARC | (_SHIFT if second and not self._returned[first] else 0)
            under = below[top]
            self.open.append((top, first))
            self.contexts += (first, second, top, under, below[under], left[first], left[top], self._right[top])
            self.allowed.append(allowed)
            return

    def _shift(self, top: int, first: int, _: int) -> tuple[int, int]:
        self._below[first] = top
        return first, self._next[first]

    def _reduce(self, top: int, first: int, _: int) -> tuple[int, int]:
        under = self._below[top]
        if self.heads[top] or not under:
            return under, first
        self._next[top], self._returned[top] = first, True
        return under, top

    def _left_arc(self, top: int, first: int, label: int) -> tuple[int, int]:
        former = self.heads[top]
        if former:
            self._right[former] = self._elder[top]
        self.heads[top], self.labels[top] = first, label
        self._left[first], self._returned[first] = top, False
        return self._below[top], first

    def _right_arc(self, top: int, first: int, label: int) -> tuple[int, int]:
        self.heads[first], self.labels[first] = top, label
        self._elder[first], self._right[top] = self._right[top], first
        self._below[first] = top
        return first, self._next[first]

    def _break(self, top: int, first: int, _: int) -> tuple[int, int]:
        self._starts[self._next[first]] = True
        return top, first
