"""An outputs folder, a file or standard input, as numbered lines in blocks."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import pyarrow as pa

from factx.errors import InputError
from factx.files import folder as outputs
from factx.table import Table
from factx.tables import TABLES

LINES = 10_000
BYTES = 8_000_000


class Block(NamedTuple):
    """Consecutive lines of one file."""

    path: str
    first: int  # 1-based number in the file of the first line
    lines: list[bytes]


def loaded() -> list[Table]:
    """Return the tables that a database holds, parents before children; the first is that of documents."""
    return [table for table in TABLES.values() if table.key]


def blocks(source: Path | IO[bytes]) -> Iterator[Block]:
    """Yield the lines of the tables of a folder that factx extract wrote, of one file, or of a stream.

    Raises InputError where there is nothing to load.
    """
    if not isinstance(source, Path):
        yield from _blocks("-", source)
        return
    for path in files(source):
        try:
            if path.suffix == ".parquet":
                yield from _parquet(path)
                continue
            with path.open("rb") as file:
                yield from _blocks(str(path), file)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error


def files(source: Path) -> list[Path]:
    """Return the files to load: a file itself; of a folder the files of each table, joined or in numbered parts."""
    if not source.is_dir():
        return [source]
    return [file for table in loaded() for file in outputs.files(source, table.name)]


def _parquet(path: Path) -> Iterator[Block]:
    """Yield the rows of a Parquet file of one table as the lines they were made of."""
    from factx.files.parquet import batches, lines_of

    first = 1
    try:
        for batch in batches(path):
            marked = [table for table in loaded() if table.mark in batch.schema.names]
            lines = [line.encode() for line in lines_of(batch, marked[0] if marked else loaded()[0])]
            yield Block(str(path), first, lines)
            first += len(lines)
    except pa.ArrowException as error:
        raise InputError(f"{path}: no Parquet file of factx: {' '.join(str(error).split())[:200]}") from error


def _blocks(path: str, file: IO[bytes]) -> Iterator[Block]:
    first = 1
    while lines := file.readlines(BYTES):
        for at in range(0, len(lines), LINES):
            yield Block(path, first + at, lines[at : at + LINES])
        first += len(lines)
