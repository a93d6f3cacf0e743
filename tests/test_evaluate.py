"""Scores: counts as nervaluate has them, values, signature, floors."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator

from facts import fact_at
from factx import evaluate as ev
from factx.errors import GoldError, InputError
from factx.records import Document

TEXT = "x" * 60
DOCUMENT = Document(id="d", text=TEXT)


def fact(start, end, kind="percent", **own):
    own = own or {"money": {"amount": "1", "currency": "USD"}, "percent": {"value": "1", "unit": "percent"}}[kind]
    return fact_at(TEXT, (start, end), kind, **own)


@st.composite
def spans(draw):
    """Disjoint spans of both kinds over the text."""
    cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=12)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return [fact(a, b, draw(st.sampled_from(["money", "percent"]))) for a, b in pairs]


def by_nervaluate(true, found, tags):
    rows = [
        [{"label": f.kind, "start": f.start, "end": f.end - 1} for f in facts] for facts in (true, found)
    ]  # its ends are inclusive
    return Evaluator([rows[0]], [rows[1]], tags=tags, loader="dict").evaluate()


def as_row(counts):
    return [counts.correct, counts.incorrect, counts.partial, counts.missed, counts.spurious]


def one_to_one(true, found):
    """No span overlaps two of the other side: pairing is then no matter of taste."""
    return all(
        sum(ev.overlap(a, b) > 0 for b in other) <= 1 for mine, other in ((true, found), (found, true)) for a in mine
    )


@given(spans(), spans())
@settings(max_examples=200, deadline=None)
def test_counts_agree_with_nervaluate(true, found):
    assume(one_to_one(true, found) and (true or found))
    theirs = by_nervaluate(true, found, ["money", "percent"])["overall"]
    ours = ev.match(true, found)
    for scheme, name in (("strict", "strict"), ("exact", "exact"), ("partial", "partial"), ("type", "ent_type")):
        result = theirs[name]
        assert as_row(ours[scheme]) == [
            result.correct,
            result.incorrect,
            result.partial,
            result.missed,
            result.spurious,
        ], scheme


def test_errors_say_what_is_wrong():
    two = {"value": "2", "unit": "percent"}
    true = [fact(0, 5), fact(10, 15), fact(20, 25), fact(30, 35)]
    found = [fact(0, 5), fact(10, 16), fact(20, 25, **two), fact(50, 55)]
    result = ev.score(ev.Gold({"d": true}, {}, ""), {"d": found})
    wrong = sorted(
        (what, one.start, one.end, other and (other.start, other.end)) for what, _, one, other in result.errors
    )
    assert wrong == [
        ("bounds", 10, 16, (10, 15)),
        ("extra", 50, 55, None),
        ("miss", 30, 35, None),
        ("value", 20, 25, (20, 25)),
    ]


def test_counts_agree_with_nervaluate_on_gold(root, corpus, corpus_facts):
    gold = ev.load_gold(root / "gold", {d.id: d for d in corpus})
    for doc_id, labels in gold.labels.items():
        for kind in ("money", "percent", "date", "organization"):
            true = [f for f in labels if f.kind == kind]
            found = [f for f in corpus_facts[doc_id] if f.kind == kind]
            if not one_to_one(true, found) or not (true or found):
                continue
            theirs = by_nervaluate(true, found, [kind])["overall"]
            for scheme, name in (("strict", "strict"), ("partial", "partial"), ("type", "ent_type")):
                result = theirs[name]
                assert as_row(ev.match(true, found)[scheme]) == [
                    result.correct,
                    result.incorrect,
                    result.partial,
                    result.missed,
                    result.spurious,
                ]


def test_value_needs_overlap_and_an_equal_value():
    gold = ev.Gold({"d": [fact(0, 5), fact(10, 15), fact(20, 25)]}, {}, "x")
    found = {"d": [fact(0, 4), fact(10, 15, value="2", unit="percent"), fact(40, 45)]}
    counts = ev.score(gold, found).total("percent", "value")
    assert as_row(counts) == [1, 1, 0, 1, 1]
    assert counts.f1 == pytest.approx(1 / 3)


def test_optional_labels_are_neither_rewarded_nor_punished():
    gold = ev.Gold({"d": [fact(0, 5)]}, {"d": [fact(10, 15)]}, "x")
    for found in ([fact(0, 5)], [fact(0, 5), fact(10, 15)]):
        assert ev.score(gold, {"d": found}).total("micro", "strict").f1 == 1.0


def gold_folder(tmp_path, *rows):
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf8")
    return tmp_path


def test_gold_that_is_not_true_is_refused(tmp_path):
    row = json.loads(fact(0, 5).model_dump_json())
    documents = {"d": Document(id="d", text="y" * 60)}
    with pytest.raises(GoldError, match=r"d\.jsonl:1: .*text is not the slice"):
        ev.load_gold(gold_folder(tmp_path, row), documents)
    with pytest.raises(GoldError, match="no document 'd' in the outputs"):
        ev.load_gold(tmp_path, {})
    (tmp_path / "d.jsonl").write_text("{not json\n", "utf8")
    with pytest.raises(GoldError, match=r"d\.jsonl:1: bad JSON: Expecting property name"):
        ev.load_gold(tmp_path, documents)
    with pytest.raises(InputError, match="no gold labels"):
        ev.load_gold(tmp_path / "none", documents)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'"a label"', "not a label: an object with a doc_id"),
        (b'{"kind": "money"}', "not a label: an object with a doc_id"),
        (b'{"doc_id": ["d"]}', "not a label: an object with a doc_id"),
        (b'{"doc_id": "d", "note": "caf\xe9"}', "not UTF-8: byte 0xe9"),
        (b'{"doc_id": "d", "kind": "percent"}', "id: Field required"),
    ],
)
def test_a_bad_line_of_gold_is_named(tmp_path, line, why):
    good = fact(0, 5).model_dump_json().replace('"1"', '"1.0"').encode()
    note = '{"note": "a line\u2028break", '.encode() + good[1:]
    (tmp_path / "d.jsonl").write_bytes(b"\n".join([note, b"", line]) + b"\n")
    with pytest.raises(GoldError) as caught:
        ev.load_gold(tmp_path, {"d": DOCUMENT})
    assert str(caught.value) == f"{tmp_path / 'd.jsonl'}:3: {why}"


@pytest.mark.parametrize("broken", [b"{", b"[]", b"\xff", b'{"gold": "x"}', b'{"floors": {"money.strict": "1"}}'])
def test_broken_floors_are_named(tmp_path, broken):
    gold = ev.load_gold(gold_folder(tmp_path / "gold", json.loads(fact(0, 5).model_dump_json())), {"d": DOCUMENT})
    (tmp_path / "floors.json").write_bytes(broken)
    with pytest.raises(GoldError, match=r"floors\.json: (bad JSON|not UTF-8|not floors)"):
        ev.pin_floors(tmp_path / "floors.json", ev.score(gold, {}), gold)
    assert (tmp_path / "floors.json").read_bytes() == broken


def test_floors_hold(tmp_path):
    row = json.loads(fact(0, 5).model_dump_json())
    gold = ev.load_gold(gold_folder(tmp_path, row), {"d": DOCUMENT})
    good, bad = ev.score(gold, {"d": [fact(0, 5)]}), ev.score(gold, {"d": []})
    floors = tmp_path / "floors.json"
    ev.pin_floors(floors, good, gold)
    pinned = json.loads(floors.read_text())
    assert ev.below_floors(good, gold, pinned) == []
    assert any("percent.strict 0.000 is below its floor 1.000" in line for line in ev.below_floors(bad, gold, pinned))
    with pytest.raises(GoldError, match="would lower"):
        ev.pin_floors(floors, bad, gold)
    ev.pin_floors(floors, bad, gold, allow_lower=True)
    changed = ev.Gold(gold.labels, gold.optional, "other")
    assert "gold changed" in ev.below_floors(good, changed, pinned)[0]


def test_the_interval_is_the_same_every_time(root, corpus, corpus_facts):
    gold = ev.load_gold(root / "gold", {d.id: d for d in corpus})
    result = ev.score(gold, corpus_facts)
    low, high = result.interval("micro", "strict")
    assert (low, high) == ev.score(gold, corpus_facts).interval("micro", "strict")
    assert low <= result.total("micro", "strict").f1 <= high
