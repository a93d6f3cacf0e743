"""Feeds: the entries of RSS and Atom, each a document, however broken the XML (feedparser, which opens nothing itself here)."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from factx.extras import import_extra
from factx.read import dates, fields, markup, stated
from factx.read.decode import Decoded, NotTextError
from factx.read.options import OWN_IDS, Raw, ReadOptions
from factx.read.remains import article
from factx.records import Document, Rejection

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which no XML may hold
_MAIL = re.compile(r"\S+@\S+ \((.+)\)|(.+?) ?[(<]\S+@\S+[)>]")  # ann@daily.example (Ann Lee)
_BARE = re.compile(r"&(?!#?\w{1,31};)")  # of these feedparser makes entities: AT&T; paid
_NO_WORD = re.compile(r"([\w.+-]{400})[\w.+-]+")  # feedparser looks for a mail address from each of its letters on


def read(raw: Raw, options: ReadOptions, text: Decoded) -> Iterator[Document | Rejection]:
    """Yield the entries of a feed, given its text; one without a text of its own is a Rejection."""
    feedparser: Any = import_extra("feedparser", "feeds")
    data = _NO_WORD.sub(r"\1", _BARE.sub("&amp;", _closed(_CONTROL.sub(" ", text.text)))).encode("utf8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries:
        why = str(found.get("bozo_exception") or "").split("\n")[0]
        raise NotTextError(f"a feed without entries{f': {why}' if why else ''}")
    for number, entry in enumerate(found.entries, 1):
        at = raw if len(found.entries) == 1 else replace(raw, line=number, name=f"{raw.name}-{number}")
        try:
            yield _document(entry, at, found.feed, options, text.said)
        except NotTextError as error:
            yield Rejection(path=at.path, line=number, reason=str(error), head=stated.line(entry.get("title")))


def _closed(data: str) -> str:
    """Return a feed without beginnings of comments that never end: from each of them the rest would be looked through."""
    end = data.rfind("-->") + 1
    return data[:end] + data[end:].replace("<!--", "&lt;!--")


def _document(entry: Any, at: Raw, feed: Any, options: ReadOptions, decoded: dict[str, str | None]) -> Document:  # noqa: ANN401 - feedparser's
    texts = [str(c.get("value") or "") for c in entry.get("content") or ()]
    body = max([*texts, str(entry.get("summary") or "")], key=len)
    if not body.strip():
        raise NotTextError("an entry without text")
    said = [dict.get(entry, name) for name in ("published", "updated")]  # entry.get() warns of what it makes up
    day = next((d for value in said if (d := dates.day(value, _order(feed, options)))), None)
    named = fields.stated(options.ids, at.path)
    field = named if named not in OWN_IDS else None
    given = stated.line(entry.get(field)) if field else None
    remarks = [f"no field {field}: called by its place"] if field and not given else []
    if day is None and any(said):
        remarks.append(f"date {stated.line(next(filter(None, said)))}: not read")
    return Document(
        id=given or at.name,
        title=stated.line(markup.text(str(entry.get("title") or ""))),
        published=day,
        published_from="record" if day else None,
        source=_address(entry, feed) or at.path,
        publisher=stated.line((entry.get("source") or {}).get("title")) or stated.line(feed.get("title")),
        author=_author(entry),
        remark="; ".join(remarks) or None,
        **article(markup.text(body), decoded),
    )


def _order(feed: Any, options: ReadOptions) -> str | None:  # noqa: ANN401 - feedparser's
    """Return in which order a feed writes day and month: as the country given, else that of its language (en-gb)."""
    country = options.country or str(feed.get("language") or "").upper()[3:5]
    return dates.order_in(country)


def _address(entry: Any, feed: Any) -> str | None:  # noqa: ANN401 - feedparser's
    """Return the address of an entry: a relative one is that of the feed's site."""
    link = stated.line(entry.get("link"))
    try:
        return urljoin(str(feed.get("link") or ""), link) if link else None
    except ValueError:
        return link


def _author(entry: Any) -> str | None:  # noqa: ANN401 - feedparser's
    """Return the names of an entry's authors, without their addresses where they have names."""
    listed = [each.get("name") or each.get("email") for each in entry.get("authors") or ()]
    names = [stated.line(each) for each in (listed if len(listed) > 1 else [entry.get("author")])]
    return "; ".join(dict.fromkeys(_MAIL.sub(r"\1\2", name) for name in names if name)) or None
