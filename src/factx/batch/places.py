"""Where the documents of a run come from: as a number while it runs, as a file's name and a line for who reads of it."""

from array import array
from collections.abc import Callable
from pathlib import Path

from factx.batch.inputs import path_of

_LINES = 32  # bits
UNKNOWN = (1 << 64) - 1


def place(number: int, line: int | None) -> int:
    """Return a place as a number of eight bytes: of the input among all, and of the line, row or record in it."""
    return number << _LINES | min(line or 0, (1 << _LINES) - 1)


def name(place: int, path: Callable[[int], str]) -> str:
    """Return a place in words; path() is asked for that of an input."""
    if place == UNKNOWN:
        return "an article of an earlier start"
    number, line = place >> _LINES, place & (2**_LINES - 1)
    return f"{path(number)}:{line}" if line else path(number)


class Listing:
    """The paths in a list of inputs by their number, looked up in the file itself."""

    def __init__(self, path: Path) -> None:
        """Name the file that list_inputs wrote; it may grow."""
        self.path, self._starts = path, array("Q", [0])

    def __call__(self, number: int) -> str:
        """Return the path of an input."""
        with self.path.open("rb") as file:
            file.seek(self._starts[-1])
            while len(self._starts) <= number and file.readline():
                self._starts.append(file.tell())
            file.seek(self._starts[min(number, len(self._starts) - 1)])
            line = file.readline().decode("utf8")
        return path_of(line) if line else "another input"
