"""Files that are on the disk when they are said to be, and that take no other file's place unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


def new(path: Path, mode: str = "w") -> IO[Any]:
    """Open a file that is not there yet, for writing; what was left under its name is removed, never written into.

    A link is not followed: its name may be known to others.
    """
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf8", "newline": "\n"}
    return os.fdopen(os.open(path, flags, 0o666), mode, **text)


@contextmanager
def created(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """Give a new file to write to; once left without an error it is on the disk, not only on its way there."""
    with new(path, mode) as file:
        yield file
        sync(file)


def sync(file: IO[Any]) -> None:
    """Bring what was written to a file to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: after a rename or a new file (not on Windows, which has no such call)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, text: str, aside: Path | None = None) -> None:
    """Write a file so that it is there whole or not at all, also after a crash or a power cut; first into `aside`."""
    aside = aside or path.with_name(f".{path.name}.part")
    with created(aside) as file:
        file.write(text)
    aside.replace(path)
    sync_folder(path.parent)
