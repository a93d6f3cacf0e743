"""Lines become rows: each validated by the models; what no database could store exactly is rejected with its reason."""

import codecs
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from factx.load.lines import Chunk
from factx.records import FACT, KINDS, Document, Fact, MoneyFact, PercentFact, Record, Rejection

EXACT = ("amount", "amount_to", "value", "value_to")
DAYS = ("published", "first_day", "last_day")
COUNTS = ("start", "end", "sentence_start", "sentence_end")
LONGEST_KEY = 2_000  # bytes; an index of PostgreSQL takes no more than 2,704
LARGEST_COUNT = 2**31 - 1

DOCUMENT_COLUMNS = tuple(Document.model_fields)
FACT_COLUMNS = tuple(dict.fromkeys(name for model in KINDS.values() for name in model.model_fields))

_IS_FACT = re.compile(rb'"kind"\s*:')  # within a JSON string the quotes would be escaped
_DOCUMENTS: TypeAdapter[list[Document]] = TypeAdapter(list[Document])
_FACTS: TypeAdapter[list[Fact]] = TypeAdapter(list[Fact])


class Digits(NamedTuple):
    """How many digits a database's exact numbers have before and after the point."""

    before: int
    after: int


class Rows(NamedTuple):
    """What a chunk holds: rows to stage, each with `seq`, its line's place in the load, and the lines that are none."""

    documents: pa.RecordBatch
    facts: pa.RecordBatch
    rejected: list[Rejection]


Numbered = tuple[int, bytes]


def rows(chunk: Chunk, seq: int, digits: Digits) -> Rows:
    """Return a chunk's rows; `seq` is the place of its first line in the load."""
    documents: list[tuple[int, Record]] = []
    facts: list[tuple[int, Record]] = []
    rejected: list[Rejection] = []
    for number, line, found in _validated(chunk):
        why = found if isinstance(found, str) else _unstorable(found, line, digits)
        if isinstance(found, str) or why:
            rejected.append(Rejection(path=chunk.path, line=chunk.first + number, reason=str(why)))
        else:
            (documents if isinstance(found, Document) else facts).append((seq + number, found))
    rejected.sort(key=lambda r: r.line or 0)
    return Rows(_batch(documents, DOCUMENT_COLUMNS), _batch(facts, FACT_COLUMNS), rejected)


def _validated(chunk: Chunk) -> Iterator[tuple[int, bytes, Record | str]]:
    """Yield each filled line's index, the line, and its record or the reason it has none: documents first, then facts."""
    raw = chunk.lines
    if chunk.first == 1:
        raw = [raw[0].removeprefix(codecs.BOM_UTF8), *raw[1:]]
    filled = [(i, line) for i, each in enumerate(raw) if (line := each.strip())]
    for adapter, wanted in ((_DOCUMENTS, False), (_FACTS, True)):
        lines = [(i, line) for i, line in filled if bool(_IS_FACT.search(line)) is wanted]
        if lines:
            yield from _records(lines, adapter)


def _records(lines: list[Numbered], adapter: TypeAdapter[Any]) -> Iterator[tuple[int, bytes, Record | str]]:
    """Yield the lines' records, validated at once where all are good (a third faster), else one by one."""
    whole = all(line[:1] == b"{" and line[-1:] == b"}" for _, line in lines)  # none can complete the one before it
    try:
        found = adapter.validate_json(b"[" + b",\n".join(line for _, line in lines) + b"]") if whole else []
    except ValidationError:
        found = []
    if len(found) != len(lines):
        found = [_record(line, FACT if adapter is _FACTS else Document) for _, line in lines]
    for (number, line), record in zip(lines, found, strict=True):
        yield number, line, record


def _record(line: bytes, model: Any) -> Record | str:  # noqa: ANN401 - a model or an adapter
    try:
        return model.validate_json(line) if model is FACT else model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"] if part not in KINDS)
        why = first["msg"].replace(" at line 1 column ", " at column ")
        return f"{where}: {why}" if where else why


def _unstorable(record: Record, line: bytes, digits: Digits) -> str | None:
    """Return why a database cannot hold a record, or None."""
    values = record.__dict__
    if b"\\u0000" in line and any("\0" in value for value in values.values() if isinstance(value, str)):
        return "U+0000 in a text: PostgreSQL has no such character"
    for name in ("id", "doc_id", "org_id"):
        if len(key := values.get(name) or "") > LONGEST_KEY / 4 and len(key.encode()) > LONGEST_KEY:
            return f"{name} of more than {LONGEST_KEY} bytes"
    if values.get("sentence_end", 0) > LARGEST_COUNT:
        return f"sentence_end above {LARGEST_COUNT}"
    if isinstance(record, MoneyFact | PercentFact):
        return _too_long(values, digits)
    return None


def _too_long(values: dict[str, Any], digits: Digits) -> str | None:
    for name in EXACT:
        number = values.get(name)
        if number is not None and (
            number.adjusted() >= digits.before or -int(number.as_tuple().exponent) > digits.after
        ):
            return (
                f"{name} {number}: the database holds {digits.before} digits before the point and {digits.after} after"
            )
    return None


def schema(columns: Iterable[str]) -> pa.Schema:
    """Return the Arrow schema of staged rows: numbers and days as text, cast by the database."""
    kinds = dict.fromkeys(COUNTS, pa.int32()) | {"recurring": pa.bool_()}
    return pa.schema([("seq", pa.int64()), *((name, kinds.get(name, pa.string())) for name in columns)])


def _batch(records: list[tuple[int, Record]], columns: Iterable[str]) -> pa.RecordBatch:
    values = [record.__dict__ for _, record in records]
    arrays = [[seq for seq, _ in records], *(_column(name, values) for name in columns)]
    fields = schema(columns)
    return pa.RecordBatch.from_arrays(
        [pa.array(a, field.type) for a, field in zip(arrays, fields, strict=True)], schema=fields
    )


def _column(name: str, values: list[dict[str, Any]]) -> list[Any]:
    found = [v.get(name) for v in values]
    if name in EXACT:
        return [None if number is None else _digits(number) for number in found]
    return [None if day is None else _day(day) for day in found] if name in DAYS else found


def _digits(number: Decimal) -> str:
    return format(number, "f")


def _day(day: date) -> str:
    return day.isoformat()
