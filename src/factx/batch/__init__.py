"""The main job: article files in, a folder of facts out, nothing lost and nothing half-written."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from factx.batch import inputs
from factx.batch.chunks import Chunk, chunks
from factx.batch.opening import begin
from factx.batch.options import Job, Workers
from factx.batch.outcome import Ids, Outcome
from factx.batch.parts import SECONDS, Parts
from factx.batch.pool import Pool
from factx.batch.summary import Summary
from factx.files import jsonl
from factx.files.manifest import KEY
from factx.files.write import format_named
from factx.pipeline import Extractor
from factx.read import Piped, ReadOptions, Source, files, sources
from factx.read.options import MEGABYTE

__all__ = ["Outcome", "Summary", "Workers", "run", "stream"]

Seen = Callable[[Outcome, Summary], None]


def run(  # noqa: PLR0913 - all by name
    paths: Source | str | Iterable[Source | str],
    folder: Path | str,
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    options: ReadOptions = ReadOptions(),  # noqa: B008 - immutable
    workers: Workers = Workers(),  # noqa: B008 - immutable
    part_size: int = 8 * MEGABYTE,
    part_seconds: float = SECONDS,
    apart: bool = False,
    form: str = "jsonl",
    restart: bool = False,
    retry: bool = False,
    seen: Seen = lambda _, __: None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Extract the facts of article files into a folder and return the summary; `seen` is called after each document.

    The same call again goes on with what an earlier one left undone. Parts of `part_size` bytes of documents, or
    of `part_seconds`, are kept from one start to the next; `apart` leaves them as they are at the end, else they are joined. `form` is jsonl or parquet.
    `retry` reads again what a finished run rejected for its time, its memory or a disk, and nothing else.
    Once stop() is true, chunks being read are finished and kept. Raises InputError, also where the folder holds another run
    and `restart` is False, ModelError or OutputError; what cannot be read of the files is in rejected.jsonl.
    """
    given, job = sources(paths), Job(extractor, options, form)
    parts = Parts(Path(folder), format_named(form), job.tables, part_size, part_seconds)
    try:
        parts.begin()
        with Pool(workers, extractor, options) as pool:
            return _run(given, parts, pool, job, apart=apart, restart=restart, retry=retry, seen=seen, stop=stop)
    finally:
        parts.leave()


def _run(  # noqa: PLR0913 - of run()
    given: list[Source],
    parts: Parts,
    pool: Pool,
    job: Job,
    *,
    apart: bool,
    restart: bool,
    retry: bool,
    seen: Seen,
    stop: Callable[[], bool],
) -> Summary:
    started = time.perf_counter()
    summary, depends = begin(given, parts, pool, job, restart=restart, retry=retry)
    if depends is None:
        return summary
    before = summary.seconds
    listed = inputs.inputs(parts.listed, (s for s in given if isinstance(s, Piped)))
    last = parts.position
    for chunk, found in pool.map(chunks(listed, job.options, parts.position, parts.again, pool.reader.records), stop):
        summary.choose(chunk.items)
        for outcome, item, number in chunk.of(found):
            if kept := parts.add(outcome, item, number):
                summary.count(kept)
                seen(kept, summary)
        last, summary.read = chunk.end, chunk.read
        summary.seconds = before + time.perf_counter() - started
        if parts.full:
            parts.close(last, summary)
    summary.seconds = before + time.perf_counter() - started
    if last != parts.position or not parts.number:
        parts.close(last, summary)
    summary.stopped = stop()
    if not summary.stopped:
        parts.join(summary.as_run() | {"parts": apart, KEY: depends}, apart=apart)
    return summary


def stream(  # noqa: PLR0913 - all by name
    paths: Source | str | Iterable[Source | str],
    out: IO[str],
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    options: ReadOptions = ReadOptions(),  # noqa: B008 - immutable
    workers: Workers = Workers(),  # noqa: B008 - immutable
    seen: Seen = lambda _, __: None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Write the facts of article files to a stream as they are found, in order, and return the summary.

    What the facts say is not read: a stream has lines of one table.
    """
    started = time.perf_counter()
    paths_by_number: dict[int, str] = {}
    ids, passed = Ids(paths_by_number.__getitem__), Counter[str]()
    lines = jsonl.writer(out)
    with Pool(workers, replace(extractor, observations=False), options) as pool:
        summary = Summary(pool.version())
        chunk: Chunk
        for chunk, found in pool.map(chunks(files(sources(paths), passed), options, read=pool.reader.records), stop):
            summary.choose(chunk.items)
            for each, item, number in chunk.of(found):
                paths_by_number.setdefault(number, item.path.partition("!")[0])
                outcome = ids.once(each, number)
                summary.count(outcome)
                lines.write_all(outcome.lines.get("facts", ()))
                seen(outcome, summary)
            summary.read = chunk.read
    summary.seconds, summary.stopped = time.perf_counter() - started, stop()
    summary.passed = dict(sorted(passed.items()))
    return summary
