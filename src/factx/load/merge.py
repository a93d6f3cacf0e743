"""Staged rows become the database's in one transaction: what is new or other is written, what is gone is deleted."""

from collections.abc import Iterator
from importlib.resources import files
from string import Template
from typing import NamedTuple

from factx.errors import DatabaseError
from factx.load.databases import Database, Dialect
from factx.load.rows import DAYS, DOCUMENT_COLUMNS, EXACT, FACT_COLUMNS, OBJECTS

VERSION = 1
TABLES = {"documents": DOCUMENT_COLUMNS, "facts": FACT_COLUMNS}
_OF_THE_ID = ("id", "doc_id", "kind", "start", "end")  # a fact's id is their hash: equal where ids are equal

_DUPLICATE = "duplicate id: an earlier line has it"
_WITH_DOCUMENT = (
    "FROM staged_facts s LEFT JOIN staged_documents n ON n.id = s.doc_id LEFT JOIN documents d ON d.id = s.doc_id"
)
_KNOWN = (  # the place of such a fact was checked when it was loaded
    "(n.id IS NULL OR n.id IN (SELECT m.id FROM staged_documents m JOIN documents e ON e.id = m.id WHERE e.text = m.text))"
    " AND EXISTS (SELECT 1 FROM facts f WHERE f.id = s.id AND f.text = s.text)"
)
_FLAWS = (
    (
        "documents",
        _DUPLICATE,
        "FROM staged_documents s WHERE EXISTS (SELECT 1 FROM staged_documents t WHERE t.id = s.id AND t.seq < s.seq)",
    ),
    (
        "facts",
        _DUPLICATE,
        "FROM staged_facts s WHERE EXISTS (SELECT 1 FROM staged_facts t WHERE t.id = s.id AND t.seq < s.seq)",
    ),
    (
        "facts",
        "its document is neither in the load nor in the database",
        f"{_WITH_DOCUMENT} WHERE n.id IS NULL AND d.id IS NULL",
    ),
    (
        "facts",
        "its text is not its document's from start to end",
        f'{_WITH_DOCUMENT} WHERE NOT ({_KNOWN}) AND substr(coalesce(n.text, d.text), s.start + 1, s."end" - s.start) <> s.text',
    ),
)


class Changes(NamedTuple):
    """How many rows of a table a load makes, changes, leaves and deletes."""

    new: int
    changed: int
    unchanged: int
    deleted: int = 0


def holds_tables(database: Database) -> bool:
    """Return whether a database is one of ours; raises DatabaseError where it is of another version."""
    if not database.rows(database.dialect.version_table):
        return False
    found = database.rows("SELECT max(version) FROM factx_schema")[0][0]
    if found != VERSION:
        raise DatabaseError(
            f"the database has version {found} of the tables, this factx writes version {VERSION}: "
            "load the outputs into a new database, then let it take the old one's place"
        )
    return True


def flaws(database: Database) -> Iterator[tuple[int, str]]:
    """Yield the place in the load and the reason of each staged row that cannot be kept, and unstage it."""
    for table, reason, rows in _FLAWS:
        found = f"SELECT s.seq {rows}"
        places = sorted(place for (place,) in database.rows(found))
        if places:
            database.run(f"DELETE FROM staged_{table} WHERE seq IN ({found})")
        yield from ((place, reason) for place in places)


def create_tables(database: Database) -> None:
    """Make tables and views, without indexes."""
    database.run(*(s for s in _schema(database.dialect) if not s.startswith("CREATE INDEX")))
    database.run(f"INSERT INTO factx_schema VALUES ({VERSION})")


def create_indexes(database: Database) -> None:
    """Make the indexes: after the first load, which is faster without."""
    database.run(*(s for s in _schema(database.dialect) if s.startswith("CREATE INDEX")))


def merge(database: Database, *, whole: bool) -> dict[str, Changes]:
    """Bring staged rows into the tables and return what that changed, by table.

    `whole`: a staged document without a staged fact has none; else it keeps its facts unless its text is another.
    """
    deleted = database.number(f"SELECT count(*) FROM facts WHERE {_gone(whole=whole)}")
    if deleted:
        database.run(f"DELETE FROM facts WHERE {_gone(whole=whole)}")
    return {
        "documents": _upsert(database, "documents"),
        "facts": _upsert(database, "facts")._replace(deleted=deleted),
    }


def _schema(dialect: Dialect) -> list[str]:
    """Return the statements of schema.sql in a database's own words."""
    real = {name: f"{name}_real" if dialect.text_only else name for name in EXACT}
    made = [f"{real[n]} REAL GENERATED ALWAYS AS (CAST({n} AS REAL)) VIRTUAL," for n in EXACT if dialect.text_only]
    shown = {f"{n}_real": f"f.{n}_real, f.{n}_to_real," if dialect.text_only else "" for n in ("amount", "value")}
    text = files("factx.load").joinpath("schema.sql").read_text("utf8").partition("\n\n")[2]
    sql = Template(text).substitute(real, exact=dialect.exact, object=dialect.object, generated=" ".join(made), **shown)
    lines = [line for line in sql.split("\n") if not line.lstrip().startswith("--")]
    return [statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip()]


def _gone(*, whole: bool) -> str:
    """Return the condition on facts of documents in the load that the load no longer has."""
    documents = "SELECT id FROM staged_documents" if whole else (
        "SELECT n.id FROM staged_documents n JOIN documents d ON d.id = n.id WHERE d.text <> n.text"
    )  # fmt: skip
    return (
        f"(doc_id IN ({documents}) OR doc_id IN (SELECT doc_id FROM staged_facts))"
        " AND NOT EXISTS (SELECT 1 FROM staged_facts s WHERE s.id = facts.id)"
    )


def _upsert(database: Database, table: str) -> Changes:
    columns = TABLES[table]
    others = [_quoted(c) for c in columns if c not in _OF_THE_ID]
    same = f"({_list('f', others)}) IS NOT DISTINCT FROM ({_list('s', others)})"
    staged = f"(SELECT {', '.join(_typed(c, database.dialect) for c in columns)} FROM staged_{table}) s"
    rows, known, unchanged = database.rows(
        f"SELECT count(*), count(f.id), count(CASE WHEN f.id IS NOT NULL AND {same} THEN 1 END)"
        f" FROM {staged} LEFT JOIN {table} f ON f.id = s.id"
    )[0]
    if rows > unchanged:
        every = [_quoted(c) for c in columns]
        insert = f"INSERT INTO {table} ({', '.join(every)}) SELECT {_list('s', every)} FROM {staged}"
        update = (
            f" WHERE NOT EXISTS (SELECT 1 FROM {table} f WHERE f.id = s.id AND {same})"
            f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in others)}"
        )
        database.run(insert + (update if known else ""))  # a load of new rows only is faster without
    return Changes(rows - known, known - unchanged, unchanged)


def _typed(column: str, dialect: Dialect) -> str:
    """Return what a staged text is in its column."""
    kinds = dict.fromkeys(EXACT, dialect.exact) | dict.fromkeys(DAYS, "DATE") | dict.fromkeys(OBJECTS, dialect.object)
    if dialect.text_only or column not in kinds:
        return _quoted(column)
    return f"CAST({column} AS {kinds[column]}) AS {column}"


def _quoted(column: str) -> str:
    return '"end"' if column == "end" else column


def _list(alias: str, columns: list[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)
