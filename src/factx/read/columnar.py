"""Tables that are stored by column, Parquet and Arrow: their rows, a few at a time."""

import io
import re
from collections.abc import Iterator
from itertools import accumulate, chain, islice
from typing import IO, Any, NamedTuple

from factx.extras import import_extra
from factx.read import arrow, delimited
from factx.read.budget import FREE, TooLargeError
from factx.read.decode import NotTextError, bad_bytes, decoded
from factx.read.fields import choose
from factx.read.options import Raw, ReadOptions
from factx.read.spool import spooled
from factx.read.tableform import names_of

_ROWS = 32  # of a table at a time
_INDEX = re.compile(r"__index_level_\d+__")  # of pandas


class Row(NamedTuple):
    """A row, what is said of columns that are not read, and how many bytes of it were replaced."""

    values: dict[str, Any]
    said: str
    bad: int = 0


def rows(
    stream: IO[bytes], kind: str, path: str, name: str, options: ReadOptions, only: tuple[int, int] | None = None
) -> Iterator[Raw]:
    """Yield the rows of a Parquet or Arrow file; of Parquet `only` those from one number up to another, counted from 0."""
    import_extra("pyarrow", "parquet")
    with spooled(stream) as source:
        found = _parquet(source, options) if kind == "parquet" else _arrow(source)
        sample, size = [], 0
        for row in islice(found, _ROWS):
            sample.append(row)
            size += Raw(path, name, None, "row", row.values).size
            if size > delimited.SAMPLE_SIZE:
                break
        if not sample:
            raise NotTextError("no row in it")
        fields = choose([row.values for row in sample], options, path, sample[0].said)
        found, first = (chain(sample, found), 0) if only is None else (_parquet(source, options, only), only[0])
        for number, row in enumerate(found, first + 1):
            yield Raw(path, f"{name}-{number}", number, "row", row.values, fields, bad_bytes(row.bad))


def _parquet(source: IO[bytes], options: ReadOptions, only: tuple[int, int] | None = None) -> Iterator[Row]:
    import pyarrow.parquet as pq

    source.seek(0)
    with pq.ParquetFile(source) as file:
        kept = file.schema_arrow
        size, groups = source.seek(0, io.SEEK_END), (file.metadata.row_group(n) for n in range(file.num_row_groups))
        if sum(group.total_byte_size for group in groups) > max(FREE, options.max_ratio * size):
            raise TooLargeError(f"unpacks to more than {options.max_ratio} times its size: not read")
    source.seek(0)
    texts = [f.name for f in kept if str(f.type) in {"string", "large_string"}]
    wanted, names, said = _wanted(kept)
    some = [kept.names[n] for n in wanted] if len({*kept.names}) == len(kept.names) else None
    with pq.ParquetFile(source, read_dictionary=texts) as file:
        numbers, at = _groups(file.metadata, only)
        for batch in file.iter_batches(_ROWS, row_groups=numbers, columns=some):
            part, end = batch, at + batch.num_rows
            if only and (at < only[0] or end > only[1]):
                part = batch.slice(max(only[0] - at, 0), max(min(only[1], end) - max(only[0], at), 0))
            at = end
            texts, broken = arrow.with_bytes((part if some else part.select(wanted)).rename_columns(names))
            yield from _one_by_one(texts, [names[n] for n in broken], said)


def _groups(metadata: Any, only: tuple[int, int] | None) -> tuple[list[int], int]:  # noqa: ANN401
    """Return the row groups that hold some rows, and the number of the first of theirs."""
    ends = list(accumulate(metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)))
    starts = [0, *ends][: len(ends)]
    start, stop = only or (0, metadata.num_rows)
    groups = [n for n in range(len(ends)) if starts[n] < stop and ends[n] > start]
    return groups, starts[groups[0]] if groups else 0


def _arrow(source: IO[bytes]) -> Iterator[Row]:
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    arrow.looked_through(source, size)
    for batch, broken in arrow.batches(source):
        wanted, names, said = _wanted(batch.schema)
        mended = [name for n, name in zip(wanted, names, strict=True) if n in broken]
        yield from _one_by_one(batch.select(wanted).rename_columns(names), mended, said)


def _one_by_one(batch: Any, broken: list[str], said: str) -> Iterator[Row]:  # noqa: ANN401 - pyarrow tells no types
    """Yield the rows of a batch one at a time: a long text that is there once and meant often is long here.

    Of `broken` columns the texts are bytes, some of them no UTF-8.
    """
    for at in range(batch.num_rows):
        try:
            row = batch.slice(at, 1).to_pylist(maps_as_pydicts="lossy")[0]
        except (ValueError, OverflowError, LookupError):  # a time that Python has none for, a zone that nobody knows
            row = {name: _value(column[at]) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
        bad = 0
        for name in broken:
            row[name], more = _text(row[name])
            bad += more
        yield Row(row, said, bad)


def _text(value: bytes | None) -> tuple[str | None, int]:
    """Return a text that was stored as UTF-8 and may be none, and how many of its bytes were replaced."""
    try:
        return value and value.decode(), 0  # type: ignore[return-value]
    except UnicodeDecodeError:
        found = decoded(value or b"", "utf-8", checks=False)
        return found.text, found.bad


def _value(cell: Any) -> Any:  # noqa: ANN401 - pyarrow tells no types
    """Return the value of a cell; a time in a zone that nobody knows in UTC, what is none that we can hold in words."""
    import pyarrow as pa

    kind = cell.type
    for zone in (getattr(kind, "tz", None), "UTC"):
        try:
            return (cell.cast(pa.timestamp(kind.unit, zone)) if zone else cell).as_py()
        except (ValueError, OverflowError, LookupError, AttributeError, TypeError, pa.ArrowException):
            continue
    return f"{kind} {getattr(cell, 'value', '')}"


def _wanted(schema: Any) -> tuple[list[int], list[str], str]:  # noqa: ANN401 - pyarrow tells no types
    """Return which columns are read, each name once, and what is said of the others: lists of fractions (vectors) and of lists."""
    import pyarrow.types as t

    def is_vector(kind: Any) -> bool:  # noqa: ANN401
        inner = getattr(kind, "value_type", None) if not t.is_dictionary(kind) and not t.is_map(kind) else None
        return inner is not None and (t.is_floating(inner) or (t.is_nested(inner) and not t.is_struct(inner)))

    vectors = {field.name for field in schema if is_vector(field.type)}
    names, twice = names_of(schema.names)
    wanted = [n for n, name in enumerate(schema.names) if name not in vectors and not _INDEX.fullmatch(name)]
    said = [f"not carried: {', '.join(sorted(vectors))}"] if vectors else []
    return wanted, [names[n] for n in wanted], "; ".join([*said, *twice])
