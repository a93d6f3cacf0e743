"""factx without a new process each time: commands and workers in this one, which has its models and patterns already."""

import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from threading import Thread
from types import SimpleNamespace
from unittest import mock

import pytest

from factx.batch import child, pool
from factx.batch.worker import Worker
from factx.cli import main
from factx.errors import FactxError
from factx.read import records


class Work(child.Work):
    """A worker's work, but without the timer that ends the process where a document hangs."""

    def _beat(self, message):
        self.link.send(message)


class WorkerWithin(Worker):
    """A worker that is a thread: it speaks with its parent over a pipe as a process does."""

    def __init__(self, orders, timeout):
        with mock.patch("factx.batch.process.subprocess.Popen", self._start):
            super().__init__(orders, timeout)

    def _start(self, command, **_):
        link = child.Connection(os.dup(int(command[-1])))
        self.thread = Thread(target=work, args=(link,))
        self.thread.start()
        return SimpleNamespace(pid=0)

    def end(self):
        self.link.close()
        self.thread.join()
        return "thread"


class ReaderWithin:
    """A reader that opens files in this process."""

    def __init__(self, *_):
        self.records = records

    def close(self):
        pass


def work(link):
    """Do what child.main does, without limits of memory and time."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError), link:
        extractor, options, workers = link.recv()
        try:
            link.send(("ready", child._version(extractor)))
        except FactxError as error:
            link.send(("failed", error))
            return
        mine = Work(link, extractor, options, workers.timeout)
        while True:
            mine.answer(*link.recv())


def factx(*args, cwd=".", stdin=b"", **env):
    """Run a command as if it were typed in a folder and return its exit code and all that it printed."""
    known = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR", "FACTX_DATABASE"}}
    given = stdin.encode() if isinstance(stdin, str) else stdin
    read, out, err = (io.TextIOWrapper(io.BytesIO(data), "utf8") for data in (given, b"", b""))
    known |= {"TERM": "dumb", "COLUMNS": "100"} | env
    with (
        chdir(cwd),
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch.dict(os.environ, known, clear=True),
        mock.patch.object(sys, "stdin", read),
        mock.patch.object(sys, "argv", ["factx", *map(str, args)]),
        mock.patch.object(pool, "Worker", WorkerWithin),
        mock.patch.object(pool, "Reader", ReaderWithin),
        pytest.raises(SystemExit) as end,
    ):
        main()
    return end.value.code or 0, printed(out), printed(err)


def printed(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()
