"""Expressions and contexts to values: the one table of ambiguity."""

from datetime import date

import pytest

from factx.kinds.date.expressions import Between, Fixed, MonthsOf, PartOf, Shift, Then, Weekday, Yearless
from factx.kinds.date.when import Moment, resolve

FRIDAY = date(2021, 9, 24)
NOW, AHEAD = Moment(FRIDAY), Moment(FRIDAY, future=True)


@pytest.mark.parametrize(
    ("says", "at", "value"),
    [
        # the publication date alone
        (Shift("day", -1), NOW, "2021-09-23"),
        (Shift("week", 0), NOW, "2021-W38"),
        (Shift("month", -9), NOW, "2020-12"),
        (Shift("quarter", -3), NOW, "2020-Q4"),
        (Shift("half", -1), NOW, "2021-H1"),
        (Shift("year", 1), NOW, "2022"),
        (Shift("decade", -1), NOW, "201X"),
        (Shift("weekend", 0), NOW, "2021-W38-WE"),
        # weekdays: the most recent, the day itself among them; ahead, the next
        (Weekday(4), NOW, "2021-09-24"),
        (Weekday(0), NOW, "2021-09-20"),
        (Weekday(5), NOW, "2021-09-18"),
        (Weekday(0), AHEAD, "2021-09-27"),
        (Weekday(3, -1), NOW, "2021-09-16"),
        (Weekday(1, 1), NOW, "2021-09-28"),
        # parts of a year without the year
        (Yearless("06"), NOW, "2021-06"),
        (Yearless("09"), NOW, "2021-09"),
        (Yearless("12"), NOW, "2020-12"),
        (Yearless("12"), AHEAD, "2021-12"),
        (Yearless("08"), AHEAD, "2021-08"),  # eleven months ahead is taken as past
        (Yearless("06", -1), NOW, "2021-06"),
        (Yearless("06", 1), NOW, "2022-06"),
        (Yearless("Q4"), NOW, "2020-Q4"),
        (Yearless("02-29"), NOW, "2020-02-29"),
        (PartOf("05", Shift("year", -1)), NOW, "2020-05"),
        (MonthsOf(1, 9, Fixed("2020")), NOW, "2020-01/2020-09"),
        (Between(Yearless("01"), Yearless("06")), NOW, "2021-01/2021-06"),
        # the period under discussion
        (Then("year", -1), Moment(FRIDAY, before=("2021-H1",)), "2020-H1"),
        (Then("year", -1), Moment(FRIDAY, before=("2020-02-29",)), "2019-02"),
        (Then("year", -1), NOW, "2020"),
        (Then("day", 0, like=False), Moment(FRIDAY, before=("2021-07-05", "2016")), "2021-07-05"),
        (Then("day", 1, like=False), Moment(FRIDAY, before=("2021-07-31",)), "2021-08-01"),
        (Then("year", 0, like=False), Moment(FRIDAY, before=("2019-05",)), "2019"),
        # no publication date: underspecified, never today's
        (Shift("day", -1), Moment(None), "XXXX-XX-XX"),
        (Shift("year", -1), Moment(None), "XXXX"),
        (Weekday(4), Moment(None), "XXXX-WXX-5"),
        (Yearless("06"), Moment(None), "XXXX-06"),
        (PartOf("05", Shift("year", -1)), Moment(None), "XXXX-05"),
        (Then("year", -1), Moment(None), "XXXX"),
    ],
)
def test_resolves(says, at, value):
    assert resolve(says, at) == value
