"""Full submissions to the SEC (EDGAR): each document in one that is text, with the filer and the day of filing."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from factx.read import dates, markup, stated
from factx.read.decode import NotTextError, stored
from factx.read.mail import cut
from factx.read.options import Raw, ReadOptions, bytes_of, over, printable
from factx.records import Document, Rejection

_BEGIN = re.compile(rb"\s*<DOCUMENT>")
_HEADER = 65536
_BINARY = re.compile(rb"(?:EX-101|EX-27\b|EX-10[4-9]|GRAPHIC|ZIP|EXCEL|PDF|XML|JSON|COVER$)", re.IGNORECASE)
_STATED = re.compile(rb"^[ \t]*(FILED AS OF DATE|COMPANY CONFORMED NAME):[ \t]*(\S.{0,200})", re.MULTILINE)
_SUFFIXES = {".jpg", ".jpeg", ".gif", ".png", ".zip", ".xlsx", ".xls", ".pdf", ".xml", ".xsd", ".js", ".css", ".json", ".fil"}  # fmt: skip
_UUENCODED = re.compile(rb"\s*(?:<TEXT>\s*)?(?:<PDF>\s*)?begin [0-7]{3,4} \S")
_FIELD = re.compile(rb"<(TYPE|FILENAME|DESCRIPTION)>([^\r\n<]{1,300})")
_PAGE = re.compile(r"<(?:html|body|p|div|table|font)\b[^<>]*>", re.IGNORECASE)
_TEXT_END = re.compile(r"</TEXT>\s*(?:</DOCUMENT>.*)?\Z", re.DOTALL)
_OLD_TAGS = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|F1|R|TEXT)>(?:[ \t]*(?=\n))?", re.IGNORECASE)


def split(stream: IO[bytes], path: str, name: str, options: ReadOptions) -> Iterator[Raw | Rejection]:
    """Yield the documents of a submission that are text, each behind what the submission's header says; pictures and data are left out."""
    header, count, passed = b"", 0, Counter[str]()
    for number, data, whole in cut(stream, lambda line, *_: bool(_BEGIN.match(line)), options.max_bytes):
        if not number:
            header = b"".join(b"%s:%s\n" % each for each in _stated(data[:_HEADER]).items())
            continue
        fields = dict(_FIELD.findall(data[:2000]))
        kind, file = (stated.line(fields.get(key, b"").decode("latin1")) or "" for key in (b"TYPE", b"FILENAME"))
        if _binary(kind, file, data):
            passed[kind] += 1
            continue
        count += 1
        where = f"{path}!{file or number}"
        if whole:
            yield Raw(where, f"{name}-{number}", number, "edgar", header + data)
        else:
            yield Rejection(path=where, line=number, reason=over(options), head=printable(data))
    if not count:
        kinds = ", ".join(f"{n} {kind or 'without a type'}" for kind, n in sorted(passed.items()))
        yield Rejection(path=path, reason=f"no text in the submission{f': passed over {kinds}'[:300] if kinds else ''}")


def _binary(kind: str, file: str, data: bytes) -> bool:
    start = data.find(b"<TEXT>", 0, 4000)
    return bool(
        _BINARY.match(kind.encode())
        or PurePath(file).suffix.lower() in _SUFFIXES
        or _UUENCODED.match(data[max(0, start) :][:1000])
    )


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document; its author is the company that files it."""
    found = stated.decoded(bytes_of(raw), options.encoding)
    header, _, rest = found.text.partition("<DOCUMENT>")
    said = {key: value.strip() for key, _, value in (line.partition(":") for line in header.splitlines())}
    meta, _, body = rest.partition("<TEXT>")
    if end := _TEXT_END.search(body):
        body = body[: end.start()].rstrip()
    fields = dict(_FIELD.findall(meta.encode("utf8", "replace")))
    title: str | None = stated.line(fields.get(b"DESCRIPTION", b"").decode())
    if (page := _PAGE.search(body)) and body.find("</", page.end()) >= 0:
        text, named, _ = markup.read(body)
        title = stated.line(named) or title
    else:
        text = _OLD_TAGS.sub("", body)
    if not text.strip():
        raise NotTextError("a document without text")
    day = dates.day(said.get("FILED AS OF DATE"))
    yield Document(
        id=raw.name,
        text=stored(text.strip("\n")),
        title=title,
        published=day,
        published_from="header" if day else None,
        source=raw.path,
        author=stated.line(said.get("COMPANY CONFORMED NAME")),
        **found.said,
    )


def _stated(header: bytes) -> dict[bytes, bytes]:
    """Return the fields of a header, of each name the first; what stands behind FILED BY tells the company that files it."""
    filer = header[header.find(b"FILED BY:") :] if b"FILED BY:" in header else b""
    return {key: value for part in (header, filer) for key, value in _STATED.findall(part)[::-1]}
