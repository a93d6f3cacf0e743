"""A text's words as a tagger over a transformer reads them, in training and after: runs of sentences, letters, tags."""

import re
from collections.abc import Iterator

LABELS = ("ORG", "PER", "LOC", "MISC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
WORD = re.compile(r"\w+|[^\w\s]")


def runs(text: str, least: int = 40, most: int = 120) -> Iterator[list[tuple[int, int]]]:
    """Yield where words start and end, in runs of whole sentences of `least` words and more, never more than `most`."""
    words = [m.span() for m in WORD.finditer(text)]
    begin = 0
    for i, (start, end) in enumerate(words):
        last = i + 1 == len(words)
        size = i + 1 - begin
        if not last and least <= size < most:
            following = words[i + 1][0]
            stops = text[start:end] in ".!?" and text[following].isupper()
            last = stops or "\n" in text[end:following]
        if last or size >= most:
            yield words[begin : i + 1]
            begin = i + 1


def letters(word: str) -> list[bool]:
    """Return what an uncased encoder does not see of a word."""
    return [
        word[0].isupper(),
        word.isupper() and len(word) > 1,
        word.islower(),
        any(c.isupper() for c in word[1:]),
        any(c.isdigit() for c in word),
        word.isalpha(),
        len(word) == 1 and not word.isalnum(),
        word.istitle(),
    ]


def may_follow(before: str, tag: str) -> bool:
    """Tell whether a tag may stand behind another: I-ORG behind B-ORG and I-ORG alone."""
    return tag[0] != "I" or (before != "O" and before[2:] == tag[2:])
