"""An error at each statement of a load, and at each call that changes a file: the database is as before or as after, never between."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from adbc_driver_manager.dbapi import Cursor, OperationalError

from factx.errors import DatabaseError
from factx.load import load
from test_load_faults import outputs, state
from test_load_versions import of_version_two

CALLS = ("execute", "fetchall", "adbc_ingest")
HERE = Path(__file__).parent


class Statements:
    """Counts what is asked of a database; the call of a number fails, before it is done or after."""

    def __init__(self, monkeypatch, *, late):
        self.number, self.fails_at, self.late = 0, None, late
        for name in CALLS:
            monkeypatch.setattr(Cursor, name, self.counted(getattr(Cursor, name)))

    def counted(self, real):
        def call(cursor, *args, **how):
            number, self.number = self.number, self.number + 1
            if number == self.fails_at and not self.late:
                raise OperationalError("no disk", status_code=10)
            found = real(cursor, *args, **how)
            if number == self.fails_at:
                raise OperationalError("no answer", status_code=10)
            return found

        return call

    def fail(self, at):
        self.number, self.fails_at = 0, at


def held(url):
    """Return what a database holds; of an earlier version, which has other columns, why that is not said."""
    try:
        return state(url)
    except DatabaseError as error:
        return str(error).partition(": ")[2]


@pytest.mark.parametrize(
    ("begun", "late", "step"),
    [("older articles", False, 1), ("older articles", True, 4), ("empty", False, 5), ("version 2", True, 5)],
)
def test_an_error_at_each_statement(url, new_database, tmp_path, root, monkeypatch, begun, late, step):
    """`late`: the statement is done, and no answer comes. With a step of 5 every fifth one fails."""
    new, old, kind = outputs(tmp_path / "new", 4, 77), outputs(tmp_path / "old", 3, 5), url.partition(":")[0]
    searched = kind != "duckdb"

    def fresh():
        made = new_database(kind)
        if begun == "version 2":
            of_version_two(made, root)
        if begun == "older articles":
            load(old, made, search=searched)
        return made

    failing = Statements(monkeypatch, late=late)
    url = fresh()
    before = held(url)
    load(new, clean := fresh(), search=searched)
    after, fails = held(clean), 0
    for at in count(0, step):
        failing.fail(at)
        with suppress(DatabaseError):
            load(new, url, search=searched)
            assert failing.number <= at
            break
        fails += 1
        failing.fail(None)
        now = held(url)
        assert now in (before, after), at
        if now == after:
            url = fresh()
    failing.fail(None)
    assert fails > 10
    assert held(url) == after


@pytest.fixture(scope="module")
def bad_disk(tmp_path_factory):
    """Return the library that makes calls fail; made by the machine's C compiler, where it has one."""
    compiler = shutil.which("cc")
    if not compiler or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("disk") / "disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, HERE / "faults/disk.c", "-ldl"], check=True)
    return made


@pytest.mark.parametrize(("fault", "tries"), [("error", 8), ("full", 3), ("broken", 3), ("killed", 4)])
@pytest.mark.parametrize(("kind", "begun"), [("sqlite", True), ("duckdb", True), ("duckdb", False)])
def test_an_error_at_calls_that_change_files(bad_disk, tmp_path, root, kind, begun, fault, tries):
    """Some of the calls, here; each of them in benchmarks/load_faults.py. Without a database DuckDB's file is made first."""
    old, new = outputs(tmp_path / "old", 3, 5) if begun else "", outputs(tmp_path / "new", 4, 77)
    tries = tries if begun else 3 * tries
    (home := tmp_path / "disk").mkdir()
    place = {"LD_PRELOAD": str(bad_disk), "FAILING_BELOW": str(home), "SQLITE_TMPDIR": str(home)}
    done = subprocess.run(
        [sys.executable, HERE / "load_on_a_bad_disk.py", kind, old, new, home, fault, str(tries), "{}"],
        env=os.environ | place | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    tried = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(tried) > 2
    for at, (ended, *_), then, again, end in tried:
        assert ended in ({"loaded", "refused", "ended"} if fault == "killed" else {"loaded", "refused"}), at
        assert then in ({"after"} if ended == "loaded" else {"before", "after"}), at
        assert (again, end) == ("loaded", "after"), at
