"""How far a run has come: a bar on a terminal, and on any, a line for each document rejected."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from factx.cli import streams
from factx.report.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from factx.batch import Outcome, Summary
    from factx.records import Rejection

_SHOWN = 20  # rejections, and ways to read a file, that are printed


class Watch:
    """Looks on while a run goes: prints what is rejected and, if asked to, what no rule reads; moves the bar."""

    def __init__(self, *, unread: bool, table: bool) -> None:
        """Look for what no rule reads, or not; with a table to follow, that goes to stdout."""
        self.unread, self.table = unread, table
        self.told = self.rejected = self.remarks = 0
        self.bar: Progress | None = None
        self.before: tuple[int, int] | None = None  # documents and bytes that were there when this start began

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (BarColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
            self.bar.add_task("reading", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
        if self.rejected > _SHOWN and self.table:
            streams.say(f"rejected: {self.rejected - _SHOWN:,} more: all are in rejected.jsonl", err=True)
        if self.remarks:
            streams.say(f"{self.remarks:,} articles with a remark on their record: field remark of documents", err=True)

    def seen(self, outcome: "Outcome", summary: "Summary") -> None:
        """Take notice of one more document."""
        if outcome.rejection:
            self._reject(outcome.rejection)
        self.remarks += outcome.remark
        self._tell(summary)
        for line in outcome.unread if self.unread else ():
            streams.say(f"{outcome.id}: {line}", err=not self.table)
        if self.bar:
            task = self.bar.tasks[0]
            self.before = self.before or (summary.documents, summary.read)
            self.bar.update(
                task.id,
                total=summary.total or None,
                completed=summary.read,
                description=self._rates(summary, task.elapsed),
            )

    def _reject(self, r: "Rejection") -> None:
        """Print a rejection; of those of a run with a folder, which lists them, the first ones."""
        self.rejected += 1
        if self.rejected <= _SHOWN or not self.table:
            self._say(f"rejected: {r.path}{f':{r.line}' if r.line else ''}: {r.reason}")

    def _tell(self, summary: "Summary") -> None:
        """Print how the files are read that are not written as ours are: each way once."""
        fresh = list(summary.fields.items())[self.told : _SHOWN]
        self.told += len(fresh)
        for choice, files in fresh:
            if not files["plain"]:
                self._say(f"{files['first']}: {choice}")

    def _rates(self, summary: "Summary", elapsed: float | None) -> str:
        seconds, (documents, read) = max(elapsed or 0, 0.1), self.before or (0, 0)
        return (
            f"{summary.documents:,} articles, {(summary.documents - documents) / seconds:.0f}/s, "
            f"{(summary.read - read) / seconds / 1e6:.2f} MB/s, {summary.rejected:,} rejected"
        )

    def _say(self, line: str) -> None:
        if self.bar:
            self.bar.console.print(visible(line), markup=False, highlight=False, soft_wrap=True)
        else:
            streams.say(line, err=True)
