"""What a format states beside the text: a line such as a title, the name of an encoding."""

import codecs
import re

from factx.read.decode import NotTextError, decode

_NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\ue003]")
_FILED = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint) - |(?:untitled|title|no title|new document|document"
    r"|powerpoint presentation)\W*\d*$)|\.(?:docx?|rtf|odt|pdf|indd|qxd|qxp|pptx?|xlsx?|txt|html?|tex|dvi|ps)$",
    re.IGNORECASE,
)
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def line(value: object) -> str | None:
    """Return a title or a name on one line without control characters; None where nothing is left."""
    return " ".join(_NOT_PLAIN.sub(" ", str(value or "")).split())[:1000] or None


def title(value: object) -> str | None:
    """Return a title that a program put into a file; None for the name of a file, or of none yet, which some put there."""
    found = line(value)
    return None if found is None or _FILED.search(found) else found


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
