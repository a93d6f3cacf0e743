"""500 crafted bad inputs: none stops a run, hangs it or grows its memory; each has its rejection."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
import spacy

import crafted

BIN = str(Path(sys.executable).parent / "factx")
_MB = 400  # resident set of each process at its peak, at most: what a model takes, and some documents


@pytest.fixture
def bad(tmp_path):
    """Return a folder of bad inputs and two good ones, and the names of the bad."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = list(crafted.make(folder))
    for name in ("aaa.txt", "zzz.txt"):
        (folder / name).write_text(crafted.TEXT, "utf8")
    yield folder, names
    for path in folder.glob("forbidden-*"):
        path.chmod(0o600)


def peaks(pid, known):
    for each in (pid, *children(pid)):
        try:
            status = Path(f"/proc/{each}/status").read_text().splitlines()
        except OSError:
            continue
        known[each] = max([known[each], *(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))])


def children(pid):
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def test_none_stops_a_run_and_each_is_rejected(bad, tmp_path):
    folder, names = bad
    assert len(names) == 500
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    command = [BIN, "extract", str(folder), "-o", str(tmp_path / "out"), "--model", str(tmp_path / "model"), "--jobs", "2", "--timeout", "20"]  # fmt: skip
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
    known = defaultdict(int)
    while process.poll() is None:
        peaks(process.pid, known)
        time.sleep(0.2)
    assert process.returncode == 2, (tmp_path / "said").read_text()
    rows = [json.loads(line) for line in (tmp_path / "out/rejected.jsonl").read_text("utf8").splitlines()]
    rejected = {Path(r["path"].split("!")[0]).name.partition(".")[0] for r in rows}
    readable = {n for n in names if n.startswith("forbidden") and os.geteuid() == 0}  # root may read anything
    lines = (tmp_path / "out/documents.jsonl").read_text("utf8").splitlines()
    found = {Path(d["source"]).name.partition(".")[0]: d for d in map(json.loads, lines)}
    mended = {
        name for name, d in found.items() if d["repaired"] or d["remark"] or d["extra"] or name.startswith("no_number")
    }  # NaN: nothing; a number of 9,000 digits in a column of the user's is carried as it is written
    assert set(names) - rejected - readable - mended == set()
    assert all(r["reason"] for r in rows)
    ids = [json.loads(line)["id"].partition("-")[0] for line in lines]
    assert {"aaa", "zzz"} <= set(ids)
    assert max(known.values()) < _MB, known
    assert not list(tmp_path.rglob("escaped*"))
