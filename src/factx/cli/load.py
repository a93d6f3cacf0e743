"""The load command: facts into a database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factx.cli import streams

if TYPE_CHECKING:
    from types import ModuleType

    from factx.load import LoadSummary, Seen

Source = Annotated[str, typer.Argument(help="Folder that factx extract wrote, a file of its lines, or - for stdin.")]
Url = Annotated[
    str,
    typer.Argument(
        envvar="FACTX_DATABASE",
        help="facts.db (SQLite), facts.duckdb, sqlite:///facts.db, duckdb:///facts.duckdb or postgresql://user@host/name;"
        " four slashes begin a whole path.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Load nothing if a line is bad.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]
RejectedFile = Annotated[
    Path | None,
    typer.Option("--rejected", help="File for bad lines and why; without: load-rejected.jsonl where the lines are."),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace", help="Replace a document by another article of the same id, as factx load tue/ facts.db --replace."
    ),
]
Search = Annotated[
    bool,
    typer.Option(
        "--search", help="Make all sentences searchable by their words: factx load outputs/ facts.db --search."
    ),
]
Wait = Annotated[int, typer.Option(min=0, help="Seconds to wait for another writer.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes that validate lines; without: up to 4 for long files."),
]
EXAMPLE = "Example: factx load outputs/ sqlite:///facts.db      cat outputs/documents.jsonl outputs/facts.jsonl | factx load -"


def load(  # noqa: PLR0917 - a command's options
    source: Source,
    url: Url = "duckdb:///facts.duckdb",
    strict: Strict = False,
    dry_run: DryRun = False,
    rejected: RejectedFile = None,
    replace: Replace = False,
    search: Search = False,
    wait: Wait = 600,
    jobs: Jobs = None,
) -> None:
    """Bring documents and facts into SQLite, DuckDB or PostgreSQL; loading them again changes nothing.

    Exit code 0: all loaded; 2: some lines were bad (the others are loaded, except with --strict) or nothing could be done.
    """
    path = None if source == "-" else Path(source)
    options: dict[str, Any] = {"strict": strict, "dry_run": dry_run, "replace": replace, "search": search, "wait": wait}
    if not into(path, url, rejected=rejected, jobs=jobs, **options):
        raise typer.Exit(2)


def check(url: str, coming: Path) -> None:
    """Say what is wrong with a database, or with what is installed for it, before any work; `coming` is a folder to be made."""
    library = _library()
    beside = Path(url.partition(":///")[2] or url).absolute().parent == coming.absolute()
    if beside and not coming.exists():
        library.databases.address(url)
    else:
        library.check(url)


def into(
    source: Path | None,
    url: str,
    *,
    dry_run: bool = False,
    rejected: Path | None = None,
    jobs: int | None = None,
    **options: Any,  # noqa: ANN401 - strict, replace, search and wait, as the library has them
) -> bool:
    """Load a path, or stdin, tell what that changed; return whether all was loaded, nothing rejected."""
    from factx.errors import InputError

    if source and not source.exists():
        raise InputError(f"no such file or folder: {source}")
    folder = Path() if source is None else source if source.is_dir() else source.parent
    kept = rejected or folder / "load-rejected.jsonl"
    loading = _library()
    options |= {"jobs": jobs or (_processes(source) if source else 1)}
    with _seen() as seen:
        summary = loading.load(source or sys.stdin.buffer, url, rejected=kept, dry_run=dry_run, seen=seen, **options)
    _tell(summary, kept, dry_run=dry_run)
    return not summary.rejected


def _library() -> "ModuleType":
    from factx.errors import InputError

    try:
        from factx import load as loading
    except ModuleNotFoundError as error:
        raise InputError(f"{error.name} is not installed: try  pip install 'factx[load]'") from error
    return loading


def _processes(source: Path) -> int:
    """Return how many processes are worth their start: one below 50 MB, else up to four."""
    from factx.load.lines import files

    return min(4, os.cpu_count() or 1) if sum(f.stat().st_size for f in files(source)) > 50_000_000 else 1


def _tell(summary: "LoadSummary", kept: Path, *, dry_run: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    for r in summary.first_rejected:
        streams.say(f"rejected: {r.path}:{r.line}: {r.reason}", err=True)
    if summary.rejected > len(summary.first_rejected):
        there = "" if dry_run else f": see {kept}"
        streams.say(f"rejected: {summary.rejected:,} lines in all{there}", err=True)
    streams.say(f"{'would go' if dry_run else 'loaded'} into {summary.database}")
    if summary.old_version:
        streams.say(f"its tables {'would be' if dry_run else 'were'} brought up from version {summary.old_version}")
    table = Table("would change" if dry_run else "loaded", *summary.tables)
    for name in ("new", "changed", "unchanged", "deleted"):
        table.add_row(name, *(f"{getattr(changes, name):,}" for changes in summary.tables.values()))
    for column in table.columns[1:]:
        column.justify = "right"
    Console(highlight=False).print(table)


@contextmanager
def _seen() -> "Iterator[Seen]":
    """Give what shows on a terminal how far a load is."""
    if not sys.stderr.isatty():
        yield lambda _doing, _lines: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda doing, lines: bar.update(task, advance=lines, description=doing)
