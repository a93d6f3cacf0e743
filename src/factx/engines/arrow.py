"""Arrow in, Arrow out: a batch of records becomes a batch of outcomes, with the lines of each table."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from factx.batch.chunks import Chunk
from factx.batch.options import Workers
from factx.batch.outcome import Outcome, duplicate
from factx.batch.pool import Pool
from factx.extras import import_extra
from factx.files.jsonl import dumps
from factx.pipeline import Extractor
from factx.read import Raw, ReadOptions
from factx.read.jsonl import text_in
from factx.tables import TABLES

pa: Any = import_extra("pyarrow", "parquet")
BATCH = 256  # records to a worker at a time


def schema() -> Any:  # noqa: ANN401 - pyarrow tells no types
    """Return the columns of outcomes: the document's id and where it came from, then of each table its lines."""
    origin = [("id", pa.string()), ("path", pa.string()), ("number", pa.int64()), ("head", pa.string())]
    return pa.schema([*origin, *((name, pa.list_(pa.string())) for name in TABLES)])


def read(batch: Any, extractor: Extractor, options: ReadOptions, workers: Workers) -> Any:  # noqa: ANN401
    """Return the outcomes of a batch of records, one a row (columns as in schema()).

    A record is a row with the columns of a document, or a line of JSON in column line; path and number, where they are
    there, say where it came from. A record without an id gets the hash of its text. Reading happens in a process of its
    own, so that a document that kills or hangs it costs no more than itself.
    """
    found = _pool(extractor, options, workers.timeout, workers.memory).map(_chunks(batch, options), lambda: False)
    return _table(outcome for _, outcomes in found for outcome in outcomes)


def first_of_id(found: Any) -> Any:  # noqa: ANN401
    """Return outcomes of one id with all documents but the first, by path and line, rejected as duplicates."""
    rows = sorted(found.to_pylist(), key=lambda r: (r["path"], r["number"] or 0, r["documents"]))  # content: no number
    outcomes = [Outcome(r["path"], r["number"], r["head"], r["id"], {t: r[t] for t in TABLES}) for r in rows]
    return _table([*outcomes[:1], *map(duplicate, outcomes[1:])])


def _table(outcomes: Iterable[Outcome]) -> Any:  # noqa: ANN401
    rows = []
    for o in outcomes:
        lines = {name: list(o.lines.get(name, ())) for name in TABLES}
        if o.rejection:
            lines["rejected"] = [dumps(o.rejection)]
        rows.append({"id": o.id, "path": o.path, "number": o.line, "head": o.head} | lines)
    return pa.Table.from_pylist(rows, schema=schema())


@lru_cache(maxsize=1)
def _pool(extractor: Extractor, options: ReadOptions, timeout: float, memory: int) -> Pool:
    """Return this process's one worker: it ends with the process."""
    return Pool(Workers(1, timeout, memory), extractor, options)


def _chunks(batch: Any, options: ReadOptions) -> Iterator[Chunk]:  # noqa: ANN401
    chunk = Chunk()
    for raw in _records(batch, options):
        chunk.items.append(raw)
        chunk.size += raw.size
        if chunk.full:
            yield chunk
            chunk = Chunk()
    if chunk.items:
        yield chunk


def _records(batch: Any, options: ReadOptions) -> Iterator[Raw]:  # noqa: ANN401
    for row in batch.to_pylist():
        path, number = row.pop("path", None) or "-", row.pop("number", None)
        data = row.get("line", row)
        if isinstance(data, bytes) and not data.strip():
            continue
        text = data if isinstance(data, bytes) else text_in(row, options, path).encode("utf8", "surrogatepass")
        name = hashlib.sha256(text).hexdigest()[:16]
        yield Raw(path, name, number, "line" if isinstance(data, bytes) else "row", data)
