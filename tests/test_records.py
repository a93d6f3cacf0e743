"""No wrong fact can be built."""

import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from pydantic import ValidationError

from factx.records import FACT, Document, MoneyFact, fact_id
from factx.tables import TABLES
from factx.values import currency_codes

DOCUMENT = Document(id="d", text="It paid $5m to $7m last year.", published="2021-09-24")


def row(**changes):
    start, end = changes.pop("start", 8), changes.pop("end", 11)
    kind = changes.get("kind", "money")
    base = {
        "id": fact_id("d", start, end, kind),
        "doc_id": "d",
        "kind": "money",
        "text": "$5m",
        "start": start,
        "end": end,
    }
    base |= {"sentence_start": 0, "sentence_end": 29, "rule": "gold", "amount": "5000000", "currency": "USD"}
    return base | changes


def date_row(**changes):
    start, end = 19, 28
    base = {
        "id": fact_id("d", start, end, "date"),
        "doc_id": "d",
        "kind": "date",
        "text": "last year",
        "start": start,
        "end": end,
    }
    base |= {
        "sentence_start": 0,
        "sentence_end": 29,
        "rule": "gold",
        "timex": "2020",
        "first_day": "2020-01-01",
        "last_day": "2020-12-31",
    }
    return base | changes


def check(data):
    return FACT.validate_python(data, context={"document": DOCUMENT})


def test_a_true_fact_stands():
    fact = check(row())
    assert isinstance(fact, MoneyFact)
    assert fact.amount == Decimal(5000000)
    assert json.loads(fact.model_dump_json())["amount"] == "5000000"
    assert FACT.validate_json(fact.model_dump_json()) == fact


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (row(text="$6m"), "text is not the slice"),
        (row(text="$5"), "in a span of"),
        (row(start=30, end=33, sentence_start=30, sentence_end=40), "past the end"),
        (row(sentence_start=9), "sentence does not hold"),
        (row(id="0" * 16), "id is not the hash"),
        (row(currency="XYZ"), "no ISO 4217 code"),
        (row(currency="usd"), "no ISO 4217 code"),
        (row(amount=5.0), "a float is not exact"),
        (row(amount="NaN"), "finite"),
        (row(amount_to="5000000"), "not above"),
        (row(amount_to="4000000"), "not above"),
        (row(qualifier="maybe"), "qualifier"),
        (row(colour="red"), "Extra inputs"),
        (row(kind="weight"), "does not match any of the expected tags"),
        (date_row(timex="last year"), "not a TIMEX3 value"),
        (date_row(timex="2021-06/2021-01"), "runs backwards"),
        (date_row(timex="2019"), "does not cover"),
        (date_row(first_day="2020-12-31", last_day="2020-01-01"), "does not cover"),
        (date_row(timex="P5Y"), "does not cover"),
        (date_row(first_day=None), "does not cover"),
        (date_row(mod="EARLY"), "mod"),
    ],
)
def test_a_wrong_fact_falls(data, why):
    with pytest.raises(ValidationError, match=why):
        check(data)


@pytest.mark.parametrize(
    "written",
    ["2021-09-24", " 2021-09-24 ", "2021-09-24T10:00", "2021-09-24 10:00:00.5", "2021-09-24T23:30:00-05:00", "2021-09-24T00:30+09:00",
     "2021-09-24T10:00Z", "20210924", date(2021, 9, 24), datetime(2021, 9, 24, 23, 30, tzinfo=timezone(timedelta(hours=-5)))],
)  # fmt: skip
def test_published_is_the_day_that_a_timestamp_states(written):
    assert Document(id="d", text="x", published=written).published == date(2021, 9, 24)


@pytest.mark.parametrize("written", ["last week", "2021-09", "2021-09-31", "2021-09-24T25:00", "24/09/2021", ""])
def test_published_is_no_other_text(written):
    with pytest.raises(ValidationError, match="published"):
        Document(id="d", text="x", published=written)


def test_a_fact_of_another_document_falls():
    with pytest.raises(ValidationError, match="checked against"):
        FACT.validate_python(row(), context={"document": Document(id="e", text=DOCUMENT.text)})


def test_facts_cannot_change():
    with pytest.raises(ValidationError, match="frozen"):
        check(row()).amount = Decimal(6)


def test_amounts_are_written_plain():
    assert json.loads(check(row(amount="5E+6")).model_dump_json())["amount"] == "5000000"
    assert json.loads(check(row(amount="5.50")).model_dump_json())["amount"] == "5.5"


def test_currency_codes_are_those_of_iso_4217():
    pycountry_like = {"USD", "EUR", "CNY", "GBP", "JPY", "INR", "DEM", "FRF", "ITL"}
    assert pycountry_like <= currency_codes()
    assert all(len(c) == 3 and c.isupper() for c in currency_codes())


def test_the_schema_in_the_package_is_the_schema(root):
    assert json.loads((root / "src/factx/schema.json").read_text("utf8")) == TABLES["facts"].json_schema()
