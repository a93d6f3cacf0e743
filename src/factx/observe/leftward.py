"""The word before a number that says something of it: what stands between is but a qualifier."""

from factx.observe.movement import ADVERBS
from factx.observe.sentence import Sentence
from factx.records import MoneyFact, PercentFact

# Words between a cue and its number that change nothing: rose by just over an estimated 3 percent.
_SOFT = frozenset(
    """a an about almost another additional approximately around as average, barely between by close even estimated
    exactly extra fewer full further high healthy hefty just less little low many massive mere merely modest more most
    much nearly only over roughly sharp sharply slight slightly some staggering steep still strong than the total under
    average well whopping least its their his her ( " “ ~ c."""
    .split()
)  # fmt: skip


def left(sentence: Sentence, fact: MoneyFact | PercentFact, first: int) -> int:
    """Return the index of the first word left of a number that is more than a qualifier; -1: none."""
    tokens, at = sentence.tokens, first - 1
    if fact.qualifier == "at_most" and at > 0 and (tokens[at - 1].word, tokens[at].word) == ("up", "to"):
        at -= 2  # raised by up to 3 percent
    if at > 0 and tokens[at].word in {"below", "above"} and tokens[at - 1].word in {"to", "from", "at"}:
        at -= 1
    at = plain(sentence, at)
    if at > 0 and tokens[at].word == "or" and tokens[at - 1].word == ",":  # rose 162 points, or N
        quantity = at - 2
        while quantity >= 0 and tokens[quantity].tag in {"NNS", "NN", "CD", "$"}:
            quantity -= 1
        return quantity
    return at


def plain(sentence: Sentence, at: int) -> int:
    """Return the index of the first word from one leftwards that is more than a qualifier; -1: none."""
    tokens = sentence.tokens
    while at >= 0 and (tokens[at].word in _SOFT or (tokens[at].tag in {"JJ", "RB"} and tokens[at].word not in ADVERBS)):
        at -= 1
    return at
