"""The report command: a run as one page to look at."""

from pathlib import Path
from typing import Annotated

import typer

from factx.cli import streams

EXAMPLE = "Example: factx report outputs/ -o report.html --gold gold/ --diff before/"


def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder that factx extract wrote.")],
    to: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("report.html"),
    gold: Annotated[
        Path | None, typer.Option(help="Folder of gold labels: scores and every error are shown as well.")
    ] = None,
    diff: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="With --gold: outputs of an older run; what got better and worse since."),
    ] = None,
    measured: Annotated[
        Path | None,
        typer.Option(help="File of measured figures (benchmarks/measured.json): speed and scaling as pictures."),
    ] = None,
    pictures: Annotated[Path | None, typer.Option(help="Folder for the page's pictures as SVG files.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the page; if not given, of the folder's name.")] = None,
) -> None:
    """Write a run as one page that opens from disk: its facts in their articles, what its numbers say, its errors."""
    from factx.files.durable import write_atomically
    from factx.report import build

    run = build.read(out, gold, measured, diff)
    page = build.page(run, title or f"Facts in {out.resolve().name}")
    write_atomically(to, page)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        for name, picture in run.pictures(alone=True).items():
            write_atomically(pictures / f"{name}.svg", picture)
    streams.say(f"{to}: {len(run.documents):,} articles, {len(page) / 1e6:.1f} MB")
