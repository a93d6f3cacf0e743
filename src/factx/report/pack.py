"""Values packed for a page: JSON, deflated, in base64, which a browser unpacks by itself."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

BLOCK = 200_000  # characters of JSON: what is unpacked to show one article


def packed(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return a value as base64 of its deflated JSON (RFC 1951): plain letters, nothing a page could read as its own."""
    return _squeezed(as_json(value))


def as_json(value: Any) -> str:  # noqa: ANN401
    """Return a value as JSON of plain ASCII, as short as it can be."""
    return json.dumps(value, separators=(",", ":"))


def blocks(values: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Yield values packed in groups of about BLOCK characters, each with how many it holds."""
    group: list[str] = []
    size = 0
    for value in values:
        text = as_json(value)
        if group and size + len(text) > BLOCK:
            yield len(group), _squeezed(f"[{','.join(group)}]")
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield len(group), _squeezed(f"[{','.join(group)}]")


def _squeezed(text: str) -> str:
    squeeze = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return base64.b64encode(squeeze.compress(text.encode("ascii")) + squeeze.flush()).decode("ascii")
