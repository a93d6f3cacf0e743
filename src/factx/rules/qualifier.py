"""What the words around a number say of it: about, nearly, more than, less than, at least, at most."""

import re

from factx.rules.pattern import any_of

# Phrases, apart by bars.
BEFORE = {
    "about": """
        about | around | approximately | approx | approx. | roughly | some | almost exactly | circa | ca. | a
        estimated | an estimated | estimated | in the region of | in the neighborhood of | in the
        neighbourhood of | on the order of | something like | more or less | give or take | somewhere around
    """,
    "nearly": """
        nearly | almost | close to | just under | just below | just short of | close on | just shy of | shy of | not quite |
        slightly short of
    """,
    "more_than": """
        more than | over | above | exceed | exceeded | exceeds | exceeding | upward of | upwards of | in excess
        of | north of | greater than | higher than | surpass | surpassed | surpasses | surpassing | topped |
        topping | just over | well over | larger than | beyond | better than
    """,
    "less_than": """
        less than | under | below | fewer than | lower than | south of | smaller than | short of
    """,
    "at_least": """
        at least | no less than | no fewer than | not less than | not fewer than | no lower than | a minimum of |
        minimum | as little as | as few as | starting at | a floor of
    """,
    "at_most": """
        at most | up to | as much as | as many as | as high as | no more than | not more than | no higher than |
        a maximum of | maximum | a ceiling of | capped at | not exceed | not exceeding |
        never exceed | cannot exceed | can't exceed | won't exceed | wouldn't exceed | shouldn't exceed | doesn't exceed |
        don't exceed | didn't exceed | couldn't exceed | mustn't exceed
    """,
}
AFTER = {
    "about": """
        or so | or thereabouts | give or take | , give or take | approximately | -ish
    """,
    "at_least": """
        or more | or higher | or above | or greater | at least | at a minimum | + | -plus
    """,
    "at_most": """
        or less | or fewer | or lower | or under | or below | at most | at the most
    """,
}
SIGNS = {
    "~": "about",
    "≈": "about",
    "±": "about",
    ">": "more_than",
    "<": "less_than",
    "≥": "at_least",
    ">=": "at_least",
    "≤": "at_most",
    "<=": "at_most",
}
_MEANS_BEFORE = {" ".join(words.split()): name for name, phrases in BEFORE.items() for words in phrases.split("|")}
_MEANS_AFTER = {" ".join(words.split()): name for name, phrases in AFTER.items() for words in phrases.split("|")}
# What may stand right before a number that has a qualifier: the last words of those, or an article.
_LAST_WORDS = frozenset({phrase.rsplit(" ", 1)[-1] for phrase in _MEANS_BEFORE} | {"the", "a", "an"})
_COMPARES = frozenset({"more_than", "less_than"})  # below the 80 percent of last year: the number itself is exact
_MARK = re.compile(
    r"[\s-](?:mark|level|threshold|limit|barrier|line|target|ceiling|cap)\b"
)  # above the $5 million mark
_WIDTH = 60  # characters before a number in which its qualifier and the verb of a particle stand
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<words>{any_of(_MEANS_BEFORE)})\s{{1,2}}(?P<the>the\s)?(?:an?\s)?\Z", re.IGNORECASE
)
_SIGN = re.compile(rf"(?P<sign>{any_of(SIGNS)})\s?\Z")
_AFTER = re.compile(
    rf"""
    \s?(?P<words>{any_of(_MEANS_AFTER)})(?!\w)
  | \s(?P<plus>plus|and\s(?:above|over|up|more))(?=\W*\Z|[.,;:)])   # $3 million plus; not: plus interest
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A verb's particle says nothing of the number: eased back up to 4 percent, handed over $40,000, asked about $3 million.
_MOVED = any_of(
    """
    go goes going went gone come comes coming came move moves moved moving creep creeps crept edge edges edged
    edging ease eases eased easing inch inches inched tick ticks ticked ticking drift drifts drifted add adds
    added back
    """.split()
)
_BROUGHT = "(?:bring|brings|brought|push|pushes|pushed|pull|pulls|pulled|take|takes|took|drive|drives|drove)"
_GIVEN_OR_FOUGHT = any_of(
    """
    hand hands handed handing take takes took taken taking turn turns turned turning sign signs signed carry
    carries carried roll rolls rolled fight fights fighting fought sue sues sued suing argue argues argued arguing
    clash clashes clashed clashing row rows dispute disputes disputed quarrel quarrels quarrelled haggle haggled
    haggling battle battles battled battling feud lawsuit lawsuits suit suits wrangle wrangles wrangling anger
    outrage concern concerns worry worries worried protest protests protested protesting probe trial
    """.split()
)
_KNOWN_OR_SAID = any_of(
    """
    ask asks asked asking talk talks talked talking worry worries worried complain complains complained lie lies
    lied lying know knows knew told heard how what
    """.split()
)
_PARTICLE = re.compile(
    rf"""
    \b
    (?: {_MOVED} (?:\sback)? \s up\sto
      | {_BROUGHT} \s (?:it|them|(?:the|its|their)\s\w{{1,15}}) (?:\sback)? \s up\sto
      | {_GIVEN_OR_FOUGHT} (?:\s(?:it|them))? \s over
      | {_KNOWN_OR_SAID} \s about
    )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)


def qualifier(text: str, start: int, end: int) -> str | None:
    """Return the qualifier that the words or signs right before or right after a span give it, or None."""
    left = text[max(0, start - _WIDTH) : start]
    if sign := _SIGN.search(left[-3:]):
        return SIGNS[sign["sign"]]
    before = _BEFORE.search(left, max(0, len(left) - 40)) if _may_qualify(left) else None
    if before and not _PARTICLE.search(left[: before.end("words")]):
        means = _MEANS_BEFORE[_single_spaced(before["words"])]
        if before["the"] is None or means not in _COMPARES or _MARK.match(text, end):
            return means
    after = _AFTER.match(text, end)
    if after is None:
        return None
    return "at_least" if after["plus"] else _MEANS_AFTER[_single_spaced(after["words"])]


def _may_qualify(left: str) -> bool:
    """Tell whether the last word may end a qualifier, so far as that is told at a glance."""
    if not left[-1:].isspace():
        return False
    last = "".join(left.rsplit(None, 1)[-1:])
    return not last.isalpha() or last.lower() in _LAST_WORDS


def _single_spaced(words: str) -> str:
    return " ".join(words.lower().split())
