"""Small whole files of the formats that are read, made here, and the ways in which they are damaged."""

import bz2
import gzip
import io
import json
import lzma
import quopri
import tarfile
import zipfile

SAID = "Norden Holdings Inc. sold a mill for $3.2 million in May, the company said on Friday."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(members, how=zipfile.ZIP_STORED):
    """Return a zip file; the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def docx(body=f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>", **more):
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mill sold</dc:title><dc:creator>Ann Lee</dc:creator></c>'
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": f"<w:notes {W}>{inner}</w:notes>" for name, inner in more.items()}
    return zipped(members | {"docProps/core.xml": core})


def epub(*pages):
    items = "".join(f'<item id="p{n}" href="p%20{n}.xhtml"/>' for n in range(len(pages)))
    order = "".join(f'<itemref idref="p{n}"/>' for n in reversed(range(len(pages))))
    said = "<metadata><dc:title>The Daily</dc:title><dc:creator>Ann Lee</dc:creator><dc:publisher>Daily</dc:publisher><dc:date>2021-09-24</dc:date></metadata>"
    opf = f'<package xmlns:dc="http://purl.org/dc/elements/1.1/">{said}<manifest>{items}</manifest><spine>{order}</spine></package>'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
        "O/b.opf": opf,
    }
    return zipped(members | {f"O/p {n}.xhtml": page for n, page in enumerate(pages)})


def page(text=SAID, title="Mill sold"):
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


MAIL = f"""From: Ann Lee <ann@daily.example>
To: all@daily.example
Subject: =?utf-8?q?Mill_sold_for_=E2=82=AC?=
Date: Fri, 24 Sep 2021 23:15:00 -0500
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

It paid =E2=82=AC5 million, up 5=20=
percent. {SAID}

--x
Content-Type: text/html; charset=utf-8

