"""Files read in a process of its own, so that what is hostile in one ends no run: records go to the parent over a pipe."""

import os
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import NamedTuple

from factx import processes
from factx.read import Item, Piped, Raw, ReadOptions, arrow, records
from factx.read.find import Found
from factx.records import Rejection

_MANY, _BYTES = 32, 64 << 10  # records that go to the parent together


class Order(NamedTuple):
    """A file to read: of a pipe its handle follows; how many records of it the parent has, and whether they go singly."""

    found: Found | None
    skip: int
    singly: bool


def main() -> None:
    """Speak with the parent over the connection whose file descriptor is the first argument."""
    link = Connection(int(sys.argv[1]))
    processes.end_with_parent()
    try:
        with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
            options, memory = link.recv()
            processes.limit(memory)
            arrow.may_die()
            link.send(("ready", []))
            while True:
                _answer(link, options, link.recv())
    except BaseException:  # noqa: BLE001 - what native code raises of itself: the parent is told by our end
        os._exit(1)


def _answer(link: Connection, options: ReadOptions, order: Order) -> None:
    """Send the records of a file, each with the bytes of the file that are behind it then."""
    pack: list[tuple[Item, int]] = []
    size = behind = 0

    def read(count: int) -> None:
        nonlocal behind
        behind = count

    found = order.found or Piped(os.fdopen(recv_handle(link), "rb"))
    for number, item in enumerate(records(found, options, read), 1):
        if number > order.skip:
            pack.append((item, behind))
            size += item.size if isinstance(item, Raw) else 0
            if order.singly or len(pack) >= _MANY or size >= _BYTES:
                link.send(("items", pack))
                pack, size = [], 0
    link.send(("end", pack))


def rejection(path: str, died: str, count: int) -> Rejection:
    """Return the rejection of what of a file was not read, and how much of it was."""
    kept = f"its first {count} records are kept" if count else "not read"
    return Rejection(path=path, reason=f"{died}: {kept}")
