"""Lists, ranges and changes of amounts, read as one series.

An item is a number with or without its unit (a currency, percent) and scale (million). What an item leaves out is that of
the nearest complete item of its series: "$2.1, $3.4 and $5.6 billion", "to 7.3 billion euros from 6.8 billion".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from factx.rules.anchors import FLAGS
from factx.rules.context import Context, SpanValue
from factx.rules.number import apart
from factx.rules.shared import Item, are_ends, may_end, runs, scaled

__all__ = ["Item", "SeriesReader"]

_HEDGE = r"""(?: (?! (?-i:A)\s\$ ) (?:                            # C$5 to A $6
    an? | the | about | around | some | nearly | almost | roughly | just | only | over | under | revised
  | more\sthan | less\sthan | as\smuch\sas | up\sto | between | another | at\sleast | a\stotal\sof ) \s ){0,3}"""
JOIN = rf"""(?:
    - | \s-\s                                                      # 5-7; 5 -7 is minus seven
  | (?: \s(?:in|for)\s[a-z]{{2,15}} )? (?: ,\s (?: and\s | or\s )? | \sand\s )   # $3m in fines, $1m in fees and 800,000
  | ,\s(?: of\swhich | not ) \s
  | -?\s(?: to | or )\s | -to-                                    # a 30- to 40-percent fall
  | (?: ,\s(?:up|down) )? \sfrom\s | ,?\s(?: versus | vs\.? | against | compared\s(?:with|to) | rather\sthan | plus ) \s
  | \sof\s (?= (?:the|its|their|his|her|a)\s )                    # 90 million of the 2.5 billion rupees
) {_HEDGE}"""
_FAR = 20  # times: from so many cents to so many dollars something moved, unless prices are told
_COSTS = re.compile(r"\b(?:from|costs?|costing|pric\w{1,4}|charg\w{1,4}|fe+s?|of|for|at|pays?|paid)\s\Z", re.IGNORECASE)
_MOST = 10  # items of a series: what is longer is read in parts, in time that grows with the text alone
_INSIDE = re.compile(r"[\w.,]")
_NAMED = re.compile(r"\?P<\w+>")


class SeriesReader:
    """Reads the series of one kind of facts.

    `item` is the verbose pattern of one item; its groups are n or minus_n (the number), minus, scale, first and last (the
    unit before or behind it). `make` gives the value of an item, or None; `same` tells whether two units are one; `up_to`
    joins the values of two ends.
    """

    def __init__(
        self,
        item: str,
        make: Callable[[Item, Context], Any],
        same: Callable[[str, str], bool],
        up_to: Callable[[Any, Any], Any],
    ) -> None:
        """Take the patterns; each is compiled when it is first needed: many a text has no series."""
        self._source, self._unnamed = item, _NAMED.sub("?:", item)
        self._make, self._same, self._up_to = make, same, up_to

    def pattern(self, first: str) -> str:
        """Return the pattern of two items at least, the first as given."""
        return rf"(?> {_NAMED.sub('?:', first)} ) (?: {JOIN} (?> {self._unnamed} ) ){{1,{_MOST - 1}}}"

    @cached_property
    def _item(self) -> re.Pattern[str]:
        return re.compile(self._source, FLAGS)

    @cached_property
    def _join(self) -> re.Pattern[str]:
        """What joins an item to the next."""
        return re.compile(rf"{JOIN} (?={self._unnamed})", FLAGS)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        """An item and a join right before a place."""
        return re.compile(rf"(?<![\w.,]){self._unnamed} {JOIN} \Z", FLAGS)

    def read_first(self, context: Context, start: int) -> list[SpanValue] | None:
        """Return what `read` does, None for nothing or where the series has begun before that place."""
        found = self.read(context, start)
        return found if found and not self._before.search(context.text, max(0, start - 60), start) else None

    def read(self, context: Context, start: int) -> list[SpanValue]:
        """Return the ranges of the series at a place, and the items that take something from their neighbours."""
        key = self, start  # rules of series and of one amount ask for the same
        if key not in context.memo:
            context.memo[key] = list(self._read(context, start))
        found: list[SpanValue] = context.memo[key]
        return found

    def _read(self, context: Context, start: int) -> Iterator[SpanValue]:
        items = list(self._items(context.text, start))
        if not any(item.complete for item in items):
            return
        for run in runs(context.text, items):
            sharing = scaled(context.text, run)
            if not any(changed for _, changed in sharing) and not any(may_end(item) for item in run[1:]):
                continue  # amounts that stand side by side
            made = {item.start: self._make(item, context) for item in run if item.complete}
            if None not in made.values():
                yield from self._placed(context, sharing, made)

    def takes(self, context: Context, start: int, end: int) -> bool:
        """Tell whether an amount is part of a series that gives it another value: the first of $2 and $5 billion."""
        if self._join.match(context.text, end) is None:
            return False
        return any(placed.start == start and placed.end == end for placed in self.read(context, start))

    def before(self, context: Context, end: int, width: int) -> list[Item]:
        """Return the amounts with their own units that stand before a place, in its sentence and so near, last first."""
        start = max(context.sentence(end, end)[0], end - width)
        found = [self._as_item(m, "") for m in self._item.finditer(context.text, start, end)]
        return [i for i in reversed(found) if i.complete and not _INSIDE.search(context.before(i.start, 1))]

    def at(self, context: Context, start: int) -> Item | None:
        """Return the amount with its own unit at a place, or None."""
        m = self._item.match(context.text, start)
        item = self._as_item(m, "") if m else None
        return item if item and item.complete else None

    def value(self, item: Item, context: Context) -> Any:  # noqa: ANN401 - one of the kinds' values
        """Return the value of an item, or None."""
        return self._make(item, context)

    def _items(self, text: str, at: int) -> Iterator[Item]:
        """Yield the items from a place on."""
        join = ""
        for _ in range(_MOST):
            m = self._item.match(text, at)
            if m is None:
                return
            yield self._as_item(m, join)
            joined = self._join.match(text, m.end())
            if joined is None:
                return
            join, at = joined[0].strip().lower().lstrip("- ") or "-", joined.end()

    @staticmethod
    def _as_item(m: re.Match[str], join: str) -> Item:
        """Return the item that a match of its pattern is."""
        groups = m.groupdict()
        first, minus_n = groups.get("first"), groups["minus_n"]
        unit = first or m["last"]
        number, scale = (m["n"] or minus_n, m["scale"]) if m["scale"] else apart(m["n"] or minus_n)
        return Item(
            *m.span(),
            number=number,
            scale=scale,
            unit=unit,
            unit_first=bool(first),
            negative=bool(m["minus"] or minus_n),
            join=join,
            complete=bool(unit),
        )

    def _placed(self, context: Context, run: list[tuple[Item, bool]], made: Mapping[int, Any]) -> Iterator[SpanValue]:
        """Yield the facts of items that have units and scales now; what was complete is read by the rules of one amount."""
        items = [item for item, _ in run]
        values = [self._make(item, context) if changed else made[item.start] for item, changed in run]
        at, moved = 0, False
        while at < len(run):
            item, changed = run[at]
            chained = moved and all(i.join.startswith("to") for i in items[at : at + 2])  # from $1 to $2 to $3
            if at + 1 < len(run) and not chained and self._is_range(context.text, items, values, at):
                yield SpanValue(item.start, items[at + 1].end, self._up_to(values[at], values[at + 1]))
                at, moved = at + 2, False
                continue
            if changed and values[at] is not None:
                yield SpanValue(item.start, item.end, values[at])
            at, moved = at + 1, True

    def _is_range(self, text: str, items: list[Item], values: list[Any], at: int) -> bool:
        """Tell whether an item and the next are the ends of one range."""
        (low, high), (bottom, top) = items[at : at + 2], values[at : at + 2]
        if bottom is None or top is None or not self._same(low.unit or "", high.unit or ""):
            return False
        if low.unit != high.unit and _first(top) > _FAR * _first(bottom) and high.join == "to":  # put on 12c to $9.87
            return _COSTS.search(text, max(0, low.start - 20), low.start) is not None
        return _first(bottom) < _first(top) and are_ends(text, items, at)


def _first(value: Any) -> Decimal:  # noqa: ANN401 - one of the kinds' values
    """Return the number of a value: its amount or value."""
    found: Decimal = value.amount if hasattr(value, "amount") else value.value
    return found
