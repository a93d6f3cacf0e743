"""What a run tells of its inputs: how fields were chosen, each way once; rejections, the first ones; options without effect."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factx.batch import Outcome
from factx.batch.summary import Summary
from factx.cli import app
from factx.cli.progress import Watch
from factx.read import Listed, ReadOptions, documents, files, records
from factx.records import Rejection


def put(folder, name, data):
    (folder / name).write_text(data, "utf8")
    return folder / name


def chosen(*paths):
    summary = Summary("m")
    for found in files(paths):
        summary.choose(records(found, ReadOptions()))
    return summary


def test_choices_are_written_to_run_json(tmp_path):
    a = put(tmp_path, "a.csv", "headline;body;pub_date\nH;Paid $5m.;27/10/1989\n")
    b = put(tmp_path, "b.csv", "headline;body;pub_date\nH;Paid $6m.;28/10/1989\n")
    c = put(tmp_path, "c.jsonl", json.dumps({"text": "Paid."}) + "\n")
    fields = chosen(a, b, c).as_run()["fields"]
    assert fields == [
        {
            "choice": "text from body, title from headline, published from pub_date (day first); delimiter ;",
            "files": 2,
            "first": str(a),
        },
        {"choice": "text from text", "files": 1, "first": str(c)},
    ]


def test_choices_are_told_once_where_they_are_not_plain(tmp_path, capsys):
    a = put(tmp_path, "a.csv", "body\nPaid $5m.\n")
    summary = chosen(a, put(tmp_path, "b.csv", "body\nPaid $6m.\n"), put(tmp_path, "c.jsonl", '{"text": "Paid."}\n'))
    with Watch(unread=False, table=True) as watch:
        watch.seen(Outcome(remark=True), summary)
        watch.seen(Outcome(), summary)
    told = capsys.readouterr().err.splitlines()
    assert told == [f"{a}: text from body", "1 articles with a remark on their record: field remark of documents"]


@pytest.mark.parametrize(("table", "count"), [(True, 21), (False, 300)])
def test_the_first_rejections_are_printed_where_a_folder_has_them_all(table, count, capsys):
    with Watch(unread=False, table=table) as watch:
        for n in range(300):
            watch.seen(Outcome(rejection=Rejection(path=f"{n}", reason="no text")), Summary("m"))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == count
    assert (said[-1] == "rejected: 280 more: all are in rejected.jsonl") == table


def test_a_missing_path_of_a_list_costs_no_other(tmp_path):
    found = list(documents([Listed(tmp_path / "none.txt"), Listed(put(tmp_path, "a.txt", "Paid."))]))
    assert [getattr(d, "reason", None) or d.text for d in found] == ["no such file or folder", "Paid."]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["https://a.example/b.txt", "-o", "out"], "https://a.example/b.txt: an address, not a file"),
        (["a.txt", "-o", "out", "--cluster", "x"], "--cluster is the address for --engine"),
        (["a.txt", "-o", "-", "--format", "parquet"], "--format parquet needs a folder"),
    ],
)
def test_what_has_no_effect_is_refused(options, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["extract", *options])
    assert done.exit_code != 0
    assert said in str(done.exception)
    assert not Path("out").exists()
