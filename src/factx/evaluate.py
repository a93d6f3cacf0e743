"""How good are the facts? Scores against gold labels, with their interval and a signature."""

import hashlib
import json
import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from factx import outputs
from factx.errors import GoldError, InputError
from factx.records import FACT, KINDS, BaseFact, Document, own_fields

SCHEMES = ("strict", "exact", "partial", "type", "value")
VALUE_FIELDS = {
    "money": ("amount", "amount_to", "currency"),
    "percent": ("value", "value_to", "unit"),
    "organization": ("name",),
    "date": ("timex",),
}
SEED = 20210924
ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of some documents, and the hash of the files they came from."""

    labels: Mapping[str, list[BaseFact]]
    optional: Mapping[str, list[BaseFact]]
    digest: str


@dataclass(slots=True)
class Counts:
    """How many pairs were correct, wrong, half right, missed and spurious (MUC-5; SemEval-2013 task 9.1)."""

    correct: float = 0
    incorrect: float = 0
    partial: float = 0
    missed: float = 0
    spurious: float = 0

    def __iadd__(self, other: "Counts") -> Self:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def f1(self) -> float:
        """Return the F1, partial matches at half weight; 0 with nothing found or nothing to find."""
        possible = self.correct + self.incorrect + self.partial + self.missed
        actual = self.correct + self.incorrect + self.partial + self.spurious
        right = self.correct + 0.5 * self.partial
        return 2 * right / (possible + actual) if possible + actual else 0.0


@dataclass(slots=True)
class Score:
    """Counts per kind and scheme of each document, field accuracies, and the errors behind them."""

    documents: list[dict[str, dict[str, Counts]]] = field(
        default_factory=list
    )  # one per document: kind → scheme → counts
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str, BaseFact, BaseFact | None]] = field(default_factory=list)  # what, kind, fact, other

    def total(self, kind: str, scheme: str, picks: Iterable[int] | None = None) -> Counts:
        """Return the counts of a kind ("micro": all) summed over documents, or over a sample of them."""
        counts = Counts()
        for n in range(len(self.documents)) if picks is None else picks:
            found = self.documents[n].get(kind, {}).get(scheme)
            if found:
                counts += found
        return counts

    def interval(self, kind: str, scheme: str, seed: int = SEED) -> tuple[float, float]:
        """Return the 95% bootstrap interval of an F1 over documents (percentile method, fixed seed)."""
        dice = random.Random(f"{seed}-{kind}-{scheme}")  # noqa: S311 - a sample, no secret
        size = len(self.documents)
        scores = sorted(self.total(kind, scheme, dice.choices(range(size), k=size)).f1 for _ in range(ROUNDS))
        return scores[int(0.025 * ROUNDS)], scores[int(0.975 * ROUNDS) - 1]


def load_gold(folder: Path, documents: Mapping[str, Document]) -> Gold:
    """Return the gold labels of a folder, each checked against its document.

    Raises GoldError for a label that is not true of its document, InputError where there is no gold.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise InputError(f"no gold labels in {folder}")
    labels: dict[str, list[BaseFact]] = defaultdict(list)
    optional: dict[str, list[BaseFact]] = defaultdict(list)
    for file in files:
        for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
            if line.strip():
                fact, is_optional = _label(line, f"{file}:{number}", documents)
                (optional if is_optional else labels)[fact.doc_id].append(fact)
    for doc_id in optional:
        labels.setdefault(doc_id, [])
    return Gold(labels, optional, gold_digest(files))


def gold_digest(files: Iterable[Path]) -> str:
    """Return the hash of gold files: 12 hex digits of SHA-256 over their names and bytes."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\x00" + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _label(line: str, where: str, documents: Mapping[str, Document]) -> tuple[BaseFact, bool]:
    try:
        row = json.loads(line)
        doc_id = row["doc_id"]
        optional = bool(row.pop("optional", False))
        row.pop("note", None)
        if doc_id not in documents:
            raise GoldError(f"{where}: no document {doc_id!r} in the outputs: extract it first")
        return FACT.validate_python(row, context={"document": documents[doc_id]}), optional
    except ValidationError as error:
        first = error.errors()[0]
        raise GoldError(f"{where}: {first['msg']}") from error
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{where}: not a label: {error}") from error


def load_outputs(folder: Path) -> tuple[dict[str, Document], dict[str, list[BaseFact]], str]:
    """Return the documents and facts of an output folder, and the model that made them (unknown without run.json)."""
    documents = {d.id: d for d in outputs.documents(folder)}
    facts: dict[str, list[BaseFact]] = defaultdict(list)
    for fact in outputs.facts(folder):
        facts[fact.doc_id].append(fact)
    return documents, facts, outputs.model(folder)


def score(gold: Gold, facts: Mapping[str, Sequence[BaseFact]]) -> Score:
    """Return the score of facts on the gold's documents; facts of other documents are not looked at."""
    result = Score()
    for doc_id in sorted(gold.labels):
        spared = gold.optional.get(doc_id, [])
        true, found = (
            gold.labels[doc_id],
            [f for f in facts.get(doc_id, []) if not _spared(f, spared, gold.labels[doc_id])],
        )
        per_kind: dict[str, dict[str, Counts]] = {}
        for kind in KINDS:
            here = [f for f in true if f.kind == kind], [f for f in found if f.kind == kind]
            per_kind[kind] = match(*here)
            per_kind[kind]["value"] = _values(result, kind, *here)
        per_kind["micro"] = match(true, found) | {"value": _sum(per_kind[kind]["value"] for kind in KINDS)}
        result.documents.append(per_kind)
    return result


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for each in counts:
        total += each
    return total


