"""Rejections that another try may mend (time, memory, a disk): which they are, and what has to be read again for them."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from factx.batch.chunks import Position
from factx.batch.parts import Parts
from factx.batch.summary import Summary
from factx.batch.wanted import Wanted
from factx.errors import InputError
from factx.files import folder as outputs
from factx.files.durable import created

_MENDED_BY_TIME = re.compile(
    r"took over [^ ]+ s(?:$|:)|its (?:worker|reader) died of it|raised (?:Memory|OS)Error|cannot be read: "
)


def wanted(folder: Path) -> Wanted:
    """Return what a finished run's rejections that may be mended are of."""
    found = Wanted()
    for line in outputs.lines(folder, "rejected"):
        row = json.loads(line)
        if _MENDED_BY_TIME.match(row["reason"]):
            if row["line"] is None:
                found.paths.add(row["path"])
            else:
                found.records.add((row["path"], row["line"]))
    return found


def cannot(folder: Path, why: str) -> InputError:
    """Return the error that says why the inputs of a run cannot be read again, and where its rejected records are."""
    return InputError(
        f"--retry-rejected reads the same inputs again: {why}; {folder}/rejected.jsonl has the rejected records whole, "
        "field record: extract those, or give --restart"
    )


def seed(parts: Parts, done: dict[str, Any], tables: Iterable[str], again: Wanted, ids: bytes) -> None:
    """Make a finished run, but for what is wanted again, the first part of the one that reads it again."""
    if done.get("parts"):
        raise InputError(
            f"{parts.folder} was left in parts: --retry-rejected needs joined output (the same without --parts)"
        )
    aside = parts.parts / ".kept.part"
    gone = 0
    with parts.writing(), created(aside) as file:
        for line in outputs.lines(parts.folder, "rejected"):
            row = json.loads(line)
            if again.has(row["path"], row["line"]):
                gone += 1
            else:
                file.write(line + "\n")
    state = Summary.of_run(done).as_state() | {"already": False}
    state["rejected"] -= gone
    files = {table: aside if table == "rejected" else outputs.files(parts.folder, table)[0] for table in tables}
    parts.seed(files, Position(), state, lambda: ids)
