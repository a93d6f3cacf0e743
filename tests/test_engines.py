"""On Ray and on Spark: the same facts as in one process; a killed worker loses nothing."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import spacy

from factx.files import folder as outputs

BIN = str(Path(sys.executable).parent / "factx")
ENGINES = [
    pytest.param("ray", marks=pytest.mark.skipif(not importlib.util.find_spec("ray"), reason="needs factx[ray]")),
    pytest.param(
        "spark",
        marks=pytest.mark.skipif(
            not (importlib.util.find_spec("pyspark") and shutil.which("java")), reason="needs factx[spark] and Java"
        ),
    ),
]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Return a folder with a model that knows no names, 400 articles, a bad line, and their facts by one process."""
    folder = tmp_path_factory.mktemp("engines")
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(folder / "model")
    lines = [
        json.dumps({"id": f"n{n}", "published": "2021-09-24", "text": f"Plant {n}\u2028cost €{n} million in May."}, ensure_ascii=False)
        for n in range(400)
    ]  # fmt: skip
    lines[7] = "{bad"
    twins = "".join(json.dumps({"id": f"n{n}", "text": "Zinc cost $1."}) + "\n" for n in (5, 9)).encode()
    (folder / "in.jsonl").write_bytes(
        "\n".join(lines).encode() + b'\n{"id": "caf\xe9", "text": "It paid $5m."}\n' + twins
    )
    (folder / "few.jsonl").write_text('{"id": "a", "text": "It paid €5m."}\n', "utf8")
    done = extract(folder, "in.jsonl", "one")
    assert done.returncode == 2, done.stderr
    done = extract(folder, "one/documents.jsonl", "rows", "--format", "parquet")
    assert done.returncode == 0, done.stderr
    return folder


def command(folder, source, out, *more):
    return [BIN, "extract", str(folder / source), "-o", str(folder / out), "--model", str(folder / "model"), *more]


def extract(*args):
    return subprocess.run(command(*args), capture_output=True, text=True, check=False)


def facts(folder, table="facts"):
    return sorted(line.rstrip("\n") for line in outputs.lines(folder, table))


THRICE = """
import shutil, sys
from factx.batch import Workers
from factx.engines import extract
from factx.pipeline import Extractor

engine, folder = sys.argv[1:]
if engine == "ray":
    from factx.engines.ray import _connect
    _connect(None, 2)
else:
    from factx.engines.spark import _session
    _session(None, 2)
def counts(*args, **options):
    s = extract(*args, **options)
    return {"documents": s.documents, "facts": s.facts.total(), "observations": s.observations, "rejected": s.rejected}

how = {"extractor": Extractor(f"{folder}/model"), "workers": Workers(2)}
print(counts(engine, [f"{folder}/in.jsonl"], f"{folder}/{engine}-lines", **how))
print(counts(engine, [f"{folder}/rows/documents.parquet"], f"{folder}/{engine}-rows", form="parquet", **how))
shutil.copytree(f"{folder}/{engine}-lines", f"{folder}/{engine}-few")
how["extractor"] = Extractor(f"{folder}/model", observations=False)
print(counts(engine, [f"{folder}/few.jsonl"], f"{folder}/{engine}-few", restart=True, **how))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_the_facts_are_those_of_one_process(work, engine):
    """JSON Lines to JSON Lines while a worker is killed, then Parquet to Parquet; begun anew without observations it leaves none."""
    process = subprocess.Popen(
        [sys.executable, "-c", THRICE, engine, str(work)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    killer = threading.Thread(target=kill_a_worker, args=(process,))
    killer.start()
    stdout, stderr = process.communicate(timeout=900)
    killer.join()
    assert process.returncode == 0, stderr
    count, said = len(facts(work / "one")), len(facts(work / "one", "observations"))
    assert said == 400
    assert [line for line in stdout.splitlines() if line.startswith("{'documents'")] == [
        str({"documents": 400, "facts": count, "observations": said, "rejected": 3}),
        str({"documents": 400, "facts": count, "observations": said, "rejected": 0}),
        str({"documents": 1, "facts": 1, "observations": 0, "rejected": 0}),
    ]
    for out in (f"{engine}-lines", f"{engine}-rows"):
        for table in ("facts", "observations"):
            assert facts(work / out, table) == facts(work / "one", table)
        assert {d.sha256 for d in outputs.documents(work / out)} == {d.sha256 for d in outputs.documents(work / "one")}
    rejected = [json.loads(line) for line in outputs.lines(work / f"{engine}-lines", "rejected")]
    assert sorted(r["reason"] for r in rejected) == [
        "bad JSON: Expecting property name enclosed in double quotes at column 2", "duplicate id: n5", "duplicate id: n9",
    ]  # fmt: skip
    assert all(r["path"].endswith("in.jsonl") for r in rejected)
    assert (len(facts(work / f"{engine}-few")), facts(work / f"{engine}-few", "observations")) == (1, [])


def kill_a_worker(process):
    """Kill one process with a model in it, as soon as there is one."""
    while process.poll() is None:
        for child in Path("/proc").glob("[0-9]*"):
            try:
                words = (child / "cmdline").read_bytes()
                if b"factx.batch.child" in words and descends(int(child.name), process.pid):
                    os.kill(int(child.name), signal.SIGKILL)
                    return
            except OSError:
                continue
        time.sleep(0.05)


def descends(pid, ancestor):
    while pid > 1:
        if pid == ancestor:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return False
