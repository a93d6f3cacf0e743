"""Files as Word, mail programs, news agencies, crawlers, note takers and browsers write them: what a reader sees is what is read."""

import gzip
import io
import zipfile
from datetime import date

import pytest

from factx.read import documents
from factx.records import Document
from foreign import EDGAR, SAID, W, docx, epub, page, record, zipped

DAY = date(2021, 9, 24)
MORE = "The mill in Sweden employs 300 people, who will all keep their work, its head told reporters in Oslo."


def read(folder, name, data, **said):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(documents([path], **said))


def check(found, *expected):
    """Compare what was read with what was to be: a dict with some fields of a document, or the start of a reason."""
    seen = [
        {key: getattr(each, key) for key in (wanted if isinstance(wanted, dict) else ())}
        if isinstance(each, Document)
        else each.reason[: len(wanted)]
        for each, wanted in zip(found, expected, strict=False)
    ]
    assert (seen, len(found)) == (list(expected), len(expected))


def para(*inner, about=""):
    runs = (each if each.startswith("<") else f'<w:r><w:t xml:space="preserve">{each}</w:t></w:r>' for each in inner)
    return f"<w:p>{about}{''.join(runs)}</w:p>"


def run(about, text):
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{text}</w:t></w:r>"


BOX = f"<w:r><Choice><w:txbxContent>{para('A quote.')}</w:txbxContent></Choice><Fallback><w:txbxContent>{para('A quote.')}</w:txbxContent></Fallback></w:r>"
DELETED = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
ROWS = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('Old')}</w:tc></w:tr><w:tr><w:tc>{para('Sales')}</w:tc><w:tc>{para('$5')}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (para("It paid $3.2", BOX, " million."), "It paid $3.2 million.\n\nA quote."),
        (para("It paid $3", run("<w:vanish/>", " or $9"), run('<w:vanish w:val="0"/>', " million.")), "It paid $3 million."),
        (para("It paid $3.2", about=DELETED) + para(" million."), "It paid $3.2 million."),
        (ROWS, "Sales | $5"),
        (para("€5", '<w:r><w:sym w:char="20AC"/></w:r>', '<w:r><w:sym w:char="F0B7"/></w:r>'), "€5€"),
        (para("$4.2 million", run('<w:vertAlign w:val="superscript"/>', "1"), " more"), "$4.2 million more"),
        (para("the 1", run('<w:vertAlign w:val="superscript"/>', "st"), " of May"), "the 1st of May"),
        (para("5 percent", about='<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'), "5 percent"),
    ],
)  # fmt: skip
def test_what_word_shows(tmp_path, body, text):
    check(read(tmp_path, "a.docx", docx(body)), {"text": text})


def test_parts_of_word_files(tmp_path):
    main = f"<w:document {W}><w:body>{para(SAID)}</w:body></w:document>"
    rels = '<r><Relationship Type="http://x/officeDocument" Target="word/document2.xml"/></r>'
    said = {"text": SAID}
    check(read(tmp_path, "a.docx", zipped({"_rels/.rels": rels, "word/document2.xml": main})), said)
    check(read(tmp_path, "a.docx", zipped({"word\\document.xml": main})), said)
    check(read(tmp_path, "press", zipped({"docProps/app.xml": "<a/>", "[Content_Types].xml": "", "word/document.xml": main})), said)  # fmt: skip
    for part in ("docProps/core.xml", "word/footnotes.xml"):
        damaged = zipped({"word/document.xml": main, part: "<broken"})
        check(read(tmp_path, "a.docx", damaged), said | {"remark": f"bad XML in {part}: unclosed token: line 1, column 0"})  # fmt: skip
    linked = f"<w:document {W}><w:body><w:altChunk/></w:body></w:document>"
    check(read(tmp_path, "a.docx", zipped({"word/document.xml": linked})), "no text in it: altChunk")


