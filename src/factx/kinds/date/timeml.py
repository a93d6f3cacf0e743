"""The dates as corpora of TimeML write them: a view of the settled facts, for fair scores and for TimeML's users.

TimeML (ISO 24617-1, Pustejovsky et al. 2003) marks each end of a range, takes a time of day and a modifier into the
span, and has no value for a range. What the view changes is said by its rules' names: timeml.range_end,
timeml.time_of_day… Only facts of these rules may have the values that TimeML alone has (199, 2021-09-24TMO).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from factx import timex
from factx.kinds.date.expressions import Fixed, Then
from factx.kinds.date.length import LETTERS, count_of, length
from factx.kinds.date.resolve.arithmetic import shifted
from factx.kinds.date.words import MONTH, WEEKDAY, WEEKDAYS, When, month_of, weekday_of
from factx.rules.context import Context, Mention

_FLAGS = re.IGNORECASE | re.VERBOSE


def timeml(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return settled mentions with the dates among them as TimeML has them; other kinds pass unchanged."""
    dates = [part for mention in mentions if mention.kind == "date" for part in _parts(mention, context.text)]
    taken = [(m.start, m.end) for m in mentions if m.kind not in {"date", "organization"}]
    timed = [_qualified(_plain(m, context.text), context.text) for m in _with_times(dates, context)]
    kept: list[Mention] = []
    for mention in sorted(timed, key=lambda m: (m.start, -m.end)):
        if (not kept or mention.start >= kept[-1].end) and not _meets(taken, mention):
            kept.append(mention)
    others = [m for m in mentions if m.kind != "date"]
    return sorted([*others, *kept], key=lambda m: (m.start, m.end))


def _meets(taken: list[tuple[int, int]], mention: Mention) -> bool:
    return any(mention.start < end and start < mention.end for start, end in taken)


def _named(mention: Mention, start: int, end: int, value: When, change: str) -> Mention:
    return Mention(start, end, value, timex.TIMEML_RULES + change)


# One fact becomes several: a range its ends, the year ended March 31 a length and a day.

_ENDED = re.compile(
    r"""(?P<length>.*\b(?:year|quarter|half|months|weeks|years)(?:\speriod)?)
    \s(?:that\s)?(?:ended|ending|to|through|until)\s(?:on\s|in\s)?
    (?P<end>.+)""",
    _FLAGS,
)
_COUNTED = re.compile(
    r"""(?P<length>(?:the\s)?(?:[\w-]+\s){0,2}(?P<unit>months|quarters))  # the first nine months
    (?:\s(?:of|in)\s(?P<whole>.+))?""",
    _FLAGS,
)
_FROM_NOW = re.compile(r"(?P<length>.+)\sfrom\s(?P<now>now)", _FLAGS)
_LENGTH = re.compile(r"(?:.*\s)?(?P<n>[\w.,-]+)[\s-](?P<u>[a-z]+?)s?", _FLAGS)
_BETWEEN_ENDS = (
    re.compile(r"\s(?:to|through|until|till|and|or)\s", _FLAGS),
    re.compile(r"\s?[-~/]\s?(?=['A-Z0-9])"),
)
_ATTRIBUTE = re.compile(r"\s[a-z]")
_HALVES = {"Q1/Q2": "H1", "Q3/Q4": "H2"}


