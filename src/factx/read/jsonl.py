"""JSON and JSON Lines: one object an article, with id, title, published, text; other fields are ignored."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from factx.read.decode import NotTextError, decode, stored
from factx.records import Document, Rejection

_PLAIN = ("title", "publisher", "country")


def read_lines(data: bytes, path: str, name: str, encoding: str | None) -> Iterator[Document | Rejection]:
    """Yield the document of each line; a bad line is a Rejection, blank lines are passed over."""
    try:
        text = decode(data, encoding)
    except NotTextError as error:
        yield Rejection(path=path, line=None, reason=str(error))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_line(line, path, number, f"{name}-{number}")


def read_json(data: bytes, path: str, name: str, encoding: str | None) -> Iterator[Document | Rejection]:
    """Yield the document of a JSON object, or of each object of an array."""
    try:
        found = json.loads(decode(data, encoding))
    except (NotTextError, json.JSONDecodeError, RecursionError) as error:
        yield Rejection(path=path, line=getattr(error, "lineno", None), reason=_why(error))
        return
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        yield _document(row, path, None, name if len(rows) == 1 else f"{name}-{number}")


def _from_line(line: str, path: str, number: int, name: str) -> Document | Rejection:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return Rejection(path=path, line=number, reason=_why(error))
    return _document(row, path, number, name)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"bad JSON: {error.msg} at column {error.colno}"
    return "bad JSON: nested too deep" if isinstance(error, RecursionError) else str(error)


def _document(row: object, path: str, line: int | None, name: str) -> Document | Rejection:
    try:
        if not isinstance(row, dict):
            raise NotTextError("not a JSON object")
        return _built(row, path, name)
    except ValueError as error:  # NotTextError and pydantic's ValidationError among them
        return Rejection(path=path, line=line, reason=str(error).splitlines()[0])


def _built(row: dict[str, Any], path: str, name: str) -> Document:
    if not isinstance(row.get("text"), str):
        raise NotTextError("no text field")
    given = row.get("id")
    plain = {key: row[key] for key in _PLAIN if isinstance(row.get(key), str)}
    if "country" in plain and not (len(plain["country"]) == 2 and plain["country"].isupper()):
        raise NotTextError(f"country is no ISO 3166 alpha-2 code: {plain['country']}")
    return Document(
        id=str(given) if given not in (None, "") else name,
        text=stored(row["text"]),
        published=_day(row.get("published")),
        source=row["url"] if isinstance(row.get("url"), str) else path,
        **plain,
    )


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError as error:
        raise NotTextError(f"published is no ISO 8601 date: {value}") from error
