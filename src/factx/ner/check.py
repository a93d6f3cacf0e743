"""Are the entities and parses made in NumPy the ones spaCy makes?  Any texts can be asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from factx.ner import spacy as nlp
from factx.ner.fast import FastNER, Span
from factx.ner.parse import FastParser, Parse

TIE = 1e-3  # moves whose scores are nearer than this may fall either way with the order of sums

_BATCH = 50  # texts


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text, how much spaCy finds in it, what only one of the two finds, and how many of these are ties."""

    text: str
    found: int
    only_spacy: list[Span]
    only_fast: list[Span]
    ties: int

    @property
    def differences(self) -> list[Span]:
        """What only one of the two finds."""
        return sorted([*self.only_spacy, *self.only_fast])


def compare(texts: Iterable[str], model: str = nlp.DEFAULT_MODEL) -> Iterator[Comparison]:
    """Yield, for each text, the entities that spaCy and the NumPy path find in it.

    Raises ModelError where the model is missing, UnsupportedModelError where spaCy itself must read it.
    """
    pipeline = nlp.load(model)
    fast = FastNER(pipeline)
    for batch in _batches(texts):
        for text, mine, theirs in zip(batch, fast(batch), nlp.spacy_entities(pipeline, batch), strict=True):
            yield _compared(text, mine, theirs, fast)


def compare_parses(texts: Iterable[str], model: str = nlp.DEFAULT_MODEL) -> Iterator[Comparison]:
    """Yield, for each text, the tokens with tag, head and dependency that spaCy and the NumPy path find in it.

    Raises ModelError where the model has no parser, UnsupportedModelError where spaCy itself must parse.
    """
    pipeline = nlp.load_parser(model)
    fast = FastParser(pipeline)
    for batch in _batches(texts):
        for text, mine, theirs in zip(batch, fast(batch), nlp.spacy_parses(pipeline, batch), strict=True):
            yield _compared_parse(text, mine, theirs, fast)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _compared(text: str, fast: list[Span], spacy: list[Span], reader: FastNER) -> Comparison:
    only_spacy, only_fast = sorted({*spacy} - {*fast}), sorted({*fast} - {*spacy})
    different = [*only_spacy, *only_fast]
    gaps = reader.gaps(text) if different else np.zeros(0)
    ties = sum(bool((gaps[start:end] < TIE).any()) for start, end, _ in different)
    return Comparison(text, len(spacy), only_spacy, only_fast, ties)


def _compared_parse(text: str, fast: Parse, spacy: Parse, reader: FastParser) -> Comparison:
    """Compare token by token. A tag is a tie where its own scores are close; one close move may turn all arcs."""
    if fast == spacy:
        return Comparison(text, len(spacy.starts), [], [], 0)
    tags, moves = reader.leads(text)
    only_spacy, only_fast, ties = [], [], 0
    for n, (mine, theirs) in enumerate(zip_longest(zip(*fast, strict=True), zip(*spacy, strict=True))):
        if mine != theirs:
            only_fast += [_span(mine)] if mine else []
            only_spacy += [_span(theirs)] if theirs else []
            if mine and theirs and mine[:2] == theirs[:2]:
                tag, arc = mine[2] == theirs[2] or tags[n] < TIE, mine[3:] == theirs[3:] or moves < TIE
                ties += 2 * (tag and arc)
    return Comparison(text, len(spacy.starts), only_spacy, only_fast, ties)


def _span(token: tuple[int, int, str, int, str]) -> Span:
    start, end, tag, head, label = token
    return start, end, f"{tag} {label} of token {head}"
