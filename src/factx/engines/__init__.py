"""Clusters: the same pure function from records to facts, on engines that people already run.

>>> from factx.engines import extract                                            # doctest: +SKIP
>>> extract("spark", ["s3://news/2021/*.jsonl"], "s3://facts/2021", jobs=64)     # doctest: +SKIP
"""

from functools import partial
from typing import Literal

from factx.batch.options import Workers
from factx.batch.summary import Summary
from factx.pipeline import Extractor
from factx.read import ReadOptions


def extract(  # noqa: PLR0913 - all by name
    engine: Literal["ray", "spark"],
    paths: list[str],
    out: str,
    *,
    extractor: Extractor = Extractor(),  # noqa: B008 - immutable; its model loads when it is first used
    options: ReadOptions = ReadOptions(),  # noqa: B008 - immutable
    workers: Workers = Workers(jobs=2),  # noqa: B008 - immutable
    cluster: str | None = None,
    form: Literal["jsonl", "parquet"] = "jsonl",
    restart: bool = False,
) -> Summary:
    """Extract facts with Ray or Spark and return the summary, as factx.batch.run does on one machine.

    `paths` and `out` are local (on a cluster: what all machines share), s3://, gs:// or hdfs://. `cluster` is Ray's address
    or Spark's master (None: one on this machine with `workers.jobs` workers; with Ray as many are at work at a time, too).
    What is large is cut into partitions; each is a file of each table, written whole before it is said to be done. The same call
    again does those that are not done yet, and what came to the inputs. Every machine needs factx and the model installed.
    Raises InputError, OutputError (also where `out` holds another run and `restart` is False), ModelError, WorkerError, and
    MissingError without the engine.
    """
    from factx.engines import store, work
    from factx.engines.plan import Plan
    from factx.engines.run import run

    if engine == "ray":
        from factx.engines import ray as on
    else:
        from factx.engines import spark as on  # type: ignore[no-redef]
    plan = Plan(store.at(out), extractor, options, workers, form, work.installed())
    return run(paths, plan, partial(on.engine, cluster, workers.jobs), restart=restart)
