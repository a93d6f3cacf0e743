"""What people have and do: deep folders, ids that come twice, odd terminals, pipes closed early, records to be read again."""

import io
import json
import mailbox
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from factx.batch import run, stream
from factx.cli import app, streams
from factx.errors import InputError
from factx.files import folder as outputs
from factx.files import manifest
from factx.pipeline import Extractor
from factx.read import Piped, ReadOptions, documents
from factx.records import Document
from within import factx

pytestmark = pytest.mark.usefixtures("within")


def no_names(texts):
    return ([] for _ in texts)


QUICK = Extractor(recogniser=no_names, observations=False)


class PulledError(Exception):
    pass


def written(path, *ids):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"id": each, "published": "2021-09-24", "text": f"Plant {each} cost $5 million."} for each in ids]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    return path


def rejected(folder):
    return [json.loads(line) for line in outputs.lines(folder, "rejected")]


COMMANDS = sorted(c.name or c.callback.__name__.replace("_", "-") for c in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_h_is_help(command):
    assert factx(command, "-h") == factx(command, "--help")
    assert (factx(command, "-h")[0], len(COMMANDS) > 9) == (0, True)


def keys(found):
    for name, each in found.items() if isinstance(found, dict) else ():
        yield name
        yield from keys(each)


def test_names_in_run_json_have_no_blanks(tmp_path):
    run([written(tmp_path / "a.jsonl", "1")], out := tmp_path / "out", extractor=QUICK)
    found = json.loads((out / "run.json").read_bytes())
    found["facts"], found["depends_on"]["libraries"] = {}, {}
    assert [name for name in keys(found) if not re.fullmatch(r"[a-z0-9_]+(?:\.jsonl)?", name)] == []
    assert found["relative_dates_without_days"] == 0


def test_a_run_json_with_blanks_in_its_names_is_read(tmp_path):
    """As an older factx wrote it."""
    source = written(tmp_path / "a.jsonl", "1")
    run([source], out := tmp_path / "out", extractor=QUICK)
    old = {"depends_on": "depends on", "not_in_english": "not in English", "unread_by_any_rule": "unread by any rule"}
    found = json.loads((out / "run.json").read_bytes())
    (out / "run.json").write_text(json.dumps({old.get(name, name): each for name, each in found.items()}), "utf8")
    assert manifest.finished(out)
    assert factx("verify", out)[0] == 0
    assert run([source], out, extractor=QUICK).already


def test_an_id_that_comes_twice_is_told_with_both_its_places(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("factx.batch.chunks"), "_RECORDS", 2)
    folder = tmp_path / "in"
    first, second = written(folder / "a.jsonl", "1", "2", "3", "4"), written(folder / "b.jsonl", "5", "3")
    run([folder], out := tmp_path / "out", extractor=QUICK)
    wanted = [(str(second), 2, f"duplicate id: 3: {first}:3 has it")]
    assert [(r["path"], r["line"], r["reason"]) for r in rejected(out)] == wanted
    assert [(i.path, i.line, i.reason) for i in documents([folder]) if not isinstance(i, Document)] == wanted
    said = []
    stream([folder], io.StringIO(), extractor=QUICK, seen=lambda o, _: said.append(o.rejection))
    assert [(r.path, r.line, r.reason) for r in said if r] == wanted
    written(folder / "c.jsonl", "1")
    run([folder], out, extractor=QUICK)
    assert rejected(out)[1]["reason"] == "duplicate id: 1: an article of an earlier start has it"


def test_an_id_that_came_before_a_run_was_stopped_is_told_with_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("factx.batch.chunks"), "_RECORDS", 2)
    folder, out = tmp_path / "in", tmp_path / "out"
    first = written(folder / "a.jsonl", *map(str, range(9)))
    written(folder / "b.jsonl", "x", "0")

    def seen(outcome, _):
        if outcome.id == "7":
            raise PulledError

    with pytest.raises(PulledError):
        run([folder], out, extractor=QUICK, part_size=10, seen=seen)
    assert run([folder], out, extractor=QUICK).kept
    assert [r["reason"] for r in rejected(out)] == [f"duplicate id: 0: {first}:1 has it"]


def test_folders_deep_in_one_another_are_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkdir("deep")  # noqa: PTH102 - beside what can be made of a whole path
    os.chdir("deep")
    for _ in range(1700):
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    Path("a.txt").write_text("It paid $5m.", "utf8")
    os.chdir(tmp_path)
    (found,) = documents([Path("deep")])
    assert found.id == "d/" * 1700 + "a"
    with pytest.raises(InputError, match="too deep in one another"):
        list(documents([Path("deep/**/*.txt")]))
    subprocess.run(["/bin/rm", "-r", "deep"], check=True)  # pytest's own way is recursive


