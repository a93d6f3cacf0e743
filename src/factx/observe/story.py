"""What the text before a sentence says of its date: the period that a story is about, the day on which it happened."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from factx.observe.attachment import Attachment
from factx.observe.cue import Number
from factx.observe.movement import NOUNS
from factx.observe.paragraph import parted
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.observe.tense import SAYING, tense, verbs
from factx.observe.words import FINANCES, INDEXES, MEASURES, PUBLIC, singular
from factx.records import DateFact, PercentFact

COMPARING = re.compile(
    r"(?:\b(?:highs?|lows?|peaks?|levels?|records?)\s(?:of|in|since|from)\s\Z"
    r"|\bfrom\s(?:an?|its|their|the)\s(?:\w+\s){0,2}(?:highs?|lows?|peaks?|levels?)\b"
    r"|\b(?:to|over)\s(?:\S+\s){1,3}clos(?:e|ing)\s(?:price\s)?(?:on\s)?"
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
_DELIVERED = re.compile(
    r"\b(?:maturing|matures?|maturit(?:y|ies)|expiring|due|delivery)\s(?:\w+\s){0,2}\Z", re.IGNORECASE
)
_DELIVERY = re.compile(
    r"\s(?:delivery|futures?|contracts?|maturit(?:y|ies)|notes?|bonds?|settlement|expiry)\b", re.IGNORECASE
)
_ANY_TIME = re.compile(
    r"\b(?:recent(?:ly)?|since then|previously|formerly|until then|usually|typically|normally|traditionally|always|once"
    r"|for (?:each|every)|at the (?:last|previous) \w+|at that time)\b",
    re.IGNORECASE,
)  # another time than the story's
_ASIDE = re.compile(r",\s(?:who|which|whose|where)\s[^,;.]*\Z")  # in 2012, the dam, which it built in 1981
_WRITING = re.compile(r"\b(?:as of|at the time of|at)\s(?:this\s)?(?:writing|publication)\b", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\s(?:a\s|the\s)?\Z", re.IGNORECASE)
_CHANGED = re.compile(r"['’]s\s(?:sharp\s|steep\s)?(\w+)")  # last week's drop
_STAMP = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?)\sago\Z", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STATES = frozenset(
    "was were had held owned provided preferred supported showed covered made represented needed".split()
)
_TRADED = frozenset(
    """copper crude currency dollar equities equity euro future futures gold index pound rouble rupee scrip share silver
    stock yen yield yuan"""
    .split()
) | INDEXES  # fmt: skip
_MONTHLY = frozenset(
    "activity confidence consumer managers manager price output sentiment production".split()
)  # indexes
FIGURES = FINANCES | MEASURES | PUBLIC
_DATELINE = 40
_BESIDE = 80  # characters from a relative word to its date
_VOTED = frozenset({"turnout", "voter turnout"})
_PLANS = frozenset("ceiling goal limit plan plans program programme target targets".split())
_PARTS = re.compile(
    r"\s*(?:for (?:example|instance), |of (?:these|those|them|this|that),? )?"
    r"(?:(?:about|some|around|nearly|almost|more than|over|only|just|another|roughly|a|an|the other)\s)*",
    re.IGNORECASE,
)  # before a share that opens its sentence
_EVENTS = frozenset(
    """auction ceremony competition conference contest convention election event exhibition fair festival match race
    referendum tournament vote"""
    .split()
)  # fmt: skip
_LONG_LINE = re.compile(r"[^\n]{100}")
_LEADING = 1500  # characters that may hold lines of a heading before it
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
    day: When = When()  # the last that is a day

    def then(self, held: list[When]) -> "Story":
        """Return what is told after a sentence whose numbers held for these dates."""
        days = [when for when in held if when.value and DAY.fullmatch(when.value)]
        lead = self.lead if self.lead.value or not held else held[0]
        return Story(lead, held[-1] if held else When(), days[-1] if days else self.day)


def continued(
    article: Article, sentence: Sentence, number: Number, attachment: Attachment, part: Part, story: Story
) -> When:
    """Return the date of what came before, where a number without one plainly continues it."""
    last, here = story.last, story.last.value and sentence.start <= story.last.until
    if _ANY_TIME.search(sentence.text, sentence.start, sentence.end):
        return When()
    if _WRITING.search(sentence.text, sentence.start, number.end):
        written = next((d for d in article.dates[:1] if _alone(article.text, d) and DAY.fullmatch(d.timex)), None)
        return When(written.timex, written.id) if written else When()
    if same := _SAME_TIME.search(sentence.text, sentence.start, sentence.end):
        told = last if here else story.lead
        if told.value and told.value.isdigit() and "period" not in same[0].lower():
            return When()  # the quarter of a year that it does not name
        return told if told.value and (here or _is_period(told.value)) else When()
    now = tense(sentence, number.start, number.end)
    if now == "past":
        day = _is_traded(sentence, attachment)
        if not day:
            return _past(article, sentence, number, attachment, part, story)
        held = _on_day(article, part, story, said=True)
        return held._replace(until=sentence.end + CARRIED)
    opens = part.role == "share" and _PARTS.fullmatch(sentence.text, sentence.start, number.start)
    return _present(article, sentence) if now == "present" and opens else When()


def _past(
    article: Article, sentence: Sentence, number: Number, attachment: Attachment, part: Part, story: Story
) -> When:
    """Return the date that a number in the past continues: the last one near it, else that of the story."""
    last, here = story.last, story.last.value and sentence.start <= story.last.until
    event, figure = _told(sentence, number, part), _is_figure(sentence, attachment)
    date = _last(article, sentence.start)
    fresh = date is not None and (not last.value or date.start > last.until - CARRIED)
    if date and fresh and not (here and last.value and _is_period(last.value) and not _is_period(date.timex)):
        states = not event and not figure and _is_stated(sentence, number, part)
        return When() if states else When(date.timex, date.id, sentence.end + CARRIED)
    if here and not parted(article, last.until - CARRIED - 1, sentence.start):
        return last._replace(until=sentence.end + CARRIED)
    if not event and not figure:
        return _at_event(article, sentence, number)
    if story.lead.value and _is_period(story.lead.value):
        return story.lead._replace(until=sentence.end + CARRIED)
    if not isinstance(number, PercentFact):
        return When()
    voted = attachment.measure is not None and article.text[slice(*attachment.measure)].lower() in _VOTED
    return _on_day(article, part, story if voted else Story(When(), When())) if event or voted else When()


def _present(article: Article, sentence: Sentence) -> When:
    """Return the period of the sentence right before, for a share that goes into what it tells: half of them are."""
    date = _last(article, sentence.start)
    if date is None or not _is_period(date.timex):
        return When()
    return When(date.timex, date.id, sentence.end + CARRIED)


def _on_day(article: Article, part: Part, story: Story, *, said: bool = False) -> When:
    """Return the day on which it was: the last day that a number before had, or the story's.

    `said`: what moves from day to day, and without such a day does on the one when the story's was said.
    """
    if story.day.value:
        return story.day
    day = None if part.role == "from" else story_day(article, said=said)
    return When(day.timex, day.id) if day else When()


def _is_traded(sentence: Sentence, attachment: Attachment) -> bool:
    """Tell whether a measure is what moves from day to day: shares, an index, a currency."""
    if attachment.measure is None:
        return False
    words = sentence.text[attachment.measure[0] : attachment.measure[1]].lower().split()
    return bool(words) and (words[-1] in _TRADED or singular(words[-1]) in _TRADED) and not _MONTHLY.intersection(words)


def _is_stated(sentence: Sentence, number: Number, part: Part) -> bool:
    """Tell whether a number's verb says how things stood beside the story: held N percent, which ran N."""
    own = [sentence.tokens[v] for v in verbs(sentence, number.start, number.end)[:1]]
    return any(
        t.word not in {"was", "were"} if t.label == "relcl" else part.role == "share" and t.word in _STATES for t in own
    )


