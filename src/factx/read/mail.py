"""Mails, mailboxes and saved web pages (MHTML), with Python's own email package."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from itertools import chain, pairwise
from typing import IO

from factx.read import dates, html, markup, stated
from factx.read.decode import Decoded, NotTextError
from factx.read.options import Raw, ReadOptions, bytes_of, over, printable
from factx.read.remains import article
from factx.records import Document, Rejection

_FROM = re.compile(rb"From \S.*\d{4}\s*$|From (?:-|\S+)\s*$")
_HEADED = re.compile(rb">?From |[A-Za-z][\w-]{0,60}[ \t]{0,9}:")  # of mails passed on, with their own From line
_UUENCODED = re.compile(r"^begin [0-7]{3,4} \S.*\n(?:[ -`]{1,62}\n)*?(?:end[ \t]*(?:\n|\Z))", re.MULTILINE)
_APPLE = re.compile(
    rb"(\d{2,10})[ \t]*\r?\n(?=[A-Za-z])"
)  # .emlx: how many bytes the mail has; behind it a property list
_QUIET = ("image/", "text/calendar", "text/x-", "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")  # fmt: skip
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PIECE = 1 << 16
_MAIL = "message/rfc822"
_LONG = 16_384  # characters of a header: none is read beyond, as Python's own package takes more than linear time


class _Bounded(Compat32):
    """How mails are parsed: headers cut off where none is so long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONG]


def cut(
    stream: IO[bytes], begins: Callable[[bytes, bool, bytes], bool], limit: int
) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the records of a stream that lines begin: number (0: what stands before the first), bytes, and whether all of it.

    `begins` is asked of each line whether it begins a record, and told whether the line before is blank, and the line behind.
    """
    kept: list[bytes] = []
    number, size, blank, fresh = 0, 0, True, True
    for line, following in pairwise(chain(iter(lambda: stream.readline(_PIECE), b""), [b""])):
        if fresh and begins(line, blank, following):
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

    def begins(line: bytes, blank: bool, following: bytes) -> bool:  # "From Oslo" may be a line of a mail
        return blank and bool(_FROM.match(line)) and bool(_HEADED.match(following))

    for number, data, whole in cut(stream, begins, options.max_bytes):
        if not whole:
            yield Rejection(path=path, line=number, reason=over(options), head=printable(data))
        elif number:
            inner = _QUOTED.sub(rb"\1", data.partition(b"\n")[2])
            yield Raw(path, f"{name}-{number}", number, "mail", inner)
        elif data.strip():
            yield Rejection(path=path, reason="no mail: text before the first From line", head=printable(data))


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a mail and of each mail that it brings along, or that of a web page saved as one."""
    data = bytes_of(raw).removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
    if m := _APPLE.match(data):
        data = data[m.end() : m.end() + int(m[1])]
    try:
        message = message_from_bytes(data, policy=_Bounded())
        pages = [p for p in message.walk() if p.get_content_type() == "text/html"]
        if pages and (raw.format == "mhtml" or message["Snapshot-Content-Location"]):
            yield from _saved(pages, message, raw, options)
            return
        mails = [message, *_inside(message)]
        found = [_whole(each, options) for each in mails]
    except RecursionError as error:
        raise NotTextError("parts in parts, nested too deep") from error
    if len(found) > 1 and not found[0][1].strip() and any(body.strip() for _, body, _ in found):
        del found[0]  # a digest, which is but its mails
    for number, (each, body, said) in enumerate(found, 1):
        at = raw if number == 1 else replace(raw, name=f"{raw.name}-{number}")
        try:
            yield _document(each, body, at, said)
        except NotTextError as error:
            yield Rejection(path=raw.path, line=raw.line, reason=str(error), head=raw.head)


def _whole(message: Message, options: ReadOptions) -> tuple[Message, str, dict[str, str | None]]:
    """Return a mail, its text, and what is said of how that was decoded: of the first part, where there are several."""
    decoded: list[Decoded] = []
    body = _body(message, options, decoded)
    return message, body, decoded[0].said if decoded else {}


def _document(message: Message, body: str, raw: Raw, said: dict[str, str | None]) -> Document:
    if not body.strip():
        others = _others(message)
        raise NotTextError(f"no text in the message{f': {others}' if others else ''}")
    received = _header(message, "Received").rpartition(";")[2]
    day = dates.day(_header(message, "Date")) or dates.day(received)
    return Document(
        id=raw.name,
        title=stated.line(_header(message, "Subject")),
        published=day,
        published_from="header" if day else None,
        source=_header(message, "Archived-At").strip("<> ") or raw.path,
        author=stated.line(_sender(message)),
        remark=_attached(message),
        **article(body, said),
    )


