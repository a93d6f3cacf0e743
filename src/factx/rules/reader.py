"""How a list of rules reads a text: one pass for anchors, rules tried only there.

The words, digits and signs a rule may begin with are its anchors. One scan of the text finds the anchors of all rules; at
each, only the rules that begin so are tried. No match begins or ends inside a word or a number.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from factx.rules.anchors import DIGIT, NUMERIC, VULGAR, WORDS
from factx.rules.context import Context, Mention
from factx.rules.kind import Kind
from factx.rules.number import NUMBER_WORDS
from factx.rules.rule import Rule

# No match begins behind these, nor with the million of 5 million; most begin behind a letter and a blank.
_OUTSIDE = re.compile(
    r"""(?<![\w$€£¥₹]) (?:
        (?<=[a-z,;]\s)
      | (?=[a-z]) (?:                                       # 7 € last year
            (?<=[0-9][$€£¥₹]\s) | (?<=[0-9]\s[$€£¥₹]\s) | (?<=[bl]n\s[$€£¥₹]\s) | (?<=ion\s[$€£¥₹]\s)
        )
      | (?<![0-9][.,]) (?<![0-9][.,]-) (?<![0-9]\s\.\s) (?<![$€£¥₹]\s)
        (?! (?<=[0-9]\s) (?:hundred|thousand|million|billion|trillion)\b )
    )""",
    re.VERBOSE,
)
_WORDS = 20_000  # words of texts whose rules are remembered
Matcher = Callable[[str, int], re.Match[str] | None]


class RuleReader:
    """Reads texts by the rules of some kinds: candidates come in text order, overlaps and all."""

    def __init__(self, kinds: Mapping[str, Kind], *, on_request: bool = False) -> None:
        """Index the rules by anchor; those `on_request` only where asked for."""
        self.kinds = kinds
        self.rules = tuple(r for kind in kinds.values() for r in kind.rules if on_request or not r.on_request)
        self._widen = {name: kind.widen for name, kind in kinds.items() if kind.widen}
        found: dict[str, set[int]] = defaultdict(set)
        behind: dict[str, dict[str, set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )  # by article, DIGIT or WORDS, by the word behind it
        for n, each in enumerate(self.rules):
            for anchor in each.anchors:
                first, _, after = anchor.partition(" ")
                (behind[first.lower()][after.lower()] if after else found[first]).add(n)
        grouped = cache(self._numbered)  # many anchors have the same rules
        self._table = {anchor: grouped(frozenset(ns)) for anchor, ns in _by_form(found).items()}
        self._behind = {
            article: {"": self._table.get(article)}
            | {word: grouped(frozenset(ns | found.get(article, set()))) for word, ns in words.items()}
            for article, words in behind.items()
        }
        self._at = lru_cache(maxsize=_WORDS)(self._rules_at)
        self._anchor = _anchor_pattern([*found, *behind])

    def _numbered(self, numbers: Iterable[int]) -> "_Begun":
        """Return the rules of these places in the list, in its order."""
        return _Begun([self.rules[n] for n in sorted(numbers)])

    def read(self, context: Context) -> Iterator[Mention]:
        """Yield every mention any rule finds, in the order of their anchors."""
        text = context.text
        for start, begun in self.anchors_in(context):
            for match, each in begun.matchers or begun.compiled():
                m = match(text, start)
                if m is not None:
                    yield from self._mentions(each, m, context)

    def anchors_in(self, context: Context) -> Iterator[tuple[int, "_Begun"]]:
        """Yield where rules may begin in a text, and which."""
        text, at, outside = context.text, self._at, _OUTSIDE.match
        digits, words = self._behind.get(DIGIT), self._behind.get(WORDS)
        behind, upto = "", -1  # the word behind the last number, and where that ends
        for anchor in self._anchor.finditer(text):
            which = anchor.lastindex
            found = at(DIGIT if which == _DIGITS else anchor[which or 0])
            if found is None:
                continue
            if isinstance(found, dict):
                end = anchor.end()
                if found is not digits and found is not words:
                    found = found.get(_following(text, end), found[""])
                else:
                    if end > upto:
                        behind, upto = _behind_number(text, end)
                    found = found.get(behind, found[""])
                if found is None:
                    continue
            start = anchor.start()
            if outside(text, start):
                yield start, found

    def _rules_at(self, word: str) -> "_Begun | dict[str, _Begun | None] | None":
        """Return the rules that may begin with a word, sign or DIGIT; of an article or number those by the word behind."""
        low = word.lower()
        if low in NUMBER_WORDS:
            word = low = WORDS
        return self._behind.get(low) or self._table.get(word) or self._table.get(low)

    def _mentions(self, rule: Rule, m: re.Match[str], context: Context) -> Iterator[Mention]:
        for mention in rule.mentions(m, context):
            widen = self._widen.get(mention.kind)
            yield widen(mention, context) if widen else mention


_FOLLOWING = re.compile(r"\s{0,3}(?:(?P<digits>\.?[0-9])|(?P<word>[^\W\d_]+|\S))")
_BEHIND_NUMBER = re.compile(rf"[{NUMERIC}]*+(?P<word>[^\W\d_{VULGAR}]+|\S)")


def _forms(anchor: str) -> set[str]:
    """Return an anchor as texts write it: the, The, THE; one with a capital letter only as it is."""
    return {anchor, anchor.capitalize(), anchor.upper()} if anchor == anchor.lower() else {anchor}


def _by_form(found: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Return what is listed by anchor, by all forms that texts have of it."""
    forms: dict[str, set[int]] = defaultdict(set)
    for anchor in found:
        for form in _forms(anchor):
            forms[form] |= found[anchor] | found.get(form.lower(), set())
    return forms


