"""A run on a cluster from its first start to its last: what is to be done, what is done already, what came twice."""

import io
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, TypeVar

from factx.batch.state import changed, depends_on
from factx.batch.summary import Summary
from factx.engines.inputs import listed
from factx.engines.plan import HOME, Done, Plan
from factx.engines.repeats import drop, repeated
from factx.engines.splits import Cut, Split, as_json, count, cut, of_json
from factx.engines.work import extract
from factx.errors import FactxError, InputError, OutputError, WorkerError
from factx.files.manifest import FILES, KEY
from factx.read import Found
from factx.records import Rejection
from factx.tables import TABLES

T = TypeVar("T")
U = TypeVar("U")
Each = Callable[[Callable[[Any], Any], list[Any]], Iterator[Any]]  # what an engine does: call a function with each
Engine = Callable[[], AbstractContextManager[Each]]
_OURS = re.compile(rf"(?:{'|'.join([*TABLES, HOME])})/part-\d{{5,}}-[0-9a-f]{{12}}\.(?:jsonl|parquet|json|places)")
_PLAN, _RUN = f"{HOME}/plan.json", "run.json"
_AT_ONCE = 16  # files of those that say what is done


def run(paths: Iterable[str], plan: Plan, engine: Engine, *, restart: bool) -> Summary:
    """Do what an earlier start left undone of a run, and return its summary; see factx.engines.extract."""
    began = time.perf_counter()
    passed = Counter[str]()
    found = listed(paths, plan.out, passed)
    depends = depends_on(plan.job, "", "files on a cluster")
    splits, finished = _begin(plan, found, depends, restart=restart)
    if finished:
        return finished
    done = _done(plan, splits)
    kept = sum(each["summary"]["documents"] for each in done.values())
    with engine() as each:
        left = _numbered([split for split in splits if split.number not in done], splits, each)
        done |= _whole(each(partial(_extracted, plan), left))
        twice = [
            (splits[number], done[number], {own: splits[first].name for own, first in ids.items()})
            for number, ids in repeated(done).items()
        ]
        done |= _whole(each(partial(_without, plan), twice))
    summary = _sum(done)
    summary.passed, summary.kept, summary.seconds = dict(sorted(passed.items())), kept, time.perf_counter() - began
    files = {name: digest for number in sorted(done) for name, digest in done[number]["files"].items()}
    _write(plan, _RUN, summary.as_run() | {KEY: depends | {"model": summary.model}, FILES: files})
    return summary


def _extracted(plan: Plan, split: Split) -> tuple[int, Done | FactxError]:
    try:
        return split.number, extract(plan, split)
    except FactxError as error:  # an engine would make a page of it, after trying it again
        return split.number, error


def _without(plan: Plan, what: tuple[Split, Done, dict[bytes, str]]) -> tuple[int, Done | FactxError]:
    split, done, ids = what
    try:
        return split.number, drop(plan, split, done, ids)
    except FactxError as error:
        return split.number, error


def _counted(piece: Cut) -> tuple[Cut, int | FactxError]:
    try:
        return piece, count(piece)
    except FactxError as error:
        return piece, error


def _whole(found: Iterable[tuple[T, U | FactxError]]) -> dict[T, U]:
    """Return what was found, all of it; raises the first error."""
    whole: dict[T, U] = {}
    for key, what in found:
        if isinstance(what, FactxError):
            raise what
        whole[key] = what
    return whole


def _begin(
    plan: Plan, found: list[Found | Rejection], depends: dict[str, Any], *, restart: bool
) -> tuple[list[Split], Summary | None]:
    """Return the partitions of a run, old and new, or, where it is complete, its summary; writes down what is to be done."""
    old = _read(plan, _PLAN)
    if old is None or restart:
        _cleared(plan, old)
        old = {KEY: depends, "splits": []}
    if news := changed(old[KEY], depends):
        raise InputError(f"{plan.out.url} holds another run ({'; '.join(news)}): give --restart to replace it, or another folder")  # fmt: skip
    splits = [Split(number, tuple(map(of_json, pieces))) for number, pieces in enumerate(old["splits"])]
    before = {file.path: file for s in splits for piece in s.pieces for file in [_file(piece)]}
    now = {each.path: each for each in found}
    if lost := next((path for path, file in before.items() if now.get(path) != file), None):
        what = "is not among the inputs" if lost not in now else "is not what it was"
        raise InputError(f"{plan.out.url} holds another run ({lost} {what}): give --restart to replace it, or another folder")  # fmt: skip
    new = [each for path, each in now.items() if path not in before]
    if not new and (finished := _read(plan, _RUN)):
        return splits, Summary.of_run(finished)
    splits += cut(new, len(splits), plan.workers.jobs, plan.options)
    plan.out.of(_RUN).remove()
    if new:
        _write(plan, _PLAN, {KEY: depends, "splits": [list(map(as_json, split.pieces)) for split in splits]})
    return splits, None


