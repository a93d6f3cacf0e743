"""Which currency a sign, code or word means; names and countries are CLDR's, through babel, news forms are ours."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from factx.kinds.money.nations import ADJECTIVE, ADJECTIVES
from factx.kinds.money.signs import BEHIND, SIGNS, SYMBOLS, before_number
from factx.rules.pattern import any_of
from factx.values import currency_codes


@dataclass(frozen=True, slots=True)
class Base:
    """A word or sign that several countries use for their money: which one is meant where nothing says."""

    default: str
    names: str  # the last words of CLDR's names for these currencies
    words: str = ""  # as news writes it


BASES = {
    "dollar": Base("USD", "dollar", "dollar dollars dlr dlrs buck bucks"),
    "pound": Base("GBP", "pound", "pound pounds"),
    "pound sign": Base("GBP", "pound"),
    "rupee": Base("INR", "rupee", "rupee rupees paise paisa"),
    "peso": Base("MXN", "peso", "peso pesos"),
    "centavo": Base("MXN", "peso real", "centavo centavos"),
    "krona": Base("SEK", "krona króna", "krona kronor kronas kronur öre"),
    "krone": Base("NOK", "krone", "krone kroner øre"),
    "crown": Base("SEK", "krona króna krone koruna kroon", "crown crowns"),
    "kr": Base("SEK", "krona króna krone kroon"),
    "koruna": Base("CZK", "koruna", "koruna korunas koruny"),
    "franc": Base("CHF", "franc", "franc francs centime centimes"),
    "cfa franc": Base("XOF", "franc"),
    "won": Base("KRW", "won", "won"),
    "dinar": Base("KWD", "dinar", "dinar dinars"),
    "rial": Base("IRR", "rial riyal", "rial rials"),
    "riyal": Base("SAR", "riyal rial", "riyal riyals"),
    "shilling": Base("KES", "shilling schilling", "shilling shillings"),
    "lira": Base("TRY", "lira", "lira liras"),
    "yen sign": Base("JPY", "yen yuan"),
    "dirham": Base("AED", "dirham", "dirham dirhams"),
    "ruble": Base("RUB", "ruble", "ruble rubles rouble roubles kopeck kopecks kopek kopeks"),
    "leu": Base("RON", "leu", "leu lei"),
    "mark": Base("DEM", "mark markka", "mark marks"),
    "guilder": Base("NLG", "guilder", "guilder guilders"),
    "escudo": Base("PTE", "escudo", "escudo escudos"),
    "kwacha": Base("ZMW", "kwacha", "kwacha kwachas"),
    "manat": Base("AZN", "manat", "manat manats"),
    "colon": Base("CRC", "colón", "colon colons colones"),
    "cent": Base("USD", "dollar euro rand", "cent cents cts c"),
    "penny": Base("USD", "dollar pound", "penny pennies"),
}
_ONE_CURRENCY = {
    "CNY": "yuan yuans renminbi rmb kuai", "JPY": "yen", "EUR": "euro euros", "GBP": "quid sterling stg pence p", "USD": "greenback greenbacks",
    "MYR": "ringgit ringgits sen", "IDR": "rupiah rupiahs", "ZAR": "rand rands", "THB": "baht bahts satang", "VND": "dong dongs",
    "BRL": "real reais reals", "ILS": "shekel shekels agorot", "PLN": "zloty zlotys złoty złotys zlotych groszy", "HUF": "forint forints",
    "UAH": "hryvnia hryvnias hryvnya hryvnyas", "BGN": "lev leva levs stotinki", "HRK": "kuna kunas", "NGN": "naira nairas kobo",
    "GHS": "cedi cedis pesewa pesewas", "ETB": "birr birrs", "BDT": "taka takas", "MMK": "kyat kyats", "KZT": "tenge tenges", "GEL": "lari laris",
    "AMD": "dram drams", "ESP": "peseta pesetas", "GRD": "drachma drachmas", "DEM": "deutschemark deutschemarks deutschmark deutschmarks"
    " d-mark d-marks pfennig pfennigs", "ATS": "schilling schillings", "IEP": "punt punts", "FIM": "markka markkas markkaa",
    "XEU": "ecu ecus", "PEN": "sol soles", "VEF": "bolivar bolivars", "MNT": "tugrik tugriks", "CAD": "loonie loonies",
    "ITL": "lire", "BOB": "boliviano bolivianos", "GTQ": "quetzales", "HNL": "lempira lempiras", "CZK": "haler halers", "EGP": "piastre piastres piaster piasters",
}  # fmt: skip
WORD_BASES = (
    {word: base for base, b in BASES.items() for word in b.words.split()}
    | {word: code for code, words in _ONE_CURRENCY.items() for word in words.split()}
    | {"cfa franc": "cfa franc", "cfa francs": "cfa franc"}
)
MINOR = frozenset(
    "cent cents cts c pence penny pennies p ¢ sen kopeck kopecks kopek kopeks centime centimes pfennig pfennigs paise paisa centavo centavos öre øre"
    " agorot groszy satang stotinki kobo pesewa pesewas haler halers piastre piastres piaster piasters".split()
)
# Codes also written small, and behind a letter for thousands, millions, billions: 30 MUSD, kEUR 5.
COMMON_CODES = "USD EUR GBP JPY CNY RMB INR AUD CAD HKD SGD CHF NZD SEK NOK DKK MXN ZAR BRL KRW RUB PLN TRY".split()
CODES_AS_WORDS = frozenset(
    "ALL TOP TRY CUP MOP GEL SOS BAM LAK PEN LEK ANG MAD SHP STD COP SDG PHP SRD BAN MUR ARS BIF CLF DOP MDL BOP ADP AWG".split()
)
_NO_CURRENCY = frozenset({"gold", "colón", "colóns"})
_SINCE = 1990  # the year in which a currency that is no more was still in use, or later


@lru_cache(maxsize=1)
def _of_countries() -> dict[str, list[tuple[str, str]]]:
    """Return, per country, the last word of each currency's CLDR name with its code: today's last."""
    from babel.core import get_global
    from babel.numbers import get_currency_name

    found: dict[str, list[tuple[str, str]]] = {}
    for country, rows in get_global("territory_currencies").items():
        used = [(end or (9999,), code) for code, _, end, tender in rows if tender and (not end or end[0] >= _SINCE)]
        names = (
            (re.sub(r"\s?\(.*", "", get_currency_name(code, locale="en")).lower(), code) for _, code in sorted(used)
        )
        found[country] = [(name.split()[-1], code) for name, code in names]
    return found


@lru_cache(maxsize=64)
def local_codes(base: str) -> Mapping[str, str]:
    """Return which currency a base word means in each country whose money is called so."""
    names = BASES[base].names.split() if base in BASES else []
    only = {"XOF", "XAF"} if base == "cfa franc" else currency_codes()
    return {c: code for c, rows in _of_countries().items() for name, code in rows if name in names and code in only}


@lru_cache(maxsize=1)
def babel_names() -> dict[str, str]:
    """Return CLDR's English currency names, lower case, to their codes; names with years in brackets are left out.

    Of the currencies in use also the last word alone, where only one is called so: quetzals, kwanza.
    """
    from babel import Locale
    from babel.core import get_global
    from babel.numbers import get_currency_name

    used = {
        c for rows in get_global("territory_currencies").values() for c, _, end, tender in rows if tender and not end
    }
    names: dict[str, str] = {}
    alone: dict[str, set[str]] = defaultdict(set)
    for code in sorted(Locale("en").currencies):
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale="en").lower().replace("ʻ", "'")
            if " " in name and not re.search(r"[()\d]", name):
                names.setdefault(name, code)
                if code in used:
                    alone[name.split()[-1]].add(code)
    single = {word: min(found) for word, found in alone.items() if len(found) == 1 and word not in _NO_CURRENCY}
    return names | {word: code for word, code in single.items() if word not in WORD_BASES}


def codes() -> tuple[str, ...]:
    """Return the ISO 4217 codes that may be written beside an amount."""
    return tuple(sorted(currency_codes()))


_COMMON = "|".join(COMMON_CODES)
_SMALL_CODES = "|".join(c.lower() for c in COMMON_CODES if c != "TRY")
_FACTORED = re.compile(rf"(?P<factor>[kKTMB])(?P<code>{_COMMON})")
_FACTORS = {"k": Decimal(1000), "K": Decimal(1000), "T": Decimal(1000), "M": Decimal(10**6), "B": Decimal(10**9)}


@lru_cache(maxsize=1)
def sign_pattern() -> str:
    """Return the pattern of what may stand before an amount: signs (case kept) and codes."""
    return rf"""(?-i:
        {before_number()}
      | {any_of(codes())}(?![^\W\d_])
      | [kKTMB](?:{_COMMON})(?![^\W\d_])               # MUSD 5
      | (?:{_SMALL_CODES})(?=\s?[0-9])                  # usd 10
    )"""


_POINTLESS = tuple(name.rstrip(".") for name in ADJECTIVES if name.endswith("."))  # U.S dollars


@lru_cache(maxsize=1)
def word_pattern() -> str:
    """Return the pattern of what may stand after an amount: national names, words, codes, signs."""
    words = any_of(WORD_BASES.keys() - {"p", "c"})
    return rf"""(?:
        (?:
            {any_of(babel_names())}
          | euro\scents?
          | pounds?\ssterling | sterling\spounds?
          | (?:{ADJECTIVE}|{any_of(_POINTLESS)})\s{words}    # Canadian dollars
          | dollars?\s(?:{ADJECTIVE})(?=\W*\Z|[.,;)])   # dollars Canadian
          | {words}
        )(?!\w)
      | (?-i:
            (?:{any_of(codes())}|[kKTMB](?:{_COMMON})|{_SMALL_CODES})(?![A-Za-z0-9])
          | {BEHIND}(?!\w)
          | (?<=[0-9])p(?!\w)                           # p only glued to its number: 45p
          | (?<=[0-9])c(?=                              # 12c to $9.87, 3c a litre
                \s (?: to\s[A-Z]{{0,3}}\$ | (?:an?|per)\s(?:share|unit|kilo|kg|lit|day|minute)
                    | (?:each|higher|lower)\b ) )
        )
      | [¢{SYMBOLS}]
      | [$¥](?!\s?[0-9])
    )"""


@lru_cache(maxsize=4096)
def base_of(form: str) -> str | None:
    """Return the base word of a sign or word that several countries use for their money, or None."""
    form = " ".join(form.split())
    base = SIGNS.get(form) or WORD_BASES.get(form.lower())
    return base if base in BASES else None


@lru_cache(maxsize=4096)
def meaning(form: str, country: str | None = None) -> str | None:
    """Return the ISO 4217 code that a sign, code or word stands for, or None; `country` decides for bare words."""
    form = " ".join(form.split())
    if m := _FACTORED.fullmatch(form):
        form = m["code"]
    if base := base_of(form):
        return local_codes(base).get(country or "") or BASES[base].default
    if form in SIGNS or form in currency_codes():
        return {"CNH": "CNY"}.get(form) or SIGNS.get(form, form)  # the yuan abroad has no code of its own in ISO 4217
    low = form.lower()
    known = WORD_BASES.get(low) or babel_names().get(low) or _national(form)
    if known is None and low.upper() in COMMON_CODES:
        known = "CNY" if low == "rmb" else low.upper()
    return known


_NATIONAL = (
    rf"(?P<nation>{ADJECTIVE}|U\.S)\s(?P<word>[\w-]+)|(?P<word2>dollars?)\s(?P<nation2>{ADJECTIVE}|U\.S)"  # large
)
_BY_NATION = {name.lower(): country for name, country in ADJECTIVES.items()} | {"u.s": "US"}
_FIXED_NAMES = {"euro cent": "EUR", "euro cents": "EUR", "pound sterling": "GBP", "pounds sterling": "GBP"} | {
    "sterling pound": "GBP", "sterling pounds": "GBP", "zimbabwean dollars": "ZWD", "zimbabwe dollars": "ZWD",
}  # fmt: skip


def _national(form: str) -> str | None:
    """Return the code of a currency named with its country: Canadian dollars, Polish zlotys."""
    if form.lower() in _FIXED_NAMES:
        return _FIXED_NAMES[form.lower()]
    m = re.fullmatch(_NATIONAL, form, re.IGNORECASE)
    if m is None:
        return None
    country = _BY_NATION[(m["nation"] or m["nation2"]).lower()]
    base = WORD_BASES.get((m["word"] or m["word2"]).lower(), "")
    if base in BASES:
        return local_codes(base).get(country)
    return base if base in {code for _, code in _of_countries().get(country, ())} else None


def in_main_unit(amount: Decimal, form: str | None) -> Decimal:
    """Return an amount in the currency's main unit: cents and pence are hundredths; 30 MUSD is 30 million dollars."""
    if not form or (form in SIGNS and form != "¢"):  # P5 are pesos, 5p are pence
        return amount
    if m := _FACTORED.fullmatch(form):
        return amount * _FACTORS[m["factor"]]
    return amount / 100 if form.lower().split()[-1] in MINOR else amount
