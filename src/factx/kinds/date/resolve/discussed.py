"""The periods an article has spoken of so far, and which of them "the quarter" or "a year earlier" points back to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from factx import timex

SIZE = {"day": 1, "week": 7, "weekend": 3, "month": 31, "quarter": 92, "half": 184, "year": 366, "decade": 3653, "century": 36525}  # fmt: skip
_RECENT = 500  # days: what news has under discussion lies no further back
_MONTH, _LONG, _YEAR = 28, 80, 360  # days: at least a month, more than some weeks, a whole year


@dataclass(frozen=True, slots=True)
class Discussed:
    """The calendar periods mentioned so far."""

    periods: tuple[str, ...] = ()  # TIMEX3, the last one mentioned last
    near: int = 0  # how many of them, at the end, stand in the same sentence

    def last(self, unit: str, by: date | None = None) -> str | None:
        """Return what "that day" or "the quarter" means: the last such unit mentioned, else the last shorter period.

        `by`: only what has begun by that day, if anything has: of a past sentence.
        """
        known = [pair for pair in self._backwards() if _length(pair[1]) <= SIZE[unit]]
        known = [pair for pair in known if by and pair[1][0] <= by] or known
        quarters = [pair for pair in known if _is_quarter(pair[1])] if unit == "quarter" else []
        return next((value for value, _ in quarters or known), None)

    def newest(self, published: date | None) -> str | None:
        """Return what "the latest quarter" means: the latest quarter that is over, wherever it stands."""
        known = (pair for pair in self._backwards() if _under_discussion(pair[1], published))
        fit = [pair for pair in known if _is_over(pair[1], published) and _is_quarter(pair[1])]
        return max(fit, default=(None, None), key=lambda pair: pair[1])[0]

    def compared(self, published: date | None) -> str | None:
        """Return what "a year earlier" or "the same period" is counted from.

        It is the last month or longer of its own sentence, before it the last quarter, half or year that is over, before
        it any period: one begun already, and not long over. Of quarters the latest counts, since a report compares the
        one it is about with those before it; and a year before it is what it is compared with, not what it is about.
        """
        known = [pair for pair in self._backwards() if _under_discussion(pair[1], published)]
        here = set(self.periods[len(self.periods) - self.near :]) if self.near else set()
        close = next((value for value, days in known if value in here and _length(days) >= _MONTH), None)
        if close:
            return close
        long = [pair for pair in known if _length(pair[1]) > _LONG and not _runs(pair[1], published)]
        about = [pair for pair in long if _is_over(pair[1], published)] or long
        latest = max((pair[1] for pair in about if _length(pair[1]) <= SIZE["half"]), default=None)
        for value, days in about:
            if latest and _length(days) > _YEAR and days[1] < latest[0]:
                continue
            return (self.newest(published) or value) if _is_quarter(days) else value
        return next((value for value, _ in known), None)

    def _backwards(self) -> Iterator[tuple[str, timex.Days]]:
        return ((value, days) for value in reversed(self.periods) if (days := timex.days(value)))


NOTHING = Discussed()


def _length(days: timex.Days) -> int:
    return (days[1] - days[0]).days + 1


def _under_discussion(days: timex.Days, published: date | None) -> bool:
    return published is None or (days[0] <= published and (published - days[1]).days < _RECENT)


def _is_over(days: timex.Days, published: date | None) -> bool:
    return published is None or days[1] <= published


def _is_quarter(days: timex.Days) -> bool:
    return _LONG < _length(days) <= SIZE["quarter"]


def _runs(days: timex.Days, published: date | None) -> bool:
    """Tell a year that is not over: seldom what a year earlier is counted from."""
    return published is not None and days[1] > published and _length(days) > SIZE["half"]
