"""Archives open without a file written: .gz, .zst, .zip and .tar, in one another, each within its limits."""

import io
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import IO, Any, NamedTuple, cast

from factx.errors import FactxError
from factx.extras import import_extra
from factx.read import xz
from factx.read.budget import FREE, Budget, SpentError, TooLargeError, told_once, within
from factx.read.decode import NotTextError
from factx.read.formats import UNREAD, bare, format_of, known, suffix, unpacked, zipped
from factx.read.options import MEGABYTE, Raw, ReadOptions, printable
from factx.read.split import split
from factx.read.spool import spooled
from factx.records import Rejection

_LONG_NAME = 4096  # characters of a member's path
_HEADER = MEGABYTE  # of a tar's own records: long names, attributes
_OWN = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_PIECE = 256  # packed bytes unpacked at once: 128 KB for 4 bytes are the most that zstd makes of them
_HEAD = 512
Item = Raw | Rejection


class Metered(io.RawIOBase):
    """A stream that counts its bytes, and stops at a ratio of unpacked to packed bytes (zip bombs)."""

    def __init__(
        self,
        inner: IO[bytes],
        packed: Callable[[], int] | None = None,
        ratio: int = 0,
        budget: Budget | None = None,
    ) -> None:
        """Count what is read of inner; packed() tells how many packed bytes that took, `budget` is all the file's."""
        self.packed, self.ratio, self.budget, self.count = packed, ratio, budget, 0
        self._some = getattr(inner, "read1", inner.read)  # read() loses what came before it breaks off

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        """Fill a buffer; raises TooLargeError out of proportion."""
        data = self._some(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self.budget:
            self.budget.spend(len(data))
        if self.packed and self.count > FREE and self.count > self.ratio * max(1, self.packed()):
            raise TooLargeError(f"unpacks to more than {self.ratio} times its size: not read further")
        return len(data)


class At(NamedTuple):
    """Where a stream comes from: path for messages, id of a text in it, file name, archives around it, their budget."""

    path: str
    name: str
    filename: str
    depth: int = 0
    budget: Budget | None = None


def items(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a file, archives in it unpacked; where it is damaged, a Rejection follows the records before."""
    head = b""
    try:
        if at.budget is None:
            counted = Metered(stream)
            at = at._replace(budget=Budget.of(stream, lambda: counted.count, options.max_ratio))
            stream = stream if stream.seekable() else cast("IO[bytes]", counted)
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
        head = buffered.peek(_HEAD)[:_HEAD]
        kind = format_of(at.filename, head)
        if at.depth > options.max_depth:
            yield Rejection(path=at.path, reason=f"archives nested over {options.max_depth} deep", head=printable(head))
        elif not head:
            yield Rejection(path=at.path, reason="empty file")
        elif kind is None and suffix(at.filename) and not known(at.filename):
            yield Rejection(
                path=at.path, reason=f"{suffix(at.filename)} is no format that is read", head=printable(head)
            )
        elif kind in _UNPACKERS:
            yield from _UNPACKERS[kind](buffered, at, options)
        else:
            table = kind in {"parquet", "arrow"}  # packed in themselves
            records = split(buffered, kind or "text", at.path, at.name, options)
            yield from told_once(within(records, at.budget, options, rows=table))
    except SpentError as error:
        if at.depth:
            raise
        yield Rejection(path=at.path, reason=str(error), head=printable(head))
    except FactxError as error:
        yield Rejection(path=at.path, reason=str(error), head=printable(head))
    except Exception as error:  # noqa: BLE001 - a parser of foreign bytes raises what it likes: the file is at fault
        yield Rejection(path=at.path, reason=_why(error), head=printable(head))


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, MemoryError):
        return "raised MemoryError: it needs more memory than it may have (--memory)"
    words = str(error).split("\n")[0] or type(error).__name__
    return words if isinstance(error, TooLargeError | NotTextError) else f"broken off: {words}"


def _through(inner: IO[bytes], packed: Metered, at: At, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a stream that unpacks another."""
    metered = io.BufferedReader(Metered(inner, lambda: packed.count, options.max_ratio, at.budget), 1 << 16)
    yield from items(metered, At(at.path, at.name, unpacked(at.filename), at.depth + 1, at.budget), options)


def _gzip(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    import gzip

    counted = Metered(stream)
    yield from _through(cast("IO[bytes]", gzip.GzipFile(fileobj=counted)), counted, at, options)


def _zstd(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    zstandard = import_extra("zstandard", "zstd")
    counted = Metered(stream)
    frames = Frames(counted, zstandard.ZstdDecompressor(max_window_size=128 * MEGABYTE).decompressobj)
    yield from _through(cast("IO[bytes]", frames), counted, at, options)


def _bzip2(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    import bz2

    counted = Metered(stream)
    yield from _through(cast("IO[bytes]", bz2.BZ2File(cast("IO[bytes]", counted))), counted, at, options)


def _xz(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    counted = Metered(stream)
    yield from _through(cast("IO[bytes]", xz.Stream(counted)), counted, at, options)


class Frames(io.RawIOBase):
    """Consecutive zstd frames as one stream; unlike zstandard's own reader it raises EOFError where the last is cut off."""

    def __init__(self, packed: io.RawIOBase, new: Callable[[], Any]) -> None:
        """Read frames of packed, each by a new() decompressor."""
        self.packed, self.new, self.frame, self.rest, self.ahead = packed, new, new(), b"", b""
        self.begun = False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        """Fill a buffer."""
        while not self.rest:
            piece = self.ahead or self.packed.read(_PIECE)
            if not piece:
                if self.begun:
                    raise EOFError("Compressed file ended before the end of its frame")
                return 0
            self.begun = True
            self.rest, self.ahead = self.frame.decompress(piece), b""
            if self.frame.eof:
                self.frame, self.ahead, self.begun = self.new(), self.frame.unused_data, False
        data, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _zip(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    passed: Counter[str] = Counter()
    with spooled(stream) as whole, zipfile.ZipFile(whole) as archive:
        if kind := zipped(set(archive.namelist())):
            whole.seek(0)
            again = whole if isinstance(whole, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", whole))
            yield from split(again, kind, at.path, at.name, options)
            return
        for info in archive.infolist():
            if not info.is_dir() and _wanted(info.filename, passed):
                yield from _member(partial(archive.open, info), info.filename, info.compress_size, at, options)
    yield from _left(passed, at)


def _tar(stream: IO[bytes], at: At, options: ReadOptions) -> Iterator[Item]:
    passed: Counter[str] = Counter()
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            if info.isdir() or not _wanted(info.name, passed):
                continue
            if info.isfile():
                opened = cast("Callable[[], IO[bytes]]", partial(archive.extractfile, info))
                yield from _member(opened, info.name, 0, at, options)
            else:
                yield Rejection(path=f"{at.path}!{_text(info.name)}", reason="a link or device in an archive: not read")
    yield from _left(passed, at)


class _Header(tarfile.TarInfo):
    """A header of a tar whose own records, read whole into memory, are no larger than names and attributes are."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:  # noqa: ANN401 - tarfile's
        if self.type in _OWN and self.size > _HEADER:
            raise TooLargeError(f"a name or attribute of {self.size} bytes in a tar: not read further")
        return super()._proc_member(archive)  # type: ignore[misc]


def _left(passed: Counter[str], at: At) -> Iterator[Item]:
    """Yield a Rejection for what an archive holds beside what was read of it: documents, or, where nothing was, all of it."""
    told = {what: count for what, count in passed.items() if what != "read" and (what in UNREAD or not passed["read"])}
    kinds = ", ".join(f"{count} {what}" for what, count in sorted(told.items()))[:300]
    if passed["read"] and kinds:
        yield Rejection(path=at.path, reason=f"passed over in it: {kinds}: no formats that are read")
    elif not passed["read"]:
        yield Rejection(path=at.path, reason=f"no article in it: {f'passed over {kinds}' if kinds else 'it is empty'}")


def _wanted(member: str, passed: Counter[str]) -> bool:
    """Return whether a member is read: of a known suffix, not hidden (a path with .. is let through, and rejected later).

    It is counted in `passed`: by suffix, or as "read".
    """
    parts = PurePath(member.replace("\\", "/")).parts
    hidden = any(p.startswith(".") and p != ".." for p in parts)
    wanted = known(member) and not hidden
    passed["read" if wanted else "hidden" if hidden else suffix(member) or "without a suffix"] += 1
    return wanted


def _member(opened: Callable[[], IO[bytes]], member: str, packed: int, at: At, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of one file of an archive."""
    where = f"{at.path}!{_text(member)[:_LONG_NAME]}"
    if len(member) > _LONG_NAME:
        yield Rejection(path=where, reason=f"a name of {len(member)} characters: not read")
        return
    if member.startswith(("/", "\\")) or ".." in member.replace("\\", "/").split("/") or "\x00" in member:
        yield Rejection(path=where, reason="a path that leads out of its archive: not read")
        return
    try:
        inner = opened()
    except (RuntimeError, OSError, zipfile.BadZipFile) as error:  # encrypted; packed in a way unknown; a bad header
        yield Rejection(path=where, reason=_why(error))
        return
    with inner:
        metered = Metered(inner, (lambda: packed) if packed else None, options.max_ratio, at.budget)
        inside = PurePath(_text(member))
        called = f"{at.name}/{inside.with_name(bare(inside.name)).as_posix()}"
        yield from items(cast("IO[bytes]", metered), At(where, called, inside.name, at.depth + 1, at.budget), options)


def _text(member: str) -> str:
    return member.encode("utf8", "surrogateescape").decode("utf8", "backslashreplace")


_UNPACKERS: dict[str | None, Callable[..., Iterator[Item]]] = {
    "gz": _gzip,
    "bz2": _bzip2,
    "xz": _xz,
    "zst": _zstd,
    "zip": _zip,
    "tar": _tar,
}
