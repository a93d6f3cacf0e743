"""The process that opens files: one that hangs, dies or eats memory there costs that file, not the run."""

import gzip
import io
import json
import os
import signal
import sys
import time
import zipfile
from pathlib import Path

import pytest

from factx.batch import Workers, run
from factx.batch.process import Process, cpu, taken_in
from factx.files import folder as outputs
from factx.pipeline import Extractor
from factx.read import Piped
from factx.read.options import GIGABYTE
from within import WorkerWithin

HOSTILE = '''
"""A reader of web archives that does what the archive tells it to."""

import os, time

class WarcRecordType:
    response = conversion = resource = 0

def ArchiveIterator(stream, **_):
    told = stream.read(100)
    if b"HANG" in told:
        while True:
            pass
    if b"WAIT" in told:
        time.sleep(1000)
    if b"KILL" in told:
        os.kill(os.getpid(), 11)
    if b"EAT" in told:
        bytearray(8 << 30)
    return iter(())
'''


def no_names(texts):
    return ([] for _ in texts)


QUICK = Extractor(recogniser=no_names, observations=False)


@pytest.fixture(autouse=True)
def hostile(tmp_path, monkeypatch):
    """Put a module in the place of fastwarc, here and in the processes that are started."""
    (tmp_path / "modules/fastwarc").mkdir(parents=True)
    (tmp_path / "modules/fastwarc/__init__.py").touch()
    (tmp_path / "modules/fastwarc/warc.py").write_text(HOSTILE, "utf8")
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    monkeypatch.setattr("factx.batch.pool.Worker", WorkerWithin)
    for name in [name for name in sys.modules if name.partition(".")[0] == "fastwarc"]:
        monkeypatch.delitem(sys.modules, name)


def rejected(folder):
    return {Path(r["path"]).name: r["reason"] for r in map(json.loads, outputs.lines(folder, "rejected"))}


def zipped(path, **members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)


def test_a_file_that_its_reader_hangs_on_or_dies_of_is_rejected(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for word in ("HANG", "WAIT", "KILL", "EAT"):
        (folder / f"{word.lower()}.warc").write_bytes(b"WARC/1.0 " + word.encode())
    for name in ("a", "z"):
        (folder / f"{name}.txt").write_text("It paid $5m.", "utf8")
    zipped(folder / "m.zip", a_txt="It paid $5m.", b_txt="It paid $6m.", c_warc="WARC/1.0 KILL", d_txt="It paid $7m.")
    summary = run([folder], out, extractor=QUICK, workers=Workers(timeout=0.3, memory=2 * GIGABYTE))
    assert [d.id.partition("-")[0] for d in outputs.documents(out)] == ["a", "m/a", "m/b", "z"]
    assert rejected(out) == {
        "eat.warc": "raised MemoryError: it needs more memory than it may have (--memory)",
        "hang.warc": "took over 0.3 s: not read",
        "kill.warc": "its reader died of it (signal 11): not read",
        "m.zip": "its reader died of it (signal 11): its first 2 records are kept",
        "wait.warc": "took over 0.3 s: not read",
    }
    assert (summary.documents, summary.rejected) == (4, 5)
    again = run([folder], out, extractor=QUICK, workers=Workers(timeout=0.3, memory=2 * GIGABYTE), retry=True)
    assert (again.kept, again.documents, again.rejected) == (4, 4, 5)  # all five were tried again


def test_a_run_can_be_stopped_while_a_file_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    (tmp_path / "b.warc").write_bytes(b"WARC/1.0 HANG")
    began = time.monotonic()
    paths = [tmp_path / "a.txt", tmp_path / "b.warc"]
    summary = run(paths, tmp_path / "out", extractor=QUICK, stop=lambda: time.monotonic() > began + 8)
    assert summary.stopped
    assert summary.rejected == 0


@pytest.mark.parametrize("kind", ["memory", "file", "pipe"])
def test_what_comes_through_a_pipe_is_read_there(tmp_path, kind):
    rows = "".join(json.dumps({"id": f"n{n}", "text": "It paid $5m."}) + "\n" for n in range(100))
    data = gzip.compress(rows.encode())
    if kind == "memory":
        stream = io.BytesIO(data)
    elif kind == "file":
        (tmp_path / "x").write_bytes(b"12345" + data)
        stream = (tmp_path / "x").open("rb")
        stream.read(5)
    else:
        theirs, ours = os.pipe()
        os.write(ours, data)
        os.close(ours)
        stream = os.fdopen(theirs, "rb")
    with stream:
        assert run([Piped(stream)], tmp_path / "out", extractor=QUICK).documents == 100


def test_a_process_stopped_in_the_middle_of_its_words_is_given_up(tmp_path, monkeypatch):
    """Also where its parent has begun to listen: words that do not end are those of a dead process."""
    monkeypatch.setattr("factx.batch.process._STUCK", 1.0)
    code = "import os, sys\ndef main():\n    os.write(int(sys.argv[1]), (1000).to_bytes(4, 'big') + b'x'); os.kill(os.getpid(), 19)"
    (tmp_path / "modules/stops.py").write_text(code, "utf8")
    process = Process("stops", (), 0.5)
    assert process.link.poll(60)
    began = time.monotonic()
    with pytest.raises(EOFError):
        process.words()
    assert time.monotonic() - began < 30
    assert process.end() == f"signal {signal.SIGKILL.value}"


def test_what_a_process_did_is_known():
    Path(__file__).read_bytes()
    assert cpu(os.getpid()).seconds > 0
    assert taken_in(os.getpid()) > Path(__file__).stat().st_size
    assert (cpu(0), taken_in(0)) == (None, 0)


def test_values_that_no_process_can_send_go_as_text(tmp_path):
    pa = pytest.importorskip("pyarrow")
    often = pa.array([(1, 2, 3)], pa.month_day_nano_interval())
    table = pa.table({"text": ["It paid $5 million."], "often": often})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as file:
        file.write_table(table)
    assert run([tmp_path / "a.arrow"], tmp_path / "out", extractor=QUICK).rejected == 0
    (document,) = outputs.documents(tmp_path / "out")
    assert "months=1" in document.extra["often"]
