"""The bodies of stored HTTP responses: chunks joined, gzip, deflate and brotli unpacked, each within a limit."""

import importlib
import zlib
from collections.abc import Mapping

from factx.read.decode import NotTextError

_GZIP, _BROTLI = ("gzip", "x-gzip", "deflate"), "br"


def body(data: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """Return a body as it was meant, at most limit + 1 bytes of it; one that is not packed as its header says, as it is.

    Crawlers store unpacked bodies with the header of the packed ones. Raises NotTextError where packed data is damaged.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        data = _joined(data)
    for name in reversed(headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
        if name in _GZIP:
            data = _inflated(data, limit)
        elif name == _BROTLI:
            data = _unbrotlied(data, limit)
    return data


def _joined(data: bytes) -> bytes:
    """Return chunks joined; data that is in none, or no longer, as it is."""
    found: list[bytes] = []
    at = 0
    while (end := data.find(b"\r\n", at, at + 1000)) > at:
        try:
            size = int(data[at:end].partition(b";")[0], 16)
        except ValueError:
            break
        if size <= 0:
            return b"".join(found)
        found.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(found) if found else data


def _inflated(data: bytes, limit: int) -> bytes:
    if data[:2] == b"\x1f\x8b":
        bits = 31
    elif len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0:
        bits = 15
    else:
        return data
    unpacker = zlib.decompressobj(bits)
    try:
        found = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise NotTextError(f"packed data is damaged: {error}") from error
    if not unpacker.eof and len(found) <= limit:
        raise NotTextError(f"cut off: its packed data ends early, after {len(found)} bytes")
    return found


def _unbrotlied(data: bytes, limit: int) -> bytes:
    try:
        brotli = importlib.import_module("brotli")
        return bytes(brotli.Decompressor().process(data, output_buffer_limit=limit + 1))
    except ImportError as error:
        raise NotTextError("packed with brotli, which is not installed: try  pip install brotli") from error
    except Exception as error:
        if data.lstrip()[:1] == b"<":
            return data
        raise NotTextError("packed data is damaged") from error
