"""What a number measures, and whose it is."""

from collections.abc import Mapping
from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.carry import carried, speaker
from factx.observe.listing import Lists
from factx.observe.sentence import Article, Sentence

__all__ = ["Attachment", "attach"]


def attach(sentence: Sentence, article: Article) -> Mapping[str, Attachment]:
    """Return what each number of a sentence is tied to, by fact id."""
    reader = _Reader(sentence)
    return {f.id: _finished(sentence, article, reader.number(n)) for n, f in enumerate(sentence.numbers)}


class _Reader(Lists):
    """Reads what the numbers of one sentence are tied to."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self._found: dict[int, Attachment] = {}

    def number(self, n: int) -> Attachment:
        """Return what a number is tied to, by its index among the sentence's numbers."""
        if n not in self._found:
            self._found[n] = Attachment("none")  # what a circle finds
            self._found[n] = self._read(n)
        return self._found[n]

    def _read(self, n: int) -> Attachment:
        if not self.sentence.at(n):
            return Attachment("none")
        for rule in (
            self.equivalent,
            self.bracket,
            self.against,
            self.worth,
            self.gap,
            self.wire,
            self.moved,
            self.respectively,
            self.of,
            self.share,
            self.kind,
        ):
            if found := rule(n):
                return self.stake(n, found)
        found = self.stake(n, self.climb(self.sentence.tops[n]))
        if found.measure is None and found.about is None:
            return self.beside(n) or self.before(n) or found
        return found


def _finished(sentence: Sentence, article: Article, found: Attachment) -> Attachment:
    """Return an attachment with a pronoun's noun, an owner from before, or one that the measure begins with."""
    if found.about is not None:
        return replace(found, about=speaker(sentence, found.about))
    if found.measure is None:
        return found
    if about := carried(article, sentence, found.measure):
        return replace(found, about=about)
    first = sentence.within(*found.measure)[0]
    name = sentence.named.get(first)
    if name and name.label == "NORP" and name.end < found.measure[1]:
        after = next(i for i in sentence.within(*found.measure) if sentence.tokens[i].start >= name.end)
        return replace(found, measure=(sentence.tokens[after].start, found.measure[1]), about=(name.start, name.end))
    return found
