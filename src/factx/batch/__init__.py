"""The main job: article files in, a folder of facts out, nothing lost and nothing half-written."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from factx.batch import state
from factx.batch.chunks import Chunk, chunks
from factx.batch.options import Job, Workers
from factx.batch.outcome import Ids, Outcome
from factx.batch.parts import Parts
from factx.batch.pool import Pool
from factx.batch.summary import Summary
from factx.errors import InputError
from factx.files import folder as outputs
from factx.files import jsonl
from factx.files.write import format_named
from factx.pipeline import Extractor
from factx.read import Piped, ReadOptions, Source, files
from factx.read.options import MEGABYTE

__all__ = ["Outcome", "Summary", "Workers", "run", "stream"]

Seen = Callable[[Outcome, Summary], None]


def run(  # noqa: PLR0913 - all by name
    paths: Iterable[Source],
    folder: Path,
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    options: ReadOptions = ReadOptions(),  # noqa: B008 - immutable
    workers: Workers = Workers(),  # noqa: B008 - immutable
    part_size: int = 8 * MEGABYTE,
    apart: bool = False,
    form: str = "jsonl",
    restart: bool = False,
    seen: Seen = lambda _, __: None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Extract the facts of article files into a folder and return the summary; `seen` is called after each document.

    The same call again goes on with what an earlier one left undone. Parts of `part_size` bytes of documents are kept from
    one start to the next; `apart` leaves them as they are at the end, else they are joined. `form` is jsonl or parquet.
    Once stop() is true, chunks being read are finished and kept. Raises InputError, also where the folder holds another run
    and `restart` is False, ModelError or OutputError; what cannot be read of the files is in rejected.jsonl.
    """
    sources, job = list(paths), Job(extractor, options, form)
    parts = Parts(folder, format_named(form), job.tables, part_size)
    parts.begin()
    try:
        with Pool(workers, extractor, options) as pool:
            return _run(sources, parts, pool, job, apart=apart, restart=restart, seen=seen, stop=stop)
    finally:
        parts.leave()


def _run(  # noqa: PLR0913 - of run()
    sources: list[Source],
    parts: Parts,
    pool: Pool,
    job: Job,
    *,
    apart: bool,
    restart: bool,
    seen: Seen,
    stop: Callable[[], bool],
) -> Summary:
    started = time.perf_counter()
    summary, depends = _begin(sources, parts, pool, job, restart=restart)
    if depends is None:
        return summary
    before = summary.seconds
    piped = (s for s in sources if isinstance(s, Piped))
    listed = state.inputs(parts.parts / "inputs.jsonl", piped)
    last = parts.position
    for chunk, found in pool.map(chunks(listed, job.options, parts.position), stop):
        summary.choose(chunk.items)
        for outcome in found:
            summary.count(kept := parts.add(outcome))
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
        parts.join(summary.as_run() | {"parts": apart, state.KEY: depends}, apart=apart)
    return summary


def _begin(
    sources: list[Source], parts: Parts, pool: Pool, job: Job, *, restart: bool
) -> tuple[Summary, dict[str, Any] | None]:
    """Return the summary so far and what the run depends on: None if complete; raises if the folder holds another run."""
    listed, fresh = parts.parts / "inputs.jsonl", parts.parts / ".inputs.part"
    passed: Counter[str] = Counter()
    with parts.writing():
        inputs, total = state.list_inputs(sources, fresh, passed)
    model = pool.version()
    depends = state.depends_on(job, model, inputs)
    restart = restart or any(isinstance(s, Piped) for s in sources)  # what came through a pipe cannot be had again
    done, begun = state.read(parts.folder / "run.json"), state.read(parts.parts / "run.json")
    if done and state.KEY in done and not restart:
        news = state.changed(done[state.KEY], depends)
        if not news and _all_there(parts.folder, job.tables):
            parts.keep(apart=bool(done.get("parts")))
            return Summary.of_run(done), None
        if begun is None:
            state.refuse(parts.folder, news, finished=True)
    if begun is not None and not restart:
        news = state.changed(begun.get(state.KEY, {}), depends)
        if "inputs" in news:
            news[news.index("inputs")] = f"inputs: {state.first_difference(listed, fresh)}"
        state.refuse(parts.folder, news, finished=False)
        parts.resume()
    else:
        parts.restart({state.KEY: depends}, apart=bool(done and done.get("parts")))
    summary = Summary.of_state(parts.state) if parts.state else Summary(model)
    summary.total, summary.passed = total, dict(sorted(passed.items()))
    return summary, depends


def _all_there(folder: Path, tables: list[str]) -> bool:
    try:
        return all(outputs.files(folder, name) for name in tables if name != "rejected")
    except InputError:
        return False


def stream(  # noqa: PLR0913 - all by name
    paths: Iterable[Source],
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
    ids, passed = Ids(), Counter[str]()
    lines = jsonl.writer(out)
    with Pool(workers, replace(extractor, observations=False), options) as pool:
        summary = Summary(pool.version())
        chunk: Chunk
        for chunk, found in pool.map(chunks(files(list(paths), passed), options), stop):
            summary.choose(chunk.items)
            for outcome in map(ids.once, found):
                summary.count(outcome)
                lines.write_all(outcome.lines.get("facts", ()))
                seen(outcome, summary)
            summary.read = chunk.read
    summary.seconds, summary.stopped = time.perf_counter() - started, stop()
    summary.passed = dict(sorted(passed.items()))
    return summary
