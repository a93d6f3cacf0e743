"""Loading: what is in the database afterwards is what is in the files, however often and in whatever order."""

import io
import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts import row_at
from factx.errors import DatabaseError, InputError
from factx.load import databases, lines, load, schema
from factx.load.rows import Digits, unstorable
from factx.pipeline import facts
from factx.records import Document
from factx.tables import TABLES

IDS = {"wikidata": "Q1", "lei": "5493 é"}
TEXT = "On 29 February 2020 Norden paid $5m, 7% more, 😀 and no less."


def document(doc_id="a", text=TEXT, **known):
    return {"id": doc_id, "text": text, "title": "A mill", "published": "2020-03-01", "source": "a.txt"} | known


def fact(kind, words, doc_id="a", text=TEXT, **own):
    return row_at(text, words, kind, doc_id, **own)


def money(amount="5000000", **own):
    return fact("money", "$5m", **{"amount": amount, "currency": "USD"} | own)


def percent(value="7", **own):
    return fact("percent", "7%", **{"value": value, "unit": "percent"} | own)


def organization(**own):
    return fact(
        "organization",
        "Norden",
        **{"name": "Norden", "org_id": "norden", "org_kind": "company", "external_ids": IDS} | own,
    )


def day(timex="2020-02-29", first="2020-02-29", last="2020-02-29", **own):
    return fact("date", "29 February 2020", timex=timex, first_day=first, last_day=last, **own)


FACTS = [day(), organization(), money(), percent()]


def stream(*records):
    return io.BytesIO(b"".join(r if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in records))


def folder(path, documents, facts):
    path.mkdir(exist_ok=True)
    (path / "documents.jsonl").write_bytes(stream(*documents).getvalue())
    (path / "facts.jsonl").write_bytes(stream(*facts).getvalue())
    return path


def query(url, sql):
    with databases.opened(url) as database:
        return database.rows(sql)


def state(url):
    """Every row of both tables, alike in all databases."""

    def plain(name, value):
        if name in {"amount", "amount_to", "value", "value_to"} and value is not None:
            return Decimal(value)
        if name == "external_ids" and value is not None:
            return json.loads(value)
        return bool(value) if name == "recurring" and value is not None else value if value is None else str(value)

    found = {}
    dialect = databases.dialect(url)
    for table, columns in ((t.name, t.columns) for t in lines.loaded()):
        named = ", ".join(f'"{schema.stored(c, TABLES[table], dialect)}"' for c in columns)
        rows = query(url, f"SELECT {named} FROM {table} ORDER BY id")
        found[table] = [{c: plain(c, v) for c, v in zip(columns, row, strict=True)} for row in rows]
    return found


def as_tuple(summary):
    return tuple(summary.documents), tuple(summary.facts), summary.rejected


def test_columns_are_the_fields_of_the_records():
    made = schema.statements(databases.DUCKDB)
    for name in ("documents", "observations", "facts"):
        (sql,) = (s for s in made if s.startswith(f"CREATE TABLE {name} "))
        assert re.findall(r'^ {4}"([a-z_0-9]+)" [A-Z]+', sql, re.MULTILINE) == list(TABLES[name].columns)
    assert '"amount" DECIMAL(38, 12),' in sql
    assert '"external_ids" JSON,' in sql
    assert '"first_day" DATE,' in sql
    assert "CHECK ((kind IN ('percent')) = (\"value\" IS NOT NULL))" in sql
    assert "CHECK (kind IN ('date', 'money', 'percent') OR \"qualifier\" IS NULL)" in sql


def test_load_twice(url, root):
    first = load(root / "outputs", url)
    rows = {name: (root / f"outputs/{name}.jsonl").read_text("utf8").splitlines() for name in ("documents", "facts")}
    n, m = len(rows["documents"]), len(rows["facts"])
    assert as_tuple(first) == ((n, 0, 0, 0), (m, 0, 0, 0), 0)
    before = state(url)
    assert as_tuple(load(root / "outputs", url)) == ((0, 0, n, 0), (0, 0, m, 0), 0)
    assert state(url) == before
    stored = {row["id"]: row for row in before["facts"]}
    for written in map(json.loads, rows["facts"]):
        row = stored[written["id"]]
        exact = {k: Decimal(v) for k, v in written.items() if k in {"amount", "amount_to", "value", "value_to"} and v}
        others = {
            k: v if v is None or k in {"recurring", "external_ids"} else str(v)
            for k, v in written.items()
            if k not in exact
        }
        assert {k: v for k, v in row.items() if v is not None} == {
            k: v for k, v in (others | exact).items() if v is not None
        }
    assert [row["text"] for row in before["documents"]] == [
        d["text"] for d in sorted(map(json.loads, rows["documents"]), key=lambda d: d["id"])
    ]


