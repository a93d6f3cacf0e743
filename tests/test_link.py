"""One name and id per body; restated amounts point to their first."""

import pytest

import factx
from factx.kinds.organization.initials import stands_for
from factx.kinds.organization.known_bodies import slug
from factx.kinds.organization.link import full_names
from factx.kinds.organization.short_forms import is_short_for


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("National Reform Commission", "China National Reform Commission"),
        ("Anhui FTZ", "China (Anhui) Pilot Free Trade Zone"),
        ("Anhui Pilot Free Trade Zone", "China (Anhui) Pilot Free Trade Zone"),
        ("Norden", "Norden Group"),
        ("Norden", "Norden Motors Inc."),
        ("HKEX", "HKEX Holdings"),
    ],
)
def test_short_for(short, long):
    assert is_short_for(short, long)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norden", "Norden Semiconductor (Wuhan)"),
        ("Norden", "Norden Polska"),
        ("Bank of China", "Bank of Japan"),
        ("Ministry of Trade", "Ministry of Trade and Industry"),
        ("National Bank", "First National Group"),
    ],
)
def test_another_body(one, other):
    assert not is_short_for(one, other)


def test_full_names_follow_brackets():
    names = full_names(["National Bureau of Water", "NBW", "Norden"], {"NBW": "National Bureau of Water"})
    assert names == {
        "National Bureau of Water": "National Bureau of Water",
        "NBW": "National Bureau of Water",
        "Norden": "Norden",
    }


@pytest.mark.parametrize(
    ("short", "name"),
    [("NBS", "National Bureau of Statistics"), ("DoT", "Department of Transport"), ("UN", "United Nations")],
)
def test_acronyms(short, name):
    assert stands_for(short, name)


def test_slugs_are_plain_and_stable():
    assert slug("Société Générale S.A.") == slug("Societe Generale S.A.") == "societe-generale-s-a"
    assert slug("华为") == "华为"


def test_a_restatement_points_to_its_first():
    text = "It sold for 371.5 billion yuan ($57.4 billion), not $60 billion."
    yuan, dollars, more = [f for f in factx.extract(text) if f.kind == "money"]
    euros, pounds, others = [f for f in factx.extract("They paid €20,000 (£17,500; US$22,900).") if f.kind == "money"]
    assert (pounds.equivalent_of, others.equivalent_of) == (euros.id, euros.id)
    assert (yuan.equivalent_of, dollars.equivalent_of, more.equivalent_of) == (None, yuan.id, None)
