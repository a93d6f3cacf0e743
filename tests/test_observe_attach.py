"""What numbers measure and whose it is, read in sentences written for it."""

from datetime import date
from pathlib import Path

import pytest

from factx.pipeline import Extractor
from factx.records import Document, OrganizationFact

_DAY = date(2024, 5, 15)


def _ties() -> dict[str, list[tuple[str, str, str]]]:
    """Return the sentences of the table with what each of their numbers is tied to."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    sentence = ""
    for line in Path(__file__).with_name("observe").joinpath("ties.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            number, measure, about = (part.strip() for part in f"{line}".split("|"))
            found[sentence].append((number, measure, about))
        elif line and not line.startswith("# "):
            sentence = line
            found[sentence] = []
    return found


TIES = _ties()

# text → for each number of it: its text, whose it is, the name of that body or place, whether an organization's fact names it
OWNERS = {
    "Norden Corp. sells boats. The company raised $5 million in May.": [("$5 million", "company", "Norden Corp.", True)],
    "Norden Corp. sells boats. Its sales rose 4 percent.": [("4 percent", "Its", "Norden Corp.", True)],
    "Norden Corp. sells boats. It paid $4 million for a mill.": [("$4 million", "It", "Norden Corp.", True)],
    "Norden Corp. and Brenta Ltd. sell boats. The company raised $5 million.": [
        ("$5 million", "company", "Norden Corp.", True)
    ],
    "Boats are sold by Norden Corp. and Brenta Ltd. here. The company raised $5 million.": [
        ("$5 million", "company", None, False)
    ],
    "Germany is a partner of Liaoning province. The country had invested $2.9 billion there.": [
        ("$2.9 billion", "country", "Germany", False)
    ],
    "Germany is a partner of Liaoning province. The province spent $3 million.": [
        ("$3 million", "province", "Liaoning", False)
    ],
    "The University of Bergen and Norden Corp. met. The university spent $3 million.": [
        ("$3 million", "university", "University of Bergen", True)
    ],
    "Ann Berg left in May. She won 45% of the vote.": [("45%", "She", "Ann Berg", False)],
    "Ann Berg left in May. Mr Berg, or Berg for short, won 45% of the vote.": [("45%", "Berg", "Ann Berg", False)],
    "The United States was there. The US spent $3 million.": [("$3 million", "US", "United States", False)],
    "Norden Corp. said it spent $3 million.": [("$3 million", "Norden Corp.", "Norden Corp.", True)],
    "Norden Corp. sells boats. Revenue rose 4 percent.": [("4 percent", "Norden Corp.", "Norden Corp.", True)],
    "Norden Corp. sells boats. Rain fell 4 percent.": [("4 percent", None, None, False)],
    "Kenya is a country. Inflation rose 4 percent.": [("4 percent", "Kenya", "Kenya", False)],
    "Kenya and Chad met Mali. Inflation rose 4 percent.": [("4 percent", None, None, False)],
    "The water rate in Kenya was 4 percent. The rate is now 5 percent.": [
        ("4 percent", "Kenya", "Kenya", False),
        ("5 percent", "Kenya", "Kenya", False),
    ],
    "Growth was 3 percent in the United Kingdom.": [("3 percent", "United Kingdom", "United Kingdom", False)],
    "OSLO (Reuters) - Norden Corp. sells boats. Its sales rose 4 percent.": [
        ("4 percent", "Its", "Norden Corp.", True)
    ],
    "Kenya's exports came to $2 billion in May. Exports rose 4 percent in June.": [
        ("$2 billion", "Kenya", "Kenya", False),
        ("4 percent", "Kenya", "Kenya", False),
    ],
    "Norden Corp. sells boats. It fell 4 percent.": [("4 percent", "It", "Norden Corp.", True)],
    "Ann Berg left in May. The vote was lost by Berg. She won 45% of it.": [("45%", "She", "Ann Berg", False)],
    "Voters stayed at home. They donated $400.": [("$400", "They", None, False)],
}  # fmt: skip


@pytest.fixture(scope="module")
def readings():
    texts = [*TIES, *OWNERS]
    documents = [Document(id=str(n), text=text, published=_DAY) for n, text in enumerate(texts)]
    return dict(zip(texts, Extractor().readings(documents), strict=True))


@pytest.mark.parametrize("text", TIES)
def test_measure_and_owner(text: str, readings) -> None:
    by_id = {fact.id: fact.text for fact in readings[text].facts}
    found = [(by_id[o.fact_id], o.measure or "", o.about or "") for o in readings[text].observations]
    assert found == TIES[text]


@pytest.mark.parametrize("text", OWNERS)
def test_names(text: str, readings) -> None:
    by_id = {fact.id: fact for fact in readings[text].facts}
    found = [
        (by_id[o.fact_id].text, o.about, o.about_name, isinstance(by_id.get(o.about_id or ""), OrganizationFact))
        for o in readings[text].observations
    ]
    assert found == OWNERS[text]


def test_each_construction_is_tried() -> None:
    readings = Extractor().readings([Document(id=str(n), text=text, published=_DAY) for n, text in enumerate(TIES)])
    rules = {o.rule for reading in readings for o in reading.observations}
    assert rules >= {"subject", "object", "of", "modifier", "worth", "share", "group", "kind", "for", "verb", "change"}
    assert rules >= {"list", "respectively", "wire", "bracket"}
