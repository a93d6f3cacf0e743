"""Bytes become text: declared encoding, else a byte order mark's, else UTF-8, else cp1252."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotTextError(ValueError):
    """Bytes that are no text, with the reason."""


def decode(data: bytes, encoding: str | None = None, *, checks: bool = True) -> str:
    """Return the text of a file, a byte order mark dropped; raises NotTextError with the reason it is none."""
    if not data:
        raise NotTextError("empty file")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (encoding,) if encoding else (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(str(name))
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise NotTextError(f"unknown encoding: {name}") from error
        return _checked(text) if checks else text
    raise NotTextError(f"not text in {encoding or marked or 'UTF-8 or cp1252'}")


def line_encoding(head: bytes, encoding: str | None = None) -> str | None:
    """Return the encoding of a file of lines: the declared one, or UTF-16 or UTF-32 by a mark or by the first four bytes."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark) and name != "utf-8-sig"), None)
    zeros = "".join("0" if byte == 0 else "x" for byte in head[:4])
    wide = {"x0x0": "utf-16-le", "0x0x": "utf-16-be"}.get(zeros)
    return encoding or marked or wide


def faults(encoding: str) -> str:
    """Return what becomes of bytes that are no text in the encoding of a file of lines: of UTF-16 half a character is replaced."""
    return "replace" if encoding.lower().startswith(("utf-16", "utf16", "utf-32")) else "strict"


def _checked(text: str) -> str:
    head = text[:65536]
    if "\x00" in head or len(_CONTROL.findall(head)) > len(head) / 100:
        raise NotTextError("binary, not text")
    return text


def stored(text: str) -> str:
    """Return the text as it is stored: line ends normalised, nothing else; raises NotTextError for lone surrogates."""
    if _SURROGATE.search(text):
        raise NotTextError("text holds half of a surrogate pair")
    if "\x00" in text:
        raise NotTextError("text holds NUL characters")
    if not text.strip():
        raise NotTextError("no text")
    return text.replace("\r\n", "\n").replace("\r", "\n")
