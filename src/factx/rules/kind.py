"""What a kind of fact is: its record, its rules, and how what a rule means becomes a record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from factx.records import BaseFact
from factx.rules.context import Context, Mention
from factx.rules.rule import Rule

Widen = Callable[[Mention, Context], Mention]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact.

    `rules` in order of preference where two read the same span; `fields` turns a value into the record's own fields;
    `values` are the fields that an evaluation compares; `widen` looks at the words around a match; mentions of a kind
    that `holds` may hold those of other kinds whole (the amount in a name), all others never overlap.
    """

    model: type[BaseFact]
    rules: tuple[Rule, ...]
    fields: Callable[[Any], dict[str, Any]]
    values: tuple[str, ...]
    widen: Widen | None = None
    holds: bool = False
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {rule.name: n for n, rule in enumerate(self.rules)})

    @property
    def name(self) -> str:
        """The kind's name, as its record has it."""
        return str(self.model.model_fields["kind"].default)

    def place(self, rule: str) -> int:
        """Return the place of a rule in the order of preference; rules that are not listed come last."""
        return self._places.get(rule, len(self._places))


def attributes(*names: str) -> Callable[[Any], dict[str, Any]]:
    """Return a function that takes these attributes of a value as the fields of its record."""
    return lambda value: {name: getattr(value, name) for name in names}


def with_rules(kinds: Mapping[str, Kind], own: Iterable[Rule]) -> dict[str, Kind]:
    """Return the kinds with a user's rules, which come before ours where both read the same span.

    Raises ValueError for a rule of a kind that there is none of, and for a name that is taken.
    """
    added = dict(kinds)
    for rule in reversed(list(own)):
        if rule.kind not in added:
            raise ValueError(f"{rule.name}: no kind {rule.kind!r}; there are {', '.join(kinds)}")
        kind = added[rule.kind]
        if any(rule.name == other.name for other in kind.rules):
            raise ValueError(f"{rule.name}: a rule of this name exists")
        added[rule.kind] = replace(kind, rules=(rule, *kind.rules))
    return added
