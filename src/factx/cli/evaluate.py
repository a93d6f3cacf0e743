"""The evaluate command: facts and observations against gold labels."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli import streams

if TYPE_CHECKING:
    from factx.evaluate import Gold, GoldSaid, Score, SlotScore
    from factx.records import Document

EXAMPLE = "Example: factx evaluate gold/ outputs/ --errors      factx evaluate gold/ outputs/ --diff before/"

_WIDE = 200  # columns: no number of a table is cut off, however narrow the terminal


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of gold labels, one .jsonl a document; observations/ in it.")],
    outputs: Annotated[Path, typer.Argument(help="Folder that factx extract wrote.")],
    errors: Annotated[bool, typer.Option("--errors", help="List misses, extras and wrong values in context.")] = False,
    diff: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Outputs of an older run: what got better and worse since, and how surely."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Fail (exit 1) below a floor of floors.json, or when gold changed.")
    ] = False,
    pin: Annotated[bool, typer.Option("--pin", help="Write today's scores as floors, with the gold's hash.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="With --pin: floors may be lowered.")] = False,
) -> None:
    """Score facts against gold labels (SemEval-2013 schemes and values), observations slot by slot; 95% intervals."""
    from factx import evaluate as ev
    from factx.report import slots
    from factx.report import terminal as report

    documents, facts, model = ev.load_outputs(outputs)
    labels, said = ev.load_gold(gold, documents), ev.load_gold_said(gold, documents)
    result, found = ev.score(labels, facts), ev.load_said(outputs, facts) if said else None
    filled = ev.score_slots(said, found or {}) if said else None
    if errors:
        _print([*report.error_lines(result, documents), *(slots.error_lines(filled, documents) if filled else ()), ""])
    _print(report.score_lines(result, labels, model))
    if said and filled:
        _print(
            [
                "",
                *slots.score_lines(filled, said, model),
                *([] if found is not None else [f"{outputs} has no observations"]),
            ]
        )
    if diff:
        _print_diff(diff, documents, labels, result, (said, filled) if said and filled else None)
    floors = (gold if gold.is_dir() else gold.parent) / "floors.json"
    if pin:
        ev.pin_floors(floors, result, labels, (filled, said) if said and filled else None, allow_lower=allow_lower)
        streams.say(f"pinned {floors}")
    if check:
        pinned = ev.load_floors(floors)
        wrong = [*ev.below_floors(result, labels, pinned), *ev.below_slot_floors(filled, said, pinned)]
        for line in wrong:
            streams.say(line, err=True)
        raise typer.Exit(1 if wrong else 0)


def _print_diff(
    folder: Path,
    documents: "Mapping[str, Document]",
    labels: "Gold",
    result: "Score",
    slots: "tuple[GoldSaid, SlotScore] | None",
) -> None:
    """Print what changed since the run of a folder, in colour where the terminal has it."""
    from rich.console import Console

    from factx import evaluate as ev
    from factx.evaluate.diff import check_same_texts, compare
    from factx.report import diff as report

    older, facts, _ = ev.load_outputs(folder)
    check_same_texts(labels, older, documents)
    before = ev.score_slots(slots[0], ev.load_said(folder, facts) or {}) if slots else None
    found = compare(labels, ev.score(labels, facts), result, (before, slots[1]) if slots and before else None)
    console = Console(highlight=False, soft_wrap=True, width=_WIDE)
    streams.say(
        f"\nsince {folder}: difference of F1; p: how likely chance alone makes it (paired bootstrap by article)"
    )
    for table in report.score_tables(found):
        console.print(table)
    for line in report.change_lines(found, documents):
        console.print(line)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        streams.say(line)
