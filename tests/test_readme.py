"""README's examples run, and its record and scores are true."""

import doctest
import json
import re

import factx
from factx import evaluate
from factx.records import Document
from factx.report import terminal as report


def test_python_examples(root):
    failed, tried = doctest.testfile(str(root / "README.md"), module_relative=False)
    assert (failed, tried > 2) == (0, True)


def test_package_example():
    assert doctest.testmod(factx).failed == 0


def test_the_record_shown_is_the_record_made(root):
    readme = (root / "README.md").read_text("utf8")
    text = re.search(r"^> (.+)$", readme, re.MULTILINE)[1]
    record = json.loads(re.search(r"```json\n(.+?)```", readme, re.DOTALL)[1])
    document = Document(id="article", text=text, published="2021-09-24")
    facts = next(factx.Extractor()([document]))
    assert record in [json.loads(f.model_dump_json()) for f in facts]


def test_the_scores_shown_are_the_scores(root):
    documents, facts, _ = evaluate.load_outputs(root / "outputs")
    gold = evaluate.load_gold(root / "gold", documents)
    lines = report.score_lines(evaluate.score(gold, facts), gold, "")
    table = "\n".join(line.rstrip() for line in lines[:6])
    assert table in (root / "README.md").read_text("utf8"), f"README's scores are not today's:\n{table}"
