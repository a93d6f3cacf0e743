"""What the extract command reads: paths of its command line, and of a list."""

import codecs
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from factx.errors import InputError

if TYPE_CHECKING:
    from factx.read import Source


def is_address(path: str) -> bool:
    """Tell whether a path is no path but the address of something elsewhere: s3://b/a."""
    return bool(re.match(r"[a-z][a-z0-9+.-]+://", path, re.IGNORECASE))


def named(paths: list[str], files_from: str | None) -> "Iterator[Source]":
    """Yield what the command line names, and what the list it names does."""
    from factx.read import Listed, Piped

    if not paths and files_from is None:
        raise typer.BadParameter("Missing argument: name articles, or a list of them with --files-from")
    for path in paths:
        if not path:
            raise InputError("an article's path is empty: name it, or . for this folder")
        if is_address(path):
            raise InputError(f"{path}: an address, not a file: fetch it first (curl -L URL | factx extract - -o OUT)")
        yield Piped(sys.stdin.buffer) if path == "-" else Path(path)
    if files_from is not None:
        try:
            data = sys.stdin.buffer.read() if files_from == "-" else Path(files_from).read_bytes()
        except OSError as error:
            raise InputError(f"{files_from}: {error.strerror}") from error
        lines = data.split(b"\0") if b"\0" in data else data.removeprefix(codecs.BOM_UTF8).splitlines()
        yield from (Listed(Path(os.fsdecode(line))) for line in lines if line.strip())
