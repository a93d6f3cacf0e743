"""The parses made in NumPy are spaCy's: over the corpus, odd and generated texts, models of other shapes."""

import re

import pytest

from factx.ner import spacy as nlp
from factx.ner.parse import FastParser

ODD = [
    "",
    " ",
    "\n",
    "\n\n  \n",
    " lead",
    "trail ",
    "Reuters",
    "%",
    "Sales rose",
    "  Two blanks lead,  and two are inside.  ",
    "Line one\nLine two\n\nLine three of IBM\n",
    "tabs\tand\u00a0hard\u2003spaces near Oslo",
    "PROFITS ROSE 5 PERCENT AT GLOBEX IN MAY, THE COMPANY SAID ON MONDAY.",
    "1, 2, 3, 4, 5, 6.5, 7%, $8, 9 million; 10-12, 2019, 2020 and 2021",
    '"We grew," he said, "by 5% - no, 6% -" and left: \u201cIt\u2019s done\u201d.',
    "😀 emoji in Tokyo 👩‍👩‍👧 and \U0001f1e8\U0001f1f3",
    "https://example.org/a?b=c and me@example.org wrote to Siemens AG.",
    "".join(chr(c) for c in range(1, 256)),
    "Who did the firm that sold what it had bought say it paid? He went. She stayed. Why?",
    "and the " * 300,
    "( ( ( ( ) ) ) ) \" ' \" ' . . . ! ? ,",
]


@pytest.fixture(scope="module")
def pipeline():
    return nlp.load_parser(nlp.DEFAULT_MODEL)


@pytest.fixture(scope="module")
def fast(pipeline):
    return FastParser(pipeline)


def sentences(corpus):
    return [line for doc in corpus for line in re.split(r"(?<=[.!?])\s+|\n+", doc.text)]


def test_sentences_of_the_corpus(pipeline, fast, corpus):
    texts = sentences(corpus)
    expected = nlp.spacy_parses(pipeline, texts)
    assert len(texts) > 400
    assert fast(texts) == expected
    assert list(nlp.parses(texts)) == expected


def test_whole_articles(pipeline, fast, corpus):
    texts = [doc.text for doc in corpus]
    assert fast(texts) == nlp.spacy_parses(pipeline, texts)


def test_odd_texts_alone_and_together(pipeline, fast):
    expected = nlp.spacy_parses(pipeline, ODD)
    assert fast(ODD) == expected
    assert [fast([text])[0] for text in ODD] == expected
    assert fast([]) == []
