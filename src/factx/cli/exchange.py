"""The import-gold and export-gold commands: gold labels from and for other tools."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from factx.cli import streams
from factx.errors import InputError

Tool = Literal["label-studio", "prodigy", "spacy", "brat"]
IMPORT = (
    "Example: factx import-gold project.json --from label-studio --articles corpus/ -o gold/ --map COMPANY=organization      "
    "factx import-gold dev.spacy --from spacy --write-articles dev.jsonl -o gold/"
)
EXPORT = "Example: factx export-gold gold/ corpus/ --to prodigy -o gold-prodigy.jsonl --map ORG=organization"
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="THEIRS=OURS",
        help="Which label of theirs is which kind of ours; THEIRS= leaves it out. May be repeated. "
        "Without: by name, ORG is organization.",
    ),
]


def import_gold(
    file: Annotated[Path, typer.Argument(help="File of the tool; of brat a folder, or one .ann.")],
    tool: Annotated[Tool, typer.Option("--from", help="Whose file it is.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the gold labels.")],
    articles: Annotated[
        list[Path] | None, typer.Option(help="The articles that were labelled, or what extract wrote of them.")
    ] = None,
    write_articles: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="Write the file's texts as articles, and label those.")
    ] = None,
    names: Map = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take values that factx reads, and names as they stand, as gold unseen.")
    ] = False,
) -> None:
    """Make gold labels of what was labelled elsewhere; a value that the file lacks is a suggestion, see factx label."""
    from factx.label import importing, opening
    from factx.label.lock import WriterLock
    from factx.label.rows import Shelf
    from factx.read import ReadOptions

    if (articles is None) == (write_articles is None):
        raise InputError("name the articles with --articles, or have them written with --write-articles FILE.jsonl")
    known = importing.names(names or ())
    if write_articles:
        importing.write_articles(file, tool, write_articles)
    paths = articles or ([write_articles] if write_articles else [])
    found = opening.articles(paths, ReadOptions(ids="unique"))
    with WriterLock(out):
        shelf = Shelf(out, found)
        told, gold = importing.taken(file, tool, shelf, known, accept=accept)
        for doc_id, labels in gold.items():
            shelf.write(doc_id, labels)
    open_ = f", {told.open} of them to be confirmed in factx label" if told.open else ""
    streams.say(f"{told.articles} articles, {told.labels} labels{open_}")
    for why, count in sorted(told.left.items()):
        streams.say(f"left out: {why}: {count}", err=True)


def export_gold(
    gold: Annotated[Path, typer.Argument(help="Folder of gold labels.")],
    articles: Annotated[list[Path], typer.Argument(help="The articles, or a folder that extract wrote.")],
    tool: Annotated[Tool, typer.Option("--to", help="For whom.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write; for brat a folder.")],
    names: Map = None,
) -> None:
    """Write gold labels for another tool; values and observations travel along and come back with import-gold."""
    from factx.label import importing, opening
    from factx.label.formats import FORMATS
    from factx.label.rows import Shelf
    from factx.read import ReadOptions

    known = importing.names(names or ())
    shelf = Shelf(gold, opening.articles(articles, ReadOptions(ids="unique")))
    marked = list(importing.exported(shelf, known))
    if not marked:
        raise InputError(f"no gold labels of these articles in {gold}")
    FORMATS[tool].write(out, marked)
    streams.say(f"{len(marked)} articles, {sum(len(each.marks) for each in marked)} labels")
