"""A JSON text becomes a value: strictly, else as it was meant, with comments, commas too many, quotes and words of other languages."""

import json
import re
from typing import Any

_DIGITS = 4000
_LONGEST = 4 << 20  # characters of a text that is not quite JSON
_NAME = 100  # characters of a field's name in a note
_TYPED: dict[str, Any] = {  # one name around a value, as databases export it: MongoDB, DynamoDB, Firestore
    "$oid": str, "$numberLong": str | int, "$numberInt": str | int, "$numberDouble": str | float | int, "$numberDecimal": str, "$date": str | int | dict,
    "S": str, "N": str, "BOOL": bool, "NULL": bool, "L": list, "M": dict, "SS": list,
    "stringValue": str, "integerValue": str | int, "doubleValue": float | int, "timestampValue": str, "booleanValue": bool,
    "nullValue": None | str, "mapValue": dict, "arrayValue": dict,
}  # fmt: skip
_WORDS = {"None": "null", "undefined": "null", "nil": "null", "True": "true", "False": "false", "nan": "NaN", "inf": "Infinity",
          "true": "true", "false": "false", "null": "null", "NaN": "NaN", "Infinity": "Infinity"}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<double>(?:[^"\\]|\\.)*)"'
    r"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<open>[\"'].*\Z)"  # never closed: looked at once
    r"|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/)){0,300}\*/|(?<=\n)\s{0,30}#[^\n]*)"
    r"|(?P<call>(?:(?P<python>datetime\.date(?:time)?)"
    r"|(?:new\s)?(?:ObjectId|ISODate|Date|UUID|Timestamp|Number(?:Long|Int|Decimal)))"
    r"\(\s?(?P<inner>[^()]{0,100})\))"
    r"|(?P<word>[^\W\d][\w$]*)(?P<colon>\s{0,30}:)?",
    re.DOTALL,
)
_CLOSING = re.compile(r'"(?:[^"\\]|\\.)*"|".*\Z|,(?=\s{0,99}[}\]])', re.DOTALL)
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))', re.DOTALL)


def loads(text: str, notes: list[str] | None = None) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what a JSON text holds; what is no JSON but can be read is told to `notes`.

    A number that is none (NaN) is null; of a name that comes twice the second is called name.2; control characters in
    strings stay; values that a database exported with their types are without them. Raises JSONDecodeError.
    """
    said = notes if notes is not None else []

    def once(pairs: list[tuple[str, Any]]) -> Any:  # noqa: ANN401
        if len(pairs) == 1 and pairs[0][0] in _TYPED and isinstance(pairs[0][1], _TYPED[pairs[0][0]]):
            return _untyped(*pairs[0])
        row = dict(pairs)
        return row if len(row) == len(pairs) else _numbered(pairs, said)

    forms: dict[str, Any] = {"object_pairs_hook": once, "parse_constant": lambda _: None, "strict": False}
    decoder = json.JSONDecoder(**forms)
    try:
        return decoder.decode(text)
    except RecursionError as error:
        raise ValueError("bad JSON: nested too deep") from error
    except json.JSONDecodeError as error:
        if str(error).startswith("Extra data"):
            raise
        try:
            found = decoder.decode(as_meant(text) if len(text) <= _LONGEST else "")
        except json.JSONDecodeError:
            raise error from None
    except ValueError:  # a number of more digits than Python makes one of: it stays text
        return json.JSONDecoder(parse_int=lambda n: int(n) if len(n) < _DIGITS else n, **forms).decode(text)
    said.append("no strict JSON: read as it was meant")
    return found


def as_meant(text: str) -> str:
    """Return as JSON what JavaScript, Python or the MongoDB shell print: all strings in double quotes, no comments, no last commas."""
    return _CLOSING.sub(lambda m: m[0] if m[0] != "," else "", _TOKEN.sub(_strict, text))


def _strict(m: re.Match[str]) -> str:
    if m["double"] is not None:
        return f'"{_ESCAPE.sub(_escape, m["double"])}"'
    if m["single"] is not None:
        inner = _ESCAPE.sub(lambda e: '"' if e[1] == '"' else _escape(e), m["single"])
        return '"' + inner.replace('"', '\\"') + '"'
    if m["open"]:
        return m[0]
    if m["comment"]:
        return " "
    if m["call"]:
        inner = m["call"] if m["python"] else m["inner"].strip().strip("\"'")
        return inner if re.fullmatch(r"-?\d+", inner) else json.dumps(inner)
    return f'"{m["word"]}":' if m["colon"] else _WORDS.get(m["word"], m["word"])


def _escape(m: re.Match[str]) -> str:
    if m[1]:
        return m[0]
    return f"\\u00{m[2]}" if m[2] else m[3] if m[3] in "'\n" else f"\\\\{m[3]}"


def _untyped(kind: str, value: Any) -> Any:  # noqa: ANN401
    """Return a value without the type around it."""
    if kind in {"NULL", "nullValue"}:
        return None
    if kind in {"mapValue", "arrayValue"}:
        return value.get("fields", value.get("values", []))
    number = kind.startswith("$number") or kind in {"N", "integerValue"}
    return int(value) if number and isinstance(value, str) and re.fullmatch(r"-?\d{1,30}", value) else value


def _numbered(pairs: list[tuple[str, Any]], notes: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    tried: dict[str, int] = {}  # by a name: the last number given to it
    for name, value in pairs:
        if name not in row:
            row[name] = value
        elif row[name] != value:
            n = tried.get(name, 1) + 1
            while (free := f"{name}.{n}") in row:
                n += 1
            if name not in tried:
                notes.append(f"{name[:_NAME]} is there twice: the second is {free[:_NAME]}")
            tried[name] = n
            row[free] = value
    return row
