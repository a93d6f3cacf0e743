"""Documents of other programs: Word, e-books, mail, feeds, news XML, SGML, EDGAR, WET, Markdown; one bad part costs no other."""

import bz2
import gzip
import lzma
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from factx.batch import inputs
from factx.read import ReadOptions, documents, markup, stated
from factx.records import Document
from foreign import (
    ATOM,
    EDGAR,
    LINES,
    MAIL,
    MARKDOWN,
    MBOX,
    NEWSML,
    NITF,
    RSS,
    SAID,
    SAVED,
    SGML,
    WET,
    docx,
    epub,
    page,
    record,
    zipped,
)

DAY = date(2021, 9, 24)


def read(folder, name, data, **said):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(documents([path], **said))


def reasons(found):
    return [getattr(d, "reason", None) for d in found]


def need(*modules):
    for module in modules:
        pytest.importorskip(module)


def test_word(tmp_path):
    need("defusedxml")
    [found] = read(tmp_path, "a.docx", docx())
    assert (found.text, found.title, found.author, found.published) == (SAID, "Mill sold", "Ann Lee", None)
    body = (
        "<w:p><w:r><w:t>It pays $3.2</w:t></w:r><w:ins><w:r><w:t> million</w:t></w:r></w:ins><w:del><w:r><w:delText> or 5</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Kept.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sales</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5 percent</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    [found] = read(tmp_path, "a.docx", docx(body, footnotes="<w:p><w:r><w:t>A note.</w:t></w:r></w:p>"))
    assert found.text == "It pays $3.2 million\n\nKept.\n\nSales | 5 percent\n\nA note."
    assert [d.text for d in read(tmp_path, "b.dump", docx())] == [SAID]  # its bytes say what it is
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"b" * 99}">]><w:document xmlns:w="w"><w:t>&a;</w:t></w:document>'
    assert reasons(read(tmp_path, "c.docx", zipped({"word/document.xml": bomb}))) == ["word/document.xml declares entities or fetches others: not read"]  # fmt: skip
    assert reasons(read(tmp_path, "d.docx", zipped({"xl/workbook.xml": "<a/>"}))) == [
        "a spreadsheet (save it as .csv), no Word document"
    ]
    large = zipped({"word/document.xml": "<w>" + "x" * 3000 + "</w>"}, zipfile.ZIP_DEFLATED)
    assert reasons(read(tmp_path, "e.docx", large, max_bytes=3000)) == ["unpacked over 0.00286 MB"]
    assert reasons(read(tmp_path, "f.docx", b"PK\x03\x04cut"))[0].startswith("no Word document, or a damaged one")


def test_books(tmp_path):
    need("defusedxml")
    found = read(tmp_path, "a.epub", epub(page(), page("Second page.", "Two")))
    assert [(d.id, d.title, d.published, d.author, d.publisher) for d in found] == [
        ("a-1", "Two", DAY, "Ann Lee", "Daily"),
        ("a-2", "Mill sold", DAY, "Ann Lee", "Daily"),
    ]  # in the order of its spine
    assert found[1].text == f"Mill sold\n\n{SAID}"
    assert [d.text for d in read(tmp_path, "b.epub", zipped({"a.xhtml": page()}))] == [f"Mill sold\n\n{SAID}"]
    found = read(tmp_path, "c.epub", epub(page(), b"\x00\x01\x02" * 99, page("Third.")))
    assert [isinstance(d, Document) for d in found] == [True, False, True]
    assert [d.id for d in read(tmp_path, "a.epub", epub(page(), page("Two.")), ids="path")] == [
        str(tmp_path / "a.epub"),
        f"{tmp_path / 'a.epub'}:2",
    ]


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_mail(tmp_path, name):
    [found] = read(tmp_path, name, MAIL)
    assert found.text.strip() == f"It paid €5 million, up 5 percent. {SAID}"
    assert (found.title, found.author, found.published, found.published_from) == ("Mill sold for €", "Ann Lee", DAY, "header")  # fmt: skip


