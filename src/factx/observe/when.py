"""The date that a number holds for."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise

from factx.observe.attach import Attachment
from factx.observe.cue import Number
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.observe.story import CARRIED, COMPARING, DAY, Story, When, continued, idle
from factx.observe.tense import SAYING, tense, verbs
from factx.records import DateFact, PercentFact

_SAYINGS = frozenset("release statement interview filing memo letter article tweet resolution".split())
_FROM = re.compile(r"\s(?:\w+\s)?from\s(?!\Z)", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|and|through|until)\s|[-–/]")
_EARLIER = re.compile(r"\b(?:before|earlier|previous|prior|ago)\b", re.IGNORECASE)
_OVER = re.compile(r"\bover\s(?:the\s)?\Z", re.IGNORECASE)
_IN_PAST = re.compile(r"(?:the\s)?(?:past|last|previous|preceding|next|coming)\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[;:—–(]|\b(?:while|whereas|but|although|though|after|before|when)\b|,\s(?:and|which|who)\b"
    r"|\band\s(?:has|have|is|are|was|were|will|would|since)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\W\d]*(?:\Z|(?:in|on|by|as|at|during|for|over|from|since|through|between|until|early|late|the|last|this)\b)",
    re.IGNORECASE,
)
_SURVEYS = frozenset("study survey poll census analysis report estimate data figures estimates".split())
_ACCORDING = re.compile(r"\baccording\sto\s(?:an?|the|its|their)\s(?:\w+\s)?\Z", re.IGNORECASE)
_GATHERED = re.compile(r"\b(?:ballots?|votes?|results?|returns?|data|figures?|samples?)\sfrom\s\Z", re.IGNORECASE)
_RELEASED = frozenset("released published issued".split())
_NAMING = frozenset("nmod compound nummod amod".split())
_LEAD = 40  # characters before a date that say what it is to a number
_MOST = 4  # dates on each side of a number
_NEAR = 70  # characters from a number to the date behind it
_TOUCHING = 12


def whens(
    article: Article, sentence: Sentence, attached: Mapping[str, Attachment], roles: Mapping[str, Part], story: Story
) -> dict[str, When]:
    """Return the date that each number of a sentence holds for, by fact id; `story` is what sentences before said."""
    starts = _starts(sentence, roles)
    own = {date.id for date in starts.values()}
    found = {}
    for number in sentence.numbers:
        if roles[number.id].role == "from":
            date = starts.get(number.id)
            found[number.id] = When(date.timex, date.id) if date else When()
        else:
            rest = [d for d in _near(sentence, number) if d.id not in own]
            found[number.id] = _when(sentence, number, attached[number.id], roles[number.id], rest)
    _shared(sentence, roles, found)
    _same(sentence, roles, found)
    ends = [n for n in sentence.numbers if roles[n.id].role != "from"]
    for number in ends:
        if not found[number.id].value and tense(sentence, number.start, number.end) == "past":
            found[number.id] = _before(sentence, number, attached[number.id], own)
    if not any(found[n.id].value for n in ends) and not _has_own(sentence, own):
        found |= {n.id: continued(article, sentence, n, attached[n.id], roles[n.id], story) for n in ends}
        _shared(sentence, roles, found)
        told = next((found[n.id] for n in ends if found[n.id].value), When())
        for number in ends:
            if not found[number.id].value and tense(sentence, number.start, number.end) == "past":
                found[number.id] = told
    return found


def _shared(sentence: Sentence, roles: Mapping[str, Part], found: dict[str, When]) -> None:
    """Give a number without a date that of the number it belongs to, and the other way round."""
    for number in sentence.numbers:
        other = roles[number.id].of_id
        if other in found and not found[number.id].value:
            found[number.id] = found[other]
        elif other in found and not found[other].value and roles[other].role != "from":
            found[other] = found[number.id]


def _same(sentence: Sentence, roles: Mapping[str, Part], found: dict[str, When]) -> None:
    """Give a share without a date that of its neighbour: N percent of the men and N percent of the women in 2016."""
    for before, here in pairwise(sentence.numbers):
        if not roles[before.id].role == roles[here.id].role == "share":
            continue
        between = [sentence.tokens[i] for i in sentence.within(before.end, here.start)]
        joined = not any(t.tag.startswith(("V", "MD")) for t in between)
        if not found[here.id].value and (joined or tense(sentence, here.start, here.end) == "past"):
            found[here.id] = found[before.id]
        elif not found[before.id].value and joined:
            found[before.id] = found[here.id]


def _near(sentence: Sentence, number: Number) -> list[DateFact]:
    """Return the dates of a sentence that a number may hold for: its first one and the nearest on both sides."""
    at = bisect_left(sentence.dates, number.start, key=lambda d: d.start)
    nearest = sentence.dates[max(at - _MOST, 0) : at + _MOST]
    return nearest if at <= _MOST else [sentence.dates[0], *nearest]


def _numbers(sentence: Sentence, low: int, high: int) -> int:
    """Return how many numbers of a sentence begin between two places."""
    first = bisect_left(sentence.numbers, low, key=lambda n: n.start)
    return max(0, bisect_left(sentence.numbers, high, key=lambda n: n.start) - first)


def _past_number(sentence: Sentence, at: int) -> int:
    """Return where the last number before a place ends, or the sentence begins."""
    before = bisect_left(sentence.numbers, at, key=lambda n: n.start)
    return sentence.numbers[before - 1].end if before else sentence.start


def _has_own(sentence: Sentence, own: set[str]) -> bool:
    """Tell whether a sentence has a date that is more than what something is compared with."""
    for date in sentence.dates:
        unused = date.recurring or date.id in own or date.timex.startswith("P") or idle(sentence.text, date)
        if not (unused or _is_base(date, _lead(sentence, date, sentence.start))):
            return True
    return False


def _lead(sentence: Sentence, date: DateFact, since: int) -> str:
    """Return the words right before a date, from a place on."""
    return sentence.text[max(since, date.start - _LEAD) : date.start]


def _before(sentence: Sentence, number: Number, attachment: Attachment, own: set[str]) -> When:
    """Return the last date before a number in another clause of its sentence, where nothing else says when."""
    for date in reversed(_near(sentence, number)):
        usable = date.end <= number.start and date.first_day and date.id not in own
        if (
            usable
            and not idle(sentence.text, date)
            and not _is_base(date, _lead(sentence, date, sentence.start))
            and not _is_said(sentence, date, number)
            and not _elsewhere(sentence, number, attachment, date, far=True)
        ):
            return When(date.timex, date.id, sentence.end + CARRIED)
    return When()


def _starts(sentence: Sentence, roles: Mapping[str, Part]) -> dict[str, DateFact]:
    """Return the dates right behind the numbers that others are compared with, by fact id: from 3 percent in June."""
    found = {}
    for number in sentence.numbers:
        if roles[number.id].role != "from":
            continue
        date = next((d for d in _near(sentence, number) if d.start >= number.end and not d.recurring), None)
        if date:
            between = sentence.text[number.end : date.start]
            others = _numbers(sentence, number.end, date.start)
            if not others and len(between) < _NEAR // 2 and not _BREAK.search(between):
                found[number.id] = date
    return found


def _when(sentence: Sentence, number: Number, attachment: Attachment, part: Part, dates: list[DateFact]) -> When:
    if part.role == "change":
        dates = [d for d in dates if not _since(sentence, number, d)]
    ranked = sorted(
        (rank, date.start, date.timex, date.id)
        for date in dates
        for rank in [_rank(sentence, number, attachment, date)]
        if rank is not None
    )
    if len(ranked) > 1 and DAY.fullmatch(ranked[0][2]) and _reported(sentence, ranked[0][1]):
        ranked = [r for r in ranked if not DAY.fullmatch(r[2])] or ranked
    return When(ranked[0][2], ranked[0][3], sentence.end + CARRIED) if ranked else When()


def _reported(sentence: Sentence, start: int) -> bool:
    """Tell whether a day is when somebody reported something: on Thursday reported a rise for the second quarter."""
    above = verbs(sentence, start, start + 1)[:1]
    return any(sentence.tokens[v].word in SAYING for v in above)


def _since(sentence: Sentence, number: Number, date: DateFact) -> bool:
    """Tell whether a date is that of a start without a number: up 14 percent from its low two months ago."""
    between = sentence.text[number.end : date.start]
    return _FROM.match(between) is not None and " to " not in between


def _rank(sentence: Sentence, number: Number, attachment: Attachment, date: DateFact) -> int | None:
    """Return how far a date stands from a number that may hold for it: the least is meant; None: it is another's."""
    between = sentence.text[min(number.end, date.end) : max(number.start, date.start)]
    before = _lead(sentence, date, _past_number(sentence, date.start))
    behind = date.start >= number.end
    opening = sentence.text[sentence.start : date.start].strip(" \n\"“'’")
    leads = not behind and opening.count(" ") <= 3
    length = date.timex.startswith("P")
    if date.recurring or (length and not _OVER.search(before) and not _IN_PAST.match(date.text)):
        return None
    if idle(sentence.text, date) or (not length and _is_base(date, before)) or _is_said(sentence, date, number):
        return None
    below = isinstance(number, PercentFact) and behind and _below(sentence, number, date)
    if below and not _numbers(sentence, number.end, date.start):
        return len(between)
    if not (leads and _OPENING.match(opening)) and (
        _BREAK.search(between) and not between.lstrip().startswith("when ")
    ):
        return None
    others = _numbers(sentence, min(number.end, date.end), max(number.start, date.start))
    if _elsewhere(sentence, number, attachment, date, far=bool(others) or len(between) > _NEAR // 2):
        return None
    if others and not behind and not leads and _verb(sentence, date) != verbs(sentence, number.start, number.end)[:1]:
        return None
    near = len(between) < _TOUCHING
    return len(between) + 100 * others + (0 if behind else 40) + (500 if length and not near else 0)


def _below(sentence: Sentence, number: Number, date: DateFact) -> bool:
    """Tell whether a date is part of what a number is a part of: N percent of those sold in 2021 went lame."""
    here, top = sentence.head_of(date.start, date.end), sentence.head_of(number.start, number.end)
    return here is not None and top in set(sentence.up(here))


def _is_base(date: DateFact, before: str) -> bool:
    """Tell whether a date is what a number is compared with: from the same period of 2022, below the highs of August."""
    spelled = "/" in date.timex and _RANGE.search(date.text)
    if before.endswith("on ") and _EARLIER.search(date.text):
        return True
    if _GATHERED.search(before):
        return False
    return not spelled and not date.text.lower().startswith("this") and COMPARING.search(before) is not None


def _verb(sentence: Sentence, date: DateFact) -> list[int]:
    return verbs(sentence, date.start, date.end)[:1]


def _elsewhere(sentence: Sentence, number: Number, attachment: Attachment, date: DateFact, *, far: bool) -> bool:
    """Tell whether a date belongs to another word: it names something (the 2016 election) or stands by another verb."""
    top = sentence.head_of(date.start, date.end)
    if top is None:
        return False
    token = sentence.tokens[top]
    if token.label in _NAMING and token.head > top:
        noun = sentence.tokens[token.head]
        quoted = _ACCORDING.search(_lead(sentence, date, sentence.start))
        if noun.word in _SURVEYS and (quoted or _verb(sentence, date) == verbs(sentence, number.start, number.end)[:1]):
            return False
        measured = attachment.measure and attachment.measure[0] <= noun.start < attachment.measure[1]
        return not measured and not _at_event(sentence, number, token.head)
    theirs, ours = _verb(sentence, date), verbs(sentence, number.start, number.end)
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


def _is_said(sentence: Sentence, date: DateFact, number: Number) -> bool:
    """Tell whether a day is when somebody said it: it said on Tuesday that sales rose."""
    top = sentence.head_of(date.start, date.end)
    for index in sentence.up(top) if top is not None else ():
        token = sentence.tokens[index]
        fresh = token.word in _RELEASED and token.label == "acl" and not date.timex.isdigit()
        if token.word in _SAYINGS or fresh:
            return True
        if token.tag.startswith("V"):
            own = verbs(sentence, number.start, number.end)[:1]
            return token.word in SAYING and bool(DAY.fullmatch(date.timex)) and own != [index]
    return False
