"""Files fall into records: the whole, lines, rows, pages; read as a stream, none held that is too large."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from factx.extras import needed
from factx.read.decode import decode, line_encoding
from factx.read.how import MEGABYTE, How, Raw, shown
from factx.records import Rejection

_ROWS = 32  # of a table at a time
Item = Raw | Rejection


def split(stream: io.BufferedReader, kind: str, path: str, name: str, how: How) -> Iterator[Item]:
    """Yield the records of an unpacked file of a format."""
    match kind:
        case "lines":
            yield from _lines(stream, path, name, how)
        case "csv" | "tsv":
            yield from _csv(stream, "\t" if kind == "tsv" else ",", path, name, how)
        case "parquet" | "arrow":
            yield from _table(stream, kind, path, name, how)
        case "warc":
            from factx.read import warc

            yield from warc.split(stream, path, how)
        case _:
            data = stream.read(how.max_bytes + 1)
            if len(data) > how.max_bytes:
                yield Rejection(path=path, reason=over(how), head=shown(data))
            else:
                yield Raw(path, name, None, kind, data)


def over(how: How) -> str:
    """Return in words that a record is too large."""
    return f"over {how.max_bytes / MEGABYTE:g} MB"


def lines(stream: io.BufferedReader, how: How) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the lines of a stream: number, bytes (UTF-8, or as they are), and whether the line is whole, not too large."""
    encoding = line_encoding(stream.peek(4)[:4], how.encoding)
    source: IO[bytes] | _Recoded = _Recoded(stream, encoding) if encoding else stream
    number = 0
    while line := source.readline(how.max_bytes + 1):
        number += 1
        whole = len(line) <= how.max_bytes
        while not line.endswith(b"\n") and not whole and (more := source.readline(MEGABYTE)):
            line = line[:80] + (b"\n" if more.endswith(b"\n") else b"")
        yield number, line.removesuffix(b"\n") if whole else line[:80], whole


class _Recoded:
    """The lines of a text stream of a known encoding, in UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self.text = io.TextIOWrapper(stream, encoding, newline="\n")

    def __del__(self) -> None:
        with suppress(ValueError):  # closed already: whoever opened the stream closes it
            self.text.detach()

    def readline(self, size: int) -> bytes:
        return self.text.readline(size).removeprefix("\ufeff").encode("utf8", "surrogatepass")


def _lines(stream: io.BufferedReader, path: str, name: str, how: How) -> Iterator[Item]:
    for number, line, whole in lines(stream, how):
        if not whole:
            yield Rejection(path=path, line=number, reason=over(how), head=shown(line))
        elif line.strip():
            yield Raw(path, f"{name}-{number}", number, "line", line)


def _csv(stream: io.BufferedReader, delimiter: str, path: str, name: str, how: How) -> Iterator[Item]:
    """Yield the rows of a table of text, the first its header; a row that cannot be parsed ends the file."""
    csv.field_size_limit(how.max_bytes)
    rows = csv.reader(_csv_text(stream, how), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    for number, row in enumerate(rows):
        if header is None:
            header = row
            if how.text_column not in header:
                reason = f"no column {how.text_column} among {', '.join(header)[:200]}: name it with --text-column"
                yield Rejection(path=path, reason=reason)
                return
        elif len(row) > len(header):
            reason = f"{len(row)} fields under {len(header)} names"
            yield Rejection(path=path, line=number, reason=reason, head=shown(delimiter.join(row).encode()))
        elif row:
            yield Raw(path, f"{name}-{number}", number, "row", dict(zip(header, row, strict=False)))


def _csv_text(stream: io.BufferedReader, how: How) -> Iterator[str]:
    for number, line, whole in lines(stream, how):
        if not whole:
            raise csv.Error(f"line {number} is {over(how)}")
        text = decode(line, checks=False) if line else ""
        if "\x00" in text:
            raise csv.Error(f"line {number} is binary, not text")
        yield text + "\n"


def _table(stream: IO[bytes], kind: str, path: str, name: str, how: How) -> Iterator[Item]:
    """Yield the rows of a Parquet or Arrow file."""
    from factx.read.unpack import spooled

    needed("pyarrow", "parquet")
    number = 0
    with spooled(stream) as source:
        for batch in (_parquet if kind == "parquet" else _arrow)(source, how):
            for row in batch.to_pylist():
                number += 1
                yield Raw(path, f"{name}-{number}", number, "row", row)


def _parquet(source: IO[bytes], how: How) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        yield from file.iter_batches(_ROWS, columns=_columns(file.schema_arrow.names, how))


def _arrow(source: IO[bytes], how: How) -> Iterator[Any]:
    import pyarrow.ipc

    with pyarrow.ipc.open_file(source) as file:
        columns = _columns(file.schema.names, how)
        for n in range(file.num_record_batches):
            batch = file.get_batch(n).select(columns)
            yield from (batch.slice(at, _ROWS) for at in range(0, batch.num_rows, _ROWS))


_OURS = {"id", "title", "published", "url", "publisher", "author", "country"}


def _columns(names: list[str], how: How) -> list[str]:
    if how.text_column not in names:
        raise ValueError(f"no column {how.text_column} among {', '.join(names)[:200]}: name it with --text-column")
    return [n for n in names if n in _OURS or n in {how.text_column, how.ids}]
