"""Mails, mailboxes and saved web pages (MHTML), with Python's own email package."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from typing import IO

from factx.read import dates, html, markup, stated
from factx.read.decode import Decoded, NotTextError
from factx.read.options import Raw, ReadOptions, bytes_of, over, printable
from factx.read.remains import article
from factx.records import Document, Rejection

_FROM = re.compile(rb"From \S.*\d{4}\s*$|From (?:-|\S+)\s*$")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PIECE = 1 << 16
_LONG = 16_384  # characters of a header: none is read beyond, as Python's own package takes more than linear time


class _Bounded(Compat32):
    """How mails are parsed: headers cut off where none is so long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONG]


def cut(stream: IO[bytes], begins: Callable[[bytes, bool], bool], limit: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the records of a stream that lines begin: number (0: what stands before the first), bytes, and whether all of it.

    `begins` is asked of each line whether it begins a record, and told whether the line before is blank.
    """
    kept: list[bytes] = []
    number, size, blank, fresh = 0, 0, True, True
    while line := stream.readline(_PIECE):
        if fresh and begins(line, blank):
            if size:
                yield number, b"".join(kept), size <= limit
            number, kept, size = number + 1, [], 0
        if size <= limit:
            kept.append(line)
        size += len(line)
        blank, fresh = fresh and not line.strip(), line.endswith(b"\n")
    if size:
        yield number, b"".join(kept), size <= limit


def split(stream: IO[bytes], path: str, name: str, options: ReadOptions) -> Iterator[Raw | Rejection]:
    """Yield the mails of a mailbox."""
    for number, data, whole in cut(stream, lambda line, blank: blank and bool(_FROM.match(line)), options.max_bytes):
        if not whole:
            yield Rejection(path=path, line=number, reason=over(options), head=printable(data))
        elif number:
            inner = _QUOTED.sub(rb"\1", data.partition(b"\n")[2])
            yield Raw(path, f"{name}-{number}", number, "mail", inner)
        elif data.strip():
            yield Rejection(path=path, reason="no mail: text before the first From line", head=printable(data))


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document of a mail, or of a web page saved as one."""
    try:
        message = message_from_bytes(bytes_of(raw), policy=_Bounded())
        page = _page(message) if raw.format == "mhtml" or message["Snapshot-Content-Location"] else None
        if page is not None:
            yield from _saved(page, message, raw, options)
            return
        said: list[Decoded] = []
        body, others = _body(message, options, said), _others(message)
    except RecursionError as error:
        raise NotTextError("parts in parts, nested too deep") from error
    if not body.strip():
        raise NotTextError(f"no text in the message{f': {others}' if others else ''}")
    name, address = _sender(_header(message, "From"))
    day = dates.day(_header(message, "Date"))
    yield Document(
        id=raw.name,
        title=stated.line(_header(message, "Subject")),
        published=day,
        published_from="header" if day else None,
        source=_header(message, "Archived-At").strip("<> ") or raw.path,
        author=stated.line(name or address),
        **article(body, said[0].said if said else {}),
    )


def _header(message: Message, name: str) -> str:
    """Return a header decoded, as far as it can be."""
    value = str(message[name] or "")
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, AssertionError):
        return value


def _sender(value: str) -> tuple[str, str]:
    """Return the name and the address of whom a mail is from, as far as they can be told."""
    try:
        return parseaddr(value)
    except RecursionError:
        return "", ""


def _body(part: Message, options: ReadOptions, said: list[Decoded]) -> str:
    """Return the text of a message: of alternatives the plain one, unless it is a mere stub; attachments left out.

    What is `said` of it grows by each text that was decoded.
    """
    if part.get_content_disposition() == "attachment":
        return ""
    payload = part.get_payload()
    if isinstance(payload, list):
        texts = [_body(p, options, said) for p in payload if isinstance(p, Message)]
        if part.get_content_type() == "multipart/alternative":
            whole = max(map(len, texts), default=0)
            return next((t for t in texts if len(t) * 4 >= whole), "")
        return "\n\n".join(t for t in texts if t.strip())
    kind = part.get_content_type()
    if kind not in {"text/plain", "text/html"}:
        return ""
    found = _decoded(part, options)
    if found is None:
        return ""
    said.append(found)
    return markup.text(found.text) if kind == "text/html" else _flowed(found.text, part)


def _decoded(part: Message, options: ReadOptions) -> Decoded | None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    try:
        named = part.get_content_charset()
    except (LookupError, ValueError):
        named = None
    return stated.decoded(data, options.encoding, named)


def _flowed(found: str, part: Message) -> str:
    """Return plain text with the soft line ends of format=flowed (RFC 3676) joined again, no blanks at the ends of lines."""
    found = found.replace("\r\n", "\n")
    if str(part.get_param("format") or "").lower() == "flowed":
        ended = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
        found = re.sub(r"(?<!^--) \n(?=[^\n>])", ended, found, flags=re.MULTILINE)
    return "\n".join(line.rstrip(" \t") for line in found.split("\n"))


def _others(message: Message) -> str:
    """Return what a message holds instead of text, counted."""
    kinds = [p.get_content_type() for p in message.walk() if not p.is_multipart()]
    return ", ".join(f"{kinds.count(k)} {k}" for k in sorted(set(kinds)))[:200]


def _page(message: Message) -> Message | None:
    """Return the first HTML part: the page that was saved; what it shows and frames follows it."""
    return next((p for p in message.walk() if p.get_content_type() == "text/html"), None)


def _saved(page: Message, message: Message, raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    data = page.get_payload(decode=True)
    inner = replace(raw, format="html", data=data if isinstance(data, bytes) else b"")
    named = stated.charset(page.get_content_charset())
    url = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "")
    for found in html.read(inner, replace(options, encoding=options.encoding or named)):
        if isinstance(found, Document) and found.source == raw.path and "://" in url:
            yield found.model_copy(update={"source": stated.line(url)})
        else:
            yield found
