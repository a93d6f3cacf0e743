"""Floors: scores pinned with the hash of their gold, and the signature a score carries."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factx.errors import GoldError, InputError
from factx.evaluate.gold import Gold
from factx.evaluate.score import SCHEMES, SEED, Score
from factx.files.jsonl import reason
from factx.files.write import write_atomically
from factx.records import KINDS


def signature(gold: Gold, model: str, seed: int = SEED) -> str:
    """Return what a score depends on, in one line, after sacrebleu (Post 2018)."""
    return f"factx:{version('factx')}|model:{model}|gold:{gold.digest}|documents:{len(gold.labels)}|schemes:SemEval-2013+value|seed:{seed}"


def as_floors(result: Score) -> dict[str, float]:
    """Return every F1 to three decimals, rounded down, by "kind.scheme"."""
    return {
        f"{kind}.{scheme}": int(result.total(kind, scheme).f1 * 1000) / 1000
        for kind in (*KINDS, "micro")
        for scheme in SCHEMES
        if any(kind in d for d in result.documents)
    }


def load_floors(path: Path) -> dict[str, Any]:
    """Return the floors of a file: the gold's hash and a number by "kind.scheme"; raises GoldError where it is broken."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise InputError(f"no floors in {path}: pin them with --pin") from error
    except ValueError as error:
        raise GoldError(f"{path}: {reason(error)}") from error
    floors = found.get("floors") if isinstance(found, dict) else None
    if not isinstance(floors, dict) or not all(isinstance(floor, int | float) for floor in floors.values()):
        raise GoldError(f"{path}: not floors: an object with gold and floors, a number by kind.scheme")
    return {"gold": found.get("gold"), "floors": floors}


def below_floors(result: Score, gold: Gold, floors: Mapping[str, Any]) -> list[str]:
    """Return what is wrong, a line each: gold that changed since the floors were pinned, scores below their floor."""
    if floors.get("gold") != gold.digest:
        return [f"gold changed: floors are pinned for {floors.get('gold')}, gold is {gold.digest}: look, then --pin"]
    now = as_floors(result)
    return [
        f"{name} {now.get(name, 0):.3f} is below its floor {floor:.3f}"
        for name, floor in floors["floors"].items()
        if now.get(name, 0) < floor
    ]


def pin_floors(path: Path, result: Score, gold: Gold, *, allow_lower: bool = False) -> None:
    """Write the scores as floors with the gold's hash; raises GoldError rather than lower one unasked."""
    now = as_floors(result)
    if path.is_file() and not allow_lower:
        lower = [name for name, floor in load_floors(path)["floors"].items() if now.get(name, 0) < floor]
        if lower:
            raise GoldError(f"pinning would lower {', '.join(lower)}: give --allow-lower if that is meant")
    write_atomically(path, json.dumps({"gold": gold.digest, "floors": now}, indent=2) + "\n")
