"""Formats beyond plain text and JSON, alone and in archives; limits; things in folders that are no articles."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
import zstandard

from factx.errors import InputError
from factx.read import ReadOptions, documents, files
from factx.records import Document
from foreign import tarred

TEXT = "Norden Holdings Inc. sold a mill for about 5 million dollars in May last year, the company said on Friday."
PAGE = f"""<!doctype html><html><head><title>Norden sells its mill</title><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2021-09-24T10:00:00Z"><meta property="og:site_name" content="The Daily">
</head><body><nav><a href="/">Home</a> <a href="/more">More of this</a></nav><article><h1>Norden sells its mill</h1><p>{TEXT}</p>
<p>The mill is in Sweden and employs 300 people, who will all keep their work, said its head.</p></article>
<footer>Copyright, all rights reserved</footer></body></html>"""


def read(*paths, **said):
    return list(documents(paths, **said))


def put(folder, name, data):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(*lines):
    """Return a PDF of one page with some lines of text."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >> stream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()  # fmt: skip


def response(url, body, kind="text/html", status="200 OK"):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"  # fmt: skip
    return head.encode() + http + b"\r\n\r\n"


def test_pages(tmp_path):
    [page] = read(put(tmp_path, "a.html", PAGE))
    assert (page.id, page.title, page.author, page.publisher) == ("a", "Norden sells its mill", "Ann Lee", "The Daily")
    assert (page.published, page.published_from) == (date(2021, 9, 24), "metadata")
    assert TEXT in page.text
    assert "Home" not in page.text
    assert "Copyright" not in page.text
    assert [d.text for d in read(put(tmp_path, "b.txt", PAGE))] == [page.text]  # content before suffix


def test_pages_say_their_encoding(tmp_path):
    page = PAGE.replace("<head>", '<head><meta charset="koi8-r">').replace("Norden", "Нева").encode("koi8-r")
    assert "Нева Holdings" in read(put(tmp_path, "a.html", page))[0].text


def test_pdf(tmp_path):
    [found] = read(put(tmp_path, "a.pdf", pdf("Norden sells its mill", "Published: 24 September 2021", TEXT)))
    assert TEXT in found.text
    assert (found.title, found.published, found.published_from) == ("Norden sells its mill", date(2021, 9, 24), "header")  # fmt: skip


@pytest.mark.parametrize(("name", "comma"), [("a.csv", ","), ("a.tsv", "\t")])
def test_tables_of_text(tmp_path, name, comma):
    rows = [["id", "published", "body"], ["x", "2021-09-24", '"One, of\ntwo ""lines"""'], ["", "", "Zwei €"], ["z", "", ""]]  # fmt: skip
    path = put(tmp_path, name, "\n".join(comma.join(row) for row in rows))
    found = read(path, text_column="body")
    assert [(d.id, d.text, d.published) for d in found[:2]] == [
        ("x", 'One, of\ntwo "lines"', date(2021, 9, 24)),
        ("a-2", "Zwei €", None),
    ]
    assert (found[2].line, found[2].reason) == (3, "no text")
    assert read(path) == found
    refused = read(path, text_column="bdy")[0].reason
    assert refused == "no field bdy among id, published, body: name it with --text-column"


def test_columns(tmp_path):
    table = pa.table({"id": [1, 2], "text": ["One.", "Two."], "published": [date(2021, 9, 24), None], "embedding": [[1.0], [2.0]]})  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    pyarrow.feather.write_feather(table, tmp_path / "b.arrow", compression="uncompressed")
    for name in ("a.parquet", "b.arrow"):
        assert [(d.id, d.text, d.published) for d in read(tmp_path / name)] == [
            ("1", "One.", date(2021, 9, 24)),
            ("2", "Two.", None),
        ]
    packed = put(tmp_path, "c.zip", zipped({"in/a.parquet": (tmp_path / "a.parquet").read_bytes()}))
    assert [d.text for d in read(packed)] == ["One.", "Two."]


