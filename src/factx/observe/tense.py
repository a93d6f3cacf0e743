"""The tense of the clause that a number stands in."""

from itertools import islice
from typing import Literal

from factx.observe.sentence import Sentence

SAYING = frozenset(
    """said says say saying told tells reported reports report reporting announced announces announce announcing added
    adds stated states wrote writes noted notes revealed confirmed disclosed published"""
    .split()
)  # fmt: skip
_ORDERS = frozenset("ordered sentenced condemned fined".split())  # ordered to pay N: it is done with the order
_PAYS = frozenset("pay repay forfeit return".split())
_FORESEEN = frozenset("estimated expected forecast foreseen predicted projected seen".split())  # was expected to fall
_DEEP = 30  # heads to look at: a sentence of hundreds of clauses has chains as long
Tense = Literal["past", "present", "modal"]


def verbs(sentence: Sentence, start: int, end: int) -> list[int]:
    """Return the verbs above a span, the nearest first."""
    top = sentence.head_of(start, end)
    if top is None:
        return []
    above = (top, *islice(sentence.up(top), _DEEP))
    return [i for i in above if sentence.tokens[i].tag.startswith("V")]


def tense(sentence: Sentence, start: int, end: int) -> Tense | None:
    """Return the tense of the nearest verb above a span that has one; None: no verb."""
    found = verbs(sentence, start, end)
    for verb in found if len(found) < 2 else [v for v in found if sentence.tokens[v].word not in SAYING]:
        helpers = [
            sentence.tokens[i] for i in sentence.children[verb] if sentence.tokens[i].label in {"aux", "auxpass"}
        ]
        above = sentence.tokens[sentence.tokens[verb].head]
        foreseen = above.word in _FORESEEN and sentence.tokens[verb].label == "xcomp"
        paid = sentence.tokens[verb].word in _PAYS and sentence.tokens[sentence.tokens[verb].head].word in _ORDERS
        if any(h.tag == "MD" or (h.word == "to" and h.tag == "TO" and not (paid or foreseen)) for h in helpers):
            return "modal"
        tags = [sentence.tokens[verb].tag, *(h.tag for h in helpers)]
        if "VBD" in tags:
            return "past"
        if "VBZ" in tags or "VBP" in tags:
            return "present"
    return None
