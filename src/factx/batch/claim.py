"""The right to write to a folder: one run at a time, and nothing in it is replaced that is not proven to be factx's."""

import json
import os
import re
import stat
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

from factx.errors import InputError, OutputError
from factx.files import manifest
from factx.files.durable import sync_folder, write_atomically
from factx.read.find import MARK  # in the folder of parts: factx made it
from factx.tables import TABLES

LISTED = "inputs.jsonl"
OUTPUTS = [*(f"{table}{suffix}" for table in TABLES for suffix in (".jsonl", ".parquet")), LISTED, "run.json"]
_PIECE = re.compile(rf"(?:{'|'.join(TABLES)}|done)-\d+\.(?:jsonl|parquet|json)|\..+\.part|\.joined\..+")


class Claim:
    """A folder held by this run: locked, its parts ready to be written; what this run made of it is known."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder, self.parts = folder, folder / "parts"
        self.made: list[Path] = []  # folders that were not there before, the outermost last
        self.held = False
        self._locked = ExitStack()

    def take(self) -> None:
        """Make the folder if need be and lock it; raises OutputError where another run holds it, InputError where it is not ours."""
        above = [self.folder, *self.folder.parents]
        self.made = [path for path in above if not os.path.lexists(path)]
        if file := next((path for path in above if os.path.lexists(path) and not path.is_dir()), None):
            raise OutputError(f"cannot write to {self.folder}: {file} is no folder")
        self.folder.mkdir(parents=True, exist_ok=True)
        self._locked.enter_context(_Lock(self.folder))
        _prove(self.folder)
        self.settle()
        if not self.parts.exists():
            self.parts.mkdir()
            self.made.insert(0, self.parts)
        mark = self.parts / MARK
        if not mark.exists():
            mark.touch(exist_ok=False)
        self.held = True

    def settle(self) -> None:
        """Give the files of a run that is done their places, run.json last; where nothing waits for its place, do nothing."""
        run = manifest.coming(self.folder)
        if run is None:
            return
        places = manifest.places(self.folder)
        for name, path in places.items():
            if path != self.folder / name:
                path.replace(self.folder / name)
        for name in OUTPUTS:
            if name not in places and name != "run.json":
                (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)
        text = json.dumps(run, ensure_ascii=False, indent=2) + "\n"
        write_atomically(self.folder / "run.json", text, self.parts / ".run.json.part")
        for path in self.made:
            sync_folder(path.parent)
        self.tidy(apart=bool(run.get("parts")))

    def tidy(self, *, apart: bool) -> None:
        """Remove all parts; with `apart` only what says how far the run was."""
        if not apart:
            self.clear()
        aside = [p.name for p in self.parts.glob(".*") if _PIECE.fullmatch(p.name)]
        for name in (*aside, "run.json", LISTED) if apart else ():
            (self.parts / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what runs put into the folder of parts, then the folder itself unless it holds anything else."""
        last = ("run.json", LISTED, MARK)  # what proves the others ours goes last
        for path in self.parts.iterdir() if self.parts.is_dir() else ():
            if _PIECE.fullmatch(path.name):
                path.unlink()
        for name in last:
            (self.parts / name).unlink(missing_ok=True)
        with suppress(OSError):  # something of the user's is in it
            self.parts.rmdir()

    def release(self) -> None:
        """Let go of the folder; what this run made and left empty is removed."""
        for path in self.made:
            with suppress(OSError):
                path.rmdir()
        self._locked.close()


def _prove(folder: Path) -> None:
    """Raise InputError where something that a run would replace is not proven to be a run's."""
    done, parts = manifest.written(folder), folder / "parts"
    if os.path.lexists(parts) and not _made_by_us(parts, done):
        raise InputError(f"{parts} is not factx's: name another folder for the output, or move it away")
    coming = manifest.files(manifest.coming(folder))
    known, old = manifest.files(done), done is not None and manifest.FILES not in done
    for name in OUTPUTS:
        path = folder / name
        if not os.path.lexists(path) or (name == "run.json" and done is not None):
            continue
        ours = stat.S_ISREG(path.lstat().st_mode) and (
            old or manifest.is_as(path, known.get(name)) or manifest.is_as(path, coming.get(name))
        )
        if not ours:
            why = (
                "is not as run.json says factx wrote it"
                if name in known
                else "was not written by factx, as far as it can tell"
            )
            raise InputError(f"{path} {why}: name another folder for the output, or move it away")


def _made_by_us(parts: Path, done: dict[str, Any] | None) -> bool:
    if parts.is_symlink() or not parts.is_dir():
        return False
    mark = parts / MARK
    return (
        (mark.is_file() and not mark.is_symlink())
        or manifest.KEY in (manifest.read(parts / "run.json") or {})
        or bool(done and done.get("parts"))
        or not any(parts.iterdir())
    )


class _Lock:
    """A lock on a folder itself, which no run removes while another may want it; it ends with this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.handle = folder, -1

    def __enter__(self) -> Self:
        try:
            import fcntl
        except ImportError:  # no such lock on Windows
            return self
        while self.handle < 0:
            self.handle = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._close()
                raise OutputError(f"cannot write to {self.folder}: another run is writing to it") from error
            except OSError:  # a file system that has no locks on folders
                return self
            if not os.path.samestat(os.fstat(self.handle), self.folder.stat()):  # removed and made anew meanwhile
                self._close()
        return self

    def __exit__(self, *_: object) -> None:
        if self.handle >= 0:
            self._close()

    def _close(self) -> None:
        os.close(self.handle)
        self.handle = -1
