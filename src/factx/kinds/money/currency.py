"""Which currency a sign, code or word means; names are CLDR's, through babel, news forms are ours."""

import re
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache

from factx.records import currency_codes
from factx.rules.pattern import any_of

# A bare word or sign means the currency of the article's country where that country's money is called so.
LOCAL = {
    "dollar": "AU:AUD CA:CAD HK:HKD NZ:NZD SG:SGD TW:TWD US:USD JM:JMD FJ:FJD NA:NAD LR:LRD TT:TTD BB:BBD BS:BSD BZ:BZD",
    "pound": "GB:GBP EG:EGP LB:LBP SY:SYP SD:SDG IE:IEP CY:CYP",
    "rupee": "IN:INR PK:PKR LK:LKR NP:NPR MU:MUR SC:SCR",
    "peso": "MX:MXN PH:PHP AR:ARS CL:CLP CO:COP UY:UYU DO:DOP CU:CUP",
    "krona": "SE:SEK IS:ISK",
    "krone": "NO:NOK DK:DKK",
    "franc": "CH:CHF FR:FRF BE:BEF LU:LUF",
    "won": "KR:KRW KP:KPW",
    "dinar": "KW:KWD JO:JOD IQ:IQD RS:RSD TN:TND DZ:DZD BH:BHD LY:LYD",
    "rial": "IR:IRR OM:OMR YE:YER QA:QAR",
    "shilling": "KE:KES TZ:TZS UG:UGX SO:SOS AT:ATS",
    "lira": "TR:TRY IT:ITL",
    "yen": "JP:JPY",
    "cent": "US:USD AU:AUD CA:CAD HK:HKD NZ:NZD SG:SGD DE:EUR FR:EUR IE:EUR ZA:ZAR",
}
WORLD = {
    "dollar": "USD", "pound": "GBP", "rupee": "INR", "peso": "MXN", "krona": "SEK", "krone": "NOK", "franc": "CHF",
    "won": "KRW", "dinar": "KWD", "rial": "IRR", "shilling": "KES", "lira": "TRY", "yen": "JPY", "cent": "USD",
}  # fmt: skip
SIGNS = {
    "$": "dollar", "£": "pound", "¥": "yen", "US$": "USD", "U.S.$": "USD", "USD$": "USD", "$US": "USD", "C$": "CAD",
    "Can$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "Aus$": "AUD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD",
    "NT$": "TWD", "T$": "TWD", "R$": "BRL", "J$": "JMD", "Mex$": "MXN", "MX$": "MXN", "Z$": "ZWD", "N$": "NAD",
    "FJ$": "FJD", "TT$": "TTD", "€": "EUR", "₹": "INR", "₩": "KRW", "₽": "RUB", "฿": "THB", "₫": "VND", "₪": "ILS",
    "₦": "NGN", "₱": "PHP", "₴": "UAH", "₺": "TRY", "₸": "KZT", "₡": "CRC", "₵": "GHS", "₲": "PYG", "₮": "MNT",
    "₭": "LAK", "₾": "GEL", "₼": "AZN", "CN¥": "CNY", "RMB¥": "CNY", "RMB": "CNY", "RM": "MYR", "Rs": "rupee",
    "Rs.": "rupee", "Re": "rupee", "Rp": "IDR", "Ksh": "KES", "Sh": "shilling", "Tk": "BDT", "zł": "PLN", "kr": "krona",
    "Fr": "franc", "SFr": "CHF", "DM": "DEM", "Lm": "MTL", "P": "PHP", "R": "ZAR", "Dh": "AED", "Dhs": "AED", "E£": "EGP",
    "Stg": "GBP", "¢": "cent",
    "Dlrs": "dollar", "dlrs": "dollar", "元": "CNY", "円": "JPY", "US $": "USD", "U.S. $": "USD", "HK $": "HKD", "NZ $": "NZD",
    "NT $": "TWD", "us$": "USD", "us $": "USD", "hk$": "HKD", "hk $": "HKD", "nt$": "TWD", "nt $": "TWD", "nz$": "NZD",
    "nz $": "NZD", "c $": "CAD", "u.s $": "USD", "u.s. $": "USD", "CAD$": "CAD", "AUD$": "AUD", "NZD$": "NZD", "HKD$": "HKD", "SGD$": "SGD", "MXN$": "MXN", "cad$": "CAD",
    "aud$": "AUD", "nzd$": "NZD", "mxn$": "MXN", "usd$": "USD", "sgd$": "SGD", "hkd$": "HKD", "Y=": "JPY", "PS": "GBP",
    "EC$": "XCD",
    "FCFA": "XOF",
    "F CFA": "XOF",
    "CFA": "XOF",
    "CFPF": "XPF",
    "Bds$": "BBD",
    "B$": "BND",
}  # fmt: skip
_BASES = {  # a word for money, with its news plurals: what it means where no country is named
    "dollar dollars dlr dlrs": "dollar", "pound pounds": "pound", "rupee rupees": "rupee", "peso pesos": "peso",
    "krona kronor kronas": "krona", "krone kroner": "krone", "crown crowns": "krona", "franc francs": "franc", "won": "won",
    "dinar dinars": "dinar", "rial rials": "rial", "shilling shillings": "shilling", "lira liras lire": "lira", "yen": "yen",
    "yuan yuans": "CNY", "renminbi": "CNY", "rmb": "CNY", "euro euros": "EUR", "buck bucks": "dollar", "quid": "GBP",
    "sterling": "GBP", "greenback greenbacks": "USD", "ruble rubles rouble roubles": "RUB", "ringgit": "MYR",
    "rupiah rupiahs": "IDR", "rand rands": "ZAR", "baht": "THB", "dong": "VND", "real reais reals": "BRL",
    "riyal riyals": "SAR", "dirham dirhams": "AED", "shekel shekels": "ILS", "zloty zlotys złoty złotys": "PLN",
    "forint forints": "HUF", "koruna korunas": "CZK", "hryvnia hryvnias": "UAH", "leu lei": "RON", "lev leva": "BGN",
    "kuna kunas": "HRK", "naira nairas": "NGN", "cedi cedis": "GHS", "birr": "ETB", "taka takas": "BDT", "kyat kyats": "MMK",
    "tenge": "KZT", "lari": "GEL", "dram drams": "AMD", "manat manats": "AZN", "escudo escudos": "PTE",
    "peseta pesetas": "ESP", "drachma drachmas": "GRD", "mark marks deutschemark deutschemarks deutschmark deutschmarks":
    "DEM", "d-mark d-marks": "DEM", "guilder guilders": "NLG", "schilling schillings": "ATS", "punt punts": "IEP",
    "markka markkas": "FIM", "ecu ecus": "XEU", "sol soles": "PEN", "bolivar bolivars": "VEF", "kwacha": "ZMW",
    "tugrik tugriks": "MNT", "loonie loonies": "CAD", "cent cents": "cent", "pence": "GBP", "penny pennies": "cent",
    "sen": "MYR",
    "p": "GBP", "kopeck kopecks": "RUB", "centime centimes": "franc", "pfennig pfennigs": "DEM", "paise paisa": "INR",
}  # fmt: skip
MINOR = frozenset(
    "cent cents pence penny pennies p ¢ sen kopeck kopecks centime centimes pfennig pfennigs paise paisa".split()
)
_NATIONS = {
    "dollar dollars dlrs dlr": {
        "us u.s. american": "USD", "australian aussie": "AUD", "canadian": "CAD", "hong\\skong": "HKD", "new\\szealand": "NZD",
        "singapore singaporean": "SGD", "taiwan taiwanese new\\staiwan": "TWD", "jamaican": "JMD", "zimbabwean": "ZWD",
        "namibian": "NAD", "fijian fiji": "FJD",
    },
    "cent cents": {"us u.s. american": "USD", "australian": "AUD", "canadian": "CAD", "euro": "EUR", "hong\\skong": "HKD"},
    "pound pounds": {"british uk": "GBP", "egyptian": "EGP", "lebanese": "LBP", "syrian": "SYP", "irish": "IEP", "sudanese": "SDG"},
    "rupee rupees": {"indian": "INR", "pakistani pakistan": "PKR", "sri\\slankan": "LKR", "nepalese": "NPR", "mauritian": "MUR"},
    "peso pesos": {"mexican": "MXN", "philippine": "PHP", "argentine argentinian": "ARS", "chilean": "CLP", "colombian": "COP", "uruguayan": "UYU"},
    "krona kronor krone kroner crown crowns koruna": {
        "swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "icelandic": "ISK", "czech": "CZK", "slovak": "SKK", "estonian": "EEK",
    },
    "franc francs": {"swiss": "CHF", "french": "FRF", "belgian": "BEF", "luxembourg": "LUF", "cfa": "XOF"},
    "won": {"south\\skorean korean": "KRW", "north\\skorean": "KPW"},
    "yuan renminbi": {"chinese": "CNY"},
    "yen": {"japanese": "JPY"},
    "dinar dinars": {"kuwaiti": "KWD", "jordanian": "JOD", "iraqi": "IQD", "serbian": "RSD", "tunisian": "TND", "algerian": "DZD", "bahraini": "BHD", "libyan": "LYD"},
    "rial rials riyal riyals": {"iranian": "IRR", "omani": "OMR", "saudi": "SAR", "qatari": "QAR", "yemeni": "YER", "brazilian": "BRL"},
    "real reais reals": {"brazilian": "BRL"},
    "shilling shillings schilling schillings": {"kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS", "somali": "SOS", "austrian": "ATS"},
    "lira liras lire": {"turkish": "TRY", "italian": "ITL"},
    "ruble rubles rouble roubles": {"russian": "RUB", "belarusian": "BYN"},
    "mark marks": {"german west\\sgerman": "DEM", "finnish": "FIM", "convertible": "BAM"},
    "rand": {"south\\safrican": "ZAR"},
    "dirham dirhams": {"uae emirati": "AED", "moroccan": "MAD"},
    "zloty zlotys": {"polish": "PLN"},
    "forint forints": {"hungarian": "HUF"},
    "baht": {"thai": "THB"},
    "ringgit": {"malaysian": "MYR"},
    "rupiah": {"indonesian": "IDR"},
    "shekel shekels": {"israeli new\\sisraeli": "ILS"},
    "sterling": {"pound pounds": "GBP"},
}  # fmt: skip
WORD_BASES = {word: meaning for words, meaning in _BASES.items() for word in words.split()}
NATIONAL = {
    f"{nation}\\s{word}".replace(".", r"\."): code
    for words, nations in _NATIONS.items()
    for word in words.split()
    for names, code in nations.items()
    for nation in names.split()
}
# Codes also written small, and behind a letter for thousands, millions, billions: 30 MUSD, kEUR 5.
COMMON_CODES = "USD EUR GBP JPY CNY RMB INR AUD CAD HKD SGD CHF NZD SEK NOK DKK MXN ZAR BRL KRW RUB PLN TRY".split()
CODES_AS_WORDS = frozenset("ALL TOP TRY CUP MOP GEL SOS BAM LAK PEN LEK ANG MAD SHP STD".split())


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


