"""What an engine is asked to do, the same for all engines."""

from dataclasses import dataclass
from typing import Any, Literal

from factx.batch.options import Workers
from factx.pipeline import Extractor
from factx.read import ReadOptions
from factx.read.jsonl import columns


@dataclass(frozen=True, slots=True)
class Plan:
    """Inputs, output and options of a run on an engine; see factx.engines.extract."""

    paths: list[str]
    out: str
    extractor: Extractor
    options: ReadOptions
    workers: Workers
    parquet: bool  # the inputs are Parquet, else JSON Lines
    cluster: str | None
    form: Literal["jsonl", "parquet"]
    restart: bool

    def folder(self, table: str) -> str:
        """Return where a table is written."""
        return f"{self.out.rstrip('/')}/{table}"

    def columns(self, names: list[str], *more: str) -> list[str]:
        """Return which columns of a Parquet input are read, `more` among them where they are there."""
        return [name for name in names if name in more or name in columns(names, self.options)]

    @property
    def reading(self) -> dict[str, Any]:
        """Return the arguments of arrow.read that all batches share."""
        return {"extractor": self.extractor, "options": self.options, "workers": self.workers}
