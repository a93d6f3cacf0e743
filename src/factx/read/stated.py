"""What a format states beside the text: a line such as a title, the name of an encoding."""

import codecs
import re
from contextlib import suppress

from factx.read import decode, labels
from factx.read.decode import Decoded, NotTextError

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


def decoded(data: bytes, said: str | None = None, named: str | None = None) -> Decoded:
    """Return the text of bytes: in the encoding that the user says, where they can be in it, else as their file names it.

    A name is believed as that of a web page is; one that browsers do not know, where the bytes are no UTF-8 and can be in it.
    """
    if said:
        with suppress(NotTextError):
            return decode.decoded(data, said)
    if named and labels.page_codec(named) is None and charset(named) and not _is_utf8(data):
        with suppress(NotTextError):
            return decode.decoded(data, named)
    return decode.decoded(data, page=named)


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with characters beside ASCII: what is ASCII alone may be UTF-7."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
