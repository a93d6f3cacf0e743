"""The report's errors in a browser: filters, the matrix, every error in its place, the way from one to the next."""

import pytest

from factx import evaluate as ev


@pytest.fixture(scope="session")
def scored(root):
    """The scores of the outputs: of facts, of what numbers say."""
    documents, facts, _ = ev.load_outputs(root / "outputs")
    said = ev.load_gold_said(root / "gold", documents)
    return ev.score(ev.load_gold(root / "gold", documents), facts), ev.score_slots(
        said, ev.load_said(root / "outputs", facts)
    )


def whole(page):
    """All rows of the table, the button for more pressed as often as it is there."""
    while page.locator("#errors .more button").is_visible():
        page.locator("#errors .more button").click()
    return page.locator("table.errors tbody tr:not(.none)")


def test_every_error_of_the_score_is_listed(at, scored):
    facts, slots = scored
    page = at("errors")
    assert whole(page).count() == len(facts.errors) + len(slots.wrong)


@pytest.mark.parametrize("field", ["what", "kind", "part", "cause", "rule"])
def test_each_filter_leaves_what_it_asks_for(at, field):
    page = at("errors")
    control = page.locator(f"#errors-{field}")
    options = control.locator("option").all_inner_texts()[1:]
    total = page.locator("#errors .count").inner_text().split()[0]
    assert len(options) > 1
    counts = []
    for option in options:
        control.select_option(option)
        page.wait_for_function(
            "text => document.querySelector('#errors .count').textContent.includes(' of ')", arg=option
        )
        page.wait_for_function(
            "([field, option]) => location.hash.includes(new URLSearchParams({ [field]: option }).toString())",
            arg=[field, option],
        )
        counts.append(int(page.locator("#errors .count").inner_text().split()[0]))
    assert all(counts)
    assert sum(counts) == int(total) if field != "rule" else sum(counts) < int(total)  # a miss has no rule


def test_the_matrix_counts_what_the_score_counts(at, scored):
    page = at("errors")
    rows = [row.locator("td").all_inner_texts() for row in page.locator(".matrix tbody tr").all()]
    number = lambda text: int(text) if text.isdigit() else 0  # noqa: E731
    found = [[number(text.strip()) for text in row] for row in rows]
    total = scored[0].total("micro", "type")
    assert sum(found[n][n] for n in range(4)) == total.correct
    assert sum(row[4] for row in found[:4]) == total.missed
    assert sum(found[4][:4]) == total.spurious


def test_a_cell_of_the_matrix_lists_its_errors(at, scored):
    page = at("errors")
    cell = page.locator(".matrix td.off a").first
    count = cell.inner_text()
    cell.click()
    page.wait_for_function("() => document.querySelector('#errors-what').value === 'miss'")
    assert page.locator("#errors .count").inner_text().startswith(f"{count} of ")


def test_an_error_is_shown_in_its_place(at, scored):
    page = at("errors?part=fact")
    for what, marked in (("miss", ".gold, .missed"), ("extra", ".wrong"), ("value", ".wrong"), ("bounds", ".wrong")):
        if not any(each[0] == what for each in scored[0].errors):
            continue
        page.goto(f"{page.url.partition('#')[0]}#errors?part=fact&what={what}")
        page.locator("table.errors tbody a").first.click()
        page.wait_for_selector("#text .on")
        assert page.locator("#text .on").first.evaluate("(node, marked) => node.matches(marked)", marked)
        told = page.locator("#panel .fault").first.inner_text()
        assert {"value": "wrong value", "bounds": "wrong bounds"}.get(what, what) in told
        assert "cause" in told


def test_e_goes_through_the_errors_that_the_filters_leave(at):
    page = at("errors?what=extra&part=fact")
    links = page.locator("table.errors tbody td.sentence a").evaluate_all("nodes => nodes.map(node => node.hash)")
    assert len(links) > 2
    for key, link in (("e", links[0]), ("e", links[1]), ("e", links[2]), ("E", links[1]), ("n", None), ("e", links[2])):
        page.keyboard.press(key)
        if link:
            page.wait_for_function(
                "link => location.hash === link && document.querySelector('#panel .fault .tag')", arg=link
            )
            assert page.locator("#panel .fault .tag").first.inner_text() == "extra"


def test_errors_can_be_left_out_of_the_text(at):
    page = at("errors?part=fact&what=extra")
    page.locator("table.errors tbody a").first.click()
    wrong = page.locator("#text .wrong").first
    shadow = "node => getComputedStyle(node).boxShadow"
    page.keyboard.press("Escape")
    assert wrong.evaluate(shadow) != "none"
    page.get_by_role("button", name="errors").click()
    assert wrong.evaluate(shadow) == "none"


def test_without_gold_there_are_no_errors(opened, root, tmp_path):
    from factx.report import build

    path = tmp_path / "plain.html"
    path.write_text(build.page(build.read(root / "outputs")), "utf8")
    page = opened(f"{path.as_uri()}#errors")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#overview").is_visible()
    assert page.get_by_role("link", name="Errors").count() == 0
    page.keyboard.press("e")
    assert page.locator("#overview").is_visible()
