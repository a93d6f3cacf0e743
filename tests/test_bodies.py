"""One decision per name: its spans, its features, and the score that holds for all its mentions."""

import pytest

import factx
from factx import pipeline
from factx.kinds import KINDS
from factx.kinds.organization import Org
from factx.kinds.organization import decide as bodies
from factx.kinds.organization.evidence import PREFERENCE, Evidence
from factx.kinds.organization.org_kind import kind
from factx.kinds.organization.short_forms import nation_of_known
from factx.kinds.organization.spans import index, search, split_span
from factx.kinds.organization.weights import weights_for
from factx.kinds.organization.words import is_no_body
from factx.overlaps import resolve
from factx.records import Document
from factx.rules.context import Context, Entity


def entities(text, **labels):
    """Mark every place of some words with a label, as the model and our own NER would."""
    found = []
    for label, words in labels.items():
        for word in words:
            at = text.find(word)
            while at >= 0:
                found += [Entity(at, at + len(word), label, by) for by in (0, 1)]
                at = text.find(word, at + 1)
    return found


def decided(context, candidates, entities):
    weights = weights_for()
    evidence = bodies.gather(context, candidates, entities, weights)
    return bodies.mentions(context, bodies.spotted(context, evidence, candidates, entities, weights), weights)


def names(text, **labels):
    context = Context.of(Document(id="x", text=text))
    candidates = [m for m in pipeline.READER.read(context) if m.kind == "organization"]
    named = resolve(decided(context, candidates, entities(text, **labels)), KINDS)
    return [text[m.start : m.end] for m in named]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Norden Group's", ["Norden Group"]),
        ("Norden Foods (Wuhan", ["Norden Foods"]),
        ("Norden Foods (Wuhan)", ["Norden Foods (Wuhan)"]),
        ("National Water Centre (NWC)", ["National Water Centre"]),
        ("Harper, Norden or Lowe", ["Harper", "Norden", "Lowe"]),
        ("Harper, Lowe & Finch", ["Harper, Lowe & Finch"]),
        ("Norden Foods, Inc.", ["Norden Foods, Inc."]),
        ("China's Water Bureau", ["Water Bureau"]),
        ("Norden news agency", ["Norden"]),
        ("Human Rights in Norden", ["Human Rights"]),
        ("Organisation for Water in Norden", ["Organisation for Water in Norden"]),
    ],
)
def test_names_in_a_span(text, found):
    assert [text[start:end] for start, end in split_span(text, 0, len(text))] == found


@pytest.mark.parametrize(
    ("text", "span", "found"),
    [
        ("at St. Harper University in", "Harper University", ["St. Harper University"]),
        ("Will Harper Motors be next?", "Will Harper Motors", ["Harper Motors"]),
        ("Will Harper Motors rose.", "Will Harper Motors", ["Will Harper Motors"]),
        ("firms like India-based Harper Gear", "India-based Harper Gear", ["Harper Gear"]),
        ("Exchange: NYSE Harper Foods", "NYSE Harper Foods", ["NYSE", "Harper Foods"]),
        ("the NYSE Composite fell", "NYSE Composite", ["NYSE Composite"]),
        ("President of Samoa Harper came", "Samoa Harper", []),
        ("the Samoa Harper Bank said", "Samoa Harper Bank", ["Samoa Harper Bank"]),
    ],
)
def test_what_stands_beside_a_name(text, span, found):
    at = text.index(span)
    assert [text[start:end] for start, end in split_span(text, at, at + len(span))] == found


def test_the_foreign_part_of_a_name_belongs_to_it():
    text = "the Brigade de Recherche et d'Intervention said"
    assert [text[s:e] for s, e in split_span(text, 4, 24)] == ["Brigade de Recherche et d'Intervention"]


def test_the_longest_name_stands():
    text = "Norden Foods Inc. and Norden met the government of Samoa, not Norden-Harper."
    found = [name for _, _, name in search(text, index(["Norden", "Norden Foods Inc.", "government of Samoa"]))]
    assert found == ["Norden Foods Inc.", "Norden", "government of Samoa"]


