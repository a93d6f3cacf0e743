"""Whether the words around a date look ahead, and how far, or back, or tell nothing: news says so by its verbs."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Days ahead to which a cue reaches: a bare month or day further off is taken as past after all. Of 251 bare months and
# days in four sets of news only 6 lie more than four months ahead, and 35 five to nine months back.
FAR = 280
WEAK = 150
SLIGHT = 45
_LONGEST = 80  # characters that words right before a date take up
NEAR = 4  # of a weekday: it would meet on Friday, told on Saturday, is past


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that look ahead."""

    words: str  # a pattern
    reach: int  # days
    of: str = "date weekday length"  # what it tells of: a weekday or a length may stand beside "said"


_BECAUSE_OF = r"\sto\s(?:an?|the|its|their|his|her|this|that|these|those|[a-z]{2,}(?:er|ing))\b"  # due to a landslide
_HAVE = r"(?!\s(?:not\s)?have\b)"  # should have opened in June
CUES = (
    # verbs: what will, must or may happen
    Cue(rf"(?:will|won't|shall|should|must|(?-i:may)){_HAVE}", FAR),
    Cue(rf"(?:would|could|might){_HAVE}", FAR, of="date"),
    Cue(rf"(?:would|could|might)(?!\snot\b){_HAVE}", NEAR, of="weekday"),
    Cue(rf"would(?!\snot\b){_HAVE}", FAR, of="length"),  # could be dug in eight months: the time needed
    Cue(rf"can{_HAVE}", WEAK, of="date"),
    # timetables
    Cue(rf"scheduled|slated|due(?!{_BECAUSE_OF})|(?:set|going)\sto|(?:is|are)\sto|to\sbe|(?<!-)expected", FAR),
    Cue(r"as\s(?:soon|early)\sas|ahead\sof|until|till", FAR),
    Cue(r"next|effective|go(?:es)?\sto\sthe\spolls", FAR, of="date"),
    # intentions
    Cue(r"(?:expects?|plans?|hopes?|aims?|intends?|wants?|seeks?|vow(?:s|ed)?|pledge[sd]?|promise[sd]?)\sto", FAR),
    Cue(r"expects?|wants?|sees|tips?|plans?|planning|decided\sto", FAR, of="date"),
    Cue(r"predicts?|predicting|forecast\sto", FAR),
    Cue(r"plann(?:ed|ing)\s(?:to|for|an?|the)", FAR),
    # nouns and adjectives: as often of a plan or forecast made then
    Cue(r"upcoming", WEAK),
    Cue(r"planned|forecasts?", WEAK, of="date"),
    # what was agreed then, or is to happen then
    Cue(r"agree[ds]?\sto|agreement\sto", SLIGHT, of="date"),
)


