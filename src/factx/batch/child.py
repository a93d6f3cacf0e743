"""A worker process: loads the model once, then reads chunks until its parent is gone."""

import contextlib
import faulthandler
import gc
import os
import sys
import threading
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from factx import processes
from factx.batch.options import STARVED, allowed
from factx.batch.outcome import Outcome, one_by_one, outcomes
from factx.errors import FactxError, WorkerError
from factx.pipeline import Extractor, rule_mentions
from factx.read import Raw, ReadOptions
from factx.read.options import GIGABYTE
from factx.records import Document

_ROOM = 64 << 20  # bytes that a document needs beside the model, at least
_GRACE = 10  # seconds beyond the time a document has, before a worker without a parent ends itself


def main() -> None:
    """Speak with the parent over the connection whose file descriptor is the first argument."""
    link = Connection(int(sys.argv[1]))
    processes.end_with_parent()
    try:
        extractor, options, workers = link.recv()
    except EOFError:  # the parent is gone already
        return
    try:
        processes.limit(workers.memory)
        version = _version(extractor)
        _warm_up(extractor)
        bytearray(_ROOM)
        gc.collect()
        gc.freeze()  # what was loaded stays: no collection looks through it again
        link.send(("ready", version))
    except Exception as error:  # noqa: BLE001 - whatever it is, three workers and their tracebacks say no more
        link.send(("failed", _why(error, workers.memory)))
        return
    work = Work(link, extractor, options, workers.timeout)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
        while True:
            work.answer(*link.recv())


def _why(error: Exception, memory: int) -> FactxError:
    """Return what to tell of an error before the first document."""
    if isinstance(error, MemoryError) or _is_full(memory):
        return WorkerError(f"--memory {memory / GIGABYTE:g} GB is too little for the model: give more, or 0 for any")
    if isinstance(error, FactxError):
        return error
    return WorkerError(f"a worker cannot start: {type(error).__name__}: {error}")


def _is_full(memory: int) -> bool:
    """Tell whether this process can have no more memory: whatever failed, failed of that."""
    try:
        bytearray(memory // 8)
    except MemoryError:
        return True
    return False


def _version(extractor: Extractor) -> str:
    """Return the name and version of the model; of the one whose grammar is used as well, where that is another; of the judge."""
    from factx.ner import accurate
    from factx.ner import spacy as nlp
    from factx.ner.grammar import grammar_of
    from factx.ner.own import digest

    grammar = grammar_of(extractor.model) if extractor.observations else extractor.model
    versions = ", grammar ".join(nlp.model_version(name) for name in dict.fromkeys((extractor.model, grammar)))
    judged = f", judge {accurate.version()}" if extractor.accurate else ""
    return f"{versions}, own NER {digest()}{judged}"


def _warm_up(extractor: Extractor) -> None:
    """Read a sentence of every kind, so that the first document's time does not go to patterns and grammar."""
    document = Document(id="warm-up", text=_SENTENCE, published=date(2021, 9, 24))
    rule_mentions(document, extractor.reader)
    if extractor.observations:
        list(Extractor(extractor.model, recogniser=lambda texts: ([] for _ in texts)).readings([document]))


_SENTENCE = (
    "The Norden Bank said on 24 September sales rose one percent, 5% or 3 points to $7 million from 6 euros a year ago."
)


class Work:
    """Reads chunks: all documents at once; where that raises, or on request, one document at a time."""

    def __init__(self, link: Connection, extractor: Extractor, options: ReadOptions, timeout: float) -> None:
        """Remember what all chunks share."""
        self.link, self.extractor, self.options, self.timeout = link, extractor, options, timeout
        self.longest = timeout

    def answer(self, items: Any, faults: Any) -> None:  # noqa: ANN401 - as they were sent
        """Send the outcomes of a chunk; with `faults` (documents that broke a worker) it is read one document at a time."""
        size = max((item.size for item in items if isinstance(item, Raw)), default=0)
        self.longest = min(STARVED * allowed(self.timeout, size), threading.TIMEOUT_MAX / 2)
        found = None if faults is not None else self._at_once(items)
        if found is None:
            found = list(
                one_by_one(items, self.extractor, self.options, lambda at: self._beat(("at", at)), faults or {})
            )
        faulthandler.cancel_dump_traceback_later()
        self.link.send(("done", found))

    def _at_once(self, items: Any) -> list[Outcome] | None:  # noqa: ANN401
        try:
            return list(outcomes(items, self.extractor, self.options, lambda: self._beat(("beat", None))))
        except Exception:  # noqa: BLE001 - one document is at fault: they are read one by one
            return None

    def _beat(self, message: tuple[str, Any]) -> None:
        """Report progress to the parent, and restart the timer that ends this process if a document hangs and no parent is left."""
        with contextlib.suppress(RuntimeError):  # no memory is left for it
            faulthandler.dump_traceback_later(self.longest + _GRACE, exit=True, file=_nowhere())
        self.link.send(message)


_NOWHERE: list[Any] = []


def _nowhere() -> Any:  # noqa: ANN401
    if not _NOWHERE:
        _NOWHERE.append(open(os.devnull, "w"))  # noqa: PTH123, SIM115 - open for life
    return _NOWHERE[0]


if __name__ == "__main__":
    main()
