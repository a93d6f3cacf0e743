"""Full-text search over the sentences of all documents: FTS5 of SQLite, tsvector of PostgreSQL, the extension fts of DuckDB.

The table `search` holds a row a sentence. Once a load has made it, every later load keeps it true of the documents.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from factx.errors import DatabaseError
from factx.load.databases import DUCKDB, POSTGRESQL, SQLITE, Database, Dialect
from factx.rules.clean import clean, sentence_bounds, sentence_starts

_PAGE = 500  # documents read at a time
_LONGEST = 200_000  # characters of a sentence that PostgreSQL looks into: it takes no more than a megabyte of words
_COLUMNS = (
    "doc_id TEXT NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, sentence TEXT NOT NULL"
)


class _Index(NamedTuple):
    """What makes the table and its index, and what is run before and after rows change."""

    made: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


_INDEXES: dict[Dialect, _Index] = {
    SQLITE: _Index((
        f"CREATE TABLE search (id INTEGER PRIMARY KEY, {_COLUMNS})",
        ("CREATE VIRTUAL TABLE search_words USING fts5"
        " (sentence, content='search', content_rowid='id', tokenize='porter unicode61')"),
        ("CREATE TRIGGER search_new AFTER INSERT ON search BEGIN"
        " INSERT INTO search_words (rowid, sentence) VALUES (new.id, new.sentence); END"),
        ("CREATE TRIGGER search_gone AFTER DELETE ON search BEGIN"
        " INSERT INTO search_words (search_words, rowid, sentence) VALUES ('delete', old.id, old.sentence); END"),
        "CREATE INDEX search_place ON search (doc_id, sentence_start)",
    )),
    POSTGRESQL: _Index((
        (f"CREATE TABLE search (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {_COLUMNS},"
        f" words TSVECTOR GENERATED ALWAYS AS (to_tsvector('english', left(sentence, {_LONGEST}))) STORED)"),
        "CREATE INDEX search_words ON search USING gin (words)",
        "CREATE INDEX search_place ON search (doc_id, sentence_start)",
    )),
    DUCKDB: _Index(
        (
            "CREATE SEQUENCE search_id",
            f"CREATE TABLE search (id BIGINT DEFAULT nextval('search_id'), {_COLUMNS})",
        ),
        before=("LOAD fts",),
        after=("PRAGMA create_fts_index('search', 'id', 'sentence', overwrite = 1)",),
    ),
}  # fmt: skip
_TEMPORARY = "sentences_found"


def there(database: Database) -> bool:
    """Return whether a database has our table of sentences to search; another of that name is not touched."""
    query = database.dialect.version_table.replace("factx_schema", "search")
    return bool(database.rows(query)) and "sentence_start" in database.columns("search")


def ready(database: Database) -> None:
    """Raise DatabaseError where a database cannot search, before any work."""
    try:
        database.run(*_INDEXES[database.dialect].before)
    except DatabaseError as error:
        raise DatabaseError(
            f"{database.place.shown}: DuckDB searches by its extension fts, which is not here: run once, where there is a"
            " network:  python -c \"import duckdb; duckdb.execute('INSTALL fts')\"  (without --search: LIKE on the view"
            " sentences)"
        ) from error


def forget(database: Database) -> None:
    """Take out the sentences of documents whose text the load changes: before it is merged."""
    database.run(
        "DELETE FROM search WHERE doc_id IN"
        " (SELECT d.id FROM staged_documents s JOIN documents d ON d.id = s.id WHERE d.text <> s.text)"
    )


def fill(database: Database, *, new: bool) -> None:
    """Put in the sentences of documents that have none there: after the merge. `new`: make the table first."""
    index = _INDEXES[database.dialect]
    if new:
        database.run(*index.made)
    for rows in _sentences(database):
        database.stage(_TEMPORARY, rows)
        names = "doc_id, sentence_start, sentence_end, sentence"
        database.run(
            f"INSERT INTO search ({names}) SELECT {names} FROM {_TEMPORARY} ORDER BY doc_id, sentence_start",
            f"DROP TABLE {_TEMPORARY}",
        )
    database.run(*index.after)


def _sentences(database: Database) -> Iterator[pa.RecordBatch]:
    """Yield the sentences, as facts have them, of documents that are not in the table yet."""
    after = ""
    query = (
        "SELECT d.id, d.text FROM documents d WHERE {after} NOT EXISTS (SELECT 1 FROM search s WHERE s.doc_id = d.id)"
        " ORDER BY d.id LIMIT {page}"
    )
    while found := database.rows(query.format(after=after, page=_PAGE)):
        places = [(doc_id, start, end, text[start:end]) for doc_id, text in found for start, end in bounds(text)]
        if places:
            columns = zip(*places, strict=True)
            kinds = (pa.string(), pa.int32(), pa.int32(), pa.string())
            arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, ["doc_id", "sentence_start", "sentence_end", "sentence"])
        last = str(found[-1][0]).replace("'", "''")
        after = f"d.id > '{last}' AND"


def bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence that is not blank."""
    cleaned = clean(text)
    starts = sentence_starts(cleaned)
    for start in starts:
        if start < len(cleaned):
            first, end = sentence_bounds(starts, cleaned, start, start + 1)
            if text[first:end].strip():
                yield first, end
