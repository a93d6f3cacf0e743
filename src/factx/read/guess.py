"""Which of the older encodings bytes are in, told by what their characters beside ASCII would be in each.

English text holds few of them, so what counts is where each stands: a currency's sign before a number, a quotation mark
before a word, an accented letter in one. charset-normalizer, made for whole texts in any language, is lost there.
"""

import re
from functools import lru_cache

_SINGLE = ("cp1252", "iso8859-15", "mac-roman", "cp1250", "cp850", "cp1251", "koi8-r", "cp866")
_COMMON = {  # lead bytes of the characters that are in daily use
    "gb18030": range(0xB0, 0xD8), "cp932": range(0x88, 0x98), "euc_jp": range(0xB0, 0xD0), "cp949": range(0xB0, 0xC9), "big5hkscs": range(0xA4, 0xC7),
}  # fmt: skip
_HEAD = 1 << 16  # bytes looked at
_PLACES = 400  # characters looked at
_OTHER = re.compile(r"[^\x00-\x7f]")
_MORE = 0.05  # by which a rarer encoding must fit better than a more usual one


def guess(data: bytes) -> str:
    """Return the codec that makes most sense of bytes that are no UTF-8; cp1252 where none does."""
    best, most = "cp1252", -0.5
    for name in (*_SINGLE, *_COMMON):
        worth = _worth(data[:_HEAD], name)
        if worth > most + _MORE:
            best, most = name, worth
    return best


def _worth(data: bytes, name: str) -> float:
    """Return the mean worth of an encoding's characters beside ASCII: 1 where all are at home, below 0 for what is hardly text."""
    text = f"\n{data.decode(name, 'replace')}\n"
    places = [m.start() for _, m in zip(range(_PLACES), _OTHER.finditer(text), strict=False)]
    if name in _COMMON:
        worths = [_wide(text[at], name) for at in places]
        if name == "cp949" and len(places) > 5:  # what is Hangul all through would be Chinese as well
            worths.append(2.0 + 0.1 * len(places) if min(worths) == 1 else 0.0)
    else:
        worths = [_narrow(text[at - 1], text[at], text[at + 1]) for at in places]
    return sum(worths) / len(worths) if worths else -9.0


@lru_cache(maxsize=4096)
def _wide(character: str, name: str) -> float:
    """Return the worth of a character of an encoding of two bytes: common ones, kana and full-width signs are at home."""
    if character == "\ufffd":
        return -3.0
    data = character.encode(name, "replace")
    if len(data) != 2:
        return -0.5  # half-width kana, four bytes
    if data[1] < 0x80:
        return 0.5  # may be one byte and a letter: 450°F
    if "\u3040" <= character <= "\u30ff":
        return 1.0 if name in {"cp932", "euc_jp"} else -0.5
    return 1.0 if data[0] in _COMMON[name] or "\u3000" <= character < "\u3040" or character >= "\uff00" else -0.2


@lru_cache(maxsize=4096)
def _narrow(before: str, character: str, after: str) -> float:
    """Return the worth of a character of an encoding of one byte between its neighbours."""
    if character == "\ufffd" or "\x80" <= character <= "\x9f":
        return -3.0
    if character.isalpha() and character not in "ªºƒ":
        return _letter(before, character, after)
    if character in "€£¥¢":
        return 2.0 if after.isdecimal() or before.isdecimal() else 0.0 if after.isalpha() or before.isalpha() else 0.5
    inside = before.isalpha() and after.isalpha()
    for signs, at_home, elsewhere, fits in (
        ("“‘«", 1.0, -0.5, not before.isalnum() and not after.isspace()),
        ("”»", 1.0, -0.5, not before.isspace() and not after.isalnum()),
        ("’", 1.0, 0.0, not before.isspace() or after.isdecimal()),
        ("–—…\u00a0", 0.9, 0.9, True),
        ("•°½¼¾", 0.9, -0.5, not inside),
        ("\u00ad", 0.3, 0.3, True),
        ("®©™§±×·²³ºª", 0.3, -1.0, not inside),
    ):
        if character in signs:
            return at_home if fits else elsewhere
    return -1.0


def _letter(before: str, letter: str, after: str) -> float:
    """Return the worth of a letter: in a word of its own script, its case as in words, no digit beside it."""
    if before.isdecimal() or after.isdecimal():
        return -2.0
    if letter > "\u024f":  # Cyrillic: words of it, and none of them with Latin letters
        beside = [each for each in (before, after) if each.isalpha()]
        if not beside:
            return 0.0
        return -2.0 if any(each <= "\u024f" for each in beside) or (before.islower() and letter.isupper()) else 0.8
    if not before.isascii() or not after.isascii():  # rare in names, usual in what is decoded wrongly
        return -0.3 if (before.isascii() or after.isascii()) and (before + after).strip().isalpha() else -1.0
    if letter.isupper():
        return -2.0 if before.islower() else 0.8 if after.isalpha() or before.isalpha() else -0.5
    return 1.0 if before.isalpha() or after.isalpha() else 0.0