def _sender(message: Message) -> str:
    """Return the name of who wrote a mail, else the address: taken apart before it is decoded, as a name may hold commas."""
    try:
        name, address = parseaddr(_raw(message, "From"))
    except RecursionError:  # brackets in brackets
        name, address = "", ""
    return _decoded_words(name) or address or _header(message, "From")


def _header(message: Message, name: str) -> str:
    """Return a header decoded, as far as it can be."""
    return _decoded_words(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """Return a header as it was written; one of bytes that say no encoding decoded by what they are."""
    value = next((str(each) for key, each in message.raw_items() if key.lower() == name.lower()), "")
    return value if value.isascii() else stated.decoded(value.encode("utf8", "surrogateescape")).text


def _decoded_words(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, AssertionError):
        return value


def _inside(message: Message) -> Iterator[Message]:
    """Yield the mails that a mail brings along, and those in them."""
    for part in message.walk():
        payload = part.get_payload() if part.get_content_type() == _MAIL else None
        yield from (p for p in payload if isinstance(p, Message)) if isinstance(payload, list) else ()


def _parts(part: Message) -> Iterator[Message]:
    """Yield what a mail is made of, without the mails that it brings along."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        yield part
    elif part.get_content_type() != _MAIL:
        yield from (leaf for p in payload if isinstance(p, Message) for leaf in _parts(p))


def _body(part: Message, options: ReadOptions, said: list[Decoded]) -> str:
    """Return the text of a message: of alternatives the plain one, unless it is a mere stub; attachments left out.

    What is `said` of it grows by each text that was decoded.
    """
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or kind == _MAIL:
        return ""
    payload = part.get_payload()
    if isinstance(payload, list):
        texts = [_body(p, options, said) for p in payload if isinstance(p, Message)]
        if kind == "multipart/alternative":
            whole = max(map(len, texts), default=0)
            return next((t for t in texts if len(t) * 4 >= whole), "")
        return "\n\n".join(t for t in texts if t.strip())
    if kind not in {"text/plain", "text/html"} and not kind.startswith("multipart/"):  # one whose parts were not found
        return ""
    found = _decoded(part, options)
    if found is None:
        return ""
    said.append(found)
    if kind == "text/html":
        return markup.text(found.text)
    return _flowed(_UUENCODED.sub("", found.text.replace("\r\n", "\n")), part)


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
    if str(part.get_param("format") or "").lower() == "flowed":
        ended = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
        found = re.sub(r"(?<!^--) \n(?=[^\n>])", ended, found, flags=re.MULTILINE)
    return "\n".join(line.rstrip(" \t") for line in found.split("\n"))


def _others(message: Message) -> str:
    """Return what a message holds instead of text, counted."""
    kinds = [p.get_content_type() for p in _parts(message)]
    return ", ".join(f"{kinds.count(k)} {k}" for k in sorted(set(kinds)))[:200]


def _attached(message: Message) -> str | None:
    """Return a remark on what a mail brings along that is not read; pictures and signatures are no loss."""
    names = [
        stated.line(_decoded_words(part.get_filename() or "")) or part.get_content_type()
        for part in _parts(message)
        if part.get_content_disposition() == "attachment" and not part.get_content_type().startswith(_QUIET)
    ]
    return f"attached and not read: {', '.join(names)}"[:1000] if names else None


def _saved(pages: list[Message], message: Message, raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the page that was saved: the first HTML part that holds an article; others are what it frames."""
    failed: NotTextError | None = None
    for page in pages:
        try:
            yield from _page(page, message, raw, options)
        except NotTextError as error:
            failed = failed or error
        else:
            return
    if failed:
        raise failed


def _page(page: Message, message: Message, raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    data = page.get_payload(decode=True)
    inner = replace(raw, format="html", data=data if isinstance(data, bytes) else b"")
    named = stated.charset(page.get_content_charset())
    url = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "")
    for found in html.read(inner, replace(options, encoding=options.encoding or named)):
        if isinstance(found, Document) and found.source == raw.path and "://" in url:
            yield found.model_copy(update={"source": stated.line(url)})
        else:
            yield found
