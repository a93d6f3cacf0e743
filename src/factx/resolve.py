"""Which of several overlapping mentions to keep: one total order."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

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
    kept: list[Mention] = []
    taken: dict[bool, list[tuple[int, int]]] = defaultdict(list)
    for mention in sorted(mentions, key=rank):
        named = mention.kind == "organization"
        if _clashes(taken[named], mention) or _crosses(taken[not named], mention, inside_only=not named):
            continue
        insort(taken[named], (mention.start, mention.end))
        kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end, _KIND_ORDER[m.kind]))


def _around(spans: list[tuple[int, int]], mention: Mention) -> Iterable[tuple[int, int]]:
    """Yield the spans of a disjoint sorted list that overlap a mention."""
    at = max(0, bisect_left(spans, (mention.start, mention.start)) - 1)
    while at < len(spans) and spans[at][0] < mention.end:
        if spans[at][1] > mention.start:
            yield spans[at]
        at += 1


def _clashes(spans: list[tuple[int, int]], mention: Mention) -> bool:
    return any(True for _ in _around(spans, mention))


def _crosses(spans: list[tuple[int, int]], mention: Mention, *, inside_only: bool) -> bool:
    """Tell whether the mention overlaps one of the spans otherwise than nesting a number in a name."""
    for start, end in _around(spans, mention):
        nested = (
            start <= mention.start and mention.end <= end
            if inside_only
            else mention.start <= start and end <= mention.end
        )
        if not nested or (start, end) == (mention.start, mention.end):
            return True
    return False