NEXIS = [
    *("User Name: Ann", "Date and Time: Friday, October 1, 2021 10:15:00 AM EDT", "Documents (2)", "1. Mill opens", "2. Mill closes"),
    *(line for title in ("Mill opens", "Mill closes") for line in (title, "The Daily Mill", "September 24, 2021 Friday", "Length: 312 words", "Byline: Ann Lee", "Body", SAID, "Load-Date: September 25, 2021", "End of Document")),
]  # fmt: skip
FACTIVA = [
    [title, "By Ann Lee", "312 words", "24 September 2021", "The Daily Mill", "DMILL", "English", SAID, "Document DMILL00020210924eh9o00001"]
    for title in ("Mill opens", "Mill closes")
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx("".join(map(para, NEXIS)))),
        ("a.txt", "\n\n".join(NEXIS)),
        ("a.html", "<html>" + "".join(f"<p>{line}</p>" for line in NEXIS)),
        ("a.docx", docx("".join(para(line) for each in FACTIVA for line in each))),
        ("a.html", "<html>" + "".join(f"<div>{''.join(f'<div>{line}</div>' for line in each)}</div>" for each in FACTIVA)),
    ],
)  # fmt: skip
def test_exports_of_any_format(tmp_path, name, data):
    said = {"publisher": "The Daily Mill", "author": "Ann Lee", "published": DAY}
    check(read(tmp_path, name, data), {"title": "Mill opens", **said}, {"title": "Mill closes", **said})


def test_exports_without_titles_of_their_own_and_with_a_list_of_them(tmp_path):
    fields = (
        f"Author: Lee, Ann\n\nFull text: {SAID}\n\nPublication title: The Daily\n\nPublication date: Sep 24, 2021\n"
    )
    text = "Table of contents\n\n1. Mill opens\n" + "".join(f"{'_' * 60}\n\nDocument {n} of 2\n\nMill {n}\n\n{fields}" for n in (1, 2))  # fmt: skip
    check(read(tmp_path, "a.txt", text), *({"title": f"Mill {n}", "published": DAY} for n in (1, 2)))


def test_chapters(tmp_path):
    with zipfile.ZipFile(io.BytesIO(epub(page(title="The Daily"), page("Contents", "Contents")))) as book:
        members = {name: book.read(name).decode() for name in book.namelist()}
    opf = members["O/b.opf"].replace('href="p%201.xhtml"', 'href="p%201.xhtml" properties="nav"')
    opf = opf.replace("<dc:date>", '<dc:date event="modification">2022-01-01</dc:date><dc:date>')
    check(
        read(tmp_path, "a.epub", zipped(members | {"O/b.opf": opf})), {"text": f"The Daily\n\n{SAID}", "published": DAY}
    )
    titled = f"<html><head><title>The Daily</title></head><body><h2>Mill sold</h2><p>{SAID}</p></body></html>"
    assert read(tmp_path, "a.zip", zipped(members | {"O/p 0.xhtml": titled}))[1].title == "Mill sold"
    locked = members | {"META-INF/encryption.xml": '<e><CipherReference URI="O/p%200.xhtml"/></e>'}
    check(read(tmp_path, "b.epub", zipped(locked)), {"title": "Contents"}, "encrypted (DRM)")
    check(read(tmp_path, "c.epub", zipped(members | {"O/b.opf": "<package>"})), "bad XML in O/b.opf", {}, {})


HEAD = (
    "From: Ann Lee <ann@daily.example>\nSubject: Mill sold\nDate: Fri, 24 Sep 2021 10:15:00 +0000\nMIME-Version: 1.0\n"
)
OUTER, INNER = {"title": "Mill sold", "published": DAY}, {"title": "Inner", "author": "Bob", "text": SAID}


