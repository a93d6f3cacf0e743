"""Files split into records (the whole file, lines, rows, pages), read as a stream; records over the limit are rejected."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import IO, Any

from factx.read import columnar, delimited, tableform, values
from factx.read.budget import BARE
from factx.read.decode import NotTextError, decode, faults, line_encoding
from factx.read.fields import choose, stated
from factx.read.formats import NOT_READ
from factx.read.held import Held
from factx.read.jsonl import value_of
from factx.read.meant import loads
from factx.read.nested import are_names, articles
from factx.read.options import MEGABYTE, Raw, ReadOptions, bytes_of, entire, over, printable
from factx.records import Rejection

_AHEAD = 1 << 16
_SHORT = 4096  # a first line as long as what can be looked at says nothing
_PADDING = b" \t\r\n\x0b\x0c\x00\x1a"  # what a line that says nothing is made of
_FEW = 20  # characters for each NUL of a line of text
_BARE = re.compile(rb"\s*(?:-?\d[\d.eE+-]*|true|false|null)\s*")
_HEAD = 200  # lines of a table by which its form is found out
Item = Raw | Rejection


def split(stream: io.BufferedReader, kind: str, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an unpacked file of a format."""
    match kind:
        case "lines" | "json":
            head = stream.peek(_AHEAD)
            by_line = by_lines(head, options.encoding, kind)
            records = _lines(stream, path, name, options) if by_line else _values(stream, path, name, options)
            yield from _with_fields(records, path, options)
        case "csv" | "tsv":
            yield from _csv(stream, "\t" if kind == "tsv" else ",", path, name, options)
        case "parquet" | "arrow":
            yield from columnar.rows(stream, kind, path, name, options)
        case "warc":
            from factx.read import warc

            yield from warc.split(stream, path, options)
        case "mbox" | "sgml" | "edgar":
            from factx.read import edgar, mail, sgml

            parts = {"mbox": mail, "sgml": sgml, "edgar": edgar}[kind]
            yield from parts.split(stream, path, name, options)
        case kind if kind in NOT_READ:
            yield Rejection(path=path, reason=NOT_READ[kind], head=printable(stream.peek(80)))
        case "text" if _is_table(stream.peek(_AHEAD), options, path):
            yield from _csv(stream, ",", path, name, options)
        case _:
            data = stream.read(options.max_bytes + 1)
            if len(data) > options.max_bytes:
                yield Rejection(path=path, reason=over(options), head=printable(data))
            else:
                yield Raw(path, name, None, kind, data)


def _is_table(head: bytes, options: ReadOptions, path: str) -> bool:
    with suppress(ValueError, LookupError):
        text = head.decode(line_encoding(head, options.encoding) or "utf-8", "replace")
        return tableform.looks(text, options, path)
    return False


def by_lines(head: bytes, encoding: str | None, kind: str) -> bool:
    """Return whether JSON is read a line at a time: its first line is a whole object, or a broken one under such a name."""
    with suppress(ValueError, LookupError):
        head = head.decode(line_encoding(head, encoding) or "utf-8", "ignore").encode("utf8", "replace")
    first, end, more = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    try:
        return isinstance(loads(first.decode("utf8", "replace")), dict) and (kind == "lines" or bool(more.strip()))
    except (ValueError, RecursionError) as error:
        if str(error).startswith("Extra data"):
            return False
        return (
            kind == "lines"
            and first[:1] == b"{"
            and first.rstrip()[-1:] not in b"{[,"
            and bool(end or len(first) < _SHORT)
        )


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
        self.text = io.TextIOWrapper(stream, encoding, errors=faults(encoding), newline="\n")

    def __del__(self) -> None:
        with suppress(ValueError, AttributeError):  # closed already by whoever opened the stream, or never opened
            self.text.detach()

    def readline(self, size: int) -> bytes:
        return self.text.readline(size).removeprefix("\ufeff").encode("utf8", "surrogatepass")


