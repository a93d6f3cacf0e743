"""Articles that would be more than text: markup, scripts, characters that turn the line, NUL."""

import json

import pytest

from facts import fact_at
from factx.observation import Observation, observation_id
from factx.records import DateFact, Document, MoneyFact, OrganizationFact
from factx.report import build

BODY = "<b onclick=alert(1)>Evil & Söhne"
TEXT = (
    "<script>window.hacked = 1</script></script></template></style><!-- ]]> --!> &amp; {{ 7 * 7 }}\n"
    '<img src=x onerror="window.hacked = 2"> \U0001f600\U0001f469‍\U0001f4bb "quotes\' `ticks` \\u003c\n\n'
    f"\u202eturned {BODY} paid $3 million\u202c in 2021, \u2028 \0 said \u200fשלום \U0001f4b0 and $5 million.\n"
)
DOC_ID = "a/b?c#d %2F\"'><img src=x onerror=window.hacked=3>"


def fact(model, text, **fields):
    return fact_at(TEXT, text, model.model_fields["kind"].default, DOC_ID, rule="<i>rule</i>", **fields)


@pytest.fixture(scope="session")
def facts():
    return [
        fact(
            OrganizationFact,
            BODY,
            name=f'{BODY}"><script>window.hacked = 4</script>',
            org_id="evil",
            org_kind="company",
        ),
        fact(MoneyFact, "$3 million", amount="3000000", currency="USD", per="</dd><img src=x>"),
        fact(DateFact, "2021", timex="2021", first_day="2021-01-01", last_day="2021-12-31"),
        fact(MoneyFact, "$5 million", amount="5000000", currency="USD"),
    ]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory, facts):
    """The page of a run with such an article."""
    folder = tmp_path_factory.mktemp("hostile")
    title = "<h1>title</h1></title><script>window.hacked = 5</script>"
    document = Document(
        id=DOC_ID, text=TEXT, title=title, publisher=BODY, published="2021-09-24", source="javascript:alert(1)"
    )
    at = TEXT.index("paid")
    said = Observation(
        id=observation_id(facts[1].id),
        doc_id=DOC_ID,
        fact_id=facts[1].id,
        measure="paid",
        measure_start=at,
        measure_end=at + 4,
        about=BODY,
        about_start=facts[0].start,
        about_end=facts[0].end,
        about_id=facts[0].id,
        about_name=facts[0].name,
        when="2021",
        when_id=facts[2].id,
        rule="subject",
    )
    rows = {"documents": [document], "facts": facts, "observations": [said], "rejected": []}
    for name, records in rows.items():
        lines = "".join(json.dumps(each.model_dump(mode="json")) + "\n" for each in records)
        (folder / f"{name}.jsonl").write_text(lines, "utf8")
    path = folder / "report.html"
    path.write_text(build.page(build.read(folder), "</title><script>window.hacked = 6</script>"), "utf8")
    return path


@pytest.fixture
def page(opened, hostile):
    page = opened(hostile)
    page.wait_for_selector("html[data-ready]")
    page.evaluate("addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective))")
    return page


def test_every_view_shows_it_as_text(page):
    for view in ("overview", "statements", "articles"):
        page.get_by_role("link", name=view).first.click()
        page.wait_for_selector(f"#{view}:not([hidden])")
        assert page.locator("main img, main b[onclick], main i, main script").count() == 0
    page.locator("table.articles tbody a").click()
    page.wait_for_selector("#text mark")
    for _ in range(4):
        page.keyboard.press("n")
    assert page.locator("main img, main b[onclick], main i, main script, main h1 h1").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.locator("#article-title").inner_text().startswith("<h1>title</h1>")


def test_the_text_is_whole_and_marks_stand_behind_emoji(page, facts):
    page.goto(f"{page.url.partition('#')[0]}#articles")
    page.locator("table.articles tbody a").click()
    page.wait_for_selector("#text mark")
    assert page.locator("#text").evaluate("node => node.textContent") == TEXT.replace("\n", "")
    assert page.locator("#text mark").evaluate_all("nodes => nodes.map(node => node.textContent)") == [
        f.text for f in facts
    ]
    assert page.locator("#text > p").count() == 3  # each turns by itself


def test_a_row_leads_to_it_through_an_address_of_odd_characters(page):
    page.get_by_role("link", name="statements").first.click()
    page.locator("table.statements td.num a").click()
    page.wait_for_selector("#text mark.on")
    assert page.locator("#text mark.on").inner_text() == "$3 million"
    assert page.locator(".arcs path").count() == 3
    address = page.url
    page.reload()
    page.wait_for_selector("#text mark.on")
    assert page.url == address
    assert "paid" in page.locator("#panel").inner_text()


def test_a_script_that_is_not_the_page_s_own_does_not_run(page):
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.hacked = 7';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src="x.png" onerror="window.hacked = 8">');
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert any("script-src" in error for error in page.errors)
    assert any("img" in error for error in page.errors)
    assert not any(error.startswith("fetched") for error in page.errors)
    page.errors.clear()
