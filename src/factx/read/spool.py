"""A stream that cannot seek, put aside where a format needs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from factx.read.options import MEGABYTE

_SPOOL = 16 * MEGABYTE  # of a zip or table in an archive, in memory; the rest in a nameless temporary file


@contextmanager
def spooled(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """Yield a seekable stream: the stream itself, or a copy in memory or a temporary file."""
    if stream.seekable():
        yield stream
        return
    with SpooledTemporaryFile(max_size=_SPOOL) as aside:
        while data := stream.read(1 << 20):
            aside.write(data)
        aside.seek(0)
        yield cast("IO[bytes]", aside)
