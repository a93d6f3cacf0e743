"""The user's own list joins names and brings identifiers."""

import pytest

from factx.errors import InputError
from factx.kinds.organization.aliases import Alias, read_aliases
from factx.pipeline import Extractor
from factx.records import Document


@pytest.fixture
def listed(tmp_path):
    def written(text):
        path = tmp_path / "aliases.csv"
        path.write_text(text, "utf8")
        return path

    return written


def test_names_join_and_bring_identifiers(listed):
    path = listed("name,body,lei,wikidata\nNorden Foods Inc.,Norden Group,,\nNorden Group,Norden Group,529900ABC,Q1\n")
    found = read_aliases(path)
    assert found["norden-foods-inc"] == Alias("Norden Group", {"lei": "529900ABC", "wikidata": "Q1"})
    facts = next(Extractor(aliases=found)([Document(id="a", text="He left Norden Foods Inc. on Friday.")]))
    (body,) = [f for f in facts if f.kind == "organization"]
    assert (body.name, body.org_id) == ("Norden Foods Inc.", "norden-group")
    assert body.external_ids == {"lei": "529900ABC", "wikidata": "Q1"}


def test_without_a_list_there_are_no_identifiers():
    facts = next(Extractor()([Document(id="a", text="He left Norden Foods Inc. on Friday.")]))
    assert [f.external_ids for f in facts if f.kind == "organization"] == [None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("body,name\nA,B\n", "must begin with name,body"),
        ("name,body\nNorden,\n", ":2: a name, its body"),
        ("name,body\nNorden,A,extra\n", ":2: a name, its body"),
        ("name,body\nNorden,Harper\nNorden,Lowe\n", ":3: Norden is already Harper"),
    ],
)
def test_a_wrong_list_says_why(listed, text, reason):
    with pytest.raises(InputError, match=reason):
        read_aliases(listed(text))


def test_a_missing_list_says_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_aliases(tmp_path / "none.csv")


def test_an_extractor_with_a_list_can_be_remembered():
    assert hash(Extractor(aliases={"norden": Alias("Norden Group")})) == hash(Extractor())
