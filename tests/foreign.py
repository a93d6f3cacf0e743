"""Small whole files of the formats that are read, made here, and the ways in which they are damaged."""

import bz2
import gzip
import io
import lzma
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
