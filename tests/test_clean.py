"""Cleaning moves no character; sentences cover the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx import extract
from factx.records import Document
from factx.rules.clean import clean, sentence_bounds, sentence_starts
from factx.rules.context import Context

DAMAGED = st.text(
    alphabet=st.sampled_from("abcdefg bilonpercent-\n\u00ad\u200b\u200e\ufffd>ﬁve５％$.,5[1]¹·~"), max_size=60
)


@given(st.text())
def test_cleaning_keeps_length(text):
    assert len(clean(text)) == len(text)


@given(DAMAGED)
def test_cleaning_damaged_text_keeps_length(text):
    assert len(clean(text)) == len(text)


@given(DAMAGED)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(DAMAGED, st.integers(0, 60), st.integers(0, 60))
def test_a_span_has_all_of_its_characters(text, a, b):
    found = Context.of(Document(id="a", text=text))
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    wanted = found.text[start:end]
    if start < end and wanted == wanted.strip():
        first, last = found.original(text, start, end)
        assert 0 <= first < last <= len(text)
        moved = "".join(clean(each).strip() for each in text[first:last] if each not in "\u00ad\u200b\u200e\n ")
        assert set("".join(wanted.split())) <= set(moved) | set(
            "15-._>"
        )  # 1st, 5, a hyphen of its own, a lost character


@given(st.text())
def test_sentences_are_in_order_and_in_range(text):
    starts = sentence_starts(clean(text))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(0 <= s <= len(text) for s in starts)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("Mr. Li of Acme Inc. said so. He left.", ["Mr. Li of Acme Inc. said so.", "He left."]),
        (
            "It was bought by Acme Inc. The price was $3.5 million.",
            ["It was bought by Acme Inc.", "The price was $3.5 million."],
        ),
        ("On Sept. 24 it fell 3.5 percent. U.S. firms sold.", ["On Sept. 24 it fell 3.5 percent.", "U.S. firms sold."]),
        ("Headline\n\nThe text.", ["Headline", "The text."]),
        ('"It is so." He left.', ['"It is so."', "He left."]),
    ],
)
def test_splits_sentences(text, sentences):
    starts = sentence_starts(text)
    bounds = [sentence_bounds(starts, text, s, s + 1) for s in starts]
    assert [text[s:e] for s, e in bounds] == sentences


def test_a_wrapped_line_goes_on():
    assert clean("worth 5\nbillion yuan") == "worth 5 billion yuan"
    assert clean("A headline\nThe text") == "A headline\nThe text"


def test_a_line_wrapped_behind_a_month():
    assert clean("on Aug.\n6 it") == "on Aug. 6 it"
    assert clean("in Aug.\nThe firm") == "in Aug.\nThe firm"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a fund of $5 bil-\nlion was", "a fund of $5 billion   was"),
        ("rose 5 per-\ncent in May", "rose 5 percent   in May"),
        ("a three-\nyear plan", "a three-year  plan"),
        ("in Sep-\ntember 2020", "in   September 2020"),
        ("a well-\nknown firm", "a well- known firm"),
        ("rose 5 per\u00adcent in", "rose 5 percent  in"),
        ("cost $\u200b5 million", "cost  $5 million"),
        ("(\u200e5%\u200e)", "(5%)  "),
        ("a fund of $5 bil\u00ac\n    lion", "a fund of $5 billion      "),
        ("paid 5-\n7 million euros", "paid  5-7 million euros"),
        ("rose 3\n% in May", "rose 3 % in May"),
        ("paid £2·9bn, 5~7 percent", "paid £2.9bn, 5-7 percent"),
        ("paid $5—7 million in 2019—5 percent", "paid $5-7 million in 2019—5 percent"),
        ("paid $5--$7 million in 1996--97", "paid  $5-$7 million in 1996--97"),
        ("paid $٢٫٩ million, ₹५०० crore, 𝟱%, 1⁄2", "paid $2.9 million, ₹500 crore, 5%, 1/2"),
        ("a ˗5 percent, 5➖7, 5\x967", "a -5 percent, 5-7, 5-7"),
        ("paid $5\ufffdmillion, 2\ufffd500 euros", "paid $5 million, 2_500 euros"),
        ("paid $4.2 million¹ on 30 m² for 10⁶ tonnes", "paid $4.2 million  on 30 m² for 10⁶ tonnes"),
        ("paid $4¹ million, 10⁶ euros", "paid  $4 million, 10⁶ euros"),
        ("paid $4.2[1] million, 5 percent.[3] It", "paid    $4.2 million, 5 percent.    It"),
        ("paid $4.2 million1 in all, 5 percent2 more", "paid $4.2 million  in all, 5 percent  more"),
        ("wrote:\n> It paid $5\n> million", "wrote:\n  It paid   $5 million"),
        ("Mill sold\u2028\u2028It paid", "Mill sold\n\nIt paid"),
        ("rose ﬁve percent", "rose   5 percent"),
        ("the twenty-ﬁve firms", "the         25 firms"),
        ("the ﬁrst half", "the  1st half"),
        ("５％ or ＵＳ＄５", "5% or US$5"),
        ("rose 5  percent in", "rose  5 percent in"),
        ("rose 5 \npercent in", "rose  5 percent in"),
        ("paid 5\n   million euros", "paid    5 million euros"),
        ("on  September  3,  2021", "on    September 3, 2021"),
        ("Sales      40     50", "Sales      40     50"),
    ],
)
def test_broken_words_are_mended(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A fund of $5 bil-\nlion was set up.", "$5 bil-\nlion"),
        ("It paid 7 mil-\nlion dollars for it.", "7 mil-\nlion dollars"),
        ("It rose 5 per-\ncent in all.", "5 per-\ncent"),
        ("It rose ﬁfty-ﬁve percent.", "ﬁfty-ﬁve percent"),
        ("It cost 5 eu\u00adros.", "5 eu\u00adros"),
        ("It rose 5    percent in all.", "5    percent"),
        ("It was so in the third  quarter  of  2021  and later.", "third  quarter  of  2021"),
        ("It left on 3   May \n 2020  for good.", "3   May \n 2020"),
        ("It paid \u2066$2.9\u200bbn\u2069 for it.", "$2.9\u200bbn"),
        ("It rose (\u200e5%\u200e) at once.", "5%"),
        ("It paid 5\u200b-\u200b7 mil\u200blion euros.", "5\u200b-\u200b7 mil\u200blion euros"),
        ("It paid 5-\n7 million euros.", "5-\n7 million euros"),
        ("It paid $4.2[1] million.", "$4.2[1] million"),
        ("It paid $4.2 million¹ for it.", "$4.2 million"),
    ],
)
def test_a_fact_has_the_whole_of_a_broken_word(text, span):
    assert [f.text for f in extract(text) if f.kind != "organization"] == [span]
