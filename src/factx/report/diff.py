"""Two runs beside each other for a terminal: scores with their difference, then every change, in context."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from factx.evaluate.diff import WHAT, Compared, Diff, FactChange, SlotChange
from factx.evaluate.score import scored_fields
from factx.records import BaseFact, Document
from factx.report.slots import shown
from factx.report.terminal import in_context

_SIGNS = {
    "right": ("+", "green"),
    "gone": ("+", "green"),
    "wrong": ("-", "red"),
    "came": ("-", "red"),
    "changed": ("~", "yellow"),
}
_TITLES = {
    "right": "became right",
    "wrong": "became wrong",
    "gone": "extra, gone",
    "came": "extra, new",
    "changed": "otherwise than before",
}
LIKELY = 0.05  # a difference of a greater p may well be chance


def score_tables(diff: Diff) -> Iterator[Table]:
    """Yield the scores of kinds, then those of slots where there are any: old, new, difference and p of each scheme."""
    for title, scores in (("", diff.scores), ("observations", diff.slot_scores)):
        if scores:
            yield _table(title, scores)


def _table(title: str, scores: Sequence[Compared]) -> Table:
    schemes = list(dict.fromkeys(each.scheme for each in scores))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(title, min_width=12)
    for scheme in schemes:
        for name in (f"{scheme}: old", "new", "diff", "p"):
            table.add_column(name, justify="right", no_wrap=True)
    for name in dict.fromkeys(each.name for each in scores):
        cells = [cell for scheme in schemes for cell in _cells(name, scheme, scores)]
        table.add_row(name, *cells)
    return table


def _cells(name: str, scheme: str, scores: Iterable[Compared]) -> list[Text]:
    for each in scores:
        if (each.name, each.scheme) == (name, scheme):
            p = "-" if each.p is None else f"{each.p:.3f}"
            colour = "" if each.p is None or each.p > LIKELY else "green" if each.difference > 0 else "red"
            numbers = (f"{each.old:.3f}", f"{each.new:.3f}", f"{each.difference:+.3f}", p)
            return [Text(number, style=colour) for number in numbers]
    return [Text("")] * 4


def change_lines(diff: Diff, documents: Mapping[str, Document]) -> Iterator[Text]:
    """Yield how much changed, then every change: facts, then what is said of numbers, better (+), worse (-), other (~)."""
    for title, changes in (("facts", diff.facts), ("observations", diff.slots)):
        if title == "facts" or diff.slot_scores:
            counts = [f"{sum(c.what == what for c in changes)} {_TITLES[what]}" for what in WHAT]
            yield Text(f"{title}: {'; '.join(counts)}", style="bold")
        for change in changes:
            sign, colour = _SIGNS[change.what]
            told = _of_slot(change) if isinstance(change, SlotChange) else _of_fact(change)
            what = change.slot if isinstance(change, SlotChange) else change.fact.kind
            where = f"{change.fact.doc_id}: {in_context(documents[change.fact.doc_id].text, change.fact)}"
            yield Text(f"{sign} {what} {_TITLES[change.what]}: {where}  {told}", style=colour)


def _of_fact(change: FactChange) -> str:
    """Return what a fact was and is, and what the gold has."""
    there = (change.old, change.new, change.gold)
    old, new, gold = (
        (told or "found") if side else "not found" for side, told in zip(there, sides(change), strict=True)
    )
    rule = f"  by {change.new.rule}" if change.new else ""
    if change.gold is None and None in (change.old, change.new):
        return f"by {(change.new or change.old or change.fact).rule}"
    return f"{old} → {new}" + (f", gold {gold}" if change.gold and gold != "found" else "") + rule


def sides(change: FactChange) -> tuple[str, str, str]:
    """Return what the old fact, the new one and the label have where they differ; empty where there is none, or no difference."""
    there = (change.old, change.new, change.gold)
    names = differing(change)
    spans = len({(s.start, s.end) for s in there if s}) > 1
    old, new, gold = (_side(side, names, spans=spans) if side else "" for side in there)
    return old, new, gold


def differing(change: FactChange) -> list[str]:
    """Return the fields in which the old fact, the new one and the label are not all alike."""
    there = (change.old, change.new, change.gold)
    names = scored_fields(change.fact.kind)
    return [name for name in names if len({repr(getattr(s, name)) for s in there if s}) > 1]


def _side(fact: BaseFact, names: Iterable[str], *, spans: bool) -> str:
    told = [f"[{fact.text}]"] if spans else []
    return " ".join([*told, *(f"{name} {getattr(fact, name)}" for name in names)])


def _of_slot(change: SlotChange) -> str:
    gold = f", gold {shown(change.slot, change.gold)}" if change.gold else ""
    rule = f"  by {change.new.observation.rule}" if change.new else ""
    return f"{shown(change.slot, change.old)} → {shown(change.slot, change.new)}{gold}{rule}"
