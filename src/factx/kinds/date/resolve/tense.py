"""Whether the words around a date look ahead, and how far, or back, or tell nothing: news says so by its verbs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from factx.kinds.date.resolve.timetable import PAST_VERB, timetabled

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
    Cue(rf"(?:will|won't|'ll|shall|should|must|(?-i:may)){_HAVE}", FAR),
    Cue(rf"(?:would|could|might){_HAVE}", FAR, of="date"),
    Cue(rf"(?:would|could|might)(?!\snot\b){_HAVE}", NEAR, of="weekday"),
    Cue(rf"would(?!\snot\b){_HAVE}", FAR, of="length"),  # could be dug in eight months: the time needed
    Cue(rf"can{_HAVE}", WEAK, of="date"),
    # timetables
    Cue(rf"scheduled|slated|due(?!{_BECAUSE_OF})|(?:set|going)\sto|(?:is|are)\sto|to\sbe|(?<!-)expected", FAR),
    Cue(r"(?:is|are|be)\s(?:still\s|now\s)?(?:(?:un)?likely|forecast|possible)", FAR),
    Cue(r"as\s(?:soon|early)\sas|ahead\sof|until|till", FAR),
    Cue(r"next|effective|payable|go(?:es)?\sto\sthe\spolls", FAR, of="date"),
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
        |\b(?:takes?\s(?:effect|place)|comes?\sinto\s(?:force|effect))
        |\b(?:is|are)\s(?:held|run|published|released|paid|observed|celebrated|marked|staged|played)
        |\bthe\s\w+\s(?:start|begin|open|end|resume|take\splace)
    )\s(?:on|in|from|at|by)?\s?(?:the\s)?{_PART}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_PUT_OFF = re.compile(  # delayed until, moved to
    rf"""\b(?:delayed|postponed|deferred|adjourned|suspended|rescheduled|moved|pushed\sback|put\soff|brought\sforward)\s
    (?:[\w-]+\s){{0,3}}(?:until|till|to|for)\s(?:the\s)?(?:week\sof\s)?{_PART}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_NEVER = re.compile(r"\b(?:neither|nor|no\sone|nobody|none)\b[^,;.]*\b(?:would|could|might)\b", re.IGNORECASE)
