"""On Spark: a task for each partition; those of an executor that is lost are done again on another."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from factx.engines.run import Each
from factx.errors import WorkerError
from factx.extras import import_extra

import_extra("pyspark", "spark")
_ATTEMPTS = 4  # of a task on one machine; plain local[2] never tries again


@contextmanager
def engine(cluster: str | None, jobs: int) -> Iterator[Each]:
    """Give what calls a function with each of some things, on a cluster or on this machine alone."""
    session, started = _session(cluster, jobs)

    def each(function: Callable[[Any], Any], things: list[Any]) -> Iterator[Any]:
        from py4j.protocol import Py4JJavaError

        if not things:
            return
        try:
            yield from session.sparkContext.parallelize(things, len(things)).map(function).collect()
        except Py4JJavaError as error:
            why = (str(error.java_exception.getMessage()).strip().splitlines() or ["no reason"])[0]
            raise WorkerError(f"Spark gave a partition up: {why} (the same command goes on from there)") from error

    try:
        yield each
    finally:
        if started:
            session.stop()


def _session(cluster: str | None, jobs: int) -> tuple[Any, bool]:
    """Return the session there is, or a new one (of this machine alone, on loopback), and whether it is new."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active:
        return active, False
    build = SparkSession.builder.appName("factx")
    here = cluster is None or cluster.startswith("local")  # this machine alone: its workers are this Python
    if here:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if cluster:
        build = build.master(cluster)
    elif "SPARK_ENV_LOADED" in os.environ:  # under spark-submit, which has a master of its own
        return build.getOrCreate(), True
    else:
        build = build.master(f"local[{jobs},{_ATTEMPTS}]").config("spark.ui.enabled", value=False)
    if here:
        build = build.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    return build.getOrCreate(), True
