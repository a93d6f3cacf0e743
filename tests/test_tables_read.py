"""Tables of articles as people have them: CSV of any writing, JSON of any form, Parquet; their own columns kept."""

import csv
import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factx.read import Piped, documents, meant, tableform
from factx.records import Document

DAY = date(2021, 9, 24)
ONE = "Norden said sales rose 5 percent, to $3.2 million; it will pay more. " * 2
TWO = 'The head said "no" to an offer of $5 million, and left.'


def read(*paths, **said):
    return list(documents(paths, **said))


def put(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


def table(rows, **form):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **form).writerows(rows)
    return out.getvalue()


ROWS = [["id", "title", "text", "published"], ["1", "Sales", ONE, "2021-09-24"], ["2", "An offer", TWO, "2021-09-24"]]
FORMS = {
    "semicolon": table(ROWS, delimiter=";"),
    "tab": table(ROWS, delimiter="\t"),
    "bar": table(ROWS, delimiter="|"),
    "all quoted": table(ROWS, quoting=csv.QUOTE_ALL),
    "escaped": table(ROWS, doublequote=False, escapechar="\\"),
    "names in capitals": table([[name.upper() for name in ROWS[0]], *ROWS[1:]]),
    "other names": table([["doc_id", "Headline", "Article Body", "pub-date"], *ROWS[1:]]),
    "a hint": "sep=;\n" + table(ROWS, delimiter=";"),
    "utf-16 with a mark": table(ROWS, delimiter="\t").encode("utf-16"),
    "utf-16 without": table(ROWS).encode("utf-16-le"),
    "utf-8 with a mark": table(ROWS).encode("utf-8-sig"),
    "cr alone": table(ROWS).replace("\n", "\r"),
    "crlf": table(ROWS).replace("\n", "\r\n"),
    "no newline at the end": table(ROWS).rstrip(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_way_to_write_a_table(tmp_path, form):
    found = read(put(tmp_path, "a.csv", FORMS[form]))
    assert [(d.id, d.title, d.text, d.published) for d in found] == [
        ("1", "Sales", ONE, DAY),
        ("2", "An offer", TWO, DAY),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('2,B,"He said "no" to $5 million",2021-09-24', 'He said "no" to $5 million'),
        ('2,B,"He said \\"no\\" to $5 million",2021-09-24', 'He said "no" to $5 million'),
        ('2,B,"He said "no"",2021-09-24', 'He said "no"'),
        ('2,B,"He paid "$5 million"\nand left",2021-09-24', 'He paid "$5 million"\nand left'),
        ("2,B,He paid $5 million, and left,2021-09-24", "He paid $5 million, and left"),
        ('2,B,"He never closed it,2021-09-24', '"He never closed it'),
        ("2,B,He paid, and, left", None),
    ],
)
def test_a_broken_row_costs_no_other(tmp_path, row, text):
    good = [f'{n},A,"{ONE}",2021-09-24' for n in (1, 3, 4)]
    path = put(tmp_path, "a.csv", "\n".join(["id,title,text,published", good[0], row, *good[1:]]))
    one, two, *rest = read(path)
    assert [d.text for d in (one, *rest)] == [ONE] * 3
    assert getattr(two, "text", None) == text
    assert two.remark if text else two.reason == "5 fields under 4 names"


def test_many_broken_rows_are_read_in_linear_time(tmp_path):
    rows = [f'{n},"begun {"x" * 200},2021-09-24' for n in range(3000)]
    found = read(put(tmp_path, "a.csv", "\n".join(["id,text,published", *rows])), max_bytes=1 << 18)
    assert [d.published for d in found] == [DAY] * 3000


def test_no_header(tmp_path):
    [one, two] = read(put(tmp_path, "a.csv", table([["17", ONE, "2021-09-24"], ["18", ONE + "!", "2021-09-24"]])))
    assert (one.text, two.text) == (ONE, ONE + "!")
    assert (one.extra, one.published) == ({"1": "17"}, DAY)


def test_the_longest_text_is_read_and_the_rest_is_kept(tmp_path):
    row = {"id": 1, "description": "In short.", "Content": ONE, "date": "2021-09-24", "tags": ["a", "b"], "section": "Money", "empty": None}  # fmt: skip
    [found] = read(put(tmp_path, "a.json", json.dumps(row)))
    assert (found.id, found.text, found.published) == ("1", ONE, DAY)
    assert found.extra == {"description": "In short.", "tags": ["a", "b"], "section": "Money"}
    assert Document.model_validate_json(found.model_dump_json()) == found


def test_columns_that_are_named(tmp_path):
    data = json.dumps({"a": ONE, "b": "Head", "c": "2021-09-24", "key": "k", "text": "No.", "date": "1999-01-01"})
    path = put(tmp_path, "a.json", data)
    [found] = read(path, text_column="a", title_column="b", date_column="c", ids="key")
    assert (found.id, found.text, found.title, found.published) == ("k", ONE, "Head", DAY)
    [other] = read(path, text_column="*.csv=x\n*.json=a", title_column="*.csv=b", date_column="x/*=c")
    assert (other.text, other.title, other.published) == (ONE, None, date(1999, 1, 1))
    [nested] = read(put(tmp_path, "b.json", '{"x": {"y": "Paid $5m."}, "text": "No."}'), text_column="x.y")
    assert nested.text == "Paid $5m."


@pytest.mark.parametrize(
    "data",
    [
        '{"articles": [ROW, ROW]}',
        '{"status": "ok", "response": {"docs": [ROW, ROW]}}',
        "[ROW,\nROW]",
        "ROW ROW",
        '{"id": "1",\n "text": "T",\n "date": "2021-09-24"}\n{\n"id": "2", "text": "T", "date": "2021-09-24"\n}',
        "ROW\nROW\n",
        '{"a": ROW, "b": ROW}',
        '{"columns": ["text", "date"], "data": [["T", "2021-09-24"], ["T", "2021-09-24"]]}',
        '{"text": {"0": "T", "1": "T"}, "date": {"0": "2021-09-24", "1": "2021-09-24"}}',
        '{"hits": {"total": 2, "hits": [{"_id": "1", "_source": ROW}, {"_id": "2", "_source": ROW}]}}',
        '[{"title": {"rendered": "H"}, "content": {"rendered": "T"}, "date": "2021-09-24"}, ROW]',
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt"])
def test_every_form_of_json(tmp_path, data, name):
    row = '{"text": "T", "date": "2021-09-24"}'
    found = read(put(tmp_path, name, data.replace("ROW", row)))
    assert [(d.text, d.published) for d in found] == [("T", DAY)] * 2


def test_json_of_any_size(tmp_path):
    rows = [json.dumps({"text": f"{n} " + "x" * 5000}) for n in range(40)]
    for name, data in (("a.json", "\n".join(rows)), ("b.json", f"[{','.join(rows)}]"), ("c.jsonl", "[\n" + ",\n".join(rows) + "]")):  # fmt: skip
        found = read(put(tmp_path, name, data), max_bytes=10_000)
        assert [d.text.split()[0] for d in found] == [str(n) for n in range(40)]


def test_a_broken_value_costs_no_other(tmp_path):
    rows = ['{"text": "One."}', '{"text": "Tw', '{"text": "Three."}', '{"text": {"a": "b"', '{"text": "Five."}']
    for name, join in (("a.json", "\n"), ("b.jsonl", "\n")):
        found = read(put(tmp_path, name, join.join(rows)))
        assert [getattr(d, "text", None) for d in found] == ["One.", None, "Three.", None, "Five."]
    long = put(tmp_path, "c.json", '[{"text": "One."}, {"text": "' + "x" * 200_000 + '"}, {"text": "Three."}]')
    assert [getattr(d, "text", None) or d.reason for d in read(long, max_bytes=100_000)] == ["One.", "over 0.0954 MB", "Three."]  # fmt: skip


def test_names_there_many_times_take_a_step_each_and_a_short_remark(tmp_path):
    class Counted(str):
        looked = 0

        def __eq__(self, other):
            Counted.looked += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    many = [(Counted("tag"), n) for n in range(2000)]
    row = meant._numbered(many, notes := [])
    assert (len(row), row["tag.2000"], notes) == (2000, 1999, ["tag is there twice: the second is tag.2"])
    assert Counted.looked < 5 * len(many)
    names = ",".join(f'"tag{n}": 1, "tag{n}": 2' for n in range(1000))
    found = read(put(tmp_path, "a.json", f'{{"text": "One.", {names}, "{"x" * 9000}": 1, "{"x" * 9000}": 2}}'))
    assert found[0].remark.endswith("; 981 more")
    assert len(found[0].remark) < 2000


def test_a_bad_field_costs_no_article(tmp_path):
    rows = [
        '{"id": "a", "text": "One.", "score": NaN}',
        '{"id": "b", "text": "Two.", "tag": 1, "tag": 2}',
        '{"id": "c", "text": ["Three.", "Four."], "published": "some day", "country": "Atlantis"}',
        '{"id": {"$oid": "d"}, "text": "Five.", "published": {"$date": "2021-09-24T10:00:00Z"}, "country": "uk"}',
        '{"id": "e", "text": "Six.\nSeven.", "page": "' + "x" * 20_000 + '"}',
    ]
    one, two, three, four, five = read(put(tmp_path, "a.json", f"[{','.join(rows)}]"))
    assert (one.id, one.extra, one.remark) == ("a", None, None)
    assert (two.extra, two.remark) == ({"tag": 1, "tag.2": 2}, "tag is there twice: the second is tag.2")
    assert (three.text, three.published, three.country) == ("Three.\nFour.", None, None)
    assert (
        three.remark == "country is no country that we know: Atlantis; published is no date that we can read: some day"
    )
    assert three.extra == {"published": "some day", "country": "Atlantis"}
    assert (four.id, four.published, four.country, four.remark) == ("d", DAY, "GB", None)
    assert (five.text, five.extra, five.remark) == ("Six.\nSeven.", None, "page of 20,000 characters is not carried")


def test_two_columns_of_one_name(tmp_path):
    [found] = read(put(tmp_path, "a.csv", table([["", "text", "text"], ["0", "Paid $5 million.", "x"]])))
    assert (found.text, found.extra) == ("Paid $5 million.", {"1": "0", "text.2": "x"})


def test_parquet_of_any_names(tmp_path):
    columns = {"article": [ONE, None, TWO], "Date": ["24/09/2021"] * 3, "score": [0.5, 1.5, None], "vector": [[1.0], [2.0], [3.0]]}  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    one, two, three = read(tmp_path / "a.parquet")
    assert (one.text, one.published, one.extra) == (ONE, DAY, {"score": 0.5})
    assert (two.reason, three.extra) == ("no text", None)


@pytest.mark.parametrize("data", [FORMS["semicolon"], FORMS["tab"], json.dumps([{"text": ONE}, {"text": TWO}])])
def test_tables_from_a_pipe(data):
    found = read(Piped(io.BytesIO(data.encode())))
    assert [d.text for d in found] == [ONE, TWO]


def test_plain_text_from_a_pipe():
    text = "Title, text; date\n\nThe text: content, published and read, it said."
    assert [d.text for d in read(Piped(io.BytesIO(text.encode())))] == [text]


def test_own_fields_named_like_ours_do_not_turn_a_document_into_a_fact(tmp_path):
    from factx.load.lines import Block
    from factx.load.rows import Digits, rows

    row = {"id": "a", "text": ONE, "kind": "news", "fact_id": "x", "doc_id": "y"}
    [found] = read(put(tmp_path, "a.json", json.dumps(row)))
    assert found.extra == {"kind": "news", "fact_id": "x", "doc_id": "y"}
    block = Block("documents.jsonl", 1, [found.model_dump_json().encode()])
    made = rows(block, 0, Digits(26, 12))
    assert made.rejected == []
    assert made.tables["documents"].column("extra").to_pylist() == ['{"doc_id": "y", "fact_id": "x", "kind": "news"}']


def test_half_a_character_costs_no_row(tmp_path):
    found = read(put(tmp_path, "a.csv", table(ROWS).encode("utf-16") + b"\x00"))
    assert [d.text for d in found if isinstance(d, Document)] == [ONE, TWO]


def test_a_record_whose_usual_text_is_short_is_read_from_its_long_one(tmp_path):
    long = (
        "Northfield said that it would pay $5 million for the mill, and that it would pay $6 million for all its land. "
        * 3
    )
    rows = [{"description": long, "content": None}, {"description": long, "content": ""}, {"description": "A mill.", "content": long},
            {"description": "A mill.", "content": "Two words.", "html": long}]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"articles": rows}))
    found = read(tmp_path)
    assert [d.text for d in found] == [long, long, long, "A mill."]
    assert [d.remark for d in found] == [None, None, "a short description: text from content", None]
    assert [d.text for d in read(tmp_path, text_column="description")] == [long, long, "A mill.", "A mill."]


