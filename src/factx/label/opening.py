"""A labelling session opened: the articles read, the folder locked, what it begins with."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from factx.errors import InputError
from factx.evaluate.said import FOLDER
from factx.files import folder as outputs
from factx.label.book import Book
from factx.label.lock import WriterLock
from factx.label.rows import SUGGESTED, Labels, Shelf
from factx.label.suggest import by_extractor, by_two
from factx.read import ReadOptions, documents
from factx.records import Document

_NAME = re.compile(r"[^\W_][\w .-]{0,60}")


def articles(paths: list[Path], options: ReadOptions) -> dict[str, Document]:
    """Return the articles of files and folders by id; of a folder that factx extract wrote, its documents.

    Raises InputError where there are none.
    """
    found: dict[str, Document] = {}
    for path in paths:
        run = any((path / name).exists() for name in ("documents.jsonl", "documents.parquet", "run.json"))
        read = outputs.documents(path) if run else documents([path], options)
        found |= {item.id: item for item in read if isinstance(item, Document)}
    if not found:
        raise InputError(f"no articles in {', '.join(map(str, paths))}")
    return found


def own_folder(gold: Path, name: str | None) -> Path:
    """Return the folder of an annotator's gold; raises InputError for a name that cannot be a folder's."""
    if name is None:
        return gold
    if not _NAME.fullmatch(name) or name == FOLDER or name.endswith((".", " ")):
        raise InputError(f"no name of an annotator: {name!r}: letters, digits, spaces and .-_, at most 60")
    return gold / name


@contextmanager
def opened(folder: Path, found: Mapping[str, Document], *, suggest: bool = False) -> Iterator[Book]:
    """Give the book of a folder, held alone until the end; raises OutputError where another labels in it."""
    with WriterLock(folder):
        yield Book(found, Shelf(folder, found), by_extractor if suggest else None)


@contextmanager
def settling(gold: Path, found: Mapping[str, Document], names: tuple[str, str]) -> Iterator[tuple[Book, int]]:
    """Give the book in which the labels of two annotators become one gold, and how many articles they agreed on in full.

    It holds the articles that both have labelled; those on which they agree are written at once.
    """
    if names[0] == names[1]:
        raise InputError("two annotators, not the same one twice")
    one, other = (Shelf(own_folder(gold, name), found).labels for name in names)
    for name, labels in zip(names, (one, other), strict=True):
        open_ = [doc_id for doc_id, each in labels.items() if unconfirmed(each)]
        if open_:
            raise InputError(
                f"{name} has suggestions that are not confirmed, in {open_[0]}: confirm or remove them first"
            )
    both = {doc_id: found[doc_id] for doc_id in found if doc_id in one and doc_id in other}
    if not both:
        raise InputError(f"no article that {names[0]} and {names[1]} have both labelled in {gold}")
    with WriterLock(gold):
        shelf = Shelf(gold, both)
        book = Book(both, shelf, lambda document: by_two(one[document.id], other[document.id], names))
        agreed = 0
        for doc_id in both:
            if doc_id not in shelf.labels and not unconfirmed(book.labels(doc_id)):
                book.change(doc_id, 0, "keep", {})
                agreed += 1
        yield book, agreed


def unconfirmed(labels: Labels) -> bool:
    """Return whether any of an article's rows is but suggested."""
    return any(row.get(SUGGESTED) for row in (*(labels.facts or ()), *(labels.said or ())))