def test_mail_in_html_and_without_text(tmp_path):
    stub = MAIL.replace(f"It paid =E2=82=AC5 million, up 5=20=\npercent. {SAID}", "Web.").replace(
        "million</b>", "million</b> more"
    )
    [found] = read(tmp_path, "a.eml", stub)
    assert found.text == "It paid €5 million more."
    unknown = MAIL.replace("charset=utf-8", "charset=x-none")
    assert "€5 million" in read(tmp_path, "a.eml", unknown)[0].text
    bare = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: image/png\n\nx"
    assert reasons(read(tmp_path, "a.eml", bare)) == ["no text in the message: 1 image/png"]
    flowed = "Subject: x\nContent-Type: text/plain; format=flowed\n\nIt paid \n$5 million.\nEnd."
    assert read(tmp_path, "a.eml", flowed)[0].text == "It paid $5 million.\nEnd."


def test_blanks_at_the_ends_of_lines_of_mails_are_none(tmp_path):
    mail = "From: a@b.example\nDate: Fri, 24 Sep 2021 10:15:00 +0000\nMIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\nIt rose 5=20\npercent,=09\nto 6=\n million.\n"
    for name in ("a.eml", "a.txt"):
        (found,) = read(tmp_path, name, mail)
        assert found.text == "It rose 5\npercent,\nto 6 million.\n"


def test_mailboxes(tmp_path):
    found = read(tmp_path, "a.mbox", MBOX)
    assert [(d.id, d.title) for d in found] == [("a-1", "No. 0"), ("a-2", "No. 1"), ("a-3", "No. 2")]
    assert found[0].text.strip() == f"{SAID}\nFrom here on."
    assert len(read(tmp_path, "b.dump", MBOX)) == 3
    long = MBOX.replace("No. 1\n\n", "No. 1\n\n" + "x" * 5000)
    assert reasons(read(tmp_path, "a.mbox", long, max_bytes=1000)) == [None, "over 0.000954 MB", None]
    empty = MBOX.replace(f"No. 1\n\n{SAID}\n>From here on.", "No. 1\n")
    assert reasons(read(tmp_path, "a.mbox", empty)) == [None, "no text in the message: 1 text/plain", None]


def test_saved_pages(tmp_path):
    need("trafilatura")
    [found] = read(tmp_path, "a.mhtml", SAVED)
    assert SAID in found.text
    assert "Sweden – by the sea" in found.text
    assert (found.title, found.published, found.source) == ("Mill sold", DAY, "https://daily.example/mill")


def test_feeds(tmp_path):
    need("feedparser")
    first, second, third = read(tmp_path, "a.rss", RSS)
    assert first.text == f"{SAID}\n\nAT&T paid €5 million."
    assert (first.title, first.published, first.source) == ("Mill & more", DAY, "https://daily.example/1")
    assert (first.id, first.author, first.publisher) == ("a-1", "Ann Lee", "The Daily")
    assert (second.reason, second.line, second.head) == ("an entry without text", 2, "Headline alone")
    assert third.text == "AT&T paid $4 million\xa0today."  # not well-formed: read all the same
    [entry] = read(tmp_path, "a.xml", ATOM)
    assert (entry.text, entry.author, entry.published, entry.source) == (SAID, "Ann Lee", DAY, "https://daily.example/2")  # fmt: skip
    assert [d.id for d in read(tmp_path, "a.xml", ATOM, ids="link")] == ["https://daily.example/2"]
    assert reasons(read(tmp_path, "b.xml", "<rss><channel/></rss>")) == ["a feed without entries"]


def test_a_feed_fetches_nothing(tmp_path, monkeypatch):
    need("feedparser")
    import socket

    def refuse(*_):
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    read(tmp_path, "a.rss", "http://127.0.0.1:9/feed")
    (tmp_path / "secret").write_text(RSS)
    read(tmp_path, "b.rss", str(tmp_path / "secret"))
    entity = RSS.replace("<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rss').replace(
        "Short.", "&x; Short."
    )
    assert all("Ann Lee" not in getattr(d, "text", "") for d in read(tmp_path, "c.rss", entity))