def test_numbers_as_mongodb_exports_them(tmp_path):
    rows = [{"_id": {"$oid": "61"}, "text": "It rose.", "published": {"$date": "2021-09-24T10:15:00Z"}},
            {"_id": {"$oid": "62"}, "text": "It fell.", "published": {"$date": {"$numberLong": "1632478500000"}}, "n": {"$numberInt": "5"}},
            {"_id": {"$numberLong": "63"}, "text": "It sold.", "published": {"$numberLong": "1632478500000"}}]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert [(d.id, str(d.published)) for d in read(tmp_path)] == [
        ("61", "2021-09-24"),
        ("62", "2021-09-24"),
        ("63", "2021-09-24"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        f"Export of 2021-10-01\n\nid,text,date\n1,{ONE!r},2021-09-24\n".replace("'", '"'),
        f"# made by a program\nid;text;date\n1;{ONE};24.09.2021\n",
        f'id, text, date\n1, "{ONE}", 2021-09-24\n',
        f"id^text^date\n1^{ONE}^2021-09-24\n",
        f"id~text~date\n1~{ONE}~2021-09-24\n",
        f"id\x01text\x01date\n1\x01{ONE}\x012021-09-24\n",
        f"ID;Überschrift;Inhalt;Datum\n1;Eins;{ONE};24.09.2021\n",
        f'id;titre;texte;date de publication\n1;Un;"{ONE}";24/09/2021\n',
        f'id,text,year,month,day\n1,"{ONE}",2021,9.0,24\n',
        f'id,text,date\r1,"{ONE}",2021-09-24\r2,"a\nb",2021-09-24\r',
    ],
)
def test_more_ways_to_write_a_table(tmp_path, data):
    found = read(put(tmp_path, "a.csv", data))
    assert (found[0].id, found[0].text.strip(), found[0].published) == ("1", ONE.strip(), DAY)


