"""Loading under faults: whatever happens, the database holds what it held, or what one clean load makes."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from facts import row_at
from factx.errors import DatabaseError
from factx.load import databases, load, versions
from factx.observation import observation_id

BIN = str(Path(sys.executable).parent / "factx")
KILLED = """
import os, signal, sys
from pathlib import Path
from factx.load import databases, load
folder, url, step = sys.argv[1:]

class Mortal(databases.Database):
    def run(self, *statements):
        for statement in statements:
            if step and statement.startswith(step):
                os.kill(os.getpid(), signal.SIGKILL)
            super().run(statement)

    def stage(self, table, rows):
        super().stage(table, rows)
        if step == "stage " + table and rows.num_rows:
            os.kill(os.getpid(), signal.SIGKILL)

databases.Database = Mortal
load(Path(folder), url)
"""


def article(number, value):
    """A document and its facts; another value makes other facts of the same document."""
    doc_id, text = f"d{number}", f"It rose {value}% to ${value}m."
    at = text.index("$")
    places = {"percent": (8, 9 + len(str(value))), "money": (at, len(text) - 1)}
    own = {
        "percent": {"value": str(value), "unit": "percent"},
        "money": {"amount": f"{value}000000", "currency": "USD"},
    }
    return {"id": doc_id, "text": text}, [
        row_at(text, span, kind, doc_id, **own[kind]) for kind, span in places.items()
    ]


def outputs(folder, articles, value):
    folder.mkdir()
    made = [article(number, value or number * 7919 % 99991) for number in range(articles)]
    (folder / "documents.jsonl").write_text("".join(json.dumps(d) + "\n" for d, _ in made), "utf8")
    (folder / "facts.jsonl").write_text("".join(json.dumps(f) + "\n" for _, fs in made for f in fs), "utf8")
    said = [
        {"id": observation_id(f["id"]), "doc_id": f["doc_id"], "fact_id": f["id"], "rule": "gold"}
        for _, fs in made
        for f in fs
    ]
    (folder / "observations.jsonl").write_text("".join(json.dumps(s) + "\n" for s in said), "utf8")
    return folder


def query(url, sql):
    with databases.opened(url) as database:
        return database.rows(sql)


def state(url):
    with databases.opened(url) as database:
        if versions.found(database) is None:
            return None
        exact = "amount_text, value_text" if url.startswith("sqlite") else "amount, value"
        return [
            [tuple(map(str, row)) for row in database.rows(sql)]
            for sql in (
                "SELECT id, text FROM documents ORDER BY id",
                f"SELECT id, doc_id, kind, text, {exact} FROM facts ORDER BY id",
                "SELECT id, doc_id, fact_id FROM observations ORDER BY id",
            )
        ]


@pytest.fixture
def old(tmp_path):
    return outputs(tmp_path / "old", 30, 5)


@pytest.fixture
def new(tmp_path):
    return outputs(tmp_path / "new", 40, 77)


@pytest.mark.parametrize(
    "step",
    ["stage staged_facts", "DELETE FROM observations", "DELETE FROM facts", "INSERT INTO observations", "COMMIT"],
)
def test_killed_at_any_step(url, new_database, old, new, step):
    load(old, url)
    before = state(url)
    done = subprocess.run([sys.executable, "-c", KILLED, new, url, step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(url) == before
    load(new, url)
    clean = new_database(url.partition(":")[0])
    load(new, clean)
    assert state(url) == state(clean)


@pytest.mark.parametrize("step", ["CREATE VIEW", "CREATE INDEX"])
def test_killed_while_the_tables_are_made(url, new, step):
    done = subprocess.run([sys.executable, "-c", KILLED, new, url, step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(url) is None
    assert load(new, url).facts.new == 80


def test_killed_when_all_is_done(url, new):
    load(new, url)
    before = state(url)
    subprocess.run([sys.executable, "-c", KILLED, new, url, ""], check=True)
    assert state(url) == before


def test_two_loaders_at_once(url, new_database, old, new):
    def start(folder):
        return subprocess.Popen([BIN, "load", folder, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    both = [start(new), start(new)]
    assert [(p.communicate()[1], p.returncode) for p in both] == [("", 0), ("", 0)]
    clean = new_database(url.partition(":")[0])
    load(new, clean)
    assert state(url) == state(clean)


def test_a_writer_that_waits_in_vain_says_so(new_database, new):
    url = new_database("sqlite")
    load(new, url)
    with databases.opened(url) as first, first.transaction(), pytest.raises(DatabaseError, match="locked"):
        load(new, url, wait=0)
    url = new_database("duckdb")
    holder = f"from factx.load import databases\nwith databases.opened({url!r}):\n    print(flush=True)\n    input()"
    with subprocess.Popen([sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(DatabaseError, match="lock"):
            load(new, url, wait=0)
        other.communicate(b"\n")
    assert load(new, url, wait=0).facts.new == 80
    url = new_database("postgresql")
    with databases.opened(url) as first, first.transaction(), pytest.raises(DatabaseError, match="lock timeout"):
        load(new, url, wait=1)


def test_connection_cut(new_database, old, new, monkeypatch):
    url = new_database("postgresql")
    load(old, url)
    before = state(url)
    run = databases.Database.run

    def cut(self, *statements):
        if statements[0].startswith("INSERT INTO facts"):
            (pid,) = self.rows("SELECT pg_backend_pid() AS pid")[0]
            query(url, f"SELECT pg_terminate_backend({pid}) AS cut")
        run(self, *statements)

    monkeypatch.setattr(databases.Database, "run", cut)
    with pytest.raises(DatabaseError, match=r"terminat|closed|connection"):
        load(new, url)
    monkeypatch.undo()
    assert state(url) == before
    assert load(new, url).facts.new == 80


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_disk_full(new_database, tmp_path, old, kind):
    """No file may grow beyond a size: what the system says then is what it says of a full disk."""
    url = new_database(kind)
    load(old, url)
    before = state(url)
    size = Path(url.removeprefix(f"{kind}:///")).stat().st_size
    big = outputs(tmp_path / "big", 9000, None)

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run([BIN, "load", big, url], preexec_fn=small, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("factx: ")
    assert done.stderr.count("\n") == 1
    assert state(url) == before
    assert load(big, url).documents == (8970, 30, 0, 0)


def test_one_bad_line_in_a_hundred(url, new_database, new):
    good = (new / "facts.jsonl").read_bytes().splitlines(keepends=True)
    (new / "facts.jsonl").write_bytes(b"".join(b"{}" + line if n % 100 == 50 else line for n, line in enumerate(good)))
    assert load(new, url).rejected == 2  # the fact and what it says
    assert (load(new, url).facts.unchanged, load(new, url).rejected) == (79, 2)
    (new / "facts.jsonl").write_bytes(b"".join(good))
    load(new, url)
    clean = new_database(url.partition(":")[0])
    load(new, clean)
    assert state(url) == state(clean)


def test_no_process_outlives_a_killed_load(new_database, new):
    """A load with processes of its own is killed while it reads: all of them end."""
    url = new_database("sqlite")
    read = "import sys\nfrom factx.load import load\nif __name__ == '__main__':\n    load(sys.stdin.buffer, sys.argv[1], jobs=2)"
    script = new / "load.py"
    script.write_text(f"from factx.load import lines\nlines.BYTES = 200\n{read}", "utf8")
    with subprocess.Popen(
        [sys.executable, script, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as loader:
        loader.stdin.write((new / "documents.jsonl").read_bytes())
        loader.stdin.flush()
        while Path(f"/proc/{loader.pid}/task/{loader.pid}/children").read_text().count(" ") < 3:
            time.sleep(0.05)  # its two processes and the tracker of their semaphores
        time.sleep(1)
        loader.kill()
        loader.communicate(timeout=60)  # ends when the last process that holds the pipes does
