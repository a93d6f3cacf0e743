"""spaCy's DocBin: documents with a group of spans (and entities where they do not overlap)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from factx.files.durable import created
from factx.label.formats.marked import Mark, Marked, given_back
from factx.ner import docbin


def read(path: Path) -> Iterator[Marked]:
    """Yield the documents of a file: all their groups of spans, and their entities."""
    for text, spans, carried in docbin.read(path):
        yield given_back(text, [Mark(*span) for span in spans], json.loads(carried) if carried else None, None)


def write(path: Path, articles: Iterable[Marked]) -> None:
    """Write articles, their spans under doc.spans["factx"]; our values travel in the document's user data."""
    with created(path, "wb") as file:
        file.write(docbin.written((a.text, list(a.marks), json.dumps(a.carried)) for a in articles))
