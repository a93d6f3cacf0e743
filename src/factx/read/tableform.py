"""How a table of text is written: its delimiter, quotes, header and what stands before it, told by its first lines.

Delimiters are scored by the names they make of the first line and by how many rows have as many fields.
"""

import csv
import re
from contextlib import suppress
from itertools import accumulate
from statistics import mode
from typing import NamedTuple

from factx.read import dates
from factx.read.fields import stated
from factx.read.names import NAMES, plain, role_of
from factx.read.options import ReadOptions

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01", "::")
_NAMED = frozenset(name for names in NAMES.values() for name in names)
_TEXTS = frozenset(NAMES["text"])
_LABEL, _NUMBER = 60, re.compile(r"-?\d+(?:\.\d+)?")  # a column's name is short, and no number
_TOLD = 5  # names that are there twice
_SEEN = 1 << 20  # characters of the first lines looked at
_DATED = re.compile(r"\d[-/., ]\S|\S[-/., ]\d")
_BEFORE = 12  # lines that may stand before a header: who exported it, when, comments
_SPOKEN = {"\t": "tab", "\x01": "\\x01", " ": "blank"}
_HINT = re.compile(r"\"?sep=(.)\"?\r?", re.IGNORECASE)  # of spreadsheets
_QUOTED_NAMES = re.compile(r'"[^"]{1,60}"(?: "[^"]{1,60}")+\r?')  # R's write.table
_ESCAPE = re.compile(r"\\.?")


class Header(NamedTuple):
    """How a table is written: delimiter, names of the columns, whether the first line holds them, and what to tell the user."""

    delimiter: str
    names: list[str]
    there: bool
    said: str
    before: int = 0  # lines that stand before it
    spaced: bool = False  # a blank follows each delimiter
    quote: str = '"'
    ruled: bool = False  # printed in a frame
    escaped: bool = False  # nothing is quoted: a backslash stands before line ends and tabs, as databases write it


def looks(head: str, options: ReadOptions, path: str) -> bool:
    """Return whether a text begins like a table: names that we know, one of them a text's, and another line.

    Before them may stand a spreadsheet's hint, comments and rules.
    """
    lines = head.lstrip("\ufeff").split("\n", 2 * _BEFORE)
    named = _stated(options, path)
    while len(lines) > 2 and (_HINT.fullmatch(lines[0]) or lines[0].startswith("#") or is_rule(lines[0])):
        del lines[0]
    return _is_header(lines[0], "\n".join(lines[1:]), named, plain(stated(options.text_column, path) or ""))


def _stated(options: ReadOptions, path: str) -> set[str]:
    options_of = (options.text_column, options.date_column, options.title_column, options.ids)
    return {plain(name) for option in options_of if (name := stated(option, path))}


def _is_header(first: str, second: str, named: set[str], text: str) -> bool:
    if _QUOTED_NAMES.fullmatch(first):
        first = first.replace('" "', '";"')
        second = second.replace('" "', '";"')
    for delimiter in DELIMITERS:
        cells = [plain(cell.strip("'\" \r")) for cell in first.strip(" |\r").split(delimiter)]
        known = [cell for cell in cells if cell in _NAMED or cell in named]
        if not (known and delimiter in first and delimiter in second):
            continue
        if text in known or (len(known) > 1 and 2 * len(known) >= len(cells) and set(known) & _TEXTS):
            return True
    return False


def sniff(lines: list[str], options: ReadOptions, path: str, likely: str) -> Header:
    """Return how a table is written from its first lines."""
    hint = _HINT.fullmatch(lines[0].lstrip("\ufeff"))
    likely = hint[1] if hint else likely
    named = _stated(options, path)
    before = _before(lines, 1 if hint else 0, named, plain(stated(options.text_column, path) or ""))
    ends = accumulate(map(len, lines[before:]))
    lines = [lines[before], *(line for line, end in zip(lines[before + 1 :], ends, strict=False) if end < _SEEN)]
    left = before - (1 if hint else 0)
    said = [f"{left} line{'s' * (left > 1)} before the header left out"] if left else []
    if any(is_rule(line) for line in lines[1:2]):
        names, twice = names_of(framed(lines[0]))
        return Header("|", names, True, "; ".join(["a printed table", *said, *twice]), before, ruled=True)
    delimiter, quote, rows = _best(lines, named, likely)
    there = _names_columns(rows, named)
    names, twice = names_of(rows[0] if there else [""] * mode(map(len, rows)))
    names = ["row", *names] if there and _has_row_names(rows) else names
    said = said if there else ["no header: columns are called by their numbers", *said]
    said = ([] if delimiter == likely else [f"delimiter {_SPOKEN.get(delimiter, delimiter)}"]) + said
    spaced = len(rows[0]) > 1 and all(cell[:1] == " " for cell in rows[0][1:])
    escaped = _is_escaped(lines, delimiter)
    if len(twice) > _TOLD:
        twice = [*twice[:_TOLD], f"{len(twice) - _TOLD} more names are there twice"]
    return Header(delimiter, names, there, "; ".join(said + twice), before, spaced, quote, escaped=escaped)


