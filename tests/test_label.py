"""Labels made by hand: what can be saved, what is refused, one writer, who may speak to the server."""

import http.client
import json
import os
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from factx.cli import app
from factx.errors import GoldError, InputError, OutputError
from factx.evaluate import load_gold, load_gold_said
from factx.label import opening
from factx.label.book import StaleError
from factx.label.lock import NAME, WriterLock
from factx.label.made import Refused, number
from factx.label.rows import Shelf, file_of
from factx.label.server import FILES, Server
from factx.read import ReadOptions
from factx.records import Document, fact_id
from labelling import served

TEXT = "Nord 🥖 Ltd said sales rose 5 percent to 3 million euros ($3.4 million) in May 2021 from 2.9 million euros.\n"
DOC = Document(id="nord", text=TEXT, published="2021-06-01")


@pytest.fixture
def gold(tmp_path):
    return tmp_path / "gold"


@pytest.fixture
def book(gold):
    with opening.opened(gold, {"nord": DOC, "other": Document(id="other", text="Nothing here.")}) as book:
        yield book


def span(text, kind="", **values):
    start = TEXT.index(text)
    return {"kind": kind, "start": start, "end": start + len(text), "text": text, "values": values}


def do(book, what, given=None, doc_id="nord"):
    book.change(doc_id, book.shown(doc_id)["version"], what, given or {})
    return book.shown(doc_id)


def put(book, text, kind, **values):
    more = {name: values.pop(name) for name in ("replaces", "by", "note", "optional") if name in values}
    return do(book, "put", span(text, kind, **values) | more)


def id_of(text, kind):
    start = TEXT.index(text)
    return fact_id("nord", start, start + len(text), kind)


MAY = ("May 2021", "date", {"timex": "2021-05"})
EUROS = ("3 million euros", "money", {"amount": "3 million", "currency": "EUR"})
RISE = ("5 percent", "percent", {"value": "5", "unit": "percent"})


def fill(book, *labels):
    for text, kind, values in labels:
        put(book, text, kind, **values)


def test_what_is_labelled_is_gold_that_evaluate_takes(book, gold):
    fill(book, MAY, EUROS, RISE, ("Nord 🥖 Ltd", "organization", {"name": "Nord 🥖 Ltd", "org_kind": "company"}))
    put(
        book, "$3.4 million", "money", amount="3.4m", currency="USD", equivalent_of=id_of(*EUROS[:2]), note=" restated "
    )
    do(
        book,
        "say",
        {"fact_id": id_of(*EUROS[:2]), "measure": span("sales"), "role": "to", "change": "up", "when": "2021-05"},
    )
    about = span("Nord 🥖 Ltd") | {"kind": None}
    said = {"fact_id": id_of(*RISE[:2]), "measure": span("sales"), "about": about, "about_name": "Nord 🥖 Ltd"}
    do(book, "say", said | {"role": "change", "change": "up", "of_id": id_of(*EUROS[:2])})
    found, told = load_gold(gold, {"nord": DOC}), load_gold_said(gold, {"nord": DOC})
    assert [(fact.kind, fact.text) for fact in found.labels["nord"]] == [
        ("organization", "Nord 🥖 Ltd"),
        ("percent", "5 percent"),
        ("money", "3 million euros"),
        ("money", "$3.4 million"),
        ("date", "May 2021"),
    ]
    money, may = found.labels["nord"][2], found.labels["nord"][4]
    assert (str(money.amount), money.currency, str(may.first_day), str(may.last_day)) == (
        "3000000",
        "EUR",
        "2021-05-01",
        "2021-05-31",
    )
    assert [(each.observation.measure, each.of and each.of.text) for each in told.labels["nord"]] == [
        ("sales", "3 million euros"),
        ("sales", None),
    ]
    assert json.loads((gold / "nord.jsonl").read_text("utf8").splitlines()[3])["note"] == "restated"
    again = Shelf(gold, {"nord": DOC}).labels["nord"]
    assert [*again.facts] == book.shown("nord")["facts"]
    assert [*again.said] == book.shown("nord")["said"]


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        (
            span("5 percent", "percent", value="5", unit="percent") | {"text": "6 percent"},
            "span",
            "text is not the slice",
        ),
        (span("5 percent", "percent", value="5", unit="percent") | {"end": 10_000}, "span", "no span of the article"),
        (span("5 percent ", "percent", value="5", unit="percent"), "span", "space"),
        (span("5 percent", "colour"), "span", "no kind"),
        (span("5 percent", "percent", unit="percent"), "value", "what is it?"),
        (span("5 percent", "percent", value="five", unit="percent"), "value", "valid decimal"),
        (span("5 percent", "percent", value="5", unit="per mille"), "unit", "Input should be"),
        (span("5 percent", "percent", value="5", value_to="4", unit="percent"), "value_to", "not above"),
        (span("3 million euros", "money", amount="3m", currency="EURO"), "currency", "ISO 4217"),
        (span("May 2021", "date", timex="May"), "timex", "not a TIMEX3 value"),
        (span("Nord", "organization", name="  "), "name", "what is it?"),
    ],
)
def test_what_is_no_label_is_refused_with_the_field_and_not_saved(book, gold, given, field, why):
    with pytest.raises(Refused) as refused:
        do(book, "put", given)
    assert why in refused.value.fields[field]
    assert not [*gold.glob("*.jsonl")]


