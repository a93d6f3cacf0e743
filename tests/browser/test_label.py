"""The labelling page in a real browser: by keyboard alone, by mouse, hostile text, two windows, settling."""

import json
import re
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from factx.cli import app
from factx.label import opening
from factx.read import ReadOptions
from factx.records import Document
from labelling import served

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
UNSEEN = (
    "Norden Foods 🥖 raises its outlook\n\n"
    "Norden Foods 🥖🥖 said on Friday that its first-half sales grew 13.6 percent to about 371.5 million euros "
    "($420.5 million). The company is based in Aarhus.\n"
)
HOSTILE = (
    "<img src=x onerror=\"document.title='hit'\"> <script>document.title='hit'</script>\n"
    "شركة الشمال قالت إن مبيعاتها بلغت $5 million &lt;b&gt; 👨‍🏻‍🚒 Acme & Sons\u202e reversed </div>\n"
)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "norden-2021-09-24.txt").write_text(UNSEEN, "utf8")
    return folder


@contextmanager
def serving(opened, **about):
    with opened as held, served(held[0] if isinstance(held, tuple) else held, **about) as server:
        yield server


@pytest.fixture
def label(articles, tmp_path):
    """Opens the page on the articles' gold."""
    return lambda name=None, **more: serving(
        opening.opened(opening.own_folder(tmp_path / "gold", name), read(articles), **more), annotator=name
    )


def read(articles):
    """The articles as the command reads them, and one that no reader has tidied."""
    return opening.articles([articles], ReadOptions(ids="unique")) | {"hostile": Document(id="hostile", text=HOSTILE)}


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1400, "height": 850})
    page.set_default_timeout(30_000)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield page
    page.close()
    assert faults == []


def go(page, server, doc_id):
    page.goto("about:blank")
    page.goto(f"{server.address}#{doc_id}")
    page.wait_for_selector("#panel .list")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def chosen(page):
    """What the page has highlighted as chosen."""
    return page.evaluate("[...CSS.highlights.get('cursor')].map(String).join('')")


def choose(page, words, text=UNSEEN):
    """Choose words of the article with arrow keys alone: the first place where they stand."""
    steps, more = (len(WORD.findall(part)) for part in (text.partition(words)[0], words))
    press(page, "Home", *["ArrowRight"] * steps, *["Shift+ArrowRight"] * (more - 1))
    assert chosen(page) == words


def saved(page):
    page.locator("#status", has_text="saved").wait_for()
    page.wait_for_selector("#panel .list")


def form(page, *fields):
    """Fill a form's fields in their order by keyboard, None goes past one, and save it."""
    for field in fields:
        if field is not None:
            page.keyboard.type(field)
        press(page, "Tab")
    press(page, "Enter")
    saved(page)


def rows(path):
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def test_an_unseen_article_is_labelled_by_keyboard_alone_and_evaluate_takes_it(page, label, articles, tmp_path):
    gold = tmp_path / "gold"
    with label() as server:
        go(page, server, "norden-2021-09-24")
        choose(page, "Norden Foods")
        press(page, "o")
        form(page, None, "company")
        choose(page, "Friday")
        press(page, "d")
        form(page, "2021-09-24")
        choose(page, "first-half")
        press(page, "d")
        form(page, "2021-H1")
        choose(page, "13.6 percent")
        press(page, "p")
        form(page, "13.6", None, "percent")
        choose(page, "371.5 million euros")
        press(page, "m")
        form(page, "371.5 million", None, "EUR", "about")
        choose(page, "$420.5 million")
        press(page, "m")
        form(page, "420.5m", None, "USD", None, None, "371")
        say_by_keyboard(page)
        go(page, server, "norden-2021-09-24")  # as it was saved
        assert page.locator("#panel .list li").count() == 6
        assert page.locator("#panel .list .says").count() == 2
    facts = {row["text"]: row for row in rows(gold / "norden-2021-09-24.jsonl")}
    euros, dollars = facts["371.5 million euros"], facts["$420.5 million"]
    assert (euros["amount"], euros["currency"], euros["qualifier"]) == ("371500000", "EUR", "about")
    assert dollars["equivalent_of"] == euros["id"]
    assert facts["first-half"]["last_day"] == "2021-06-30"
    assert (facts["Norden Foods"]["org_kind"], facts["Norden Foods"]["start"]) == ("company", 0)
    said = {row["text"]: row for row in rows(gold / "observations/norden-2021-09-24.jsonl")}
    change = said["13.6 percent"]
    assert (change["measure"], change["about_name"], change["when"]) == ("sales", "Norden Foods", "2021-H1")
    assert (change["change"], change["role"], change["of_id"]) == ("up", "change", euros["id"])
    assert all(UNSEEN[row["measure_start"] : row["measure_end"]] == "sales" for row in said.values())
    evaluated(articles, gold, tmp_path / "out")


