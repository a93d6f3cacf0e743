"""Two runs beside each other: what became right and wrong, p-values, the command."""

import json
from dataclasses import replace
from itertools import combinations_with_replacement
from math import factorial, prod

import pytest

from facts import fact_at
from factx import evaluate as ev
from factx.errors import GoldError
from factx.evaluate.diff import check_same_texts
from factx.observation import Observation, observation_id
from factx.records import Document
from within import factx

TEXTS = {
    "a": "Norden sold 7 percent for $3 million in May, 9 percent later.",
    "b": "Acme paid $5 million, or 2 percent.",
    "c": "Oil rose 4 percent.",
}
DOCUMENTS = {name: Document(id=name, text=text) for name, text in TEXTS.items()}


def fact(doc, words, value=None, rule="x", **own):
    """A number as factx would read it, or with another value."""
    kind = "money" if "$" in words else "percent"
    digits = value or words.strip("$").split()[0]
    own = ({"amount": digits, "currency": "USD"} if kind == "money" else {"value": digits, "unit": "percent"}) | own
    return fact_at(TEXTS[doc], words, kind, doc, rule=rule, **own)


GOLD = {
    "a": [fact("a", "7 percent"), fact("a", "$3 million"), fact("a", "9 percent")],
    "b": [fact("b", "$5 million"), fact("b", "2 percent")],
    "c": [fact("c", "4 percent")],
}
OLD = {
    "a": [fact("a", "7 percent"), fact("a", "$3 million", "8"), fact("a", "9 percent", "1")],
    "b": [fact("b", "5 million, or 2 percent")],
    "c": [fact("c", "4 percent"), fact("c", "rose", "1")],
}
NEW = {
    "a": [fact("a", "7 percent", "6"), fact("a", "$3 million"), fact("a", "9 percent", "2")],
    "b": [fact("b", "$5 million"), fact("b", "2 percent", qualifier="about")],
    "c": [fact("c", "4 percent", qualifier="about"), fact("c", "Oil", "1")],
}


def compared(old, new, **more):
    gold = ev.Gold(GOLD, {}, "x")
    return ev.compare(gold, ev.score(gold, old), ev.score(gold, new), **more)


def words(change):
    return [change.what, *(each and each.text for each in (change.gold, change.old, change.new))]


def test_every_change_is_named():
    assert [words(change) for change in compared(OLD, NEW).facts] == [
        ["right", "$3 million", "$3 million", "$3 million"],
        ["right", "$5 million", None, "$5 million"],
        ["right", "2 percent", "5 million, or 2 percent", "2 percent"],  # its bounds
        ["wrong", "7 percent", "7 percent", "7 percent"],
        ["gone", None, "rose", None],
        ["came", None, None, "Oil"],
        ["changed", "9 percent", "9 percent", "9 percent"],  # wrong before and now
        ["changed", "4 percent", "4 percent", "4 percent"],  # right but for its qualifier
    ]


def test_backwards_everything_is_the_other_way_round():
    other = {"right": "wrong", "wrong": "right", "gone": "came", "came": "gone", "changed": "changed"}
    forth, back = compared(OLD, NEW), compared(NEW, OLD)
    assert {(other[c.what], c.gold, c.new, c.old) for c in map(_hashable, back.facts)} == {
        (c.what, c.gold, c.old, c.new) for c in map(_hashable, forth.facts)
    }
    assert [(c.name, c.scheme, c.difference, c.p) for c in forth.scores] == [
        (c.name, c.scheme, -c.difference, c.p) for c in back.scores
    ]


def _hashable(change):
    return change._replace(
        **{name: getattr(change, name) and getattr(change, name).id for name in ("gold", "old", "new")}
    )


def test_an_extra_with_another_value():
    old, new = ({"c": [fact("c", "Oil", value)]} for value in "12")
    assert [words(change) for change in compared(old, new).facts] == [["changed", None, "Oil", "Oil"]]


def test_what_optional_labels_spare_is_no_change():
    gold = ev.Gold({"c": []}, {"c": [fact("c", "Oil", "1")]}, "x")
    assert ev.compare(gold, ev.score(gold, {}), ev.score(gold, {"c": [fact("c", "Oil", "1")]})).facts == []


def test_scores_are_those_of_each_run():
    found = {(c.name, c.scheme): (c.old, c.new) for c in compared(OLD, NEW).scores}
    gold = ev.Gold(GOLD, {}, "x")
    for (kind, scheme), scores in found.items():
        assert scores == pytest.approx([ev.score(gold, run).total(kind, scheme).f1 for run in (OLD, NEW)])
    assert list(found) == [(kind, scheme) for kind in ("money", "percent", "micro") for scheme in ("strict", "value")]
    assert found["money", "value"] == pytest.approx((0, 1))


