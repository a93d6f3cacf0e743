"""A noun with its phrase: what of it names a measure, and what says whose it is."""

from typing import NamedTuple

from factx.observe.noun import figure, first, group, objects, owning, whole
from factx.observe.sentence import Sentence, Span
from factx.observe.words import (
    FUNDS,
    INDEXES,
    LANDS,
    MEASURES,
    NUMBERS,
    OUTLETS,
    PAPERS,
    PRICES,
    SITES,
    SPEAKERS,
    STAKES,
    TRADED,
    singular,
)

_INTO = frozenset({"investment", "investments"})  # in fixed assets
_BIDS = frozenset({"offer", "bid", "proposal"})
_KIND = frozenset({"of", "on", "before", "after", "against"})
_WHOSE = frozenset({"in", "at", "for", "from", "by", "among", "of", "within", "across", "between"})


class Phrase(NamedTuple):
    """What a noun phrase names, and whose it says that is."""

    measure: Span | None
    about: Span | None


def phrase(sentence: Sentence, noun: int) -> Phrase:
    """Return what a noun phrase names as a measure, and whose it says that is."""
    bare = sentence.tokens[noun].tag == "CD" and sentence.tokens[noun].word not in INDEXES
    if bare or sentence.tokens[noun].tag in {"DT", "WDT", "EX"} or sentence.tokens[noun].word in SPEAKERS:
        return Phrase(None, None)
    if group(sentence, noun):
        return Phrase(None, whole(sentence, noun))
    start, end = first(sentence, noun), noun
    about: Span | None = None
    for child in sentence.children[noun]:
        token = sentence.tokens[child]
        if child == end + 1 and figure(sentence, child):
            end = child
        elif token.label == "poss" and owning(sentence, child) and token.word not in SPEAKERS:
            about = whole(sentence, _whose(sentence, noun) if token.tag == "WP$" else child)
        elif token.label == "prep" and child > noun:
            found = _tail(sentence, child, end)
            end = max(end, found[0])
            about = about or found[1]
        elif (
            token.label == "conj" and child - end <= 3 and token.tag.startswith("NN") and child not in sentence.counted
        ):
            end = child if first(sentence, child) - end == 2 else end
    return Phrase(*_owned(sentence, start, noun, end, about))


def _whose(sentence: Sentence, noun: int) -> int:
    """Return the noun that whose stands for: Norden, whose revenue fell."""
    below = noun
    for i in sentence.up(noun):
        if sentence.tokens[below].label == "relcl":
            return i
        below = i
    return next(c for c in sentence.children[noun] if sentence.tokens[c].tag == "WP$")


def _origin(sentence: Sentence, noun: int, source: int) -> bool:
    """Return whether what comes from somebody is theirs: exports from Japan, no imports, no gifts from donors."""
    word = singular(sentence.tokens[noun].word)
    site = singular(sentence.tokens[source].word) in SITES | LANDS
    return (
        word in {"export", "shipment", "output"}
        or (word != "import" and site)
        or (word != "import" and source in sentence.named and sentence.tokens[source].tag == "NNP")
    )


def _priced(sentence: Sentence, preposition: int, noun: int, end: int) -> Span | None:
    """Return the thing that has a cost, a value or a yield: the cost of the kit, no price of oil, no cost of living."""
    word, tie, thing = sentence.tokens[end].word, sentence.tokens[preposition].word, sentence.tokens[noun]
    if not thing.tag.startswith("NN"):
        return None
    if singular(word) == "yield":
        return whole(sentence, noun) if tie in {"on", "of"} and singular(thing.word) in PAPERS else None
    plain = singular(thing.word) not in MEASURES | TRADED and thing.word not in FUNDS | TRADED
    definite = any(sentence.tokens[c].tag in {"DT", "PRP$"} for c in sentence.children[noun])
    return whole(sentence, noun) if singular(word) in PRICES and tie == "of" and plain and definite else None


def _tail(sentence: Sentence, preposition: int, end: int) -> tuple[int, Span | None]:
    """Return where the measure ends after a preposition, and whom that names."""
    word = sentence.tokens[preposition].word
    if word == "for" and singular(sentence.tokens[end].word) in _BIDS:
        return end, None  # an offer for Norden is not Norden's
    for noun in objects(sentence, preposition)[:1]:
        token = sentence.tokens[noun]
        if any(i in sentence.counted or figure(sentence, i) for i in range(preposition, noun + 1)):
            break
        if noun in sentence.dated or not token.tag.startswith(("NN", "PRP", "VBG")):
            break
        stake = sentence.tokens[end].word in STAKES and word in {"in", "of"}
        if stake or (sentence.tokens[end].word in NUMBERS and word == "of" and noun not in sentence.named):
            return sentence.within(*whole(sentence, noun))[-1], None
        if (thing := _priced(sentence, preposition, noun, end)) is not None:
            return end, thing
        if group(sentence, noun) or (word == "at" and singular(token.word) in OUTLETS):
            if word in _WHOSE and (word != "from" or _origin(sentence, end, noun)):
                return end, whole(sentence, noun)
        elif (word in _KIND or (word == "in" and sentence.tokens[end].word in _INTO)) and preposition == end + 1:
            inner = next(
                (c for c in sentence.children[noun] if sentence.tokens[c].word in _KIND | {"in"} and c == noun + 1),
                None,
            )
            deep = _tail(sentence, inner, noun) if inner is not None else (noun, None)
            poss = next((c for c in sentence.children[noun] if sentence.tokens[c].label == "poss"), None)
            return deep[0], deep[1] or (whole(sentence, poss) if poss is not None and word == "of" else None)
    return end, None


def _owned(sentence: Sentence, start: int, noun: int, end: int, about: Span | None) -> tuple[Span, Span | None]:
    """Return measure and owner, a body's or place's name before the noun taken as its owner."""
    name = sentence.named.get(start)
    if name and name.group and name.label != "NORP" and name.end <= sentence.tokens[noun].start and about is None:
        after = next(i for i in range(start, noun + 1) if sentence.tokens[i].start >= name.end)
        if sentence.tokens[after].tag not in {"HYPH", "POS"} and sentence.tokens[noun].word not in INDEXES | {
            "dollar",
            "dollars",
        }:
            return sentence.span(after, end), (name.start, name.end)
    return sentence.span(start, end), about
