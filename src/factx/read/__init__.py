"""Files become Documents; what cannot be read becomes a Rejection with its reason, and the run goes on."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from factx.errors import InputError
from factx.read import jsonl, text
from factx.records import Document, Rejection

SUFFIXES = {".txt": text.read, ".json": jsonl.read_json, ".jsonl": jsonl.read_lines, ".ndjson": jsonl.read_lines}


class Piped(NamedTuple):
    """What came through a pipe: JSON Lines if it begins with {, else one text."""

    data: bytes


Source = Path | Piped


def documents(
    paths: Iterable[Source], *, published: date | None = None, encoding: str | None = None
) -> Iterator[Document | Rejection]:
    """Yield every article of files and folders, in the order given and by name within a folder.

    `published` is the publication date of all of them, whatever they say; `encoding` is the declared encoding. A second
    document of an id already read is a Rejection.
    """
    seen: set[str] = set()
    for path, name in files(paths):
        for item in _read(path, name, encoding):
            if isinstance(item, Rejection):
                yield item
            elif item.id in seen:
                yield Rejection(path=_shown(path), line=None, reason=f"duplicate id: {item.id}")
            else:
                seen.add(item.id)
                yield item.model_copy(update={"published": published}) if published else item


def _shown(path: Source) -> str:
    return "-" if isinstance(path, Piped) else str(path)


def files(paths: Iterable[Source]) -> Iterator[tuple[Source, str]]:
    """Yield the article files among paths, each with the id of a text in it: its path in its folder, no suffix.

    A folder gives the files with a known suffix in it and below, hidden ones left out. Raises InputError for a path that
    does not exist or is of no known type.
    """
    for path in paths:
        if isinstance(path, Piped):
            yield path, "stdin"
        elif path.is_dir():
            found = (f for f in path.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file())
            for file in sorted(f for f in found if not any(p.startswith(".") for p in f.relative_to(path).parts)):
                yield file, file.relative_to(path).with_suffix("").as_posix()
        elif not path.exists():
            raise InputError(f"no such file or folder: {path}")
        elif path.suffix.lower() not in SUFFIXES:
            raise InputError(f"{path}: not one of {' '.join(SUFFIXES)}")
        else:
            yield path, path.stem


def _read(path: Source, name: str, encoding: str | None) -> Iterator[Document | Rejection]:
    if isinstance(path, Piped):
        lines = path.data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{")
        yield from SUFFIXES[".jsonl" if lines else ".txt"](path.data, "-", name, encoding)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Rejection(path=str(path), line=None, reason=f"cannot be read: {error.strerror}")
        return
    yield from SUFFIXES[path.suffix.lower()](data, str(path), name, encoding)
