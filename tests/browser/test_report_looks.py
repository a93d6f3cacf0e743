"""How the report looks in a browser: contrast and roles by axe, light and dark, a phone's width."""

import pytest

CHOSEN = "article/liaoning-2021-09-24/cbaa3b07268f6aa7"
VIEWS = ["", "statements", "articles", "errors", "article/liaoning-2021-09-24", CHOSEN]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(at, faults_of_access, theme):
    page = at(theme=theme)
    found = {}
    for view in ("", "statements?currency=CNY", "articles?q=tesco", "errors?kind=date", CHOSEN):
        go(page, view)
        found[view] = faults_of_access(page)
    go(page, "errors?part=fact")
    page.keyboard.press("e")
    page.wait_for_selector("#panel .fault")
    found["error"] = faults_of_access(page)
    page.keyboard.press("?")
    found["help"] = faults_of_access(page)
    assert {view: faults for view, faults in found.items() if faults} == {}


def go(page, view):
    page.evaluate("view => { location.hash = view || 'overview'; }", view)
    name = "article" if view.startswith("article/") else view or "overview"
    page.wait_for_selector(f"#{name.partition('?')[0]}:not([hidden])")
    if name == "article":
        page.wait_for_selector("#text .m" if view != CHOSEN else "#text .m.on")


def test_the_theme_turns_and_is_remembered(at):
    page = at(theme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("t")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(paper) == light


@pytest.mark.parametrize("width", [340, 390, 768])
def test_no_view_is_wider_than_the_window(at, width):
    page = at(width=width, height=700, touch=True)
    for view in VIEWS:
        go(page, view)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), view


def test_on_a_phone_a_tap_opens_what_is_known_and_the_fact_stays_in_sight(at):
    page = at("article/liaoning-2021-09-24", width=390, height=800, touch=True)
    assert not page.locator("#panel").is_visible()
    mark = page.locator("#text mark.percent").first
    mark.scroll_into_view_if_needed()
    mark.tap()
    assert page.locator("#panel .value").inner_text() == "13.6"
    page.get_by_role("button", name="Let go of the fact").tap()
    assert not page.locator("#panel").is_visible()
    go(page, CHOSEN)
    box, panel = page.locator("#text .m.on").first.bounding_box(), page.locator("#panel").bounding_box()
    assert 100 < box["y"] < panel["y"] - box["height"]


def test_the_start_shifts_nothing(at):
    page = at()
    shifts = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().map((each) => each.value)))
             .observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done([]), 500))"""
    )
    assert sum(shifts) < 0.01


def test_without_scripts_the_overview_reads(opened, report):
    page = opened(report, java_script_enabled=False)
    assert page.locator("#overview h1").is_visible()
    assert "allow scripts" in page.locator("noscript, .notice").first.inner_text()
