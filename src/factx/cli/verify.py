"""The verify command: tells whether a run's folder is what the run left."""

from pathlib import Path
from typing import Annotated

import typer

from factx.cli import streams

EXAMPLE = "Example: factx verify facts/"


def verify(folder: Annotated[Path, typer.Argument(help="Folder that factx extract wrote.")]) -> None:
    """Compare the files of a folder with the sizes and hashes that its run.json has of them.

    Exit code 0: all as written; 1: a file is not; 2: the folder holds no finished run.
    """
    from factx.errors import InputError
    from factx.files import manifest

    run = manifest.finished(folder)
    if run is None:
        begun = (folder / "parts/run.json").is_file()
        raise InputError(f"{folder} holds {'an unfinished run' if begun else 'no run of factx: no run.json'}")
    known = manifest.files(run)
    if not known:
        raise InputError(f"{folder}/run.json has no hashes: an older factx wrote it; extract again with --restart")
    wrong = list(manifest.faults(folder))
    for fault in wrong:
        streams.say(fault, err=True)
    if wrong:
        raise typer.Exit(1)
    streams.say(f"{folder}: {len(known)} files, {sum(f['bytes'] for f in known.values()):,} bytes, all as written")
