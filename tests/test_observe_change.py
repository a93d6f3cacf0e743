"""Roles, directions, bases and dates of numbers, read in sentences written for them."""

from datetime import date

import pytest

from factx.pipeline import Extractor
from factx.records import Document

# sentence → for each number: its text, role, change, basis, the number it belongs to
SENTENCES = {
    "Exports grew 12.5 percent year-on-year to 48 billion yuan.": [
        ("12.5 percent", "change", "up", "year-on-year", "48 billion yuan"),
        ("48 billion yuan", "to", "up", "year-on-year", None),
    ],
    "Output fell 3 percent to 70 million euros ($75 million).": [
        ("3 percent", "change", "down", None, "70 million euros"),
        ("70 million euros", "to", "down", None, None),
        ("$75 million", "equivalent", "down", None, "70 million euros"),
    ],
    "The town received grants worth 9 million euros in May, an increase of 6 percent from a year earlier.": [
        ("9 million euros", "level", "up", "year-on-year", None),
        ("6 percent", "change", "up", "year-on-year", "9 million euros"),
    ],
    "Sales rose to $9.1 million from $8.7 million a year earlier.": [
        ("$9.1 million", "to", "up", "year-on-year", None),
        ("$8.7 million", "from", None, None, None),
    ],
    "Net profit was $4 million, compared with $3 million in the same quarter last year.": [
        ("$4 million", "to", None, "year-on-year", None),
        ("$3 million", "from", None, None, None),
    ],
    "Net 41 cts vs 29 cts.": [
        ("41 cts", "to", None, None, None),
        ("29 cts", "from", None, None, None),
    ],
    "The token sank from $12 to $9, a 25 percent drop.": [
        ("$12", "from", None, None, None),
        ("$9", "to", "down", None, None),
        ("25 percent", "change", "down", None, "$9"),
    ],
    "The bank cut its rate by 25 basis points to 4.5 percent.": [
        ("25 basis points", "change", "down", None, "4.5 percent"),
        ("4.5 percent", "to", "down", None, None),
    ],
    "Prices did not rise by 3 percent.": [("3 percent", "change", None, None, None)],
    "Retail sales slipped 0.4 percent month on month.": [("0.4 percent", "change", "down", "month-on-month", None)],
    "Orders climbed 2 percent from the previous quarter.": [("2 percent", "change", "up", "quarter-on-quarter", None)],
    "Apples rose 3 percent, pears 4 percent and plums 5 percent respectively.": [
        ("3 percent", "change", "up", None, None),
        ("4 percent", "change", "up", None, None),
        ("5 percent", "change", "up", None, None),
    ],
    "The index lost 150 points, or 1.2%, on Friday.": [("1.2%", "change", "down", None, None)],
    "Shares closed at 14 euros, up 2 percent.": [
        ("14 euros", "level", "up", None, None),
        ("2 percent", "change", "up", None, "14 euros"),
    ],
    "DAX -0.6%, CAC +1.1%.": [("-0.6%", "change", "down", None, None), ("+1.1%", "change", "up", None, None)],
    "The stock fell $2, or 30 percent, to an all-time low of $5.": [
        ("$2", "change", "down", None, "$5"),
        ("30 percent", "change", "down", None, "$5"),
        ("$5", "to", "down", None, None),
    ],
    "Inflation slowed to a six-year low of 3 percent.": [("3 percent", "to", "down", None, None)],
    "Inflation is at a six-year low of 3 percent.": [("3 percent", "level", None, None, None)],
    "While the rate is at 5 percent, sales have fallen.": [("5 percent", "level", None, None, None)],
    "The loss was offset by a $2 million gain on the sale of a mill.": [("$2 million", "level", None, None, None)],
    "The mill made a $2 million gain in May.": [("$2 million", "change", "up", None, None)],
    "The mayor named a $3 million grant plus a $4 million loan.": [
        ("$3 million", "level", None, None, None),
        ("$4 million", "level", None, None, None),
    ],
    "The town will cut supplies to the mines it serves by 30 percent.": [("30 percent", "change", "down", None, None)],
    "The mills, which have been weighed down by a $5 million loan, closed.": [
        ("$5 million", "level", None, None, None)
    ],
    "The town paid 5 million euros ($6 million), or 20 cents a share.": [
        ("5 million euros", "level", None, None, None),
        ("$6 million", "equivalent", None, None, "5 million euros"),
        ("20 cents", "equivalent", None, None, "5 million euros"),
    ],
    "The town paid $5 a share, or about $6 million.": [
        ("$5", "level", None, None, None),
        ("$6 million", "equivalent", None, None, "$5"),
    ],
    "The town asks $5 a share or a rent of $6 million.": [
        ("$5", "level", None, None, None),
        ("$6 million", "level", None, None, None),
    ],
    "The firm had a loss of $2 million vs. a loss of $3 million a year earlier.": [
        ("$2 million", "to", None, "year-on-year", None),
        ("$3 million", "from", None, None, None),
    ],
    "The plan could raise the firm's dividends 10 percent.": [("10 percent", "change", "up", None, None)],
    "The loan is at the base rate plus 2 percent.": [("2 percent", "level", None, None, None)],
    "The firm had a loss of $2 million, or 6 cents a share, versus income of $5 million, or 9 cents a share, a year earlier.": [
        ("$2 million", "to", None, "year-on-year", None),
        ("6 cents", "equivalent", None, "year-on-year", "$2 million"),
        ("$5 million", "from", None, None, None),
        ("9 cents", "equivalent", None, None, "$5 million"),
    ],
    "Output was 500 tonnes, 4 percent higher than a year ago and 11 percent higher than in June.": [
        ("4 percent", "change", "up", "year-on-year", None),
        ("11 percent", "change", "up", None, None),
    ],
    "Rents collapsed by 3 percent to $5.": [
        ("3 percent", "change", "down", None, "$5"),
        ("$5", "to", "down", None, None),
    ],
    "Norden wants 30%-owned Brenta.": [("30%", "share", None, None, None)],
    "Profit was $2 million, down from $3 million, or 6 cents a share last year.": [
        ("$2 million", "to", "down", "year-on-year", None),
        ("$3 million", "from", None, None, None),
        ("6 cents", "equivalent", None, None, "$3 million"),
    ],
    "The family owns 40 percent of the brewery.": [("40 percent", "share", None, None, None)],
    "They bought a 51 percent stake for 90 million yuan.": [
        ("51 percent", "share", None, None, None),
        ("90 million yuan", "level", None, None, None),
    ],
    "The town racked up 9 million euros in debts.": [("9 million euros", "level", None, None, None)],
    "The fine may rise to up to 4 million euros.": [("4 million euros", "to", "up", None, None)],
    "The fund raised $5 million in May.": [("$5 million", "level", None, None, None)],
    "Exports grew 6 percent and imports fell 1 percent to 23 billion and 12 billion yuan, respectively.": [
        ("6 percent", "change", "up", None, "23 billion"),
        ("1 percent", "change", "down", None, "12 billion yuan"),
        ("23 billion", "to", "up", None, None),
        ("12 billion yuan", "to", "down", None, None),
    ],
    "Sales edged down 0.1% to $6 million.": [
        ("0.1%", "change", "down", None, "$6 million"),
        ("$6 million", "to", "down", None, None),
    ],
    "The deficit is projected at 3.3 percent of output, down from 5.7 percent a year earlier.": [
        ("3.3 percent", "to", "down", "year-on-year", None),
        ("5.7 percent", "from", None, None, None),
    ],
    "Mutts cost $3 million, more than double the $1 million they cost in 2020.": [
        ("$3 million", "to", "up", None, None),
        ("$1 million", "from", None, None, None),
    ],
    "The prize is $2 million, or 10 percent of the budget.": [
        ("$2 million", "level", None, None, None),
        ("10 percent", "share", None, None, "$2 million"),
    ],
}  # fmt: skip

