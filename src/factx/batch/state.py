"""What a run's output depends on: the same again goes on where it stopped, anything else is refused."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import Any

from factx.errors import InputError
from factx.pipeline import Extractor
from factx.read import Found, How, Piped, Source, files
from factx.records import Rejection

KEY = "depends on"


def depends_on(extractor: Extractor, how: How, model: str, form: str, inputs: str) -> dict[str, Any]:
    """Return all that the bytes of a run's output depend on."""
    said = asdict(how) | {"published": how.published.isoformat() if how.published else None}
    return {
        "version": version("factx"),
        "code": code(),
        "spacy": version("spacy"),
        "model": f"{extractor.model} ({model})",
        "options": said
        | {
            "vague_dates": extractor.vague_dates,
            "timeml": extractor.timeml,
            "aliases": _listed(extractor),
            "format": form,
        },
        "inputs": inputs,
    }


def _listed(extractor: Extractor) -> str | None:
    """Return the hash of the user's aliases: 12 hex digits of SHA-256; None without any."""
    if not extractor.aliases:
        return None
    rows = sorted((name, alias.body, sorted(alias.external_ids.items())) for name, alias in extractor.aliases.items())
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:12]


def code() -> str:
    """Return the hash of factx's own source, so that a changed rule is noticed: 12 hex digits of SHA-256."""
    digest = hashlib.sha256()
    home = Path(__file__).parent.parent
    for path in sorted(home.rglob("*.py")):
        digest.update(path.relative_to(home).as_posix().encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()[:12]


def changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return what a run depends on that is not what it was: model a → b, option encoding None → cp1252, inputs."""
    news = []
    for name, value in now.items():
        old = before.get(name)
        if isinstance(value, dict):
            old = old if isinstance(old, dict) else {}
            news += [f"option {k} {old.get(k)} → {v}" for k, v in value.items() if old.get(k) != v]
        elif old != value:
            news.append(name if name == "inputs" else f"{name} {old} → {value}")
    return news


def read(path: Path) -> dict[str, Any] | None:
    """Return what a state file holds; None where there is none."""
    try:
        found = json.loads(path.read_text("utf8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def list_inputs(paths: Iterable[Source], path: Path) -> tuple[str, int]:
    """Write all inputs, in order, into a file; return their hash and size in bytes. Raises InputError as files() does."""
    digest, size = hashlib.sha256(), 0
    with path.open("w", encoding="utf8") as file:
        for each in files(paths):
            row = "piped" if isinstance(each, Piped) else each if isinstance(each, Found) else each.model_dump()
            line = json.dumps(row) + "\n"
            digest.update(line.encode())
            size += each.size if isinstance(each, Found) else 0
            file.write(line)
    return digest.hexdigest()[:16], size


def inputs(path: Path, piped: Iterable[Piped]) -> Iterator[Found | Piped | Rejection]:
    """Yield the inputs that list_inputs wrote, pipes put back in their places."""
    pipes = iter(piped)
    with path.open(encoding="utf8") as file:
        for line in file:
            row = json.loads(line)
            yield next(pipes) if row == "piped" else Found(*row) if isinstance(row, list) else Rejection(**row)


def first_difference(before: Path, now: Path) -> str:
    """Return in words what is the first input that is not as it was."""
    if not before.is_file():
        return "other files"
    with before.open(encoding="utf8") as one, now.open(encoding="utf8") as two:
        for old, new in zip_longest(one, two):
            if old != new:
                was, is_ = (json.loads(line) if line else None for line in (old, new))
                if isinstance(was, list) and isinstance(is_, list) and was[0] == is_[0]:
                    return f"{was[0]} is not the file it was"
                return f"{_path(is_)} where there was {_path(was)}"
    return "their order"


def _path(row: Any) -> str:  # noqa: ANN401 - a line of the list
    if row is None:
        return "nothing"
    return str(row[0]) if isinstance(row, list) else str(row["path"]) if isinstance(row, dict) else "-"


def refuse(folder: Path, news: list[str], *, finished: bool) -> None:
    """Raise InputError where anything changed since a run."""
    if news:
        what = "holds the facts of another run" if finished else "holds parts of another run"
        raise InputError(f"{folder} {what} ({'; '.join(news)}): give --restart to replace them, or another folder")
