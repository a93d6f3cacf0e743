"""Numbers as news writes them: digits, words, fractions and scales, read exactly.

A number is one token. `NUMBER` and `QUANTITY` are patterns of it (verbose, case-blind), `quantity` is its value; no rule
reads digits or number words in another way.
"""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from factx.rules.pattern import any_of

SCALES: dict[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in {
        2: "hundred",
        3: "thousand k",
        5: "lakh lakhs",
        6: "million millions mil mio mln mlns mn m mm milhão milhões millones juta",
        7: "crore crores cr",
        9: "billion billions bil bln blns bn b milliard milliards bilhão bilhões miliar",
        12: "trillion trillions trillón trilhão trilhões triliun trln trn tn t",
        15: "quadrillion",
    }.items()
    for word in words.split()
}
# What follows a count of quarters, as in "three quarters of growth": time, not the fraction 3/4.
OF_TIME = re.compile(
    r"\sof\s(?:\w+\s)?(?:loss(?:es)?|growth|profits?|declines?|contraction|gains|expansion|shrinking|falling|rising"
    r"|negative|slowing)\b"
)
SHORT_SCALES = frozenset("k m mm b t cr".split())
UNITS = {
    word: Decimal(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
TENS = {
    word: Decimal(10 * n) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "sixteenth": 16, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_PLURALS = {"halves": 2} | {f"{part}s": size for part, size in PARTS.items() if part != "half"}
_SIZES = PARTS | _PLURALS
_COUNTS = UNITS | TENS | {"a": Decimal(1), "an": Decimal(1)}
VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip

# ---- the patterns

SPACE = r"\s{1,3}"
_VULGAR = f"[{''.join(VULGAR)}]"
_OVER = r"[0-9]{1,2}/[0-9]{1,3}(?![0-9/])"
_NUMERAL = r"""(?:
    [0-9]{1,3} (?: ,[0-9]{2,3} ){0,6} ,[0-9]{3} (?! [0-9] ) (?: \.[0-9]{1,15} )?  # 1,234.5; Indian 1,23,45,678
  | [0-9]{1,3} (?: '[0-9]{3} ){1,6} (?: \.[0-9]{1,15} )?                          # 1'200'000
  | [0-9]{1,3} (?: \s[0-9]{3} ){1,6} (?! [\w-] ) (?: [.,][0-9]{1,2} )?            # 13 009; 120 000,50
  | [0-9]{1,3} (?: \.[0-9]{3} ){2,6} (?: ,[0-9]{1,2} )?                           # 1.250.000,50
  | [0-9]{1,3} \.[0-9]{3} ,[0-9]{2}                                               # 5.000,00
  | [0-9]{1,3} ,[0-9]{1,2}                                                        # 3,5
  | [0-9]{1,15} (?: \.[0-9]{1,15} )?
  | \.[0-9]{1,15}
) (?! [0-9] | [.,'/][0-9] )"""
_ONES = any_of([word for word, n in UNITS.items() if 1 <= n <= 9])
_LARGE = "(?:hundred|thousand|million|billion|trillion)"
_SMALL = any_of(UNITS | TENS)
_WORD = any_of([*UNITS, *TENS, "hundred", "thousand", "million", "billion", "trillion"]) + r"(?!\w)"
_PART = any_of([*PARTS, *_PLURALS]) + r"(?!\w)"
_AND_PART = rf"[\s-]and[\s-](?:an?|{_ONES})[\s-]{_PART}"  # and a half, and three-quarters
DIGITS = rf"""(?: (?<![0-9]/)  # never behind a fraction's bar
  (?:
    {_OVER}                                              # 7/8
  | {_NUMERAL} (?: [\s-]? {_VULGAR} | [\s-] {_OVER} | {_AND_PART} )?   # 2½; 5-11/16; 2 and a half
  | {_VULGAR}
  )
)"""
# A scale alone counts as one behind an article or what may stand for it: a million, over half a billion, the hundred.
_ALONE = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word}[\s-])"
        for word in "a an the this that another some about around nearly almost roughly over than between full cool".split()
    )
    + ")"
)
# "and" goes on only behind hundred, thousand, million…, and not to a number of its own: two million and three million.
_AND = r"""and[\s-] (?:
    (?<= hundred[\s-]and[\s-] )  (?! (?: [a-z]{1,9}[\s-] ){1,2} hundred )
  | (?<= thousand[\s-]and[\s-] ) (?! (?: [a-z]{1,9}[\s-] ){1,2} (?: hundred | thousand | [a-z]{1,2}illion ) )
  | (?<= illion[\s-]and[\s-] )   (?! (?: [a-z]{1,9}[\s-] ){1,2} [a-z]{1,2}illion )
)"""
FRACTION = rf"""(?:
    (?: {_ONES} [\s-] | (?<=\ba\s) | (?<=\ban\s) ) {_PART}   # two-thirds, (a) quarter, one half
  | half (?!\w)
)"""
WORDS = rf"""(?: (?<! \sand [\s-] a [\s-] )
  (?:
    (?: {FRACTION} | quarter ) (?: \sof\san? | [\s-]an? )? [\s-]         # half a million
    (?: dozen (?: [\s-]{_LARGE} )? | {_LARGE} ) (?!\w)
  | (?: {_SMALL} | (?=dozen|{_LARGE}) {_ALONE} (?: dozen | {_LARGE} ) ) (?!\w)
    (?: [\s-] (?:{_AND})? (?: {_WORD} | dozen (?!\w) ) ){{0,24}}     # two hundred and fifty-three thousand
    (?: \s(?:point|dot) (?: \s(?:zero|{_ONES}) ){{1,4}} (?!\w) | {_AND_PART} )?   # point one five; and a quarter
  )
)"""
NUMBER = rf"(?>{DIGITS}|(?![0-9]){WORDS})"  # as a token: no part of it is tried when what follows does not fit
SCALE = any_of(SCALES.keys() - {"hundred"}) + r"(?!\w)"
LONG_SCALE = any_of(SCALES.keys() - SHORT_SCALES - {"hundred"}) + r"(?!\w)"
QUANTITY = rf"(?:{NUMBER} (?: [\s-]{{0,2}} {SCALE} (?: {SPACE} {LONG_SCALE} )? )?)"
# Below nothing: (1.2) as accounts have it; a hyphen, minus or negative; never "plus or minus".
IN_BRACKETS = r"\( \s? (?P<minus_n> (?: [0-9]{1,3} (?: ,[0-9]{3} ){1,5} | [0-9]{1,15} ) (?: \.[0-9]{1,15} )? ) \s? \)"
MINUS = r"""(?:
    (?<! [^\s(\[|:—] ) -                        # at the beginning of a word
  | (?<! plus\sor\s ) (?<! plus/ ) (?: minus | negative ) \s
)"""
NUMBER_WORDS = frozenset({*UNITS, *TENS, "dozen", "hundred", "thousand", "million", "billion", "trillion"})