def mixed(kind, *parts):
    return (
        f"{HEAD}Content-Type: multipart/{kind}; boundary=x\n\n"
        + "".join(f"--x\n{part}\n" for part in parts)
        + "--x--\n"
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mixed("mixed", "\nSee below.", f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\nFrom: Bob <b@x.example>\nSubject: Inner\n\n{SAID}"), [OUTER, INNER]),
        (mixed("digest", *(f"\nFrom: Bob <b@x.example>\nSubject: Inner\n\n{SAID}" for _ in "ab")), [INNER, INNER]),
        (mixed("mixed", f"\n{SAID}", 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="r.pdf"\n\nx'), [{"remark": "attached and not read: r.pdf"}]),
        (mixed("signed", f"\n{SAID}", "Content-Type: application/pgp-signature\nContent-Disposition: attachment\n\nx"), [{"remark": None}]),
        (HEAD.replace("Ann Lee", "=?utf-8?q?Lee=2C_Ann?=") + f"\n{SAID}", [{"author": "Lee, Ann"}]),
        (HEAD.replace("sold", "sold for €5") + f"\n{SAID}", [{"title": "Mill sold for €5"}]),
        (f"\r\n{HEAD}\n{SAID}", [OUTER]),
        (f"{HEAD}Content-Type: multipart/mixed\n\n{SAID}", [{"text": SAID}]),
        (f"{HEAD}\n{SAID}\nbegin 644 a.gif\nM1TE&.#EA`0`!`\n`\nend\nMore.", [{"text": f"{SAID}\nMore."}]),
        (f"{HEAD}Content-Type: text/html\n\n<p style='display:none'>Preview<p>{SAID}", [{"text": SAID}]),
        (f"Received: from x; Fri, 24 Sep 2021 10:15:00 +0000\nSubject: Mill sold\nFrom: a@b.example\n\n{SAID}", [OUTER]),
    ],
)  # fmt: skip
def test_mails(tmp_path, data, expected):
    check(read(tmp_path, "a.eml", data), *expected)


def test_mails_of_apple_and_lines_that_begin_as_mailboxes_do(tmp_path):
    mail = f"{HEAD}\n{SAID}\n"
    for name in ("1.emlx", "1"):
        check(read(tmp_path, name, f"{len(mail)}\n{mail}<?xml version='1.0'?><plist/>"), {"text": f"{SAID}\n"})
    body = f"{SAID}\n\nFrom Oslo\n\n{MORE}\n\nFrom May 2020 to June 2021\n\nMore.\n\n"
    box = "".join(f"From a@b.example Fri Sep 24 10:15:0{n} 2021\n{HEAD}\n{body}" for n in range(300))
    found = read(tmp_path, "a.mbox", box)
    assert len(found) == 300
    assert {each.text for each in found} == {body}
    passed_on = f"From a@b.example Fri Sep 24 10:15:00 2021\n>From c@d.example Fri Sep 24 10:14:00 2021\n{HEAD}\n{SAID}"
    check(read(tmp_path, "a.mbox", passed_on), {"text": SAID, "title": "Mill sold"})


def test_a_saved_frameset_is_the_page_that_it_frames(tmp_path):
    pytest.importorskip("trafilatura")
    parts = (
        "<frameset><frame src='cid:1'></frameset>",
        f"<title>Mill</title><article><p>{SAID}</p><p>{MORE}</p></article>",
    )
    data = mixed("related", *(f"Content-Type: text/html\n\n<html>{part}</html>" for part in parts))
    check(read(tmp_path, "a.mht", data), {"title": "Mill"})


def feed(inner, about=""):
    return f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>D</title><link>https://d.example/</link>{about}<item><title>M</title><description>{SAID}</description>{inner}</item></channel></rss>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (feed("<pubDate>2 hours ago</pubDate>"), {"published": None, "remark": "date 2 hours ago: not read"}),
        (feed("<pubDate>05/09/2021</pubDate>", "<language>en-gb</language>"), {"published": date(2021, 9, 5)}),
        (feed("<pubDate>05/09/2021</pubDate>", "<language>en-us</language>"), {"published": date(2021, 5, 9)}),
        (feed("<link>/2021/mill</link>"), {"source": "https://d.example/2021/mill"}),
        (feed('<source url="https://x.example">The Mill</source>'), {"publisher": "The Mill"}),
        (feed("<author>ann@daily.example (Ann Lee)</author>"), {"author": "Ann Lee"}),
        (feed("<dc:creator>Ann Lee</dc:creator><dc:creator>Bob Roe</dc:creator>"), {"author": "Ann Lee; Bob Roe"}),
        (f"<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>M</title><content>{SAID}</content></entry>", {"text": SAID}),
        (f"<br />\n<b>Warning</b>: x\n{feed('')}", {"text": SAID}),
    ],
)  # fmt: skip
def test_feeds(tmp_path, data, expected):
    pytest.importorskip("feedparser")
    check(read(tmp_path, "a.xml", data), expected)
    if data.startswith("<rss"):
        check(read(tmp_path, "a.html", data), expected)


