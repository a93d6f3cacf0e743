"""Texts that were decoded or escaped wrongly on their way here are mended before they are stored."""

import html
import quopri
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from factx.read import markup
from factx.read.decode import whole

Repair = Literal[
    "surrogates", "NULs", "control characters", "quoted-printable", "mojibake", "character entities", "HTML tags", "ligatures",
    "accents",
]  # fmt: skip

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HEX_PAIRS = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_SOFT_BREAK = re.compile(r"\S=\r?\n(?=\S)")
_NO_ESCAPE = re.compile(r"=(?![0-9A-F]{2}|\r?\n)")
_ESCAPE = re.compile(r"(?<!\\)\\u(00[a-fA-F][0-9a-fA-F]|20[0-9a-fA-F]{2})")
_BYTES = re.compile(r"(?<![\\:])(?:\\x[0-9a-f]{2})+")  # b'It paid \xe2\x82\xac5'
_OPEN_ENTITY = re.compile(r"&(nbsp|pound|euro|yen)(?=[\s\d]|\Z)")
_HALVES = re.compile(r"&#(5(?:5[2-9]|[67]\d|8)\d\d);&#(5[67]\d{3});")
_CONTROL = re.compile(r"(?P<escape>\x1b\[[0-9;]{0,20}[A-Za-z])|[\x01-\x08\x0e-\x1f\x7f]+")
_C1 = re.compile(r"[\x80-\x9f]+")
_ACCENT = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
# What ftfy does not know: a blank that stays of a no-break space; UTF-8 read as cp850 (PowerShell) and as GBK.
_LOST_BLANK = re.compile(r"(?<=[a-z0-9.,;:!?%$€£)\"'”’])Â(?=[ \u00a0])")
_MISREAD = {"cp850": re.compile("Ô[éÇ].|[┬├]."), "gb18030": re.compile(r"鈥[^\W\d_]|拢(?=\d)")}
_CLOSED = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|td|th|span|strong|em|b|i|u|a|sup|blockquote|article|section|figure)\s?>|<br\s?/?>",
    re.IGNORECASE,
)
_TAG_FIRST = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|span|strong|em|b|i|a|article|section|figure|img|br|body|main|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"</(?:p|div|h[1-6]|li|ul|td|th|blockquote|article|section|figure)\s?>|<br\s?/?>", re.IGNORECASE)
_SUP = re.compile(r"<sup\b[^<>]{0,300}>([^<>]{0,9})</sup\s?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:span|strong|em|b|i|u|a|sup|sub|small|mark|font)\b[^<>]{0,2000}>", re.IGNORECASE)
_TWICE = 2
_AGAIN = 4
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NOT_ASCII_RUN = re.compile(r"[^\x00-\x7f]{2}")


def repair(text: str) -> tuple[str, list[Repair]]:
    """Return the text mended, and what was done to it, in that order; an intact text comes back as it is.

    Mended are the transfer encoding of mails (quoted-printable, RFC 2045), UTF-8 that was read as another encoding
    (mojibake such as "â‚¬5", by ftfy), HTML character entities that were left in plain text ("&euro;5", "&amp;#36;5"), tags
    of HTML ("<p>It rose <b>5</b> percent</p>"), ligatures of print ("ﬁrst") and accents that stand as characters of their own.
    Halves of surrogate pairs are joined or replaced, NUL characters and colours of terminals left out, other control
    characters become blanks.
    Most change the text's length, so they come before any offset is counted.
    """
    done: list[Repair] = []
    steps: tuple[tuple[Repair, Callable[[str], str]], ...] = (
        ("surrogates", lambda text: whole(text)[0]),
        ("NULs", lambda text: text.replace("\x00", "")),
        ("control characters", _without_controls),
        ("quoted-printable", _without_quoted_printable),
        ("mojibake", _without_mojibake),
        ("character entities", _without_entities),
        ("HTML tags", _without_tags),
        ("ligatures", _without_ligatures),
        ("accents", lambda text: _ACCENT.sub(_composed, text)),
    )
    for name, step in steps:
        mended = step(text)
        if mended != text:
            text = mended
            done.append(name)
    return text, done


def _without_quoted_printable(text: str) -> str:
    """Decode a text that is quoted-printable all through: no "=" in it that is no escape, several that are."""
    pairs = len(_HEX_PAIRS.findall(text))
    if pairs + len(_SOFT_BREAK.findall(text)) < 2 or not pairs or _NO_ESCAPE.search(text):
        return text
    try:
        return quopri.decodestring(text.encode("ascii")).decode("utf8")
    except UnicodeError:
        return text


def _without_controls(text: str) -> str:
    return _CONTROL.sub(lambda m: "" if m["escape"] else " ", text)


def _without_mojibake(text: str) -> str:
    if text.isascii():
        return text
    if _NOT_ASCII_RUN.search(text):
        import ftfy  # takes a while to import: most texts do not need it

        text = ftfy.fix_encoding(text)
    for codec, pattern in _MISREAD.items():
        text = pattern.sub(lambda m, codec=codec: _read_again(m[0], codec), text)  # type: ignore[misc]
    return _C1.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "replace"), _LOST_BLANK.sub("", text))


def _read_again(text: str, codec: str) -> str:
    """Return what UTF-8 bytes that were read as another encoding say, or the text where they say nothing."""
    try:
        return text.encode(codec).decode("utf-8")
    except UnicodeError:
        return text


def _without_entities(text: str) -> str:
    """Replace entities by their characters, those that were escaped again and again as well; names that are no entities stay.

    So are the escapes of JSON and Java for signs and accented letters, and bytes as Python shows them.
    """
    if "\\u" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    if "\\x" in text:
        text = _BYTES.sub(_of_bytes, text)
    for _ in range(_AGAIN):
        if "&" not in text:
            break
        text = _HALVES.sub(lambda m: whole(chr(int(m[1])) + chr(int(m[2])))[0], text)
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), _OPEN_ENTITY.sub(r"&\1;", text))
    return text


def _of_bytes(m: re.Match[str]) -> str:
    """Return bytes in UTF-8, or one alone as latin-1, as characters; as they were where they are none or plain ASCII."""
    data = bytes.fromhex(m[0].replace("\\x", ""))
    try:
        return data.decode("utf-8") if len(data) > 1 else data.decode("latin-1") if data >= b"\xa0" else m[0]
    except UnicodeDecodeError:
        return m[0]


def _composed(m: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", m[0])


def _without_tags(text: str) -> str:
    """Return the text of what is HTML, at its start or twice within; where only words are marked, its lines stay."""
    if "<" not in text:
        return text
    closed = len(_CLOSED.findall(text))
    if not closed or (closed < _TWICE and not _TAG_FIRST.match(text)):
        return text
    if _BLOCK.search(text):
        return markup.text(text)
    return _INLINE.sub("", markup.without_notes(_SUP.sub(rf"{markup.SUP}\1{markup.END}", text)))


def _without_ligatures(text: str) -> str:
    """Spell the ligatures of Latin letters out (ff, fi, fl, ffi, ffl, st), as those who search and read names expect."""
    return _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
