"""What a rule is: a pattern, the value it means, sentences it must read and sentences it must refuse, together."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from factx.rules.anchors import DIGIT, FLAGS, anchors_of
from factx.rules.context import Context, Mention

__all__ = ["DIGIT", "Production", "Rule", "compiled", "rule"]

_BOUNDARY = r"(?!(?<=\w)\w|(?<=[0-9])(?:[.,][0-9]|\s,[0-9]{3}(?![0-9])))"

Production = Callable[[re.Match[str], Context], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, the anchors it may begin with, the production of its value, and its proof."""

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
    return re.compile(source, FLAGS)


def rule(
    pattern: str, *, at: Iterable[str] = (), finds: Mapping[str, Any], skips: Sequence[str] = ()
) -> Callable[[Production], Rule]:
    """Return a decorator that makes a production a Rule.

    `pattern` is a verbose, case-insensitive regular expression; a group `span`, if there is one, is the fact's span. It
    must begin with a word, digit or sign that can be listed, for texts are searched for those; raises AnchorError where
    any word may begin it. Each key of `finds` is a sentence with the span in [brackets], its value what must be read;
    nothing may be read in `skips`.
    """

    def named(make: Production) -> Rule:
        name = f"{make.__module__.split('.')[2]}.{make.__name__}"
        source = f"(?:{pattern}\n){_BOUNDARY}"  # the line break ends a comment of the pattern's last line
        return Rule(name, source, anchors_of(source), make, finds, tuple(skips))

    return named
