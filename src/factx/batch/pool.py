"""A pool of worker processes: results in input order, bounded memory, and nothing lost when a worker dies."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from factx.batch.chunks import Chunk, chunks_of
from factx.batch.options import Workers
from factx.batch.outcome import Outcome
from factx.batch.reader import Reader, StoppedError
from factx.batch.worker import Task, Worker
from factx.errors import WorkerError
from factx.pipeline import Extractor
from factx.read import ReadOptions

_AHEAD = 3  # chunks in hand for each worker: one being read, the others waiting for their turn
_BYTES = 64 << 20  # of chunks in hand, beyond which no further is taken up
_DEATHS = 2  # of workers, at the same document read by itself, before it is held to be the cause
_STRANGE = 20  # deaths over one chunk that no document explains
_STARTS = 3  # deaths in a row before a model was loaded


class Pool:
    """Worker processes, each with the model loaded once.

    A worker that dies or hangs is replaced and its chunk read again, one document at a time; the document that a worker
    hangs on, or that kills two of them, is rejected.
    """

    def __init__(self, workers: Workers, extractor: Extractor, options: ReadOptions) -> None:
        """Start one worker and the reader; the worker's model loads while the inputs are listed. The others start when there is work for them."""
        self.jobs, self.timeout = workers.jobs, workers.timeout
        self._orders = (extractor, options, workers)
        self._unborn = 0  # deaths in a row before a model was loaded
        self._workers: list[Worker] = []
        self._more(1)
        self.reader = Reader(workers, options)

    def start(self, size: int, count: int) -> None:
        """Start as many workers as inputs of a size in bytes, and of a number, surely have chunks for."""
        self._more(min(self.jobs, chunks_of(size, count)))

    def _more(self, number: int) -> None:
        while len(self._workers) < number:
            self._workers.append(Worker(self._orders, self.timeout))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers and the reader."""
        while self._workers:
            self._workers.pop().end()
        self.reader.close()

    def version(self) -> str:
        """Return the model's name and version, as the first worker to have loaded it says; raises ModelError."""
        while not (known := next((w.version for w in self._workers if w.version), "")):
            self._listen(deque())
        return known

    def map(self, chunks: Iterable[Chunk], stop: Callable[[], bool]) -> Iterator[tuple[Chunk, list[Outcome]]]:
        """Yield each chunk with its outcomes, in the chunks' order; once stop() is true, only the chunks already taken."""
        self.reader.stop = stop
        source = enumerate(_until_stopped(chunks))
        waiting: deque[Task] = deque()  # to be given to a worker
        window: deque[Task] = deque()  # in hand, in order
        more = True
        while more or window:
            while more and self._room(window):
                number, chunk = (None, None) if stop() else next(source, (None, None))
                more = chunk is not None
                if chunk is not None and number is not None:
                    window.append(task := Task(number, chunk))
                    waiting.append(task)
                    self._assign(waiting)
            self._assign(waiting)
            if window and window[0].found is None:
                self._listen(waiting)
            while window and (found := window[0].found) is not None:
                yield window.popleft().chunk, found

    def _room(self, window: deque[Task]) -> bool:
        return len(window) < self.jobs or (
            len(window) < _AHEAD * self.jobs and sum(t.chunk.size for t in window) < _BYTES
        )

    def _assign(self, waiting: deque[Task]) -> None:
        """Hand waiting chunks to idle workers; where none is idle, start one more."""
        idle = sum(worker.task is None for worker in self._workers)
        self._more(min(self.jobs, len(self._workers) + max(0, len(waiting) - idle)))
        for worker in self._workers:
            if waiting and worker.version and worker.task is None:
                worker.give(waiting.popleft())

    def _listen(self, waiting: deque[Task]) -> None:
        """Receive messages of the workers, for half a second at most; replace workers that are dead or hang."""
        ready = wait([w.link for w in self._workers], timeout=min(0.5, self.timeout / 4))
        for worker in [w for w in self._workers if w.link in ready]:
            try:
                worker.receive()
                self._unborn = 0 if worker.version else self._unborn
            except EOFError:
                self._replace(worker, waiting, None)
        for worker in self._workers:
            if worker.late and not worker.link.poll():
                self._replace(worker, waiting, f"took over {worker.allowed:.4g} s")

    def _replace(self, worker: Worker, waiting: deque[Task], late: str | None) -> None:
        """Replace a worker that is dead or hangs, and put its chunk first in the queue."""
        died = worker.end()
        if not worker.version:
            self._unborn += 1
            if self._unborn >= _STARTS:
                raise WorkerError(
                    f"worker processes die before their model is loaded ({late or died}): is --memory enough?"
                )
        if worker.task:
            blame(worker, worker.task, late, died)
            waiting.appendleft(worker.task)
        self._workers[self._workers.index(worker)] = Worker(self._orders, self.timeout)


def _until_stopped(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Yield chunks until the run is asked to stop while a file is read."""
    try:
        yield from chunks
    except StoppedError:
        return


def blame(worker: Worker, task: Task, late: str | None, died: str) -> None:
    """Record which document a worker's end is blamed on; raises WorkerError where no document explains it."""
    alone = worker.at if task.faults is not None else None
    task.deaths[alone] += 1
    task.faults = task.faults or {}
    if alone is not None and (late or task.deaths[alone] >= _DEATHS):
        task.faults[alone] = late or f"its worker died of it ({died})"
    elif sum(task.deaths.values()) > _STRANGE + 2 * len(task.faults):
        raise WorkerError(f"workers keep dying ({died}), whatever they read")
