"""A noun with its phrase: what of it names a measure, and what says whose it is."""

from typing import NamedTuple

from factx.observe.sentence import Sentence, Span
from factx.observe.words import CHANGES, GROUPS, INDEXES, MEASURES, NUMBERS, PRONOUNS, STAKES, UNITS, singular

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "prt", "prep", "pobj", "dep", "intj"})
_STOPS = frozenset({"DT", "PDT", "WDT", "WP$", "PRP$", "POS", ",", ":", ".", "-LRB-", "-RRB-", "``", "''", "IN", "CC", "PRP"})
_EMPTY = frozenset("""
    another few further last latest least less many more most much next other
    overall several some such same whopping staggering mere
""".split())
_REGULAR = frozenset({"annual", "monthly", "weekly", "daily", "quarterly", "yearly"})
_KIND = frozenset({"of", "on", "before", "after", "against"})
_WHOSE = frozenset({"in", "at", "for", "from", "by", "among", "of", "within", "across"})


class Phrase(NamedTuple):
    """What a noun phrase names, and whose it says that is."""

    measure: Span | None
    about: Span | None


def group(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun names a body, place, person or group."""
    token = sentence.tokens[noun]
    if token.word in INDEXES or token.word in MEASURES or singular(token.word) in MEASURES:
        return False
    if token.word in PRONOUNS or token.tag == "WP":
        return True
    if noun in sentence.named:
        return sentence.named[noun].group
    if token.tag == "NNP":
        return noun > 0 and singular(token.word) not in CHANGES
    return token.word in GROUPS or singular(token.word) in GROUPS


def first(sentence: Sentence, noun: int) -> int:
    """Return the first token of a noun's phrase that belongs to its name: no article, owner or number."""
    start = noun
    for i in range(noun - 1, -1, -1):
        token = sentence.tokens[i]
        if token.tag in _STOPS or token.label not in _BEFORE or not _inside(sentence, i, noun):
            if not (token.tag in {"IN", "CC"} and _inside(sentence, i, noun) and _hyphens(sentence, i)):
                break
        if i in sentence.counted or i in sentence.dated and token.word not in _REGULAR:
            break
        start = i
    if start and start < noun and start - 1 in sentence.counted and sentence.tokens[start].word in UNITS:
        start += 1
    while start < noun and (sentence.tokens[start].word in _EMPTY or sentence.tokens[start].tag in {"HYPH", "CD", "$"}):
        start += 1
    return start


def _inside(sentence: Sentence, i: int, noun: int) -> bool:
    return any(head == noun for head in sentence.up(i))


def _hyphens(sentence: Sentence, i: int) -> bool:
    return i > 0 and sentence.tokens[i].start == sentence.tokens[i - 1].end


def whole(sentence: Sentence, noun: int) -> Span:
    """Return the phrase of a body, place or group: its name, or its noun with what stands before it."""
    start, end = sentence.span(first(sentence, noun), noun)
    if noun in sentence.named:
        name = sentence.named[noun]
        before = sentence.within(start, max(start, name.start))
        if all(sentence.tokens[i].tag == "JJ" for i in before):
            start = name.start  # nearby Indiana
        start, end = min(start, name.start), max(end, name.end)
        article = sentence.tokens[sentence.within(start, end)[0]]
        if article.word in {"the", "a", "an"} and article.end < end:
            start += len(article.word) + 1
    elif sentence.tokens[noun].label != "conj" and (more := _joined(sentence, noun)) is not None:
        end = sentence.tokens[more].end
    elif (kind := _of(sentence, noun)) is not None:
        end = sentence.tokens[kind].end
    return start, end


def _joined(sentence: Sentence, noun: int) -> int | None:
    """Return the last of the nouns joined to one: people and families."""
    joined = [c for c in sentence.children[noun] if sentence.tokens[c].label == "conj"]
    near = joined and joined[0] - noun <= 3 and sentence.tokens[joined[0]].tag == sentence.tokens[noun].tag == "NNS"
    return joined[0] if near and joined[0] not in sentence.named else None


def _of(sentence: Sentence, noun: int) -> int | None:
    for child in sentence.children[noun]:
        if child == noun + 1 and sentence.tokens[child].word == "of":
            return next((o for o in objects(sentence, child) if o not in sentence.counted and o not in sentence.dated), None)
    return None


def objects(sentence: Sentence, preposition: int) -> list[int]:
    """Return the objects of a preposition."""
    return [i for i in sentence.children[preposition] if sentence.tokens[i].label in {"pobj", "pcomp"}]


def phrase(sentence: Sentence, noun: int) -> Phrase:
    """Return what a noun phrase names as a measure, and whose it says that is."""
    if group(sentence, noun):
        return Phrase(None, whole(sentence, noun))
    start, end = first(sentence, noun), noun
    about: Span | None = None
    for child in sentence.children[noun]:
        token = sentence.tokens[child]
        if child == end + 1 and token.tag == "CD" and child not in sentence.counted and child not in sentence.dated:
            end = child  # S&P 500
        elif token.label == "poss" and child not in sentence.dated:
            about = whole(sentence, child)
        elif token.label == "prep" and child > noun:
            found = _tail(sentence, child, end)
            end = max(end, found[0])
            about = about or found[1]
        elif token.label == "conj" and child - end <= 4 and token.tag.startswith("NN") and child not in sentence.counted:
            end = child if not sentence.children[end][1:] else end
    return Phrase(*_owned(sentence, start, noun, end, about))


def _tail(sentence: Sentence, preposition: int, end: int) -> tuple[int, Span | None]:
    """Return where the measure ends after a preposition, and whom that names."""
    word = sentence.tokens[preposition].word
    for noun in objects(sentence, preposition)[:1]:
        token = sentence.tokens[noun]
        if any(i in sentence.counted for i in range(preposition, noun + 1)):
            break
        if noun in sentence.dated or not token.tag.startswith(("NN", "PRP", "VBG")):
            break
        stake = sentence.tokens[end].word in STAKES and word in {"in", "of"}
        if stake or sentence.tokens[end].word in NUMBERS and word == "of" and noun not in sentence.named:
            return sentence.within(*whole(sentence, noun))[-1], None
        if group(sentence, noun):
            if word in _WHOSE:
                return end, whole(sentence, noun)
        elif word in _KIND and preposition == end + 1:
            inner = next((c for c in sentence.children[noun] if sentence.tokens[c].word in _KIND | {"in"} and c == noun + 1), None)
            deep = _tail(sentence, inner, noun) if inner is not None else (noun, None)
            poss = next((c for c in sentence.children[noun] if sentence.tokens[c].label == "poss"), None)
            return deep[0], deep[1] or (whole(sentence, poss) if poss is not None and word == "of" else None)
    return end, None


def _owned(
    sentence: Sentence, start: int, noun: int, end: int, about: Span | None
) -> tuple[Span, Span | None]:
    """Return measure and owner, a body's or place's name before the noun taken as its owner."""
    name = sentence.named.get(start)
    if name and name.group and name.end <= sentence.tokens[noun].start and about is None:
        after = next(i for i in range(start, noun + 1) if sentence.tokens[i].start >= name.end)
        if sentence.tokens[after].tag not in {"HYPH", "POS"} and sentence.tokens[noun].word not in INDEXES | {"dollar", "dollars"}:
            return sentence.span(after, end), (name.start, name.end)
    return sentence.span(start, end), about
