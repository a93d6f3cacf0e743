"""TIMEX3 values and the days they cover."""

from datetime import date

import pytest

from factx.timex import days, week


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-09-24", "2021-09-24", "2021-09-24"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-Q2", "2021-04-01", "2021-06-30"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2021-W01", "2021-01-04", "2021-01-10"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-W38-WE", "2021-09-25", "2021-09-26"),
        ("2024-FA", "2024-09-01", "2024-11-30"),
        ("2020-WI", "2020-12-01", "2021-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2021-01/2021-06", "2021-01-01", "2021-06-30"),
        ("2024-Q1/2024-Q3", "2024-01-01", "2024-09-30"),
    ],
)
def test_days_covered(value, first, last):
    assert days(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        "P80D",
        "P5Y",
        "PT10M",
        "P1.5Y",
        "PXY",
        "P2DE",
        "PAST_REF",
        "FUTURE_REF",
        "PRESENT_REF",
        "XXXX-06",
        "XXXX-WXX-5",
        "XXXX",
        "XXXX-06/XXXX-08",
    ],
)
def test_no_days(value):
    assert days(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P",
        "2021-13",
        "2021-02-30",
        "2021-Q5",
        "2021-W60",
        "soon",
        "2021-06/2021-01",
        "2021/P1Y",
        "0000",
        "2021-9-24",
        "21",
    ],
)
def test_no_value(value):
    with pytest.raises(ValueError, match=r"\S"):
        days(value)


def test_week_of_a_day_around_new_year():
    assert week(date(2021, 1, 1)) == "2020-W53"
