"""The view of TimeML: one table of sentences, and the values that only its facts may have."""

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from factx import pipeline
from factx.cli import app
from factx.errors import InputError
from factx.kinds import date as dates
from factx.overlaps import resolve
from factx.records import DateFact, Document, fact_id
from factx.rules.context import Context
from factx.timex import days

PUBLISHED = "2021-09-24"  # a Friday


def view(text):
    document = Document(id="text", text=text, published=PUBLISHED)
    context = Context.of(document)
    reader = pipeline.reader_of((), vague_dates=True)
    found = resolve((m for m in reader.read(context) if m.kind != "organization"), reader.kinds)
    return document, context, dates.timeml(dates.settle(found, context), context)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        # each end of a range by itself
        ("It ran from April to July.", "April = 2021-04; July = 2021-07"),
        ("It ran from early March to late April.", "early March = 2021-03; late April = 2021-04"),
        ("It was held on August 10-15.", "August 10 = 2021-08-10; 15 = 2021-08-15"),
        ("In 2012-13 it grew.", "2012 = 2012; 13 = 2013"),
        ("It opened between 2005 and 2015.", "2005 = 2005; 2015 = 2015"),
        # a counted part is a length; a period and the day it ended on are two
        ("In the first nine months of 2020 it fell.", "the first nine months = P9M; 2020 = 2020"),
        ("In the first two quarters of 2020 it fell.", "the first two quarters of 2020 = 2020-H1"),
        ("For the year ended March 31, 2021, it rose.", "the year = P1Y; March 31, 2021 = 2021-03-31"),
        ("For the quarter ended June 30, it rose.", "the quarter = 2021-Q2; June 30 = 2021-06-30"),
        ("In the three months to June it rose.", "the three months = P3M; June = 2021-06"),
        # no ranges as values: the year they are in
        (
            "In the first nine months of 2020 it fell from a year earlier.",
            "the first nine months = P9M; 2020 = 2020; a year earlier = 2019",
        ),
        # times of day
        ("It opened on Tuesday evening.", "Tuesday evening = 2021-09-21TEV"),
        ("It opened at 10:30 a.m. Tuesday.", "10:30 a.m. Tuesday = 2021-09-21T10:30"),
        ("It closed at 5 p.m. EST on Sept. 9 there.", "5 p.m. EST on Sept. 9 = 2021-09-09T17:00"),
        ("It closed on Tuesday at 12 p.m. there.", "Tuesday at 12 p.m. = 2021-09-21T12:00"),
        ("It closed at noon Monday.", "noon Monday = 2021-09-20T12:00"),
        ("It fell in mid-afternoon yesterday.", "mid-afternoon yesterday = 2021-09-23TAF"),
        ("Planes leave on Tuesday nights.", "Tuesday nights = XXXX-WXX-2TNI"),
        ("The board meets every other Friday.", "every other Friday = XXXX-WXX-5"),
        ("The mill is shut right now.", "now = PRESENT_REF"),
        ("It rang at 4 in the morning there.", "4 in the morning = 2021-09-24T04:00"),
        ("It opened this morning.", "this morning = 2021-09-24TMO"),
        ("It burned last night.", "last night = 2021-09-23TNI"),
        ("On Monday it sank; the next morning it rose.", "Monday = 2021-09-20; the next morning = 2021-09-21TMO"),
        ("It was seen in the weeks before the storm.", "weeks = PXW"),
        ("On Monday it opened; at 7:15 p.m. it closed.", "Monday = 2021-09-20; 7:15 p.m. = 2021-09-20T19:15"),
        # modifiers
        ("It took nearly two months.", "nearly two months = P2M"),
        ("It took at least 30 days.", "at least 30 days = P30D"),
        ("It took about 30 days.", "30 days = P30D"),
        ("It lasted for over a week there.", "over a week = P1W"),
        ("Over three years it grew.", "three years = P3Y"),
        ("It closed almost two years ago.", "almost two years ago = 2019"),
        # lengths, decades, centuries
        ("It grew for two decades.", "two decades = P20Y"),
        ("It lasted for 2.5 hours there.", "2.5 hours = PT2H30M"),
        ("It will open three years from now.", "three years = P3Y; now = PRESENT_REF"),
        ("It was built in the 1990s.", "the 1990s = 199"),
        ("It was built in the 18th century.", "the 18th century = 17"),
        ("It fell in recent weeks.", "recent weeks = PXW"),
        ("It fell in the past few weeks.", "the past few weeks = PXW"),
        ("It is held each Thursday.", "each Thursday = XXXX-WXX-4"),
        ("It is held every July.", "every July = XXXX-07"),
        ("It rose in recent years.", "recent years = PAST_REF"),
        # what TimeML corpora leave out, and take in
        ("It cut its quarterly dividend.", ""),
        ("It is now open.", "now = PRESENT_REF"),
        ("It fell below the year-earlier loss.", "year-earlier = 2020"),
    ],
)
def test_writes(text, facts):
    document, context, found = view(text)
    written = pipeline.records(document, context, [m for m in found if m.kind == "date"], {})
    assert "; ".join(f"{fact.text} = {fact.timex}" for fact in written) == facts


def test_other_kinds_are_as_they_were():
    _, _, found = view("Sales rose 5 percent to $3 million from April to July.")
    assert [m.kind for m in found] == ["percent", "money", "date", "date"]


def made(value, rule):
    first, last = days(value, timeml=True) or (None, None)
    return DateFact(
        id=fact_id("d", 0, 4, "date"), doc_id="d", text="then", start=0, end=4, sentence_start=0, sentence_end=4,
        rule=rule, timex=value, first_day=first, last_day=last,
    )  # fmt: skip


@pytest.mark.parametrize("value", ["199", "19", "2021-09-24TMO", "2021-09-24T15:00", "XXXX-WXX-2TNI"])
def test_its_own_values_are_valid_in_its_own_facts_alone(value):
    assert made(value, "timeml.value").timex == value
    with pytest.raises(ValidationError, match="not a TIMEX3 value"):
        made(value, "date.decade")


@pytest.mark.parametrize("value", ["2021-09-24T25:00", "2021-09-24TXX", "1", "2021-02-30TMO"])
def test_no_values(value):
    with pytest.raises(ValueError, match=r"\S"):
        days(value, timeml=True)


@pytest.mark.parametrize(("value", "like"), [("2021-09-24T15:00", "2021-09-24"), ("199", "199X"), ("19", "19XX")])
def test_days_of_its_own_values(value, like):
    assert days(value, timeml=True) == days(like)


def test_a_run_is_not_mixed(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("It was built in the 1990s and opened on Tuesday evening.\n")
    run = CliRunner().invoke
    out = str(tmp_path / "out")
    assert run(app, ["extract", str(tmp_path / "a.txt"), "-o", out, "--timeml"]).exit_code == 0
    assert '"199"' in (tmp_path / "out" / "facts.jsonl").read_text()
    refused = run(app, ["extract", str(tmp_path / "a.txt"), "-o", out])
    assert refused.exit_code
    assert "timeml" in refused.output or isinstance(refused.exception, InputError)