def test_order_does_not_matter(new_database, root):
    given = [
        json.loads(line)
        for name in ("documents", "facts")
        for line in (root / f"outputs/{name}.jsonl").read_text("utf8").splitlines()
    ]
    one, two = new_database("sqlite"), new_database("sqlite")
    load(stream(*given), one)
    half = len(given) // 2
    assert load(stream(*reversed(given)), two).rejected == 0
    assert load(stream(*given[half:], *given[:half]), two).facts.changed == 0
    assert state(one) == state(two)


def test_the_three_databases_hold_the_same(new_database, root):
    states = []
    for kind in ("sqlite", "duckdb", "postgresql"):
        url = new_database(kind)
        load(root / "outputs", url)
        states.append(state(url))
    assert states[0] == states[1] == states[2]


def test_a_document_replaces_its_facts(url, tmp_path):
    other = document("b", "It fell 5%.")
    kept = fact("percent", "5%", "b", "It fell 5%.", value="5", unit="percent")
    load(folder(tmp_path / "o", [document(), other], [*FACTS, kept]), url)
    again = folder(tmp_path / "o", [document(title="A new mill")], [money("5000001"), percent(), organization()])
    assert as_tuple(load(again, url)) == ((0, 1, 0, 0), (0, 1, 2, 1), 0)
    clean = {f["id"] for f in (kept, money(), percent(), organization())}
    assert {f["id"] for f in state(url)["facts"]} == clean
    assert as_tuple(load(folder(again, [document(title="A new mill")], []), url)) == ((0, 0, 1, 0), (0, 0, 0, 3), 0)
    assert [f["id"] for f in state(url)["facts"]] == [kept["id"]]


def test_documents_alone_keep_their_facts_while_their_text_does(url):
    load(stream(document(), *FACTS), url)
    assert as_tuple(load(stream(document(title="Other")), url)) == ((0, 1, 0, 0), (0, 0, 0, 0), 0)
    assert as_tuple(load(stream(document(text=f"{TEXT}!")), url)) == ((0, 1, 0, 0), (0, 0, 0, 4), 0)


def test_facts_alone_go_to_documents_that_are_there(url):
    load(stream(document()), url)
    assert as_tuple(load(stream(*FACTS), url)) == ((0, 0, 0, 0), (4, 0, 0, 0), 0)
    summary = load(stream(fact("percent", "5%", "b", "It fell 5%.", value="5", unit="percent")), url)
    assert [r.reason for r in summary.first_rejected] == ["its document is neither in the load nor in the database"]


def test_amounts_come_back_exact(url):
    for amount in ("0.1", "123456789012345678.90", "1e-9", "-0.30", "0", "99999999999999999999999999.5"):
        load(stream(document(), money(amount), percent(amount)), url)
        for table, column in (("money", "amount"), ("percents", "value")):
            exact = f"{column}_text" if url.startswith("sqlite") else f"CAST({column} AS TEXT)"
            ((text,),) = query(url, f"SELECT {exact} AS text FROM {table}")
            assert Decimal(text) == Decimal(amount)
            assert "e" not in text.lower()


@pytest.mark.parametrize("amount", ["123456789012345678901234567890.5", "1e-13", "1e26"])
def test_amounts_beyond_38_digits(new_database, amount):
    for kind in ("sqlite", "postgresql"):
        load(stream(document(), money(amount)), url := new_database(kind))
        exact = "amount_text" if kind == "sqlite" else "CAST(amount AS TEXT)"
        assert Decimal(query(url, f"SELECT {exact} AS text FROM money")[0][0]) == Decimal(amount)
    load(stream(document(), money(amount), percent()), url := new_database("duckdb"))
    assert query(url, "SELECT count(*) FROM facts") == [(1,)]
    with pytest.raises(InputError, match="holds 26 digits before the point and 12 after"):
        load(stream(money(amount)), url)


def test_days_come_back(url):
    days = [day(), percent(), organization(), money()]
    years = fact("date", "2020", timex="0001", first_day="0001-01-01", last_day="0001-12-31", recurring=True)
    none = fact("date", "February", timex="XXXX-02", first_day=None, last_day=None)
    years |= {"recurring": False}
    load(stream(document(published="0001-01-01"), *days, years, none), url)
    found = query(url, "SELECT text, first_day, last_day, published FROM dates ORDER BY text")
    plain = [tuple(None if v is None else str(v) for v in row) for row in found]
    assert plain == [
        ("2020", "0001-01-01", "0001-12-31", "0001-01-01"),
        ("29 February 2020", "2020-02-29", "2020-02-29", "0001-01-01"),
        ("February", None, None, "0001-01-01"),
    ]
    if not url.startswith("sqlite"):
        assert found[1][1] == date(2020, 2, 29)


