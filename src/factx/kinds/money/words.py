"""What an amount is made of: signs, numbers, words, and the value they come to."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from factx.kinds.money.currency import (
    CODES_AS_WORDS,
    COMMON_CODES,
    SIGNS,
    WORD_BASES,
    codes,
    in_main_unit,
    meaning,
    sign_pattern,
    word_pattern,
)
from factx.rules.context import Context
from factx.rules.number import NUMBER_WORDS, quantity, scale_of
from factx.rules.rule import DIGIT


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
NUMBER_AT = {DIGIT, *NUMBER_WORDS}
SIGNED = (
    {s.lower() if s[0].isalpha() else s[0] for s in SIGNS} | {c.lower() for c in codes()} | {"-", "minus", "negative"}
)
SIGNED |= {m[0].lower() for s in SIGNS if (m := re.match(r"[A-Za-z]+", s))}
SIGNED |= {f"{factor}{code}".lower() for code in COMMON_CODES for factor in "ktmb"}
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
# Where a point sets thousands apart: 120.000 euros; in these countries 2.600 euros, too.
_COMMA_CURRENCIES = frozenset(
    "EUR DKK NOK SEK ISK PLN CZK HUF RON BGN HRK TRY BRL ARS CLP COP UYU IDR VND RUB UAH DEM ITL ESP FRF BEF NLG ATS PTE".split()
)
_COMMA_COUNTRIES = frozenset(
    "AR AT BE BG BR CL CO CZ DE DK EE ES FI FR GR HR HU ID IS IT LT LV NL NO PL PT RO RU SE SI SK TR UA UY VN".split()
)
_ONE_POINT = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_NAMED_DOLLARS = re.compile(r"\b(Australian|Canadian|Hong Kong|New Zealand|Singapore|Taiwan) dollars\b")


def made(
    number: str, form: str, context: Context, *, scale: str | None = None, negative: str | None = None
) -> Money | None:
    """Return the amount that a number and a sign, code or word come to, or None where they do not."""
    amount, code = quantity(number), meaning(form, context.country)
    if amount is None or code is None:
        return None
    if code not in _THREE_DECIMALS and _ONE_POINT.fullmatch(number.strip()):
        by_comma = code in _COMMA_CURRENCIES and context.country in _COMMA_COUNTRIES
        if number.strip().endswith(".000") and (scale or not (by_comma or code in _COMMA_CURRENCIES)):
            return None
        if not scale and (by_comma or number.strip().endswith(".000")):
            amount *= 1000
    amount = in_main_unit(amount * scale_of(scale), form)
    return Money(-amount if negative else amount, code)


def form_in(context: Context, m: re.Match[str]) -> str:
    """Return the form of a bare "$" in its sentence: reserves in Canadian dollars are $200 billion."""
    if m["sign"] != "$":
        return m["sign"]
    if " dollars" not in context.text[max(0, m.start() - 200) : m.end() + 200]:
        return "$"
    start, end = context.sentence(m.start(), m.end())
    start = max(start, m.start() - 200)
    named = _NAMED_DOLLARS.search(context.text, start, min(end, m.end() + 200))
    return (
        named[0]
        if named and not re.search(r"[0-9\w]illion\s\Z|[0-9]\s\Z", context.text[start : named.start()])
        else "$"
    )


_OF_STUFF = re.compile(
    r"\s(?:of\s(?!the|its|his|debt|cash|new|tax|sales|revenue)[a-z]+|overweight|lighter|heavier|per\ssquare)",
    re.IGNORECASE,
)


_ENGLISH = frozenset(
    "dram drams won real sen sol mark marks rand lei lek kip som loti tala kina pula leone leones lari birr".split()
)


def plainly(number: str) -> bool:
    """Tell whether a number is plainly an amount: it has a scale, thousands apart, or two decimals."""
    return bool(
        re.search(r"illion|[0-9]\s?(?:[bm]n?|trn?|k)\b|[0-9],[0-9]{3}|\.[0-9]{2}\Z|lakh|crore", number, re.IGNORECASE)
    )


def counts_money(number: str, word: str, after: str) -> bool:
    """Refuse what only looks like money: "a dollar store", "five won", weights in pounds."""
    low = number.lower()
    if word in CODES_AS_WORDS:
        return plainly(low)
    word = word.lower()
    if word == "euro" and re.match(r"\s'?\s?[0-9]", after):  # the 23 Euro '96 veterans
        return False
    if word == "p":
        return number not in {"240", "360", "480", "720", "1080", "1440", "2160"}  # lines of a screen
    if word in {"mark", "marks"}:
        return plainly(low) or bool(re.search(r"\d{3}|hundred|thousand", low))
    if word in _ENGLISH or WORD_BASES.get(word) == "dong":
        return bool(re.search(r"\d\d|illion|thousand|hundred", low))
    if word in {"pound", "pounds"} and not re.search(r"illion|thousand|\b[mb]n?\b", low):
        return bool(re.match(r"\s(?:a|per)\s|\s?\([^)\n]{0,12}[$€]|\ssterling", after)) and not _OF_STUFF.match(after)
    return not (low in {"a", "an"} and word in {"cent", "penny", "dollar", "euro", "pound", "buck", "yen"})
