"""The list of a run's inputs: written down before anything is read, compared with that of an earlier start."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from factx.batch.claim import OUTPUTS
from factx.errors import InputError
from factx.files.durable import created
from factx.read import Found, Piped, Source, files
from factx.read.find import path_text
from factx.read.options import MEGABYTE
from factx.records import Rejection

_LOOKED_AT = 8 * MEGABYTE  # at both ends of a file: all of one up to twice that


class Listed(NamedTuple):
    """What was listed: a hash that no order of the inputs changes, their size in bytes and their number."""

    hash: str
    size: int
    number: int


class News(NamedTuple):
    """What became of a list: lines that came to it, and, if one of the older lines is no longer right, what it says."""

    added: list[str]
    lost: str | None


def list_inputs(paths: Iterable[Source], path: Path, folder: Path, passed: Counter[str] | None = None) -> Listed:
    """Write all inputs, in order, into a file; outputs of `folder` among them are passed over.

    What is passed over in folders is counted in `passed` by suffix.

    Raises InputError as files() does, and where an output was named as an input.
    """
    total, size, count = 0, 0, 0
    outputs = _identities(folder)
    with created(path) as file:
        for source in paths:
            for each in files([source], passed):
                if isinstance(each, Found):
                    mark, identity = _look(each.path)
                    if identity in outputs:
                        _passed_over(source, each)
                        continue
                    size += each.size
                row = (
                    "piped"
                    if isinstance(each, Piped)
                    else [*each, mark]
                    if isinstance(each, Found)
                    else each.model_dump()
                )
                line = json.dumps(row) + "\n"
                total += _number(line)
                count += 1
                file.write(line)
    return Listed(f"{total % 2**256:064x}"[:16], size, count)


def _number(line: str) -> int:
    """Return a number that stands for an input: for its path and content, and its time only where not all of that was looked at."""
    row = json.loads(line)
    if isinstance(row, list) and row[-1] is not None and row[2] <= 2 * _LOOKED_AT:
        line = json.dumps([*row[:3], row[-1]])
    return int.from_bytes(hashlib.sha256(line.encode()).digest())


def _identities(folder: Path) -> set[tuple[int, int]]:
    """Return device and inode of each file that a run left in its folder."""
    found = set()
    for path in (*(folder / name for name in OUTPUTS), *(folder / "parts").glob("*")):
        if path.is_file():
            status = path.stat()
            found.add((status.st_dev, status.st_ino))
    return found


def _passed_over(source: Source, found: Found) -> None:
    if isinstance(source, Path) and source.is_file():
        raise InputError(f"{found.path} is an output of this very folder: name another one for the new output")


def _look(path: str) -> tuple[str | None, tuple[int, int] | None]:
    """Return a hash of a file's content, of a long one of its two ends, and its device and inode; None where it can't be read."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123 - never waits for a pipe
            status = os.fstat(file.fileno())
            digest = hashlib.blake2b(file.read(_LOOKED_AT), digest_size=8)
            file.seek(max(file.tell(), status.st_size - _LOOKED_AT))
            digest.update(file.read(_LOOKED_AT))
    except OSError:
        return None, None
    return digest.hexdigest(), (status.st_dev, status.st_ino)


def inputs(path: Path, piped: Iterable[Piped]) -> Iterator[Found | Piped | Rejection]:
    """Yield the inputs that list_inputs wrote, pipes put back in their places."""
    pipes = iter(piped)
    with path.open(encoding="utf8") as file:
        for line in file:
            row = json.loads(line)
            yield next(pipes) if row == "piped" else Found(*row[:4]) if isinstance(row, list) else Rejection(**row)


def compare(before: Path, now: Path, *, forgive: bool = False) -> News:
    """Return how a list differs from an earlier one, whatever the order of their lines.

    With `forgive`, what could not be read when the earlier one was made may be another now.
    """
    if not before.is_file():
        return News([], "other files")
    with before.open(encoding="utf8") as file:
        known = Counter(_number(line) for line in file)
    added: list[str] = []
    paths: set[str] = set()
    with now.open(encoding="utf8") as file:
        for line in file:
            number = _number(line)
            if known[number]:
                known[number] -= 1
            else:
                added.append(line)
                paths.add(path_of(line))
    if not known.total():
        return News(added, None)
    with before.open(encoding="utf8") as file:
        gone = (line for line in file if known[_number(line)])
        path = next((path_of(line) for line in gone if not (forgive and _unread(line))), None)
    if path is None:
        return News(added, None)
    return News(added, f"{path} is not the file it was" if path in paths else f"{path} is no longer among them")


def _unread(line: str) -> bool:
    row = json.loads(line)
    return isinstance(row, dict) or row[-1] is None


def extend(before: Path, fresh: Path, added: Iterable[str]) -> int:
    """Make the new list: the earlier one, in its order, then what came to it; return the length of the earlier one.

    A file whose time alone is another is listed with that: only then is it read.
    """
    with fresh.open(encoding="utf8") as file:
        now = {_number(line): line for line in file}
    with before.open(encoding="utf8") as file:
        old = [now.get(_number(line), line) for line in file]
    with created(fresh) as out:
        out.writelines(old)
        out.writelines(added)
    return len(old)


def path_of(line: str) -> str:
    """Return the path of an input as records name it."""
    row = json.loads(line)
    return path_text(row[0]) if isinstance(row, list) else str(row["path"]) if isinstance(row, dict) else "-"
