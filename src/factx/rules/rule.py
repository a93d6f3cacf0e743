"""What a rule is: a pattern, the value it means, sentences it must read and sentences it must refuse, together."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from factx.rules.context import Context, Mention

ARTICLES = frozenset({"the", "a", "an", "that"})  # too frequent to begin a rule by themselves
DIGIT = "0"  # the anchor of whatever begins with a digit
_BOUNDARY = r"(?!(?<=\w)\w|(?<=[0-9])(?:[.,][0-9]|\s,[0-9]{3}(?![0-9])))"

Production = Callable[[re.Match[str], Context], Any]


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
        return compiled(self.source)

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
def compiled(source: str) -> re.Pattern[str]:
    """Return a verbose, case-blind pattern, compiled once a process."""
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
