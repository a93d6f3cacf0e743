"""A table of a run: its columns and their types follow from the fields of its records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

Plain = type[str] | type[int] | type[float] | type[Decimal] | type[date] | type[bool] | type[dict[str, Any]]
_PLAIN: tuple[Plain, ...] = (bool, int, float, Decimal, date, str, dict)  # a bool is an int, too: first


class Column(NamedTuple):
    """A column of a table; those of an optional field, or of a field that only some kinds have, may be empty."""

    name: str
    type: Plain  # str, int, float, Decimal, date, bool or dict (a JSON object)
    kinds: frozenset[str]  # kinds of record that have the field; empty: all
    required: frozenset[str]  # kinds whose field is never None; of a table of one kind: that kind, or none


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a run: what a row is, what identifies it, and which rows of other tables it belongs to.

    `model` is a record, or a union of records told apart by their field `kind`. `key` is the field that identifies a row
    (None: the table is written but never loaded into a database). `parents` maps a field to the table whose key it holds.
    `mark` is a field that no other table has, by which a line is recognised as this table's among lines of many tables.
    `hashed` are the fields that the key is a hash of: equal where keys are equal. `optional` is True for a table that a run
    may leave out: the extractor's option of the same name says so.
    """

    name: str
    model: Any
    key: str | None = "id"
    parents: Mapping[str, str] = field(default_factory=dict)
    mark: str | None = None
    hashed: tuple[str, ...] = ()
    optional: bool = False

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Return what validates one row."""
        return TypeAdapter(self.model)

    @cached_property
    def many(self) -> TypeAdapter[list[Any]]:
        """Return what validates an array of rows."""
        return TypeAdapter(list[self.model])  # type: ignore[name-defined]

    def json_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of one line of the table."""
        title = {"title": self.name.removesuffix("s").capitalize()} if len(self.models) > 1 else {}
        draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        return draft | title | self.adapter.json_schema(mode="serialization")

    @cached_property
    def models(self) -> dict[str, type[BaseModel]]:
        """Return the records of the table by kind; one record alone has the kind ""."""
        members = _members(self.model)
        return {"" if len(members) == 1 else str(m.model_fields["kind"].default): m for m in members}

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Return the table's columns by name, in the order of the fields; records of several kinds share them."""
        names = dict.fromkeys(name for model in self.models.values() for name in model.model_fields)
        return {name: self._column(name) for name in names}

    def _column(self, name: str) -> Column:
        fields = {kind: m.model_fields[name] for kind, m in self.models.items() if name in m.model_fields}
        types = {plain_type(f.annotation) for f in fields.values()}
        if len(types) > 1:
            raise TypeError(f"{self.name}.{name} has several types: {types}")
        kinds = frozenset() if len(fields) == len(self.models) else frozenset(fields)
        return Column(name, types.pop(), kinds, frozenset(kind for kind, f in fields.items() if not _optional(f)))

    def names(self, row: Mapping[str, Any]) -> list[str]:
        """Return the names of the fields that a row has: those of its kind."""
        return list(self.models[row["kind"] if len(self.models) > 1 else ""].model_fields)

    def of_type(self, *types: Plain) -> list[str]:
        """Return the names of the columns of some types."""
        return [name for name, column in self.columns.items() if column.type in types]


def plain_type(annotation: Any) -> Plain:  # noqa: ANN401 - what a field is annotated with
    """Return the type of a field's values apart from None; raises TypeError where no column could hold them."""
    found = {t for t in _leaves(annotation) if t is not NoneType}
    for plain in _PLAIN:
        if found and all(isinstance(t, type) and issubclass(t, plain) for t in found):
            return plain
    raise TypeError(f"no column holds {annotation}")


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for each in get_args(annotation):
            yield from _leaves(each)
    elif origin is Literal:
        yield from map(type, get_args(annotation))
    else:
        yield origin or annotation


def _members(model: Any) -> list[type[BaseModel]]:  # noqa: ANN401
    return list(_leaves(model))


def _optional(info: FieldInfo) -> bool:
    return NoneType in set(_leaves(info.annotation))