_WILL_AFTER = re.compile(
    r"[^.;]{0,40}?\b(?:will|shall)\b"
    r"|\s(?:is|are)\s(?:still\s|now\s)?(?:in\sdoubt|at\srisk|uncertain|unlikely|likely|in\sjeopardy)\b"
)
_DELIVERED = re.compile(r"(?:\s[A-Z][a-z]+)?\s(?:delivery|settlement|futures|contracts?|shipment|loading|expiry)\b")
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
_PAST_RIGHT_BEFORE = re.compile(
    r"""\b(?:was|were)\b(?!\s(?:\w+\s)?(?:planned|planning|expected|scheduled|due|set|slated|to)\b)
    [^,;.]{0,40}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_SINCE = re.compile(  # since May, since the warning of early May
    r"\bsince\s(?:the\s)?(?:(?:(?!will|would|then|has|have|is|are)[\w'-]+\s){1,6}(?:in|of|on)\s(?:the\s)?)?"
    r"(?:(?:early|late|mid|end\sof|start\sof|last)[\s-])?\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(  # fell to 9 percent from 11 percent in May: what a number is compared with is known
    r"\bto\s[^,;]{1,30}\sfrom\s(?:\w+\s){0,2}[^\s\w]?\d[\d.,]*(?:\s\w+){0,3}\s(?:in|on)\s\Z", re.IGNORECASE
)
_NOT_DONE = (  # participles that look ahead, and those that name what moves from one date to another
    "scheduled expected planned slated delayed postponed extended moved needed targeted timed destined set put is are be"
)
_DONE = re.compile(  # shares issued July 1, the law signed in March
    rf"""\b(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?!(?:{"|".join(_NOT_DONE.split())})\b)(?:{PAST_VERB})\s
    (?:(?:it|them|there|here|back|off|out|up|down)\s)?
    (?:(?:on|in|at|over|during|from|between)\s)?(?:the\s)?{_PART}\Z""",
    re.VERBOSE,
)
_ATTRIBUTES = "said|told|added|announced|reported|showed|noted|warned|predicted|estimated|expected"
_FELL_AFTER = re.compile(
    rf",?\s(?:(?:the|its|a|an)\s)?(?:[\w'.-]+\s){{1,5}}?(?:had\s)?(?!(?:{_ATTRIBUTES})\b)(?:{PAST_VERB})\b",
    re.VERBOSE,
)
_SAID = re.compile(r"[,;]|\b(?:said|says|told|announced|reported|added)\b")
_TIME = r"(?:[0-9:.]+\s?(?:[ap]\.?m\.?)?|noon|midnight|\w+day|morning|afternoon|evening|night)"
_OPENS = re.compile(
    rf"\W*(?:(?:On|Next|By|Early|Late|This|From|Between|Until|Through|At|Starting|Beginning)\s)?"
    rf"(?:(?:on|early|late|and|to|until|{_TIME}),?\s)*",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:\w+day(?:\s\w+)?(?:,\s|,?\s(?:and|or|into|through|to)\s)(?:early\s|late\s)?)+\Z"
)  # Tuesday and
_LASTED = re.compile(
    r"\b(?:lasted|continued|remained|stayed|ran|waited|raged|kept|persisted)\b[^,;]*\buntil\s(?:\w+\s)?\Z"
)
_UNTIL = re.compile(r"\W*until\s(?:\w+\s)?", re.IGNORECASE)
_HAD_NOT = re.compile(r",?\s(?:(?:the|its|a|an)\s)?(?:[\w'.-]+\s){1,4}?(?:had|was|were)\b")


# Words of which one stands in whatever a pattern finds: most sentences have none, and are not searched.
_WORD = re.compile(r"\w+")
_IN_CUES = {
    FAR: frozenset(
        """
        will won ll shall should must may would could might scheduled slated due set going is are be expected soon early
        ahead until till next effective payable polls expect expects plan plans hope hopes aim aims intend intends want
        wants seek seeks vow vows vowed pledge pledges pledged promise promises promised sees tip tips planning planned
        decided predict predicts predicting forecast
        """.split()
    ),
    WEAK: frozenset("can upcoming planned forecast forecasts".split()),
    SLIGHT: frozenset("agree agrees agreed agreement".split()),
    NEAR: frozenset("would could might".split()),
}
_IN_STARTS = frozenset(
    """
    starts begins opens ends expires closes resumes launches kicks goes take takes come comes held run published released
    paid observed celebrated marked staged played start begin open end resume
    """.split()
)
_IN_BY_THEN = frozenset("by through until till".split())
_IN_PUT_OFF = frozenset("delayed postponed deferred adjourned suspended rescheduled moved pushed put brought".split())


def reach_ahead(before: str, after: str, what: str = "date") -> int:
    """Return how many days ahead the words of a sentence around a date may mean, 0 where they do not look ahead.

    Of a weekday or length only those of its own clause count, since "said on Friday that it will" is past.
    """
    if _is_since(before):
        return 0
    words = frozenset(_WORD.findall(before.lower()))
    if _starts_or_put_off(before, words):
        return FAR
    if what != "date":
        return _reach_in_clause(before, after, what, words)
    if timetabled(_SAID.split(before)[-1], day=False):
        return FAR
    fell = _FELL_AFTER.match(after)
    by_then = not _IN_BY_THEN.isdisjoint(words) and _ends_with(_BY_THEN, before)
    if by_then and not _HAD.search(before) and not fell:
        return FAR
    if looks_back(before) or _TOLD.search(before) or _BUT_FELL.match(after):
        return 0
    if by_then and fell:
        return 0
    return FAR if _WILL_AFTER.match(after) or _DELIVERED.match(after) else _furthest(what, before, words)


def _starts_or_put_off(before: str, words: frozenset[str]) -> bool:
    if not _IN_STARTS.isdisjoint(words) and _ends_with(_STARTS, before):
        return True
    return not _IN_PUT_OFF.isdisjoint(words) and _PUT_OFF.search(before) is not None


def _reach_in_clause(before: str, after: str, what: str, words: frozenset[str]) -> int:
    clause = _SAID.split(_LISTED.sub("", before) if "day" in before else before)[-1]
    if _NEVER.search(before) or _WAS.search(clause):
        return 0
    if _LASTED.search(clause) or (_UNTIL.fullmatch(before) and _HAD_NOT.match(after)):
        return 0
    if timetabled(clause, day=what == "weekday"):
        return FAR
    if what == "weekday" and _WAS_TO.search(clause):
        return NEAR
    if _OPENS.fullmatch(before) and _PLANS_AFTER.match(after):
        return FAR
    return _furthest(what, clause, words)


def _furthest(what: str, text: str, words: frozenset[str]) -> int:
    found = ((reach, p) for reach, p in _PATTERNS[what] if not _IN_CUES[reach].isdisjoint(words))
    return next((reach for reach, pattern in found if pattern.search(text)), 0)


def tells_past(before: str, after: str) -> bool:
    """Tell whether the words around a date tell what has happened: drew 9,000 visitors to Leipzig this weekend."""
    return bool(_PAST.search(_QUOTED.split(before)[-1]) or _FELL_AFTER.match(after))


_QUOTED = re.compile(r"[\"“”]|\b(?:said|says|saying|told|added)\b")  # he said: "This weekend I am"
_PAST = re.compile(rf"\b(?:{PAST_VERB})\b", re.VERBOSE)


@lru_cache(maxsize=16)
def looks_back(before: str) -> bool:
    """Tell whether the verb right before a date is past: opened on, was held in, since."""
    was = "was" in before.lower() or "were" in before.lower()
    back = _is_since(before) or (was and _ends_with(_PAST_RIGHT_BEFORE, before)) or _ends_with(_DONE, before)
    return back or (before.endswith(("in ", "on ")) and _ends_with(_COMPARED, before))


def _is_since(before: str) -> bool:
    return "since" in before.lower() and _ends_with(_SINCE, before)


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    """Tell whether words end as a pattern says that is tied to their end: no need to look at a whole sentence."""
    return pattern.search(before, max(0, len(before) - _LONGEST)) is not None
