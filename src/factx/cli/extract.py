"""The extract command: articles in, facts out."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from factx.cli import bounds, sources, streams
from factx.cli import load as loading
from factx.cli.options import DEFAULT_MODEL, Accurate, Country, Model, Published
from factx.cli.reading import (
    DateColumn,
    Encoding,
    FilesFrom,
    Ids,
    PublishedDefault,
    TextColumn,
    TitleColumn,
    read_options,
    unnamed,
)
from factx.errors import InputError

if TYPE_CHECKING:
    from factx.batch import Summary, Workers
    from factx.pipeline import Extractor
    from factx.read import Source

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Articles in English: files (.txt .md .html .xml .json .jsonl .csv .tsv .parquet .arrow .pdf .docx .epub .eml .mbox .mhtml "
        ".sgm .warc .wet, also in .gz .bz2 .xz .zst .zip .tar), "
        "folders of them, patterns in quotes; - is stdin."
    ),
]
Out = Annotated[
    str,
    typer.Option(
        "--out",
        "-o",
        help="Folder for facts.jsonl, observations.jsonl, documents.jsonl, rejected.jsonl, run.json; - prints facts.",
    ),
]
VagueDates = Annotated[
    bool, typer.Option("--vague-dates", help="Also bare now, recently, the future, as TimeML marks them.")
]
TimeML = Annotated[
    bool, typer.Option("--timeml", help="Dates as TimeML writes them: ends of ranges, times of day, vague dates.")
]
Aliases = Annotated[
    Path | None, typer.Option(help="CSV of names that are one body, with its identifiers: name,body,lei,wikidata…")
]
MinConfidence = Annotated[
    float,
    typer.Option(
        min=0, max=1, help="Leave out organizations less sure than this, 0 to 1; those without a confidence stay."
    ),
]
NoObservations = Annotated[
    bool, typer.Option("--no-observations", help="Leave out what the numbers say: no observations.jsonl, less time.")
]
Unread = Annotated[
    bool, typer.Option("--unread", help="List what the model calls a quantity or date and no rule reads.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Worker processes; the output is the same for any number.")
]
Timeout = Annotated[
    float,
    typer.Option(
        callback=bounds.TIMEOUT,
        help="Seconds of work that a document may take before it is rejected, 0.1 to a day; above a megabyte, of each.",
    ),
]
Memory = Annotated[
    float,
    typer.Option(callback=bounds.MEMORY, help="Gigabytes that a worker may allocate, from 0.25; 0: any."),
]
MaxSize = Annotated[
    float,
    typer.Option(callback=bounds.MAX_SIZE, help="Megabytes that an article's file, line or row may have, up to 1,024."),
]
Form = Annotated[Literal["jsonl", "parquet"], typer.Option("--format", help="Of facts and documents.")]
PartSize = Annotated[
    float,
    typer.Option(
        callback=bounds.PART_SIZE, help="Megabytes of documents in a part; it is closed after 15 seconds as well."
    ),
]
Apart = Annotated[bool, typer.Option("--parts", help="Leave the output in numbered parts, in the folder parts.")]
Restart = Annotated[bool, typer.Option("--restart", help="Begin anew, whatever the folder holds.")]
Retry = Annotated[
    bool,
    typer.Option(
        "--retry-rejected",
        help="Read again what a finished run rejected for time, memory or a disk: with --timeout 600.",
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--load", metavar="URL", help="Also load the folder into a database, as factx load does: --load facts.db."
    ),
]
Engine = Annotated[
    Literal["ray", "spark"] | None,
    typer.Option(help="Run on a cluster: paths and output on what all its machines see (s3://…, a shared folder)."),
]
Cluster = Annotated[str | None, typer.Option(help="Ray's address or Spark's master; without: this machine alone.")]
EXAMPLE = "Example: factx extract articles/ extra.jsonl -o facts/      cat article.txt | factx extract - -o -"


def extract(  # noqa: PLR0917 - a command's options
    out: Out,
    paths: Paths = None,
    model: Model = DEFAULT_MODEL,
    accurate: Accurate = False,
    published: Published = None,
    country: Country = None,
    encoding: Encoding = None,
    files_from: FilesFrom = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    ids: Ids = None,
    published_default: PublishedDefault = None,
    vague_dates: VagueDates = False,
    timeml: TimeML = False,
    aliases: Aliases = None,
    min_confidence: MinConfidence = 0,
    no_observations: NoObservations = False,
    unread: Unread = False,
    jobs: Jobs = 1,
    timeout: Timeout = 60,
    memory: Memory = 4,
    max_size: MaxSize = 16,
    form: Form = "jsonl",
    part_size: PartSize = 8,
    apart: Apart = False,
    restart: Restart = False,
    retry: Retry = False,
    engine: Engine = None,
    cluster: Cluster = None,
    database: Database = None,
) -> None:
    """Read articles and write their facts; the same command again does what is not done yet.

    Exit code 0: all read; 2: something was rejected (see rejected.jsonl) or nothing could be done; 130: stopped by Ctrl-C.
    """
    _look_at(database, out, engine, cluster, form)
    folder = {"part_size": int(part_size * 2**20), "apart": apart, "form": form, "restart": restart, "retry": retry}
    _used(folder | {"files_from": files_from, "unread": unread}, out, engine)
    wanted = {
        "timeml": timeml,
        "observations": not no_observations,
        "min_confidence": min_confidence,
        "accurate": accurate,
    }
    extractor = _extractor(model, vague_dates, aliases, **wanted)
    columns = {"text_column": text_column, "title_column": title_column, "date_column": date_column, "ids": ids}
    read = read_options(published, published_default, encoding, max_size, country, columns)
    shared = {"extractor": extractor, "options": read, "workers": _workers(jobs, timeout, memory)}
    if engine:
        _on_engine(engine, paths or [], out, shared, cluster=cluster, form=form, restart=restart)
    _here(list(sources.named(paths or [], files_from)), out, shared, folder, unread=unread, database=database)


def _look_at(database: str | None, out: str, engine: str | None, cluster: str | None, form: str) -> None:
    """Say which options do not go together, and what is wrong with a database to load into, before any work."""
    if database and (out == "-" or engine):
        raise InputError("--load needs a folder of this machine for the outputs: -o FOLDER, no --engine")
    if cluster and not engine:
        raise InputError("--cluster is the address for --engine ray or spark: name one")
    if form != "jsonl" and out == "-":
        raise InputError("--format parquet needs a folder: -o FOLDER; -o - prints JSON Lines")
    if not out:
        raise InputError("-o is empty: name a folder for the output, . for this one, or - to print facts")
    if sources.is_address(out) and not engine:
        raise InputError(f"-o {out}: an address: name a folder of this machine, or an --engine, which can write there")
    if database:
        loading.check(database, coming=Path(out))


def _used(given: dict[str, Any], out: str, engine: str | None) -> None:
    """Raise InputError for an option given that such a run has no use for."""
    unused: dict[str, str] = {"apart": "--parts", "retry": "--retry-rejected"} if engine or out == "-" else {}
    unused |= (
        {"files_from": "--files-from", "unread": "--unread"} if engine else {"restart": "--restart"} if unused else {}
    )
    what = "a run without --engine" if engine else "a run with a folder: -o FOLDER; -o - keeps nothing"
    if option := next((option for name, option in unused.items() if given[name]), None):
        raise InputError(f"{option} is for {what}")


def _extractor(model: str, vague_dates: bool, aliases: Path | None, **wanted: Any) -> "Extractor":  # noqa: ANN401
    from factx.kinds.organization.aliases import read_aliases
    from factx.pipeline import Extractor

    known = read_aliases(aliases) if aliases else None
    return Extractor(model, vague_dates, known, **wanted)


def _workers(jobs: int, timeout: float, gigabytes: float) -> "Workers":
    from factx.batch.options import Workers
    from factx.read.options import GIGABYTE

    return Workers(bounds.workers(jobs), timeout, int(gigabytes * GIGABYTE))


def _here(
    paths: "list[Source]",
    out: str,
    shared: dict[str, Any],
    folder: dict[str, Any],
    *,
    unread: bool,
    database: str | None,
) -> NoReturn:
    """Extract on this machine, and end with the exit code that makes."""
    from factx import batch
    from factx.cli.progress import Watch

    with Watch(unread=unread, table=out != "-") as watch, _stoppable() as stop:
        shared |= {"seen": watch.seen, "stop": stop}
        if out == "-":
            streams.data()
            summary = batch.stream(paths, sys.stdout, **shared)
        else:
            summary = batch.run(paths, Path(out), **shared, **folder)
    unnamed(shared["options"].ids, summary)
    loaded = True
    if database and summary.documents and not summary.stopped:
        loaded = loading.into(Path(out), database)
    _tell(summary, out, loaded=loaded)


def _on_engine(engine: Any, paths: list[str], out: str, shared: dict[str, Any], **cluster: Any) -> NoReturn:  # noqa: ANN401
    """Extract on a cluster, and end with the exit code that makes."""
    from factx import engines

    _tell(engines.extract(engine, paths, out, **shared, **cluster), out)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Give what tells whether Ctrl-C was pressed or an end asked for; a second time it interrupts at once."""
    asked = False

    def ask(number: int, _: object) -> None:
        nonlocal asked
        if asked:
            signal.default_int_handler(number, None)
        asked = True
        streams.say("factx: finishing what is in hand (again to stop at once)", err=True)

    before = {s: signal.signal(s, ask) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(summary: "Summary", out: str, *, loaded: bool = True) -> NoReturn:
    """Print a run's table, and end with the exit code that it makes: 2 as well where not all was loaded."""
    if summary.stopped:
        kept = "" if out == "-" else f"; {summary.documents} documents are kept: the same command goes on from there"
        streams.say(f"factx: stopped{kept}", err=True)
        raise typer.Exit(130)
    if summary.passed:
        counts = ", ".join(f"{n:,} {what}" for what, n in summary.passed.items())
        streams.say(f"factx: passed over in folders: {counts}", err=True)
    if not (summary.documents or summary.rejected):
        streams.say("factx: nothing to read: no file of a known format there", err=True)
    if out != "-":
        from rich.console import Console

        from factx.report import terminal as report

        if summary.already:
            streams.say(f"{out} is complete already: nothing to do (--restart begins anew)")
        elif summary.kept:
            streams.say(f"went on after {summary.kept} documents")
        Console(highlight=False).print(report.summary_table(summary))
    raise typer.Exit(2 if summary.rejected or not summary.documents or not loaded else 0)
