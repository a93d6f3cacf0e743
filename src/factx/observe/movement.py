"""The words of change, and which way each goes."""

from collections.abc import Iterable, Mapping

from factx.observation import Change
from factx.rules.change import forms

# Verbs that say how their subject moves; the irregular forms behind a colon.
_RISES = """
rise:rose,risen grow:grew,grown climb gain jump surge soar advance rally rebound leap:leapt swell:swollen balloon spike
rocket skyrocket mushroom expand escalate accelerate appreciate strengthen improve recover double triple quadruple increase
widen quicken outperform firm
"""
_FALLS = """
fall:fell,fallen drop decline decrease slip slide:slid plunge plummet tumble sink:sank,sunk shrink:shrank,shrunk,shrunken
contract dip ease retreat slump crash dive:dove dwindle weaken depreciate deteriorate tank nosedive crater halve slow cool
narrow recede diminish underperform soften moderate wane backslide skid ebb collapse erode evaporate
"""
# Verbs that say what somebody does to a number.
_RAISES = "raise boost lift hike push:pushed add enlarge up:upped bump bolster inflate upgrade elevate extend"
_LOWERS = (
    "cut:cut lower reduce trim slash shed:shed lose:lost pare shave scale curb curtail downgrade wipe knock chop axe"
)

_NOUNS_UP = """
increase rise growth gain jump surge climb advance rally rebound leap spike expansion hike boost improvement appreciation
acceleration upswing uptick upturn recovery uplift raise
"""
_NOUNS_DOWN = """
decrease fall decline drop slide plunge tumble slump contraction dip reduction cut slowdown downturn shrinkage depreciation
downtick retreat pullback deterioration slip plummet dive crash
"""
_ADVERBS_UP = "up higher more above upward upwards stronger larger bigger greater wider faster dearer plus"
_ADVERBS_DOWN = "down lower less below downward downwards weaker smaller narrower slower cheaper fewer minus off"


def _table(*parts: tuple[Change, Iterable[str]]) -> Mapping[str, Change]:
    return {word: way for way, words in parts for word in words}


def _verbs(text: str) -> set[str]:
    return {form for verb in text.split() for form in forms(verb)}


def _nouns(text: str) -> set[str]:
    return {form for noun in text.split() for form in (noun, f"{noun}s")}


MOVES = _table(("up", _verbs(_RISES)), ("down", _verbs(_FALLS)))  # verbs of what moves by itself
MAKES = _table(("up", _verbs(_RAISES)), ("down", _verbs(_LOWERS)))  # verbs of who moves it
NOUNS = _table(("up", _nouns(_NOUNS_UP)), ("down", _nouns(_NOUNS_DOWN)))
ADVERBS = _table(("up", _ADVERBS_UP.split()), ("down", _ADVERBS_DOWN.split()))
