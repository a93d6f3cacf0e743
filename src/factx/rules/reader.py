"""How a list of rules reads a text: one pass for anchors, rules tried only there.

The words, digits and signs a rule may begin with are its anchors. One scan of the text finds the anchors of all rules; at
each, only the rules that begin so are tried. No match begins or ends inside a word or a number.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from factx.rules.context import Context, Mention
from factx.rules.rule import ARTICLES, DIGIT, Rule, compiled

_INSIDE = re.compile(r"(?:\w|[0-9][.,]|[0-9][.,]-|[0-9]\s\.\s|[$€£¥₹]\s?)\Z")
Matcher = Callable[[str, int], re.Match[str] | None]
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
        self.some = compiled("|".join(patterns)).match
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
