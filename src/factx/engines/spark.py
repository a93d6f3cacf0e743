"""On Spark: mapInArrow over splits of the files; a lost executor's splits are read again."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from factx.engines import arrow
from factx.errors import InputError, OutputError
from factx.extras import needed
from factx.files.parquet import schema
from factx.files.write import TABLES

needed("pyspark", "spark")
_SPLIT = 4 << 20  # bytes of input to a task, so that a small archive has work for all
_ATTEMPTS = 4  # of a task on one machine; plain local[2] never tries again
_TYPES = {"int64": "bigint", "date32[day]": "date", "bool": "boolean", "string": "string"}


def extract(  # noqa: PLR0913 - one shape of all engines
    paths: list[str],
    out: str,
    options: dict[str, Any],
    *,
    parquet: bool,
    cluster: str | None,
    jobs: int,
    form: str,
    restart: bool,
) -> dict[str, int]:
    """Extract with Spark; see factx.engines.extract."""
    from pyspark import StorageLevel
    from pyspark.errors import AnalysisException

    session, started = _session(cluster, jobs)
    found = None
    try:
        records = _records(session, paths, options, parquet=parquet)
        found = records.mapInArrow(_reader(options), "`table` string, line string").persist(StorageLevel.DISK_ONLY)
        return {table: _write(found, table, f"{out.rstrip('/')}/{table}", form, restart=restart) for table in TABLES}
    except AnalysisException as error:
        kind = OutputError if "ALREADY_EXISTS" in str(error) else InputError
        raise kind(str(error).splitlines()[0]) from error
    finally:
        if found is not None:
            found.unpersist()
        if started:
            session.stop()


def _session(cluster: str | None, jobs: int) -> tuple[Any, bool]:
    """Return the session there is, or a new one (of this machine alone, on loopback), and whether it is new."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active:
        return active, False
    build = SparkSession.builder.appName("factx").config("spark.sql.files.maxPartitionBytes", _SPLIT)
    build = build.config("spark.sql.execution.arrow.maxRecordsPerBatch", arrow.BATCH)
    if cluster is None or cluster.startswith("local"):  # this machine alone: its workers are this Python
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if cluster:
        return build.master(cluster).getOrCreate(), True
    if "SPARK_ENV_LOADED" not in os.environ:  # not under spark-submit, which has a master of its own
        build = build.master(f"local[{jobs},{_ATTEMPTS}]").config("spark.ui.enabled", value=False)
        build = build.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    return build.getOrCreate(), True


def _records(session: Any, paths: list[str], options: dict[str, Any], *, parquet: bool) -> Any:  # noqa: ANN401
    from pyspark.sql.functions import col, input_file_name

    if not parquet:
        text = session.read.option("lineSep", "\n").text(paths)
        return text.select(col("value").cast("binary").alias("line"), input_file_name().alias("path"))
    found, how = session.read.parquet(*paths), options["how"]
    ours = {"id", "title", "published", "url", "publisher", "author", "country", how.text_column, how.ids}
    return found.select(*(n for n in found.columns if n in ours), input_file_name().alias("path"))


def _reader(options: dict[str, Any]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def read(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from arrow.read(batch, **options).to_batches()

    return read


def _write(found: Any, table: str, path: str, form: str, *, restart: bool) -> int:  # noqa: ANN401
    """Write one of the tables and return its rows."""
    from pyspark.sql.functions import col, from_json

    rows = found.filter(col("table") == table).select("line")
    writer = rows.write.mode("overwrite" if restart else "errorifexists")
    if form == "parquet":
        shape = ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema(table))
        typed = rows.select(from_json("line", shape).alias("row")).select("row.*")
        typed.write.mode("overwrite" if restart else "errorifexists").parquet(path)
    else:
        writer.text(path)
    return int(rows.count())