def test_text_is_kept_or_rejected(url):
    texts = {"e": "😀 👩‍👩‍👧 e\u0301 \u202e\ufeff x", "q": "'; DROP TABLE facts; -- \\ \" \t \x01 \x7f"}
    bad = [
        b'{"id": "nul", "text": "a\\u0000b"}\n',
        b'{"id": "half", "text": "a \\ud83d b"}\n',
        b'{"id": "latin", "text": "caf\xe9"}\n',
    ]
    fine = b'{"id": "slash", "text": "a\\\\u0000b"}\n'
    summary = load(stream(*(document(k, v) for k, v in texts.items()), *bad, fine), url)
    assert {d["id"]: d["text"] for d in state(url)["documents"]} == texts | {"slash": "a\\u0000b"}
    assert [r.line for r in summary.first_rejected] == [3, 4, 5]
    assert "U+0000" in summary.first_rejected[0].reason
    assert "hex escape" in summary.first_rejected[1].reason
    assert "unicode" in summary.first_rejected[2].reason


def test_ids_that_no_database_holds(url):
    """The ids of bad lines are looked for among the facts: one with U+0000 or half a pair would be none of theirs."""
    bad = [b'{"id": "a\\u0000", "text": "x"}\n', b'{"id": "c\\udc80", "text": "x"}\n']
    summary = load(stream(*bad, document(), *FACTS), url)
    assert (as_tuple(summary), [r.line for r in summary.first_rejected]) == (((1, 0, 0, 0), (4, 0, 0, 0), 2), [1, 2])


def test_numbers_that_json_has_not(url):
    lines = [f'{{"id": "{n}", "text": "x", "extra": {{"n": {n}, "m": 7}}}}\n'.encode() for n in ("NaN", "-1e400", "5")]
    load(stream(*lines), url)
    found = [row["extra"] for row in state(url)["documents"]]
    assert [json.loads(extra) for extra in found] == [{"n": None, "m": 7}, {"n": 5, "m": 7}, {"n": None, "m": 7}]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_numbers_beyond_floating_point(new_database, kind):
    load(stream(document(), money("4" * 400, amount_to="5" * 400), percent("-1e999")), url := new_database(kind))
    exact = "amount_text" if kind == "sqlite" else "CAST(amount AS TEXT)"
    assert query(url, f"SELECT {exact} AS text FROM money") == [("4" * 400,)]


def test_a_device_takes_the_rejected_lines_and_stays(new_database):
    url, null = new_database("sqlite"), Path(os.devnull)
    for taken in ([document(), b"{}\n"], [document()]):
        load(stream(*taken), url, rejected=null)
        assert null.is_char_device()


BAD = {
    b"{not json}\n": "JSON",
    b'"a text"\n': "should be an object",
    b'{"id": "x", "text": "t"} {"id": "y", "text": "t"}\n': "JSON",
    b'{"id": "x", "text": "t"}, {"id": "y", "text": "t"}\n': "JSON",
    json.dumps(money(currency="XXY")).encode() + b"\n": "currency: Value error, no ISO 4217 code: 'XXY'",
    json.dumps(money(amount=0.5)).encode() + b"\n": "amount: Value error, a float is not exact",
    json.dumps(money(amount="1e-1001")).encode() + b"\n": "more than 1000 digits",
    json.dumps(money(id="0" * 16)).encode() + b"\n": "the id is not the hash",
    json.dumps(day(last="2020-03-01")).encode() + b"\n": "does not cover",
    json.dumps(fact("weight", "$5m")).encode() + b"\n": "does not match any of the expected tags",
    json.dumps(fact("percent", "7", value="7", unit="percent") | {"text": "8"}).encode()
    + b"\n": "its text is not its document's from start to end",
    json.dumps(organization()).encode() + b"\n": "duplicate id: an earlier line has it",
    json.dumps(document(title="Again")).encode() + b"\n": "duplicate id: an earlier line has it",
    json.dumps(document("k" * 2001)).encode() + b"\n": "id of more than 2000 bytes",
}


