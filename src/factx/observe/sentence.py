"""A sentence as grammar sees it: tokens in a tree, facts and names at their places."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from factx.ner.parse import Parse
from factx.observe.named import Named
from factx.observe.places import PLACES, label_of
from factx.observe.words import LANDS, SITES
from factx.records import DateFact, Fact, MoneyFact, OrganizationFact, PercentFact
from factx.rules.context import Entity

Span = tuple[int, int]  # first code point of the document, one past the last
_END = re.compile(r"""[.!?]["”’')]*\s+(?=["“‘'(]*[A-Z])|\n\s*""")
_DATELINE = re.compile(r"(?:,[\w. ]{2,20})? ?\([A-Z][\w ]+\) ?[-–—_]| (?:-|–|—|--|_) ")  # LONDON (Reuters) -
_OPENS = 5  # characters before a name that opens its sentence: The
_LEAD = 3  # the last sentence of a text's beginning
_SHORT = {"US": "United States", "U.S.": "United States", "USA": "United States", "UK": "United Kingdom"}
_SHORT |= {"U.K.": "United Kingdom", "EU": "European Union", "UAE": "United Arab Emirates"}
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
    label: str  # ORG, GPE, PERSON…

    @property
    def group(self) -> bool:
        """Whether it names a body, place, people or person, no thing."""
        return self.label in _GROUPS


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
        names = [Name(f.start, f.end, "ORG") for f in self.bodies]
        for e in self.entities:
            label = label_of(self.text, e)
            if label in _NAMES and (label != "ORG" or any(n.start < e.end and e.start < n.end for n in names)):
                names.append(Name(e.start, e.end - self._owning(e), label))
        return {i: name for name in reversed(names) for i in self.within(name.start, name.end)}

    def _owning(self, entity: Entity) -> int:
        return 2 if self.text[entity.end - 2 : entity.end] in {"'s", "’s"} else 0

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

    def at(self, n: int) -> range:
        """Return the indexes of the tokens of a number, by its index among `numbers`."""
        return self._at[n]

    @cached_property
    def tops(self) -> list[int]:
        """The token of each number whose head lies outside it; 0 for a number without tokens."""
        return [self.head_of(f.start, f.end) or 0 for f in self.numbers]

    @cached_property
    def _at(self) -> list[range]:
        return [self.within(f.start, f.end) for f in self.numbers]

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the tokens that a span of the document touches."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def head_of(self, start: int, end: int) -> int | None:
        """Return the token of a span whose head lies outside it (of several, the one nearest to the root); None: no token."""
        inside = self.within(start, end)
        tops = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        return min(tops, key=lambda i: (self.depth(i), i)) if len(tops) > 1 else next(iter(tops), None)

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
        entities = sorted(entities, key=lambda e: (e.start, e.end))
        made = [
            Sentence(
                text,
                start,
                end,
                tokens(text, start, parse),
                _inside(facts, start, end),
                _inside(entities, start, end),
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
        """The bodies, places and persons that the text names, by the number of their sentence, in text order."""
        bodies = [f for f in self.facts if isinstance(f, OrganizationFact) and not self._dateline(f)]
        found = [Named(f.start, f.end, f.name, f.id, f.org_kind, opens=False) for f in bodies]
        taken = {i for f in bodies for i in range(f.start, f.end)}
        for e in self.entities:
            label = label_of(self.text, e)
            if label in PLACES | {"PERSON"} and e.start not in taken and not _DATELINE.match(self.text, e.end):
                start = e.start + 4 if self.text[e.start : e.start + 4].lower() == "the " else e.start
                kind = "person" if label == "PERSON" else "place"
                end = e.end - (2 if self.text[e.end - 2 : e.end] in {"'s", "’s"} else 0)
                found.append(Named(start, end, self.fullest(self.text[start:end], kind), None, kind, opens=False))
        taken |= {i for name in found for i in range(name.start, name.end)}
        found += [name for name in self._surnames() if name.start not in taken]
        by_sentence: dict[int, list[Named]] = {}
        for name in sorted(found, key=lambda name: name.start):
            n = self.number(name.start)
            begins = self._breaks[n - 1] if n else 0
            opens = n not in by_sentence and name.start - begins <= _OPENS
            by_sentence.setdefault(n, []).append(name._replace(opens=opens))
        return by_sentence

    def _surnames(self) -> Iterator[Named]:
        """Yield each mention of a person by the surname, which the recogniser may miss."""
        full = {last: name for last, name in self.persons.items() if " " in name and last.istitle() and len(last) > 3}
        pattern = re.compile(rf"\b({'|'.join(map(re.escape, full))})\b") if full else None
        for m in pattern.finditer(self.text) if pattern else ():
            yield Named(m.start(), m.end(), full[m[1]], None, "person", opens=False)

    def _dateline(self, fact: OrganizationFact) -> bool:
        return fact.text.isupper() and _DATELINE.match(self.text, fact.end) is not None

    @cached_property
    def country(self) -> str | None:
        """The country that the text is about: the one that its beginning names, or most of its names of countries do."""
        found = {n: [m.name for m in names if m.is_country] for n, names in self.names.items()}
        lead = next((set(names) for n, names in sorted(found.items()) if names and n <= _LEAD), set())
        if len(lead) == 1:
            return lead.pop()
        named = Counter(name for names in found.values() for name in names)
        name, count = max(named.items(), key=lambda item: item[1], default=("", 0))
        return name if 2 * count > named.total() else None

    @cached_property
    def persons(self) -> dict[str, str]:
        """The fullest name of each person in the text, by the surname."""
        found: dict[str, str] = {}
        for e in self.entities:
            name = self.text[e.start : e.end].removesuffix("'s").removesuffix("’s")
            if e.label == "PERSON" and name and len(name) > len(found.get(name.split()[-1], "")):
                found[name.split()[-1]] = name
        return found

    @cached_property
    def owners(self) -> dict[str, tuple[int, Span]]:
        """Whose each word of a measure was at its last mention, and in which sentence: filled as sentences are read."""
        return {}

    def fullest(self, name: str, kind: str) -> str:
        """Return the fullest form that the text has of a person's or place's name: Ann Berg for Berg."""
        name = name.removesuffix("'s").removesuffix("’s")
        if kind == "person":
            return self.persons.get(name.split()[-1], name) if name else name
        head, _, last = name.rpartition(" ")
        name = head if head and last in LANDS | SITES else name  # Liaoning province
        full = _SHORT.get(name)
        return full if full and full in self.text else name


Placed = TypeVar("Placed", Fact, Entity)


def _inside(found: Sequence[Placed], start: int, end: int) -> list[Placed]:
    """Return which of some in text order stand in a span."""
    first = bisect_left(found, start, key=lambda f: f.start)
    return [f for f in found[first : bisect_left(found, end, key=lambda f: f.start)] if f.end <= end]


def tokens(text: str, offset: int, parse: Parse) -> list[Token]:
    """Return the tokens of a parse; `offset` is where the parsed text begins in the document."""
    return [
        Token(offset + start, offset + end, text[offset + start : offset + end].lower(), tag, label, head)
        for start, end, tag, head, label in zip(*parse, strict=True)
    ]
