"""The lines that a load rejects, with file, line number and reason: counted, and kept in a file if there are any."""

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path

import jsonlines

from factx.errors import InputError, OutputError
from factx.files import jsonl
from factx.records import Rejection


class Rejected:
    """A file that appears when the load is over and something was rejected; its first few stay at hand."""

    def __init__(self, path: Path | None, shown: int = 5) -> None:
        """Name the file; None keeps none. Raises InputError for a file that holds something else."""
        if path and path.is_char_device():  # /dev/null: nothing is kept, and a device never replaced
            path = None
        if path and path.exists() and not (path.is_file() and _is_ours(path)):
            raise InputError(f"{path}: is there and holds no rejected lines: give another name with --rejected")
        self.path = path
        self.count = 0
        self.first: list[Rejection] = []
        self._shown = shown
        self._aside = path.with_name(f".{path.name}.{os.getpid()}.part") if path else None
        self._lines: jsonlines.Writer | None = None
        self._open = ExitStack()

    def add(self, rejections: Iterable[Rejection]) -> None:
        """Take more rejections in."""
        for rejection in rejections:
            self.count += 1
            if len(self.first) < self._shown:
                self.first.append(rejection)
            if self._aside:
                self._write(self._aside, rejection)

    def _write(self, aside: Path, rejection: Rejection) -> None:
        try:
            if self._lines is None:
                self._lines = jsonl.writer(self._open.enter_context(aside.open("w", encoding="utf8", newline="\n")))
            self._lines.write(rejection)
        except OSError as error:
            raise self._cannot(error) from error

    def finish(self) -> None:
        """Put the file in its place; without rejections an older one is removed."""
        try:
            self._open.close()
            if self._lines and self._aside and self.path:
                self._aside.replace(self.path)
            elif self.path and self.path.exists():
                self.path.unlink()
        except OSError as error:
            raise self._cannot(error) from error

    def close(self) -> None:
        """Take away what was begun and is not in its place."""
        with suppress(OSError):  # a folder that cannot be written to has none
            self._open.close()
            if self._aside:
                self._aside.unlink(missing_ok=True)

    def _cannot(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write {self.path}: {error.strerror}: name another file with --rejected")


def _is_ours(path: Path) -> bool:
    """Return whether a file is empty or begins with a line of those that a load writes."""
    try:
        with path.open("rb") as file:
            line = file.readline(2**20)
        return not line or bool(Rejection.model_validate_json(line))
    except (OSError, ValueError):
        return False
