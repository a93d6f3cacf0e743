"""Chunks: the records that a worker gets at a time, cut by size, the same for any number of workers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from factx.batch.outcome import Outcome
from factx.batch.wanted import Wanted
from factx.read import Found, Item, Piped, Raw, ReadOptions, records
from factx.records import Rejection

_BYTES = 128 << 10
_RECORDS = 64
Records = Callable[[Found | Piped, ReadOptions, Callable[[int], None]], Iterator[Item]]


class Position(NamedTuple):
    """How far a run is: the number of inputs that are done, and of records done in the next one."""

    input: int = 0
    record: int = 0


_START = Position()


@dataclass(slots=True)
class Chunk:
    """Consecutive records, and the position after the last."""

    items: list[Item] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)  # of each item the number of its input
    size: int = 0
    end: Position = field(default_factory=Position)
    read: int = 0  # bytes of the inputs up to the chunk's last record

    def of(self, found: Iterable[Outcome]) -> Iterator[tuple[Outcome, Item, int]]:
        """Yield outcomes of the chunk, in order, each with the record it is of and the number of its input."""
        at = 0
        for each in found:
            while at < len(self.items) - 1 and (self.items[at].path, self.items[at].line) != (each.path, each.line):
                at += 1
            yield each, self.items[at], self.inputs[at]

    @property
    def full(self) -> bool:
        """Return whether it has reached its size."""
        return self.size >= _BYTES or len(self.items) >= _RECORDS


def chunks_of(size: int, count: int) -> int:
    """Return how many chunks plain inputs make at least: what is packed has more."""
    return 1 + max(size // (2 * _BYTES), count // _RECORDS)


def chunks(
    inputs: Iterable[Found | Piped | Rejection],
    options: ReadOptions,
    start: Position = _START,
    only: Wanted | None = None,
    read: Records = records,
) -> Iterator[Chunk]:
    """Yield the records of all inputs in chunks, from a position on, or those wanted; files without any are not opened.

    `read` gives the records of a file.
    """
    chunk, done, now = Chunk(end=start), 0, 0

    def tell(count: int) -> None:
        nonlocal now
        now = count

    for number, each in enumerate(inputs):
        size = each.size if isinstance(each, Found) else 0
        if number >= start.input and not (only and isinstance(each, Found) and not only.file(each)):
            now = 0
            for n, item in enumerate([each] if isinstance(each, Rejection) else read(each, options, tell), 1):
                if (number == start.input and n <= start.record) or (only and not only.item(item)):
                    continue
                chunk.items.append(item)
                chunk.inputs.append(number)
                chunk.size += item.size if isinstance(item, Raw) else 0
                chunk.end, chunk.read = Position(number, n), done + now
                if chunk.full:
                    yield chunk
                    chunk = Chunk(end=chunk.end, read=chunk.read)
            chunk.end = Position(number + 1)
        done += size
        chunk.read = done
    if chunk.items:
        yield chunk
