"""Facts become files: each written aside and renamed when the run is complete, whole or not at all."""

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import jsonlines

from factx.errors import OutputError
from factx.records import Record

FILES = ("facts.jsonl", "documents.jsonl", "rejected.jsonl")


def line(record: Record | dict[str, Any]) -> str:
    """Return a record as one line of JSON: decimals as strings, days in ISO 8601, fields in the record's order."""
    return record.model_dump_json() if isinstance(record, Record) else json.dumps(record, ensure_ascii=False)


class OutputFolder:
    """A folder that gets facts.jsonl, documents.jsonl, rejected.jsonl and run.json when the run ends well, else nothing."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made, and tried, on entry."""
        self.folder = folder
        self._open = ExitStack()
        self._writers: dict[str, jsonlines.Writer] = {}
        self._aside: dict[str, Path] = {}

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                self._writers[name] = jsonlines.Writer(self._new(name), dumps=line)
        except OSError as error:
            self._drop()
            raise OutputError(f"cannot write to {self.folder}: {error.strerror}") from error
        return self

    def _new(self, name: str) -> IO[str]:
        aside = self.folder / f".{name}.{os.getpid()}.part"
        file = self._open.enter_context(aside.open("w", encoding="utf8", newline="\n"))
        self._aside[name] = aside
        return file

    def add(self, name: str, record: Record) -> None:
        """Write a record to one of the files."""
        try:
            self._writers[name].write(record)
        except OSError as error:
            raise OutputError(f"cannot write to {self.folder}: {error.strerror}") from error

    def finish(self, run: Mapping[str, Any]) -> None:
        """Write run.json and put all files in their places."""
        try:
            self._new("run.json").write(json.dumps(run, ensure_ascii=False, indent=2) + "\n")
            self._open.close()
            for name, aside in self._aside.items():
                aside.replace(self.folder / name)
        except OSError as error:
            raise OutputError(f"cannot write to {self.folder}: {error.strerror}") from error
        self._aside.clear()

    def _drop(self) -> None:
        self._open.close()
        for aside in self._aside.values():
            aside.unlink(missing_ok=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()
