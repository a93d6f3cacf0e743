"""Web archives: the pages in them, one record each (fastwarc)."""

import io
from collections.abc import Iterator
from typing import IO, Any

from factx.extras import import_extra
from factx.read.options import MEGABYTE, Raw, ReadOptions, over, printable
from factx.records import Rejection

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def split(stream: IO[bytes], path: str, options: ReadOptions) -> Iterator[Raw | Rejection]:
    """Yield the pages of a web archive: responses with status 200 that are HTML or plain text."""
    pages = 0
    try:
        for number, record in enumerate(_responses(stream), 1):
            kind = _KINDS.get(record.http_content_type or "")
            if kind and record.http_headers and record.http_headers.status_code == 200:
                pages += 1
                yield _page(record, kind, path, number, options)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust code raises of itself is no Exception
            raise
        raise ValueError("fastwarc gave up on it") from error
    if not pages:
        yield Rejection(path=path, reason="no page in it: no response with status 200 that is HTML or plain text")


def _responses(stream: IO[bytes]) -> Any:  # noqa: ANN401 - fastwarc's records
    warc: Any = import_extra("fastwarc.warc", "warc")
    return warc.ArchiveIterator(ForwardStream(stream), record_types=warc.WarcRecordType.response, auto_decode="all")


def _page(record: Any, kind: str, path: str, number: int, options: ReadOptions) -> Raw | Rejection:  # noqa: ANN401
    url = str(record.headers.get("WARC-Target-URI") or number)
    data = record.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        reason = over(options)
    elif len(data) < _promised(record.http_headers):
        reason = f"cut off after {len(data)} bytes"
    else:
        return Raw(f"{path}!{url}", url, number, kind, data)
    return Rejection(path=f"{path}!{url}", line=number, reason=reason, head=printable(data))


def _promised(headers: Any) -> int:  # noqa: ANN401
    """Return how many bytes a response says it has; 0 where it does not say, or they were packed."""
    if headers.get("Content-Encoding") or headers.get("Transfer-Encoding"):
        return 0
    length = str(headers.get("Content-Length") or "")
    return int(length) if length.isdecimal() and len(length) < 16 else 0


class ForwardStream:
    """A stream that supports tell() and forward seek(), which fastwarc needs of any stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Wrap a stream; offsets count from where it stands now."""
        self.stream, self.at = stream, 0

    def read(self, size: int = -1) -> bytes:
        """Return some bytes."""
        data = self.stream.read(size)
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
