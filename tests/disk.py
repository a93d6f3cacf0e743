"""A disk that fails at a chosen moment, and one that loses, when the power is cut, all that was not synced."""

import errno
import io
import os
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

REAL = {"fdopen": os.fdopen, "fsync": os.fsync, "replace": Path.replace, "unlink": Path.unlink, "mkdir": Path.mkdir}


class Disk:
    """Counts writes, syncs, renames, removals and new folders below a folder; `before` is called with each, and may raise."""

    def __init__(self, folder, before):
        self.folder, self.before, self.calls = str(folder), before, []

    def call(self, kind, what):
        if str(what).startswith(self.folder):
            self.calls.append(kind)
            self.before(len(self.calls) - 1, kind, Path(what))

    @contextmanager
    def watched(self):
        disk = self

        class File(io.FileIO):
            def write(self, data):
                disk.call("write", self.place)
                return super().write(data)

        def fdopen(handle, mode="r", **how):
            if not {"w", "x", "a"} & {*mode}:
                return REAL["fdopen"](handle, mode, **how)
            place = os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115
            try:
                disk.call("new", place)
            except OSError:
                os.close(handle)
                raise
            raw = File(handle, "w")
            raw.place = place
            file = io.BufferedWriter(raw)
            return file if "b" in mode else io.TextIOWrapper(file, **how)

        def fsync(handle):
            disk.call("fsync", os.readlink(f"/proc/self/fd/{handle}"))  # noqa: PTH115
            REAL["fsync"](handle)

        def named(kind):
            def call(path, *args, **how):
                disk.call(kind, path)
                return REAL[kind](path, *args, **how)

            return call

        with (
            mock.patch.object(os, "fdopen", fdopen),
            mock.patch.object(os, "fsync", fsync),
            mock.patch.object(Path, "replace", named("replace")),
            mock.patch.object(Path, "unlink", named("unlink")),
            mock.patch.object(Path, "mkdir", named("mkdir")),
        ):
            yield self


def failing(at, number=errno.EIO, kinds=("new", "write", "fsync", "replace", "mkdir"), *, on=False):
    """Return what raises an error at a call, or, with `on`, from it on."""

    def before(n, kind, path):
        if kind in kinds and (n == at or (on and n >= at)):
            raise OSError(number, os.strerror(number), str(path))

    return before


class Power:
    """What a disk would hold if the power were cut at each call: names and bytes that were not synced may be lost."""

    def __init__(self, folder):
        self.folder, self.bytes, self.names, self.states = Path(folder), {}, {}, {}

    def before(self, _, kind, path):
        """Take note of what a cut here leaves: old names or new ones, synced bytes alone."""
        self.look()
        if kind == "new":
            self.bytes.pop(path.stat().st_ino, None)
        elif kind == "fsync" and path.is_dir():
            self.names[path] = self.listed(path)
        elif kind == "fsync":
            self.bytes[path.stat().st_ino] = path.read_bytes()

    def listed(self, folder):
        return {p.name: (p.stat().st_ino, p.is_dir()) for p in folder.iterdir()}

    def look(self):
        for names in (self.listed, lambda folder: self.names.get(folder, {})):
            state = {}
            self._collect(self.folder, names, state)
            self.states[tuple(sorted(state.items()))] = None

    def _collect(self, folder, names, state):
        for name, (inode, is_folder) in names(folder).items():
            path = folder / name
            if is_folder:
                state[str(path.relative_to(self.folder))] = None
                if path.is_dir():
                    self._collect(path, names, state)
            else:
                state[str(path.relative_to(self.folder))] = self.bytes.get(inode, b"")


def make(folder, state):
    """Make a folder as a state of Power has it."""
    folder.mkdir(parents=True)
    for name, data in state:
        path = folder / name
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
