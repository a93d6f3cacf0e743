"""How a run begins: anew, after the last whole part of an earlier start, or behind a finished run that it extends."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from factx.batch import inputs, state
from factx.batch import retry as retrying
from factx.batch.chunks import Position
from factx.batch.inputs import Listed
from factx.batch.options import Job
from factx.batch.outcome import Ids
from factx.batch.parts import Parts
from factx.batch.pool import Pool
from factx.batch.summary import Summary
from factx.batch.wanted import Wanted
from factx.errors import InputError
from factx.files import folder as outputs
from factx.files import manifest
from factx.files.manifest import KEY
from factx.read import Piped, Source

Begun = tuple[Summary, dict[str, Any] | None]


def begin(sources: list[Source], parts: Parts, pool: Pool, job: Job, *, restart: bool, retry: bool) -> Begun:
    """Return the summary so far and what the run depends on: None if complete; raises if the folder holds another run."""
    passed: Counter[str] = Counter()
    with parts.writing():
        try:
            listed = inputs.list_inputs(sources, parts.fresh, parts.folder, passed)
        except InputError as error:
            raise retrying.cannot(parts.folder, str(error)) if retry else error from error
    pool.start(listed.size, listed.number)
    depends = state.depends_on(job, pool.version(), listed.hash)
    done, begun = manifest.finished(parts.folder), manifest.read(parts.parts / "run.json")
    piped = any(isinstance(s, Piped) for s in sources)
    if piped and not restart and (done or (begun and manifest.read(parts.parts / "done-00001.json"))):
        state.refuse_pipe(parts.folder)  # what came through a pipe cannot be had again, nor compared
    if not restart and not piped:
        if done and begun is None and retry:
            _again(parts, done, depends, job)
        elif done and _is_complete(parts, done, begun, depends, job):
            parts.keep(apart=bool(done.get("parts")), tidy=begun is None or _same(begun, depends))
            return Summary.of_run(done), None
        if begun is not None:
            _go_on(parts, begun, depends)
        elif done and not parts.resumed and state.changed(done[KEY], depends):
            _extend(parts, done, depends, job)
    if not parts.number and (restart or piped or not parts.resumed):
        parts.restart({KEY: depends}, apart=bool(done and done.get("parts")))
    return _summary(parts, pool.version(), listed, passed), depends


def _summary(parts: Parts, model: str, listed: Listed, passed: Counter[str]) -> Summary:
    summary = Summary.of_state(parts.state) if parts.state else Summary(model)
    summary.total, summary.passed = listed.size, dict(sorted(passed.items()))
    return summary


def _is_complete(
    parts: Parts, done: dict[str, Any], begun: dict[str, Any] | None, depends: dict[str, Any], job: Job
) -> bool:
    """Return whether a finished run is the one asked for and is all there; raises InputError where it is another's."""
    news = state.changed(done[KEY], depends)
    if begun is None and news not in ([], ["inputs"]):
        state.refuse(parts.folder, news, finished=True)
    return not news and _all_there(parts.folder, done, job.tables)


def _same(begun: dict[str, Any], depends: dict[str, Any]) -> bool:
    return not state.changed(begun.get(KEY, {}), depends)


def _all_there(folder: Path, done: dict[str, Any], tables: list[str]) -> bool:
    if manifest.FILES in done:
        return not any(manifest.faults(folder))
    try:
        return all(outputs.files(folder, name) for name in tables if name != "rejected")
    except InputError:
        return False


def _go_on(parts: Parts, begun: dict[str, Any], depends: dict[str, Any]) -> None:
    """Resume an unfinished run; files that came to its inputs are read after the others."""
    news = state.changed(begun.get(KEY, {}), depends)
    difference = inputs.compare(parts.listed, parts.fresh)
    if news in ([], ["inputs"]) and difference.lost is None:
        with parts.writing():
            inputs.extend(parts.listed, parts.fresh, difference.added)
        parts.begun(begun | {KEY: depends})
        news = []
    elif "inputs" in news:
        news[news.index("inputs")] = f"inputs: {difference.lost or 'more files'}"
    state.refuse(parts.folder, news, finished=False)
    parts.again = Wanted.of_state(begun.get("again"))
    parts.resume()


def _again(parts: Parts, done: dict[str, Any], depends: dict[str, Any], job: Job) -> None:
    """Begin behind a finished run with what it rejected and another try may mend; inputs that came to it are read as well."""
    news = state.changed(done[KEY], depends)
    difference = inputs.compare(parts.folder / parts.listed.name, parts.fresh, forgive=True)
    if news not in ([], ["inputs"]) or difference.lost is not None or not _all_there(parts.folder, done, job.tables):
        raise retrying.cannot(parts.folder, difference.lost or f"changed: {'; '.join(news) or 'files of the run'}")
    parts.again = retrying.wanted(parts.folder)
    parts.again.paths.update(map(inputs.path_of, difference.added))
    retrying.seed(parts, done, job.tables, parts.again, _ids(parts.folder)())
    parts.begun({KEY: depends, "again": parts.again.as_state()})
    parts.resume()


def _extend(parts: Parts, done: dict[str, Any], depends: dict[str, Any], job: Job) -> None:
    """Begin behind a finished run whose inputs are all there still, and more; raises InputError where one is not."""
    old = parts.folder / parts.listed.name
    difference = inputs.compare(old, parts.fresh)
    if difference.lost is not None or not _all_there(parts.folder, done, job.tables):
        state.refuse(parts.folder, [f"inputs: {difference.lost or 'more files'}"], finished=True)
    with parts.writing():
        count = inputs.extend(old, parts.fresh, difference.added)
    if not done.get("parts"):
        tables = {table: outputs.files(parts.folder, table)[0] for table in job.tables}
        before = Summary.of_run(done).as_state() | {"already": False}
        parts.seed(tables, Position(count), before, _ids(parts.folder))
    parts.begun({KEY: depends})
    parts.resume()


def _ids(folder: Path) -> Callable[[], bytes]:
    """Return what packs the ids of a finished run's documents."""
    return lambda: b"".join(
        Ids.packed(Ids.short(json.loads(line)["id"])) for line in outputs.lines(folder, "documents")
    )