def test_bad_lines_are_rejected_with_line_and_reason(url, tmp_path):
    good = [document(), b"\n", *FACTS]
    summary = load(stream(*good, *BAD), url, rejected=tmp_path / "bad.jsonl")
    told = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text("utf8").splitlines()]
    reasons = {r["line"]: r["reason"] for r in told}
    assert sorted(reasons) == [number + len(good) + 1 for number in range(len(BAD))]
    for (number, reason), why in zip(sorted(reasons.items()), BAD.values(), strict=True):
        assert why in reason, number
    assert summary.rejected == len(BAD)
    left = {f["id"] for f in state(url)["facts"]}
    assert left == {f["id"] for f in FACTS}
    load(stream(*good), url, rejected=tmp_path / "bad.jsonl")
    assert not (tmp_path / "bad.jsonl").exists()


def test_strict_loads_nothing(url, tmp_path):
    for bad in BAD:
        with pytest.raises(InputError, match=r"nothing was loaded: -:3: .+; all are in .+bad\.jsonl"):
            load(stream(document(), organization(), bad), url, strict=True, rejected=tmp_path / "bad.jsonl")
    assert "factx_schema" not in str(query(url, _tables(url)))


def _tables(url):
    return (
        "SELECT name FROM sqlite_master"
        if url.startswith("sqlite")
        else "SELECT table_name FROM information_schema.tables"
    )


def test_dry_run_changes_nothing(url, tmp_path):
    assert as_tuple(load(stream(document(), *FACTS), url, dry_run=True)) == ((1, 0, 0, 0), (4, 0, 0, 0), 0)
    assert not list(tmp_path.glob("factx_test_*"))
    load(stream(document(), *FACTS), url)
    before = state(url)
    bad = tmp_path / "bad.jsonl"
    changed = stream(document(title="Other"), money("6000000"), percent(), b"{}\n")
    assert as_tuple(load(changed, url, dry_run=True, rejected=bad)) == ((0, 1, 0, 0), (0, 1, 1, 2), 1)
    assert state(url) == before
    assert not bad.exists()


def test_another_version_of_the_tables(url):
    load(stream(document()), url)
    with databases.opened(url) as database:
        database.run("UPDATE factx_schema SET version = 7")
    before = state(url)
    with pytest.raises(DatabaseError, match="has version 7 of the tables, this factx writes version 3: use the factx"):
        load(stream(document("b")), url)
    assert state(url) == before


def test_tables_of_someone_else(url):
    with databases.opened(url) as database:
        database.run("CREATE TABLE facts (x INTEGER)", "INSERT INTO facts VALUES (1)")
    with pytest.raises(DatabaseError, match=r"facts.+it is not of factx: name another database"):
        load(stream(document(), *FACTS), url)
    assert query(url, "SELECT x FROM facts") == [(1,)]


WRONG = (
    "kind = 'weight'",
    "currency = NULL",
    "amount = NULL",
    "amount_to = '4'",
    "org_id = 'x'",
    "start = -1",
    '"end" = 1',
    "first_day = '2020-01-01'",
    "doc_id = 'none'",
    "rule = NULL",
)


@pytest.mark.parametrize("left", ["version INTEGER", "version TEXT", "x INTEGER"])
def test_a_table_factx_schema_without_a_version(url, left):
    with databases.opened(url) as database:
        database.run(f"CREATE TABLE factx_schema ({left})")
        if "TEXT" in left:
            database.run("INSERT INTO factx_schema VALUES ('three')")
    with pytest.raises(DatabaseError, match="its table factx_schema holds no version"):
        load(stream(document()), url)


def test_no_wrong_row_can_be_made(url):
    load(stream(document(), *FACTS), url)
    before = state(url)
    with databases.opened(url) as database:
        text = "_text" if url.startswith("sqlite") else ""
        for change in (re.sub(r"^(amount\w*)", rf"\1{text}", w) for w in WRONG):
            with pytest.raises(DatabaseError, match=r"(?i)constraint|foreign key"):
                database.run(f"UPDATE facts SET {change} WHERE kind = 'money'")
    assert state(url) == before


def test_the_views(url):
    load(stream(document(), *FACTS), url)
    assert [tuple(r) for r in query(url, "SELECT name, org_id, title, source, sentence FROM organizations")] == [
        ("Norden", "norden", "A mill", "a.txt", TEXT)
    ]
    assert query(url, "SELECT external_ids->>'lei' AS lei FROM organizations") == [("5493 é",)]
    ((total,),) = query(url, "SELECT CAST(sum(amount) AS INTEGER) AS total FROM money WHERE currency = 'USD'")
    assert total == 5_000_000
    if url.startswith("sqlite"):
        assert query(url, "SELECT amount, amount_text, amount_to FROM money") == [(5e6, "5000000", None)]
        assert query(url, "SELECT value, value_text FROM percents") == [(7.0, "7")]


