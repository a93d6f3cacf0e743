"""Words of articles, names of files and messages as a terminal may have them: its orders made visible."""

import re

_ORDER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # line ends and tabs stay


def visible(text: str) -> str:
    """Return a text whose control characters, which a terminal obeys, are written as escapes."""
    return _ORDER.sub(lambda m: m[0].encode("unicode_escape").decode(), text)
