"""On Ray Data: files stream through a pool of actors, one model each; a lost actor is started again."""

import io
import logging
import os
import warnings
from collections.abc import Iterator
from typing import Any

from factx.engines import arrow
from factx.engines.plan import Plan
from factx.errors import OutputError
from factx.extras import import_extra
from factx.files.parquet import table_of
from factx.read.options import ReadOptions
from factx.read.split import lines
from factx.tables import TABLES

ray: Any = import_extra("ray", "ray")
import_extra("ray.data", "ray")
_RETRIES = 4  # without a limit, Ray gives a task that kills its actor to the next one for ever
_SPREAD = 64  # records in a piece of a file that an actor may take


def extract(plan: Plan) -> dict[str, int]:
    """Extract with Ray; see factx.engines.extract."""
    started = _connect(plan.cluster, plan.workers.jobs)
    try:
        found = _once(_read(_records(plan), plan).materialize())
        return {table: _write(found, table, plan) for table in TABLES}
    finally:
        if started:
            ray.shutdown()


def _read(records: Any, plan: Plan) -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # these two have no other name before Ray 2.64
        return records.map_batches(
            Reader,
            fn_constructor_kwargs=plan.reading,
            batch_size=arrow.BATCH,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=plan.workers.jobs),
            num_cpus=1,
            max_restarts=_RETRIES,
            max_task_retries=_RETRIES,
        )


def _once(found: Any) -> Any:  # noqa: ANN401
    """Return outcomes with the second document of an id rejected; the ids alone are counted in one place, this process."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids: list[Any] = []
    for batch in found.select_columns(["id", "documents"]).iter_batches(batch_format="pyarrow", batch_size=None):
        ids += batch.filter(pc.greater(pc.list_value_length(batch["documents"]), 0))["id"].chunks
    counts = pa.chunked_array(ids, pa.string()).value_counts()
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    if not len(repeated):
        return found

    def rows(batch: Any, *, repeat: bool) -> Any:  # noqa: ANN401
        known = pc.is_in(batch["id"], value_set=repeated)
        return batch.filter(known if repeat else pc.invert(known))

    single = found.map_batches(rows, fn_kwargs={"repeat": False}, batch_format="pyarrow")
    several = found.map_batches(rows, fn_kwargs={"repeat": True}, batch_format="pyarrow")
    groups = several.groupby("id", num_partitions=1 + len(repeated) // 10_000)
    return single.union(groups.map_groups(arrow.first_of_id, batch_format="pyarrow")).materialize()


class Reader:
    """An actor: reads batches with one model."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - of arrow.read
        """Take what all batches share."""
        self.options = options

    def __call__(self, batch: Any) -> Any:  # noqa: ANN401
        """Return what becomes of a batch."""
        return arrow.read(batch, **self.options)


def _connect(cluster: str | None, jobs: int) -> bool:
    """Join the cluster, or start one on this machine that listens on loopback; return whether one was started."""
    if ray.is_initialized():
        return False
    here = {} if cluster else {"num_cpus": jobs + 1, "_node_ip_address": "127.0.0.1", "include_dashboard": False}
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(address=cluster or "local", log_to_driver=False, logging_level="warning", **here)
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return True


def _records(plan: Plan) -> Any:  # noqa: ANN401
    if plan.parquet:
        found = ray.data.read_parquet(plan.paths, include_paths=True)
        found = found.select_columns(plan.columns(found.columns(), "path"))
    else:
        found = ray.data.read_datasource(_lines_of(plan.paths, plan.options))
    return found.repartition(target_num_rows_per_block=_SPREAD)


def _lines_of(paths: list[str], options: ReadOptions) -> Any:  # noqa: ANN401
    """Return a data source of lines as bytes: Ray's own splits lines at U+2028 and stops at bytes that are not UTF-8."""
    from ray.data.datasource import FileBasedDatasource

    class Lines(FileBasedDatasource):
        def _read_stream(self, file: Any, path: str) -> Iterator[Any]:  # noqa: ANN401
            rows: list[dict[str, Any]] = []
            for number, line, _ in lines(io.BufferedReader(file), options):
                rows.append({"path": path, "number": number, "line": line})
                if len(rows) == arrow.BATCH:
                    yield arrow.pa.Table.from_pylist(rows)
                    rows = []
            if rows:
                yield arrow.pa.Table.from_pylist(rows)

    return Lines(paths)


def _write(found: Any, table: str, plan: Plan) -> int:  # noqa: ANN401
    """Write one of the tables and return its rows."""
    from ray.data import SaveMode

    def those(batch: Any) -> Any:  # noqa: ANN401
        import pyarrow.compute as pc

        kept = pc.list_flatten(batch[table])
        if plan.form == "parquet":
            return table_of(kept.to_pylist(), TABLES[table])
        return arrow.pa.table({"line": kept})

    rows = found.map_batches(those, batch_format="pyarrow").materialize()
    if not rows.count() and not plan.restart:
        return 0
    path, mode = plan.folder(table), SaveMode.OVERWRITE if plan.restart else SaveMode.ERROR
    try:
        if plan.form == "parquet":
            rows.write_parquet(path, mode=mode)
        else:
            rows.write_datasink(_line_files(path, mode))
    except ValueError as error:  # there is something
        raise OutputError(f"cannot write to {path}: {str(error).splitlines()[0]} (--restart replaces it)") from error
    return int(rows.count())


def _line_files(path: str, mode: Any) -> Any:  # noqa: ANN401
    from ray.data.datasource import BlockBasedFileDatasink

    class LineFiles(BlockBasedFileDatasink):
        def write_block_to_file(self, block: Any, file: Any) -> None:  # noqa: ANN401
            for row in block.to_arrow()["line"].to_pylist():
                file.write(f"{row}\n".encode())

    return LineFiles(path, file_format="jsonl", mode=mode, min_rows_per_file=100_000)
