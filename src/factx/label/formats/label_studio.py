"""Label Studio's JSON: a list of tasks, each with annotations whose regions are spans of its text."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factx.files.durable import write_atomically
from factx.label.formats.marked import FACTX, Mark, Marked, given_back, in_code_points


def read(path: Path) -> Iterator[Marked]:
    """Yield the tasks of an export (JSON), of each the last annotation that was not cancelled.

    Offsets are code points in newer versions of Label Studio and UTF-16 units in older ones: a region's own text decides.
    """
    for task in json.loads(path.read_text("utf8")):
        data = task.get("data") or {}
        done = [
            each for each in task.get("annotations") or task.get("completions") or () if not each.get("was_cancelled")
        ]
        regions = done[-1].get("result") or [] if done else []
        text = _text(data, regions)
        if text is None or not done:
            continue
        marks = [mark for region in regions for mark in _marks(region, text)]
        yield given_back(text, marks, data.get(FACTX), str(data["id"]) if "id" in data else None)


def _text(data: dict[str, Any], regions: list[dict[str, Any]]) -> str | None:
    """Return the text of a task: the field that its regions are of, else its longest."""
    named = [data[r["to_name"]] for r in regions if isinstance(data.get(str(r.get("to_name"))), str)]
    if named or isinstance(data.get("text"), str):
        return str((named or [data["text"]])[0])
    return max((value for value in data.values() if isinstance(value, str)), key=len, default=None)


def _marks(region: dict[str, Any], text: str) -> Iterator[Mark]:
    value = region.get("value") or {}
    names = value.get("labels") or value.get("hypertextlabels") or ()
    start, end = value.get("start"), value.get("end")
    if (
        region.get("type") not in ("labels", "hypertextlabels", None)
        or not isinstance(start, int)
        or not isinstance(end, int)
    ):
        return
    if "text" in value and text[start:end] != value["text"]:
        units = in_code_points(text, start), in_code_points(text, end)
        if text[slice(*units)] == value["text"]:
            start, end = units
    for name in names:
        yield Mark(start, end, str(name))


def write(path: Path, articles: Iterable[Marked]) -> None:
    """Write articles as tasks to import, labels as annotations; our values travel in each task's data."""
    tasks = []
    for article in articles:
        regions = [
            {
                "id": f"r{n}",
                "type": "labels",
                "from_name": "label",
                "to_name": "text",
                "value": {"start": m.start, "end": m.end, "text": article.text[m.start : m.end], "labels": [m.label]},
            }
            for n, m in enumerate(article.marks)
        ]
        data = {"text": article.text, "id": article.id, FACTX: article.carried}
        tasks.append({"data": data, "annotations": [{"result": regions}]})
    write_atomically(path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
