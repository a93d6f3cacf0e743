"""Many files on many cores: order kept, resumable, nothing lost, nothing twice."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from itertools import count, groupby
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy

from factx.batch import Workers, process, run, state, stream, worker
from factx.batch.options import Job
from factx.errors import InputError, OutputError, WorkerError
from factx.files import folder as outputs
from factx.pipeline import Extractor
from factx.read import Raw, ReadOptions, documents
from factx.rules.rule import rule
from factx.tables import TABLES

BIN = str(Path(sys.executable).parent / "factx")
PATHS = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
HOSTILE = '''
"""A model that does what a text tells it to."""

import os, time
from pathlib import Path

import spacy

class Hostile:
    def __init__(self, tokenizer):
        self.tokenizer = tokenizer

    def __call__(self, text):
        if "RAISE" in text:
            raise ValueError("told to")
        if "KILL" in text:
            os.kill(os.getpid(), 9)
        if "HANG" in text:
            time.sleep(1000)
        if "EAT" in text:
            bytearray(8 << 30)
        flag = Path(__file__).parent / "once"
        if "ONCE" in text and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), 9)
        return self.tokenizer(text)

def load(**how):
    nlp = spacy.load(Path(__file__).parent / "data", **how)
    nlp.tokenizer = Hostile(nlp.tokenizer)
    return nlp
'''


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """Return the folder of a model that knows no names: it loads fast."""
    folder = tmp_path_factory.mktemp("models") / "hostile_model"
    folder.mkdir()
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(folder / "data")
    (folder / "__init__.py").write_text(HOSTILE, "utf8")
    installed(folder)
    return folder


def installed(folder):
    """Say that a package is installed, as spaCy asks."""
    info = folder.parent / f"{folder.name}-0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {folder.name}\nVersion: 0.0\n", "utf8")


@pytest.fixture(scope="session")
def fast(model):
    return Extractor(str(model / "data"))


@pytest.fixture
def hostile(model, monkeypatch):
    monkeypatch.syspath_prepend(str(model.parent))
    (model / "once").unlink(missing_ok=True)
    return Extractor("hostile_model", observations=False)


def article(n):
    return {"id": f"n{n}", "published": "2021-09-24", "text": f"Plant {n} cost ${n} million, {n % 90 + 1}% more than in May 2019. " * (n % 2 + 1)}  # fmt: skip


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """Return a folder of 300 short articles, with a bad line in each file and an id that is there twice."""
    folder = tmp_path_factory.mktemp("archive")
    for part in range(3):
        rows = [json.dumps(article(n)) for n in range(part * 100, part * 100 + 100)]
        rows[7] = "{bad"
        (folder / f"{part}.jsonl").write_text("\n".join(rows) + "\n", "utf8")
    (folder / "3.jsonl").write_text(json.dumps(article(5)) + "\n", "utf8")
    return folder


def bytes_of(folder):
    return [(folder / f"{table}.jsonl").read_bytes() for table in TABLES]


def united(folder):
    return ["".join(f"{line}\n" for line in outputs.lines(folder, t)).encode() for t in TABLES]


@pytest.fixture(scope="session")
def plain(archive, fast, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    summary = run([archive], folder, extractor=fast)
    assert (summary.documents, summary.rejected) == (297, 4)
    assert summary.facts["money"] > 400
    assert summary.observations == summary.facts["money"] + summary.facts["percent"]
    return folder


def test_more_workers_give_the_same_bytes(archive, fast, plain, tmp_path):
    run([archive], tmp_path, extractor=fast, workers=Workers(3), part_size=6_000)
    assert bytes_of(tmp_path) == bytes_of(plain)
    assert [Path(p).name for p in sorted(tmp_path.iterdir())] == ["documents.jsonl", "facts.jsonl", "inputs.jsonl", "observations.jsonl", "rejected.jsonl", "run.json"]  # fmt: skip


def test_a_stream_gives_the_same_facts(archive, fast, plain, tmp_path):
    with (tmp_path / "out").open("w", encoding="utf8") as out:
        summary = stream([archive], out, extractor=fast, workers=Workers(2))
    assert (tmp_path / "out").read_bytes() == (plain / "facts.jsonl").read_bytes()
    assert summary.rejected == 4


@pytest.mark.usefixtures("within")
def test_parts_are_kept_apart_and_read_as_one(archive, fast, plain, tmp_path):
    run([archive], tmp_path, extractor=fast, part_size=9_000, apart=True)
    assert not (tmp_path / "facts.jsonl").exists()
    assert len(list((tmp_path / "parts").glob("facts-*.jsonl"))) > 3
    assert united(tmp_path) == bytes_of(plain)
    assert run([archive], tmp_path, extractor=fast, part_size=9_000, apart=True).already
    assert united(tmp_path) == bytes_of(plain)


@pytest.mark.usefixtures("within")
def test_parquet_holds_the_same(archive, fast, plain, tmp_path):
    run([archive], tmp_path, extractor=fast, part_size=15_000, form="parquet")
    for name in ("facts", "observations", "documents"):
        kept = list(outputs.lines(tmp_path, name))
        assert kept == (plain / f"{name}.jsonl").read_text("utf8").splitlines()


class PulledError(Exception):
    pass


def pull(after):
    counted = count(1)

    def seen(*_):
        if next(counted) == after:
            raise PulledError

    return seen


@pytest.mark.usefixtures("within")
def test_a_run_goes_on_where_it_stopped(archive, fast, plain, tmp_path):
    for after in (5, 150):
        with pytest.raises(PulledError):
            run([archive], tmp_path, extractor=fast, part_size=6_000, seen=pull(after))
        with pytest.raises(InputError, match="unfinished" if after > 5 else "No such file"):
            outputs.files(tmp_path, "facts")
    summary = run([archive], tmp_path, extractor=fast, part_size=50_000)
    assert 50 < summary.kept < 297
    assert bytes_of(tmp_path) == bytes_of(plain)
    assert json.loads((tmp_path / "run.json").read_text())["documents"] == 297
    assert run([archive], tmp_path, extractor=fast).already


@pytest.mark.usefixtures("within")
def test_asked_to_stop_it_keeps_what_is_in_hand(archive, fast, plain, tmp_path):
    seen = []
    summary = run([archive], tmp_path, extractor=fast, seen=lambda o, _: seen.append(o), stop=lambda: len(seen) > 50)
    assert summary.stopped
    assert 50 < summary.documents <= 297
    again = run([archive], tmp_path, extractor=fast)
    assert again.kept == summary.documents
    assert bytes_of(tmp_path) == bytes_of(plain)


@pytest.mark.usefixtures("within")
def test_an_end_between_any_two_renames_is_no_loss(archive, fast, tmp_path, monkeypatch):
    archive, plain = archive / "3.jsonl", tmp_path / "plain"
    renames, rename = count(), Path.replace
    monkeypatch.setattr(Path, "replace", lambda s, t: (next(renames), rename(s, t))[1])
    run([archive], plain, extractor=fast)
    for stop in range(next(renames)):
        at = count()

        def replace(path, target, at=at, stop=stop):
            if next(at) == stop:
                raise PulledError
            return rename(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(PulledError):
            run([archive], tmp_path / str(stop), extractor=fast)
        monkeypatch.setattr(Path, "replace", rename)
        run([archive], tmp_path / str(stop), extractor=fast)
        assert bytes_of(tmp_path / str(stop)) == bytes_of(plain)
        assert not (tmp_path / str(stop) / "parts").exists()


@pytest.mark.usefixtures("within")
def test_two_runs_do_not_write_to_one_folder(archive, fast, tmp_path):
    def seen(*_):
        with pytest.raises(OutputError, match="another run is writing to it"):
            run([archive], tmp_path, extractor=fast)
        raise PulledError

    with pytest.raises(PulledError):
        run([archive], tmp_path, extractor=fast, seen=seen)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("within")
def test_another_run_is_refused(fast, tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text(json.dumps(article(1)), "utf8")
    run([source], out, extractor=fast)
    with pytest.raises(InputError, match=r"option encoding None → cp1252.*--restart"):
        run([source], out, extractor=fast, options=ReadOptions(encoding="cp1252"))
    source.write_text(json.dumps(article(2)), "utf8")
    with pytest.raises(InputError, match="inputs"):
        run([source], out, extractor=fast)
    assert b'"n1"' in (out / "documents.jsonl").read_bytes()
    run([source], out, extractor=fast, restart=True)
    assert b'"n2"' in (out / "documents.jsonl").read_bytes()


@pytest.mark.usefixtures("within")
def test_a_run_depends_on_data_files_and_libraries(fast, tmp_path, monkeypatch):
    shutil.copytree(Path(state.__file__).parent.parent, tmp_path / "factx")
    before = state.code(tmp_path / "factx")
    assert before == state.code()
    names = tmp_path / "factx/kinds/organization/given_names.txt"
    names.write_text(names.read_text("utf8") + "Zzyzx\n", "utf8")
    assert state.code(tmp_path / "factx") != before
    assert {"babel", "dateparser", "trafilatura", "numpy", "spacy", "unicode"} <= set(state.libraries())
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text(json.dumps(article(1)), "utf8")
    run([source], out, extractor=fast)
    version = state.version
    monkeypatch.setattr(state, "version", lambda name: "0.1" if name == "dateparser" else version(name))
    with pytest.raises(InputError, match=r"library dateparser \S+ → 0\.1\): give --restart"):
        run([source], out, extractor=fast)


def test_a_run_depends_on_own_rules_and_recogniser():
    def found(**own):
        job = Job(Extractor(**own), ReadOptions(), "jsonl")
        return state.depends_on(job, "", "")["options"]["own_rules_and_recogniser"]

    dozen = rule("baker's dozen percent", finds={}, name="percent.dozen")(lambda m, context: None)
    score = rule("score percent", finds={}, name="percent.dozen")(lambda m, context: None)
    assert found() is None
    assert len({found(rules=[dozen]), found(rules=[score]), found(recogniser=len), found(recogniser=iter)}) == 4
    assert found(rules=[dozen]) == found(rules=[dozen])


@pytest.mark.usefixtures("within")
def test_a_file_that_changed_since_an_unfinished_run_is_named(archive, fast, tmp_path):
    for n in range(300):
        (tmp_path / f"{n:03}.json").write_text(json.dumps(article(n)), "utf8")
    with pytest.raises(PulledError):
        run([tmp_path], tmp_path / ".out", extractor=fast, part_size=4_000, seen=pull(250))
    (tmp_path / "299.json").write_text(json.dumps(article(999)), "utf8")
    with pytest.raises(InputError, match=r"299\.json is not the file it was"):
        run([tmp_path], tmp_path / ".out", extractor=fast)


def poisoned(folder, words):
    rows = [article(n) for n in range(100)]
    for n, word in zip((3, 40, 41, 77), words, strict=False):
        rows[n]["text"] = f"{word} It paid $9m."
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf8")
    return folder / "in.jsonl"


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        (
            ["HANG", "KILL", "RAISE", "EAT"],
            ["took over 2 s", "its worker died of it (signal 9)", "raised ValueError: told to", "raised MemoryError: "],
        ),
        (["ONCE"], []),
    ],
)
def test_a_poison_document_is_rejected_and_the_rest_goes_on(hostile, fast, tmp_path, words, reasons):
    source = poisoned(tmp_path, words)
    summary = run([source], tmp_path / "out", extractor=hostile, workers=Workers(2, timeout=2))
    rejected = [json.loads(line) for line in outputs.lines(tmp_path / "out", "rejected")]
    lines = [4, 41, 42, 78][: len(reasons)]
    assert [(r["line"], r["reason"]) for r in rejected] == list(zip(lines, reasons, strict=True))
    assert all(r["head"].startswith('{"id"') for r in rejected)
    ids = [d.id for d in outputs.documents(tmp_path / "out")]
    assert ids == [f"n{n}" for n in range(100) if n + 1 not in lines]
    assert summary.documents == len(ids)


def children(pid):
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pids, within):
    """Wait until processes have ended."""
    end = time.monotonic() + within
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize("wait", [0, 0.2])
def test_a_worker_ends_with_its_parent_while_it_starts(wait, tmp_path):
    code = (
        "import sys, time; from factx.batch.worker import Worker; from factx.batch.options import Workers\n"
        "from factx.pipeline import Extractor; from factx.read import ReadOptions\n"
        "w = Worker((Extractor(), ReadOptions(), Workers()), 60.0); print(w.process.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ | PATHS)
    worker = int(process.stdout.readline())
    time.sleep(wait)
    process.kill()
    process.communicate()
    assert gone([worker], within=3)


def test_a_documents_time_is_that_of_the_processor(monkeypatch):
    """A worker that others keep from the processor is not late; one that works too long, or waits for nothing, is."""
    at = {"clock": 0.0, "cpu": process.Cpu(0.0, working=True)}
    monkeypatch.setattr(process.time, "monotonic", lambda: at["clock"])
    monkeypatch.setattr(process, "cpu", lambda _: at["cpu"])
    busy = object.__new__(worker.Worker)
    busy.timeout, busy.version, busy.at, busy.process = 10.0, "loaded", None, SimpleNamespace(pid=0)
    busy.task = SimpleNamespace(chunk=SimpleNamespace(items=[Raw("a", "a", None, "text", b"x")]))
    busy.hear()
    for clock, seconds, working, late in ((11, 1, True, False), (199, 9, True, False), (11, 11, True, True), (11, 1, False, True), (201, 1, True, True)):  # fmt: skip
        at |= {"clock": float(clock), "cpu": process.Cpu(float(seconds), working)}
        assert [busy.late, busy.late][1] is late  # one that waits at one look may have been about to work
    at |= {"clock": 25.0, "cpu": process.Cpu(25.0, working=True)}
    busy.task.chunk.items[0] = Raw("a", "a", None, "text", bytes(3 << 20))
    assert not busy.late  # three megabytes have three times as long
    busy.process = SimpleNamespace(pid=os.getpid())
    monkeypatch.undo()
    assert process.cpu(os.getpid()).seconds > 0


def test_workers_killed_at_random_lose_nothing(archive, fast, plain, tmp_path):
    dice = random.Random(7)
    kills = []

    def seen(*_):
        if dice.random() < 0.02:
            kills.append(dice.choice(children(os.getpid())))
            os.kill(kills[-1], signal.SIGKILL)

    run([archive], tmp_path, extractor=fast, workers=Workers(2), seen=seen)
    assert kills
    assert bytes_of(tmp_path) == bytes_of(plain)
    assert children(os.getpid()) == []


def test_workers_that_cannot_start_end_the_run(model, monkeypatch, tmp_path):
    (tmp_path / "dying_model").mkdir()
    (tmp_path / "dying_model" / "__init__.py").write_text("import os\n\n\ndef load(**_):\n    os._exit(3)\n", "utf8")
    (tmp_path / "dying_model" / "data").symlink_to(model / "data")
    installed(tmp_path / "dying_model")
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    with pytest.raises(WorkerError, match=r"die before their model is loaded \(exit code 3\)"):
        run([tmp_path / "a.txt"], tmp_path / "out", extractor=Extractor("dying_model"))


MOMENTS = """
import os, random, signal, sys, time
from importlib import import_module
from pathlib import Path
from within import ReaderWithin, WorkerWithin
from factx.batch import pool, run
from factx.pipeline import Extractor

