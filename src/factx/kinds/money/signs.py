"""The signs and short forms of currencies, as they stand before and after a number: one table."""

import re
from functools import lru_cache

from factx.rules.pattern import any_of

# Letters beside a dollar sign, on either side of it and apart from it: C$5, $C5, C $5.
_DOLLARS = {
    "USD": "US U.S. USD", "CAD": "C CA Can CDN Cdn CAD", "AUD": "A AU Aus AUD", "NZD": "NZ NZD", "HKD": "HK HKD",
    "SGD": "S SGD", "TWD": "NT T TWD", "JMD": "J", "MXN": "Mex MX MXN", "ZWD": "Z", "NAD": "N", "FJD": "FJ",
    "TTD": "TT", "XCD": "EC", "BBD": "Bds", "BND": "B", "BZD": "BZ", "GYD": "GY", "BRL": "R", "MYR": "M",
    "COP": "COP COL", "CLP": "CLP", "ARS": "AR ARS", "UYU": "UY", "DOP": "RD", "NIO": "NIO",
}  # fmt: skip
_NAMED_SIGNS = {
    "Australian $": "AUD", "Canadian $": "CAD", "Hong Kong $": "HKD", "New Zealand $": "NZD", "Singapore $": "SGD",
}  # fmt: skip
_ALONE = frozenset(
    "T J Z N B M R".split()
)  # letters that stand before the sign only: $T5 and T $5 are no Taiwan dollars
# Signs that say which currency by themselves; _ is a blank.
_OF_CODE = {
    "EUR": "€", "INR": "₹", "KRW": "₩ ￦", "RUB": "₽", "THB": "฿ Bt", "VND": "₫", "ILS": "₪ NIS", "NGN": "₦ N",
    "PHP": "₱ Php PhP P", "UAH": "₴", "TRY": "₺ TL YTL", "KZT": "₸", "CRC": "₡", "GHS": "GH₵ GH¢ GHC ₵", "PYG": "₲",
    "MNT": "₮", "LAK": "₭", "GEL": "₾", "AZN": "₼", "AMD": "֏", "AFN": "؋", "KHR": "៛", "BDT": "৳ Tk Tk.",
    "CNY": "CN¥ RMB¥ RMB Rmb 元", "JPY": "円 Y=", "MYR": "RM", "IDR": "Rp Rp.", "KES": "Ksh KSh KShs Kshs KSH KSHS", "TZS": "TSh Tsh TShs TSH",
    "UGX": "USh Ush UShs USH", "PLN": "zł zl", "CHF": "SFr Sfr SwFr Swfr", "FRF": "FFr FFr. Ffr", "BEF": "BFr Bfr", "SEK": "SKr Skr",
    "NOK": "NKr Nkr", "DKK": "DKr Dkr", "HRK": "kn Kn", "HUF": "Ft", "CZK": "Kč Kcs", "PEN": "S/. S/", "KWD": "KD", "SAR": "SR",
    "EGP": "E£ LE L.E.", "LBP": "L£ LL", "SYP": "S£", "IEP": "IR£ I£", "CYP": "C£", "MTL": "Lm", "JOD": "JD", "BHD": "BD", "OMR": "RO",
    "DEM": "DM", "NLG": "Fl Fls DFl Dfl", "ESP": "Pta Ptas", "PTE": "Esc", "ATS": "ASch", "FIM": "FMk Fmk", "ZAR": "R",
    "AED": "Dh Dhs", "GBP": "Stg UK£ GB£ PS #", "XOF": "FCFA F_CFA CFA", "XPF": "CFPF", "BAM": "KM", "ZMW": "ZK", "PGK": "K",
    "BOB": "Bs Bs.", "GTQ": "Q", "HNL": "L.", "PAB": "B/.", "KMF": "CF", "RWF": "RF FRw", "GNF": "FG", "MGA": "Ar", "LTL": "Lt", "LVL": "Ls",
    "STN": "Db", "RON": "lei",
}  # fmt: skip
# Signs of several currencies: what decides is the article.
_OF_BASE = {
    "dollar": "$ Dlrs dlrs Dlr", "pound sign": "£", "yen sign": "¥", "rupee": "Rs Rs. Re", "kr": "kr Kr kr.", "franc": "Fr Fr. FF ₣",
    "shilling": "Sh Shs Sh. Shs.", "cent": "¢",
}  # fmt: skip
# Letters that are much else besides: a scale, thousands, decimals or the right country must say that they are money.
NEEDS_AMOUNT = frozenset("R P N K Q L. SR LE L.E. KD JD BD RO TL KM Ar CF RF FG Db Lt Ls Esc ZK Sh Shs Bs Fr FF Ft Fl kn Kn LL GHC PS Bt lei S/ #".split())  # fmt: skip
COUNTRY_OF = {
    "R": "ZA", "P": "PH", "N": "NG", "K": "PG", "Q": "GT", "L.": "HN", "SR": "SA", "LE": "EG", "L.E.": "EG", "KD": "KW", "JD": "JO",
    "BD": "BH", "RO": "OM", "TL": "TR", "KM": "BA", "Ft": "HU", "kn": "HR", "Kn": "HR", "Bs": "BO", "Sh": "KE", "Shs": "KE", "Fr": "CH",
    "GHC": "GH", "Bt": "TH", "S/": "PE", "PS": "GB", "ZK": "ZM", "lei": "RO", "LL": "LB", "FF": "FR",
}  # fmt: skip
# Signs that also stand behind the number: 35m zł, 90 kn.
_BEHIND = "kn kr Kr Kč Kcs zł zl Ft TL YTL LE KD SR Bt Rs Sfr SFr SwFr FFr SKr NKr DKr DM Rmb RMB Php KSh Ksh TSh Tk Dh Dhs NIS FCFA RM Fr JD lei R"


