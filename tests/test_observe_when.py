"""Which date a number holds for: of several in its sentence, and of sentences before."""

from datetime import date

import pytest

from factx.pipeline import Extractor
from factx.records import Document

# text → for each number of it: its text, the date it holds for
DATES = {
    # lines of one sentence each are no paragraphs
    "Grain prices fell on Tuesday, dealers in the old port said.\nBarley lost 3 euros, they said of the day.\n"
    "Rye was unchanged at 40 euros in slow dealings, two of them said.\nOats were quiet at 30 euros in the inner harbour.": [
        ("3 euros", "2024-05-14"),
        ("40 euros", "2024-05-14"),
        ("30 euros", "2024-05-14"),
    ],
    "Grain prices fell on Tuesday. Dealers were calm.\nA mill was sold for 40 euros. Its owner was glad.": [
        ("40 euros", None)
    ],
    # what something is compared with, with a date before it or behind what says it once more
    "The rate fell to 8 percent on Monday from last Friday's 9 percent.": [
        ("8 percent", "2024-05-13"),
        ("9 percent", "2024-05-10"),
    ],
    "Norden's profit fell to $2 million, or 4 cents a share, in the first quarter from $3 million, or 6 cents a share, "
    "a year earlier.": [
        ("$2 million", "2024-Q1"),
        ("4 cents", "2024-Q1"),
        ("$3 million", "2023-Q1"),
        ("6 cents", "2023-Q1"),
    ],
    "Norden had a first-quarter loss of $2 million, compared with year-earlier profit of $3 million.": [
        ("$2 million", "2024-Q1"),
        ("$3 million", "2023-Q1"),
    ],
    "Inflation was 1 percent in May, less than the bank's 2 percent target for three years.": [
        ("1 percent", "2024-05"),
        ("2 percent", None),
    ],
    "In the first quarter, the firm had a profit of $4 million. It had a loss of $3 million a year ago. Sales were $9 million, compared with "
    "$8 million a year earlier.": [
        ("$4 million", "2024-Q1"),
        ("$3 million", "2023-Q1"),
        ("$9 million", "2024-Q1"),
        ("$8 million", "2023-Q1"),
    ],
    "The firm's profit fell in the first quarter. Revenue was $9 million, reflecting its purchase of a mill in 2022.": [
        ("$9 million", "2024-Q1")
    ],
    # no date of a number: a length in a name, another's event, when it was announced
    "The note pays 15 basis points over the six-month rate of the bank.": [("15 basis points", None)],
    "The town's rates fell on Monday. Loans were made at 8 percent after last week's drop.": [
        ("8 percent", "2024-05-13")
    ],
    "The firm spoke of its $3 million plan announced earlier this year.": [("$3 million", None)],
    "Brenta, a fund formed in 2013 by two bakers, had offered $4 million for the mill.": [("$4 million", None)],
    "In the first quarter, sales rose 4 percent. Profit was expected to fall by 3 percent.": [
        ("4 percent", "2024-Q1"),
        ("3 percent", "2024-Q1"),
    ],
    "The yard may sell its mill, a paper said on Tuesday. Shares in Norden fell 3 percent.": [
        ("3 percent", "2024-05-14")
    ],
    "The yard may sell its mill, a paper said on Tuesday. Norden paid 3 percent.": [("3 percent", None)],
    "Friday, May 10, 2024\n\nThe party met on Tuesday. Ms Berg won 48 percent of the vote.": [
        ("48 percent", "2024-05-14")
    ],
    "The town sold the hall in 2015. The mayor said a baker held a 7 percent share of the square.": [
        ("7 percent", None)
    ],
    "The town sold the hall in 2015. The mayor spoke of bridges, which ran about $9 million apiece.": [
        ("$9 million", None)
    ],
    "The yard sold the mill in 2015. The firm held 12 percent of the market in recent years.": [("12 percent", None)],
    "Oil rose on Tuesday. Copper for June delivery settled 2 percent higher at $9 a pound.": [
        ("2 percent", "2024-05-14"),
        ("$9", "2024-05-14"),
    ],
    "The treasury bought $3 million of notes maturing in June 2030 on Tuesday.": [("$3 million", "2024-05-14")],
    "In the first quarter, sales rose 4 percent. Shares in the group gained 3 percent.": [
        ("4 percent", "2024-Q1"),
        ("3 percent", None),
    ],
    "On Tuesday, shares in the yard rose 2 percent. Profit fell 3 percent in the first quarter. The index lost 1 percent.": [
        ("2 percent", "2024-05-14"),
        ("3 percent", "2024-Q1"),
        ("1 percent", "2024-05-14"),
    ],
    "A banker was jailed on Tuesday. He was sentenced to nine months in prison and ordered to pay $5 million.": [
        ("$5 million", "2024-05-14")
    ],
    "The vet found that 9 percent of goats sold at the fair in 2021 went lame.": [("9 percent", "2021")],
    "With 80 percent of the votes from Sunday's primary in, Ms Hill won 31 percent of the vote.": [
        ("80 percent", "2024-05-12"),
        ("31 percent", "2024-05-12"),
    ],
    "Only 12 percent of anglers eat their fish according to a 2014 survey, and most of them sell it.": [
        ("12 percent", "2014")
    ],
    "The judge told the firm, whose profits doubled in 2022, to pay $3 million in costs.": [("$3 million", None)],
    "The orders it filled in 2021 were worth $6 million.": [("$6 million", "2021")],
    "Sales in September fell 3 percent, while repairs now bring in just 19 percent of revenue.": [
        ("3 percent", "2023-09"),
        ("19 percent", None),
    ],
    "Figures released last week show that thefts rose 12 percent in the first quarter.": [("12 percent", "2024-Q1")],
    "In 2012, the town put the dam, which it had built in 1981, to a vote. About 60 percent of the nurses stayed away.": [
        ("60 percent", "2012")
    ],
    "The bid is at a premium of 24 percent to the yard's closing price on Friday.": [("24 percent", None)],
    "The fair took place from May 3 to 5 in the town of Brenta, and drew singers, bakers and painters from many towns of the north and the south.\n\nThe event raised $11,000 for a shelter.": [
        ("$11,000", "2024-05-03/2024-05-05")
    ],
    "The zone drew 900 firms by April. It is based on answers from 60 percent of the firms.": [("60 percent", None)],
    "Women made up 16 percent of soldiers and 18 percent of officers as of 2016.": [
        ("16 percent", "2016"),
        ("18 percent", "2016"),
    ],
    "The bank met on Monday. It raised its key rate by 50 basis points to 9 percent.": [
        ("50 basis points", "2024-05-13"),
        ("9 percent", "2024-05-13"),
    ],
    "In 2022, farms took 27 percent of the money, while schools got $12 million.": [
        ("27 percent", "2022"),
        ("$12 million", "2022"),
    ],
    "Its shares stand 6 percent higher from a trough in March.": [("6 percent", None)],
    "The port took in 70 boats in April. A third of all boats there are from Norway.": [("third", "2024-04")],
    "In 2016 the team counted thefts. For each ten guards sent home, thefts rose 4 percent.": [("4 percent", None)],
    "Norden had a profit of $3 million in 2021.\n\nThe board approved an expenditure plan of $9 million.": [
        ("$3 million", "2021"),
        ("$9 million", None),
    ],
    "Wednesday, May 8, 2024\n\nRain fell on the town. Mr Hill won 48 percent of the vote.": [("48 percent", None)],
    "In 2019, the club counted its members. For example, a quarter of them live abroad.": [("quarter", "2019")],
    "The ferry ran again in 2019. At the last election, the mayor won 70 percent of the vote.": [("70 percent", None)],
    "The club sold the hall in 2015. It earned $4 million.": [("$4 million", "2015")],
    "The firm sold bonds due in 2030 for $3 million.": [("$3 million", None)],
    "The court met on Monday. The yard was fined and ordered to repay $6 million.": [("$6 million", "2024-05-13")],
    "The court met on Monday. The yard agreed to pay $6 million.": [("$6 million", None)],
    "Yields rose on Tuesday. The yen lost 2 percent.": [("2 percent", "2024-05-14")],
    "In 2021, trade grew 3 percent. House prices rose 4 percent.": [("3 percent", "2021"), ("4 percent", "2021")],
    "A survey published in 2017 found that 84 percent of nurses smoke.": [("84 percent", "2017")],
    "The match drew a crowd. The cinema raised $11,000.": [("$11,000", None)],
    "Votes were cast on Sunday across the island. Turnout was 61 percent.": [("61 percent", "2024-05-12")],
    "On Monday the Greens claimed victory with 40 percent of the vote. Turnout was 61 percent.": [
        ("40 percent", "2024-05-13"),
        ("61 percent", "2024-05-13"),
    ],
    "Thursday, May 9, 2024\n\nThe shop opened in 2019. As of this writing, one loaf costs $3.": [("$3", "2024-05-09")],
    "The shop opened in 2019. At the time of writing, one loaf costs $3.": [("$3", None)],
    "In the first half of 2023, sales rose 4 percent. Norden sold boats for $3 million in the half.": [
        ("4 percent", "2023-H1"),
        ("$3 million", "2023-H1"),
    ],
    "Posted 8 minutes ago: on Monday shares in the yard fell 2 percent.": [("2 percent", "2024-05-13")],
    "On Monday, farm wages rose 3 percent. Gold declined 2 percent.": [
        ("3 percent", "2024-05-13"),
        ("2 percent", "2024-05-13"),
    ],
    "In May, wages rose 3 percent. The consumer price index rose 2 percent.": [
        ("3 percent", "2024-05"),
        ("2 percent", "2024-05"),
    ],
    "Bonds due 2030 yield 4 percent.": [("4 percent", None)],
}


@pytest.fixture(scope="module")
def readings():
    documents = [Document(id=text, text=text, published=date(2024, 5, 15)) for text in DATES]
    return {reading.document.id: reading for reading in Extractor().readings(documents)}


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str, readings) -> None:
    by_id = {fact.id: fact.text for fact in readings[text].facts}
    assert [(by_id[o.fact_id], o.when) for o in readings[text].observations] == DATES[text]
