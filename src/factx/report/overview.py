"""What a run holds at a glance: facts by kind, money by currency, bodies, and the periods that it speaks of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from factx.files.statements import Statement
from factx.records import BaseFact, DateFact, MoneyFact, OrganizationFact
from factx.report.statements import number, plain

_TOP, _CURRENCIES = 10, 5  # rows of a list, and lists of amounts
LANE_DAYS = 366  # a longer period says little about when: it is listed, not counted in the columns
_STEPS = ((400, 7), (3 * 366, 30), (12 * 366, 91), (60 * 366, 366))  # a column's days for a range of at most so many


@dataclass(frozen=True, slots=True)
class CurrencyRow:
    """The amounts of one currency."""

    currency: str
    count: int
    articles: int
    largest: str
    fact: MoneyFact


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body and how often it is named."""

    name: str
    count: int
    articles: int
    kind: str | None


class AmountRow(NamedTuple):
    """The largest amount that is said of a body."""

    name: str
    statement: Statement
    shown: str


@dataclass(frozen=True, slots=True)
class Period:
    """A period, how often it is named, and where it lies on the axis (0 to 1)."""

    timex: str
    count: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Columns of how many dates touch each stretch of time, ticks of years, and the periods named most."""

    columns: list[tuple[float, float, int, str]]  # left, width, dates, first day
    ticks: list[tuple[float, str]]
    periods: list[Period]
    outside: int
    step: int  # days of a column

    @property
    def highest(self) -> int:
        """The dates of the highest column."""
        return max((count for _, _, count, _ in self.columns), default=0)


def currencies(facts: Iterable[BaseFact]) -> list[CurrencyRow]:
    """Return the currencies of a run, the most frequent first; a rate (per share, per barrel) is no largest amount."""
    by: dict[str, list[MoneyFact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, MoneyFact):
            by[fact.currency].append(fact)
    rows = []
    for currency, amounts in by.items():
        top = max(amounts, key=lambda f: (f.per is None, f.amount_to or f.amount))
        articles = len({f.doc_id for f in amounts})
        rows.append(CurrencyRow(currency, len(amounts), articles, plain(top.amount_to or top.amount), top))
    return sorted(rows, key=lambda row: (-row.count, row.currency))


def bodies(facts: Iterable[BaseFact]) -> list[BodyRow]:
    """Return the bodies named most."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str | None] = {}
    for fact in facts:
        if isinstance(fact, OrganizationFact):
            names[fact.org_id][fact.name] += 1
            articles[fact.org_id].add(fact.doc_id)
            kinds[fact.org_id] = kinds.get(fact.org_id) or fact.org_kind
    rows = [BodyRow(n.most_common(1)[0][0], n.total(), len(articles[i]), kinds[i]) for i, n in names.items()]
    return sorted(rows, key=lambda row: (-row.count, row.name))[:_TOP]


def amounts(statements: Iterable[Statement]) -> dict[str, list[AmountRow]]:
    """Return by currency, the most frequent first, the largest amount said of each body, the largest first."""
    by: dict[str, dict[str, Statement]] = defaultdict(dict)
    said: Counter[str] = Counter()
    for each in statements:
        if isinstance(each.fact, MoneyFact) and each.about and each.fact.per is None:
            said[each.fact.currency] += 1
            best = by[each.fact.currency].get(each.about)
            if best is None or each.number > best.number:
                by[each.fact.currency][each.about] = each
    ranked = sorted(said, key=lambda currency: (-said[currency], currency))[:_CURRENCIES]
    return {currency: list(_largest(by[currency].values())) for currency in ranked}


def _largest(statements: Iterable[Statement]) -> Iterator[AmountRow]:
    for each in sorted(statements, key=lambda s: (-s.number, s.about or ""))[:_TOP]:
        yield AmountRow(each.about or "", each, number(each))


def timeline(facts: Iterable[BaseFact]) -> Timeline | None:
    """Return when the dates of a run lie; None where none has days. The axis holds the middle 96% of them."""
    dated = [
        (f.timex, f.first_day, f.last_day) for f in facts if isinstance(f, DateFact) and f.first_day and f.last_day
    ]
    short = [(first, last) for _, first, last in dated if (last - first).days < LANE_DAYS]
    if not short:
        return None
    start, end = _middle([first for first, _ in short]), _middle([last for _, last in short])
    begin, finish = start[0], max(end[1], start[0] + timedelta(days=30))
    days = (finish - begin).days
    step = next((length for most, length in _STEPS if days <= most), 366 * 10)
    columns = list(_columns(short, begin, finish, step))
    counted = Counter(timex for timex, first, last in dated if last >= begin and first <= finish)
    spans = {timex: (first, last) for timex, first, last in dated}
    periods = [
        Period(
            timex, count, _share(spans[timex][0], begin, days), _share(spans[timex][1] + timedelta(days=1), begin, days)
        )
        for timex, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]
    ]
    outside = sum(last < begin or first > finish for _, first, last in dated)
    return Timeline(columns, list(_ticks(begin, finish)), periods, outside, step)


def _middle(days: Sequence[date]) -> tuple[date, date]:
    ordered = sorted(days)
    cut = len(ordered) * 2 // 100
    return ordered[cut], ordered[-1 - cut]


def _columns(
    spans: Sequence[tuple[date, date]], begin: date, finish: date, step: int
) -> Iterator[tuple[float, float, int, str]]:
    days = (finish - begin).days
    for at in range(0, days + 1, step):
        first, last = begin + timedelta(days=at), begin + timedelta(days=at + step - 1)
        count = sum(a <= last and b >= first for a, b in spans)
        width = min(1.0, (at + step) / days) - at / days
        yield at / days, width, count, first.isoformat()


def _share(day: date, begin: date, days: int) -> float:
    return min(1.0, max(0.0, (day - begin).days / days))


def _ticks(begin: date, finish: date) -> Iterator[tuple[float, str]]:
    """Yield years where they begin, or months where there are few years."""
    days = (finish - begin).days
    years = range(begin.year + 1, finish.year + 1)
    if len(years) >= 2:
        every = -(-len(years) // 7)
        yield from ((_share(date(y, 1, 1), begin, days), str(y)) for y in years if y % every == 0)
        return
    months = [date(y, m, 1) for y in range(begin.year, finish.year + 1) for m in range(1, 13)]
    inside = [month for month in months if begin <= month <= finish]
    every = max(1, -(-len(inside) // 7))
    yield from ((_share(month, begin, days), month.strftime("%Y-%m")) for month in inside[::every])


def biggest(counts: Iterable[int]) -> int:
    """Return the largest of some counts, for bars beside them; at least 1."""
    return max([1, *counts])
