"""List the facts that no careful editor would file unseen: factx suspicious."""

from pathlib import Path
from typing import Annotated

import typer

from factx.cli import streams

EXAMPLE = "Example: factx suspicious outputs/"


def suspicious(outputs: Annotated[Path, typer.Argument(help="Folder that factx extract wrote.")]) -> None:
    """List doubtful facts: percentages above 1,000, ranges over 100 times, amounts like years, split numbers, far dates.

    Exit code 0: none; 1: some are listed.
    """
    from factx.evaluate import load_outputs
    from factx.evaluate.suspicious import suspicious as doubtful
    from factx.report.terminal import in_context

    documents, facts, _ = load_outputs(outputs)
    count = 0
    for doc_id, document in documents.items():
        for doubt in doubtful(facts.get(doc_id, []), document):
            count += 1
            where = in_context(document.text, doubt.fact)
            streams.say(f"{doubt.reason}: {doc_id}: {where}  by {doubt.fact.rule}")
    streams.say(f"{sum(map(len, facts.values()))} facts, {count} suspicious")
    raise typer.Exit(1 if count else 0)
