"""A run's folder read back: its tables, joined or in parts, JSON Lines or Parquet."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from factx.errors import InputError
from factx.files import jsonl, manifest
from factx.records import BaseFact, Document
from factx.tables import TABLES


def files(folder: Path, table: str) -> list[Path]:
    """Return the files of a table (documents, facts…) in order; raises InputError for an unfinished run.

    What run.json names is read, and nothing else: parts beside it are those of a run that is to replace it. A table that a
    run may leave out may have none.
    """
    if known := manifest.places(folder):
        manifest.check(folder, content=False)
        return [
            known[n]
            for n in sorted(known)
            if PurePath(n).stem == table or n.startswith((f"parts/{table}-", f"{table}/"))
        ]
    if any((folder / begun).is_file() for begun in ("parts/run.json", "_factx/plan.json")):
        raise InputError(f"{folder}: the run is unfinished: give the same factx extract command again")
    for suffix in (".jsonl", ".parquet"):
        if (folder / f"{table}{suffix}").is_file():
            return [folder / f"{table}{suffix}"]
    spread = [p for p in sorted((folder / table).glob("*.*")) if not p.name.startswith((".", "_"))]
    if spread:  # as an engine leaves it
        return spread
    found = sorted((folder / "parts").glob(f"{table}-*.*"))
    if not found and not TABLES[table].optional:
        raise InputError(f"{folder}/{table}.jsonl: No such file or directory: run factx extract first")
    return found


def lines(folder: Path, table: str) -> Iterator[str]:
    """Yield the records of a table as lines of JSON, in order, without line ends."""
    for path in files(folder, table):
        for line in _lines(path, table):
            yield (line.decode() if isinstance(line, bytes) else line).rstrip("\n")


def _lines(path: Path, table: str) -> Iterator[str | bytes]:
    if path.suffix == ".parquet":
        from factx.files.parquet import batches, lines_of

        for batch in batches(path):
            yield from lines_of(batch, TABLES[table])
    else:
        with path.open("rb") as file:
            yield from file


def records(folder: Path, table: str) -> Iterator[Any]:
    """Yield the validated records of a table; raises InputError with file and line number for what is none."""
    for path in files(folder, table):
        yield from jsonl.read(_lines(path, table), TABLES[table].adapter.validate_json, path)


def documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a run; raises InputError as records() does."""
    return records(folder, "documents")


def facts(folder: Path) -> Iterator[BaseFact]:
    """Yield the facts of a run; raises InputError as records() does."""
    return records(folder, "facts")


def model(folder: Path) -> str:
    """Return the model that made the facts of a folder: unknown without its run.json; raises InputError for a broken one."""
    if coming := manifest.coming(folder):
        return str(coming.get("model", "unknown"))
    run = folder / "run.json"
    if not run.is_file():
        return "unknown"
    try:
        found = json.loads(run.read_bytes())
    except ValueError as error:
        raise InputError(f"{run}: {jsonl.reason(error)}") from error
    if not isinstance(found, dict):
        raise InputError(f"{run}: not a JSON object")
    return str(found.get("model", "unknown"))
