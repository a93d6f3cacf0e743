"""Lines become files, whole or not at all: JSON Lines, or Parquet."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Protocol

from factx.errors import InputError
from factx.files.durable import created


class Format(Protocol):
    """How a table is kept: how lines become a file, and how several files become one."""

    suffix: str

    def put(self, aside: Path, target: Path, table: str) -> None:
        """Turn a file of lines, written aside, into the target file of this format."""

    def make(self, lines: IO[bytes], target: IO[bytes], table: str) -> None:
        """Turn a stream of lines into this format."""

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:
        """Join several files of this format into one."""


class _JsonLines:
    """One record a line."""

    suffix = ".jsonl"

    def put(self, aside: Path, target: Path, table: str) -> None:  # noqa: ARG002 - one shape of all formats
        """Rename the file."""
        aside.replace(target)

    def make(self, lines: IO[bytes], target: IO[bytes], table: str) -> None:  # noqa: ARG002
        """Copy them."""
        shutil.copyfileobj(lines, target, 1 << 20)

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:  # noqa: ARG002
        """Concatenate the pieces."""
        with created(target, "wb") as out:
            for piece in pieces:
                with piece.open("rb") as file:
                    shutil.copyfileobj(file, out, 1 << 20)


JsonLines: Format = _JsonLines()


def format_named(name: str) -> Format:
    """Return the format of a name, jsonl or parquet; raises MissingError where Parquet needs what is not installed."""
    if name == "jsonl":
        return JsonLines
    if name != "parquet":
        raise InputError(f"no format {name!r}: jsonl or parquet")
    from factx.files.parquet import Parquet  # pyarrow: only when it is asked for

    return Parquet