pool.Worker, pool.Reader, import_module("factx.batch.chunks")._RECORDS = WorkerWithin, ReaderWithin, 8
archive, folder, model = sys.argv[1:]

def timed(name):
    began = time.monotonic()
    run([Path(archive)], Path(folder) / name, extractor=Extractor(model), part_size=500)
    return time.monotonic() - began

timed("first")  # patterns are compiled
whole, dice, out = timed("plain"), random.Random(20), "0"
for n in range(1, 21):
    if not (process := os.fork()):
        timed(out)
        os._exit(0)
    time.sleep(dice.uniform(0, whole))
    os.kill(process, signal.SIGKILL)
    killed = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0
    joined = (Path(folder) / out / "run.json").exists()  # its parts are being removed, or are gone
    print(out, int(killed and not joined), len(list((Path(folder) / out / "parts").glob("done-*.json"))))
    out = out if killed else str(n)
timed(out)
"""


def test_killed_at_twenty_moments_it_ends_as_if_it_had_not_been(archive, fast, tmp_path):
    """Each run goes on with what the one before left, and another folder is begun where it was done in time."""
    command = [sys.executable, "-c", MOMENTS, str(archive / "0.jsonl"), str(tmp_path), fast.model]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | PATHS)
    moments = [line.split() for line in done.stdout.splitlines()]
    assert len(moments) == 20
    for _, killed in groupby((m for m in moments if m[1] == "1"), key=lambda m: m[0]):
        kept = [int(parts) for *_, parts in killed]
        assert kept == sorted(kept)
    assert len({parts for _, killed, parts in moments if killed == "1"}) > 2
    for out in {out for out, *_ in moments}:
        assert bytes_of(tmp_path / out) == bytes_of(tmp_path / "plain")


def test_killed_beside_its_workers_it_ends_as_if_it_had_not_been(archive, fast, plain, tmp_path):
    """The command, killed at its start and thrice when another part is done: its workers may outlive it for a while."""
    command = [BIN, "extract", str(archive), "-o", str(tmp_path), "--model", fast.model, "--jobs", "2", "--part-size", "0.01"]  # fmt: skip
    kept = [0]
    for more in (0, 1, 1):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and (
            len(parts := list(tmp_path.glob("parts/done-*.json"))) < kept[-1] + more or not list(tmp_path.glob("parts"))
        ):
            time.sleep(0.01)
        assert process.poll() is None
        workers = children(process.pid)
        process.kill()
        process.wait()
        assert gone(workers, within=5)  # also while they start
        kept.append(len(parts))
    assert 0 < kept[-2] < kept[-1]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert bytes_of(tmp_path) == bytes_of(plain)


def test_ctrl_c_keeps_what_is_in_hand(archive, fast, plain, tmp_path):
    command = [BIN, "extract", str(archive), "-o", str(tmp_path), "--model", fast.model]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob("parts/.documents.part")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {130, 2}
    if process.returncode == 130:
        assert "documents are kept: the same command goes on from there" in err
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert bytes_of(tmp_path) == bytes_of(plain)


def test_what_no_disk_takes_is_said(fast, archive, tmp_path):
    """No file may grow beyond some bytes, as on a full disk: what was whole stays whole, and a later start goes on."""
    code = (
        "import resource, signal, sys; from pathlib import Path; from factx.batch import run; from factx.pipeline import Extractor\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))\n"
        "run([Path(sys.argv[1])], Path(sys.argv[2]), extractor=Extractor(sys.argv[3]), part_size=4_000)"
    )
    command = [sys.executable, "-c", code, str(archive), str(tmp_path / "out"), fast.model]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | PATHS)
    said = done.stderr.splitlines()[-1]
    assert "File too large" in said
    assert "parts are kept: the same command goes on from there" in said
    kept = len(list(tmp_path.glob("out/parts/done-*.json")))
    assert kept > 1
    assert run([archive], tmp_path / "out", extractor=fast).kept > kept


def test_ids_are_what_was_asked_for(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "x", "url": "u1", "text": "One."}\n{"text": "Two."}', "utf8")
    shown = str(tmp_path / "a.jsonl")
    ids = {
        how: [getattr(d, "id", None) for d in documents([tmp_path], ids=how)] for how in (None, "path", "hash", "url")
    }
    assert ids == {
        None: ["x", "a-2"],
        "path": [f"{shown}:1", f"{shown}:2"],
        "hash": [sha256(text).hexdigest()[:16] for text in (b"One.", b"Two.")],
        "url": ["u1", "a-2"],
    }
