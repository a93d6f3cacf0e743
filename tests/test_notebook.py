"""What a notebook shows: the marked article, safe whatever the text holds."""

import html
import pickle
import re
from html.parser import HTMLParser

import pytest

import factx
from facts import fact_at
from factx.report.notebook import Facts, article, title

HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(2)> "Acme" paid '$5m' & </div></style><b>€7m</b> מחיר 👩‍👩‍👧 \x00"""


class Page(HTMLParser):
    """The tags of a page with their attributes, what is open, and the text outside styles."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open and "small" not in self.open:
            self.text += data


@pytest.fixture(scope="module")
def reading():
    return factx.reading("Norden sold US$5.25m of zinc last year, up 13.6%.", published="2021-09-24")


def test_a_reading_is_the_article_with_its_facts_marked(reading):
    page = Page(reading._repr_html_())
    assert (page.text, page.open) == (reading.document.text, [])
    marks = [attributes for tag, attributes in page.tags if tag == "mark" and "title" in attributes]
    assert [mark["class"] for mark in marks] == ["organization", "money", "date", "percent"]
    assert marks[1]["title"] == (
        "money: amount 5250000, currency USD\n"
        "measure zinc, about Norden, when 2020, change up, role level\n"
        "by money.sign_amount"
    )
    assert marks[3]["title"].splitlines()[1].endswith("role change, of US$5.25m")
    assert marks[2]["title"] == "date: timex 2020, first_day 2020-01-01, last_day 2020-12-31\nby date.near_period"
    assert "money</mark> 1 " in reading._repr_html_()


def test_facts_of_a_call_show_the_same_without_what_they_say(reading):
    facts = factx.extract(reading.document.text, published="2021-09-24")
    assert facts == reading.facts
    assert isinstance(facts, list)
    again = pickle.loads(pickle.dumps(facts))  # noqa: S301 - our own
    assert (again, again._repr_html_()) == (facts, facts._repr_html_())
    assert facts._repr_html_() == article(reading.document.text, reading.facts)
    assert Facts(facts, facts.text, reading.observations)._repr_html_() == reading._repr_html_()


def test_nothing_of_the_text_is_read_as_html():
    facts = factx.extract(HOSTILE)
    assert [fact.text for fact in facts if fact.kind == "money"] == ["$5m", "€7m"]
    page = Page(facts._repr_html_())
    assert {tag for tag, _ in page.tags} == {"style", "div", "mark", "small"}
    assert {name for _, attributes in page.tags for name in attributes} == {"class", "dir", "title"}
    assert page.text == HOSTILE.replace("\x00", "\ufffd")


def test_a_title_is_escaped():
    text = 'The "><script>x</script> Group'
    page = Page(article(text, [fact_at(text, text, "organization", rule="<i>", name=text, org_id="x")]))
    assert [tag for tag, _ in page.tags] == ["style", "div", "mark", "small", "mark"]
    assert page.tags[2][1]["title"] == f"organization: name {text}, org_id x\nby <i>"


def test_nested_marks_and_no_facts():
    text = "Bank of the year 2020"

    outer = fact_at(text, text, "organization", name=text, org_id="b")
    inner = fact_at(text, "2020", "date", timex="2020", first_day="2020-01-01", last_day="2020-12-31")
    shown = article(text, [inner, outer])
    assert re.sub(' title="[^"]*"', "", shown).partition("</style>")[2] == (
        '<div class="factx" dir="auto"><mark class="organization">Bank of the year <mark class="date">2020</mark></mark>'
        '<small><mark class="organization">organization</mark> 1 <mark class="date">date</mark> 1</small></div>'
    )
    assert article("<", []).endswith('dir="auto">&lt;<small>no facts</small></div>')


def test_it_needs_nothing_from_elsewhere(reading):
    shown = html.unescape(reading._repr_html_())
    assert not re.search(r"https?:|url\(|@import|<script|<link|\bon\w+=", shown)
    assert title(reading.facts[0]).startswith("organization: name Norden, org_id norden")
