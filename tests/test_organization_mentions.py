"""The decision on each mention: acronyms explained by plain words, candidates that do not overlap, confidence."""

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import ModelError
from factx.kinds.organization.acronyms import plain_acronyms, spelled
from factx.kinds.organization.evidence import Evidence
from factx.kinds.organization.mention import Candidate, Tagged, chosen
from factx.ner import own
from factx.ner.own import own_model
from factx.rules.context import Entity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Its return on invested capital (ROIC) fell.", {"ROIC"}),
        ("The smart ticket reader (STR) failed twice.", {"STR"}),
        ("Sales per available seat kilometre (SASK) rose.", {"SASK"}),
        ("ROIC (return on invested capital) fell.", {"ROIC"}),
        ("A long-range drone (LRD) was shown.", {"LRD"}),
        ("The Norden Water Office (NWO) met.", set()),
        ("the national bureau of statistics (NBS) said", set()),
        ("He met the Swiss team (GVA) there.", set()),
        ("Norden Foods (NF) fell.", set()),
    ],
)
def test_acronyms_of_plain_words(text, found):
    assert plain_acronyms(text) == found


def test_the_words_that_spell_an_acronym():
    assert spelled("roic", ["its", "return", "on", "invested", "capital"]) == ["return", "on", "invested", "capital"]
    assert spelled("abc", ["a", "b"]) is None


def candidate(start, end, score):
    return Candidate(start, end, "x", Evidence(), score=score)


SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(-3, 6)).map(
        lambda t: candidate(t[0], t[0] + t[1], float(t[2]))
    ),
    max_size=7,
)


def apart(some):
    return all(a.end <= b.start or b.end <= a.start for a, b in combinations(some, 2))


@given(SPANS)
def test_the_chosen_do_not_overlap_and_weigh_most(made):
    likely = [c for c in made if c.score > 0]
    inside = [any(o is not c and o.start <= c.start and c.end <= o.end for o in likely) for c in likely]
    made = [c for c, within in zip(likely, inside, strict=True) if not within]
    kept = chosen(made)
    assert apart(kept)
    assert [c.start for c in kept] == sorted(c.start for c in kept)
    every = (some for n in range(len(made) + 1) for some in combinations(made, n))
    best = max(sum(c.score for c in some) for some in every if apart(some) and all(c.score > 0 for c in some))
    assert sum(c.score for c in kept) == best


def test_of_two_one_inside_the_other_the_longer_is_kept():
    assert [(c.start, c.end) for c in chosen([candidate(0, 9, 0.5), candidate(0, 4, 3.0), candidate(5, 9, 3.0)])] == [
        (0, 9)
    ]


def test_what_two_taggers_say_of_one_span():
    text = "Norden fell and Lowe rose"
    found = Tagged.of(
        text,
        [Entity(0, 6, "ORG"), Entity(0, 6, "PERSON", by=1), Entity(16, 20, "ORG", by=1)],
        frozenset({"ORG", "PERSON"}),
    )
    assert found.spans == {(0, 6): "ORG+PERSON", (16, 20): "ORG1"}
    assert list(found.over(0, 3)) == [(0, 6, "ORG+PERSON")]
    assert list(found.over(0, 6)) == []


def test_the_shipped_ner_is_what_its_list_says(tmp_path, monkeypatch):
    assert Path(own_model()).name == own.FOLDER
    shutil.copytree(Path(own_model()).parent, tmp_path / "weights")
    with (tmp_path / "weights" / own.FOLDER / "ner" / "model").open("ab") as file:
        file.write(b"x")
    monkeypatch.setattr(own, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        own.own_model.__wrapped__()
