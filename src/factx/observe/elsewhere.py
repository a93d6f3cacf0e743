"""Whether a date is another's than a number's: what it is compared with, when somebody said it, another verb's."""

import re

from factx.observe.attach import Attachment
from factx.observe.cue import Number
from factx.observe.sentence import Sentence
from factx.observe.story import COMPARING, DAY
from factx.observe.tense import SAYING, verbs
from factx.records import DateFact

_SAYINGS = frozenset(
    "release statement interview filing memo letter article tweet resolution announcement confirmation disclosure".split()
)
_RANGE = re.compile(r"\s(?:to|and|through|until)\s|[-–/]")
_EARLIER = re.compile(r"\b(?:before|earlier|previous|prior|ago)\b", re.IGNORECASE)
_SURVEYS = frozenset("study survey poll census analysis report estimate data figures estimates".split())
_ACCORDING = re.compile(r"\baccording\sto\s(?:an?|the|its|their)\s(?:\w+\s)?\Z", re.IGNORECASE)
_GATHERED = re.compile(r"\b(?:ballots?|votes?|results?|returns?|data|figures?|samples?)\sfrom\s\Z", re.IGNORECASE)
_RELEASED = frozenset("announced released published issued".split())
_NAMING = frozenset("nmod compound nummod amod".split())
_LEAD = 40  # characters before a date that say what it is to a number


def lead(sentence: Sentence, date: DateFact, since: int) -> str:
    """Return the words right before a date, from a place on."""
    return sentence.text[max(since, date.start - _LEAD) : date.start]


def below(sentence: Sentence, number: Number, date: DateFact) -> bool:
    """Tell whether a date is part of what a number is a part of: N percent of those sold in 2021 went lame."""
    here, top = sentence.head_of(date.start, date.end), sentence.head_of(number.start, number.end)
    return here is not None and top in set(sentence.up(here))


def is_base(date: DateFact, before: str) -> bool:
    """Tell whether a date is what a number is compared with: from the same period of 2022, below the highs of August."""
    spelled = "/" in date.timex and _RANGE.search(date.text)
    if before.endswith("on ") and _EARLIER.search(date.text):
        return True
    if _GATHERED.search(before):
        return False
    return not spelled and not date.text.lower().startswith("this") and COMPARING.search(before) is not None


def verb_of(sentence: Sentence, date: DateFact) -> list[int]:
    """Return the verb that a date stands under, if any."""
    return verbs(sentence, date.start, date.end)[:1]


def elsewhere(sentence: Sentence, number: Number, attachment: Attachment, date: DateFact, *, far: bool) -> bool:
    """Tell whether a date belongs to another word: it names something (the 2016 election) or stands by another verb."""
    top = sentence.head_of(date.start, date.end)
    if top is None:
        return False
    token = sentence.tokens[top]
    if token.label in _NAMING and token.head > top:
        noun = sentence.tokens[token.head]
        quoted = _ACCORDING.search(lead(sentence, date, sentence.start))
        if noun.word in _SURVEYS and (
            quoted or verb_of(sentence, date) == verbs(sentence, number.start, number.end)[:1]
        ):
            return False
        measured = attachment.measure and attachment.measure[0] <= noun.start < attachment.measure[1]
        return not measured and not _at_event(sentence, number, token.head)
    theirs, ours = verb_of(sentence, date), verbs(sentence, number.start, number.end)
    if date.end <= number.start and any(_aside(sentence, v, ours) for v in theirs):
        return True
    if date.end <= number.start:  # founded in 2019, it charges N
        return any(sentence.tokens[v].tag in {"VBN", "VBG"} and v not in ours and v < top for v in theirs) and _free(
            sentence, theirs[0]
        )
    return far and theirs != ours[:1]


def _aside(sentence: Sentence, verb: int, ours: list[int]) -> bool:
    """Tell whether a verb is that of a relative clause that a number stands outside of, and not what it counts."""
    token = sentence.tokens[verb]
    if token.label == "acl" and token.tag == "VBN" and sentence.tokens[token.head].label == "appos":
        return verb not in ours  # Norden, a fund formed in 2013, had offered
    if token.label != "relcl" or verb in ours:
        return False
    first, noun = sentence.subtree(verb)[0], sentence.tokens[token.head]
    counted = noun.label.startswith("nsubj") and noun.head in ours and sentence.tokens[first - 1].word != ","
    return not counted


def _free(sentence: Sentence, verb: int) -> bool:
    """Tell whether a participle stands by itself: founded in May, it; the yard, founded in May."""
    helped = any(sentence.tokens[c].label in {"aux", "auxpass"} for c in sentence.children[verb])
    return not helped and (verb == 0 or sentence.tokens[verb - 1].word in {",", "(", "—", "–"})


def _at_event(sentence: Sentence, number: Number, noun: int) -> bool:
    """Tell whether an event that a date names says when: N percent in the 2018 elections."""
    preposition = sentence.tokens[noun].head
    if sentence.tokens[noun].label != "pobj" or sentence.tokens[preposition].word not in {"in", "at", "during"}:
        return False
    top = sentence.head_of(number.start, number.end)
    above = {top, *sentence.up(top)} if top is not None else set()
    return sentence.tokens[preposition].head in above or top in set(sentence.up(preposition))


def is_said(sentence: Sentence, date: DateFact, number: Number) -> bool:
    """Tell whether a day is when somebody said it: it said on Tuesday that sales rose."""
    top = sentence.head_of(date.start, date.end)
    for index in sentence.up(top) if top is not None else ():
        token = sentence.tokens[index]
        fresh = token.word in _RELEASED and token.label == "acl"
        fresh = fresh and (token.word == "announced" or not date.timex.isdigit())
        if token.word in _SAYINGS or fresh:
            return True
        if token.tag.startswith("V"):
            own = verbs(sentence, number.start, number.end)[:1]
            return token.word in SAYING and bool(DAY.fullmatch(date.timex)) and own != [index]
    return False
