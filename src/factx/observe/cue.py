"""What the words beside a number say of it: rose N, an increase of N, up to N from M, N higher."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from factx.observation import Change
from factx.observe.leftward import left, plain
from factx.observe.movement import ADVERBS, MAKES, MOVES, NOUNS
from factx.observe.noun import booked, first, height
from factx.observe.sentence import Sentence
from factx.records import MoneyFact, PercentFact

Number = MoneyFact | PercentFact
Place = Literal["by", "to", "from", "at", "none"]

_BE = frozenset(
    """be is are was were been being 's finish finished finishing end ended ending close closed closing settle settled trade
    traded trading open opened stand stood"""
    .split()
)  # fmt: skip
_STOPS = frozenset("; : — – while whereas although though but".split())
_COMPARING = frozenset("against versus vs vs. than".split())
_COMPARED = frozenset("compared comparing".split())
_MORE = frozenset(
    "greater higher lower up down more less stronger weaker wider narrower larger smaller cheaper".split()
)
_PUSHES = frozenset(
    """bring brings bringing brought push pushes pushed pushing drive drives driving drove driven get gets got getting go goes
    going gone went move moves moved moving edge edges edged edging inch inches inched inching creep creeps crept nudge
    nudged come comes came"""
    .split()
)  # fmt: skip
_TRENDS = frozenset("trend trends trended trending tick ticks ticked ticking".split())
_RATES = frozenset("bibor euribor hibor libor rate sibor".split())
_NAMING = frozenset("DT PRP$ JJ NN NNS POS".split())  # cut the miners' pay N percent
_SIGNS = frozenset("+-−–")
_TIMES = frozenset("double twice triple treble quadruple".split())  # more than double the $2 million of 2020
_INSIDE = frozenset("pobj prep nmod nummod compound amod appos conj quantmod dep npadvmod".split())
_REACH = 30  # tokens between a cue and the "to" or "from" that continues it
_NOT = frozenset("not n't never no without neither nor failed fail fails failing rather".split())
_LINKS = frozenset("nummod nmod compound amod quantmod npadvmod dep appos nsubj dobj".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """How a number stands to a word of change: moved by it, its end, its start, a level beside it, or not at all."""

    place: Place = "none"
    way: Change | None = None
    token: int | None = None  # the word of change


def cue(sentence: Sentence, fact: Number) -> Cue:
    """Return the word of change that a number belongs to, and how."""
    inside = sentence.within(fact.start, fact.end)
    if not inside:
        return Cue()
    for find in (_before, _behind, _signed):
        found = find(sentence, fact, inside)
        if found:
            return found
    return Cue()


def _before(sentence: Sentence, fact: Number, inside: range) -> Cue | None:
    """Return what the words before a number say: rose, by, up, to, from, an increase of."""
    at = left(sentence, fact, inside[0])
    if at < 0:
        return None
    word = sentence.tokens[at].word
    by = next((i for i in range(inside[0] - 1, at, -1) if sentence.tokens[i].word == "by"), None)
    if by is not None:
        return _moved(sentence, "by", by)
    if word == "of" and at and height(sentence, at - 1):  # fell to a six-year low of N
        at = first(sentence, at - 1) - 1
        while at > 0 and (at in sentence.dated or sentence.tokens[at].tag in {"CD", "HYPH"}):
            at -= 1
        at = plain(sentence, at - 1 if sentence.tokens[at].word == "all" else at)  # an all-time low
        word = sentence.tokens[at].word if at >= 0 else ""
    elif word == "of" and at and not booked(sentence, at - 1) and (way := NOUNS.get(sentence.tokens[at - 1].word)):
        return _made(sentence, "by", way, at - 1)
    return (
        _preposition(sentence, fact, at, inside[-1])
        or _beside(sentence, fact, at)
        or _phrase(sentence, fact, inside)
        or _subject(sentence, fact)
    )


def _preposition(sentence: Sentence, fact: Number, at: int, last: int) -> Cue | None:
    """Return what a preposition before a number makes of it: an end, a start, what others are compared with."""
    word = sentence.tokens[at].word
    if word == "from":
        return _moved(sentence, "from", at) or (Cue("from") if _to_follows(sentence, last) else None)
    if word in _COMPARING or (word in {"with", "to"} and at and sentence.tokens[at - 1].word in _COMPARED):
        if not _earlier(sentence, fact):
            return None
        head = sentence.tokens[sentence.tokens[at].head].word if word == "than" else ""
        return Cue("from", ADVERBS.get(head))
    if word in _TIMES:
        return Cue("from", "up") if _earlier(sentence, fact) else None
    if word in {"to", "toward", "towards", "at"}:
        return _moved(sentence, "at" if word == "at" else "to", at)
    return None


def _phrase(sentence: Sentence, fact: Number, inside: range) -> Cue | None:
    """Return what the preposition before a number's phrase makes of it: from a forecast of N, than the N deficit."""
    top = sentence.head_of(fact.start, fact.end)
    for _ in range(4):
        if top is None or sentence.tokens[top].label not in _INSIDE:
            return None
        top = sentence.tokens[top].head
        word = sentence.tokens[top].word
        if word in NOUNS and isinstance(fact, PercentFact) and sentence.tokens[inside[0] - 1].word == "of":
            return _made(sentence, "by", NOUNS[word], top)  # an increase in costs of N
        if word in {"from"} | _COMPARING or (word in {"to", "with"} and sentence.tokens[top - 1].word in _COMPARED):
            return _preposition(sentence, fact, top, inside[-1]) if top < inside[0] else None
    return None


