"""Facts go into a database: SQLite, DuckDB or PostgreSQL; loading them again changes nothing."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from factx.errors import InputError
from factx.files import manifest
from factx.load import databases, merge
from factx.load.databases import Database
from factx.load.lines import Block, blocks, loaded
from factx.load.merge import Changes
from factx.load.others import refuse_others
from factx.load.rejected import Rejected
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
    source: Path | IO[bytes],
    url: str = DEFAULT_URL,
    *,
    rejected: Path | None = None,
    strict: bool = False,
    dry_run: bool = False,
    replace: bool = False,
    wait: int = 600,
    jobs: int = 1,
    seen: Seen = lambda _doing, _lines: None,
) -> LoadSummary:
    """Bring an outputs folder, a JSONL file or a stream into a database, and return what that changed.

    All of it happens in one transaction, or nothing. The facts and observations of a document are replaced as a whole. Lines
    that are not valid go to the file `rejected`; `strict` raises InputError for them and leaves the database alone. A document
    whose id another text has in the database ends the load, unless `replace` says that it is a new version. `dry_run` changes
    nothing. `wait` is how many seconds to wait for another writer, `jobs` how many processes validate lines; `seen` is called
    with what is being done and how many lines are read. Raises InputError, DatabaseError or OutputError.
    """
    started = time.perf_counter()
    refused = _checked(source, None if dry_run else rejected)
    with databases.opened(url, scratch=dry_run, wait=wait) as database:
        merge.holds_tables(database)
        numbers = _stage(source, database, refused, jobs, seen)
        seen("writing", 0)
        with database.transaction(keep=not dry_run):
            if new := not merge.holds_tables(database):
                merge.create_tables(database)
            elif not replace:
                refuse_others(database)
            whole = isinstance(source, Path) and source.is_dir()
            refused.add(numbers.rejection(seq, reason) for seq, reason in merge.flaws(database, whole=whole))
            refused.finish()
            if strict and refused.count:
                raise InputError(_strict(refused))
            changes = merge.merge(database, whole=whole)
            if new:
                merge.create_indexes(database)
    return LoadSummary(changes, refused.count, refused.first, time.perf_counter() - started)


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


def _stage(source: Path | IO[bytes], database: Database, refused: Rejected, jobs: int, seen: Seen) -> LineNumbers:
    """Put all valid rows into temporary tables (staged_documents, staged_facts) and return which lines they come from."""
    numbers = LineNumbers()

    def placed() -> Iterator[tuple[Block, int]]:
        for block in blocks(source):
            yield block, numbers.add(block.path, block.first, len(block.lines))
            seen("reading", len(block.lines))

    for batch in rows_of(placed(), database.dialect.digits, jobs):
        for name, staged in batch.tables.items():
            database.stage(f"staged_{name}", staged)
        refused.add(batch.rejected)
    if not numbers.count:
        raise InputError("nothing to load: no lines")
    joined = ((t.name, column) for t in loaded() for column in (t.key, *t.parents))
    database.run(
        *dict.fromkeys(database.dialect.staged.format(table=t, column=c) for t, c in joined if database.dialect.staged)
    )
    return numbers


def _strict(refused: Rejected) -> str:
    first = refused.first[0]
    more = f", and {refused.count - 1} more" if refused.count > 1 else ""
    kept = f"; all are in {refused.path}" if refused.path else ""
    return f"nothing was loaded: {first.path}:{first.line}: {first.reason}{more}{kept}"
