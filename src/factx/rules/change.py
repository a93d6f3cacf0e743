"""Whether "3 percent to 5 percent" is a range, or a change from one value to another."""

import re
from functools import cache

from factx.rules.pattern import any_of

_IRREGULAR = """
fell fall falls fallen falling rose rise rises risen rising lost lose loses losing grew grow grows grown growing growth
shrank shrink shrinks shrunk shrinking sank sink sinks sunk sinking slid slide slides sliding swung swing swings swinging
went goes took take takes taken taking brought bring brings bringing drove drive drives driven driving sent send sends sending
cut cuts cutting up down
"""
_REGULAR = """
gain drop jump climb slip soar increase decrease decline raise advance plunge surge tumble revise double triple quadruple
change reduce ease improve upgrade downgrade move halve push pull lift plummet lower hike trim boost widen narrow tighten
expand edge contract accelerate slow rebound deepen strengthen weaken add return shift balloon retreat recover swell dip
"""
_DOUBLED = frozenset("drop slip trim dip cut shed chop up skid".split())  # dropped, dropping


def forms(verb: str) -> list[str]:
    """Return the forms of a verb: increase, increases, increased, increasing; irregular ones are given, rise:rose,risen."""
    base, _, irregular = verb.partition(":")
    stem = f"{base}{base[-1]}" if base in _DOUBLED else base.removesuffix("e")
    past = irregular.split(",") if irregular else [f"{stem}ed"]
    return [base, f"{base}es" if base.endswith(("sh", "ss")) else f"{base}s", *past, f"{stem}ing"]


_MOVE = rf"\b{any_of([*_IRREGULAR.split(), *(form for verb in _REGULAR.split() for form in forms(verb))])}(?!\w)"
_HOW_MUCH = (
    r"(?:(?:by|about|around|nearly|almost|some|roughly|over|more\sthan|as\smuch\sas|an?|just|only|another|further)"
    r"\s){0,3}"
)
_SAID_OF_IT = any_of(
    "revised estimated initial original planned projected expected earlier current previous record".split()
)
_BEHIND_FROM = re.compile(rf"\bfrom\s(?:an?\s)?(?:{_SAID_OF_IT}\s)?{_HOW_MUCH}\Z", re.IGNORECASE)
_BEHIND_RANGE = re.compile(  # ranging from, tariffs of from, prices from
    r"""\b(?:
        rang(?:e|es|ed|ing) | var(?:y|ies|ied|ying) | anywhere | runs? | running | ran
      | (?<!to\s) (?<!will\s) (?<!would\s) go
      | starts? | starting | of
      | pric(?:e|es|ed|ing) | costs? | costing | estimates? | forecasts?
    )\s(?:\w{1,12}ly\s)?from\s(?:(?:an?|about|around|some|roughly)\s){0,2}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND_PLURAL = re.compile(r"\b[a-z]{2,15}[^\Wsu]s\sfrom\s(?:(?:about|around|some|roughly)\s)?\Z")  # fines from
_WINDOW = 80
_NEAR = 40
_MUCH_MORE = 5


@cache
def _moves() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what moves, anywhere and right before a place, compiled when a text first has "to"."""
    return re.compile(_MOVE, re.IGNORECASE), re.compile(rf"(?:{_MOVE}|\bby)\s{_HOW_MUCH}\Z", re.IGNORECASE)


def is_change(text: str, start: int, *, elided: bool, factor: float) -> bool:
    """Tell whether "X to Y" that starts at a place is a change: rose from X, fell X; not ranging from X.

    `elided` is whether X has no unit of its own: "rose 2 to 3 percent" is a range, unless Y is many times X (`factor`).
    """
    anywhere, behind = _moves()
    clause = re.split(r"[.;:]\s", text[max(0, start - _WINDOW) : start])[-1]
    if _BEHIND_FROM.search(clause):
        if _BEHIND_RANGE.search(clause):
            return False
        return bool(anywhere.search(clause[-_NEAR:])) or not _BEHIND_PLURAL.search(clause)
    return bool(behind.search(clause)) and (not elided or factor >= _MUCH_MORE)