def test_news_xml(tmp_path):
    need("defusedxml")
    [found] = read(tmp_path, "a.nitf", NITF)
    assert found.text == f"{SAID}\n\nMore."  # its lead paragraph is there once
    assert (found.title, found.published, found.author) == ("Mill sold—again", date(2021, 9, 25), "Ann Lee")
    assert (found.publisher, found.source) == ("The Daily", "https://daily.example/3")
    one, two, three = read(tmp_path, "a.xml", NEWSML)
    assert (one.text, one.title, one.author, one.published, one.publisher) == (SAID, "No. 0", "Ann Lee", DAY, "Daily")
    assert two.reason == "an item without text: image/jpeg"
    assert (three.text, three.title) == (SAID, "No. 2")
    old = f'<newsitem itemid="1" date="1996-08-20"><title>T</title><headline>H</headline><text><p>{SAID}</p></text></newsitem>'  # fmt: skip
    assert [(d.text, d.title, d.published) for d in read(tmp_path, "b.xml", old)] == [(SAID, "H", date(1996, 8, 20))]
    assert reasons(read(tmp_path, "c.xml", "<?xml version='1.0'?><urlset/>")) == ["XML of a kind that is not read: a sitemap, addresses of pages and not their text"]  # fmt: skip
    bomb = NITF.replace('SYSTEM "http://www.nitf.example/nitf.dtd"', '[<!ENTITY a "b"><!ENTITY c "&a;&a;">]')
    assert reasons(read(tmp_path, "d.xml", bomb)) == ["the file declares entities or fetches others: not read"]
    assert reasons(read(tmp_path, "e.xml", NITF[:400]))[0].startswith("bad XML in the file: ")


def test_reuters(tmp_path):
    found = read(tmp_path, "reut2-000.sgm", SGML)
    assert [d.id for d in found] == ["reut2-000-7", "reut2-000-8", "reut2-000-9"]
    assert (found[0].text, found[0].title, found[0].author) == (SAID, "MILL <NRD> SOLD", "Ann Lee")
    assert (found[0].published, found[0].publisher) == (date(1987, 2, 26), "Reuters")
    assert len(read(tmp_path, "b.txt", SGML)) == 3
    hurt = SGML.replace(SAID, "", 2)
    assert reasons(read(tmp_path, "c.sgm", hurt)) == ["no text"] * 2 + [None]
    cut = SGML.replace("</BODY></TEXT>\n</REUTERS>", "", 1)
    assert [d.text for d in read(tmp_path, "d.sgm", cut)] == [SAID] * 3


def test_edgar(tmp_path):
    first, second = read(tmp_path, "0000000001-21-000001.txt", EDGAR)
    assert first.text == f"{SAID}\n\nNet sales | $3.2 | 5%\n\nIt paid $4.2\xa0million."
    assert (first.title, first.author, first.published) == ("PRESS RELEASE", "NORDEN HOLDINGS INC", date(2021, 11, 4))
    assert second.text == SAID
    assert second.source.endswith("!3")
    start, end = EDGAR.index("<DOCUMENT>"), EDGAR.index("<TYPE>GRAPHIC") - len("<DOCUMENT>\n")
    pictures = EDGAR[:start] + EDGAR[end : EDGAR.rindex("<DOCUMENT>")] + "</SEC-DOCUMENT>"
    assert reasons(read(tmp_path, "b.txt", pictures)) == ["no text in the submission: passed over 1 GRAPHIC"]


def test_texts_of_pages(tmp_path):
    need("fastwarc")
    found = read(tmp_path, "a.warc.wet.gz", gzip.compress(WET))
    assert [(d.id, d.text, d.source) for d in found] == [(f"http://daily.example/{n}", SAID, f"http://daily.example/{n}") for n in range(2)]  # fmt: skip


