"""Consecutive .xz streams as one, within a limit of memory: Python's own LZMAFile takes what a header asks for."""

import io
import lzma
from typing import Any

from factx.read.options import MEGABYTE

_MEMORY = 256 * MEGABYTE  # xz -9 needs 65
_PIECE = 1 << 14


class Stream(io.RawIOBase):
    """What the streams of a file hold; raises EOFError where the last is cut off."""

    def __init__(self, packed: io.RawIOBase) -> None:
        """Read streams of packed."""
        self.packed, self.unpacker, self.rest, self.begun = packed, _new(), b"", False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        """Fill a buffer."""
        while True:
            if self.unpacker.eof:
                self.rest, self.unpacker, self.begun = self.unpacker.unused_data, _new(), False
            piece = b""
            if self.unpacker.needs_input:
                piece, self.rest = self.rest or self.packed.read(_PIECE) or b"", b""
                if not piece:
                    if self.begun:
                        raise EOFError("Compressed file ended before the end of its stream")
                    return 0
                piece = piece if self.begun else piece.lstrip(b"\x00")  # padding
                if not piece:
                    continue
                self.begun = True
            data = self.unpacker.decompress(piece, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)


def _new() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
