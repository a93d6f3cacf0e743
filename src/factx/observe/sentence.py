"""A sentence as grammar sees it: tokens in a tree, facts and names at their places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from factx.ner.parse import Parse
from factx.records import DateFact, Fact, MoneyFact, OrganizationFact, PercentFact
from factx.rules.context import Entity

Span = tuple[int, int]  # first code point of the document, one past the last
PLACES = frozenset({"GPE", "LOC", "FAC"})
_END = re.compile(r"""[.!?]["”’')]*\s+(?=["“‘'(]*[A-Z])|\n\s*""")
_GROUPS = PLACES | {"ORG", "NORP", "PERSON"}
_NAMES = _GROUPS | {"PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}


class Token(NamedTuple):
    """A token of a sentence; offsets are the document's."""

    start: int
    end: int
    word: str  # in lower case
    tag: str  # part of speech after the Penn Treebank
    label: str  # what it is to its head (ClearNLP): nsubj, dobj, pobj…
    head: int  # index of its head; a root's is its own


class Name(NamedTuple):
    """A name in a sentence."""

    start: int
    end: int
    group: bool  # of a body, place, people or person; else of a thing


class Named(NamedTuple):
    """A body or place that an article names."""

    start: int
    end: int
    name: str
    id: str | None  # the fact's; None: a place
    kind: str | None  # of body
    opens: bool  # stands first in its sentence


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence that holds a number: its tokens as a tree, and what was found in it."""

    text: str  # the document's, cleaned
    start: int
    end: int
    tokens: Sequence[Token]
    facts: Sequence[Fact]  # of all kinds, in text order
    entities: Sequence[Entity]  # what the recogniser found here

    @cached_property
    def numbers(self) -> list[MoneyFact | PercentFact]:
        """The money and percent facts of the sentence, in text order."""
        return [f for f in self.facts if isinstance(f, MoneyFact | PercentFact)]

    @cached_property
    def dates(self) -> list[DateFact]:
        """The dates of the sentence, in text order."""
        return [f for f in self.facts if isinstance(f, DateFact)]

    @cached_property
    def bodies(self) -> list[OrganizationFact]:
        """The organizations of the sentence, in text order."""
        return [f for f in self.facts if isinstance(f, OrganizationFact)]

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token, from left to right."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                found[token.head].append(index)
        return found

    @cached_property
    def named(self) -> dict[int, Name]:
        """The name that each token of a name belongs to."""
        names = [Name(f.start, f.end, group=True) for f in self.bodies]
        for e in self.entities:
            if e.label in _NAMES and (e.label != "ORG" or any(n.start < e.end and e.start < n.end for n in names)):
                names.append(Name(e.start, e.end, e.label in _GROUPS))
        return {i: name for name in reversed(names) for i in self.within(name.start, name.end)}

    @cached_property
    def counted(self) -> dict[int, int]:
        """The index among `numbers` of the one that each token of a number belongs to."""
        found = {i: n for n, f in enumerate(self.numbers) for i in self.within(f.start, f.end)}
        marks = {i + 1: n for i, n in found.items() if i + 1 < len(self.tokens) and self.tokens[i + 1].word == "us"}
        return {**marks, **found}  # $500 US

    @cached_property
    def dated(self) -> frozenset[int]:
        """The tokens of dates."""
        return frozenset(i for f in self.dates for i in self.within(f.start, f.end))

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the tokens that a span of the document touches."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def head_of(self, start: int, end: int) -> int | None:
        """Return the token of a span whose head lies outside it (of several, the one nearest to the root); None: no token."""
        inside = self.within(start, end)
        tops = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        return min(tops, key=lambda i: (self.depth(i), i), default=None)

    def depth(self, index: int) -> int:
        """Return how many heads stand above a token."""
        return sum(1 for _ in self.up(index))

    def up(self, index: int) -> Iterator[int]:
        """Yield the head of a token, that one's head and so on, up to the root."""
        while (head := self.tokens[index].head) != index:
            index = head
            yield index

    def subtree(self, index: int) -> list[int]:
        """Return a token and all that depends on it, in text order."""
        found, open_ = [], [index]
        while open_:
            here = open_.pop()
            found.append(here)
            open_.extend(self.children[here])
        return sorted(found)

    def span(self, first: int, last: int) -> Span:
        """Return the document's offsets from one token to another, both inside."""
        return self.tokens[first].start, self.tokens[last].end

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]


@dataclass(frozen=True, eq=False)
class Article:
    """What is known of a whole document: its facts, the recogniser's entities, the sentences that hold a number."""

    text: str  # cleaned
    facts: Sequence[Fact]
    entities: Sequence[Entity]
    sentences: Sequence[Sentence]

    @cached_property
    def dates(self) -> list[DateFact]:
        """All dates, in text order."""
        return [f for f in self.facts if isinstance(f, DateFact)]

    @classmethod
    def of(
        cls, text: str, facts: Sequence[Fact], entities: Iterable[Entity], parses: Mapping[Span, Parse]
    ) -> "Article":
        """Return an article with its parsed sentences in text order."""
        entities = list(entities)
        made = [
            Sentence(
                text,
                start,
                end,
                tokens(text, start, parse),
                [f for f in facts if start <= f.start and f.end <= end],
                [e for e in entities if start <= e.start and e.end <= end],
            )
            for (start, end), parse in sorted(parses.items())
        ]
        return cls(text, facts, entities, made)

    @cached_property
    def _breaks(self) -> list[int]:
        """Where sentences end, nearly: enough to tell which names stand in one sentence."""
        return [m.end() for m in _END.finditer(self.text)]

    def number(self, place: int) -> int:
        """Return which sentence of the text a place is in."""
        return bisect_right(self._breaks, place)

    @cached_property
    def names(self) -> dict[int, list[Named]]:
        """The bodies and places that the text names, by the number of their sentence, in text order."""
        bodies = [f for f in self.facts if isinstance(f, OrganizationFact)]
        found = [Named(f.start, f.end, f.name, f.id, f.org_kind, opens=False) for f in bodies]
        taken = {i for f in bodies for i in range(f.start, f.end)}
        for e in self.entities:
            if e.label in PLACES and e.start not in taken:
                start = e.start + 4 if self.text[e.start : e.start + 4].lower() == "the " else e.start
                found.append(Named(start, e.end, self.fullest(self.text[start : e.end]), None, None, opens=False))
        by_sentence: dict[int, list[Named]] = {}
        for name in sorted(found):
            n = self.number(name.start)
            begins = self._breaks[n - 1] if n else 0
            opens = n not in by_sentence and name.start - begins <= 5
            by_sentence.setdefault(n, []).append(name._replace(opens=opens))
        return by_sentence

    def fullest(self, place: str) -> str:
        """Return the longest form that the text has of a place's name: New York City for New York."""
        return place


def tokens(text: str, offset: int, parse: Parse) -> list[Token]:
    """Return the tokens of a parse; `offset` is where the parsed text begins in the document."""
    return [
        Token(offset + start, offset + end, text[offset + start : offset + end].lower(), tag, label, head)
        for start, end, tag, head, label in zip(*parse, strict=True)
    ]
