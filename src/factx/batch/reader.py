"""The process that opens files, as its parent sees it: a file that it dies of or hangs on is rejected, the next one is read."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO

from factx.batch.options import STARVED, Workers, allowed
from factx.batch.process import Process, taken_in
from factx.read import Found, Item, Piped, ReadOptions
from factx.read.apart import Order, rejection
from factx.read.find import path_text

_LOADING = 600.0  # seconds that it may take to start
_DEATHS = 20  # over one file, however far each try came


class StoppedError(Exception):
    """The run was asked to stop while a file was read."""


class _DiedError(Exception):
    """The process is no more, and why."""


class Reader:
    """Opens files and gives their records, from a process with the limits of a worker."""

    def __init__(self, workers: Workers, options: ReadOptions) -> None:
        """Start the process."""
        self.stop: Callable[[], bool] = lambda: False
        self._orders, self._timeout = (options, workers.memory), workers.timeout
        self._process: Process | None = self._started()

    def _started(self) -> Process:
        self._ready = False
        return Process("factx.read.apart", self._orders, self._timeout)

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.end()
            self._process = None

    def records(
        self,
        each: Found | Piped,
        options: ReadOptions,  # noqa: ARG002 - the process has them
        read: Callable[[int], None],
    ) -> Iterator[Item]:
        """Yield the records of a file as factx.read.records() does; raises StoppedError where stop() is true meanwhile.

        A file of which no try gets a record further than the one before is rejected from there on.
        """
        done, deaths, before = 0, 0, -1
        while True:
            try:
                for item, behind in self._items(each, Order(_found(each), done, singly=deaths > 0)):
                    done += 1
                    read(behind)
                    yield item
            except _DiedError as died:
                deaths += 1
                again = isinstance(each, Found) and deaths < _DEATHS and (deaths == 1 or done > before)
                before = done
                if not again:
                    path = path_text(each.path) if isinstance(each, Found) else "-"
                    yield rejection(path, str(died), done)
                    return
            else:
                return

    def _items(self, each: Found | Piped, order: Order) -> Iterator[tuple[Item, int]]:
        process = self._process = self._process or self._started()
        process.send(order)
        if isinstance(each, Piped):
            _hand_over(each.stream, process)
        taken = taken_in(process.process.pid)
        while True:
            self._wait(process, each, taken)
            try:
                word, pack = process.words()
            except EOFError:
                raise self._dead(process, "its reader died of it ({})") from None
            self._ready = True
            yield from pack
            if word == "end":
                return

    def _wait(self, process: Process, each: Found | Piped, taken: int) -> None:
        """Wait for words of the process; raises StoppedError, or _DiedError where they take too long."""
        process.hear()
        while not process.link.poll(min(0.5, self._timeout / 4)):
            if self.stop():
                raise StoppedError
            piped = isinstance(each, Piped)
            size = taken_in(process.process.pid) - taken if isinstance(each, Piped) else each.size
            seconds = allowed(self._timeout, size) if self._ready else _LOADING
            if process.over(seconds, STARVED, waits=piped) and not process.link.poll():
                raise self._dead(process, f"took over {seconds:.4g} s")

    def _dead(self, process: Process, why: str) -> _DiedError:
        died = process.end()
        self._process = None
        return _DiedError(why.format(died))


def _found(each: Found | Piped) -> Found | None:
    return each if isinstance(each, Found) else None


def _hand_over(stream: IO[bytes], process: Process) -> None:
    """Give a stream to the process: its own handle, or that of a pipe which a thread fills."""
    from multiprocessing.reduction import send_handle

    try:
        handle = stream.fileno()
        if stream.seekable():
            os.lseek(handle, stream.tell(), os.SEEK_SET)
        send_handle(process.link, handle, process.process.pid)
    except OSError:  # in memory
        theirs, ours = os.pipe()
        threading.Thread(target=_fill, args=(ours, stream), daemon=True).start()
        with suppress(OSError):
            send_handle(process.link, theirs, process.process.pid)
        os.close(theirs)


def _fill(handle: int, stream: IO[bytes]) -> None:
    with suppress(OSError, ValueError), os.fdopen(handle, "wb") as pipe:
        while data := stream.read(1 << 16):
            pipe.write(data)
