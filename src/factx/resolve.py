"""Which of several overlapping mentions to keep: one total order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from factx.rule import Mention

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
    if len(group) == 1:
        return group
    kept: list[Mention] = []
    for mention in sorted(group, key=rank):
        if not any(_clash(mention, other) for other in kept):
            kept.append(mention)
    return kept


def _clash(late: Mention, early: Mention) -> bool:
    """Tell whether two mentions cannot both stand."""
    if late.end <= early.start or early.end <= late.start:
        return False
    if (late.kind == "organization") == (early.kind == "organization"):
        return True
    name, number = (late, early) if late.kind == "organization" else (early, late)
    return not (
        name.start <= number.start and number.end <= name.end and name.end - name.start > number.end - number.start
    )


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span overlaps one of a sorted list of disjoint spans."""
    at = bisect_left(spans, (end,)) - 1
    return at >= 0 and spans[at][1] > start
