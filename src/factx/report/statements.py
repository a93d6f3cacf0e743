"""Statements for people and for spreadsheets: a table as wide as the terminal, a line for each in CSV."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import IO, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from factx.files.statements import Statement
from factx.records import MoneyFact
from factx.report.visible import visible

_COLUMNS = {"about": 20, "measure": 24, "number": 22, "when": 15, "says": 19}  # each one's share of a line, in percent
_BASES = {"year-on-year": "yoy", "quarter-on-quarter": "qoq", "month-on-month": "mom"}
_UNITS = {
    "percent": "percent",
    "fraction": "percent",  # its value is in percent
    "percentage_point": "percentage points",
    "basis_point": "basis points",
}
CSV_COLUMNS = (
    *("id", "doc_id", "about", "measure", "kind", "text", "amount", "amount_to", "currency", "per"),
    *("value", "value_to", "unit", "qualifier", "when", "first_day", "last_day", "change", "basis", "role", "of_id"),
    *("fact_id", "rule", "title", "published", "source", "sentence"),
)


def show(statements: Iterable[Statement], console: Console) -> int:
    """Print statements, those of a document under its name, as they come; return how many they were."""
    count = 0
    for document, group in groupby(statements, lambda each: each.document):
        if not count:
            console.print(_table(console, header=True))
        known = [document.title, document.published and document.published.isoformat()]
        console.print(Text(visible("  ".join([document.id, *filter(None, known)])), style="bold"), soft_wrap=False)
        table = _table(console, header=False)
        for statement in group:
            count += 1
            table.add_row(*(Text(visible(cell)) for cell in _cells(statement)))
        console.print(table)
    return count


def _table(console: Console, *, header: bool) -> Table:
    table = Table(box=None, show_header=header, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    room = console.width - 2 * len(_COLUMNS)
    for name, share in _COLUMNS.items():
        table.add_column(name, width=max(4, room * share // 100), overflow="fold")
    return table


def _cells(statement: Statement) -> list[str]:
    said = statement.said
    says = [said.role if said.role != "level" else None, said.change, _BASES.get(said.basis or "")]
    return [statement.about or "", said.measure or "", number(statement), said.when or "", " ".join(filter(None, says))]


def number(statement: Statement) -> str:
    """Return an amount or percentage as people read it: about 371.5m EUR, 5-7 percent."""
    fact = statement.fact
    span = "-".join(plain(end) for end in (statement.number, statement.number_to) if end is not None)
    unit = fact.currency if isinstance(fact, MoneyFact) else _UNITS[fact.unit]
    per = f" per {fact.per}" if isinstance(fact, MoneyFact) and fact.per else ""
    return f"{(fact.qualifier or '').replace('_', ' ')} {span} {unit}{per}".strip()


def plain(number: Decimal) -> str:
    """Return a number exactly, in millions, billions or trillions where three digits after the point are enough."""
    for digits, name in ((12, "tn"), (9, "bn"), (6, "m")):
        scaled = number.scaleb(-digits).normalize()
        if abs(scaled) >= 1 and -int(scaled.as_tuple().exponent) <= 3:
            return f"{scaled:,f}{name}"
    return f"{number:,f}"


def write_csv(statements: Iterable[Statement], out: IO[str]) -> None:
    """Write statements as CSV with a header, columns as in a database's view of them."""
    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(csv_row, statements))


def csv_row(statement: Statement) -> dict[str, Any]:
    """Return a statement's columns by name: numbers exact, what is not said empty."""
    records = (statement.said, statement.fact, statement.document)
    known = {name: value for each in reversed(records) for name, value in each.model_dump(mode="json").items()}
    first, last = statement.days or (None, None)
    known |= {"about": statement.about, "first_day": first, "last_day": last, "sentence": statement.sentence}
    known["text"] = statement.fact.text
    return {name: known.get(name) for name in CSV_COLUMNS}