def test_parts_are_read_as_one(url, tmp_path):
    (tmp_path / "parts").mkdir()
    for name, rows in {"documents-00000": [document()], "facts-00000": FACTS[:2], "facts-00001": FACTS[2:]}.items():
        (tmp_path / f"parts/{name}.jsonl").write_bytes(stream(*rows).getvalue())
    assert as_tuple(load(tmp_path, url)) == ((1, 0, 0, 0), (4, 0, 0, 0), 0)


def test_chunks_keep_the_numbers_of_lines(new_database, tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LINES", 3)
    monkeypatch.setattr(lines, "BYTES", 600)
    path = folder(
        tmp_path / "o",
        [document(str(n)) for n in range(10)] + [{}],
        [b"\xef\xbb\xbf\r\n", b"{}\n", money(doc_id="9"), b"[]"],
    )
    told = [(Path(r.path).name, r.line) for r in load(path, new_database("sqlite")).first_rejected]
    assert told == [("documents.jsonl", 11), ("facts.jsonl", 2), ("facts.jsonl", 4)]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://bob:hunter2@host/x", r"no database that factx knows: give facts\.db \(SQLite\), facts\.duckdb"),
        ("facts.txt", r"facts\.txt: no database that factx knows"),
        ("sqlite:///:memory:", "would end with the load"),
        ("sqlite://", "names no file"),
        ("duckdb:///none/facts.duckdb", "no such folder"),
        ("postgresql://bob:hunter2@127.0.0.1:1/x", "refused"),
        ("postgresql://bob:hunter2@127.0.0.1:port/x", "port"),
        ("postgresql://bob:hunter2@[::1/x", "no URL of a database"),
        ("postgresql://bob@127.0.0.1:1/x?password=hunter2&nothing=1", "nothing"),
        ("postgresql://bob:hunter%32@127.0.0.1:1/x?sslmode=hunter2", "sslmode"),
    ],
)
def test_errors_say_what_and_never_the_password(url, message):
    with pytest.raises((InputError, DatabaseError), match=message) as caught:
        load(stream(document()), url)
    assert "hunter" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_to_load(url, tmp_path):
    with pytest.raises(InputError, match="no lines"):
        load(stream(), url)
    with pytest.raises(InputError, match=r"documents\.jsonl: No such file"):
        load(tmp_path, url)
    with pytest.raises(InputError, match="No such file"):
        load(tmp_path / "none.jsonl", url)


def test_digits_are_counted_as_the_database_counts():
    assert databases.DUCKDB.digits == Digits(26, 12)
    assert databases.DUCKDB.exact == f"DECIMAL({26 + 12}, {12})"


DIGITS = st.text("0123456789", min_size=1, max_size=29).map(lambda d: d.lstrip("0") or "0")
PARTS = st.one_of(st.just(""), st.text("0123456789", min_size=1, max_size=29).map(lambda d: f".{d}"))
SCALES = st.sampled_from(["", " thousand", " million", " billion trillion", " 1/3 million", "⅔ billion"])
SENTENCES = st.sampled_from([
    "It paid ${} last year.", "It paid {} dollars to {} dollars.", "Sales rose {}%.", "Rates rose by {} percentage points, to {} percent.",
    "It owns one-third of {} firms, one-seventh of a percentage point and a sixth of 1 percent.", "It cost between €{} and €{}.",
])  # fmt: skip


@given(SENTENCES, st.lists(st.tuples(DIGITS, PARTS, SCALES).map("".join), min_size=2, max_size=2))
@settings(max_examples=300, deadline=None)
def test_our_own_facts_are_never_refused_by_a_database(sentence, numbers):
    """What is loaded by default holds 38 digits: a fact of more is not found, rather than lost on the way."""
    for found in facts(Document(id="d", text=sentence.format(*numbers)), ()).facts:
        assert unstorable(found, TABLES["facts"], databases.DUCKDB.digits) is None


def test_processes_make_the_same_rows(new_database, tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LINES", 7)
    path = folder(
        tmp_path / "o", [document(str(n)) for n in range(40)], [{}, *(money(doc_id="3") for _ in range(2)), b"[]\n"]
    )
    told, states = [], []
    for jobs in (1, 2):
        summary = load(path, url := new_database("sqlite"), jobs=jobs)
        told.append([(Path(r.path).name, r.line, r.reason) for r in summary.first_rejected])
        states.append(state(url))
    assert told[0] == told[1]
    assert states[0] == states[1]
