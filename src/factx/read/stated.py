"""What a format states beside the text: a day in any usual form, a line such as a title, the name of an encoding."""

import codecs
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from factx.read import text
from factx.read.decode import NotTextError, decode

_YEARS = range(1500, 2200)
_NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\ue003]")
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def day(value: object) -> date | None:
    """Return the day that a stamp states: ISO 8601, RFC 2822 or a date in words; of a time with a zone, the day there."""
    words = str(value or "").strip()[:100]
    found = _iso(words) or _mailed(words) or (text.published([words]) if words else None)
    return found if found and found.year in _YEARS else None


def _iso(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _mailed(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def line(value: object) -> str | None:
    """Return a title or a name on one line without control characters; None where nothing is left."""
    return " ".join(_NOT_PLAIN.sub(" ", str(value or "")).split())[:1000] or None


def charset(name: str | None) -> str | None:
    """Return the name of an encoding where Python knows it as one of texts; else None."""
    try:
        known = codecs.lookup(name or "").name.replace("-", "_")
        b"a".decode(known)
    except UnicodeError:
        pass  # it takes more than a byte
    except (LookupError, ValueError):
        return None
    return None if known in _NO_CHARSETS else name


def decoded(data: bytes, *names: str | None) -> str:
    """Return the text of bytes in the first of some encodings that reads them, else in what decode() takes them for."""
    for name in filter(None, map(charset, names)):
        try:
            return decode(data, name)
        except NotTextError:
            continue
    return decode(data)
