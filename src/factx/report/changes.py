"""What changed between two runs as a page shows it: each label, extra and slot with what it was and is, and its cause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from factx.evaluate.diff import WHAT, Compared, Diff, FactChange, SlotChange
from factx.records import BaseFact
from factx.report.diff import differing, sides
from factx.report.errors import PLACE, Fault
from factx.report.slots import shown

_Key = tuple[str, str, str, int, int]  # document, kind, part, bounds


@dataclass(frozen=True, slots=True)
class Change:
    """Something that became right, wrong or other; offsets are of the gold where there is one, else of what was found."""

    doc_id: str
    what: str  # right, wrong, gone, came, changed
    kind: str  # of the fact, or of the number
    part: str  # fact, or the slot of an observation
    cause: str  # of the error that came or went, else the fields that changed
    rule: str  # of the newer run, else of the older
    old: str
    new: str
    gold: str
    start: int
    end: int
    found_id: str = ""  # of the newer run's fact

    def shown(self) -> dict[str, Any]:
        """Return what a page shows of it beside its place."""
        return {name: value for name, value in asdict(self).items() if name not in PLACE}


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an older run: the scores of both, and every change, in the order of Diff."""

    name: str
    diff: Diff
    changes: list[Change]

    @property
    def by_document(self) -> dict[str, list[Change]]:
        """The changes of each document."""
        found: dict[str, list[Change]] = defaultdict(list)
        for each in self.changes:
            found[each.doc_id].append(each)
        return dict(found)

    @property
    def schemes(self) -> dict[str, list[Compared]]:
        """The scores of kinds, by scheme."""
        found: dict[str, list[Compared]] = defaultdict(list)
        for each in self.diff.scores:
            found[each.scheme].append(each)
        return dict(found)

    @property
    def counts(self) -> dict[str, int]:
        """How many became right, wrong and so on."""
        return {what: sum(each.what == what for each in self.changes) for what in WHAT}


def changes(diff: Diff, old: Iterable[Fault], new: Iterable[Fault]) -> Iterator[Change]:
    """Yield every change, each with the cause that the faults of the two runs have."""
    before, now = _causes(old), _causes(new)
    every: list[FactChange | SlotChange] = [*diff.facts, *diff.slots]
    for change in every:
        causes = before if change.what in {"right", "gone"} else now
        yield _of_fact(change, causes) if isinstance(change, FactChange) else _of_slot(change, causes)


def _of_fact(change: FactChange, causes: Mapping[_Key, str]) -> Change:
    fact, mine = change.fact, change.new or change.old or change.fact
    told = sides(change)
    old, new, gold = (_text(side, text) for side, text in zip((change.old, change.new, change.gold), told, strict=True))
    return Change(
        doc_id=fact.doc_id,
        what=change.what,
        kind=fact.kind,
        part="fact",
        cause=causes.get(_key(fact, "fact")) or " + ".join(differing(change)),
        rule=mine.rule,
        old=old,
        new=new,
        gold=gold,
        start=fact.start,
        end=fact.end,
        found_id=change.new.id if change.new else "",
    )


def _text(side: BaseFact | None, told: str) -> str:
    """Return what one side has; its text where the others have the same."""
    return (told or side.text) if side else ""


def _of_slot(change: SlotChange, causes: Mapping[_Key, str]) -> Change:
    fact, mine = change.fact, change.new or change.old
    return Change(
        doc_id=fact.doc_id,
        what=change.what,
        kind=fact.kind,
        part=change.slot,
        cause=causes.get(_key(fact, change.slot), ""),
        rule=mine.observation.rule if mine else "",
        old=shown(change.slot, change.old),
        new=shown(change.slot, change.new),
        gold=shown(change.slot, change.gold),
        start=fact.start,
        end=fact.end,
        found_id=change.new.number.id if change.new else "",
    )


def _causes(faults: Iterable[Fault]) -> dict[_Key, str]:
    """Return the causes of faults by where they stand: a label may have two, of its value and of its bounds."""
    found: dict[_Key, list[str]] = defaultdict(list)
    for each in faults:
        found[each.doc_id, each.kind, each.part, each.start, each.end].append(each.cause)
    return {key: " + ".join(dict.fromkeys(causes)) for key, causes in found.items()}


def _key(fact: BaseFact, part: str) -> _Key:
    return fact.doc_id, fact.kind, part, fact.start, fact.end
