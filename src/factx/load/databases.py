"""SQLite, DuckDB and PostgreSQL over ADBC: how each is opened, and what else differs between them."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from factx.errors import DatabaseError, InputError
from factx.load.addresses import Address, address, held_here, look_at
from factx.load.rows import Digits
from factx.values import AFTER_POINT, BEFORE_POINT

if TYPE_CHECKING:
    import pyarrow as pa
    from adbc_driver_manager.dbapi import Connection

_LOCK = 3_235_082_110_475_212_321  # which of PostgreSQL's advisory locks loaders wait for
HELD = re.compile(r"Could not set lock on file|database is locked")  # DuckDB and SQLite: another process has the file
_LONGEST_WAIT = 2**31 - 1  # milliseconds, of PostgreSQL and SQLite
_WAITS = 0.2  # seconds between two tries of a file that another process holds


class Dialect(NamedTuple):
    """What differs between databases: types, limits and statements."""

    exact: str  # the type of exact numbers
    object: str  # the type of JSON objects
    digits: Digits
    version_table: str  # a query with a row when factx_schema is there
    ready: tuple[str, ...]  # what a new connection runs
    begin: tuple[str, ...]  # how a transaction of one writer begins
    staged: str = ""  # run on each staged table, or each of its columns that rows are joined by: makes that fast
    text_only: bool = False  # exact numbers, days and objects are text
    keys_to_deleted: bool = True  # foreign keys to rows that a load may delete, with what refers to them


SQLITE = Dialect(
    exact="TEXT",
    object="TEXT",
    digits=Digits(1_000, 1_000),
    version_table="SELECT name FROM sqlite_master WHERE name = 'factx_schema'",
    ready=("PRAGMA busy_timeout = {wait}", "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -65536"),  # the last reads
    begin=("BEGIN IMMEDIATE",),
    staged="CREATE INDEX temp.staged_{table}_{column} ON staged_{table} ({column})",
    text_only=True,
)
DUCKDB = Dialect(
    exact=f"DECIMAL({BEFORE_POINT + AFTER_POINT}, {AFTER_POINT})",
    object="JSON",
    digits=Digits(BEFORE_POINT, AFTER_POINT),
    version_table="SELECT table_name FROM duckdb_tables() WHERE table_name = 'factx_schema'",
    ready=("SET memory_limit = '1GB'", "SET preserve_insertion_order = false"),
    begin=("BEGIN",),
    keys_to_deleted=False,  # it still finds what the same transaction deleted before
)
POSTGRESQL = Dialect(
    exact="NUMERIC",
    object="JSONB",
    digits=Digits(131_072, 16_383),
    version_table="SELECT 1 AS found WHERE to_regclass('factx_schema') IS NOT NULL",
    ready=("SET client_encoding = 'UTF8'", "SET client_min_messages = warning", "SET datestyle = 'ISO, YMD'"),
    begin=(
        "BEGIN ISOLATION LEVEL READ COMMITTED",
        "SET LOCAL lock_timeout = '{wait}ms'",
        f"DO 'BEGIN PERFORM pg_advisory_xact_lock({_LOCK}); END'",
    ),
    staged="ANALYZE staged_{table}",
)


class Database:
    """One open connection: a statement is committed by itself, except in a transaction."""

    def __init__(self, connection: "Connection", dialect: Dialect, place: Address, wait: int = 600) -> None:
        """Wrap a connection in autocommit mode; `wait` is how many seconds to wait for another writer."""
        self.dialect = dialect
        self.place = place
        self._connection = connection
        self._wait = min(max(1, wait * 1000), _LONGEST_WAIT)  # milliseconds: 0 would be without end
        try:
            self.run(*dialect.ready)
        except BaseException:
            connection.close()
            raise

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with driver_errors(self.place), self._connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        with driver_errors(self.place), self._connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE 1 = 0")
            return [column[0] for column in cursor.description or ()]

    def number(self, query: str) -> int:
        """Return the number in the one row of a query."""
        return int(self.rows(query)[0][0])

    def run(self, *statements: str) -> None:
        """Run statements one after the other."""
        for statement in statements:
            with driver_errors(self.place), self._connection.cursor() as cursor:
                cursor.execute(statement.format(wait=self._wait) if "{wait}" in statement else statement)

    def stage(self, table: str, rows: "pa.RecordBatch") -> None:
        """Add rows to a temporary table: only this connection sees it, and it ends with it."""
        with driver_errors(self.place), self._connection.cursor() as cursor:
            cursor.adbc_ingest(table, rows, mode="create_append", temporary=True)

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """Run statements as one transaction, one writer at a time; with `keep` False it is rolled back."""
        self.run(*self.dialect.begin)
        try:
            yield
            self.run("COMMIT" if keep else "ROLLBACK")
        except BaseException:
            self._take_back()
            raise

    def _take_back(self) -> None:
        try:
            self.run("ROLLBACK")
        except DatabaseError:  # the connection is gone, or the database has taken it back already
            return

    def close(self) -> None:
        """End the connection and what was staged."""
        with driver_errors(self.place):
            self._connection.close()


@contextmanager
def driver_errors(place: Address) -> Iterator[None]:
    """Turn an error of the driver into a DatabaseError of one line that names the database, hidden words masked."""
    from adbc_driver_manager.dbapi import Error

    try:
        yield
    except Error as error:
        said = re.split(r"\nquery:|\s(?:\. |\.)?(?:Query was|LINE \d+|SQLSTATE):", str(error))[0]
        message = re.sub(
            r"^[A-Z_]+: |\[\w+\] |Failed to [^:]*: |could not begin COPY: |PGRES_FATAL_ERROR |ERROR: +"
            r"|failed to open '.*': failed to allocate memory",  # whatever keeps SQLite from opening a file
            lambda m: "cannot be opened or made there" if "memory" in m[0] else "",
            said,
        )
        for word in place.hidden:
            message = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "***", message)
        raise DatabaseError(f"{place.shown}: {' '.join(message.split())[:300]}") from None


@contextmanager
def opened(url: str, *, scratch: bool = False, wait: int = 600) -> Iterator[Database]:
    """Give the database of an address: facts.db, sqlite:///path, duckdb:///path or postgresql://user@host/name.

    `scratch`: a file that is not there is not made, an empty database in memory takes its place. `wait` is how many
    seconds to wait for another writer. Raises InputError for an address of another form and where the driver is not
    installed, DatabaseError where the database cannot be opened.
    """
    place = address(url)
    look_at(place)
    try:
        database = _postgresql(place, wait) if place.scheme == "postgresql" else _file(place, wait, scratch=scratch)
    except ModuleNotFoundError as error:
        raise InputError(f"{error.name} is not installed: try  pip install 'factx[load]'") from error
    try:
        if place.scheme == "postgresql":
            _look_at_encoding(database)
        yield database
    finally:
        database.close()


def dialect(url: str) -> Dialect:
    """Return the dialect of an address, without opening it; raises as opened() does for a wrong one."""
    place = address(url)
    look_at(place)
    return {"sqlite": SQLITE, "duckdb": DUCKDB, "postgresql": POSTGRESQL}[place.scheme]


def _file(place: Address, wait: int, *, scratch: bool) -> Database:
    path = ":memory:" if scratch and not Path(place.target).exists() else place.target
    if why := held_here(place):
        raise DatabaseError(f"{place.shown}: {why}")
    if place.scheme == "sqlite":
        from adbc_driver_sqlite import dbapi as sqlite

        with driver_errors(place):
            return Database(sqlite.connect(path, autocommit=True), SQLITE, place, wait=wait)
    from adbc_driver_duckdb import dbapi as duckdb

    if path != ":memory:" and not os.path.lexists(path):
        try:
            with driver_errors(place):
                _make(duckdb, Path(path))
        except OSError as error:
            raise DatabaseError(f"{place.shown}: cannot be made there: {error.strerror or error}") from None

    def connect() -> Database:
        with driver_errors(place):
            return Database(duckdb.connect(path, autocommit=True), DUCKDB, place, wait=wait)

    return _patiently(connect, wait)


def _make(duckdb: Any, path: Path) -> None:  # noqa: ANN401 - a module
    """Make an empty DuckDB file, elsewhere first: one that a full disk or a kill cuts off could not be opened again."""
    with TemporaryDirectory(prefix=".factx-", dir=path.parent) as folder:
        made = Path(folder) / "new.duckdb"
        duckdb.connect(str(made), autocommit=True).close()
        with suppress(
            OSError
        ):  # another load made it meanwhile, or the file system has no links: DuckDB makes it itself
            os.link(made, path)


def _patiently(connect: Callable[[], Database], wait: int) -> Database:
    """Connect, trying again while another process has the DuckDB file open."""
    end = time.monotonic() + wait
    while True:
        try:
            return connect()
        except DatabaseError as error:
            if not HELD.search(str(error)) or time.monotonic() > end:
                raise
        time.sleep(_WAITS)


def _postgresql(place: Address, wait: int) -> Database:
    from adbc_driver_postgresql import dbapi as postgresql

    with driver_errors(place):
        return Database(postgresql.connect(place.target, autocommit=True), POSTGRESQL, place, wait)


def _look_at_encoding(database: Database) -> None:
    """Raise DatabaseError for a database of PostgreSQL that cannot hold every text."""
    encoding = database.rows("SELECT current_setting('server_encoding') AS encoding")[0][0]
    if encoding != "UTF8":
        raise DatabaseError(
            f"{database.place.shown}: the database's encoding is {encoding}: create one with ENCODING 'UTF8'"
        )