NITF = "<?xml version='1.0'?><nitf><head><title>x</title></head><body><body.head>{}</body.head><body.content>{}</body.content></body></nitf>"
G2 = "<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta><provider qcode='nprov:AFP'/></itemMeta><contentSet>{}</contentSet></newsItem>"
PART = "<NewsComponent><Role FormalName='{}'/><NewsLines><HeadLine>{}</HeadLine></NewsLines><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>"
OLD = "<?xml version='1.0'?><NewsML><NewsItem><NewsManagement><FirstCreated>20210924T101500Z</FirstCreated></NewsManagement><NewsComponent>{}</NewsComponent></NewsItem></NewsML>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (NITF.format("<byline>By <person>Ann Lee</person><byttl>Staff Writer</byttl></byline>", f"<p>{SAID}</p>"), [{"author": "Ann Lee"}]),
        (NITF.format("", "<p>The <source>paper</source> rose <object>5 percent</object>.</p>"), [{"text": "The paper rose 5 percent."}]),
        (G2.format(f"<inlineData contenttype='text/plain'>{SAID}\n\n{MORE}</inlineData>"), [{"text": f"{SAID}\n\n{MORE}", "publisher": "AFP"}]),
        (G2.format(f"<inlineData><![CDATA[<div>{SAID}<br/>{MORE}</div>]]></inlineData>"), [{"text": f"{SAID}\n{MORE}"}]),
        (OLD.format(PART.format("Main", "One", SAID) + PART.format("Main", "Two", MORE)), [{"title": "One", "text": SAID, "published": DAY}, {"title": "Two", "text": MORE, "published": DAY}]),
        (OLD.format(PART.format("Caption", "", MORE).replace("<HeadLine></HeadLine>", "") + PART.format("Main", "One", SAID)), [{"title": "One", "text": SAID, "remark": None}]),
        (OLD.format(PART.format("Main", "One", SAID) + PART.format("Main", "", MORE).replace("<HeadLine></HeadLine>", "")), [{"title": "One", "remark": "1 more text in it not read"}]),
        ("<?xml version='1.0'?><opml/>", ["XML of a kind that is not read: OPML"]),
        ("<?xml version='1.0'?><mediawiki/>", ["XML of a kind that is not read: a dump of a wiki"]),
    ],
)  # fmt: skip
def test_news_xml(tmp_path, data, expected):
    check(read(tmp_path, "a.xml", data), *expected)


FRONT = {"title": "Mill sold", "published": DAY, "author": "Ann Lee; Bob Roe", "text": SAID}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("---\ntitle: Mill sold # a draft\ndate: 2021-09-24 10:15:00 +0200\nauthors:\n  - Ann Lee\n  - name: Bob Roe\n    url: x\n---\n", FRONT),
        ("---\ntitle: >-\n  Mill\n  sold\nauthor: [Ann Lee, \"Bob Roe\"]\ndate: '2021-09-24'\n...\n", FRONT),
        ("+++\ntitle = 'Mill sold'\ndate = 2021-09-24T10:15:00Z\nauthors = ['Ann Lee', 'Bob Roe']\n[params]\ntitle = 'x'\n+++\n", FRONT),
        ('{"title": "Mill sold", "date": "2021-09-24", "authors": ["Ann Lee", "Bob Roe"]}\n', FRONT),
        ("Title: Mill sold\nDate: 2021-09-24 10:20\nAuthor: Ann Lee; Bob Roe\nSlug: mill\n\n", FRONT),
        ('---\nsource: "https://d.example/1"\nauthor:\n  - "[[Ann Lee]]"\npublished: 2021-09-24\ncreated: 2021-10-05\n---\n', {"source": "https://d.example/1", "author": "Ann Lee", "published": DAY}),
        ('---\nauthor:\n  name: Ann Lee\n  email: x\ntitle: "It \\"sold\\""\n---\n', {"author": "Ann Lee", "title": 'It "sold"'}),
        ("---\n\nIt fell.\n\n---\n", {"text": f"It fell.\n\n{SAID}"}),
        ("---\ntitle: x\n\n", {"text": f"title: x\n\n{SAID}"}),
    ],
)  # fmt: skip
def test_front_matter(tmp_path, front, expected):
    pytest.importorskip("markdown_it")
    check(read(tmp_path, "a.md", f"{front}{SAID}\n"), expected)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("[[Norden|Norden Inc.]] paid $5 million[^1] to [[Oslo]]. ![[a.png]]%%$9%%", "Norden Inc. paid $5 million to Oslo."),
        ("It ==rose 5 percent==. ^b1\n\n[^1]: In cash.", "It rose 5 percent.\n\nIn cash."),
        ('{{< figure src="a" >}}\nKept.\n{% include a %}\n{: .lead}', "Kept."),
        ("It paid [$5] (see [1]) {3} x^2 == 5, 50%% off, 5==5.", "It paid [$5] (see [1]) {3} x^2 == 5, 50%% off, 5==5."),
    ],
)  # fmt: skip
def test_markdown_of_others(tmp_path, body, text):
    pytest.importorskip("markdown_it")
    check(read(tmp_path, "a.md", body), {"text": text})
    check(read(tmp_path, "b.md", f"---\ndate: 05/09/2021\n---\n{body}", country="GB"), {"published": date(2021, 9, 5)})


