"""The tokens of many texts as arrays: exactly spaCy's, with each distinct word taken apart once.

spaCy's tokenizer cuts a text at white space and treats each piece by itself, so what it makes of a piece is remembered
here. The one thing that can reach over white space are its special cases (":)", "8am"): pieces whose meeting ends could
be part of one are kept together and given to spaCy whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from factx.errors import UnsupportedModelError

if TYPE_CHECKING:
    from spacy.language import Language

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]  # spaCy's hashes of strings, one column an attribute
Bools = npt.NDArray[np.bool_]

_MOST = 1 << 17  # distinct words and pieces remembered before all are forgotten; a batch may add its own
_SPACE: Bools = np.array([chr(code).isspace() for code in range(0x3002)])  # the last one stands for all above
_BLANK = 32


class Tokens(NamedTuple):
    """Tokens of a batch of texts, text after text: vector row, place in the texts joined, and tokens a text."""

    rows: Ints
    starts: Ints
    ends: Ints
    counts: Ints


class TokenReader:
    """Reads batches of texts as tokens that point to rows of `vectors`, which hold what the model makes of a word alone.

    `attributes` are the spaCy attributes the model looks at; `embed` turns rows of them into vectors. Memory is bounded:
    strings new to spaCy live in a memory zone, and what is remembered here is forgotten when there is too much of it.
    Raises UnsupportedModelError for a tokenizer that is not spaCy's own.
    """

    def __init__(self, nlp: "Language", attributes: Sequence[int], embed: Callable[[Keys], Floats], width: int) -> None:
        from spacy.attrs import IDX, IS_SPACE, LENGTH
        from spacy.tokenizer import Tokenizer

        if type(nlp.tokenizer) is not Tokenizer:
            raise UnsupportedModelError(f"its tokenizer is {type(nlp.tokenizer).__name__}")
        self._nlp, self._embed, self._width = nlp, embed, width
        self._attributes = [*attributes, IS_SPACE, IDX, LENGTH]
        self._mix = _odd_numbers(len(attributes) + 1)
        self._code, self._meets = _special_meetings(nlp.tokenizer)
        self.forget()

    def forget(self) -> None:
        """Drop all that is remembered of words."""
        self.vectors: Floats = np.zeros((1 << 12, self._width), np.float32)  # row 0 stays zero: padding
        self.is_space: Bools = np.zeros(1 << 12, bool)
        self._row_of: dict[int, int] = {}
        self._piece_of: dict[str, int] = {}
        self._first: Ints = np.zeros(1 << 12, np.int64)  # of a piece: its first token in _tokens
        self._count: Ints = np.zeros(1 << 12, np.int64)
        self._ends: Ints = np.zeros((1 << 12, 2), np.int64)  # of a piece: the codes of its first and last token
        self._tokens: Ints = np.zeros((1 << 12, 3), np.int64)  # vector row, start and end in the piece
        self._used = 0

    def __call__(self, texts: Sequence[str]) -> Tokens:
        """Return the tokens of texts."""
        if max(len(self._piece_of), len(self._row_of)) > _MOST:
            self.forget()
        joined, bounds = "".join(texts), np.cumsum([0, *map(len, texts)])
        starts, ends = pieces(joined, bounds)
        found = self._look_up(joined, starts, ends)
        starts, ends, found = self._together(joined, bounds, starts, ends, found)
        counts = self._count[found]
        before = np.concatenate([[0], np.cumsum(counts)])
        at = np.repeat(self._first[found] - before[:-1], counts) + np.arange(before[-1])
        rows, begin, end = self._tokens[at].T
        origin = np.repeat(starts, counts)
        return Tokens(rows, origin + begin, origin + end, np.diff(before[np.searchsorted(starts, bounds)]))

    def _look_up(self, joined: str, starts: Ints, ends: Ints) -> Ints:
        """Return the number of each piece, those not met before read by spaCy first."""
        words = [joined[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        numbers = list(map(self._piece_of.get, words))
        if None in numbers:
            self._learn(list(dict.fromkeys(w for w, n in zip(words, numbers, strict=True) if n is None)))
            numbers = list(map(self._piece_of.get, words))
        return np.array(numbers, np.int64)

    def _together(self, joined: str, bounds: Ints, starts: Ints, ends: Ints, found: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the pieces with those put together that a special case could reach across."""
        meet = self._meets[self._ends[found[:-1], 1], self._ends[found[1:], 0]]
        if not meet.any():
            return starts, ends, found
        turns = np.searchsorted(starts, bounds[1:-1])
        meet[turns[(turns > 0) & (turns < len(starts))] - 1] = False  # another text is another matter
        opens, closes = np.concatenate([[True], ~meet]), np.concatenate([~meet, [True]])
        whole = opens & closes
        merged = found.copy()
        merged[opens & ~whole] = self._look_up(joined, starts[opens & ~whole], ends[closes & ~whole])
        return starts[opens], ends[closes], merged[opens]

    def _learn(self, words: list[str]) -> None:
        """Have spaCy tokenize new pieces, many at once: a line break between them keeps them apart."""
        spaced = [w for w in words if w[0].isspace() or w[-1].isspace()]
        plain = [w for w in words if not (w[0].isspace() or w[-1].isspace())]
        with self._nlp.memory_zone():
            for group in ([plain] if plain else []) + [[w] for w in spaced]:
                self._keep(group, "\n".join(group))

    def _keep(self, words: list[str], joined: str) -> None:
        """Remember the tokens of pieces that are joined by line breaks."""
        table: Any = self._nlp.tokenizer(joined).to_array(self._attributes)
        begin, length = table[:, -2].astype(np.int64), table[:, -1].astype(np.int64)
        origin = np.cumsum([0, *(len(w) + 1 for w in words)])
        piece = np.searchsorted(origin, begin, side="right") - 1
        inside = begin + length < origin[piece + 1]  # the breaks stand one before the next piece
        table, begin, length, piece = table[inside], begin[inside], length[inside], piece[inside]
        number, used = len(self._piece_of), self._used
        self._piece_of.update(zip(words, range(number, number + len(words)), strict=True))
        self._used += len(table)
        self._tokens = _with_room(self._tokens, self._used)
        self._first, self._count, self._ends = (
            _with_room(a, len(self._piece_of)) for a in (self._first, self._count, self._ends)
        )
        here = slice(number, number + len(words))
        self._count[here] = np.bincount(piece, minlength=len(words))
        self._first[here] = used + np.cumsum(self._count[here]) - self._count[here]
        starts = begin - origin[piece]
        self._tokens[used : self._used] = np.stack([self._rows(table[:, :-2]), starts, starts + length], axis=1)
        first = self._first[here] - used
        texts = [joined[begin[i] : begin[i] + length[i]] for i in (*first, *(first + self._count[here] - 1))]
        self._ends[here] = np.array([self._code.get(t, 0) for t in texts]).reshape(2, -1).T

    def _rows(self, table: Keys) -> list[int]:
        """Return the vector row of each token, new ones embedded first."""
        keys = (table * self._mix).sum(axis=1, dtype=np.uint64).tolist()
        new: dict[int, int] = {}
        for n, key in enumerate(keys):
            if key not in self._row_of and key not in new:
                new[key] = n
        if new:
            at, picked = len(self._row_of) + 1, table[list(new.values())]
            self.vectors, self.is_space = (_with_room(a, at + len(new)) for a in (self.vectors, self.is_space))
            self.vectors[at : at + len(new)] = self._embed(picked)
            self.is_space[at : at + len(new)] = picked[:, -1] != 0
            self._row_of.update(zip(new, range(at, at + len(new)), strict=True))
        return [self._row_of[key] for key in keys]


