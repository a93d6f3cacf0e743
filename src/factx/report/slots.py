"""Scores of observations for people: F1 of each slot with its interval, and every slot that is wrong."""

from collections.abc import Mapping

from factx.evaluate import GoldSaid, Said, SlotScore, slot_signature
from factx.evaluate.slots import SLOT_SCHEMES, SLOTS, Wrong
from factx.observation import PHRASES
from factx.records import Document
from factx.report.terminal import in_context


def score_lines(result: SlotScore, gold: GoldSaid, model: str) -> list[str]:
    """Return a score as lines: each slot's F1 with its 95% interval, the share of right records, the signature."""
    lines = [f"{'observations':14}" + "".join(f"{scheme:>22}" for scheme in SLOT_SCHEMES)]
    for slot in (*SLOTS, "record"):
        cells = [_cell(result, slot, scheme) for scheme in SLOT_SCHEMES]
        if any(cells):
            lines.append((f"{slot:14}" + "".join(f"{cell:>22}" for cell in cells)).rstrip())
    right = result.counts.total("record", "filled").correct
    numbers = sum(map(len, gold.labels.values()))
    lines.append(f"records: share of gold numbers with all slots right, {right:.0f} of {numbers}; with empty: F1")
    return [*lines, "", slot_signature(gold, model)]


def _cell(result: SlotScore, slot: str, scheme: str) -> str:
    if (slot, scheme) not in result.slots:
        return ""
    total = result.counts.total(slot, scheme)
    if not total.correct + total.incorrect + total.missed + total.spurious:
        return "nothing"  # neither the gold nor the run fills it anywhere
    low, high = result.counts.interval(slot, scheme)
    return f"{result.f1(slot, scheme):.3f} [{low:.3f}, {high:.3f}]"


def error_lines(result: SlotScore, documents: Mapping[str, Document]) -> list[str]:
    """Return every slot that is missed, spurious or wrong, in context, slot by slot."""
    order = {slot: n for n, slot in enumerate(SLOTS)}
    return [_line(each, documents) for each in sorted(result.wrong, key=lambda e: (order[e.slot], *_place(e)))]


def _place(wrong: Wrong) -> tuple[str, int]:
    said = wrong.gold or wrong.found
    return (said.number.doc_id, said.number.start) if said else ("", 0)


def _line(wrong: Wrong, documents: Mapping[str, Document]) -> str:
    said = wrong.found or wrong.gold
    if said is None:
        return ""
    number = said.number
    where = f"{number.doc_id}: {in_context(documents[number.doc_id].text, number)}"
    rule = f"  by {wrong.found.observation.rule}" if wrong.found else "  (no such number found)"
    return f"{wrong.slot}: {where}  {shown(wrong.slot, wrong.found)}, gold {shown(wrong.slot, wrong.gold)}{rule}"


def shown(slot: str, said: Said | None) -> str:
    """Return what an observation says in a slot: a phrase or number in [brackets], else the word; - for nothing."""
    if said is None:
        return "-"
    if slot == "of":
        return f"[{said.of.text}]" if said.of else said.observation.of_id or "-"
    value = getattr(said.observation, slot)
    return "-" if value is None else f"[{value}]" if slot in PHRASES else str(value)
