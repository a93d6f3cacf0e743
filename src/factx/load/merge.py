"""Staged rows become the database's in one transaction: new and changed rows are written, rows that are gone deleted."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from factx.errors import DatabaseError
from factx.load import articles, schema, versions
from factx.load import search as full_text
from factx.load.databases import Database
from factx.load.lines import loaded
from factx.load.schema import quoted, stored
from factx.table import Table

_DUPLICATE = "duplicate id: an earlier line has it"
_MANY = 1_000  # numbers in one statement
_KNOWN = (  # the offsets of such a fact were checked when it was loaded
    "(n.id IS NULL OR n.id IN (SELECT m.id FROM staged_documents m JOIN documents e ON e.id = m.id WHERE e.text = m.text))"
    " AND EXISTS (SELECT 1 FROM facts f WHERE f.id = s.id AND f.text = s.text)"
)
_MISPLACED = (
    "FROM staged_facts s LEFT JOIN staged_documents n ON n.id = s.doc_id LEFT JOIN documents d ON d.id = s.doc_id"
    f' WHERE NOT ({_KNOWN}) AND substr(coalesce(n.text, d.text), s.start + 1, s."end" - s.start) <> s.text'
)
_MISWORDED = (
    "FROM staged_observations s LEFT JOIN staged_documents n ON n.id = s.doc_id LEFT JOIN documents d ON d.id = s.doc_id"
    " WHERE substr(coalesce(n.text, d.text), s.measure_start + 1, s.measure_end - s.measure_start) <> s.measure"
    " OR substr(coalesce(n.text, d.text), s.about_start + 1, s.about_end - s.about_start) <> s.about"
)


class Changes(NamedTuple):
    """How many rows of a table a load makes, changes, leaves and deletes."""

    new: int
    changed: int
    unchanged: int
    deleted: int = 0


def flaws(database: Database, *, whole: bool, replace: bool) -> Iterator[tuple[int, str]]:
    """Yield the place in the load and the reason of each staged row that cannot be kept, and unstage it.

    A document that stands for another article in the database is kept out, and its facts with it, unless `replace`.
    """
    if not replace:
        yield from _other_articles(database)
    for table in loaded():
        for reason, rows in _flaws(table, whole=whole):
            found = f"SELECT s.seq {rows}"
            places = sorted(place for (place,) in database.rows(found))
            if places:
                database.run(f"DELETE FROM staged_{table.name} WHERE seq IN ({found})")
            yield from ((place, reason) for place in places)


def _other_articles(database: Database) -> Iterator[tuple[int, str]]:
    found = list(articles.others(database))
    yield from found
    for at in range(0, len(found), _MANY):
        mine = f"FROM staged_documents WHERE seq IN ({', '.join(str(place) for place, _ in found[at : at + _MANY])})"
        database.run(f"INSERT INTO staged_lost SELECT id {mine}", f"DELETE {mine}")


def _flaws(table: Table, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the flaws that rows of a table may have: the reason, and the query for such rows."""
    staged, key = f"FROM staged_{table.name} s WHERE", table.key
    twin = f"SELECT 1 FROM staged_{table.name} t WHERE t.{key} = s.{key} AND t.seq < s.seq"
    yield _DUPLICATE, f"{staged} EXISTS ({twin})"
    if "doc_id" in table.parents:
        here = "EXISTS (SELECT 1 FROM staged_documents n WHERE n.id = s.doc_id)"
        lost = "EXISTS (SELECT 1 FROM staged_lost l WHERE l.id IN (s.doc_id, ''))"
        yield "its document was rejected", f"{staged} NOT {here} AND {lost}"
    for field, parent in table.parents.items():
        other = next(t for t in loaded() if t.name == parent)
        coming = f"SELECT 1 FROM staged_{parent} n WHERE n.{other.key} = s.{field}"
        stays = f"SELECT 1 FROM {parent} WHERE {parent}.{other.key} = s.{field} AND NOT ({_gone(other, whole=whole)})"
        reason = f"its {parent.removesuffix('s')} is neither in the load nor in the database"
        yield reason, f"{staged} s.{field} IS NOT NULL AND NOT EXISTS ({coming}) AND NOT EXISTS ({stays})"
    if table.name == "facts":
        yield "its text is not its document's from start to end", _MISPLACED
    if table.name == "observations":
        of = "f.id = s.fact_id AND f.doc_id = s.doc_id AND f.kind IN ('money', 'percent')"
        known = (f"EXISTS (SELECT 1 FROM {facts} f WHERE {of})" for facts in ("staged_facts", "facts"))
        yield "its fact is no money or percent fact of its document", f"{staged} NOT ({' OR '.join(known)})"
        yield "its measure or owner is not its document's from start to end", _MISWORDED


