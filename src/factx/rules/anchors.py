"""Where a rule may begin: the first words, digits and signs of whatever its pattern matches, read from the pattern itself.

An anchor is a word ("week" in any case; one with a capital letter stands for itself alone), DIGIT, WORDS, or a sign. Behind
an article or a number the next word belongs to it ("the week", "0 percent" for "2.5 million percent", "one percent" for
"forty-two percent"; DIGIT or WORDS alone where any may follow); a sign before a number gives the number's anchors too.
The anchors of our own rules are shipped in anchors.json, by the hash of the pattern: to work them out takes a second.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from factx.rules.number import NUMBER_WORDS

ARTICLES = frozenset({"the", "a", "an", "that"})  # too frequent to begin a rule by themselves
DIGIT = "0"  # the anchor of whatever begins with a digit
VULGAR = "¼-¾⅐-⅞"  # fractions of one character, as a class of re: \\w takes them for letters
# What may stand between the beginning of a number and the word behind it, as a class of re.
NUMERIC = rf"-0-9.,'/\s{VULGAR}"
WORDS = "one"  # the anchor of whatever begins with a number word
SHIPPED = Path(__file__).with_name("anchors.json")
FLAGS = re.VERBOSE | re.IGNORECASE
_MOST = 20_000  # anchors and open words of one pattern; more come from words that run together without a boundary
_MOST_BEHIND = 2_000  # open words behind a number
_ASCII = [chr(n) for n in range(128)]
_LETTERS = set("abcdefghijklmnopqrstuvwxyz")
_IN_NUMBER = re.compile(f"[{NUMERIC}]")
_NUMBERS = frozenset({f"{DIGIT} ", f"{WORDS} "})  # stand before a word as an article does
_CATEGORIES = {
    op.CATEGORY_DIGIT: (str.isdigit, False),
    op.CATEGORY_NOT_DIGIT: (lambda c: not c.isdigit(), True),
    op.CATEGORY_SPACE: (str.isspace, False),
    op.CATEGORY_NOT_SPACE: (lambda c: not c.isspace(), True),
    op.CATEGORY_WORD: (lambda c: c.isalnum() or c == "_", True),
    op.CATEGORY_NOT_WORD: (lambda c: not (c.isalnum() or c == "_"), False),
}
_BRANCHES: dict[Any, Callable[[Any], Sequence[Any]]] = {
    op.BRANCH: lambda value: value[1],
    op.ATOMIC_GROUP: lambda value: [value],
    op.GROUPREF_EXISTS: lambda value: [value[1], value[2] or ()],
}


class AnchorError(ValueError):
    """A pattern that may begin with any word or any sign, which no scan of a text can look for."""


class _Characters(NamedTuple):
    """What one place of a pattern may hold: the characters, and whether any letter at all is among them."""

    few: frozenset[str]
    any_letter: bool


class _Word(NamedTuple):
    """The word that a match may begin with, as far as it is read; `article` stands before it."""

    article: str = ""
    word: str = ""
    blind: bool = False  # some letter of it may be of either case
    ended: bool = False  # no letter may follow

    @property
    def in_number(self) -> bool:
        """Whether the word is one of a number, at its beginning or further on: both of forty-two, million of 5 million."""
        return self.word.lower() in NUMBER_WORDS and (not self.article or self.article in _NUMBERS)


def anchors_of(source: str) -> frozenset[str]:
    """Return the anchors of a pattern: as shipped, or worked out where the pattern is not ours or has changed."""
    known = _shipped().get(hash_of(source))
    return compute(source) if known is None else frozenset(known)


def hash_of(source: str) -> str:
    """Return the hash by which a pattern's anchors are shipped: 16 hex digits of BLAKE2b."""
    return hashlib.blake2b(source.encode(), digest_size=8).hexdigest()