_NO_CURRENCY = frozenset({"gold", "colón", "colóns"})


def codes() -> tuple[str, ...]:
    """Return the ISO 4217 codes that may be written beside an amount."""
    return tuple(sorted(currency_codes()))


@lru_cache(maxsize=1)
def sign_pattern() -> str:
    """Return the pattern of what may stand before an amount: signs (case kept) and codes."""
    spaced = {s for s in SIGNS if s.islower() and " $" in s}  # as tokenised text has them: us $ 5
    glued = set(SIGNS) - spaced - {"¢"}
    letters = {s for s in glued if s[-1].isalpha()}
    return (
        rf"(?-i:{any_of(glued - letters)}|{any_of(letters)}(?![A-Za-z])|{any_of(spaced)}(?=\s)|{any_of(codes())}(?![A-Za-z])"
        rf"|[kKTMB](?:{'|'.join(COMMON_CODES)})(?![A-Za-z])|(?:{_SMALL_CODES})(?=\s?[0-9]))"
    )


@lru_cache(maxsize=1)
def word_pattern() -> str:
    """Return the pattern of what may stand after an amount: national names, words, codes."""
    words = {*babel_names(), *_national(), *WORD_BASES} - {"p"}  # p only glued to its number: 45p
    return (
        rf"(?:{any_of(words)}(?![\w])|(?-i:(?:{any_of(codes())}|[kKTMB](?:{'|'.join(COMMON_CODES)})"
        rf"|{_SMALL_CODES})(?![A-Za-z0-9]))|(?-i:(?<=[0-9])p(?!\w))|[€£¢₽₴₡₭₮元円₹₩₺₸₪₦₱]|[$¥](?!\s?[0-9]))"
    )


