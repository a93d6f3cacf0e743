"""The versions of the tables: how a database of an earlier one is brought to this one, in the transaction of a load."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from factx.errors import DatabaseError
from factx.load import schema
from factx.load.databases import Database, Dialect
from factx.load.lines import loaded


class Step(NamedTuple):
    """What a version changed, beside new columns that may be empty: those are added wherever they are missing."""

    says: str
    statements: Callable[[Dialect], list[str]] = lambda _: []


def _numbers_beside_text(dialect: Dialect) -> list[str]:
    """Rename: amount was the text and amount_real the number, now amount is the number and amount_text the text."""
    renamed = [("", "_text"), ("_real", "")]
    return [
        f"ALTER TABLE facts RENAME COLUMN {name}{before} TO {name}{now}"
        for name in ("amount", "amount_to", "value", "value_to")
        for before, now in renamed
        if dialect.text_only
    ]


FIRST = 2  # the earliest version that is brought up: an earlier database is loaded anew
STEPS = (  # a line a version, the next at the end: number FIRST + 1, FIRST + 2…
    Step("in SQLite amount and value are numbers, their exact text beside them; offsets in the views", _numbers_beside_text),
)  # fmt: skip
VERSION = FIRST + len(STEPS)


def found(database: Database) -> int | None:
    """Return the version of a database's tables, None where there are none; raises DatabaseError where it cannot be used."""
    if not database.rows(database.dialect.version_table):
        return None
    ours = "version" in database.columns("factx_schema")
    number = database.rows("SELECT max(version) FROM factx_schema")[0][0] if ours else None
    if number is None or not str(number).isdecimal():
        raise DatabaseError(
            f"{database.place.shown}: its table factx_schema holds no version: name another database, or drop what is left of its tables"
        )
    version = int(number)
    where = (
        f"{database.place.shown}: the database has version {version} of the tables, this factx writes version {VERSION}"
    )
    if version < FIRST:
        raise DatabaseError(f"{where}: load the outputs into a new database, then let it take the old one's place")
    if version > VERSION:
        raise DatabaseError(f"{where}: use the factx that made it, or a newer one")
    return version


def is_old(database: Database, version: int) -> bool:
    """Return whether tables are of an earlier version, or lack columns of this one."""
    return version < VERSION or any(_missing(database))


def bring_up(database: Database, version: int) -> None:
    """Change the tables and views of a version to those of this one; rows stay, what is new in them is empty."""
    made = schema.statements(database.dialect)
    views = [m[1] for s in made if (m := re.match(r"CREATE VIEW (\w+)", s))]
    indexes = [m[1] for s in made if (m := re.match(r"CREATE INDEX (\w+)", s))]
    database.run(*(f"DROP VIEW IF EXISTS {name}" for name in reversed(views)))
    database.run(*(f"DROP INDEX IF EXISTS {name}" for name in indexes))  # DuckDB changes no table that has some
    for step in STEPS[version - FIRST :]:
        database.run(*step.statements(database.dialect))
    database.run(*_missing(database))
    database.run(*(s for s in made if s.startswith(("CREATE VIEW", "CREATE INDEX"))))
    database.run("DELETE FROM factx_schema", f"INSERT INTO factx_schema VALUES ({VERSION})")


def _missing(database: Database) -> Iterator[str]:
    """Yield the statements that add the columns that tables lack."""
    for table in loaded():
        has = set(database.columns(table.name))
        for name, column in table.columns.items():
            stored = schema.stored(name, table, database.dialect)
            if stored not in has:
                yield f"ALTER TABLE {table.name} ADD COLUMN {stored} {schema.type_of(column, database.dialect)}"
                if column.type is Decimal and stored != name:
                    yield f"ALTER TABLE {table.name} ADD COLUMN {schema.number_beside(name)}"
