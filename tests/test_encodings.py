"""Bytes become text in the encoding they are in, whatever they say, and one bad byte costs no article."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.read import documents, labels
from factx.read.decode import NotTextError, decoded, line_encoding


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("It paid €5 million – “at once” – and £3 million.", "cp1252", "windows-1252"),
        ("It paid €5 million – “at once” – and £3 million.", "mac-roman", "macintosh"),
        ("The café’s owner, José Núñez, wasn’t there…", "mac-roman", "macintosh"),
        ("It paid €5 million to Crédit Agricole.", "iso8859-15", "iso-8859-15"),
        ("It paid £5 million to Crédit Agricole.", "latin-1", "windows-1252"),
        ("It paid £5 million to the café.", "cp850", "cp850"),
        ("It was 30°C, said Zoë Müller of Düsseldorf.", "cp1252", "windows-1252"),
        ("Orlen’s Wałęsa said it paid €5 million.", "cp1250", "windows-1250"),
        ("Сбербанк paid 5 million roubles.", "cp1251", "windows-1251"),
        ("Сбербанк paid 5 million roubles.", "koi8-r", "koi8-r"),
        ("中国银行支付了 5 million，约合 $3 million.", "gb18030", "gb18030"),
        ("トヨタ自動車 paid $3 million.", "cp932", "shift_jis"),
        ("トヨタのソニー paid $3 million.", "euc_jp", "euc-jp"),
        ("ČEZ’s Jiří Novák paid €5 million in Plzeň.", "cp1250", "windows-1250"),
        ("Mr Łukasz Żuk of Śląsk, Poland, paid 5 million.", "iso8859-2", "iso-8859-2"),
        ("Mr Erdoğan said that Turkey paid 5 million.", "cp1254", "windows-1254"),
        ("Sigurður Guðmundsson of Þórshöfn paid €5 million.", "cp1252", "windows-1252"),
        ("Mr Orbán paid €5 million to Mészáros of Győr.", "cp1250", "windows-1250"),
        ("Mr Αλέξης Τσίπρας paid €5 million.", "cp1253", "windows-1253"),
        ("Газпром paid 5 million, said Иванов.", "iso8859-5", "iso-8859-5"),
        ("台積電 (TSMC) paid $3 million.", "big5", "big5"),
        ("삼성전자 (Samsung Electronics) paid $3 million.", "euc_kr", "euc-kr"),
        ("ソフトバンク (SoftBank) paid $3 million.", "iso2022_jp", "iso-2022-jp"),
        ("It paid €5 million – “at once”.", "utf-8", "utf-8"),
        ("It paid €5 million – “at once”.", "utf-16-le", "utf-16le"),
        ("It paid €5 million – “at once”.", "utf-16-be", "utf-16be"),
        ("It paid €5 million – “at once”.", "utf-32-le", "utf-32-le"),
        ("It paid €5 million – “at once”.", "utf-16", "utf-16le"),
    ],
)
def test_is_told_by_what_the_characters_would_be(text, codec, name):
    assert decoded(text.encode(codec)) == (text, name, 0)


@pytest.mark.parametrize(
    ("data", "text", "bad"),
    [
        ("It paid €5 million to the".encode() + b" caf\xe9.", "It paid €5 million to the café.", 1),
        ("It paid €5 million ".encode() + b"\x96 at once.", "It paid €5 million – at once.", 1),
        ("It paid €5 million to the".encode() + b" m\xffill.", "It paid €5 million to the m\ufffdill.", 1),
        ("It paid €5 million, said Mr Müller, of ".encode() + b"\xe2\x82 Bonn.", "It paid €5 million, said Mr Müller, of \ufffd Bonn.", 2),
        ("“Zoë’s firm” paid €5 million.\n".encode() + "“Zoë’s firm”".encode("cp1252"), "“Zoë’s firm” paid €5 million.\n“Zoë’s firm”", 4),
        ("It paid €5".encode() + b"\xc0\x80 million.", "It paid €5 million.", 2),
        (b"Smiles \xed\xa0\xbd\xed\xb8\x80 sell", "Smiles \U0001f600 sell", 0),
    ],
)  # fmt: skip
def test_bad_bytes_of_utf8_are_replaced_and_counted(data, text, bad):
    assert decoded(data) == (text, "utf-8", bad)


def test_more_bad_bytes_than_text_is_no_text():
    with pytest.raises(NotTextError, match="not text in utf-8: 5 of 9 bytes are none"):
        decoded(b"ab\xff\xffcd\xff\xff\xff", "utf-8")


def test_a_mark_is_no_part_of_the_text_and_wins_over_the_page():
    assert decoded("\ufeff€5".encode("utf-16-be"), page="utf-8") == ("€5", "utf-16be", 0)
    assert decoded(b"\xef\xbb\xbf" + "€5".encode(), page="iso-8859-1") == ("€5", "utf-8", 0)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "It paid €5 million – “at once”."),
        ("us-ascii", "cp1252", "It paid €5 million – “at once”."),
        ("ISO8859-9", "cp1254", "It paid €5 million to Türk Şeker."),
        ("gb2312", "gb18030", "镕基 paid €5 million."),
        ("Shift_JIS", "cp932", "髙島屋 ① paid $5."),
        ("x-sjis", "cp932", "髙島屋 ① paid $5."),
        ("euc-kr", "cp949", "똠방각하 paid $5."),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label, codec, text):
    assert decoded(text.encode(codec), page=label).text == text
    assert decoded(text.encode(codec), label).text == text


@pytest.mark.parametrize("label", ["rot13", "hex", "zlib", "klingon", "", "a\x00b"])
def test_what_is_no_encoding_of_text_has_no_codec(label):
    assert labels.codec(label) is None


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "idna", "hz-gb-2312", "cp037"])
def test_a_page_chooses_no_codec_that_browsers_lack(label):
    assert labels.page_codec(label) is None


def test_a_page_that_says_the_wrong_thing_is_read_as_what_it_is():
    assert decoded("It paid €5 million.".encode(), page="iso-8859-1").text == "It paid €5 million."
    assert decoded("It paid €5 million.".encode("cp1252"), page="utf-16").text == "It paid €5 million."
    assert decoded("It paid €5 million.".encode("cp1252"), page="nonsense").text == "It paid €5 million."
    assert decoded("It paid €5 million.".encode("cp1252"), page="utf-8").encoding == "windows-1252"
    assert decoded("It paid €5 million – “at once”.".encode(), page="gb2312").encoding == "utf-8"
    assert decoded("中国银行 paid 5 million.".encode("gbk"), page="utf-8").text == "中国银行 paid 5 million."


@pytest.mark.parametrize(
    ("label", "codec"),
    [("ANSI", "cp1252"), ("windows1250", "cp1250"), ("win-1251", "cp1251"), ("cp-850", "cp850"), ("UTF-8 BOM", "utf-8"), ("utf8mb4", "utf-8")],
)  # fmt: skip
def test_labels_that_programs_and_people_use(label, codec):
    assert labels.codec(label) == codec


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"It paid $5\x00 million to the mill.", "It paid $5 million to the mill."),
        (b"It paid $5 million." + b"\x00" * 4000, "It paid $5 million."),
        (b"It paid $5 million.\r\n\x1a", "It paid $5 million.\n"),
        (b"It paid \x1b[1m$5\x1b[0m million\x07 for it.", "It paid $5 million  for it."),
        ("\ufeff\ufeffIt paid €5 million.".encode(), "It paid €5 million."),
    ],
)
def test_stray_control_characters_cost_no_text(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    assert [d.text for d in documents([tmp_path])] == [text]


def test_the_yen_of_shift_jis():
    assert decoded("日本銀行 paid \\5 million.".encode("cp932")).text == "日本銀行 paid ¥5 million."


def test_lines_of_utf16_without_a_mark():
    assert line_encoding("id,text\n1,€5".encode("utf-16-le")) == "utf-16-le"
    assert line_encoding(b"id,text\n1,x") is None


def test_documents_say_their_encoding_and_what_was_replaced(tmp_path):
    (tmp_path / "a.txt").write_bytes("It paid €5 million ".encode() + b"\x96 at once.")
    (tmp_path / "b.txt").write_bytes("It paid €5 million.".encode("cp1252"))
    (tmp_path / "c.jsonl").write_bytes(json.dumps({"text": "It paid €5."}, ensure_ascii=False).encode() + b"\n")
    said = [(d.text, d.encoding, d.repaired) for d in documents([tmp_path])]
    assert said == [
        ("It paid €5 million – at once.", "utf-8", "1 bad byte"),
        ("It paid €5 million.", "windows-1252", None),
        ("It paid €5.", "utf-8", None),
    ]


@pytest.mark.parametrize("end", [b"\x1a", b"\x00" * 300, b"\n\x1a\r\n"])
@pytest.mark.parametrize(
    ("name", "rows"), [("a.csv", b"id,text\n1,It rose 5%\n"), ("a.tsv", b"id\ttext\n1\tIt rose 5%\n"), ("a.jsonl", b'{"text": "It rose 5%"}\n')]
)  # fmt: skip
def test_what_fills_a_file_up_is_no_row(tmp_path, name, rows, end):
    (tmp_path / name).write_bytes(rows + end)
    assert [d.text for d in documents([tmp_path])] == ["It rose 5%"]


SAID = "It paid €5 million – “at once” – for the café in Norden."


@pytest.mark.parametrize(
    ("label", "codec", "name"),
    [
        ("iso-8859-1", "cp1252", "windows-1252"), ("iso-8859-1", "utf-8", "utf-8"), ("us-ascii", "utf-8", "utf-8"),
        ("utf-8", "cp1252", "windows-1252"), ("unknown-8bit", "cp1252", "windows-1252"), ("macintosh", "mac-roman", "macintosh"),
        ("utf-16", "utf-8", "utf-8"),
    ],
)  # fmt: skip
def test_what_mails_feeds_and_servers_name(tmp_path, label, codec, name):
    said = SAID.encode(codec)
    (tmp_path / "a.eml").write_bytes(f"Subject: Mill\nContent-Type: text/plain; charset={label}\n\n".encode() + said)
    feed = f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><item><description>'.encode()
    (tmp_path / "b.xml").write_bytes(feed + said + b"</description></item></channel></rss>")
    page = b"<html><body><article><p>" + said * 5 + b"</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={label}\r\n\r\n".encode() + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    (tmp_path / "c.warc").write_bytes(head.encode() + http + b"\r\n\r\n")
    found = list(documents([tmp_path]))
    assert [SAID in d.text for d in found] == [True] * 3
    assert {d.encoding for d in found} == {name}


def test_halves_of_pairs_and_nuls_are_mended_in_every_field(tmp_path):
    row = {
        "id": "a",
        "text": "A\u0000 smile \ud83d, \ud83d\ude00",
        "title": "T\udc00",
        "author": "B\ud800",
        "url": "u\ud800",
    }
    (tmp_path / "a.json").write_text(json.dumps(row))
    (found,) = documents([tmp_path])
    assert (found.text, found.title, found.author) == ("A smile \ufffd, \U0001f600", "T\ufffd", "B\ufffd")
    assert (found.id, found.source, found.repaired) == ("a", "u\ufffd", "surrogates, NULs")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gb2312", "utf-16", "shift_jis"]))
def test_any_bytes_are_text_or_a_reason(data, page):
    try:
        found = decoded(data, page=page)
    except NotTextError:
        return
    found.text.encode()
    assert labels.codec(found.encoding)


def test_one_bad_byte_anywhere_costs_no_more_than_its_place():
    text = "It paid €5 million – “at once” – to Mr Müller. " * 20
    data = bytearray(text.encode())
    for at in random.Random(1).sample(range(len(data)), 200):
        if data[at] < 0x80:
            spoilt = bytes(data[:at]) + b"\xff" + bytes(data[at + 1 :])
            assert decoded(spoilt).bad == 1
