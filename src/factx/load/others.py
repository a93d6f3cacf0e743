"""Ids that another article has in the database: a load must not put one article in the place of another."""

from factx.errors import InputError
from factx.load.databases import Database

_OTHERS = "FROM staged_documents s JOIN documents d ON d.id = s.id WHERE d.text <> s.text"


def refuse_others(database: Database) -> None:
    """Raise InputError where a staged document has the id of one in the database, and another text."""
    count = database.number(f"SELECT count(*) {_OTHERS}")
    if count:
        doc_id, there, here = database.rows(f"SELECT s.id, d.source, s.source {_OTHERS} ORDER BY s.seq LIMIT 1")[0]
        more = f" (and {count - 1:,} more)" if count > 1 else ""
        raise InputError(
            f"nothing was loaded: the database has another text as {doc_id}{more}, of {there or 'no source'}; here it is of "
            f"{here or 'no source'}: give --replace if it is a new version, else extract with --id unique, path or hash"
        )