@pytest.mark.parametrize(("data", "written"), [(False, b"\xe9 \\u20ac5"), (True, "é €5".encode())])
def test_a_terminal_that_is_not_utf8_shows_escapes_and_data_is_utf8(monkeypatch, data, written):
    out = io.TextIOWrapper(io.BytesIO(), "latin-1")
    monkeypatch.setattr(sys, "stdout", out)
    streams.any_sign()
    if data:
        streams.data()
    out.write("é €5")
    out.flush()
    assert out.buffer.getvalue() == written


CLI = [sys.executable, "-c", "from factx.cli import main; main()"]
PATHS = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def test_a_full_disk_behind_stdout_is_one_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*CLI, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, env=PATHS, check=False)
    assert (done.returncode, done.stderr) == (2, "factx: the output: No space left on device\n")


def test_a_pipe_closed_early_is_no_error():
    done = subprocess.Popen([*CLI, "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=PATHS)
    assert done.stdout.readline().startswith("money.")
    done.stdout.close()
    assert done.stderr.read() == ""
    done.stderr.close()
    assert done.wait() in {0, 1}


@pytest.mark.parametrize(
    ("args", "code"), [("extract a.txt -o out --no-observations <&- >&- 2>&-", 0), ("extract a.txt -o - >&-", 2)]
)
def test_closed_streams_are_no_files_of_a_run(tmp_path, args, code):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    command = ["/bin/sh", "-c", f'exec "$@" {args}', "sh", *CLI]
    done = subprocess.run(command, capture_output=True, text=True, env=PATHS, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (code, "factx: the output: stdout is closed\n" if code else "")
    assert code or [f.text for f in outputs.facts(tmp_path / "out")] == ["$5m"]


def test_a_worker_that_cannot_start_says_so_in_one_line(tmp_path):
    """As spaCy's does in a folder that is no more."""
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    (gone := tmp_path / "gone").mkdir()
    command = ["/bin/sh", "-c", f'rmdir {gone}; exec "$@" extract {tmp_path}/a.txt -o {tmp_path}/out', "sh", *CLI]
    done = subprocess.run(command, capture_output=True, text=True, env=PATHS, cwd=gone, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("factx: a worker cannot start: FileNotFoundError: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa.txt\r\n  \r\n", b"a.txt\0", b"./a.txt"])
def test_lists_are_as_editors_and_find_write_them(tmp_path, data):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    code, out, err = factx("extract", "--files-from", "-", "-o", "-", cwd=tmp_path, stdin=data)
    assert (code, json.loads(out)["text"], err) == (0, "$5m", "")


def test_rejected_records_are_kept_whole(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    lines = ['{"id": "1", "text": 5}', '{"id": "2", "text": "' + "It paid $5m. " * 20 + '"', '{"text": "caf\xe9"']
    (folder / "a.jsonl").write_bytes("\n".join(lines).encode("latin-1"))
    (folder / "b.csv").write_text("id,text,day\n1,It paid $5m.,2021-09-24\n2, ,2021-09-25\n", "utf8")
    (folder / "c.txt").write_text(" ", "utf8")
    box = mailbox.mbox(folder / "d.mbox")
    box.add("Subject: none\nFrom: a@example.org\nMessage-ID: <1@example.org>\n\n\n")
    box.close()
    run([folder], out, extractor=QUICK)
    kept = {(Path(r["path"]).name, r["line"]): r["record"] for r in rejected(out)}
    assert kept["a.jsonl", 1] == lines[0]
    assert kept["a.jsonl", 2] == lines[1]
    assert kept["a.jsonl", 3].startswith("data:application/octet-stream;base64,")
    assert json.loads(kept["b.csv", 2])["day"] == "2021-09-25"
    assert kept["c.txt", None] is None  # the file has it
    assert "<1@example.org>" in next(text for (name, _), text in kept.items() if name == "d.mbox")


def test_kept_records_can_be_read_again(tmp_path):
    """Once a reader, or an option, makes articles of them, without the files they came from."""
    source = tmp_path / "a.jsonl"
    source.write_text('{"id": "1", "words": "It paid $5m in May."}\n{"id": "2", "words": "It paid $6m."}\n', "utf8")
    run([source], out := tmp_path / "out", extractor=QUICK, options=ReadOptions(text_column="none"))
    records = [r["record"] for r in rejected(out)]
    assert len(records) == 2
    source.unlink()
    again = Piped(io.BytesIO("\n".join(records).encode()))
    run([again], out, extractor=QUICK, options=ReadOptions(text_column="words"), restart=True)
    assert [(d.id, d.text) for d in outputs.documents(out)] == [("1", "It paid $5m in May."), ("2", "It paid $6m.")]


def test_what_is_tried_again_and_was_moved_is_told(tmp_path):
    source = written(tmp_path / "in/a.jsonl", "1")
    run([source], out := tmp_path / "out", extractor=QUICK)
    source.rename(tmp_path / "b.jsonl")
    for paths in ([source], [tmp_path / "b.jsonl"]):
        with pytest.raises(InputError, match=r"a\.jsonl.*rejected\.jsonl has the rejected records whole"):
            run(paths, out, extractor=QUICK, retry=True)
