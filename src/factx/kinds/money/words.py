"""What an amount is made of: signs, numbers, words, and the value they come to."""

import re
from decimal import Decimal
from functools import lru_cache

from factx.kinds.money.article import publication_country
from factx.kinds.money.currency import (
    CODES_AS_WORDS,
    WORD_BASES,
    base_of,
    in_main_unit,
    meaning,
    sign_pattern,
    word_pattern,
)
from factx.kinds.money.nations import countries_named
from factx.kinds.money.signs import COUNTRY_OF, NEEDS_AMOUNT, SIGNS
from factx.kinds.money.value import Money
from factx.rules.context import Context
from factx.rules.number import may_be_year, quantity, scale_of
from factx.rules.pattern import any_of

SIGN = sign_pattern()
WORD = word_pattern()
_ENGLISH_CODES = frozenset({"ALL", "TOP", "TRY", "CUP", "MAD", "GEL", "SOS", "PEN", "BAN", "LAK"})  # ALL 2,000 seats
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
    if not sign_counts(form, f"{number} {scale or ''}".strip(), context):
        return None
    if code not in _THREE_DECIMALS and _ONE_POINT.fullmatch(number.strip()):
        factor = _of_one_point(number.strip(), code, context.country, scaled=scale is not None)
        if factor is None:
            return None
        amount *= factor
    amount = in_main_unit(amount * scale_of(scale), form)
    base = base_of(form)  # what it means in the article is settled for all mentions at once
    source = "stated" if base is None else "default"
    return Money(-amount if negative else amount, code, currency_from=source, base=base)


def _of_one_point(number: str, code: str, country: str | None, *, scaled: bool) -> int | None:
    """Return the factor of a number with three digits behind a point, 1000 where it sets thousands apart; None: unclear."""
    by_comma = code in _COMMA_CURRENCIES and country in _COMMA_COUNTRIES
    round_thousand = number.endswith(".000")
    if round_thousand and (scaled or code not in _COMMA_CURRENCIES):
        return None
    return 1000 if not scaled and (by_comma or round_thousand) else 1


_NAMED_BY = {"N": "naira", "P": "pesos?", "R": "rands?", "K": "kina", "Q": "quetzal(?:e?s)?"}
_PENCE = "pence|sterling|pounds|British|PLC"


@lru_cache(maxsize=64)
def _says(text: str, words: str) -> bool:
    """Tell whether a text has one of some words, apart by bars."""
    return re.search(rf"\b(?:{words})\b", text) is not None


def sign_counts(sign: str, number: str, context: Context) -> bool:
    """Tell whether a sign of letters is money: R5m, and R500 in South Africa, but neither R1T nor COP28."""
    if sign not in NEEDS_AMOUNT and sign not in CODES_AS_WORDS:
        return True
    country = COUNTRY_OF.get(sign) or (sign[:2] if sign in CODES_AS_WORDS else None)
    if country and country == publication_country(context):
        return True
    if sign == "#":  # the pound sign of texts in seven bits
        return plainly(number) and _says(context.text, _PENCE)
    if sign in _ENGLISH_CODES:
        scaled = re.search(r"illion|[0-9]\s?(?:[bm]n?|trn?|k)\b|\.[0-9]{2}\Z", number, re.IGNORECASE)
        return scaled is not None or (plainly(number) and sign[:2] in countries_named(context.text))
    if plainly(number) and not re.search(r"[0-9][A-Z]\Z", number):
        return True
    if sign in _NAMED_BY:  # the naira fell; fuel sells at N650
        return _says(context.text, _NAMED_BY[sign])
    return bool(country) and len(sign) > 1 and sign not in CODES_AS_WORDS and country in countries_named(context.text)


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


