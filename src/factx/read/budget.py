"""How much may come out of a file: one sum of bytes over all its layers, and no row larger than a record may be."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, TypeVar

from factx.read.options import MEGABYTE, Raw, ReadOptions, over
from factx.records import Document, Rejection

FREE = 8 * MEGABYTE  # nothing is counted against a file's size before so much came out
_EACH = 100  # bytes that a record is counted as, besides its own, however small it is: so much is said of it at least
_REPEATED = 100  # rejections of bare values, no records, told one by one
BARE = "not a JSON object"
Item = Raw | Rejection
Told = TypeVar("Told", Item, Document | Rejection)


class TooLargeError(ValueError):
    """An archive that unpacks to more than it may."""


class SpentError(TooLargeError):
    """A file of which all layers together give more than they may: nothing in it is read further."""


class Budget:
    """The bytes that all archives in a file give, counted at each layer, beside those of the file itself."""

    def __init__(self, packed: Callable[[], int], ratio: int) -> None:
        """Allow so many bytes for each of the file's; packed() tells how many those are."""
        self.packed, self.ratio, self.spent = packed, ratio, 0

    @classmethod
    def of(cls, stream: IO[bytes], read: Callable[[], int], ratio: int) -> "Budget":
        """Return the budget of a file by its size, of a pipe by what was read() of it."""
        if not stream.seekable():
            return cls(read, ratio)
        here = stream.tell()
        size = stream.seek(0, 2)
        stream.seek(here)
        return cls(lambda: size, ratio)

    def spend(self, count: int) -> None:
        """Count bytes that came out; raises SpentError where they are too many."""
        self.spent += count
        if self.spent > FREE and self.spent > self.ratio * max(1, self.packed()):
            raise SpentError(f"unpacks to more than {self.ratio} times its size: not read further")


def within(
    records: Iterable[Item], budget: Budget | None, options: ReadOptions, *, rows: bool = True
) -> Iterator[Item]:
    """Yield records, rows over the limit as Rejections; raises SpentError where they are more than a file can hold.

    The bytes of `rows` are counted here, those of other records where they were unpacked.
    """
    for item in records:
        if not isinstance(item, Raw) or isinstance(item.data, bytes):
            yield item
        elif item.size > options.max_bytes:
            yield Rejection(path=item.path, line=item.line, reason=over(options), head=item.head)
        else:
            yield item
        if budget:
            budget.spend(_EACH + (item.size if rows and isinstance(item, Raw) else 0))


def told_once(items: Iterable[Told]) -> Iterator[Told | Rejection]:
    """Yield items, of rejections of bare values the first hundred and then how many more: an array of a million numbers."""
    bare, last = 0, None
    for item in items:
        if isinstance(item, Rejection) and item.reason == BARE:
            bare, last = bare + 1, item
            if bare > _REPEATED:
                continue
        yield item
    if last and bare > _REPEATED:
        yield Rejection(path=last.path, line=last.line, reason=f"{bare - _REPEATED} more values up to here: {BARE}")
