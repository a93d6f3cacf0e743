"""Fractions used as shares: a third of sales, half the staff, a two-thirds majority, one in five."""

import re
from fractions import Fraction

from factx.kinds.percent.value import Percent, percent
from factx.rules.context import Context
from factx.rules.number import OF_TIME, PARTS, quantity, rounded
from factx.rules.pattern import any_of
from factx.rules.rule import rule

_TOPS = any_of("one two three four five six seven eight nine ten eleven".split())
_PART = any_of([form for part in PARTS if part != "half" for form in (part, f"{part}s")])
_HALF_OR_PART = rf"(?: half | (?: {_TOPS} [\s-] | (?<=\ba\s) | (?<=\ban\s) ) {_PART} | one[\s-]half )"
# A part of these is a measure or a time: a quarter of an inch, half the year, two-thirds of a million people.
_MEASURES = any_of(
    "inch foot yard mile metre meter kilometre kilometer centimetre centimeter millimetre millimeter degree point acre hectare"
    " ton tonne pound ounce gram kilogram kilo cup teaspoon tablespoon pint gallon litre liter dollar cent euro dozen hundred"
    " thousand million billion trillion second minute hour note percent percentage".split()
)
_TIMES = any_of(
    "year years decade century month week weekend day night hour minute second season semester term game match session innings"
    " race lap lifetime morning afternoon evening distance way sentence".split()
)
_NO_MEASURE = rf"""(?!
    \s of \s (?:
        (?: an? | one | 1 ) \s {_MEASURES}
      | (?: (?: an? | the | this | last | next | that | each | every | fiscal ) \s )?
        (?: (?:past|last|next|fiscal) \s )?
        (?: {_TIMES} | (?:19|20)[0-9][0-9]
          | (?-i: January | February | March | April | May | June
              | July | August | September | October | November | December )
        )
    ) (?! \w )
)"""
# What may follow a share that is not "of" something: the clause goes on, or ends.
_CLAUSE = any_of(
    "since in from to last this on over between as when while and but or by during at after before because compared if are is"
    " was were have has had say said think want would will do did voted for against among with within its their the".split()
)
_SHARED = any_of(
    "majority stake share interest holding ownership vote minority quorum cut reduction drop fall decline increase rise slump"
    " discount slice control owner".split()
)


def _share(part: Fraction) -> Percent | None:
    """Return a share in percent, to two digits behind the point."""
    value = rounded(part * 100, 2)
    return Percent(value, "fraction") if 0 < value < 100 else None


def _part(text: str) -> Percent | None:
    """Return the share that a fraction in words is."""
    value = quantity(text)
    size = next((size for part, size in PARTS.items() if part in text.lower()), 1)
    return None if value is None else _share(Fraction(round(value * size), size))


