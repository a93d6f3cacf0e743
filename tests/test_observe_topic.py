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
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Analysts expect a loss of $4 million.": (
        "loss",
        "Norden Corp.",
    ),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Brokers had forecast revenue of $4 million.": (
        "revenue",
        "Norden Corp.",
    ),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Analysts expect inflation of 4 percent.": (
        "inflation",
        None,
    ),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Ann Berg expects revenue of $4 million.": (
        "revenue",
        "Norden Corp.",
    ),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Ann Berg has debts of $4 million.": ("debts", "Ann Berg"),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Dealers had a loss of $4 million.": ("loss", "Dealers"),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Nonrecurring charges were $4 million.": (
        "Nonrecurring charges",
        "Norden Corp.",
    ),
    "The rouble lost 4 percent.": ("rouble", None),
    "The cedi gained 4 percent.": ("cedi", None),
    "The new bridge opens in May. The estimated cost is 6 million euros.": ("estimated cost", "bridge"),
    "The council approved the tunnel. The total cost was put at $40 million.": ("total cost", "tunnel"),
    "A planned museum has split the town. It would stand by the river. The cost is $9 million.": ("cost", "museum"),
    "He bought bread. The cost was $9.": ("cost", None),
    "The bridge opens in May.\n\nThe estimated cost is $9 million.": ("estimated cost", None),
    "The bridge opens in May. The cost of bread was $9.": ("cost of bread", None),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. The stock closed at 12 crowns.": ("stock", "Norden Corp."),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. The scrip fell 2 percent.": ("scrip", "Norden Corp."),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. The price target is $5.": ("price target", "Norden Corp."),
    "Norden Corp. makes boats. Norden Corp. hired 40 people. Stocks fell 2 percent.": ("Stocks", None),
    "Ann Berg ran for mayor. Support stood at 4 percent.": ("Support", "Ann Berg"),
    "Ann Berg ran for mayor. National support fell to 4 percent.": ("National support", "Ann Berg"),
    "Ann Berg met John Smith. Support stood at 4 percent.": ("Support", None),
    "Democrats won 41 percent of the vote. The Civic Alliance finished with 38 percent.": ("vote", "Civic Alliance"),
    "The Greens took 12 percent of the vote. Labour slumped to 29%.": ("vote", "Labour"),
    "The Greens took 12 percent of the vote. The Liberal Party won 9 percent.": ("vote", "Liberal Party"),
    "The Liberal Party won 9 percent.": ("won", "Liberal Party"),
    "Ann Berg was arrested in May. The city court set bail at $5,000.": ("bail", "Ann Berg"),
    "Kyle Moore was held. Judge John Smith called Moore a risk, before setting the $2 million bond.": ("bond", "Moore"),
    "Ann Berg was held in May. She denied hitting John Smith. Berg stays in jail; bail is set at $5,000.": (
        "bail",
        "Berg",
    ),
    "The city court set bail at $5,000.": ("bail", None),
    "Revenue was $9 million, up from an earlier forecast of $8 million.": ("Revenue", None),
}


@pytest.mark.parametrize("text", TEXTS)
def test_measure_and_owner(text: str) -> None:
    document = Document(id="d", text=text, published=date(2024, 5, 15))
    last = next(Extractor().readings([document])).observations[-1]
    assert (last.measure, last.about) == TEXTS[text]
