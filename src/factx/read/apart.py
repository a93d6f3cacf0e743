"""Files read in a process of its own, so that what is hostile in one ends no run: records go to the parent over a pipe."""

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import replace
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
                _send(link, "items", pack)
                pack, size = [], 0
    _send(link, "end", pack)


def _send(link: Connection, word: str, pack: list[tuple[Item, int]]) -> None:
    """Send records; values of a row that no other process can be sent go as text."""
    try:
        link.send((word, pack))
    except (pickle.PickleError, TypeError, AttributeError):
        link.send((word, [(_plain(item), behind) for item, behind in pack]))


def _plain(item: Item) -> Item:
    if not isinstance(item, Raw) or isinstance(item.data, bytes):
        return item
    return replace(item, data={name: value if _can_go(value) else str(value) for name, value in item.data.items()})


def _can_go(value: object) -> bool:
    try:
        pickle.dumps(value)
    except (pickle.PickleError, TypeError, AttributeError):
        return False
    return True


def rejection(path: str, died: str, count: int) -> Rejection:
    """Return the rejection of what of a file was not read, and how much of it was."""
    kept = f"its first {count} records are kept" if count else "not read"
    return Rejection(path=path, reason=f"{died}: {kept}")
