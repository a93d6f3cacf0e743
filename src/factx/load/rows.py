"""Lines become rows of their tables: each validated; what a database could not store exactly is rejected with its reason."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from factx.files.jsonl import reason
from factx.load.lines import Block, loaded
from factx.records import Record, Rejection
from factx.table import Plain, Table

LONGEST_KEY = 2_000  # bytes; an index of PostgreSQL takes no more than 2,704
LARGEST_COUNT = 2**31 - 1
NUL = b"\\u0000"
_ID = re.compile(rb'"id"\s*:\s*("(?:[^"\\]|\\.){1,2000}")')
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")
MODEL_DIGITS = 1_000  # the models take no more
_ARROW: dict[Plain, Any] = {
    str: pa.string(), int: pa.int32(), bool: pa.bool_(), date: pa.string(), float: pa.float64(), Decimal: pa.string(), dict: pa.string(),
}  # fmt: skip


class Digits(NamedTuple):
    """How many digits a database's exact numbers have before and after the point."""

    before: int
    after: int


class Rows(NamedTuple):
    """What a block holds: by table the rows to stage, each with `seq`, its line's place in the load; and bad lines.

    `lost` are the ids of documents whose lines are bad; "" for one that cannot be read. No row has an id that cannot be
    stored (with U+0000, half a surrogate pair), so none of those is among them.
    """

    tables: dict[str, pa.RecordBatch]
    rejected: list[Rejection]
    lost: list[str]

    @property
    def many(self) -> int:
        """Return how many rows there are."""
        return sum(batch.num_rows for batch in self.tables.values())


class Numbered(NamedTuple):
    """Lines, or the records of lines, with their indexes in the block."""

    numbers: list[int]
    of: list[Any]


def rows(block: Block, seq: int, digits: Digits) -> Rows:
    """Return a block's rows; `seq` is the place of its first line in the load."""
    refused: dict[int, str] = {}
    batches: dict[str, pa.RecordBatch] = {}
    for table, lines in _sorted(block):
        records = _records(lines, table, refused)
        batch = _batch(records, table, seq)
        if batch is None or not _surely_storable(batch, table, digits) or any(NUL in line for line in lines.of):
            batch = _batch(_storable(records, table, digits, refused), table, seq)
        batches[table.name] = batch
    rejected = [Rejection(path=block.path, line=block.first + i, reason=why) for i, why in sorted(refused.items())]
    return Rows(batches, rejected, list(_lost([block.lines[i] for i in refused])))


def _lost(lines: list[bytes]) -> Iterator[str]:
    """Yield the id of each bad line that was to be a document, read from what there is of it; "" where it cannot be."""
    marks = [_mark(table.mark) for table in loaded() if table.mark]
    for line in lines:
        if _mark("text").search(line) and not any(mark.search(line) for mark in marks):
            try:
                found = str(json.loads(m[1])) if (m := _ID.search(line)) else ""
            except ValueError:
                found = ""
            if not _UNSTORABLE.search(found):
                yield found


def _sorted(block: Block) -> Iterator[tuple[Table, Numbered]]:
    """Yield each table with its lines that are not blank: those with its mark; documents are all others."""
    tables = loaded()
    sorts = {table.name: Numbered([], []) for table in tables}
    marks = [(_mark(table.mark), sorts[table.name]) for table in tables if table.mark]
    for number, raw in enumerate(block.lines):
        line = raw.strip()
        if block.first == 1 and number == 0:
            line = line.removeprefix(codecs.BOM_UTF8).strip()
        if line:
            ours = line.split(b'"extra":', 1)[0]  # what follows is a document's, with names of the user's own
            sort = next((sort for mark, sort in marks if mark.search(ours)), sorts[tables[0].name])
            sort.numbers.append(number)
            sort.of.append(line)
    return zip(tables, sorts.values(), strict=True)


@cache
def _mark(field: str) -> re.Pattern[bytes]:
    """Return what finds a field's name in a line of JSON; within a string its quotes would be escaped."""
    return re.compile(rb'"' + re.escape(field.encode()) + rb'"\s*:')


