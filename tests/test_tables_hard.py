"""Tables and JSON as programs write them: databases, services, statistics, editors of texts; nothing in them is lost or merged."""

import io
import json
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import ipc

from factx.read import Piped, documents
from factx.records import Document, Rejection

DAY = "2021-09-24"
ONE = "Norden said on Friday that sales rose 5 percent to $3.2 million, and that it would hire forty more workers for its mill."
TWO = "Harper Foods said that it had paid $5 million for the mill, which had stood empty, and would sell the land for $6 million."


def read(folder, name, data, **said):
    if name == "-":
        return list(documents([Piped(io.BytesIO(data.encode()))], **said))
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(documents([folder / name], **said))


def told(found):
    return [(d.text, d.title, str(d.published)) if isinstance(d, Document) else d.reason for d in found]


BOTH = [(ONE, "Sales", DAY), (TWO, "Mill", DAY)]
LINES = f'Sales;"{ONE}";{DAY}\nMill;"{TWO}";{DAY}\n'
BARE = [(text.replace(",", ""), title, DAY) for text, title, _ in BOTH]
WRITTEN = {
    "a hint, from a pipe": ("-", f"sep=;\ntitle;text;date\n{LINES}"),
    "a comment, from a pipe": ("-", f"# of today\ntitle;text;date\n{LINES}"),
    "psql": ("a.txt", f" title | text | date \n-------+------+------\n Sales | {ONE} | {DAY}\n Mill | {TWO} | {DAY}\n(2 rows)\n"),
    "mysql": ("a.txt", f"+---+---+---+\n| title | text | date |\n+---+---+---+\n| Sales | {ONE} | {DAY} |\n| Mill | {TWO} | {DAY} |\n+---+---+---+\n2 rows in set (0.00 sec)\n"),
    "Markdown": ("a.csv", f"| title | text | date |\n|:---|---|---:|\n| Sales | {ONE} | {DAY} |\n| Mill | {TWO} | {DAY} |\n"),
    "fields behind the last": ("a.csv", f'title,text,date\nSales,"{ONE}",{DAY},\nMill,"{TWO}",{DAY},,\n'),
    "names of rows": ("a.csv", f'"title","text","date"\n"1","Sales","{ONE}","{DAY}"\n"2","Mill","{TWO}","{DAY}"\n'),
    "blanks between": ("a.txt", f'"title" "text" "date"\n"1" "Sales" "{ONE}" "{DAY}"\n"2" "Mill" "{TWO}" "{DAY}"\n'),
    "single quotes": ("a.csv", f"'title','text','date'\n'Sales','{ONE}','{DAY}'\n'Mill','{TWO}','{DAY}'\n"),
    "single quotes in rows": ("a.csv", f"title,text,date\n'Sales','{ONE}',{DAY}\n'Mill','{TWO}',{DAY}\n"),
    "escaped commas": ("a.csv", f"title,text,date\nSales,{ONE},{DAY}\nMill,{TWO},{DAY}\n".replace(", ", "\\, ")),
    "rows of nothing": ("a.csv", f'title,text,date\nSales,"{ONE}",{DAY}\n,,\nMill,"{TWO}",{DAY}\n,,\n\x1a'),
    "other names": ("a.csv", f'News Headlines,Full Text (en),Date (UTC)\nSales,"{ONE}",{DAY}\nMill,"{TWO}",{DAY}\n'),
    "a name of two lines": ("a.csv", f'title,"full\ntext",date\nSales,"{ONE}",{DAY}\nMill,"{TWO}",{DAY}\n'),
}  # fmt: skip


@pytest.mark.parametrize("form", WRITTEN)
def test_a_table_of_any_program(tmp_path, form):
    assert told(read(tmp_path, *WRITTEN[form])) == BOTH


