"""What a load never does to rows that are there: put another article in a document's place, or new facts beside its old text."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factx.errors import DatabaseError, InputError, OutputError
from factx.load import addresses, databases, load
from factx.load.articles import common
from test_load import FACTS, TEXT, document, fact, folder, money, percent, query, state, stream

OTHER = (
    "Heavy rain closed 3 schools in the north of the island, the council said late on Tuesday, and buses stood still."
)


def rejected(summary):
    return [(r.line, r.reason) for r in summary.first_rejected]


def test_another_article_of_the_same_id(url):
    load(stream(document(), *FACTS), url)
    before = state(url)
    fell = fact("percent", "3", text=OTHER, value="3", unit="percent")
    for source, told in (("a.txt", ""), ("tue/a.txt", " (a.txt, here tue/a.txt)")):
        summary = load(stream(document(text=OTHER, source=source), fell, document("b")), url)
        (line, reason), fact_line = rejected(summary)
        assert (line, fact_line) == (1, (2, "its document was rejected"))
        assert reason.startswith(f"the id 'a' is another article's in the database{told}: give ids of their own")
    assert [row for row in state(url)["documents"] if row["id"] == "a"] == before["documents"]
    assert state(url)["facts"] == before["facts"]
    assert load(stream(document(text=OTHER), fell), url, replace=True).documents.changed == 1
    assert [row["text"] for row in state(url)["facts"]] == ["3"]


def test_a_new_version_of_an_article_takes_its_place(url):
    load(stream(document(), *FACTS), url)
    for changed in (
        document(text=f"{TEXT} It will pay more, it said."),
        document(text=f"{TEXT} It will pay more, it said.", source="moved/a.txt"),
        document(text=f"{TEXT} It will pay more.", source=None, published="2020-03-02"),
    ):
        summary = load(stream(changed), url)
        assert (summary.rejected, summary.documents.changed) == (0, 1)


def test_much_of_the_same_from_another_place_is_another_article(url):
    """A daily report in words that stay: its place tells, else its day and half of its words."""
    load(stream(document(text="Oil closed at 50 dollars, gold at 900, said the exchange.")), url)
    later = "Oil closed at 48 dollars, gold rose to 903, the bank said."
    assert load(stream(document(text=later, source="tue/a.txt")), url).rejected == 1
    assert load(stream(document(text=later, published="2020-03-02")), url).rejected == 1
    assert load(stream(document(text=later)), url).rejected == 0


def test_what_texts_have_in_common():
    assert common("It rose.", "It fell.") == 0
    assert common("one two three", "One two, three four five") == 1
    assert common("", TEXT) == 1


BAD = {
    "no valid record": lambda line: line.replace("published", "publisht"),
    "torn": lambda line: line[: len(line) // 2] + "\n",
    "without an id to read": lambda line: line.replace('"id": "a"', '"id": 7'),
}


@pytest.mark.parametrize("why", BAD)
def test_facts_of_a_bad_document_line_stay_out(url, tmp_path, why):
    """New facts would stand beside the old text: none is loaded, and those that are there stay."""
    load(stream(document(), *FACTS), url)
    before = state(url)
    lines = [json.dumps(document(text=f"{TEXT} More.")) + "\n", json.dumps(document("b")) + "\n"]
    path = folder(
        tmp_path / "o", [], [money("6000000"), percent("7"), fact("percent", "7%", "b", value="8", unit="percent")]
    )
    (path / "documents.jsonl").write_text(BAD[why](lines[0]) + lines[1], "utf8")
    for source in (path, stream(*((path / n).read_bytes() for n in ("documents.jsonl", "facts.jsonl")))):
        assert [reason for _, reason in rejected(load(source, url))[1:]] == ["its document was rejected"] * 2
    after = state(url)
    assert [d for d in after["documents"] if d["id"] == "a"] == before["documents"]
    assert [f for f in after["facts"] if f["doc_id"] == "a"] == before["facts"]


def test_only_bad_lines_make_no_database(new_database, tmp_path):
    for kind in ("sqlite", "duckdb", "postgresql"):
        url = new_database(kind)
        for lines in ([b"{}\n"], [*FACTS]):
            with pytest.raises(InputError, match=r"nothing was loaded: -:1: .+; all are in .+bad\.jsonl"):
                load(stream(*lines), url, rejected=tmp_path / "bad.jsonl")
        with databases.opened(url) as database:
            assert database.rows(database.dialect.version_table) == []
    url = new_database("sqlite")
    with pytest.raises(InputError, match="nothing was loaded"):
        load(stream(b"{}\n"), url)
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_a_file_of_something_else_is_not_made_that_of_rejected_lines(new_database, tmp_path):
    url, notes = new_database("sqlite"), tmp_path / "notes.txt"
    notes.write_text("mine\n", "utf8")
    for lines in ([document()], [document(), b"{}\n"]):
        with pytest.raises(InputError, match=r"notes\.txt: is there and holds no rejected lines"):
            load(stream(*lines), url, rejected=notes)
    assert notes.read_text("utf8") == "mine\n"


def test_a_place_that_cannot_be_written_is_said(new_database, tmp_path, monkeypatch):
    url = new_database("sqlite")
    with pytest.raises(
        OutputError, match=r"cannot write .+: No such file or directory: name another file with --rejected"
    ):
        load(stream(document(), b"{}\n"), url, rejected=tmp_path / "none/bad.jsonl")
    assert load(stream(document()), url, rejected=tmp_path / "none/bad.jsonl").documents.new == 1
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(DatabaseError, match=r"sqlite:////.+: no permission to write there"):
        load(stream(document()), url)


def test_names_of_files_are_addresses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, kind in (("facts.db", "sqlite"), ("news.SQLITE3", "sqlite"), ("news.duckdb", "duckdb")):
        summary = load(stream(document()), name)
        assert summary.database == f"{kind}:///{name}"
        assert query(f"{kind}:///{name}", "SELECT id FROM documents") == [("a",)]
    (tmp_path / "news.duckdb").rename("news.db")
    assert load(stream(document()), "news.db").documents.unchanged == 1  # the file tells what it is
    assert (
        addresses.address("postgres://bob:hunter2@host:5432/news?password=hunter2").shown
        == "postgresql://bob@host:5432/news"
    )
    assert addresses.address("postgresql:///news").shown == "postgresql:///news"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("duckdb:///facts.jsonl", "duckdb:///facts.jsonl: the file is there and no DuckDB database: name another"),
        ("sqlite:///facts.jsonl", "sqlite:///facts.jsonl: the file is there and no SQLite database: name another"),
        ("duckdb:///facts.db", "duckdb:///facts.db: the file is a SQLite database: give sqlite:///facts.db"),
        ("sqlite:///folder", "sqlite:///folder: is a folder: name a file in it"),
        ("duckdb:///:memory:", "duckdb:///:memory: would end with the load: name a file"),
        ("sqlite:///none/facts.db", "sqlite:///none/facts.db: no such folder: "),
    ],
)
def test_a_wrong_place_is_told_with_its_scheme(tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "facts.jsonl").write_text('{"id": "a", "text": "a text of an article"}\n', "utf8")
    load(stream(document()), "facts.db")
    with pytest.raises((InputError, DatabaseError)) as caught:
        load(stream(document()), name)
    assert str(caught.value).startswith(message)


def test_a_broken_file_is_not_waited_for(tmp_path):
    """A corrupt DuckDB file speaks of blocks: no lock to wait for."""
    path = tmp_path / "news.duckdb"
    load(stream(document()), str(path))
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    started = time.monotonic()
    with pytest.raises(DatabaseError, match=r"^duckdb:///.+news\.duckdb: "):
        load(stream(document()), str(path), wait=30)
    assert time.monotonic() - started < 15


def test_without_a_wait_no_server_is_waited_for(new_database):
    url = new_database("postgresql")
    load(stream(document()), url)
    with databases.opened(url) as first, first.transaction(), pytest.raises(DatabaseError, match="lock timeout"):
        load(stream(document()), url, wait=0)


def test_a_load_that_ends_early_leaves_no_file_behind(new_database, tmp_path, monkeypatch):
    monkeypatch.setattr("factx.load.merge.flaws", lambda *_, **__: 1 / 0)
    path = folder(tmp_path / "o", [document(), {}], FACTS)
    with pytest.raises(ZeroDivisionError):
        load(path, new_database("sqlite"), rejected=path / "bad.jsonl")
    assert sorted(p.name for p in path.iterdir()) == ["documents.jsonl", "facts.jsonl"]


WRITES = """
import sqlite3, sys
from pathlib import Path
from factx.errors import DatabaseError
from factx.load import load
path, facts = sys.argv[1:]
mine = sqlite3.connect(path)
mine.execute("CREATE TABLE notes (words)")
mine.commit()
mine.execute("PRAGMA journal_mode = {mode}")
mine.execute("BEGIN IMMEDIATE")
mine.execute("INSERT INTO notes VALUES ('a')")
for address in (path, "sqlite:///" + path):
    try:
        load(Path(facts), address, wait=0)
    except DatabaseError as error:
        print(error)
