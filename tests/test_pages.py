"""Pages of print become one text; what is no part of it, and nothing else, is left out."""

import pytest

from factx.read import documents
from factx.read.pages import joined


@pytest.mark.parametrize(
    ("pages", "text", "done"),
    [
        (["It paid $3.2 bil-\nlion in the third quar-\nter."], "It paid $3.2 billion in the third quarter.", "hyphens"),
        (["The Securi-\nties Board of Nor-\nden"], "The Securities Board of Norden", "hyphens"),
        (["The state-\nowned mill, year-\non-year, the Anglo-\nDutch"], "The state-owned mill, year-on-year, the Anglo-Dutch", "hyphens"),
        (["From 2019-\n2021 a 10-\nyear loan"], "From 2019-2021 a 10-year loan", "hyphens"),
        (["The mid-\nsummer sale. Its midsummer sale"], "The midsummer sale. Its midsummer sale", "hyphens"),
        (["It paid $3.2\nPage 1 of 2", "The Mill - 24 May 2021\nmillion for it."], "It paid $3.2\nmillion for it.", "page breaks"),
        (["It paid 5\n- 1 -", "2\npercent more."], "It paid 5\npercent more.", "page breaks"),
        (["It paid $3.2\nAnnual report   12", "million for it."], "It paid $3.2\nmillion for it.", "page breaks"),
        (["It paid $3.2\n12 | The Daily", "million for it."], "It paid $3.2\nmillion for it.", "page breaks"),
        (["It paid $3.2\nMill News - Page 7", "million for it."], "It paid $3.2\nmillion for it.", "page breaks"),
        (["Sales   40\nProfit   12", "margin 5"], "Sales   40\nProfit   12\nmargin 5", None),
        (["Mill Times\nIt fell.\nMill Times, p. 1", "Mill Times\nIt rose.\nMill Times, p. 2"], "Mill Times\nIt fell.\n\nIt rose.", "page breaks"),
        (["Sales 40\nProfit 5", "Profit 7\nSales 50"], "Sales 40\nProfit 5\n\nProfit 7\nSales 50", None),
        (["It fell in\n2021", "It rose."], "It fell in\n2021\n\nIt rose.", None),
        (["One page\n5"], "One page\n5", None),
        (["It fell.", "A New Section\nshares fell."], "It fell.\n\nA New Section\nshares fell.", None),
    ],
)  # fmt: skip
def test_pages(pages, text, done):
    assert joined(pages) == (text, done)


def test_lines_of_a_paragraph_are_joined_and_those_of_a_table_are_not():
    page = (
        "The mill\n\nShares of the company rose on Friday after the Bank of\nEngland said that it would not raise interest\n"
        "rates before the end of the year.\n\nRevenue of the group in millions of euros 5,000 4,000\n"
        "Profit of the group in millions of euros 500 400 more\n"
    )
    text, done = joined([page])
    assert "the Bank of England said" in text
    assert "5,000 4,000\nProfit" in text
    assert done is None


def test_a_text_with_form_feeds_is_read_as_pages(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Mill sold\n\nIt paid $3.2\nPage 1 of 2\n\fMill News - 2021\nmillion for the ﬁrm.\n\f"
    )
    (found,) = documents([tmp_path])
    assert (found.text, found.repaired) == (
        "Mill sold\n\nIt paid $3.2\nmillion for the firm.",
        "page breaks, ligatures",
    )


@pytest.mark.parametrize(
    ("text", "whole", "done"),
    [
        ("It fell in the third quar-\nter of 2021, a\nwell-\nknown mill said.", "It fell in the third quarter of 2021, a\nwell-known mill said.", "hyphens"),
        ("The state-\nowned mill sold.", "The state-owned mill sold.", "hyphens"),
        ("From 2019-\n2021 it fell.", "From 2019-\n2021 it fell.", None),
        ("It fell -\nand rose.", "It fell -\nand rose.", None),
    ],
)  # fmt: skip
def test_words_that_lines_of_a_text_break(tmp_path, text, whole, done):
    (tmp_path / "a.txt").write_text(text)
    (found,) = documents([tmp_path])
    assert (found.text, found.repaired) == (whole, done)
