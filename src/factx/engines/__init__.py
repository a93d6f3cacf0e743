"""Clusters: the same pure function from records to facts, on engines that people already run.

>>> from factx.engines import extract                                            # doctest: +SKIP
>>> extract("spark", ["s3://news/2021/*.jsonl"], "s3://facts/2021", jobs=64)     # doctest: +SKIP
"""

from pathlib import PurePath
from typing import Literal

from factx.batch.options import Workers
from factx.engines.plan import Plan
from factx.errors import InputError
from factx.pipeline import Extractor
from factx.read import ReadOptions
from factx.read.formats import SUFFIXES


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
) -> dict[str, int]:
    """Extract facts with Ray Data or Spark; return the number of rows of each table (documents, facts, rejected).

    `paths` and `out` are what the engine's file systems take: local, s3://, gs://, hdfs://; the paths all Parquet or all
    JSON Lines. `cluster` is Ray's address or Spark's master (None: one on this machine with `workers.jobs` workers). Of
    documents with one id the first is kept, by path and line, the others are rejected. Every machine needs factx and the
    model installed. Raises MissingError without the engine, OutputError where `out` holds something and `restart` is False.
    """
    for path in paths:
        if path == "-" or SUFFIXES.get(PurePath(path).suffix.lower(), "lines") not in {"parquet", "lines", "json"}:
            raise InputError(f"{path}: an engine reads Parquet or JSON Lines")
    kinds = {"parquet" if p.rstrip("/*").lower().endswith(".parquet") else "lines" for p in paths}
    if len(kinds) != 1:
        raise InputError("an engine reads Parquet or JSON Lines, not both at once" if kinds else "no paths given")
    plan = Plan(paths, out, extractor, options, workers, "parquet" in kinds, cluster, form, restart)
    if engine == "ray":
        from factx.engines import ray as on
    else:
        from factx.engines import spark as on  # type: ignore[no-redef]
    return on.extract(plan)
