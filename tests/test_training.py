"""The fit of the organizations' weights gives what logistic regression must, and what is shipped has its papers."""

import hashlib
import importlib.util
import json
import random
import sys
import tomllib
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

from factx import pipeline
from factx.kinds.organization.decide import gather
from factx.kinds.organization.org_kind import likeliest
from factx.kinds.organization.weights import weights_for
from factx.ner.own import own_model
from factx.records import Document
from factx.rules.context import Context, Entity

ROOT = Path(__file__).parents[1]
TRAINING = ROOT / "training"


def module_of(name):
    folder = str(TRAINING)
    sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(f"training_{name}", TRAINING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    sys.path.remove(folder)
    return module


@pytest.fixture(scope="module")
def training():
    return module_of("organizations")


@pytest.fixture(scope="module")
def calibration():
    return module_of("calibration")


@pytest.fixture(scope="module")
def kinds():
    return module_of("kinds")


@pytest.fixture(scope="module")
def named():
    return tomllib.loads((TRAINING / "data.toml").read_text("utf8"))


def test_a_fit_is_where_the_gradient_vanishes(training):
    rows = [({"bias": 1.0, "head": float(n % 2)}, (n % 5) / 4, 1 + n % 3) for n in range(40)]
    found = training.fit(rows, 2.0)
    for feature in ("bias", "head"):
        pull = sum(
            importance * features[feature] * (target - 1 / (1 + exp(-sum(found[f] * v for f, v in features.items()))))
            for features, target, importance in rows
        )
        assert pull == pytest.approx(2.0 * found[feature], abs=0.2)  # weights are rounded to two digits


def test_the_shipped_sample_gives_the_same_weights_twice(training, named):
    sample = training.samples("wikinews", TRAINING, named["model"], [own_model()])[::3]
    once, again = (training.fit_all(sample, 5.0) for _ in range(2))
    assert once == again
    assert once.alone["own NER ORG share"] > 0.5
    assert once.mention["name score"] > 0.5


def test_the_shipped_sample_is_labelled_where_it_says(named):
    path = TRAINING / named["train"]["wikinews"]["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == named["train"]["wikinews"]["sha256"]
    for line in path.read_text("utf8").splitlines():
        row = json.loads(line)
        ends = [0, *(end for span in row["spans"] for end in (span["start"], span["end"]))]
        assert ends == sorted(ends)
        assert ends[-1] <= len(row["text"])
        assert row["url"].startswith("https://en.wikinews.org/")


def test_weights_name_their_data_and_no_set_that_forbids_commerce(named):
    shipped = json.loads((ROOT / "src/factx/weights" / f"{named['model']}.json").read_text("utf8"))
    assert {n: d["sha256"] for n, d in shipped["data"].items()} == {n: d["sha256"] for n, d in named["train"].items()}
    assert not any("NC" in source["licence"] for source in named["train"].values())
    assert set(shipped["scores"]) == set(named["test"])
    assert shipped["l2"] == named["l2"]
    assert shipped["command"].endswith("DATA --folds FOLD0 FOLD1")


def test_a_confidence_is_what_it_says(calibration):
    rng = random.Random(3)
    scores = [rng.gauss(1, 2) for _ in range(4000)]
    judged = [calibration.Judged(s, None, rng.random() < 1 / (1 + exp(-0.5 * s + 0.3)), 1.0) for s in scores]
    guide = [calibration.Judged(6.0, calibration.BY_GUIDE, n % 4 > 0, 1.0) for n in range(100)]
    elsewhere = [calibration.Judged(6.0, calibration.BY_GUIDE, False, 1.0)] * 100
    found = calibration.calibrate({"wikinews": judged[:2000] + guide, "conllpp_train": elsewhere})
    assert found.slope == pytest.approx(0.5, abs=0.1)
    assert found.intercept == pytest.approx(-0.3, abs=0.15)
    assert found.settled == {calibration.BY_GUIDE: 0.75}
    assert calibration.expected_error(judged[2000:], found) < 0.04
    assert "Expected calibration error" in calibration.table({"x": judged[2000:]}, found)


def test_words_around_a_name_tell_its_kind(kinds):
    def name(kind, word, fold):
        return kinds.Labelled(kind, None, None, {"bias": 1.0, f"left {word}": 1.0}, 2, fold)

    names = [
        name(kind, word, n % 5)
        for n in range(40)
        for kind, word in (("party", "voters"), ("media", "told"), ("team", "coach"))
    ]
    weights = kinds.fit_kinds(names)
    assert likeliest({"left told": 1.0}, weights) == "media"
    assert weights == kinds.fit_kinds(names)
    assert kinds.out_of_fold({"x": names})["x"] == {
        "mentions": 240,
        "patterns": 0.0,
        "company": 0.0,
        "weights": 100.0,
    }


def test_a_model_without_weights_says_so(caplog):
    weights_for.cache_clear()
    assert weights_for("en_core_web_trf") == replace(weights_for(), calibration=None)
    assert "no weights of its own" in caplog.text


def test_contributions_add_up_to_the_score():
    text = "Shares of Norden Foods Inc. fell. The Norwegian government met Norden Foods Inc. on Monday."
    context = Context.of(Document(id="x", text=text))
    candidates = [m for m in pipeline.READER.read(context) if m.kind == "organization"]
    entities = [Entity(text.find("Norden"), text.find(" fell"), "ORG", by) for by in (0, 1)]
    found = gather(context, candidates, entities, weights_for())
    norden = found["Norden Foods Inc."]
    assert sum(part for _, part in norden.contributions()) == pytest.approx(norden.score + weights_for().threshold)
    assert "first score" in dict(norden.contributions())
    assert found["Norwegian government"].contributions() == [("settled by the guide", 4.0)]
