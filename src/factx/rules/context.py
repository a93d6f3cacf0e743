"""What a rule may look at, and what it finds: the cleaned text, mentions, the model's entities."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from factx.records import Document
from factx.rules.clean import cleaned, places, sentence_end, sentence_starts


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the cleaned text and what is known of the document; never a clock."""

    text: str
    published: date | None = None
    country: str | None = None
    publisher: str | None = None
    starts: list[int] = field(default_factory=lambda: [0])
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)  # what several rules work out of it
    moved: list[tuple[int, int]] = field(default_factory=list, repr=False)  # where cleaning moved letters

    def before(self, at: re.Match[str] | int, width: int) -> str:
        """Return up to so many characters right before a match or an offset."""
        start = at if isinstance(at, int) else at.start()
        return self.text[max(0, start - width) : start]

    def after(self, at: re.Match[str] | int, width: int) -> str:
        """Return up to so many characters right after a match, or from an offset on."""
        end = at if isinstance(at, int) else at.end()
        return self.text[end : end + width]

    @classmethod
    def of(cls, document: Document) -> "Context":
        """Return the context of a document: its text cleaned, its sentences found."""
        found = cleaned(document.text)
        starts = sentence_starts(found.text)
        return cls(found.text, document.published, document.country, document.publisher, starts, moved=found.moved)

    def original(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the cleaned text stands in the stored one."""
        return (self._there(text, start)[0], self._there(text, end - 1)[1]) if self.moved else (start, end)

    def _there(self, text: str, at: int) -> tuple[int, int]:
        moved = self.moved[bisect_right(self.moved, (at, len(text))) - 1]
        if not moved[0] <= at < moved[1]:
            return at, at + 1
        if (key := ("moved", moved)) not in self.memo:
            self.memo[key] = places(self.text, text, moved)
        there: tuple[int, int] = self.memo[key].get(at, (at, at + 1))
        return there

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around a span."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
        if (key := ("sentence ends", last)) not in self.memo:
            self.memo[key] = sentence_end(self.starts, self.text, last)
        return self.starts[first], max(end, self.memo[key])


@dataclass(frozen=True, slots=True)
class Mention:
    """A value found at a span of the cleaned text, and the rule that found it."""

    start: int
    end: int
    value: Any
    rule: str

    @property
    def kind(self) -> str:
        """The kind of fact this mention will become."""
        kind: str = self.value.kind
        return kind


JUDGE, NEARLY = 2, 3  # whose entities they are, `by`: the judge's (factx.ner.accurate); what it nearly calls ORG


@dataclass(frozen=True, slots=True)
class Entity:
    """A span the model labelled, with the model's own label (ORG, GPE, PERSON, MONEY…)."""

    start: int
    end: int
    label: str
    by: int = 0  # which of several recognisers found it, by number
    sure: bool = False  # of an ORG: the name is an organization, whatever else speaks against it
    probability: float = 1.0  # of the label, where the recogniser says


class SpanValue(NamedTuple):
    """A value with a span of its own, where a match holds several or the span begins before the anchor."""

    start: int
    end: int
    value: Any
