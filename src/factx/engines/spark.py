"""On Spark: mapInArrow over splits of the files; a lost executor's splits are read again."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from factx.engines import arrow
from factx.engines.plan import Plan
from factx.errors import InputError, OutputError
from factx.extras import import_extra
from factx.table import Plain, Table
from factx.tables import TABLES

import_extra("pyspark", "spark")
_SPLIT = 4 << 20  # bytes of input to a task, so that a small archive has work for all
_ATTEMPTS = 4  # of a task on one machine; plain local[2] never tries again
_TYPES: dict[Plain, str] = {
    str: "string",
    int: "bigint",
    bool: "boolean",
    date: "date",
    float: "double",
    Decimal: "string",
    dict: "string",
}


def extract(plan: Plan) -> dict[str, int]:
    """Extract with Spark; see factx.engines.extract."""
    from pyspark import StorageLevel
    from pyspark.errors import AnalysisException

    session, started = _session(plan.cluster, plan.workers.jobs)
    found = None
    try:
        found = _records(session, plan).mapInArrow(_reader(plan), _shape()).persist(StorageLevel.DISK_ONLY)
        once = _once(found)
        return {table: _write(once, table, plan) for table in TABLES}
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


def _shape() -> str:
    """Return arrow.schema() as Spark writes it."""
    lists = ", ".join(f"`{name}` array<string>" for name in TABLES)
    return f"id string, path string, number bigint, head string, {lists}"


def _once(found: Any) -> Any:  # noqa: ANN401
    """Return outcomes with the second document of an id rejected; only the rows of ids that repeat are moved."""
    from pyspark.sql.functions import size

    counts = found.filter(size("documents") > 0).groupBy("id").count()
    ids = counts.filter("count > 1").select("id").collect()
    if not ids:
        return found
    repeated = found.sparkSession.createDataFrame(ids, "id string")
    several = found.join(repeated, "id", "left_semi").groupBy("id").applyInArrow(arrow.first_of_id, _shape())
    return found.join(repeated, "id", "left_anti").unionByName(several)


def _records(session: Any, plan: Plan) -> Any:  # noqa: ANN401
    from pyspark.sql.functions import col, input_file_name

    if not plan.parquet:
        text = session.read.option("lineSep", "\n").text(plan.paths)
        return text.select(col("value").cast("binary").alias("line"), input_file_name().alias("path"))
    found = session.read.parquet(*plan.paths)
    return found.select(*plan.columns(found.columns), input_file_name().alias("path"))


def _reader(plan: Plan) -> Callable[[Iterator[Any]], Iterator[Any]]:
    shared = plan.reading

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from arrow.read(batch, **shared).to_batches()

    return read


def _write(found: Any, table: str, plan: Plan) -> int:  # noqa: ANN401
    """Write one of the tables and return its rows."""
    from pyspark.sql.functions import explode, from_json

    rows = found.select(explode(table).alias("line"))
    mode = "overwrite" if plan.restart else "errorifexists"
    if plan.form == "parquet":
        typed = rows.select(from_json("line", _columns(TABLES[table])).alias("row")).select("row.*")
        typed.write.mode(mode).parquet(plan.folder(table))
    else:
        rows.write.mode(mode).text(plan.folder(table))
    return int(rows.count())


def _columns(table: Table) -> str:
    return ", ".join(f"`{column.name}` {_TYPES[column.type]}" for column in table.columns.values())
