"""Sentences whose dates were read wrongly once: direction, what a phrase points back to, ranges."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from factx import pipeline
from factx.kinds import date as dates
from factx.overlaps import resolve
from factx.records import Document
from factx.rules.context import Context

ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "faults/date_resolution.jsonl").read_text("utf8").splitlines()
]
EXAMPLES = [sentence.replace("[", "").replace("]", "") for rule in dates.KIND.rules for sentence in rule.finds]
FIRST = date(2023, 1, 1)  # the year after holds a 29 February
DAYS = [FIRST + timedelta(days=n) for n in range(0, 731, 29)] + [date(2023, 12, 31), date(2024, 2, 29)]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_reads(row):
    document = Document(id="row", text=row["text"], published=row["published"])
    found = [m for m in pipeline.rule_mentions(document) if m.kind == "date"]
    values = [f"{row['text'][m.start : m.end]} = {m.value.timex} {m.value.mod or ''}".rstrip() for m in found]
    assert values == row["expected"]


@pytest.mark.parametrize("text", EXAMPLES)
def test_no_date_disappears_on_any_day(text):
    document = Document(id="example", text=text)
    for published in DAYS:
        context = Context.of(document.model_copy(update={"published": published}))
        matched = resolve((m for m in pipeline.READER.read(context) if m.kind == "date"), pipeline.KINDS)
        settled = dates.settle(matched, context)
        lost = [m for m in matched if not any(s.start <= m.start and m.end <= s.end for s in settled)]
        assert not lost, published
