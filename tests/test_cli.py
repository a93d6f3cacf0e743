"""The command line, as a user sees it: whole transcripts with their exact output."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from within import WorkerWithin, factx

BIN = str(Path(sys.executable).parent / "factx")


def installed(*args, cwd, stdin=""):
    """Run the command that is installed, in a process of its own."""
    env = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}} | {
        "TERM": "dumb",
        "COLUMNS": "100",
    }
    done = subprocess.run([BIN, *args], cwd=cwd, input=stdin, capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Norden sells its mill\n\nPublished: 24 September 2021\n\nNorden Holdings Inc. sold a mill for about €5-7 million in May last year.\n",
        "utf8",
    )
    (folder / "b.jsonl").write_text('{"id": "b", "text": "Prices rose 5% last month."}\n{bad\n', "utf8")
    (folder / "c.txt").write_bytes(b"")
    return tmp_path


SUMMARY = """\
factx
┌─────────────────────────────┬─────┐
│ documents                   │   2 │
│ money facts                 │   1 │
│ percent facts               │   1 │
│ organization facts          │   2 │
│ date facts                  │   3 │
│ observations                │   2 │
│ relative dates without days │   1 │
│ unread by any rule          │   0 │
│ rejected                    │   2 │
│ seconds                     │ N.N │
└─────────────────────────────┴─────┘
"""


def test_nothing_printed_gives_the_terminal_orders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bad = "a\x1b]0;owned\x07.json"
    (tmp_path / bad).write_text("{", "utf8")
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"id": "b\x9b2J", "text": "Sales rose 5%.", "title": "\x1b[2J\u202e"}), "utf8"
    )
    _, told, said = (
        factx(*args)
        for args in (["extract", "none\x1b", "-o", "out"], ["extract", bad, "b.jsonl", "-o", "out"], ["show", "out"])
    )
    explained = factx("explain", "Sales\x1b[2J rose 5%.")
    assert "a\\x1b]0;owned\\x07.json" in told[2]
    assert "b\\x9b2J  \\u202e" in said[1]  # a title loses its escape sequences as it is read
    printed = "".join(map(str, (_, told, said, explained)))
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", "".join([*_[1:], *told[1:], *said[1:], *explained[1:]])
    ), printed


def test_extract(articles):
    code, out, err = installed("extract", "in", "-o", "out", cwd=articles)
    assert code == 2
    shown = re.sub(r" *\d+\.\d", " N.N", out).replace(" \n", "\n")
    assert re.sub("[ ─]+", " ", shown).splitlines()[1:] == re.sub("[ ─]+", " ", SUMMARY).splitlines()[1:]
    assert err == (
        "rejected: in/b.jsonl:2: bad JSON: Expecting property name enclosed in double quotes at column 2\nrejected: in/c.txt: empty file\n"
    )
    assert sorted(p.name for p in (articles / "out").iterdir()) == [
        "documents.jsonl",
        "facts.jsonl",
        "inputs.jsonl",
        "observations.jsonl",
        "rejected.jsonl",
        "run.json",
    ]
    rejected = [json.loads(line) for line in (articles / "out/rejected.jsonl").read_text().splitlines()]
    assert [(r["path"], r["line"]) for r in rejected] == [("in/b.jsonl", 2), ("in/c.txt", None)]
    assert json.loads((articles / "out/run.json").read_text())["facts"] == {
        "date": 3,
        "money": 1,
        "organization": 2,
        "percent": 1,
    }


def test_stdin_to_stdout(tmp_path):
    code, out, err = installed("extract", "-", "-o", "-", cwd=tmp_path, stdin="It paid $5m.")
    assert (code, err) == (0, "")
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["$5m"]
    assert factx("extract", "-", "-o", "-", cwd=tmp_path) == (2, "", "rejected: -: empty file\n")
    code, out, err = factx(
        "extract",
        "-",
        "-o",
        "-",
        "--published",
        "2021-09-24",
        cwd=tmp_path,
        stdin='{"id": "x", "text": "It fell last year."}',
    )
    assert [(f["doc_id"], f["timex"]) for f in map(json.loads, out.splitlines())] == [("x", "2020")]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["extract", "none.txt", "-o", "out"], "factx: no such file or folder: none.txt\n"),
        (
            ["extract", "in", "-o", "out", "--model", "en_core_web_xl"],
            "factx: model 'en_core_web_xl' is not installed: give an installed spaCy pipeline, or the folder of one\n",
        ),
        (["extract", "in", "-o", "in/a.txt/out"], "factx: cannot write to in/a.txt/out: in/a.txt is no folder\n"),
        (["extract", "in", "-o", "in/a.txt"], "factx: cannot write to in/a.txt: in/a.txt is no folder\n"),
        (["extract", "", "-o", "out"], "factx: an article's path is empty: name it, or . for this folder\n"),
        (
            ["extract", "in", "-o", ""],
            "factx: -o is empty: name a folder for the output, . for this one, or - to print facts\n",
        ),
        (
            ["extract", "in", "-o", "s3://b/out"],
            "factx: -o s3://b/out: an address: name a folder of this machine, or an --engine, which can write there\n",
        ),
        (
            ["extract", "HTTP://b/a", "-o", "out"],
            "factx: HTTP://b/a: an address, not a file: fetch it first (curl -L URL | factx extract - -o OUT)\n",
        ),
        *(
            (
                ["extract", "in", "-o", "-", option],
                f"factx: {option} is for a run with a folder: -o FOLDER; -o - keeps nothing\n",
            )
            for option in ("--parts", "--restart", "--retry-rejected")
        ),
        *(
            (
                ["extract", "in", "-o", "out", "--engine", "ray", *option],
                f"factx: {option[0]} is for a run without --engine\n",
            )
            for option in (["--parts"], ["--unread"], ["--retry-rejected"], ["--files-from", "-"])
        ),
        (
            ["extract", "in", "-o", "out", "--encoding", "utf9"],
            "factx: --encoding utf9: no encoding of this name is known\n",
        ),
        (["evaluate", "in", "in"], "factx: in/documents.jsonl: No such file or directory: run factx extract first\n"),
        (
            ["explain", "x", "--country", "Atlantis"],
            "factx: --country Atlantis: no country: give its ISO 3166 alpha-2 code, as CA\n",
        ),
    ],
)
def test_errors_are_one_line(articles, args, message):
    assert factx(*args, cwd=articles) == (2, "", message)
    assert sorted(p.name for p in articles.iterdir()) == ["in"] or not list((articles / "out").iterdir())


def test_usage_errors_exit_with_2(tmp_path):
    code, _, err = factx("extract", "-o", "out", cwd=tmp_path)
    assert code == 2
    assert "Missing argument" in err
    assert factx("extract", ".", "-o", "out", "--published", "yesterday", cwd=tmp_path)[0] == 2


def test_files_from_a_list_and_from_a_run_before(articles):
    (articles / "list").write_text("in/a.txt\nin/b.jsonl\n", "utf8")
    args = ("extract", "--files-from", "-", "-o", "out", "--id", "path", "--jobs", "2")
    code, _, err = factx(*args, cwd=articles, stdin=(articles / "list").read_text("utf8"))
    assert (code, err.count("rejected:")) == (2, 1)
    ids = [json.loads(line)["id"] for line in (articles / "out/documents.jsonl").read_text("utf8").splitlines()]
    assert ids == ["in/a.txt", "in/b.jsonl:1"]
    code, out, err = factx(*args[:2], "list", *args[3:], cwd=articles)
    assert (code, out.splitlines()[0], err) == (2, "out is complete already: nothing to do (--restart begins anew)", "")
    code, _, err = factx("extract", "in", "-o", "out", cwd=articles)
    assert (code, "--restart" in err, len(err.splitlines())) == (2, True, 1)


def test_an_engine_reads_files(articles):
    pytest.importorskip("pyspark")
    args = ("extract", "-", "-o", "out", "--engine", "spark")
    assert factx(*args, cwd=articles) == (2, "", "factx: -: an engine reads files, not stdin\n")


def test_unread(articles):
    (articles / "one.txt").write_text("He owed hundreds of dollars.", "utf8")
    code, out, _ = factx("extract", "one.txt", "-o", "out", "--unread", cwd=articles)
    assert code == 0
    assert out.splitlines()[0] == "one-d331c6f8: MONEY [hundreds of dollars]"


def test_evaluate(root, tmp_path):
    code, out, _ = factx("evaluate", str(root / "gold"), str(root / "outputs"), "--check", cwd=tmp_path)
    assert code == 0
    assert re.search(
        r"^factx:\S+\|model:.*\|gold:[0-9a-f]{12}\|documents:17\|schemes:SemEval-2013\+value\|seed:\d+$",
        out,
        re.MULTILINE,
    )
    assert [line.split()[0] for line in out.splitlines()[1:6]] == ["money", "percent", "organization", "date", "micro"]


def test_evaluate_check_fails_below_a_floor(root, tmp_path):
    for name in ("gold", "outputs"):
        (tmp_path / name).mkdir()
        for file in (root / name).glob("*.json*"):
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    facts = (tmp_path / "outputs/facts.jsonl").read_text("utf8").splitlines(keepends=True)
    (tmp_path / "outputs/facts.jsonl").write_text("".join(f for f in facts if '"kind":"money"' not in f), "utf8")
    (tmp_path / "outputs/run.json").unlink(missing_ok=True)  # else they are not what it says
    code, _, err = factx("evaluate", "gold", "outputs", "--check", cwd=tmp_path)
    assert code == 1
    assert "money.strict 0.000 is below its floor" in err
    code, _, err = factx("evaluate", "gold", "outputs", "--pin", cwd=tmp_path)
    assert (code, "would lower" in err) == (2, True)
    label = tmp_path / "gold/liaoning-2021-09-24.jsonl"
    label.write_text("".join(label.read_text("utf8").splitlines(keepends=True)[1:]), "utf8")
    code, _, err = factx("evaluate", "gold", "outputs", "--check", cwd=tmp_path)
    assert (code, err.startswith("gold changed: floors are pinned for")) == (1, True)


BROKEN = {
    "gold/floors.json": (b'{"gold": ', "gold/floors.json: bad JSON: Expecting value at column 10"),
    "outputs/run.json": (b"{model}", "outputs/run.json: bad JSON: Expecting property name enclosed in double quotes at column 2"),
    "outputs/documents.jsonl": (b'{"id": "caf\xe9", "text": "x"}\n', "outputs/documents.jsonl:1: not UTF-8: byte 0xe9"),
    "outputs/facts.jsonl": (b'{"id": "x"}\n', "outputs/facts.jsonl:1: Unable to extract tag using discriminator 'kind'"),
    "gold/liaoning-2021-09-24.jsonl": (b"\xff\n", "gold/liaoning-2021-09-24.jsonl:1: not UTF-8: byte 0xff"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_evaluate_says_which_file_is_broken(root, tmp_path, name):
    for folder in ("gold", "outputs"):
        (tmp_path / folder).mkdir()
        for file in (root / folder).glob("*.json*"):
            (tmp_path / folder / file.name).write_bytes(file.read_bytes())
    data, why = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    if name.endswith("s.jsonl"):
        (tmp_path / "outputs/run.json").unlink(missing_ok=True)  # else they are not what it says
    code, _, err = factx("evaluate", "gold", "outputs", "--check", cwd=tmp_path)
    assert (code, err) == (2, f"factx: {why}\n")


def test_explain(tmp_path):
    code, out, _ = factx(
        "explain",
        "The retailer Norden paid $3m last year.",
        "--published",
        "2021-09-24",
        "--country",
        "CA",
        cwd=tmp_path,
    )
    assert code == 0
    assert "  won  date [last year] by date.near_period\n  won  money [$3m] by money.sign_amount\n" in out
    assert re.search(r"\[Norden\] organization\.apposed strong", out)
    assert "  money [$3m] amount=3000000 currency=CAD currency_from=country  by money.sign_amount\n" in out
    assert "  a bare dollar is CAD: the country given, CA\n" in out
    assert "timex=2020 first_day=2020-01-01 last_day=2020-12-31  by date.near_period" in out


def test_explain_prints_what_the_stages_made(tmp_path):
    _, out, _ = factx("explain", "It ran from Monday to Friday.", "--published", "2021-09-24", cwd=tmp_path)
    assert "  part date [Monday] by date.weekday, of [Monday to Friday] by date.from_to\n" in out
    assert "  part date [Friday] by date.weekday, of [Monday to Friday] by date.from_to\n" in out
    _, out, _ = factx("explain", "It met on 30 February 2021.", cwd=tmp_path)
    assert "facts:\n" in out


def test_explain_reads_as_extract_does(tmp_path):
    (tmp_path / "aliases.csv").write_text("name,body\nNorden,Norden Water Group\n", "utf8")
    text = "The retailer Norden is now open."
    _, out, _ = factx("explain", text, "--vague-dates", "--aliases", "aliases.csv", cwd=tmp_path)
    assert "date [now] timex=PRESENT_REF  by date.vague_word" in out
    assert "org_id=norden-water-group" in out


def test_rules_and_schema(tmp_path):
    code, out, _ = factx("rules", cwd=tmp_path)
    assert code == 0
    assert "    reads    a fee of [€5-7 million] was asked  → amount=5000000 currency=EUR amount_to=7000000\n" in out
    code, out, _ = factx("schema", cwd=tmp_path)
    assert json.loads(out)["title"] == "Fact"


@pytest.mark.parametrize("command", ["extract", "evaluate", "explain", "rules", "schema"])
def test_help_has_an_example(tmp_path, command):
    code, out, _ = factx(command, "--help", cwd=tmp_path)
    assert code == 0
    assert f"Example: factx {command}" in re.sub(r"\s+", " ", out)


def test_version(tmp_path):
    assert installed("--version", cwd=tmp_path) == (0, "factx 0.1.0\n", "")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--timeout", "1e10"], "--timeout 1e+10: give 0.1 to 86,400 seconds"),
        (["--timeout", "inf"], "--timeout inf: give 0.1 to 86,400 seconds"),
        (["--timeout", "nan"], "--timeout nan: give 0.1 to 86,400 seconds"),
        (["--timeout", "0"], "--timeout 0: give 0.1 to 86,400 seconds"),
        (["--memory", "0.1"], "--memory 0.1: give 0.25 to 65,536 gigabytes, or 0 for no limit"),
        (["--memory", "1e300"], "--memory 1e+300: give 0.25 to 65,536 gigabytes, or 0 for no limit"),
        (["--max-size", "nan"], "--max-size nan: give 0.001 to 1,024 megabytes"),
        (["--max-size", "1e20"], "--max-size 1e+20: give 0.001 to 1,024 megabytes"),
        (["--part-size", "inf"], "--part-size inf: give 0.001 to 65,536 megabytes"),
    ],
)
def test_limits_are_within_bounds(tmp_path, option, message):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    assert factx("extract", "a.txt", "-o", "out", *option, cwd=tmp_path) == (2, "", f"factx: {message}\n")
    assert not (tmp_path / "out").exists()


def test_one_document_has_one_worker(tmp_path, monkeypatch):
    """However many are asked for; a machine of two cores is worth eight."""
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    started = []
    init = WorkerWithin.__init__
    monkeypatch.setattr(WorkerWithin, "__init__", lambda self, *how: (started.append(self), init(self, *how))[1])
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    code, _, err = factx("extract", "a.txt", "-o", "out", "--jobs", "1000000", cwd=tmp_path)
    assert (code, err) == (0, "factx: --jobs 1000000 is more than this machine can use: 8 workers at most\n")
    assert len(started) == 1


def test_a_missing_path_of_a_list_is_rejected_and_the_others_go_on(tmp_path):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    (tmp_path / "b.xyz").write_bytes(b"\x00\x01")
    code, _, err = factx("extract", "--files-from", "-", "-o", "out", cwd=tmp_path, stdin="gone.txt\na.txt\nb.xyz\n")
    assert code == 2
    assert err.splitlines()[0] == "rejected: gone.txt: no such file or folder"
    assert err.splitlines()[1].startswith("rejected: b.xyz: ")
    assert len((tmp_path / "out/documents.jsonl").read_text("utf8").splitlines()) == 1


def test_many_rejections_are_counted(tmp_path):
    (tmp_path / "a.jsonl").write_text("{bad\n" * 300, "utf8")
    code, _, err = factx("extract", "a.jsonl", "-o", "out", cwd=tmp_path)
    assert (code, len(err.splitlines())) == (2, 21)
    assert err.splitlines()[-1] == "rejected: 280 more: all are in rejected.jsonl"
