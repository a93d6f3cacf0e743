"""How far two annotators agree: F1 of spans, Cohen's kappa as scikit-learn has it."""

import random

import pytest
from sklearn.metrics import cohen_kappa_score
from typer.testing import CliRunner

from factx.cli import app
from factx.errors import GoldError, InputError
from factx.evaluate.agreement import ALL, agreement, kappa, share
from factx.label.book import Book
from factx.label.rows import Shelf
from factx.records import Document

TEXT = "Nord said sales rose 5 percent to $3 million and costs fell 2 percent in May 2021."


def test_kappa_is_that_of_scikit_learn():
    dice = random.Random(5)
    for size in (10, 50, 200):
        pairs = [(dice.choice("abc"), dice.choice("abcd")) for _ in range(size)]
        assert kappa(pairs) == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a"), ("a", "a")], None),  # chance alone
        ([], None),
    ],
)
def test_kappa_of_known_tables(pairs, expected):
    assert kappa(pairs) == expected


def span(text, kind, **values):
    start = TEXT.index(text)
    return {"kind": kind, "start": start, "end": start + len(text), "text": text, "values": values}


@pytest.fixture
def two(tmp_path):
    """Two annotators who differ: one span longer, one value, one label that only the first has."""

    def label(name, *given, said=None):
        documents = {"d": Document(id="d", text=TEXT), name: Document(id=name, text=TEXT)}
        book = Book(documents, Shelf(tmp_path / name, documents))
        for version, each in enumerate(given):
            book.change("d", version, "put", each)
        number = next(row["id"] for row in book.shown("d")["facts"] if row["text"] == "5 percent")
        book.change("d", len(given), "say", said | {"fact_id": number})
        book.change(name, 0, "keep", {})
        return tmp_path / name

    five, three = span("5 percent", "percent", value="5", unit="percent"), {"amount": "3m", "currency": "USD"}
    two = span("2 percent", "percent", value="2", unit="percent")
    a = label(
        "a",
        five,
        two,
        span("$3 million", "money", **three),
        span("May 2021", "date", timex="2021-05"),
        said={"change": "up", "role": "change"},
    )
    one = two | {"values": {"value": "2", "unit": "percentage_point"}}
    b = label("b", five, one, span("$3 million and", "money", **three), said={"change": "up", "role": "level"})
    return a, b


def test_agreement_of_two(two):
    found = agreement(*two)
    assert found.documents == 1
    assert found.labels == {"money": (1, 1), "percent": (2, 2), "organization": (0, 0), "date": (1, 0)}
    f1 = {kind: (by["strict"].f1, by["type"].f1) for kind, by in found.spans.items()}
    assert f1 == {"money": (0, 1), "percent": (1, 1), "organization": (0, 0), "date": (0, 0)}
    assert share(found.values["percent", ALL]) == 0.5
    assert share(found.values["money", ALL]) == 1
    assert [found.values["said", slot] for slot in ("change", "role")] == [[("up", "up")], [("change", "level")]]
    assert found.said == (1, 1, 1)
    turned = agreement(*reversed(two))
    assert {kind: by["strict"].f1 for kind, by in turned.spans.items()} == {
        kind: by["strict"].f1 for kind, by in found.spans.items()
    }


def test_the_command(two):
    done = CliRunner().invoke(app, ["agreement", *map(str, two)])
    assert done.exit_code == 0
    assert "1 documents that a and b have both labelled" in done.output
    assert any(line.split() == ["percent", "2", "2", "1.000", "1.000"] for line in done.output.splitlines())
    assert any(line.split() == ["percent", "unit", "2", "0.500", "0.000"] for line in done.output.splitlines())


def test_no_agreement_without_two(two, tmp_path):
    with pytest.raises(InputError, match="both labelled"):
        agreement(two[0], tmp_path / "nobody")
    file = two[0] / "d.jsonl"
    file.write_text(file.read_text("utf8").replace('"rule"', '"suggested": "factx", "rule"', 1), "utf8")
    with pytest.raises(GoldError, match="not confirmed"):
        agreement(*two)
    file.write_text("[1]\n", "utf8")
    with pytest.raises(GoldError, match=r"d.jsonl:1: not a label: an object with a doc_id"):
        agreement(*two)
