"""Lines become rows: each validated by the models; what no database could store exactly is rejected with its reason."""

import codecs
import json
import re
from itertools import chain
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from factx.load.lines import Chunk
from factx.records import FACT, KINDS, Document, Fact, Record, Rejection

EXACT = ("amount", "amount_to", "value", "value_to")
OBJECTS = ("external_ids",)
DAYS = ("published", "first_day", "last_day")
COUNTS = ("start", "end", "sentence_start", "sentence_end")
KEYS = ("id", "doc_id", "org_id")
LONGEST_KEY = 2_000  # bytes; an index of PostgreSQL takes no more than 2,704
LARGEST_COUNT = 2**31 - 1
NUL = b"\\u0000"
MODEL_DIGITS = 1_000  # the models take no more

DOCUMENT_COLUMNS = tuple(Document.model_fields)
FACT_COLUMNS = tuple(dict.fromkeys(name for model in KINDS.values() for name in model.model_fields))

_IS_FACT = re.compile(rb'"kind"\s*:')  # within a JSON string the quotes would be escaped


class Digits(NamedTuple):
    """How many digits a database's exact numbers have before and after the point."""

    before: int
    after: int


class Rows(NamedTuple):
    """What a chunk holds: rows to stage, each with `seq`, its line's place in the load, and the lines that are none."""

    documents: pa.RecordBatch
    facts: pa.RecordBatch
    rejected: list[Rejection]


class _Sort(NamedTuple):
    one: TypeAdapter[Any]
    many: TypeAdapter[Any]
    columns: tuple[str, ...]


_DOCUMENT = _Sort(TypeAdapter(Document), TypeAdapter(list[Document]), DOCUMENT_COLUMNS)
_FACT = _Sort(FACT, TypeAdapter(list[Fact]), FACT_COLUMNS)


class Numbered(NamedTuple):
    """Lines, or the records of lines, with their indexes in the chunk."""

    numbers: list[int]
    of: list[Any]


def rows(chunk: Chunk, seq: int, digits: Digits) -> Rows:
    """Return a chunk's rows; `seq` is the place of its first line in the load."""
    refused: dict[int, str] = {}
    batches: list[pa.RecordBatch] = []
    for lines, sort in zip(_sorted(chunk), (_DOCUMENT, _FACT), strict=True):
        records = _records(lines, sort, refused)
        batch = _batch(records, sort, seq)
        if batch is None or not _surely_storable(batch, digits) or any(NUL in line for line in lines.of):
            batch = _batch(_storable(records, digits, refused), sort, seq)
        batches.append(batch)
    rejected = [Rejection(path=chunk.path, line=chunk.first + i, reason=why) for i, why in sorted(refused.items())]
    return Rows(batches[0], batches[1], rejected)


def _sorted(chunk: Chunk) -> tuple[Numbered, Numbered]:
    """Return the filled lines of documents and those of facts."""
    sorts = Numbered([], []), Numbered([], [])
    for number, raw in enumerate(chunk.lines):
        line = raw.strip()
        if chunk.first == 1 and number == 0:
            line = line.removeprefix(codecs.BOM_UTF8).strip()
        if line:
            sort = sorts[1] if _IS_FACT.search(line) else sorts[0]
            sort.numbers.append(number)
            sort.of.append(line)
    return sorts


def _records(lines: Numbered, sort: _Sort, refused: dict[int, str]) -> Numbered:
    """Return the records of lines, validated at once where all are good (a third faster), else one by one."""
    whole = all(line[:1] == b"{" and line[-1:] == b"}" for line in lines.of)  # none can complete the one before it
    try:
        found = sort.many.validate_json(b"[" + b",\n".join(lines.of) + b"]") if whole else []
    except ValidationError:
        found = []
    if len(found) == len(lines.of):
        return Numbered(lines.numbers, found)
    records = Numbered([], [])
    for number, line in zip(*lines, strict=True):
        try:
            records.of.append(sort.one.validate_json(line))
            records.numbers.append(number)
        except ValidationError as error:
            refused[number] = _reason(error)
    return records


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"] if part not in KINDS)
    why = first["msg"].replace(" at line 1 column ", " at column ")
    return f"{where}: {why}" if where else why


def _surely_storable(batch: pa.RecordBatch, digits: Digits) -> bool:
    """Return False where a key or a number may be more than a database can hold."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    exactly = rf"^-?\d{{1,{digits.before}}}(\.\d{{1,{digits.after}}})?$"
    return all(
        (pc.max(pc.binary_length(columns[k])).as_py() or 0) <= LONGEST_KEY for k in KEYS if k in columns
    ) and all(
        pc.all(pc.match_substring_regex(columns[c], exactly)).as_py() is not False
        for c in EXACT
        if c in columns and digits.before < MODEL_DIGITS
    )


def _storable(records: Numbered, digits: Digits, refused: dict[int, str]) -> Numbered:
    """Return the records that can be kept exactly."""
    kept = Numbered([], [])
    for number, record in zip(*records, strict=True):
        if why := _unstorable(record, digits):
            refused[number] = why
        else:
            kept.numbers.append(number)
            kept.of.append(record)
    return kept


def _unstorable(record: Record, digits: Digits) -> str | None:
    """Return why a database cannot hold a record, or None."""
    values = record.__dict__
    texts = [
        text for value in values.values() for text in (chain(*value.items()) if isinstance(value, dict) else [value])
    ]
    if any("\0" in text for text in texts if isinstance(text, str)):
        return "U+0000 in a text: PostgreSQL has no such character"
    for name in KEYS:
        if len((values.get(name) or "").encode()) > LONGEST_KEY:
            return f"{name} of more than {LONGEST_KEY} bytes"
    if values.get("sentence_end", 0) > LARGEST_COUNT:
        return f"sentence_end above {LARGEST_COUNT}"
    for name in EXACT:
        number = values.get(name)
        if number and (number.adjusted() >= digits.before or -int(number.as_tuple().exponent) > digits.after):
            return (
                f"{name} {number}: the database holds {digits.before} digits before the point and {digits.after} after"
            )
    return None


def _batch(records: Numbered, sort: _Sort, seq: int) -> pa.RecordBatch | None:
    """Return rows of numbers and days as text, which the database casts; None for an offset beyond 32 bits."""
    values = [record.__dict__ for record in records.of]
    types = dict.fromkeys(COUNTS, pa.int32()) | {"recurring": pa.bool_()}
    try:
        arrays = [pa.array(_column(name, values), types.get(name, pa.string())) for name in sort.columns]
    except (OverflowError, pa.ArrowInvalid):
        return None
    places = pa.array([seq + number for number in records.numbers], pa.int64())
    return pa.RecordBatch.from_arrays([places, *arrays], ["seq", *sort.columns])


def _column(name: str, values: list[dict[str, Any]]) -> list[Any]:
    found = [v.get(name) for v in values]
    if name in EXACT:
        return [None if number is None else format(number, "f") for number in found]
    if name in DAYS:
        return [None if day is None else day.isoformat() for day in found]
    if name in OBJECTS:
        return [None if given is None else json.dumps(given, ensure_ascii=False, sort_keys=True) for given in found]
    return found
