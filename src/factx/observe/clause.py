"""A verb with its subject and object: what a number that stands with it measures."""

from factx.observe.noun import first, group, height
from factx.observe.sentence import Sentence, Span
from factx.observe.words import SUMS, singular, verb

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLIMBS = frozenset(
    {"xcomp", "conj", "advcl", "pcomp", "ccomp", "acl", "relcl", "prep", "parataxis", "dep", "acomp", "aux"}
)
_IDIOMS = frozenset({"hands", "bottom", "ground", "thrice", "twice"})  # changed hands, hit bottom at $5
_RELATIVE = frozenset({"WDT", "WP"})


def subject(sentence: Sentence, verb_: int) -> int | None:
    """Return the noun that is the subject of a verb, a head's where it has none of its own."""
    here, skipped = verb_, None
    for _ in range(5):
        found = _subjects(sentence, here)
        if found:
            return _named(sentence, _antecedent(sentence, max((c for c in found if c < here), default=found[0]), here))
        label, head = sentence.tokens[here].label, sentence.tokens[here].head
        if (direct := _direct(sentence, here)) is not None:
            return direct
        if label not in _CLIMBS or head == here:
            return _there(sentence, here) or skipped
        if label == "acl" and sentence.tokens[here].tag == "VBG" and sentence.tokens[here - 1].word == ",":
            above = next((i for i in sentence.up(head) if sentence.tokens[i].tag.startswith("VB")), None)
            if above is not None and head > above:
                here = above  # had most, accounting for
                continue
        idle = label in {"acl", "relcl"} and _to(sentence, here) and not group(sentence, head)
        if (
            sentence.tokens[head].tag.startswith(("NN", "PRP", "CD"))
            and head not in sentence.counted
            and head not in sentence.dated
        ):
            if not idle:
                return head
            skipped = head
            head = next((i for i in sentence.up(head) if sentence.tokens[i].tag.startswith("VB")), head)
        if label in {"xcomp", "ccomp"} and (patient := patients(sentence, head)):
            return patient[-1]
        here = head
    return skipped


def _direct(sentence: Sentence, i: int) -> int | None:
    """Return the noun that a word without a subject stands beside: Norden, due to pay; Brenta, valued at."""
    token, noun = sentence.tokens[i], i - 2
    if token.tag == "JJ" and token.label == "amod" and group(sentence, token.head):
        return token.head
    valued = token.tag in {"VBN", "VBD"} and verb(token.word) in {"estimate", "value", "price"} and noun > 0
    tied = valued and token.label == "advcl" and sentence.tokens[i - 1].word == ","
    free = noun not in sentence.dated and noun not in sentence.counted
    return noun if tied and free and sentence.tokens[noun].tag.startswith("NN") else None


def _named(sentence: Sentence, noun: int) -> int:
    """Return the name that a noun beside it tells of: the Amazon, the lungs of the earth, which."""
    head = sentence.tokens[noun].head
    if noun + 1 < len(sentence.tokens) and sentence.tokens[noun + 1].word == ":":  # Pune: Norden reported
        return next((c for c in sentence.children[noun] if sentence.tokens[c].label == "appos"), noun)
    if sentence.tokens[noun].label == "nsubj" and noun not in sentence.named:
        before = (c for c in sentence.children[head] if c < noun and sentence.tokens[c].label == "nsubj")
        return next((c for c in before if first(sentence, c) in sentence.named and _dashed(sentence, c, noun)), noun)
    beside = sentence.tokens[noun].label == "appos" and noun not in sentence.named
    return head if beside and head in sentence.named else noun


def _dashed(sentence: Sentence, first_: int, last: int) -> bool:
    return any(sentence.tokens[i].tag == ":" and sentence.tokens[i].word != ":" for i in range(first_, last))


def _subjects(sentence: Sentence, verb_: int) -> list[int]:
    """Return the subjects of a verb, or those of its auxiliary where the parser gives it them."""
    children = sentence.children[verb_]
    helped = [g for c in children if sentence.tokens[c].label in {"aux", "auxpass"} for g in sentence.children[c]]
    own = [c for c in children if sentence.tokens[c].label in _SUBJECTS]
    return own or [c for c in helped if sentence.tokens[c].label in _SUBJECTS]


def _to(sentence: Sentence, verb_: int) -> bool:
    """Return whether a verb is an infinitive: approval to buy, whose subject is not the approval."""
    return any(sentence.tokens[c].tag == "TO" for c in sentence.children[verb_])


def _antecedent(sentence: Sentence, noun: int, verb_: int) -> int:
    if sentence.tokens[noun].tag in _RELATIVE or sentence.tokens[noun].word == "that":
        head = verb_
        while sentence.tokens[head].label in {"conj", "xcomp"}:
            head = sentence.tokens[head].head
        if sentence.tokens[head].label == "relcl":
            return sentence.tokens[head].head
        for i in range(noun - 1, max(noun - 6, -1), -1):
            if sentence.tokens[i].tag.startswith("NN"):
                return i
    return noun


def _there(sentence: Sentence, verb_: int) -> int | None:
    children = sentence.children[verb_]
    if any(sentence.tokens[c].label == "expl" for c in children):
        return next((c for c in children if sentence.tokens[c].label == "attr" and c not in sentence.counted), None)
    return None


def patients(sentence: Sentence, verb_: int) -> list[int]:
    """Return the objects of a verb that are no numbers and no dates: the one paid or fined, the thing sold."""
    return [
        c
        for c in sentence.children[verb_]
        if sentence.tokens[c].label in {"dobj", "dative", "oprd"}
        and c > verb_
        and c not in sentence.counted
        and c not in sentence.dated
        and not (singular(sentence.tokens[c].word) in SUMS and first(sentence, c) == c)
        and not height(sentence, c)
        and sentence.tokens[c].word not in _IDIOMS
        and sentence.tokens[c].tag.startswith(("NN", "PRP"))
    ]


def verb_phrase(sentence: Sentence, verb_: int) -> Span:
    """Return a verb with its object or complement: what someone does."""
    last = verb_
    for child in sentence.children[verb_]:
        if child < last or child - last > 3 or sentence.tokens[child].label not in _DONE or child in sentence.counted:
            continue
        tree = sentence.subtree(child)
        if any(i in sentence.dated for i in tree):
            break
        stop = next((i for i in tree if i in sentence.counted or sentence.tokens[i].tag in _CUTS), tree[-1] + 1)
        if stop <= child:
            break
        last = max(last, stop - 1)
    while last > verb_ and sentence.tokens[last].tag == "CC":
        last -= 1
    states = verb(sentence.tokens[verb_].word) == "be" and last > verb_
    return sentence.span(verb_ + 1 if states else verb_, last)


_CUTS = frozenset({"''", "``", ",", ".", "-RRB-", "-LRB-", ":", "WDT", "WP"})
_DONE = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "prt", "oprd", "dative", "advmod", "neg"})
