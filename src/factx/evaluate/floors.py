"""Floors: scores pinned with the hash of their gold, and the signature a score carries."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factx.errors import GoldError, InputError
from factx.evaluate.gold import Gold
from factx.evaluate.said import GoldSaid
from factx.evaluate.score import SCHEMES, SEED, Score
from factx.evaluate.slots import SlotScore
from factx.files.durable import write_atomically
from factx.files.jsonl import reason
from factx.records import KINDS


def signature(gold: Gold, model: str) -> str:
    """Return what a score depends on, in one line, after sacrebleu (Post 2018)."""
    return f"factx:{version('factx')}|model:{model}|gold:{gold.digest}|documents:{len(gold.labels)}|schemes:SemEval-2013+value|seed:{SEED}"


def slot_signature(gold: GoldSaid, model: str) -> str:
    """Return what a score of observations depends on, in one line."""
    numbers = sum(map(len, gold.labels.values()))
    where = f"gold observations:{gold.digest}|documents:{len(gold.labels)}|numbers:{numbers}"
    return f"factx:{version('factx')}|model:{model}|{where}|schemes:MUC slots|seed:{SEED}"


def as_floors(result: Score) -> dict[str, float]:
    """Return every F1 to three decimals, rounded down, by "kind.scheme"."""
    return {
        f"{kind}.{scheme}": int(result.total(kind, scheme).f1 * 1000) / 1000
        for kind in (*KINDS, "micro")
        for scheme in SCHEMES
        if any(kind in d for d in result.documents)
    }


def slot_floors(result: SlotScore) -> dict[str, float]:
    """Return every F1 of slots (of "record" the share of right ones) to three decimals, rounded down, by "slot.scheme"."""
    return {f"{slot}.{scheme}": int(result.f1(slot, scheme) * 1000) / 1000 for slot, scheme in result.slots}


def load_floors(path: Path) -> dict[str, Any]:
    """Return the floors of a file: the gold's hash and a number by "kind.scheme", under "observations" those of slots.

    Raises GoldError where it is broken, InputError where there is none.
    """
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise InputError(f"no floors in {path}: pin them with --pin") from error
    except ValueError as error:
        raise GoldError(f"{path}: {reason(error)}") from error
    said = found.get("observations", {"floors": {}}) if isinstance(found, dict) else None
    for part in (found, said):
        floors = part.get("floors") if isinstance(part, dict) else None
        if not isinstance(floors, dict) or not all(isinstance(floor, int | float) for floor in floors.values()):
            raise GoldError(f"{path}: not floors: an object with gold and floors, a number by kind.scheme")
    return {"gold": found.get("gold"), "floors": found["floors"], "observations": said}


def below_floors(result: Score, gold: Gold, floors: Mapping[str, Any]) -> list[str]:
    """Return what is wrong, a line each: gold that changed since the floors were pinned, scores below their floor."""
    return _below(as_floors(result), gold.digest, floors, "gold")


def below_slot_floors(result: SlotScore | None, gold: GoldSaid | None, floors: Mapping[str, Any]) -> list[str]:
    """Return the same of observations; None where there is no gold of them."""
    digest = gold.digest if gold else None
    return _below(slot_floors(result) if result else {}, digest, floors.get("observations") or {}, "gold observations")


def _below(now: Mapping[str, float], digest: str | None, pinned: Mapping[str, Any], what: str) -> list[str]:
    if pinned.get("gold") != digest:
        return [f"{what} changed: floors are pinned for {pinned.get('gold')}, gold is {digest}: look, then --pin"]
    return [
        f"{name} {now.get(name, 0):.3f} is below its floor {floor:.3f}"
        for name, floor in pinned.get("floors", {}).items()
        if now.get(name, 0) < floor
    ]


def pin_floors(
    path: Path,
    result: Score,
    gold: Gold,
    slots: tuple[SlotScore, GoldSaid] | None = None,
    *,
    allow_lower: bool = False,
) -> None:
    """Write the scores as floors with the gold's hash; raises GoldError rather than lower one unasked."""
    new: dict[str, Any] = {"gold": gold.digest, "floors": as_floors(result)}
    if slots:
        new["observations"] = {"gold": slots[1].digest, "floors": slot_floors(slots[0])}
    if path.is_file() and not allow_lower:
        old = load_floors(path)
        parts = ((old, new), (old["observations"], new.get("observations", {"floors": {}})))
        lower = [n for was, now in parts for n, floor in was["floors"].items() if now["floors"].get(n, 0) < floor]
        if lower:
            raise GoldError(f"pinning would lower {', '.join(lower)}: give --allow-lower if that is meant")
    write_atomically(path, json.dumps(new, indent=2) + "\n")
