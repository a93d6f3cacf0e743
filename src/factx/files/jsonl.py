"""JSON Lines: one record a line, each validated as it is read; an error names file and line (jsonlines)."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, TypeVar, cast

import jsonlines
from pydantic import ValidationError

from factx.errors import FactxError, InputError
from factx.records import KINDS, Record

T = TypeVar("T")
Line = Record | dict[str, Any] | str


def dumps(record: Line) -> str:
    """Return a record as one line of JSON: decimals as strings, days in ISO 8601, fields in order; a str is a line already."""
    if isinstance(record, str):
        return record
    return record.model_dump_json() if isinstance(record, Record) else json.dumps(record, ensure_ascii=False)


def writer(file: IO[str]) -> jsonlines.Writer:
    """Return what writes records, one a line, to a file that the caller closes."""
    return jsonlines.Writer(file, dumps=dumps)


def read(
    lines: Iterable[str | bytes], loads: Callable[[Any], T], where: object, error: type[FactxError] = InputError
) -> Iterator[T]:
    """Yield what `loads` makes of each line that is not blank.

    Raises `error` with the file (`where`), the line's number and the reason for the first line that is not UTF-8 or that
    `loads` raises ValueError for.
    """
    try:
        yield from cast("Iterator[T]", jsonlines.Reader(lines, loads=loads).iter(skip_empty=True))
    except jsonlines.InvalidLineError as invalid:
        why = reason(invalid.__cause__ or invalid)
        raise error(f"{where}:{invalid.lineno}: {why}") from invalid


def reason(error: BaseException) -> str:
    """Return in one line why a line is not a record: of pydantic's errors the first, with its field."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        message = first["msg"].replace(" at line 1 column ", " at column ")
        field = ".".join(str(part) for part in first["loc"] if part not in KINDS)
        return f"{field}: {message}" if field else message
    if isinstance(error, json.JSONDecodeError):
        return f"bad JSON: {error.msg} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte {error.object[error.start]:#04x}"
    return (str(error).splitlines() or [type(error).__name__])[0]
