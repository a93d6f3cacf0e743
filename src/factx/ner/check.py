"""Are the entities found in NumPy the ones spaCy finds?  Any texts can be asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from factx.ner import spacy as nlp
from factx.ner.fast import FastNER, Span

TIE = 1e-3  # moves whose scores are nearer than this may fall either way with the order of sums

_BATCH = 50  # texts


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text, the entities spaCy finds in it, those that only one of the two finds, and how many of these are ties."""

    text: str
    entities: int
    only_spacy: list[Span]
    only_fast: list[Span]
    ties: int

    @property
    def differences(self) -> list[Span]:
        """What only one of the two finds."""
        return sorted([*self.only_spacy, *self.only_fast])


def compare(texts: Iterable[str], model: str = nlp.DEFAULT_MODEL) -> Iterator[Comparison]:
    """Yield, for each text, what spaCy and the NumPy path find in it.

    Raises ModelError where the model is missing, UnsupportedModelError where spaCy itself must read it.
    """
    pipeline = nlp.load(model)
    fast = FastNER(pipeline)
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield from _compared(batch, fast(batch), nlp.spacy_entities(pipeline, batch), fast)
            batch = []
    yield from _compared(batch, fast(batch), nlp.spacy_entities(pipeline, batch), fast)


def _compared(
    texts: list[str], fast: list[list[Span]], spacy: list[list[Span]], reader: FastNER
) -> Iterator[Comparison]:
    for text, mine, theirs in zip(texts, fast, spacy, strict=True):
        only_spacy, only_fast = sorted({*theirs} - {*mine}), sorted({*mine} - {*theirs})
        different = [*only_spacy, *only_fast]
        gaps = reader.gaps(text) if different else np.zeros(0)
        ties = sum(bool((gaps[start:end] < TIE).any()) for start, end, _ in different)
        yield Comparison(text, len(theirs), only_spacy, only_fast, ties)