def prepare(database: Database) -> int | None:
    """Make tables and views, or bring those of an earlier version up; return the version that was there."""
    version = versions.found(database)
    if version is None:
        create_tables(database)
    elif versions.is_old(database, version):
        versions.bring_up(database, version)
    return version


def create_tables(database: Database) -> None:
    """Make tables and views, without indexes; raises DatabaseError where others have their names."""
    try:
        database.run(*(s for s in schema.statements(database.dialect) if not s.startswith("CREATE INDEX")))
    except DatabaseError as error:
        if "already exists" not in str(error):
            raise
        raise DatabaseError(
            f"{error}: it is not of factx: name another database or, in PostgreSQL, a schema"
        ) from error
    database.run(f"INSERT INTO factx_schema VALUES ({versions.VERSION})")


def create_indexes(database: Database) -> None:
    """Make the indexes: after the first load, which is faster without."""
    database.run(*(s for s in schema.statements(database.dialect) if s.startswith("CREATE INDEX")))


def bring_in(database: Database, *, whole: bool, indexes: bool, search: bool) -> dict[str, Changes]:
    """Merge staged rows, make indexes where they are to be made, and keep the sentences to search."""
    searched = full_text.there(database)
    if searched:
        full_text.forget(database)
    changes = merge(database, whole=whole)
    if indexes:
        create_indexes(database)
    if searched or search:
        full_text.fill(database, new=not searched)
    return changes


def merge(database: Database, *, whole: bool) -> dict[str, Changes]:
    """Bring staged rows into the tables and return what that changed, by table.

    `whole`: a staged document without staged rows of a table has none there; else it keeps them unless its text changed.
    """
    deleted = dict.fromkeys((table.name for table in loaded()), 0)
    for table in reversed(loaded()):  # children before parents
        if table.parents:
            gone = f"FROM {table.name} WHERE {_gone(table, whole=whole)}"
            deleted[table.name] = database.number(f"SELECT count(*) {gone}")
            if deleted[table.name]:
                database.run(f"DELETE {gone}")
    return {table.name: _upsert(database, table)._replace(deleted=deleted[table.name]) for table in loaded()}


def _gone(table: Table, *, whole: bool) -> str:
    """Return the condition on rows of a table that the load no longer has, by their document or by another parent."""
    conditions = []
    for field, parent in table.parents.items():
        if parent == loaded()[0].name:
            documents = "SELECT id FROM staged_documents" if whole else (
                "SELECT n.id FROM staged_documents n JOIN documents d ON d.id = n.id WHERE d.text <> n.text"
            )  # fmt: skip
            mine = f"{field} IN ({documents}) OR {field} IN (SELECT {field} FROM staged_{table.name})"
            staged = f"SELECT 1 FROM staged_{table.name} s WHERE s.{table.key} = {table.name}.{table.key}"
            conditions.append(f"({mine}) AND NOT EXISTS ({staged})")
        else:
            other = next(t for t in loaded() if t.name == parent)
            conditions.append(f"{field} IN (SELECT {other.key} FROM {parent} WHERE {_gone(other, whole=whole)})")
    return " OR ".join(f"({c})" for c in conditions) or "1 = 0"


def _upsert(database: Database, table: Table) -> Changes:
    name, key, columns = table.name, table.key, [quoted(stored(c, table, database.dialect)) for c in table.columns]
    same_by_key = {quoted(column) for column in (key, *table.hashed) if column}
    others = [column for column in columns if column not in same_by_key]
    same = f"({_list('f', others)}) IS NOT DISTINCT FROM ({_list('s', others)})"
    staged = f"(SELECT {', '.join(_typed(table, database))} FROM staged_{name}) s"
    rows, known, unchanged = database.rows(
        f"SELECT count(*), count(f.{key}), count(CASE WHEN f.{key} IS NOT NULL AND {same} THEN 1 END)"
        f" FROM {staged} LEFT JOIN {name} f ON f.{key} = s.{key}"
    )[0]
    if rows > unchanged:
        insert = f"INSERT INTO {name} ({', '.join(columns)}) SELECT {_list('s', columns)} FROM {staged}"
        update = (
            f" WHERE NOT EXISTS (SELECT 1 FROM {name} f WHERE f.{key} = s.{key} AND {same})"
            f" ON CONFLICT ({key}) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in others)}"
        )
        database.run(insert + (update if known else ""))  # a load of new rows only is faster without
    return Changes(rows - known, known - unchanged, unchanged)


def _typed(table: Table, database: Database) -> Iterator[str]:
    """Yield each column of a table as its staged text is in the database's own type."""
    as_text = () if database.dialect.text_only else (Decimal, date, dict)
    for name, column in table.columns.items():
        if column.type in as_text:
            yield f"CAST({quoted(name)} AS {schema.type_of(column, database.dialect)}) AS {quoted(name)}"
        else:
            yield f"{quoted(name)} AS {quoted(stored(name, table, database.dialect))}"


def _list(alias: str, columns: list[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)
