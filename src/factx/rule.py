"""What a rule is, and how a list of rules reads a text: one pass for anchors, rules tried only there.

A rule is a pattern, the value it means, sentences it must read and sentences it must refuse, declared together. The
words, digits and signs it may begin with are its anchors. One scan of the text finds the anchors of all rules; at each,
only the rules that begin so are tried. The engine owns boundaries: no match begins or ends inside a word or a number.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from factx.clean import clean, sentence_bounds, sentence_starts
from factx.records import Document

ARTICLES = frozenset({"the", "a", "an", "that"})  # too frequent to begin a rule by themselves
DIGIT = "0"  # the anchor of whatever begins with a digit
_BOUNDARY = r"(?!(?<=\w)\w|(?<=[0-9])(?:[.,][0-9]|\s,[0-9]{3}(?![0-9])))"
_INSIDE = re.compile(r"(?:\w|[0-9][.,]|[0-9][.,]-|[0-9]\s\.\s|[$€£¥₹]\s?)\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the cleaned text and what is known of the document; never a clock."""

    text: str
    published: date | None = None
    country: str | None = None
    starts: list[int] = field(default_factory=lambda: [0])

    @classmethod
    def of(cls, document: Document) -> "Context":
        """Return the context of a document: its text cleaned, its sentences found."""
        text = clean(document.text)
        return cls(text, document.published, document.country, sentence_starts(text))

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around a span."""
        return sentence_bounds(self.starts, self.text, start, end)


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


@dataclass(frozen=True, slots=True)
class Entity:
    """A span the model labelled, with the model's own label (ORG, GPE, PERSON, MONEY…)."""

    start: int
    end: int
    label: str


class Placed(NamedTuple):
    """A value with a span of its own, where a match holds several or the span begins before the anchor."""

    start: int
    end: int
    value: Any


