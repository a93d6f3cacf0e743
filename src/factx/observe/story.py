"""What the text before a sentence says of its date: the period that a story is about, the day on which it happened."""

import re
from bisect import bisect_left
from typing import NamedTuple

from factx.observe.attachment import Attachment
from factx.observe.cue import Number
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.observe.tense import SAYING, tense, verbs
from factx.observe.words import FINANCES, MEASURES, PUBLIC, singular
from factx.records import DateFact, PercentFact

COMPARING = re.compile(
    r"(?:\b(?:highs?|lows?|peaks?|levels?|records?)\s(?:of|in|since|from)\s\Z"
    r"|\b(?:than|against|versus|vs\.?|compared|compares|comparison|since)\b(?:\s(?:with|to))?"
    r"|\b(?:from|over)(?=\s(?:the\s)?(?:same|year|corresponding|comparable|previous|prior|last|\Z)"
    r"|\sa\s(?:year|quarter|month)|\s\Z))"
    r"(?:\s[^\s,;]+){0,4}\s?\Z",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(SAYING))})\b(?:\s\w+){{0,3}}\s(?:on\s)?\Z", re.IGNORECASE)
_OF_A_NAME = re.compile(r"\s(?!Q\d)[A-Z]")  # in 2016 United States elections
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|its|his|her|their)\s(?:\w+\s)?\Z", re.IGNORECASE
)  # in the 2016 election
_SAME_TIME = re.compile(
    r"\b(?:during|in|over|for|of)\s(?:the|that|this)\s(?:same\s)?(?:period|quarter|month|half)\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"[.!?”\"]\s*\n|\n\s*\n")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STATES = frozenset(
    "was were had held owned provided preferred supported showed covered made represented needed".split()
)
FIGURES = FINANCES | MEASURES | PUBLIC
_HEAD = 200  # characters within which the first paragraph is taken to end
CARRIED = 300  # characters over which a date carries on


class When(NamedTuple):
    """A date's TIMEX3 value, its fact's id, and how far in the document it carries."""

    value: str | None = None
    id: str | None = None
    until: int = 0


class Story(NamedTuple):
    """What the numbers before a sentence held for: the first that had a date, and the last."""

    lead: When
    last: When


def continued(
    article: Article, sentence: Sentence, number: Number, attachment: Attachment, part: Part, story: Story
) -> When:
    """Return the date of what came before, where a number without one plainly continues it."""
    last, here = story.last, story.last.value and sentence.start <= story.last.until
    if _SAME_TIME.search(sentence.text, sentence.start, sentence.end):
        told = last if here else story.lead
        return told if told.value and (here or _is_period(told.value)) else When()
    if tense(sentence, number.start, number.end) != "past":
        return When()
    date = _last(article, sentence.start)
    fresh = date is not None and (not last.value or date.start > last.until - CARRIED)
    if date and fresh and not (here and last.value and _is_period(last.value) and not _is_period(date.timex)):
        return When(date.timex, date.id, sentence.end + CARRIED)
    if here and not _PARAGRAPH.search(article.text, last.until - CARRIED - 1, sentence.start):
        return last._replace(until=sentence.end + CARRIED)
    event = _told(sentence, number, part)
    if not event and not _is_figure(sentence, attachment):
        return When()
    if story.lead.value and _is_period(story.lead.value):
        return story.lead._replace(until=sentence.end + CARRIED)
    day = story_day(article) if event and isinstance(number, PercentFact) else None
    return When(day.timex, day.id) if day else When()


def _is_period(timex: str) -> bool:
    return not DAY.fullmatch(timex)


def _is_figure(sentence: Sentence, attachment: Attachment) -> bool:
    """Tell whether a measure is a figure of accounts or statistics: revenue, turnout."""
    if attachment.measure is None or not sentence.start <= attachment.measure[0] < sentence.end:
        return False
    words = sentence.text[attachment.measure[0] : attachment.measure[1]].lower().split()
    return any(w in FIGURES or singular(w) in FIGURES for w in words[-2:])


def _told(sentence: Sentence, number: Number, part: Part) -> bool:
    """Tell whether a share or change is an event of the story: won N percent, fell N percent."""
    if part.role == "change" and (part.token is None or sentence.tokens[part.token].tag.startswith("NN")):
        return False
    own = [sentence.tokens[v] for v in verbs(sentence, number.start, number.end)[:1]]
    done = any(t.tag in {"VBD", "VBG"} and not (part.role == "share" and t.word in _STATES) for t in own)
    return part.role in {"change", "share"} and done


def _last(article: Article, start: int) -> DateFact | None:
    """Return the last date before a sentence, near it in its paragraph, on which something happened."""
    for at in range(bisect_left(article.dates, start, key=lambda d: d.start) - 1, -1, -1):
        date = article.dates[at]
        if start - date.end > CARRIED or _PARAGRAPH.search(article.text, date.end, start):
            return None
        if happened(article.text, date):
            return date
    return None


def happened(text: str, date: DateFact) -> bool:
    """Tell whether something happened on a date: it is no year in a name, no day of a saying, nothing compared with."""
    before = text[max(0, date.start - 40) : date.start]
    named = date.text.isdigit() and (_OF_A_NAME.match(text, date.end) or _DETERMINED.search(before))
    return bool(date.first_day and not named and not COMPARING.search(before) and not _SAID.search(before))


def story_day(article: Article) -> DateFact | None:
    """Return the day of the story: the first in its first paragraph on which something happened."""
    end = article.text.find("\n", _HEAD)
    for date in article.dates:
        if date.start > (end if end > 0 else _HEAD):
            return None
        if DAY.fullmatch(date.timex) and happened(article.text, date):
            return date
    return None
