"""Files become documents; what cannot be read is rejected with its reason."""

import json
from datetime import date
from hashlib import sha256

import pytest

from factx.errors import InputError
from factx.read import documents
from factx.read.options import printable
from factx.read.text import document
from factx.records import Document, Rejection


def read(*paths, **options):
    return list(documents(paths, **options))


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("header", "title", "publisher", "published"),
    [
        (
            "A title\n\nBy Ann Lee | (China Daily) | Updated : 2021-09-24\n\nBody.",
            "A title",
            "China Daily",
            "2021-09-24",
        ),
        ("A title\nChina Daily | Updated: 2021-09-24 07:12\n\nBody.", "A title", "China Daily", "2021-09-24"),
        ("A title\nPublished: September 24, 2021\nUpdated: September 25, 2021\n\nBody.", "A title", None, "2021-09-24"),
        ("A title\nBy Ann Lee\nFriday, 24 September 2021\n\nBody.", "A title", None, "2021-09-24"),
        ("A title\nSept. 24, 2021\n\nBody.", "A title", None, "2021-09-24"),
        ("A title\nLast updated on 24 Sep 2021 09:30 GMT\n\nBody.", "A title", None, "2021-09-24"),
        ("A title\n\nLONDON, Sept 24, 2021 (Reuters) - Body.", "A title", "Reuters", "2021-09-24"),
        ("A title\nPosted on 9/24/2021\n\nBody.", "A title", None, "2021-09-24"),
        ("A title\n\nIt was founded on May 3, 1999 in a barn and has grown ever since.", "A title", None, None),
        ("A title\n\nMay was cold. On Friday it rained.", "A title", None, None),
        ("Only one line of text.", None, None, None),
    ],
)
def test_headers(header, title, publisher, published):
    doc = document(header, None, "d")
    expected = date.fromisoformat(published) if published else None
    assert (doc.title, doc.publisher, doc.published) == (title, publisher, expected)
    assert doc.text == header


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Prices of €5".encode(), "Prices of €5"),
        (b"\xef\xbb\xbf" + "Prices of €5".encode(), "Prices of €5"),
        ("Prices of €5".encode("cp1252"), "Prices of €5"),
        ("Prices of €5".encode("utf-16"), "Prices of €5"),
        ("Prices of €5".encode("utf-32"), "Prices of €5"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
    ],
)
def test_encodings(tmp_path, data, text):
    assert [d.text for d in read(put(tmp_path, "a.txt", data))] == [text]


def test_a_declared_encoding_is_used(tmp_path):
    path = put(tmp_path, "a.txt", "Ж".encode("koi8-r"))
    assert [d.text for d in read(path, encoding="koi8-r")] == ["Ж"]
    assert [r.reason for r in read(path, encoding="euc-jp")] == ["not text in euc-jp: 1 of 1 bytes are none"]
    assert [r.reason for r in read(path, encoding="klingon")] == ["unknown encoding: klingon"]


@pytest.mark.parametrize(
    ("name", "data", "line", "reason"),
    [
        ("a.txt", b"", None, "empty file"),
        ("a.txt", b" \n\n ", None, "no text"),
        ("a.txt", b"\x00\x01\x02PNG", None, "binary, not text"),
        ("a.json", b"{", 1, "bad JSON: Expecting property name enclosed in double quotes at column 2"),
        ("a.json", b'{"title": "x"}', None, "no field of text among title: name it with --text-column"),
        ("a.json", b'"x"', None, "not a JSON object"),
        ("a.json", b"[" * 100000, 1, "bad JSON: nested too deep"),
        ("a.json", b'{"text": ""}', None, "no text"),
        ("a.jsonl", b'{"text": "\\ud83d"}', 1, "no text"),
    ],
)
def test_rejections(tmp_path, name, data, line, reason):
    path = put(tmp_path, name, data)
    head = printable(data) or None
    assert read(path) == [Rejection(path=str(path), line=line, reason=reason, head=head)]