Production = Callable[[re.Match[str], Context], Any]
Matcher = Callable[[str, int], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with the anchors it begins at, the production of its value, and its proof."""

    name: str
    source: str
    anchors: frozenset[str]
    make: Production
    finds: Mapping[str, Any]
    skips: Sequence[str]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The rule's pattern, compiled when it is first asked for: a short text needs few."""
        return _compiled(self.source)

    def mentions(self, m: re.Match[str], context: Context) -> list[Mention]:
        """Return what the rule reads in a match of its pattern: mostly one mention, or none."""
        if "\n" in m[0]:
            return []
        made = self.make(m, context)
        if made is None:
            return []
        if isinstance(made, list):
            return [Mention(placed.start, placed.end, placed.value, self.name) for placed in made]
        group = "span" if "span" in self.pattern.groupindex else 0
        return [Mention(m.start(group), m.end(group), made, self.name)]


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


def rule(
    pattern: str, *, at: Iterable[str], finds: Mapping[str, Any], skips: Sequence[str] = ()
) -> Callable[[Production], Rule]:
    """Return a decorator that makes a production a Rule.

    `pattern` is a verbose, case-insensitive regular expression that begins at an anchor; a group `span`, if there is
    one, is the fact's span. `at` lists the words (lower case), signs, and DIGIT it may begin with; an article among them
    may stand before any of the others, or before a word given with it ("the week"). Each key of `finds`
    is a sentence with the span in [brackets], its value what must be read; nothing may be read in `skips`.
    """

    def named(make: Production) -> Rule:
        name = f"{make.__module__.split('.')[2]}.{make.__name__}"
        return Rule(name, f"(?:{pattern}){_BOUNDARY}", frozenset(at), make, finds, tuple(skips))

    return named


def any_of(forms: Iterable[str]) -> str:
    """Return a regular expression for any of some literal forms, the longest that fits first; a blank is any white space.

    Forms that begin alike share their beginning, so that a text that fits none is refused at its first letters: a plain
    list of several hundred is tried form by form.
    """
    tree: dict[str, Any] = {}
    for form in forms:
        node = tree
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    parts = [_letter(letter) + _branches(node) for letter, node in sorted(tree.items()) if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    single = [part for part in parts if len(part) == 1 and part.isalnum()]
    if len(single) > 1:
        parts = [part for part in parts if part not in single] + [f"[{''.join(single)}]"]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def _letter(letter: str) -> str:
    return r"\s" if letter.isspace() else re.escape(letter)


Widen = Callable[[Mention, Context], Mention]


class RuleReader:
    """Reads texts by a list of rules: candidates come in text order, overlaps and all."""

    def __init__(self, rules: Iterable[Rule], widen: Mapping[str, Widen] | None = None) -> None:
        """Index the rules by anchor; `widen` gives per kind what looks at the words around a match."""
        self.rules = tuple(rules)
        self._widen = dict(widen or {})
        table: dict[str, dict[str, Rule]] = defaultdict(dict)
        for each in self.rules:
            for anchor in each.anchors:
                table[anchor.split(" ")[0]][each.name] = each
        groups = {anchor: _by_kind(found.values()) for anchor, found in table.items()}
        behind = {word: _words_behind(word, self.rules) for word in ARTICLES if word in table}
        self._anchor = _anchor_pattern(groups)
        self._table = {form: found for anchor, found in groups.items() for form in _forms(anchor)}
        self._behind = {form: words for article, words in behind.items() for form in _forms(article)}

    def read(self, context: Context) -> Iterator[Mention]:
        """Yield every mention any rule finds, in the order of their anchors."""
        text, table = context.text, self._table
        for anchor in self._anchor.finditer(text):
            kind, key = anchor.lastgroup, anchor[anchor.lastgroup or 0]
            found = table.get(DIGIT if kind == "digits" else key)
            if found is None:
                continue
            start = anchor.start()
            if key in self._behind and not _follows(text, anchor.end(), self._behind[key]):
                continue
            if _INSIDE.search(text, max(0, start - 4), start):
                continue
            for group in found:
                if group.some is None or group.some(text, start) is not None:
                    yield from self._read(group.matchers(), context, start)

    def _read(self, rules: Iterable[tuple[Matcher, Rule]], context: Context, start: int) -> Iterator[Mention]:
        for match, each in rules:
            m = match(context.text, start)
            if m is not None:
                for mention in each.mentions(m, context):
                    widen = self._widen.get(mention.kind)
                    yield widen(mention, context) if widen else mention


_FOLLOWING = re.compile(r"\s{0,2}(?:(?P<digits>[0-9])|[^\W\d_]+|\S)")


def _forms(anchor: str) -> set[str]:
    """Return an anchor as texts write it: the, The, THE."""
    return {anchor, anchor.capitalize(), anchor.upper()}


def _follows(text: str, end: int, behind: frozenset[str]) -> bool:
    """Tell whether one of some words, signs or a digit follows."""
    m = _FOLLOWING.match(text, end)
    return m is not None and ((m["digits"] and DIGIT) or m[0].lstrip().lower()) in behind


def _words_behind(article: str, rules: Iterable[Rule]) -> frozenset[str]:
    """Return the words, signs and DIGIT that may follow an article by some rule.

    A rule says so by phrases among its anchors (the week), or begins with an article or without it at any other anchor.
    """
    found: set[str] = set()
    for each in rules:
        if article in each.anchors:
            found |= each.anchors - ARTICLES
        found |= {anchor.removeprefix(f"{article} ") for anchor in each.anchors if anchor.startswith(f"{article} ")}
    return frozenset(found)


_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_SAME_AGAIN = re.compile(r"\(\?P=\w+\)")
_FEW = 3  # rules of an anchor that are as well tried one by one


class _Group:
    """An anchor's rules of one kind, with a matcher that fails where all of them do: one call instead of one for each."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take the rules; few are as well tried one by one, without a matcher."""
        self._rules = rules
        self._matchers: list[tuple[Matcher, Rule]] = []
        self.some: Matcher | None = self._first if len(rules) >= _FEW else None

    def matchers(self) -> list[tuple[Matcher, Rule]]:
        """Return each rule's own matcher with it."""
        if not self._matchers:
            self._matchers = [(each.pattern.match, each) for each in self._rules]
        return self._matchers

    def _first(self, text: str, start: int) -> re.Match[str] | None:
        """Compile the matcher when it is first asked: most anchors do not come up in a short text."""
        patterns = (_SAME_AGAIN.sub(".", _GROUP_NAME.sub("(?:", each.source)) for each in self._rules)
        self.some = _compiled("|".join(patterns)).match
        return self.some(text, start)


def _by_kind(rules: Iterable[Rule]) -> list[_Group]:
    """Return an anchor's rules kind by kind."""
    kinds: dict[str, list[Rule]] = defaultdict(list)
    for each in rules:
        kinds[each.name.split(".")[0]].append(each)
    return [_Group(found) for found in kinds.values()]


def _anchor_pattern(table: Mapping[str, object]) -> re.Pattern[str]:
    signs = "".join(sorted(key for key in table if len(key) == 1 and not key.isalnum()))
    return re.compile(
        rf"(?:(?<![^\s(\[|—:])[-+](?=[.0-9A-Z{re.escape(signs)}]))?"
        rf"(?:(?P<digits>\.?[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>[{re.escape(signs) or '$'}]))"
    )
