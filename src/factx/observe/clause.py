"""A verb with its subject and object: what a number that stands with it measures."""

from factx.observe.phrase import first
from factx.observe.sentence import Sentence, Span
from factx.observe.words import SUMS, singular

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLIMBS = frozenset(
    {"xcomp", "conj", "advcl", "pcomp", "ccomp", "acl", "relcl", "prep", "parataxis", "dep", "acomp", "aux"}
)
_RELATIVE = frozenset({"WDT", "WP"})


def subject(sentence: Sentence, verb_: int) -> int | None:
    """Return the noun that is the subject of a verb, a head's where it has none of its own."""
    here = verb_
    for _ in range(5):
        found = [c for c in sentence.children[here] if sentence.tokens[c].label in _SUBJECTS]
        if found:
            return _antecedent(sentence, max((c for c in found if c < here), default=found[0]), here)
        label, head = sentence.tokens[here].label, sentence.tokens[here].head
        if label not in _CLIMBS or head == here:
            return _there(sentence, here)
        if (
            sentence.tokens[head].tag.startswith(("NN", "PRP", "CD"))
            and head not in sentence.counted
            and head not in sentence.dated
        ):
            return head
        if label in {"xcomp", "ccomp"} and (patient := patients(sentence, head)):
            return patient[-1]
        here = head
    return None


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
    return sentence.span(verb_, last)


_CUTS = frozenset({"''", "``", ",", ".", "-RRB-", "-LRB-", ":", "WDT", "WP"})
_DONE = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "prt", "oprd", "dative", "advmod", "neg"})
