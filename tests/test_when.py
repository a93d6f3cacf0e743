"""Expressions and contexts to values: the one table of ambiguity."""

from datetime import date

import pytest

from factx.kinds.date.expressions import (
    Between,
    DayOfMonth,
    Fixed,
    Holiday,
    Lapse,
    MonthsOf,
    Nth,
    PartOf,
    Shift,
    Then,
    ThenDay,
    Weekday,
    Yearless,
)
from factx.kinds.date.resolve.discussed import Discussed
from factx.kinds.date.resolve.moment import Moment
from factx.kinds.date.resolve.when import resolve

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
        # a range is resolved as one thing
        (Between(Yearless("04"), Yearless("11")), NOW, "2021-04/2021-11"),  # it runs
        (Between(Yearless("11"), Yearless("03")), NOW, "2020-11/2021-03"),
        (Between(Yearless("09-20"), Yearless("09-28")), NOW, "2021-09-20/2021-09-28"),
        (Between(Yearless("09-20"), Yearless("09-28")), Moment(FRIDAY, past=True), "2020-09-20/2020-09-28"),
        (Between(Yearless("04"), Yearless("10")), AHEAD, "2021-04/2021-10"),
        (Between(Yearless("02"), Yearless("04")), AHEAD, "2022-02/2022-04"),
        (Between(Weekday(0), Weekday(6)), NOW, "2021-09-20/2021-09-26"),
        (Between(Weekday(3), Weekday(1, 1)), AHEAD, "2021-09-23/2021-09-28"),
        (Between(Yearless("05"), Fixed("2019-06-03")), NOW, "2019-05/2019-06-03"),
        (Between(Fixed("2020-12"), Yearless("03")), NOW, "2020-12/2021-03"),
        (Between(Fixed("2021-06"), Fixed("2020-06")), NOW, "XXXX-06/XXXX-06"),  # backwards
        (Between(Yearless("04"), Yearless("07")), Moment(None), "XXXX-04/XXXX-07"),
        # a weak cue reaches less far ahead
        (Yearless("02"), AHEAD, "2022-02"),
        (Yearless("03"), Moment(FRIDAY, future=True, reach=150), "2021-03"),
        (Yearless("01"), Moment(FRIDAY, future=True, reach=150), "2022-01"),
        # on a weekday before Friday the weekend that a past verb speaks of is over
        (Shift("weekend", 0), Moment(date(2021, 9, 21), past=True), "2021-W37-WE"),
        (Shift("weekend", 0), Moment(date(2021, 9, 21)), "2021-W38-WE"),
        # no day of the calendar: underspecified
        (PartOf("02-29", Shift("year", 0)), NOW, "XXXX-02-29"),
        (Then("year", -1), Moment(FRIDAY, discussed=Discussed(("2020-W53",))), "XXXX-W53"),
        # the period under discussion
        (Then("period", 0, like=False), Moment(FRIDAY, discussed=Discussed(("2021-Q1", "2021-09-02"))), "2021-Q1"),
        (Then("period", 0, like=False), NOW, "XXXX"),
        (Then("quarter", 0, like=False), Moment(FRIDAY, discussed=Discussed(("2021-Q2", "2021-09-02"))), "2021-Q2"),
        (Then("year", -1), Moment(FRIDAY, discussed=Discussed(("2021-H1",))), "2020-H1"),
        (Then("year", -1), Moment(date(2020, 9, 24), discussed=Discussed(("2020-02-29",))), "2019-02"),
        (
            Then("year", -1),
            Moment(FRIDAY, discussed=Discussed(("2021-Q2", "2021-08"), near=1)),
            "2020-08",
        ),  # its own sentence first
        (Then("year", -1), Moment(FRIDAY, discussed=Discussed(("2021-Q2", "2021-08"))), "2020-Q2"),
        (
            Then("year", -1),
            Moment(FRIDAY, discussed=Discussed(("1995",))),
            "2020",
        ),  # long over: not what is under discussion
        (
            Then("quarter", 0, like=False, alone=-1, newest=True),
            Moment(FRIDAY, discussed=Discussed(("2021-Q2", "2020-Q2"))),
            "2021-Q2",
        ),
        (Then("quarter", 0, like=False, year=2019), Moment(FRIDAY, discussed=Discussed(("2021-Q3",))), "2019-Q3"),
        (Then("quarter", 0, like=False, year=2019), NOW, "2019-Q2"),
        (ThenDay(4, -1), Moment(FRIDAY, discussed=Discussed(("2021-09-07",))), "2021-09-03"),
        (ThenDay(0, 1), NOW, "2021-09-27"),
        # a day by its number: of the month its sentence speaks of, else behind, or ahead
        (DayOfMonth(12), Moment(FRIDAY, discussed=Discussed(("2021-07-05",), near=1)), "2021-07-12"),
        (DayOfMonth(30), NOW, "2021-08-30"),
        (DayOfMonth(31), AHEAD, "2021-10-31"),
        # the n-th of a period
        (Nth("week", 1, Fixed("2021-03")), NOW, "2021-W09"),
        (Nth("4", -1, Fixed("2021-08")), NOW, "2021-08-27"),
        (Nth("4", 5, Fixed("2021-08")), NOW, "XXXX-XX-XX"),
        (Nth("month", -1, Fixed("2020")), NOW, "2020-12"),
        # so much time: a point where the sentence looks ahead, else a length
        (Lapse("week", 3, "P3W"), AHEAD, "2021-W41"),
        (Lapse("week", 3, "P3W"), NOW, "P3W"),
        # holidays: the nearest, unless the sentence tells
        (Holiday("christmas"), NOW, "2021-12-25"),
        (Holiday("christmas"), Moment(FRIDAY, past=True), "2020-12-25"),
        (Shift("week", -99_999), NOW, "0105-W12"),
        (Shift("week", -199_999), NOW, "XXXX-WXX"),
        (Then("year", -1), NOW, "2020"),
        (Then("day", 0, like=False), Moment(FRIDAY, discussed=Discussed(("2021-07-05", "2016"))), "2021-07-05"),
        (Then("day", 1, like=False), Moment(FRIDAY, discussed=Discussed(("2021-07-31",))), "2021-08-01"),
        (Then("year", 0, like=False), Moment(FRIDAY, discussed=Discussed(("2019-05",))), "2019"),
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
