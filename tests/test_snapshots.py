"""What the commands print, whole: a change of a word or a column shows in the diff (pytest --force-regen remakes it)."""

import json
import re

import pytest

from facts import row_at
from within import factx

ARTICLE = """Norden sells its mill

Published: 24 September 2021

Norden Holdings Inc. sold a mill for about €5-7 million in May last year. Sales rose 13.6 percent.
"""


@pytest.fixture
def extracted(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(ARTICLE, "utf8")
    (tmp_path / "in/b.jsonl").write_text('{"id": "b", "text": "Prices rose 5% last month."}\n{bad\n', "utf8")
    return tmp_path, factx("extract", "in", "-o", "out", cwd=tmp_path)


def transcript(done):
    """A command's exit code and output, with what differs from run to run masked."""
    code, out, err = done
    out = re.sub(r"(?<=factx:)\d[^|]*", "VERSION", out)
    out = re.sub(r"(│ seconds +│) +[\d.]+ ", r"\1 N.N ", out)
    lines = (re.sub(r"([─ ])\1+", r"\1", line) if line[:1] in "┌│└" else line for line in out.splitlines())
    out = "\n".join(line.rstrip() for line in lines)
    return f"exit code {code}\n--- stdout\n{out}\n--- stderr\n{err}"


def test_extract(extracted, file_regression):
    file_regression.check(transcript(extracted[1]))


def test_load(extracted, file_regression):
    dry = factx("load", "out", "sqlite:///facts.db", "--dry-run", cwd=extracted[0])
    loaded = factx("load", "out", "sqlite:///facts.db", cwd=extracted[0])
    file_regression.check(transcript(dry) + transcript(loaded))


def label(kind, words, **own):
    return row_at(ARTICLE, words, kind, "a", **own)


def test_evaluate(extracted, file_regression):
    labels = [
        label("money", "€5-7 million", amount="5000000", amount_to="8000000", currency="EUR", qualifier="about"),
        label("percent", "13.6 percent", value="13.6", unit="percent"),
        label("date", "May last year", timex="2020-05", first_day="2020-05-01", last_day="2020-05-31"),
        label("date", "24 September 2021", timex="2021-09-24", first_day="2021-09-24", last_day="2021-09-24"),
        label("organization", "Norden", name="Norden Holdings Inc.", org_id="norden-holdings-inc", optional=True),
        label("percent", "Sales", value="1", unit="percent", note="a miss"),
    ]
    (extracted[0] / "gold").mkdir()
    (extracted[0] / "gold/a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in labels), "utf8")
    file_regression.check(transcript(factx("evaluate", "gold", "out", "--errors", cwd=extracted[0])))


def test_rules(tmp_path, file_regression):
    code, out, err = factx("rules", cwd=tmp_path)
    name, *examples = out.splitlines()
    first = [next(line for line in examples if line.startswith(f"    {verb}")) for verb in ("reads", "refuses")]
    file_regression.check(transcript((code, "\n".join([name, *first]), err)))


def test_schema(tmp_path, data_regression):
    _, out, _ = factx("schema", cwd=tmp_path)
    fields = {name: sorted(model["properties"]) for name, model in json.loads(out)["$defs"].items()}
    data_regression.check(fields)