def _lines(stream: io.BufferedReader, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    for number, line, whole in lines(stream, options):
        if not whole:
            yield Rejection(path=path, line=number, reason=over(options), head=printable(line))
        elif _BARE.fullmatch(line):
            yield Rejection(path=path, line=number, reason=BARE, head=printable(line))
        elif line.strip(_PADDING) and not line.lstrip().startswith((b"#", b"//")):
            yield Raw(path, f"{name}-{number}", number, "line", line)


def _values(stream: IO[bytes], path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the values of JSON that is not a value a line; one alone is called as its file is."""
    head = stream.peek(4)[:4] if isinstance(stream, io.BufferedReader) else b""
    before: values.Value | None = None
    number = 0
    found = Held(values.values(values.pieces(stream, head, options), options.max_bytes))
    for value in found:
        if before:
            number += 1
            yield _value(before, path, f"{name}-{number}", number, options)
        before = value
    if before is None and not found.error:
        yield Rejection(path=path, reason="no record in it", head=printable(head))
    elif before and (number or found.error):
        yield _value(before, path, f"{name}-{number + 1}", number + 1, options)
    elif before:
        yield _value(before, path, name, 1 if before.listed else None, options)
    found.check()


def _value(value: values.Value, path: str, name: str, number: int | None, options: ReadOptions) -> Item:
    if not value.whole:
        return Rejection(path=path, line=number, reason=over(options), head=printable(value.data))
    if value.listed and value.data[:1] not in b"{[":  # told together with the others of an array
        return Rejection(path=path, line=number, reason=BARE, head=printable(value.data))
    return Raw(path, name, number, "line", value.data)


def _with_fields(records: Iterator[Item], path: str, options: ReadOptions) -> Iterator[Item]:
    """Yield records of JSON, each told what the fields of its file hold, which the first of them show."""
    first, size = [], 0
    held = Held(records)
    for item in held:
        first.append(item)
        size += item.size if isinstance(item, Raw) else 0
        if len(first) >= delimited.SAMPLE or size > delimited.SAMPLE_SIZE:
            break
    fields = None
    field = stated(options.text_column, path)
    names, there = _names(first)
    rows = chain(first, held) if not names else _as_rows(islice(chain(first, held), there, None), names)
    with suppress(ValueError):
        sample = list(_as_rows(iter(first[there:]), names)) if names else first
        fields = choose(list(_objects(sample, field)), options, path)
    for item in rows:
        yield replace(item, fields=fields) if isinstance(item, Raw) else item
    held.check()


def _objects(items: list[Item], field: str | None) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, Raw) and isinstance(item.data, dict):
            yield item.data
            continue
        with suppress(ValueError, RecursionError, LookupError):
            found = value_of(decode(bytes_of(item), checks=False)) if isinstance(item, Raw) else None
            yield from (row for row in (articles(found, field) or [found])[: delimited.SAMPLE] if isinstance(row, dict))


def _names(items: list[Item]) -> tuple[list[str], bool]:
    """Return the names of the columns of [["id", "text"], ["1", …]], and whether the first array holds them; of all else none."""
    found: list[Any] = []
    with suppress(ValueError, RecursionError):
        found = [
            loads(decode(item.data, checks=False))
            for item in items[:2]
            if isinstance(item, Raw) and isinstance(item.data, bytes)
        ]
    if not found or not all(
        isinstance(row, list) and row and not any(isinstance(v, list | dict) for v in row) for row in found
    ):
        return [], False
    return ([*map(str, found[0])], True) if are_names(found[0]) else ([str(n + 1) for n in range(len(found[0]))], False)


def _as_rows(items: Iterator[Item], names: list[str]) -> Iterator[Item]:
    for item in items:
        row: Any = None
        with suppress(ValueError, RecursionError):
            row = loads(decode(bytes_of(item), checks=False)) if isinstance(item, Raw) else None
        if isinstance(item, Raw) and isinstance(row, list):
            yield replace(item, format="row", data=dict(zip(names, row, strict=False)))
        else:
            yield item


def _faulty(path: str, number: int, fault: str, line: str) -> Rejection:
    head = printable(line.encode("utf8", "replace"))
    return Rejection(path=path, line=number, reason=fault, head=head, record=entire(line))


def _csv(stream: io.BufferedReader, likely: str, path: str, name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the rows of a table of text; a row that cannot be parsed is rejected alone."""
    csv.field_size_limit(2**31 - 1)  # the line's limit is ours
    source = Held(_csv_lines(stream, options))
    head = list(islice(source, _HEAD))
    if not head:
        source.check()
    if all(line.fault for line in head):
        raise NotTextError(head[0].fault or "")
    header = tableform.sniff([line.text for line in head], options, path, likely)
    rows = iter(delimited.Rows(chain(head[header.before :], source), header, options.max_bytes))
    if header.there:
        next(rows, None)
    sample, size = [], 0
    for row in rows:
        sample.append(row)
        size += sum(map(len, row.cells))
        if len(sample) >= delimited.SAMPLE or size > delimited.SAMPLE_SIZE:
            break
    if not sample:
        source.check()
        raise NotTextError("no row in it but the header")
    fields = delimited.chosen(sample, header, options, path)
    for number, each in enumerate(chain(sample, rows), 1):
        row = delimited.joined(each, header, fields)
        if row.fault:
            yield _faulty(path, number, row.fault, header.delimiter.join(row.cells))
        else:
            data = dict(zip(header.names, row.cells, strict=False))
            yield Raw(path, f"{name}-{number}", number, "row", data, fields, row.note)
    source.check()


def _csv_lines(stream: io.BufferedReader, options: ReadOptions) -> Iterator[delimited.Line]:
    """Yield the lines of a table as text; those of old Macs end with CR alone."""
    head = stream.peek(_AHEAD)
    if re.match(rb"[^\r\n]*\r(?!\n)", head) and head.count(b"\r") > head.count(b"\r\n"):
        stream = io.BufferedReader(_Returns(stream))
    for _, line, whole in lines(stream, options):
        if not whole:
            yield delimited.Line(line.decode("utf8", "replace"), over(options))
            continue
        try:
            text = decode(line, checks=False) if line else ""
        except NotTextError as error:
            yield delimited.Line(line[:80].decode("utf8", "replace"), str(error))
            continue
        binary = text.count("\x00") * _FEW > len(text) and text.strip("\x00\r\n")
        yield delimited.Line(text, "binary, not text" if binary else None)


class _Returns(io.RawIOBase):
    """A stream whose CR are LF."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        data = self.inner.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(data)] = data
        return len(data)
