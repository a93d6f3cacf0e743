"""One total order for overlaps."""

from hypothesis import given
from hypothesis import strategies as st

from factx.kinds import KINDS
from factx.kinds.date import When
from factx.kinds.date.expressions import Fixed
from factx.kinds.money import money
from factx.kinds.organization import Org
from factx.kinds.percent import percent
from factx.overlaps import resolve
from factx.rules.context import Mention

VALUES = {"money": money("1", "USD"), "percent": percent("1"), "date": When(Fixed("2021")), "organization": Org()}


@st.composite
def mentions(draw):
    start = draw(st.integers(0, 40))
    kind = draw(st.sampled_from(sorted(VALUES)))
    return Mention(start, start + draw(st.integers(1, 12)), VALUES[kind], f"{kind}.{draw(st.sampled_from('ab'))}")


def overlap(a, b):
    return a.start < b.end and b.start < a.end


@given(st.lists(mentions(), max_size=30), st.randoms())
def test_what_is_kept_never_clashes_and_does_not_depend_on_order(found, dice):
    kept = resolve(found, KINDS)
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert [(m.start, m.end, m.rule) for m in resolve(shuffled, KINDS)] == [(m.start, m.end, m.rule) for m in kept]
    for n, a in enumerate(kept):
        for b in kept[n + 1 :]:
            if overlap(a, b):
                outer, inner = (a, b) if a.end - a.start > b.end - b.start else (b, a)
                assert outer.kind == "organization" != inner.kind
                assert outer.start <= inner.start
                assert inner.end <= outer.end


def test_the_longer_wins():
    short, long = Mention(0, 4, VALUES["date"], "date.a"), Mention(0, 9, VALUES["date"], "date.b")
    assert resolve([short, long], KINDS) == [long]


def test_a_name_may_hold_a_number_but_not_cut_one():
    for start, end in ((0, 20), (5, 20), (0, 9)):  # it may begin or end with it, too
        name, year = Mention(start, end, Org(), "ner"), Mention(5, 9, VALUES["date"], "date.a")
        assert {*resolve([name, year], KINDS)} == {name, year}
    assert resolve([Mention(0, 7, Org(), "ner"), year], KINDS) == [Mention(0, 7, Org(), "ner")]
