"""The gate against silent nonsense: what it lists, what it leaves alone, and the corpus."""

import json
import re

import pytest

from facts import fact_at
from factx.evaluate.suspicious import suspicious
from factx.records import FACT, Document, fact_id
from within import factx


def made(marked, kind, **own):
    """Return a fact of the span in [brackets] and its document."""
    text = re.sub(r"[\[\]]", "", marked)
    start, end = marked.index("["), marked.index("]") - 1
    document = Document(id="d", text=text, published="2021-09-24")
    return fact_at(text, (start, end), kind, **own), document


@pytest.mark.parametrize(
    ("marked", "kind", "own", "reason"),
    [
        ("It rose [2021 percent] then.", "percent", {"value": "2021", "unit": "percent"}, "above 1,000 percent"),
        ("Cut by [20000 bps] then.", "percent", {"value": "20000", "unit": "basis_point"}, "above 10,000 basis point"),
        ("A share of [2 to 400%] then.", "percent", {"value": "2", "value_to": "400", "unit": "percent"}, "a range over 100 times its lower end"),
        ("It paid [$5 to $900 million].", "money", {"amount": "5", "amount_to": "900000000", "currency": "USD"}, "a range over 100 times its lower end"),
        ("They left [2012 euros] there.", "money", {"amount": "2012", "currency": "EUR"}, "an amount written like a year"),
        ("Back [at the time] then.", "date", {"timex": "1666", "first_day": "1666-01-01", "last_day": "1666-12-31"}, "355 years from the publication date"),
        ("A margin of 7/[8 percent] then.", "percent", {"value": "8", "unit": "percent"}, "begins inside a number"),
        ("It paid [$3].5 then.", "money", {"amount": "3", "currency": "USD"}, "ends inside a number"),
    ],
)  # fmt: skip
def test_lists(marked, kind, own, reason):
    fact, document = made(marked, kind, **own)
    assert [d.reason for d in suspicious([fact], document)] == [reason]


@pytest.mark.parametrize(
    ("marked", "kind", "own"),
    [
        ("It rose [900 percent] then.", "percent", {"value": "900", "unit": "percent"}),
        ("It paid [$2,012] then.", "money", {"amount": "2012", "currency": "USD"}),
        ("It paid [$2012 million] then.", "money", {"amount": "2012000000", "currency": "USD"}),
        ("It costs [€5-7 million] now.", "money", {"amount": "5000000", "amount_to": "7000000", "currency": "EUR"}),
        ("Founded in [1666] there.", "date", {"timex": "1666", "first_day": "1666-01-01", "last_day": "1666-12-31"}),
        ("It paid [$3]. 5 came.", "money", {"amount": "3", "currency": "USD"}),
    ],
)
def test_leaves_alone(marked, kind, own):
    fact, document = made(marked, kind, **own)
    assert list(suspicious([fact], document)) == []


def test_two_facts_that_split_one_number():
    first, document = made("It paid [$3].5 then.", "money", amount="3", currency="USD")
    second = FACT.validate_python(
        first.model_dump() | {"id": fact_id("d", 11, 12, "money"), "text": "5", "start": 11, "end": 12}
    )
    assert [d.reason for d in suspicious([second, first], document)] == [
        "ends inside a number", "begins inside a number", "two facts split one number",
    ]  # fmt: skip


def test_none_in_the_corpus(corpus, corpus_facts):
    found = [(d.fact.text, d.reason) for document in corpus for d in suspicious(corpus_facts[document.id], document)]
    assert found == []


def test_command(tmp_path):
    fact, document = made("It rose [2021 percent] then.", "percent", value="2021", unit="percent")
    (tmp_path / "documents.jsonl").write_text(document.model_dump_json() + "\n", "utf8")
    (tmp_path / "facts.jsonl").write_text(fact.model_dump_json() + "\n", "utf8")
    code, out, _ = factx("suspicious", ".", cwd=tmp_path)
    assert (code, out.splitlines()) == (
        1, ["above 1,000 percent: d: It rose [2021 percent] then.  by gold", "1 facts, 1 suspicious"],
    )  # fmt: skip
    (tmp_path / "facts.jsonl").write_text(
        json.dumps(json.loads(fact.model_dump_json()) | {"value": "20"}) + "\n", "utf8"
    )
    assert factx("suspicious", ".", cwd=tmp_path)[:2] == (0, "1 facts, 0 suspicious\n")
