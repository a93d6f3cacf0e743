"""What the page asks of a label and of an observation, derived from their records: a field, its kind, its choices."""

from types import NoneType
from typing import Any, Literal, get_args, get_origin

from factx.label.made import NUMBERS, asked
from factx.label.rows import Row
from factx.observation import Observation
from factx.records import KINDS
from factx.values import currency_codes

_SAID = ("about_name", "when", "change", "basis", "role", "of_id")  # beside the phrases measure and about


def forms() -> Row:
    """Return the fields of each kind's form, and under "said" those of an observation."""
    found = {kind: [_field(KINDS[kind], name) for name in asked(kind)] for kind in KINDS}
    found["said"] = [_field(Observation, name) for name in _SAID]
    return found


def _field(model: Any, name: str) -> Row:  # noqa: ANN401 - the class of a record
    field = model.model_fields[name]
    row: Row = {"name": name, "help": field.description or "", "required": field.is_required()}
    choices = _choices(field.annotation)
    if name == "currency":
        return row | {"type": "text", "offers": sorted(currency_codes())}
    if choices:
        return row | {"type": "choice", "choices": choices}
    if field.annotation is bool:
        return row | {"type": "flag"}
    if name in ("equivalent_of", "of_id"):
        return row | {"type": "label"}
    return row | {"type": "number" if name in NUMBERS else "text"}


def _choices(annotation: Any) -> list[str]:  # noqa: ANN401 - whatever a field may hold
    """Return the words that a field may hold, where it holds no others."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return _choices(parts[0]) if len(parts) == 1 and NoneType in get_args(annotation) else []
