"""The extract command: articles in, facts out."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.options import DEFAULT_MODEL, Model, Published

if TYPE_CHECKING:
    from rich.progress import Progress

    from factx.batch import Summary

Paths = Annotated[list[str], typer.Argument(help="Article files (.txt .json .jsonl) and folders of them; - is stdin.")]
Out = Annotated[
    str,
    typer.Option(
        "--out", "-o", help="Folder for facts.jsonl, documents.jsonl, rejected.jsonl, run.json; - prints facts."
    ),
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the files, where it is known.")]
VagueDates = Annotated[
    bool, typer.Option("--vague-dates", help="Also bare now, recently, the future, as TimeML marks them.")
]
Unread = Annotated[
    bool, typer.Option("--unread", help="List what the model calls a quantity or date and no rule reads.")
]

EXAMPLE = "Example: factx extract articles/ extra.jsonl -o facts/      cat article.txt | factx extract - -o -"


def extract(  # noqa: PLR0913 - a command's options
    paths: Paths,
    out: Out,
    model: Model = DEFAULT_MODEL,
    published: Published = None,
    encoding: Encoding = None,
    vague_dates: VagueDates = False,
    unread: Unread = False,
) -> None:
    """Read articles and write their facts.

    Exit code 0: all read; 2: something was rejected (see rejected.jsonl) or nothing could be done.
    """
    from factx import batch
    from factx.pipeline import Extractor, Reading
    from factx.read import Piped

    day = published.date() if published else None
    extractor = Extractor(model, vague_dates)
    listed: list[str] = []

    def seen(reading: Reading) -> None:
        if unread:
            text = reading.document.text
            listed.extend(
                f"{reading.document.id}: {e.label} [{text[e.start : e.end]}]".replace("\n", " ") for e in reading.unread
            )
        if bar and task is not None:
            bar.update(task, advance=1, description=reading.document.id[:40])

    sources = [Piped(sys.stdin.buffer) if p == "-" else Path(p) for p in paths]
    with _progress() as bar:
        task = bar.add_task("reading", total=None) if bar else None
        if out == "-":
            summary = batch.stream(
                sources, sys.stdout, extractor=extractor, published=day, encoding=encoding, seen=seen
            )
        else:
            summary = batch.run(sources, Path(out), extractor=extractor, published=day, encoding=encoding, seen=seen)
    _tell(summary, listed, table=out != "-")


def _tell(summary: "Summary", listed: list[str], *, table: bool) -> None:
    """Print what a run left unread and rejected, and its table, and end with the exit code they make."""
    from factx import report

    for line in listed:
        typer.echo(line, err=not table)
    for r in summary.rejected:
        typer.echo(f"rejected: {r.path}{f':{r.line}' if r.line else ''}: {r.reason}", err=True)
    if table:
        _print(report.summary_table(summary))
    raise typer.Exit(2 if summary.rejected or not summary.documents else 0)


def _progress() -> "AbstractContextManager[Progress | None]":
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _print(table: object) -> None:
    from rich.console import Console

    Console(highlight=False).print(table)