@rule(
    rf"""
    (?P<span> {_HALF_OR_PART} ) (?! [\w-] )
    (?= \s(?:part\s)? of \s ) {_NO_MEASURE}
    """,
    finds={
        "[One-third] of all firms are": percent("33.33", "fraction"),
        "[two-thirds] of members": percent("66.67", "fraction"),
        "a [quarter] of sales": percent("25", "fraction"),
        "about a [tenth] part of it": percent("10", "fraction", qualifier="about"),
        "more than [half] of the votes": percent("50", "fraction", qualifier="more_than"),
        "[Two-thirds] of the 4,000 staff": percent("66.67", "fraction"),
        "About [half] of the 40 crews left": percent("50", "fraction", qualifier="about"),
        "[Nine-tenths] of the crop": percent("90", "fraction"),
        "[one half] of sales": percent("50", "fraction"),
    },
    skips=[
        "a slump in three quarters, he said",
        "after three quarters of losses",
        "the first quarter of 2021",
        "one third party",
        "half of the match",
        "half of the year",
        "the first half of 2021",
        "a quarter of the year",
        "a third party of friends",
        "a quarter of an inch of rain",
        "a quarter of a million people",
        "a tenth of a second",
        "sold a thirds of its shares",
        "a third stake in it",
    ],
)
def share_of(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction of something."""
    left = context.text[max(0, m.start() - 10) : m.start()].lower()
    if re.search(r"(?:first|second|last|other|latter|1st|2nd|\b1|\b2)[\s-]\Z", left) or _is_time(m["span"], m, context):
        return None
    if left.endswith((" a ", " an ")) and m["span"].lower().endswith("s"):
        return None
    return _part(m["span"])


def _is_time(words: str, m: re.Match[str], context: Context) -> bool:
    """Tell whether quarters are of a year: in three quarters, three quarters of growth."""
    if not words.lower().endswith("quarters"):
        return False
    behind = re.search(r"\b(?:in|for|over|next|past|last)\s\Z", context.text[max(0, m.start() - 8) : m.start()].lower())
    return bool(behind or OF_TIME.match(context.text, m.end("span")))


@rule(
    rf"""
    (?P<span> {_HALF_OR_PART} ) (?! [\w-] )
    (?= \s (?: the | its | their | his | her | our | my | your | all | those | these ) \s
        (?! {_TIMES} (?!\w) ) [a-z0-9$€£] )
    """,
    finds={
        "[Half] the workforce was": percent("50", "fraction"),
        "[half] its sales are": percent("50", "fraction"),
        "at [one-third] the price": percent("33.33", "fraction"),
    },
    skips=["the second half the team", "half the night", "half the year"],
)
def share_the(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction right before what it is a share of."""
    left = context.text[max(0, m.start() - 10) : m.start()].lower()
    if re.search(r"(?:first|second|last|other|latter|1st|2nd|and a|quarter|[0-9])[\s-]\Z", left):
        return None
    return _part(m["span"])


@rule(
    rf"(?P<span> {_TOPS} [\s-] {_PART} ) [\s-] (?: {_SHARED} ) (?!\w)",
    finds={
        "a [two-thirds] majority": percent("66.67", "fraction"),
        "a [one-third] stake in it": percent("33.33", "fraction"),
    },
    skips=["one third party stake", "three quarters increase"],
)
def share_before_noun(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction before the noun it measures."""
    return None if m["span"].lower() == "three quarters" else _part(m["span"])


@rule(
    rf"""
    (?P<span> {_HALF_OR_PART} ) (?! [\w-] )
    (?=
        \s (?: as\s(?:much|many|large|big) | fewer | more | less
              | lower | higher | cheaper | larger | smaller | bigger )
        (?! \s (?:an?|of)\s | \sthan )(?!\w)
    )
    """,
    finds={
        "about a [quarter] as much money": percent("25", "fraction", qualifier="about"),
        "about a [third] fewer cars": percent("33.33", "fraction", qualifier="about"),
    },
    skips=["one and a half more", "in the second half more was sold"],
)
def share_compared(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction more or less than something."""
    left = context.text[max(0, m.start() - 12) : m.start()].lower()
    return None if re.search(r"(?:first|second|last|other|latter|\band a)\s\Z", left) else _part(m["span"])


_MOVED = any_of(
    "by fell fallen falling drop dropped dropping rose risen rising down up shrank shrunk slumped plunged jumped grew climbed"
    " declined decreased increased tumbled soared lost gained cut slashed surged".split()
)
_HEDGE = any_of(
    ["about", "around", "nearly", "almost", "roughly", "over", "some", "more than", "less than", "at least", "up to",
     "as much as", "just over", "just under", "only"]
)  # fmt: skip
_BEHIND_MOVE = re.compile(rf"\b(?:{_MOVED}\s(?:{_HEDGE}\s)?|{_HEDGE}\s)(?:an?\s)?\Z", re.IGNORECASE)


@rule(
    rf"(?P<span> {_HALF_OR_PART} ) (?! [\w-] ) (?= \s {_CLAUSE} (?!\w) | [.,;:!?)] (?![0-9]) | \s*\Z )",
    finds={
        "shrank by a [third] last year": percent("33.33", "fraction"),
        "has fallen by [half].": percent("50", "fraction"),
        "are down more than a [quarter] since": percent("25", "fraction", qualifier="more_than"),
        "fell by almost [half].": percent("50", "fraction", qualifier="nearly"),
        "Around [one third] are women": percent("33.33", "fraction", qualifier="about"),
    },
    skips=[
        "up a third time",
        "came in third.",
        "by a quarter past nine",
        "over three quarters,",
    ],
)
def share_alone(m: re.Match[str], context: Context) -> Percent | None:
    """A fraction that something changed by, or that is a part of what the sentence is about."""
    if m["span"].lower().endswith("quarters"):
        return None
    left = context.text[max(0, m.start() - 24) : m.start()]
    return _part(m["span"]) if _BEHIND_MOVE.search(left) else None


_SMALL_GROUP, _ROUND = 12, frozenset({20, 25, 50})
_NO_GROUP = any_of(
    "years year months month weeks week days day minutes minute hours hour seconds games game matches overs innings starts"
    " row total all".split()
)


@rule(
    rf"""
    (?P<top> {_TOPS} | [1-9][0-9]? ) \s
    (?: (?: in | out\sof ) \s (?:every\s)? | of\severy\s )
    (?P<bottom>
        (?: two | three | four | five | six | seven | eight | nine | ten | twelve | twenty | fifty ) (?: \shundred )?
      | (?:an?\s)?hundred
      | [1-9][0-9]{{0,2}} (?: ,000 )? )
    (?! [\w,.-] [0-9] | \w | \s? [%$€£]
      | \s (?: {_NO_GROUP} | hundred | thousand | dozen | million | billion | percent | per\scent | pct ) (?!\w) )
    (?= \s[a-z] | [,;.] | \W*\Z )
    """,
    finds={
        "[one in five] homes": percent("20", "fraction"),
        "[two out of three] firms": percent("66.67", "fraction"),
        "[1 in 3] adults are": percent("33.33", "fraction"),
        "[Six in 10] asked agreed": percent("60", "fraction"),
    },
    skips=[
        "two in a row",
        "one in March",
        "six in ten minutes",
        "Only one in 1994 was sold",
        "scored one in five minutes",
        "guilty of 29 out of 30 charges",
        "just one in 2008",
        "one in five minutes",
    ],
)
def ratio(m: re.Match[str], context: Context) -> Percent | None:
    """So many out of so many."""
    top, bottom = quantity(m["top"]), quantity(m["bottom"])
    if top and bottom and top > 1 and bottom > _SMALL_GROUP and bottom not in _ROUND and bottom % 100:  # 29 out of 30
        return None
    return _share(Fraction(top) / Fraction(bottom)) if top and bottom else None
