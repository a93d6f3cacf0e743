"""What is printed, whatever the encoding of the terminal or pipe that it goes to."""

import io
import os
import sys
from contextlib import suppress

import typer

from factx.errors import OutputError
from factx.report.visible import visible


def say(line: str, *, err: bool = False) -> None:
    """Print a line whose words may be an article's or a file's name: it gives a terminal no orders."""
    typer.echo(visible(line), err=err)


def present() -> None:
    """Have all three streams be there: where one is closed, the first file that is opened would take its place."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            os.dup2(nowhere := os.open(os.devnull, os.O_RDWR), number)
            if nowhere != number:
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def any_sign() -> None:
    """Have signs that stdout or stderr cannot write printed as escapes, instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def data() -> None:
    """Have stdout written in UTF-8: what goes there is read by programs."""
    if sys.__stdout__ is None:
        raise OutputError("the output: stdout is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict")


def give_up() -> None:
    """Write nothing more to stdout: nobody reads it, or there is no room."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
