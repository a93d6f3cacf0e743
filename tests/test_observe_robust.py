"""Any tree over any words is read: parses are wrong now and then, and no article may be lost to one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from factx import pipeline
from factx.ner.parse import Parse
from factx.observe import observe, spans
from factx.records import Document

WORDS = """
the Norden bank its growth rise of in to from by rose fell sales were was that which said and , 5 percent $3 million
increase share owns with worth compared last year who exports cost ( )
"""
LABELS = "nsubj dobj pobj prep attr appos conj nmod compound npadvmod amod relcl advcl ccomp det punct dep".split()
TAGS = "NN NNS NNP VBD VBZ VBN IN CD DT JJ RB ,".split()
NUMBERS = ["5 percent", "$3 million"]


@st.composite
def trees(draw):
    """A sentence of known words with numbers in it, and a tree over it that no grammar would give."""
    words = draw(st.lists(st.sampled_from([*WORDS.split(), *NUMBERS]), min_size=1, max_size=14))
    words.append(draw(st.sampled_from(NUMBERS)))
    text = " ".join(words)
    starts, ends, at = [], [], 0
    for token in text.split():
        starts.append(at)
        ends.append(at + len(token))
        at += len(token) + 1
    size = len(starts)
    heads: list[int] = []
    order = draw(st.permutations(range(size)))
    place = {index: n for n, index in enumerate(order)}
    for index in range(size):
        n = place[index]
        heads.append(order[draw(st.integers(0, n - 1))] if n else index)
    pick = st.lists(st.sampled_from(LABELS), min_size=size, max_size=size)
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=size, max_size=size))
    return text, Parse(starts, ends, tags, heads, draw(pick))


@given(trees())
@settings(max_examples=300, deadline=None)
def test_any_tree_is_read(made):
    text, parse = made
    document = Document(id="d", text=text)
    trace = pipeline.facts(document, [], model=None)
    sentences = spans(trace.facts)
    found = observe(document, trace.context, trace.facts, [], dict.fromkeys(sentences[:1], parse))
    numbers = [f.id for f in trace.facts if f.kind in {"money", "percent"}]
    if sentences == [(0, len(text))]:
        assert [o.fact_id for o in found] == numbers


def test_a_row_of_numbers_is_read_each_by_its_neighbours():
    text = "The firm said " + "$5 " * 150
    reading = next(pipeline.Extractor().readings([Document(id="d", text=text)]))
    assert len(reading.observations) == len(reading.facts) == 150
