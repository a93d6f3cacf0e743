"""Paths become files: folders, patterns and links looked into, in one order, each file with its size and time."""

import glob
import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import IO, NamedTuple

from factx.errors import InputError
from factx.read.formats import bare, known, sniff, suffix
from factx.records import Rejection

_HEAD = 512
MARK = ".factx"  # in a folder of parts that a run made: all that is there is the run's
ABOUT = {"readme.md", "readme.markdown"}


class Piped(NamedTuple):
    """Standard input: its format is recognised by its first bytes."""

    stream: IO[bytes]


class Found(NamedTuple):
    """A file to read: its path, the id of a text in it, its size in bytes and modification time in nanoseconds."""

    path: str
    name: str
    size: int
    time: int


class Listed(NamedTuple):
    """A path out of a list: where it is missing, that costs no other."""

    path: Path


Source = Path | Piped | Listed


def sources(paths: Source | str | Iterable[Source | str]) -> list[Source]:
    """Return paths, several or one, as they are read; raises TypeError for what is none, InputError for an empty one."""
    if not isinstance(paths, Iterable):
        paths = [paths]
    several = [paths] if isinstance(paths, str | Piped | Listed) else list(paths)
    for each in several:
        if not isinstance(each, str | Path | Piped | Listed):
            raise TypeError(f"a path is a str or a Path, not {type(each).__name__}: {each!r}")
        if each == "":
            raise InputError("a path is empty: name it, or . for this folder")
    return [Path(each) if isinstance(each, str) else each for each in several]


def files(paths: Iterable[Source], passed: Counter[str] | None = None) -> Iterator[Found | Piped | Rejection]:
    """Yield the article files among paths; a text in a folder is called by its path there, without suffix.

    A folder gives the files with a known suffix in it and below; all others are counted in `passed` by suffix, hidden ones
    as "hidden", outputs of factx as that, and a README.md, which is about the folder, by its name. What is named itself and not read, and what cannot
    be opened, is a Rejection. Raises InputError for a path that does not exist.
    """
    passed = Counter() if passed is None else passed
    for path in paths:
        if isinstance(path, Piped):
            yield path
        elif isinstance(path, Listed):
            try:
                yield from files([path.path], passed)
            except InputError as error:
                yield Rejection(path=path_text(path.path), reason=str(error).removesuffix(f": {path.path}"))
        elif os.path.isdir(path):  # noqa: PTH112 - False where it may not be looked at
            yield from _below(str(path), passed)
        elif os.path.lexists(path):
            yield from _named(path)
        elif glob.has_magic(str(path)):
            matches = _matches(path)
            if not matches:
                raise InputError(f"no file matches {path}")
            yield from files((Path(m) for m in matches), passed)
        else:
            raise InputError(f"no such file or folder: {path}")


def _matches(path: Path) -> list[str]:
    try:
        return sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - of any root
    except RecursionError as error:
        raise InputError(f"{path}: folders too deep in one another for a pattern: name the folder itself") from error


def _named(path: Path) -> Iterator[Found | Rejection]:
    """Yield a file that was named itself: of a known suffix or none, or known by its first bytes."""
    found = _file(str(path), bare(path.name))
    if isinstance(found, Found) and not known(path.name) and (last := suffix(path.name)):
        try:
            with path.open("rb") as file:
                told = sniff(file.read(_HEAD))
        except OSError as error:
            found = Rejection(path=path_text(path), reason=f"cannot be read: {error.strerror}")
        else:
            if not told:
                reason = f"{last} is no format that is read: if it is plain text, name it .txt or give it on stdin"
                found = Rejection(path=path_text(path), reason=reason)
    yield found


def _below(folder: str, passed: Counter[str]) -> Iterator[Found | Rejection]:
    """Yield the files of a folder and those below it, by name; folders may be as deep in one another as a path can be."""
    above = [(_inside(folder, passed), "")]
    while above:
        entry = next(above[-1][0], None)
        prefix = above[-1][1]
        if entry is None:
            above.pop()
        elif isinstance(entry, Rejection):
            yield entry
        elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            above.append((_inside(entry.path, passed), f"{prefix}{entry.name}/"))
        else:
            yield from _entry(entry, prefix, passed)


def _inside(folder: str, passed: Counter[str]) -> Iterator["os.DirEntry[str] | Rejection"]:
    """Yield what is in a folder, by name, but for what a run of factx left there: that is counted."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        yield Rejection(path=path_text(folder), line=None, reason=f"cannot be read: {error.strerror}")
        return
    ours = _of_a_run(folder, {entry.name for entry in inside})
    for entry in inside:
        if entry.name not in ours:
            yield entry
        elif not entry.name.startswith("."):
            passed["outputs of factx"] += 1


def _of_a_run(folder: str, names: set[str]) -> set[str]:
    """Return which names in a folder are those of a run's outputs: facts are no articles."""
    if MARK in names:
        return names
    about = Path(folder, "run.json")
    if "run.json" not in names or not about.is_file():
        return set()
    try:
        run = json.loads(about.read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    files = run.get("files") if isinstance(run, dict) and "depends_on" in run else None
    return {name.partition("/")[0] for name in ("run.json", "_factx", *files)} if isinstance(files, dict) else set()


def _entry(entry: "os.DirEntry[str]", prefix: str, passed: Counter[str]) -> Iterator[Found | Rejection]:
    """Yield what is no folder, if it is read, or why it is not; or count it."""
    if entry.name.startswith("."):
        passed["hidden"] += 1
    elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - False of a link to itself
        yield Rejection(path=path_text(entry.path), line=None, reason="a link to a folder: not followed")
    elif known(entry.name) and entry.name.lower() not in ABOUT:
        yield _file(entry.path, prefix + bare(entry.name))
    else:
        passed[entry.name if entry.name.lower() in ABOUT else suffix(entry.name) or "without a suffix"] += 1


def _file(path: str, name: str) -> Found | Rejection:
    """Return a file with its size and time; what is no regular file is never opened."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a million of them
    except OSError as error:
        return Rejection(path=path_text(path), line=None, reason=f"cannot be read: {error.strerror}")
    if not stat.S_ISREG(status.st_mode):
        return Rejection(path=path_text(path), line=None, reason="no regular file: a pipe, socket or device")
    return Found(path, path_text(name), status.st_size, status.st_mtime_ns)


def path_text(path: str | PurePath) -> str:
    r"""Return a path as text, bytes that are not UTF-8 escaped as \xNN."""
    return os.fsencode(path).decode("utf8", "backslashreplace")