# ---- the value

_TOKEN = re.compile(rf"[0-9]+/[0-9]+|{_NUMERAL}|{_VULGAR}|[^\W\d_]+|\S", re.VERBOSE)
_DIGITS_ALONE = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3}){0,3}|[0-9]{4,12})(?:\.[0-9]{1,6})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]*)?")
_WORDS_OF_SCALE = re.compile(
    r"(?P<few>[a-z](?:[a-z\s-]{0,40}[a-z])?)[\s-](?P<scale>hundred|thousand|million|billion|trillion)", re.IGNORECASE
)
_PLACES = 4
_WIDE = Context(prec=80)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBER_BEHIND = re.compile(
    rf"(?<!\w)(?:{any_of(UNITS | TENS)}|(?:hundred|thousand)(?:\sand)?)[\s-]\Z", re.VERBOSE | re.IGNORECASE
)


@lru_cache(maxsize=4096)
def quantity(text: str) -> Decimal | None:
    """Return the value of a number in digits or words, with its scale, or None where it is no number.

    "371.53 billion" is 371530000000, "half a million" 500000, "three hundred and fifty thousand" 350000, "3,5" 3.5. Digits
    are exact; what is divided (2 1/3, two-thirds, ⅓) is rounded half up to 4 digits behind the point.
    """
    if _DIGITS_ALONE.fullmatch(text):  # most numbers, read at once
        return Decimal(text.replace(",", ""))
    tokens = [token for token in _TOKEN.findall(text.lower()) if token not in {"-", ","}]
    point = next((at for at, token in enumerate(tokens) if token in _POINTS), None)
    whole = _sum(tokens[:point])
    found = whole if point is None else _behind_point(tokens[point + 1 :], whole or Fraction(0))
    divided = any("/" in token or token in VULGAR or token in _SIZES for token in tokens)
    return None if found is None else _decimal(found, divided=divided)


def may_be_year(text: str) -> bool:
    """Tell whether a number is written as years are: four digits, 1900 to 2099."""
    return _YEAR.fullmatch(text) is not None


def begins_inside(text: str, start: int) -> bool:
    """Tell whether number words go on across a place: it is no number that begins at eighty in nineteen eighty-four."""
    return _NUMBER_BEHIND.search(text, max(0, start - 14), start) is not None


