"""The parses made in NumPy are spaCy's: over the corpus, odd and generated texts, models of other shapes."""

import logging
import re
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from factx.errors import ModelError, UnsupportedModelError
from factx.ner import arcs
from factx.ner import parse as fast_parse
from factx.ner import spacy as nlp
from factx.ner.check import compare_parses
from factx.ner.parse import FastParser, Parse, lower
from made_up import give_vectors, give_weights, listener, made_up, tok2vec

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
    "open at 8 am or 10 p.m. : ) ; ) :( in the U.K .",
    "😀 emoji in Tokyo 👩‍👩‍👧 and \U0001f1e8\U0001f1f3",
    "https://example.org/a?b=c and me@example.org wrote to Siemens AG.",
    "".join(chr(c) for c in range(1, 256)),
    "Who did the firm that sold what it had bought say it paid? He went. She stayed. Why?",
    "and the " * 300,
    "( ( ( ( ) ) ) ) \" ' \" ' . . . ! ? ,",
    "x" * 150 + " Sony",
]


@lru_cache(maxsize=1)
def pipeline():
    return nlp.load_parser(nlp.DEFAULT_MODEL)


@lru_cache(maxsize=1)
def fast():
    return FastParser(pipeline())


def sentences(corpus):
    return [line for doc in corpus for line in re.split(r"(?<=[.!?])\s+|\n+", doc.text)]


def test_sentences_of_the_corpus(corpus, monkeypatch):
    lowered = []
    monkeypatch.setattr(fast_parse, "lower", lambda parse, space: (lowered.append(parse), lower(parse, space)))
    texts = sentences(corpus)
    expected = nlp.spacy_parses(pipeline(), texts)
    assert len(texts) > 400
    assert fast()(texts) == expected
    assert list(nlp.parses(texts)) == expected
    assert len(lowered) > 5
    assert len({label for parse in expected for label in parse.labels}) > 35
    assert sum(sum(head == n for n, head in enumerate(p.heads)) > 1 for p in expected) > 10


def test_whole_articles(corpus):
    found = list(compare_parses(doc.text for doc in corpus))
    assert sum(c.found for c in found) > 10_000
    assert not any(c.differences for c in found)


def test_odd_texts_alone_and_together():
    expected = nlp.spacy_parses(pipeline(), ODD)
    assert fast()(ODD) == expected
    assert [fast()([text])[0] for text in ODD] == expected
    assert fast()([]) == []


def test_a_sentence_as_a_reader_would_have_it():
    (parse,) = nlp.parses(["Sales of Globex fell 5% in May."])
    words = ["Sales", "of", "Globex", "fell", "5", "%", "in", "May", "."]
    assert [parse.ends[n] - parse.starts[n] for n in range(9)] == [len(word) for word in words]
    assert parse.tags == ["NNS", "IN", "NNP", "VBD", "CD", "NN", "IN", "NNP", "."]
    assert [words[head] for head in parse.heads] == ["fell", "Sales", "of", "fell", "%", "fell", "fell", "in", "fell"]
    assert parse.labels == ["nsubj", "prep", "pobj", "ROOT", "nummod", "npadvmod", "prep", "pobj", "punct"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
        | st.text(alphabet="a8pm.:)( \n'I-;=o/\\dSX\"", max_size=40)
        | st.integers(0, 10**6).map(lambda seed: made_up(seed, 25)),
        max_size=5,
    )
)
def test_any_texts(texts):
    for found in compare_parses(texts):
        assert len(found.differences) == found.ties


LABELS = ["nsubj", "dobj", "det", "prep", "prep||dobj", "det||nsubj", "dobj||prep"]
SHAPES = {
    "as spaCy trains it": {},
    "no blanks looked at": {"attrs": ["NORM", "SHAPE"]},
    "other widths and windows": {"width": 32, "depth": 2, "window": 2, "hidden": 20, "pieces": 3},
    "no upper layer": {"upper": False},
    "one piece": {"pieces": 1},
    "static vectors": {"vectors": True},
}


def random_parser(  # noqa: PLR0917
    width=48,
    depth=4,
    window=1,
    hidden=64,
    pieces=2,
    upper=True,
    vectors=False,
    attrs=("NORM", "PREFIX", "SPACY"),
    extra=False,
):
    """A pipeline with a tagger and a parser of random weights: its moves are wilder than those of a trained one."""
    made = spacy.blank("en")
    if vectors:
        give_vectors(made)
    made.add_pipe("tok2vec", config={"model": tok2vec(width, depth, window, attrs, vectors)})
    tags = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener(width)}
    for tag in ("NN", "VB", "IN", "CD"):
        (
            made.get_pipe("tagger") if "tagger" in made.pipe_names else made.add_pipe("tagger", config={"model": tags})
        ).add_label(tag)
    model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": extra}
    model |= {
        "hidden_width": hidden,
        "maxout_pieces": pieces,
        "use_upper": upper,
        "nO": None,
        "tok2vec": listener(width),
    }
    parser = made.add_pipe("parser", config={"model": model})
    for label in LABELS:
        parser.add_label(label)
    give_weights(made)
    parser.model.attrs["unseen_classes"] = set()
    return made


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_models_of_other_shapes(shape):
    made = random_parser(**shape)
    texts = [*ODD, *(made_up(seed, 60) for seed in range(15))]
    expected = nlp.spacy_parses(made, texts)
    assert len({label for parse in expected for label in parse.labels}) > 3
    assert len({tag for parse in expected for tag in parse.tags}) == 4
    assert FastParser(made)(texts) == expected


