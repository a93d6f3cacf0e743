"""Amounts of money: signs, codes and words, ranges, shared scales, and what they are per."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from factx.kinds.money.currency import (
    SIGNS,
    WORD_BASES,
    codes,
    in_main_unit,
    meaning,
    sign_pattern,
    word_pattern,
)
from factx.kinds.number import LONG_SCALE, NUMBER, NUMBER_WORDS, QUANTITY, SCALE, quantity, scale_of
from factx.kinds.qualifier import qualifier
from factx.rule import DIGIT, Context, Mention, rule


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency's main unit, or a range of it."""

    kind: ClassVar[str] = "money"
    amount: Decimal
    currency: str
    amount_to: Decimal | None = None
    qualifier: str | None = None
    per: str | None = None


def money(amount: str, currency: str, to: str | None = None, **more: str) -> Money:
    """Return a Money from decimal strings: how examples are written."""
    return Money(Decimal(amount), currency, Decimal(to) if to else None, **more)


SIGN = sign_pattern()
WORD = word_pattern()
_JOIN = r"(?P<join>\s?-\s?|\s(?:to|and|or)\s)"
_NUMBERS = {DIGIT, *NUMBER_WORDS}
_SIGNED = (
    {s.lower() if s[0].isalpha() else s[0] for s in SIGNS} | {c.lower() for c in codes()} | {"-", "minus", "negative"}
)
_SIGNED |= {
    "us",
    "u",
    "c",
    "can",
    "ca",
    "a",
    "au",
    "aus",
    "hk",
    "nz",
    "s",
    "nt",
    "t",
    "r",
    "j",
    "mex",
    "mx",
    "z",
    "n",
    "fj",
    "tt",
    "cn",
}
_CHANGE = re.compile(
    r"\b(?:from|fell|falls?|fallen|rose|risen|rises?|rising|falling|gain(?:ed|s)?|los(?:t|es?)|up|down|dropp?(?:ed|s)?|jump(?:ed|s)?"
    r"|climb(?:ed|s)?|slid|slipp?(?:ed|s)?|increas(?:ed|es)|decreas(?:ed|es)|declin(?:ed|es)|cut|raised?|grew|grown|add(?:ed|s)|by|advanced?)"
    r"\s(?:(?:about|around|nearly|almost|some|roughly|over|more\sthan|as\smuch\sas|by|an?|just)\s){0,2}\Z",
    re.IGNORECASE,
)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|anywhere|priced|costs?|costing|vary|varies|varying)\s(?:\w+\s)?from\s\Z", re.IGNORECASE
)
_PER = re.compile(
    r"\s?(?:/|per\s|a\s|an\s|each\s|every\s)(?:metric\s)?"
    r"(?P<per>barrel|bbl|share|unit|tonne|ton|ounce|oz|pound|lb|kg|kilogram|kilo|gallon|litre|liter|bushel|hour|day|night|week|month|quarter|year"
    r"|person|head|capita|household|worker|employee|vehicle|car|mile|kilometer|kilometre|km|square\s(?:foot|metre|meter|mile)|ticket|piece|copy"
    r"|megawatt[\s-]hour|kilowatt[\s-]hour|mwh|kwh|mmbtu|barrels|astronaut|student|seat|pupil|passenger|user|subscriber|customer|acre|hectare"
    r"|contract|transaction|page|call|minute|second|word|album|song|download|device|child|family|patient|dose|shot|test|bottle|pack|pair|dozen"
    r"|room|bed|home|house|apartment|game|match|fan|vote|kilowatt|megawatt|watt|ADS|ADR|stock|note|bond|common\sshare|ordinary\sshare)(?![\w]|\s(?:ago|earlier|before|later)\b)"
    r"|\s(?P<each>apiece|each)(?!\w)",
    re.IGNORECASE,
)


def _made(
    number: str, form: str, context: Context, *, scale: str | None = None, negative: str | None = None
) -> Money | None:
    amount, code = quantity(number), meaning(form, context.country)
    if amount is None or code is None:
        return None
    amount = in_main_unit(amount * scale_of(scale), form)
    return Money(-amount if negative else amount, code)


