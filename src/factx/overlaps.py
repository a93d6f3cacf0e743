"""Which of several overlapping mentions to keep: the longer, then the earlier, then by kind, then by rule."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factx.rules.context import Mention
from factx.rules.kind import Kind

Rank = tuple[int, int, int, int, str]


def rank(mention: Mention, kinds: Mapping[str, Kind]) -> Rank:
    """Return the place of a mention in the total order.

    Longer first, then earlier, then in the order of `kinds`. Of two rules of one kind that read the same span, the one
    declared first in its module wins: the special case stands before the general one. Names decide only between rules
    that no kind lists.
    """
    kind = kinds[mention.kind]
    return (
        mention.start - mention.end,
        mention.start,
        list(kinds).index(mention.kind),
        kind.place(mention.rule),
        mention.rule,
    )


def resolve(mentions: Iterable[Mention], kinds: Mapping[str, Kind]) -> list[Mention]:
    """Return the mentions to keep, in text order.

    Mentions never overlap, but those of a kind that `holds` may hold others whole: not cut through them, nor stand inside
    them. Of two that clash the first in the total order stays.
    """
    kept = [m for group in _touching(mentions) for m in _best(group, kinds)]
    order = {name: n for n, name in enumerate(kinds)}
    return sorted(kept, key=lambda m: (m.start, m.end, order[m.kind]))


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


def _best(group: list[Mention], kinds: Mapping[str, Kind]) -> list[Mention]:
    """Return the mentions kept of some that touch: greedily, skipping any that conflicts with one already kept."""
    if len(group) == 1:
        return group
    kept: list[Mention] = []
    holders: list[tuple[int, int]] = []  # disjoint and sorted, as are the others
    others: list[tuple[int, int]] = []
    for mention in sorted(group, key=lambda m: rank(m, kinds)):
        span, holds = (mention.start, mention.end), kinds[mention.kind].holds
        alike, unlike = (holders, others) if holds else (others, holders)
        if overlaps(alike, *span):
            continue
        if any(span == met or not _holds(*((span, met) if holds else (met, span))) for met in _met(unlike, *span)):
            continue
        insort(alike, span)
        kept.append(mention)
    return kept


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Tell whether one span holds another whole."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _met(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sorted list of disjoint spans that overlap one."""
    at = bisect_left(spans, (end,)) - 1
    while at >= 0 and spans[at][1] > start:
        yield spans[at]
        at -= 1


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span overlaps one of a sorted list of disjoint spans."""
    return any(True for _ in _met(spans, start, end))
