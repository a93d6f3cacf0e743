"""What a machine of a cluster gets at a time: some small files, or a stretch of a large one."""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any, NamedTuple

from factx.engines.store import at, look, told
from factx.read import Found, Item, Raw, ReadOptions, columnar
from factx.read.budget import within
from factx.read.decode import line_encoding
from factx.read.formats import format_of
from factx.read.options import MEGABYTE, over, printable
from factx.read.split import by_lines, lines, split
from factx.read.unpack import At, items
from factx.records import Rejection

LEAST, MOST = MEGABYTE // 8, 8 * MEGABYTE  # bytes of a partition
_FILES = 256  # in a partition, at most
_HEAD = 1 << 16


class Cut(NamedTuple):
    """A stretch of a large file: of JSON Lines the lines that begin between two bytes, of Parquet rows."""

    file: Found
    kind: str  # lines or parquet
    start: int
    stop: int
    before: int = 0  # lines before it


Piece = Found | Cut | Rejection


class Split(NamedTuple):
    """A partition: its number in the run, and what is in it."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """Return the name of its files: the same for the same inputs."""
        digest = hashlib.sha256()
        for piece in self.pieces:
            plain = piece._replace(before=0) if isinstance(piece, Cut) else piece
            digest.update(json.dumps(as_json(plain)).encode())
        return f"part-{self.number:05}-{digest.hexdigest()[:12]}"


def as_json(piece: Piece) -> Any:  # noqa: ANN401
    """Return a piece as JSON has it; of_json() reads it back."""
    if isinstance(piece, Rejection):
        return {"rejected": piece.model_dump(mode="json")}
    return {"cut": [list(piece.file), *piece[1:]]} if isinstance(piece, Cut) else list(piece)


def of_json(found: Any) -> Piece:  # noqa: ANN401
    """Return the piece that as_json() wrote."""
    if isinstance(found, list):
        return Found(*found)
    if "cut" in found:
        file, *rest = found["cut"]
        return Cut(Found(*file), *rest)
    return Rejection.model_validate(found["rejected"])


def cut(files: Iterable[Found | Rejection], number: int, jobs: int, options: ReadOptions) -> Iterator[Split]:
    """Yield partitions of files, from a number on: about eight for each job, but none too small or too large."""
    found = list(files)
    total = sum(each.size for each in found if isinstance(each, Found))
    most = min(MOST, max(LEAST, total // (8 * jobs)))
    held: list[Piece] = []
    size = 0
    for piece in chain.from_iterable(_pieces(each, most, options) for each in found):
        add = min(piece.size, most) if isinstance(piece, Found) else most if isinstance(piece, Cut) else 0
        if held and (size + add > most or len(held) == _FILES):
            yield Split(number, tuple(held))
            number, held, size = number + 1, [], 0
        held.append(piece)
        size += add
    if held:
        yield Split(number, tuple(held))


def _pieces(file: Found | Rejection, most: int, options: ReadOptions) -> Iterator[Piece]:
    """Yield a file, or the stretches of one that is large and can be cut."""
    if isinstance(file, Rejection) or file.size < 2 * most:
        yield file
        return
    with told(file.path), at(file.path).open() as stream:
        head = stream.read(_HEAD)
        kind = format_of(file.path.rpartition("/")[2], head)
        if kind == "parquet":
            ends = list(_ends(_rows(stream), file.size // most))
            if not ends[-1]:  # damaged, or empty: said when it is read
                yield file
                return
        elif kind in {"lines", "json"} and by_lines(head, options.encoding, kind) and not line_encoding(head[:4], options.encoding):  # fmt: skip
            ends = list(_ends(file.size, file.size // most))
            kind = "lines"
        else:
            yield file
            return
    for start, stop in zip([0, *ends], ends, strict=False):
        yield Cut(file, kind, start, stop)


def _rows(stream: Any) -> int:  # noqa: ANN401
    import pyarrow.parquet as pq

    try:
        return int(pq.ParquetFile(stream).metadata.num_rows)
    except (OSError, ValueError):
        return 0


def _ends(size: int, parts: int) -> Iterator[int]:
    """Yield where each of some equal parts ends."""
    return (size * n // parts for n in range(1, parts + 1))


def count(piece: Cut) -> int:
    """Return how many lines begin in a stretch: a line's number is told with what is wrong with it."""
    start, stop = max(piece.start - 1, 0), piece.stop - 1
    with told(piece.file.path), at(piece.file.path).open() as stream:
        stream.seek(start)
        found, left = int(piece.start == 0), stop - start
        while left > 0 and (data := stream.read(min(MEGABYTE, left))):
            found += data.count(b"\n")
            left -= len(data)
    return found


def read(piece: Piece, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a piece; a file that is not what it was when it was listed is rejected."""
    if isinstance(piece, Rejection):
        yield piece
        return
    file = piece.file if isinstance(piece, Cut) else piece
    place = at(file.path)
    info = place.info()
    if (info.size, info.mtime_ns or 0) != (file.size, file.time):
        yield Rejection(path=file.path, reason="changed since the run began: not read")
        return
    with told(file.path), place.open() as stream:
        if isinstance(piece, Found):
            for item in items(stream, At(file.path, file.name, file.path.rpartition("/")[2]), options):
                look(stream)  # no rejection of the article: the partition is tried again
                yield item
        elif piece.kind == "lines":
            yield from _lines(stream, piece, options)
        else:
            yield from _part_of_table(stream, piece, options)


def _part_of_table(stream: IO[bytes], piece: Cut, options: ReadOptions) -> Iterator[Item]:
    file = piece.file
    try:
        rows = columnar.rows(stream, "parquet", file.path, file.name, options, (piece.start, piece.stop))
        yield from within(rows, None, options)
    except Exception as error:  # noqa: BLE001 - pyarrow raises what it likes: these rows are at fault, unless the server is
        look(stream)
        why = (str(error).splitlines() or [type(error).__name__])[0]
        yield Rejection(path=file.path, line=piece.start + 1, reason=f"broken off: {why}")


def _lines(stream: Any, piece: Cut, options: ReadOptions) -> Iterator[Item]:  # noqa: ANN401
    first = next((r for r in split(stream, "lines", piece.file.path, "", options) if isinstance(r, Raw)), None)
    found = lines(_Stretch(stream, piece.start, piece.stop), options)
    for number, line, whole in ((n + piece.before, line, whole) for n, line, whole in found):
        if not whole:
            yield Rejection(path=piece.file.path, line=number, reason=over(options), head=printable(line))
        elif line.strip():
            fields = first.fields if first else None
            yield Raw(piece.file.path, f"{piece.file.name}-{number}", number, "line", line, fields)


class _Stretch(io.BufferedReader):
    """The lines of a file that begin between two of its bytes."""

    def __init__(self, stream: io.BufferedReader, start: int, stop: int) -> None:
        super().__init__(stream, MEGABYTE)  # type: ignore[arg-type] - it reads, seeks and tells
        self._stop = stop
        self.seek(max(start - 1, 0))
        self._at = self.tell()
        self._begins = True
        while start and (line := super().readline(MEGABYTE)) and not line.endswith(b"\n"):
            pass
        self._at = self.tell()

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return a line; nothing where it begins behind the end."""
        if self._begins and self._at >= self._stop:
            return b""
        line = super().readline(size)
        self._at += len(line)
        self._begins = line.endswith(b"\n")
        return line
