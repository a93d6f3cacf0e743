"""Output in numbered parts: each is complete or absent, a later start resumes after the last, the end joins them."""

import base64
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import jsonlines

from factx.batch.chunks import Position
from factx.batch.claim import LISTED, Claim
from factx.batch.outcome import Ids, Outcome, kept
from factx.batch.places import Listing
from factx.batch.summary import Summary
from factx.batch.wanted import Wanted
from factx.errors import OutputError
from factx.files import jsonl, manifest
from factx.files.durable import created, new, sync, sync_folder, write_atomically
from factx.files.manifest import Digest
from factx.files.write import Format, JsonLines
from factx.read import Item
from factx.read.options import MEGABYTE
from factx.tables import TABLES

SECONDS = 15.0  # after which a part is closed, whatever its size


class Parts:
    """The parts of one run in a folder: those complete already, and the one being written."""

    def __init__(
        self, folder: Path, form: Format, tables: Sequence[str], size: int = 8 * MEGABYTE, seconds: float = SECONDS
    ) -> None:
        """Name the folder and the tables; a part is closed after `size` bytes of documents, or of rejections, or `seconds`."""
        self.folder, self.parts, self.form, self.tables, self.size = folder, folder / "parts", form, tables, size
        self.seconds = seconds
        self.number, self.position = 0, Position()
        self.state: dict[str, Any] | None = None
        self.claim = Claim(folder)
        self.listed, self.fresh = self.parts / LISTED, self.parts / ".inputs.part"
        self._mine = False  # this run has taken the parts over
        self.resumed = False
        self.again: Wanted | None = None  # what is read, if not all is
        self._ids = Ids(Listing(self.listed))
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {}
        self._writers: dict[str, jsonlines.Writer] = {}
        self._written: dict[str, int] = {}
        self._since: float | None = None

    def begin(self) -> None:
        """Take the folder and see that it can be written to; raises OutputError, or InputError for a folder not ours."""
        with self.writing():
            self.claim.take()
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
            self._mine = True
            self._remove(after=0)
            self.begun(state)

    def begun(self, state: dict[str, Any]) -> None:
        """Write down what the run depends on, and its inputs: they count once that is written."""
        with self.writing():
            if self.fresh.exists():
                self.fresh.replace(self.listed)
            write_atomically(self.parts / "run.json", json.dumps(state))

    def keep(self, *, apart: bool, tidy: bool) -> None:
        """Leave a finished run as it is; tidy up what its end left of its parts, unless they are another run's."""
        self.fresh.unlink(missing_ok=True)
        self._mine = False
        if tidy:
            self.claim.tidy(apart=apart)

    def resume(self) -> None:
        """Go on after the last complete part, counted without a gap from the first; remove all others."""
        self._mine = self.resumed = True
        while (marker := self._marker(self.number + 1)) is not None:
            self.number += 1
            self.state = marker["summary"]
            self.position = Position(*marker["position"])
            self._ids.add(base64.b64decode(marker["ids"]))
        with self.writing():
            self._remove(after=self.number)

    def _remove(self, after: int) -> None:
        for path in self.parts.glob("*-[0-9]*.*"):
            if int(path.stem.rpartition("-")[2].partition(".")[0]) > after:
                path.unlink()

    def _marker(self, number: int) -> dict[str, Any] | None:
        marker = manifest.read(self.parts / f"done-{number:05}.json")
        files = manifest.files(marker)
        whole = bool(files) and all(manifest.is_as(self.parts / name, each) for name, each in files.items())
        return marker if whole else None

    def add(self, given: Outcome, item: Item, number: int) -> Outcome | None:
        """Write the outcome of a record of an input, by its number, and return it; a rejection keeps the record.

        A document whose id was there before becomes a rejection; where something is read again, it is there already: None.
        """
        once = self._ids.once(given, number)
        if self.again and once is not given:
            return None
        outcome = kept(once, item)
        with self.writing():
            lines = dict(outcome.lines)
            if outcome.rejection:
                lines["rejected"] = (jsonl.dumps(outcome.rejection),)
            for table, some in lines.items():
                self._writer(table).write_all(some)
                self._written[table] = self._written.get(table, 0) + sum(map(len, some))
        self._since = self._since or time.monotonic()
        return outcome

    def _file(self, table: str) -> IO[str]:
        if table not in self._files:
            self._files[table] = self._open.enter_context(new(self._aside(table)))
        return self._files[table]

    def _aside(self, table: str) -> Path:
        return self.parts / f".{table}.part"

    def _writer(self, table: str) -> jsonlines.Writer:
        if table not in self._writers:
            self._writers[table] = jsonl.writer(self._file(table))
        return self._writers[table]

    @property
    def full(self) -> bool:
        """Return whether the part being written has reached its size or time."""
        late = self._since is not None and time.monotonic() - self._since >= self.seconds
        return late or max(self._written.get("documents", 0), self._written.get("rejected", 0)) >= self.size

    def close(self, position: Position, summary: Summary) -> None:
        """Complete the part being written: its files first, then the marker that makes it count."""
        with self.writing():
            files: dict[str, Digest] = {}
            for table in self.tables:
                sync(self._file(table))
                form = self._form(table)
                name = f"{table}-{self.number + 1:05}{form.suffix}"
                form.put(self._aside(table), self.parts / name, table)
                files[name] = manifest.digest(self.parts / name)
            sync_folder(self.parts)
            self._mark(files, position, summary.as_state())
        self._drop()

    def seed(self, files: dict[str, Path], position: Position, state: dict[str, Any], ids: Callable[[], bytes]) -> None:
        """Make a finished run's tables the first part of this one: what they hold is not done again."""
        with self.writing():
            self._mine = True
            made = {f"{table}-00001{self._form(table).suffix}": path for table, path in files.items()}
            for name, path in made.items():
                with created(self.parts / name, "wb") as out, path.open("rb") as file:
                    shutil.copyfileobj(file, out, 1 << 20)
            self._mark({name: manifest.digest(self.parts / name) for name in made}, position, state, ids())
            self.number = 0  # until it is counted by resume()

    def _mark(
        self, files: dict[str, Digest], position: Position, state: dict[str, Any], ids: bytes | None = None
    ) -> None:
        packed = base64.b64encode(self._ids.fresh() if ids is None else ids).decode()
        marker = {manifest.FILES: files, "position": position, "summary": state, "ids": packed}
        write_atomically(self.parts / f"done-{self.number + 1:05}.json", json.dumps(marker))
        self.number += 1
        self.position = position

    def _form(self, table: str) -> Format:
        return JsonLines if table == "rejected" else self.form

    def _drop(self) -> None:
        """Discard the part being written."""
        self._open.close()
        for table in TABLES:
            self._aside(table).unlink(missing_ok=True)
        self._files, self._writers, self._written, self._since = {}, {}, {}, None

    def leave(self) -> None:
        """Discard what this run made and did not complete, nothing else; release the folder."""
        try:
            if self.claim.held:
                self._drop()
                self.fresh.unlink(missing_ok=True)
                if (self.parts in self.claim.made or self._mine) and not self.number:
                    self.claim.clear()
        except OSError:
            pass  # what cannot be written to need not be tidied
        self.claim.release()

    def join(self, run: dict[str, Any], *, apart: bool) -> None:
        """End the run: join its parts into one file a table, or leave them apart.

        It counts once the folder of parts has its run.json: from then on it is read from there, until all is in its place.
        """
        with self.writing():
            made = {} if apart else self._joined()
            made[LISTED] = manifest.aside(self.folder, LISTED)
            with created(made[LISTED], "wb") as out, self.listed.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)
            files = {name: manifest.digest(path) for name, path in made.items()}
            run |= {manifest.FILES: files | (self._apart() if apart else {})}
            begun = manifest.read(self.parts / "run.json") or {}
            write_atomically(self.parts / "run.json", json.dumps(begun | {manifest.JOINING: run}))
            self._mine = False  # the run is done: what is left is done by any later start, if need be
            self.claim.settle()

    def _joined(self) -> dict[str, Path]:
        made = {}
        for table in self.tables:
            form = self._form(table)
            pieces = [self.parts / f"{table}-{n + 1:05}{form.suffix}" for n in range(self.number)]
            name = f"{table}{form.suffix}"
            made[name] = manifest.aside(self.folder, name)
            form.join(pieces, made[name], table)
        return made

    def _apart(self) -> dict[str, Digest]:
        """Return what is in the folder of parts for good."""
        markers = (manifest.read(self.parts / f"done-{n + 1:05}.json") for n in range(self.number))
        return {f"parts/{name}": each for marker in markers for name, each in manifest.files(marker).items()}