def test_web_archives(tmp_path):
    data = (
        response("http://a.example/1", PAGE.encode())
        + response("http://a.example/2", b"gone", status="404 Not Found")
        + response("http://a.example/3", TEXT.encode(), "text/plain")
        + response("http://a.example/4", PAGE.encode())[:-400]
    )
    for path in (put(tmp_path, "a.warc", data), put(tmp_path, "b.warc.gz", gzip.compress(data))):
        one, three, four = read(path)
        assert (one.id, one.title, three.text) == ("http://a.example/1", "Norden sells its mill", TEXT)
        assert (four.line, four.reason.split(" after")[0]) == (4, "cut off")


def test_archives(tmp_path):
    line = json.dumps({"text": TEXT}).encode() + b"\n"
    put(tmp_path, "a.txt.gz", gzip.compress(b"One.") + gzip.compress(b" And more."))
    put(tmp_path, "b.jsonl.zst", zstandard.compress(line) + zstandard.compress(line))
    put(tmp_path, "c.tar.gz", gzip.compress(tarred({"d/x.txt": b"Two.", "d/.hidden.txt": b"No.", "d/y.json.gz": gzip.compress(line)})))  # fmt: skip
    put(tmp_path, "e.tgz", gzip.compress(tarred({"x.txt": b"Three."})))
    put(tmp_path, "f.zip", zipped({"x/é.txt": b"Four.", "x/notes.doc": b"No.", "g.zip": zipped({"h.html": PAGE})}))
    *found, left = read(tmp_path)
    assert left.reason == "passed over in it: 1 .doc: no formats that are read"
    found = {d.id: d for d in found}
    assert list(found) == ["a", "b-1", "b-2", "c/d/x", "c/d/y", "e/x", "f/x/é", "f/g/h"]
    assert [found[i].text for i in ("a", "c/d/x", "e/x", "f/x/é")] == ["One. And more.", "Two.", "Three.", "Four."]
    assert found["c/d/y"].source == f"{tmp_path / 'c.tar.gz'}!d/y.json.gz"


def test_limits(tmp_path):
    long = put(tmp_path, "a.jsonl", b'{"text": "ok"}\n{"text": "' + b"a" * 3000 + b'"}\n{"text": "too"}\n')
    found = read(long, max_bytes=1000)
    assert [getattr(d, "text", None) for d in found] == ["ok", None, "too"]
    assert (found[1].line, found[1].reason, len(found[1].head)) == (2, "over 0.000954 MB", 80)
    bomb = put(tmp_path, "b.jsonl.gz", gzip.compress(b'{"text": "ok"}\n' + b" \n" * (10 << 20)))
    found = read(bomb)
    assert found[0].text == "ok"
    assert found[1].reason == "unpacks to more than 200 times its size: not read further"
    deep = put(tmp_path, "c.zip", zipped({"b.zip": zipped({"a.zip": zipped({"a.txt": b"x"})})}))
    assert [d.text for d in read(deep)] == ["x"]
    assert [d.reason for d in read(deep, max_depth=2)] == ["archives nested over 2 deep"]


def test_what_came_before_a_break_is_kept(tmp_path):
    lines = b"".join(json.dumps({"text": f"{n} {os.urandom(200).hex()}"}).encode() + b"\n" for n in range(200))
    found = read(put(tmp_path, "a.jsonl.gz", gzip.compress(lines)[:20_000]))
    assert len(found) > 30
    assert all(isinstance(d, Document) for d in found[:-1])
    assert found[-1].reason == "broken off: Compressed file ended before the end-of-stream marker was reached"


