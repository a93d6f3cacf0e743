"""Gold labels and a run's facts, each checked against its document."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factx.errors import GoldError, InputError
from factx.files import folder as outputs
from factx.files import jsonl
from factx.records import FACT, BaseFact, Document

REMARKS = frozenset({"optional", "note", "suggested", "confirmed"})  # fields of gold rows that no fact has


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of some documents, and the hash of the files they came from."""

    labels: Mapping[str, list[BaseFact]]
    optional: Mapping[str, list[BaseFact]]
    digest: str


def load_gold(folder: Path, documents: Mapping[str, Document]) -> Gold:
    """Return the gold labels of a folder, each checked against its document.

    Raises GoldError for a label that is not true of its document, InputError where there is no gold.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise InputError(f"no gold labels in {folder}")
    labels: dict[str, list[BaseFact]] = defaultdict(list)
    optional: dict[str, list[BaseFact]] = defaultdict(list)
    for file in files:
        with file.open("rb") as lines:
            for fact, is_optional in jsonl.read(lines, lambda line: _label(line, documents), file, GoldError):
                (optional if is_optional else labels)[fact.doc_id].append(fact)
    for doc_id in (*optional, *(file.stem for file in files if file.stem in documents)):
        labels.setdefault(doc_id, [])  # of a document with nothing to label there is an empty file
    return Gold(labels, optional, gold_digest(files))


def gold_digest(files: Iterable[Path]) -> str:
    """Return the hash of gold files: 12 hex digits of SHA-256 over their names and bytes."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\x00" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _label(line: str, documents: Mapping[str, Document]) -> tuple[BaseFact, bool]:
    """Return a label and whether it is optional; raises ValueError where it is none, or not true of its document."""
    row = row_of(line)
    return label_of(row, its_document(row, documents))


def row_of(line: str | bytes) -> dict[str, Any]:
    """Return a line of gold as it is; raises ValueError for what says of no document what is in it."""
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("doc_id"), str):
        raise ValueError("not a label: an object with a doc_id")  # noqa: TRY004 - as a broken line
    return row


def its_document(row: Mapping[str, Any], documents: Mapping[str, Document]) -> Document:
    """Return the document that a row of gold is of; raises ValueError where there is none."""
    if row["doc_id"] not in documents:
        raise ValueError(f"no document {row['doc_id']!r} in the outputs: extract it first")
    return documents[row["doc_id"]]


def label_of(row: Mapping[str, Any], document: Document | None = None) -> tuple[BaseFact, bool]:
    """Return the label of a gold row, checked against its document where that is given, and whether it is optional."""
    own, optional = without_remarks(row)
    return FACT.validate_python(own, context={"document": document}), optional


def without_remarks(row: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a gold row without what was remarked on it, and whether it is optional.

    Raises ValueError for a suggestion that nobody has confirmed.
    """
    if row.get("suggested"):
        raise ValueError(f"suggested by {row['suggested']} and not confirmed: see factx label")
    return {name: value for name, value in row.items() if name not in REMARKS}, bool(row.get("optional", False))


def load_outputs(folder: Path) -> tuple[dict[str, Document], dict[str, list[BaseFact]], str]:
    """Return the documents and facts of an output folder, and the model that made them (unknown without run.json)."""
    documents = {d.id: d for d in outputs.documents(folder)}
    facts: dict[str, list[BaseFact]] = defaultdict(list)
    for fact in outputs.facts(folder):
        facts[fact.doc_id].append(fact)
    return documents, facts, outputs.model(folder)
