"""factx as a library: public names, own rules, an own recogniser, types that a user's mypy accepts."""

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

import example
import factx
from factx.batch import Workers
from factx.kinds.percent.shares import ratio
from factx.rules.rule import rule

TEXT = "Acme rose a baker's dozen percent to $5m in 2021, Norden said."


def test_own_rule_and_own_recogniser():
    assert example.read(TEXT) == ["Acme", "13 percent.bakers_dozen", "5000001 USD", "2021 2021-01-01"]


def test_what_numbers_say():
    assert example.said("Sales rose 5% to €3m in 2020.") == [("Sales", "2020", "change"), ("Sales", "2020", "to")]


def test_labels_of_a_judged_recogniser_are_votes():
    def all_are_bodies(texts):
        return ([factx.Entity(0, 4, "ORG")] for _ in texts)

    documents = [factx.Document(id=text, text=text) for text in ("Acme fell.", "Acme said on Friday its profit rose.")]
    told, judged = (factx.Extractor(recogniser=all_are_bodies, judged=judged) for judged in (False, True))
    names = [
        [[fact.text for fact in facts if fact.kind == "organization"] for facts in e(documents)] for e in (told, judged)
    ]
    assert names == [[["Acme"], ["Acme"]], [[], ["Acme"]]]


def test_own_rules_come_before_ours():
    half = replace(example.bakers_dozen, name="percent.five", source="5%", anchors=frozenset({"0"}))
    facts = next(
        factx.Extractor(rules=(half,), recogniser=example.acme)([factx.Document(id="1", text="rose 5% there")])
    )
    assert [(f.text, f.rule, f.value) for f in facts] == [("5%", "percent.five", 13)]


@pytest.mark.parametrize(
    ("name", "said"), [("prices.x", "no kind 'prices'"), (ratio.name, "a rule of this name exists")]
)
def test_a_rule_of_no_kind_or_a_taken_name_is_refused(name, said):
    with pytest.raises(ValueError, match=said):
        factx.Extractor(rules=(replace(example.bakers_dozen, name=name),))


def test_a_rule_outside_factx_needs_a_name():
    with pytest.raises(ValueError, match="needs name="):
        rule("x", finds={})(lambda m, context: None)


def test_an_extractor_goes_to_other_processes():
    extractor = factx.Extractor(rules=[example.bakers_dozen], recogniser=example.acme)
    assert pickle.loads(pickle.dumps((extractor, ratio))) == (extractor, ratio)  # noqa: S301 - our own
    with pytest.raises(pickle.PicklingError, match="top level of a module"):
        pickle.dumps(replace(ratio, name="percent.other"))


def test_every_public_name_is_there_and_says_what_it_is():
    for name in factx.__all__:
        assert getattr(factx, name).__doc__ or name in {"Fact", "Recogniser"}


def test_what_is_there_can_be_seen_and_has_a_version():
    assert {*factx.__all__, "__version__"} <= {*dir(factx)}
    assert factx.__version__ == version("factx")


@pytest.mark.parametrize("given", ["It paid €3m.", ["It paid €3m."], [("a", "It paid €3m.")]])
def test_an_extractor_says_that_it_reads_documents(given):
    with pytest.raises(TypeError, match=r"an iterable of Documents, not of (str|tuple): factx\.extract reads one text"):
        list(factx.Extractor()(given))


def test_paths_are_as_people_give_them(tmp_path):
    (tmp_path / "a.txt").write_text("It paid $5m.", "utf8")
    path, extractor = tmp_path / "a.txt", factx.Extractor(recogniser=example.acme, observations=False)
    for n, given in enumerate([path, str(path), [str(path)], (p for p in [path])]):
        assert factx.run(given, str(tmp_path / str(n)), extractor=extractor).documents == 1
    (found,) = factx.documents(str(path), published="2021-09-24", country="UK")
    assert (found.published, found.country) == (date(2021, 9, 24), "GB")
    assert factx.load_facts(str(tmp_path / "0"), tmp_path / "facts.db").facts.new == 1


@pytest.mark.parametrize("given", [None, [b"a"], [5]])
def test_what_is_no_path_is_told(given, tmp_path):
    for read in (lambda: factx.run(given, tmp_path), lambda: list(factx.documents(given))):
        with pytest.raises(TypeError, match=r"a path is a str or a Path, not (NoneType|bytes|int)"):
            read()


@pytest.mark.parametrize("given", [{"jobs": 0}, {"timeout": 0}, {"timeout": float("nan")}, {"memory": -1}])
def test_a_run_that_could_not_end_is_refused(given):
    with pytest.raises(ValueError, match="a run needs a job"):
        Workers(**given)


def test_a_country_may_be_in_small_letters():
    assert [fact.currency for fact in factx.extract("It paid $3m.", country="ca")] == ["CAD"]
    with pytest.raises(ValueError, match="country"):
        factx.extract("It paid $3m.", country="Canada")


def test_explain_takes_a_text():
    assert "money [€3m] amount=3000000 currency=EUR" in factx.explain("It paid €3m.")


def test_mypy_accepts_a_users_program(request):
    root = request.config.rootpath
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent"]
    command += ["--cache-dir", str(root / ".mypy_cache" / "user"), str(Path(example.__file__))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={"MYPYPATH": str(root / "src")})
    assert ran.stdout.startswith("Success"), ran.stdout + ran.stderr