# Pounds are mostly weights: something must be paid, or the amount restated.
_PRICE_BEHIND = re.compile(
    r"""
    (?: \sto\s[0-9][0-9,.]{0,9}\spounds )?                      # 210 pounds to 7,940 pounds a tonne
    \s(?:a|per)\s
  | \s?\([^)\n]{0,12}[$€] | \ssterling | \s(?:each|apiece)\b | \sand\s[0-9]{1,2}\spence
  | \s(?:bank)?notes?\b | \scoins?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PRICE_BEFORE = re.compile(
    r"""
    \b(?:
        (?:pa(?:y|ys|id|ying)|costs?|costing|charg(?:e|es|ed)|earn(?:s|ed)?|spen[dt]|fined|owe[sd]?|sold|cost)\s
        (?: (?: him|her|them|it|us|me|you|out|for|at
              | up\sto|about|around|nearly|over|only|just|more\sthan|less\sthan|as\smuch\sas ) \s ){0,3}
      | (?:prize|fine|fee|price|ticket|bill|fare|salary|wage|grant|loan|debt|reward|bonus|rent)s?\s
        (?:is|was|are|were|of|to|at)\s
        (?:(?:up\sto|about|around|nearly|over|only|just)\s)?
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_STUFF = re.compile(
    r"\s(?:of\s(?!the|its|his|debt|cash|new|tax|sales|revenue)[a-z]+|overweight|lighter|heavier|per\ssquare)",
    re.IGNORECASE,
)


_STUFF = any_of(
    """
    steel iron copper lead zinc nickel aluminium aluminum uranium plutonium oxide ore coal beef pork chicken turkey
    meat sausage bacon ham fish salmon tuna shrimp lobster crab catfish seafood coffee cocoa sugar cotton wool tobacco rice grain
    wheat corn flour potatoes tomatoes apples oranges grapes fruit vegetables produce cheese butter milk nuts almonds peanuts
    honey trash garbage waste plastic cargo freight explosives dynamite tnt fuel propellant thrust payload snow
    fertilizer fertiliser chemicals pesticides marijuana cannabis carbon pollution yarn rubber
    """.split()
)
_WEIGHED = re.compile(
    rf"\sof\s(?:[a-z-]{{2,12}}\s){{0,2}}{_STUFF}(?!\w)|\s\([0-9][0-9,.]*\s(?:million\s)?(?:kg|kilo|ton|metric)",
    re.IGNORECASE,
)
_ONE_OF = frozenset(
    "dollar peso franc pound mark crown krona krone rupee ruble rouble lira dinar shilling guilder zloty".split()
)
_ENGLISH = frozenset(
    "dram drams won real reals sen sol mark marks rand crown crowns lei lek kip som loti tala kina pula leone leones lari birr".split()
)


_EQUALS = re.compile(r"\s?=\s?[^\s0-9]{0,4}\s?[0-9]")
_OF_RATES = frozenset(Decimal(10) ** n for n in range(5))
_PLAIN = re.compile(
    r"""
    illion | lakh | crore                                   # 5 million
  | [0-9]\s?(?:mil|mln|mm|[bm]n?|bln|tr?n|t|k|cr)\b         # 5bn
  | [0-9],[0-9]{3} | [0-9]'[0-9]{3}                         # 5,000
  | \.[0-9]{2}\Z                                            # 5.00
    """,
    re.IGNORECASE | re.VERBOSE,
)


def plainly(number: str) -> bool:
    """Tell whether a number is plainly an amount: it has a scale, thousands apart, or two decimals."""
    return _PLAIN.search(number) is not None


def is_rate(amount: Decimal, after: str) -> bool:
    """Tell whether an amount is the left side of an exchange rate: $1 = 8.3 yuan."""
    return _EQUALS.match(after) is not None and amount in _OF_RATES


def _is_name_or_mark(number: str, word: str, after: str, before: str) -> bool:
    """Tell whether the words around say no amount: the 23 Euro '96 veterans, a 720p screen, an end-1997 peso."""
    if word == "euro":
        return re.match(r"\s'?\s?[0-9]", after) is not None
    if word == "p":
        return number in {"240", "360", "480", "720", "1080", "1440", "2160"}  # lines of a screen
    if word == "won":  # 49 votes to 34 won by his rival; no price is below a hundred won
        return re.search(r"\d{3}|illion|thousand|hundred", number.lower()) is None or after.startswith(" by ")
    if word in {"colon", "colons"}:  # O-157 colon bacilli
        return not plainly(number)
    if word == "mark" and re.search(r"\b(?:the|its|their)\s\Z", before):  # above the 10,000 mark
        return True
    return word in _ONE_OF and may_be_year(number) and not re.search(r"(?:\ban?|\bof)\s\Z", before)


def counts_money(number: str, word: str, after: str, before: str = "") -> bool:
    """Refuse what only looks like money: "a dollar store", "five won", weights in pounds."""
    low = number.lower()
    if word in CODES_AS_WORDS:
        return plainly(low)
    if word.istitle() and " " not in word and word.lower() not in WORD_BASES and word not in SIGNS:  # 1 Guarani 0
        return re.search(r"\d\d|illion|thousand|hundred", low) is not None
    word = word.lower()
    if _is_name_or_mark(number, word, after, before):
        return False
    if word in {"mark", "marks"}:
        return plainly(low) or bool(re.search(r"\d{3}|hundred|thousand", low))
    if word in _ENGLISH or WORD_BASES.get(word) == "dong":
        return bool(re.search(r"\d\d|\d\.\d|illion|thousand|hundred", low))
    if word in {"pound", "pounds"} and _WEIGHED.match(after):
        return False
    if word in {"pound", "pounds"} and not re.search(r"illion|thousand|\b[mb]n?\b", low):
        paid = _PRICE_BEHIND.match(after) or _PRICE_BEFORE.search(before)
        return paid is not None and not _OF_STUFF.match(after)
    return not (low in {"a", "an"} and word in {"cent", "penny", "dollar", "euro", "pound", "buck", "yen"})
