"""factx show: statements in a table and as CSV, filtered, in the order of the file; errors in one line."""

import csv
import io
import json
from itertools import islice

import pytest

from facts import row_at
from factx.files import statements as reading
from test_load import stream
from test_observations_load import said
from within import factx

ARTICLES = {
    "a": ("Norden’s sales rose 5% to €371,530,000,000 in 2020.", "Sales up", "2021-03-01"),
    "b": ("Exports of Zemblan zinc were $2.5 million to $3 million in the first half of 2021, or 10 basis points.", None, None),
    "c": ("It rained.", "Weather", None),
    "d": ("Norden paid $1,234,567.89 a tonne.", None, "2021-05-01"),
}  # fmt: skip


def place(doc, kind, words, **own):
    return row_at(ARTICLES[doc][0], words, kind, doc, **own)


def of(fact, when=None, **phrases):
    row = said(fact) | {"when": when}
    for name, words in phrases.items():
        if name in {"measure", "about"}:
            start = ARTICLES[fact["doc_id"]][0].index(words)
            row |= {f"{name}_start": start, f"{name}_end": start + len(words)}
        row[name] = words
    return row


FACTS = [
    place("a", "organization", "Norden", name="Norden Foods", org_id="norden-foods"),
    place("a", "percent", "5%", value="5", unit="percent"),
    place("a", "money", "€371,530,000,000", amount="371530000000", currency="EUR"),
    place("b", "money", "$2.5 million to $3 million", amount="2500000", amount_to="3000000", currency="USD", qualifier="about"),
    place("b", "percent", "10 basis points", value="10", unit="basis_point"),
    place("d", "money", "$1,234,567.89", amount="1234567.89", currency="USD", per="tonne"),
]  # fmt: skip
SAID = [
    of(FACTS[1], "2020", measure="sales", about="Norden", about_name="Norden Foods", change="up", role="change"),
    of(FACTS[2], "2020", measure="sales", about="Norden", about_name="Norden Foods", change="up", role="to"),
    of(FACTS[3], "2021-H1", measure="Exports", about="Zemblan zinc"),
    of(FACTS[4], "P6M"),
    of(FACTS[5], about="Norden"),
]


def write(folder, names=("facts", "documents", "observations"), order=tuple(ARTICLES)):
    folder.mkdir()
    documents = [
        {"id": doc, "text": text, "title": title, "published": day}
        for doc, (text, title, day) in ((doc, ARTICLES[doc]) for doc in order)
    ]
    for name, rows in (("facts", FACTS), ("documents", documents), ("observations", SAID)):
        if name in names:
            (folder / f"{name}.jsonl").write_bytes(stream(*rows).getvalue())
    return folder


@pytest.fixture
def out(tmp_path):
    return write(tmp_path / "out")


TABLE = """\
about               measure                number               when           says
a  Sales up  2021-03-01
Norden Foods        sales                  5 percent            2020           change up
Norden Foods        sales                  371.53bn EUR         2020           to up
b
Zemblan zinc        Exports                about 2.5m-3m USD    2021-H1
                                           10 basis points      P6M
d  2021-05-01
Norden                                     1,234,567.89 USD
                                           per tonne
5 statements
"""


def test_a_table(out):
    code, printed, err = factx("show", out)
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in printed.splitlines()] == TABLE.splitlines()


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_it_fits_the_terminal_and_loses_nothing(out, columns):
    _, printed, _ = factx("show", out, COLUMNS=str(columns))
    assert max(len(line.rstrip()) for line in printed.splitlines()) <= columns
    for words in ("371.53bn", "Zemblan", "1,234,567.89"):
        assert words in printed or columns < 80


def picked(out, *options):
    code, printed, err = factx("show", out, "--csv", *options)
    assert (code, err) == (0, "")
    return [row["text"] for row in csv.DictReader(io.StringIO(printed))]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], [0, 1, 2, 3, 4]),
        (["--about", "NORDEN"], [0, 1, 4]),
        (["--about", "norden foods"], [0, 1]),
        (["--about", "zinc", "--measure", "EXPORT"], [2]),
        (["--measure", "sale"], [0, 1]),
        (["--kind", "percent"], [0, 3]),
        (["--kind", "money", "--min", "2,500,000"], [1, 2]),
        (["--min", "5.5"], [1, 2, 3, 4]),
        (["--when", "2020"], [0, 1]),
        (["--when", "20"], [0, 1, 2]),
        (["--when", "2021-05-17"], [2]),
        (["--when", "2020-11/2021-02"], [0, 1, 2]),
        (["--when", "2021-Q3"], []),
        (["--when", "P6"], [3]),
        (["--when", "2019", "--about", "Norden"], []),
    ],
)
def test_filters(out, options, found):
    assert picked(out, *options) == [FACTS[1:][n]["text"] for n in found]


