"""What a run on a cluster is asked to do, as it is sent to each machine."""

from dataclasses import dataclass
from typing import Any

from factx.batch.options import Job, Workers
from factx.engines.store import Store
from factx.pipeline import Extractor
from factx.read import ReadOptions

HOME = "_factx"  # in the output: what is done already


@dataclass(frozen=True, slots=True)
class Plan:
    """Output and options of a run; see factx.engines.extract."""

    out: Store
    extractor: Extractor
    options: ReadOptions
    workers: Workers
    form: str  # jsonl or parquet
    code: str  # hash of factx's files and the versions of libraries, which all machines have to share

    @property
    def job(self) -> Job:
        """Return what the run does to its inputs."""
        return Job(self.extractor, self.options, self.form)

    def table(self, table: str, name: str) -> str:
        """Return which file of a table a partition of a name writes."""
        return f"{table}/{name}.{self.form}"

    def done(self, name: str) -> Store:
        """Return the file that says a partition is done: written last."""
        return self.out.of(f"{HOME}/{name}.json")

    def places(self, name: str) -> Store:
        """Return the file that says where the documents of a partition came from."""
        return self.out.of(f"{HOME}/{name}.places")


Done = dict[str, Any]  # what is known of a partition that is done: see work.extract
