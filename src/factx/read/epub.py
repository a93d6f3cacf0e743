"""E-books (EPUB): each chapter a document, in reading order, with what the book says of itself."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from factx.read import dates, markup, stated
from factx.read.decode import NotTextError, stored
from factx.read.office import Members
from factx.read.options import Raw, ReadOptions
from factx.records import Document, Rejection

_HEADING = re.compile(r"<h([1-3])\b[^<>]{0,300}>(.{1,600}?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_PUBLISHED = ("publication", "original-publication", "", "issued")  # of a book's dates: not when its file was made


class _Book(NamedTuple):
    """What a book says of itself, and the names of its pages in reading order."""

    said: dict[str, str]
    pages: list[str]


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the chapters of an e-book; its table of contents is none, nor is a page without text, such as a cover."""
    archive = Members(raw, options, "EPUB")
    pages = sorted(n for n in archive.names if re.search(r"\.x?html?$", n, re.IGNORECASE))
    try:
        book = _book(archive, pages)
    except NotTextError as error:
        yield Rejection(path=raw.path, reason=f"{error}: its pages are read by their names")
        book = _Book({}, pages)
    locked, count = _locked(archive), 0
    for number, name in enumerate(book.pages, 1):
        one = len(book.pages) == 1
        at = replace(raw, path=f"{raw.path}!{name}", name=raw.name if one else f"{raw.name}-{number}")
        try:
            page = _page(archive, name, locked, options)
            text, title, meta = markup.read(page)
            if text:
                count += 1
                yield _chapter(stored(text), _title(page, title, book.said), book.said | meta, at)
        except NotTextError as error:
            yield Rejection(path=at.path, reason=str(error))
    if not count:
        raise NotTextError("no text in the book")


def _page(archive: Members, name: str, locked: set[str], options: ReadOptions) -> str:
    if name in locked:
        raise NotTextError("encrypted (DRM)")
    return stated.decoded(archive.read(name), options.encoding).text


def _title(page: str, title: str, said: dict[str, str]) -> str | None:
    """Return a chapter's title: where it bears the book's, that of its first heading."""
    if title and stated.line(title) != stated.line(said.get("title")):
        return stated.line(title)
    heading = _HEADING.search(page)
    return stated.line(markup.text(heading[2])) if heading else stated.line(said.get("title"))


def _chapter(text: str, title: str | None, said: dict[str, str], at: Raw) -> Document:
    day = dates.day(said.get("article:published_time") or said.get("date"))
    return Document(
        id=at.name,
        text=text,
        title=title,
        published=day,
        published_from="metadata" if day else None,
        source=at.path,
        publisher=stated.line(said.get("publisher")),
        author=stated.line(said.get("author") or said.get("creator")),
    )


def _book(archive: Members, pages: list[str]) -> _Book:
    """Return what a book says; `pages` are those that it holds."""
    if "META-INF/container.xml" not in archive.names:
        return _Book({}, pages)  # not as the standard has it, but the pages are there
    root = next((e.get("full-path") for e in archive.tree("META-INF/container.xml").iter("rootfile")), None)
    package = archive.tree(str(root))
    said: dict[str, str] = {}
    days: dict[str, str] = {}
    for element in (e for m in package.iter("metadata") for e in m):
        if element.tag == "date":
            event = next((value for key, value in element.attrib.items() if key.endswith("event")), "")
            days.setdefault(event, element.text or "")
        else:
            said.setdefault(element.tag, element.text or "")
    said["date"] = next((days[event] for event in _PUBLISHED if event in days), "")
    home = posixpath.dirname(str(root))
    items = [e for e in package.iter("item") if "nav" not in str(e.get("properties") or "").split()]
    files = {e.get("id"): posixpath.normpath(posixpath.join(home, unquote(e.get("href") or ""))) for e in items}
    order = [files[e.get("idref")] for e in package.iter("itemref") if e.get("idref") in files]
    return _Book(said, list(dict.fromkeys(order)) or pages)


def _locked(archive: Members) -> set[str]:
    """Return the members that only some readers' keys open."""
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return set()
    return {unquote(str(e.get("URI"))) for e in archive.tree(name).iter("CipherReference")}
