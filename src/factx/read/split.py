"""Files split into records (the whole file, lines, rows, pages), read as a stream; records over the limit are rejected."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from factx.extras import import_extra
from factx.read import arrow
from factx.read.budget import FREE, TooLargeError
from factx.read.decode import decode, line_encoding
from factx.read.jsonl import columns
from factx.read.options import MEGABYTE, Raw, ReadOptions, over, printable
from factx.read.spool import spooled
from factx.records import Rejection

_ROWS = 32  # of a table at a time
Item = Raw | Rejection


def split(stream: io.BufferedReader, kind: str, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an unpacked file of a format."""
    match kind:
        case "lines":
            yield from _lines(stream, path, name, options)
        case "csv" | "tsv":
            yield from _csv(stream, "\t" if kind == "tsv" else ",", path, name, options)
        case "parquet" | "arrow":
            yield from _table(stream, kind, path, name, options)
        case "warc":
            from factx.read import warc

            yield from warc.split(stream, path, options)
        case "mbox" | "sgml" | "edgar":
            from factx.read import edgar, mail, sgml

            parts = {"mbox": mail, "sgml": sgml, "edgar": edgar}[kind]
            yield from parts.split(stream, path, name, options)
        case "gkg":
            reason = (
                "GDELT's knowledge graph: addresses and themes of articles, not their text: read the pages it names"
            )
            yield Rejection(path=path, reason=reason, head=printable(stream.peek(80)))
        case _:
            data = stream.read(options.max_bytes + 1)
            if len(data) > options.max_bytes:
                yield Rejection(path=path, reason=over(options), head=printable(data))
            else:
                yield Raw(path, name, None, kind, data)


def lines(stream: io.BufferedReader, options: ReadOptions) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the lines of a stream: number, bytes, and whether the line is complete (False: over the limit, its start only)."""
    encoding = line_encoding(stream.peek(4)[:4], options.encoding)
    source: IO[bytes] | _Recoded = _Recoded(stream, encoding) if encoding else stream
    number = 0
    while line := source.readline(options.max_bytes + 1):
        number += 1
        whole = len(line) <= options.max_bytes
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


def _lines(stream: io.BufferedReader, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    for number, line, whole in lines(stream, options):
        if not whole:
            yield Rejection(path=path, line=number, reason=over(options), head=printable(line))
        elif line.strip():
            yield Raw(path, f"{name}-{number}", number, "line", line)


def _csv(stream: io.BufferedReader, delimiter: str, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the rows of a table of text, the first its header; a row that cannot be parsed ends the file."""
    csv.field_size_limit(options.max_bytes)
    rows = csv.reader(_csv_text(stream, options), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    for number, row in enumerate(rows):
        if header is None:
            header = row
            if options.text_column not in header:
                reason = f"no column {options.text_column} among {', '.join(header)[:200]}: name it with --text-column"
                yield Rejection(path=path, reason=reason)
                return
        elif len(row) > len(header):
            reason = f"{len(row)} fields under {len(header)} names"
            yield Rejection(path=path, line=number, reason=reason, head=printable(delimiter.join(row).encode()))
        elif row:
            yield Raw(path, f"{name}-{number}", number, "row", dict(zip(header, row, strict=False)))


def _csv_text(stream: io.BufferedReader, options: ReadOptions) -> Iterator[str]:
    for number, line, whole in lines(stream, options):
        if not whole:
            raise csv.Error(f"line {number} is {over(options)}")
        text = decode(line, checks=False) if line else ""
        if "\x00" in text:
            raise csv.Error(f"line {number} is binary, not text")
        yield text + "\n"


def _table(stream: IO[bytes], kind: str, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the rows of a Parquet or Arrow file."""
    import_extra("pyarrow", "parquet")
    number = 0
    with spooled(stream) as source:
        for batch in (_parquet if kind == "parquet" else _arrow)(source, options):
            for at in range(
                batch.num_rows
            ):  # one at a time: a long text that is there once and meant often is long here
                number += 1
                yield Raw(path, f"{name}-{number}", number, "row", batch.slice(at, 1).to_pylist()[0])


def _parquet(source: IO[bytes], options: ReadOptions) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        kept = file.schema_arrow
        size, groups = source.seek(0, io.SEEK_END), (file.metadata.row_group(n) for n in range(file.num_row_groups))
        if sum(group.total_byte_size for group in groups) > max(FREE, options.max_ratio * size):
            raise TooLargeError(f"unpacks to more than {options.max_ratio} times its size: not read")
    source.seek(0)
    texts = [name for name in kept.names if str(kept.field(name).type) in {"string", "large_string"}]
    with pq.ParquetFile(source, read_dictionary=texts) as file:
        yield from file.iter_batches(_ROWS, columns=columns(file.schema_arrow.names, options))


def _arrow(source: IO[bytes], options: ReadOptions) -> Iterator[Any]:
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    arrow.looked_through(source, size)
    for batch in arrow.batches(source):
        wanted = batch.select(columns(batch.schema.names, options))
        yield from (wanted.slice(at, _ROWS) for at in range(0, wanted.num_rows, _ROWS))