def test_the_same_run_twice_is_no_difference():
    diff = compared(OLD, OLD)
    assert diff.facts == []
    assert {(c.difference, c.p) for c in diff.scores} == {(0, None)}
    gold, score = articles([1] * 6)
    assert {(c.difference, c.p) for c in ev.compare(gold, score, score).scores} == {(0, 1)}


def articles(right):
    """A gold of a label an article, and a run that finds so many of each article's labels."""
    four = fact("c", "4 percent")
    rows = {f"{n:03}": [four.model_copy(update={"doc_id": f"{n:03}", "id": f"{n}"})] for n in range(len(right))}
    gold = ev.Gold(rows, {}, "x")
    return gold, ev.score(gold, {doc: rows[doc] for doc, found in zip(rows, right, strict=True) if found})


def test_p_is_the_share_of_draws_as_far_from_the_difference_as_that_is_from_none():
    gold, old = articles([1, 0, 0, 0, 0, 1])
    _, new = articles([1, 1, 1, 0, 0, 0])

    def difference(picks):
        then, now = (run.total("percent", "strict", picks).f1 for run in (old, new))
        return now - then

    measured, share = difference(range(6)), 0
    for picks in combinations_with_replacement(range(6), 6):
        ways = factorial(6) / prod(factorial(picks.count(n)) for n in range(6))
        share += ways / 6**6 * (abs(difference(picks) - measured) >= abs(measured) - 1e-9)
    found = ev.compare(gold, old, new).scores[0]
    assert (found.name, found.scheme) == ("percent", "strict")
    assert found.difference == pytest.approx(measured)
    assert 0.1 < share < 0.9
    assert found.p == pytest.approx(share, abs=0.05)
    assert ev.compare(gold, old, new) == ev.compare(gold, old, new)


@pytest.mark.parametrize(("count", "before", "p"), [(60, 4 / 5, 1 / 1001), (5, 3 / 4, None)])
def test_many_articles_that_gain_are_no_chance_and_of_few_nothing_is_said(count, before, p):
    gold, old = articles([n % 3 for n in range(count)])
    _, new = articles([1] * count)
    (strict, *_) = ev.compare(gold, old, new).scores
    assert (strict.name, strict.old, strict.new, strict.p) == ("percent", pytest.approx(before), 1.0, p)


def said(doc, number, of=None, **own):
    start = own.get("measure") and TEXTS[doc].index(own["measure"])
    if start is not None:
        own |= {"measure_start": start, "measure_end": start + len(own["measure"])}
    row = {"id": observation_id(number.id), "doc_id": doc, "fact_id": number.id, "of_id": of and of.id, "rule": "x"}
    return ev.Said(number.model_copy(), Observation(**row | own), of)  # no two share a number


def test_observations_slot_by_slot():
    seven, three, nine = GOLD["a"]
    gold = ev.GoldSaid({"a": [said("a", seven, change="up", role="share"), said("a", three, measure="Norden")]})
    old = {"a": [said("a", seven, change="down"), said("a", three, of=seven), said("a", nine, change="up")]}
    new = {"a": [said("a", seven, change="up", role="to"), said("a", three, measure="May", of=nine)]}
    runs = ev.score_slots(gold, old), ev.score_slots(gold, new)
    labels = ev.Gold({}, {}, "x")
    diff = ev.compare(labels, ev.score(labels, {}), ev.score(labels, {}), runs)
    shown = [
        (c.what, c.slot, c.fact.text, *(each and getattr(each.observation, "of_id" if c.slot == "of" else c.slot) for each in (c.gold, c.old, c.new)))
        for c in diff.slots
    ]  # fmt: skip
    assert shown == [
        ("right", "change", "7 percent", "up", "down", "up"),
        ("gone", "change", "9 percent", None, "up", None),
        ("gone", "role", "9 percent", None, "level", None),
        ("changed", "measure", "$3 million", "Norden", None, "May"),
        ("changed", "role", "7 percent", "share", "level", "to"),
        ("changed", "of", "$3 million", None, seven.id, nine.id),
    ]
    assert {c.name: (c.old, c.new) for c in diff.slot_scores}["change"] == pytest.approx((0, 1))
    assert diff.scores == []


def test_runs_over_other_texts_are_refused():
    gold = ev.Gold(GOLD, {}, "x")
    with pytest.raises(GoldError, match="no document 'a' in the older outputs: extract it first"):
        check_same_texts(gold, {}, DOCUMENTS)
    other = DOCUMENTS | {"b": Document(id="b", text="Another.")}
    with pytest.raises(GoldError, match="document 'b' has another text in the older outputs"):
        check_same_texts(gold, other, DOCUMENTS)
    check_same_texts(gold, DOCUMENTS, DOCUMENTS)


