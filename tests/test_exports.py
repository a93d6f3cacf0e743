"""Exports of news databases: each article a document, with what its header says; other texts stay whole."""

from datetime import date

import pytest

from factx.read import documents

SAID = "Northfield said on Friday that it paid £3m last month."
DAY = date(2021, 9, 24)


def old_lexis(title, number):
    return (
        f"{number} of 2 DOCUMENTS\n\n\nThe Daily Mill (London)\n\nSeptember 24, 2021 Friday \n\nLondon Edition\n\n{title}\n\nBYLINE: Ann Lee\n\n"
        f"SECTION: BUSINESS; Pg. 3\n\nLENGTH: 300 words\n\n{SAID}\n\nLOAD-DATE: September 25, 2021\n\nPUBLICATION-TYPE: Newspaper\n\n\n"
    )


def new_lexis(title, _):
    return (
        f"{title}\nThe Daily Mill\nSeptember 24, 2021 Friday\nCopyright 2021 Daily Mill Ltd All Rights Reserved\nSection: BUSINESS; Pg. 3\n"
        f"Length: 312 words\nByline: Ann Lee\nBody\n\n{SAID}\n\nLoad-Date: September 25, 2021\n\nEnd of Document\n\n"
    )


def factiva(title, _):
    return (
        f"{title}\nBy Ann Lee\n312 words\n24 September 2021\n10:15\nThe Daily Mill\nDMILL\nEnglish\nCopyright 2021.\n\n{SAID}\n\n"
        "Document DMILL00020210924eh9o0000x\n\n"
    )


def tagged(title, _):
    return (
        f"SE   Business\nHD   {title}\nBY   Ann Lee\nWC   312 words\nPD   24 September 2021\nSN   The Daily Mill\nSC   DMILL\nLA   English\n"
        f"LP   {SAID}\nTD   More.\nAN\nDocument DMILL00020210924eh9o0000x\n\n"
    )


def proquest(title, _):
    return (
        f"{'_' * 60}\n\n{title}\n\nAuthor: Ann Lee\n\nAbstract: It opens.\n\nFull text: {SAID}\n\nTitle: {title}\n\n"
        "Publication title: The Daily Mill\n\nPublication date: Sep 24, 2021\n\n"
    )


@pytest.mark.parametrize("form", [old_lexis, new_lexis, factiva, tagged, proquest])
def test_each_article_is_a_document(tmp_path, form):
    (tmp_path / "a.txt").write_text(form("Mill to open", 1) + form("Mill to close", 2))
    found = list(documents([tmp_path], ids="name"))
    assert [d.id for d in found] == ["a-1", "a-2"]
    assert [d.title for d in found] == ["Mill to open", "Mill to close"]
    assert {(d.publisher, d.author, d.published, d.published_from) for d in found} == {
        ("The Daily Mill", "Ann Lee", DAY, "header")
    }
    assert all(SAID in d.text for d in found)


@pytest.mark.parametrize("form", [old_lexis, new_lexis, factiva, tagged, proquest])
def test_one_article_keeps_its_text(tmp_path, form):
    (tmp_path / "a.txt").write_text(form("Mill to open", 1))
    (found,) = documents([tmp_path])
    assert (found.title, found.text) == ("Mill to open", form("Mill to open", 1))


@pytest.mark.parametrize(
    "text",
    [
        "Mill to open\n\nNorthfield said so.\n\nLENGTH: it was long\n",
        f"Mill to open\n\n{SAID}\n\n{'-' * 70}\n\n{SAID}\n",
        "Mill to open\n\nIt has 312 words\n\n24 September 2021\n\nIt said so\n",
        "1 of 2\n\nIt said so.\n\n2 of 2\n\nIt said more.\n",
    ],
)
def test_other_texts_stay_whole(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    (found,) = documents([tmp_path])
    assert found.text == text
    assert found.author is None


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published: 05/09/2021 | The Daily Mill (London)", "The Daily Mill"),
        ("By Ann Lee (Reuters) | 24 September 2021", "Reuters"),
        ("By Ann Lee (London) | Published 24 September 2021", None),
        ("By Ann Lee | The Daily Mill | 24 September 2021", "The Daily Mill"),
    ],
)
def test_a_place_is_no_publisher(tmp_path, line, publisher):
    (tmp_path / "a.txt").write_text(f"Mill to open\n{line}\n\n{SAID}\n")
    (found,) = documents([tmp_path])
    assert found.publisher == publisher