def test_labels_of_one_kind_do_not_overlap_others_nest(book):
    fill(book, EUROS, ("3 million", "percent", {"value": "3", "unit": "percent"}))
    with pytest.raises(Refused, match="overlaps another money label: 3 million euros"):
        put(book, "million euros", "money", amount="1", currency="EUR")


def test_a_new_span_keeps_what_points_to_the_label(book):
    fill(book, EUROS, RISE)
    do(book, "say", {"fact_id": id_of(*EUROS[:2])})
    do(book, "say", {"fact_id": id_of(*RISE[:2]), "of_id": id_of(*EUROS[:2])})
    put(book, "$3.4 million", "money", amount="3.4m", currency="USD", equivalent_of=id_of(*EUROS[:2]))
    now = put(book, "3 million", "money", amount="3m", currency="EUR", replaces=id_of(*EUROS[:2]))
    new = id_of("3 million", "money")
    assert [row["equivalent_of"] for row in now["facts"] if row["text"] == "$3.4 million"] == [new]
    assert [(row["text"], row["of_id"]) for row in now["said"]] == [("5 percent", new), ("3 million", None)]
    now = do(book, "drop", {"id": new})
    assert [row["of_id"] for row in now["said"]] == [None]
    assert [row["equivalent_of"] for row in now["facts"] if row["kind"] == "money"] == [None]


def test_what_a_number_belongs_to_must_say_something_itself(book):
    fill(book, EUROS, RISE, MAY)
    with pytest.raises(Refused) as refused:
        do(book, "say", {"fact_id": id_of(*RISE[:2]), "of_id": id_of(*EUROS[:2])})
    assert "first write what it says" in refused.value.fields["of_id"]
    with pytest.raises(Refused, match="only an amount or a percentage"):
        do(book, "say", {"fact_id": id_of(*MAY[:2])})
    with pytest.raises(Refused) as refused:
        do(book, "say", {"fact_id": id_of(*RISE[:2]), "measure": span("sales") | {"text": "costs"}})
    assert "not the slice" in refused.value.fields["measure"]
    with pytest.raises(Refused) as refused:
        do(book, "say", {"fact_id": id_of(*RISE[:2]), "when": "soon"})
    assert "TIMEX3" in refused.value.fields["when"]


def test_undo_and_redo_are_on_the_disk(book, gold):
    file = gold / "nord.jsonl"
    fill(book, MAY)
    first = file.read_text("utf8")
    fill(book, EUROS)
    assert do(book, "undo")["redo"]
    assert file.read_text("utf8") == first
    do(book, "undo")
    assert not file.exists()
    do(book, "redo")
    assert file.read_text("utf8") == first
    fill(book, RISE)
    with pytest.raises(InputError, match="nothing to redo"):
        do(book, "redo")