@cache
def _shipped() -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = json.loads(SHIPPED.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found


def compute(source: str) -> frozenset[str]:
    """Return the anchors of a verbose, case-insensitive pattern; raises AnchorError where any word may begin it."""
    walk = _Walk()
    for word in walk.through(_parser.parse(source, FLAGS), {_Word()}, blind=True):
        walk.end(word)
    return frozenset(walk.found)


class _Walk:
    """A walk through a parsed pattern along everything it may begin with."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._groups: dict[int, tuple[Any, bool]] = {}

    def through(self, nodes: Iterable[Any], words: set[_Word], *, blind: bool) -> set[_Word]:
        """Return the words still open behind a sequence of nodes; whole anchors go to `found`."""
        for code, value in nodes:
            if not words:
                break
            words = self._counted(self._node(code, value, words, blind=blind))
            if len(words) + len(self.found) > _MOST:
                raise AnchorError("more words may begin it than can be listed: end each of its words by \\b")
        return words

    def _counted(self, words: set[_Word]) -> set[_Word]:
        """Return the words without those behind a number where there are too many: the number alone stands for them."""
        if len(words) <= _MOST_BEHIND:
            return words
        behind = {word for word in words if word.article in _NUMBERS}
        self.found |= {word.article.strip() for word in behind}
        return words - behind

    def _node(self, code: Any, value: Any, words: set[_Word], *, blind: bool) -> set[_Word]:  # noqa: ANN401
        match code:
            case op.LITERAL | op.NOT_LITERAL | op.IN | op.ANY:
                return self._character(_characters(code, value), words, blind=blind)
            case op.SUBPATTERN:
                return self._group(value, words, blind=blind)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                least, most, repeated = value
                return self._repeat(least, most, repeated, words, blind=blind)
            case op.ASSERT | op.ASSERT_NOT:
                return self._look(code, value, words, blind=blind)
            case op.AT:
                return self._at(value, words)
            case op.GROUPREF:
                group, sees = self._groups[value]
                return self.through(group, words, blind=blind or sees)
        if code not in _BRANCHES:
            raise AnchorError(f"a construct that anchors do not know: {code}")
        return set().union(*(self.through(nodes, words, blind=blind) for nodes in _BRANCHES[code](value)))

    def _group(self, value: Any, words: set[_Word], *, blind: bool) -> set[_Word]:  # noqa: ANN401
        number, added, removed, nodes = value
        blind = (blind or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
        if number is not None:
            self._groups[number] = (nodes, blind)
        return self.through(nodes, words, blind=blind)

    def _repeat(self, least: int, most: int, nodes: Any, words: set[_Word], *, blind: bool) -> set[_Word]:  # noqa: ANN401
        behind = set(words) if least == 0 else set()
        for times in range(1, min(most, least + 40) + 1):
            words = self.through(nodes, words, blind=blind)
            new = words - behind
            if times >= least:
                behind |= words
            if not new or len(behind) > _MOST:
                break
        return behind

    def _character(self, one: _Characters, words: set[_Word], *, blind: bool) -> set[_Word]:
        if one.any_letter and (open_words := {word for word in words if not word.ended}):
            if any(word.article not in _NUMBERS for word in open_words):
                raise AnchorError("any word may begin it")
            self.found |= {word.article.strip() for word in open_words}
            words = words - open_words
        return {after for word in words for c in one.few for after in self._step(word, c, blind=blind)}

    def _step(self, word: _Word, c: str, *, blind: bool) -> Iterator[_Word]:
        """Yield the open word behind one more character; a character that ends the word, or is a sign, makes an anchor."""
        if word.word == ".":
            yield from self._number(word.article) if c.isdecimal() else self._add(word.article, ".")
        elif c.isalpha():
            if not word.ended:
                seen = blind and c.lower() != c.upper()
                yield word._replace(word=word.word + (c.lower() if seen else c), blind=word.blind or seen)
        elif not word.word:
            yield from self._begin(word, c)
        elif word.in_number:
            yield from self._begin(_Word(word.article or f"{WORDS} "), c)
        elif word.article or word.word.lower() not in ARTICLES:
            self.end(word)
        else:
            behind = _Word(f"{_plain(word)} ")
            yield from [behind] if c.isspace() else self._step(behind, c, blind=blind)

    def _begin(self, word: _Word, c: str) -> Iterator[_Word]:
        """Yield what stays open behind a first character that is no letter: white space, a sign before a number."""
        if word.article in _NUMBERS and _IN_NUMBER.match(c):
            yield word
        elif c.isspace():
            if not word.article:
                raise AnchorError("white space may begin it")
            yield word
        elif c == ".":
            yield word._replace(word=".")
        elif c.isdecimal():
            yield from self._number(word.article)
        else:
            yield from self._add(word.article, c)
            if c in "+-":
                yield word

    def _number(self, article: str) -> Iterator[_Word]:
        """Yield a number, open for the word behind it; behind an article digits end the anchor."""
        yield from self._add(article, DIGIT) if article else [_Word(f"{DIGIT} ")]

    def _look(self, code: Any, value: Any, words: set[_Word], *, blind: bool) -> set[_Word]:  # noqa: ANN401
        way, nodes = value
        if way < 0:
            return words
        if code is op.ASSERT_NOT:
            return {word._replace(ended=True) if word.word else word for word in words} if _no_letter(nodes) else words
        behind: set[_Word] = set()
        for word in words:  # a look ahead may say more of what comes than the pattern behind it
            look = _Walk()
            look._groups = self._groups
            try:
                after = look.through(nodes, {word}, blind=blind)
            except AnchorError:
                after = {_Word()}
            if all(each.ended for each in after):
                self.found |= look.found
                for each in after:
                    self.end(each)
            else:
                behind.add(word)
        return behind

    def _at(self, where: Any, words: set[_Word]) -> set[_Word]:  # noqa: ANN401
        if where in {op.AT_END, op.AT_END_STRING}:
            for word in words:
                self.end(word)
            return set()
        if where is op.AT_BOUNDARY:
            return {word._replace(ended=True) if word.word[-1:].isalnum() else word for word in words}
        return words

    def end(self, word: _Word) -> None:
        """Take a word that the pattern ends, or goes on without, as an anchor."""
        if word.in_number:
            self._add("", word.article.strip() or WORDS)
        elif word.word:
            self._add(word.article, _plain(word))
        elif word.article:
            self._add("", word.article.strip())
        else:
            raise AnchorError("it may match nothing")

    def _add(self, article: str, key: str) -> tuple[_Word, ...]:
        self.found.add(article + key)
        return ()


def _plain(word: _Word) -> str:
    return word.word.lower() if word.blind else word.word


def _no_letter(nodes: Sequence[Any]) -> bool:
    r"""Tell whether what must not follow includes every letter, as in (?![\w-])."""
    if len(nodes) == 2 and nodes[0][0] is op.ASSERT and nodes[0][1][0] < 0:  # (?!(?<=\w)\w)
        return _no_letter(nodes[0][1][1]) and _no_letter(nodes[1:])
    if len(nodes) != 1:
        return False
    code, value = nodes[0]
    if code is op.BRANCH:
        return any(_no_letter(branch) for branch in value[1])
    if code is op.SUBPATTERN:
        return _no_letter(value[3])
    return code in {op.IN, op.ANY} and {c.lower() for c in _characters(code, value).few} >= _LETTERS


def _characters(code: Any, value: Any) -> _Characters:  # noqa: ANN401 - re's own constants
    """Return what one place of a pattern may hold; of ASCII where it is a category or all but some."""
    if code is op.LITERAL:
        return _Characters(frozenset(chr(value)), any_letter=False)
    if code is op.NOT_LITERAL:
        return _Characters(frozenset(_ASCII) - {chr(value)}, any_letter=True)
    if code is op.ANY:
        return _Characters(frozenset(_ASCII), any_letter=True)
    few: set[str] = set()
    letters = not_these = False
    for kind, what in value:
        match kind:
            case op.NEGATE:
                not_these = True
            case op.LITERAL:
                few.add(chr(what))
            case op.RANGE:
                few |= {chr(n) for n in range(what[0], what[1] + 1)}
            case op.CATEGORY:
                test, has_letters = _CATEGORIES[what]
                few |= {c for c in _ASCII if test(c)}
                letters |= has_letters
    return _Characters(frozenset(set(_ASCII) - few if not_these else few), any_letter=letters != not_these)
