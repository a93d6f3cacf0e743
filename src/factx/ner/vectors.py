"""Token vectors of many texts at once: words to rows, rows to vectors in context, checked against spaCy's own."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.layers import Embedding, Encoder
from factx.ner.tokens import Bools, Floats, Ints, TokenReader, Tokens

if TYPE_CHECKING:
    from spacy.language import Language

_PROBE = "In 2019, Sundar Pichai of Google paid $5 million (about €4.5m) in New York City.  He'd said so on Monday."
_CLOSE = 1e-3  # how near our token vectors must be to spaCy's
_BLANK = 32


class Read(NamedTuple):
    """The tokens of texts in columns, with pads as wide as the encoder's reach before, between and behind texts."""

    tokens: Tokens
    space: Bools  # of each token: is it white space?
    rows: Ints  # of each column: its row of the word vectors; 0 in pads
    columns: Ints  # of each token


class TokenVectors:
    """What a tok2vec model of spaCy's default kind makes of the tokens of texts.

    Raises ValueError and its like where layers are not as expected, UnsupportedModelError where vectors come out different.
    """

    def __init__(self, nlp: "Language", tok2vec: Any) -> None:  # noqa: ANN401 - a thinc Model
        self._embedding = Embedding(nlp, tok2vec)
        self.width, self._variants = self._embedding.width, self._embedding.variants
        self._encoder = Encoder(tok2vec, self.width)
        self.reader = TokenReader(nlp, self._embedding.attributes, self._embedding, self.width * self._variants)
        self._check(nlp, tok2vec)

    def read(self, texts: Sequence[str]) -> Read:
        """Return the tokens of texts and where they stand."""
        tokens, pad = self.reader(texts), self._encoder.reach
        space, rows = self.reader.is_space[tokens.rows], tokens.rows * self._variants
        if self._variants > 1:
            rows = rows + _before_blank(texts, tokens, space)
        counts = tokens.counts
        columns = np.arange(len(rows)) + np.repeat(pad * np.arange(1, len(counts) + 1), counts)
        placed = np.zeros(len(rows) + pad * (len(counts) + 1), np.int64)
        placed[columns] = rows
        return Read(tokens, space, placed, columns)

    def blocks(self, read: Read) -> Iterator[tuple[int, int, Floats]]:
        """Yield the vectors of columns, block by block: start, end, one column a token."""
        return self._encoder(self.reader.vectors.reshape(-1, self.width), read.rows)

    def all(self, read: Read) -> Floats:
        """Return the vectors of all columns."""
        return np.concatenate([encoded for _, _, encoded in self.blocks(read)], axis=1)

    def _check(self, nlp: "Language", tok2vec: Any) -> None:  # noqa: ANN401 - a thinc Model
        read = self.read([_PROBE])
        mine = self.all(read)[:, read.columns].T
        with nlp.memory_zone():
            theirs = tok2vec.predict([nlp.make_doc(_PROBE)])[0]
        if mine.shape != theirs.shape or float(np.abs(mine - theirs).max()) > _CLOSE:
            raise UnsupportedModelError("its token vectors come out different")


def _before_blank(texts: Sequence[str], tokens: Tokens, space: Bools) -> Ints:
    """Return 1 for each token with a blank behind it that belongs to no token, else 0."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    blank = np.append(codes == _BLANK, False)
    blank[np.cumsum([0, *map(len, texts)])[1:]] = False  # what another text begins with
    return (blank[tokens.ends] & ~space).astype(np.int64)
