"""A table is described once: a record of a new kind is written, read back, kept as Parquet and loaded without further code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest

from facts import fact_at
from factx.batch.chunks import Position
from factx.batch.outcome import outcome
from factx.batch.parts import Parts
from factx.batch.summary import Summary
from factx.files import folder as outputs
from factx.files import manifest
from factx.files.write import format_named
from factx.load import databases, load
from factx.read import Raw
from factx.records import BaseFact, Document, MoneyFact, PercentFact, Record
from factx.table import Table, plain_type
from factx.tables import TABLES
from factx.values import Number

TEXT = "Norden paid $5m, 7% more."


class Note(Record):
    """A record with a column of every type, that belongs to a document and to a fact of it."""

    id: str
    doc_id: str
    about_fact: str | None = None
    note: str
    weight: Number
    day: date | None = None
    lines: int
    public: bool = False
    links: dict[str, str] | None = None


@dataclass
class Reading:
    """What the pipeline would return once it makes notes."""

    document: Document
    facts: list[BaseFact]
    notes: list[Note]
    unread: tuple[()] = ()


@pytest.fixture(autouse=True)
def table(monkeypatch):
    """The one line in records.TABLES."""
    made = Table("notes", Note, parents={"doc_id": "documents", "about_fact": "facts"}, mark="note")
    monkeypatch.setitem(TABLES, "notes", made)
    return made


DOCUMENT = Document(id="d", text=TEXT)


def fact(kind, words, **own):
    return fact_at(TEXT, words, kind, **own)


MONEY = fact("money", "$5m", amount="5000000", currency="USD")
PERCENT = fact("percent", "7%", value="7", unit="percent")
NOTES = [
    Note(id="1", doc_id="d", about_fact=MONEY.id, note="Zwei €", weight=Decimal("0.10"), day=date(2021, 9, 24), lines=2, links={"b": "é"}),
    Note(id="2", doc_id="d", about_fact=PERCENT.id, note="é\u2028", weight=Decimal("-123456789012345678.5"), lines=0, public=True),
    Note(id="3", doc_id="d", note="of the article alone", weight=Decimal(0), lines=1),
]  # fmt: skip


def written(folder, form="jsonl", facts=(MONEY, PERCENT), notes=tuple(NOTES)):
    """Write a run of one document as factx.batch does."""
    parts = Parts(folder, format_named(form), list(TABLES))
    parts.begin()
    (parts.parts / ".inputs.part").touch()
    parts.restart({}, apart=False)
    raw = Raw("d.txt", "d", None, "text", b"")
    parts.add(outcome(raw, Reading(DOCUMENT, list(facts), list(notes))), raw, 0)
    parts.close(Position(1), Summary("none"))
    parts.join({manifest.KEY: {}}, apart=False)
    parts.leave()
    return folder


def rows(url, sql="SELECT * FROM notes ORDER BY id"):
    with databases.opened(url) as database:
        return database.rows(sql)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_it_is_written_and_read_back(tmp_path, form):
    folder = written(tmp_path / "out", form)
    assert (folder / f"notes.{form}").is_file()
    assert list(outputs.records(folder, "notes")) == NOTES
    assert list(outputs.lines(folder, "notes")) == [note.model_dump_json() for note in NOTES]
    assert list(outputs.facts(folder)) == [MONEY, PERCENT]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_it_is_loaded(tmp_path, new_database, kind, form):
    url, folder = new_database(kind), written(tmp_path / "out", form)
    assert {name: tuple(c) for name, c in load(folder, url).tables.items()} == {
        "documents": (1, 0, 0, 0), "facts": (2, 0, 0, 0), "observations": (0, 0, 0, 0), "notes": (3, 0, 0, 0),
    }  # fmt: skip
    assert tuple(load(folder, url).tables["notes"]) == (0, 0, 3, 0)
    weight = "weight_text" if kind == "sqlite" else "CAST(weight AS TEXT)"
    found = rows(url, f"SELECT id, note, {weight} AS weight, day, lines, public, links FROM notes ORDER BY id")
    assert [(r[0], r[1], Decimal(r[2]), r[3] and str(r[3]), r[4], bool(r[5])) for r in found] == [
        (n.id, n.note, n.weight, n.day and n.day.isoformat(), n.lines, n.public) for n in NOTES
    ]
    assert rows(url, "SELECT links->>'b' AS link FROM notes WHERE links IS NOT NULL") == [("é",)]


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_it_goes_with_its_document_and_its_fact(tmp_path, new_database, kind):
    url = new_database(kind)
    load(written(tmp_path / "one"), url)
    again = load(written(tmp_path / "two", facts=[MONEY], notes=NOTES[:2]), url)
    assert [r.reason for r in again.first_rejected] == ["its fact is neither in the load nor in the database"]
    assert (tuple(again.facts), tuple(again.tables["notes"])) == ((0, 0, 1, 1), (0, 0, 1, 2))
    assert [r[0] for r in rows(url)] == ["1"]


def test_its_columns_follow_from_its_fields(table):
    assert {name: column.type for name, column in table.columns.items()} == {
        "id": str, "doc_id": str, "about_fact": str, "note": str, "weight": Decimal, "day": date, "lines": int, "public": bool, "links": dict,
    }  # fmt: skip
    assert [name for name, column in table.columns.items() if not column.required] == ["about_fact", "day", "links"]
    facts = TABLES["facts"].columns
    assert (facts["amount"].kinds, facts["amount"].required) == (frozenset({"money"}), frozenset({"money"}))
    assert facts["qualifier"].kinds == {"money", "percent", "date"}
    assert [*facts][:2] == ["id", "doc_id"]


def test_what_no_column_can_hold_is_refused():
    with pytest.raises(TypeError, match="no column holds"):
        plain_type(list[int])
    with pytest.raises(TypeError, match="no column holds"):
        plain_type(int | str)

    class OtherFact(PercentFact):
        kind: Literal["other"] = "other"
        value: str

    with pytest.raises(TypeError, match="has several types"):
        Table("facts", MoneyFact | OtherFact | PercentFact).columns  # noqa: B018 - a property that raises