def say_by_keyboard(page):
    """Say what the numbers say: the amount first, by words typed; then the percentage, by words taken from the article."""
    choose(page, "371.5 million euros")
    press(page, "s")
    press(page, *["Delete"])
    page.keyboard.type("sales")
    press(page, "Tab", "Tab")
    page.keyboard.type("Norden Foods")
    press(page, "Tab", "Tab", "Tab")
    page.keyboard.type("2021-H1")
    press(page, "Tab")
    page.keyboard.type("up")
    press(page, "Tab", "Tab")
    page.keyboard.type("to")
    press(page, "Enter")
    saved(page)
    choose(page, "13.6 percent")
    press(page, "s", "F6")
    choose(page, "sales")
    press(page, "1")
    choose(page, "Norden Foods")
    press(page, "2")
    choose(page, "first")
    press(page, "3")
    choose(page, "371.5")
    press(page, "4", "f")
    for _ in range(6):
        press(page, "Tab")
    page.keyboard.type("up")
    press(page, "Tab", "Tab")
    page.keyboard.type("change")
    press(page, "Enter")
    saved(page)


def evaluated(articles, gold, out):
    command = CliRunner()
    assert command.invoke(app, ["extract", str(articles), "-o", str(out)]).exit_code == 0
    done = command.invoke(app, ["evaluate", str(gold), str(out)])
    assert (done.exit_code, done.exception) == (0, None)
    assert "documents:1" in done.output


def test_a_refused_value_is_told_beside_its_field_and_nothing_is_saved(page, label, tmp_path):
    with label() as server:
        go(page, server, "norden-2021-09-24")
        choose(page, "371.5 million euros")
        press(page, "m")
        page.keyboard.type("much")
        press(page, "Tab", "Tab")
        page.keyboard.type("EUROS")
        press(page, "Enter")
        page.wait_for_selector("[aria-invalid=true]")
        assert "ISO 4217" in page.locator(".field", has=page.locator("[name=currency]")).locator(".error").inner_text()
        assert page.locator("[name=amount]").get_attribute("aria-invalid") == "true"
        assert not list((tmp_path / "gold").glob("*.jsonl"))


def test_undo_and_redo(page, label, tmp_path):
    file = tmp_path / "gold/norden-2021-09-24.jsonl"
    with label() as server:
        go(page, server, "norden-2021-09-24")
        choose(page, "Friday")
        press(page, "d")
        form(page, "2021-09-24")
        first = file.read_text("utf8")
        press(page, "Delete")
        page.wait_for_selector("#panel .list .none")
        assert not file.exists()
        press(page, "u")
        page.wait_for_selector("#panel .list .row")
        assert file.read_text("utf8") == first
        press(page, "Control+z")
        page.wait_for_selector("#panel .list .none")
        press(page, "U")
        page.wait_for_selector("#panel .list .row")
        assert file.read_text("utf8") == first


def test_by_mouse_and_a_new_span_for_a_label(page, label, tmp_path):
    with label() as server:
        go(page, server, "norden-2021-09-24")
        draw(page, "Foods 🥖🥖 sa")
        page.click("#panel button.organization")
        page.fill("[name=name]", "Norden Foods")
        page.click("button[type=submit]")
        saved(page)
        press(page, "<", "<", "<", "<", "<", "<", "<", *([","] * 6), "o")
        press(page, "Enter")
        saved(page)
        assert chosen(page) == "Norden Foods"
        row = rows(tmp_path / "gold/norden-2021-09-24.jsonl")
        assert [(each["text"], each["start"]) for each in row] == [("Norden Foods", UNSEEN.index("Norden Foods", 9))]
        page.click("mark.organization")
        page.click("#panel button.remove")
        page.wait_for_selector("#panel .list .none")


