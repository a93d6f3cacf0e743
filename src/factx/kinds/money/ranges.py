"""Ranges of money and lists that share their scale and currency; changes are kept apart."""

import re
from dataclasses import replace

from factx.kinds.money.currency import meaning
from factx.kinds.money.value import Money
from factx.kinds.money.words import SIGN, WORD, counts_money, made, money
from factx.rules.context import Context
from factx.rules.number import LONG_SCALE, NUMBER, SCALE
from factx.rules.rule import rule

_JOIN = r"(?P<join>\s?-\s?|\s(?:to|and|or)\s)"
_MOVES = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|r[oi]se[sn]?|rising|gain(?:ed|s)?|los[te]s?|up|down|dropp?(?:ed|s)?|jump(?:ed|s)?|climb(?:ed|s)?|slid(?:es?)?"
    r"|slipp?(?:ed|s)?|increas(?:e[ds]?|ing)|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|cuts?|cutting|rais(?:e[ds]?|ing)|lift(?:ed|s)?|gr[eo]wn?|grows"
    r"|advanc(?:e[ds]?|ing)|soar(?:ed|s)?|plung(?:e[ds]?|ing)|plummet(?:ed|s)?|surg(?:e[ds]?|ing)|shr[aiu]nk|tumbl(?:e[ds]?|ing)|revis(?:e[ds]?|ing)"
    r"|lower(?:ed|s|ing)?|doubl(?:e[ds]?|ing)|tripl(?:e[ds]?|ing)|chang(?:e[ds]?|ing)|hik(?:e[ds]?|ing)|trimm?(?:ed|s)?|boost(?:ed|s)?|went|swung|reduc(?:e[ds]?|ing)"
    r"|widen(?:ed|s)?|narrow(?:ed|s)?|move[ds]?|upgraded?|expand(?:ed|s)?|edg(?:ed|es))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"(?:{_MOVES.pattern}|\b(?:add(?:ed|s)|by))\s(?:(?:about|around|nearly|almost|some|roughly|over|more\sthan|as\smuch\sas|by|an?|just)\s){{0,2}}\Z",
    re.IGNORECASE,
)
_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|anywhere|priced?s?|costs?|costing|vary|varies|varying|runs?|fines?|fees|salaries|estimates)\s(?:\w+\s)?from\s\Z",
    re.IGNORECASE,
)
# Thousands or thousandths? 120.000 USD says neither; currencies of three decimals do (ISO 4217).


def _ranged(m: re.Match[str], low: Money | None, high: Money | None) -> Money | None:
    """Join two ends to one range, unless the words make them a change or a list."""
    if low is None or high is None or high.amount <= low.amount or low.currency != high.currency:
        return None
    left = m.string[max(0, m.start() - 80) : m.start()]
    join = m["join"].strip()
    if join == "and" and not re.search(r"\bbetween\s\Z", left, re.IGNORECASE):
        return None
    if join == "to" and _is_change(left):
        return None
    return replace(low, amount_to=high.amount)


def _is_change(left: str) -> bool:
    """Tell whether "$3m to $5m" behind these words is a change: rose from, fell, up; and not a range: fines from."""
    clause = re.split(r"[.;:]\s", left)[-1]
    if re.search(r"\bfrom\s(?:(?:about|around|nearly|some|roughly)\s)?\Z", clause, re.IGNORECASE):
        return bool(_MOVES.search(clause)) and not _RANGED.search(clause)
    return bool(_CHANGE.search(clause)) or bool(re.search(r"[0-9mnk]\sto\s\Z", clause))


@rule(
    rf"(?P<sign>{SIGN})\s?(?P<n>{NUMBER})(?:[\s-]?(?P<s>{SCALE}))?{_JOIN}(?P<sign2>{SIGN})?\s?(?P<n2>{NUMBER})(?:[\s-]?(?P<s2>{SCALE}))?",
    finds={
        "a fee of [€5-7 million] was asked": money("5000000", "EUR", "7000000"),
        "between [$3 and $5 million] a year ago": money("3000000", "USD", "5000000"),
        "about [$800,000 to $1.3 million] in all": money("800000", "USD", "1300000", qualifier="about"),
        "a fine of [$5-8,000] is due": money("5000", "USD", "8000"),
        "fines from [$250,000 to $1 million] are due": money("250000", "USD", "1000000"),
        "rose from [$3m] to [$5m] then": [money("3000000", "USD"), money("5000000", "USD")],
        "fell [$1.2 million] to [$23.5 million] then": [money("1200000", "USD"), money("23500000", "USD")],
    },
    skips=[],
)
def sign_range(m: re.Match[str], context: Context) -> Money | None:
    """A range behind one sign, its scale shared by both ends."""
    if m["sign2"] and meaning(m["sign2"], context.country) != meaning(m["sign"], context.country):
        return None
    high = made(m["n2"], m["sign"], context, scale=m["s2"])
    low = made(m["n"], m["sign"], context, scale=m["s"])
    if low and high and not m["s"] and m["s2"] and low.amount < 1000:
        low = made(m["n"], m["sign"], context, scale=m["s2"])
    elif (
        low
        and high
        and not m["s2"]
        and "," in m["n2"]
        and not m["sign2"]
        and low.amount * 1000 < high.amount < 1000 * 1000 > low.amount * 1000
    ):
        low = replace(low, amount=low.amount * 1000)  # $5-8,000
    return _ranged(m, low, high)


@rule(
    rf"(?P<n>{NUMBER})(?:[\s-]?(?P<s>{SCALE}))?(?:\s(?P<w>{WORD}))?{_JOIN}(?P<n2>{NUMBER})(?:[\s-]?(?P<s2>{SCALE}))?[\s-]?(?P<word>{WORD})",
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
    if not counts_money(f"{m['n2']} {m['s2'] or ''}", m["word"], m.string[m.end() : m.end() + 30]):
        return None
    high = made(m["n2"], m["word"], context, scale=m["s2"])
    low = made(m["n"], m["word"], context, scale=m["s"] or (m["s2"] if not m["w"] else None))
    return _ranged(m, low, high)


@rule(
    rf"(?P<span>(?P<n>{NUMBER})(?:\s(?P<s>{LONG_SCALE}))?)"
    rf"(?=(?:,\s(?:(?:respectively|and|or)\s)?{NUMBER}(?:\s{LONG_SCALE})?){{0,6}},?\s(?:and|or)\s{NUMBER}(?:\s(?P<s2>{LONG_SCALE}))?\s(?P<word>{WORD}))",
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
    if not counts_money(f"{m['n']} {m['s2'] or ''}", m["word"], ""):
        return None
    return made(m["n"], m["word"], context, scale=m["s"] or m["s2"])


@rule(
    rf"(?P<span>(?P<n>{NUMBER}))(?=\s(?:or|to)\s(?P<sign>{SIGN})\s?{NUMBER}(?:[\s-]?(?P<s>{SCALE}))?)",
    finds={"It costs about [8] or [$9] there": [money("8", "USD", qualifier="about"), money("9", "USD")]},
    skips=[],
)
def shared_sign(m: re.Match[str], context: Context) -> Money | None:
    """A number before another that has the sign for both."""
    if not re.search(
        r"\b(?:about|around|costs?|paid|pays?|charges?|roughly)\s\Z", m.string[max(0, m.start() - 10) : m.start()]
    ):
        return None
    return made(m["n"], m["sign"], context, scale=m["s"])