def _spared(fact: BaseFact, optional: Iterable[BaseFact], labels: Iterable[BaseFact]) -> bool:
    """Tell whether a fact overlaps an optional label of its kind, and no label that counts."""
    same = [o for o in optional if o.kind == fact.kind and overlap(o, fact)]
    return bool(same) and not any(g.kind == fact.kind and overlap(g, fact) for g in labels)


def overlap(a: BaseFact, b: BaseFact) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def match(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> dict[str, Counts]:
    """Return the counts of the four SemEval-2013 schemes (Segura-Bedmar et al. 2013), of one kind or of all together.

    strict wants bounds and kind, exact bounds, type kind and any overlap; partial gives an overlap half.
    """
    counts = {scheme: Counts() for scheme in ("strict", "exact", "partial", "type")}
    both = pairs(true, found)
    for g, f in both:
        bounds, kind = (g.start, g.end) == (f.start, f.end), g.kind == f.kind
        for scheme, right in (("strict", bounds and kind), ("exact", bounds), ("type", kind)):
            counts[scheme].correct += right
            counts[scheme].incorrect += not right
        counts["partial"].correct += bounds
        counts["partial"].partial += not bounds
    for each in counts.values():
        each.missed, each.spurious = len(true) - len(both), len(found) - len(both)
    return counts


Pair = tuple[BaseFact, BaseFact]


def pairs(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> list[Pair]:
    """Return overlapping pairs of label and fact, each used once: equal bounds first, then the same kind, then by overlap."""
    ranked = sorted(
        ((g.start, g.end) != (f.start, f.end), g.kind != f.kind, -overlap(g, f), g.start, f.start, i, j)
        for i, j in _overlapping(true, found)
        for g, f in [(true[i], found[j])]
    )
    used_true, used_found, chosen = set(), set(), []
    for *_, i, j in ranked:
        if i not in used_true and j not in used_found:
            used_true.add(i)
            used_found.add(j)
            chosen.append((true[i], found[j]))
    return chosen


def _overlapping(true: Sequence[BaseFact], found: Sequence[BaseFact]) -> Iterable[tuple[int, int]]:
    order = sorted(range(len(found)), key=lambda j: found[j].start)
    starts = [found[j].start for j in order]
    longest = max((f.end - f.start for f in found), default=0)
    for i, g in enumerate(true):
        for at in range(bisect_left(starts, g.start - longest), bisect_left(starts, g.end)):
            if overlap(g, found[order[at]]):
                yield i, order[at]


def _values(result: Score, kind: str, true: Sequence[BaseFact], found: Sequence[BaseFact]) -> Counts:
    """Count values: a pair whose spans overlap and whose normalised value is equal is correct (as in TempEval-3)."""
    both = pairs(true, found)
    right = 0
    for g, f in both:
        result.fields[kind]["pairs"] += 1
        for name in own_fields(kind):
            result.fields[kind][name] += getattr(g, name) == getattr(f, name)
        if all(getattr(g, name) == getattr(f, name) for name in VALUE_FIELDS[kind]):
            right += 1
        else:
            result.errors.append(("value", kind, f, g))
    result.errors += [("bounds", kind, f, g) for g, f in both if (g.start, g.end) != (f.start, f.end)]
    paired = {id(x) for pair in both for x in pair}
    result.errors += [("miss", kind, g, None) for g in true if id(g) not in paired]
    result.errors += [("extra", kind, f, None) for f in found if id(f) not in paired]
    return Counts(right, len(both) - right, 0, len(true) - len(both), len(found) - len(both))


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


def below_floors(result: Score, gold: Gold, floors: Mapping[str, Any]) -> list[str]:
    """Return what is wrong, a line each: gold that changed since the floors were pinned, scores below their floor."""
    if floors.get("gold") != gold.digest:
        return [f"gold changed: floors are pinned for {floors.get('gold')}, gold is {gold.digest}: look, then --pin"]
    now = as_floors(result)
    return [
        f"{name} {now.get(name, 0):.3f} is below its floor {floor:.3f}"
        for name, floor in floors.get("floors", {}).items()
        if now.get(name, 0) < floor
    ]


def pin_floors(path: Path, result: Score, gold: Gold, *, allow_lower: bool = False) -> None:
    """Write the scores as floors with the gold's hash; raises GoldError rather than lower one unasked."""
    now = as_floors(result)
    if path.is_file() and not allow_lower:
        old = json.loads(path.read_text("utf8"))["floors"]
        lower = [name for name, floor in old.items() if now.get(name, 0) < floor]
        if lower:
            raise GoldError(f"pinning would lower {', '.join(lower)}: give --allow-lower if that is meant")
    path.write_text(json.dumps({"gold": gold.digest, "floors": now}, indent=2) + "\n", "utf8")
