"""The entities that spaCy's own NER finds, many times faster: its network as a few large matrix products.

Why it is faster, in order of gain:

1. What depends on the word alone (embedding, mixing, tokenization) is computed once per distinct word (`tokens`).
2. The convolutions run on blocks of about a thousand tokens, one column a token, so that every step is one BLAS product
   or one pass over contiguous memory that stays in the processor's cache.
3. The greedy transition parser needs no state machine: while no entity is open its state is the token alone, so all such
   scores are one product; each token whose best move is Begin is then followed to its Last move, all of them at once, and
   one walk over these tells which are reached.

The entities are the same: sums are taken in another order, so only where two moves score the same to six digits could
another one win (`gaps` shows how far apart they are).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.layers import check_components, layers_as_expected, layers_named, output_layer, tok2vec_of
from factx.ner.tokens import Bools, Floats, Ints
from factx.ner.vectors import Read, TokenVectors

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int, str]  # first and past-the-last character, label
_STEPS = 32  # tokens of entities followed all at once
_MOST_STEPS = 1024  # tokens of one long entity looked at together
_OPEN = -2  # the end of one that those steps do not reach


class FastNER:
    """Finds in texts what `nlp` finds in them, where `nlp` is a spaCy pipeline of nothing but an NER (and its tok2vec).

    Supported is the family that spaCy trains by default: TransitionBasedParser.v2 over MultiHashEmbed, with static
    vectors or without, and MaxoutWindowEncoder. Raises UnsupportedModelError for all others.
    """

    def __init__(self, nlp: "Language") -> None:
        """Take the weights out of a loaded pipeline, and see that they give its token vectors for a probe."""
        ner = _entity_recognizer(nlp)
        with layers_as_expected():
            self._vectors = TokenVectors(nlp, tok2vec_of(nlp, ner))
            self._parser = _Parser(ner)

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the entities of each text, in text order."""
        read = self._vectors.read(texts)
        layout = _layout(read)
        vectors = np.empty((self._vectors.width, len(read.rows)), np.float32)
        found = []
        for start, stop, encoded in self._vectors.blocks(read):
            vectors[:, start:stop] = encoded
            at, move = self._parser.moves(encoded, layout.part(start, stop))
            found.append((start + at, move))
        at, move = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return _as_spans(self._parser.entities(vectors, at, move, layout.last), self._parser.labels, read, texts)

    def gaps(self, text: str) -> Floats:
        """Return per character by how much the best move of its token beats the second: near 0 it is a tie."""
        read = self._vectors.read([text])
        gap = self._parser.gaps(self._vectors.all(read), _layout(read))
        found = np.full(len(text), np.inf, np.float32)
        for start, end, value in zip(read.tokens.starts, read.tokens.ends, gap[read.columns], strict=True):
            found[start:end] = value
        return found


class _Layout(NamedTuple):
    """What the parser must know of each column beside its vector."""

    real: Bools  # an entity may begin here: a token, and no white space
    last: Bools  # the last token of its text

    def part(self, start: int, stop: int) -> "_Layout":
        return _Layout(self.real[start:stop], self.last[start:stop])


def _layout(read: Read) -> _Layout:
    counts = read.tokens.counts
    real, last = np.zeros(len(read.rows), bool), np.zeros(len(read.rows), bool)
    real[read.columns] = ~read.space
    last[read.columns[np.cumsum(counts)[counts > 0] - 1]] = True
    return _Layout(real, last)


def _as_spans(
    entities: list[tuple[int, int, int]], labels: list[str], read: Read, texts: Sequence[str]
) -> list[list[Span]]:
    """Return entities, given as first and last column and label, by text and characters."""
    spans: list[list[Span]] = [[] for _ in texts]
    if not entities:
        return spans
    first, last, label = np.array(entities).T
    bounds = np.cumsum([0, *map(len, texts)])
    first, last = np.searchsorted(read.columns, first), np.searchsorted(read.columns, last)
    tokens = read.tokens
    text = np.searchsorted(np.cumsum(tokens.counts), first, side="right")
    starts, ends = tokens.starts[first] - bounds[text], tokens.ends[last] - bounds[text]
    for which, start, end, name in zip(*(a.tolist() for a in (text, starts, ends, label)), strict=True):
        spans[which].append((start, end, labels[name]))
    return spans


