"""Facts go into a database: SQLite, DuckDB or PostgreSQL; loading them again changes nothing."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

import pyarrow as pa

from factx.errors import DatabaseError, InputError
from factx.files import manifest
from factx.load import databases, merge, versions
from factx.load import search as full_text
from factx.load.databases import Database
from factx.load.lines import Block, blocks, loaded
from factx.load.merge import Changes
from factx.load.rejected import Rejected
from factx.load.rows import Digits, Rows
from factx.load.workers import rows_of
from factx.records import Rejection

DEFAULT_URL = "duckdb:///facts.duckdb"

Seen = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did to each table, or would do, and what it rejected (the first few; all are in the file)."""

    tables: dict[str, Changes]
    rejected: int
    first_rejected: list[Rejection]
    seconds: float
    database: str  # its address, without password
    old_version: int | None = None  # of the tables, where they were brought up to this one

    @property
    def documents(self) -> Changes:
        """Return what changed in the table of documents."""
        return self.tables["documents"]

    @property
    def facts(self) -> Changes:
        """Return what changed in the table of facts."""
        return self.tables["facts"]

    @property
    def observations(self) -> Changes:
        """Return what changed in the table of observations."""
        return self.tables["observations"]


def load(  # noqa: PLR0913 - the options of the main call, by name
    source: Path | str | IO[bytes],
    url: str = DEFAULT_URL,
    *,
    rejected: Path | None = None,
    strict: bool = False,
    dry_run: bool = False,
    replace: bool = False,
    search: bool = False,
    wait: int = 600,
    jobs: int = 1,
    seen: Seen = lambda _doing, _lines: None,
) -> LoadSummary:
    """Bring an outputs folder, a JSONL file or a stream into a database, and return what that changed.

    All of it happens in one transaction, or nothing. The facts and observations of a document are replaced as a whole. Lines that are not
    valid go to the file `rejected`; `strict` raises InputError for them and leaves the database alone. `dry_run`
    changes nothing. An id that is another article's in the database is rejected, unless `replace`. `search` makes the
    sentences of all documents searchable; later loads keep that up. `wait` is how many seconds to wait for another writer, `jobs` how many processes validate lines; `seen` is called with what is being done
    and how many lines are read. Raises InputError, DatabaseError or OutputError.
    """
    started = time.perf_counter()
    source, url = Path(source) if isinstance(source, str) else source, str(url)
    refused = _checked(source, None if dry_run else rejected)
    digits, whole = databases.dialect(url).digits, isinstance(source, Path) and source.is_dir()
    with closing(_Lines(source, digits, refused, jobs, seen)) as lines:
        first = lines.first()
        with databases.opened(url, scratch=dry_run, wait=wait) as database:
            _look_at(database, search=search)
            lines.stage(first, database)
            seen("writing", 0)
            with database.transaction(keep=not dry_run):
                before = merge.prepare(database)
                lines.refuse(merge.flaws(database, whole=whole, replace=replace))
                empty = before is None and not database.number("SELECT count(*) FROM staged_documents")
                if refused.count and (strict or empty):
                    raise InputError(_nothing(refused))
                changes = merge.bring_in(database, whole=whole, indexes=before is None, search=search)
    old = before if before is not None and before < versions.VERSION else None
    return LoadSummary(changes, refused.count, refused.first, time.perf_counter() - started, database.place.shown, old)


def _look_at(database: Database, *, search: bool) -> None:
    """Raise DatabaseError for tables of a version that cannot be used, or where sentences cannot be searched."""
    versions.found(database)
    if search or full_text.there(database):
        full_text.ready(database)


def check(url: str) -> None:
    """Raise what load() would raise for a database: of a wrong address, without driver or permission, of another version.

    Another process that has it open is no fault: load() waits for it.
    """
    databases.dialect(url)
    try:
        with databases.opened(url, scratch=True, wait=0) as database:
            _look_at(database, search=False)
    except DatabaseError as error:
        if not databases.HELD.search(str(error)):
            raise


def _checked(source: Path | IO[bytes], rejected: Path | None) -> Rejected:
    """Return where bad lines go; raises InputError where a run's folder is not as it was written."""
    if isinstance(source, Path) and source.is_dir():
        manifest.check(source)
    return Rejected(rejected)


class LineNumbers:
    """File and line number of each line of a load, by its place in the load."""

    def __init__(self) -> None:
        self.count = 0
        self._starts: list[int] = []
        self._of: list[tuple[str, int]] = []

    def add(self, path: str, first: int, lines: int) -> int:
        """Add lines of a file; return the place in the load of the first."""
        start = self.count
        self._starts.append(start)
        self._of.append((path, first))
        self.count += lines
        return start

    def rejection(self, place: int, reason: str) -> Rejection:
        """Return the rejection of the line at a place in the load."""
        index = bisect_right(self._starts, place) - 1
        path, first = self._of[index]
        return Rejection(path=path, line=first + place - self._starts[index], reason=reason)


class _Lines:
    """The lines of a load on their way into temporary tables (staged_documents, staged_facts…)."""

    def __init__(self, source: Path | IO[bytes], digits: Digits, refused: Rejected, jobs: int, seen: Seen) -> None:
        self.numbers = LineNumbers()
        self._refused = refused
        self._rows = rows_of(self._placed(source, seen), digits, jobs)
        self._lost: set[str] = set()

    def _placed(self, source: Path | IO[bytes], seen: Seen) -> Iterator[tuple[Block, int]]:
        for block in blocks(source):
            yield block, self.numbers.add(block.path, block.first, len(block.lines))
            seen("reading", len(block.lines))

    def _kept(self) -> Iterator[Rows]:
        for batch in self._rows:
            self._refused.add(batch.rejected)
            self._lost.update(batch.lost)
            yield batch

    def close(self) -> None:
        """End reading, also where it was broken off: no file stays open, none half written."""
        self._rows.close()
        self._refused.close()

    def first(self) -> Rows:
        """Return the first batch with a valid line: a load without one opens, and makes, no database."""
        found = next((batch for batch in self._kept() if batch.many), None)
        if found:
            return found
        if not self._refused.count:
            raise InputError("nothing to load: no lines")
        self._refused.finish()
        raise InputError(f"{_nothing(self._refused)} (factx load reads the lines that factx extract wrote)")

    def refuse(self, flaws: Iterable[tuple[int, str]]) -> None:
        """Take in why rows by their place in the load cannot be kept: the last of what is rejected."""
        self._refused.add(self.numbers.rejection(place, reason) for place, reason in flaws)
        self._refused.finish()

    def stage(self, first: Rows, database: Database) -> None:
        """Put all valid rows, and the ids of documents whose lines are bad, into temporary tables."""
        for batch in chain([first], self._kept()):
            for name, staged in batch.tables.items():
                database.stage(f"staged_{name}", staged)
        database.stage("staged_lost", pa.RecordBatch.from_pydict({"id": pa.array(sorted(self._lost), pa.string())}))
        joined = ((t.name, column) for t in loaded() for column in (t.key, *t.parents))
        once = database.dialect.staged
        database.run(*dict.fromkeys(once.format(table=t, column=c) for t, c in joined if once))


def _nothing(refused: Rejected) -> str:
    first = refused.first[0]
    more = f", and {refused.count - 1} more" if refused.count > 1 else ""
    kept = f"; all are in {refused.path}" if refused.path else ""
    return f"nothing was loaded: {first.path}:{first.line}: {first.reason}{more}{kept}"
