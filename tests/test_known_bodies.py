"""Widely known bodies have one id whatever an article calls them; the user's own list goes before."""

from pathlib import Path

import pytest

from factx.kinds.organization.aliases import read_aliases
from factx.kinds.organization.known_bodies import identity, known_identity, listed, slug, unmistakable
from factx.kinds.organization.words import kind_of
from factx.pipeline import Extractor
from factx.records import Document

SAME = {
    "opec": "OPEC|the OPEC|O.P.E.C.|Organization of the Petroleum Exporting Countries|Organisation of Petroleum Exporting Countries",
    "eu": "EU|E.U.|European Union|The European Union",
    "un": "UN|U.N.|United Nations|the United Nations|UNITED NATIONS",
    "federal-reserve": "Fed|the Fed|Federal Reserve|US Federal Reserve|U.S. Federal Reserve|U. S. Federal Reserve",
    "nato": "NATO|Nato|N.A.T.O.|North Atlantic Treaty Organisation",
    "who": "WHO|W.H.O.|World Health Organization|the World Health Organisation",
    "imf": "IMF|I.M.F.|International Monetary Fund",
    "ap": "AP|A.P.|The Associated Press|Associated Press",
    "sec": "SEC|S.E.C.|Securities and Exchange Commission|U.S. Securities and Exchange Commission",
    "ecb": "ECB|European Central Bank",
}


@pytest.mark.parametrize("body", SAME)
def test_names_of_one_body(body):
    assert {identity(name) for name in SAME[body].split("|")} == {body}


@pytest.mark.parametrize(
    "name",
    [
        "Norden Foods Inc.",
        "Federal Reserve Bank of New York",
        "Treasury",
        "European Union Chamber of Commerce",
        "U.N. Watch",
    ],
)
def test_other_bodies_keep_the_id_of_their_name(name):
    assert identity(name) == slug(name)


def test_a_name_is_listed_once_and_an_id_is_no_other_body():
    names = [(identity(name), body) for body, all_of_it in listed().items() for name in all_of_it]
    assert [pair for pair in names if pair[0] != pair[1]] == []
    assert len(listed()) > 100
    assert [body for body, all_of_it in listed().items() if body not in map(slug, all_of_it)] == []


def test_a_listed_body_has_one_kind_by_all_of_its_names():
    kinds = {body: {kind_of(name) for name in names} for body, names in listed().items()}
    assert [body for body, some in kinds.items() if len(some) != 1 or None in some] == []
    assert [kind_of(f"{name} England") for name in ("NHS", "Greenpeace", "Norden")] == [
        "government",
        "association",
        None,
    ]
    assert [kind_of(name) for name in ("Amnesty International USA", "UNICEF New Zealand")] == [
        "association",
        "intergovernmental",
    ]
    assert (kinds["g7"], kinds["usgs"], kinds["afp"]) == ({"intergovernmental"}, {"government"}, {"media"})


def bodies(text, aliases=None):
    return {
        f.name: f.org_id
        for f in next(Extractor(aliases=aliases)([Document(id="a", text=text)]))
        if f.kind == "organization"
    }


ALWAYS = {
    "I.A.E.A. inspectors were denied entry.": ("I.A.E.A.", "iaea", "intergovernmental"),
    "The F.B.I.'s Boston office confirmed it.": ("F.B.I.", "fbi", "government"),
    "O.P.E.C.'s members pump a third of the world's oil.": ("O.P.E.C.", "opec", "intergovernmental"),
    "The ICRC visited 40 prisoners.": ("ICRC", "icrc", "association"),
    "Leaders of Apec signed the statement.": ("Apec", "apec", "intergovernmental"),
    "The UN World Food Programme feeds 4 million people there.": (
        "UN World Food Programme",
        "wfp",
        "intergovernmental",
    ),
    "The United Nations Educational, Scientific and Cultural Organisation is in Paris.": (
        "United Nations Educational, Scientific and Cultural Organisation",
        "unesco",
        "intergovernmental",
    ),
    "NHS England said waits had grown.": ("NHS England", "nhs-england", "government"),
    "Shares of Marks and Spencer fell 3% in London.": ("Marks and Spencer", "marks-spencer", "company"),
    "Rivals such as Tesco and Barnes and Noble gained.": ("Barnes and Noble", "barnes-noble", "company"),
    "Johnson and Johnson recalled the syrup.": ("Johnson and Johnson", "johnson-johnson", "company"),
    "Warren Buffett's Berkshire Hathaway sold it.": ("Berkshire Hathaway", "berkshire-hathaway", "company"),
}


def test_full_names_and_dotted_ones_are_read_wherever_they_stand():
    found = Extractor()(Document(id=str(n), text=text) for n, text in enumerate(ALWAYS))
    for facts, expected in zip(found, ALWAYS.values(), strict=True):
        assert expected in [(f.text, f.org_id, f.org_kind) for f in facts if f.kind == "organization"]


def test_what_means_another_thing_elsewhere_is_weighed():
    for name in (
        "WHO",
        "AP",
        "A.P.",
        "U.N",
        "SEC",
        "GE",
        "Fed",
        "US Treasury",
        "U.S. Senate",
        "Amnesty",
        "NYSE",
        "UEFA",
    ):
        assert name not in unmistakable()
    assert {known_identity(name) for name in unmistakable()} <= {*listed()}


@pytest.mark.parametrize(
    "text",
    ["Traders sold West Texas Intermediate.", "Benchmark West Texas Intermediate fell to $70.", "Brent Crude rose."],
)
def test_what_prices_are_named_after_is_no_body(text):
    assert bodies(text) == {}


def test_two_articles_meet_in_one_id():
    one = bodies("The European Union fined Norden Foods Inc. on Friday.")
    two = bodies("The EU fined Norden Foods Inc. on Friday.")
    assert one["European Union"] == two["EU"] == "eu"
    assert one["Norden Foods Inc."] == "norden-foods-inc"


def test_the_users_list_goes_before_and_reaches_all_names(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text(
        "name,body,wikidata\nEuropean Union,Brussels Bloc,Q458\nNorden Foods Inc.,Associated Press,\n", "utf8"
    )
    found = bodies("The EU fined Norden Foods Inc. on Friday.", read_aliases(path))
    assert found == {"EU": "brussels-bloc", "Norden Foods Inc.": "ap"}


def test_the_page_shows_all_of_them(root):
    page = Path(root / "docs/facts.md").read_text("utf8")
    for body, names in listed().items():
        assert f"| `{body}` | {', '.join(names)} |" in page
