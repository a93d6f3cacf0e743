"""What a rule is: a pattern, the value it means, sentences it must read and sentences it must refuse, together."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pickle import PicklingError
from types import ModuleType
from typing import Any

from factx.rules.anchors import DIGIT, FLAGS, WORDS, anchors_of
from factx.rules.context import Context, Mention

__all__ = ["DIGIT", "Production", "Rule", "compiled", "rule", "rules_of"]

_BOUNDARY = r"(?!(?<=\w)\w|(?<=[0-9])(?:[.,][0-9]|\s,[0-9]{3}(?![0-9])))"

Production = Callable[[re.Match[str], Context], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, the anchors it may begin with, the production of its value, and its proof."""

    name: str
    source: str
    anchors: frozenset[str]
    make: Production
    finds: Mapping[str, Any] = field(hash=False)
    skips: Sequence[str] = field(hash=False)
    on_request: bool = False

    @property
    def kind(self) -> str:
        """The kind of fact it makes: the first part of its name."""
        return self.name.partition(".")[0]

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
        group = "span" if "span" in m.re.groupindex else 0
        return [Mention(m.start(group), m.end(group), made, self.name)]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by name: a worker process imports the module that declares the rule."""
        home, name = self.make.__module__, self.make.__name__
        if home == "__main__" or getattr(sys.modules[home], name, None) is not self:
            raise PicklingError(f"{self.name}: other processes need it at the top level of a module they can import")
        return _declared, (home, name)


def _declared(home: str, name: str) -> Rule:
    found: Rule = getattr(import_module(home), name)
    return found


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Return a verbose, case-blind pattern, compiled once a process."""
    return re.compile(source, FLAGS)


def rule(
    pattern: str,
    *,
    finds: Mapping[str, Any],
    skips: Sequence[str] = (),
    name: str | None = None,
    on_request: bool = False,
    numbers_alone: bool = True,
) -> Callable[[Production], Rule]:
    """Return a decorator that makes a production a Rule.

    `pattern` is a verbose, case-insensitive regular expression; a group `span`, if there is one, is the fact's span. It
    must begin with a word, digit or sign that can be listed, for texts are searched for those; raises AnchorError where
    any word may begin it. `name` is the rule's kind and name ("percent.bakers_dozen"); inside factx the module says the
    kind, and the function the name. A rule `on_request` reads only where it is asked for. A rule without `numbers_alone`
    makes nothing of numbers behind which no word or sign of it stands, and is not tried there. Each key of `finds` is a
    sentence with the span in [brackets], its value what must be read; nothing may be read in `skips`.
    """

    def named(make: Production) -> Rule:
        source = f"(?:{pattern}\n){_BOUNDARY}"  # the line break ends a comment of the pattern's last line
        anchors = anchors_of(source) - (frozenset() if numbers_alone else {DIGIT, WORDS})
        return Rule(name or _name(make), source, anchors, make, finds, tuple(skips), on_request)

    return named


def _name(make: Production) -> str:
    """Return the name of a rule of factx: its kind, from the module, and its function."""
    home = make.__module__.split(".")
    if home[:2] != ["factx", "kinds"]:
        raise ValueError(f'{make.__name__}: a rule outside factx needs name="kind.name"')
    return f"{home[2]}.{make.__name__}"


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules declared in some modules, in the order of the modules and of their declaration."""
    return tuple(
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Rule) and value.make.__module__ == module.__name__
    )
