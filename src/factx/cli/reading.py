"""Options of the extract command that say how files are read, and what they make together."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factx.cli import streams
from factx.errors import InputError

if TYPE_CHECKING:
    from factx.batch import Summary
    from factx.read import ReadOptions

FilesFrom = Annotated[
    str | None, typer.Option(help="File with a path a line, or as find -print0 has them, to read as well; - is stdin.")
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the files, where it is known.")]
_NAMED = "Without, it is known by its name. PATTERN=NAME is for the files that a pattern fits"
TextColumn = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help=f"Field or column that holds the text. {_NAMED}: '*.csv=body'. May be repeated."),
]
TitleColumn = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help=f"That of the headline: subject. {_NAMED}: 'a/*=head'.")
]
DateColumn = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help=f"That of the day of publication: meta.date. {_NAMED}: '*.json=at'."),
]
Ids = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        metavar="NAME",
        help="What a document is called by: unique (its own id, else its file's name and eight digits of its text's hash; "
        "a name with a day in it stays as it is), name (without them), path, hash, or a field; '*.csv=url' for some files. "
        "Without, unique.",
    ),
]
PublishedDefault = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Publication date of the articles for which nothing else says one: 2021-09-24.",
    ),
]


def read_options(
    published: datetime | None,
    default: datetime | None,
    encoding: str | None,
    max_size: float,
    country: str | None,
    columns: dict[str, list[str] | None],
) -> "ReadOptions":
    """Return what the command line says of how to read."""
    from factx.read import labels
    from factx.read.options import MEGABYTE, ReadOptions

    if encoding and labels.codec(encoding) is None:
        raise InputError(f"--encoding {encoding}: no encoding of this name is known")
    fields: dict[str, Any] = {name: "\n".join(each) if each else None for name, each in columns.items()}
    fields["ids"] = _ids(columns.get("ids") or [])
    return ReadOptions(
        published=published.date() if published else None,
        published_default=default.date() if default else None,
        encoding=encoding,
        max_bytes=round(max_size * MEGABYTE),
        country=country,
        **fields,
    )


def _ids(given: list[str]) -> str:
    """Return what documents are called by: unique in the files of which nothing else is said."""
    from factx.read.fields import for_all

    return "\n".join(given if any(map(for_all, given)) else [*given, "unique"])


def unnamed(ids: str | None, summary: "Summary") -> None:
    """Tell which fields that documents are to be called by are in no file."""
    from factx.read.options import OWN_IDS

    for field in sorted({_name(line) for line in (ids or "").split("\n")} - {"", *OWN_IDS}):
        if not any(f"id from {field}" in choice for choice in summary.fields) and not summary.already:
            streams.say(f"factx: --id {field}: no file has such a field; articles are called by their places", err=True)


def _name(line: str) -> str:
    return line.rpartition("=")[2]
