"""A worker process as its parent sees it: chunks go out over a pipe, outcomes come back, silence for too long ends it."""

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import Any

from factx.batch.chunks import Chunk
from factx.batch.outcome import Outcome, Where

_LOADING = 600.0  # seconds a model may take to load
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(slots=True)
class Task:
    """A chunk being read: its outcomes, or the faults known of its documents."""

    number: int
    chunk: Chunk
    found: list[Outcome] | None = None
    deaths: Counter[Where | None] = field(default_factory=Counter)
    faults: dict[Where, str] | None = None  # None: not yet read one document at a time


class Worker:
    """A process with the model in it, that reads one chunk at a time."""

    def __init__(self, orders: tuple[Any, ...], timeout: float) -> None:
        """Start the process: it loads its model while its parent goes on."""
        self.link, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "factx.batch.child", str(theirs.fileno())]
        environment = {**_ONE_THREAD, **os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # ours is for facts, whatever a library prints
            start_new_session=True,  # Ctrl-C is for the parent alone
        )
        theirs.close()
        self.timeout = timeout
        self.task: Task | None = None
        self.at: Where | None = None
        self.version = ""  # until it is ready
        self.heard = time.monotonic()
        self._send(orders)

    def _send(self, words: tuple[Any, ...]) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead: the next look at it says so
            self.link.send(words)

    def give(self, task: Task) -> None:
        """Hand it a chunk to read."""
        self.task, self.at, self.heard = task, None, time.monotonic()
        self._send((task.chunk.items, task.faults))

    def receive(self) -> None:
        """Receive one message; raises EOFError where the process is dead, or the worker's own start-up error."""
        try:
            word, what = self.link.recv()
        except (ConnectionResetError, OSError) as error:
            raise EOFError from error
        self.heard = time.monotonic()
        match word:
            case "ready":
                self.version = what
            case "failed":
                raise what
            case "at":
                self.at = what
            case "done":
                if self.task:
                    self.task.found = what
                self.task = None

    @property
    def late(self) -> bool:
        """Return whether it was silent for longer than a document, or loading the model, may take."""
        waiting = self.timeout if self.version else _LOADING
        return (self.task is not None or not self.version) and time.monotonic() - self.heard > waiting

    def end(self) -> str:
        """End the process and return what it died of."""
        self.link.close()
        self.process.kill()
        status = self.process.wait()
        return f"signal {-status}" if status < 0 else f"exit code {status}"
