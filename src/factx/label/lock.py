"""One writer of a gold folder at a time: a lock file whose lock ends with the process, however that ends."""

import os
from pathlib import Path
from typing import Self

from factx.errors import OutputError

NAME = ".label.lock"


class WriterLock:
    """The right to write labels to a folder, held from `with` to its end; raises OutputError where another has it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when the lock is taken."""
        self.path = folder / NAME
        self._handle = -1

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._take()
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror}") from error
        os.ftruncate(self._handle, 0)
        os.write(self._handle, f"{os.getpid()}\n".encode())
        return self

    def _take(self) -> None:
        while self._handle < 0:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            if not _locked(handle):
                other = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                raise OutputError(f"{self.path.parent} is being labelled by another factx label (process {other})")
            try:
                same = os.path.samestat(os.fstat(handle), self.path.stat())
            except FileNotFoundError:
                same = False
            if same:
                self._handle = handle
            else:  # removed by one who ended meanwhile
                os.close(handle)

    def __exit__(self, *_: object) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1


def _locked(handle: int) -> bool:
    """Lock an open file for this process; return whether that succeeded."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
