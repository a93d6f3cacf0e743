"""Texts that were decoded or escaped wrongly on their way here are mended before they are stored."""

import html
import quopri
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from factx.read import markup
from factx.read.decode import whole

Repair = Literal["surrogates", "NULs", "quoted-printable", "mojibake", "character entities", "HTML tags", "ligatures"]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HEX_PAIRS = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_SOFT_BREAK = re.compile(r"\S=\r?\n(?=\S)")
_NO_ESCAPE = re.compile(r"=(?![0-9A-F]{2}|\r?\n)")
_ESCAPE = re.compile(r"(?<!\\)\\u(00[a-fA-F][0-9a-fA-F]|20[0-9a-fA-F]{2})")
_CLOSED = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|span|strong|em|b|i|u|a|sup|blockquote|article|section|figure)\s?>|<br\s?/?>",
    re.IGNORECASE,
)
_TAG_FIRST = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|span|strong|em|b|i|a|article|section|figure|img|br|body|main|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"</(?:p|div|h[1-6]|li|ul|blockquote|article|section|figure)\s?>|<br\s?/?>", re.IGNORECASE)
_SUP = re.compile(r"<sup\b[^<>]{0,300}>[^<>]{0,9}</sup\s?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:span|strong|em|b|i|u|a|sup|sub|small|mark|font)\b[^<>]{0,2000}>", re.IGNORECASE)
_TWICE = 2
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NOT_ASCII_RUN = re.compile(r"[^\x00-\x7f]{2}")


def repair(text: str) -> tuple[str, list[Repair]]:
    """Return the text mended, and what was done to it, in that order; an intact text comes back as it is.

    Mended are the transfer encoding of mails (quoted-printable, RFC 2045), UTF-8 that was read as another encoding
    (mojibake such as "â‚¬5", by ftfy), HTML character entities that were left in plain text ("&euro;5", "&amp;#36;5"), tags
    of HTML ("<p>It rose <b>5</b> percent</p>") and ligatures of print ("ﬁrst"). Halves of surrogate pairs are joined or replaced, NUL characters left out.
    Most change the text's length, so they come before any offset is counted.
    """
    done: list[Repair] = []
    steps: tuple[tuple[Repair, Callable[[str], str]], ...] = (
        ("surrogates", lambda text: whole(text)[0]),
        ("NULs", lambda text: text.replace("\x00", "")),
        ("quoted-printable", _without_quoted_printable),
        ("mojibake", _without_mojibake),
        ("character entities", _without_entities),
        ("HTML tags", _without_tags),
        ("ligatures", _without_ligatures),
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


def _without_mojibake(text: str) -> str:
    if not _NOT_ASCII_RUN.search(text):
        return text
    import ftfy  # takes a while to import: most texts do not need it

    return ftfy.fix_encoding(text)


def _without_entities(text: str) -> str:
    """Replace entities by their characters, those that were escaped twice as well; names that are no entities stay.

    So are the escapes of JSON and Java for signs and accented letters.
    """
    if "\\u" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    return text


def _without_tags(text: str) -> str:
    """Return the text of what is HTML, at its start or twice within; where only words are marked, its lines stay."""
    if "<" not in text:
        return text
    closed = len(_CLOSED.findall(text))
    if not closed or (closed < _TWICE and not _TAG_FIRST.match(text)):
        return text
    if _BLOCK.search(text):
        return markup.text(text)
    return _INLINE.sub("", _SUP.sub("", text))


def _without_ligatures(text: str) -> str:
    """Spell the ligatures of Latin letters out (ff, fi, fl, ffi, ffl, st), as those who search and read names expect."""
    return _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