class _Parser:
    """spaCy's greedy BILUO transitions, all tokens at once.

    The state is three tokens: the next one, the open entity's first, and the one before the next; padding stands for the
    last two while no entity is open.
    """

    def __init__(self, ner: Any) -> None:  # noqa: ANN401 - an EntityRecognizer
        model, moves = ner.model, ner.moves
        lower = model.get_ref("lower")
        (linear,) = layers_named(model.get_ref("tok2vec"), "linear")
        weights = lower.get_param("W").astype(np.float64)
        features, self._hidden, self._pieces, _ = weights.shape
        if features != 3:
            raise ValueError("state of other tokens")
        stacked = weights.transpose(0, 2, 1, 3).reshape(3, self._hidden * self._pieces, -1)
        bias = lower.get_param("b").T.reshape(-1, 1).astype(np.float64)
        pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(3, -1, 1)
        # The layer from token vectors to the parser's is linear: folded into the state's.
        folded, offset = stacked @ linear.get_param("W"), stacked @ linear.get_param("b")[:, None]
        self._closed_weights = folded[0].astype(np.float32)
        self._closed_bias = (bias + offset[0] + pad[1] + pad[2]).astype(np.float32)
        self._open_weights = np.hstack(list(folded)).astype(np.float32)
        self._open_bias = (bias + offset.sum(axis=0)).astype(np.float32)
        self._upper, self._upper_bias = output_layer(model, moves.n_moves)
        self._number_moves([moves.get_class_name(n) for n in range(moves.n_moves)])

    def _number_moves(self, names: list[str]) -> None:
        number = {name: n for n, name in enumerate(names)}
        self.labels = [name[2:] for name in names if name.startswith("B-")]
        begin, inside, last, unit = ([number[f"{move}-{label}"] for label in self.labels] for move in "BILU")
        self._last_wins_ties = np.array(last) < np.array(inside)
        self._label_of = np.zeros(len(names), np.int64)
        self._label_of[begin] = self._label_of[unit] = np.arange(len(self.labels))
        self._is_begin = np.isin(np.arange(len(names)), begin)
        self._out, self._entries = number["O"], np.array(sorted([*begin, *unit]))
        closed = [self._out, *self._entries]
        self._closed = self._upper[closed], self._upper_bias[closed]
        self._to_last = self._upper[last], self._upper_bias[last]
        self._to_inside = self._upper[inside], self._upper_bias[inside]

    def _best_of_pieces(self, states: Floats) -> Floats:
        best = states[: self._hidden]
        for piece in range(1, self._pieces):
            np.maximum(best, states[piece * self._hidden : (piece + 1) * self._hidden], out=best)
        return best

    def _closed_scores(self, vectors: Floats, layout: _Layout) -> Floats:
        """Return the scores while no entity is open: a row for Out, then one for each Begin and Unit; one column a token."""
        states = self._closed_weights @ vectors
        states += self._closed_bias
        weights, bias = self._closed
        scores: Floats = weights @ self._best_of_pieces(states)
        scores += bias
        begins = 1 + np.flatnonzero(self._is_begin[self._entries])
        scores[begins[:, None], np.flatnonzero(layout.last)] = -np.inf  # nothing follows that could end it
        return scores

    def moves(self, vectors: Floats, layout: _Layout) -> tuple[Ints, Ints]:
        """Return the columns where an entity would begin, counted from the layout's first, and the moves there."""
        scores = self._closed_scores(vectors, layout)
        at = np.flatnonzero((scores[1:].max(axis=0) >= scores[0]) & layout.real)
        move = self._entries[scores[1:, at].argmax(axis=0)]
        tie = (scores[1:, at].max(axis=0) == scores[0, at]) & (move > self._out)
        return at[~tie], move[~tie]

    def _follow(
        self, vectors: Floats, begins: Ints, labels: Ints, last: Bools
    ) -> Iterator[tuple[Ints, Ints, Floats, Bools]]:
        """Yield, step by step, which of the open entities go on, the column each is at, by how much Last wins, whether it does.

        All are followed at once, so many steps: a thousand begun in one that does not end would each go through all of it.
        """
        alive, at = np.arange(len(begins)), begins + 1
        for _ in range(_STEPS):
            if not len(alive):
                return
            lead, done = self._ends(vectors, at, begins[alive], labels[alive], last)
            yield alive, at, lead, done
            alive, at = alive[~done], at[~done] + 1

    def _follow_one(self, vectors: Floats, begin: int, label: int, last: Bools) -> Iterator[tuple[Ints, Floats]]:
        """Yield columns of one long entity, behind those steps up to its end, and by how much Last wins there.

        Many at a time: a step asks nothing of those before it.
        """
        at, steps = begin + 1 + _STEPS, _STEPS
        while True:
            column = np.arange(at, min(at + steps, len(last)))
            lead, done = self._ends(vectors, column, np.full(len(column), begin), np.full(len(column), label), last)
            if done.any():
                stop = int(done.argmax()) + 1
                yield column[:stop], lead[:stop]
                return
            yield column, lead
            at, steps = at + steps, min(2 * steps, _MOST_STEPS)

    def _ends(self, vectors: Floats, at: Ints, begins: Ints, labels: Ints, last: Bools) -> tuple[Floats, Bools]:
        """Return by how much Last wins at columns within entities, and whether it does."""
        state = self._open_weights @ np.vstack([vectors[:, at], vectors[:, begins], vectors[:, at - 1]])
        state += self._open_bias
        hidden = self._best_of_pieces(state)
        to_last, to_inside = (
            np.einsum("ij,ji->i", weights[labels], hidden) + bias[labels, 0]
            for weights, bias in (self._to_last, self._to_inside)
        )
        lead: Floats = to_last - to_inside
        return lead, (lead > 0) | ((lead == 0) & self._last_wins_ties[labels]) | last[at]

    def entities(
        self,
        vectors: Floats,
        at: Ints,
        move: Ints,
        last: Bools,
        seen: Callable[[Ints, Floats], None] = lambda _, __: None,
    ) -> list[tuple[int, int, int]]:
        """Return the entities reached from left to right: first column, last column, number of the label.

        `seen` is called with columns within entities and by how much Last wins there.
        """
        label, ends = self._label_of[move], at.copy()
        begins = np.flatnonzero(self._is_begin[move])
        ends[begins] = _OPEN
        for alive, column, lead, done in self._follow(vectors, at[begins], label[begins], last):
            ends[begins[alive[done]]] = column[done]
            seen(column, lead)
        found, past = [], -1
        for first, end, name in zip(at.tolist(), ends.tolist(), label.tolist(), strict=True):
            if first > past:
                past = end
                if end == _OPEN:
                    for column, lead in self._follow_one(vectors, first, name, last):
                        past = int(column[-1])
                        seen(column, lead)
                found.append((first, past, name))
        return found

    def gaps(self, vectors: Floats, layout: _Layout) -> Floats:
        """Return per column by how much its best move beats the second, open or not, whichever is less."""
        scores = self._closed_scores(vectors, layout)
        best = np.sort(scores, axis=0)[-2:]
        gap: Floats = np.where(layout.real, best[1] - best[0], np.inf).astype(np.float32)

        def seen(column: Ints, lead: Floats) -> None:
            np.minimum.at(gap, column[~layout.last[column]], np.abs(lead[~layout.last[column]]))

        self.entities(vectors, *self.moves(vectors, layout), layout.last, seen)
        return gap


def _entity_recognizer(nlp: "Language") -> Any:  # noqa: ANN401 - an EntityRecognizer
    from spacy.pipeline import EntityRecognizer

    check_components(nlp, {"tok2vec", "ner"})
    ner: Any = nlp.get_pipe("ner")
    if type(ner) is not EntityRecognizer or ner.cfg.get("beam_width", 1) > 1:
        raise UnsupportedModelError("its ner is not spaCy's greedy one")
    return ner
