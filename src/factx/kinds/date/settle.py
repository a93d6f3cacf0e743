"""What the words around a date add to it, and the days it comes to in its sentence."""

import re
from dataclasses import replace
from itertools import takewhile

from factx import timex
from factx.kinds.date.expressions import Expression, Fixed, PartOf, Shift, Then, Weekday, Yearless
from factx.kinds.date.when import Moment, resolve
from factx.kinds.date.words import MODS, When, exists
from factx.kinds.qualifier import qualifier
from factx.rule import Context, Mention

_LEFT = re.compile(
    r"(?:(?:the\s)?(?P<part>start|beginning|middle|end|close|turn)\sof\s(?:the\s)?|(?<![\w-])(?:the\s)?(?P<early>early|late|mid|earlier|later)(?:[\s-])(?:in\s)?)\Z",
    re.IGNORECASE,
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
        start, value = m.start(), replace(value, mod=MODS[(m["part"] or m["early"]).lower()])
    if _measures(value):
        value = replace(value, qualifier=_measure_qualifier(context.text, start, mention.end))
    return mention if value is mention.value else Mention(start, mention.end, value, mention.rule)


def _can_be_part(value: When) -> bool:
    """Tell whether a modifier fits: not "late five years", not "later 2019" as a day."""
    if isinstance(value.says, Fixed):
        return value.says.timex[0].isdigit() and len(value.says.timex) < 10
    return not isinstance(value.says, Weekday) and not (isinstance(value.says, Shift) and value.says.unit == "day")


def _measures(value: When) -> bool:
    return isinstance(value.says, Fixed) and value.says.timex.startswith("P") and not value.says.timex.endswith("_REF")


def _measure_qualifier(text: str, start: int, end: int) -> str | None:
    """Read a duration's qualifier; "over" is one only after a word that measures: "for over a year"."""
    left = text[max(0, start - 16) : start]
    if re.search(r"\bover\s\Z", left, re.IGNORECASE) and not re.search(
        r"\b(?:for|after|in|took|takes|lasted|than|well|just|of|by)\sover\s\Z", left
    ):
        return None
    return qualifier(text, start, end)


_AHEAD = re.compile(
    r"\b(?:will|won't|shall|next|upcoming|scheduled|expected|expects?|due|plans?|planned|planning|set\sto|to\sbe|is\sto|are\sto|going\sto|forecasts?|would|could|might|slated|effective|decided\sto|as\s(?:soon|early)\sas|agree[ds]?\sto|agreement\sto|ahead\sof|until|till)\b",
    re.IGNORECASE,
)


def settle(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the dates with their TIMEX3 values: each resolved in its sentence, after those before it.

    `mentions` are all kept mentions in text order; other kinds pass unchanged.
    """
    settled: list[Mention] = []
    history: list[str] = []
    for mention in mentions:
        if mention.kind != "date":
            settled.append(mention)
            continue
        first, end = context.sentence(mention.start, mention.end)
        future = _looks_ahead(
            context.text[max(first, mention.start - 160) : mention.start],
            context.text[mention.end : min(end, mention.end + 40)],
            close=isinstance(mention.value.says, Weekday),
        )
        says = _in_named_year(mention.value.says, settled, first, context)
        value = resolve(says, Moment(context.published, future, tuple(history[-8:])))
        if not exists(value):
            continue
        settled.append(Mention(mention.start, mention.end, replace(mention.value, timex=value), mention.rule))
        if timex.days(value) and not mention.value.recurring and not isinstance(mention.value.says, Then):
            history.append(value)
    return settled


def _in_named_year(says: Expression, settled: list[Mention], first: int, context: Context) -> Expression:
    """Return a month or day without a year in the year its sentence opens with: In 2019 it rose, first in May."""
    if not isinstance(says, Yearless) or says.turn or not context.published:
        return says
    in_sentence = takewhile(lambda m: m.start >= first, reversed(settled))
    opener = next((m for m in in_sentence if m.kind == "date" and _YEAR.fullmatch(m.value.timex)), None)
    if opener is None or opener.start - first > 4 or opener.value.timex >= f"{context.published.year}":
        return says
    return PartOf(says.part, Fixed(opener.value.timex))


_YEAR = re.compile(r"[12][0-9]{3}")


def _looks_ahead(before: str, after: str, *, close: bool) -> bool:
    """Tell whether the words of a sentence around a date speak of what is to come.

    `close`: only those of its own clause count, since "said on Friday that it will" is past.
    """
    if not close and _BY_THEN.search(before) and not re.search(r"\b(?:had|was|were)\b", before):
        return True
    left = re.split(r"[,;]|\b(?:said|says|told|announced|reported|added)\b", before)[-1] if close else before
    if not close and _PAST_RIGHT_BEFORE.search(before):
        return False
    return bool((_SURELY if close else _AHEAD).search(left) and not (close and _WAS.search(left))) or bool(
        not close and _WILL_AFTER.match(after)
    )


_PAST_RIGHT_BEFORE = re.compile(
    r"\b(?:was|were)\b(?!\s(?:\w+\s)?(?:planned|planning|expected|scheduled|due|set|slated|to)\b)[^,;.]{0,40}\Z",
    re.IGNORECASE,
)
_BY_THEN = re.compile(
    r"\b(?:by|through|until|till)\s(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof)[\s-])?\Z", re.IGNORECASE
)
_SURELY = re.compile(
    r"\b(?:will|won't|shall|scheduled|due|set\sto|is\sto|are\sto|to\sbe|going\sto|expected|expects?\sto|plans?\sto|planned\sto|planning\sto|would|could|might|slated|as\s(?:soon|early)\sas|upcoming|ahead\sof|until|till)\b",
    re.IGNORECASE,
)
_WILL_AFTER = re.compile(r"[^.;]{0,40}?\b(?:will|shall)\b")
_WAS = re.compile(r"\b(?:was|were|had|been)\s(?:\w+\s)?(?:expected|scheduled|due|planned|set|to\sbe)\b", re.IGNORECASE)
