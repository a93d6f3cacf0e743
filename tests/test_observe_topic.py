"""What is traded is a measure and nobody's; a company's figures are the article's company's."""

from datetime import date

import pytest

from factx.pipeline import Extractor
from factx.records import Document

# text → measure and owner of its last number
TEXTS = {
    "Brent crude fell 2 percent on Friday.": ("Brent crude", None),
    "The Topix rose 1.2 percent in Tokyo.": ("Topix", None),
    "The Federal Reserve expects inflation of 2 percent next year.": ("inflation", None),
    "Norsk Hydro ASA opened a mill in May. Norsk Hydro ASA hired 40 people. Net profit rose to $4 million.": (
        "Net profit",
        "Norsk Hydro ASA",
    ),
    "Norden Corp. beat its forecast with help from Brenta Ltd in May. Profit rose to $4 million.": (
        "Profit",
        "Norden Corp.",
    ),
    "Norden Corp. net falls\nShr 4 cts": ("Shr", "Norden Corp."),
    "Kenya's trade came to $9 billion. Imports fell to $4 billion.": ("Imports", "Kenya"),
    "Kenya's trade came to $9 billion. Rain fell 4 percent.": ("Rain", None),
    "Dealers sold goods worth $9 billion. Imports fell to $4 billion.": ("Imports", None),
    "The percentage of tenants who smoke is 9%. The percentage expecting a sale rose to 4%.": (
        "expecting a sale",
        "tenants",
    ),
    "The rouble lost 4 percent.": ("rouble", None),
    "The cedi gained 4 percent.": ("cedi", None),
    "Revenue was $9 million, up from an earlier forecast of $8 million.": ("Revenue", None),
}


@pytest.mark.parametrize("text", TEXTS)
def test_measure_and_owner(text: str) -> None:
    document = Document(id="d", text=text, published=date(2024, 5, 15))
    last = next(Extractor().readings([document])).observations[-1]
    assert (last.measure, last.about) == TEXTS[text]