def _following(text: str, end: int) -> str:
    """Return the word in small letters, the sign or DIGIT that follows an article, "" where there is none."""
    m = _FOLLOWING.match(text, end)
    if m is None:
        return ""
    return DIGIT if m["digits"] else m["word"].lower()


def _behind_number(text: str, end: int) -> tuple[str, int]:
    """Return the word or sign behind a number that goes on at a place, "" where there is none, and where it begins."""
    while m := _BEHIND_NUMBER.match(text, end):
        word, end = m["word"].lower(), m.end()
        if word not in NUMBER_WORDS:
            return word, m.start("word")
    return "", len(text)


class _Begun:
    """The rules that begin alike; their patterns are compiled when they are first tried: a short text needs few."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self.matchers: list[tuple[Matcher, Rule]] = []  # each rule's own with it

    def compiled(self) -> list[tuple[Matcher, Rule]]:
        """Compile the rules' patterns and return them."""
        self.matchers = [(each.pattern.match, each) for each in self._rules]
        return self.matchers


_DIGITS = 2  # the last group of an anchor that is a number


def _anchor_pattern(anchors: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of whatever may be an anchor: a word, a number or a sign, those two and capitals with a + or -.

    A sign right behind a word is part of it. The pattern begins with one class of characters: re looks for those faster
    than it tries a pattern.
    """
    found = "".join(sorted(key for key in anchors if len(key) == 1 and not key.isalpha() and key != DIGIT))
    letter, signs = rf"[^\W\d_{VULGAR}]", re.escape(found) or "$"
    return re.compile(
        rf"""[\w.+\-{signs}] (?:
            (?<=[A-Za-z]) [A-Za-z]*+ {letter}*+ | (?<={letter}) {letter}*+ | (?<=[0-9]) [0-9]*+ | (?<=\.) [0-9]++
          | (?<=[-+]) (?<! [^\s(\[|—:] [-+] ) (?= [.0-9A-Z{signs}] ) (?P<signed> \.?[0-9]+ | {letter}+ | [{signs}] )
          | (?<= [{signs}] ) (?<! \w. )
        ) (?: (?<=[0-9]) (?P<digits>) | )""",
        re.VERBOSE,
    )
