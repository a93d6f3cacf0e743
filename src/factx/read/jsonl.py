"""JSON objects and rows of tables: one an article; fields that we do not know are the user's own and are kept as extra."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from factx.read import dates, pageday
from factx.read.choice import Fields
from factx.read.contents import text_of, words_of
from factx.read.country import code_of
from factx.read.decode import NotTextError, decode, stored, whole
from factx.read.fields import choose, filled, flat, is_page, roles, size, stated, values, without
from factx.read.meant import loads
from factx.read.names import plain
from factx.read.nested import articles
from factx.read.options import OWN_IDS, Raw, ReadOptions, bytes_of
from factx.records import Document, Rejection

_SHORT = 80  # characters of a text that is hardly more than a headline
_NAME = 100  # characters of a field's name in a note
_NOTES, _NOTE = 20, 300  # in a remark, and characters of one of them, or of a reason
_REFUSALS = frozenset("message status code error errors success statusCode timestamp path type request_id".split())
_OBJECT_ID = re.compile(r"\AObjectId\(['\"]?(\w+)['\"]?\)\Z")
_OWN = 16_384  # characters of JSON that a field of the user's own may take
_DEEP = 100  # lists and objects in one another in such a field: those who write JSON, and databases, have limits of their own


def read_line(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the documents of a JSON value: of an object one, of what holds several each."""
    notes: list[str] = []
    found = value_of(decode(bytes_of(raw), checks=False), notes)
    rows = articles(found, stated(options.text_column, raw.path))
    if rows is None and isinstance(found, dict) and "message" in found and found.keys() <= _REFUSALS:
        raise NotTextError(f"an error that a service answered, no article: {clean(str(found['message']))[:80]}")
    if rows is None:
        yield document(found, raw, options, notes)
        return
    if raw.fields is None:
        raw = replace(raw, fields=_chosen(rows, raw, options))
    for number, row in enumerate(rows, 1):
        name = raw.name if len(rows) == 1 else f"{raw.name}-{number}"
        try:
            yield document(row, replace(raw, line=number if raw.line is None else raw.line, name=name), options)
        except (ValueError, RecursionError) as error:
            yield Rejection(
                path=raw.path, line=number if raw.line is None else raw.line, reason=why(error), head=raw.head
            )