def test_an_article_without_facts_is_gold_too(book, gold):
    do(book, "keep", doc_id="other")
    assert (gold / "other.jsonl").read_text("utf8") == ""
    assert load_gold(gold, book.documents).labels == {"other": []}
    do(book, "undo", doc_id="other")
    assert not (gold / "other.jsonl").exists()


def test_a_late_change_and_a_file_changed_by_others_are_refused(book, gold):
    fill(book, MAY)
    with pytest.raises(StaleError):
        book.change("nord", 0, "put", span(*EUROS[:2], **EUROS[2]))
    (gold / "nord.jsonl").write_text("", "utf8")
    with pytest.raises(OutputError, match="changed by another program"):
        fill(book, EUROS)
    assert len(book.shown("nord")["facts"]) == 1


def test_suggestions_are_no_gold_until_confirmed(book, gold):
    fill(book, MAY)
    row = json.loads((gold / "nord.jsonl").read_text("utf8")) | {"suggested": "factx"}
    (gold / "nord.jsonl").write_text(json.dumps(row) + "\n", "utf8")
    with pytest.raises(GoldError, match="suggested by factx and not confirmed"):
        load_gold(gold, {"nord": DOC})
    again = opening.Book({"nord": DOC}, Shelf(gold, {"nord": DOC}))
    found = do(again, "confirm", {"id": row["id"], "by": "factx"})["facts"]
    assert [(each.get("suggested"), each["confirmed"]) for each in found] == [(None, "factx")]
    assert len(load_gold(gold, {"nord": DOC}).labels["nord"]) == 1


def test_what_a_number_says_is_taken_back_or_confirmed(book, gold):
    fill(book, EUROS, RISE)
    euros, rise = id_of(*EUROS[:2]), id_of(*RISE[:2])
    do(book, "say", {"fact_id": euros, "role": "to"})
    do(book, "say", {"fact_id": rise, "role": "change", "of_id": euros})
    assert [(row["fact_id"], row["of_id"]) for row in do(book, "unsay", {"fact_id": euros})["said"]] == [(rise, None)]
    with pytest.raises(Refused, match="not there any more"):
        do(book, "unsay", {"fact_id": euros})
    file = gold / "observations/nord.jsonl"
    row = json.loads(file.read_text("utf8"))
    file.write_text("".join(f"{json.dumps(row | {'suggested': who})}\n" for who in ("anna", "ben")), "utf8")
    again = opening.Book({"nord": DOC}, Shelf(gold, {"nord": DOC}))
    with pytest.raises(Refused, match="not there any more"):
        do(again, "confirm_said", {"fact_id": rise, "by": "eve"})
    assert [row["suggested"] for row in do(again, "unsay", {"fact_id": rise, "by": "anna"})["said"]] == ["ben"]
    do(again, "undo")
    found = do(again, "confirm_said", {"fact_id": rise, "by": "ben"})["said"]
    assert [(row.get("suggested"), row["confirmed"]) for row in found] == [(None, "ben")]
    assert len(load_gold_said(gold, {"nord": DOC}).labels["nord"]) == 1


def test_gold_of_other_articles_is_left_as_it_is(book, gold):
    fill(book, MAY)
    do(book, "keep", doc_id="other")
    before = (gold / "nord.jsonl").read_text("utf8")
    lone = {"other": book.documents["other"]}
    shelf = Shelf(gold, lone)
    assert [*shelf.labels] == ["other"]
    do(opening.Book(lone, shelf), "keep", {"said": True}, doc_id="other")
    assert (gold / "nord.jsonl").read_text("utf8") == before
    (gold / "other.jsonl").write_text(before, "utf8")
    with pytest.raises(GoldError, match="they belong into"):
        Shelf(gold, book.documents)


def test_a_gold_file_that_is_wrong_is_not_opened(gold):
    gold.mkdir()
    (gold / "nord.jsonl").write_text('{"doc_id": "nord", "kind": "date"}\n', "utf8")
    with pytest.raises(GoldError, match=r"nord\.jsonl:1"), opening.opened(gold, {"nord": DOC}):
        pass


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("371.53 billion", "371530000000"),
        ("1,200", "1200"),
        ("50k", "50000"),
        ("−3.5m", "-3500000"),
        ("2.50", "2.50"),
        ("1e3", "1e3"),
        ("x", "x"),
    ],
)
def test_numbers_as_they_are_typed(typed, meant):
    assert number(typed) == meant