@pytest.fixture
def work(tmp_path):
    """Gold of facts and of what one says, and two runs."""
    for name, run in (("gold", GOLD), ("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        lines = [each.model_dump_json() + "\n" for rows in run.values() for each in rows]
        (tmp_path / name / ("all.jsonl" if name == "gold" else "facts.jsonl")).write_text("".join(lines), "utf8")
        if name != "gold":
            texts = "".join(each.model_dump_json() + "\n" for each in DOCUMENTS.values())
            (tmp_path / name / "documents.jsonl").write_text(texts, "utf8")
    three = GOLD["a"][1]
    number = {"kind": "money", "text": three.text, "start": three.start, "end": three.end}
    label = json.loads(said("a", three, measure="Norden").observation.model_dump_json(exclude_none=True))
    (tmp_path / "gold/observations").mkdir()
    (tmp_path / "gold/observations/a.jsonl").write_text(json.dumps(label | number) + "\n", "utf8")
    for name, measure in (("old", "sold"), ("new", "Norden")):
        line = said("a", three, measure=measure).observation.model_dump_json()
        (tmp_path / name / "observations.jsonl").write_text(line + "\n", "utf8")
    return tmp_path


CHANGES = """\
facts: 3 became right; 1 became wrong; 1 extra, gone; 1 extra, new; 2 otherwise than before
+ money became right: a: Norden sold 7 percent for [$3 million] in May, 9 percent later.  amount 8 → amount 3, gold amount 3  by x
+ money became right: b: Acme paid [$5 million], or 2 percent.  not found → found  by x
+ percent became right: b: Acme paid $5 million, or [2 percent].  [5 million, or 2 percent] value 5 qualifier None → [2 percent] value 2 qualifier about, gold [2 percent] value 2 qualifier None  by x
- percent became wrong: a: Norden sold [7 percent] for $3 million in May, 9 percent later.  value 7 → value 6, gold value 7  by x
+ percent extra, gone: c: Oil [rose] 4 percent.  by x
- percent extra, new: c: [Oil] rose 4 percent.  by x
~ percent otherwise than before: a: n sold 7 percent for $3 million in May, [9 percent] later.  value 1 → value 2, gold value 9  by x
~ percent otherwise than before: c: Oil rose [4 percent].  qualifier None → qualifier about, gold qualifier None  by x
observations: 1 became right; 0 became wrong; 0 extra, gone; 0 extra, new; 0 otherwise than before
+ measure became right: a: Norden sold 7 percent for [$3 million] in May, 9 percent later.  [sold] → [Norden], gold [Norden]  by x
"""  # fmt: skip


def test_the_command(work):
    code, out, err = factx("evaluate", "gold", "new", "--diff", "old", cwd=work)
    assert (code, err) == (0, "")
    assert out.endswith(CHANGES)
    assert "since old: difference of F1; p: how likely chance alone makes it (paired bootstrap by article)\n" in out
    rows = {line.split()[0]: line.split()[1:] for line in out.partition("since old")[2].splitlines()[2:6]}
    assert [rows["money"][n] for n in range(8)] == ["0.667", "1.000", "+0.333", "-", "0.000", "1.000", "+1.000", "-"]
    before = factx("evaluate", "gold", "new", cwd=work)[1]
    assert out.startswith(before)


def test_an_older_run_without_observations_has_none_right(work):
    (work / "old/observations.jsonl").unlink()
    out = factx("evaluate", "gold", "new", "--diff", "old", cwd=work)[1]
    assert (
        "+ measure became right: a: Norden sold 7 percent for [$3 million] in May, 9 percent later.  - → [Norden]"
        in out
    )


def test_the_lines_are_whole_in_a_narrow_terminal(work, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = factx("evaluate", "gold", "new", "--diff", "old", cwd=work)[1]
    assert out.endswith(CHANGES)
    (money,) = (line for line in out.partition("since old")[2].splitlines() if line.startswith("money  "))
    assert money.split() == ["money", "0.667", "1.000", "+0.333", "-", "0.000", "1.000", "+1.000", "-"]


def test_no_change_between_a_run_and_itself(work):
    out = factx("evaluate", "gold", "new", "--diff", "new", cwd=work)[1]
    assert "\nfacts: 0 became right; 0 became wrong; 0 extra, gone; 0 extra, new; 0 otherwise than before\n" in out
    assert "\n+ " not in out
    assert replace(compared(NEW, NEW), scores=[]) == ev.Diff([], [])