def _records(lines: Numbered, table: Table, refused: dict[int, str]) -> Numbered:
    """Return the records of lines, validated at once where all are good (a third faster), else one by one."""
    whole = all(line[:1] == b"{" and line[-1:] == b"}" for line in lines.of)  # none can complete the one before it
    try:
        found = table.many.validate_json(b"[" + b",\n".join(lines.of) + b"]") if whole else []
    except ValidationError:
        found = []
    if len(found) == len(lines.of):
        return Numbered(lines.numbers, found)
    records = Numbered([], [])
    for number, line in zip(*lines, strict=True):
        try:
            records.of.append(table.adapter.validate_json(line))
            records.numbers.append(number)
        except ValidationError as error:
            refused[number] = reason(error)
    return records


@cache
def _keys(table: Table) -> list[str]:
    """Return the columns that an index is on: the key, and those that name a row elsewhere or a body."""
    return [name for name in table.columns if name == table.key or name.endswith("_id")]


def _surely_storable(batch: pa.RecordBatch, table: Table, digits: Digits) -> bool:
    """Return False where a key or a number may be more than a database can hold."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    exactly = rf"^-?\d{{1,{digits.before}}}(\.\d{{1,{digits.after}}})?$"
    numbers = table.of_type(Decimal) if digits.before < MODEL_DIGITS else []
    return all((pc.max(pc.binary_length(columns[k])).as_py() or 0) <= LONGEST_KEY for k in _keys(table)) and all(
        pc.all(pc.match_substring_regex(columns[c], exactly)).as_py() is not False for c in numbers
    )


def _storable(records: Numbered, table: Table, digits: Digits, refused: dict[int, str]) -> Numbered:
    """Return the records that can be kept exactly."""
    kept = Numbered([], [])
    for number, record in zip(*records, strict=True):
        if why := unstorable(record, table, digits):
            refused[number] = why
        else:
            kept.numbers.append(number)
            kept.of.append(record)
    return kept


def unstorable(record: Record, table: Table, digits: Digits) -> str | None:
    """Return why a database cannot hold a record, or None."""
    values = record.__dict__
    texts = [
        text for value in values.values() for text in (chain(*value.items()) if isinstance(value, dict) else [value])
    ]
    if any("\0" in text for text in texts if isinstance(text, str)):
        return "U+0000 in a text: PostgreSQL has no such character"
    for name in _keys(table):
        if len((values.get(name) or "").encode()) > LONGEST_KEY:
            return f"{name} of more than {LONGEST_KEY} bytes"
    for name in table.of_type(int):
        if (values.get(name) or 0) > LARGEST_COUNT:
            return f"{name} above {LARGEST_COUNT}"
    for name in table.of_type(Decimal):
        number = values.get(name)
        if number and (number.adjusted() >= digits.before or -int(number.as_tuple().exponent) > digits.after):
            return (
                f"{name} {number}: the database holds {digits.before} digits before the point and {digits.after} after"
            )
    return None


def _batch(records: Numbered, table: Table, seq: int) -> pa.RecordBatch | None:
    """Return rows of numbers and days as text, which the database casts; None for an offset beyond 32 bits."""
    values = [record.__dict__ for record in records.of]
    try:
        arrays = [pa.array(_column(c.name, c.type, values), _ARROW[c.type]) for c in table.columns.values()]
    except (OverflowError, pa.ArrowInvalid):
        return None
    places = pa.array([seq + number for number in records.numbers], pa.int64())
    return pa.RecordBatch.from_arrays([places, *arrays], ["seq", *table.columns])


def _column(name: str, kind: Plain, values: list[dict[str, Any]]) -> list[Any]:
    found = [v.get(name) for v in values]
    if kind is Decimal:
        return [None if number is None else format(number, "f") for number in found]
    if kind is date:
        return [None if day is None else day.isoformat() for day in found]
    if kind is dict:
        return [None if given is None else _json(given) for given in found]
    return found


def _json(given: dict[str, Any]) -> str:
    """Return an object as JSON, null for what JSON has no number for: NaN, and 1e400, which is read as infinity."""
    try:
        return json.dumps(given, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except ValueError:
        return _json(from_json(to_json(given, inf_nan_mode="null")))
