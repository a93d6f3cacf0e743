"""What a machine of a cluster does: a partition read, extracted and written, and only then said to be done."""

import base64
import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from factx.batch.chunks import Chunk
from factx.batch.outcome import Ids, Outcome, duplicate, kept
from factx.batch.pool import Pool
from factx.batch.state import code, libraries
from factx.batch.summary import Summary
from factx.engines.plan import Done, Plan
from factx.engines.splits import Split, read
from factx.errors import InputError
from factx.files.jsonl import dumps
from factx.files.write import format_named
from factx.read import Raw, ReadOptions
from factx.read.options import MEGABYTE

_IN_MEMORY = 16 * MEGABYTE  # of a table of a partition; the rest in a nameless temporary file


def extract(plan: Plan, split: Split) -> Done:
    """Extract a partition; return what the file says that is written once all others are.

    That is the model, a summary, the ids of its documents (8 bytes of each), and of every file it wrote the size and hash.
    A second document of one id in the partition is rejected. Where this is done twice, the files are the same.
    """
    if plan.code != installed():
        raise InputError("another factx, or another version of a library it needs, is installed on a machine of the cluster: install the same everywhere")  # fmt: skip
    places = dict[bytes, str]()
    with Tables(plan) as tables:
        with _pool(plan) as pool:
            summary = Summary(pool.version())
            for chunk, outcomes in pool.map(_chunks(split, plan.options), lambda: False):
                summary.choose(chunk.items)
                for found, item, _ in chunk.of(outcomes):
                    outcome = kept(_once(found, places), item)
                    summary.count(outcome)
                    tables.add(outcome)
        files = tables.write(split.name)
    plan.places(split.name).write(io.BytesIO(gzip.compress("".join(places.values()).encode(), mtime=0)))
    done = {"summary": summary.as_state(), "ids": base64.b64encode(b"".join(places)).decode(), "files": files}
    plan.done(split.name).write(io.BytesIO(json.dumps(done).encode()))
    return done


def _once(outcome: Outcome, places: dict[bytes, str]) -> Outcome:
    """Take down where a document came from, or return its rejection where its id was there before."""
    if outcome.rejection:
        return outcome
    if before := places.get(short := Ids.short(outcome.id)):
        return duplicate(outcome, named(json.loads(before)))
    places[short] = _place(outcome)
    return outcome


def named(place: dict[str, Any]) -> str:
    """Return in words where a document came from."""
    return f"{place['path']}:{place['line']}" if place["line"] else str(place["path"])


def _place(outcome: Outcome) -> str:
    """Return in a line where a document came from, and what a summary counts of it."""
    return json.dumps(asdict(replace(outcome, lines={}))) + "\n"


@lru_cache(maxsize=1)
def installed() -> str:
    """Return the hash of factx and of the libraries that its facts depend on, as they are on this machine."""
    return hashlib.sha256(json.dumps([code(), libraries()]).encode()).hexdigest()[:12]


_POOLS: list[tuple[Any, Pool]] = []  # of this process: one at most


@contextmanager
def _pool(plan: Plan) -> Iterator[Pool]:
    """Give this process's one worker: it ends with the process; a document that kills it costs no more than itself."""
    wanted = (plan.extractor, plan.options, plan.workers)
    pools = [pool for orders, pool in _POOLS if orders == wanted]
    for _, pool in _POOLS:
        if pool not in pools:
            pool.close()
    _POOLS[:] = []  # what is broken off is not used again
    pool = pools[0] if pools else Pool(replace(plan.workers, jobs=1), plan.extractor, plan.options)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    _POOLS.append((wanted, pool))


def _chunks(split: Split, options: ReadOptions) -> Iterator[Chunk]:
    chunk = Chunk()
    for number, item in ((n, item) for n, piece in enumerate(split.pieces) for item in read(piece, options)):
        chunk.items.append(item)
        chunk.inputs.append(number)
        chunk.size += item.size if isinstance(item, Raw) else 0
        if chunk.full:
            yield chunk
            chunk = Chunk()
    if chunk.items:
        yield chunk


class Tables(ExitStack):
    """The lines of a partition by table, held aside until all are there."""

    def __init__(self, plan: Plan) -> None:
        """Begin with none."""
        super().__init__()
        self.plan = plan
        self._lines: dict[str, IO[bytes]] = {}

    def add(self, outcome: Outcome) -> None:
        """Take the lines of a document, or why it is none."""
        self.lines({"rejected": [dumps(outcome.rejection)]} if outcome.rejection else outcome.lines)

    def lines(self, lines: Mapping[str, Iterable[str]]) -> None:
        """Take some lines of tables."""
        for table, some in lines.items():
            for line in some:
                self._of(table).write(f"{line}\n".encode("utf8", "surrogatepass"))

    def _of(self, table: str) -> IO[bytes]:
        if table not in self._lines:
            self._lines[table] = self.enter_context(_aside())
        return self._lines[table]

    def write(self, name: str) -> dict[str, Any]:
        """Write the file of each table that has lines, documents last; return their sizes and hashes."""
        form, files = format_named(self.plan.form), {}
        for table in sorted(self._lines, key=lambda t: (t == "documents", t)):
            self._lines[table].seek(0)
            with _aside() as made:
                form.make(self._lines[table], made, table)
                made.seek(0)
                digest = hashlib.file_digest(made, "sha256").hexdigest()  # type: ignore[arg-type]  # it has readinto
                target = self.plan.table(table, name)
                files[target] = {"bytes": made.tell(), "sha256": digest}
                made.seek(0)
                self.plan.out.of(target).write(made)
        return files


def _aside() -> IO[bytes]:
    return cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY))  # closed by whoever asked
