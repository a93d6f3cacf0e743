"""Bytes become text: a byte order mark's encoding, else the declared one, else UTF-8, else the likeliest of older ones."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from factx.read import guess, labels

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STRAY = 3  # control characters that may be in any text
_DOUBLE = frozenset({"gb18030", "cp932", "cp949", "big5hkscs", "euc_jp", "iso2022_jp"})
_SURROGATES = re.compile("[\ud800-\udfff]+")
_BAD = re.compile("[\udc80-\udcff]+")
_GOOD = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}")  # fmt: skip
_SIGNS = re.compile(
    rb"\xe2\x80[\x90-\xba]|\xe2\x82\xac|\xc2[\xa0-\xbf]"
)  # quotation marks, dashes, currencies: plain in UTF-8
_HEAD = 1 << 16
_FEW = 20  # characters for each that may be bad
_RUN = 4  # bad bytes in a row that may be characters of windows-1252


class NotTextError(ValueError):
    """Bytes that are no text, with the reason."""


class Decoded(NamedTuple):
    """A text, the encoding it was in, and how many of its bytes were wrong in it and replaced."""

    text: str
    encoding: str
    bad: int

    @property
    def said(self) -> dict[str, str | None]:
        """Return what a Document says of it."""
        return {"encoding": self.encoding, "repaired": bad_bytes(self.bad)}


def bad_bytes(count: int) -> str | None:
    """Return a number of bytes in words, None for none."""
    return f"{count} bad byte{'s' * (count > 1)}" if count else None


def decode(data: bytes, encoding: str | None = None, *, checks: bool = True) -> str:
    """Return the text of a file, as decoded() does."""
    return decoded(data, encoding, checks=checks).text


@lru_cache(maxsize=1)
def of_json(data: bytes) -> Decoded:
    """Return what decoded() does, once for all documents of a JSON text."""
    return decoded(data, checks=False)._replace(text="")


def decoded(data: bytes, encoding: str | None = None, *, page: str | None = None, checks: bool = True) -> Decoded:
    """Return the text of a file, a byte order mark dropped; raises NotTextError with the reason it is none.

    `encoding` is what the user says, `page` what the file itself says (a web page's charset): the user is believed, the
    page where its bytes are no UTF-8. Names mean what browsers take them for: iso-8859-1 is windows-1252. Single bytes
    that the encoding does not have are replaced and counted; more than one in 20 characters, and it is no text.
    """
    if not data:
        raise NotTextError("empty file")
    if encoding and labels.codec(encoding) is None:
        raise NotTextError(f"unknown encoding: {encoding}")
    text, name, bad = _decoded(data, encoding, page)
    if min(bad, text.count("\ufffd")) * _FEW > len(text):
        raise NotTextError(f"not text in {name}: {bad} of {len(data)} bytes are none")
    if checks:
        text = text.rstrip("\x00\x1a")  # what fills up a block, and where DOS ends a file
        head = text[:_HEAD]
        if len(_CONTROL.findall(head)) > max(min(_STRAY, len(head) / 10), len(head) / 100):
            raise NotTextError("binary, not text")
    return Decoded(text, name, bad)


def _decoded(data: bytes, encoding: str | None, page: str | None) -> Decoded:
    mark, name = _marked(data)
    if name is None or (encoding and labels.codec(encoding) not in {name, name[:6]}):
        name = labels.codec(encoding) if encoding else _unmarked(data, page)
        mark = b""
    data = data[len(mark) :]
    try:
        found = Decoded(data.decode(str(name)), labels.name(str(name)), 0)
    except UnicodeDecodeError:
        found = _mended(data, str(name))
    if name == "cp932":  # where ASCII has a backslash, Japan's own set has the yen
        found = found._replace(text=re.sub(r"\\(?=\d)", "¥", found.text))
    return found


def _marked(data: bytes) -> tuple[bytes, str | None]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))


def _unmarked(data: bytes, page: str | None) -> str:
    """Return the codec of bytes without a mark: UTF-16 by its zeros, UTF-8 where it is, the page's, else the likeliest."""
    wide = _wide(data[:_HEAD])
    if wide:
        return wide
    declared = labels.page_codec(page) if page else None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and declared != "utf-8" and _reads(data, declared):
            return declared
        return "utf-8" if _mostly_utf8(data) else guess.guess(data)
    if b"\x1b$" in data and _reads(data, "iso2022_jp"):
        return "iso2022_jp"
    return declared if declared in _DOUBLE and _reads(data, declared) and guess.fits(data, declared) else "utf-8"


def _reads(data: bytes, name: str) -> bool:
    return data.decode(name, "replace").count("\ufffd") * 100 <= len(data)


def _wide(head: bytes) -> str | None:
    """Return the encoding of two or four bytes a character that text without a mark is in, by where its zeros are, or None."""
    if b"\x00" not in head:
        return None
    zeros = [head[n::4].count(0) for n in range(4)]
    units = len(head) // 4
    if units and min(zeros[2:]) > units * 0.98 and zeros[0] < units / 10:
        return "utf-32-le"
    if units and min(zeros[:2]) > units * 0.98 and zeros[3] < units / 10:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) * 4 > units and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 but for a few: more good sequences than bad places; quotation marks and currencies count thrice."""
    head = data[:_HEAD]
    try:
        head[: head.rfind(b" ") + 1 or None].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        bad = sum(map(len, _BAD.findall(head.decode("utf-8", "surrogateescape"))))
        return bad <= len(_GOOD.findall(head)) + 2 * len(_SIGNS.findall(head))
    return True


def _mended(data: bytes, name: str) -> Decoded:
    """Decode bytes of which some are bad: in UTF-8, they are what they are in windows-1252 where that makes sense, else U+FFFD."""
    if name != "utf-8":
        text = data.decode(name, "replace")
        return Decoded(text, labels.name(name), text.count("\ufffd") - data.count("\ufffd".encode("gb18030")) * (name == "gb18030"))  # fmt: skip
    text, bad = data.decode("utf-8", "surrogateescape"), 0

    def replaced(m: re.Match[str]) -> str:
        nonlocal bad
        run = m[0].encode("utf-8", "surrogateescape")
        try:
            joined, alone = whole(
                run.decode("utf-8", "surrogatepass")
            )  # pairs in halves, as Java and Oracle write them
        except UnicodeDecodeError:
            bad += len(run)
        else:
            bad += 3 * alone
            return joined
        return _as_windows(run, text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1])

    text = _BAD.sub(replaced, text)
    return Decoded(text, "utf-8", bad)


def _as_windows(run: bytes, before: str, after: str) -> str:
    """Return bad bytes of UTF-8 as windows-1252: one byte always, several where they make sense so; NUL as Java writes it is none."""
    if run == b"\xc0\x80":
        return ""
    found = run.decode("cp1252", "replace")
    if len(run) == 1:
        return "\ufffd" if run in b"\xfe\xff" else found
    return found if len(run) <= _RUN and guess.at_home(before, found, after) else "\ufffd"


def line_encoding(head: bytes, encoding: str | None = None) -> str | None:
    """Return the codec of a file of lines, told by its first bytes: the declared one, or one of two or four bytes; else None."""
    _, marked = _marked(head)
    if marked and marked != "utf-8":
        return marked.removesuffix("-le").removesuffix("-be")  # drops the mark
    return (labels.codec(encoding) or encoding) if encoding else _wide(head)


def faults(encoding: str) -> str:
    """Return what becomes of bytes that are no text in the encoding of a file of lines: of UTF-16 half a character is replaced."""
    return "replace" if encoding.lower().startswith(("utf-16", "utf16", "utf-32")) else "strict"


def whole(text: str) -> tuple[str, int]:
    """Return the text with its halves of surrogate pairs joined, or replaced where they are alone, and how many these were."""
    alone = 0

    def joined(m: re.Match[str]) -> str:
        nonlocal alone
        mended = m[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        alone += mended.count("\ufffd")
        return mended

    return _SURROGATES.sub(joined, text), alone


def stored(text: str) -> str:
    """Return the text as it is stored: line ends normalised, nothing else; raises NotTextError for none."""
    if not text.strip("\x00\ufffd \n\r\t\f\v\u00a0\ufeff"):
        raise NotTextError("no text")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
