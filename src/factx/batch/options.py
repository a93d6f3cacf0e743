"""How a run is worked on: how many worker processes, and how much time and memory each may take."""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from factx.pipeline import Extractor
from factx.read.options import GIGABYTE, MEGABYTE, ReadOptions
from factx.tables import TABLES

STARVED = 20  # times the time of a document that one may last on the clock, where others take the processor


@dataclass(frozen=True, slots=True)
class Workers:
    """Worker processes: a document that takes more than its time or memory is rejected, the others go on."""

    jobs: int = 1
    timeout: float = 60.0  # seconds of work that a document may take, of each megabyte of it
    memory: int = 4 * GIGABYTE  # bytes that a worker may allocate; 0: no limit

    def __post_init__(self) -> None:
        """Raise ValueError for what no run could end with."""
        if self.jobs < 1 or not 0 < self.timeout < inf or self.memory < 0:
            raise ValueError(f"{self}: a run needs a job, some seconds and, if not 0 for any, memory")


class Job(NamedTuple):
    """What a run does to its inputs: all options that its output depends on."""

    extractor: Extractor
    options: ReadOptions
    form: str  # jsonl or parquet

    @property
    def tables(self) -> list[str]:
        """Return the names of the tables that the run writes: those it may leave out where the extractor makes them."""
        return [name for name, table in TABLES.items() if not table.optional or getattr(self.extractor, name)]


def allowed(timeout: float, size: int) -> float:
    """Return the seconds that a document of a size in bytes may take: more in proportion above a megabyte."""
    return timeout * max(1.0, size / MEGABYTE)
