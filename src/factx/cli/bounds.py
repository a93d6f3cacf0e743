"""How much of the machine a run may take: each option within bounds that make sense, else one line that says which."""

import os
from collections.abc import Callable

import typer

from factx.errors import InputError

_WORKERS = 4  # a core


def between(option: str, low: float, high: float, unit: str, *, none: bool = False) -> Callable[[float], float]:
    """Return what checks an option's number; with `none`, 0 stands for no limit."""

    def checked(value: float) -> float:
        if not (low <= value <= high or (none and value == 0)):  # also what is not a number
            more = ", or 0 for no limit" if none else ""
            raise InputError(f"{option} {value:g}: give {low:g} to {high:,.0f} {unit}{more}")
        return value

    return checked


def workers(jobs: int) -> int:
    """Return how many workers a number asked for comes to: no more than a few a core, and a line that says so."""
    most = max(8, _WORKERS * (os.cpu_count() or 1))
    if jobs > most:
        typer.echo(f"factx: --jobs {jobs} is more than this machine can use: {most} workers at most", err=True)
    return min(jobs, most)


TIMEOUT = between("--timeout", 0.1, 86_400, "seconds")
MEMORY = between("--memory", 0.25, 65_536, "gigabytes", none=True)
MAX_SIZE = between("--max-size", 0.001, 1_024, "megabytes")
PART_SIZE = between("--part-size", 0.001, 65_536, "megabytes")
