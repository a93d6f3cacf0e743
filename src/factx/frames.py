"""Results as data frames: the records of a call, or a table of a run's folder, for Arrow, pandas and Polars.

Amounts and percentages are exact: DECIMAL(38, 12), as in a database. Days are dates; what is an object in JSON
(external_ids, extra) is text in JSON. Records of all kinds share a table's columns.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from factx.errors import InputError
from factx.extras import import_extra
from factx.observation import Observation
from factx.pipeline import Reading
from factx.records import BaseFact, Document, Record, Rejection
from factx.table import Table
from factx.tables import TABLES
from factx.values import AFTER_POINT, BEFORE_POINT

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_HOME: dict[type[Record], str] = {
    Document: "documents",
    BaseFact: "facts",
    Observation: "observations",
    Rejection: "rejected",
}
_BATCH = 4096  # rows


def to_arrow(results: Any, table: str | None = None) -> "pa.Table":  # noqa: ANN401
    """Return results as an Arrow table; it needs factx[parquet].

    `results` is a folder that a run wrote, or an iterable of facts, of observations, of documents, of readings, or of lists of
    them as an Extractor yields. `table` (documents, facts, observations, rejected) says which records to take where there
    are several: without it, facts of a folder and of readings. Raises MissingError without pyarrow, InputError for a
    folder that no run finished, a table that is none, records of another table, and a number of more digits than
    DECIMAL(38, 12) has (which factx itself never finds).
    """
    if table is not None and table not in TABLES:
        raise InputError(f"no table {table!r}: choose one of {', '.join(TABLES)}")
    pa = import_extra("pyarrow", "parquet")
    if isinstance(results, str | Path):
        records: Iterable[Record] = _of_folder(Path(results), table or "facts")
        name = table or "facts"
    else:
        records, name = _of_call(results, table)
    try:
        return _table(pa, records, TABLES[name])
    except pa.ArrowInvalid as error:
        raise InputError(f"a number of more digits than DECIMAL(38, 12) has: {error}") from error


def to_pandas(results: Any, table: str | None = None) -> "pd.DataFrame":  # noqa: ANN401
    """Return results as a pandas DataFrame; it needs factx[pandas]. See to_arrow.

    Numbers are Decimal, days are datetime.date, columns of integers and of truth values may have gaps (Int64, boolean).
    """
    pd = import_extra("pandas", "pandas")
    pa = import_extra("pyarrow", "pandas")
    with_gaps = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return to_arrow(results, table).to_pandas(types_mapper=with_gaps.get)


def to_polars(results: Any, table: str | None = None) -> "pl.DataFrame":  # noqa: ANN401
    """Return results as a Polars DataFrame; it needs factx[polars]. See to_arrow."""
    polars = import_extra("polars", "polars")
    import_extra("pyarrow", "polars")
    return cast("pl.DataFrame", polars.from_arrow(to_arrow(results, table)))


def _of_folder(folder: Path, table: str) -> Iterator[Record]:
    from factx.files import folder as outputs

    return outputs.records(folder, table)


def _of_call(results: Iterable[Any], table: str | None) -> tuple[list[Record], str]:
    """Return the records asked for and the name of their table; raises InputError where they are of several."""
    records = list(_flat(results, table or "facts"))
    homes = {home: record for record in records for kind, home in _HOME.items() if isinstance(record, kind)}
    if table is None and len(homes) == 1:
        table = next(iter(homes))
    for home in homes:
        if home != (table or "facts"):
            raise InputError(f"{home} among what is to be a table of {table or 'facts'}: name one with table=")
    return records, table or "facts"


def _flat(results: Iterable[Any], table: str) -> Iterator[Record]:
    """Yield the records of results: of readings those of the table."""
    for each in [results] if isinstance(results, Reading | Record) else results:
        if isinstance(each, Record):
            yield each
        elif isinstance(each, Reading):
            found: dict[str, list[Any]] = {
                "documents": [each.document],
                "facts": each.facts,
                "observations": each.observations,
            }
            yield from found.get(table, [])
        elif isinstance(each, Iterable) and not isinstance(each, str | bytes):
            yield from _flat(each, table)
        else:
            raise InputError(f"neither a record of factx nor a reading: {each!r:.60}")


def _table(pa: Any, records: Iterable[Record], table: Table) -> "pa.Table":  # noqa: ANN401
    """Return records as an Arrow table of the columns that a run's Parquet file has, but for exact numbers."""
    from factx.files.parquet import schema, table_of

    numbers = set(table.of_type(Decimal))
    exact = pa.decimal128(BEFORE_POINT + AFTER_POINT, AFTER_POINT)
    wanted = pa.schema([(f.name, exact if f.name in numbers else f.type) for f in schema(table)])
    lines: list[str] = []
    parts: list[Any] = []
    for record in records:
        lines.append(record.model_dump_json())
        if len(lines) == _BATCH:
            parts.append(_exact(pa, table_of(lines, table), wanted))
            lines = []
    parts.append(_exact(pa, table_of(lines, table), wanted))
    return pa.concat_tables(parts)


def _exact(pa: Any, rows: Any, wanted: Any) -> Any:  # noqa: ANN401
    """Return rows with the columns of decimals, which are text, as numbers."""
    columns = []
    for column, field in zip(rows.columns, wanted, strict=True):
        if column.type == field.type:
            columns.append(column)
        else:
            numbers = [None if text is None else Decimal(text) for text in column.to_pylist()]
            columns.append(pa.array(numbers, field.type))
    return pa.Table.from_arrays(columns, schema=wanted)
