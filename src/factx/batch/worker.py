"""A worker process as its parent sees it: chunks go out over a pipe, outcomes come back, silence for too long ends it."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, NamedTuple

from factx.batch.chunks import Chunk
from factx.batch.options import STARVED, allowed
from factx.batch.outcome import Outcome, Where
from factx.read import Raw

_LOADING = 600.0  # seconds a model may take to load
_BOOT = "import os, sys; {die}os.getppid() == {parent} or os._exit(1); from factx.batch.child import main; main()"
_DIE = "import ctypes; ctypes.CDLL(None).prctl(1, 9); "  # Linux: with the thread that started it, whatever it does then
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
        dies = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
        boot = _BOOT.format(die=_DIE if dies else "", parent=os.getpid())
        command = [sys.executable, "-P", "-c", boot, str(theirs.fileno())]
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
        self.task, self.at = task, None
        self._hear()
        self._send((task.chunk.items, task.faults))

    def receive(self) -> None:
        """Receive one message; raises EOFError where the process is dead, or the worker's own start-up error."""
        try:
            word, what = self.link.recv()
        except (ConnectionResetError, OSError) as error:
            raise EOFError from error
        self._hear()
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

    def _hear(self) -> None:
        self.heard, self._spent = time.monotonic(), cpu(self.process.pid)

    @property
    def allowed(self) -> float:
        """Return the seconds that the document in hand may take: the largest of the chunk, where it is not known which."""
        items = self.task.chunk.items if self.task else []
        known = [items[self.at.record]] if self.at else items
        return allowed(self.timeout, max((item.size for item in known if isinstance(item, Raw)), default=0))

    @property
    def late(self) -> bool:
        """Return whether a document, or loading the model, takes longer than it may.

        The time of a document is that of the processor, which does not depend on what else the machine does; by the clock,
        where the worker does not work but waits.
        """
        silent = time.monotonic() - self.heard
        if not self.version:
            return silent > _LOADING
        if self.task is None or silent <= self.allowed:
            return False
        now = cpu(self.process.pid)
        if now is None or self._spent is None:
            return True
        return now.seconds - self._spent.seconds > self.allowed or not now.working or silent > STARVED * self.allowed

    def end(self) -> str:
        """End the process and return what it died of."""
        self.link.close()
        self.process.kill()
        status = self.process.wait()
        return f"signal {-status}" if status < 0 else f"exit code {status}"


class Cpu(NamedTuple):
    """How long a process has worked, and whether it does."""

    seconds: float
    working: bool  # or waits for a processor or a disk


def cpu(process: int) -> Cpu | None:
    """Return how long a process has worked; None where that cannot be told (elsewhere than on Linux)."""
    try:
        words = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        return Cpu((int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"), words[0] in "RD")
    except (OSError, ValueError, IndexError):
        return None
