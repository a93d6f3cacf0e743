"""Tables of text: delimiter, quoting and header found out; a broken row is mended, and if not costs none of those behind.

Delimiters are scored by the names they make of the first line and by how many rows have as many fields.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from statistics import mode
from typing import NamedTuple

from factx.read import dates
from factx.read.choice import Fields
from factx.read.fields import choose, stated
from factx.read.names import NAMES, plain
from factx.read.options import ReadOptions

DELIMITERS = ",;\t|^~\x01"
_NAMED = frozenset(name for names in NAMES.values() for name in names)
_LABEL, _NUMBER = 60, re.compile(r"-?\d+(?:\.\d+)?")  # a column's name is short, and no number
_BEFORE = 12  # lines that may stand before a header: who exported it, when, comments
_LINES, _NEAR = 64, 1 << 16  # lines and characters that a broken row is looked for in
SAMPLE, SAMPLE_SIZE = 1000, 4 << 20  # rows and characters by which the fields are chosen
_SPOKEN = {"\t": "tab", "\x01": "\\x01"}


class Line(NamedTuple):
    """A line of a table: its text, or why it has none."""

    text: str
    fault: str | None = None


class Row(NamedTuple):
    """A row: its fields, what was mended, or why it cannot be read."""

    cells: list[str]
    note: str | None = None
    fault: str | None = None


class Header(NamedTuple):
    """How a table is written: delimiter, names of the columns, whether the first line holds them, and what to tell the user."""

    delimiter: str
    names: list[str]
    there: bool
    said: str
    before: int = 0  # lines that stand before it
    spaced: bool = False  # a blank follows each delimiter


def looks(head: str) -> bool:
    """Return whether a text begins like a table: a first line of names that we know, one of them a text's, and another line."""
    first, _, second = head.lstrip("\ufeff").partition("\n")
    for delimiter in DELIMITERS:
        cells = [plain(cell.strip('" \r')) for cell in first.split(delimiter)]
        known = [cell for cell in cells if cell in _NAMED]
        if len(known) > 1 and 2 * len(known) >= len(cells) and delimiter in second and set(known) & set(NAMES["text"]):
            return True
    return False


def sniff(lines: list[str], options: ReadOptions, path: str, likely: str) -> Header:
    """Return how a table is written from its first lines."""
    before = next((n for n in range(min(_BEFORE, len(lines))) if looks("\n".join(lines[n : n + 2]))), 0)
    lines = lines[before:]
    stated_names = [plain(n) for o in (options.text_column, options.date_column, options.title_column, options.ids) if (n := stated(o, path))]  # fmt: skip
    parsed = {d: _parsed(lines, d) for d in sorted(DELIMITERS, key=lambda d: d != likely)}
    best = max(parsed, key=lambda d: _score(parsed[d], stated_names))
    rows = parsed[best] or [[""]]
    there = _is_header(rows, stated_names)
    names, twice = _names(rows[0] if there else [""] * mode(map(len, rows)))
    said = [] if best == likely else [f"delimiter {_SPOKEN.get(best, best)}"]
    said += [] if there else ["no header: columns are called by their numbers"]
    said += [f"{before} line{'s' * (before > 1)} before the header left out"] if before else []
    spaced = len(rows[0]) > 1 and all(cell[:1] == " " for cell in rows[0][1:])
    return Header(best, names, there, "; ".join(said + twice), before, spaced)


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(row for row in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter) if row)
    return rows


def _score(rows: list[list[str]], stated_names: list[str]) -> tuple[int, float, int]:
    """Return how good a table is: known names in its first row, rows of as many fields, fields."""
    if not rows or len(rows[0]) < 2:
        return (sum(plain(cell) in _NAMED for cell in rows[0]) if rows else 0, 0.0, 0)
    known = sum(plain(cell) in _NAMED or plain(cell) in stated_names for cell in rows[0])
    same = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    return known, round(same, 1), len(rows[0])


def _is_header(rows: list[list[str]], stated_names: list[str]) -> bool:
    first = rows[0]
    if any(plain(cell) in _NAMED or plain(cell) in stated_names for cell in first):
        return True
    return not any(len(cell) > _LABEL or _NUMBER.fullmatch(cell) or dates.day(cell) for cell in first)


