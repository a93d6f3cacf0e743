"""A noun: whether it names a body, place or group, where its phrase begins and ends, who owns it."""

from factx.observe.sentence import Sentence, Span
from factx.observe.words import CHANGES, COMPANIES, GROUPS, INDEXES, MEASURES, PEOPLE, PRONOUNS, THINGS, UNITS, singular

_BEFORE = frozenset(
    {"amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "prt", "prep", "pobj", "dep", "intj", "nsubj"}
)
_STOPS = frozenset(
    {"DT", "PDT", "WDT", "WP$", "PRP$", "POS", ",", ":", ".", "-LRB-", "-RRB-", "``", "''", "IN", "CC", "PRP"}
)
_EMPTY = frozenset(
    """
    another few further last latest least less many more most much next other
    overall several some such same whopping staggering mere
""".split()
)
_REGULAR = frozenset({"annual", "monthly", "weekly", "daily", "quarterly", "yearly"})
_DOERS = ("ers", "ors", "ists", "ians", "ants", "ees")
_TIMES = frozenset("season year quarter month week day today yesterday tomorrow decade century".split())
_HEIGHTS = frozenset("high low peak trough highs lows".split())
_SPANS = frozenset("time session day week month quarter season year decade life lifetime record contract".split())
_PLAIN = frozenset({"JJ", "JJR", "JJS", "CD", "HYPH", "RB", "VBN"})
_SOLD = frozenset("asset disposal disposition divestiture investment property sale settlement".split())
_CLOCKS = frozenset(
    "gmt bst est edt january february march april june july august september october november december".split()
)
_DASHES = frozenset({"-", "–", "—", "--"})


def group(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun names a body, place, person or group."""
    token = sentence.tokens[noun]
    named = sentence.named.get(noun)
    proper = named and named.label == "ORG" and sentence.within(named.start, named.end)[0] < noun  # Health Net
    if token.word in INDEXES | _CLOCKS or (not proper and (token.word in MEASURES or singular(token.word) in MEASURES)):
        return False
    if token.word in PRONOUNS or token.tag == "WP":
        return True
    if noun in sentence.named:
        return sentence.named[noun].group
    if token.tag == "NNP" and noun not in sentence.dated:
        return (noun > 0 or _described(sentence, noun)) and singular(token.word) not in CHANGES
    return token.word in GROUPS or singular(token.word) in GROUPS or _startup(sentence, noun)


def _startup(sentence: Sentence, noun: int) -> bool:
    """Return whether a token ends the word start-up."""
    words = [t.word for t in sentence.tokens[max(noun - 2, 0) : noun + 1]]
    return len(words) == 3 and words[0] == "start" and words[2] in {"up", "ups"}


def _described(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun beside a name says what group it is: Homeland, a party of the right."""
    return any(
        sentence.tokens[c].label == "appos" and singular(sentence.tokens[c].word) in GROUPS
        for c in sentence.children[noun]
    )


def company(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun names a company."""
    name = sentence.named.get(noun)
    if name is None:
        return singular(sentence.tokens[noun].word) in COMPANIES
    return any(f.start == name.start and f.org_kind in {"company", None} for f in sentence.bodies)


def doer(sentence: Sentence, noun: int) -> bool:
    """Return whether the subject of a verb that does something is a body or people, or looks like that."""
    token = sentence.tokens[noun]
    return group(sentence, noun) or token.tag == "NNP" or (token.word.endswith(_DOERS) and token.word not in THINGS)


def first(sentence: Sentence, noun: int) -> int:
    """Return the first token of a noun's phrase that belongs to its name: no article, owner or number."""
    start = noun
    for i in range(noun - 1, -1, -1):
        if not _premodifies(sentence, i, noun):
            break
        start = i
    rated = any(i in sentence.counted for i in range(max(start - 4, 0), start))  # a $3,500-a-month mortgage
    while start < noun and _idle(sentence, start, rated=rated):
        start += 1
    return start


def _idle(sentence: Sentence, i: int, *, rated: bool) -> bool:
    token = sentence.tokens[i]
    return token.word in _EMPTY or token.tag in {"HYPH", "CD", "$"} or (rated and token.word in UNITS)


def _premodifies(sentence: Sentence, i: int, noun: int) -> bool:
    """Return whether a token before a noun belongs to its name."""
    token = sentence.tokens[i]
    if i in sentence.counted or (i in sentence.dated and token.word not in _REGULAR) or not _inside(sentence, i, noun):
        return False
    if token.word == "per" and sentence.tokens[i + 1].word == "capita":
        return True
    joined = i > 0 and token.start == sentence.tokens[i - 1].end
    if token.word in _DASHES and i and not joined:
        return False
    joined = joined or sentence.tokens[i + 1].tag == "HYPH"  # after-tax
    return (token.tag not in _STOPS and token.label in _BEFORE) or (token.tag in {"IN", "CC"} and joined)


def _inside(sentence: Sentence, i: int, noun: int) -> bool:
    """Return whether a token belongs to a noun, or stands right before it as one that the parser tied to its verb."""
    token = sentence.tokens[i]
    return any(head == noun for head in sentence.up(i)) or (
        token.label == "nsubj" and token.head == sentence.tokens[noun].head
    )


def whole(sentence: Sentence, noun: int, *, alone: bool = False) -> Span:
    """Return the phrase of a body, place or group: its name, or its noun with what stands before it.

    `alone` leaves out names and nouns joined to it.
    """
    if (person := _person(sentence, noun)) is not None:
        return person
    start, end = sentence.span(first(sentence, noun), noun)
    if noun + 1 < len(sentence.tokens) and figure(sentence, noun + 1):
        end = sentence.tokens[noun + 1].end
    if noun in sentence.named:
        name = sentence.named[noun]
        before = sentence.within(start, max(start, name.start))
        start = name.start if all(sentence.tokens[i].tag == "JJ" for i in before) else start  # nearby Indiana
        start, end = _bare(sentence, min(start, name.start), max(end, name.end))
    if not alone and sentence.tokens[noun].label != "conj" and (more := _joined(sentence, noun)) is not None:
        return start, sentence.named[more].end if more in sentence.named else sentence.tokens[more].end
    if noun not in sentence.named and (kind := _of(sentence, noun)) is not None:
        end = sentence.tokens[kind].end
    return start, end


def _person(sentence: Sentence, noun: int) -> Span | None:
    """Return a person's name, a title's with it: Senator Ann Berg, the head of the fund Ann Berg."""
    name = sentence.named.get(noun)
    if name and name.label == "PERSON":
        return name.start, name.end
    if singular(sentence.tokens[noun].word) not in PEOPLE:
        return None
    for i in range(noun + 1, min(noun + 7, len(sentence.tokens))):
        token, name = sentence.tokens[i], sentence.named.get(i)
        if token.tag.startswith("VB") or token.tag in {",", "CC", "POS", ":"}:
            return None
        if name and name.label == "PERSON":
            tied = sentence.tokens[i - 1].tag in {"IN", "TO"} or sentence.tokens[noun].tag == "NNS"
            return None if tied else (name.start, name.end)
    return None


def _bare(sentence: Sentence, start: int, end: int) -> Span:
    """Return a name without its article and the mark of an owner."""
    end -= 2 if sentence.text[end - 2 : end] in {"'s", "’s"} else 0
    article = sentence.tokens[sentence.within(start, end)[0]]
    long = article.word in {"the", "a", "an"} and article.end + 1 < end
    return (article.end + 1 if long else start), end


def figure(sentence: Sentence, i: int) -> bool:
    """Return whether a token is the figure of a name: S&P 500."""
    return sentence.tokens[i].tag == "CD" and i not in sentence.counted and i not in sentence.dated


def _joined(sentence: Sentence, noun: int) -> int | None:
    """Return the last of the nouns joined to one: people and families, Alabama and Mississippi."""
    joined = [c for c in sentence.children[noun] if sentence.tokens[c].label == "conj" and c - noun <= 3]
    named = bool(joined) and joined[0] in sentence.named and noun in sentence.named and sentence.named[joined[0]].group
    common = bool(joined) and sentence.tokens[joined[0]].tag == sentence.tokens[noun].tag == "NNS"
    return joined[0] if named or (common and joined[0] not in sentence.named) else None


def _of(sentence: Sentence, noun: int) -> int | None:
    for child in sentence.children[noun]:
        if child == noun + 1 and sentence.tokens[child].word == "of":
            found = next((o for o in objects(sentence, child) if o not in sentence.dated), None)
            clear = found is not None and not any(i in sentence.counted for i in range(child, found + 1))
            return found if clear else None
    return None


def height(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is but how high or low something stood: a session low, an all-time high."""
    if sentence.tokens[noun].word in _SPANS and noun + 1 < len(sentence.tokens):
        return sentence.tokens[noun + 1].word in _HEIGHTS
    if sentence.tokens[noun].word not in _HEIGHTS or noun in sentence.named:
        return False
    before = range(first(sentence, noun), noun)
    return all(
        sentence.tokens[i].tag in _PLAIN or sentence.tokens[i].word in _SPANS or i in sentence.dated for i in before
    )


def booked(sentence: Sentence, noun: int) -> bool:
    """Return whether a gain is an item of accounts, no change: a $5 million gain on the sale of a mill."""
    if sentence.tokens[noun].word not in {"gain", "gains"}:
        return False
    ties = [c for c in sentence.children[noun] if c > noun and sentence.tokens[c].word in {"from", "on"}]
    return any(singular(sentence.tokens[o].word) in _SOLD for c in ties for o in objects(sentence, c))


def owners(sentence: Sentence, noun: int) -> list[int]:
    """Return who owns a noun: Norden's, its."""
    return [c for c in sentence.children[noun] if sentence.tokens[c].label == "poss" and owning(sentence, c)]


def owning(sentence: Sentence, i: int) -> bool:
    """Return whether a genitive is an owner's, no time's: last season's."""
    return i not in sentence.dated and sentence.tokens[i].word not in _TIMES


def objects(sentence: Sentence, preposition: int) -> list[int]:
    """Return the objects of a preposition."""
    return [i for i in sentence.children[preposition] if sentence.tokens[i].label in {"pobj", "pcomp"}]