# text → for each number of it: its text, the date it holds for
DATES = {
    "In 2019, exports rose 4 percent to $3 billion.": [("4 percent", "2019"), ("$3 billion", "2019")],
    "Spending rose 4% in 2021 and 6% in 2022.": [("4%", "2021"), ("6%", "2022")],
    "Inflation slowed to 3.1 percent in May from 3.4 percent in April.": [
        ("3.1 percent", "2024-05"),
        ("3.4 percent", "2024-04"),
    ],
    "The mayor said on Tuesday that the bridge costs $9 million.": [("$9 million", None)],
    "Rents rose 5 percent from a year earlier.": [("5 percent", None)],
    "As of December 2020, the fund had spent more than $2.9 billion there.": [("$2.9 billion", "2020-12")],
    "From January to June, orders worth 700 million yuan were filled.": [("700 million yuan", "2024-01/2024-06")],
    "In the first half of 2021, trade grew 3 percent. The city won deals worth $4 million during the period.": [
        ("3 percent", "2021-H1"),
        ("$4 million", "2021-H1"),
    ],
    "The party voted on Sunday. Mr Berg won 48 percent of the vote.": [("48 percent", "2024-05-12")],
    "Trade reached 3 billion yuan in May, up 4 percent from the same period of 2022.": [
        ("3 billion yuan", "2024-05"),
        ("4 percent", "2024-05"),
    ],
    "The yard on Thursday reported a 20 percent rise in profit for the March quarter.": [("20 percent", "2024-Q1")],
    "Founded in 2019, the firm charges 2 percent.": [("2 percent", None)],
    "The cedi has lost 22% against the dollar this year.": [("22%", "2024")],
    "The mill opened in 1999. Its rebuilding will cost $4 million.": [("$4 million", None)],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_roles_and_changes(text: str) -> None:
    reading = _read(text)
    by_id = {fact.id: fact.text for fact in reading.facts}
    found = [(by_id[o.fact_id], o.role, o.change, o.basis, by_id.get(o.of_id or "")) for o in reading.observations]
    assert found == SENTENCES[text]


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    reading = _read(text)
    by_id = {fact.id: fact.text for fact in reading.facts}
    assert [(by_id[o.fact_id], o.when) for o in reading.observations] == DATES[text]


def _read(text: str):
    document = Document(id="d", text=text, published=date(2024, 5, 15))
    return next(Extractor().readings([document]))
