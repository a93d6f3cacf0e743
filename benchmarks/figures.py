"""Figures that benchmarks measured, kept in one file: what `factx report --measured FILE` draws."""

import json
import os
import platform
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def keep(file: Path | None, panel: str, title: str, command: str, rows: Iterable[tuple[str, float]]) -> None:
    """Put one measurement into a file, if there is to be one; those of another machine go. factx's own begin with its name."""
    if file is None:
        return
    known: dict[str, Any] = json.loads(file.read_text("utf8")) if file.exists() else {}
    figures = known if known.get("machine") == machine() else {"machine": machine()}
    bars = [
        {"name": name, "value": value} | ({"own": True} if name.startswith("factx") else {}) for name, value in rows
    ]
    figures[panel] = {"title": title, "command": command, "rows": bars}
    file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf8")


def machine() -> str:
    """This machine in words: its processor and how many cores it has."""
    names = re.findall(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf8"), re.MULTILINE)
    return f"{(names or [platform.processor()])[0]}, {os.cpu_count()} cores"