def test_words_for_nothing_are_none(tmp_path):
    data = f'id,title,text,date,country\n1,nan,"{ONE}",NaT,NA\n2,One,NULL,2021-09-24,NULL\n3,N/A,"{ONE}",None,nan\n'
    one, two, three = read(put(tmp_path, "a.csv", data))
    assert (one.title, one.published, one.country, one.remark) == (None, None, "NA", None)
    assert two.reason == "no text"
    assert (three.title, three.published, three.country, three.remark) == (None, None, None, None)


def test_tables_without_a_row_say_so(tmp_path):
    assert [d.reason for d in read(put(tmp_path, "a.csv", "id,text,date\n"))] == ["no row in it but the header"]
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": pa.array([], "string")}), tmp_path / "a.parquet")
    assert [d.reason for d in read(tmp_path / "a.parquet")] == ["no row in it"]


def test_a_nul_costs_no_row(tmp_path):
    one, two = read(put(tmp_path, "a.csv", f'id,text\n1,"{ONE}\x00"\n2,"{ONE}"\n'))
    assert (one.text.strip(), one.repaired, two.repaired) == (ONE.strip(), "NULs", None)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"{\\rtf1\\ansi It rose.}", "Rich Text (RTF): save it as .docx or .txt"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a file of an old Word, Excel or Outlook, or a newer one under a password: save it as .docx, .csv or .eml without one"),
        ("a.db", b"SQLite format 3\x00" + bytes(600), "a SQLite database: export its table as .csv"),
    ],
)  # fmt: skip
def test_what_is_known_and_not_read_says_what_to_do(tmp_path, name, data, reason):
    assert [d.reason for d in read(put(tmp_path, name, data))] == [reason]


