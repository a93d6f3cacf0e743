"""What a person gives in a form becomes a row of gold, or is refused with a reason for each field."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from factx import timex
from factx.evaluate.score import NOT_LABELLED
from factx.kinds.organization.known_bodies import identity
from factx.label.rows import CONFIRMED, Row
from factx.observation import PHRASES, Observation, observation_id
from factx.records import FACT, KINDS, BaseFact, Document, fact_id, own_fields
from factx.rules.context import Context

NUMBERS = ("amount", "amount_to", "value", "value_to")
DERIVED = ("first_day", "last_day")  # follow from the timex
_NOT_ASKED = frozenset({*NOT_LABELLED, *DERIVED, "external_ids"})
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "mln": 6, "billion": 9, "bn": 9, "bln": 9}
_SCALES |= {"b": 9, "trillion": 12, "tn": 12, "trn": 12}
_TYPED = re.compile(r"(?P<number>[-−]?[\d.,_ ]+?) ?(?P<scale>[a-z]+)?", re.IGNORECASE)
_AT_EDGE = re.compile(r"^\s|\s$")


class Refused(ValueError):  # noqa: N818 - what happened to what was given
    """What is wrong, by the field of the form; "span" is the label itself."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Hold the reasons."""
        super().__init__("; ".join(f"{name}: {why}" for name, why in fields.items()))
        self.fields = dict(fields)


def number(typed: object) -> object:
    """Return a number that was typed, its commas and scale (371.53 billion, 50k) worked out; what is none as it is."""
    if not isinstance(typed, str):
        return typed
    m = _TYPED.fullmatch(typed.strip())
    scale = (m["scale"] or "").lower() if m else ""
    if m is None or (scale and scale not in _SCALES):
        return typed
    plain = re.sub(r"[,_ ]", "", m["number"]).replace("−", "-")
    try:
        return str(Decimal(plain).scaleb(_SCALES.get(scale, 0)).__format__("f"))
    except InvalidOperation:
        return typed


def asked(kind: str) -> list[str]:
    """Return the names of the fields of a kind whose values a person gives."""
    return [name for name in own_fields(kind) if name not in _NOT_ASKED]


def fact_row(document: Document, context: Context, given: Mapping[str, Any]) -> Row:
    """Return the row of a label: kind, start, end and text of `given`, its values, optional and note.

    Raises Refused, above all where the text is not that of the span.
    """
    kind, start, end, text = (given.get(name) for name in ("kind", "start", "end", "text"))
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused({"span": f"no kind: {kind!r}"})
    _check_span(document, start, end, text)
    assert isinstance(start, int)  # noqa: S101 - checked above
    assert isinstance(end, int)  # noqa: S101
    row: Row = {"id": fact_id(document.id, start, end, kind), "doc_id": document.id, "kind": kind}
    bounds = context.sentence(start, end)
    row |= {"text": text, "start": start, "end": end, "sentence_start": bounds[0], "sentence_end": bounds[1]}
    row |= {"rule": "gold", **_values(kind, given.get("values") or {})}
    try:
        fact = FACT.validate_python(row, context={"document": document})
    except ValidationError as error:
        raise Refused(_reasons(error, kind)) from error
    return kept(fact) | remarks(given)


def _values(kind: str, values: Mapping[str, Any]) -> Row:
    """Return the values of a kind's fields, what follows from them filled in."""
    row = {name: _plain(values.get(name)) for name in asked(kind)}
    row |= {name: number(row[name]) for name in NUMBERS if name in row}
    if kind == "organization":
        row["org_id"] = identity(str(row.get("name") or "")) or "none"
    if kind == "date":
        row["recurring"] = bool(row.get("recurring"))
        try:
            days = None if row["recurring"] else timex.days(str(row["timex"] or ""))
        except ValueError as error:
            raise Refused({"timex": str(error)}) from error
        row["first_day"], row["last_day"] = days or (None, None)
    missing = [
        n for n in KINDS[kind].model_fields if n in row and row[n] is None and KINDS[kind].model_fields[n].is_required()
    ]
    if missing:
        raise Refused(dict.fromkeys(missing, "what is it?"))
    return row


def _plain(value: object) -> object:
    """Return a value of a form: text without space around it, None for none."""
    return (value.strip() or None) if isinstance(value, str) else value


def _check_span(document: Document, start: object, end: object, text: object) -> None:
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(document.text):
        raise Refused({"span": f"no span of the article: {start} to {end}"})
    there = document.text[start:end]
    if there != text:
        raise Refused({"span": f"text is not the slice: {text!r} / {there!r}"})
    if _AT_EDGE.search(there):
        raise Refused({"span": "begins or ends with a space"})


def kept(fact: BaseFact) -> Row:
    """Return a fact as gold has it: without what gold does not say."""
    row: Row = json.loads(fact.model_dump_json())
    return {name: row[name] for name in row if name in {"org_id", *DERIVED} or name not in _NOT_ASKED}


def remarks(given: Mapping[str, Any]) -> Row:
    """Return what is remarked on a row: optional, note, and who had suggested it; nothing where nothing is."""
    row: Row = {"optional": True} if given.get("optional") else {}
    row |= {"note": str(given["note"]).strip()} if str(given.get("note") or "").strip() else {}
    return row | ({CONFIRMED: given[CONFIRMED]} if given.get(CONFIRMED) else {})


def said_row(document: Document, number_row: Row, given: Mapping[str, Any]) -> Row:
    """Return the row of a gold observation of a number: its slots, phrases as {start, end, text}; raises Refused."""
    span = {name: number_row[name] for name in ("kind", "text", "start", "end")}
    row: Row = {"id": observation_id(number_row["id"]), "doc_id": document.id, "fact_id": number_row["id"]}
    for name in PHRASES:
        phrase = given.get(name) or {}
        if phrase:
            _check_phrase(document, name, phrase)
        row |= {name: phrase.get("text"), f"{name}_start": phrase.get("start"), f"{name}_end": phrase.get("end")}
        if name == "about":
            row |= {"about_id": None, "about_name": _plain(given.get("about_name"))}
    row |= {"when": _plain(given.get("when")), "when_id": None}
    row |= {name: _plain(given.get(name)) for name in ("change", "basis")}
    row |= {"role": _plain(given.get("role")) or "level", "of_id": _plain(given.get("of_id")), "rule": "gold"}
    try:
        Observation.model_validate(row, context={"document": document})
    except ValidationError as error:
        raise Refused(_reasons(error, "")) from error
    return row | span | remarks(given)


def _check_phrase(document: Document, name: str, phrase: Mapping[str, Any]) -> None:
    try:
        _check_span(document, phrase.get("start"), phrase.get("end"), phrase.get("text"))
    except Refused as refused:
        raise Refused({name: refused.fields["span"]}) from refused


def _reasons(error: ValidationError, kind: str) -> dict[str, str]:
    """Return pydantic's reasons by the field they are about: the one a message begins with, where it is about all."""
    names = {*(KINDS[kind].model_fields if kind else Observation.model_fields)}
    found: dict[str, str] = {}
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        place = next((str(part) for part in each["loc"] if part in names), "")
        message = each["msg"].removeprefix("Value error, ")
        place = place or ("when" if "TIMEX3" in message else next((w for w in message.split() if w in names), "span"))
        found.setdefault(place, message)
    return found
