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
    folder = Path(str(files("factx") / "weights" / FOLDER))
    listed = json.loads(folder.with_suffix(".json").read_text("utf8"))["files"]
    for name, digest in listed.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(f"{path} is damaged (another SHA-256 than its list says): install factx again")
    return str(folder)


def digest() -> str:
    """Return a short hash of the shipped NER, for a run's fingerprint."""
    listed = (files("factx") / "weights" / f"{FOLDER}.json").read_bytes()
    return hashlib.sha256(listed).hexdigest()[:12]
