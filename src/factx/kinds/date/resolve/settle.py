"""What the words around a date add to it, and the days it comes to in its sentence."""

import re
from dataclasses import replace

from factx import timex
from factx.kinds.date.expressions import (
    Between,
    DayOfMonth,
    EndedOn,
    Expression,
    FirstOf,
    Fixed,
    FractionOf,
    Lapse,
    MonthsOf,
    Nth,
    PartOf,
    Shift,
    Then,
    Weekday,
    Yearless,
)
from factx.kinds.date.resolve.discussed import Discussed
from factx.kinds.date.resolve.moment import Moment
from factx.kinds.date.resolve.phrases import joined, with_year
from factx.kinds.date.resolve.tense import FAR, looks_back, reach_ahead, tells_past
from factx.kinds.date.resolve.when import resolve
from factx.kinds.date.words import MODS, When, exists
from factx.rules.context import Context, Mention
from factx.rules.qualifier import qualifier

_LEFT = re.compile(
    r"""(?:
        (?<!\w)(?:the\s)?(?P<part>start|beginning|middle|end|close|turn)\sof\s(?:the\s)?  # the end of
        |(?<![\w-])(?:the\s)?(?P<early>early|late|mid|earlier|later|end(?=-))[\s-](?:in\s)?  # late, mid-, early in
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)

_SETS_OFF = re.compile(r"[\s-]")


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with determiner and modifier taken in (early, the end of), and its qualifier read."""
    value: When = mention.value
    start = mention.start
    m = (
        _LEFT.search(context.text, max(0, start - 24), start)
        if _SETS_OFF.match(context.text[start - 1 : start])
        else None
    )
    if m and not value.recurring and _can_be_part(value):
        start = m.start()
        if m["early"] and m[0][:4].lower() == "the " and _names_month(value.says):  # the late-November trip
            start += len("the ")
        if not isinstance(value.says, Between):  # a modifier of one end says nothing of the whole
            value = replace(value, mod=MODS[(m["part"] or m["early"]).lower()])
    if _measures(value):
        value = replace(value, qualifier=_measure_qualifier(context.text, start, mention.end))
    same = value is mention.value and start == mention.start
    return mention if same else Mention(start, mention.end, value, mention.rule)


def _can_be_part(value: When) -> bool:
    """Tell whether a modifier fits: not "late five years", not "later 2019" as a day."""
    if isinstance(value.says, Nth | DayOfMonth | Lapse):
        return False
    if isinstance(value.says, Fixed):
        return value.says.timex[0].isdigit() and len(value.says.timex) < 10
    return not isinstance(value.says, Weekday) and not (isinstance(value.says, Shift) and value.says.unit == "day")


def _names_month(says: Expression) -> bool:
    """Tell a month: the article before its modifier is the noun's behind it."""
    match says:
        case Yearless(part) | PartOf(part, _):
            return part.isdigit()
        case Fixed(value):
            return len(value) == len("2021-05") and value[5:].isdigit()
    return False


def _measures(value: When) -> bool:
    return isinstance(value.says, Fixed) and value.says.timex.startswith("P") and not value.says.timex.endswith("_REF")


def _measure_qualifier(text: str, start: int, end: int) -> str | None:
    """Read a duration's qualifier; "over" is one only after a word that measures: "for over a year"."""
    left = text[max(0, start - 16) : start]
    word = left[-5:-1].lower()
    if word == "over" and _BARE_OVER.search(left) and not _OVER.search(left):
        return None
    if word.endswith("as") and _AS_LONG_AS.search(left):
        return "at_most"
    return qualifier(text, start, end)


_BARE_OVER = re.compile(r"\bover\s\Z", re.IGNORECASE)
_AS_LONG_AS = re.compile(r"\bas\s(?:long|late|far)\sas\s\Z", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:for|after|in|took|takes|lasted|than|well|just|of|by|somewhat|slightly|little|much)\sover\s\Z", re.IGNORECASE
)


