"""The tags and dependencies that spaCy's own tagger and parser find, many times faster: one loop over all sentences."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.arcs import Transitions
from factx.ner.layers import check_components, layers_as_expected, layers_named, tok2vec_of
from factx.ner.tokens import Floats, Ints
from factx.ner.vectors import Read, TokenVectors

if TYPE_CHECKING:
    from spacy.language import Language

_BLOCK = 12_000  # characters parsed at a time
_LIFTED = "||"  # in a label: the arc was drawn from an ancestor of its head


class Parse(NamedTuple):
    """The tokens of one text: characters, tags, heads (a root is its own) and dependency labels."""

    starts: list[int]
    ends: list[int]
    tags: list[str]
    heads: list[int]
    labels: list[str]


class FastParser:
    """Finds in texts what `nlp` finds in them, where `nlp` is a spaCy pipeline of tok2vec, tagger and parser.

    Raises UnsupportedModelError for models of another kind than spaCy trains by default.
    """

    def __init__(self, nlp: "Language") -> None:
        """Take the weights out of a loaded pipeline, and see that they give its token vectors for a probe."""
        tagger, parser = _components(nlp)
        with layers_as_expected():
            source = tok2vec_of(nlp, parser)
            if tok2vec_of(nlp, tagger) is not source:
                raise UnsupportedModelError("its tagger and parser have token vectors of their own")
            self._vectors = TokenVectors(nlp, source)
            self._tags = list(tagger.labels)
            (softmax,) = layers_named(tagger.model, "softmax")
            self._tagger, self._tagger_bias = softmax.get_param("W"), softmax.get_param("b")[:, None]
            self._transitions = Transitions(parser)

    def __call__(self, texts: Sequence[str]) -> list[Parse]:
        """Return the parse of each text."""
        found: list[Parse] = []
        for batch in _batches(texts):
            found += self._parses(batch)
        return found

    def leads(self, text: str) -> tuple[Floats, float]:
        """Return by how much the tag of each token beat the second, and the closest move the second: near 0 it is a tie."""
        read = self._vectors.read([text])
        scores, table = self._scores(read)
        second, best = np.sort(scores, axis=0)[-2:]
        return best - second, self._transitions.lead(table, read.tokens.counts)

    def _parses(self, texts: Sequence[str]) -> Iterator[Parse]:
        read = self._vectors.read(texts)
        scores, table = self._scores(read)
        heads, labels = (np.array(a[1:], np.int64) for a in self._transitions(table, read.tokens.counts))
        return self._apart(texts, read, scores.argmax(axis=0), heads - 1, labels)

    def _scores(self, read: Read) -> tuple[Floats, Floats]:
        """Return the scores of tags, one column a token, and what each token adds to the parser's states."""
        table = self._transitions.rows(len(read.columns))
        scores = np.empty((len(self._tags), len(read.columns)), np.float32)
        for start, stop, encoded in self._vectors.blocks(read):
            low, high = np.searchsorted(read.columns, [start, stop])
            vectors = encoded[:, read.columns[low:high] - start]
            np.matmul(self._tagger, vectors, out=scores[:, low:high])
            self._transitions.fill(vectors, table[1 + low : 1 + high])
        scores += self._tagger_bias
        return scores, table

    def _apart(self, texts: Sequence[str], read: Read, tags: Ints, heads: Ints, labels: Ints) -> Iterator[Parse]:
        """Yield the parse of each text, its characters and tokens counted from its own first."""
        names, counts = self._transitions.labels, read.tokens.counts
        firsts = np.repeat(np.cumsum(counts) - counts, counts)
        origins = np.repeat(np.cumsum([0, *map(len, texts)])[:-1], counts)
        here = np.arange(len(heads))
        root = heads < 0
        heads = np.where(root, here, heads) - firsts
        labels = np.where(root, self._transitions.root, labels)
        starts, ends = (read.tokens.starts - origins).tolist(), (read.tokens.ends - origins).tolist()
        tag_names, label_names = [self._tags[n] for n in tags.tolist()], [names[n] for n in labels.tolist()]
        lifted = np.array([_LIFTED in name for name in names])[labels]
        head_list, stop = heads.tolist(), 0
        for count in counts.tolist():
            start, stop = stop, stop + count
            mine = slice(start, stop)
            parse = Parse(starts[mine], ends[mine], tag_names[mine], head_list[mine], label_names[mine])
            if lifted[mine].any():
                lower(parse, read.space[mine].tolist())
            yield parse


def lower(parse: Parse, space: list[bool]) -> None:
    """Hang each token labelled X||Y below its head's first descendant labelled Y, level by level from the left."""
    heads, labels = parse.heads, parse.labels
    low, high = _reach(heads)
    for token, label in enumerate(labels):
        if _LIFTED in label:
            labels[token], wanted = label.split(_LIFTED)
            level = [heads[token]]
            while level:
                below = [
                    child
                    for head in level
                    for child in range(low[head], high[head] + 1)
                    if heads[child] == head and child not in {head, token} and not space[child]
                ]
                match = next((child for child in below if labels[child] == wanted), None)
                if match is not None:
                    heads[token] = match
                    break
                level = below


def _reach(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and last token below each token, itself included, of a tree without crossing arcs."""
    low, high = list(range(len(heads))), list(range(len(heads)))
    for token, head in enumerate(heads):
        low[head] = min(low[head], low[token])
    for token in reversed(range(len(heads))):
        head = heads[token]
        high[head] = max(high[head], high[token])
    return low, high


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield so many texts at a time that their tables can be held."""
    start = size = 0
    for n, text in enumerate(texts):
        if size and size + len(text) > _BLOCK:
            yield texts[start:n]
            start, size = n, 0
        size += len(text)
    if start < len(texts):
        yield texts[start:]


def _components(nlp: "Language") -> tuple[Any, Any]:
    from spacy.pipeline import DependencyParser, Tagger

    check_components(nlp, {"tok2vec", "tagger", "parser"})
    tagger: Any = nlp.get_pipe("tagger")
    parser: Any = nlp.get_pipe("parser")
    if type(tagger) is not Tagger:
        raise UnsupportedModelError("its tagger is not spaCy's own")
    if type(parser) is not DependencyParser or parser.cfg.get("beam_width", 1) > 1 or parser.cfg.get("learn_tokens"):
        raise UnsupportedModelError("its parser is not spaCy's greedy one")
    return tagger, parser