def _file(piece: Any) -> Any:  # noqa: ANN401 - a piece
    return piece.file if isinstance(piece, Cut) else piece


def _cleared(plan: Plan, old: dict[str, Any] | None) -> None:
    """Remove what a run on a cluster left in a folder; raises OutputError where there is anything else."""
    place = plan.out
    names = [str(each.path)[len(place.path.rstrip("/")) + 1 :] for each in place.files()]
    own = [name for name in names if _OURS.fullmatch(name)] if old else []
    known = {*own, *([_PLAN, _RUN] if old else [])}
    if other := next((name for name in names if name not in known and not _aside(name)), None):
        raise OutputError(f"{place.url} holds {other}, which no run on a cluster left there: give another folder")
    for name in sorted(known, key=lambda n: (n != _RUN, not n.startswith(HOME), n == _PLAN)):
        if name != _PLAN:
            place.of(name).remove()
    place.of(_PLAN).remove()


def _aside(name: str) -> bool:
    """Tell whether a file was being written when a start was killed."""
    return re.fullmatch(r"(?:\w+/)?\.[\w.-]+\.[0-9a-f]{8}\.part", name) is not None


def _done(plan: Plan, splits: list[Split]) -> dict[int, Done]:
    """Return what is known of the partitions that are done."""
    names = {str(each.base_name).removesuffix(".json") for each in plan.out.of(HOME).files()}
    there = [split for split in splits if split.name in names]
    with ThreadPoolExecutor(_AT_ONCE) as readers:
        found = zip(there, readers.map(lambda split: plan.done(split.name).read(), there), strict=True)
        return {split.number: json.loads(data) for split, data in found if data}


def _numbered(left: list[Split], splits: list[Split], each: Each) -> list[Split]:
    """Return partitions that know how many lines of their files are before them."""
    ends: dict[Found, int] = {}
    for piece in (piece for split in left for piece in split.pieces):
        if isinstance(piece, Cut) and piece.kind == "lines":
            ends[piece.file] = max(ends.get(piece.file, 0), piece.start)
    cuts = [piece for split in splits for piece in split.pieces if isinstance(piece, Cut) and piece.stop <= ends.get(piece.file, 0)]  # fmt: skip
    lines = _whole(each(_counted, cuts)) if cuts else {}
    before: dict[tuple[Found, int], int] = {}
    for each_cut in cuts:  # in the order of their files
        before[each_cut.file, each_cut.stop] = before.get((each_cut.file, each_cut.start), 0) + lines[each_cut]
    return [
        Split(split.number, tuple(
            piece._replace(before=before.get((piece.file, piece.start), 0)) if isinstance(piece, Cut) else piece
            for piece in split.pieces
        ))
        for split in left
    ]  # fmt: skip


def _sum(done: dict[int, Done]) -> Summary:
    """Return the summary of all partitions; raises WorkerError where they were not read by one model."""
    parts = [Summary.of_state(done[number]["summary"]) for number in sorted(done)]
    if len(models := sorted({part.model for part in parts})) > 1:
        raise WorkerError(f"machines of the cluster have different models ({', '.join(models)}): install one, and give --restart")  # fmt: skip
    whole = Summary(models[0])
    for part in parts:
        whole.add(part)
    return whole


def _read(plan: Plan, name: str) -> dict[str, Any] | None:
    """Return what a file of the run's own says; None where there is none."""
    data = plan.out.of(name).read()
    try:
        found = None if data is None else json.loads(data)
    except ValueError as error:
        raise OutputError(f"{plan.out.url}/{name} is damaged: give another folder") from error
    if found is not None and not (isinstance(found, dict) and KEY in found):
        raise OutputError(f"{plan.out.url}/{name} is not of a run on a cluster: give another folder")
    return found


def _write(plan: Plan, name: str, what: dict[str, Any]) -> None:
    plan.out.of(name).write(
        io.BytesIO(json.dumps(what, ensure_ascii=False, indent=None if name == _PLAN else 2).encode())
    )