def web(head="", body=None):
    inner = f"<article><h1>Mill sold</h1><p>{SAID}</p><p>{MORE}</p></article>" if body is None else body
    return f"<!doctype html><html><head><title>Mill sold</title>{head}</head><body>{inner}</body></html>"


def linked(*blocks):
    return web("".join(f'<script type="application/ld+json">{block}</script>' for block in blocks))


ARTICLE = '{"@type": "NewsArticle", "datePublished": "2021-09-24T10:15:00Z"}'


@pytest.mark.parametrize(
    "data",
    [
        linked('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2019-01-02"}]}', ARTICLE),
        linked(f'{{"@graph": [{{"@type": "WebSite", "datePublished": "2005-01-01"}}, {{"@type": "WebPage", "datePublished": "2020-01-01"}}, {ARTICLE}]}}'),
        linked('{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2021-09-26"}], "datePublished": "2021-09-24"}'),
        linked('{"@type": "Article", "datePublished": [{"@value": "2021-09-24"}]}'),
        linked(f"//<![CDATA[\n{ARTICLE}\n//]]>"),
        linked('{"@type": "NewsArticle", "headline": "A "quote"", "datePublished": "2021-09-24",}'),
        linked('[{"@type": "NewsArticle", "url": "https://d.example/old", "datePublished": "2019-01-01"}, {"@type": "NewsArticle", "url": "https://d.example/1", "datePublished": "2021-09-24"}]').replace("<title>", '<link rel="canonical" href="https://d.example/1"><title>'),
        linked('{"@type": "VideoObject", "datePublished": "2020-01-01"}').replace("<title>", '<meta property="article:published_time" content="2021-09-24"><title>'),
    ],
)  # fmt: skip
def test_the_day_of_the_article_itself(tmp_path, data):
    pytest.importorskip("trafilatura")
    check(read(tmp_path, "a.html", data), {"published": DAY})


def test_pages(tmp_path):
    pytest.importorskip("trafilatura")
    found = read(tmp_path, "a.html", web() + "\n" + web().replace("sold", "closed"))
    check(found, {"title": "Mill sold", "id": "a-1"}, {"title": "Mill closed", "id": "a-2"})
    check(read(tmp_path, "a.html", f"{SAID}\n\n{MORE}\n"), {"text": f"{SAID}\n\n{MORE}\n"})
    for note in ("saved from url=(0020)", "\n Page saved with SingleFile \n url: "):
        check(read(tmp_path, "a.html", f"<!doctype html><!-- {note}https://d.example/1 -->{web()[15:]}"), {"source": "https://d.example/1"})  # fmt: skip
    noted = f"<p>It paid $4.2 million<a href='#1' id='r1'><sup>1</sup></a> for it.</p><p>{SAID} {MORE}</p>"
    assert "$4.2 million for it." in read(tmp_path, "a.html", web("", noted))[0].text
    wall = "<noscript>You need to enable JavaScript to run this app.</noscript><div></div>"
    check(read(tmp_path, "a.html", web("", wall)), "no article text in the page: it asks for JavaScript")
    check(read(tmp_path, "a.html", "<html><frameset><frame src='a'></frameset></html>"), "no article text in the page: it is made of frames")  # fmt: skip
    (tmp_path / "in").mkdir()
    for number in (1, 2):
        (tmp_path / f"in/index.html?id={number}").write_text(web().replace("sold", f"sold {number}"))
    check(list(documents([tmp_path / "in"])), {"id": "index.html?id=1"}, {"id": "index.html?id=2"})