def pieces(joined: str, bounds: Ints) -> tuple[Ints, Ints]:
    """Return where the pieces of joined texts start and end, as spaCy cuts them.

    Runs of white space and of anything else; a blank that begins a run of white space behind a piece belongs to neither.
    """
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(codes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    space = _SPACE[np.minimum(codes, len(_SPACE) - 1)]
    turns = np.empty(len(codes) + 1, bool)
    turns[0] = turns[-1] = True
    np.not_equal(space[1:], space[:-1], out=turns[1:-1])
    turns[bounds] = True
    edges = np.flatnonzero(turns)
    starts, ends = edges[:-1].copy(), edges[1:]
    skip = codes[starts] == _BLANK
    skip[np.searchsorted(starts, bounds[:-1][np.diff(bounds) > 0])] = False
    starts += skip
    kept = starts < ends
    return starts[kept], ends[kept]


def _special_meetings(tokenizer: Any) -> tuple[dict[str, int], Bools]:  # noqa: ANN401 - spaCy's Tokenizer
    """Return codes for the tokens special cases are made of, 0 for others, and which may meet at white space inside one.

    Special cases are looked for among the tokens that affix rules leave, some of which another one then replaces: what
    replaces them is taken to be able to meet whatever they can.
    """
    from spacy.attrs import ORTH

    cases = [text for text in tokenizer.rules if not text.isspace()]
    if any(letter.isspace() for text in cases for letter in text):
        raise UnsupportedModelError("a special case of its tokenizer holds white space")
    pairs: set[tuple[str, str]] = set()
    first_for: dict[str, set[str]] = defaultdict(set)  # what may stand in a piece's end where these tokens stood before
    last_for: dict[str, set[str]] = defaultdict(set)
    for text, tokens in zip(cases, _plain_tokens(tokenizer, cases), strict=True):
        pairs.update(pairwise(tokens))
        first_for[tokens[0]].add(tokenizer.rules[text][0][ORTH])
        last_for[tokens[-1]].add(tokenizer.rules[text][-1][ORTH])
    pairs = {(a, b) for left, right in pairs for a in {left, *last_for[left]} for b in {right, *first_for[right]}}
    code = {word: n for n, word in enumerate(sorted({word for pair in pairs for word in pair}), 1)}
    meets = np.zeros((len(code) + 1, len(code) + 1), bool)
    for left, right in pairs:
        meets[code[left], code[right]] = True
    return code, meets


def _plain_tokens(tokenizer: Any, texts: list[str]) -> Iterator[list[str]]:  # noqa: ANN401 - spaCy's Tokenizer
    """Yield the tokens of each text, which holds no white space, as affix rules alone make them."""
    from spacy.tokenizer import Tokenizer

    parts = ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match")
    plain = Tokenizer(tokenizer.vocab, rules=None, **{part: getattr(tokenizer, part) for part in parts})
    tokens = (token.text for token in plain("\n".join(texts)))
    for _ in texts:
        yield list(takewhile("\n".__ne__, tokens))


def _odd_numbers(count: int) -> Keys:
    """Return odd multipliers that mix the attributes of a token into one number."""
    return np.random.default_rng(7).integers(1 << 62, 1 << 63, count, dtype=np.uint64) | np.uint64(1)


def _with_room(array: Any, size: int) -> Any:  # noqa: ANN401 - an array of any type, the same comes back
    """Return an array with room for `size` rows: itself, or a copy twice as long."""
    if size <= len(array):
        return array
    return np.concatenate([array, np.zeros((max(size, 2 * len(array)) - len(array), *array.shape[1:]), array.dtype)])