@lru_cache(maxsize=256)
def scale_of(text: str | None) -> Decimal:
    """Return the factor of a scale word, 1 for None."""
    result = Decimal(1)
    for word in re.findall(r"[^\W\d_]+", (text or "").lower()):
        result *= SCALES[word]
    return result


def apart(number: str) -> tuple[str, str | None]:
    """Return number words and the scale they end with, None for none: six and million; not one million two thousand."""
    m = _WORDS_OF_SCALE.fullmatch(number)
    if m is None or (few := quantity(m["few"])) is None or few * SCALES[m["scale"].lower()] != quantity(number):
        return number, None
    return m["few"], m["scale"]


def rounded(value: Fraction, places: int = _PLACES) -> Decimal:
    """Return a quotient rounded half up, to 4 digits behind the point unless told otherwise."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


_POINTS = frozenset({"point", "dot"})


def _sum(tokens: list[str]) -> Fraction | None:
    """Return the value of numerals and number words in a row, None where they make no number."""
    total, scale = Fraction(0), Fraction(1)
    terms: list[Fraction] = []  # what no scale has closed yet, to be added up
    before = "and"  # as if there was one: a number may begin with a, an
    for token in tokens:
        if token in _SIZES:
            _divide(terms, Fraction(1, _SIZES[token]), counted=before in _COUNTS, scale=scale)
        elif token in {"hundred", "dozen"}:
            terms = [(sum(terms) if terms else 1) * Fraction(SCALES.get(token, 12))]
        elif token in SCALES:
            if total and terms and SCALES[token] >= scale:  # two million three million
                return None
            scale = Fraction(SCALES[token])
            total, terms = (total * scale if total and not terms else total + (sum(terms) if terms else 1) * scale), []
        elif token not in {"and", "of"} and (token not in {"a", "an"} or before == "and"):
            value = _value(token)
            if value is None or not _may_follow(terms, value, before):
                return None
            terms.append(value)
        before = token
    return total + sum(terms) if terms or before in SCALES else None


def _behind_point(tokens: list[str], whole: Fraction) -> Fraction | None:
    """Return a decimal in words: eleven, then (point) one five; a scale may follow."""
    place = Fraction(1, 10)
    for at, token in enumerate(tokens):
        if token not in UNITS:
            factors = [SCALES.get(word, Decimal(0)) for word in tokens[at:]]
            return whole * Fraction(math.prod(factors)) if all(factors) else None
        whole, place = whole + Fraction(UNITS[token]) * place, place / 10
    return whole


def _may_follow(terms: list[Fraction], value: Fraction, before: str) -> bool:
    """Tell whether a number may follow what is there: fifty three, two hundred five, 2 1/2; not fifty twelve."""
    if not terms or value < 1 or (before == "and" and terms[-1] < 100 and value < 10):
        return True
    return (value < 10 and 20 <= terms[-1] < 100 and terms[-1] % 10 == 0) or terms[-1] >= 100 > value


def _divide(terms: list[Fraction], part: Fraction, *, counted: bool, scale: Fraction) -> None:
    """Add a part: of the count before it (three quarters), of one (half), of the scale (a million and a half)."""
    if not counted or not terms:
        terms.append(part)
    else:
        terms[-1] *= part * (scale if len(terms) == 1 else 1)


def _value(token: str) -> Fraction | None:
    """Return the value of one number word or numeral, None for any other word."""
    if token in _COUNTS:
        return Fraction(_COUNTS[token])
    if token in VULGAR:
        return VULGAR[token]
    if token[0] not in ".0123456789" or not token[-1].isdecimal():
        return None
    if "/" in token:
        top, bottom = (int(digits) for digits in token.split("/"))
        return Fraction(top, bottom) if 0 < top < bottom else None
    return Fraction(_plain(token))


def _plain(numeral: str) -> str:
    """Return a numeral without what sets thousands apart, its decimal mark a point."""
    numeral = re.sub(r"[\s']", "", numeral)
    if numeral.count(".") > 1 or (numeral.find(".") < numeral.find(",") and "." in numeral):  # 1.250.000,50
        return numeral.replace(".", "").replace(",", ".")
    return numeral.replace(",", "" if "," in numeral and _GROUPED.fullmatch(numeral) else ".")


def _decimal(value: Fraction, *, divided: bool) -> Decimal:
    """Return a fraction as a decimal: exact, or rounded where it was divided and has more than 4 digits."""
    if divided and 10**_PLACES % value.denominator:
        return rounded(value)
    return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
