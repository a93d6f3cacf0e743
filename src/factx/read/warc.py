"""Web archives: the pages in them, one record each (fastwarc)."""

import io
from collections.abc import Iterator
from typing import IO, Any

from factx.extras import import_extra
from factx.read.decode import NotTextError
from factx.read.formats import sniff
from factx.read.options import MEGABYTE, Raw, ReadOptions, over, printable
from factx.read.unchunk import body
from factx.records import Rejection

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf"}
_UNSAID = "unsaid"  # what it is shows what it begins with


def split(stream: IO[bytes], path: str, options: ReadOptions) -> Iterator[Raw | Rejection]:
    """Yield the pages of a web archive: responses with status 200 that are HTML, PDF or plain text, and texts made of pages (WET)."""
    pages = 0
    try:
        for number, record in enumerate(_responses(stream), 1):
            kind = _kind(record)
            if kind:
                pages += 1
                yield _page(record, kind, path, number, options)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust code raises of itself is no Exception
            raise
        raise ValueError("fastwarc gave up on it") from error
    if not pages:
        yield Rejection(path=path, reason="no page in it: no response with status 200 that is HTML, PDF or plain text")


def _responses(stream: IO[bytes]) -> Any:  # noqa: ANN401 - fastwarc's records
    warc: Any = import_extra("fastwarc.warc", "warc")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion | warc.WarcRecordType.resource
    return warc.ArchiveIterator(ForwardStream(stream), record_types=kinds, auto_decode="none")


def _kind(record: Any) -> str | None:  # noqa: ANN401 - fastwarc's
    """Return the format of a record that is a page; else None."""
    if record.http_headers:
        if record.http_headers.status_code != 200:
            return None
        said = str(record.http_content_type or "").lower()
        return _KINDS.get(said) if said else _UNSAID
    said = str(record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return _KINDS.get(said)


def _page(record: Any, kind: str, path: str, number: int, options: ReadOptions) -> Raw | Rejection:  # noqa: ANN401
    url = str(record.headers.get("WARC-Target-URI") or number).strip("<>")
    data, charset = b"", None
    try:
        data = record.reader.read(options.max_bytes + 1)
        if record.http_headers:
            said = {str(key).lower(): str(value) for key, value in record.http_headers}
            charset = record.http_charset
            short = len(data) < _promised(said)
            data = data if short else body(data, said, options.max_bytes)
        else:
            short = len(data) < min(record.content_length, options.max_bytes)
        if len(data) <= options.max_bytes and not short:
            told = ("html" if sniff(data[:512]) == "html" else "web text") if kind == _UNSAID else kind
            return Raw(f"{path}!{url}", url, number, told, data, charset=charset)
        reason = f"cut off after {len(data)} bytes" if short else over(options)
    except NotTextError as error:
        reason = str(error)
    return Rejection(path=f"{path}!{url}", line=number, reason=reason, head=printable(data))


def _promised(headers: dict[str, str]) -> int:
    """Return how many bytes a response says it has; 0 where it does not say, or they were packed."""
    if headers.get("content-encoding") or headers.get("transfer-encoding"):
        return 0
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 16 else 0


class ForwardStream:
    """A stream that supports tell() and forward seek(), which fastwarc needs of any stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Wrap a stream; offsets count from where it stands now."""
        self._some, self.at = getattr(stream, "read1", stream.read), 0  # read() loses what came before it breaks off

    def read(self, size: int = -1) -> bytes:
        """Return some bytes."""
        data = self._some(size)
        self.at += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Read on to a place ahead; raises OSError for one behind."""
        ahead = offset - (self.at if whence == io.SEEK_SET else 0)
        if ahead < 0 or whence == io.SEEK_END:
            raise OSError("cannot seek backwards")
        while ahead > 0 and (data := self.read(min(ahead, MEGABYTE))):
            ahead -= len(data)
        return self.at