<p>It paid <b>&euro;5 million</b>.</p>
--x--
"""
MBOX = "".join(
    f"From a@b.example Fri Sep 24 10:15:0{n} 2021\nFrom: a@b.example\nSubject: No. {n}\n\n{SAID}\n>From here on.\n\n"
    for n in range(3)
)
SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://daily.example/mill
Subject: Mill sold
Date: Sat, 25 Sep 2021 10:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="x"

--x
Content-Type: text/html
Content-Location: https://daily.example/mill
Content-Transfer-Encoding: quoted-printable

<html><head><meta charset=3D"utf-8"><title>Mill sold</title><meta property=3D"article:published_time" content=3D"2021-09-24"></head>=
<body><article><h1>Mill sold</h1><p>{SAID} It employs 300 people, who will all keep their work, said its head.</p>
<p>The mill is in Sweden =E2=80=93 by the sea =E2=80=93 and has been there for a hundred years and more.</p></article></body></html>
--x
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily</title>
<item><title>Mill &amp; more</title><link>https://daily.example/1</link><pubDate>Fri, 24 Sep 2021 23:15:00 -0500</pubDate><dc:creator>Ann Lee</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>{SAID}</p><p>AT&amp;T paid &euro;5 million.</p>]]></content:encoded></item>
<item><title>Headline alone</title></item>
<item><title>Third</title><description>AT&T paid $4 million&nbsp;today.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><entry><title>Mill sold</title><link href="https://daily.example/2"/>
<published>2021-09-24T10:15:00Z</published><author><name>Ann Lee</name></author><content type="html">&lt;p&gt;{SAID}&lt;/p&gt;</content></entry></feed>"""
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf.dtd"><nitf><head><title>Mill sold</title><docdata><date.issue norm="20210924T155000Z"/></docdata>
<pubdata name="The Daily" date.publication="20210925T000000" ex-ref="https://daily.example/3"/></head><body><body.head><hedline><hl1>Mill sold&mdash;again</hl1></hedline><byline>By Ann Lee</byline></body.head>
<body.content><block class="lead_paragraph"><p>{SAID}</p></block><block class="full_text"><p>{SAID}</p><p>More.</p></block></body.content></body></nitf>"""
G2 = "".join(
    f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{n}"><itemMeta><provider literal="Daily"/><versionCreated>2021-09-25T10:00:00Z</versionCreated><firstCreated>2021-09-24T10:00:00Z</firstCreated></itemMeta>
<contentMeta><by>By Ann Lee</by><headline>No. {n}</headline></contentMeta><contentSet>{inner}</contentSet></newsItem>"""
    for n, inner in enumerate(
        (
            f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>{SAID}</p></body></html></inlineXML>',
            '<remoteContent contenttype="image/jpeg" href="a.jpg"/>',
            f"<inlineXML><nitf><body><body.content><p>{SAID}</p></body.content></body></nitf></inlineXML>",
        )
    )
)
NEWSML = f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{G2}</itemSet></newsMessage>'
SGML = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + "\n".join(
    f'<REUTERS TOPICS="YES" OLDID="{n}" NEWID="{n + 7}">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>&#2;\n<TITLE>MILL &lt;NRD> SOLD</TITLE>\n'
    f"<AUTHOR>    By Ann Lee, Daily</AUTHOR><DATELINE>    OSLO, Feb 26 - </DATELINE><BODY>{SAID}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>"
    for n in range(3)
)
EDGAR = f"""<SEC-DOCUMENT>0000000001-21-000001.txt : 20211104
<SEC-HEADER>0000000001-21-000001.hdr.sgml : 20211104
CONFORMED PERIOD OF REPORT:\t20210930
FILED AS OF DATE:\t\t20211104
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tNORDEN HOLDINGS INC
</SEC-HEADER>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>1
<FILENAME>ex99.htm
<DESCRIPTION>PRESS RELEASE
<TEXT>
<HTML><BODY><DIV style="display:none">123</DIV><P>{SAID}</P><TABLE><TR><TD>Net sales</TD><TD>$</TD><TD>3.2</TD><TD>5</TD><TD>%</TD></TR></TABLE><P>It paid $4.2&nbsp;million<sup>(1)</sup>.</P></BODY></HTML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>GRAPHIC
<FILENAME>g.jpg
<TEXT>
begin 644 g.jpg
M_]C_X``02D9)1@`!`0$`2`!(``#_VP!#``$!`0$!`0$!`0$!`0$!`0$!`0$!
end
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.2
<TEXT>
<PAGE>
{SAID}
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""
MARKDOWN = f"""---
title: "Mill sold"
date: 2021-09-24
author: Ann Lee
---
# Mill *sold*

