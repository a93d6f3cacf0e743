"""Numbers as news writes them: digits, words, fractions and scales, read exactly."""

import re
from decimal import Decimal

from factx.rules.pattern import any_of

SCALES: dict[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in {
        2: "hundred",
        3: "thousand k",
        5: "lakh lakhs",
        6: "million millions mil mln mn m mm",
        7: "crore crores cr",
        9: "billion billions bln bn b milliard milliards",
        12: "trillion trillions trn tn t",
        15: "quadrillion",
    }.items()
    for word in words.split()
}
# What follows a count of quarters, as in "three quarters of growth": time, not the fraction 3/4.
OF_TIME = re.compile(
    r"\sof\s(?:\w+\s)?(?:loss(?:es)?|growth|profits?|declines?|contraction|gains|expansion|shrinking|falling|rising|negative|slowing)\b"
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
_COUNTS = UNITS | TENS | {"dozen": Decimal(12), "a": Decimal(1), "an": Decimal(1), "half": Decimal("0.5")}
VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.3333",
    "⅔": "0.6667",
    "⅕": "0.2",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}

SPACE = r"\s{1,3}"
# Thousands apart by commas (Indian ones too), apostrophes, or, two times at least, by dots; then decimals.
DIGITS = (
    rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{2,3}}){{0,6}},[0-9]{{3}}|[0-9]{{1,3}}(?:'[0-9]{{3}}){{1,6}}|[0-9]{{1,30}})(?:\.[0-9]{{1,30}})?"
    rf"|\.[0-9]{{1,30}})"
    rf"(?:[{''.join(VULGAR)}]|[\s-][1-9]/[2-9](?![0-9]))?"
)
_SMALL = any_of(UNITS | TENS)
_BIG = "hundred|thousand|million|billion|trillion|dozen"
WORDS = (
    rf"(?:(?:an?|{_SMALL}){SPACE}and{SPACE}a{SPACE}half|half[\s-]an?(?={SPACE}(?:{_BIG}))"
    rf"|(?:{_SMALL}|an?(?={SPACE}(?:half{SPACE})?(?:{_BIG})))"
    rf"(?:(?:{SPACE}|-)(?:(?<=(?:hundred|housand|million)\s)and{SPACE}(?:an?{SPACE})?)?(?:{_SMALL}|hundred|thousand|half|dozen)\b){{0,8}}"
    rf"\b(?!(?:{SPACE}|-)(?:{_SMALL}|hundred|thousand)\b))"
)
SCALE = any_of(SCALES.keys() - {"hundred"}) + r"\b"
LONG_SCALE = any_of(SCALES.keys() - SHORT_SCALES) + r"\b"
DOTTED = r"[0-9]{1,3}(?:\.[0-9]{3}){2,6}"
SPACED = r"[0-9]{1,3}(?:\s[0-9]{3}){1,6}(?![0-9])"
NUMBER = (
    rf"(?:{DOTTED}|{DIGITS}|{WORDS}|(?:half|(?:a|one)\squarter|quarter|three\squarters)(?:\sof\sa)?(?=\s(?:{_BIG})))"
)
QUANTITY = rf"(?:{NUMBER}(?:[\s-]{{0,2}}{SCALE}(?:{SPACE}{LONG_SCALE})?)?)"
NUMBER_WORDS = (
    frozenset(UNITS | TENS)
    | {"a", "an", "half", "quarter"}
    | {f"{article} {scale}" for article in ("a", "an") for scale in (*SCALES, "dozen")}
)

_TOKEN = re.compile(r"[0-9]/[0-9]|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9][0-9,']*(?:\.[0-9]+)?|\.[0-9]+|[½¼¾⅓⅔⅕⅛⅜⅝⅞]|[a-z]+")


_GAP = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_QUARTERS = {"quarter": Decimal("0.25"), "quarters": Decimal("0.25")}


def quantity(text: str) -> Decimal | None:
    """Return the exact value of a number in digits or words, with its scale, or None where it is no number.

    "371.53 billion" is 371530000000, "half a million" 500000, "2 1/2" 2.5, "three hundred and fifty thousand" 350000.
    """
    total = Decimal(0)
    current: Decimal | None = None
    for token in _TOKEN.findall(_GAP.sub("", text.lower())):
        if token in SCALES:
            if token == "hundred":  # noqa: S105 - a number word
                current = (Decimal(1) if current is None else current) * 100
            elif current is None and total:
                total *= SCALES[token]
            else:
                total, current = total + (1 if current is None else current) * SCALES[token], None
        elif token in _QUARTERS:
            current = _QUARTERS[token] * (1 if current is None else current)
        elif token not in {"and", "of"}:
            value = _value(token)
            if value is None:
                return None
            current = _join(current, token, value)
    return None if current is None and not total else total + (current or 0)


def _join(current: Decimal | None, token: str, value: Decimal) -> Decimal:
    if current is None:
        return value
    if token == "dozen":  # noqa: S105
        return current * value
    if token in {"a", "an"}:  # half a million, one and a half
        return current
    return current + value


def _value(token: str) -> Decimal | None:
    if token in _COUNTS:
        return _COUNTS[token]
    if token in VULGAR:
        return Decimal(VULGAR[token])
    if "/" in token:
        top, _, bottom = token.partition("/")
        return Decimal(top) / Decimal(bottom)
    if token[0] not in ".0123456789":
        return None
    return Decimal(token.replace(".", "") if token.count(".") > 1 else token.replace(",", "").replace("'", ""))


def scale_of(text: str | None) -> Decimal:
    """Return the factor of a scale word, 1 for None."""
    result = Decimal(1)
    for word in re.findall(r"[a-z]+", (text or "").lower()):
        result *= SCALES[word]
    return result