_SMALL_CODES = "|".join(c.lower() for c in COMMON_CODES if c != "TRY")
_FACTORED = re.compile(rf"(?P<factor>[kKTMB])(?P<code>{'|'.join(COMMON_CODES)})")
_FACTORS = {"k": Decimal(1000), "K": Decimal(1000), "T": Decimal(1000), "M": Decimal(10**6), "B": Decimal(10**9)}


@lru_cache(maxsize=4096)
def meaning(form: str, country: str | None = None) -> str | None:
    """Return the ISO 4217 code that a sign, code or word stands for, or None; `country` decides for bare words."""
    form = " ".join(form.split())
    if m := _FACTORED.fullmatch(form):
        form = m["code"]
    if form in currency_codes():
        return form
    low = form.lower()
    base = SIGNS.get(form) or WORD_BASES.get(low) or babel_names().get(low) or _national().get(low)
    if base is None:
        return low.upper() if low.upper() in COMMON_CODES else None
    return _local(base).get(country or "") or WORLD.get(base) or base


@lru_cache(maxsize=1)
def _national() -> dict[str, str]:
    return {name.replace("\\s", " ").replace("\\.", "."): code for name, code in NATIONAL.items()}


@lru_cache(maxsize=64)
def _local(base: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in LOCAL.get(base, "").split())


def in_main_unit(amount: Decimal, form: str | None) -> Decimal:
    """Return an amount in the currency's main unit: cents and pence are hundredths; 30 MUSD is 30 million dollars."""
    if form and (m := _FACTORED.fullmatch(form)):
        return amount * _FACTORS[m["factor"]]
    return amount / 100 if form and form.lower().split()[-1] in MINOR else amount


def reason(text: str, country: str | None) -> str | None:
    """Return why an amount's bare sign or word got its currency, or None where the text itself says which."""
    m = re.search(
        r"^[^\d]*?([$£¥])|\b(dollar|pound|rupee|peso|kron[ae]|franc|won|dinar|rial|shilling|lira|yen|cent)s?\b",
        text,
        re.IGNORECASE,
    )
    if (
        m is None
        or (m[1] and not re.match(r"-?[$£¥]", text))
        or re.search(r"(?:[A-Za-z.]+)\s(?:dollar|pound|rupee|peso|franc)", text.replace("illion ", ""))
    ):
        return None
    form = (m[1] or m[2]).lower()
    code = meaning(form, country)
    local = _local(SIGNS.get(form, form)).get(country or "")
    return f"a bare {form} is {code}: " + (
        f"the money of {country}" if local else "the world's default, no country says otherwise"
    )
