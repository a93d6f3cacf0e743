"""Ids that come twice: of all documents of one id the first stays, the others are rejected, as in a run of one process."""

import base64
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from factx.batch.outcome import Ids, Outcome, duplicate
from factx.batch.summary import Summary
from factx.engines.plan import Done, Plan
from factx.engines.splits import Split
from factx.engines.work import Tables, named
from factx.files.jsonl import dumps
from factx.tables import TABLES

_OWN = {"documents": "id"}  # which field of a table holds the document's id; doc_id in all others


def repeated(done: Mapping[int, Done]) -> dict[int, dict[bytes, int]]:
    """Return of each partition the ids (8 bytes of each) that an earlier one has, and which; each has its own once."""
    numbers = sorted(done)
    ids = [np.frombuffer(base64.b64decode(done[number]["ids"]), "<u8") for number in numbers]
    every = np.concatenate([np.empty(0, "<u8"), *ids])
    home = np.repeat(numbers, [len(own) for own in ids])  # the partition of each
    known, first = np.unique(every, return_index=True)
    again = np.ones(len(every), bool)
    again[first] = False
    found: dict[int, dict[bytes, int]] = {}
    for n, own in zip(home[again].tolist(), every[again].tolist(), strict=True):
        found.setdefault(n, {})[own.to_bytes(8, "little")] = int(home[first[np.searchsorted(known, own)]])
    return found


def drop(plan: Plan, split: Split, done: Done, ids: Mapping[bytes, str]) -> Done:
    """Reject documents of a partition for their ids, which partitions of those names have; return what its file says then.

    Twice the same is once.
    """
    gone = {place["id"]: place for place in _places(plan, split.name) if Ids.short(place["id"]) in ids}
    names = {doc_id: ids[Ids.short(doc_id)] for doc_id in gone}
    firsts = {
        p["id"]: p for name in sorted({*names.values()}) for p in _places(plan, name) if names.get(p["id"]) == name
    }
    summary = Summary.of_state(done["summary"])
    refused = [_refused(place, named(firsts[called]), summary) for called, place in gone.items()]
    with Tables(plan) as tables:
        for table, lines in _lines(plan, done):
            if table == "rejected":
                tables.lines({table: (line for line in lines if line not in refused)})
            else:
                owner = _OWN.get(table, "doc_id")
                tables.lines({table: (line for line in lines if json.loads(line)[owner] not in gone)})
        tables.lines({"rejected": refused})
        files = tables.write(split.name)
    for empty in done["files"].keys() - files.keys():
        plan.out.of(empty).remove()
    known = base64.b64decode(done["ids"])
    kept = [each for n in range(0, len(known), 8) if (each := known[n : n + 8]) not in ids]
    new = {"summary": summary.as_state(), "ids": base64.b64encode(b"".join(kept)).decode(), "files": files}
    plan.done(split.name).write(io.BytesIO(json.dumps(new).encode()))
    return new


def _places(plan: Plan, name: str) -> Iterator[dict[str, Any]]:
    """Yield what work.extract() noted of each document."""
    packed = plan.places(name).read() or b""
    yield from map(json.loads, gzip.decompress(packed).splitlines() if packed else ())


def _refused(place: dict[str, Any], first: str, summary: Summary) -> str:
    """Take a document out of a summary, and return the line of its rejection."""
    outcome = Outcome(**place)
    refused = duplicate(outcome, first)
    summary.count(outcome, -1)
    summary.count(refused)
    return dumps(refused.rejection) if refused.rejection else ""


def _lines(plan: Plan, done: Done) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the tables of a partition with their lines."""
    for name in done["files"]:
        table = name.partition("/")[0]
        file = plan.out.of(name)
        if not file.info().is_file:  # emptied by a start that was stopped
            continue
        with file.open() as stream:
            if plan.form == "parquet":
                from factx.files.parquet import batches, lines_of

                yield table, (line for batch in batches(stream) for line in lines_of(batch, TABLES[table]))
            else:
                yield table, (line.decode("utf8", "surrogatepass").rstrip("\n") for line in stream)
