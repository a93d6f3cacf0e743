"""The show command: what the numbers of a run say, as a table or as CSV."""

import re
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

import typer

from factx.cli import streams
from factx.errors import InputError

_TIMEX = re.compile(r"[0-9X][0-9A-Z/:-]*|P[0-9XT][0-9A-Z.]*|(?:PAST|PRESENT|FUTURE)_REF")
EXAMPLE = (
    "Example: factx show outputs/ --about liaoning --when 2021 --kind money --min 1000000000      "
    "factx show outputs/ --measure sales --csv > sales.csv"
)


def _number(text: str | None) -> str | None:
    """Return a number as it is computed with, without commas; raises InputError for what is none."""
    if text is None:
        return None
    plain = text.replace(",", "")
    try:
        finite = Decimal(plain).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise InputError(f"no number: {text}")
    return plain


def _timex(text: str | None) -> str | None:
    """Return what may begin a TIMEX3 value; raises InputError for what may not."""
    if text is not None and not _TIMEX.fullmatch(text):
        raise InputError(f"no TIMEX3 value or beginning of one (2021, 2021-H1, 2021-01/2021-06, P1Y…): {text}")
    return text


Out = Annotated[Path, typer.Argument(metavar="OUT", help="Folder that factx extract wrote.")]
About = Annotated[str | None, typer.Option(help="Only what is about this: part of the name or of the words.")]
Measure = Annotated[str | None, typer.Option(help="Only where this is part of what is measured.")]
When = Annotated[
    str | None,
    typer.Option(
        callback=_timex, help="Only what holds for a period that touches this one, or whose value begins so: 2021-H1."
    ),
]
Kind = Annotated[Literal["money", "percent"] | None, typer.Option(help="Only amounts, or only percentages.")]
Least = Annotated[
    str | None, typer.Option("--min", callback=_number, help="Only amounts, or percentages, of at least this.")
]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, with the days, the sentence and all else.")]


def show(
    out: Out,
    about: About = None,
    measure: Measure = None,
    when: When = None,
    kind: Kind = None,
    least: Least = None,
    csv: Csv = False,
) -> None:
    """Show what the numbers of a run say: whose, what is measured, how much, when, which way it moved."""
    from rich.console import Console

    from factx.files.statements import Wanted, statements
    from factx.report import statements as report

    wanted = Wanted(about, measure, when, kind, Decimal(least) if least else None)
    found = (statement for statement in statements(out) if statement in wanted)
    if csv:
        streams.data()
        report.write_csv(found, sys.stdout)
    else:
        count = report.show(found, Console(highlight=False))
        typer.echo(f"{count:,} statement{'' if count == 1 else 's'}")