def test_one_bad_line_does_not_stop_the_others(tmp_path):
    rows = [
        '{"id": "a", "text": "One."}',
        "{bad",
        "",
        '{"id": "a", "text": "Again."}',
        '{"id": 7, "text": "Three.", "x": 1}',
    ]
    path = put(tmp_path, "a.jsonl", "\n".join(rows))
    assert [(i.id, i.text) if isinstance(i, Document) else (i.line, i.reason) for i in read(path)] == [
        ("a", "One."),
        (2, "bad JSON: Expecting property name enclosed in double quotes at column 2"),
        (4, f"duplicate id: a: {path}:1 has it"),
        ("7", "Three."),
    ]


def test_json_fields(tmp_path):
    row = {
        "id": "n1",
        "title": "T",
        "published": "2021-09-24T10:00:00+02:00",
        "text": "a\r\nb",
        "url": "u",
        "publisher": "P",
        "country": "GB",
        "spans": [],
    }
    expected = Document(
        id="n1",
        title="T",
        published=date(2021, 9, 24),
        published_from="record",
        text="a\nb",
        source="u",
        publisher="P",
        country="GB",
        encoding="utf-8",
        extra=None,
    )
    assert read(put(tmp_path, "a.json", json.dumps(row))) == [expected]
    assert [d.id for d in read(put(tmp_path, "b.json", json.dumps([row, {"text": "x"}])))] == ["n1", "b-2"]


def test_folders_give_their_files_by_name(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/x.txt", "a.txt", ".hidden/c.txt", "notes.xyz"):
        put(tmp_path, name, "Text.")
    assert [d.id for d in read(tmp_path)] == ["a", "b/x"]


def test_published_overrides(tmp_path):
    path = put(tmp_path, "a.json", '{"text": "a", "published": "2001-01-01"}')
    assert [d.published for d in read(path, published=date(2021, 9, 24))] == [date(2021, 9, 24)]


def test_a_file_that_vanishes_is_rejected(tmp_path):
    paths = [put(tmp_path, "a.txt", "One."), put(tmp_path, "b.txt", "Two.")]
    found = documents([tmp_path])
    assert next(found).id == "a"
    paths[1].unlink()
    assert [r.reason for r in found] == ["cannot be read: No such file or directory"]


def test_paths_that_are_no_articles(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        read(tmp_path / "none.txt")
    [refused] = read(put(tmp_path, "a.xyz", "x"))
    assert refused.reason.startswith(".xyz is no format that is read: ")
    assert [d.text for d in read(put(tmp_path, "article", "Text."))] == [
        "Text."
    ]  # named itself, and no suffix says otherwise


def test_the_corpus_is_read(root, corpus):
    assert len(corpus) == len(set(root.glob("corpus/*")) - {root / "corpus/README.md"})
    assert all(d.published and d.title for d in corpus)
    first = corpus[0]
    assert (first.id, first.publisher, str(first.published)) == ("liaoning-2021-09-24", "China Daily", "2021-09-24")


def test_unique_ids_are_those_that_no_other_folder_has(tmp_path):
    """What a record calls itself stays, and a name with a day in it; other names are followed by a hash of the text."""
    (tmp_path / "001.txt").write_text("It paid $5m.", "utf8")
    (tmp_path / "mill-2021-09-24.txt").write_text("It paid $5m.", "utf8")
    (tmp_path / "own.json").write_text('{"id": "own", "text": "It paid $5m."}', "utf8")
    (tmp_path / "rows.csv").write_text("id,text\nx,It paid $5m.\n,It paid $6m.\nrows-3,It paid $7m.\n", "utf8")
    (tmp_path / "list.json").write_text('[{"text": "It paid $5m."}, {"text": "It paid $6m."}]', "utf8")
    five, six = (sha256(f"It paid ${n}m.".encode()).hexdigest()[:8] for n in (5, 6))
    wanted = [
        f"001-{five}",
        f"list-1-{five}",
        f"list-2-{six}",
        "mill-2021-09-24",
        "own",
        "x",
        f"rows-2-{six}",
        "rows-3",
    ]
    assert [d.id for d in documents([tmp_path], ids="unique")] == wanted
    assert [d.id for d in documents([tmp_path], ids="name")] == [d.id for d in documents([tmp_path])]
