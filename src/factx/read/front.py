"""The front matter of Markdown, as Hugo, Jekyll, Obsidian, Pelican and others write it: YAML, TOML, JSON or plain lines.

Of YAML what front matter is made of is read: names with words, quoted or not, lists of such, and words on several lines.
"""

import json
import re
import tomllib
from contextlib import suppress
from typing import Any

from factx.read import stated

_YAML = re.compile(r"---[ \t]*\n(.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)\n?^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINES = re.compile(
    r"(?:title|date|author|slug|category|tags|status|summary):.*\n(?:[A-Za-z]\w{0,30}:.*\n)*\n", re.IGNORECASE
)
_NAME = re.compile(r"([A-Za-z_][\w .-]{0,60}?|\"[^\"\n]{1,60}\")[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"-(?:[ \t]+(.*))?")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_LISTED = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,]+)\s*")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?")
_LINKED = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")  # [[Ann Lee]]


def parted(text: str) -> tuple[dict[str, Any], str]:
    """Return what the front matter of a text says, by names in lower case, and the text behind it; none, and all of it."""
    text = text.removeprefix("\ufeff")
    for pattern, read in ((_YAML, _yaml), (_TOML, tomllib.loads), (_LINES, _yaml)):
        m = pattern.match(text)
        with suppress(ValueError, RecursionError):
            if m and (said := read(m[1] if pattern.groups else m[0])):
                return {name.lower(): value for name, value in said.items()}, text[m.end() :]
    if text.startswith("{"):
        with suppress(ValueError, RecursionError):
            value, end = json.JSONDecoder().raw_decode(text)
            return {name.lower(): each for name, each in value.items()}, text[end:]
    return {}, text


def names(value: Any) -> str | None:  # noqa: ANN401 - as front matter has it
    """Return the names of authors: words, a list of them, or of objects with a name."""
    listed = value if isinstance(value, list) else [value]
    found = [each.get("name") if isinstance(each, dict) else each for each in listed]
    return "; ".join(filter(None, (stated.line(_LINKED.sub(r"\1", str(each or ""))) for each in found))) or None


def _yaml(text: str) -> dict[str, Any]:
    """Return the names of YAML with their values; raises ValueError for a text that is none."""
    said: dict[str, Any] = {}
    name, block = "", False
    for line in text.split("\n"):
        inner = line.strip()
        if not inner or (inner.startswith("#") and not block):
            continue
        m = _NAME.fullmatch(line)
        if m:
            name, block = m[1].strip('"'), bool(_BLOCK.fullmatch((m[2] or "").strip()))
            said[name] = None if block else _value(m[2] or "")
        elif not name or (line[0] not in " \t" and not _ITEM.fullmatch(inner)):
            raise ValueError("no front matter")
        else:
            said[name] = _longer(said[name], inner, block=block)
    return said


def _longer(value: Any, line: str, *, block: bool) -> Any:  # noqa: ANN401 - as front matter has it
    """Return a value with a further line of it: an item of a list, a field of an object, or more words."""
    item, field = _ITEM.fullmatch(line), _NAME.fullmatch(line)
    if block or isinstance(value, str):
        return f"{value or ''} {line}".strip()
    if item:
        named = _NAME.fullmatch(item[1] or "")
        return [*(value or []), {named[1]: _value(named[2] or "")} if named else _value(item[1] or "")]
    if field and isinstance(value, dict | None):
        return (value or {}) | {field[1]: _value(field[2] or "")}
    return value  # more of an object in a list


def _value(words: str) -> Any:  # noqa: ANN401 - as front matter has it
    """Return words without their quotation marks, or a list of them; without a comment behind them."""
    words = words.strip()
    if m := _QUOTED.match(words):
        with suppress(ValueError):
            return json.loads(m[0]) if m[0][0] == '"' else m[0][1:-1].replace("''", "'")
    words = re.sub(r"(?:^|\s)#.*", "", words).strip()
    if words.startswith("[") and words.endswith("]") and not words.startswith("[["):
        return [_value(each) for each in _LISTED.findall(words[1:-1]) if each.strip()]
    return words or None