def test_dates_in_order(tmp_path):
    row = {"text": "A title\nPublished: May 3, 2020\n\nBody."}
    put(tmp_path, "a-2019-01-02.json", json.dumps(row | {"published": "2021-09-24"}))
    put(tmp_path, "b-2019-01-02.json", json.dumps(row))
    put(tmp_path, "c-20190102.txt", "Body.")
    put(tmp_path, "d-2019.txt", "Body.")
    put(tmp_path, "e-20191399.txt", "Body.")
    said = [(str(d.published), d.published_from) for d in read(tmp_path)]
    assert said == [("2021-09-24", "record"), ("2020-05-03", "header"), ("2019-01-02", "file name"), ("None", None), ("None", None)]  # fmt: skip
    assert {(str(d.published), d.published_from) for d in read(tmp_path, published=date(2000, 1, 1))} == {("2000-01-01", "option")}  # fmt: skip


def test_json_lines_by_another_name(tmp_path):
    path = put(tmp_path, "a.json", '{"text": "One."}\n{"text": "Two."}\n{bad\n')
    assert [getattr(d, "text", None) or d.line for d in read(path)] == ["One.", "Two.", 3]
    assert [d.text for d in read(put(tmp_path, "b.dump", '{"text": "One."}\n'))] == ["One."]
    wide = put(tmp_path, "c.jsonl", '{"text": "Zwei €"}\n{"text": "Drei"}\n'.encode("utf-16"))
    assert [d.text for d in read(wide)] == ["Zwei €", "Drei"]


def test_patterns(tmp_path):
    for name in ("a/x.txt", "b/y.txt", "b/z.json"):
        put(tmp_path, name, "Text.")
    assert [d.id for d in read(tmp_path / "**" / "*.txt")] == ["x", "y"]
    with pytest.raises(InputError, match="no file matches"):
        read(tmp_path / "*.pdf")


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("b.txt")
    (tmp_path / "c").symlink_to(".")
    put(tmp_path, os.fsdecode(b"d-\xff.txt"), "Text.")
    assert [getattr(d, "reason", None) or d.id for d in read(tmp_path)] == [
        "no regular file: a pipe, socket or device",
        "cannot be read: Too many levels of symbolic links",
        "a link to a folder: not followed",
        "d-\\xff",
    ]


def test_a_file_that_changes_is_told_of(tmp_path):
    path = put(tmp_path, "a.jsonl", "".join(json.dumps({"text": f"Text {n}."}) + "\n" for n in range(50)))
    found = documents([path])
    assert next(found).text == "Text 0."
    path.write_text('{"text": "Other."}\n', "utf8")
    assert list(found)[-1].reason.startswith("changed while it was read: its first")
    listed = list(files([path]))
    path.write_text('{"text": "Once more."}\n', "utf8")
    from factx.read import records

    assert [r.reason for r in records(listed[0], ReadOptions())] == ["changed since the run began: not read"]


def test_an_extra_that_is_missing_is_named(tmp_path):
    put(tmp_path, "a.html", PAGE)
    put(tmp_path, "b.txt.zst", zstandard.compress(b"Text."))
    code = (
        "import sys\nfor name in ('trafilatura', 'zstandard'): sys.modules[name] = None\n"
        "from pathlib import Path; from factx.read import documents\n"
        "for d in documents([Path(sys.argv[1])]): print(d.reason)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        f"needs {name}, which is not installed: try  pip install 'factx[{extra}]'"
        for name, extra in (("trafilatura", "html"), ("zstandard", "zstd"))
    ]


def test_paths_out_of_an_archive_are_refused(tmp_path):
    names = ["../a.txt", "/a.txt", "b/../../a.txt", "..\\a.txt"]
    put(tmp_path, "in/a.zip", zipped(dict.fromkeys(names, b"Text.")))
    put(tmp_path, "in/b.tar", tarred(dict.fromkeys(names, b"Text.")))
    assert {d.reason for d in read(tmp_path / "in")} == {"a path that leads out of its archive: not read"}
    assert [p.name for p in tmp_path.rglob("*.txt")] == []
    assert Path(tmp_path / "in").exists()
