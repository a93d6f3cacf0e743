"""Scores of observations: which slots agree, what is missed and spurious, gold that is refused, floors, the command."""

import json

import pytest

from facts import fact_at
from factx import evaluate as ev
from factx.errors import GoldError
from factx.evaluate.slots import agree, content_words
from factx.observation import Observation, observation_id
from factx.records import Document
from within import factx

TEXTS = {
    "a": "Liaoning's foreign trade grew 13.6 percent to $371 million in 2021, exports of Liaoning goods by 5 percent.",
    "b": "Norden sold 7 percent of it for $3 million. Some 9 percent is left.",
}
DOCUMENTS = {name: Document(id=name, text=text) for name, text in TEXTS.items()}
OWN = {"money": {"amount": "1", "currency": "USD"}, "percent": {"value": "1", "unit": "percent"}}


def number(doc, words):
    kind = "money" if "$" in words else "percent"
    return fact_at(TEXTS[doc], words, kind, doc, rule="x", **OWN[kind])


def line(doc, words, of=None, **own):
    """What a number says, as a line of observations.jsonl."""
    fact = number(doc, words)
    row = {"id": observation_id(fact.id), "doc_id": doc, "fact_id": fact.id, "rule": "subject"} | own
    for name in ("measure", "about"):
        if name in own:
            start = TEXTS[doc].index(own[name])
            row |= {f"{name}_start": start, f"{name}_end": start + len(own[name])}
    return row | ({"of_id": number(doc, of).id} if of else {})


def gold(doc, words, *args, **own):
    fact, more = number(doc, words), {name: own.pop(name) for name in ("note", "optional") if name in own}
    place = {name: getattr(fact, name) for name in ("kind", "text", "start", "end")}
    return line(doc, words, *args, **own) | {"rule": "gold"} | place | more


GOLD = [
    gold("a", "13.6 percent", "$371 million", measure="foreign trade", about="Liaoning", change="up", role="change"),
    gold(
        "a", "$371 million", measure="foreign trade", about="Liaoning", when="2021-01/2021-12", change="up", role="to"
    ),
    gold("a", "5 percent", measure="exports of Liaoning goods", about="Liaoning", role="change", note="by"),
    gold("b", "7 percent", measure="it", about="Norden", role="share"),
    gold("b", "9 percent", role="share", optional=True),
]


def folder(path, rows, name="observations"):
    path = path / name if name else path
    path.mkdir(parents=True, exist_ok=True)
    for doc in sorted({row["doc_id"] for row in rows}):
        there = "".join(json.dumps(row) + "\n" for row in rows if row["doc_id"] == doc)
        (path / f"{doc}.jsonl").write_text(there, "utf8")
    return path


def loaded(tmp_path, rows=tuple(GOLD)):
    folder(tmp_path, rows)
    return ev.load_gold_said(tmp_path, DOCUMENTS)


def found(*rows):
    by_document = {}
    facts = [number(doc, words) for doc, words in (
        ("a", "13.6 percent"), ("a", "$371 million"), ("a", "5 percent"), ("b", "7 percent"), ("b", "$3 million"), ("b", "9 percent"),
    )]  # fmt: skip
    for row in rows:
        made = Observation.model_validate(row, context={"document": DOCUMENTS[row["doc_id"]]})
        by_document.setdefault(row["doc_id"], []).append(made)
    return {doc: list(ev.said.joined(said, [f for f in facts if f.doc_id == doc])) for doc, said in by_document.items()}


def counts(result, slot, scheme="filled"):
    c = result.counts.total(slot, scheme)
    return c.correct, c.incorrect, c.missed, c.spurious


def plain(rows):
    return [
        {k: v for k, v in row.items() if k not in {"kind", "text", "start", "end", "note", "optional"}} for row in rows
    ]


def test_the_gold_itself_is_all_right(tmp_path):
    labels = loaded(tmp_path)
    assert {doc: len(rows) for doc, rows in labels.labels.items()} == {"a": 3, "b": 1}
    assert [len(rows) for rows in labels.optional.values()] == [0, 1]
    for rows in (GOLD, GOLD[:4]):  # optional: neither rewarded nor punished
        result = ev.score_slots(labels, found(*plain(rows)))
        assert {
            result.f1(slot, scheme) for slot, scheme in result.slots if slot != "basis" or scheme == "with empty"
        } == {1.0}
        assert counts(result, "record") == (4, 0, 0, 0)
        assert result.wrong == []
    assert ("about_name", "filled") not in result.slots


