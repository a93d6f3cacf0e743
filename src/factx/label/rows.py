"""Gold of one folder read and written: the labels of an article and what its numbers say, a file each."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factx.errors import GoldError, OutputError
from factx.evaluate.gold import label_of, row_of
from factx.evaluate.said import FOLDER, said_of
from factx.files import jsonl
from factx.files.durable import write_atomically
from factx.records import KINDS, Document, fact_id

Row = dict[str, Any]  # one line of a gold file; never changed in place
SUGGESTED = "suggested"  # of a row: who suggests it; no one has confirmed it yet
CONFIRMED = "confirmed"  # who had suggested a row that a person confirmed
_SPAN = ("doc_id", "kind", "text", "start", "end")
_UNSAFE = re.compile(r"[^\w.,() +=@-]|^\.")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article and its gold observations, as rows; None: there is no such file, nobody has said anything.

    `fresh`: not kept yet; it is what was suggested to begin with.
    """

    facts: tuple[Row, ...] | None = None
    said: tuple[Row, ...] | None = None
    fresh: bool = False


def file_of(doc_id: str) -> str:
    """Return the name of a document's file: its id where that can be a file's name."""
    if len(doc_id.encode()) <= 200 and not _UNSAFE.search(doc_id):
        return f"{doc_id}.jsonl"
    digest = hashlib.sha256(doc_id.encode()).hexdigest()[:8]
    return f"{_UNSAFE.sub('_', doc_id)[:40]}-{digest}.jsonl"


class Shelf:
    """The gold files of a folder, those of the given documents read, each row checked."""

    def __init__(self, folder: Path, documents: Mapping[str, Document]) -> None:
        """Read the folder; raises GoldError for a row that is not true of its document, or not in its document's file."""
        self.folder, self.documents = folder, documents
        self._written: dict[Path, str | None] = {}
        facts, said = self._read(folder, check_fact), self._read(folder / FOLDER, check_said)
        self.labels = {doc_id: Labels(facts.get(doc_id), said.get(doc_id)) for doc_id in {*facts, *said}}

    def _read(self, folder: Path, check: Callable[[Row, Document], None]) -> dict[str, tuple[Row, ...]]:
        stems = {file_of(doc_id): doc_id for doc_id in self.documents}
        found: dict[str, list[Row]] = defaultdict(list)
        for file in sorted(folder.glob("*.jsonl")):
            text = file.read_text("utf8")
            for row in jsonl.read(text.split("\n"), lambda line: _row(line, self.documents, check), file, GoldError):
                if row["doc_id"] not in self.documents:
                    continue
                if stems.get(file.name) != row["doc_id"]:
                    raise GoldError(f"{file}: labels of {row['doc_id']!r}: they belong into {file_of(row['doc_id'])}")
                found[row["doc_id"]].append(row)
            if file.name in stems:
                found.setdefault(stems[file.name], [])
                self._written[file] = text
        return {doc_id: tuple(rows) for doc_id, rows in found.items()}

    def write(self, doc_id: str, labels: Labels) -> None:
        """Bring an article's labels to the disk, each file whole or not at all.

        Raises OutputError where a file was changed by another program meanwhile, or cannot be written.
        """
        kept = Labels() if labels.fresh else labels
        files = {self.folder / file_of(doc_id): kept.facts, self.folder / FOLDER / file_of(doc_id): kept.said}
        texts = {file: None if rows is None else _lines(rows) for file, rows in files.items()}
        for file in files:
            if _text(file) != self._written.get(file):
                raise OutputError(f"{file} was changed by another program: start factx label anew")
        for file, text in texts.items():
            if text == self._written.get(file):
                continue
            try:
                if text is None:
                    file.unlink()
                else:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    write_atomically(file, text)
            except OSError as error:
                raise OutputError(f"{file}: {error.strerror}") from error
            self._written[file] = text


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows in the order of the text, of two that begin together the longer first."""
    return tuple(sorted(rows, key=lambda row: (row["start"], -row["end"], row["kind"], row.get(SUGGESTED) or "")))


def clash(one: Row, other: Row) -> bool:
    """Tell whether two rows are of one kind and overlap."""
    return bool(one["kind"] == other["kind"] and one["start"] < other["end"] and other["start"] < one["end"])


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf8")
    except FileNotFoundError:
        return None


def _lines(rows: Iterable[Row]) -> str:
    return "".join(f"{jsonl.dumps(row)}\n" for row in rows)


def _row(line: str, documents: Mapping[str, Document], check: Callable[[Row, Document], None]) -> Row:
    """Return a row as it is, checked where it is of one of the documents."""
    row = row_of(line)
    if row["doc_id"] in documents:
        check(row, documents[row["doc_id"]])
    return row


def check_fact(row: Row, document: Document) -> None:
    """Raise ValueError for a label that is not true of its document; of a suggestion only the span must be."""
    if not row.get(SUGGESTED):
        label_of(row, document)
        return
    _, kind, text, start, end = (row.get(name) for name in _SPAN)
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text)):
        raise ValueError(f"no span of the document: {start} to {end}")
    if document.text[start:end] != text:
        raise ValueError(f"text is not the slice: {text!r} / {document.text[start:end]!r}")
    if row.get("id") != fact_id(document.id, start, end, kind):
        raise ValueError("the id is not the hash of document id, offsets and kind")


def check_said(row: Row, document: Document) -> None:
    """Raise ValueError for a gold observation, or one suggested, that is not true of its document."""
    said_of({name: value for name, value in row.items() if name != SUGGESTED}, document)
