"""Dates of publication in any form, the order of day and month, and what is said where none can be read."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from factx import extract
from factx.read import dates, documents
from factx.read.text import document

DAY = date(2021, 9, 24)
FORMS = [
    "2021-09-24", "2021-09-24T10:15:00Z", "2021-09-24T10:15:00.123+0000", "2021-09-24 10:15:00 UTC", "2021/09/24", "20210924",
    "20210924T101500Z", "20210924101500", "202109241015", "Fri, 24 Sep 2021 10:15:00 GMT", "Fri, 24 Sep 21 10:15:00 +0200",
    "Fri Sep 24 10:15:00 2021", "Fri Sep 24 10:15:00 UTC 2021", "September 24, 2021", "Sept. 24, 2021, 10:15 a.m. ET",
    "24-SEP-21", "24th of September, 2021", "24/09/2021", "9/24/2021", "24.09.2021 10:15", "2021-W38-5", "24 septembre 2021",
    "24 de septiembre de 2021", "2021年9月24日", 1632478200, 1632478200000, "1632478200", 1632478200.5, 20210924, 44463,
    "/Date(1632478200000)/", {"$date": "2021-09-24T10:15:00Z"}, {"$date": {"$numberLong": "1632478200000"}},
    "1632478500,5", "1.63248E+12", "1,6324785E9", "Fri, 24 Sep 2021 23:15:00 -0500", "2021-09-24T23:15:00-05:00", "24-Sep-2021 15:01:01.79", {"_seconds": 1632478200, "_nanoseconds": 0}, [2021, 9, 24, 10, 15, 0, 4, 267, 0], DAY, datetime(2021, 9, 24, 10, tzinfo=UTC),
]  # fmt: skip
FORMS += [
    "Sep 24, 2021 @ 10:15:00.000", "2021-09-24T10:15:00+08:00[Asia/Shanghai]", "Fri Sep 24 10:15:00 AM UTC 2021", "[24/Sep/2021:10:15:00 +0000]",
    "24SEP2021:10:15:00.000", "Sep 24, '21", "20210924101500123", 20210924101500, "D:20210924101500+02'00'", "2021:09:24 10:15:00",
    "datetime.datetime(2021, 9, 24, 10, 15)", "time.struct_time(tm_year=2021, tm_mon=9, tm_mday=24, tm_hour=10, tm_min=15, tm_sec=0, tm_wday=4, tm_yday=267, tm_isdst=0)",
    "Updated: September 25, 2021 | Published: September 24, 2021", "Last modified on Sat 25 Sep 2021, first published on Fri 24 Sep 2021",
    "2021. szeptember 24.", "2021년 9월 24일", "24 вересня 2021", "24. syyskuuta 2021", "24. září 2021", "24 Σεπτεμβρίου 2021, 10:15", "24 septembrie 2021",
    "24 de setembro de 2021 às 10h15", {"year": 2021, "monthValue": 9, "dayOfMonth": 24, "month": "SEPTEMBER"}, {"year": "2021", "month": "Sep", "day": 24},
    {"date": 24, "day": 5, "month": 8, "time": 1632478500000, "year": 121}, {"@value": "2021-09-24"}, {"$timestamp": {"t": 1632478500, "i": 1}}, ["2021", "09", "24"], Decimal("1632478500.5"),
]  # fmt: skip


@pytest.mark.parametrize("value", FORMS, ids=str)
def test_a_day_in_any_form(value):
    assert dates.day(value) == DAY


NOUGHTS = [
    "1970-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "1900-01-01 00:00:00",
    "1899-12-30T00:00:00",
    datetime(1970, 1, 1, tzinfo=UTC),
]
NONE = [*NOUGHTS, "2021-W38", "version 1.2.2021.5", "Published 3 hours ago", "12 May, 14:30", "24 กันยายน 2564", "", "n/a", "last week", "2021", "2021-09", "September 2021", "0000-00-00", "0001-01-01", "9999-12-31", "soon", 0, 2021, float("nan"), True, "24/13/2021", "in 2021 we"]  # fmt: skip


@pytest.mark.parametrize("value", NONE, ids=str)
def test_what_names_no_day(value):
    assert dates.day(value) is None


def published(tmp_path, *rows, **said):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": f"{n}."} | row) for n, row in enumerate(rows)), "utf8")
    return [(str(d.published), d.published_from, d.remark) for d in documents([path], **said)]


def test_the_order_that_a_column_shows(tmp_path):
    assert published(tmp_path, {"date": "05/09/2021"}, {"date": "27/10/1989"}) == [
        ("2021-09-05", "record", None),
        ("1989-10-27", "record", None),
    ]
    assert published(tmp_path, {"date": "05/09/2021"}, {"date": "10/27/1989"})[0][0] == "2021-05-09"


def test_the_order_of_a_country(tmp_path):
    row = {"date": "05/09/2021"}
    assert published(tmp_path, row, country="GB") == [("2021-09-05", "record", None)]
    assert published(tmp_path, row | {"country": "Australia"}) == [("2021-09-05", "record", None)]
    assert published(tmp_path, row, country="US") == [("2021-05-09", "record", None)]
    assert published(tmp_path, row) == [("2021-05-09", "record", "date 05/09/2021: read month first")]


def test_the_order_of_an_address(tmp_path):
    row = {"date": "05/09/2021", "url": "https://www.d.co.uk/x"}
    assert published(tmp_path, row) == [("2021-09-05", "record", None)]
    assert published(tmp_path, row | {"url": "https://www.d.com/x"})[0][0] == "2021-05-09"


def test_which_of_several_dates(tmp_path):
    """That of publication, wherever it stands, before those of the record; what could not be read is told."""
    rows = [
        {"created_at": "2022-02-02", "meta": {"published": "2021-09-24"}},
        {"updated": "2022-02-02", "first_published_date": "2021-09-24"},
        {"published": {"seconds": 1632478500, "nanoseconds": 0}},
        {"published": {"year": 2021, "month": 9, "day": 24}, "created": "2022-02-02"},
        {"published": True, "date": "2021-09-24"},
        {"scraped_at": "2022-02-02", "date_of_birth": "1970-02-02", "user": {"created_at": "2001-01-01"}},
    ]
    for row in rows[:-1]:
        assert published(tmp_path, row) == [("2021-09-24", "record", None)]
    assert published(tmp_path, rows[-1]) == [("None", None, None)]
    unread = "published is no date that we can read: 3 hours ago; date from timestamp"
    assert published(tmp_path, {"published": "3 hours ago", "timestamp": "2021-09-24"}) == [
        ("2021-09-24", "record", unread)
    ]


@pytest.mark.parametrize("folder", ["date=2021-09-24", "year=2021/month=9/day=24"])
def test_the_day_of_a_tables_partition(tmp_path, folder):
    path = tmp_path / folder / "part-0.csv"
    path.parent.mkdir(parents=True)
    path.write_text("id,text\n1,It paid $5m.\n2,It sold.\n")
    assert [(d.published, d.published_from) for d in documents([tmp_path])] == [(DAY, "file name")] * 2


@pytest.mark.parametrize(
    "name", "date_publish published_at pubDate datePublished publish_date timestamp created Pub-Date".split()
)
def test_names_of_dates(tmp_path, name):
    assert published(tmp_path, {name: "24 Sep 2021"}) == [("2021-09-24", "record", None)]


def test_a_default_does_not_overrule(tmp_path):
    rows = [{"date": "2021-09-24"}, {"date": "some day"}, {}]
    found = published(tmp_path, *rows, published_default=date(2000, 1, 1))
    assert [f[:2] for f in found] == [("2021-09-24", "record"), ("2000-01-01", "default"), ("2000-01-01", "default")]


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("A title\nPublished: 05/09/2021 | The Guardian (London)", "2021-09-05"),
        ("A title\nPublished: 05/09/2021 10:15 EST", "2021-05-09"),
        ("A title\nPublished 24.09.2021 10:15", "2021-09-24"),
        ("The Daily\n\nSeptember 24, 2021 Friday\n\nA title\n\nLOAD-DATE: September 25, 2021", "2021-09-24"),
        ("A title\n\nLOAD-DATE: September 25, 2021", "None"),
        ("A title\n312 words\n24 September 2021\n10:15\nThe Daily", "2021-09-24"),
        ("A title\nPublié le 24 septembre 2021", "2021-09-24"),
    ],
)
def test_headers_of_texts(header, day):
    assert str(document(f"{header}\n\nIt said so on Friday.", None, "d").published) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2021-09-24_mill.txt", DAY),
        ("mill.20210924.txt", DAY),
        ("20210924T101500Z.txt", DAY),
        ("mill_24-09-2021.txt", DAY),
        ("mill-sept-24-2021.txt", DAY),
        ("24Sep2021.txt", DAY),
        ("2021/09/24/mill.txt", DAY),
        ("mill-05-09-2021.txt", None),  # May or September
        ("2021-09-25/mill.txt", None),  # of a crawl, perhaps
        ("2021/mill/09/24.txt", None),
        ("20211324.txt", None),
        ("mill-58678701.txt", None),
    ],
)
def test_the_day_in_a_path(tmp_path, path, day):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("It paid £3m last month.")
    (found,) = documents([tmp_path])
    assert (found.published, found.published_from) == (day, "file name" if day else None)


def test_the_day_in_an_address(tmp_path):
    rows = [{"url": f"https://daily.example/{path}"} for path in ("2021/09/24/mill", "a/2021-09-24/mill?x=2020-01-01", "mill-24-sep-2021.html", "mill-58678701")]  # fmt: skip
    days = [f[:2] for f in published(tmp_path, *rows)]
    assert days == [("2021-09-24", "file name")] * 3 + [("None", None)]
    assert published(tmp_path, rows[0] | {"date": "2021-09-23"})[0][:2] == ("2021-09-23", "record")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Published: 05/09/2021 | It rose.", ["2021-09-05"]),
        ("It rose from 24/08/2021 to 05/09/2021.", ["2021-08-24", "2021-09-05"]),
        ("It rose on 08/24/2021 and 05/09/2021.", ["2021-08-24", "2021-05-09"]),
        ("It rose on 08/24/2021, 24/08/2021 and 05/08/2021.", ["2021-08-24", "2021-08-24", "2021-05-08"]),
    ],
)
def test_dates_in_numbers_are_in_the_order_that_an_article_shows(text, days):
    found = [f for f in extract(text, published="2021-09-05") if f.kind == "date"]
    assert [day for f in found for day in f.timex.split("/")] == days
