"""Dates that stand in one phrase: from A to B is one range, and in May and June 2020 both are of 2020."""

import re
from collections.abc import Iterator
from dataclasses import replace

from factx.kinds.date.expressions import (
    Between,
    Expression,
    FirstOf,
    Fixed,
    FractionOf,
    Lapse,
    Nth,
    PartOf,
    Then,
    Yearless,
)
from factx.kinds.date.resolve.moment import Moment
from factx.kinds.date.resolve.when import resolve
from factx.kinds.date.words import When
from factx.rules.context import Context, Mention

_JOINS = re.compile(r"\s?(?:-|to|through|until|till)\s?(?:the\s|early\s|late\s)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:the\s)?\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"""\b(?:
        postponed?|moved?|moving|delay(?:ed)?|changed?|shift(?:ed)?|rescheduled?|pushed|brought|put  # to another date
        |rose|risen|rise|fell|fall|fallen|up|down|increased?|decreased?  # from one figure to another
        |declined?|grew|grown
        |gained?|dropped|jumped|slipped|climbed|improved?|lowered|raised|cut
    )\b[^,;.]*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_AND = re.compile(r",?\s(?:and|or)\s|\s?&\s?", re.IGNORECASE)
_COMMA = re.compile(r",\s")
_OF_NOUN = re.compile(r"\s(?!\w+ed\s)[a-z]{3,}\s(?:in|of)\s")  # that May evening in 1998
_NEXT_YEAR = 6  # months: November and January 2020 are of two years, June and May 2020 of one


def joined(mentions: list[Mention], context: Context) -> Iterator[Mention]:
    """Yield the mentions with "from A to B" and "between A and B" as one range where both are of the calendar.

    What moved from one date to another, and what rose from one to another, keeps its two dates.
    """
    held = None
    for mention in mentions:
        if held is not None and mention.kind == "date" and (span := _range(held, mention, context)):
            yield span
            held = None
            continue
        if held is not None:
            yield held
        held = mention if mention.kind == "date" else None
        if held is None:
            yield mention
    if held is not None:
        yield held


def _range(first: Mention, last: Mention, context: Context) -> Mention | None:
    if not _in_one_phrase(first, last, context.text):
        return None
    says = Between(first.value.says, last.value.says)
    if context.published and resolve(says, Moment(context.published)).startswith("XXXX"):
        return None  # it would run backwards
    return Mention(first.start, last.end, When(says), "date.from_to")


def _in_one_phrase(first: Mention, last: Mention, text: str) -> bool:
    if last.start - first.end > 13 or not (_is_calendar(first.value) and _is_calendar(last.value)):
        return False
    left, between = text[max(0, first.start - 80) : first.start], text[first.end : last.start]
    if _BETWEEN.search(left):
        return between.strip().lower() in {"and", "and the"}
    return bool(_JOINS.fullmatch(between) and _FROM.search(left) and not _MOVED.search(left[:-5]))


def _is_calendar(value: When) -> bool:
    says = value.says
    if value.recurring or isinstance(says, Then | Lapse | Between):
        return False
    return not isinstance(says, Fixed) or says.timex[0].isdigit()


def with_year(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the mentions, each month, day or quarter of a list in the year that the list's last one names."""
    found = list(mentions)
    shared = False
    for at in range(len(found) - 2, -1, -1):
        here, following = found[at], found[at + 1]
        shared = _shares_year(here, following, context.text, after_shared=shared)
        if shared:
            says = _in_year_of(here.value.says, _dated(following.value.says))
            found[at] = Mention(here.start, here.end, replace(here.value, says=says), here.rule)
    return found


def _shares_year(here: Mention, following: Mention, text: str, *, after_shared: bool) -> bool:
    if here.kind != "date" or following.kind != "date" or following.start - here.end > 16:
        return False
    says, named = _dated(here.value.says), _dated(following.value.says)
    if not isinstance(says, Yearless) or says.turn:
        return False
    between = text[here.end : following.start]
    if isinstance(named, Fixed) and re.fullmatch("[12][0-9]{3}", named.timex):
        return bool(_OF_NOUN.fullmatch(between)) and len(says.part) == len("05")
    part = _part(named)
    if part is None or (len(part), part[0].isalpha()) != (len(says.part), says.part[0].isalpha()):
        return False
    return bool(_AND.fullmatch(between) or (after_shared and _COMMA.fullmatch(between)))


def _dated(says: Expression) -> Expression:
    """Return what has the year: of the last week of April the month."""
    return says.whole if isinstance(says, Nth | FractionOf | FirstOf) else says


def _part(says: Expression) -> str | None:
    """Return the part of a year (05, 05-09, Q2) of an expression that names the year."""
    if isinstance(says, PartOf):
        return says.part
    found = re.fullmatch(r"[0-9]{4}-(.+)", says.timex) if isinstance(says, Fixed) else None
    return found[1] if found else None


def _in_year_of(says: Expression, named: Expression) -> Expression:
    if isinstance(says, Nth | FractionOf | FirstOf):
        return replace(says, whole=_in_year_of(says.whole, named))
    if not isinstance(says, Yearless):
        return says
    if isinstance(named, PartOf):
        return PartOf(says.part, named.whole)
    year = int(named.timex[:4]) if isinstance(named, Fixed) else 0
    part = _part(named)
    if part and part[:2].isdigit() and says.part > part and (int(part[:2]) - int(says.part[:2])) % 12 < _NEXT_YEAR:
        year -= 1
    return Fixed(f"{year:04d}-{says.part}")
