"""A marked text is the text, whatever stands in it and however its marks lie to each other."""

from html.parser import HTMLParser
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from factx.report.marks import as_html, segments


class Mark(NamedTuple):
    start: int
    end: int


TEXTS = st.text(st.sampled_from("ab <>&\"'/\u202e\U0001f600é\n")) | st.text(st.characters(codec="utf-8"), max_size=40)


@st.composite
def marked(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=6))
    return text, [Mark(*span) for span in spans]


@given(marked())
def test_pieces_join_to_the_text_and_each_mark_to_its_slice(case):
    text, marks = case
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for n, mark in enumerate(marks):
        assert "".join(p.text for p in pieces if n in p.marks) == text[mark.start : mark.end]


def test_the_outer_mark_comes_first():
    assert [p.marks for p in segments("abcd", [Mark(1, 2), Mark(0, 3), Mark(1, 2)])] == [(1,), (1, 0, 2), (1,), ()]


def test_marks_may_cross():
    assert [p.marks for p in segments("abcd", [Mark(0, 3), Mark(2, 4)])] == [(0,), (0, 1), (1,)]


class Reader(HTMLParser):
    """What a browser reads: the text of each mark, the tags."""

    def __init__(self):
        super().__init__()
        self.open, self.texts, self.text = [], {}, ""

    def handle_starttag(self, tag, attrs):
        assert tag == "mark"
        self.open.append(dict(attrs)["data-at"])

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        for at in self.open:
            self.texts[at] = self.texts.get(at, "") + data


@given(marked())
def test_html_reads_as_the_text_and_nothing_else(case):
    text, marks = case
    text = text.replace("\0", "\ufffd")
    reader = Reader()
    reader.feed(as_html(text, marks, lambda mark: {"data-at": f"{mark.start}-{mark.end}"}))
    reader.close()
    assert reader.text == text
    assert reader.open == []
    for mark in set(marks):
        assert set(reader.texts.get(f"{mark.start}-{mark.end}", "")) == set(text[mark.start : mark.end])


def test_hostile_text_and_attributes_are_escaped():
    html = as_html("<script>\0 & 'x'", [Mark(0, 8)], lambda _: {"title": '"><img>'})
    assert html == '<mark title="&quot;&gt;&lt;img&gt;">&lt;script&gt;</mark>\ufffd &amp; &#x27;x&#x27;'
