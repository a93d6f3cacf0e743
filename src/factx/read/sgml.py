"""The Reuters-21578 collection: SGML, read by its own few tags (no kept library reads it as it was handed out)."""

import html
import re
from collections.abc import Iterator
from typing import IO

from factx.read import dates, stated
from factx.read.decode import NotTextError, stored
from factx.read.mail import cut
from factx.read.options import Raw, ReadOptions, bytes_of, over, printable
from factx.records import Document, Rejection

_BEGIN = re.compile(rb"\s*<REUTERS[\s>]")
_NUMBER = re.compile(r'<REUTERS\b[^>]*\bNEWID="(\d{1,9})"')
_FIELD = re.compile(r"<(DATE|TITLE|AUTHOR|DATELINE|BODY|TEXT)\b[^<>]*>(.*?)(?=</\1>|\Z)", re.DOTALL)
_TITLE = re.compile(r"<TITLE>.*?(?:</TITLE>|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Z]+(?:\s[^<>]*)?>")
_CONTROL = re.compile(r"&#(?:\d|1[0-9]|2[0-9]|3[01]|127);|[\x00-\x08\x0b\x0e-\x1f\x7f]")
_END = re.compile(r"\breuters?\Z", re.IGNORECASE)


def split(stream: IO[bytes], path: str, name: str, options: ReadOptions) -> Iterator[Raw | Rejection]:
    """Yield the stories of a file, called by their numbers in the collection."""
    number = 0
    for number, data, whole in cut(stream, lambda line, *_: bool(_BEGIN.match(line)), options.max_bytes):
        if not number:
            continue  # the DOCTYPE
        if not whole:
            yield Rejection(path=path, line=number, reason=over(options), head=printable(data))
        else:
            given = _NUMBER.search(data[:1000].decode("latin1"))
            yield Raw(path, f"{name}-{given[1] if given else number}", number, "sgml", data)
    if not number:
        yield Rejection(path=path, reason="SGML without a <REUTERS> element")


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document of a story; "Reuter" that ends it is its end mark, and left out."""
    found = stated.decoded(bytes_of(raw), options.encoding)
    fields = dict(_FIELD.findall(found.text))
    text = fields.get("TEXT", "")
    fields |= dict(_FIELD.findall(text))
    body = fields.get("BODY") or _TITLE.sub("", text)
    if not _plain(body).strip():
        raise NotTextError("a story without a body")
    day = dates.day(fields.get("DATE"))
    yield Document(
        id=raw.name,
        text=stored(_END.sub("", _plain(body).rstrip()).rstrip().strip("\n")),
        title=stated.line(_plain(fields.get("TITLE", ""))),
        published=day,
        published_from="record" if day else None,
        source=raw.path,
        publisher="Reuters",
        author=_author(fields.get("AUTHOR", "")),
        **found.said,
    )


def _plain(inner: str) -> str:
    return html.unescape(_CONTROL.sub("", _TAG.sub("", inner)))


def _author(inner: str) -> str | None:
    found = re.match(r"(?i)\s*by\s+([^,]+)", _plain(inner))
    return stated.line(found[1]) if found else stated.line(_plain(inner))
