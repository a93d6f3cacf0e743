"""Records become lines of JSON, and lines become files: JSON Lines, or Parquet."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from factx.records import Record

TABLES = ("facts", "documents", "rejected")


def line(record: Record | dict[str, Any]) -> str:
    """Return a record as one line of JSON: decimals as strings, days in ISO 8601, fields in the record's order."""
    return record.model_dump_json() if isinstance(record, Record) else json.dumps(record, ensure_ascii=False)


class Format(Protocol):
    """How a table is kept: as which files, and how lines become one and many become one."""

    suffix: str

    def put(self, aside: Path, target: Path, table: str) -> None:
        """Make a file of lines, written aside, a file of this format in its place."""

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:
        """Make one file of several."""


class _JsonLines:
    """One record a line."""

    suffix = ".jsonl"

    def put(self, aside: Path, target: Path, table: str) -> None:  # noqa: ARG002 - one shape of all formats
        """Rename the file."""
        aside.replace(target)

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:  # noqa: ARG002
        """Put the bytes of the pieces behind one another."""
        with target.open("wb") as out:
            for piece in pieces:
                with piece.open("rb") as file:
                    shutil.copyfileobj(file, out, 1 << 20)


JsonLines: Format = _JsonLines()


def format_named(name: str) -> Format:
    """Return the format of a name, jsonl or parquet; raises MissingError where Parquet needs what is not installed."""
    if name == "jsonl":
        return JsonLines
    from factx.files.parquet import Parquet  # pyarrow: only when it is asked for

    return Parquet