def _parts(mention: Mention, text: str) -> Iterator[Mention]:
    """Yield the TimeML facts that one fact comes to."""
    value, words = mention.value, text[mention.start : mention.end]
    if value.recurring and words.lower() in {"annual", "quarterly"} and _ATTRIBUTE.match(text, mention.end):
        return  # its quarterly report: TimeML corpora mark the adverb alone
    days = timex.days(value.timex)
    if days and (m := _ENDED.fullmatch(words)):
        end = days[1].isoformat() if re.search(r"\b[0-9]{1,2}\b(?!:)", m["end"]) else f"{days[1]:%Y-%m}"
        counted = re.search(r"\b(?:months|weeks|years)\b", m["length"], re.IGNORECASE)
        yield _piece(mention, m.span("length"), (not counted and _whole(days)) or _length(days), "length")
        yield _piece(mention, m.span("end"), end, "range_end")
    elif days and (m := _COUNTED.fullmatch(words)) and re.search("/|-Q[14]$", value.timex):
        yield from _counted(mention, m, days)
    elif m := _FROM_NOW.fullmatch(words):
        yield _piece(mention, m.span("length"), _spoken_length(m["length"]) or value.timex, "length")
        yield _piece(mention, m.span("now"), "PRESENT_REF", "now")
    elif "/" in value.timex and not isinstance(value.says, Then) and (ends := _ends(words)):
        for span, part in zip(ends, value.timex.split("/"), strict=True):
            yield _piece(mention, span, part, "range_end")
    else:
        yield mention


def _piece(mention: Mention, span: tuple[int, int], value: str, change: str) -> Mention:
    """Return a part of a mention, by its offsets in the mention's text."""
    says = When(Fixed(value), timex=value, qualifier=mention.value.qualifier)
    return _named(mention, mention.start + span[0], mention.start + span[1], says, change)


def _counted(mention: Mention, m: re.Match[str], days: timex.Days) -> Iterator[Mention]:
    """Yield the first nine months as a length, and the year that it is of."""
    year, _, quarters = mention.value.timex.partition("-")
    if m["unit"].lower() == "quarters" and "/" not in quarters:
        yield mention  # the first and fourth quarters
        return
    half = _HALVES.get(quarters.replace(f"/{year}-", "/"))
    if m["unit"].lower() == "quarters" and half:
        yield _piece(mention, (0, len(m[0])), f"{year}-{half}", "half")
        return
    yield _piece(mention, m.span("length"), _length(days), "length")
    if m["whole"]:
        yield _piece(mention, m.span("whole"), f"{days[0].year}", "range_end")


def _whole(days: timex.Days) -> str | None:
    """Return the quarter or year of the calendar that a period is, None where it is none."""
    wholes = (shifted(days[0], unit, 0) for unit in ("quarter", "year"))
    return next((whole for whole in wholes if timex.days(whole) == days), None)


def _length(days: timex.Days) -> str:
    """Return the length of a period: whole years, months, weeks or days."""
    after = days[1] + timedelta(days=1)
    months = (after.year - days[0].year) * 12 + after.month - days[0].month
    if months and after.day == days[0].day:
        return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
    count = (after - days[0]).days
    return f"P{count // 7}W" if count % 7 == 0 else f"P{count}D"


def _spoken_length(words: str) -> str | None:
    m = _LENGTH.fullmatch(words)
    if m is None or m["u"].lower() not in LETTERS:
        return None
    return length(count_of(m["n"]), m["u"].lower())