def response(url, head, body):
    return record(
        "response", url, f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body, "application/http; msgtype=response"
    )


def test_web_archives(tmp_path):
    pytest.importorskip("fastwarc")
    plain, polish = web().encode(), web().replace("Sweden", "Śląsk").encode("iso8859-2")
    html = "Content-Type: text/html"
    check(read(tmp_path, "a.warc", response("<https://d.example/1>", html, plain)), {"id": "https://d.example/1"})
    check(read(tmp_path, "a.warc", response("https://d.example/1", "Server: x", plain)), {"title": "Mill sold"})
    assert "Śląsk" in read(tmp_path, "a.warc", response("https://d.example/1", f"{html}; charset=iso-8859-2", polish))[0].text  # fmt: skip
    copy = "https://web.archive.org/web/20230203040506/https://d.example/mill"
    check(read(tmp_path, "a.warc", response(copy, html, plain)), {"published": None})
    check(read(tmp_path, "a.warc", response(copy.replace("mill", "2021/09/24/mill"), html, plain)), {"published": DAY})
    cut = gzip.compress(response("https://d.example/1", html, plain)) + gzip.compress(plain)[:-40]
    check(read(tmp_path, "a.warc.gz", cut), {"title": "Mill sold"}, "broken off")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00", "a 7-Zip archive"),
        ("a.rar", b"Rar!\x1a\x07\x01", "a RAR archive"),
        ("a.arc", b"filedesc://a.arc 0.0.0.0 ", "ARC, the older web archive"),
        ("a.arc.gz", gzip.compress(b"filedesc://a.arc 0.0.0.0 "), "ARC, the older web archive"),
        ("a.sql.gz", gzip.compress(b"INSERT INTO x"), ".sql is no format that is read"),
        ("a.mobi", b"x" * 60 + b"BOOKMOBI", "a book for the Kindle"),
        ("a.webarchive", b"bplist00", "a binary property list"),
        ("a.pages", zipped({"Index/Document.iwa": "x"}), "a file of Apple's Pages"),
        ("a.odt", zipped({"content.xml": "x", "mimetype": "x"}), "OpenDocument"),
        ("a.xlsx", zipped({"xl/workbook.xml": "x", "[Content_Types].xml": "x"}), "a spreadsheet"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a file of an old Word, Excel or Outlook, or a newer one under a password"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named(tmp_path, name, data, reason):
    check(read(tmp_path, name, data), reason)


def test_filings_about_another_company_are_those_of_the_filer(tmp_path):
    said = EDGAR.replace("FILER:", "SUBJECT COMPANY:").replace("</SEC-HEADER>", "FILED BY:\n\tCOMPANY CONFORMED NAME:\tBERG LP\n</SEC-HEADER>")  # fmt: skip
    check(read(tmp_path, "a.txt", said), {"author": "BERG LP"}, {"author": "BERG LP"})


def test_pdfs(tmp_path):
    pytest.importorskip("pypdf")
    from test_formats import pdf

    titled = pdf("Mill sold", "24 September 2021", SAID).replace(b"trailer << ", b"trailer << /Info << /Title (Microsoft Word - a.docx) >> ")  # fmt: skip
    check(read(tmp_path, "a.pdf", titled), {"title": "Mill sold", "published": DAY})
    check(
        read(tmp_path, "a.pdf", pdf(SAID).replace(b"(Norden", b"<zz> Tj (")), "no text in the PDF: page 1 is not read"
    )