mine.commit()
load(Path(facts), path, wait=0)
print(mine.execute("SELECT count(*) FROM notes, documents").fetchall(), mine.execute("PRAGMA integrity_check").fetchall())
"""


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_notebook_that_writes_to_the_file_itself(tmp_path, mode):
    """Its library of SQLite is another one: neither sees the other's locks, and a file opened and closed loses them."""
    path, lines = tmp_path / "facts.db", tmp_path / "a.jsonl"
    lines.write_bytes(stream(document()).getvalue())
    script = WRITES.replace("{mode}", mode)
    done = subprocess.run([sys.executable, "-c", script, path, lines], capture_output=True, text=True, check=True)
    locked = f"sqlite:///{path}: database is locked by a connection of this process: end its transaction"
    assert done.stdout.splitlines() == [locked, locked, "[(1,)] [('ok',)]"]


def test_a_notebook_that_has_the_duckdb_file_open(tmp_path):
    """Ours would be a second database on one file; and to look into the file would let other processes in."""
    path, lines = tmp_path / "facts.duckdb", tmp_path / "a.jsonl"
    lines.write_bytes(stream(document()).getvalue())
    script = f"""
import subprocess, sys, duckdb
from pathlib import Path
from factx.errors import DatabaseError
from factx.load import load
mine = duckdb.connect({str(path)!r})
for address in ({str(path)!r}, "duckdb:///" + {str(path)!r}):
    try:
        load(Path({str(lines)!r}), address, wait=0)
    except DatabaseError as error:
        print(error)
other = "import duckdb; duckdb.connect({str(path)!r})"
print(b"Could not set lock" in subprocess.run([sys.executable, "-c", other], capture_output=True).stderr)
mine.close()
load(Path({str(lines)!r}), {str(path)!r}, wait=0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    held = f"duckdb:///{path}: this process has it open already: close that connection"
    assert done.stdout.splitlines() == [held, held, "True"]


def test_what_is_no_table_of_factx_says_so(tmp_path):
    for name, data, said in (
        ("x.parquet", b"PAR1garbage", "no Parquet file of factx"),
        ("a.csv", b"id,text\n1,x\n", "factx load reads the lines that factx extract wrote"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=said) as caught:
            load(tmp_path / name, f"sqlite:///{tmp_path}/facts.db")
        assert "\n" not in str(caught.value)
    assert not (tmp_path / "facts.db").exists()
