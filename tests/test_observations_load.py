"""Observations in a database: rows as in the file, whatever is loaded again, replaced or wrong; a view of statements."""

from decimal import Decimal

import pytest

from factx.errors import DatabaseError
from factx.load import databases, load
from factx.observation import observation_id
from test_load import TEXT, day, document, fact, money, organization, percent, query, state, stream


def said(of, **own):
    """What a fact says: bare, or with the fields given; phrases by their words."""
    row = {"id": observation_id(of["id"]), "doc_id": of["doc_id"], "fact_id": of["id"], "rule": "gold"}
    for name in ("measure", "about"):
        if name in own:
            start = TEXT.index(own[name])
            row |= {f"{name}_start": start, f"{name}_end": start + len(own[name])}
    return row | own


FACTS = [day(), organization(), money(amount_to="6000000"), percent()]
AMOUNT = said(
    FACTS[2], measure="paid", about="Norden", about_id=FACTS[1]["id"], about_name="Norden", change="up", role="to",
    when="2020-02-29", when_id=FACTS[0]["id"], basis="year-on-year",
)  # fmt: skip
GROWTH = said(FACTS[3], measure="more", when="2019", change="up", role="change", of_id=FACTS[2]["id"])
SAID = [AMOUNT, GROWTH]


def folder(path, documents, facts, observations=None):
    path.mkdir(exist_ok=True)
    for name, rows in (("documents", documents), ("facts", facts), ("observations", observations)):
        (path / f"{name}.jsonl").unlink(missing_ok=True)
        if rows is not None:
            (path / f"{name}.jsonl").write_bytes(stream(*rows).getvalue())
    return path


def changes(summary):
    return tuple(summary.facts), tuple(summary.observations), summary.rejected


def test_loading_again_changes_nothing(url):
    given = [document(), *FACTS, *SAID]
    assert changes(load(stream(*given), url)) == ((4, 0, 0, 0), (2, 0, 0, 0), 0)
    before = state(url)
    assert [{k: v for k, v in row.items() if v is not None} for row in before["observations"]] == sorted(
        ({k: str(v) for k, v in row.items()} | {"role": row["role"]} for row in SAID), key=lambda row: row["id"]
    )
    assert changes(load(stream(*reversed(given)), url)) == ((0, 0, 4, 0), (0, 0, 2, 0), 0)
    assert changes(load(stream(*SAID), url)) == ((0, 0, 0, 0), (0, 0, 2, 0), 0)
    assert state(url) == before
    changed = said(FACTS[3], measure="more", change="down", role="change")
    assert changes(load(stream(document(), *FACTS, AMOUNT, changed), url)) == ((0, 0, 4, 0), (0, 1, 1, 0), 0)


def test_processes_make_the_same_rows(new_database, tmp_path):
    path = folder(tmp_path / "o", [document()], FACTS, [*SAID, b"{bad}\n"])
    one, two = new_database("sqlite"), new_database("sqlite")
    for url, jobs in ((one, 1), (two, 2)):
        assert load(path, url, jobs=jobs).rejected == 1
    assert state(one) == state(two)
    assert len(state(one)["observations"]) == 2


def test_they_go_with_their_fact_their_document_and_their_folder(url, tmp_path):
    load(folder(tmp_path / "o", [document()], FACTS, SAID), url)
    gone = folder(tmp_path / "o", [document()], FACTS[:3], [AMOUNT])
    assert changes(load(gone, url)) == ((0, 0, 3, 1), (0, 0, 1, 1), 0)
    load(folder(tmp_path / "o", [document()], FACTS, SAID), url)
    assert changes(load(stream(document(), *FACTS), url)) == ((0, 0, 4, 0), (0, 0, 0, 0), 0)
    assert len(state(url)["observations"]) == 2  # lines without observations: the text is the same
    assert changes(load(folder(tmp_path / "o", [document()], FACTS), url)) == ((0, 0, 4, 0), (0, 0, 0, 2), 0)
    load(stream(*SAID), url)
    assert changes(load(stream(document(text=f"{TEXT}!")), url)) == ((0, 0, 0, 4), (0, 0, 0, 2), 0)


BAD = {
    "its fact is neither in the load nor in the database": said(fact("money", "On")),
    "its fact is no money or percent fact of its document": said(FACTS[1]),
    "its measure or owner is not its document's from start to end": GROWTH | {"measure": "MORE"},
    "measure of 4 characters in a span of 5": GROWTH | {"measure_start": 1, "measure_end": 6},
    "the id is not the hash of the fact's id": GROWTH | {"id": "0" * 16},
    "not a TIMEX3 value: 'last year'": GROWTH | {"when": "last year"},
    "duplicate id: an earlier line has it": AMOUNT,
    "basis: Input should be 'year-on-year'": GROWTH | {"basis": "yearly"},
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_line_is_rejected_with_its_reason(url, why):
    summary = load(stream(document(), *FACTS, AMOUNT, BAD[why]), url)
    assert [why in r.reason and r.line for r in summary.first_rejected] == [7]
    assert [row["id"] for row in state(url)["observations"]] == [AMOUNT["id"]]


WRONG = (
    "fact_id = NULL",
    "measure = NULL",
    "about_start = NULL",
    "measure_end = 0",
    "change = 'flat'",
    "basis = 'yearly'",
    "role = NULL",
    "role = 'sum'",
    '"when" = NULL',
    "of_id = fact_id",
    "doc_id = 'none'",
)  # fmt: skip


def test_no_wrong_row_can_be_made(url):
    load(stream(document(), *FACTS, *SAID), url)
    before = state(url)
    with databases.opened(url) as database:
        for change in WRONG:
            with pytest.raises(DatabaseError, match=r"(?i)constraint|foreign key"):
                database.run(f"UPDATE observations SET {change} WHERE id = '{AMOUNT['id']}'")
    assert state(url) == before


def test_the_view_of_statements(url):
    load(stream(document(), *FACTS, *SAID), url)
    columns = (
        'about, org_id, measure, CAST(amount AS TEXT) AS amount, CAST(amount_to AS TEXT) AS upto, currency, "when"'
    )
    ((*known, low, high, currency, when, first, last, title, sentence),) = query(
        url,
        f"SELECT {columns}, first_day, last_day, title, sentence FROM statements WHERE kind = 'money'".replace(
            "measure, CAST", "measure, change, basis, role, CAST"
        ),
    )
    assert known == ["Norden", "norden", "paid", "up", "year-on-year", "to"]
    assert (Decimal(low), Decimal(high), currency) == (5_000_000, 6_000_000, "USD")
    assert (when, str(first), str(last), title, sentence) == ("2020-02-29", "2020-02-29", "2020-02-29", "A mill", TEXT)
    ((value, about, timex, first, of),) = query(
        url,
        'SELECT CAST(value AS TEXT) AS value, about, "when", first_day, of_id FROM statements WHERE value > 6.5',
    )
    assert (Decimal(value), about, timex, first, of) == (7, None, "2019", None, FACTS[2]["id"])


def test_a_database_without_them_is_of_another_version(url):
    load(stream(document()), url)
    with databases.opened(url) as database:
        database.run("UPDATE factx_schema SET version = 1")
    with pytest.raises(
        DatabaseError, match="has version 1 of the tables, this factx writes version 3: load the outputs"
    ):
        load(stream(document()), url)
