"""An outputs folder, a file or standard input, as numbered lines in chunks."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from factx.errors import InputError
from factx.files import folder as outputs

LINES = 10_000
BYTES = 8_000_000
TABLES = ("documents", "facts")


class Chunk(NamedTuple):
    """Some lines of one file that follow each other."""

    path: str
    first: int  # 1-based number in the file of the first line
    lines: list[bytes]


def chunks(source: Path | IO[bytes]) -> Iterator[Chunk]:
    """Yield the lines of the documents and facts of a folder that factx extract wrote, of one file, or of a stream.

    Raises InputError where there is nothing to load.
    """
    if not isinstance(source, Path):
        yield from _chunks("-", source)
        return
    for path in files(source):
        try:
            if path.suffix == ".parquet":
                yield from _parquet(path)
                continue
            with path.open("rb") as file:
                yield from _chunks(str(path), file)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error


def files(source: Path) -> list[Path]:
    """Return the files to load: a file itself; of a folder its documents, then its facts, each whole or in numbered parts."""
    if not source.is_dir():
        return [source]
    return [file for table in TABLES for file in outputs.files(source, table)]


def _parquet(path: Path) -> Iterator[Chunk]:
    """Yield the rows of a Parquet file of facts or documents as the lines they were made of."""
    from factx.files.parquet import batches, lines_of

    first = 1
    for batch in batches(path):
        lines = [line.encode() for line in lines_of(batch, "facts" if "kind" in batch.schema.names else "documents")]
        yield Chunk(str(path), first, lines)
        first += len(lines)


def _chunks(path: str, file: IO[bytes]) -> Iterator[Chunk]:
    first = 1
    while lines := file.readlines(BYTES):
        for at in range(0, len(lines), LINES):
            yield Chunk(path, first + at, lines[at : at + LINES])
        first += len(lines)
