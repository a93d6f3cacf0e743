"""Pictures of measured figures, as SVG: precision and recall with intervals, speed against peers, scaling."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from factx.errors import InputError
from factx.files.jsonl import reason
from factx.report.accuracy import Accuracy
from factx.report.templates import filled, ours, part

PANELS = {"speed": ("speed", "peers"), "scaling": ("lengths", "processes")}  # of measured figures, by picture
LOWEST = 0.5  # where the axis of scores begins, unless one is lower
_LEFT, _RIGHT = 262, 660  # of the bars; names stand before, numbers behind


class Bar(NamedTuple):
    """A row of a panel: a name, a bar, and its number as text; `own` is of factx itself."""

    name: str
    width: float
    shown: str
    own: bool


class Panel(NamedTuple):
    """Bars of one measurement, and the command that measured it."""

    title: str
    command: str
    bars: Sequence[Bar]


class Whisker(NamedTuple):
    """A share and its interval on the axis of scores."""

    name: str
    shown: str
    at: float
    low: float
    high: float


def measured(path: Path) -> Mapping[str, Any]:
    """Return the figures that benchmarks wrote down; raises InputError where the file is none of that."""
    try:
        found = dict(json.loads(path.read_bytes()))
        panels = {name: panel(found[name]) for names in PANELS.values() for name in names if name in found}
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: no measured figures: {reason(error) if isinstance(error, ValueError) else error!r}"
        ) from error
    return {"machine": str(found.get("machine", "")), "panels": panels}


def panel(figures: Mapping[str, Any]) -> Panel:
    """Return the bars of one measurement, the longest as wide as there is room."""
    rows = figures["rows"]
    most = max(float(row["value"]) for row in rows) or 1.0
    room = _RIGHT - _LEFT
    bars = [
        Bar(str(row["name"]), round(room * float(row["value"]) / most, 1), f"{row['value']:,}", bool(row.get("own")))
        for row in rows
    ]
    return Panel(str(figures["title"]), str(figures["command"]), bars)


def pictures(accuracies: Sequence[Accuracy], figures: Mapping[str, Any] | None, *, alone: bool) -> dict[str, str]:
    """Return pictures by name, as SVG of its own (`alone`, with its colours) or to stand in a page that has the style."""
    made = {}
    if accuracies:
        lowest = min([LOWEST, *(share.low for each in accuracies for share in (each.precision, each.recall))])
        rows = [
            (each.kind, [whisker(name, getattr(each, name), lowest) for name in ("precision", "recall")])
            for each in accuracies
        ]
        ticks = [
            (round(_place(lowest + step * (1 - lowest) / 5, lowest), 1), f"{lowest + step * (1 - lowest) / 5:.2g}")
            for step in range(6)
        ]
        labels = sum(each.labels for each in accuracies if each.kind != "micro")
        made["scores"] = _drawn("scores", alone=alone, rows=rows, ticks=ticks, labels=labels)
    for name, names in PANELS.items():
        panels = [figures["panels"][each] for each in names if each in figures["panels"]] if figures else []
        if panels and figures:
            made[name] = _drawn("bars", alone=alone, panels=panels, machine=figures["machine"])
    return made


def whisker(name: str, share: Any, lowest: float) -> Whisker:  # noqa: ANN401 - a Measured
    """Return a share with its interval on an axis from `lowest` to 1."""
    at, low, high = (round(_place(each, lowest), 1) for each in share)
    return Whisker(name, f"{share.value:.3f}", at, low, high)


def _place(share: float, lowest: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (share - lowest) / (1 - lowest)


def _drawn(name: str, **told: Any) -> str:  # noqa: ANN401 - what the template wants
    return filled(f"{name}.svg.j2", left=_LEFT, right=_RIGHT, style=ours(part("picture.css")), **told)
