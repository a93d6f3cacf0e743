"""Facts and documents as Arrow tables, and as Parquet files: decimals as text, exact; days as dates."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from factx.extras import needed
from factx.records import KINDS, BaseFact, Document, Rejection, own_fields

pa: Any = needed("pyarrow", "parquet")
_ROWS = 4096
_NUMBERS = {"start", "end", "sentence_start", "sentence_end", "line"}
_DAYS = {"first_day", "last_day", "published"}
_OBJECTS = {"external_ids"}  # as JSON text in a table
_FACT = [*BaseFact.model_fields, *dict.fromkeys(name for kind in KINDS for name in own_fields(kind))]
_COLUMNS = {"facts": _FACT, "documents": list(Document.model_fields), "rejected": list(Rejection.model_fields)}


def schema(table: str) -> Any:  # noqa: ANN401 - pyarrow tells no types
    """Return the Arrow schema of facts, documents or rejected; facts of all kinds share one table."""
    return pa.schema([(name, _type(name)) for name in _COLUMNS[table]])


def _type(name: str) -> Any:  # noqa: ANN401
    if name in _NUMBERS:
        return pa.int64()
    return pa.date32() if name in _DAYS else pa.bool_() if name == "recurring" else pa.string()


def table_of(lines: Iterable[str], table: str) -> Any:  # noqa: ANN401
    """Return lines of JSON as an Arrow table."""
    rows = [json.loads(line) for line in lines]
    for row in rows:
        row.update({name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)})
        row.update({name: json.dumps(row[name], ensure_ascii=False) for name in _OBJECTS if row.get(name)})
    return pa.Table.from_pylist(rows, schema=schema(table))


def lines_of(batch: Any, table: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the rows of an Arrow table as the lines of JSON that they were made of."""
    own = {kind: [*BaseFact.model_fields, *own_fields(kind)] for kind in KINDS}
    for row in batch.to_pylist():
        names = own[row["kind"]] if table == "facts" else _COLUMNS[table]
        plain = {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in names}
        plain.update({name: json.loads(row[name]) for name in _OBJECTS if plain.get(name)})
        yield json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


class _Parquet:
    """Parquet: a table of typed columns."""

    suffix = ".parquet"

    def put(self, aside: Path, target: Path, table: str) -> None:
        """Write the lines of a file as a Parquet file, whole or not at all."""
        whole = target.with_name(f".{target.name}.part")
        with aside.open(encoding="utf8") as file:
            _write(whole, table, (table_of(lines, table) for lines in _batched(file)))
        whole.replace(target)
        aside.unlink()

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:
        """Write the row groups of all pieces into one file."""
        _write(target, table, (batch for piece in pieces for batch in batches(piece)))


def _write(path: Path, table: str, tables: Iterable[Any]) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema(table)) as writer:
        for each in tables:
            writer.write(each)


def batches(path: Path) -> Iterator[Any]:
    """Yield a Parquet file in tables of some rows."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS):
            yield pa.Table.from_batches([batch])


def _batched(lines: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == _ROWS:
            yield some
            some = []
    if some:
        yield some


Parquet = _Parquet()
