"""What run.json says of a run's files: sizes and hashes, by which a folder is known to be factx's and to be whole."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

from factx.errors import InputError

KEY = "depends_on"  # in run.json: what the bytes of the output follow from
FILES = "files"  # in run.json: the files of the run
JOINING = (
    "joining"  # in parts/run.json: the run.json of a run that is done, but whose files are not all in their places
)


class Digest(TypedDict):
    """What a file has to be."""

    bytes: int
    sha256: str


def digest(path: Path) -> Digest:
    """Return the size and hash of a file; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return {"bytes": file.tell(), "sha256": found.hexdigest()}


def read(path: Path) -> dict[str, Any] | None:
    """Return the JSON object that a file holds; None where there is none.

    An older factx had blanks and capitals in the names of its fields: they are read as they are written now.
    """
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return {name.replace(" ", "_").lower(): each for name, each in found.items()} if isinstance(found, dict) else None


def finished(folder: Path) -> dict[str, Any] | None:
    """Return the run.json of the last run that was finished in a folder; None where there is none."""
    return coming(folder) or written(folder)


def written(folder: Path) -> dict[str, Any] | None:
    """Return the run.json that is in its place."""
    return _run(read(folder / "run.json"))


def coming(folder: Path) -> dict[str, Any] | None:
    """Return the run.json that a folder is to have: of a run that was cut off while its files got their places."""
    return _run((read(folder / "parts/run.json") or {}).get(JOINING))


def _run(found: Any) -> dict[str, Any] | None:  # noqa: ANN401 - of a file
    return found if isinstance(found, dict) and isinstance(found.get(KEY), dict) else None


def aside(folder: Path, name: str) -> Path:
    """Return where a file of a run waits for its place."""
    return folder / "parts" / f".joined.{name}"


def places(folder: Path) -> dict[str, Path]:
    """Return where the files are that the run.json of a finished run names: in their places, or waiting for them."""
    waiting = coming(folder) is not None
    known = {name: folder / name for name in files(finished(folder))}
    return {n: path if not waiting or not aside(folder, n).exists() else aside(folder, n) for n, path in known.items()}


def files(run: Mapping[str, Any] | None) -> dict[str, Digest]:
    """Return the files that a run.json names: none where an older factx wrote it."""
    found = (run or {}).get(FILES)
    rows = found.items() if isinstance(found, dict) else ()
    return {
        name: {"bytes": each["bytes"], "sha256": each["sha256"]}
        for name, each in rows
        if isinstance(each, dict) and {"bytes", "sha256"} <= {*each}
    }


def is_as(path: Path, wanted: Digest | None) -> bool:
    """Tell whether a file is there with the size and hash that it should have; its size is looked at first."""
    try:
        return wanted is not None and path.stat().st_size == wanted["bytes"] and digest(path) == wanted
    except OSError:
        return False


def fault(path: Path, wanted: Digest, *, content: bool = True) -> str | None:
    """Return in a sentence what is wrong with a file; None: nothing, or, without `content`, nothing that its size shows."""
    if not path.is_file():
        return f"{path} is gone"
    if (size := path.stat().st_size) != wanted["bytes"]:
        return f"{path} has {size:,} bytes where run.json says {wanted['bytes']:,}"
    return f"{path} has other content than run.json says" if content and not is_as(path, wanted) else None


def faults(folder: Path, *, content: bool = True) -> Iterator[str]:
    """Yield what is wrong with the files of a finished run, one sentence each."""
    known, where = files(finished(folder)), places(folder)
    found = (fault(where[name], wanted, content=content) for name, wanted in known.items() if name in where)
    yield from (each for each in found if each)


def check(folder: Path, *, content: bool = True) -> None:
    """Raise InputError where a file of a finished run is not as it was written; what has no run.json is not looked at."""
    if wrong := next(faults(folder, content=content), None):
        raise InputError(f"{wrong}: extract it again (--restart), or move run.json away if you changed it yourself")