def _ranged(m: re.Match[str], low: Money | None, high: Money | None) -> Money | None:
    """Join two ends to one range, unless the words make them a change, a list or a fall."""
    if low is None or high is None or high.amount <= low.amount or low.currency != high.currency:
        return None
    left = m.string[max(0, m.start() - 40) : m.start()]
    join = m["join"].strip()
    if join in {"and", "or"} and not re.search(r"\b(?:between|either)\s\Z", left, re.IGNORECASE) and join == "and":
        return None
    if join == "to" and _CHANGE.search(left) and not _RANGED.search(left):
        return None
    return replace(low, amount_to=high.amount)


@rule(
    rf"(?P<minus>-|(?:minus|negative)\s)?(?P<sign>{SIGN})\s?(?P<minus2>-)?(?P<n>{QUANTITY})(?:\s?(?P<extra>(?-i:USD|CAD|AUD|HKD|NZD|SGD)))?",
    at=_SIGNED,
    finds={
        "a fund of [$57.37 billion] was set up": money("57370000000", "USD"),
        "it paid [US$1.2m] for the mill": money("1200000", "USD"),
        "a loan of [RMB 3.2 trillion] was agreed": money("3200000000000", "CNY"),
        "worth [€5bn] at the time": money("5000000000", "EUR"),
        "a loss of [-$71.5 million] was booked": money("-71500000", "USD"),
        "a gap of [negative $2 million]": money("-2000000", "USD"),
        "paid [C$10,000] to the winner": money("10000", "CAD"),
        "sold for [USD34.6 million] last": money("34600000", "USD"),
        "costs [£3.50] here": money("3.5", "GBP"),
        "a cost of [Rs16,189-crore] in all": money("161890000000", "INR"),
    },
    skips=["typed $HOME in the shell", "the $ sign", "RM Auctions sold it", "won US support", "$3.5x leverage"],
)
def sign_amount(m: re.Match[str], context: Context) -> Money | None:
    """A currency sign or code, then the number."""
    if len(m["sign"]) == 1 and m["sign"].isalpha() and m[0][len(m["sign"])].isspace():
        return None
    return _made(m["n"], m["sign"], context, negative=m["minus"] or m["minus2"])


@rule(
    rf"(?P<sign>{SIGN})\s?(?P<n>{NUMBER})(?:[\s-]?(?P<s>{SCALE}))?{_JOIN}(?P<sign2>{SIGN})?\s?(?P<n2>{NUMBER})(?:[\s-]?(?P<s2>{SCALE}))?",
    at=_SIGNED,
    finds={
        "a fee of [€5-7 million] was asked": money("5000000", "EUR", "7000000"),
        "between [$3 and $5 million] a year ago": money("3000000", "USD", "5000000"),
        "about [$800,000 to $1.3 million] in all": money("800000", "USD", "1300000", qualifier="about"),
    },
    skips=[],
)
def sign_range(m: re.Match[str], context: Context) -> Money | None:
    """A range behind one sign, its scale shared by both ends."""
    if m["sign2"] and meaning(m["sign2"], context.country) != meaning(m["sign"], context.country):
        return None
    high = _made(m["n2"], m["sign"], context, scale=m["s2"])
    low = _made(m["n"], m["sign"], context, scale=m["s"])
    if low and high and not m["s"] and m["s2"] and low.amount < 1000:
        low = _made(m["n"], m["sign"], context, scale=m["s2"])
    return _ranged(m, low, high)


@rule(
    rf"(?P<minus>-|(?:minus|negative)\s)?(?P<n>{QUANTITY})[\s-]?(?P<word>{WORD}|[€£¢₽₴])",
    at={*_NUMBERS, "-", "minus", "negative"},
    finds={
        "worth [371.53 billion yuan] in all": money("371530000000", "CNY"),
        "raised [half a billion dollars] for": money("500000000", "USD"),
        "sold at [19 cents] then": money("0.19", "USD"),
        "shares at [470 pence] then": money("4.7", "GBP"),
        "sales of [500 mln dlrs] were": money("500000000", "USD"),
        "some [2 million Hong Kong dollars] of": money("2000000", "HKD", qualifier="about"),
        "he had [three hundred and fifty thousand euros] left": money("350000", "EUR"),
        "a price of [5 million USD] was": money("5000000", "USD"),
        "the cost, [one billion zlotys], fell": money("1000000000", "PLN"),
    },
    skips=[
        "five won the game",
        "a dollar store",
        "it weighed 12 pounds",
        "a won game",
        "a mark of honour",
        "half a pound of butter",
    ],
)
def amount_word(m: re.Match[str], context: Context) -> Money | None:
    """The number, then a currency word or code."""
    form = m["word"]
    if not _counts_money(m["n"], form, m.string[m.end() : m.end() + 30]):
        return None
    return _made(m["n"], form, context, negative=m["minus"])


