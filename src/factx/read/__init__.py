"""Files become Documents; what cannot be read becomes a Rejection with its reason, and the run goes on."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from factx.errors import FactxError
from factx.read import (
    dates,
    decode,
    edgar,
    epub,
    fields,
    html,
    jsonl,
    mail,
    markdown,
    newsxml,
    pdf,
    sgml,
    text,
    word,
)
from factx.read.budget import told_once
from factx.read.find import Found, Listed, Piped, Source, files, path_text, sources
from factx.read.language import foreign
from factx.read.options import Raw, ReadOptions
from factx.read.repair import repair
from factx.read.unpack import At, Item, items
from factx.records import Document, Rejection

__all__ = [
    "Found",
    "Item",
    "Listed",
    "Piped",
    "Raw",
    "ReadOptions",
    "Source",
    "documents",
    "files",
    "parse",
    "records",
    "sources",
]

PARSERS: dict[str, Callable[[Raw, ReadOptions], Iterator[Document | Rejection]]] = {
    "text": text.read,
    "html": html.read,
    "pdf": pdf.read,
    "line": jsonl.read_line,
    "row": jsonl.read_row,
    "markdown": markdown.read,
    "docx": word.read,
    "epub": epub.read,
    "mail": mail.read,
    "mhtml": mail.read,
    "xml": newsxml.read,
    "sgml": sgml.read,
    "edgar": edgar.read,
}
_LONG_ID = 4200  # characters: a path and the path in an archive


def documents(
    paths: Source | str | Iterable[Source | str],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - immutable
    **updates: Any,  # noqa: ANN401 - fields of ReadOptions
) -> Iterator[Document | Rejection]:
    """Yield every article of files and folders, in the order given and by name within a folder.

    Keyword arguments are fields of ReadOptions (published, encoding, ids…) and replace those of `options`. A second document
    with an id already read is a Rejection.
    """
    options = replace(options, **updates)
    seen: dict[str, str] = {}  # by id, where
    for found in files(sources(paths)):
        for item in [found] if isinstance(found, Rejection) else records(found, options):
            for document in [item] if isinstance(item, Rejection) else parse(item, options):
                if isinstance(document, Document) and document.id in seen and isinstance(item, Raw):
                    reason = f"duplicate id: {document.id}: {seen[document.id]} has it"
                    yield Rejection(path=item.path, line=item.line, reason=reason, head=item.head)
                else:
                    where = item.path if item.line is None else f"{item.path}:{item.line}"
                    seen.setdefault(getattr(document, "id", ""), where)
                    yield document


def records(found: Found | Piped, options: ReadOptions, read: Callable[[int], None] = lambda _: None) -> Iterator[Item]:
    """Yield the records of a file, archives unpacked; `read` is told how many bytes of the file are behind it.

    A file that is not what it was when it was found is rejected, or, changed while it is read, rejected at its end.
    """
    if isinstance(found, Piped):
        yield from items(found.stream, At("-", "stdin", "-"), options)
        return
    path = path_text(found.path)
    try:
        with open(os.open(found.path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=1 << 16) as file:  # noqa: PTH123 - never waits for a pipe
            if _changed(file.fileno(), found):
                yield Rejection(path=path, reason="changed since the run began: not read")
                return
            count = 0
            for item in items(file, At(path, found.name, PurePath(found.path).name), options):
                count += 1
                read(min(file.tell(), found.size) if not file.closed else found.size)
                yield item
            if _changed(found.path, found):
                yield Rejection(path=path, reason=f"changed while it was read: its first {count} records are kept")
    except OSError as error:
        yield Rejection(path=path, reason=f"cannot be read: {error.strerror}")


def _changed(file: int | str, found: Found) -> bool:
    status = os.stat(file)  # noqa: PTH116 - also of an open file
    return (status.st_size, status.st_mtime_ns) != (found.size, found.time)


def parse(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the documents of a record, or why it is none."""
    try:
        for number, item in enumerate(told_once(PARSERS[raw.format](raw, options)), 1):
            yield _finished(item, raw, options, number) if isinstance(item, Document) else item
    except FactxError as error:
        yield Rejection(path=raw.path, line=raw.line, reason=str(error), head=raw.head)
    except Exception as error:  # noqa: BLE001 - a parser of foreign bytes raises what it likes: the record is at fault
        line = getattr(error, "lineno", None) if raw.line is None else raw.line
        yield Rejection(path=raw.path, line=line, reason=jsonl.why(error), head=raw.head or None)


