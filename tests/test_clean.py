"""Cleaning moves no character; sentences cover the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.rules.clean import clean, sentence_bounds, sentence_starts


@given(st.text())
def test_cleaning_keeps_length(text):
    assert len(clean(text)) == len(text)


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
