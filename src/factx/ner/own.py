"""factx's own NER: a second judge of names beside the spaCy model's, trained in training/ and shipped in weights/."""

import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from factx.errors import ModelError

FOLDER = "factx_ner"


@lru_cache(maxsize=1)
def own_model() -> str:
    """Return the folder of the shipped NER, a spaCy pipeline of ORG, PERSON, GPE and MISC.

    Raises ModelError where a file of it is missing or is another than the one listed with its SHA-256.
    """
    return str(checked(FOLDER))


def checked(name: str) -> Path:
    """Return a folder of factx/weights, its files compared with the SHA-256 of each that is listed beside it.

    Raises ModelError where one is missing or is another.
    """
    folder = Path(str(files("factx") / "weights" / name))
    paper = folder.with_suffix(".json")
    if not paper.is_file():
        raise ModelError(f"{paper} is missing: install factx again")
    listed = json.loads(paper.read_text("utf8"))["files"]
    for file, expected in listed.items():
        path = folder / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{path} is damaged (another SHA-256 than its list says): install factx again")
    return folder


def digest(name: str = FOLDER) -> str:
    """Return a short hash of a shipped model, for a run's fingerprint."""
    listed = (files("factx") / "weights" / f"{name}.json").read_bytes()
    return hashlib.sha256(listed).hexdigest()[:12]