def _by_reach(what: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return the patterns of the cues for a date, weekday or length with their reach, the furthest first."""
    cues = [cue for cue in CUES if what in cue.of.split()]
    return tuple(
        (reach, re.compile(rf"\b(?:{'|'.join(cue.words for cue in cues if cue.reach == reach)})\b", re.IGNORECASE))
        for reach in sorted({cue.reach for cue in cues}, reverse=True)
    )


_PATTERNS = {what: _by_reach(what) for what in ("date", "weekday", "length")}
_PART = r"(?:(?:early|late|mid|end\sof|start\sof|beginning\sof)[\s-])?"
_STARTS = re.compile(  # the timetable present: starts in, opens on, the works start
    rf"""(?:
        \b(?:starts|begins|opens|ends|expires|closes|resumes|launches|kicks\soff|goes\son\ssale)
        |\b(?:takes\s(?:effect|place)|comes\sinto\s(?:force|effect))
        |\bthe\s\w+\s(?:start|begin|open|end|resume|take\splace)
    )\s(?:on|in|from|at|by)?\s?(?:the\s)?{_PART}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_NEVER = re.compile(r"\b(?:neither|nor|no\sone|nobody|none)\b[^,;.]*\b(?:would|could|might)\b", re.IGNORECASE)
_WILL_AFTER = re.compile(
    r"[^.;]{0,40}?\b(?:will|shall)\b"
    r"|\s(?:is|are)\s(?:still\s|now\s)?(?:in\sdoubt|at\srisk|uncertain|unlikely|likely|in\sjeopardy)\b"
)
_BUT_FELL = re.compile(r",?\sbut\s(?:instead\s)?(?:got|had|saw|was|were|came|[a-z]{2,}ed)\b")  # expected then
_TOLD = re.compile(  # a report covers what is over; what it forecast in July was said then
    r"\b(?:covers|covering|sums\sup|compares)\b[^,;.]*\Z|\b(?:it|he|she|they|we|had|was|were)\sforecast\s(?:in|on)\s\Z"
)
_PLANS_AFTER = re.compile(
    r""",?\s(?:(?:the|its|their|a)\s)?(?:[\w'.-]+\s){0,9}?
    (?:will|shall|plans?\sto|(?:is|are)\s(?:(?:due|set|scheduled|expected)\s)?to)\b""",
    re.VERBOSE,
)
_WAS = re.compile(  # had been due; was due to open is still ahead
    r"""\b(?:had|been)\s(?:\w+\s)?(?:expected|scheduled|due|planned|set|to\sbe)\b
    |\b(?:was|were)\s(?:\w+\s)?(?:(?:expected|scheduled|due|planned|set)\b(?!\sto\b)|to\sbe\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_WAS_TO = re.compile(r"\b(?:was|were)\s(?:\w+\s)?(?:expected|scheduled|due|planned|set|forecast)\sto\b", re.IGNORECASE)
_BY_THEN = re.compile(rf"\b(?:by|through|until|till)\s(?:the\s)?{_PART}\Z", re.IGNORECASE)
_HAD = re.compile(r"\b(?:had|was|were)\b")
_IRREGULAR = (
    "was were had did fell rose began came went said took made met sold bought paid grew lost won held left got saw"
    " told gave led ran sent hit cut put set broke drew drove flew found fought became kept knew shot sank spoke spent"
    " stood struck taught threw wrote built dealt slid shut beat"
)
_PAST_VERB = rf"""(?:
    {"|".join(_IRREGULAR.split())}
    |(?!need|feed|speed|exceed|proceed|succeed|indeed|hundred|united)[a-z]{{2,}}ed
)"""
_PAST_RIGHT_BEFORE = re.compile(
    r"""\b(?:was|were)\b(?!\s(?:\w+\s)?(?:planned|planning|expected|scheduled|due|set|slated|to)\b)
    [^,;.]{0,40}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_SINCE = re.compile(r"\bsince\s(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof|last)[\s-])?\Z", re.IGNORECASE)
_NOT_DONE = (  # participles that look ahead, and those that name what moves from one date to another
    "scheduled expected planned slated delayed postponed extended moved needed targeted timed destined set put is are be"
)
_DONE = re.compile(  # shares issued July 1, the law signed in March
    rf"""\b(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?!(?:{"|".join(_NOT_DONE.split())})\b)(?:{_PAST_VERB})\s
    (?:(?:it|them|there|here|back|off|out|up|down)\s)?
    (?:(?:on|in|at|over|during|from|between)\s)?(?:the\s)?{_PART}\Z""",
    re.VERBOSE,
)
_FELL_AFTER = re.compile(rf",?\s(?:(?:the|its|a|an)\s)?(?:[\w'.-]+\s){{1,5}}?(?:had\s)?(?:{_PAST_VERB})\b", re.VERBOSE)
_SAID = re.compile(r"[,;]|\b(?:said|says|told|announced|reported|added)\b")
_OPENS = re.compile(r"\W*(?:(?:On|Next|By|Early|Late|This)\s)?(?:on\s)?")


def reach_ahead(before: str, after: str, what: str = "date") -> int:
    """Return how many days ahead the words of a sentence around a date may mean, 0 where they do not look ahead.

    Of a weekday or length only those of its own clause count, since "said on Friday that it will" is past.
    """
    if _ends_with(_SINCE, before):
        return 0
    if _ends_with(_STARTS, before):
        return FAR
    if what != "date":
        return _reach_in_clause(before, after, what)
    fell = _FELL_AFTER.match(after)
    by_then = _ends_with(_BY_THEN, before)
    if by_then and not _HAD.search(before) and not fell:
        return FAR
    if looks_back(before) or _TOLD.search(before) or _BUT_FELL.match(after):
        return 0
    if by_then and fell:
        return 0
    return FAR if _WILL_AFTER.match(after) else _furthest(what, before)


def _reach_in_clause(before: str, after: str, what: str) -> int:
    clause = _SAID.split(before)[-1]
    if _NEVER.search(before) or _WAS.search(clause):
        return 0
    if what == "weekday" and _WAS_TO.search(clause):
        return NEAR
    if _OPENS.fullmatch(before) and _PLANS_AFTER.match(after):
        return FAR
    return _furthest(what, clause)


def _furthest(what: str, text: str) -> int:
    return next((reach for reach, pattern in _PATTERNS[what] if pattern.search(text)), 0)


def tells_past(before: str, after: str) -> bool:
    """Tell whether the words around a date tell what has happened: drew 9,000 visitors to Leipzig this weekend."""
    return bool(_PAST.search(_QUOTED.split(before)[-1]) or _FELL_AFTER.match(after))


_QUOTED = re.compile(r"[\"“”]|\b(?:said|says|saying|told|added)\b")  # he said: "This weekend I am"
_PAST = re.compile(rf"\b(?:{_PAST_VERB})\b", re.VERBOSE)


@lru_cache(maxsize=16)
def looks_back(before: str) -> bool:
    """Tell whether the verb right before a date is past: opened on, was held in, since."""
    return any(_ends_with(pattern, before) for pattern in (_SINCE, _PAST_RIGHT_BEFORE, _DONE))


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    """Tell whether words end as a pattern says that is tied to their end: no need to look at a whole sentence."""
    return pattern.search(before, max(0, len(before) - _LONGEST)) is not None