def settle(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the dates with their TIMEX3 values: each resolved in its sentence, after those before it.

    `mentions` are all kept mentions in text order; other kinds pass unchanged.
    """
    settled: list[Mention] = []
    spoken: list[tuple[int, str]] = []  # where each period under discussion was mentioned, and its value
    year: Mention | None = None  # the last one so far
    for mention in joined(with_year(mentions, context), context):
        if mention.kind != "date":
            settled.append(mention)
            continue
        says = _in_named_year(mention, settled[-1:], year, context)
        value = says.timex if isinstance(says, Fixed) else resolve(says, _moment(mention, says, spoken, context))
        if not exists(value):  # no day of the calendar: said all the same
            value = "XXXX"
        settled.append(Mention(mention.start, mention.end, mention.value.resolved(value), mention.rule))
        year = settled[-1] if _YEAR.fullmatch(value) else year
        if timex.days(value) and _is_new(mention, says, context.text):
            spoken.append((mention.start, value))
    return settled


def _is_new(mention: Mention, says: Expression, text: str) -> bool:
    """Tell whether a date sets what is under discussion: no recurrence, no shift of it, nothing it is compared with."""
    return (
        not mention.value.recurring
        and not (isinstance(says, Then) and (says.like or says.by))
        and not _is_compared(mention, text)
    )


def _is_compared(mention: Mention, text: str) -> bool:
    """Tell what a figure is compared with: up from July; "From" before a range, or that opens a sentence, is none."""
    m = _COMPARED.search(text, max(0, mention.start - 24), mention.start)
    if m is None or m["word"].lower() != "from":
        return m is not None
    return not (m["word"] == "From" or isinstance(mention.value.says, Between | MonthsOf | EndedOn))


_COMPARED = re.compile(
    r"\b(?P<word>compared\s(?:with|to)|versus|vs\.?|against|than|from)\s(?:the\s|that\sof\s|that\sin\s|in\s)?\Z",
    re.IGNORECASE,
)


def _moment(mention: Mention, says: Expression, spoken: list[tuple[int, str]], context: Context) -> Moment:
    """Return what a date is resolved against: tense, where it matters, and the periods spoken of before it."""
    first, end = context.sentence(mention.start, mention.end)
    recent = spoken[-8:]
    discussed = Discussed(tuple(value for _, value in recent), sum(at >= first for at, _ in recent))
    if not _hangs_on_tense(says):
        return Moment(context.published, discussed=discussed)
    before = context.text[max(first, mention.start - 160) : mention.start]
    after = context.text[mention.end : min(end, mention.end + 80)]
    what = {Weekday: "weekday", Lapse: "length"}.get(type(mention.value.says), "date")
    reach = reach_ahead(before, after, what)
    return Moment(
        context.published,
        future=reach > 0,
        reach=reach or FAR,
        past=not reach and (looks_back(before) or (_may_be_either(mention.value.says) and tells_past(before, after))),
        discussed=discussed,
    )


def _hangs_on_tense(says: Expression) -> bool:
    """Tell what lies elsewhere where a sentence looks ahead or back: May, Friday; not last year, in the quarter."""
    match says:
        case Shift(unit, _):
            return unit == "weekend"
        case Then(unit):
            return unit == "day"
        case Yearless(_, turn):
            return turn == 0
        case Fixed():
            return False
        case (
            PartOf(whole=whole)
            | MonthsOf(whole=whole)
            | Nth(whole=whole)
            | FractionOf(whole=whole)
            | FirstOf(whole=whole)
        ):
            return _hangs_on_tense(whole)
    return True


def _may_be_either(says: Expression) -> bool:
    """Tell what lies on either side by the tense of its sentence alone: this weekend, this Sunday, the same day."""
    match says:
        case Shift("weekend", 0) | Then("day", 0) | Weekday(_, 0, False):
            return True
    return False


def _in_named_year(mention: Mention, last: list[Mention], year: Mention | None, context: Context) -> Expression:
    """Return a month or day without a year in the year its sentence opens with: In 2019 it rose, first in May.

    `last` holds the mention right before, if any; `year` is the last year before.
    """
    says: Expression = mention.value.says
    if not isinstance(says, Yearless) or says.turn or not context.published:
        return says
    listed = _behind_month(mention, says, last, context.text)
    if listed:
        return listed
    first, _ = context.sentence(mention.start, mention.end)
    if year is None or not 0 <= year.start - first <= _OPENS or year.value.timex >= f"{context.published.year}":
        return says
    return PartOf(says.part, Fixed(year.value.timex))


def _behind_month(mention: Mention, says: Yearless, before: list[Mention], text: str) -> Expression | None:
    """Return a month behind the one before it in a list: in November and December."""
    last = before[-1] if before else None
    if last is None or not isinstance(last.value, When) or not isinstance(last.value.says, Yearless):
        return None
    if not _AND.fullmatch(text, last.end, mention.start) or not _MONTH_VALUE.fullmatch(last.value.timex):
        return None
    number, month = says.part, last.value.timex
    if not number.isdigit() or not 1 <= (int(number) - int(month[5:])) % 12 <= _LIST:
        return None
    return PartOf(number, Fixed(str(int(month[:4]) + (number < month[5:]))))


_AND = re.compile(r"\s(?:and|or)\s(?:early\s|late\s)?")
_MONTH_VALUE = re.compile(r"[12][0-9]{3}-[0-9]{2}")
_LIST = 2  # months apart: neighbours
_YEAR = re.compile(r"[12][0-9]{3}")
_OPENS = 4  # characters before a year that opens its sentence: "In "
