"""Feeds: the entries of RSS and Atom, each a document, however broken the XML (feedparser, which opens nothing itself here)."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from factx.extras import import_extra
from factx.read import dates, fields, markup, stated
from factx.read.decode import Decoded, NotTextError
from factx.read.options import OWN_IDS, Raw, ReadOptions
from factx.read.remains import article
from factx.records import Document, Rejection

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which no XML may hold
_BARE = re.compile(r"&(?!#?\w{1,31};)")  # of these feedparser makes entities: AT&T; paid
_NO_WORD = re.compile(r"([\w.+-]{400})[\w.+-]+")  # feedparser looks for a mail address from each of its letters on


def read(raw: Raw, options: ReadOptions, text: Decoded) -> Iterator[Document | Rejection]:
    """Yield the entries of a feed, given its text; one without a text of its own is a Rejection."""
    feedparser: Any = import_extra("feedparser", "feeds")
    page = _BARE.sub("&amp;", _closed(_CONTROL.sub(" ", text.text)))
    data = _NO_WORD.sub(r"\1", page).encode("utf8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries:
        why = str(found.get("bozo_exception") or "").split("\n")[0]
        raise NotTextError(f"a feed without entries{f': {why}' if why else ''}")
    publisher = stated.line(found.feed.get("title"))
    for number, entry in enumerate(found.entries, 1):
        at = raw if len(found.entries) == 1 else replace(raw, line=number, name=f"{raw.name}-{number}")
        try:
            yield _document(entry, at, publisher, options, text)
        except NotTextError as error:
            yield Rejection(path=at.path, line=number, reason=str(error), head=stated.line(entry.get("title")))


def _closed(page: str) -> str:
    """Return a feed without beginnings of comments that never end: from each of them the rest would be looked through."""
    end = page.rfind("-->") + 1
    return page[:end] + page[end:].replace("<!--", "&lt;!--")


def _document(entry: Any, at: Raw, publisher: str | None, options: ReadOptions, found: Decoded) -> Document:  # noqa: ANN401 - feedparser's
    texts = [str(c.get("value") or "") for c in entry.get("content") or ()]
    body = max([*texts, str(entry.get("summary") or "")], key=len)
    if not body.strip():
        raise NotTextError("an entry without text")
    day = dates.day(entry.get("published")) or dates.day(entry.get("updated"))
    named = fields.stated(options.ids, at.path)
    field = named if named not in OWN_IDS else None
    given = stated.line(entry.get(field)) if field else None
    return Document(
        id=given or at.name,
        title=stated.line(markup.text(str(entry.get("title") or ""))),
        published=day,
        published_from="record" if day else None,
        source=stated.line(entry.get("link")) or at.path,
        publisher=publisher,
        author=stated.line(entry.get("author")),
        remark=f"no field {field}: called by its place" if field and not given else None,
        **article(markup.text(body), found.said),
    )
