"""The whole job: snapshots of articles, invariants on any text, outputs that do not change by themselves."""

import ast
import inspect
import json
import re
import subprocess
import sys
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factx
from factx import pipeline
from factx.batch import run
from factx.errors import ModelError, OutputError
from factx.ner.spacy import DEFAULT_MODEL, config_path
from factx.pipeline import Extractor
from factx.records import FACT, Document

PIECES = [
    "The Ministry of Trade said", "Acme Inc.", "rose", "$5.5 million", "to €5-7m", "13.6 percent", "in", "the first half of 2021", "last year",
    "two-thirds of", "(", ")", ",", ".", "\n\n", "\n", " ", "é", "e\u0301", "👩‍👩‍👧", "¥", "3", "5", "%", "-", "–", "May", "Friday", "US$", "bn", "\u00a0", "“", "”",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map(" ".join)


def as_rows(facts):
    return [f"{f.start}-{f.end} {f.kind} [{f.text}] {shown(f)}" for f in facts]


def shown(fact):
    skip = {"id", "doc_id", "kind", "text", "start", "end", "sentence_start", "sentence_end"}
    return " ".join(
        f"{k}={v}" for k, v in json.loads(fact.model_dump_json(exclude=skip)).items() if v not in (None, False)
    )


def test_articles(corpus, corpus_facts, data_regression):
    data_regression.check({doc.id: as_rows(corpus_facts[doc.id]) for doc in corpus})


@given(texts)
@settings(max_examples=150, deadline=None)
def test_invariants_hold_on_any_text(text):
    document = Document(id="d", text=text, published="2021-09-24")
    facts = next(Extractor()([document]))
    numbers = [f for f in facts if f.kind != "organization"]
    for group in (numbers, [f for f in facts if f.kind == "organization"]):
        for a, b in pairwise(group):
            assert a.end <= b.start
    for f in facts:
        assert text[f.start : f.end] == f.text == f.text.strip()
        assert FACT.validate_json(f.model_dump_json()) == f
    for f in numbers:
        before, after = text[max(0, f.start - 1) : f.start], text[f.end : f.end + 1]
        assert not (before.isdigit() and f.text[0].isdigit())
        assert not (after.isdigit() and f.text[-1].isdigit())


def test_a_document_without_a_date_gets_no_days():
    facts = factx.extract("Sales fell last year, on Friday and in June, but rose in 2019.")
    assert [(f.text, f.timex, f.first_day) for f in facts if f.kind == "date" and not f.first_day] == [
        ("last year", "XXXX", None),
        ("Friday", "XXXX-WXX-5", None),
        ("June", "XXXX-06", None),
    ]


def test_offsets_survive_combining_characters_and_emoji():
    text = "👩‍👩‍👧 Cafe\u0301 paid €5\u00a0million 🎉 in May 2021"
    facts = factx.extract(text)
    assert [(f.text, f.start) for f in facts] == [("€5\u00a0million", text.index("€")), ("May 2021", text.index("May"))]


def test_long_texts_are_read_in_blocks():
    sentence = "Norden Holdings Inc. paid $5 million in May 2021.\n\n"
    text = sentence * 2500
    facts = factx.extract(text)
    counts = {kind: sum(f.kind == kind for f in facts) for kind in ("money", "date", "organization")}
    assert len(text) > 100_000
    assert counts == {"money": 2500, "date": 2500, "organization": 2500}


def test_extractor_takes_an_iterable_and_keeps_order():
    docs = (Document(id=str(n), text=f"It paid ${n} million.") for n in range(1, 40))
    assert [f.text for facts in Extractor()(docs) for f in facts] == [f"${n} million" for n in range(1, 40)]


def test_import_is_light():
    code = "import sys, factx; print(sorted({'spacy', 'pydantic', 'babel', 'dateparser', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.usefixtures("within")
def test_outputs_are_what_the_code_makes(root, tmp_path):
    run([root / "corpus"], tmp_path)
    for name in ("facts.jsonl", "observations.jsonl", "rejected.jsonl"):
        assert (tmp_path / name).read_bytes() == (root / "outputs" / name).read_bytes(), (
            f"outputs/{name}: make run, look, commit"
        )
    made, kept = [(p / "documents.jsonl").read_text("utf8").splitlines() for p in (tmp_path, root / "outputs")]
    unplaced = [[json.loads(line) | {"source": None} for line in lines] for lines in (made, kept)]
    assert unplaced[0] == unplaced[1], "outputs/documents.jsonl: make run, look, commit"


def test_the_same_input_gives_the_same_bytes(root, tmp_path):
    for name in ("one", "two"):
        run([root / "corpus" / "liaoning-2021-09-24.txt"], tmp_path / name)
    assert (tmp_path / "one/facts.jsonl").read_bytes() == (tmp_path / "two/facts.jsonl").read_bytes()


@pytest.mark.usefixtures("within")
def test_a_failed_run_leaves_nothing(root, tmp_path):
    def stop(*_):
        raise RuntimeError("pulled the plug")

    with pytest.raises(RuntimeError):
        run([root / "corpus"], tmp_path, seen=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(root, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot write to"):
        run([root / "corpus"], tmp_path / "file" / "out")


def test_a_read_only_folder(root, tmp_path, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    with pytest.raises(OutputError, match=r"cannot write to .*: Read-only file system"):
        run([root / "corpus"], tmp_path)


def test_endless_words_do_not_stop_the_run():
    facts = factx.extract("It paid $5m. " + "$" * 20_000 + " " + "1," * 20_000 + " It paid €6m.")
    assert [f.text for f in facts] == ["$5m", "€6m"]


def test_a_missing_model_of_another_name_is_nobodys_package_to_install():
    with pytest.raises(
        ModelError,
        match=r"model 'en_core_web_xl' is not installed: give an installed spaCy pipeline, or the folder of one",
    ):
        list(Extractor("en_core_web_xl")([Document(id="a", text="b")]))


def test_a_folder_named_like_the_model_does_not_hide_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / DEFAULT_MODEL).mkdir()
    assert Path(config_path(DEFAULT_MODEL)).is_file()
    assert config_path(str(tmp_path / DEFAULT_MODEL)) == str(tmp_path / DEFAULT_MODEL / "config.cfg")


def test_what_no_rule_reads_is_listed():
    reading = next(
        Extractor().readings([Document(id="a", text="He owed hundreds of dollars and paid $5 in the twilight years.")])
    )
    text = reading.document.text
    assert all(text[e.start : e.end] != "$5" for e in reading.unread)
    assert [text[e.start : e.end] for e in reading.unread] == ["hundreds of dollars", "the twilight years"]


def test_a_document_enters_no_package_twice():
    """The stages of facts() in their order: what one package does is done before the next begins."""
    tree = ast.parse(inspect.getsource(pipeline.facts))
    calls = sorted(
        (c for c in ast.walk(tree) if isinstance(c, ast.Call)), key=lambda c: (c.end_lineno, c.end_col_offset)
    )
    rooms = []
    for call in calls:
        try:
            called = eval(ast.unparse(call.func), vars(pipeline) | {"reader": pipeline.READER})  # noqa: S307 - ours
        except (NameError, AttributeError):
            continue
        home = getattr(called, "__module__", "builtins")
        if home.startswith("factx") and home != "factx.pipeline":
            rooms.append(re.sub(r"^factx\.(kinds\.\w+|\w+).*", r"\1", home))
    assert [room for room, _ in groupby(rooms)] == [
        "rules",
        "kinds.organization",
        "overlaps",
        "kinds.date",
        "kinds.money",
    ]
