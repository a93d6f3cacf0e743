"""Confidence: calibrated where it is known, null where it is not; unsure organizations are left out on request."""

import json

import pytest
from typer.testing import CliRunner

from factx.cli import app
from factx.kinds.organization.weights import Calibration, weights_for
from factx.pipeline import Extractor
from factx.records import Document
from factx.rules.context import Entity

TEXT = (
    "Norden Foods Inc. said revenue rose 5 percent to 7 million euros. Sales of Kestrova fell 3 percent. "
    "The Bank of England raised its rate to 4 percent."
)


def reading(**options):
    return next(Extractor(**options).readings([Document(id="a", text=TEXT)]))


def bodies(read):
    return {f.name: f.confidence for f in read.facts if f.kind == "organization"}


def test_unsure_organizations_are_left_out_and_nothing_else():
    whole = reading()
    sure = bodies(whole)
    assert {"Norden Foods Inc.", "Bank of England"} <= sure.keys()
    least = min(sure.values()) + 0.001
    kept = reading(min_confidence=least)
    assert bodies(kept) == {name: p for name, p in sure.items() if p >= least}
    assert len(bodies(kept)) < len(sure)
    others = [[f for f in read.facts if f.kind != "organization"] for read in (whole, kept)]
    assert others[0] == others[1]
    assert next(iter(Extractor(min_confidence=least)([Document(id="a", text=TEXT)]))) == kept.facts


def test_what_a_number_says_of_one_left_out_has_no_owner():
    whole, none = reading(), reading(min_confidence=1)
    owned = [o for o in whole.observations if o.about_id]
    assert owned
    assert bodies(none) == {}
    ids = {f.id: f for f in none.facts}
    for before, after in zip(whole.observations, none.observations, strict=True):
        owner = (after.about, after.about_start, after.about_end, after.about_id, after.about_name)
        if before.about_id:
            assert owner == (None,) * 5
        else:
            assert after == before
        type(after).model_validate(after.model_dump(), context={"facts": ids})


def test_a_confidence_that_is_none():
    with pytest.raises(ValueError, match="probability"):
        Extractor(min_confidence=1.5)


def test_a_recogniser_of_ones_own_has_no_confidence_and_its_bodies_stay():
    at = TEXT.index("Kestrova")
    mine = [Entity(at, at + 8, "ORG")]
    found = bodies(reading(recogniser=lambda texts: (mine for _ in texts), min_confidence=0.9))
    assert "Kestrova" in found
    assert set(found.values()) == {None}


def test_a_model_without_weights_of_its_own_is_not_calibrated():
    assert weights_for("en_core_web_trf").calibration is None
    assert weights_for().calibration is not None


def test_a_calibration_rises_with_the_score():
    calibration = Calibration(1.0, -0.1, {"widely known": 0.9})
    assert calibration.confidence(0.1, None) == 0.5
    assert calibration.confidence(3.0, None) > calibration.confidence(2.0, None)
    assert calibration.confidence(6.0, "widely known") == 0.9
    assert calibration.confidence(6.0, "settled by the recogniser") is None


def test_the_command_leaves_them_out_and_says_so(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt"), "-o", str(out), "--min-confidence", "1"])
    assert done.exit_code == 0, done.output
    facts = [json.loads(line) for line in (out / "facts.jsonl").read_text("utf8").splitlines()]
    assert facts
    assert not [f for f in facts if f["kind"] == "organization"]
    assert json.loads((out / "run.json").read_text("utf8"))["depends_on"]["options"]["min_confidence"] == 1