@pytest.mark.parametrize("doc_id", ["../../etc/passwd", "a/b", ".hidden", "x" * 300, "nul\x00", "http://a.b/c?d=1"])
def test_ids_become_safe_file_names(doc_id):
    name = file_of(doc_id)
    assert not {"/", "\\", "\x00", ":"} & set(name)
    assert not name.startswith(".")
    assert len(name) < 100
    assert file_of("nord-2021") == "nord-2021.jsonl"
    assert file_of(f"{doc_id}2") != name


@pytest.mark.parametrize("name", ["observations", "../x", "", ".", "a/b", "x."])
def test_names_of_annotators_are_names_of_folders(gold, name):
    with pytest.raises(InputError):
        opening.own_folder(gold, name)


def test_a_second_writer_is_refused_and_the_lock_ends_with_its_process(gold):
    hold = "import sys, time; from pathlib import Path; from factx.label.lock import WriterLock\n"
    hold += "with WriterLock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, gold],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(OutputError, match=f"another factx label .process {other.pid}"), WriterLock(gold):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert (gold / NAME).exists()
        with WriterLock(gold):
            pass
    assert not (gold / NAME).exists()


def ask(server, method, path, headers=(), body=None, token=None):
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    own = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"}
    own = {name: value for name, value in (own | dict(headers)).items() if value is not None}
    connection.putrequest(method, f"/{token or server.guard.token}/{path}", skip_host=True)
    data = (body if isinstance(body, str) else json.dumps(body or {})).encode()
    for name, value in ({"Content-Length": str(len(data))} | own).items():
        connection.putheader(name, value)
    connection.endheaders(data)
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers
    connection.close()
    return found


def test_who_may_speak_to_the_server(book):
    change = {"id": "nord", "version": 0, "what": "put", "given": span(*MAY[:2], **MAY[2])}
    with served(book) as server:
        port = server.server_address[1]
        assert server.server_address[0] == "127.0.0.1"
        for headers, token, why in [
            ({"Host": f"evil.example:{port}"}, None, "wrong host"),
            ({"Host": None}, None, "wrong host"),
            ({}, "x" * 32, "wrong token"),
            ({"Origin": "http://evil.example"}, None, "wrong origin"),
            ({"Origin": "null"}, None, "wrong origin"),
            ({"Origin": None}, None, "no origin"),
            ({"Origin": f"http://localhost:{port}"}, None, "wrong origin"),
            ({"Sec-Fetch-Site": "cross-site"}, None, "wrong site"),
            ({"Content-Type": "text/plain"}, None, "not JSON"),
        ]:
            status, data, _ = ask(server, "POST", "api/change", headers, change, token)
            assert (status, json.loads(data)) == (403, {"error": why})
        for headers, token in [({"Host": "evil.example"}, None), ({}, "y"), ({"Origin": "http://evil.example"}, None)]:
            assert ask(server, "GET", "api/articles", headers, token=token)[0] == 403
        assert book.shown("nord")["facts"] == []
        status, data, headers = ask(server, "POST", "api/change", body=change)
        assert (status, len(json.loads(data)["facts"])) == (200, 1)
        assert "'unsafe" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_the_server_answers(book):
    change = {
        "id": "nord",
        "version": 0,
        "what": "put",
        "given": span("5 percent", "percent", value="x", unit="percent"),
    }
    with served(book) as server:
        status, data, _ = ask(server, "POST", "api/change", body=change)
        assert (status, [*json.loads(data)["fields"]]) == (422, ["value"])
        assert ask(server, "POST", "api/change", body=change | {"version": 3})[0] == 409
        assert ask(server, "POST", "api/change", {"Content-Length": str(1 << 21)}, change)[0] == 413
        assert ask(server, "POST", "api/change", {"Content-Length": "\u00b2"}, change)[0] == 413
        assert ask(server, "POST", "api/change", {}, "[" * 100_000)[0] == 400
        for wrong in (
            {"id": "none"},
            {"given": []},
            {"what": "explode"},
            {"version": "0"},
            {"id": ["nord"]},
            {"what": "undo"},
        ):
            assert ask(server, "POST", "api/change", body=change | wrong)[0] == 400
        for given in ({"kind": []}, {"kind": "percent", "values": []}, {"start": "0"}, {"values": {"value": {}}}):
            assert ask(server, "POST", "api/change", body=change | {"given": change["given"] | given})[0] in (400, 422)
        assert ask(server, "GET", "../../etc/passwd")[0] == 404
        assert ask(server, "GET", "api/article?id=none")[0] == 404
        for name in FILES:
            assert ask(server, "GET", name)[0] == 200
        listed = json.loads(ask(server, "GET", "api/articles")[1])
        assert [(each["id"], each["labels"]) for each in listed["articles"]] == [("nord", None), ("other", None)]
        assert [field["name"] for field in listed["forms"]["percent"]] == ["value", "value_to", "unit", "qualifier"]