def _dollar_signs() -> dict[str, str]:
    """Return the dollar signs with letters: before, behind, apart, and as tokenised text has them, in lower case."""
    signs: dict[str, str] = {}
    for code, letters in _DOLLARS.items():
        for letter in letters.split():
            signs[f"{letter}$"] = code
            if letter not in _ALONE:
                signs |= {f"{letter} $": code, f"${letter}": code}
            if len(letter) > 1:
                signs |= {f"{letter.lower()}$": code, f"{letter.lower()} $": code}
    return signs | _NAMED_SIGNS | {"c $": "CAD", "u.s $": "USD"}


SIGNS = (
    _dollar_signs()
    | {form.replace("_", " "): code for code, forms in _OF_CODE.items() for form in forms.split()}
    | {form: base for base, forms in _OF_BASE.items() for form in forms.split()}
)
ONE_LETTER = frozenset(sign for sign in SIGNS if len(sign) == 1 and sign.isalpha() and sign.isascii())
BEHIND = any_of(_BEHIND.split())
SYMBOLS = (
    "".join(sorted(sign for sign in SIGNS if len(sign) == 1 and not sign.isalnum() and sign not in "$¥¢#")) + "元円"
)
_APART = frozenset(sign for sign in SIGNS if sign.islower() and " $" in sign)  # us $ 5


@lru_cache(maxsize=1)
def before_number() -> str:
    """Return the pattern of the signs that may stand before a number, their case kept."""
    glued = set(SIGNS) - _APART - {"¢"}
    letters = {sign for sign in glued if sign[-1].isalpha()}  # Rs 5, but not Rsfive
    return rf"{any_of(glued - letters)}|{any_of(letters)}(?![^\W\d_])|{any_of(_APART)}(?=\s)"


_LETTERS_APART = re.compile(r"(?<!\w)[A-Z]{1,3}\s\Z")


def has_letter_apart(left: str) -> bool:
    """Tell whether what stands before a $ is the letter of its sign, apart from it: C $5."""
    m = _LETTERS_APART.search(left)
    return m is not None and f"{m[0]}$" in SIGNS and not is_article(f"{m[0]}$", left[: m.start()])


def is_article(sign: str, left: str) -> bool:
    """Tell whether the A of "A $5 million fund" is a word: a sign of one letter apart stands behind a small letter."""
    return sign in {"A $", "S $"} and not re.search(r"[a-z]\s\Z", left)
