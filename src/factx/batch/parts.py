"""Output in numbered parts, each whole or not there, that a later start goes on from and that are joined at the end."""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from factx.batch.chunks import Place
from factx.batch.outcome import Ids, Outcome
from factx.batch.summary import Summary
from factx.errors import OutputError
from factx.files.write import TABLES, Format, JsonLines, line

MEGABYTE = 1 << 20


class Parts:
    """The parts of one run in a folder: what is there already, the one being written, and their end."""

    def __init__(self, folder: Path, form: Format, size: int = 8 * MEGABYTE) -> None:
        """Name the folder; `size` is the bytes of documents.jsonl after which a part is closed."""
        self.folder, self.parts, self.form, self.size = folder, folder / "parts", form, size
        self.number, self.place = 0, Place()
        self.state: dict[str, Any] | None = None
        self._ids = Ids()
        self._open = ExitStack()
        self._locked = ExitStack()
        self._files: dict[str, IO[str]] = {}
        self._written = 0

    def begin(self) -> None:
        """Make the folder and see that it can be written to; raises OutputError."""
        with self.writing():
            self.parts.mkdir(parents=True, exist_ok=True)
            lock = self._locked.enter_context((self.parts / ".lock").open("w"))
            if not _alone(lock):
                self._locked.close()
                raise OutputError(f"cannot write to {self.folder}: another run is writing to it")
            self._file("facts")
        self._drop()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the system says of a full or forbidden disk into what is kept of the run."""
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
            whole(self.parts / "run.json", json.dumps(state))

    def keep(self, *, apart: bool) -> None:
        """Leave a finished run as it is: parts that were joined go, parts that were to stay do."""
        (self.parts / ".inputs.part").unlink(missing_ok=True)
        self.number = 1 if apart else 0
        self.clear(apart=apart)

    def resume(self) -> None:
        """Take up the parts that are whole, in a row from the first, and remove what is not."""
        (self.parts / ".inputs.part").unlink(missing_ok=True)
        while (marker := self._marker(self.number + 1)) is not None:
            self.number += 1
            self.state = marker["summary"]
            self.place = Place(*marker["place"])
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
        """Write what became of a document and return it; a second one of its id is rejected instead."""
        outcome = self._ids.once(outcome)
        with self.writing():
            if outcome.rejection:
                self._file("rejected").write(line(outcome.rejection) + "\n")
            else:
                self._file("documents").write(outcome.document + "\n")
                self._file("facts").writelines(f + "\n" for f in outcome.facts)
                self._written += len(outcome.document)
        return outcome

    def _file(self, table: str) -> IO[str]:
        if table not in self._files:
            path = self.parts / f".{table}.part"
            self._files[table] = self._open.enter_context(path.open("w", encoding="utf8", newline="\n"))
        return self._files[table]

    @property
    def full(self) -> bool:
        """Tell whether the part being written holds enough."""
        return self._written >= self.size

    def close(self, place: Place, summary: Summary) -> None:
        """Put the part being written in its place, its marker last: from then on it is kept."""
        with self.writing():
            sizes = {}
            for table in TABLES:
                file = self._file(table)
                file.flush()
                os.fsync(file.fileno())
                form = JsonLines if table == "rejected" else self.form
                name = f"{table}-{self.number + 1:05}{form.suffix}"
                form.put(self.parts / f".{table}.part", self.parts / name, table)
                sizes[name] = (self.parts / name).stat().st_size
            packed = base64.b64encode(self._ids.fresh()).decode()
            marker = {"place": place, "sizes": sizes, "summary": summary.as_state(), "ids": packed}
            whole(self.parts / f"done-{self.number + 1:05}.json", json.dumps(marker))
            self.number += 1
            self.place = place
        self._drop()

    def _drop(self) -> None:
        """Let go of the part being written."""
        self._open.close()
        for table in TABLES:
            (self.parts / f".{table}.part").unlink(missing_ok=True)
        self._files, self._written = {}, 0

    def leave(self) -> None:
        """Let go of everything that is not kept: of a run without a whole part, the folder of parts, too."""
        try:
            self._drop()
            if not self.number:
                self.clear()
            (self.parts / ".lock").unlink(missing_ok=True)
        except OSError:
            pass  # what cannot be written to need not be tidied
        self._locked.close()

    def join(self, run: dict[str, Any], *, apart: bool) -> None:
        """End the run: its parts joined into one file a table, or left apart, and run.json last."""
        with self.writing():
            for table in TABLES:
                form = JsonLines if table == "rejected" else self.form
                pieces = [self.parts / f"{table}-{n + 1:05}{form.suffix}" for n in range(self.number)]
                aside = self.folder / f".{table}{form.suffix}.part"
                if not apart:
                    form.join(pieces, aside, table)
            for table in TABLES:
                form = JsonLines if table == "rejected" else self.form
                for old in (self.folder / f"{table}{suffix}" for suffix in (".jsonl", ".parquet")):
                    if apart or old.suffix != form.suffix:
                        old.unlink(missing_ok=True)
                if not apart:
                    (self.folder / f".{table}{form.suffix}.part").replace(self.folder / f"{table}{form.suffix}")
            whole(self.folder / "run.json", json.dumps(run, ensure_ascii=False, indent=2) + "\n")
            self.clear(apart=apart)

    def clear(self, *, apart: bool = False) -> None:
        """Remove all parts, or, where they are what is wanted, only what told how far they were."""
        for name in ("run.json", "inputs.jsonl") if apart else ():
            (self.parts / name).unlink(missing_ok=True)
        if not apart:
            shutil.rmtree(self.parts, ignore_errors=True)


def _alone(file: IO[str]) -> bool:
    """Tell whether no other process holds the file; it is held until it is closed, or the process is dead."""
    try:
        import fcntl
    except ImportError:  # no such lock on Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    aside = path.with_name(f".{path.name}.part")
    with aside.open("w", encoding="utf8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