def test_missed_spurious_and_wrong_slots(tmp_path):
    rows = [
        line("a", "13.6 percent", measure="trade", about="foreign", change="up", role="change"),  # of is missed
        line("a", "$371 million", measure="foreign trade", when="2021", change="down", basis="year-on-year", role="to"),
        line("b", "7 percent", "$3 million", measure="it", about="Norden", role="share"),
        line("b", "$3 million", measure="sold", role="level"),  # no gold: spurious
    ]  # 5 percent: not found
    result = ev.score_slots(loaded(tmp_path), found(*rows))
    assert counts(result, "measure") == (3, 0, 1, 1)
    assert counts(result, "measure", "same span") == (2, 1, 1, 1)
    assert counts(result, "measure", "with empty") == (3, 0, 1, 1)
    assert counts(result, "about") == (1, 1, 2, 0)
    assert counts(result, "about", "with empty") == (1, 2, 1, 1)
    assert counts(result, "when") == (1, 0, 0, 0)
    assert counts(result, "change") == (1, 1, 0, 0)
    assert counts(result, "basis") == (0, 0, 0, 1)
    assert counts(result, "basis", "with empty") == (2, 1, 1, 1)
    assert counts(result, "role") == (3, 0, 1, 1)
    assert counts(result, "of") == (0, 0, 1, 1)
    assert counts(result, "record") == (0, 4, 0, 0)
    assert counts(result, "record", "with empty") == (0, 3, 1, 1)
    assert result.f1("measure") == pytest.approx(2 * 3 / (4 + 4))
    assert result.f1("record") == 0
    told = [(w.slot, bool(w.gold), bool(w.found)) for w in result.wrong if w.slot == "measure"]
    assert told == [("measure", True, False), ("measure", False, True)]


def test_a_record_is_right_where_all_slots_are(tmp_path):
    rows = plain(GOLD[:4])
    rows[0] |= {
        "measure": "trade",
        "measure_start": TEXTS["a"].index("trade"),
        "measure_end": TEXTS["a"].index("trade") + 5,
    }
    rows[1] |= {"about_name": "Liaoning Province"}  # not among the guide's slots
    rows[2] |= {"basis": "year-on-year"}
    result = ev.score_slots(loaded(tmp_path), found(*rows))
    assert counts(result, "record") == (3, 1, 0, 0)
    assert result.f1("record") == 0.75


def test_owners_by_name_count_where_gold_names_them(tmp_path):
    rows = [{**row, "about_name": "The Norden Group"} if row["doc_id"] == "b" else row for row in GOLD]
    mine = [{**row, "about_name": "Norden group's"} if row["doc_id"] == "b" else row for row in plain(GOLD[:4])]
    assert counts(ev.score_slots(loaded(tmp_path, rows), found(*mine)), "about_name") == (1, 0, 0, 0)


def test_other_documents_and_empty_files(tmp_path):
    labels = loaded(tmp_path, GOLD[:3])
    (tmp_path / "observations/b.jsonl").touch()
    mine = plain(GOLD[:4])
    assert counts(ev.score_slots(labels, found(*mine)), "measure") == (3, 0, 0, 0)
    labels = ev.load_gold_said(tmp_path, DOCUMENTS)
    assert counts(ev.score_slots(labels, found(*mine)), "measure") == (3, 0, 0, 1)


def test_numbers_are_paired_by_overlap_of_one_kind(tmp_path):
    labels = loaded(tmp_path, GOLD[:2])
    shorter = number("a", "371 million").model_copy(update={"kind": "money"})
    wrong = number("a", "371 million")
    for fact, right in ((shorter, 1), (wrong, 0)):
        made = Observation(id=observation_id(fact.id), doc_id="a", fact_id=fact.id, rule="x", role="to")
        result = ev.score_slots(labels, {"a": [ev.Said(fact, made)]})
        assert counts(result, "role") == (right, 0, 2 - right, 1 - right)


@pytest.mark.parametrize(
    ("slot", "one", "other", "same"),
    [
        ("measure", "foreign trade", "trade", True),
        ("measure", "exports of Liaoning goods", "exports", True),
        ("measure", "exports of Liaoning goods", "foreign trade", False),
        ("about", "Liaoning", "Liaoning goods", True),
        ("when", "2021-H1", "2021-01/2021-06", True),
        ("when", "2021-H1", "2021", False),
        ("when", "P6M", "P6M", True),
        ("when", "P6M", "P2Q", False),
        ("about_name", "the Norden Group", "Norden Group’s", True),
        ("about_name", "Norden", "Norden Group", False),
        ("change", "up", "down", False),
    ],
)
def test_when_two_values_agree(slot, one, other, same):
    made = [
        ev.Said(number("a", "5 percent"), Observation(**line("a", "5 percent", **{slot: value})))
        for value in (one, other)
    ]
    assert agree(slot, *made) is agree(slot, *reversed(made)) is same
    assert agree(slot, made[0], None) is False
    assert agree(slot, made[0], made[0], strict=True)


def test_the_last_content_word():
    assert content_words("the EU’s imports of U.S. goods and the") == ["eu", "imports", "u.s", "goods"]
    assert content_words("its") == []


BAD = {
    "text is not the slice": {"text": "6 percent"},
    "kind 'date' is not money or percent": {"kind": "date"},
    "the id is not the hash of document id, offsets and kind": {"kind": "money"},
    "the id is not the hash of the fact's id": {"id": "0" * 16},
    "measure is not the slice": {"measure": "Exports of Liaoning goods"},
    "not a TIMEX3 value": {"when": "then"},
    "start: Input should be a valid integer": {"start": None},
    "no document 'z' in the outputs: extract it first": {"doc_id": "z"},
    "value: Extra inputs are not permitted": {"value": "5"},
}


