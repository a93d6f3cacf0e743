"""Tables of text: rows read as the table is written; a broken row is mended, and if not costs none of those behind."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factx.read import dates
from factx.read.choice import Fields
from factx.read.fields import choose
from factx.read.options import ReadOptions
from factx.read.tableform import Header, bare, framed, is_rule

_LINES, _NEAR = 64, 1 << 16  # lines and characters that a broken row is looked for in
_LOOKS, _FURTHER = 1 << 20, 16  # characters looked at behind broken rows: at first, for each of theirs
_FEW = 4  # lines once that is spent
SAMPLE, SAMPLE_SIZE = 1000, 4 << 20  # rows and characters by which the fields are chosen
_COUNT = re.compile(r"\(?\d+ rows?\b.{0,60}")  # below a printed table
_GOES_ON = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")  # a backslash at a line's end that is itself not escaped
_QUOTES = {quote: re.compile(rf"\\{quote}|{quote}{quote}|{quote}") for quote in "\"'"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Line(NamedTuple):
    """A line of a table: its text, or why it has none."""

    text: str
    fault: str | None = None


class Row(NamedTuple):
    """A row: its fields, what was mended, or why it cannot be read."""

    cells: list[str]
    note: str | None = None
    fault: str | None = None


class Rows:
    """The rows of a table, read strictly where that gives as many fields as there are names, else one line at a time."""

    def __init__(self, lines: Iterable[Line], header: Header, limit: int) -> None:
        """Read rows of as many fields as the header has; none may have more characters than `limit`."""
        self.lines, self.waiting = iter(lines), deque[Line]()
        self.header, self.delimiter, self.width, self.limit = header, header.delimiter, len(header.names), limit
        self.budget = 4 * limit  # characters that may be read in vain behind broken rows
        self.looks = _LOOKS

    def __iter__(self) -> Iterator[Row]:
        again: set[tuple[str, ...]] = set()  # the header, in files that were put together
        while (line := self._take()) is not None:
            text = line.text.lstrip("\ufeff").rstrip("\x1a")
            if line.fault:
                yield Row([line.text], fault=line.fault)
            elif text.strip("\r \t\x1a\x00"):
                row = self._row(text) if self._is_quoted() else self._split(text)
                if any(cell.strip() for cell in row.cells) and not (self.header.ruled and _is_frame(text)):
                    yield row._replace(fault="the header again") if (key := tuple(row.cells)) in again else row
                    again = again or {key}

    def _is_quoted(self) -> bool:
        return not (self.header.ruled or self.header.escaped or len(self.delimiter) > 1)

    def _split(self, text: str) -> Row:
        """Return a row of a table in which nothing is quoted."""
        if self.header.ruled:
            return self._fitting(framed(text))
        if self.header.escaped:
            lines, size = [text], len(text)
            while _GOES_ON.search(lines[-1]) and size <= self.limit and (more := self._take()):
                lines[-1] = lines[-1][:-1]
                lines.append(more.text)
                size += len(more.text)
            cells = "\n".join(lines).rstrip("\r").split(self.delimiter)
            return self._fitting([re.sub(r"\\([ntr\\])", lambda m: _ESCAPES.get(m[1], m[1]), cell) for cell in cells])
        return self._fitting([cell.strip('"') for cell in text.rstrip("\r").split(self.delimiter)])

    def _fitting(self, cells: list[str], note: str | None = None) -> Row:
        """Return a row, without the empty fields behind its last, or with the fault that it has more than names."""
        while len(cells) > self.width and not cells[-1].strip():
            cells.pop()
        fault = f"{len(cells)} fields under {self.width} names" if len(cells) > self.width else None
        return Row([bare(cell) for cell in cells], None if fault else note, fault)

    def _take(self) -> Line | None:
        return self.waiting.popleft() if self.waiting else next(self.lines, None)

    def _row(self, first: str) -> Row:
        cells, used = self._strict(first)
        if cells is not None and not used:
            cells = self._fitting(cells).cells
        if cells is not None and (len(cells) == self.width or (len(cells) < self.width and not used)):
            return Row([bare(cell) for cell in cells])
        if cells is not None and len(cells) > self.width and f"\\{self.delimiter}" in first:
            cells = _unescaped(first, self.delimiter)
            if len(cells) == self.width:
                return Row(cells)
        self.waiting.extendleft(reversed(used))
        self.budget -= sum(len(line.text) for line in used)
        if mended := self._mended(first):
            return Row(mended, note="its quotes were mended")
        if cells is None or used:
            cells = _loose(first, self.header, self.width)[0]
        row = self._fitting(cells, "its quotes were mended")
        return (
            row if len(row.cells) >= self.width else row._replace(fault=f"{len(cells)} fields under {self.width} names")
        )

    def _strict(self, first: str) -> tuple[list[str] | None, list[Line]]:
        """Return the fields of the row that begins with a line, or None, and the further lines that it took."""
        used: list[Line] = []
        room = self.limit if self.budget > 0 else _NEAR

        def text() -> Iterator[str]:
            yield f"{first}\n"
            size = len(first)
            while (line := self._take()) is not None:
                used.append(line)
                size += len(line.text)
                if line.fault or size > room:
                    return
                yield f"{line.text}\n"

        try:
            form = {"delimiter": self.delimiter, "quotechar": self.header.quote, "skipinitialspace": self.header.spaced}
            return next(csv.reader(text(), strict=True, **form)), used  # type: ignore[arg-type]
        except (csv.Error, StopIteration):
            return None, used

    def _mended(self, first: str) -> list[str] | None:
        """Return the fields of a row whose quotes are not doubled: one ends a field only before a delimiter or a line's end."""
        text = first
        ahead: list[Line] = []
        self.looks += _FURTHER * len(first)
        most = _LINES if self.looks > 0 else _FEW
        while True:
            self.looks -= len(text)
            cells, closed = _loose(text, self.header, self.width)
            if closed:
                break
            line = self._take()
            if line is None or line.fault or len(ahead) >= most or len(text) > _NEAR or self._is_row(line.text):
                ahead += [line] if line else []
                cells = []
                break
            ahead.append(line)
            text += f"\n{line.text}"
        if len(cells) == self.width:
            return cells
        self.waiting.extendleft(reversed(ahead))
        plain_cells = first.rstrip("\r").split(self.delimiter)
        return plain_cells if not cells and len(plain_cells) == self.width else None

    def _is_row(self, line: str) -> bool:
        """Return whether a line is a row by itself."""
        cells, closed = _loose(line, self.header, self.width)
        return closed and len(cells) == self.width and self.width > 2


