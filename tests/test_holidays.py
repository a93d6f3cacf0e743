"""Holidays fall where the calendar puts them."""

from datetime import date

import pytest

from factx.kinds.date.expressions import EndedOn, Fixed, Holiday, WeekOf, Yearless
from factx.kinds.date.resolve.holidays import holiday, holiday_in
from factx.kinds.date.resolve.moment import Moment
from factx.kinds.date.resolve.when import resolve
from factx.pipeline import Extractor
from factx.records import Document

FRIDAY = date(2021, 9, 24)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2021, "2021-04-04"),
        ("good friday", 2024, "2024-03-29"),
        ("easter monday", 2023, "2023-04-10"),
        ("thanksgiving", 2021, "2021-11-25"),
        ("black friday", 2021, "2021-11-26"),
        ("cyber monday", 2021, "2021-11-29"),
        ("memorial day", 2021, "2021-05-31"),
        ("labor day", 2021, "2021-09-06"),
        ("martin luther king day", 2022, "2022-01-17"),
        ("election day", 2022, "2022-11-08"),
        ("election day", 2020, "2020-11-03"),
        ("mother's day", 2021, "2021-05-09"),
        ("new year's eve", 2021, "2021-12-31"),
        ("chinese new year", 2021, "2021-02-12"),
        ("lunar new year's eve", 2020, "2020-01-24"),
    ],
)
def test_days(name, year, day):
    assert holiday(name, year).isoformat() == day


@pytest.mark.parametrize(
    ("name", "country", "means"),
    [
        ("labour day", None, "labour day"),
        ("labour day", "GB", "may day"),
        ("labor day", "US", "labor day"),
        ("thanksgiving", "CA", "columbus day"),
        ("easter", "FR", "easter"),
    ],
)
def test_a_name_means_another_day_in_another_country(name, country, means):
    assert holiday_in(name, country) == means


def test_no_day_outside_the_table():
    assert holiday("chinese new year", 1900) is None
    assert resolve(Holiday("chinese new year", 1900), Moment(FRIDAY)) == "XXXX-XX-XX"


@pytest.mark.parametrize(
    ("says", "at", "value"),
    [
        (Holiday("labor day"), Moment(FRIDAY), "2021-09-06"),
        (Holiday("easter"), Moment(FRIDAY), "2021-04-04"),
        (Holiday("easter"), Moment(FRIDAY, future=True), "2022-04-17"),
        (Holiday("christmas"), Moment(FRIDAY), "2021-12-25"),  # three months ahead beats nine back
        (Holiday("christmas", turn=-1), Moment(FRIDAY), "2020-12-25"),
        (Holiday("christmas", 2019), Moment(FRIDAY), "2019-12-25"),
        (Holiday("christmas"), Moment(None), "XXXX-XX-XX"),
        (EndedOn(12, Yearless("03-31")), Moment(FRIDAY), "2020-04/2021-03"),
        (EndedOn(12, Fixed("2019-12-31")), Moment(FRIDAY), "2019"),
        (EndedOn(6, Fixed("2021-06")), Moment(FRIDAY), "2021-H1"),
        (EndedOn(3, Fixed("2021-09-29")), Moment(FRIDAY), "2021-06-30/2021-09-29"),
        (EndedOn(12, Yearless("03-31")), Moment(None), "P1Y"),
        (WeekOf(Fixed("2021-03-08")), Moment(FRIDAY), "2021-W10"),
    ],
)
def test_resolves(says, at, value):
    assert resolve(says, at) == value


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("text", ["It was sold on Christmas.", "It was sold on Thanksgiving, before Easter, last week, on Monday.", "In December, in 10 years and 3 years ago, next quarter."])  # fmt: skip
def test_the_first_and_the_last_day_there_is(published, text):
    """What lies beyond has no day; it costs no document."""
    found = Extractor(recogniser=lambda texts: ([] for _ in texts), observations=False)
    (facts,) = found([Document(id="a", text=text, published=published)])
    assert facts