def test_what_programs_write_into_cells(tmp_path):
    copied = 'title\ttext\tdate\nSales\tIt rose.\\nIt said "no".\t\\N\n'
    assert told(read(tmp_path, "a.tsv", copied)) == [('It rose.\nIt said "no".', "Sales", "None")]
    mysql = "title\ttext\tdate\nSales\tIt rose.\\\nIt fell.\t2021-09-24\n"
    assert told(read(tmp_path, "b.tsv", mysql)) == [("It rose.\nIt fell.", "Sales", DAY)]
    assert told(read(tmp_path, "c.csv", f'="title",="text"\n="Sales",="{BARE[0][0]}"\n')) == [
        (BARE[0][0], "Sales", "None")
    ]
    cells = "id,text,authors,source\nObjectId(61ab),\"['It rose.', 'It fell.']\",\"['Ann Lee', 'Bo Ek']\",\"{'id': None, 'name': 'Daily'}\"\n"
    (found,) = read(tmp_path, "d.csv", cells)
    assert (found.id, found.text, found.author, found.publisher) == (
        "61ab",
        "It rose.\nIt fell.",
        "Ann Lee, Bo Ek",
        "Daily",
    )
    one, again, two = read(
        tmp_path, "e.csv", f'title,text,date\nSales,"{ONE}",{DAY}\n\ufefftitle,text,date\nMill,"{TWO}",{DAY}\n'
    )
    assert (told([one, two]), again.reason) == (BOTH, "the header again")


def test_columns_that_only_the_user_knows(tmp_path):
    data = f'nr,words,when\n1,"{ONE}",{DAY}\n2,"{TWO}",{DAY}\n'
    for name in ("-", "a.txt", "a.csv"):
        found = read(tmp_path, name, data, text_column="words", date_column="when")
        assert told(found) == [(ONE, None, DAY), (TWO, None, DAY)]
    inside = json.dumps({"articles": [{"words": ONE, "date": DAY}]})
    assert told(read(tmp_path, "a.json", inside, text_column="words")) == [(ONE, None, DAY)]