def _before(lines: list[str], start: int, named: set[str], text: str) -> int:
    """Return how many lines stand before the header."""
    for n in range(start, min(_BEFORE, len(lines))):
        whole = "".join(lines[start:n]).count('"') % 2 == 0  # else the line is the rest of a name in quotes
        if whole and _is_header(lines[n].lstrip("\ufeff"), "\n".join(lines[n + 1 : n + 3]), named, text):
            return n
    return start


def _best(lines: list[str], named: set[str], likely: str) -> tuple[str, str, list[list[str]]]:
    """Return the delimiter and the quotes that make the best table of lines, and its rows."""
    delimiters = [likely, *DELIMITERS, *([" "] if _QUOTED_NAMES.fullmatch(lines[0]) else [])]
    quotes = ['"', "'"] if any("'" in line for line in lines) else ['"']
    parsed = {(d, q): _parsed(lines, d, q) for q in quotes for d in dict.fromkeys(delimiters)}
    delimiter, quote = max(parsed, key=lambda form: _score(parsed[form], named))
    return delimiter, quote, parsed[delimiter, quote] or [[""]]


def _parsed(lines: list[str], delimiter: str, quote: str) -> list[list[str]]:
    rows: list[list[str]] = []
    if len(delimiter) > 1:
        return [[cell.strip('"') for cell in line.split(delimiter)] for line in lines if line.strip()]
    with suppress(csv.Error):
        rows.extend(r for r in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, quotechar=quote) if r)
    return rows


def _score(rows: list[list[str]], named: set[str]) -> tuple[int, float, float, int]:
    """Return how good a table is: known names in its first row, rows of as many fields, few cells left in quotes, fields."""
    if not rows:
        return (0, 0.0, 0.0, 0)
    known = sum(plain(cell) in _NAMED or plain(cell) in named for cell in rows[0])
    if len(rows[0]) < 2:
        return (known, 0.0, 0.0, 0)
    same = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    cells = [cell for row in rows for cell in row if cell]
    framed = sum(cell[0] == "'" == cell[-1] and len(cell) > 1 for cell in cells) / max(1, len(cells))
    return known, round(same, 1), -round(framed, 1), len(rows[0])


def _names_columns(rows: list[list[str]], named: set[str]) -> bool:
    """Tell whether a table's first row holds the names of its columns."""
    first = rows[0]
    known = sum(plain(cell) in _NAMED or plain(cell) in named for cell in first)
    if known > 1:
        return True
    if any(len(cell) > _LABEL or (_DATED.search(cell) and dates.day(cell)) for cell in first):
        return False
    return known == 1 or not any(_NUMBER.fullmatch(cell) for cell in first)


def _has_row_names(rows: list[list[str]]) -> bool:
    """Tell whether each row has one field more than there are names, and that counts the rows: so R writes tables."""
    width, behind = len(rows[0]), [row for row in rows[1:] if len(row) > 1]
    if not behind or any(len(row) != width + 1 for row in behind[:-1]) or (role_of(rows[0][0]) or ("",))[0] == "id":
        return False
    return [row[0] for row in behind[:9]] == [str(n + 1) for n in range(min(9, len(behind)))]


def _is_escaped(lines: list[str], delimiter: str) -> bool:
    """Tell whether a table is written as PostgreSQL's COPY and MySQL do: fields between tabs, line ends escaped."""
    found = {escape for line in lines for escape in _ESCAPE.findall(line)}
    quoted = any('\t"' in line or line.startswith('"') for line in lines)
    return (
        delimiter == "\t"
        and not quoted
        and bool(found - {"\\N"})
        and found <= {"\\N", "\\n", "\\t", "\\r", "\\\\", "\\"}
    )


def is_rule(line: str) -> bool:
    """Tell whether a line is one that psql, mysql and Markdown draw in a table."""
    return not line.strip(" \t\r|+:=-") and ("--" in line or "==" in line)


def framed(line: str) -> list[str]:
    """Return the cells of a line of a printed table."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def names_of(cells: list[str]) -> tuple[list[str], list[str]]:
    """Return the names of columns, each once, and which came twice."""
    names: list[str] = []
    twice = []
    taken: set[str] = set()
    following: dict[str, int] = {}  # by name, the number of its next column
    for number, cell in enumerate(cells, 1):
        name = bare(cell).strip().lstrip("\ufeff") or str(number)
        n, free = following.get(name, 2), name
        while free in taken:
            free, n = f"{name}.{n}", n + 1
        following[name] = n
        taken.add(free)
        if free != name:
            twice.append(f"{name[:_LABEL]} is there twice: the second is {free[:_LABEL]}")
        names.append(free)
    return names, twice


def bare(cell: str) -> str:
    """Return a cell without the formula that spreadsheets keep words and long numbers in: ="0012"."""
    return cell[2:-1].replace('""', '"') if cell[:2] == '="' and cell[-1:] == '"' and len(cell) > 2 else cell
