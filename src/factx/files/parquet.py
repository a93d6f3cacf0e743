"""Tables of a run as Arrow tables and Parquet files: decimals and JSON objects as text, exact; days as dates."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from factx.extras import import_extra
from factx.files.durable import created
from factx.table import Plain, Table
from factx.tables import TABLES

pa: Any = import_extra("pyarrow", "parquet")
_ROWS = 4096
_TYPES: dict[Plain, Any] = {
    str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32(), float: pa.float64(), Decimal: pa.string(), dict: pa.string(),
}  # fmt: skip


def schema(table: Table) -> Any:  # noqa: ANN401 - pyarrow tells no types
    """Return the Arrow schema of a table; records of all kinds share its columns."""
    return pa.schema([(column.name, _TYPES[column.type]) for column in table.columns.values()])


def table_of(lines: Iterable[str], table: Table) -> Any:  # noqa: ANN401
    """Return lines of JSON as an Arrow table."""
    rows = [json.loads(line) for line in lines]
    days, objects = table.of_type(date), table.of_type(dict)
    for row in rows:
        row.update({name: date.fromisoformat(row[name]) for name in days if row.get(name)})
        row.update({name: json.dumps(row[name], ensure_ascii=False) for name in objects if row.get(name)})
    return pa.Table.from_pylist(rows, schema=schema(table))


def lines_of(batch: Any, table: Table) -> Iterator[str]:  # noqa: ANN401
    """Yield the rows of an Arrow table as the lines of JSON that they were made of."""
    objects = table.of_type(dict)
    for row in batch.to_pylist():
        plain = {n: row[n].isoformat() if isinstance(row[n], date) else row[n] for n in table.names(row)}
        plain.update({name: json.loads(row[name]) for name in objects if plain.get(name)})
        yield json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


class _Parquet:
    """Parquet: a table of typed columns."""

    suffix = ".parquet"

    def put(self, aside: Path, target: Path, table: str) -> None:
        """Write the lines of a file as a Parquet file, whole or not at all."""
        part = target.with_name(f".{target.name}.part")
        with aside.open(encoding="utf8", newline="\n") as file:
            _write(part, TABLES[table], (table_of(lines, TABLES[table]) for lines in _batched(file)))
        part.replace(target)
        aside.unlink()

    def make(self, lines: IO[bytes], target: IO[bytes], table: str) -> None:
        """Write a stream of lines as Parquet."""
        text = io.TextIOWrapper(lines, "utf8", newline="\n")
        _fill(target, TABLES[table], (table_of(some, TABLES[table]) for some in _batched(text)))
        text.detach()

    def join(self, pieces: Sequence[Path], target: Path, table: str) -> None:
        """Write the row groups of all pieces into one file."""
        _write(target, TABLES[table], (batch for piece in pieces for batch in batches(piece)))


def _write(path: Path, table: Table, tables: Iterable[Any]) -> None:
    with created(path, "wb") as file:
        _fill(file, table, tables)


def _fill(file: IO[bytes], table: Table, tables: Iterable[Any]) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(file, schema(table)) as writer:
        for each in tables:
            writer.write(each)


def batches(path: Path | IO[bytes]) -> Iterator[Any]:
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
