"""The agreement command: how far two annotators agree."""

from pathlib import Path
from typing import Annotated

import typer

from factx.cli import streams

EXAMPLE = "Example: factx agreement gold/anna gold/ben"


def agreement(
    one: Annotated[Path, typer.Argument(metavar="A", help="Folder of one annotator's gold labels.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Folder of another's.")],
) -> None:
    """Show how far two annotators agree: F1 of spans by kind, Cohen's kappa of values, on the articles of both."""
    from factx.evaluate import agreement as compare
    from factx.report.agreement import lines

    for line in lines(compare(one, other), (one.name, other.name)):
        streams.say(line)