def _finished(document: Document, raw: Raw, options: ReadOptions, number: int) -> Document:
    """Return a document mended, with the id and the date that a run gives it; `number` counts those of its record."""
    document = _mended(document if document.encoding else _decoded(document, raw))
    updates: dict[str, Any] = {}
    if "://" in raw.name and document.source == raw.path:  # of a web archive
        updates["source"] = raw.name
    called = fields.stated(options.ids, raw.path)
    if called == "hash":
        updates["id"] = document.sha256[:16]
    elif called == "unique" and _is_bare_name(document.id, raw):
        updates["id"] = f"{document.id}-{document.sha256[:8]}"
    elif called == "path":
        line = raw.line or (number if number > 1 else None)
        updates["id"] = raw.path if line is None else f"{raw.path}:{line}"
    if options.published:
        updates |= {"published": options.published, "published_from": "option"}
    elif document.published is None:
        updates |= _day_around(document.model_copy(update=updates), raw, options)
    language = foreign(document.text)
    if language:
        updates["language"] = language
    if options.country and document.country is None:
        updates["country"] = options.country
    document = document.model_copy(update=updates) if updates else document
    if len(document.id) > _LONG_ID:  # each of a document's facts has it
        raise decode.NotTextError(
            f"an id of {len(document.id)} characters: {_LONG_ID} are the most (--id path or hash)"
        )
    return document


def _is_bare_name(doc_id: str, raw: Raw) -> bool:
    """Tell whether an id is but a file's name, or a place in it, that another folder's file may have on another day."""
    place = doc_id.removeprefix(raw.name)
    if not doc_id.startswith(raw.name) or place.strip("-0123456789") or dates.in_path(raw.name):
        return False
    if isinstance(raw.data, bytes):
        said = (json.dumps(doc_id, ensure_ascii=plain).encode() for plain in (True, False))
        return not any(each in raw.data for each in said)  # else the record says so itself
    return doc_id not in map(str, fields.flat(raw.data).values())


def _day_around(document: Document, raw: Raw, options: ReadOptions) -> dict[str, Any]:
    """Return the day that a document's first lines, its file's name or the user's default state, and which of them."""
    country = document.country or options.country
    day = text.published(text.header(document.text), country)
    found = {
        "header": day,
        "file name": _day_in_name(document, raw, dates.order_in(country)) if day is None else None,
        "default": options.published_default,
    }
    return next(({"published": day, "published_from": way} for way, day in found.items() if day), {})


def _decoded(document: Document, raw: Raw) -> Document:
    """Return a document of a JSON text with the encoding of that text, and the count of its bad bytes."""
    if not isinstance(raw.data, bytes) or raw.format != "line":
        return document
    _, encoding, bad = decode.of_json(raw.data)
    notes = [each for each in (decode.bad_bytes(bad), document.repaired) if each]
    return document.model_copy(update={"encoding": encoding, "repaired": ", ".join(notes) or None})


def _mended(document: Document) -> Document:
    """Return a document with its text and title repaired and no half of a surrogate pair anywhere, saying so; or as it is."""
    new = {key: decode.whole(value)[0] for key, value in document if isinstance(value, str)}
    new |= {key: repair(new[key])[0] for key in ("title", "author", "publisher") if new.get(key)}
    new["text"], done = repair(document.text)
    if all(value == getattr(document, key) for key, value in new.items()):
        return document
    notes = ", ".join(each for each in (document.repaired, *done) if each) or None
    new |= {"text": decode.stored(new["text"]), "sha256": ""}
    return Document.model_validate(document.model_dump() | new | {"repaired": notes})


def _day_in_name(document: Document, raw: Raw, order: str | None) -> date | None:
    """Return the day that a document's address states, or the name of a file of one article, or folders 2021/09/24."""
    if "://" in (document.source or ""):
        place = re.split(r"[?#]", document.source or "", maxsplit=1)[0]
        address = re.sub(r"\A.*:/+[^/]*", "", place)  # of a page in an archive its own
        if day := dates.in_path(address, order):
            return day
    *folders, name = re.split("[/!]", raw.path)
    if raw.line is not None:
        return dates.in_partitions(folders)
    return dates.in_partitions(folders) or dates.in_path(name, order) or dates.in_folders(folders)