def test_a_short_form_is_found_where_the_models_see_it_and_where_words_speak_for_it():
    text = "Norden Foods Inc. said sales rose. Shares of Norden fell. Norden shares had risen."
    found = entities(text, ORG=["Norden Foods Inc."])
    at = text.index("Norden fell")
    found += [Entity(at, at + 6, "ORG", by) for by in (0, 1)]
    made = decided(Context.of(Document(id="x", text=text)), [], found)
    assert [text[m.start : m.end] for m in made] == ["Norden Foods Inc.", "Norden", "Norden"]


@pytest.mark.parametrize(
    "name", ["Ministry of Defence", "Department of Water Affairs", "University of Norden", "SpaceX"]
)
def test_full_names_of_offices_and_widely_known_bodies_need_no_model(name):
    assert names(f"It was shown to the {name} on Monday.") == [name]


def test_persons_and_places_are_none():
    text = "Ellen Harper met officials in Oslo. Harper said Oslo was cold."
    assert names(text, PERSON=["Ellen Harper"], GPE=["Oslo"], ORG=["Harper"]) == []


def test_short_forms_of_laws_are_none():
    text = "Under the Clean Water Act (CWA), firms pay. The CWA is old. The Clean Water Agency (CAW) and CAW agree."
    assert "CWA" not in names(text, ORG=["CWA", "Clean Water Agency", "CAW"])
    assert names(text, ORG=["CWA", "Clean Water Agency", "CAW"])[-1] == "CAW"


def test_the_guide_decides_by_itself():
    assert names("The Norwegian government paid.") == ["Norwegian government"]
    assert names("the United States House of Representatives voted") == ["United States House of Representatives"]
    assert nation_of_known("United States Senate")
    assert not nation_of_known("Norden Senate")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A mayor told Norden that it rained.", "Norden", "media"),
        ("Shares of Norden fell. He told Norden.", "Norden", "media"),
        ("Norden's customers left. Shares of Norden fell.", "Norden", "company"),
        ("Norden won.", "Norden", "company"),
        ("The Norden Institute for Water met.", "Norden Institute for Water", "other"),
        ("The Norden Emergency Centre met.", "Norden Emergency Centre", "government"),
        ("The Norden Children's Fund met.", "Norden Children's Fund", "association"),
        ("The Norden Growth Fund met.", "Norden Growth Fund", "company"),
    ],
)
def test_kinds(text, name, expected):
    found = Evidence(spans=[(s, e) for s, e, _ in search(text, index([name]))])
    found.votes["ORG"] = 1
    assert kind(name, found, text) == expected


@pytest.mark.parametrize("text", ["Acme fell.", "He lives in Acme.", "Acme", "Mr. Acme said so", "the city of Acme"])
def test_a_name_that_the_recogniser_is_sure_of_is_an_organization(text):
    context, at = Context.of(Document(id="x", text=text)), text.index("Acme")
    for sure in (False, True):
        found = decided(context, [], [Entity(at, at + 4, "ORG", sure=sure)])
        assert [text[m.start : m.end] for m in found] == ["Acme"] * sure


@pytest.mark.parametrize("name", ["Northeast China", "Eastern Europe", "Central Texas", "Oslo-based", "Norden-owned"])
def test_no_body_by_its_words(name):
    assert is_no_body(name)


@pytest.mark.parametrize("name", ["Southern Company", "Central Bank", "Eastern Airlines", "West Norden"])
def test_may_be_a_body(name):
    assert not is_no_body(name)


def test_every_rule_has_its_place_in_the_order_of_preference():
    assert {rule.name for rule in KINDS["organization"].rules} == {f"organization.{name}" for name in PREFERENCE}
    rules = {"organization.apposed": Org("company"), "organization.headed": Org("company")}
    assert Evidence(rules=rules).rule == Evidence(rules=dict(reversed(rules.items()))).rule == "organization.headed"
    assert Evidence(rules=rules | {"organization.headed": Org("company", 1)}).rule == "organization.apposed"


def test_half_of_a_country_is_no_body():
    found = factx.extract("Trinidad and Tobago exported gas, and Antigua and Barbuda sold sugar to it.")
    assert [fact.text for fact in found if fact.kind == "organization"] == []
