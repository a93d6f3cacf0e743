"""Files fall into records: the whole, lines, rows, pages; read as a stream, none held that is too large."""

import csv
import io
from collections.abc import Iterator
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
            yield from _warc(stream, path, how)
        case _:
            data = stream.read(how.max_bytes + 1)
            if len(data) > how.max_bytes:
                yield Rejection(path=path, reason=_over(how), head=shown(data))
            else:
                yield Raw(path, name, None, kind, data)


def _over(how: How) -> str:
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

    def readline(self, size: int) -> bytes:
        return self.text.readline(size).removeprefix("\ufeff").encode("utf8", "surrogatepass")


def _lines(stream: io.BufferedReader, path: str, name: str, how: How) -> Iterator[Item]:
    for number, line, whole in lines(stream, how):
        if not whole:
            yield Rejection(path=path, line=number, reason=_over(how), head=shown(line))
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
            raise csv.Error(f"line {number} is {_over(how)}")
        text = decode(line, checks=False) if line else ""
        if "\x00" in text:
            raise csv.Error(f"line {number} is binary, not text")
        yield text + "\n"


def _table(stream: IO[bytes], kind: str, path: str, name: str, how: How) -> Iterator[Item]:
    """Yield the rows of a Parquet or Arrow file."""
    from factx.read.unpack import spooled

    needed("pyarrow", "parquet")
    source = spooled(stream)
    if kind == "parquet":
        import pyarrow.parquet as pq

        file = pq.ParquetFile(source)
        columns = _columns(file.schema_arrow.names, how)
        batches = file.iter_batches(_ROWS, columns=columns)
    else:
        import pyarrow.ipc

        opened = pyarrow.ipc.open_file(source)
        columns = _columns(opened.schema.names, how)
        whole = (opened.get_batch(n).select(columns) for n in range(opened.num_record_batches))
        batches = (b.slice(at, _ROWS) for b in whole for at in range(0, b.num_rows, _ROWS))
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            yield Raw(path, f"{name}-{number}", number, "row", row)


_OURS = {"id", "title", "published", "url", "publisher", "author", "country"}


def _columns(names: list[str], how: How) -> list[str]:
    if how.text_column not in names:
        raise ValueError(f"no column {how.text_column} among {', '.join(names)[:200]}: name it with --text-column")
    return [n for n in names if n in _OURS or n in {how.text_column, how.ids}]


def _warc(stream: IO[bytes], path: str, how: How) -> Iterator[Item]:
    """Yield the pages of a web archive: responses with status 200 that are HTML or plain text."""
    warc: Any = needed("fastwarc.warc", "warc")
    records = warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, auto_decode="all")
    for number, record in enumerate(records, 1):
        kind = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}.get(
            record.http_content_type or ""
        )
        if kind is None or not record.http_headers or record.http_headers.status_code != 200:
            continue
        url = str(record.headers.get("WARC-Target-URI") or f"{path}!{number}")
        data = record.reader.read(how.max_bytes + 1)
        if len(data) > how.max_bytes:
            yield Rejection(path=f"{path}!{url}", line=number, reason=_over(how), head=shown(data))
        else:
            yield Raw(f"{path}!{url}", url, number, kind, data)
