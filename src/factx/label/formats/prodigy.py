"""Prodigy's JSONL: a task a line, with text, spans and the answer."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from factx.files.durable import write_atomically
from factx.label.formats.marked import FACTX, Mark, Marked, given_back


def read(path: Path) -> Iterator[Marked]:
    """Yield the tasks that were accepted, as db-out writes them; a task without an answer counts as accepted."""
    for line in path.read_text("utf8").split("\n"):
        task = json.loads(line) if line.strip() else {}
        if isinstance(task.get("text"), str) and task.get("answer", "accept") == "accept":
            marks = [Mark(span["start"], span["end"], str(span.get("label"))) for span in task.get("spans") or ()]
            meta = task.get("meta") or {}
            yield given_back(task["text"], marks, task.get(FACTX), str(meta["id"]) if "id" in meta else None)


def write(path: Path, articles: Iterable[Marked]) -> None:
    """Write articles as tasks of spans.manual; our values travel in a field of each task."""
    lines = []
    for article in articles:
        spans = [{"start": mark.start, "end": mark.end, "label": mark.label} for mark in article.marks]
        task = {"text": article.text, "spans": spans, "answer": "accept", "meta": {"id": article.id}}
        lines.append(json.dumps(task | {FACTX: article.carried}, ensure_ascii=False) + "\n")
    write_atomically(path, "".join(lines))
