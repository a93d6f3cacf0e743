"""The grammar of lengths of time: number, modifier, unit (six months, three straight quarters, two to four weeks)."""

import re
from decimal import Decimal
from functools import lru_cache

from factx.rules.number import TENS, UNITS, quantity
from factx.rules.pattern import any_of

AGO = re.compile(r"\s(?:or\s(?:so|more)\s)?ago\b|\searlier\b(?!\sthan)")
VAGUE = r"(?:several|some|many|(?:a\s)?few|(?:(?:tens|hundreds)\sof\s)?(?:dozens|hundreds|thousands|millions)\sof)"
_SCALE = r"(?:hundred|thousand|million|billion|dozen)(?!\w)"
_WORD = any_of(UNITS | TENS)
COUNT = rf"""(?:
    (?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}                      # 1,500
      |[0-9]{{1,5}}(?![0-9])(?:\.[0-9]{{1,3}}(?![0-9]))?      # 12, 10.98
        (?:[½¼¾]|[\s-]1/2)?)                                   # 2½, 2 1/2
      (?:\s{_SCALE})?                                          # 40 million
    |{_WORD}(?:[\s-]{any_of(UNITS)}(?!\w))?                    # six, twenty-five
      (?:\s{_SCALE}(?:\sand\s{_WORD}(?:-{any_of(UNITS)})?(?!\w))?)?   # two hundred and fifty
      (?:\s\([0-9]{{1,3}}\))?                                  # five (5)
    |an?\s{_SCALE}|a\shalf|half\san?                           # a dozen, half a
    |(?:a\s)?couple(?:\sof)?
    |{VAGUE}
    |an?
)"""
FEW = rf"""(?:                                                   # as many as a calendar counts
    [0-9]{{1,3}}
    |{_WORD}(?:[\s-]{any_of(UNITS)}(?!\w))?
    |(?:a\s)?couple(?:\sof)?|several|(?:a\s)?few|an?
)"""
LETTERS = {
    "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
    "fortnight": "W", "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
_SHORT = {"yr": "year", "hr": "hour", "min": "minute", "sec": "second", "wk": "week", "centurie": "century"}
CLOCK_UNITS = frozenset({"hour", "minute", "second"})
UNIT = any_of([*LETTERS, *_SHORT])
CONSECUTIVE = r"(?:consecutive|straight|successive)"
# The number and its unit; of a range the upper number is `to`, and "and a half" stands in either place.
LENGTH = rf"""
    (?P<n>{COUNT})
    (?:(?:[\s-]{UNIT}s?)?(?P<join>\sto\s|\sor\s|\sand\s(?!an?\shalf)|-(?=[0-9])|-to-)(?P<to>{COUNT}))?
    (?P<plus>[\s-]and[\s-](?:a|one)[\s-]half(?=[\s-]))?
    (?:\s(?:more|further|additional|extra|{CONSECUTIVE}|full|long|whole|solid|short|past|previous|next|coming|upcoming
        |working|business|trading|calendar|fiscal))?
    [\s-](?P<u>{UNIT})(?P<s>s)?(?P<half>\sand\s(?:a\shalf|a\squarter|three\squarters))?(?P<two>\sor\stwo(?!\w))?
"""


def unit_of(word: str) -> str:
    """Return a unit's full name in the singular: yr and years are year."""
    word = word.lower()
    name = _SHORT.get(word) or word.removesuffix("s")
    return _SHORT.get(name, name)


@lru_cache(maxsize=1024)
def count_of(words: str) -> Decimal | None:
    """Return the number of units from digits or words, or None for several, few, many."""
    words = re.sub(r"\s\([0-9]+\)\Z", "", words.lower())
    if re.fullmatch(VAGUE, words, re.VERBOSE):
        return None
    if "couple" in words:
        return Decimal(2)
    return quantity("half" if words in {"a half", "half a", "half an"} else words)


def small_count(words: str) -> int | None:
    """Return a whole number of units from 1 to 999 from digits or words, None for any other."""
    count = count_of(words)
    return int(count) if count is not None and count == int(count) and 0 < count < 1000 else None


def length(count: Decimal | None, unit: str) -> str:
    """Return a length as TIMEX3 writes it: P3W, PT0.5H, PXY for a count that is not told."""
    prefix = "PT" if unit in CLOCK_UNITS else "P"
    if count is None:
        return f"{prefix}X{LETTERS[unit]}"
    return f"{prefix}{count * (2 if unit == 'fortnight' else 1):f}{LETTERS[unit]}"


def counted(m: re.Match[str]) -> Decimal | None:
    """Return the number of a match of LENGTH: of a range the upper end, None for several, few, many."""
    if m["two"]:
        return Decimal(2)
    count = count_of(m["to"] or m["n"])
    more = (m["half"] or m["plus"] or "").lower()
    if count is None or not more:
        return count
    return count + Decimal("0.75" if "three" in more else "0.25" if "quarter" in more else "0.5")


def length_of(m: re.Match[str]) -> str:
    """Return the value of a match of LENGTH as TIMEX3 writes it; of a range of lengths the upper end."""
    count = counted(m)
    return length(None if count is None else plain(count), unit_of(m["u"]))


def is_age(left: str, after: str) -> bool:
    """Tell whether a length between two pieces of text is an age: aged 5 years 3 months, two years old."""
    return bool(_AGE_LEFT.search(left) or _AGE_AFTER.match(after))


_AGE_LEFT = re.compile(
    r"\b(?:aged?|ages|(?:ages?|babies|children|infants|toddlers|boys|girls)\s(?:of|under|over|from|between))\s"
    r"(?:(?:between|from|about|around|only|just|at\sleast|up\sto)\s)?"
    r"(?:[\w-]+\s(?:years?|months?|weeks?|days?)(?:,\s|\sand\s|\s)){0,2}"
    r"(?:[\w-]+\s(?:to|or|and)\s|[0-9]+-)?\Z",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"(?:(?:,|\sand|\sto|\sor)?\s[\w-]+\s(?:years?|months?|weeks?|days?))?[\s-](?:olds?|of\sage)\b"
    r"|\s(?:and|or)\s(?:older|younger|over|under|up)\b"
)


def plain(count: Decimal) -> Decimal:
    """Return a number without zeros at its end: 3.50 is 3.5."""
    return count.normalize() if count != count.to_integral() else count.to_integral()
