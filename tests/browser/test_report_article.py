"""An article of the report in a browser: marks at their offsets, the panel, links, the keyboard."""

import json

import pytest

LIAONING = "article/liaoning-2021-09-24"


@pytest.fixture(scope="session")
def outputs(root):
    """Documents and facts of the outputs, by document."""
    documents = {d["id"]: d for d in map(json.loads, (root / "outputs/documents.jsonl").read_bytes().splitlines())}
    facts = {}
    for fact in map(json.loads, (root / "outputs/facts.jsonl").read_bytes().splitlines()):
        facts.setdefault(fact["doc_id"], []).append(fact)
    return documents, facts


MARKS = """() => {
  const found = {};
  for (const node of document.querySelectorAll('#text mark')) (found[node.dataset.mark] ||= []).push(node.textContent);
  return Object.values(found).map((parts) => parts.join(''));
}"""


def test_each_mark_holds_the_slice_of_its_fact(at, outputs):
    documents, facts = outputs
    page = at(f"article/{next(iter(documents))}")
    for n, (doc_id, document) in enumerate(documents.items()):
        page.wait_for_function(
            "n => document.querySelector('#article .bar')?.textContent.includes(`${n} of`)", arg=n + 1
        )
        ordered = sorted(facts[doc_id], key=lambda fact: (fact["start"], -fact["end"]))
        assert page.evaluate(MARKS) == [fact["text"].replace("\n", "") for fact in ordered]
        assert page.locator("#text").evaluate("node => node.textContent") == document["text"].replace("\n", "")
        page.keyboard.press("j")


def test_the_text_selected_in_a_mark_is_the_slice(at, outputs):
    document, facts = outputs[0]["liaoning-2021-09-24"], outputs[1]["liaoning-2021-09-24"]
    page = at(LIAONING)
    for fact in facts[:20]:
        chosen = page.evaluate(
            """([text]) => {
              const node = [...document.querySelectorAll('#text mark')].find((each) => each.textContent === text);
              getSelection().selectAllChildren(node);
              return String(getSelection());
            }""",
            [fact["text"]],
        )
        assert chosen == document["text"][fact["start"] : fact["end"]]


def panel(page):
    return dict(zip(*(page.locator(f"#panel > dl {tag}").all_inner_texts() for tag in ("dt", "dd")), strict=True))


def test_hovering_shows_value_rule_and_offsets_and_leaving_puts_the_chosen_back(at):
    page = at(LIAONING)
    money = page.locator("#text mark.money").first
    money.hover()
    assert page.locator("#panel .value").inner_text() == "371,530,000,000"
    assert panel(page) | {"id": ""} == {
        "currency from": "stated",
        "rule": "money.amount_word",
        "offsets": "926 – 945",
        "id": "",
    }
    page.locator("#text mark.organization").first.hover()
    assert float(panel(page)["confidence"]) > 0.5
    page.mouse.move(2, 2)
    assert page.locator("#panel .value").count() == 0


def test_a_focused_mark_shows_what_it_says(at):
    page = at(LIAONING)
    page.locator("#text mark").first.focus()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('#text mark.on')")
    assert page.locator("#panel .value").inner_text()
    assert page.locator("#said").inner_text().startswith("date: 2021-09-24")


def test_links_run_from_a_number_to_what_it_measures_whose_and_when(at):
    page = at(f"{LIAONING}/cbaa3b07268f6aa7")
    assert page.locator("#text .m.on").inner_text() == "371.53 billion yuan"
    for slot, words in {"measure": "foreign trade", "about": "Liaoning", "when": "the first half of 2021"}.items():
        assert page.locator(f".arcs path.arc.{slot}").count() == 1
        label = page.locator(f".arcs text.{slot}").bounding_box()
        target = next(box for box in boxes(page, words) if box["x"] <= label["x"] <= box["x"] + box["width"])
        assert label["y"] < target["y"]
    assert page.locator("#panel .block").first.inner_text().split("\n") == (
        "Says|measure|foreign trade|about|Liaoning|when|2021-H1|change|↑ up, year-on-year|role|to|rule|subject".split(
            "|"
        )
    )
    page.keyboard.press("Escape")
    assert page.locator(".arcs").count() == 0
    page.get_by_role("button", name="all links").click()
    assert page.locator(".arcs path.faint").count() > 20


def boxes(page, words):
    return [each.bounding_box() for each in page.locator("#text .linked", has_text=words).all()]


def test_keys_go_from_fact_to_fact_and_round(at):
    page = at(LIAONING)
    page.keyboard.press("n")
    assert page.locator("#text .m.on").inner_text() == "China Daily"
    page.keyboard.press("n")
    assert page.locator("#text .m.on").inner_text() == "2021-09-24"
    page.keyboard.press("p")
    page.keyboard.press("p")
    last = page.locator("#text mark").last
    assert last.get_attribute("class").split()[-1] == "on"


def test_keys_go_from_article_to_article(at, corpus):
    page = at(LIAONING)
    for key, place in (("j", 2), ("ArrowRight", 3), ("k", 2), ("ArrowLeft", 1), ("k", 1)):
        page.keyboard.press(key)
        page.wait_for_function(
            "n => document.querySelector('#article .bar').textContent.includes(`${n} of`)", arg=place
        )
    assert page.locator("#article .bar").inner_text().split("\n")[1] == f"1 of {len(corpus)}"


def test_help_opens_and_closes(at):
    page = at()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("n")  # no key of the page while the help is open
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_letters_in_a_field_are_letters(at):
    page = at("statements")
    page.keyboard.press("/")
    page.keyboard.type("toj?")
    assert page.locator("#statements-q").input_value() == "toj?"


def test_a_kind_can_be_left_out(at):
    page = at(LIAONING)
    page.get_by_role("button", name="organization").click()
    page.keyboard.press("n")
    assert page.locator("#text .m.on").inner_text() == "2021-09-24"
    mark = page.locator("#text mark.organization").first
    assert mark.evaluate("node => getComputedStyle(node).borderBottomColor") == "rgba(0, 0, 0, 0)"


def test_kinds_differ_without_colour_and_nested_marks_stand_apart(at):
    page = at(LIAONING)
    styles = "nodes => nodes.map((node) => getComputedStyle(node).borderBottomStyle)"
    found = {
        kind: set(page.locator(f"#text mark.{kind}").evaluate_all(styles))
        for kind in ("money", "percent", "organization", "date")
    }
    assert {kind: len(each) for kind, each in found.items()} == dict.fromkeys(found, 1)
    assert len(set().union(*found.values())) == 4


def test_choosing_moves_nothing(at):
    page = at(LIAONING)
    where = """() => [...document.querySelectorAll('#text p')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [x, y + scrollY, width, height];
    })"""
    before = page.evaluate(where)
    for _ in range(6):
        page.keyboard.press("n")
        assert page.evaluate(where) == before
    page.locator("#text mark.money").first.hover()
    assert page.evaluate(where) == before


def test_an_unknown_address_is_the_overview(at):
    for view in ("article/no-such-article", "nothing", "%", "article/%E0%A4%A"):
        assert at(view).locator("#overview").is_visible()
