"""Pairs of names that must be one body, and pairs that must be two, read in sentences."""

from pathlib import Path

import pytest

from factx.pipeline import Extractor
from factx.records import Document
from factx.rules.context import Entity


def table():
    rows = []
    for line in (Path(__file__).parent / "linking_pairs.txt").read_text("utf8").splitlines():
        if line.startswith("== "):
            bodies = line.split()[1].rstrip(":")
        elif line and not line.startswith("#"):
            rows.append((*(part.strip() for part in line.split(" | ")), bodies))
    return rows


def sentences(one, other):
    """Return a text with both names, and where they stand."""
    text, spans = "", []
    for name, rest in ((other, " said on Monday that costs had risen. "), (one, " had no comment on Friday.")):
        bare = name.removeprefix("the ")
        text += "The " if bare != name else ""
        spans.append((len(text), len(text) + len(bare)))
        text += bare + rest
    return text, spans


def recognised(texts):
    """Yield the names of `sentences`, as a recogniser that knows them."""
    known = {
        sentences(*row)[0]: sentences(*row)[1] for one, other, _ in table() for row in ((one, other), (other, one))
    }
    for text in texts:
        yield [Entity(start, end, "ORG") for start, end in known[text]]


@pytest.fixture(scope="module")
def bodies():
    """By pair and recogniser the org_id and the name of each of its two mentions, None for one that was not found whole."""
    orders = [row for one, other, _ in table() for row in ((one, other), (other, one))]
    made = [sentences(*row) for row in orders]
    documents = [Document(id=str(n), text=text) for n, (text, _) in enumerate(made)]
    found = {}
    for own, extractor in ((True, Extractor()), (False, Extractor(recogniser=recognised))):
        for row, (_, spans), facts in zip(orders, made, extractor(documents), strict=True):
            by_span = {(f.start, f.end): (f.org_id, f.name) for f in facts if f.kind == "organization"}
            found[row, own] = [by_span.get(span) for span in spans]
    return found


@pytest.mark.parametrize(("one", "other", "expected"), table())
@pytest.mark.parametrize("reverse", [False, True])
def test_a_pair_is_one_body_or_two(bodies, one, other, expected, reverse):
    pair = (other, one) if reverse else (one, other)
    told, own = bodies[pair, False], bodies[pair, True]
    assert None not in told
    assert len(set(told)) == (1 if expected == "one" else 2)
    if expected == "two":
        assert len({org_id for org_id, _ in told}) == 2
    if None not in own:
        assert len({org_id for org_id, _ in own}) == len({org_id for org_id, _ in told})


def test_most_names_of_the_table_are_found_by_our_own_recogniser(bodies):
    found = [None not in pair for (_, own), pair in bodies.items() if own]
    assert sum(found) > 0.6 * len(found)


def test_the_table_is_long_enough():
    kinds = [expected for _, _, expected in table()]
    assert min(kinds.count("one"), kinds.count("two")) >= 60
    assert len({row[:2] for row in table()}) == len(kinds)