def _names(cells: list[str]) -> tuple[list[str], list[str]]:
    """Return the names of columns, each once, and which came twice."""
    names: list[str] = []
    twice = []
    taken: set[str] = set()
    following: dict[str, int] = {}  # by name, the number of its next column
    for number, cell in enumerate(cells, 1):
        name = cell.strip().lstrip("\ufeff") or str(number)
        n, free = following.get(name, 2), name
        while free in taken:
            free, n = f"{name}.{n}", n + 1
        following[name] = n
        taken.add(free)
        if free != name:
            twice.append(f"{name} is there twice: the second is {free}")
        names.append(free)
    return names, twice


class Rows:
    """The rows of a table, read strictly where that gives as many fields as there are names, else one line at a time."""

    def __init__(self, lines: Iterable[Line], header: Header, limit: int) -> None:
        """Read rows of as many fields as the header has; none may have more characters than `limit`."""
        self.lines, self.waiting = iter(lines), deque[Line]()
        self.delimiter, self.width, self.limit = header.delimiter, len(header.names), limit
        self.spaced = header.spaced
        self.budget = 4 * limit  # characters that may be read in vain behind broken rows

    def __iter__(self) -> Iterator[Row]:
        while (line := self._take()) is not None:
            if line.fault:
                yield Row([line.text], fault=line.fault)
            elif line.text.strip("\r \t") or (line.text and self.delimiter == "\t" and line.text.strip("\r ")):
                yield self._row(line.text)

    def _take(self) -> Line | None:
        return self.waiting.popleft() if self.waiting else next(self.lines, None)

    def _row(self, first: str) -> Row:
        cells, used = self._strict(first)
        if cells is not None and (len(cells) == self.width or (len(cells) < self.width and not used)):
            return Row(cells)
        self.waiting.extendleft(reversed(used))
        self.budget -= sum(len(line.text) for line in used)
        if mended := self._mended(first):
            return Row(mended, note="its quotes were mended")
        if cells is None or used:
            cells = _loose(first, self.delimiter, self.width)[0]
        if len(cells) == self.width:
            return Row(cells, note="its quotes were mended")
        return Row(cells, fault=f"{len(cells)} fields under {self.width} names")

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
            return next(csv.reader(text(), delimiter=self.delimiter, strict=True, skipinitialspace=self.spaced)), used
        except (csv.Error, StopIteration):
            return None, used

    def _mended(self, first: str) -> list[str] | None:
        """Return the fields of a row whose quotes are not doubled: one ends a field only before a delimiter or a line's end."""
        text = first
        ahead: list[Line] = []
        while True:
            cells, closed = _loose(text, self.delimiter, self.width)
            if closed:
                break
            line = self._take()
            if line is None or line.fault or len(ahead) >= _LINES or len(text) > _NEAR or self._is_row(line.text):
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
        cells, closed = _loose(line, self.delimiter, self.width)
        return closed and len(cells) == self.width and self.width > 2


def _loose(text: str, delimiter: str, width: int) -> tuple[list[str], bool]:
    """Return the fields of a text, and whether the last one ends: quotes within are kept, those behind a backslash lose it."""
    cells, at, text = [], 0, text.rstrip("\r\n")
    while True:
        if text[at : at + 1] != '"':
            end = text.find(delimiter, at)
            cells.append(text[at:] if end < 0 else text[at:end])
        else:
            closing = _closing(text, at + 1, delimiter, last=len(cells) + 1 >= width)
            inner = text[at + 1 :] if closing < 0 else text[at + 1 : closing]
            cells.append(inner.replace('\\"', '"').replace('""', '"'))
            end = -1 if closing < 0 or closing + 1 >= len(text) else closing + 1
            if closing < 0:
                return cells, False
        if end < 0:
            return cells, True
        at = end + 1


def _closing(text: str, at: int, delimiter: str, *, last: bool) -> int:
    """Return where a quoted field ends: a quote before a delimiter or, of the last, the end; one of a pair, or escaped, does not."""
    for m in re.compile(r'\\"|""|"').finditer(text, at):
        follows = text.startswith(delimiter, m.end()) or (last and m.end() == len(text))
        if m[0] == '"' and follows:
            return m.start()
        if (
            m[0] == '""' and follows and text[m.end() :].count('"') % 2 == 0
        ):  # he said "no"", the field's own quote last
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