def _subject(sentence: Sentence, fact: Number) -> Cue | None:
    """Return the noun of change that a number is said of: growth was N."""
    top = sentence.head_of(fact.start, fact.end)
    if top is None or not isinstance(fact, PercentFact) or sentence.tokens[top].label != "attr":
        return None
    for index in sentence.children[sentence.tokens[top].head]:
        token = sentence.tokens[index]
        if token.label == "nsubj" and token.word in NOUNS:
            return _made(sentence, "by", NOUNS[token.word], index)
    return None


def _beside(sentence: Sentence, fact: Number, at: int) -> Cue | None:
    """Return the verb or adverb right before a number."""
    token = sentence.tokens[at]
    if token.word in MOVES and token.tag.startswith("V"):
        return _made(sentence, "by", MOVES[token.word], at)
    if (
        token.word in MAKES
        and token.tag.startswith("V")
        and (isinstance(fact, PercentFact) or _to_follows(sentence, at))
    ):
        return _made(sentence, "by", MAKES[token.word], at)
    joins = token.word == "plus" and (  # plus a $3 million grant, at the base rate plus 2 percent
        sentence.tokens[at + 1].tag == "DT" or (at > 0 and sentence.tokens[at - 1].word in _RATES)
    )
    if (
        token.word in ADVERBS
        and token.word not in {"above", "below", "off"}
        and not joins
        and not _particle(sentence, fact, at)
    ):
        return _made(sentence, "by", ADVERBS[token.word], at)
    verb = at - 1 if token.tag.startswith("NN") and isinstance(fact, PercentFact) else -1  # raised dividends N percent
    while verb >= max(0, at - 6) and sentence.tokens[verb].tag in _NAMING:
        verb -= 1
    if verb >= 0 and sentence.tokens[verb].tag.startswith("V") and sentence.tokens[verb].word in MAKES:
        return _made(sentence, "by", MAKES[sentence.tokens[verb].word], verb)
    return None


def _particle(sentence: Sentence, fact: Number, at: int) -> bool:
    """Tell whether "up" belongs to a verb that does not move: racked up N, makes up N."""
    token = sentence.tokens[at]
    verb = sentence.tokens[token.head].word
    moves = verb in _PUSHES or verb in _BE or verb in MOVES or verb in _TRENDS
    return token.label == "prt" and (isinstance(fact, MoneyFact) or not moves)


def _behind(sentence: Sentence, fact: Number, inside: range) -> Cue | None:
    """Return what the words behind a number say: N higher, an N rise."""
    tokens, after = sentence.tokens, inside[-1] + 1
    if after < len(tokens) and tokens[after].word in _MORE and not _qualifies(sentence, after):
        return _made(sentence, "by", ADVERBS[tokens[after].word], after)
    top = sentence.head_of(fact.start, fact.end)
    for _ in range(3):
        if top is None or tokens[top].label not in _LINKS:
            return None
        top = tokens[top].head
        if booked(sentence, top):
            return None
        if tokens[top].word in NOUNS and tokens[top].tag.startswith("NN") and top > inside[-1]:
            return _made(sentence, "by", NOUNS[tokens[top].word], top)
    return None


