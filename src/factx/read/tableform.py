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
_SEEN = 1 << 20  # characters of the first lines looked at
_BEFORE = 12  # lines that may stand before a header: who exported it, when, comments
_SPOKEN = {"\t": "tab", "\x01": "\\x01", " ": "blank"}
_HINT = re.compile(r"\"?sep=(.)\"?\r?", re.IGNORECASE)  # of spreadsheets
RULE = re.compile(r"[\s|+:=-]*(?:[-=]{3}|-+[+|])[\s|+:=-]*")  # of tables as psql, mysql and Markdown print them
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
    while len(lines) > 2 and (_HINT.fullmatch(lines[0]) or lines[0].startswith("#") or RULE.fullmatch(lines[0])):
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
    start = 1 if hint else 0
    likely = hint[1] if hint else likely
    named, text = _stated(options, path), plain(stated(options.text_column, path) or "")
    nth = range(start, min(_BEFORE, len(lines)))
    headers = (
        n
        for n in nth
        if _is_header(lines[n].lstrip("\ufeff"), "\n".join(lines[n + 1 : n + 3]), named, text)
        and "".join(lines[start:n]).count('"') % 2 == 0
    )
    before = next(headers, start)
    ends = accumulate(len(line) for line in lines[before:])
    lines = [line for line, end in zip(lines[before:], ends, strict=True) if end < _SEEN or line is lines[before]]
    ruled = any(RULE.fullmatch(line) for line in lines[1:2])
    if ruled:
        rows = [framed(line) for line in lines if not RULE.fullmatch(line)]
        names, twice = names_of(rows[0])
        return Header("|", names, True, "; ".join(["a printed table", *twice]), before, ruled=True)
    delimiters = [*DELIMITERS, *([" "] if _QUOTED_NAMES.fullmatch(lines[0]) else [])]
    tried = [(d, q) for q in ('"', *("'" * any("'" in line for line in lines))) for d in delimiters]
    parsed = {form: _parsed(lines, *form) for form in sorted(tried, key=lambda form: (form[0] != likely, form[1] != '"'))}
    best = max(parsed, key=lambda form: _score(parsed[form], named))
    rows = parsed[best] or [[""]]
    there = _names_columns(rows, named)
    names, twice = names_of(rows[0] if there else [""] * mode(map(len, rows)))
    if there and _has_row_names(rows):
        names = ["row", *names]
    said = [] if best[0] == likely else [f"delimiter {_SPOKEN.get(best[0], best[0])}"]
    said += [] if there else ["no header: columns are called by their numbers"]
    left = before - (1 if hint else 0)
    said += [f"{left} line{'s' * (left > 1)} before the header left out"] if left else []
    spaced = len(rows[0]) > 1 and all(cell[:1] == " " for cell in rows[0][1:])
    return Header(best[0], names, there, "; ".join(said + twice), before, spaced, best[1], escaped=_is_escaped(lines, best[0]))


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
    numbers = [cell for cell in first if _NUMBER.fullmatch(cell)]
    others = [cell for cell in first if len(cell) > _LABEL or (cell not in numbers and dates.day(cell))]
    return known > 1 or not (others or (numbers and not known))


def _has_row_names(rows: list[list[str]]) -> bool:
    """Tell whether each row has one field more than there are names, and that counts the rows: so R writes tables."""
    width, behind = len(rows[0]), [row for row in rows[1:] if len(row) > 1]
    if not behind or any(len(row) != width + 1 for row in behind[:-1]) or (role_of(rows[0][0]) or ("",))[0] == "id":
        return False
    return [row[0] for row in behind[:9]] == [str(n + 1) for n in range(min(9, len(behind)))]


def _is_escaped(lines: list[str], delimiter: str) -> bool:
    """Tell whether a table is written as PostgreSQL's COPY and MySQL do: fields between tabs, line ends as \\n."""
    found = {escape for line in lines for escape in _ESCAPE.findall(line)}
    quoted = any('\t"' in line or line.startswith('"') for line in lines)
    return delimiter == "\t" and not quoted and bool(found - {"\\N"}) and found <= {"\\N", "\\n", "\\t", "\\r", "\\\\", "\\"}


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
            twice.append(f"{name} is there twice: the second is {free}")
        names.append(free)
    return names, twice


def bare(cell: str) -> str:
    """Return a cell without the formula that spreadsheets keep words and long numbers in: ="0012"."""
    return cell[2:-1].replace('""', '"') if cell[:2] == '="' and cell[-1:] == '"' and len(cell) > 2 else cell
