"""Features for the kind of a body whose name, rules and tables say nothing: the words around it, the shape of its name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from factx.kinds.organization.evidence import Features
from factx.kinds.organization.features import CAMEL, MENTIONS

_REACH = 4  # words looked at on either side
_WINDOW = 60  # characters in which they stand
_WORD = re.compile(r"[A-Za-z][\w&'’-]*|[0-9]+|[%$€£(),:;.\"“]|\n")


def kind_features(name: str, spans: Sequence[tuple[int, int]], text: str) -> Features:
    """Return the features of a name that stands at some spans of a text.

    Each word beside it counts by the share of the mentions that have it.
    """
    spans = spans[:MENTIONS]
    seen = Counter(feature for start, end in spans for feature in set(_beside(text, start, end)))
    return {feature: n / len(spans) for feature, n in seen.items()} | _shape(name)


def _beside(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the words of a mention's line on either side: the next one by its place, all of them by their side."""
    left = _words(text[max(0, start - _WINDOW) : start])[-_REACH:][::-1]
    for side, words in (("left", left), ("right", _words(text[end : end + _WINDOW])[:_REACH])):
        yield f"{side} next {words[0] if words else 'nothing'}"
        for word in words:
            if word == "\n":
                break
            if word.isalpha():
                yield f"{side} {word}"


def _words(text: str) -> list[str]:
    """Return the words and marks of a text in lower case, each number as 0."""
    return ["0" if word[0].isdigit() else word.lower() for word in _WORD.findall(text)]


def _shape(name: str) -> Features:
    words = name.split()
    true = {
        "bias": True,
        "one word": len(words) == 1,
        "two words": len(words) == 2,
        "many words": len(words) > 3,
        "capitals": name.isupper(),
        "ampersand": "&" in name,
        "camel case": bool(CAMEL.search(name)),
        "ends in s": len(words) > 1 and words[-1].endswith("s"),
        "of": "of" in words or "for" in words,
    }
    if len(words) > 1:
        true |= {f"word {word.lower()}": True for word in words}
    return {feature: 1.0 for feature, holds in true.items() if holds}