ROWS = [{"title": title, "text": text, "date": day} for text, title, day in BOTH]
ROW, OTHER = ROWS
SHAPES = {
    "two lists": {"business": [ROW], "local": [OTHER]},
    "lists by day": {"2021-09-24": [ROW], "2021-09-25": [OTHER]},
    "lists by source": {"newspapers": {"daily": {"link": "x", "articles": [ROW]}, "post": {"link": "y", "articles": [OTHER]}}},
    "by id, deep": {"query": {"pages": {"11": ROW, "12": OTHER}}},
    "by id, one of them empty": {"11": ROW, "12": OTHER, "13": {"note": 1}},
    "lists in a list": {"db": [{"meta": 1, "data": {"posts": ROWS, "tags": [{"name": "a", "description": "Of mills."}]}}]},
    "an envelope with words": {"text": "Export of today", "articles": ROWS},
    "beside others": {"data": ROWS, "includes": {"users": [{"name": "Ann", "description": "I write of mills."}]}},
    "columns of lists": {name: [row[name] for row in ROWS] for name in ROW},
    "columns by id": {name: {"a": ROW[name], "b": OTHER[name]} for name in ROW},
    "rows under names": {"columns": list(ROW), "rows": [list(row.values()) for row in ROWS]},
    "names in the first row": [list(ROW), *(list(row.values()) for row in ROWS)],
    "of a spreadsheet": {"range": "A1:C3", "values": [list(ROW), *(list(row.values()) for row in ROWS)]},
    "edges and nodes": {"data": {"articles": {"edges": [{"cursor": 1, "node": row} for row in ROWS]}}},
    "DynamoDB": [{"Item": {name: {"S": value} for name, value in row.items()}} for row in ROWS],
    "Firestore": {"documents": [{"name": "p/1", "createTime": "2022-01-01T00:00:00Z", "fields": {name: {"stringValue": value} for name, value in row.items()}} for row in ROWS]},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_articles_in_json_of_any_shape(tmp_path, shape):
    found = read(tmp_path, "a.json", json.dumps(SHAPES[shape]))
    assert told(each for each in found if isinstance(each, Document)) == BOTH


@pytest.mark.parametrize(
    "article",
    [
        {"paragraphs": [{"text": ONE}, {"text": TWO}]},
        {"sections": [{"heading": "A", "text": ONE}, {"heading": "B", "text": TWO}]},
        {"text": [ONE, TWO], "tags": ["a", "b"]},
        {"text": f"{ONE}\n{TWO}", "comments": [{"text": "No.", "date": "2021-09-25"}]},
        {"article": {"text": f"{ONE}\n{TWO}"}, "related": [{"title": "Other", "description": "Of mills."}]},
        {"content": [{"type": "p", "content": [{"type": "text", "text": ONE[:20]}, {"type": "text", "text": ONE[20:]}]}, {"type": "p", "content": [{"type": "text", "text": TWO}]}]},
        {"body": {"time": 1642478500000, "blocks": [{"type": "p", "data": {"text": ONE}}, {"type": "p", "data": {"text": TWO}}]}},
        {"text": [ONE[:20], {"type": "bold", "text": ONE[20:]}, f"\n{TWO}"]},
    ],
)  # fmt: skip
def test_parts_of_one_article_are_one(tmp_path, article):
    data = json.dumps({"title": "Sales", "date": DAY} | article)
    assert told(read(tmp_path, "a.json", data)) == [(f"{ONE}\n{TWO}", "Sales", DAY)]


ALMOST = {
    "commas behind the last": f'[{{"title": "Sales", "text": "{ONE}", "date": "{DAY}",}},\n{{"title": "Mill", "text": "{TWO}", "date": "{DAY}"}},\n]',
    "comments": f'// "one\n[\n{{"title": "Sales", /* its text */ "text": "{ONE}", "date": "{DAY}"}}, // next\n{{"title": "Mill", "text": "{TWO}", "date": "{DAY}"}}]',
    "comments in lines": f"# one\n{json.dumps(ROW)}\n# two\n{json.dumps(OTHER)}\n",
    "a script": f"var articles = {json.dumps(ROWS)};\n",
    "a call": f"callback({json.dumps(ROWS)});\n",
    "Python": f"{ROW}\n{OTHER}\n",
    "JavaScript": f"[{{title: 'Sales', text: '{ONE}', date: '{DAY}'}}, {{title: 'Mill', text: '{TWO}', date: '{DAY}'}}]",
    "MongoDB's shell": f'{{"_id": ObjectId("61"), "title": "Sales", "text": "{ONE}", "date": ISODate("{DAY}T10:15:00Z")}}\n{{"title": "Mill", "text": "{TWO}", "date": ISODate("{DAY}"), "n": NumberLong(5)}}\n',
    "JSON in strings": "\n".join(json.dumps(json.dumps(row)) for row in ROWS),
    "other words for nothing": f'[{{"title": "Sales", "text": "{ONE}", "date": "{DAY}", "n": nan}}, {{"title": "Mill", "text": "{TWO}", "date": "{DAY}", "n": None}}]',
}  # fmt: skip


@pytest.mark.parametrize("form", ALMOST)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_is_almost_json(tmp_path, form, name):
    assert told(read(tmp_path, name, ALMOST[form])) == BOTH


def test_escapes_that_json_has_not(tmp_path):
    assert [d.text for d in read(tmp_path, "a.json", '{"text": "It is in C:\\mills, it said."}')] == [
        "It is in C:\\mills, it said."
    ]


def test_names_and_addresses_are_the_articles_own(tmp_path):
    """Not its publisher's, its author's, its picture's."""
    rows = [
        {"source": {"id": "daily", "name": "Daily", "url": "https://d.example"}, "text": ONE, "publishedAt": DAY},
        {"source": {"title": "Daily", "uri": "d.example"}, "authors": [{"name": "Ann Lee", "date": "2001-01-01"}], "text": TWO, "url": "https://d.example/2"},
        {"source": "https://d.example/3", "text": ONE + TWO, "image": {"url": "https://d.example/i.jpg", "title": "A mill"}, "user": {"created_at": "2001-01-01"}},
        {"_id": {"$oid": "61"}, "id": "own", "text": TWO + ONE, "name": "Mill", "byline": {"original": "Bo Ek"}},
    ]  # fmt: skip
    one, two, three, four = read(tmp_path, "a.json", json.dumps(rows))
    assert (one.id, one.publisher, one.source.startswith("https")) == ("a-1", "Daily", False)
    assert (two.title, two.publisher, two.author, two.source) == (None, "Daily", "Ann Lee", "https://d.example/2")
    assert (three.title, three.publisher, three.published, three.source) == (None, None, None, "https://d.example/3")
    assert (four.id, four.title, four.author) == ("own", "Mill", "Bo Ek")


def test_an_error_of_a_service_is_no_article(tmp_path):
    (found,) = read(tmp_path, "a.json", '{"status": "error", "code": "x", "message": "Too many requests"}')
    assert found.reason == "an error that a service answered, no article: Too many requests"


TABLE = pa.table({"text": [ONE, TWO], "title": ["Sales", "Mill"], "date": [DAY, DAY]})


def changed(name, values, kind):
    return TABLE.set_column(TABLE.schema.get_field_index(name), name, pa.array(values, kind))


def stored(table, form, folder):
    path = folder / f"a.{form.replace('stream', 'arrow')}"
    if form == "parquet":
        pq.write_table(table, path)
    else:
        with (ipc.new_file if form == "arrow" else ipc.new_stream)(str(path), table.schema) as out:
            out.write_table(table)
    return path


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", ["parquet", "arrow", "stream"])
def test_a_text_that_is_no_utf8_costs_no_other_row(tmp_path, form, packed):
    euro = "It cost \u20ac5 million.".encode("cp1252")
    raw = pa.array([ONE.encode(), b"It cost \xff\xff $7 million.", euro, None, TWO.encode()], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), len(raw), raw.buffers())
    if packed:
        places = pa.array([0, 1, 2, None, 3], pa.int32())
        texts = pa.DictionaryArray.from_arrays(
            places, pa.Array.from_buffers(pa.string(), 4, raw.take([0, 1, 2, 4]).buffers())
        )
    found = list(documents([stored(pa.table({"text": texts}), form, tmp_path)]))
    assert [(d.text, d.remark) if isinstance(d, Document) else d.reason for d in found] == [
        (ONE, None), ("It cost \ufffd $7 million.", "2 bad bytes"), ("It cost €5 million.", "1 bad byte"), "no text", (TWO, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "days"),
    [
        (changed("date", [10**18, 1632478500000000], pa.timestamp("us")), ["None", DAY]),
        (changed("date", [10**7, 18894], pa.date32()), ["None", DAY]),
        (changed("date", [1632478500000000] * 2, pa.timestamp("us", "Nowhere/Here")), [DAY, DAY]),
        (changed("text", [[ONE], [TWO]], pa.large_list(pa.large_string())), [DAY, DAY]),
        (pa.Table.from_arrays([*TABLE.columns, TABLE["title"]], names=["text", "title", "date", "text"]), [DAY, DAY]),
    ],
)
@pytest.mark.parametrize("form", ["parquet", "arrow", "stream"])
def test_columns_of_any_type(tmp_path, table, days, form):
    found = list(documents([stored(table, form, tmp_path)]))
    assert told(found) == [(ONE, "Sales", days[0]), (TWO, "Mill", days[1])]


