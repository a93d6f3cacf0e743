"""What a value of a record holds: a text in paragraphs, names, or a list or an object that a table wrote as words."""

import ast
import json
from typing import Any

from factx.read.decode import NotTextError, decode
from factx.read.names import NAMES, plain

_OWN = frozenset((*NAMES["published"], "title", "headline", "url")) - {"data"}  # of an article, not of a paragraph
_INNER = ("text", "content", "body", "value", "children", "data")
_MARKED = frozenset("text span link text_link bold italic strong em mention hashtag".split())
_PACKED = 1 << 20  # characters of a list or an object that is written as words
_NAMED = ("name", "title", "href", "url", "@id")


def text_of(value: object) -> str | None:
    """Return the text of a field: a string, bytes, or a list of paragraphs; None where it is none, or a list of articles."""
    if isinstance(value, bytes):
        try:
            return decode(value, checks=False)
        except NotTextError:
            return value.decode("utf8", "replace")
    if isinstance(value, list):
        parts = [p if isinstance(p, str) else _part(p) for p in value]
        kept = [part for part in parts if part]
        return ("" if _is_line(value) else "\n").join(kept) if kept else None
    return value if isinstance(value, str) else None


def _part(part: object) -> str | None:
    """Return the text of a paragraph that is an object, of an editor too; of an article None."""
    if not isinstance(part, dict) or any(plain(name) in _OWN and value for name, value in part.items()):
        return None
    inner = next((part[name] for name in _INNER if name in part), None)
    return text_of([inner] if isinstance(inner, dict) else inner)


def _is_line(parts: list[Any]) -> bool:
    """Tell whether parts are words of one line, some of them marked: bold, or a link."""
    objects = [part for part in parts if isinstance(part, dict)]
    if len(objects) < len(parts):
        return bool(objects)
    return all("text" in part and str(part.get("type") or part.get("_type")) in _MARKED for part in objects)


def unpacked(value: object) -> object:
    """Return a value as it was before a table took it for words: "['Ann Lee']" and {"name": "Ann"} are a list, an object."""
    if not isinstance(value, str) or len(value) > _PACKED or (value[:1], value[-1:]) not in {("[", "]"), ("{", "}")}:
        return value
    for read in (json.loads, ast.literal_eval):
        try:
            return read(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return value


def words_of(value: object) -> str | None:
    """Return a title, name or address: a string, of a list or an object of them the names, with commas."""
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMED if isinstance(value.get(name), str)), None)
    if isinstance(value, list | tuple):
        return ", ".join(filled for each in value if (filled := words_of(each))) or None
    return value.strip() or None if isinstance(value, str) else None