def packed(kind, body):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: {kind}\r\n\r\n".encode() + body
    return record("response", f"http://daily.example/{len(body)}", http, "application/http; msgtype=response")


def test_a_badly_packed_page_costs_no_other(tmp_path):
    need("fastwarc")
    whole = gzip.compress(b"Packed text. " * 50)
    pages = [SAID.encode(), whole[:-20], whole[:12] + b"xxxx" + whole[16:], gzip.compress(b"0" * 99999), whole]
    found = read(tmp_path, "a.warc", b"".join(packed("gzip", p) for p in pages), max_bytes=9999)
    assert [getattr(d, "text", None) for d in found] == [SAID, None, None, None, "Packed text. " * 50]
    assert found[1].reason.startswith("cut off: its packed data ends early")
    assert found[2].reason.startswith(("packed data is damaged", "cut off"))
    assert found[3].reason.startswith("over ")
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nText.\r\n4\r\n And\r\n0\r\n\r\n"
    assert read(tmp_path, "b.warc", record("response", "http://a.example/", chunked, "application/http"))[0].text == "Text. And"  # fmt: skip


def test_markdown(tmp_path):
    need("markdown_it")
    [found] = read(tmp_path, "a.md", MARKDOWN)
    assert (
        found.text
        == f"Mill sold\n\n{SAID} See the report.\n\n1986. A year like others.\n\nSales | 5 percent\nCosts | 6 percent"
    )
    assert (found.title, found.author, found.published, found.publisher) == ("Mill sold", "Ann Lee", DAY, None)
    assert read(tmp_path, "b.md", "It cost $5 or 5_000 * 2.")[0].text == "It cost $5 or 5_000 * 2."


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress])
def test_bz2_and_xz(tmp_path, pack):
    suffix = "bz2" if pack is bz2.compress else "xz"
    assert len(read(tmp_path, f"a.jsonl.{suffix}", pack(LINES) + pack(LINES))) == 6
    assert len(read(tmp_path, "a.dump", pack(LINES))) == 3
    cut = read(tmp_path, f"b.jsonl.{suffix}", pack(LINES * 5000)[:-30])
    assert reasons(cut)[-1].startswith("broken off: ")
    bomb = read(tmp_path, f"c.txt.{suffix}", pack(b"0" * (20 << 20)))
    assert reasons(bomb) == ["unpacks to more than 200 times its size: not read further"]


def test_xz_asks_for_no_more_memory_than_it_may(tmp_path):
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 1 << 29}]
    data = lzma.compress(LINES, filters=[filters[0] | {"dict_size": 1 << 20}])
    assert len(read(tmp_path, "a.jsonl.xz", data)) == 3
    import zlib

    header = bytearray(data[12:24])
    place = header.index(b"\x21\x01") + 2
    header[place] = 37  # 1.5 GB, as a hostile file says
    header[-4:] = zlib.crc32(bytes(header[:-4])).to_bytes(4, "little")
    found = read(tmp_path, "b.jsonl.xz", data[:12] + bytes(header) + data[24:])
    assert reasons(found) == ["broken off: Memory usage limit exceeded"]


def test_gdelt_has_no_text(tmp_path):
    row = "20210924101500-1\t20210924101500\t1\tdaily.example\thttp://daily.example/a\t\t\tTAX\n"
    assert reasons(read(tmp_path, "20210924101500.gkg.csv", row))[0].startswith("GDELT's knowledge graph: ")