{SAID} See [the **report**](https://daily.example/r).

1986. A year like others.

| Sales | 5 percent |
|-------|-----------|
| Costs | 6 percent |
"""


def record(kind, url, body, of="text/plain"):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {of}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


WET = record("warcinfo", "", b"software: x", "application/warc-fields") + b"".join(
    record("conversion", f"http://daily.example/{n}", SAID.encode()) for n in range(2)
)
LINES = f'{{"text": "{SAID}"}}\n'.encode() * 3
WHOLE = {
    "a.docx": docx(),
    "a.epub": epub(page(), page(title="Second")),
    "a.eml": MAIL.encode(),
    "a.mbox": MBOX.encode(),
    "a.mht": SAVED.encode(),
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.nitf": NITF.encode(),
    "a.xml": NEWSML.encode(),
    "a.sgm": SGML.encode(),
    "edgar.txt": EDGAR.encode(),
    "a.md": MARKDOWN.encode(),
    "a.wet": WET,
    "a.jsonl.bz2": bz2.compress(LINES),
    "a.jsonl.xz": lzma.compress(LINES) + lzma.compress(LINES),
    "a.wet.gz": gzip.compress(WET, mtime=0),
}
LEXIS = f"1 of 2 DOCUMENTS\n\nThe Daily (London)\n\nSeptember 24, 2021 Friday\n\nMill sold\n\nBYLINE: Ann Lee\n\nLENGTH: 20 words\n\n{SAID}\n\n"
FACTIVA = f"Mill sold\n\nAnn Lee\n20 words\n24 September 2021\n10:15\nThe Daily\nTDAILY\nEnglish\n\n{SAID}\n\nDocument TDAILY0020210924eh9o0001x\n\n"
PAGE = quopri.decodestring(SAVED.partition("quoted-printable\n\n")[2].partition("--x")[0]).decode()
ROWS = [
    {"id": f"r{n}", "title": "Mill, sold", "date": "2021-09-24", "text": f"{SAID} It has {n} mills."} for n in range(3)
]


def pdf(text=SAID):
    """Return a PDF of one page."""
    words = f"BT /F 12 Tf 10 10 Td ({text}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R /MediaBox [0 0 600 800] >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(f"{len(out):010} 00000 n \n")
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = f"xref\n0 6\n0000000000 65535 f \n{''.join(places)}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + table).encode()


def tarred(members):
    """Return a tar file; the same bytes each time."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def by_column():
    """Return the rows as Parquet and Arrow, where pyarrow is installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return {}
    table, parquet, arrow = pa.Table.from_pylist(ROWS), io.BytesIO(), io.BytesIO()
    pq.write_table(table, parquet)
    with pa.ipc.new_file(arrow, table.schema) as file:
        file.write_table(table)
    return {"a.parquet": parquet.getvalue(), "a.arrow": arrow.getvalue()}


_FILES = {"b.txt": f"Mill sold\nPublished: September 24, 2021\n\n{SAID}\n".encode(), "b.html": PAGE.encode()}
WHOLE |= by_column() | {
    "a.txt": _FILES["b.txt"],
    "lexis.txt": (LEXIS * 2).encode(),
    "factiva.txt": (FACTIVA * 2).encode(),
    "a.html": PAGE.encode(),
    "a.pdf": pdf(),
    "a.json": json.dumps({"articles": ROWS}, indent=1).encode(),
    "a.jsonl": "\n".join(map(json.dumps, ROWS)).encode(),
    "a.csv": ("id,title,date,text\n" + "".join(f'{r["id"]},"Mill, sold",24/09/2021,"{r["text"]}"\n' for r in ROWS)).encode(),
    "a.tsv": ("id\ttext\n" + "".join(f"{r['id']}\t{r['text']}\n" for r in ROWS)).encode(),
    "gkg.csv": b"20210924101500-1\t20210924101500\t1\tdaily.example\thttps://daily.example/1\n",
    "a.warc": record("response", "http://daily.example/1", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(), "application/http"),
    "a.zip": zipped(_FILES, zipfile.ZIP_DEFLATED),
    "a.tar": tarred(_FILES),
    "a.tgz": gzip.compress(tarred(_FILES), mtime=0),
    "stdin": LINES,
}  # fmt: skip
_TOKENS = (
    *(b"<", b">", b"</", b"<p>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&", b"&#0;", b"&#xD800;", b"&amp;", b'<!ENTITY a "b">', b"<!DOCTYPE x ["),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b"From ", b"\nFrom a 2021\n", b"--x", b"=?x?q?=?=", b"=?utf-8?b?!?="),
    *(b"<DOCUMENT>\n", b"<TEXT>", b"<REUTERS ", b"begin 644 a\n", b"---\n", b"[a](", b"**", b"|", b"PK\x03\x04", b"Content-Length: 99999999999\r\n", b"99999999999999999999"),
)  # fmt: skip


def damaged(data, steps):
    """Return data after some steps, each three numbers: what is done, where, and how much of it."""
    for what, where, size in steps:
        at = where % (len(data) + 1)
        end = min(len(data), at + 1 + size % 64)
        match what % 6:
            case 0:
                data = data[:at] + data[end:]
            case 1:
                data = data[:at] + _TOKENS[size % len(_TOKENS)] + data[at:]
            case 2:
                data = data[:at] + bytes((size % 256,)) + data[at + 1 :]
            case 3:
                data = data[:at] + data[at:end] * (size % 50) + data[at:]
            case 4:
                data = data[:at]
            case _:
                data = data[:at] + _TOKENS[size % len(_TOKENS)] * (where % 200) + data[end:]
    return data
