"""Sentences whose dates were read wrongly once: lengths, parts of a period, numbers that are days, and what is no date."""

import json
from datetime import date
from pathlib import Path

import pytest

from factx import pipeline
from factx.kinds import KINDS
from factx.kinds.date.resolve.when import Moment, resolve
from factx.kinds.date.words import exists
from factx.records import Document
from factx.rules.context import Context
from generated import Strings

ROWS = [json.loads(line) for line in (Path(__file__).parent / "faults/dates.jsonl").read_text("utf8").splitlines()]
PUBLISHED = [date(2021, 9, 24), date(2020, 2, 29), date(2022, 1, 1), date(2022, 12, 31), None]


def case(row):
    gap = row.get("gap")
    marks = [pytest.mark.xfail(strict=True, reason=gap)] if gap else []
    return pytest.param(row, id=f"{row['class']}: {row['text']}", marks=marks)


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_reads(row):
    document = Document(id="row", text=row["text"], published=row["published"])
    found = [m for m in pipeline.rule_mentions(document) if m.kind == "date"]
    values = [
        " ".join(
            [
                f"{row['text'][m.start : m.end]} = {m.value.timex}",
                *filter(None, [m.value.mod]),
                *["REC"] * m.value.recurring,
            ]
        )
        for m in found
    ]
    assert values == row["expected"]


@pytest.mark.parametrize(
    "rule", [r for r in KINDS["date"].rules if not r.name.endswith("short_year")], ids=lambda r: r.name
)
def test_whatever_a_pattern_accepts_has_a_value_or_none(rule):
    """No production raises, and what it returns resolves to a TIMEX3 value of the calendar on any day."""
    strings, reached = Strings(rule.source, seed=7), 0
    for _ in range(60):
        made, begin = strings.one()
        text = f"in {made}, it"
        m = rule.pattern.match(text, begin + 3)
        for published in PUBLISHED if m else ():
            reached += 1
            values = [mention.value.says for mention in rule.mentions(m, Context(text, published))]
            bad = [says for says in values if not exists(resolve(says, Moment(published)))]
            assert not bad, (text, published)
    assert reached