def test_csv_has_all_that_is_said(out):
    _, printed, _ = factx("show", out, "--csv")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert rows[0] | {"id": "", "fact_id": ""} == {
        "id": "", "doc_id": "a", "about": "Norden Foods", "measure": "sales", "kind": "percent", "text": "5%", "amount": "", "amount_to": "",
        "currency": "", "per": "", "value": "5", "value_to": "", "unit": "percent", "qualifier": "", "when": "2020", "first_day": "2020-01-01",
        "last_day": "2020-12-31", "change": "up", "basis": "", "role": "change", "of_id": "", "fact_id": "", "rule": "gold", "title": "Sales up",
        "published": "2021-03-01", "source": "", "sentence": ARTICLES["a"][0],
    }  # fmt: skip
    assert (rows[2]["amount"], rows[2]["amount_to"], rows[2]["first_day"]) == ("2500000", "3000000", "2021-01-01")
    assert rows[4]["amount"] == "1234567.89"


def test_nothing_found_is_a_table_of_none(out):
    assert factx("show", out, "--about", "nobody") == (0, "0 statements\n", "")
    code, printed, _ = factx("show", out, "--about", "nobody", "--csv")
    assert (code, printed.splitlines()[1:]) == (0, [])


def test_the_order_of_an_engines_tables_does_not_matter(tmp_path):
    plain = write(tmp_path / "plain")
    spread = write(tmp_path / "spread", order=["d", "c", "b", "a"])
    for name in ("facts", "documents", "observations"):
        (spread / name).mkdir()
        (spread / f"{name}.jsonl").rename(spread / name / "part-0.jsonl")
    assert list(reading.statements(spread)) == list(reading.statements(plain))


def test_it_is_streamed(out, monkeypatch):
    """The first statement is there before the third document is read."""
    read = []
    records = reading.outputs.records
    monkeypatch.setattr(
        reading.outputs,
        "records",
        lambda folder, table: (read.append((table, r.id)) or r for r in records(folder, table)),
    )
    (first,) = islice(reading.statements(out), 1)
    assert first.fact.text == "5%"
    assert [each for each in read if each[0] == "documents"] == [("documents", "a"), ("documents", "b")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--when", "yesterday"], "no TIMEX3 value or beginning of one (2021, 2021-H1, 2021-01/2021-06, P1Y…): yesterday"),
        (["--min", "much"], "no number: much"),
        (["--min", "nan"], "no number: nan"),
    ],
)  # fmt: skip
def test_bad_options_are_one_line(out, options, message):
    assert factx("show", out, *options) == (2, "", f"factx: {message}\n")


def test_bad_folders_are_one_line(tmp_path):
    none = tmp_path / "none"
    why = f"factx: {none}/facts.jsonl: No such file or directory: run factx extract first\n"
    assert factx("show", none) == (2, "", why)
    without = write(tmp_path / "without", ("facts", "documents"))
    why = f"factx: {without} has no observations: extract it without --no-observations\n"
    assert factx("show", without) == (2, "", why)
    broken = write(tmp_path / "broken")
    (broken / "facts.jsonl").write_bytes(stream(*FACTS[:1]).getvalue())
    why = f"factx: {broken}: an observation of 'a' without its document or number: extract it again\n"
    assert factx("show", broken) == (2, "", why)
    (broken / "observations.jsonl").write_text(json.dumps(SAID[0] | {"role": "sum"}) + "\n", "utf8")
    code, printed, err = factx("show", broken)
    assert (code, printed) == (2, "")
    assert err.startswith(f"factx: {broken}/observations.jsonl:1: role: Input should be")
    assert factx("show", tmp_path, "--kind", "date")[0] == 2


def test_help_has_an_example():
    code, printed, _ = factx("show", "--help")
    assert code == 0
    assert "Example: factx show outputs/ --about" in " ".join(printed.split())