def test_lists_and_maps_of_the_users_own(tmp_path):
    own = {
        "tags": pa.array([["a"], []], pa.large_list(pa.large_string())),
        "topics": [[1, 2], [3]],
        "meta": pa.array([[("k", "v")], []], pa.map_(pa.string(), pa.string())),
        "vector": [[0.5, 1.5], [0.5]],
        "__index_level_0__": [7, 8],
    }
    pq.write_table(pa.table({"text": [ONE, TWO]} | own), tmp_path / "a.parquet")
    one, two = documents([tmp_path])
    assert (one.extra, two.extra) == ({"tags": ["a"], "topics": [1, 2], "meta": {"k": "v"}}, {"topics": [3]})


def test_formats_that_are_known_and_not_read(tmp_path):
    for name, head in (("a.avro", b"Obj\x01"), ("a.orc", b"ORC"), ("a.feather", b"FEA1")):
        (found,) = read(tmp_path, name, head + bytes(99))
        assert isinstance(found, Rejection)
        assert ".parquet" in found.reason


@pytest.mark.parametrize(
    "data", ['{"text": ' + '"\\' * 40_000, '{"text": ' + "/*" * 40_000, "id,title,text\n1," + ",   " * 40_000]
)
def test_broken_values_are_looked_at_once(tmp_path, data):
    began = time.process_time()
    read(tmp_path, "a.csv" if data.startswith("id") else "a.json", data)
    assert (
        time.process_time() - began < 5
    )  # a second where the machine is idle; a minute where each sign is a new start