def _ends(words: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the spans of a range's two ends in its words, None where they are not two."""
    for joint in _BETWEEN_ENDS:
        found = list(joint.finditer(words))
        if found:
            m = found[-1]
            return (0, m.start()), (m.end(), len(words))
    return None


# A time of day is in the span and in the value.

_PARTS_OF_DAY = {"morning": "TMO", "noontime": "TNO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_NAMED_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_PART_OF_DAY = rf"(?:early[\s-]|late[\s-]|mid[\s-]?)?(?P<part>{'|'.join(_PARTS_OF_DAY)})s?"
_CLOCK = r"""(?:
    (?P<h>1[0-2]|0?[1-9])(?::(?P<min>[0-5][0-9]))?\s?(?:
        (?P<half>[ap])\.?m\b\.?  # 10:35 a.m.
        |(?:o'clock\s)?in\sthe\s(?P<of>morning|afternoon|evening)  # 4 in the morning
    )
    |(?P<named>noon|midday|midnight)
)(?:\s(?:(?-i:[A-Z]{2,4})\b|local\stime))?"""
_BEFORE_DAY = re.compile(rf"(?<![\w:.$-])(?:{_CLOCK}|{_PART_OF_DAY}),?\s(?:on\s)?\Z", _FLAGS)
_AFTER_DAY = re.compile(rf"\s{_PART_OF_DAY}\b|,?\s(?:at\s)(?:about\s|around\s)?{_CLOCK}(?!\w)", _FLAGS)
_ALONE = re.compile(
    rf"""(?<![\w:.$-])(?:
        (?:(?:early|late|earlier|later)\s)?
        (?P<this>this|last|tomorrow|yesterday|the\s(?:next|following|previous))\s{_PART_OF_DAY}
        |(?P<tonight>tonight)
        |(?:around\s)?{_CLOCK}
    )(?!\w)""",
    _FLAGS,
)
_AT = re.compile(r"\b(?:at|by|until|till|before|after)\s\Z", re.IGNORECASE)
_SHIFTS = {"this": 0, "last": -1, "yesterday": -1, "tomorrow": 1, "the next": 1, "the following": 1, "the previous": -1}


def _with_times(dates: list[Mention], context: Context) -> list[Mention]:
    """Return the mentions with times of day: in the span of their day, and those that stand alone."""
    timed = [_timed(mention, context.text) for mention in dates]
    spans = [(m.start, m.end) for m in timed]
    alone = [m for m in _times_alone(timed, context) if not _meets(spans, m)]
    return [*timed, *alone]


def _timed(mention: Mention, text: str) -> Mention:
    """Return a day with the time of day that stands right beside it."""
    value: str = mention.value.timex
    if mention.value.recurring and (m := _EACH.fullmatch(text, mention.start, mention.end)) and m["w"]:
        value = f"XXXX-WXX-{weekday_of(m['w']) + 1}"  # Friday evenings
    if not _DAY.fullmatch(value):
        return mention
    m = _AFTER_DAY.match(text, mention.end)
    start, end = mention.start, m.end() if m else mention.end
    if m is None:
        m = _BEFORE_DAY.search(text, max(0, start - 28), start)
        start = m.start() if m else start
    if m is None:
        return mention
    new = replace(mention.value, timex=value + _time(m), mod=None)
    return _named(mention, start, end, new, "time_of_day")


_DAY = re.compile(r"(?:[0-9]{4}|XXXX)-(?:[0-9]{2}-[0-9]{2}|WXX-[1-7])")


def _time(m: re.Match[str]) -> str:
    """Return a time of day as TIMEX3 has it: TMO, T22:35."""
    if m["part"]:
        return _PARTS_OF_DAY[m["part"].lower()]
    if m["named"]:
        return _NAMED_TIMES[m["named"].lower()]
    late = m["of"].lower() != "morning" if m["of"] else m["half"].lower() == "p"
    return f"T{int(m['h']) % 12 + 12 * late:02d}:{m['min'] or '00'}"


def _times_alone(dates: list[Mention], context: Context) -> Iterator[Mention]:
    """Yield this morning, tonight, and a clock time without a day: of the day last spoken of, else of publication."""
    for m in _ALONE.finditer(context.text):
        told = (m["this"] or m["tonight"] or "").lower()
        if m["named"] and not _AT.search(context.before(m, 8)):
            continue
        value = _day_of(m.start(), dates if told[:3] in {"", "the"} else [], context.published)  # the next morning
        if (by := _SHIFTS.get(told, 0)) and value[0].isdigit():
            value = (date.fromisoformat(value) + timedelta(days=by)).isoformat()
        time = "TNI" if m["tonight"] else _time(m)
        says = When(Fixed(value + time), timex=value + time)
        yield Mention(m.start(), m.end(), says, timex.TIMEML_RULES + "time_of_day")


def _day_of(at: int, dates: list[Mention], published: date | None) -> str:
    before = (m.value.timex[:10] for m in reversed(dates) if m.end <= at)
    none = published.isoformat() if published else "XXXX-XX-XX"
    return next((value for value in before if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)), none)


# Values: TimeML has no ranges, no halves of units, and writes a decade as its three digits.

_EACH = re.compile(  # TimeML has the day or month itself, not the period between two
    rf"""(?:(?:each|every)\s(?:other\s)?|alternate\s)?(?:
        (?P<w>{WEEKDAY}|{"|".join(day for day in WEEKDAYS if day.endswith("day"))})s?
        |(?P<m>{MONTH})
    )""",
    _FLAGS,
)
_FRACTION = re.compile(r"P(?P<t>T)?(?P<n>[0-9]+)\.5(?P<u>[YHMD])")
_LESSER = {"Y": ("P", "6M"), "H": ("PT", "30M"), "M": ("PT", "30S"), "D": ("P", "T12H")}
_ARTICLE = re.compile(
    r"(?i)(?:the|an?)\s(?=(?:[a-z]+\s)?[a-z]+-(?:quarter|ago|earlier)\Z|(?:hours|days|weeks|months|years|decades)\Z)"
    r"|right\s(?=now\Z)"
)
_SOME = re.compile(
    r"(?:the\s)?(?:recent|past\s(?:few|several)|(?P<next>coming))\s(?P<u>day|week|month|quarter)s"
    r"|(?:the\s)?(?P<u2>day|week)s\s(?:ahead|to\scome)|(?P<u3>day|week|month)s\sago",
    re.IGNORECASE,
)


def _plain(mention: Mention, text: str) -> Mention:
    """Return a mention with the value TimeML has for it; an adjective (year-earlier) and a bare unit without article."""
    value = _value(mention.value.timex)
    if mention.value.recurring and (m := _EACH.fullmatch(text, mention.start, mention.end)):
        value = f"XXXX-WXX-{weekday_of(m['w']) + 1}" if m["w"] else f"XXXX-{month_of(m['m']):02d}"
    m = _ARTICLE.match(text, mention.start, mention.end)
    if value == mention.value.timex and m is None:
        return mention
    start = m.end() if m else mention.start
    return _named(mention, start, mention.end, replace(mention.value, timex=value), "value")


def _value(value: str) -> str:
    if m := re.fullmatch(r"([0-9]{2,3})X{1,2}", value):  # 199X, 19XX
        return m[1]
    if m := re.fullmatch(r"P([0-9.]+)(DE|CE)", value):
        return f"P{(Decimal(m[1]) * (10 if m[2] == 'DE' else 100)).normalize():f}Y"
    if (m := re.fullmatch(r"([0-9]{4})-.*/([0-9]{4})-.*", value)) and m[1] == m[2]:
        return m[1]  # a year earlier, of the first nine months
    if (m := _FRACTION.fullmatch(value)) and not (m["u"] == "M" and not m["t"]):
        start, rest = _LESSER[m["u"]]
        return f"{start}{m['n']}{m['u']}{rest}"
    return value


_QUALIFIER = re.compile(
    r"""(?<![\w-])(?:
        nearly|almost|(?P<over>over)|up\sto|at\s(?:least|most)
        |(?:no\s)?(?:more|less|fewer)\sthan
    )\s\Z""",
    _FLAGS,
)


def _qualified(mention: Mention, text: str) -> Mention:
    """Return a length with its qualifier in the span; about, just and only stay outside."""
    words = text[mention.start : mention.end]
    if (m := _SOME.fullmatch(words)) and mention.value.timex.endswith("_REF"):
        unit = (m["u"] or m["u2"] or m["u3"]).lower()
        if not (m["next"] and unit in {"month", "quarter"}):
            value = "PXM" if unit == "quarter" else f"PX{LETTERS[unit]}"
            return _named(mention, mention.start, mention.end, replace(mention.value, timex=value), "value")
    if mention.value.recurring or not (mention.value.timex.startswith("P") or words.lower().endswith("ago")):
        return mention
    m = _QUALIFIER.search(text, max(0, mention.start - 16), mention.start)
    if m is None or (m["over"] and mention.value.qualifier != "more_than"):
        return mention
    return _named(mention, m.start(), mention.end, mention.value, "qualified")