def draw(page, words):
    """Choose words of the article with the mouse."""
    ends = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const box = range.getBoundingClientRect();
                return [box.left + 1, box.right - 1, box.top + box.height / 2];
            }
        }""",
        words,
    )
    page.mouse.move(ends[0], ends[2])
    page.mouse.down()
    page.mouse.move(ends[1], ends[2], steps=4)
    page.mouse.up()


def test_hostile_text_is_but_text(page, label, tmp_path):
    with label() as server:
        go(page, server, "hostile")
        assert page.evaluate("document.querySelector('#text').textContent") == HOSTILE
        assert page.locator("#text img, #text script, #panel img").count() == 0
        choose(page, "$5 million", HOSTILE)
        press(page, "m")
        form(page, "5 million", None, "USD")
        choose(page, "Acme & Sons", HOSTILE)
        press(page, "o")
        page.keyboard.type("<b>Acme</b>")
        form(page)
        assert page.locator("#panel .list b").count() == 0
        assert page.title() == "factx label"
    found = rows(tmp_path / "gold/hostile.jsonl")
    assert all(HOSTILE[row["start"] : row["end"]] == row["text"] for row in found)
    assert [row["text"] for row in found] == ["$5 million", "Acme & Sons"]
    assert found[1]["name"] == "<b>Acme</b>"


def test_a_second_window_cannot_overwrite(page, chromium, label, tmp_path):
    other = chromium.new_page()
    with label() as server:
        go(page, server, "norden-2021-09-24")
        go(other, server, "norden-2021-09-24")
        choose(page, "Friday")
        press(page, "d")
        form(page, "2021-09-24")
        choose(other, "first-half")
        press(other, "d")
        other.keyboard.type("2021-H1")
        press(other, "Enter")
        other.wait_for_selector("#status.wrong")
        assert "another window" in other.inner_text("#status")
        press(other, "Enter")  # said again
        saved(other)
        other.close()
    assert [row["text"] for row in rows(tmp_path / "gold/norden-2021-09-24.jsonl")] == ["Friday", "first-half"]


def test_what_the_extractor_suggests_is_confirmed_one_by_one(page, label, articles, tmp_path):
    file = tmp_path / "gold/norden-2021-09-24.jsonl"
    page.set_default_timeout(60_000)  # the extractor loads its model
    with label(suggest=True) as server:
        go(page, server, "norden-2021-09-24")
        count = page.locator("#text mark.suggested.first").count()
        assert count > 3
        assert not file.exists()
        press(page, "n", "y")
        saved(page)
        made = rows(file)
        assert [row.get("suggested") for row in made].count("factx") == count - 1
        assert [row.get("confirmed") for row in made].count("factx") == 1
        command = CliRunner()
        command.invoke(app, ["extract", str(articles), "-o", str(tmp_path / "out")])
        assert "not confirmed" in str(
            command.invoke(app, ["evaluate", str(file.parent), str(tmp_path / "out")]).exception
        )


def test_two_annotators_settle_their_differences(page, label, articles, tmp_path):
    for name, euros in (("anna", "371.5 million"), ("ben", "371.5 billion")):
        with label(name) as server:
            go(page, server, "norden-2021-09-24")
            choose(page, "Friday")
            press(page, "d")
            form(page, "2021-09-24")
            choose(page, "371.5 million euros")
            press(page, "m")
            form(page, euros, None, "EUR")
            if name == "ben":
                choose(page, "Aarhus")
                press(page, "o")
                form(page)
    gold = tmp_path / "gold"
    settling = opening.settling(gold, read(articles), ("anna", "ben"))
    with serving(settling, settle=["anna", "ben"]) as server:
        go(page, server, "norden-2021-09-24")
        press(page, "n")
        page.wait_for_selector(".differ")
        assert [side.split("\n")[0] for side in page.locator(".side").all_inner_texts()] == ["anna", "ben"]
        press(page, "1")
        saved(page)
        page.locator(".differ", has_text="Aarhus").wait_for()
        press(page, "0")
        page.locator("mark.suggested").first.wait_for(state="detached")
    found = rows(gold / "norden-2021-09-24.jsonl")
    assert [(row["text"], row.get("amount"), row.get("confirmed")) for row in found] == [
        ("Friday", None, None),
        ("371.5 million euros", "371500000", "anna"),
    ]
    evaluated(articles, gold, tmp_path / "out")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_access(theme, width, chromium, label, faults_of_access):
    page = chromium.new_page(viewport={"width": width, "height": 850}, color_scheme=theme, bypass_csp=True)  # for axe
    page.set_default_timeout(30_000)
    with label() as server:
        go(page, server, "norden-2021-09-24")
        choose(page, "371.5 million euros")
        press(page, "m")
        form(page, "371.5 million", None, "EUR")
        found = faults_of_access(page)
        press(page, "s")
        found += faults_of_access(page)
        press(page, "Escape", "Enter", "Tab", "Tab")
        page.keyboard.type("EUROS")
        press(page, "Enter")
        page.wait_for_selector("[aria-invalid=true]")
        found += faults_of_access(page)
        press(page, "Escape", "?")
        found += faults_of_access(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
    assert found == []
