"""The label command: a page on which a person makes gold labels."""

import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factx.cli.options import Country, Published
from factx.cli.reading import DateColumn, Ids, PublishedDefault, TextColumn, TitleColumn, read_options
from factx.errors import InputError, OutputError

if TYPE_CHECKING:
    from factx.label.book import Book

EXAMPLE = (
    "Example: factx label corpus/ -o gold/      factx label corpus/ -o gold/ --as anna      "
    "factx label corpus/ -o gold/ --settle anna ben"
)
As = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who labels: the labels are kept in a folder of this name.")
]
Suggest = Annotated[
    bool,
    typer.Option(
        "--suggest", help="Begin with what factx finds, to be confirmed one by one; without, an article begins empty."
    ),
]
Settle = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="NAME NAME", help="Make one gold of what two annotators have labelled: show where they differ."
    ),
]
MEGABYTES = 16


def label(  # noqa: PLR0917 - a command's options
    paths: Annotated[list[Path], typer.Argument(help="Articles, as for extract, or a folder that extract wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the gold labels.")],
    name: As = None,
    suggest: Suggest = False,
    settle: Settle = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of 127.0.0.1; 0: a free one.")] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    published: Published = None,
    published_default: PublishedDefault = None,
    country: Country = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    ids: Ids = None,
) -> None:
    """Label articles on a page of this machine, by mouse or keyboard; every change is saved at once, and can be undone."""
    from factx.label import opening

    if settle and (name or suggest):
        raise InputError("--settle goes without --as and --suggest")
    columns = {"text_column": text_column, "title_column": title_column, "date_column": date_column, "ids": ids}
    options = read_options(published, published_default, None, MEGABYTES, country, columns)
    found = opening.articles(paths, options)
    about: dict[str, Any] = {"annotator": name, "suggest": suggest, "settle": list(settle or ())}
    with ExitStack() as held:
        if settle:
            book, agreed = held.enter_context(opening.settling(out, found, settle))
            typer.echo(f"{len(book.documents)} articles of both; in full agreement and written now: {agreed}")
        else:
            book = held.enter_context(opening.opened(opening.own_folder(out, name), found, suggest=suggest))
        _serve(book, about, port, open_page=open_page)


def _serve(book: "Book", about: dict[str, Any], port: int, *, open_page: bool) -> None:
    from factx.label.server import Server

    try:
        server = Server(book, about, port)
    except OSError as error:
        raise OutputError(f"port {port}: {error.strerror}") from error
    with server:
        typer.echo(f"{server.address}\nCtrl-C ends it; every change is saved when it is made.")
        if open_page:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("stopped")