def _unescaped(line: str, delimiter: str) -> list[str]:
    r"""Return the fields of a line in which nothing is quoted, and delimiters in a field stand behind a backslash."""
    fields = re.split(rf"(?<!\\)(?:\\\\)*{re.escape(delimiter)}", line.rstrip("\r"))
    return [re.sub(r"\\(\W)", r"\1", field) for field in fields]


def _is_frame(line: str) -> bool:
    """Tell whether a line of a printed table is no row: a rule, or the count of rows below."""
    return bool(is_rule(line) or _COUNT.fullmatch(line.strip()))


def _loose(text: str, header: Header, width: int) -> tuple[list[str], bool]:
    """Return the fields of a text, and whether the last one ends: quotes within are kept, those behind a backslash lose it."""
    cells, at, text = [], 0, text.rstrip("\r\n")
    delimiter, quote = header.delimiter, header.quote
    quotes = text.count(quote)  # from here on
    while True:
        if text[at : at + 1] != quote:
            end = text.find(delimiter, at)
            cells.append(text[at:] if end < 0 else text[at:end])
        else:
            closing = _closing(text, at + 1, header, quotes - 1, last=len(cells) + 1 >= width)
            inner = text[at + 1 :] if closing < 0 else text[at + 1 : closing]
            cells.append(inner.replace(f"\\{quote}", quote).replace(quote * 2, quote))
            end = -1 if closing < 0 or closing + 1 >= len(text) else closing + 1
            if closing < 0:
                return cells, False
        if end < 0:
            return cells, True
        quotes -= text.count(quote, at, end)
        at = end + 1


def _closing(text: str, at: int, header: Header, quotes: int, *, last: bool) -> int:
    """Return where a quoted field ends, of so many quotes from `at` on.

    A quote before a delimiter or, of the last field, the end of the text does; one of a pair, or escaped, does not.
    """
    quote = header.quote
    for m in _QUOTES[quote].finditer(text, at):
        quotes -= m[0].count(quote)
        follows = text.startswith(header.delimiter, m.end()) or (last and m.end() == len(text))
        if m[0] == quote and follows:
            return m.start()
        if m[0] == quote * 2 and follows and quotes % 2 == 0:  # he said "no"", the field's own quote last
            return m.start() + 1
    return -1


def joined(row: Row, header: Header, fields: Fields) -> Row:
    """Return a row with more fields than names with what is over put back into its text, where its date then is one."""
    names = header.names
    over = len(row.cells) - len(names)
    if not row.fault or over <= 0 or fields.text not in names:
        return row
    at = names.index(fields.text)
    cells = [*row.cells[:at], header.delimiter.join(row.cells[at : at + over + 1]), *row.cells[at + over + 1 :]]
    if fields.published in names and not dates.day(cells[names.index(fields.published)]):
        return row
    return Row(cells, note=f"{row.fault}: those over are part of {fields.text}")


def chosen(sample: list[Row], header: Header, options: ReadOptions, path: str) -> Fields:
    """Return what the columns hold; raises NotTextError where none holds a text."""
    rows = [dict(zip(header.names, row.cells, strict=False)) for row in sample if not row.fault]
    return choose(rows or [dict.fromkeys(header.names, "")], options, path, header.said)
