"""On Ray Data: files stream through a pool of actors, one model each; a lost actor is started again."""

import io
import logging
import os
import warnings
from collections.abc import Iterator
from typing import Any

from factx.engines import arrow
from factx.errors import OutputError
from factx.extras import needed
from factx.files.parquet import table_of
from factx.files.write import TABLES
from factx.read.split import lines

ray: Any = needed("ray", "ray")
needed("ray.data", "ray")
_RETRIES = 4  # without a limit, Ray gives a task that kills its actor to the next one for ever
_SPREAD = 64  # records in a piece of a file that an actor may take


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
    """Extract with Ray; see factx.engines.extract."""
    started = _connect(cluster, jobs)
    try:
        records = _records(paths, options, parquet=parquet)
        found = _read(records, options, jobs).materialize()
        return {table: _write(found, table, f"{out.rstrip('/')}/{table}", form, restart=restart) for table in TABLES}
    finally:
        if started:
            ray.shutdown()


def _read(records: Any, options: dict[str, Any], jobs: int) -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # these two have no other name before Ray 2.64
        return records.map_batches(
            Reader,
            fn_constructor_kwargs=options,
            batch_size=arrow.BATCH,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=jobs),
            num_cpus=1,
            max_restarts=_RETRIES,
            max_task_retries=_RETRIES,
        )


class Reader:
    """An actor: reads batches with one model."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - of arrow.read
        """Take what all batches share."""
        self.options = options

    def __call__(self, batch: Any) -> Any:  # noqa: ANN401
        """Return what becomes of a batch."""
        return arrow.read(batch, **self.options)


def _connect(cluster: str | None, jobs: int) -> bool:
    """Join the cluster, or start one of this machine alone that listens on loopback; tell whether it was us."""
    if ray.is_initialized():
        return False
    here = {} if cluster else {"num_cpus": jobs + 1, "_node_ip_address": "127.0.0.1", "include_dashboard": False}
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(address=cluster or "local", log_to_driver=False, logging_level="warning", **here)
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return True


def _records(paths: list[str], options: dict[str, Any], *, parquet: bool) -> Any:  # noqa: ANN401
    if parquet:
        how = options["how"]
        found = ray.data.read_parquet(paths, include_paths=True)
        ours = {"id", "title", "published", "url", "publisher", "author", "country", "path", how.text_column, how.ids}
        found = found.select_columns([name for name in found.columns() if name in ours])
    else:
        found = ray.data.read_datasource(_lines_of(paths, options))
    return found.repartition(target_num_rows_per_block=_SPREAD)


def _lines_of(paths: list[str], options: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return a source of lines as they are, bytes and all: Ray's own breaks them at U+2028 and stops at a wrong byte."""
    from ray.data.datasource import FileBasedDatasource

    class Lines(FileBasedDatasource):
        def _read_stream(self, file: Any, path: str) -> Iterator[Any]:  # noqa: ANN401
            rows: list[dict[str, Any]] = []
            for number, line, _ in lines(io.BufferedReader(file), options["how"]):
                rows.append({"path": path, "number": number, "line": line})
                if len(rows) == arrow.BATCH:
                    yield arrow.pa.Table.from_pylist(rows)
                    rows = []
            if rows:
                yield arrow.pa.Table.from_pylist(rows)

    return Lines(paths)


def _write(found: Any, table: str, path: str, form: str, *, restart: bool) -> int:  # noqa: ANN401
    """Write one of the tables and return its rows."""
    from ray.data import SaveMode

    def those(batch: Any) -> Any:  # noqa: ANN401
        import pyarrow.compute as pc

        kept = batch.filter(pc.equal(batch["table"], table))
        return table_of(kept["line"].to_pylist(), table) if form == "parquet" else kept.select(["line"])

    rows = found.map_batches(those, batch_format="pyarrow").materialize()
    if not rows.count():
        return 0
    mode = SaveMode.OVERWRITE if restart else SaveMode.ERROR
    try:
        if form == "parquet":
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
