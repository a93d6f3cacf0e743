"""Word documents and e-books: zip files of XML, read with zipfile and defusedxml."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from factx.extras import import_extra
from factx.read import dates, markup, stated, text
from factx.read.decode import NotTextError, stored
from factx.read.options import Raw, ReadOptions, bytes_of, over
from factx.records import Document, Rejection

_OTHER = {
    "xl/workbook.xml": "a spreadsheet (save it as .csv)", "ppt/presentation.xml": "a presentation", "content.xml": "OpenDocument",
}  # fmt: skip
_DROPPED = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n\n", "tc": markup.CELL, "tr": markup.ROW}
_MEMBERS = 5000


class _Zip:
    """The members of a zip file, all of them together within the limit of a record."""

    def __init__(self, raw: Raw, options: ReadOptions, what: str) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(bytes_of(raw)))
            self.names = set(self.archive.namelist())
        except (zipfile.BadZipFile, ValueError, OverflowError) as error:
            raise NotTextError(f"no {what}, or a damaged one: {error}") from error
        if len(self.names) > _MEMBERS:
            raise NotTextError(f"over {_MEMBERS} files in it")
        self.options, self.left = options, options.max_bytes

    def read(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as file:
                data = file.read(self.left + 1)
        except (RuntimeError, NotImplementedError) as error:  # a password; packed in a way unknown
            raise NotTextError(f"{name} cannot be unpacked: {error}") from error
        except KeyError as error:
            raise NotTextError(f"no {name} in it") from error
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, ArithmeticError) as error:
            raise NotTextError(f"{name} is damaged: {error or 'it ends too early'}") from error
        except Exception as error:
            raise NotTextError(f"{name} is damaged: {error}") from error
        self.left -= len(data)
        if self.left < 0:
            raise NotTextError(f"unpacked {over(self.options)}")
        return data

    def tree(self, name: str) -> Any:  # noqa: ANN401 - an element of defusedxml's tree
        return tree(self.read(name), name)


def tree(data: bytes, what: str) -> Any:  # noqa: ANN401 - an element of defusedxml's tree
    """Return the root of an XML text, names without their spaces; raises NotTextError saying what is wrong."""
    defused = import_extra("defusedxml.ElementTree", "xml")
    common = import_extra("defusedxml.common", "xml")
    try:
        root = defused.fromstring(data)
    except common.DefusedXmlException as error:
        raise NotTextError(f"{what} declares entities or fetches others: not read") from error
    except (defused.ParseError, ValueError, LookupError) as error:
        raise NotTextError(f"bad XML in {what}: {error}") from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def docx(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document of a Word file: inserted text in, deleted text out, notes at its end.

    Its date is that of its text: the file's own says when it was begun.
    """
    archive = _Zip(raw, options, "Word document")
    if "word/document.xml" not in archive.names:
        other = next((what for name, what in _OTHER.items() if name in archive.names), None)
        raise NotTextError(f"{other}, no Word document" if other else "no word/document.xml in it")
    parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    found = "\n\n".join(_words(archive.tree(name)) for name in parts if name in archive.names)
    document = text.document(stored(found), raw.path, raw.name, options.country)
    said: dict[str, str] = {}
    if "docProps/core.xml" in archive.names:
        said = {element.tag: element.text or "" for element in archive.tree("docProps/core.xml").iter()}
    title, author = stated.line(said.get("title")), stated.line(said.get("creator"))
    publisher = None if " | " in found else document.publisher  # the bars are those of a table
    yield document.model_copy(update={"title": title or document.title, "author": author, "publisher": publisher})


def _words(root: Any) -> str:  # noqa: ANN401 - an element of defusedxml's tree
    """Return the text of a part of a Word file, without recursion."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if element.tag == "t" and not done:
            pieces.append(element.text or "")
        elif element.tag in _SIGNS and (done or len(element) == 0):
            pieces.append(_SIGNS[element.tag])
        elif element.tag not in _DROPPED and not done:
            pieces.append(markup.ROW if element.tag == "tr" else "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
    return markup.tidy("".join(pieces))


def epub(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the chapters of an e-book, each a document, in reading order."""
    archive = _Zip(raw, options, "EPUB")
    book, chapters = _book(archive)
    count = 0
    for number, name in enumerate(chapters, 1):
        at = replace(raw, path=f"{raw.path}!{name}", name=raw.name if len(chapters) == 1 else f"{raw.name}-{number}")
        try:
            page, title, meta = markup.read(stated.decoded(archive.read(name), options.encoding).text)
            if page:
                count += 1
                yield _chapter(stored(page), title, book | meta, at)
        except NotTextError as error:
            yield Rejection(path=at.path, reason=str(error))
    if not count:
        raise NotTextError("no text in the book")


def _chapter(page: str, title: str, said: dict[str, str], at: Raw) -> Document:
    day = dates.day(said.get("article:published_time") or said.get("date"))
    return Document(
        id=at.name,
        text=page,
        title=stated.line(title) or stated.line(said.get("title")),
        published=day,
        published_from="metadata" if day else None,
        source=at.path,
        publisher=stated.line(said.get("publisher")),
        author=stated.line(said.get("author") or said.get("creator")),
    )


def _book(archive: _Zip) -> tuple[dict[str, str], list[str]]:
    """Return what a book says of itself, and the names of its pages in reading order."""
    pages = sorted(n for n in archive.names if re.search(r"\.x?html?$", n, re.IGNORECASE))
    if "META-INF/container.xml" not in archive.names:
        return {}, pages  # not as the standard has it, but the pages are there
    root = next((e.get("full-path") for e in archive.tree("META-INF/container.xml").iter("rootfile")), None)
    package = archive.tree(str(root))
    said: dict[str, str] = {}
    for element in (e for m in package.iter("metadata") for e in m):
        said.setdefault(element.tag, element.text or "")
    home = posixpath.dirname(str(root))
    files = {e.get("id"): posixpath.normpath(posixpath.join(home, unquote(e.get("href") or ""))) for e in package.iter("item")}  # fmt: skip
    order = [files[e.get("idref")] for e in package.iter("itemref") if e.get("idref") in files]
    return said, list(dict.fromkeys(order)) or pages
