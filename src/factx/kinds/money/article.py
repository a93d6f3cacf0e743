"""Which currency a bare "$", "pound" or "franc" of an article means: decided once a document, with its evidence.

A word that several countries use for their money is decided by the first of these that says something: the currency
named in full, an explicit foreign sign beside the bare one, the dateline, the publisher, the country given with the
document, and the first body or nation of the text. Where none does, the world's default stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from factx.kinds.money.currency import BASES, local_codes, meaning
from factx.kinds.money.nations import ADJECTIVE, countries_named, dateline, places_in, publisher_country
from factx.kinds.money.opening import bodies
from factx.kinds.money.value import Money
from factx.rules.context import Context, Mention
from factx.rules.pattern import any_of

Source = Literal["article", "country", "default"]
_HEAD = 450  # characters behind the title in which the first body or nation is looked for
_STRICT = frozenset(
    {"dollar", "pound", "pound sign", "cent", "penny", "yen sign"}
)  # the default is so common that a nation in passing says nothing


@dataclass(frozen=True, slots=True)
class Decision:
    """The currency that a base word means in one document, and why."""

    base: str
    currency: str
    source: Source
    evidence: str


@dataclass(frozen=True, slots=True)
class Named:
    """An amount or phrase that says its currency itself."""

    words: str
    currency: str
    is_word: bool  # "Canadian dollars"; False: a sign or code, C$ or CAD
    of_all_figures: bool = False  # "All figures in Canadian dollars"


def settle(mentions: Iterable[Mention], context: Context) -> list[Mention]:
    """Return the mentions with the currency of each bare amount decided for its document."""
    mentions = list(mentions)
    if not any(m.kind == "money" and m.value.base for m in mentions):
        return mentions
    decisions = decide(mentions, context)
    settled: list[Mention] = []
    last: Mention | None = None
    for each in mentions:
        mention = each
        if each.kind == "money" and each.value.base:
            value = _settled(each, last, decisions, context)
            mention = each if value is each.value else Mention(each.start, each.end, value, each.rule)
        last = mention if mention.kind == "money" else last
        settled.append(mention)
    return settled


def _settled(mention: Mention, last: Mention | None, decisions: dict[str, Decision], context: Context) -> Money:
    """Return a bare amount in its currency: the default in brackets behind another's, else the document's decision."""
    value: Money = mention.value
    default = BASES[value.base or ""].default
    decision = decisions[value.base or ""]
    code, source = decision.currency, decision.source
    if last and last.value.currency != default and _restates(last, mention, context):
        code, source = default, "article"
    if (code, source) == (value.currency, value.currency_from):
        return value
    return replace(value, currency=code, currency_from=source)


def _restates(first: Mention, second: Mention, context: Context) -> bool:
    """Tell whether an amount stands in brackets right behind another: A$4m ($2.9m)."""
    between = context.text[first.end : second.start]
    return len(between) < 40 and re.fullmatch(r"[^().;]{0,20}[(\[][^()]{0,15}", between) is not None


def explain(mentions: Sequence[Mention], context: Context) -> Iterator[str]:
    """Yield a line for each base word of a document: what it means there, and why."""
    for decision in decide(mentions, context).values():
        yield f"a bare {decision.base} is {decision.currency}: {decision.evidence}"


def decide(mentions: Sequence[Mention], context: Context) -> dict[str, Decision]:
    """Return the decision for each base word that a document's bare amounts use."""
    bases = {m.value.base: None for m in mentions if m.kind == "money" and m.value.base}
    article = _Article(context, [m for m in mentions if m.kind == "money"])
    decisions = {base: article.decision(base) for base in bases if base != "cent"}
    if "cent" in bases:
        dollars = decisions.get("dollar")
        decisions["cent"] = replace(dollars, base="cent") if dollars else article.decision("cent")
    return decisions


def publication_country(context: Context) -> str | None:
    """Return the country an article was published in or reports from: its dateline's, publisher's, or as given."""
    where = dateline(context.text)
    return (where and where[1]) or publisher_country(context.publisher) or context.country


@lru_cache(maxsize=64)
def _phrase(base: str) -> re.Pattern[str]:
    """Return the pattern of a base word behind its nation: Canadian dollars."""
    return re.compile(rf"(?<![\w-])(?:{ADJECTIVE})(?:'s)?\s{any_of(BASES[base].words.split())}(?!\w)")


