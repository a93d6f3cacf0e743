"""Arrow in, Arrow out: a table of records becomes a table of lines, for facts, documents and rejected alike."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from factx.batch.chunks import Chunk
from factx.batch.pool import Pool
from factx.extras import needed
from factx.files.write import line
from factx.pipeline import Extractor
from factx.read import How, Raw

pa: Any = needed("pyarrow", "parquet")
SCHEMA = pa.schema([("table", pa.string()), ("line", pa.string())])
BATCH = 256  # records to a worker at a time


def read(batch: Any, extractor: Extractor, how: How, timeout: float, memory: int) -> Any:  # noqa: ANN401 - pyarrow tells no types
    """Return what becomes of a table of records: columns table (facts, documents, rejected) and line, its JSON.

    A record is a row with the columns of a document, or a line of JSON in column line; path and number, where they are
    there, say where it was found. A record that names no id is called by the hash of its text. Reading goes on in a process
    of its own, so that a document that kills or hangs it costs no more than itself.
    """
    rows: list[tuple[str, str]] = []
    for _, found in _pool(extractor, how, timeout, memory).map(_chunks(batch), lambda: False):
        for outcome in found:
            if outcome.rejection:
                rows.append(("rejected", line(outcome.rejection)))
            else:
                rows.append(("documents", outcome.document))
                rows += (("facts", fact) for fact in outcome.facts)
    return pa.table([pa.array(c, pa.string()) for c in (zip(*rows, strict=True) if rows else ((), ()))], schema=SCHEMA)


@lru_cache(maxsize=1)
def _pool(extractor: Extractor, how: How, timeout: float, memory: int) -> Pool:
    """Return this process's one worker: it ends with the process."""
    return Pool(1, extractor, how, timeout=timeout, memory=memory)


def _chunks(batch: Any) -> Iterator[Chunk]:  # noqa: ANN401
    chunk = Chunk()
    for raw in _records(batch):
        chunk.items.append(raw)
        chunk.size += raw.size
        if chunk.full:
            yield chunk
            chunk = Chunk()
    if chunk.items:
        yield chunk


def _records(batch: Any) -> Iterator[Raw]:  # noqa: ANN401
    for row in batch.to_pylist():
        path, number = row.pop("path", None) or "-", row.pop("number", None)
        data = row.get("line", row)
        if isinstance(data, bytes) and not data.strip():
            continue
        text = data if isinstance(data, bytes) else str(row.get("text")).encode("utf8", "surrogatepass")
        name = hashlib.sha256(text).hexdigest()[:16]
        yield Raw(path, name, number, "line" if isinstance(data, bytes) else "row", data)