@pytest.mark.parametrize("why", BAD)
def test_gold_that_is_not_true_is_refused(tmp_path, why):
    row = GOLD[2] | BAD[why]
    folder(tmp_path, [GOLD[0] | {"optional": True}])
    (tmp_path / "observations/a.jsonl").write_text(json.dumps(GOLD[1]) + "\n" + json.dumps(row) + "\n", "utf8")
    with pytest.raises(GoldError) as caught:
        ev.load_gold_said(tmp_path, DOCUMENTS)
    assert f"{tmp_path}/observations/a.jsonl:2: " in str(caught.value)
    assert why in str(caught.value)


def test_gold_must_belong_to_a_number_that_has_gold(tmp_path):
    with pytest.raises(
        GoldError, match=r"observations: a: \[13.6 percent\] belongs to \w+, which has no gold observation"
    ):
        loaded(tmp_path, GOLD[:1])
    assert ev.load_gold_said(tmp_path / "none", DOCUMENTS) is None


@pytest.fixture
def work(tmp_path):
    """Gold of facts and observations, and outputs of one wrong slot."""
    facts = [number("a", w) for w in ("13.6 percent", "$371 million", "5 percent")] + [number("b", "7 percent")]
    labels = [json.loads(f.model_dump_json()) | {"rule": "gold"} for f in facts]
    folder(tmp_path / "gold", labels, None)
    folder(tmp_path / "gold", GOLD)
    out = tmp_path / "out"
    out.mkdir()
    rows = plain(GOLD[:4])
    rows[3] |= {"role": "change"}
    for name, given in (
        ("facts", labels), ("observations", rows), ("documents", [json.loads(d.model_dump_json()) for d in DOCUMENTS.values()]),
    ):  # fmt: skip
        (out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in given), "utf8")
    return tmp_path


TABLE = """\
observations                  filled             same span            with empty
measure         1.000 [1.000, 1.000]  1.000 [1.000, 1.000]  1.000 [1.000, 1.000]
about           1.000 [1.000, 1.000]  1.000 [1.000, 1.000]  1.000 [1.000, 1.000]
when            1.000 [0.000, 1.000]                        1.000 [1.000, 1.000]
change          1.000 [0.000, 1.000]                        1.000 [1.000, 1.000]
basis                        nothing                        1.000 [1.000, 1.000]
role            0.750 [0.000, 1.000]                        0.750 [0.000, 1.000]
of              1.000 [0.000, 1.000]                        1.000 [1.000, 1.000]
record          0.750 [0.000, 1.000]                        0.750 [0.000, 1.000]
records: share of gold numbers with all slots right, 3 of 4; with empty: F1
"""


def test_the_command(work):
    code, out, err = factx("evaluate", "gold", "out", "--errors", "--pin", cwd=work)
    assert (code, err) == (0, "")
    assert TABLE in out
    assert (
        "role: b: Norden sold [7 percent] of it for $3 million. Some 9 percent is  change, gold share  by gold\n" in out
    )
    assert "|documents:2|numbers:4|schemes:MUC slots|seed:" in out
    pinned = json.loads((work / "gold/floors.json").read_text())["observations"]
    assert (pinned["floors"]["role.filled"], pinned["floors"]["record.filled"]) == (0.75, 0.75)
    assert factx("evaluate", "gold", "out", "--check", cwd=work)[0] == 0


def test_the_command_checks_floors(work):
    factx("evaluate", "gold", "out", "--pin", cwd=work)
    said = (work / "out/observations.jsonl").read_text("utf8")
    (work / "out/observations.jsonl").write_text(said.replace('"role": "to"', '"role": "from"'), "utf8")
    code, _, err = factx("evaluate", "gold", "out", "--check", cwd=work)
    assert code == 1
    assert "role.filled 0.500 is below its floor 0.750" in err
    code, _, err = factx("evaluate", "gold", "out", "--pin", cwd=work)
    assert (code, err.startswith("factx: pinning would lower role.filled, role.with empty, record.filled")) == (2, True)
    assert factx("evaluate", "gold", "out", "--pin", "--allow-lower", cwd=work)[0] == 0
    (work / "out/observations.jsonl").unlink()
    code, out, err = factx("evaluate", "gold", "out", "--check", cwd=work)
    assert code == 1
    assert "out has no observations\n" in out
    assert "measure.filled 0.000 is below" in err
    (work / "gold/observations/b.jsonl").unlink()
    code, _, err = factx("evaluate", "gold", "out", "--check", cwd=work)
    assert (code, err.startswith("gold observations changed: floors are pinned for")) == (1, True)
    (work / "gold/floors.json").write_text('{"gold": "x", "floors": {}, "observations": {"floors": {"a": "b"}}}')
    code, _, err = factx("evaluate", "gold", "out", "--check", cwd=work)
    assert (code, "gold/floors.json: not floors" in err) == (2, True)


def test_the_interval_is_the_same_every_time(tmp_path):
    labels = loaded(tmp_path)
    mine = found(*plain(GOLD[:2]))
    one, two = (ev.score_slots(labels, mine).counts.interval("measure", "filled") for _ in range(2))
    assert one == two
