"""What run.json says of a run's files: sizes and hashes, by which a folder is known to be factx's and to be whole."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

from factx.errors import InputError

KEY = "depends_on"  # in run.json: what the bytes of the output follow from
FILES = "files"  # in run.json: the files of the run


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
    """Return the run.json of a folder that a finished run of factx left; None where there is none."""
    run = read(folder / "run.json")
    return run if run is not None and isinstance(run.get(KEY), dict) else None


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
    found = (fault(folder / name, wanted, content=content) for name, wanted in files(finished(folder)).items())
    yield from (each for each in found if each)


def check(folder: Path, *, content: bool = True) -> None:
    """Raise InputError where a file of a finished run is not as it was written; what has no run.json is not looked at."""
    if wrong := next(faults(folder, content=content), None):
        raise InputError(f"{wrong}: extract it again (--restart), or move run.json away if you changed it yourself")