class _Article:
    """What an article says of its money, found when it is asked for."""

    def __init__(self, context: Context, money: list[Mention]) -> None:
        self.context, self.text, self.money = context, context.text, money

    def decision(self, base: str) -> Decision:
        """Return the decision for one base word: the first evidence that says something."""
        default = BASES[base].default
        named = self._named(base)
        for step in (self._declared, self._contrasted, self._only_named, self._published, self._first_nation):
            found = step(base, named)
            if found:
                code, evidence = found
                source: Source = (
                    "country" if step == self._published and evidence.startswith("the country given") else "article"
                )
                return Decision(base, code, source, evidence)
        return Decision(base, default, "default", "the world's default, nothing in the article says otherwise")

    def _named(self, base: str) -> list[Named]:
        """Return what names one of the base word's currencies in full: amounts, and phrases without a number."""
        candidates = {*local_codes(base).values(), BASES[base].default}
        found = []
        for m in self.money:
            words = self.text[m.start : m.end]
            if m.value.base is None and m.value.currency in candidates:
                found.append(Named(words, m.value.currency, any(word in words for word in BASES[base].words.split())))
        if any(word in self.text for word in BASES[base].words.split()[:4]):
            found += self._phrases(base)
        return found

    def _phrases(self, base: str) -> Iterator[Named]:
        """Yield the currencies that phrases name without a number: all figures in Canadian dollars."""
        for m in _phrase(base).finditer(self.text):
            frame = _FRAME.search(self.text, max(0, m.start() - 60), m.start()) is not None
            code = meaning(m[0].replace("'s ", " "))
            if code and (frame or base not in _STRICT or (base == "pound" and "GB" not in countries_named(self.text))):
                yield Named(m[0], code, is_word=True, of_all_figures=frame)

    def _declared(self, _: str, named: list[Named]) -> tuple[str, str] | None:
        frames = {n.currency: n.words for n in named if n.of_all_figures}
        return (
            next(((code, f'"{words}" is said of all figures') for code, words in frames.items()), None)
            if len(frames) == 1
            else None
        )

    def _contrasted(self, base: str, named: list[Named]) -> tuple[str, str] | None:
        """Return what an explicit sign of another country beside the bare one says."""
        if base != "dollar":
            return None
        default = BASES[base].default
        ours = next((n for n in named if n.currency == default), None)
        others = {n.currency: n for n in named if n.currency != default}
        if ours and not others:
            for country, why in (*self._published_in(base), *self._bodies_of(base)):
                if local_codes(base)[country] != default:
                    return local_codes(base)[country], f'"{ours.words}" stands beside it, and {why}'
        if ours:
            australian = next((n.words for n in named if n.words.startswith("$US")), None)
            return ("AUD", f'"{australian}" is Australian style') if australian and not others else None
        for n in others.values():
            if not n.is_word:
                return default, f'"{n.words}" stands beside it'
        if self._restating(default):
            return default, "it restates another currency in brackets"
        return None

    def _only_named(self, base: str, named: list[Named]) -> tuple[str, str] | None:
        codes = {n.currency: n.words for n in named}
        if len(codes) == 1 and base != "pound sign" and not (base == "dollar" and "USD" in codes):
            code, words = next(iter(codes.items()))
            return code, f'"{words}" names it'
        return None

    def _published(self, base: str, _: list[Named]) -> tuple[str, str] | None:
        """Return what dateline, publisher and the country given say, in this order."""
        return next(((local_codes(base)[country], why) for country, why in self._published_in(base)), None)

    def _published_in(self, base: str) -> Iterator[tuple[str, str]]:
        """Yield the countries of dateline, publisher and document, of those whose money is called so."""
        where = dateline(self.text)
        found = [
            (where and where[1], f"the dateline {where and where[0]}"),
            (publisher_country(self.context.publisher), f"the publisher {self.context.publisher}"),
            (self.context.country, f"the country given, {self.context.country}"),
        ]
        yield from ((country, why) for country, why in found if country and country in local_codes(base))

    def _first_nation(self, base: str, _: list[Named]) -> tuple[str, str] | None:
        """Return what the nation of the first body says; for common words not where the article has another country."""
        if base in _STRICT and (publication_country(self.context) or dateline(self.text)):
            return None
        local = local_codes(base)
        for country, why in self._nations(base) if base not in _STRICT else self._bodies_of(base):
            return local[country], why
        return None

    def _bodies_of(self, base: str) -> list[tuple[str, str]]:
        """Return the nation of the first body, none where bodies of others that use the word stand beside it."""
        local = local_codes(base)
        first = self._bodies[:1]
        others = {country for country, _ in self._bodies if country in local}
        if len(others) != 1 or first[0][0] not in local:
            return []
        named = places_in(self.text, 0, _HEAD)
        return first if not named or named[0][2] == first[0][0] else []

    def _nations(self, base: str) -> Iterator[tuple[str, str]]:
        """Yield the countries of the bodies that open the article, then those it names, whose money is called so."""
        local = local_codes(base)
        yield from ((c, why) for c, why in self._bodies if c in local)
        yield from ((c, f'"{words}" is the first nation named') for _, words, c in self._places if c in local)

    @cached_property
    def _places(self) -> list[tuple[int, str, str]]:
        return places_in(self.text)

    @cached_property
    def _bodies(self) -> list[tuple[str, str]]:
        """The countries of the bodies that open the article, with the words that say so."""
        head = self.text[:_HEAD]
        return [(country, f'"{words}" opens it') for words, country in bodies(head)]

    def _restating(self, default: str) -> bool:
        """Tell whether a bare amount restates one of another currency in brackets somewhere."""
        pairs = zip(self.money, self.money[1:], strict=False)
        return any(
            b.value.base and a.value.base is None and a.value.currency != default and _restates(a, b, self.context)
            for a, b in pairs
        )


_FRAME = re.compile(
    r"""
    (?: \b(?: figures | amounts | sums | values | prices | results | money | currency | otherwise
            | stated | expressed | reported | quoted | given | denominated )\b [^.\n]{0,30}
      | \(
    )
    \bin\s (?: (?:millions|thousands|billions)\sof\s )? \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