def test_what_is_passed_over_is_counted(tmp_path):
    names = ("a.txt", "b.png", "c.png", "d", "README.md", ".e", "news.2021.gz", "v1.2.gz", "x/f.xlsx", "old.sql.gz")
    (tmp_path / "in/x").mkdir(parents=True)
    for name in names:
        (tmp_path / "in" / name).write_bytes(gzip.compress(SAID.encode()) if name.endswith(".gz") else SAID.encode())
    passed: Counter[str] = Counter()
    inputs.list_inputs([tmp_path / "in"], tmp_path / "list", tmp_path / "out", passed)
    assert passed == {".png": 2, "without a suffix": 1, "README.md": 1, "hidden": 1, ".xlsx": 1, ".gz": 1}
    assert [d.id for d in documents([tmp_path / "in"])] == ["a", "news.2021", "v1.2"]
    done = subprocess.run([sys.executable, "-c", "from factx.cli import main; main()", "extract", tmp_path / "in/x", "-o", tmp_path / "out"], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "factx: passed over in folders: 1 .xlsx",
        "factx: nothing to read: no file of a known format there",
    ]
    assert '"passed_over_in_folders": {' in (tmp_path / "out/run.json").read_text("utf8")


def test_archives_of_nothing_say_so(tmp_path):
    found = read(tmp_path, "a.zip", zipped({"a.png": "x", "b.png": "x", ".c": "x", "d": "x"}))
    assert reasons(found) == ["no article in it: passed over 2 .png, 1 hidden, 1 without a suffix"]
    assert reasons(read(tmp_path, "b.zip", zipped({}))) == ["no article in it: it is empty"]


@pytest.mark.parametrize(
    ("name", "data", "module", "extra"),
    [
        ("a.docx", docx(), "defusedxml", "xml"),
        ("a.epub", epub(page()), "defusedxml", "xml"),
        ("a.nitf", NITF, "defusedxml", "xml"),
        ("a.rss", RSS, "feedparser", "feeds"),
        ("a.md", MARKDOWN, "markdown_it", "markdown"),
    ],
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, name, data, module, extra):
    for loaded in [m for m in sys.modules if m.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    found = read(tmp_path, name, data)
    assert reasons(found) == [f"needs {module}, which is not installed: try  pip install 'factx[{extra}]'"]


def test_lines_and_charsets():
    assert stated.line("a\ud800\x1b[1m\n b") == "a [1m b"
    assert stated.line(" \n") is None
    assert [stated.charset(c) for c in ("utf-8", "punycode", "x-none", "base64", None)] == ["utf-8", None, None, None, None]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>It paid $4.2 million<sup>1</sup>.", "It paid $4.2 million."),
        ("<p>5<sup>1</sup>/<sub>2</sub> percent", "5 1/2 percent"),
        ("<p>the 1<sup>st</sup> of May", "the 1st of May"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a | b\nc"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td>x</td></tr></table>", "One.\n\nTwo.\n\nx"),
        ("a<script>b<c</script><!-- d --><p style='display: none'>e<p>f</p>", "a\n\nf"),
        ("a &lt; b &amp; c<br>d", "a < b & c\nd"),
        ("<pre>a\n b</pre>", "a\nb"),
    ],
)
def test_markup(page, text):
    assert markup.text(page) == text


@pytest.mark.parametrize("shape", ["<a ", "<!--", "<![CDATA[", "<a b='", "<script", "<td>", "<sup>1"])
def test_markup_takes_linear_steps(shape):
    counts = []
    for times in (500, 4000):
        steps = 0

        def count(frame, event, arg):
            nonlocal steps
            steps += 1
            return count

        sys.settrace(count)
        markup.text(shape * times)
        sys.settrace(None)
        counts.append(steps)
    assert counts[1] < counts[0] * 10


def test_the_files_of_a_folder_are_all_read(tmp_path):
    need("defusedxml", "feedparser", "fastwarc", "markdown_it", "trafilatura")
    from foreign import WHOLE

    for name, data in WHOLE.items():
        (tmp_path / name.replace("a.", f"{name.replace('.', '-')}.", 1)).write_bytes(data)
    found = list(documents([Path(tmp_path)], ReadOptions()))
    told = {
        r for r in reasons(found) if r and not r.startswith("duplicate id: ")
    }  # the same rows in tables of two kinds
    assert told == {
        "an entry without text",
        "an item without text: image/jpeg",
        "GDELT's knowledge graph: addresses and themes of articles, not their text: read the pages it names",
    }
    assert sum(isinstance(d, Document) for d in found) > 20