def test_names_that_news_services_use(tmp_path):
    rows = [
        {"headline": {"main": "Mill"}, "abstract": ONE, "pub_date": "2021-09-24T10:15:00+0000"},
        {"webTitle": "Mill", "fields": {"bodyText": ONE}, "webPublicationDate": "2021-09-24T10:15:00Z"},
        {"title": "Mill", "selftext": "", "body": ONE, "created_utc": 1632478500},
        {"title": {"rendered": "Mill"}, "content": {"rendered": f"<p>{ONE}</p>"}, "date_gmt": "2021-09-24T10:15:00"},
    ]
    for number, row in enumerate(rows):
        (found,) = read(put(tmp_path, f"{number}.json", json.dumps(row)))
        assert (found.title, found.text.strip(), found.published) == ("Mill", ONE.strip(), DAY)


def test_json_texts_in_sequence(tmp_path):
    one, two = read(put(tmp_path, "a.json", "".join(f"\x1e{json.dumps({'text': text})}\n" for text in (ONE, TWO))))
    assert (one.text, two.text) == (ONE, TWO)


def test_many_columns_are_named_in_linear_time():
    """Also those of one name."""
    cells = [f"c{n}" for n in range(100_000)]
    assert tableform.names_of(cells) == (cells, [])
    names, twice = tableform.names_of(["a"] * 100_000)
    assert (names[:3], len({*names}), len(twice)) == (["a", "a.2", "a.3"], 100_000, 99_999)
