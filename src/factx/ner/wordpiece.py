"""Words as the pieces that an uncased BERT has of them; the same as the tokenizers package makes, without it."""

import unicodedata
from collections.abc import Iterator, Sequence
from string import punctuation

_LONGEST = 100  # characters of a word, more are unknown; and pieces of a word that are looked at
_MOST = 1 << 16  # words remembered before all are forgotten
_HAN = (
    *((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F)),
    *((0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)),
)


class Pieces:
    """The numbers of a word's pieces in a vocabulary: its longest beginning, then the longest of the rest, and so on."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: n for n, piece in enumerate(vocabulary)}
        self.begin, self.end, self.unknown = (self._number[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces: one or more."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            pieces = [n for part in _parts(word) for n in self._cut(part)]
            found = self._known[word] = tuple(pieces[:_LONGEST]) or (self.unknown,)
        return found

    def _cut(self, part: str) -> list[int]:
        """Return the pieces of a part; the unknown one where they do not make it up."""
        made: list[int] = []
        start = 0
        while start < len(part) <= _LONGEST:
            mark = "##" if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if mark + part[start:end] in self._number), None)
            if end is None:
                return [self.unknown]
            made.append(self._number[mark + part[start:end]])
            start = end
        return made or [self.unknown]


def _parts(word: str) -> Iterator[str]:
    """Yield a word in lower case without accents, cut at punctuation and at Chinese characters."""
    plain = "".join(c for c in unicodedata.normalize("NFD", _visible(word)) if unicodedata.category(c) != "Mn")
    held = ""
    for c in plain.lower():
        if _stands_alone(c) or c.isspace():
            if held:
                yield held
            if not c.isspace():
                yield c
            held = ""
        else:
            held += c
    if held:
        yield held


def _visible(word: str) -> str:
    return "".join(c for c in word if c != "\ufffd" and (c in "\t\n\r" or unicodedata.category(c)[0] != "C"))


def _stands_alone(c: str) -> bool:
    code = ord(c)
    return c in punctuation or unicodedata.category(c)[0] == "P" or any(low <= code <= high for low, high in _HAN)
