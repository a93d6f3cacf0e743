"""The tables of a database, made of the tables of a run; indexes and views are in schema.sql."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files
from string import Template
from typing import get_args

from factx.load.databases import Dialect
from factx.load.lines import loaded
from factx.observation import PHRASES, Basis, Change, Role
from factx.table import Column, Table


def _words(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


_CHECKS = {  # what holds between the columns of a row
    "documents": ("length(country) = 2",),
    "facts": (
        '0 <= sentence_start AND sentence_start <= start AND start < "end" AND "end" <= sentence_end',
        "(first_day IS NULL) = (last_day IS NULL) AND first_day <= last_day",
        "length(currency) = 3",
        "amount <= amount_to",
        "value <= value_to",
    ),
    "observations": (
        *(f"({name} IS NULL) = ({name}_start IS NULL) AND ({name} IS NULL) = ({name}_end IS NULL)" for name in PHRASES),
        *(f"0 <= {name}_start AND {name}_start < {name}_end" for name in PHRASES),
        *(f"{name} IN ({_words(get_args(kind))})" for name, kind in (("change", Change), ("basis", Basis), ("role", Role))),
        'when_id IS NULL OR "when" IS NOT NULL',
        "of_id <> fact_id",
    ),
}  # fmt: skip


def statements(dialect: Dialect) -> list[str]:
    """Return the statements that make tables, indexes and views, in a database's own words."""
    numbers = next(table for table in loaded() if table.name == "facts").of_type(Decimal)
    shown = {
        f"{name}_text": f"f.{name}_text, f.{name}_to_text," if dialect.text_only else ""
        for name in numbers
        if f"{name}_to" in numbers
    }
    text = files("factx.load").joinpath("schema.sql").read_text("utf8")
    plain = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
    sql = Template(plain).substitute(shown)
    made = [
        "CREATE TABLE factx_schema (version INTEGER NOT NULL)",
        *(_table(table, dialect) for table in loaded()),
        *(
            f"CREATE INDEX {table.name}_{field} ON {table.name} ({quoted(field)})"
            for table in loaded()
            for field in table.parents
        ),
    ]
    return made + [statement.strip() for statement in sql.split(";\n") if statement.strip()]


def quoted(name: str) -> str:
    """Return a column's name as it stands in a statement."""
    return f'"{name}"'


def stored(name: str, table: Table, dialect: Dialect) -> str:
    """Return the column that holds a field: where exact numbers are text, that of the text, beside the number's."""
    return f"{name}_text" if dialect.text_only and table.columns[name].type is Decimal else name


def number_beside(name: str) -> str:
    """Return the column of the number that an exact text means, to sort, compare and count with."""
    return f"{name} REAL GENERATED ALWAYS AS (CAST({name}_text AS REAL)) VIRTUAL"


def type_of(column: Column, dialect: Dialect) -> str:
    """Return the type of a column in a database."""
    types = {
        str: "TEXT",
        int: "INTEGER",
        bool: "BOOLEAN",
        float: "DOUBLE PRECISION",
        date: "DATE",
        Decimal: dialect.exact,
        dict: dialect.object,
    }
    return types[column.type]


def _table(table: Table, dialect: Dialect) -> str:
    lines = [*(_column(column, table, dialect) for column in table.columns.values())]
    if dialect.text_only:
        lines += map(number_beside, table.of_type(Decimal))
    lines += [f"CHECK ({check})" for check in (*_kind_checks(table), *_CHECKS.get(table.name, ()))]
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n)"


def _column(column: Column, table: Table, dialect: Dialect) -> str:
    words = [quoted(stored(column.name, table, dialect)), type_of(column, dialect)]
    if len(column.required) == len(table.models):
        words.append("NOT NULL")
    if column.name == table.key:
        words.append("PRIMARY KEY")
    parent = next((other for other in loaded() if other.name == table.parents.get(column.name)), None)
    if parent and (dialect.keys_to_deleted or not parent.parents):  # documents are never deleted
        words.append(f"REFERENCES {parent.name} ({parent.key})")
    return " ".join(words)


def _kind_checks(table: Table) -> Iterator[str]:
    """Yield the conditions that a row has the fields of its kind, and no others."""
    if len(table.models) == 1:
        return
    yield f"kind IN ({_words(table.models)})"
    for column in table.columns.values():
        if column.kinds and column.kinds == column.required:
            yield f"(kind IN ({_words(sorted(column.kinds))})) = ({quoted(column.name)} IS NOT NULL)"
        elif column.kinds:
            yield f"kind IN ({_words(sorted(column.kinds))}) OR {quoted(column.name)} IS NULL"
