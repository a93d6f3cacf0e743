"""The periods an article has spoken of so far, and which of them "the quarter" or "a year earlier" points back to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from factx import timex

SIZE = {"day": 1, "week": 7, "weekend": 3, "month": 31, "quarter": 92, "half": 184, "year": 366, "decade": 3653, "century": 36525}  # fmt: skip
_RECENT = 500  # days: what news has under discussion lies no further back
_MONTH = 28
_SAME_SIZE = 0.9  # of a unit's days: from there on a period is one of that unit


@dataclass(frozen=True, slots=True)
class Discussed:
    """The calendar periods mentioned so far."""

    periods: tuple[str, ...] = ()  # TIMEX3, the last one mentioned last
    near: int = 0  # how many of them, at the end, stand in the same sentence

    def last(self, unit: str) -> str | None:
        """Return what "that day" or "the quarter" means: the last such unit mentioned, else the last shorter period."""
        known = [(value, _length(found)) for value, found in self._backwards() if _length(found) <= SIZE[unit]]
        if unit == "quarter":
            whole = next((value for value, length in known if length > _SAME_SIZE * SIZE[unit]), None)
            return whole or next((value for value, _ in known), None)
        return next((value for value, _ in known), None)

    def newest(self, unit: str, published: date | None) -> str | None:
        """Return what "the latest quarter" means: the latest period over, of a month to the unit, wherever it stands."""
        known = (pair for pair in self._backwards() if _under_discussion(pair[1], published))
        over = [pair for pair in known if published is None or pair[1][1] <= published]
        fit = [pair for pair in over if _MONTH < _length(pair[1]) <= SIZE[unit]]
        return max(fit, default=(None, None), key=lambda pair: pair[1])[0]

    def compared(self, published: date | None) -> str | None:
        """Return what "a year earlier" or "the same period" is counted from.

        It is the last month or longer of its own sentence, before it the last quarter, half or year, before it any
        period: one begun already, and not long over.
        """
        known = [pair for pair in self._backwards() if _under_discussion(pair[1], published)]
        here = set(self.periods[len(self.periods) - self.near :]) if self.near else set()
        close = (value for value, days in known if value in here and _length(days) >= _MONTH)
        long = (value for value, days in known if _length(days) > 80 and not _runs(days, published))
        return next(close, None) or next(long, None) or next((value for value, _ in known), None)

    def _backwards(self) -> Iterator[tuple[str, timex.Days]]:
        return ((value, days) for value in reversed(self.periods) if (days := timex.days(value)))


NOTHING = Discussed()


def _length(days: timex.Days) -> int:
    return (days[1] - days[0]).days + 1


def _under_discussion(days: timex.Days, published: date | None) -> bool:
    return published is None or (days[0] <= published and (published - days[1]).days < _RECENT)


def _runs(days: timex.Days, published: date | None) -> bool:
    """Tell a year that is not over: seldom what a year earlier is counted from."""
    return published is not None and days[1] > published and _length(days) > SIZE["half"]
