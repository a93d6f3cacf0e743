"""Time grows with the file: hostile files that a pattern or a loop looked through again from each of their places."""

import json
import time

import pytest

from factx.read import documents
from factx.records import Document
from foreign import MAIL

_NITF = "<nitf><body><body.content>"
_EDGAR = "<SEC-DOCUMENT>a\n<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n"
_STORY = '<REUTERS NEWID="1">\n<TEXT>'
_PAGE = "<html><head><meta property='og:site_name' content='{}'></head><body><article><p>Sales rose 5% in May.</p></article>"
_TYPE = "Message-ID: <a>\nMIME-Version: 1.0\nReceived: x\nContent-Type: text/plain"
SHAPES = {  # file: what it begins with, what is repeated, how it ends, kilobytes
    "nested-items.xml": ("", "<nitf>", "x" + "</nitf>" * 10_240, 60),
    "open-paragraphs.xml": (_NITF, "&lt;p&gt;a", "</body.content></body></nitf>", 1000),
    "open-comments.xml": ("<?xml version='1.0'?>", "<!--", "", 64),
    "open-instructions.xml": ("<?xml version='1.0'?>", "<?a", "", 64),
    "open-comments.rss": ("<rss><channel><item><description>a</description>", "<!--", "", 400),
    "author.rss": ("<rss><channel><item><description>Sales</description><author>", "a.", "</author></item></channel></rss>", 200),
    "site.html": (_PAGE.partition("{}")[0], "A", ".!" + _PAGE.partition("{}")[2], 2),
    "parameters.eml": (_TYPE, "; a=b", "\n\nSales rose.\n", 1000),
    "blanks.txt": (_EDGAR, " ", "x", 200),
    "paragraphs.txt": (_EDGAR, "<p>a ", "", 400),
    "tags.txt": (_EDGAR, "<p ", "", 400),
    "dates.sgm": (_STORY, "<DATE ", "", 500),
    "titles.sgm": (_STORY, "<TITLE>", "", 200),
    "blanks.sgm": (_STORY + "<BODY>", " ", "x</BODY></TEXT>", 100),
    "pages.txt": ("Sales rose.", "a\f", "", 100),
    "foot.txt": ("Title\nx\na", " ", "b\nlast\fgoes on here\n", 60),
    "columns.txt": ("Title\n" + "a" * 100 + "\n", "1", "\n\fgoes on here\n", 60),
    "first-lines.txt": ("Title\f", "\n", "goes on here\n", 500),
    "lines-inside.json": ('{"text": "Sales rose.", "a": [', '\n{"b":1},', '\n{"b":1}]}', 2000),
    "quotes.csv": ('text,title\n"', '"",', "", 1000),
    "broken-rows.csv": ("text,title\n", '"a\n', "", 30),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_hostile_files_are_read_in_time(tmp_path, name):
    before, piece, after, kilobytes = SHAPES[name]
    path = tmp_path / name
    path.write_text(before + piece * (kilobytes * 1024 // len(piece)) + after)
    (tmp_path / "x.eml").write_text(MAIL)
    list(documents([tmp_path / "x.eml"]))
    started = time.process_time()
    assert list(documents([path]))
    assert time.process_time() - started < 3


def test_a_title_in_quoted_printable_is_read_at_once(tmp_path):
    title = "=41=42 =41=42" + "\r\n" * 40 + "=zz"  # each of the line ends could be read in two ways
    (tmp_path / "a.json").write_text(json.dumps({"text": "Sales &amp; more rose.", "title": title}))
    (found,) = documents([tmp_path / "a.json"])
    assert isinstance(found, Document)
    assert found.text == "Sales & more rose."
