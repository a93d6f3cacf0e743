"""What changed between two runs, in a browser: both runs' scores, filters, every change in its place, the keys, what axe finds."""

import pytest

from factx.report import build
from older import older_run


@pytest.fixture(scope="session")
def older(root, tmp_path_factory):
    return older_run(root, tmp_path_factory.mktemp("runs") / "before")


@pytest.fixture(scope="session")
def compared(root, older):
    return build.read(root / "outputs", root / "gold", older=older)


@pytest.fixture
def changes(opened, compared, tmp_path):
    """Opens a view of the page of both runs."""
    path = tmp_path / "changes.html"
    path.write_text(build.page(compared), "utf8")

    def changes_(view="changes", **options):
        page = opened(f"{path.as_uri()}#{view}", **options)
        page.wait_for_selector("html[data-ready]")
        return page

    return changes_


def go(page, view):
    page.evaluate("view => { location.hash = view; }", view)


def test_every_change_and_both_scores_are_shown(changes, compared):
    page = changes()
    since = compared.since
    assert {each.what for each in since.changes} == {"right", "wrong", "gone", "changed"}
    assert page.locator("table.changes tbody tr").count() == len(since.changes)
    assert page.locator("h1:visible").inner_text() == "Changes since before"
    strict = page.locator("#changes table[data-scheme=strict] tbody tr")
    for row, score in zip(strict.all(), since.schemes["strict"], strict=True):
        cells = row.locator("td").all_inner_texts()
        difference = f"{score.difference:+.3f}".replace("-", "−")
        assert cells == [f"{score.old:.3f}", f"{score.new:.3f}", difference, f"{score.p:.3f}"]
    page.locator("#changes").get_by_role("button", name="values").click()
    assert not strict.first.is_visible()
    assert page.locator("#changes table[data-scheme=value]").is_visible()


@pytest.mark.parametrize("field", ["what", "kind", "part", "rule"])
def test_each_filter_leaves_what_it_asks_for(changes, compared, field):
    page = changes()
    control = page.locator(f"#changes-{field}")
    wanted = [getattr(each, field) for each in compared.since.changes]
    assert len(set(wanted)) > 1
    for option in sorted(set(wanted)):
        control.select_option(option)
        page.wait_for_function(
            "([field, option]) => location.hash.includes(new URLSearchParams({ [field]: option }).toString())",
            arg=[field, option],
        )
        assert page.locator("#changes .count").inner_text() == f"{wanted.count(option)} of {len(wanted)} rows"


def test_a_change_is_shown_in_its_place(changes, compared):
    page = changes()
    for what in ("right", "wrong", "gone"):
        go(page, f"changes?part=fact&what={what}")
        page.wait_for_function("what => document.querySelector('#changes-what').value === what", arg=what)
        link = page.locator("table.changes tbody a").first
        words = link.locator("mark").inner_text()
        link.click()
        page.wait_for_selector("#text .on")
        assert page.locator("#text .on").first.inner_text() == words
        card = page.locator("#panel .block").first.inner_text()
        tag = {"right": "became right", "wrong": "became wrong", "gone": "extra, gone"}[what]
        assert card.startswith(tag)
        assert all(name in card for name in ("before", "now", "gold", "rule"))
        source = page.locator("#panel .kind").inner_text()
        assert {"wrong": "only in the gold", "gone": "only in the older run"}.get(what, "") in source


def test_e_goes_through_the_changes_that_the_filters_leave(changes):
    page = changes("changes?what=right")
    links = page.locator("table.changes tbody a").evaluate_all("nodes => nodes.map(node => node.hash)")
    assert len(links) > 2
    for key, link in (("e", links[0]), ("e", links[1]), ("E", links[0]), ("E", links[-1])):
        page.keyboard.press(key)
        page.wait_for_function("link => location.hash === link", arg=link)
        page.wait_for_selector("#panel .change .tag.right")
    go(page, "errors")
    page.wait_for_selector("#errors:not([hidden])")
    page.keyboard.press("e")
    page.wait_for_function("() => location.hash.includes('/error-0')")
    page.wait_for_selector("#panel .fault .tag")
    assert page.locator("#text .on").count()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(changes, faults_of_access, theme, width):
    page = changes(theme=theme, width=width)
    assert faults_of_access(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for what in ("right", "wrong", "gone"):
        go(page, f"changes?what={what}")
        page.wait_for_function("what => document.querySelector('#changes-what').value === what", arg=what)
        page.locator("table.changes tbody a").first.click()
        page.wait_for_selector("#panel .change")
        assert faults_of_access(page) == []
