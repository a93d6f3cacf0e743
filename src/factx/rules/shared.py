"""What the items of a series share: units, scales, and which two are the ends of one range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from factx.rules.bare import follows_alone, is_label
from factx.rules.change import is_change
from factx.rules.number import begins_inside, may_be_year, quantity, scale_of


@dataclass(frozen=True, slots=True)
class Item:
    """One amount of a series as it is written; `join` is what stands between the item before and it."""

    start: int
    end: int
    number: str
    scale: str | None
    unit: str | None
    unit_first: bool  # $5, not 5 euros
    negative: bool
    join: str
    complete: bool  # the unit is its own

    @property
    def value(self) -> Decimal:
        """The number with its sign and scale, in whatever unit."""
        found = (quantity(self.number) or Decimal(0)) * scale_of(self.scale)
        return -found if self.negative else found

    @property
    def precise(self) -> bool:
        """Whether the number is plainly an amount: it has a scale, decimals, or thousands apart."""
        return self.scale is not None or bool(re.search(r"[.,\s][0-9]|illion|thousand", self.number))

    @property
    def short(self) -> bool:
        """Whether a scale may be missing: below a thousand, and none there."""
        return self.scale is None and abs(self.value) < _THOUSAND and not re.search("illion", self.number)


_THOUSAND = 1000
_LIKE = 3  # times: a number with decimals before a smaller one is in its millions, too
_ALIKE = 20  # how many times one number of a list may be the other, for both to be millions
_NUMBER = re.compile(r"[0-9%]\s?\Z")
_OF_DAY = re.compile(r"\s?(?:[ap]\.?\s?m\b|o'clock|noon)", re.IGNORECASE)
_FAR = 100  # how many times one end of a change may be the other: else what is counted has changed, not the amount
_TIGHT = re.compile(r"-|(?:(?:in|for)\s\w+)?(?:,|\s?and\s?)|(?:to|or|rather)\b")
_CLOSES = re.compile(r"\b(?:and|or)\b")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s)?\Z", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:to|at|was|were|is|of|stood\sat|from)\s(?:an?\s|about\s|around\s)?\Z", re.IGNORECASE)
_FOR_SIGN = re.compile(  # a number before another that has the sign for both: about 8 or $9
    r"\b(?:about|around|costs?|costing|paid|pays?|charges?|roughly|between|from|of)\s\Z", re.IGNORECASE
)
_BEFORE_YEAR = re.compile(r"\b(?:in|by|since|until|till|of|from|for|during|year|after|before|[A-Z][a-z]{2,8})\s\Z")


def may_end(item: Item) -> bool:
    """Tell whether an item may be the upper end of a range, by what joins it to the item before it."""
    return item.join.startswith(("-", "and", "or", "to"))


def are_ends(text: str, run: list[Item], at: int) -> bool:
    """Tell whether the words join an item and the next to a range, whatever their numbers."""
    low, high = run[at], run[at + 1]
    join = high.join
    after = run[at + 2].join if at + 2 < len(run) else ""
    in_list = low.join.startswith(",") or after.startswith(",")
    between = _BETWEEN.search(text, max(0, low.start - 20), low.start) is not None
    if join.startswith("-"):
        return True
    if join.startswith("and"):
        return between and not in_list
    if join.startswith("or"):
        return not in_list and high.value <= low.value * 100
    if not join.startswith("to") or "between" in join or after.startswith("-"):
        return False
    if after.startswith("to") and not low.complete and high.complete:  # from 4 to 6 percent to 2 to 3 percent
        return True
    if "from" in low.join and at > 1 and run[at - 1].join.startswith(("to", "-")) and are_ends(text, run, at - 2):
        return True  # raised to 5 to 7 percent from 4 to 6 percent
    factor = float(high.value / low.value) if low.value else 0.0
    return not is_change(text, low.start, elided=not low.complete, factor=factor)


def runs(text: str, items: list[Item]) -> Iterator[list[Item]]:
    """Yield the items in runs whose every item has a unit now; what is a year, a label, a count is left out."""
    run: list[Item] = []
    for at, item in enumerate(items):
        filled = item if item.complete else _with_unit(text, items, at)
        if filled is None:
            yield run
            run = []
        else:
            run.append(filled)
    yield run


def _with_unit(text: str, items: list[Item], at: int) -> Item | None:
    """Return an item with the unit of its nearest complete neighbour, None where it is no amount of that unit."""
    item = items[at]
    if _is_date(text, items, at) or begins_inside(text, item.start):
        return None
    if text[item.start] == "(" and _NUMBER.search(text, max(0, item.start - 2), item.start):  # 11.2% (10.8)
        return None
    near = sorted((i for i, other in enumerate(items) if other.complete), key=lambda i: (abs(i - at), -i))
    for i in near:
        fits = _fits_right if i > at else _fits_left
        if fits(text, items, at, i):
            return replace(item, unit=items[i].unit, unit_first=items[i].unit_first)
    return None


def _is_date(text: str, items: list[Item], at: int) -> bool:
    """Tell whether an item without a unit is a year or a day: in 2021; not 2000 to 3000 dollars."""
    item, following = items[at], items[at + 1] if at + 1 < len(items) else None
    if not may_be_year(item.number):
        return item.number == "9/11"
    if following is None or following.scale or not following.join.startswith(("-", "to", "or")):
        return True
    return following.value < _THOUSAND or _BEFORE_YEAR.search(text, max(0, item.start - 12), item.start) is not None


def _fits_right(text: str, items: list[Item], at: int, unit_at: int) -> bool:
    """Tell whether an item may have the unit of one to its right: 3, 4 and 5 percent; not page 12 and 4 percent."""
    first = at
    while first and not items[first - 1].complete:
        first -= 1
    if is_label(text, items[first].start) and items[first + 1].join != "-":
        return False
    if items[unit_at].unit_first and not _FOR_SIGN.search(text, max(0, items[first].start - 10), items[first].start):
        return False
    joins = [i.join for i in items[first + 1 : unit_at + 1]]
    if any("," in join for join in joins) and not _CLOSES.search(" ".join(joins)):  # at 45.2, 3 percent lower
        return False
    return all(_TIGHT.match(i.join) for i in items[at + 1 : unit_at + 1]) or items[at].precise


def _fits_left(text: str, items: list[Item], at: int, unit_at: int) -> bool:
    """Tell whether an item may have the unit of one to its left: $3.4 billion, versus 2.9 billion a year ago."""
    item, giver = items[at], items[unit_at]
    join = item.join
    if join.startswith(("of", ", or")) or (item.short and giver.scale is not None and not join.startswith("-")):
        return False
    if join.startswith("-"):
        return item.scale is not None or giver.scale is None
    if _BETWEEN.search(text, max(0, giver.start - 20), giver.start) and join.startswith("and"):
        return True
    if not follows_alone(text, item.end):
        return False
    if "from" in join and not giver.value <= _FAR * item.value <= _FAR * _FAR * giver.value:
        return False  # 3.1 million phones for 1.4 billion euros, up from 2.9 million
    if "from" in join or join.startswith("to"):
        short = item.short and giver.scale is None and "from" in join and not _OF_DAY.match(text, item.end)
        if short and _is_level(text, giver):  # to 21 percent from 35
            return True
        return item.precise and (giver.unit_first or item.scale is not None or _is_level(text, giver))
    return item.precise or (item.short and _ends_list(text, items))


def _is_level(text: str, item: Item) -> bool:
    """Tell whether an item is what something came to: rose to 5.5 percent from 5.2; not rose 0.5 percent from 103.2."""
    return _LEVEL.search(text, max(0, item.start - 16), item.start) is not None


def _ends_list(text: str, items: list[Item]) -> bool:
    """Tell whether an item is of a list that ends the clause: 100 dollars, 50, and 25."""
    last = items[-1]
    joins = [item.join for item in items[1:]]
    return (
        len(items) > 2
        and all(join.startswith((",", "and")) for join in joins)
        and "and" in joins[-1]
        and re.match(r"[.;!?]?\s*\Z|[.;!?]\s", text[last.end : last.end + 3]) is not None
    )


def scaled(text: str, run: list[Item]) -> list[tuple[Item, bool]]:
    """Return the items with the scales they share, each with whether it took anything from a neighbour."""
    found = []
    for at, item in enumerate(run):
        scale = _shared_scale(text, run, at)
        if scale is None and not item.complete and item.short and _misses_scale(text, run, at):
            continue
        found.append((replace(item, scale=scale) if scale else item, bool(scale) or not item.complete))
    return found


def _shared_scale(text: str, run: list[Item], at: int) -> str | None:
    """Return the scale an item takes from the next that has one: 5-7 million; never $300 to $5 million."""
    item = run[at]
    if item.scale is not None or (item.complete and not item.unit_first):
        return None
    following = run[at + 1] if at + 1 < len(run) else None
    if following and following.join == "-" and _in_thousands(item, following):  # $5-8,000
        return "thousand"
    giver = next((other for other in run[at + 1 :] if other.scale is not None), None)
    if giver is None or not giver.join:
        return None
    number, other = abs(item.value), abs(quantity(giver.number) or Decimal(0))
    if giver is following and are_ends(text, run, at):
        like = number < other or (
            not item.complete and "." in item.number and number < other * _LIKE
        )  # 1.2 to one billion
        return giver.scale if like else None
    return giver.scale if item.short and number <= other * _ALIKE and other <= number * _ALIKE else None


def _in_thousands(low: Item, high: Item) -> bool:
    """Tell whether the low end is in thousands as the high one is: $5-8,000."""
    plain = re.fullmatch("[0-9]{1,3}", low.number) and re.fullmatch("[0-9]{1,3},[0-9]{3}", high.number)
    return bool(plain) and not (low.complete and high.complete) and low.value * _THOUSAND < high.value


def _misses_scale(text: str, run: list[Item], at: int) -> bool:
    """Tell whether a number without a unit stands beside millions that it does not share: it is no amount of them."""
    if not any(other.scale for other in run):
        return False
    following = run[at + 1] if at + 1 < len(run) else None
    return following is None or following.join == "-" or not are_ends(text, run, at)