def test_moves_never_trained_are_never_made():
    made = random_parser()
    parser = made.get_pipe("parser")
    moves = [parser.moves.get_class_name(n) for n in range(parser.moves.n_moves)]
    texts = [made_up(seed, 60) for seed in range(5)]
    usual = {label for parse in FastParser(made)(texts) for label in parse.labels} - {"ROOT", "dep"}
    parser.model.attrs["unseen_classes"] = {
        n for n, name in enumerate(moves) if re.split(r"\W+", f"{name}-")[1] in usual
    }
    found = FastParser(made)(texts)
    assert found == nlp.spacy_parses(made, texts)
    assert usual
    assert not usual & {label for parse in found for label in parse.labels}


def test_lifted_arcs_are_lowered_to_the_first_descendant_that_bears_the_label():
    heads, labels = [1, 1, 1, 2, 3, 1], ["nsubj", "ROOT", "dobj", "prep", "pobj", "relcl||pobj"]
    parse = Parse([], [], [], heads, labels)
    lower(parse, [False] * 6)
    assert (heads, labels[5]) == ([1, 1, 1, 2, 3, 4], "relcl")
    heads, labels = [1, 1, 1, 1], ["dobj", "ROOT", "dobj", "acl||attr"]
    lower(Parse([], [], [], heads, labels), [False] * 4)
    assert (heads, labels[3]) == ([1, 1, 1, 1], "acl")  # none bears it
    heads, labels = [1, 1, 1, 1], ["dobj", "ROOT", "dobj", "acl||dobj"]
    lower(Parse([], [], [], heads, labels), [True, False, False, False])
    assert heads == [1, 1, 1, 2]  # white space bears no children


def unsupported(kind):
    made = random_parser(extra=kind == "a state of other tokens")
    if kind == "a ruler":
        made.add_pipe("attribute_ruler")
    elif kind == "a tagger with token vectors of its own":
        made.replace_listeners("tok2vec", "tagger", ["model.tok2vec"])
    elif kind == "a beam":
        made.get_pipe("parser").cfg["beam_width"] = 4
    elif kind == "tokens to be learnt":
        made.get_pipe("parser").cfg["learn_tokens"] = True
    return made


KINDS = [
    "a ruler",
    "a tagger with token vectors of its own",
    "a beam",
    "tokens to be learnt",
    "a state of other tokens",
]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_supported_says_so(kind):
    with pytest.raises(UnsupportedModelError):
        FastParser(unsupported(kind))


def test_an_unsupported_model_parses_by_spacy_with_one_log_line(tmp_path, caplog):
    unsupported("a state of other tokens").to_disk(tmp_path / "model")
    texts = [made_up(seed, 40) for seed in range(3)]
    with caplog.at_level(logging.WARNING, "factx.ner.spacy"):
        found = list(nlp.parses(texts, str(tmp_path / "model")))
    assert [record.name for record in caplog.records] == ["factx.ner.spacy"]
    assert "spaCy itself" in caplog.text
    assert found == nlp.spacy_parses(nlp.load_parser(str(tmp_path / "model")), texts)


def test_a_model_without_a_parser_says_so(tmp_path):
    made = spacy.blank("en")
    made.add_pipe("ner").add_label("X")
    made.to_disk(tmp_path / "model")
    assert nlp.has_parser()
    assert not nlp.has_parser(str(tmp_path / "model"))
    with pytest.raises(ModelError, match="has no tagger"):
        list(nlp.parses(["Sales rose."], str(tmp_path / "model")))


def test_nothing_is_loaded_before_a_text_is_to_be_parsed(monkeypatch):
    monkeypatch.setattr(nlp, "parser", None)
    monkeypatch.setattr(nlp, "load_parser", None)
    assert list(nlp.parses([])) == []
    assert [len(entities) for entities in nlp.entities(["Officials met in Oslo."])] == [1]
    nlp.parses(["Sales rose."])


def test_long_texts_are_parsed_in_blocks(monkeypatch):
    monkeypatch.setattr(nlp, "_BLOCK", 2000)
    text = made_up(2, 1200)
    assert len(text) > 3 * nlp._BLOCK
    before, whole, after = nlp.parses(["Sales rose.", text, "It fell."])
    assert (len(before.starts), len(after.starts)) == (3, 3)
    words = [text[start:end] for start, end in zip(whole.starts, whole.ends, strict=True)]
    assert "".join(words).replace(" ", "") == text.replace(" ", "")
    cuts = nlp._cuts(text)
    parts = [text[a:b] for a, b in pairwise(cuts)]
    alone = [head for n, p in zip(cuts, fast()(parts), strict=False) for head in (p.starts[h] + n for h in p.heads)]
    assert [whole.starts[head] for head in whole.heads] == alone


def test_the_room_that_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(arcs, "_KEPT", 50)
    parser = FastParser(pipeline())
    texts = [made_up(seed, 100) for seed in range(3)]
    assert parser(texts) == fast()(texts)
    assert len(parser._transitions._table) <= 50


def test_leads_are_per_token_and_small_only_at_ties():
    tags, moves = fast().leads("Officials of Nordea met in Oslo.")
    assert tags.shape == (7,)
    assert (tags > 0.01).all()
    assert 0.001 < moves < 100
    assert fast().leads("")[1] == fast().leads("Oslo")[1] == np.inf


def test_a_difference_is_told_and_is_no_tie(monkeypatch):
    monkeypatch.setattr(fast_parse, "lower", lambda parse, _: parse.labels.__setitem__(0, "wrong"))
    monkeypatch.setattr(fast_parse, "_LIFTED", "RO")  # a root label looks lifted, and is made wrong
    (found,) = compare_parses(["Sales rose."])
    assert found.differences == [(0, 5, "NNS nsubj of token 1"), (0, 5, "NNS wrong of token 1")]
    assert found.ties == 0