def read_row(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a row."""
    yield document(raw.data, raw, options)


def value_of(text: str, notes: list[str] | None = None) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what a JSON text holds, also one that is JSON within a string."""
    found = loads(text, notes)
    return loads(found, notes) if isinstance(found, str) and found.lstrip()[:1] in {"{", "["} else found


def _chosen(rows: list[Any], raw: Raw, options: ReadOptions) -> Fields | None:
    try:
        return choose([row for row in rows[:1000] if isinstance(row, dict)], options, raw.path)
    except ValueError:
        return None


def why(error: BaseException) -> str:
    """Return in a line why a record is no document."""
    if isinstance(error, json.JSONDecodeError):
        return f"bad JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "nested too deep"
    return (str(error).splitlines() or [type(error).__name__])[0][:_NOTE]


def document(row: object, raw: Raw, options: ReadOptions, notes: list[str] | None = None) -> Document:
    """Return an object as a document; raises NotTextError where it has no text. All else that cannot be read is noted."""
    if not isinstance(row, dict):
        raise NotTextError("not a JSON object")
    notes = [*(notes or []), *([raw.note] if raw.note else [])]
    values_of = flat(row)
    fields = raw.fields or choose([row], options, raw.path)
    text, text_field = _text(values_of, fields, raw, options, notes)
    used = {text_field}
    known = _known(values_of, fields, used)
    country = _country(values_of, fields, used, notes)
    order = fields.order or pageday.order_of("", known.get("url"), country or options.country)
    day = _published(values_of, fields, order, used, notes)
    doc_id = _id(values_of, fields, raw, options, used, notes)
    url = known.pop("url", None)
    return Document(
        id=doc_id,
        text=stored(text),
        published=day,
        published_from="record" if day else None,
        source=url or raw.path,
        country=country,
        extra=_extra(row, used, notes),
        remark=_remark(notes),
        **known,
    )


def _remark(notes: list[str]) -> str | None:
    """Return notes as one remark, of many the first and how many there are more."""
    more = [f"{len(notes) - _NOTES:,} more"] if len(notes) > _NOTES else []
    return "; ".join([*(note[:_NOTE] for note in notes[:_NOTES]), *more]) or None


def _text(row: dict[str, Any], fields: Fields, raw: Raw, options: ReadOptions, notes: list[str]) -> tuple[str, str]:
    """Return the text of a record and its field: the file's, or where that is empty, another of its names."""
    named = stated(options.text_column, raw.path) is not None
    texts = [(name, t) for name, value in values("text", row, fields) if (t := text_of(value)) is not None]
    if not texts or (named and texts[0][0] != fields.text):
        if isinstance(row.get(fields.text, 0), str | list | None):
            raise NotTextError("no text")
        raise NotTextError(f"no {fields.text} field")
    given = [(name, text) for name, text in texts if text.strip()]
    if not given or (named and given[0][0] != fields.text):
        raise NotTextError("no text")
    name, text = given[0]
    longest = max(given, key=lambda each: 0 if is_page(each[0]) else len(each[1]))
    if not named and len(longest[1]) > max(2 * len(text), _SHORT):
        name, text = longest
    if name != fields.text:
        there = any(each == fields.text for each, _ in given)
        notes.append(f"{'a short' if there else 'no'} {fields.text}: text from {name}")
    return text, name


def _known(row: dict[str, Any], fields: Fields, used: set[str]) -> dict[str, str]:
    """Return title, url, publisher and author of a record, as far as they are texts."""
    found: dict[str, str] = {}
    for role in ("title", "url", "publisher", "author"):
        for name, value in values(role, row, fields):
            words = words_of(value)
            if name not in used and words:
                role_here = "url" if role == "publisher" and "://" in words else role  # source: https://…
                if role_here in found:
                    continue
                found[role_here] = clean(words)
                used.add(name)
                if role_here == role:
                    break
    return found


def _country(row: dict[str, Any], fields: Fields, used: set[str], notes: list[str]) -> str | None:
    for name, value in values("country", row, fields):
        if isinstance(value, str):
            if code := code_of(value):
                used.add(name)
                return code
            notes.append(f"{name} is no country that we know: {clean(value)[:60]}")
    return None


def _published(row: dict[str, Any], fields: Fields, order: str | None, used: set[str], notes: list[str]) -> date | None:
    """Return the day of publication; what cannot be read is noted, and so is a day and month whose order nothing shows."""
    unread = None
    for name, value in values("published", row, fields):
        if day := dates.day(value, order):
            if not order and dates.ambiguous(value):
                notes.append(f"{name} {value}: read month first")
            used.add(name)
            better = _unread(row, name, order) if name == fields.published else unread
            if better or (fields.published and name != fields.published):
                notes.append("; ".join(filter(None, (better, f"date from {name}"))))
            return day
        unread = unread or _no_date(name, value)
    apart = {plain(name): name for name in row if plain(name) in {"year", "month", "day"}}
    if len(apart) == 3 and (day := dates.day({part: row[name] for part, name in apart.items()})):
        used.update(apart.values())
        return day
    if unread:
        notes.append(unread)
    return None


def _no_date(name: str, value: object) -> str | None:
    return None if isinstance(value, bool) else f"{name} is no date that we can read: {clean(str(value))[:60]}"


def _unread(row: dict[str, Any], chosen: str, order: str | None) -> str | None:
    """Return which field of a likelier name than the one chosen for its file holds something, but no date."""
    for name in roles(tuple(row))["published"]:
        if name == chosen:
            return None
        if filled(row[name]) and not dates.day(row[name], order) and (said := _no_date(name, row[name])):
            return said
    return None


def _id(row: dict[str, Any], fields: Fields, raw: Raw, options: ReadOptions, used: set[str], notes: list[str]) -> str:
    """Return what a document is called: by its field, else by its place in the file."""
    named = stated(options.ids, raw.path)
    wanted = named if named not in OWN_IDS else None
    if wanted:
        given, name = row.get(str(fields.id)), str(fields.id)
        if given in (None, "", []):
            notes.append(f"no field {wanted}: called by its place")
            return raw.name
    else:
        name, given = next(iter(values("id", row, fields)), ("", None))
    if isinstance(given, dict):
        given = given.get("$oid")
    if isinstance(given, bool | list) or given in (None, ""):
        return raw.name
    used.add(name)
    number = isinstance(given, float) and given.is_integer()
    return _OBJECT_ID.sub(r"\1", clean(str(int(given) if number else given))) or raw.name


def clean(words: str) -> str:
    """Return words that any table can hold: no NUL, no half of a surrogate pair."""
    return words if words.isascii() and "\x00" not in words else whole(words.replace("\x00", ""))[0]


def _extra(row: dict[str, Any], used: set[str], notes: list[str]) -> dict[str, Any] | None:
    """Return the user's own fields; those too long to be carried are noted."""
    kept: dict[str, Any] = {}
    for name, value in without(row, used).items():
        try:
            plain = _plain(value)
        except RecursionError:
            notes.append(f"{clean(name)[:_NAME]} is nested over {_DEEP} deep: it is not carried")
            continue
        if plain is None:
            continue
        if (length := size(plain)) > _OWN:
            notes.append(f"{clean(name)[:_NAME]} of {length:,} characters is not carried")
        else:
            kept[clean(name)] = plain
    return kept or None


def _plain(value: Any, deep: int = 0) -> Any:  # noqa: ANN401 - what a record holds
    """Return a value as JSON has it; None for what has no such form; raises RecursionError for what is nested too deep."""
    if deep > _DEEP:
        raise RecursionError
    match value:
        case str():
            return clean(value)
        case bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case datetime() | date():
            return None if value != value else value.isoformat()  # noqa: PLR0124 - pandas' NaT
        case dict():
            return {clean(str(name)): plain for name, v in value.items() if (plain := _plain(v, deep + 1)) is not None}
        case list() | tuple():
            return [_plain(v, deep + 1) for v in value]
        case None | bytes():
            return None
    return clean(str(value))
