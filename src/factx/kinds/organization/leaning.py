"""What the NERs say at the beginning of a span, whatever they decide there: the log-odds of each sort of name, as features."""

from collections.abc import Iterable, Sequence
from math import log

from factx.kinds.organization.evidence import Features
from factx.rules.context import LEAN, Entity

_SORTS = ("ORG", "PERSON", "GPE", "MISC", "none")
_NONE = (0.0, 0.0, 0.0, 0.0, 1.0)
_LEAST = 0.0025
_SCALE = 3.0  # so that features stay within -2 and 2
_MOST = 12  # mentions looked at of one name


class Leaning:
    """The shares of each sort of name at the words of a text, by each NER that tells them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._shares: dict[int, dict[int, tuple[float, ...]]] = {}
        for e in entities:
            if e.label == LEAN:
                self._shares.setdefault(e.by, {})[e.start] = e.shares
        self._of_names: dict[str, Features] = {}

    def here(self, start: int) -> Features:
        """Return the features of what begins at an offset."""
        seen: Features = {}
        for by, shares in self._shares.items():
            odds = [_odds(share) for share in shares.get(start, _NONE)]
            seen.update((f"leans to {sort}, {by}", value) for sort, value in zip(_SORTS, odds, strict=True))
        if len(self._shares) > 1:
            each = [seen[f"leans to ORG, {by}"] for by in self._shares]
            seen["all lean to ORG"], seen["any leans to ORG"] = min(each), max(each)
        return seen

    def of_name(self, name: str, spans: Sequence[tuple[int, int]]) -> Features:
        """Return the features of a name: the mean and the most that its first mentions lean to ORG."""
        if name not in self._of_names:
            seen: Features = {}
            for by, shares in self._shares.items():
                each = [shares.get(start, _NONE)[0] for start, _ in spans[:_MOST]] or [0.0]
                seen[f"name leans to ORG, {by}"] = _odds(sum(each) / len(each))
                seen[f"name leans to ORG at most, {by}"] = _odds(max(each))
            self._of_names[name] = seen
        return self._of_names[name]


def _odds(share: float) -> float:
    """Return a share in log-odds, scaled."""
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return log(bounded / (1 - bounded)) / _SCALE
