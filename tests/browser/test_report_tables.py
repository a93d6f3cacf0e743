"""The report's tables in a browser: filters, search, sorting, CSV, links to the sentence."""

import csv
import io
import re

import pytest

from within import factx


def rows(page, name):
    return page.locator(f"table.{name} tbody tr:not(.none)")


def cells(page, name, column):
    return [text.strip() for text in page.locator(f"table.{name} tbody td:nth-child({column})").all_inner_texts()]


@pytest.fixture(scope="session")
def shown(root):
    """The statements of the outputs as the show command writes them."""
    _, printed, _ = factx("show", root / "outputs", "--csv")
    return printed, list(csv.DictReader(io.StringIO(printed)))


def settled(page, count, name="statements"):
    page.wait_for_function(
        "([name, count]) => document.querySelectorAll(`table.${name} tbody tr:not(.none)`).length === count",
        arg=[name, count],
    )


@pytest.mark.parametrize(
    ("field", "asked", "holds"),
    [
        ("about", "tesco", lambda row: "tesco" in row["about"].lower()),
        ("measure", "trade", lambda row: "trade" in row["measure"].lower()),
        (
            "when",
            "2021-H1",
            lambda row: row["first_day"] and row["first_day"] <= "2021-06-30" and row["last_day"] >= "2021-01-01",
        ),
        ("kind", "percent", lambda row: row["kind"] == "percent"),
        ("currency", "CNY", lambda row: row["currency"] == "CNY"),
        ("q", "foreign trade", lambda row: "foreign" in str(row).lower() and "trade" in str(row).lower()),
    ],
)
def test_a_filter_leaves_what_it_asks_for(at, shown, field, asked, holds):
    wanted = [row["fact_id"] for row in shown[1] if holds(row)]
    assert 0 < len(wanted) < len(shown[1])
    page = at("statements")
    control = page.locator(f"#statements-{field}")
    if control.evaluate("node => node.tagName") == "SELECT":
        control.select_option(asked)
    else:
        control.fill(asked)
    settled(page, min(100, len(wanted)))
    links = page.locator("table.statements td.num a").evaluate_all(
        "nodes => nodes.map(node => node.hash.split('/')[2])"
    )
    assert links == wanted[:100]
    assert page.locator("#statements .count").inner_text() == f"{len(wanted)} of {len(shown[1])} rows"


def test_what_is_asked_stands_in_the_address(at):
    page = at("statements?kind=money&currency=CNY&sort=-number")
    first = cells(page, "statements", 3)
    assert first[0] == "371.53bn CNY"
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert cells(page, "statements", 3) == first
    page.get_by_role("button", name="Clear filters").click()
    assert page.url.endswith("#statements")


def test_numbers_sort_as_numbers_and_empty_cells_come_last(at):
    page = at("statements?kind=money&currency=USD")
    for order in ("ascending", "descending"):
        page.get_by_role("button", name="Number").click()
        assert page.locator(".statements th.num").get_attribute("aria-sort") == order
        sizes = [size(text) for text in cells(page, "statements", 3)]
        assert sizes == sorted(sizes, reverse=order == "descending")
        assert len(set(sizes)) > 5
    page.get_by_role("button", name="When").click()
    whens = cells(page, "statements", 4)
    assert "" in whens
    assert whens == [*filter(None, whens), *[""] * whens.count("")]


def size(text):
    number, scale = re.search(r"([\d.,]+)(tn|bn|m)?", text).groups()
    return float(number.replace(",", "")) * {"tn": 1e12, "bn": 1e9, "m": 1e6, None: 1}[scale]


def test_more_rows_come_when_asked_for(at, shown):
    page = at("statements")
    assert rows(page, "statements").count() == 100 < len(shown[1])
    page.get_by_role("button", name="Show").click()
    assert rows(page, "statements").count() == len(shown[1])


def test_nothing_found_is_said(at):
    page = at("statements?q=nosuchword")
    assert page.locator("table.statements .none").inner_text() == "Nothing matches."


def test_the_csv_is_that_of_the_show_command(at, shown):
    page = at("statements")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "statements.csv"
    assert download.value.path().read_bytes().decode() == shown[0]


def test_what_is_copied_are_the_rows_found(at, shown):
    page = at("statements?currency=CNY", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy CSV").click()
    page.wait_for_function("() => document.querySelector('#said').textContent === 'Copied'")
    copied = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    assert copied == [row for row in shown[1] if row["currency"] == "CNY"]


def test_a_row_leads_to_its_sentence(at, shown):
    page = at("statements?measure=foreign trade")
    rows(page, "statements").first.click(position={"x": 5, "y": 5})
    page.wait_for_selector("#text .m.on")
    row = next(row for row in shown[1] if row["measure"] == "foreign trade")
    assert page.locator("#text .m.on").inner_text() == row["text"]
    assert page.locator("#text .sentence.here").first.inner_text() == row["sentence"]
    page.go_back()
    assert page.locator("#statements-measure").input_value() == "foreign trade"


def test_articles_are_listed_with_their_counts(at, corpus):
    page = at("articles?sort=-facts")
    counts = [int(text) for text in cells(page, "articles", 8)]
    assert len(counts) == len(corpus)
    assert counts == sorted(counts, reverse=True)
    page.locator("#articles-q").fill("tesco")
    settled(page, 1, "articles")


def test_the_overview_leads_into_the_tables(at):
    page = at()
    page.get_by_role("link", name="Tesco").first.click()
    page.wait_for_selector("#statements:not([hidden])")
    assert page.locator("#statements-about").input_value() == "Tesco"


def test_the_overview_chooses_a_currency(at):
    page = at()
    assert page.locator("[data-amounts]:visible").count() == 1
    page.get_by_role("button", name="GBP").click()
    assert page.locator("[data-amounts]:visible").get_attribute("data-amounts") == "GBP"
