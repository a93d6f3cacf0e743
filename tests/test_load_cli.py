"""The load command, as a user sees it."""

import json

import pytest

from within import factx

BAD = "id: Field required"


def numbers(out):
    """The rows of the table printed."""
    rows = [line.strip("│ \n").split("│") for line in out.splitlines() if line.startswith("│")]
    return {name.strip(): tuple(int(n.replace(",", "")) for n in counts) for name, *counts in rows}


@pytest.fixture
def outputs(tmp_path, root):
    folder = tmp_path / "outputs"
    folder.mkdir()
    for name in ("documents", "facts"):
        (folder / f"{name}.jsonl").write_bytes((root / f"outputs/{name}.jsonl").read_bytes())
    return folder


@pytest.fixture
def articles(outputs):
    """How many documents there are."""
    return (outputs / "documents.jsonl").read_bytes().count(b"\n")


def test_load_into_the_default(outputs, articles, tmp_path):
    n = (outputs / "facts.jsonl").read_bytes().count(b"\n")
    code, out, err = factx("load", "outputs", "--dry-run", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert "would change" in out
    assert not (tmp_path / "facts.duckdb").exists()
    code, out, err = factx("load", "outputs", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert numbers(out) == {"new": (articles, n, 0), "changed": (0, 0, 0), "unchanged": (0, 0, 0), "deleted": (0, 0, 0)}
    assert numbers(factx("load", "outputs", cwd=tmp_path)[1])["unchanged"] == (articles, n, 0)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["facts.duckdb", "outputs"]
    assert sorted(p.name for p in outputs.iterdir()) == ["documents.jsonl", "facts.jsonl"]


def test_url_from_the_environment_and_lines_from_stdin(outputs, articles, tmp_path):
    lines = (outputs / "documents.jsonl").read_bytes() + (outputs / "facts.jsonl").read_bytes()
    code, out, _ = factx("load", "-", cwd=tmp_path, stdin=lines, FACTX_DATABASE="sqlite:///facts.db")
    assert (code, numbers(out)["new"][0]) == (0, articles)
    assert (tmp_path / "facts.db").exists()


def test_bad_lines(outputs, articles, tmp_path):
    facts = (outputs / "facts.jsonl").read_bytes().splitlines(keepends=True)
    (outputs / "facts.jsonl").write_bytes(b"".join([b"{}\n" * 7, *facts]))
    code, _, err = factx("load", "outputs", "sqlite:///strict.db", "--strict", cwd=tmp_path)
    assert code == 2
    kept = "outputs/load-rejected.jsonl"
    assert err == f"factx: nothing was loaded: outputs/facts.jsonl:1: {BAD}, and 6 more; all are in {kept}\n"
    code, out, err = factx("load", "outputs", "sqlite:///facts.db", cwd=tmp_path)
    assert (code, numbers(out)["new"]) == (2, (articles, len(facts), 0))
    assert err.splitlines()[0] == f"rejected: outputs/facts.jsonl:1: {BAD}"
    assert err.splitlines()[-1] == f"rejected: 7 lines in all: see {kept}"
    assert [json.loads(line)["line"] for line in (tmp_path / kept).read_text("utf8").splitlines()] == list(range(1, 8))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["load", "none"], "no such file or folder: none"),
        (["load", "."], "./documents.jsonl: No such file or directory: run factx extract first"),
        (["load", "outputs", "outputs"], "outputs: no database that factx knows: give facts.db (SQLite), facts.duckdb"),
        (["load", "outputs", "outputs/facts.jsonl"], "outputs/facts.jsonl: no database that factx knows"),
        (["extract", "none.txt", "-o", "o", "--load", "mysql://host/x"], "no database that factx knows"),
        (["extract", "none.txt", "-o", "o", "--load", "none/facts.db"], "sqlite:///none/facts.db: no such folder"),
        (["load", "outputs", "facts.db", "--rejected", "notes.txt"], "notes.txt: is there and holds no rejected lines"),
        (
            ["extract", "outputs", "-o", "-", "--load", "sqlite:///facts.db"],
            "--load needs a folder of this machine for the outputs: -o FOLDER, no --engine",
        ),
    ],
)
def test_errors_are_one_line(outputs, tmp_path, args, message):
    (tmp_path / "notes.txt").write_text("mine", "utf8")
    code, out, err = factx(*args, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith(f"factx: {message}")
    assert err.count("\n") == 1
    assert (tmp_path / "notes.txt").read_text("utf8") == "mine"
    assert not (tmp_path / "o").exists()


def test_the_days_before_stay(tmp_path):
    """Files of the same name in two folders: two articles, of which the second does not take the first one's place."""
    for day, text in (("mon", "Oil fell 3% on Monday."), ("tue", "Norden Foods Inc. paid $5m for two mills in Ohio.")):
        (tmp_path / day).mkdir()
        (tmp_path / day / "001.jsonl").write_text(json.dumps({"id": "001", "text": text}) + "\n", "utf8")
        assert factx("extract", f"{day}/001.jsonl", "-o", f"{day}/out", cwd=tmp_path)[0] == 0
    assert factx("load", "mon/out", "news.duckdb", cwd=tmp_path)[0] == 0
    code, out, err = factx("load", "tue/out", "news.duckdb", cwd=tmp_path)
    assert code == 2
    assert (
        "rejected: tue/out/documents.jsonl:1: the id '001' is another article's in the database (mon/001.jsonl, here tue/001.jsonl)"
        in err
    )
    assert numbers(out)["new"] == numbers(out)["changed"] == numbers(out)["deleted"] == (0, 0, 0)
    code, out, _ = factx("load", "tue/out", "news.duckdb", "--replace", cwd=tmp_path)
    assert (code, numbers(out)["changed"][0], "loaded into duckdb:///news.duckdb" in out) == (0, 1, True)


def test_extract_and_load(tmp_path):
    (tmp_path / "a.txt").write_text("Norden Holdings Inc. sold a mill for €5-7 million.", "utf8")
    code, out, err = factx("extract", "a.txt", "-o", "out", "--load", "sqlite:///facts.db", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert out.index("loaded") < out.index("money facts")
    n = (tmp_path / "out/facts.jsonl").read_bytes().count(b"\n")
    assert numbers(factx("load", "out", "sqlite:///facts.db", cwd=tmp_path)[1])["unchanged"] == (1, n, 1)


def test_help_has_an_example(tmp_path):
    code, out, _ = factx("load", "--help", cwd=tmp_path)
    assert code == 0
    assert "Example: factx load outputs/ sqlite:///facts.db" in out
    assert "FACTX_DATABASE" in out


def days(tmp_path):
    """Two days of articles whose files have the same names, extracted."""
    for day, amount in (("mon", 5), ("tue", 6)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "export.csv").write_text(f"text\nNorden paid ${amount}m.\nIt paid 1 euro.\n", "utf8")
        (tmp_path / day / "001.txt").write_text(f"Norden paid ${amount}bn.", "utf8")
        assert factx("extract", day, "-o", f"{day}-out", cwd=tmp_path)[0] == 0
    return tmp_path


def test_another_day_does_not_replace_the_first(tmp_path):
    days(tmp_path)
    for day, new, same in (("mon", 3, 0), ("tue", 2, 1)):  # one row is the same article on both days
        code, out, _ = factx("load", f"{day}-out", "sqlite:///facts.db", cwd=tmp_path)
        assert (code, numbers(out)["new"][0], numbers(out)["changed"][0]) == (0, new, same)


def test_a_folder_that_is_not_as_it_was_written_is_not_loaded(tmp_path):
    (tmp_path / "a.txt").write_text("Norden Holdings Inc. sold a mill for €5-7 million.", "utf8")
    factx("extract", "a.txt", "-o", "out", cwd=tmp_path)
    assert factx("verify", "out", cwd=tmp_path)[:2][0] == 0
    facts = tmp_path / "out/facts.jsonl"
    whole = facts.read_bytes()
    for data, what in (
        (whole[:-5], "bytes where run.json says"),
        (bytes(len(whole)), "other content"),
        (None, "is gone"),
    ):
        facts.unlink() if data is None else facts.write_bytes(data)
        code, out, err = factx("load", "out", "sqlite:///facts.db", cwd=tmp_path)
        assert (code, out, what in err, len(err.splitlines())) == (2, "", True, 1)
        assert not (tmp_path / "facts.db").exists()
        code, out, err = factx("verify", "out", cwd=tmp_path)
        assert (code, out, what in err) == (1, "", True)
    facts.write_bytes(whole)
    code, out, err = factx("verify", "out", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith("out: 5 files, ")


def test_verify_says_what_is_no_finished_run(tmp_path):
    (tmp_path / "parts").mkdir()
    assert factx("verify", ".", cwd=tmp_path) == (2, "", "factx: . holds no run of factx: no run.json\n")
    (tmp_path / "parts/run.json").write_text("{}", "utf8")
    assert factx("verify", ".", cwd=tmp_path) == (2, "", "factx: . holds an unfinished run\n")


def test_a_database_may_lie_in_the_folder_of_the_outputs(tmp_path):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    assert factx("extract", "a.txt", "-o", "out", "--load", "sqlite:///out/facts.db", cwd=tmp_path)[0] == 0
    assert (tmp_path / "out/facts.db").exists()


def test_a_line_that_is_not_loaded_does_not_hide_what_was_extracted(tmp_path):
    for day, cost in (("mon", 5), ("tue", 6)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "a.jsonl").write_text(json.dumps({"id": "a", "text": f"It cost ${cost}."}), "utf8")
        code, out, _ = factx("extract", f"{day}/a.jsonl", "-o", f"{day}/out", "--load", "facts.db", cwd=tmp_path)
        assert (code, "money facts" in out) == (2 if day == "tue" else 0, True)
