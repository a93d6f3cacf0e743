"""A noun with its phrase: what of it names a measure, and what says whose it is."""

from typing import NamedTuple

from factx.observe.sentence import Sentence, Span
from factx.observe.words import (
    CHANGES,
    COMPANIES,
    FUNDS,
    GROUPS,
    INDEXES,
    LANDS,
    MEASURES,
    NUMBERS,
    OUTLETS,
    PAPERS,
    PEOPLE,
    PRICES,
    PRONOUNS,
    SITES,
    SPEAKERS,
    STAKES,
    THINGS,
    TRADED,
    UNITS,
    singular,
)

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
_INTO = frozenset({"investment", "investments"})  # in fixed assets
_DOERS = ("ers", "ors", "ists", "ians", "ants", "ees")
_TIMES = frozenset("season year quarter month week day today yesterday tomorrow decade century".split())
_DASHES = frozenset({"-", "–", "—", "--"})
_KIND = frozenset({"of", "on", "before", "after", "against"})
_WHOSE = frozenset({"in", "at", "for", "from", "by", "among", "of", "within", "across", "between"})


class Phrase(NamedTuple):
    """What a noun phrase names, and whose it says that is."""

    measure: Span | None
    about: Span | None


def group(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun names a body, place, person or group."""
    token = sentence.tokens[noun]
    named = sentence.named.get(noun)
    proper = named and named.label == "ORG" and sentence.within(named.start, named.end)[0] < noun  # Health Net
    if token.word in INDEXES or (not proper and (token.word in MEASURES or singular(token.word) in MEASURES)):
        return False
    if token.word in PRONOUNS or token.tag == "WP":
        return True
    if noun in sentence.named:
        return sentence.named[noun].group
    if token.tag == "NNP" and noun not in sentence.dated:
        return noun > 0 and singular(token.word) not in CHANGES
    return token.word in GROUPS or singular(token.word) in GROUPS


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
    if noun + 1 < len(sentence.tokens) and _figure(sentence, noun + 1):
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


def _figure(sentence: Sentence, i: int) -> bool:
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


def owners(sentence: Sentence, noun: int) -> list[int]:
    """Return who owns a noun: Norden's, its."""
    return [c for c in sentence.children[noun] if sentence.tokens[c].label == "poss" and _owning(sentence, c)]


def _owning(sentence: Sentence, i: int) -> bool:
    """Return whether a genitive is an owner's, no time's: last season's."""
    return i not in sentence.dated and sentence.tokens[i].word not in _TIMES


def objects(sentence: Sentence, preposition: int) -> list[int]:
    """Return the objects of a preposition."""
    return [i for i in sentence.children[preposition] if sentence.tokens[i].label in {"pobj", "pcomp"}]


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
        if child == end + 1 and _figure(sentence, child):
            end = child
        elif token.label == "poss" and _owning(sentence, child) and token.word not in SPEAKERS:
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
    for noun in objects(sentence, preposition)[:1]:
        token = sentence.tokens[noun]
        if any(i in sentence.counted or _figure(sentence, i) for i in range(preposition, noun + 1)):
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
