"""Sentences that were once read wrongly, by class of fault: each has exactly the money and percent facts listed."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from factx.pipeline import rule_mentions
from factx.records import Document

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "faults" / "money_percent.jsonl").read_text("utf8").splitlines()
]
KNOWN_GAPS: dict[str, str] = {}
EXPECTED = re.compile(
    r"(?P<span>.*)=(?P<low>-?[\d.]+?)(?:\.\.(?P<high>-?[\d.]+))? (?P<unit>\S+)(?: q=(?P<qualifier>\S+))?(?: per=(?P<per>.+))?"
)


def wanted(line):
    m = EXPECTED.fullmatch(line)
    return (
        m["span"],
        Decimal(m["low"]),
        Decimal(m["high"]) if m["high"] else None,
        m["unit"],
        m["qualifier"],
        m["per"],
    )


def found(text, mention):
    value = mention.value
    span = text[mention.start : mention.end]
    if mention.kind == "money":
        return (span, value.amount, value.amount_to, value.currency, value.qualifier, value.per)
    return (span, value.value, value.value_to, value.unit, value.qualifier, None)


def case(row):
    gap = KNOWN_GAPS.get(row["text"])
    marks = pytest.mark.xfail(reason=gap, strict=True) if gap else ()
    return pytest.param(row, marks=marks, id=f"{row['class']}: {row['text']}")


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_reads_exactly_what_is_expected(row):
    document = Document(id="d", text=row["text"], published=row["published"], country=row["country"])
    mentions = [m for m in rule_mentions(document) if m.kind in row["kinds"]]
    assert [found(row["text"], m) for m in mentions] == [wanted(line) for line in row["expected"]]


def test_known_gaps_are_of_the_table():
    assert set(KNOWN_GAPS) <= {row["text"] for row in ROWS}
