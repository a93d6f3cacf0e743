"""JSON objects and rows of tables: one an article, with id, title, published, text; other fields are ignored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NoReturn

from factx.read.decode import NotTextError, decode, stored
from factx.read.options import OWN_IDS, Raw, ReadOptions, bytes_of
from factx.records import Document, Rejection

_PLAIN = ("title", "publisher", "author", "country")
_READ = {"id", "published", "url", *_PLAIN}


def columns(names: list[str], options: ReadOptions) -> list[str]:
    """Return which columns of a table are read; raises ValueError where the text's is not there."""
    if options.text_column not in names:
        raise ValueError(f"no column {options.text_column} among {', '.join(names)[:200]}: name it with --text-column")
    return [name for name in names if name in _READ or name in {options.text_column, options.ids}]


def read_line(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a line of JSON."""
    yield document(loads(decode(bytes_of(raw), checks=False)), raw, options)


def read_row(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a row."""
    yield document(raw.data, raw, options)


def read_json(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a JSON object, of each object of an array, or of each line of a file that is JSON Lines."""
    text = decode(bytes_of(raw), options.encoding)
    try:
        found = loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" or "\n" not in text.strip():
            raise
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _contained(loads, line, replace(raw, line=number, name=f"{raw.name}-{number}"), options)
        return
    if not isinstance(found, list):
        yield document(found, raw, options)
        return
    for number, row in enumerate(found, 1):
        name = raw.name if len(found) == 1 else f"{raw.name}-{number}"
        yield _contained(lambda x: x, row, replace(raw, line=number, name=name), options)


def _contained(load: Any, row: Any, raw: Raw, options: ReadOptions) -> Document | Rejection:  # noqa: ANN401 - what JSON holds
    """Return a record among others as a document, or as a Rejection of its own."""
    try:
        return document(load(row), raw, options)
    except (ValueError, RecursionError) as error:
        return Rejection(path=raw.path, line=raw.line, reason=why(error), head=raw.head)


def loads(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what a JSON text holds; raises ValueError for repeated names and numbers that are none (RFC 8259)."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise NotTextError(f"bad JSON: {next(n for n in names if names.count(n) > 1)} is there twice")
    return row


def _no_number(word: str) -> NoReturn:
    raise NotTextError(f"bad JSON: {word} is no JSON number")


def why(error: BaseException) -> str:
    """Return in a line why a record is no document."""
    if isinstance(error, json.JSONDecodeError):
        return f"bad JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "bad JSON: nested too deep"
    return (str(error).splitlines() or [type(error).__name__])[0]


def document(row: object, raw: Raw, options: ReadOptions) -> Document:
    """Return an object as a document; raises NotTextError, or pydantic's ValidationError, saying what it lacks."""
    if not isinstance(row, dict):
        raise NotTextError("not a JSON object")
    if not isinstance(row.get(options.text_column), str):
        raise NotTextError(f"no {options.text_column} field")
    plain = {key: row[key] for key in _PLAIN if isinstance(row.get(key), str) and row[key]}
    if "country" in plain and not (len(plain["country"]) == 2 and plain["country"].isupper()):
        raise NotTextError(f"country is no ISO 3166 alpha-2 code: {plain['country']}")
    day = _day(row.get("published"))
    return Document(
        id=_id(row, raw, options),
        text=stored(row[options.text_column]),
        published=day,
        published_from="record" if day else None,
        source=row["url"] if isinstance(row.get("url"), str) and row["url"] else raw.path,
        **plain,
    )


def _id(row: dict[str, Any], raw: Raw, options: ReadOptions) -> str:
    field = options.ids if options.ids not in OWN_IDS else "id"
    given = row.get(str(field))
    if given in (None, "") and field == options.ids:
        raise NotTextError(f"no {field} field to be the id")
    return raw.name if given in (None, "") else str(given)


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError as error:
        raise NotTextError(f"published is no ISO 8601 date: {value}") from error
