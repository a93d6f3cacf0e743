"""A worker process as its parent sees it: chunks go out, outcomes come back, silence for too long ends it."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from factx.batch.chunks import Chunk
from factx.batch.options import STARVED, allowed
from factx.batch.outcome import Outcome, Where
from factx.batch.process import Process
from factx.read import Raw

_LOADING = 600.0  # seconds a model may take to load


@dataclass(slots=True)
class Task:
    """A chunk being read: its outcomes, or the faults known of its documents."""

    number: int
    chunk: Chunk
    found: list[Outcome] | None = None
    deaths: Counter[Where | None] = field(default_factory=Counter)
    faults: dict[Where, str] | None = None  # None: not yet read one document at a time


class Worker(Process):
    """A process with the model in it, that reads one chunk at a time."""

    def __init__(self, orders: tuple[Any, ...], timeout: float) -> None:
        """Start the process: it loads its model while its parent goes on."""
        self.task: Task | None = None
        self.at: Where | None = None
        self.version = ""  # until it is ready
        super().__init__("factx.batch.child", orders, timeout)

    def give(self, task: Task) -> None:
        """Hand it a chunk to read."""
        self.task, self.at = task, None
        self.hear()
        self.send((task.chunk.items, task.faults))

    def receive(self) -> None:
        """Receive one message; raises EOFError where the process is dead, or the worker's own start-up error."""
        word, what = self.words()
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
    def allowed(self) -> float:
        """Return the seconds that the document in hand may take: the largest of the chunk, where it is not known which."""
        items = self.task.chunk.items if self.task else []
        known = [items[self.at.record]] if self.at else items
        return allowed(self.timeout, max((item.size for item in known if isinstance(item, Raw)), default=0))

    @property
    def late(self) -> bool:
        """Return whether a document, or loading the model, takes longer than it may."""
        if not self.version:
            return time.monotonic() - self.heard > _LOADING
        return self.task is not None and self.over(self.allowed, STARVED)
