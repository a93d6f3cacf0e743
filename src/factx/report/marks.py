"""A text cut at the bounds of its marks, so that nested and crossing marks can be shown safely."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

_NOT_IN_HTML = re.compile("[\x00\ud800-\udfff]")  # a page shows U+FFFD for them


class Spanned(Protocol):
    """Anything with offsets: a fact, a phrase, a gold label."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


M = TypeVar("M", bound=Spanned)


class Segment(NamedTuple):
    """A piece of a text that no mark's bound cuts, and the places of the marks that cover it, the outermost first."""

    text: str
    marks: tuple[int, ...]


def segments(text: str, marks: Sequence[Spanned]) -> list[Segment]:
    """Return a text as pieces, joined they are the text; each names the marks (by place in `marks`) that cover it.

    The longer of two marks that begin together is the outer one; of equal spans the earlier in `marks`. Empty marks cover
    nothing; what lies outside the text is cut off.
    """
    bounds = {0, len(text)}
    opens: dict[int, list[int]] = {}
    order = sorted(range(len(marks)), key=lambda n: (marks[n].start, -marks[n].end, n))
    for n in order:
        start, end = max(0, marks[n].start), min(len(text), marks[n].end)
        if start < end:
            bounds |= {start, end}
            opens.setdefault(start, []).append(n)
    found: list[Segment] = []
    covering: list[int] = []
    for start, end in pairwise(sorted(bounds)):
        covering = [n for n in covering if marks[n].end > start] + opens.get(start, [])
        found.append(Segment(text[start:end], tuple(covering)))
    return found


def as_html(text: str, marks: Sequence[M], attributes: Callable[[M], Mapping[str, str]]) -> str:
    """Return a text as HTML, everything in it escaped, each mark a <mark>; one that others cross is several elements."""
    parts: list[str] = []
    opened: list[int] = []
    for segment in (*segments(text, marks), Segment("", ())):
        kept = _shared(opened, segment.marks)
        parts.append("</mark>" * (len(opened) - kept))
        for n in segment.marks[kept:]:
            told = "".join(f' {escape(name)}="{_escaped(value)}"' for name, value in attributes(marks[n]).items())
            parts.append(f"<mark{told}>")
        opened = list(segment.marks)
        parts.append(_escaped(segment.text))
    return "".join(parts)


def _shared(one: Iterable[int], other: Iterable[int]) -> int:
    """Return how many marks two lists begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _escaped(text: str) -> str:
    return escape(_NOT_IN_HTML.sub("\ufffd", text))
