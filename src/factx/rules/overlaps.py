"""Which of several overlapping mentions to keep: one total order."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from factx.rules.context import Mention

_KIND_ORDER = {"money": 0, "percent": 1, "date": 2, "organization": 3}


def rank(mention: Mention) -> tuple[int, int, int, str]:
    """Return the place in the total order: longer first, then earlier, then by kind, then by rule name."""
    return (mention.start - mention.end, mention.start, _KIND_ORDER[mention.kind], mention.rule)


def resolve(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions to keep, in text order.

    Money, percent and date never overlap each other; organizations never overlap one another, and may hold the others
    whole but not cut through them or stand inside them.
    """
    kept = [m for group in _touching(mentions) for m in _best(group)]
    return sorted(kept, key=lambda m: (m.start, m.end, _KIND_ORDER[m.kind]))


def _touching(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Yield the mentions in groups that share no character: each can be decided by itself."""
    group: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        if group and mention.start >= end:
            yield group
            group = []
        group.append(mention)
        end = max(end, mention.end)
    yield group


def _best(group: list[Mention]) -> list[Mention]:
    """Return what stands of mentions that touch: in the total order, each unless one before it is in its way."""
    if len(group) == 1:
        return group
    kept: list[Mention] = []
    names: list[tuple[int, int]] = []  # disjoint and sorted, as are the numbers
    numbers: list[tuple[int, int]] = []
    for mention in sorted(group, key=rank):
        span = (mention.start, mention.end)
        mine, other = (names, numbers) if mention.kind == "organization" else (numbers, names)
        if overlaps(mine, *span):
            continue
        if any(span == met or not _nested(mention, met) for met in _met(other, *span)):
            continue
        insort(mine, span)
        kept.append(mention)
    return kept


def _nested(mention: Mention, met: tuple[int, int]) -> bool:
    """Tell whether, of a name and a number that overlap, the name holds the number whole."""
    if mention.kind == "organization":
        return mention.start <= met[0] and met[1] <= mention.end
    return met[0] <= mention.start and mention.end <= met[1]


def _met(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sorted list of disjoint spans that overlap one."""
    at = bisect_left(spans, (end,)) - 1
    while at >= 0 and spans[at][1] > start:
        yield spans[at]
        at -= 1


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span overlaps one of a sorted list of disjoint spans."""
    return any(True for _ in _met(spans, start, end))
