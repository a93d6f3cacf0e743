"""Output in numbered parts: each is complete or absent, a later start resumes after the last, the end joins them."""

import base64
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import jsonlines

from factx.batch.chunks import Position
from factx.batch.outcome import Ids, Outcome
from factx.batch.summary import Summary
from factx.errors import OutputError
from factx.files import jsonl
from factx.files.write import Format, JsonLines, write_atomically
from factx.read.options import MEGABYTE
from factx.tables import TABLES


class Parts:
    """The parts of one run in a folder: those complete already, and the one being written."""

    def __init__(self, folder: Path, form: Format, tables: Sequence[str], size: int = 8 * MEGABYTE) -> None:
        """Name the folder and the tables; `size` is the bytes of documents.jsonl after which a part is closed."""
        self.folder, self.parts, self.form, self.tables, self.size = folder, folder / "parts", form, tables, size
        self.number, self.position = 0, Position()
        self.state: dict[str, Any] | None = None
        self._ids = Ids()
        self._open = ExitStack()
        self._locked = ExitStack()
        self._files: dict[str, IO[str]] = {}
        self._writers: dict[str, jsonlines.Writer] = {}
        self._written = 0

    def begin(self) -> None:
        """Make the folder and see that it can be written to; raises OutputError."""
        with self.writing():
            self.parts.mkdir(parents=True, exist_ok=True)
            lock = self._locked.enter_context((self.parts / ".lock").open("w"))
            if not _hold(lock):
                self._locked.close()
                raise OutputError(f"cannot write to {self.folder}: another run is writing to it")
            self._file("facts")
        self._drop()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn an error of the file system into an OutputError that says how much of the run is kept."""
        try:
            yield
        except OSError as error:
            kept = f"; {self.number} parts are kept: the same command goes on from there" if self.number else ""
            raise OutputError(f"cannot write to {self.folder}: {error.strerror}{kept}") from error

    def restart(self, state: dict[str, Any], *, apart: bool) -> None:
        """Remove the parts of an earlier run, and write down what this one depends on."""
        with self.writing():
            if apart:  # they were all there was of the earlier run
                (self.folder / "run.json").unlink(missing_ok=True)
            for path in self.parts.glob("*-[0-9]*.*"):
                path.unlink()
            (self.parts / ".inputs.part").replace(self.parts / "inputs.jsonl")
            write_atomically(self.parts / "run.json", json.dumps(state))

    def keep(self, *, apart: bool) -> None:
        """Leave a finished run as it is: removes joined parts, keeps parts asked for with --parts."""
        (self.parts / ".inputs.part").unlink(missing_ok=True)
        self.number = 1 if apart else 0
        self.clear(apart=apart)

    def resume(self) -> None:
        """Go on after the last complete part, counted without a gap from the first; remove all others."""
        (self.parts / ".inputs.part").unlink(missing_ok=True)
        while (marker := self._marker(self.number + 1)) is not None:
            self.number += 1
            self.state = marker["summary"]
            self.position = Position(*marker["position"])
            self._ids.add(base64.b64decode(marker["ids"]))
        for path in self.parts.glob("*-[0-9]*.*"):
            if int(path.stem.rpartition("-")[2].partition(".")[0]) > self.number:
                path.unlink()

    def _marker(self, number: int) -> dict[str, Any] | None:
        try:
            marker: dict[str, Any] = json.loads((self.parts / f"done-{number:05}.json").read_text("utf8"))
        except (OSError, ValueError):
            return None
        sizes = {name: (self.parts / name).stat().st_size for name in marker["sizes"] if (self.parts / name).is_file()}
        return marker if sizes == marker["sizes"] else None

    def add(self, outcome: Outcome) -> Outcome:
        """Write an outcome and return it; a document whose id was there before becomes a rejection."""
        outcome = self._ids.once(outcome)
        with self.writing():
            if outcome.rejection:
                self._writer("rejected").write(outcome.rejection)
            for table, lines in outcome.lines.items():
                self._writer(table).write_all(lines)
            self._written += sum(map(len, outcome.lines.get("documents", ())))
        return outcome

    def _file(self, table: str) -> IO[str]:
        if table not in self._files:
            path = self.parts / f".{table}.part"
            self._files[table] = self._open.enter_context(path.open("w", encoding="utf8", newline="\n"))
        return self._files[table]

    def _writer(self, table: str) -> jsonlines.Writer:
        if table not in self._writers:
            self._writers[table] = jsonl.writer(self._file(table))
        return self._writers[table]

    @property
    def full(self) -> bool:
        """Return whether the part being written has reached its size."""
        return self._written >= self.size

    def close(self, position: Position, summary: Summary) -> None:
        """Complete the part being written: its files first, then the marker that makes it count."""
        with self.writing():
            sizes = {}
            for table in self.tables:
                file = self._file(table)
                file.flush()
                os.fsync(file.fileno())
                form = JsonLines if table == "rejected" else self.form
                name = f"{table}-{self.number + 1:05}{form.suffix}"
                form.put(self.parts / f".{table}.part", self.parts / name, table)
                sizes[name] = (self.parts / name).stat().st_size
            packed = base64.b64encode(self._ids.fresh()).decode()
            marker = {"position": position, "sizes": sizes, "summary": summary.as_state(), "ids": packed}
            write_atomically(self.parts / f"done-{self.number + 1:05}.json", json.dumps(marker))
            self.number += 1
            self.position = position
        self._drop()

    def _drop(self) -> None:
        """Discard the part being written."""
        self._open.close()
        for table in TABLES:
            (self.parts / f".{table}.part").unlink(missing_ok=True)
        self._files, self._writers, self._written = {}, {}, 0

    def leave(self) -> None:
        """Discard what is incomplete, and the folder of parts where no part is complete; release the lock."""
        try:
            self._drop()
            if not self.number:
                self.clear()
            (self.parts / ".lock").unlink(missing_ok=True)
        except OSError:
            pass  # what cannot be written to need not be tidied
        self._locked.close()

    def join(self, run: dict[str, Any], *, apart: bool) -> None:
        """End the run: join its parts into one file a table, or leave them apart; write run.json last."""
        with self.writing():
            for table in self.tables:
                form = JsonLines if table == "rejected" else self.form
                pieces = [self.parts / f"{table}-{n + 1:05}{form.suffix}" for n in range(self.number)]
                aside = self.folder / f".{table}{form.suffix}.part"
                if not apart:
                    form.join(pieces, aside, table)
            for table in TABLES:
                form, joined = JsonLines if table == "rejected" else self.form, not apart and table in self.tables
                for old in (self.folder / f"{table}{suffix}" for suffix in (".jsonl", ".parquet")):
                    if not joined or old.suffix != form.suffix:
                        old.unlink(missing_ok=True)
                if joined:
                    (self.folder / f".{table}{form.suffix}.part").replace(self.folder / f"{table}{form.suffix}")
            write_atomically(self.folder / "run.json", json.dumps(run, ensure_ascii=False, indent=2) + "\n")
            self.clear(apart=apart)

    def clear(self, *, apart: bool = False) -> None:
        """Remove all parts; with `apart` only the files that say how far the run was."""
        for name in ("run.json", "inputs.jsonl") if apart else ():
            (self.parts / name).unlink(missing_ok=True)
        if not apart:
            shutil.rmtree(self.parts, ignore_errors=True)


def _hold(file: IO[str]) -> bool:
    """Lock a file until it is closed or this process ends; return False where another process holds it."""
    try:
        import fcntl
    except ImportError:  # no such lock on Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
