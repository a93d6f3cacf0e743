"""The main job: article files in, a folder of facts out, nothing lost and nothing half-written."""

import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from factx import nlp
from factx.pipeline import Extractor, Reading
from factx.read import Source, documents
from factx.records import DateFact, Document, Rejection
from factx.write import OutputFolder, line


@dataclass(slots=True)
class Summary:
    """What a run did: counts, rejections, seconds."""

    model: str
    documents: int = 0
    characters: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    undated: int = 0  # relative dates left without days
    unread: int = 0  # what the model calls a quantity or date and no rule reads
    seconds: float = 0.0

    def count(self, reading: Reading) -> None:
        """Take in the facts of one document."""
        self.documents += 1
        self.characters += len(reading.document.text)
        self.unread += len(reading.unread)
        for fact in reading.facts:
            self.facts[fact.kind] += 1
            self.undated += isinstance(fact, DateFact) and "XX-" in f"{fact.timex}-" and not fact.recurring

    def as_run(self) -> dict[str, Any]:
        """Return what run.json holds."""
        return {
            "factx": version("factx"),
            "python": platform.python_version(),
            "spacy": version("spacy"),
            "model": self.model,
            "documents": self.documents,
            "characters": self.characters,
            "facts": dict(sorted(self.facts.items())),
            "relative dates without days": self.undated,
            "unread by any rule": self.unread,
            "rejected": [r.model_dump() for r in self.rejected],
            "seconds": round(self.seconds, 3),
        }


def run(
    paths: Iterable[Source],
    folder: Path,
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    published: date | None = None,
    encoding: str | None = None,
    seen: Callable[[Reading], None] = lambda _: None,
) -> Summary:
    """Extract the facts of article files into a folder and return the summary; `seen` is called after each document.

    Raises InputError, ModelError or OutputError before anything is written; what cannot be read of the files is in the
    summary and in rejected.jsonl.
    """
    started = time.perf_counter()
    with OutputFolder(folder) as out:
        summary = Summary(nlp.model_version(extractor.model))
        for reading in _readings(list(paths), extractor, published, encoding, summary):
            out.add("documents.jsonl", reading.document)
            for fact in reading.facts:
                out.add("facts.jsonl", fact)
            seen(reading)
        for rejection in summary.rejected:
            out.add("rejected.jsonl", rejection)
        summary.seconds = time.perf_counter() - started
        out.finish(summary.as_run())
    return summary


def stream(
    paths: Iterable[Source],
    out: IO[str],
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    published: date | None = None,
    encoding: str | None = None,
    seen: Callable[[Reading], None] = lambda _: None,
) -> Summary:
    """Write the facts of article files to a stream as they are found, and return the summary."""
    started = time.perf_counter()
    summary = Summary(nlp.model_version(extractor.model))
    for reading in _readings(list(paths), extractor, published, encoding, summary):
        for fact in reading.facts:
            out.write(line(fact) + "\n")
        seen(reading)
    summary.seconds = time.perf_counter() - started
    return summary


def _readings(
    paths: list[Source], extractor: Extractor, published: date | None, encoding: str | None, summary: Summary
) -> Iterator[Reading]:
    """Yield the reading of each document, counted in the summary with what was rejected."""

    def readable() -> Iterator[Document]:
        for item in documents(paths, published=published, encoding=encoding):
            if isinstance(item, Document):
                yield item
            else:
                summary.rejected.append(item)

    for reading in extractor.readings(readable()):
        summary.count(reading)
        yield reading