def test_the_guide_of_the_page_is_the_guide(root):
    assert (root / "src/factx/label/page/guide.md").read_bytes() == (root / "docs/annotation.md").read_bytes()


def test_the_files_of_the_page_are_short(root):
    files = [*(root / "src/factx/label/page").glob("*.js"), *(root / "src/factx/label/page").glob("*.css")]
    assert {file.name: n for file in files if (n := file.read_text("utf8").count("\n")) > 300} == {}


def labelled(tmp_path, names, each):
    found = {f"d{n}": DOC.model_copy(update={"id": f"d{n}"}) for n in range(3)}
    for name in names:
        with opening.opened(opening.own_folder(tmp_path / "gold", name), found) as book:
            each(book, name)
    return found


def test_two_annotators_become_one_gold(tmp_path, gold):
    def each(book, name):
        do(book, "put", span(*MAY[:2], **MAY[2]), "d0")
        do(book, "put", span(*MAY[:2], **MAY[2]), "d1")
        do(book, "put", span("5 percent", "percent", value="5" if name == "anna" else "6", unit="percent"), "d1")

    found = labelled(tmp_path, ("anna", "ben"), each)
    with opening.settling(gold, found, ("anna", "ben")) as (book, agreed):
        assert ([*book.documents], agreed) == (["d0", "d1"], 1)
        facts = book.shown("d1")["facts"]
        assert [(row["kind"], row.get("value"), row.get("suggested")) for row in facts] == [
            ("percent", "5", "anna"),
            ("percent", "6", "ben"),
            ("date", None, None),
        ]
        do(book, "confirm", {"id": facts[1]["id"], "by": "ben"}, "d1")
    assert {doc_id: len(rows) for doc_id, rows in load_gold(gold, found).labels.items()} == {"d0": 1, "d1": 2}
    assert [str(row.value) for row in load_gold(gold, found).labels["d1"] if row.kind == "percent"] == ["6"]


def test_settling_needs_two_who_are_done(tmp_path, gold):
    found = labelled(tmp_path, ("anna",), lambda book, _: do(book, "keep", doc_id="d0"))
    for names in (("anna", "anna"), ("anna", "ben")):
        with pytest.raises(InputError), opening.settling(gold, found, names):
            pass


def test_the_command_serves_until_it_is_stopped(tmp_path, monkeypatch):
    (tmp_path / "nord-2021-06-01.txt").write_text(TEXT, "utf8")
    monkeypatch.setattr(Server, "serve_forever", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    command = ["label", str(tmp_path / "nord-2021-06-01.txt"), "-o", str(tmp_path / "gold"), "--no-open"]
    done = CliRunner().invoke(app, [*command, "--as", "anna"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "stopped")
    assert done.output.startswith("http://127.0.0.1:")
    assert isinstance(CliRunner().invoke(app, [*command, "--settle", "a", "b", "--as", "c"]).exception, InputError)


def test_articles_are_called_as_extract_calls_them(root):
    found = opening.articles([root / "outputs"], ReadOptions())
    assert set(found) == set(opening.articles([root / "corpus"], ReadOptions(ids="unique")))
