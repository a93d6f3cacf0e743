"""Results as Arrow tables and as data frames of pandas and Polars: exact numbers, days as dates."""

import json
import sys
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

import factx
from factx.errors import InputError, MissingError
from factx.records import own_fields
from factx.tables import TABLES

TEXT = "Norden sold US$5.25m of zinc last year, up 13.6%."
EXACT = pa.decimal128(38, 12)


@pytest.fixture(scope="module")
def reading():
    return factx.reading(TEXT, published="2021-09-24")


def told(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


MONEY = [("organization", "Norden", None, None), ("money", "US$5.25m", Decimal(5250000), None),
         ("date", "last year", None, date(2020, 1, 1)), ("percent", "13.6%", None, None)]  # fmt: skip


def test_facts_of_a_call(reading):
    table = factx.to_arrow(reading.facts)
    assert told(table.to_pylist(), "kind", "text", "amount", "first_day") == MONEY
    assert table.column("value").to_pylist() == [None, None, None, Decimal("13.6")]
    types = {field.name: field.type for field in table.schema}
    assert list(types) == list(TABLES["facts"].columns)
    assert {name for name, kind in types.items() if kind == EXACT} == {"amount", "amount_to", "value", "value_to"}
    assert (types["start"], types["first_day"], types["recurring"]) == (pa.int64(), pa.date32(), pa.bool_())
    assert types["confidence"] == pa.float64()


def test_what_may_be_given(reading):
    facts, lists = factx.to_arrow(reading.facts), iter([reading.facts[:1], [], reading.facts[1:]])
    assert factx.to_arrow(reading) == factx.to_arrow([reading]) == factx.to_arrow(lists) == facts
    assert factx.to_arrow(reading, "facts") == factx.to_arrow(each for each in reading.facts) == facts
    said = factx.to_arrow(reading, "observations")
    assert told(said.to_pylist(), "measure", "when") == [("zinc", "2020"), ("zinc", "2020")]
    assert factx.to_arrow(reading.observations) == factx.to_arrow(reading.observations, "observations") == said
    assert factx.to_arrow(reading, "documents").column("text").to_pylist() == [TEXT]
    assert factx.to_arrow(reading.facts[0]).num_rows == 1
    empty = factx.to_arrow([])
    assert (empty.num_rows, empty.schema) == (0, facts.schema)


def test_a_folder(root):
    for name in ("facts", "observations", "documents"):
        lines = (root / f"outputs/{name}.jsonl").read_text("utf8").splitlines()
        table = factx.to_arrow(root / "outputs", name)
        assert (table.num_rows, table.column("id").to_pylist()) == (
            len(lines),
            [json.loads(line)["id"] for line in lines],
        )
    amounts = [json.loads(line).get("amount") for line in (root / "outputs/facts.jsonl").read_text("utf8").splitlines()]
    exact = factx.to_arrow(str(root / "outputs")).column("amount").to_pylist()
    assert exact == [amount and Decimal(amount) for amount in amounts]
    assert any(exact)


def test_many_rows_are_in_order(reading):
    money = reading.facts[1]
    many = [money.model_copy(update={"amount": Decimal(n)}) for n in range(5000)]
    assert factx.to_arrow(many).column("amount").to_pylist() == list(range(5000))


@pytest.mark.parametrize("digits", ["1" * 26 + "." + "1" * 12, "0.000000000001"])
def test_the_longest_numbers_that_factx_finds_are_exact(reading, digits):
    money = reading.facts[1].model_copy(update={"amount": Decimal(digits)})
    (number,) = factx.to_arrow([money]).column("amount").to_pylist()
    assert number == Decimal(digits)


@pytest.mark.parametrize("digits", ["1" * 27, "0." + "1" * 13])
def test_longer_numbers_are_refused(reading, digits):
    money = reading.facts[1].model_copy(update={"amount": Decimal(digits)})
    with pytest.raises(InputError, match=r"more digits than DECIMAL\(38, 12\) has"):
        factx.to_arrow([money])


def test_what_may_not_be_given(reading, tmp_path):
    both = [reading.facts[0], reading.observations[0]]
    for given, table, why in (
        (both, None, "observations among what is to be a table of facts: name one with table="),
        (both, "observations", "facts among what is to be a table of observations"),
        (reading, "fact", "no table 'fact': choose one of documents, facts, observations, rejected"),
        (["text"], None, "neither a record of factx nor a reading: 'text'"),
        (tmp_path, None, r"facts\.jsonl: No such file or directory: run factx extract first"),
    ):
        with pytest.raises(InputError, match=why):
            factx.to_arrow(given, table)


def test_an_object_is_text(tmp_path, reading):
    body = reading.facts[0].model_copy(update={"external_ids": {"lei": "00É"}})
    assert factx.to_arrow([body]).column("external_ids").to_pylist() == ['{"lei": "00É"}']


def test_pandas(reading):
    pytest.importorskip("pandas")
    frame = factx.to_pandas(reading)
    columns = ["kind", "text", "amount", "first_day"]
    assert list(frame[columns].itertuples(index=False, name=None)) == MONEY
    assert isinstance(frame.amount[1], Decimal)
    types = {str(frame[name].dtype) for name in ("start", "recurring", "confidence")}
    assert types == {"Int64", "boolean", "float64"}
    said = factx.to_pandas(reading.observations)
    assert (said.measure_start.sum(), str(said.measure_start.dtype)) == (48, "Int64")
    assert frame[frame.kind == "percent"].value.sum() == Decimal("13.6")


def test_polars(reading):
    pl = pytest.importorskip("polars")
    frame = factx.to_polars(reading)
    assert frame.select("kind", "text", "amount", "first_day").rows() == MONEY
    assert frame.schema["amount"] == pl.Decimal(38, 12)
    assert factx.to_polars(reading, "observations")["measure_start"].to_list() == [24, 24]


@pytest.mark.parametrize(("name", "missing", "extra"), [
    ("to_arrow", "pyarrow", "parquet"), ("to_pandas", "pandas", "pandas"), ("to_pandas", "pyarrow", "pandas"),
    ("to_polars", "polars", "polars"), ("to_polars", "pyarrow", "polars"),
])  # fmt: skip
def test_without_the_extra_one_line_says_what_to_install(monkeypatch, reading, name, missing, extra):
    if name == "to_polars" and missing == "pyarrow":
        pytest.importorskip("polars")
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingError) as caught:
        getattr(factx, name)(reading)
    assert str(caught.value) == f"needs {missing}, which is not installed: try  pip install 'factx[{extra}]'"


def test_the_record_of_a_kind_has_its_columns():
    columns = set(factx.to_arrow([]).column_names)
    assert all(columns.issuperset(own_fields(kind)) for kind in ("money", "percent", "organization", "date"))
