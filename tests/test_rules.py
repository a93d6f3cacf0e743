"""Every example of every rule, judged against all rules: each sentence has exactly the readings in brackets."""

import dataclasses
import re
from datetime import date

import pytest

from factx import pipeline
from factx.kinds.date import Dated, When
from factx.records import Document

PUBLISHED = date(2021, 9, 24)
FINDS = [
    pytest.param(sentence, values, id=f"{rule.name}: {sentence}")
    for rule in pipeline.RULES
    for sentence, values in rule.finds.items()
]
SKIPS = [
    pytest.param(rule.name, sentence, id=f"{rule.name}: {sentence}")
    for rule in pipeline.RULES
    for sentence in rule.skips
]


def marked(sentence):
    """Split a sentence marked with [brackets] into plain text and the spans that were marked."""
    spans, plain = [], ""
    for piece in re.split(r"(\[[^\]]*\])", sentence):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]")
    return plain, spans


def comparable(value):
    return Dated(value.timex, value.mod, value.recurring, value.qualifier) if isinstance(value, When) else value


def read(text, kind):
    document = Document(id="example", text=text, published=PUBLISHED)
    return [m for m in pipeline.rule_mentions(document) if m.kind == kind]


@pytest.mark.parametrize(("sentence", "values"), FINDS)
def test_reads_exactly_what_is_marked(sentence, values):
    values = values if isinstance(values, list) else [values]
    text, spans = marked(sentence)
    kind = "date" if isinstance(values[0], Dated) else values[0].kind
    found = read(text, kind)
    if isinstance(values[0], Dated) and len(spans) == 1:
        found = [m for m in found if (m.start, m.end) in spans or any(m.start < e and s < m.end for s, e in spans)]
    assert [(text[m.start : m.end], comparable(m.value)) for m in found] == [
        (text[s:e], v) for (s, e), v in zip(spans, values, strict=True)
    ]


@pytest.mark.parametrize(("rule", "sentence"), SKIPS)
def test_refuses(rule, sentence):
    kind = rule.split(".")[0]
    found = read(sentence, kind)
    assert [sentence[m.start : m.end] for m in found if m.kind == kind] == []


def test_every_rule_is_proved():
    assert [rule.name for rule in pipeline.RULES if not rule.finds] == []
    names = [rule.name for rule in pipeline.RULES]
    assert len(set(names)) == len(names)


def test_values_are_dataclasses():
    assert all(
        dataclasses.is_dataclass(v)
        for r in pipeline.RULES
        for vs in r.finds.values()
        for v in (vs if isinstance(vs, list) else [vs])
    )
