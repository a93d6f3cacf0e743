"""What a run left in its folder: facts and documents, joined or in parts, JSON Lines or Parquet."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from factx.errors import InputError
from factx.records import FACT, BaseFact, Document


def files(folder: Path, table: str) -> list[Path]:
    """Return the files of a table (facts, documents, rejected) in order; raises InputError for a run that is unfinished.

    A joined file is preferred to parts: parts beside it are those of a run that is to replace it.
    """
    for suffix in (".jsonl", ".parquet"):
        if (folder / f"{table}{suffix}").is_file():
            return [folder / f"{table}{suffix}"]
    spread = [p for p in sorted((folder / table).glob("*.*")) if not p.name.startswith((".", "_"))]
    if spread:  # as an engine leaves it
        return spread
    if (folder / "parts/run.json").is_file():
        raise InputError(f"{folder}: the run is unfinished: give the same factx extract command again")
    found = sorted((folder / "parts").glob(f"{table}-*.*"))
    if not found:
        raise InputError(f"{folder}/{table}.jsonl: No such file or directory: run factx extract first")
    return found


def lines(folder: Path, table: str) -> Iterator[str]:
    """Yield the records of a table as lines of JSON, in order."""
    for path in files(folder, table):
        if path.suffix == ".parquet":
            from factx.files.parquet import batches, lines_of

            for batch in batches(path):
                yield from lines_of(batch, table)
        else:
            with path.open(encoding="utf8", newline="\n") as file:
                yield from file


def documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a run; raises InputError for a file that is none of factx's."""
    try:
        yield from map(Document.model_validate_json, lines(folder, "documents"))
    except ValidationError as error:
        raise InputError(f"{folder}: not factx's output: {str(error).splitlines()[0]}") from error


def facts(folder: Path) -> Iterator[BaseFact]:
    """Yield the facts of a run; raises InputError for a file that is none of factx's."""
    try:
        yield from map(FACT.validate_json, lines(folder, "facts"))
    except ValidationError as error:
        raise InputError(f"{folder}: not factx's output: {str(error).splitlines()[0]}") from error


def model(folder: Path) -> str:
    """Return the model that made the facts of a folder: unknown without its run.json."""
    run = folder / "run.json"
    return str(json.loads(run.read_text("utf8")).get("model", "unknown")) if run.is_file() else "unknown"
