"""Addresses of databases: every form that people write, and what is said of one that is none."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from factx.errors import DatabaseError, InputError
from factx.load import databases, load
from factx.load.addresses import address
from test_load import document, query, stream

FORMS = {
    "facts.db": ("sqlite", "facts.db", "sqlite:///facts.db"),
    "FACTS.SQLITE3": ("sqlite", "FACTS.SQLITE3", "sqlite:///FACTS.SQLITE3"),
    "./x.duckdb": ("duckdb", "x.duckdb", "duckdb:///./x.duckdb"),
    "sqlite:////data/facts.db": ("sqlite", "/data/facts.db", "sqlite:////data/facts.db"),
    "SQLite:///no suffix": ("sqlite", "no suffix", "sqlite:///no suffix"),
    "sqlite+pysqlite:///my%20facts.db": ("sqlite", "my%20facts.db", "sqlite:///my%20facts.db"),
    "duckdb:////data/é.db": ("duckdb", "/data/é.db", "duckdb:////data/é.db"),
    "./a:b.db": ("sqlite", "a:b.db", "sqlite:///./a:b.db"),
}


@pytest.mark.parametrize("url", FORMS)
def test_files(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scheme, name, shown = FORMS[url]
    assert address(url)[:3] == (scheme, str(Path(name).absolute()), shown)


@pytest.mark.parametrize(
    ("url", "shown", "hidden"),
    [
        ("postgresql://me@host/news", "postgresql://me@host/news", set()),
        ("postgres://me:a%40b@host:5433/news", "postgresql://me@host:5433/news", {"a%40b", "a@b"}),
        ("POSTGRESQL+psycopg2://me:a:b@h1:1,h2:2/news?sslmode=require", "postgresql://me@h1:1,h2:2/news", {"a:b"}),
        ("postgresql://h:5432/news?user=me&password=a%2Fb", "postgresql://h:5432/news", {"a/b"}),
        ("postgresql://me@[::1]:5432/news", "postgresql://me@[::1]:5432/news", set()),
        ("postgresql:///news?host=/run/pg", "postgresql:///news", set()),
        ("postgresql://me@%2Frun%2Fpg:5433/news", "postgresql://me@%2Frun%2Fpg:5433/news", set()),
    ],
)
def test_servers(url, shown, hidden):
    found = address(url)
    assert found.shown == shown
    assert set(found.hidden) == {found.target, *hidden}
    assert found.target.partition("://")[::2] == ("postgresql", url.partition("://")[2])


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no name: no database that factx knows"),
        ("sqlite:facts.db", r"give facts\.db .+ a file of such a name is \./name"),
        ("file:facts.db", "a file of such a name"),
        ("C:\\data\\facts.db", "a file of such a name"),
        ("jdbc:postgresql://host/news", "no database that factx knows"),
        ("host=h dbname=news password=hunter2", "^no database that factx knows"),
        ("postgresql:/me:hunter2@host/news.db", "^no database that factx knows"),
        ("sqlite://facts.db", "names no file: sqlite:///facts.db is one here"),
        ("sqlite:///facts.db?mode=ro", "takes no options: leave out what follows"),
        ("duckdb:///x.duckdb?access_mode=read_only", "takes no options"),
        *((f"postgresql://me:hunt{c}er2@host/news", "percent-encoded: %40 for @") for c in ("@", "/", "?", "#", " ", "%")),
        ("postgresql://me:hunt#er2@/hunter2@host/news", "percent-encoded"),
    ],
)  # fmt: skip
def test_what_is_none_says_what_one_is_and_never_the_password(url, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said) as caught:
        load(stream(document()), url)
    assert not [part for part in ("hunt", "er2", "\n") if part in str(caught.value)]
    assert list(tmp_path.iterdir()) == []


def test_files_that_cannot_be_a_database(tmp_path):
    (tmp_path / "away.db").symlink_to("none/facts.db")
    (tmp_path / "ring.db").symlink_to("ring.db")
    os.mkfifo(tmp_path / "pipe.db")
    for name, said in {
        "away.db": "no such folder: .+none",
        "ring.db": "no name of a file",
        "pipe.db": "is no plain file",
        f"{'x' * 300}.db": "name too long",
        "a\0b.db": "null byte",
    }.items():
        with pytest.raises(DatabaseError, match=f"(?i){said}"):
            load(stream(document()), f"sqlite:///{tmp_path}/{name}")
    with pytest.raises(DatabaseError, match="too long"):
        load(stream(document()), f"{tmp_path}/{'x' * 300}.db")
    with pytest.raises(DatabaseError, match=r"^sqlite:////proc/facts\.db: cannot be opened or made there$"):
        load(stream(document()), "sqlite:////proc/facts.db")


def test_passwords_schemas_and_rights(new_database):
    """What a URL says reaches the server; what it refuses is one line without its own query."""
    url = new_database("postgresql")
    words = "p@s/s w:o#r?d%41&x"
    with databases.opened(url) as database:
        database.run("CREATE SCHEMA news", "CREATE SCHEMA old")
    for _ in range(2):
        load(stream(document()), f"{url}{'&' if urlsplit(url).query else '?'}options=-csearch_path%3Dnews")
    assert query(url, "SELECT count(*) AS n FROM news.documents") == [(1,)]
    assert address(f"postgresql://me:{quote(words, safe='')}@h/n").hidden[1:] == (quote(words, safe=""), words)
    for option, said in {
        "options=-csearch_path%3Dnone": "no schema has been selected to create in$",
        "options=-cdefault_transaction_read_only%3Don": "cannot execute CREATE TABLE in a read-only transaction$",
        "schema=news": 'invalid URI query parameter: "schema"$',
    }.items():
        with pytest.raises(DatabaseError, match=said):
            load(stream(document()), f"{url}{'&' if urlsplit(url).query else '?'}{option}")


def test_the_servers_own_settings_change_nothing(new_database):
    """A database that writes days otherwise, and whose transactions see what was there when they began."""
    url = new_database("postgresql")
    name = urlsplit(url).path[1:]
    with databases.opened(url) as database:
        database.run(
            f"ALTER DATABASE {name} SET datestyle = 'SQL, DMY'",
            f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'",
        )
    load(stream(document(text="It paid one two three four five six for a mill.", published="2020-03-04")), url)
    same_day = document(text="It paid one two three four, it said on Tuesday.", published="2020-03-04")
    assert load(stream(same_day), url).rejected == 0
    with databases.opened(url) as database:
        database.run(*databases.POSTGRESQL.begin[:1])
        assert database.rows("SELECT current_setting('transaction_isolation') AS level") == [("read committed",)]
        database.run("ROLLBACK")


def test_sqlite_is_waited_for_from_the_first_look(new_database):
    """Another process may be writing when a database is opened: no statement comes before the one that says how long to wait."""
    url = new_database("sqlite")
    load(stream(document()), url)
    holder = f"import sqlite3\nfirst = sqlite3.connect({url.removeprefix('sqlite:///')!r})\nfirst.execute('BEGIN EXCLUSIVE')\nprint(flush=True)\nimport time; time.sleep(1)"
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        assert load(stream(document("b")), url, wait=60).documents.new == 1
        other.communicate()