def _qualifies(sentence: Sentence, at: int) -> bool:
    """Tell whether "more" or "up" begins something else: 5 percent more than doubled, 3 percent up to July."""
    return (
        at + 1 < len(sentence.tokens)
        and sentence.tokens[at].word in {"up", "down"}
        and sentence.tokens[at + 1].word == "to"
    )


def _signed(sentence: Sentence, fact: Number, inside: range) -> Cue | None:
    """Return what a sign says in a list without verbs: FTSE -0.6%."""
    sign = fact.text[0] if fact.text[0] in _SIGNS else sentence.text[fact.start - 1 : fact.start]
    if not isinstance(fact, PercentFact) or sign not in _SIGNS:
        return None
    bracket = sentence.text[: fact.start].rstrip("+-−–")[-1:] == "("
    if not bracket and any(t.tag.startswith(("V", "MD")) for t in sentence.tokens[: inside[0]]):
        return None
    return Cue("by", "up" if sign == "+" else "down")


def _moved(sentence: Sentence, place: Place, at: int) -> Cue | None:
    """Return the word of change that a preposition continues: by grammar, or else the nearest before it."""
    for index in (*_heads(sentence, at), *_leftwards(sentence, at)):
        token = sentence.tokens[index]
        way = _way(token.word, token.tag) or _pushed(sentence, index)
        if way:
            return _made(sentence, place, way, index)
        told = (
            token.label == "relcl" and place == "by" and token.tag != "VBN"
        )  # cut supplies to the mines it serves by N
        if token.tag.startswith("V") and token.word not in _BE | _PUSHES and index < at and not told:
            break
    return None


def _way(word: str, tag: str) -> Change | None:
    if tag.startswith("V"):
        return MOVES.get(word) or MAKES.get(word)
    if tag.startswith("NN"):
        return NOUNS.get(word)
    return ADVERBS.get(word) if word in _MORE else None


def _pushed(sentence: Sentence, index: int) -> Change | None:
    """Return which way a verb goes by its particle: brought down, pushed up."""
    if sentence.tokens[index].word not in _PUSHES:
        return None
    words = (sentence.tokens[i].word for i in sentence.children[index] if sentence.tokens[i].label in {"prt", "advmod"})
    return next((ADVERBS[w] for w in words if w in {"up", "down", "higher", "lower"}), None)


def _heads(sentence: Sentence, at: int) -> Iterator[int]:
    for n, index in enumerate(sentence.up(at)):
        if n == 2:
            return
        yield index
        if sentence.tokens[index].label == "advcl" and sentence.tokens[index].word in _BE:
            return  # while the rate is at N, sales have fallen


def _leftwards(sentence: Sentence, at: int) -> Iterator[int]:
    for index in range(at - 1, max(-1, at - _REACH), -1):
        if sentence.tokens[index].word in _STOPS:
            return
        yield index


def _to_follows(sentence: Sentence, at: int) -> bool:
    """Tell whether a "to" and a number follow close behind: from N to M, added N to M."""
    for other in sentence.numbers:
        inside = sentence.within(other.start, other.end)
        if (
            inside
            and at < inside[0] <= at + 10
            and any(t.word == "to" for t in sentence.tokens[max(at, inside[0] - 3) : inside[0]])
        ):
            return True
    return False


def _earlier(sentence: Sentence, fact: Number) -> bool:
    return any(other.end <= fact.start and other.kind == fact.kind for other in sentence.numbers)


def _made(sentence: Sentence, place: Place, way: Change, index: int) -> Cue:
    """Return a cue; what did not rise went no way."""
    return Cue(place, None if _negated(sentence, index) else way, index)


def _negated(sentence: Sentence, index: int) -> bool:
    tokens = sentence.tokens
    near = {index, *sentence.children[index], *range(max(0, index - 3), index)}
    return any(tokens[i].word in _NOT and (tokens[i].word != "no" or i == index - 1) for i in near if i < index)
