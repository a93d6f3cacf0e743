"""A database of an earlier version of the tables: brought up by a load, with all its rows, or refused."""

from decimal import Decimal

import pytest

from factx.load import databases, load, schema, versions
from test_load import FACTS, TEXT, document, fact, money, percent, query, state, stream

MONEY = money("0.10", amount_to="123456789012345678.91")
OLD = fact("date", "29 February", timex="XXXX-02-29", first_day=None, last_day=None, recurring="false")


def of_version_two(url, root, without="no such line"):
    """A database as version 2 made it, with a document and two facts; without a line of what made it."""
    kind = url.partition(":")[0]
    made = (root / f"tests/databases/version-2.{kind}.sql").read_text("utf8").replace(without, "")
    with databases.opened(url) as database:
        database.run(*filter(None, (s.strip() for s in made.split(";\n"))))
        database.run(f"INSERT INTO documents (id, text, sha256) VALUES ('a', '{TEXT}', 'x')")
        for row in (MONEY, OLD):
            values = ", ".join("NULL" if v is None else f"'{v}'" for v in row.values())
            names = ", ".join(schema.quoted(name) for name in row)
            database.run(f"INSERT INTO facts ({names}) VALUES ({values})")
    return url


def columns(url):
    with databases.opened(url) as database:
        return {
            table: sorted(database.columns(table))
            for table in ("documents", "facts", "observations", "money", "sentences")
        }


def test_rows_of_version_two_stay(url, root, new_database):
    of_version_two(url, root)
    summary = load(stream(document("b")), url)
    assert (summary.old_version, tuple(summary.documents)) == (2, (1, 0, 0, 0))
    assert query(url, "SELECT version FROM factx_schema") == [(versions.VERSION,)]
    exact = "amount_text, amount_to_text" if url.startswith("sqlite") else "amount, amount_to"
    assert [tuple(map(Decimal, row)) for row in query(url, f"SELECT {exact} FROM money")] == [
        (Decimal("0.10"), Decimal("123456789012345678.91"))
    ]
    assert query(url, 'SELECT text, start, "end" FROM dates') == [("29 February", OLD["start"], OLD["end"])]
    clean = new_database(url.partition(":")[0])
    load(stream(document()), clean)
    assert columns(url) == columns(clean)
    load(stream(document(), *FACTS, document("b")), url)
    load(stream(document(), *FACTS, document("b")), clean)
    assert state(url) == state(clean)
    assert load(stream(document(), *FACTS), url).old_version is None


def test_a_dry_run_and_a_fault_leave_version_two(url, root, monkeypatch):
    of_version_two(url, root)
    before = columns_of_facts(url)
    assert load(stream(document("b")), url, dry_run=True).old_version == 2
    monkeypatch.setattr("factx.load.merge.merge", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(stream(document("b")), url)
    assert (query(url, "SELECT version FROM factx_schema"), columns_of_facts(url)) == ([(2,)], before)


def columns_of_facts(url):
    with databases.opened(url) as database:
        return database.columns("facts")


def test_a_column_that_a_record_has_since_is_added(url, root):
    """A field more needs no step of its own: a database that lacks its column gets it, empty."""
    of_version_two(url, root, without='    "author" TEXT,\n')
    load(stream(document("b", author="Ann Lee")), url)
    assert query(url, "SELECT id, author FROM documents ORDER BY id") == [("a", None), ("b", "Ann Lee")]
    assert len(query(url, "SELECT id FROM money")) == 1


def test_numbers_sort_as_numbers(url):
    """In SQLite as in the others; their exact text stands beside them there."""
    load(stream(document(), money("10"), percent("9")), url)
    other = document("b", TEXT)
    nine = fact("money", "$5m", "b", amount="9.50", currency="USD")
    load(stream(other, nine), url)
    assert [float(row[0]) for row in query(url, "SELECT amount FROM money ORDER BY amount")] == [9.5, 10]
    assert float(query(url, "SELECT max(amount) AS most FROM facts")[0][0]) == 10
    assert float(query(url, "SELECT amount / 4 AS part FROM money WHERE amount = 10")[0][0]) == 2.5
