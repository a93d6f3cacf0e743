"""What browser tests share: chromium driven by Playwright, and pages that may fetch nothing and log nothing.

Needs the extra `browser` and a chromium: the first of that name on the path, or the one that FACTX_TEST_CHROMIUM names.
"""

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """A browser; skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install 'factx[browser]'")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("FACTX_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.skip("no chromium: apt-get install chromium, or say where it is in FACTX_TEST_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """Opens an address (a file, a URL) in a window of its own; what the page logs, throws or fetches besides fails the test.

    `errors` of the page lists what went wrong so far; a test that provokes something clears it.
    """
    contexts, pages = [], []

    def open_(address, *, width=1280, height=900, theme="light", touch=False, fetches=(), **options):
        if isinstance(address, Path):
            address = address.as_uri()
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            has_touch=touch,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.errors = []
        own = address.partition("#")[0]

        def fetched(request):
            if (
                request.failure != "csp"
                and request.url.partition("#")[0] != own
                and not request.url.startswith(("blob:", *fetches))
            ):
                page.errors.append(f"fetched: {request.url}")

        page.on("console", lambda message: page.errors.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.errors.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (page.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("requestfinished", fetched)
        page.on("requestfailed", fetched)
        pages.append(page)
        page.goto(address)
        return page

    yield open_
    errors = [error for page in pages for error in page.errors]
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def faults_of_access():
    """Lists what axe finds wrong in a page: rule, and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: pip install 'factx[browser]'")

    def faults(page):
        found = axe.Axe().run(page).response["violations"]
        return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]

    return faults


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The page of this repository's outputs, judged by its gold."""
    from factx.report import build

    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(build.page(build.read(ROOT / "outputs", ROOT / "gold")), "utf8")
    return path


@pytest.fixture
def at(opened, report):
    """Opens a view of that page and waits until it is ready."""

    def at_(view="", **options):
        page = opened(f"{report.as_uri()}#{view}", **options)
        page.wait_for_selector("html[data-ready]")
        return page

    return at_