def _is_period(timex: str) -> bool:
    return not DAY.fullmatch(timex)


def _is_figure(sentence: Sentence, attachment: Attachment) -> bool:
    """Tell whether a measure is a figure of accounts or statistics: revenue, turnout."""
    if attachment.measure is None or not sentence.start <= attachment.measure[0] < sentence.end:
        return False
    words = sentence.text[attachment.measure[0] : attachment.measure[1]].lower().split()
    return (
        words[-1:] != [] and words[-1] not in _PLANS and any(w in FIGURES or singular(w) in FIGURES for w in words[-2:])
    )


def _told(sentence: Sentence, number: Number, part: Part) -> bool:
    """Tell whether a share or change is an event of the story: won N percent, fell N percent."""
    if part.role == "change" and (part.token is None or sentence.tokens[part.token].tag.startswith("NN")):
        return False
    own = [sentence.tokens[v] for v in verbs(sentence, number.start, number.end)[:1]]
    had = any(
        sentence.tokens[c].word == "had"
        for v in verbs(sentence, number.start, number.end)[:1]
        for c in sentence.children[v]
    )
    done = any((t.tag in {"VBD", "VBG"} or had) and not (part.role == "share" and t.word in _STATES) for t in own)
    return part.role in {"change", "share", "to"} and done