_WEIGHED = re.compile(r"\b(?:weigh(?:s|ed|ing|t)?|los[et]|gained|heavier|lighter)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_OF_STUFF = re.compile(
    r"\s(?:of\s(?!the|its|his|debt|cash|new|tax|sales|revenue)[a-z]+|overweight|lighter|heavier|per\ssquare)",
    re.IGNORECASE,
)


def _counts_money(number: str, word: str, after: str) -> bool:
    """Refuse what only looks like money: "a dollar store", "five won", weights in pounds."""
    low, word = number.lower(), word.lower()
    if word in {"won", "real", "sen", "sol", "mark", "marks", "rand", "all", "lei"} or WORD_BASES.get(word) == "dong":
        return bool(re.search(r"\d\d|illion|thousand|hundred", low))
    if word in {"pound", "pounds"} and not re.search(r"illion|thousand|\b[mb]n?\b", low):
        return bool(re.match(r"\s(?:a|per)\s|\s?\(|\ssterling", after)) and not _OF_STUFF.match(after)
    return not (low in {"a", "an"} and word in {"cent", "penny", "dollar", "euro", "pound", "buck", "yen"})


@rule(
    rf"(?P<n>{NUMBER})(?:[\s-]?(?P<s>{SCALE}))?(?:\s(?P<w>{WORD}))?{_JOIN}(?P<n2>{NUMBER})(?:[\s-]?(?P<s2>{SCALE}))?[\s-]?(?P<word>{WORD}|[€£¢₽₴])",
    at=_NUMBERS,
    finds={
        "sold for [5 million to 7 million euros] then": money("5000000", "EUR", "7000000"),
        "asked for [15-25 million dollars] in cash": money("15000000", "USD", "25000000"),
        "a price of [15-20 USD] was": money("15", "USD", "20"),
    },
    skips=[],
)
def range_word(m: re.Match[str], context: Context) -> Money | None:
    """A range before one currency word, its scale shared by both ends."""
    if m["w"] and meaning(m["w"], context.country) != meaning(m["word"], context.country):
        return None
    if not _counts_money(f"{m['n2']} {m['s2'] or ''}", m["word"], m.string[m.end() : m.end() + 30]):
        return None
    high = _made(m["n2"], m["word"], context, scale=m["s2"])
    low = _made(m["n"], m["word"], context, scale=m["s"] or (m["s2"] if not m["w"] else None))
    return _ranged(m, low, high)


@rule(
    rf"(?P<span>(?P<n>{NUMBER})(?:\s(?P<s>{LONG_SCALE}))?)"
    rf"(?=(?:,\s(?:(?:respectively|and|or)\s)?{NUMBER}(?:\s{LONG_SCALE})?){{0,6}},?\s(?:and|or)\s{NUMBER}(?:\s(?P<s2>{LONG_SCALE}))?\s(?P<word>{WORD}))",
    at=_NUMBERS,
    finds={
        "were [363.1 billion], [2.56 trillion] and [2.11 trillion yuan] there": [
            money("363100000000", "CNY"), money("2560000000000", "CNY"), money("2110000000000", "CNY")],
        "grants of [3], [4] and [5 million euros] were": [
            money("3000000", "EUR"), money("4000000", "EUR"), money("5000000", "EUR")],
    },
    skips=[],
)  # fmt: skip
def shared_word(m: re.Match[str], context: Context) -> Money | None:
    """One of several amounts before one currency word."""
    if m["n"].lower() in {"a", "an"} or re.search(r"\bbetween\s\Z", m.string[max(0, m.start() - 9) : m.start()]):
        return None
    if not _counts_money(f"{m['n']} {m['s2'] or ''}", m["word"], ""):
        return None
    return _made(m["n"], m["word"], context, scale=m["s"] or m["s2"])


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with what the words around say of it: qualifier and denominator."""
    value = mention.value
    rate = _PER.match(context.text, mention.end)
    per = None
    if rate:
        per = (rate["per"] and rate["per"].lower()) or "unit"
    return replace(
        mention,
        value=replace(value, qualifier=qualifier(context.text, mention.start, mention.end), per=per),
    )


RULES = (sign_amount, sign_range, amount_word, range_word, shared_word)
