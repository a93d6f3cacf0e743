"""What is wrong against gold labels: each miss, extra, wrong value or bound with its cause, and what is taken for what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from factx.evaluate import VALUE_FIELDS, Gold, Score, SlotScore, overlap, pairs
from factx.evaluate.score import scored_fields, spared
from factx.evaluate.slots import Wrong
from factx.records import KINDS, BaseFact
from factx.report.slots import shown

NOTHING = "–"
PLACE = frozenset({"doc_id", "start", "end", "found_id"})  # fields that say where something is
_FOLLOWS = {"first_day": "timex", "last_day": "timex"}  # fields that another one decides


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as the gold has it; offsets are of the gold where there is one, else of what was found."""

    doc_id: str
    what: str  # miss, extra, value, bounds
    kind: str  # of the fact, or of the number
    part: str  # fact, or the slot of an observation
    cause: str
    rule: str  # what made the wrong fact or observation; empty for a miss
    found: str
    gold: str
    start: int
    end: int
    found_id: str = ""  # of the fact that is wrong, or whose observation is

    def shown(self) -> dict[str, Any]:
        """Return what a page shows of it beside its place."""
        return {name: value for name, value in asdict(self).items() if name not in PLACE}


def faults(result: Score, gold: Gold, facts: Mapping[str, Sequence[BaseFact]]) -> Iterator[Fault]:
    """Yield what is wrong with facts, each with its cause."""
    for what, kind, fact, other in result.errors:
        label = fact if what == "miss" else other
        mine = None if what == "miss" else fact
        where = label or fact
        around = facts.get(fact.doc_id, ()) if what == "miss" else gold.labels[fact.doc_id]
        yield Fault(
            doc_id=fact.doc_id,
            what=what,
            kind=kind,
            part="fact",
            cause=_cause(what, fact, other, around),
            rule=mine.rule if mine else "",
            found=_told(what, mine, other) if mine else "",
            gold=_told(what, label, mine) if label else "",
            start=where.start,
            end=where.end,
            found_id=mine.id if mine else "",
        )


def _cause(what: str, fact: BaseFact, other: BaseFact | None, around: Iterable[BaseFact]) -> str:
    """Return in a few words why: fields that differ, which bound, what else stands there."""
    if what == "value" and other:
        return " + ".join(sorted(_differing(fact, other))) or "value"
    if what == "bounds" and other:
        start, end = fact.start - other.start, fact.end - other.end
        if start <= 0 <= end:
            return "too long"
        return "too short" if start >= 0 >= end else "shifted"
    there = sorted({each.kind for each in around if overlap(each, fact)})
    if fact.kind in there:
        return "two in place of one" if what == "extra" else "one in place of two"
    return f"{'found' if what == 'miss' else 'labelled'} as {' + '.join(there)}" if there else "nothing there"


def _differing(fact: BaseFact, other: BaseFact) -> set[str]:
    names = {name for name in VALUE_FIELDS[fact.kind] if getattr(fact, name) != getattr(other, name)}
    return {name for name in names if _FOLLOWS.get(name) not in names}


def _told(what: str, fact: BaseFact, other: BaseFact | None) -> str:
    """Return a fact in words: of a wrong value the fields that differ, else its text."""
    if what != "value" or other is None:
        return fact.text
    names = [n for n in scored_fields(fact.kind) if getattr(fact, n) != getattr(other, n) and n != "equivalent_of"]
    return ", ".join(f"{name} {getattr(fact, name)}" for name in names)


def slot_faults(result: SlotScore) -> Iterator[Fault]:
    """Yield the slots of observations that are wrong."""
    for wrong in result.wrong:
        said = wrong.gold or wrong.found
        if said is None:
            continue
        what, cause = _slot_cause(wrong)
        yield Fault(
            doc_id=said.number.doc_id,
            what=what,
            kind=said.number.kind,
            part=wrong.slot,
            cause=cause,
            rule=wrong.found.observation.rule if wrong.found else "",
            found=shown(wrong.slot, wrong.found),
            gold=shown(wrong.slot, wrong.gold),
            start=said.number.start,
            end=said.number.end,
            found_id=wrong.found.number.id if wrong.found else "",
        )


def _slot_cause(wrong: Wrong) -> tuple[str, str]:
    if wrong.found is None:
        return "miss", "number not found"
    if wrong.gold is None:
        return "extra", "number not labelled"
    if shown(wrong.slot, wrong.found) == "-":
        return "miss", "left open"
    return ("extra", "gold leaves it open") if shown(wrong.slot, wrong.gold) == "-" else ("value", "another value")


def confusion(gold: Gold, facts: Mapping[str, Sequence[BaseFact]]) -> dict[tuple[str, str], int]:
    """Return how often a label of a kind (first) was found as a kind (second); NOTHING where there is no such one."""
    counts: Counter[tuple[str, str]] = Counter(
        {(kind, other): 0 for kind in (*KINDS, NOTHING) for other in (*KINDS, NOTHING)}
    )
    for doc_id, true in gold.labels.items():
        found = [f for f in facts.get(doc_id, ()) if not spared(f, gold.optional.get(doc_id, ()), true)]
        both = pairs(true, found)
        used = {id(x) for pair in both for x in pair}
        counts.update((g.kind, f.kind) for g, f in both)
        counts.update((g.kind, NOTHING) for g in true if id(g) not in used)
        counts.update((NOTHING, f.kind) for f in found if id(f) not in used)
    return dict(counts)