def _last(article: Article, start: int) -> DateFact | None:
    """Return the last date before a sentence, near it in its paragraph, on which something happened."""
    for at in range(bisect_left(article.dates, start, key=lambda d: d.start) - 1, -1, -1):
        date = article.dates[at]
        if start - date.end > CARRIED or parted(article, date.end, start):
            return None
        aside = _ASIDE.search(article.text, max(0, date.start - _BESIDE), date.start)
        if not aside and happened(article.text, date):
            return date
    return None


def happened(text: str, date: DateFact) -> bool:
    """Tell whether something happened on a date: it is no year in a name, no day of a saying, nothing compared with."""
    before = text[max(0, date.start - 40) : date.start]
    named = date.text.isdigit() and (_OF_A_NAME.match(text, date.end) or _DETERMINED.search(before))
    if named or _alone(text, date) or idle(text, date):
        return False
    runs = "/" in date.timex and before.lower().endswith("from ")
    return bool(date.first_day and (runs or not COMPARING.search(before)) and not _SAID.search(before))


def _alone(text: str, date: DateFact) -> bool:
    """Tell whether a date is a line by itself: when the article was written."""
    before = text[max(0, date.start - _DATELINE) : date.start].rpartition("\n")
    after = text[date.end : date.end + _DATELINE].partition("\n")
    begins = bool(before[1]) or date.start <= _DATELINE
    return begins and not before[2].strip() and not after[0].strip(" .") and (bool(after[1]) or date.end == len(text))


def idle(text: str, date: DateFact) -> bool:
    """Tell whether a date is a stamp, 8 minutes ago, when a thing is handed over or paid back, or when another change was.

    Bonds due 2030; 8 percent after last week's drop.
    """
    before = text[max(0, date.start - _DATELINE) : date.start]
    if _AFTER.search(before) and (change := _CHANGED.match(text, date.end)) and change[1].lower() in NOUNS:
        return True
    return bool(_STAMP.search(date.text) or _DELIVERY.match(text, date.end) or _DELIVERED.search(before))


def story_day(article: Article, *, said: bool = False) -> DateFact | None:
    """Return the day of the story: the first in its first paragraph on which something happened, or else was said."""
    days = [d for d in _opening(article) if DAY.fullmatch(d.timex)]
    told = [d for d in days if not idle(article.text, d) and not _alone(article.text, d)] if said else []
    return next((d for d in days if happened(article.text, d)), next(iter(told), None))


def _opening(article: Article) -> list[DateFact]:
    """Return the dates of the first paragraph."""
    long = _LONG_LINE.search(article.text, 0, _LEADING)
    begins = long.end() if long else 0
    newline = article.text.find("\n", max(_HEAD, begins), _LEADING)
    end = newline if newline > 0 else max(_HEAD, begins + _HEAD)
    return article.dates[: bisect_right(article.dates, end, key=lambda d: d.start)]


def _first(article: Article) -> list[DateFact]:
    """Return the dates of the first paragraph on which something happened."""
    return [d for d in _opening(article) if happened(article.text, d)]


def _at_event(article: Article, sentence: Sentence, number: Number) -> When:
    """Return when an event was that the story is about and a number's subject names: the event raised N."""
    for verb in verbs(sentence, number.start, number.end):
        for child in sentence.children[verb]:
            token = sentence.tokens[child]
            given = any(sentence.tokens[c].word in {"the", "this"} for c in sentence.children[child])
            if token.label.startswith("nsubj") and token.word in _EVENTS and given:
                dates = _first(article)
                days = [d for d in dates if DAY.match(d.timex)]
                return next((When(d.timex, d.id, sentence.end + CARRIED) for d in days + dates), When())
    return When()
