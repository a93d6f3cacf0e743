"""Dates, periods, durations and recurrences, as news writes them; what they resolve to is the matter of `when`."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from factx import timex
from factx.kinds.number import LONG_SCALE, TENS, UNITS, quantity
from factx.kinds.qualifier import qualifier
from factx.kinds.when import (
    Between,
    Expression,
    Fixed,
    Moment,
    MonthsOf,
    PartOf,
    Shift,
    Then,
    Weekday,
    Yearless,
    resolve,
)
from factx.rule import DIGIT, Context, Mention, rule


@dataclass(frozen=True, slots=True)
class When:
    """What a time expression says, before and after it is resolved."""

    kind: ClassVar[str] = "date"
    says: Expression
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None
    timex: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """What an example sentence's span must resolve to, when published on Friday 24 September 2021."""

    timex: str
    mod: str | None = None
    recurring: bool = False
    qualifier: str | None = None


MONTHS = {
    name: n
    for n, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n
    for n, names in enumerate("monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split("|"))
    for name in names.split()
}
ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}
UNITS_OF_TIME = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "weekend": "WE",
    "hour": "H", "minute": "M", "fortnight": "W"}  # fmt: skip
TURNS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

_any = "|".join
MONTH = rf"(?-i:{_any(sorted({m.title() for m in MONTHS} | {m.upper() for m in MONTHS if len(m) > 3} | {'MAY', 'Sept'}, key=len, reverse=True))})\b\.?"
WEEKDAY = rf"(?-i:{_any(sorted((w.title() for w in WEEKDAYS), key=len, reverse=True))})\b\.?"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9%])"
YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_SMALL_NUMBER = rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|{_any(sorted(UNITS | TENS, key=len, reverse=True))}(?:[\s-](?:{_any(UNITS)}))?|an?|a\shalf|half\sa|several|a\sfew|few|a\scouple\sof|many|dozens\sof|hundreds\sof)"
UNIT = r"(?:day|week|month|quarter|year|decade|weekend|fortnight)"
_NUMBERS = {DIGIT, *UNITS, *TENS}
_MONTH_AT = set(MONTHS)
_WEEKDAY_AT = set(WEEKDAYS)


def month_of(name: str) -> int:
    """Return the number of a month's name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """Return the number of a weekday's name or abbreviation, Monday 0."""
    return WEEKDAYS[name.lower().rstrip(".")]


def _day(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def _dated(year: str | int, month: int, day: str | int | None = None) -> Fixed | None:
    """Return the month or day as a value, or None where there is no such day."""
    value = f"{int(year):04d}-{month:02d}" + (f"-{_day(str(day)):02d}" if day else "")
    return Fixed(value) if _exists(value) else None


def _exists(value: str) -> bool:
    try:
        timex.days(value)
    except ValueError:
        return False
    return True


def _when(says: Expression | None, mod: str | None = None) -> When | None:
    return None if says is None else When(says, mod)


@rule(
    r"(?P<y>(?:1[5-9]|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01])(?=T[0-9]|(?!\w))",
    at={DIGIT},
    finds={"Updated : [2021-09-24]": Dated("2021-09-24")},
    skips=["part 2021-19-24 of the set", "number 2021-02-30"],
)
def iso_day(m: re.Match[str], context: Context) -> When | None:
    """A day in ISO 8601."""
    return _when(_dated(m["y"], int(m["m"]), m["d"]))


@rule(
    rf"(?:(?P<w>{WEEKDAY}),?\s)?(?P<m>{MONTH})\s(?P<d>{DAY})(?:(?:\s?(?:-|to|and|through)\s?)(?P<d2>{DAY})(?!\s(?:{MONTH}|percent|million|billion|people)))?(?:(?:,\s?|\s(?:of\s)?)(?P<y>{YEAR}))?",
    at=_MONTH_AT | _WEEKDAY_AT,
    finds={
        "was added on [Aug 9], linking": Dated("2021-08-09"),
        "signed on [September 19, 2018] in": Dated("2018-09-19"),
        "[Monday, November 4, 2019] was": Dated("2019-11-04"),
        "ran from [August 22 to 25] there": Dated("2021-08-22/2021-08-25"),
        "on [December 5 and 6], the shops": Dated("2020-12-05/2020-12-06"),
        "until [Oct. 26-28, 2017] the": Dated("2017-10-26/2017-10-28"),
        "will open on [January 4] again": Dated("2022-01-04"),
    },
    skips=["He may 5 times", "the march 3 miles long", "February 30"],
)
def month_day(m: re.Match[str], context: Context) -> When | None:
    """Month, then day, perhaps a second day, a weekday before, a year behind."""
    return _month_days(m)


@rule(
    rf"(?:(?P<w>{WEEKDAY}),?\s(?:the\s)?)?(?P<d>{DAY})(?:(?:\s?(?:-|to|and)\s?)(?P<d2>{DAY}))?\s(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?",
    at={DIGIT} | _WEEKDAY_AT,
    finds={
        "on [24 September 2021] it": Dated("2021-09-24"),
        "on [9 August] it": Dated("2021-08-09"),
        "from [3 to 5 June] in": Dated("2021-06-03/2021-06-05"),
        "the [4th of July] was": Dated("2021-07-04"),
    },
    skips=["31 April"],
)
def day_month(m: re.Match[str], context: Context) -> When | None:
    """Day, then month, perhaps two days, a year behind."""
    return _month_days(m)


def _month_days(m: re.Match[str]) -> When | None:
    month = month_of(m["m"])
    if m["y"]:
        first = _dated(m["y"], month, m["d"])
        last = _dated(m["y"], month, m["d2"]) if m["d2"] else None
        if m["d2"]:
            return _when(Between(first, last)) if first and last and first.timex < last.timex else None
        return _when(first)
    if not _exists(f"2020-{month:02d}-{_day(m['d']):02d}"):
        return None
    first_day = Yearless(f"{month:02d}-{_day(m['d']):02d}")
    if not m["d2"]:
        return When(first_day)
    if _day(m["d2"]) <= _day(m["d"]) or not _exists(f"2020-{month:02d}-{_day(m['d2']):02d}"):
        return None
    return When(Between(first_day, Yearless(f"{month:02d}-{_day(m['d2']):02d}")))


@rule(
    rf"(?P<m>{MONTH})(?:,?\s(?:of\s)?(?:(?P<y>{YEAR})(?!-[0-9]|,[0-9]|%)|(?P<turn>last|this|next)\syear|(?P<that>of\sthat\syear)))",
    at=_MONTH_AT,
    finds={
        "As of [December 2020], it": Dated("2020-12"),
        "In [May last year], the": Dated("2020-05"),
        "by [June next year] at": Dated("2022-06"),
        "by [March of this year] at": Dated("2021-03"),
    },
    skips=[],
)
def month_year(m: re.Match[str], context: Context) -> When | None:
    """A month of a year."""
    month = month_of(m["m"])
    if m["y"]:
        return _when(_dated(m["y"], month))
    return When(PartOf(f"{month:02d}", Then("year", 0, like=False) if m["that"] else Shift("year", TURNS[m["turn"].lower()])))


@rule(
    rf"(?:(?P<turn>last|this|next|this\spast)\s)?(?P<m>{MONTH})(?!\s[0-9]{{1,2}}\b)",
    at=_MONTH_AT | {"last", "this", "next"},
    finds={
        "businesses by [July] and": Dated("2021-07"),
        "In [June], the park": Dated("2021-06"),
        "It will start in [October] with": Dated("2021-10"),
        "Since [last December], the": Dated("2020-12"),
        "due [next March], the": Dated("2022-03"),
        "In [May], it": Dated("2021-05"),
    },
    skips=["May said the plan", "It may rain", "They March on", "Theresa May won", "April Smith said", "Jan Novak spoke"],
)
def month(m: re.Match[str], context: Context) -> When | None:
    """A month without a year."""
    if not m["turn"] and not _is_month(m, context.text):
        return None
    turn = m["turn"].lower() if m["turn"] else ""
    return When(Yearless(f"{month_of(m['m']):02d}", {"last": -1, "next": 1}.get(turn, 0)))


_MONTH_LEFT = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|to|during|through|before|after|late|early|mid|and|between|for|around|or|on|as|per|at|the|end|this|each|every)"
    r"|-|\()\s?\Z",
    re.IGNORECASE,
)
_NAMELIKE = re.compile(r"\s(?!I\b|The\b|[A-Z]{2,}\b)[A-Z][a-z]+\b")


def _is_month(m: re.Match[str], text: str) -> bool:
    """Tell a month from a verb (may, march) and a person's name (April Smith, Theresa May)."""
    name = m["m"].rstrip(".").lower()
    left = text[max(0, m.start() - 12) : m.start()]
    if re.search(r"[0-9]\s\Z", left):
        return False
    if name in {"may", "march", "mar", "jan", "april", "june", "august", "jun", "sep", "dec"}:
        if _MONTH_LEFT.search(left):
            return not (name in {"jan", "april", "june"} and _NAMELIKE.match(text, m.end()))
        return name in {"june", "april", "august", "dec", "sep"} and not _NAMELIKE.match(text, m.end()) and not re.search(r"[A-Z][a-z]+\s\Z", left)
    return True


@rule(
    rf"(?P<m>{MONTH})(?:\s(?P<y1>{YEAR}))?\s?(?:-|to|through|until|and)\s?(?P<mod>(?:early|late|mid)[\s-])?(?P<m2>{MONTH})(?!\s[0-9]{{1,2}}\b)(?:,?\s(?:of\s)?(?:(?P<y>{YEAR})|(?P<turn>last|this|next)\syear))?",
    at=_MONTH_AT,
    finds={
        "From [January to June], orders": Dated("2021-01/2021-06"),
        "between [May and July 2020] they": Dated("2020-05/2020-07"),
        "[January-August 2019] saw": Dated("2019-01/2019-08"),
        "[November 2018 to March 2019] saw": Dated("2018-11/2019-03"),
    },
    skips=[],
)
def month_range(m: re.Match[str], context: Context) -> When | None:
    """From month to month."""
    first, last = month_of(m["m"]), month_of(m["m2"])
    if re.search(r"\sand\s", m[0]) and not re.search(r"\bbetween\s\Z", context.text[max(0, m.start() - 9) : m.start()], re.IGNORECASE):
        return None
    if m["y"]:
        start = int(m["y1"] or m["y"]) - (1 if first > last and not m["y1"] else 0)
        return _when(Between(Fixed(f"{start}-{first:02d}"), Fixed(f"{m['y']}-{last:02d}"))) if (start, first) < (int(m["y"]), last) else None
    if first >= last:
        return None
    whole: Expression | None = Shift("year", TURNS[m["turn"].lower()]) if m["turn"] else None
    if whole:
        return When(MonthsOf(first, last, whole))
    return When(Between(Yearless(f"{first:02d}"), Yearless(f"{last:02d}")))


_YEAR_LEFT = re.compile(r"(?:[$€£¥#/]\s?|\b(?:No\.?|about|around|some|nearly|roughly|almost|over|than|least|most|only|approximately|flight|room|highway|route|model)\s)\Z", re.IGNORECASE)
_YEAR_RIGHT = re.compile(
    rf"\s?%|\s(?:percent|per\scent|pct|points?|feet|metres?|meters?|km|kilometers?|kilometres?|miles?|people|persons|tons?|tonnes?|barrels|shares|jobs|workers"
    rf"|employees|units|mw|megawatts?|kg|degrees|hours|dollars|euros|yuan|votes|seats|members|troops|soldiers|cases|deaths|votes|homes|square|acres|GMT|UTC|local\stime|{LONG_SCALE})\b"
    r"|:[0-9]|/[0-9]{3}",
    re.IGNORECASE,
)


@rule(
    rf"(?P<y>(?:1[89]|20)[0-9]{{2}})(?![0-9-]?[0-9]|\s?-\s?[0-9]{{2}}\b(?!\sper))",
    at={DIGIT},
    finds={
        "In [2019], the province": Dated("2019"),
        "as early as in [1995], it": Dated("1995"),
        "the [2020] election": Dated("2020"),
    },
    skips=["some 2000 stores", "2,021 people", "$2000 each", "2020 workers", "1900 GMT", "2000 km long"],
)
def year(m: re.Match[str], context: Context) -> When | None:
    """A year in four digits."""
    text = context.text
    if int(m["y"]) > 2100 or _YEAR_LEFT.search(text, max(0, m.start() - 16), m.start()) or _YEAR_RIGHT.match(text, m.end()):
        return None
    return When(Fixed(m["y"]))


@rule(
    rf"(?P<a>{YEAR})\s?(?:-|/|(?P<word>\sto\s|\sthrough\s|\sand\s))\s?(?P<b>(?:{YEAR}|[0-9]{{2}}))(?![0-9-]|%|\s(?:percent|million|billion))",
    at={DIGIT},
    finds={
        "the 14th plan ([2021-25]) was": Dated("2021/2025"),
        "in [2012–13] the": Dated("2012/2013"),
        "from [2005 to 2015], the": Dated("2005/2015"),
        "the [2019/20] season": Dated("2019/2020"),
    },
    skips=["dial 2021-19"],
)
def years(m: re.Match[str], context: Context) -> When | None:
    """From year to year."""
    first = int(m["a"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    if m["word"] and (len(m["b"]) != 4 or (m["word"].strip().lower() == "and" and not context.text[: m.start()].lower().endswith("between "))):
        return None
    if not first < last <= first + 100 or (len(m["b"]) == 2 and last > first + 50):
        return None
    return When(Between(Fixed(f"{first:04d}"), Fixed(f"{last:04d}")))


@rule(
    r"(?:the\s)?(?:(?P<mod>early|mid|late)[\s-])?(?:(?P<full>(?:1[5-9]|20)[0-9]0)'?s|'?(?P<short>[2-9]0)s)",
    at={DIGIT, "the", "early", "mid", "late"},
    finds={"in [the 1990s] and": Dated("199X"), "in [the late 1960s] it": Dated("196X", "END"), "since [the '80s] it": Dated("198X")},
    skips=["in their 40s", "temperatures in the 80s"],
)
def decade(m: re.Match[str], context: Context) -> When | None:
    """A decade."""
    if m["short"] and "'" not in m[0]:
        return None
    return When(Fixed(f"{m['full'][:3] if m['full'] else '19' + m['short'][0]}X"), _MODS.get((m["mod"] or "").lower()))


_MODS = {"early": "START", "start": "START", "beginning": "START", "mid": "MID", "middle": "MID", "late": "END", "end": "END", "earlier": "START", "later": "END",
    "opening": "START", "closing": "END", "turn": "START", "close": "END"}  # fmt: skip
_PERIOD_YEAR = rf"(?:(?P<y>{YEAR})|(?P<turn>last|this|next|the\s(?:previous|current|following))\s(?:fiscal\s|financial\s|calendar\s)?year|(?P<that>that\syear|the\syear))"


@rule(
    rf"(?:the\s)?(?:(?P<o>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-](?P<p>quarter|half)|(?-i:(?P<q>[QH])(?P<n>[1-4])))(?:(?:\sof|\sin|,)?\s(?:the\s)?(?:fiscal\s(?:year\s)?)?{_PERIOD_YEAR})?",
    at={"the", "first", "second", "third", "fourth", "last", "final", "q", "h"} | {DIGIT},
    finds={
        "In [the first half of 2021], trade": Dated("2021-H1"),
        "in [the third quarter] it": Dated("2021-Q3"),
        "in [Q1 2020] they": Dated("2020-Q1"),
        "for [the fourth quarter of last year] it": Dated("2020-Q4"),
        "its [second-quarter] profit": Dated("2021-Q2"),
        "in [H2] it": Dated("2021-H2"),
    },
    skips=["a quarter of sales", "the first half of the match", "three quarters of all"],
)
def quarter(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a year."""
    if m["q"]:
        part = f"{m['q']}{m['n']}"
        if m["q"] == "H" and int(m["n"]) > 2:
            return None
    else:
        part = _ordinal_part(m["o"].lower(), m["p"].lower())
    if not part or (not m["y"] and not m["turn"] and not m["that"] and _OF_A_GAME.match(context.text, m.end())):
        return None
    return When(_in_that_year(m, part))


_OF_A_GAME = re.compile(r"\sof\s(?:the\s)?(?!fiscal|year)[a-z]|\sof\s(?:the\s)?[0-9]{1,2}\b|\s(?:goal|penalty|minute|try|touchdown)|\s(?:century)")


def _ordinal_part(ordinal: str, period: str) -> str | None:
    number = ORDINALS.get(ordinal) or {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(ordinal) or (4 if period == "quarter" else 2)
    if ordinal == "last" or (period == "half" and number > 2):
        return None
    return f"{period[0].upper()}{number}"


def _in_that_year(m: re.Match[str], part: str) -> Expression:
    if m["y"]:
        return Fixed(f"{m['y']}-{part}")
    if m["turn"]:
        return PartOf(part, Shift("year", TURNS[m["turn"].lower().removeprefix("the ")]))
    if m["that"] and m["that"].lower() == "that year":
        return PartOf(part, Then("year", 0, like=False))
    return Yearless(part)


@rule(
    rf"(?:the\s)?(?:first|opening)\s(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])\smonths(?:(?:\sof|\sin)?\s(?:the\s)?{_PERIOD_YEAR})?",
    at={"the", "first", "opening"},
    finds={"in [the first nine months of 2020] it": Dated("2020-01/2020-09"), "in [the first eight months of this year] it": Dated("2021-01/2021-08"),
        "Over [the first two months of the year], it": Dated("2021-01/2021-02")},
    skips=["for the first nine minutes of"],
)  # fmt: skip
def first_months(m: re.Match[str], context: Context) -> When | None:
    """The first so many months of a year."""
    number = int(quantity(m["n"]) or 0)
    whole: Expression = Shift("year", 0)
    if m["y"]:
        whole = Fixed(m["y"])
    elif m["turn"]:
        whole = Shift("year", TURNS[m["turn"].lower().removeprefix("the ")])
    elif m["that"] and m["that"].lower() == "that year":
        whole = Then("year", 0, like=False)
    return When(MonthsOf(1, number, whole))


@rule(
    r"today|yesterday|tomorrow|tonight|overnight",
    at={"today", "yesterday", "tomorrow", "tonight"},
    finds={"He said [yesterday] that": Dated("2021-09-23"), "It opens [tomorrow] at": Dated("2021-09-25"), "[Today] it": Dated("2021-09-24")},
    skips=["read USA Today now"],
)
def near_day(m: re.Match[str], context: Context) -> When | None:
    """Today and its neighbours."""
    word = m[0].lower()
    if context.text[max(0, m.start() - 4) : m.start()] in {"USA ", " Rus"}:
        return None
    return When(Shift("day", {"yesterday": -1, "tomorrow": 1}.get(word, 0)))


@rule(
    rf"(?:(?P<turn>last|this|this\spast|this\scoming|next|the\sfollowing)\s)?(?P<w>{WEEKDAY})",
    at=_WEEKDAY_AT | {"last", "this", "next", "the"},
    finds={
        "On [Thursday], the firm": Dated("2021-09-23"),
        "It said on [Friday] that": Dated("2021-09-24"),
        "They met [last Thursday] in": Dated("2021-09-16"),
        "It will close on [Monday] for": Dated("2021-09-27"),
        "opens [next Tuesday] at": Dated("2021-09-28"),
    },
    skips=["Wed the two ideas", "The Sun said", "Mon ami", "Sat down", "Ruby Friday sang"],
)
def weekday(m: re.Match[str], context: Context) -> When | None:
    """A day of the week."""
    name, turn = m["w"], (m["turn"] or "").lower()
    if not turn and name.rstrip(".") in {"Sun", "Sat", "Wed", "Mon", "Fri", "Thu", "Tue", "Thur"} and not _SHORT_DAY.search(context.text[max(0, m.start() - 5) : m.start()]):
        return None
    if not turn and re.search(r"\b(?!On\b|Black\b|By\b|Late\b|Early\b|Last\b|Since\b|The\b|Until\b|From\b|That\b|After\b|Before\b|And\b|In\b|Good\b)[A-Z][a-z]+\s\Z", context.text[max(0, m.start() - 14) : m.start()]) and not _DATELINE.match(context.text, m.end()) and re.search(r"\b(?:Ruby|Man|Super|Cyber|Bloody|Joe)\s\Z", context.text[max(0, m.start() - 8) : m.start()]):
        return None
    week = {"last": -1, "this past": None, "next": 1, "this coming": 1, "this": 0}.get(turn)
    if turn == "the following":
        return None
    return When(Weekday(weekday_of(name), week))


_SHORT_DAY = re.compile(r"(?:\bon|[,(:])\s?\Z", re.IGNORECASE)
_DATELINE = re.compile(r",?\s[A-Z0-9]")


@rule(
    rf"(?:the\s)?(?P<turn>last|past|this|next|coming|previous|current|following|preceding)\s(?:(?P<fiscal>fiscal|financial|calendar)\s)?(?P<u>{UNIT}|spring|summer|autumn|fall|winter)(?P<half>\sand\sa\shalf)?(?![\w-])",
    at={"the", "last", "this", "next", "past", "coming", "previous", "current", "following", "preceding"},
    finds={
        "than [last year], it": Dated("2020"),
        "[This month] the": Dated("2021-09"),
        "by [next week] it": Dated("2021-W39"),
        "profit [last quarter] rose": Dated("2021-Q2"),
        "planned for [this summer] at": Dated("2021-SU"),
        "over [the past year], the": Dated("P1Y"),
        "over [the next decade], the": Dated("P1DE"),
        "in [the past year and a half], it": Dated("P1.5Y"),
        "[last week] it": Dated("2021-W37"),
        "in [the coming year] it": Dated("2022"),
    },
    skips=["this year-end sale", "the last-week rush"],
)
def near_period(m: re.Match[str], context: Context) -> When | None:
    """This, last or next week, month, quarter, year or season."""
    turn, unit = m["turn"].lower(), m["u"].lower()
    the = m[0].lower().startswith("the ")
    if unit in SEASON:
        if turn == "this":
            return When(PartOf(SEASON[unit], Shift("year", 0)))
        return When(Yearless(SEASON[unit], 1 if turn == "next" else -1)) if turn in {"last", "next", "past"} else None
    if turn in {"following", "previous", "preceding"}:
        return When(Then(unit, 1 if turn == "following" else -1, like=False)) if the else None
    if turn == "past" or (the and turn in {"last", "next"}):
        return When(Fixed(f"P1{'.5' if m['half'] else ''}{UNITS_OF_TIME[unit]}"))
    if unit == "fortnight":
        return None
    return When(Shift(unit, TURNS[turn]))


@rule(
    rf"(?:about\s|around\s)?(?P<span>(?P<n>{_SMALL_NUMBER})(?:\sand\sa\shalf)?[\s-](?P<u>day|week|month|quarter|year|decade|fortnight)s?(?:\sand\sa\shalf)?\sago)",
    at=_NUMBERS | {"a", "an", "several", "few", "half", "many", "dozens", "hundreds"},
    finds={
        "built [two years ago] in": Dated("2019"),
        "It opened [three weeks ago] in": Dated("2021-W35"),
        "sold [10 days ago] to": Dated("2021-09-14"),
        "left [several years ago] for": Dated("PAST_REF"),
    },
    skips=["long ago"],
)
def ago(m: re.Match[str], context: Context) -> When | None:
    """So many units before the publication date."""
    number, unit = _count(m["n"]), m["u"].lower()
    if number is None:
        return When(Fixed("PAST_REF"))
    if unit == "fortnight":
        unit, number = "week", 2 * number
    if unit == "year" and number == 1:
        return When(Then("year", -1))
    return When(Shift(unit, -number))


@rule(
    rf"in\s(?P<span>(?P<n>{_SMALL_NUMBER})\s(?P<u>day|week|month|year)s'?(?:\stime))",
    at={"in"},
    finds={"It will open in [three weeks' time] at": Dated("2021-W41")},
    skips=["in time"],
)
def ahead(m: re.Match[str], context: Context) -> When | None:
    """So many units after the publication date."""
    number = _count(m["n"])
    return When(Fixed("FUTURE_REF")) if number is None else When(Shift(m["u"].lower(), number))


def _count(words: str) -> int | None:
    """Return a small whole number from digits or words, or None for several, few, many."""
    number = None if re.search(r"several|few|many|couple|dozens|hundreds", words, re.IGNORECASE) else quantity(words)
    return int(number) if number is not None and number == int(number) else (2 if "couple" in words.lower() else None)


@rule(
    r"(?:(?:the\s)?same\s(?P<p>period|time|quarter|month|half)\s(?:of\s)?(?P<turn>last|the\sprevious|a|the\spreceding|the\syear)\s?(?P<y>year)?(?:\s(?:earlier|ago|before))?"
    r"|a\syear\s(?:earlier|before|ago)|(?:the\s|a\s)?year-(?:ago|earlier)(?:\s(?P<u>quarter|period|month|half))?|the\s(?:corresponding|comparable)\s(?:period|quarter)\s(?:of\s)?(?:last|the\sprevious)\syear)",
    at={"the", "same", "a", "year"},
    finds={
        "In the first half of 2021 it rose from [the same period last year] to": Dated("2020-H1"),
        "In May 2021 it rose from [a year earlier] to": Dated("2020-05"),
        "In Q2 2021 it rose from [the year-ago quarter] to": Dated("2020-Q2"),
    },
    skips=["in the same way"],
)  # fmt: skip
def year_earlier(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, one year before."""
    return When(Then("year", -1))


@rule(
    rf"(?P<which>that\ssame|that|the\ssame|the\sfollowing|the\snext|the\sprevious|the\spreceding)\s(?P<u>day|week|month|quarter|year)(?![\w-])",
    at={"that", "the"},
    finds={
        "Signed on July 5, 2020; [that day] it": Dated("2020-07-05"),
        "It was signed on July 5, 2020; [the following day] it": Dated("2020-07-06"),
        "It opened in 2015 and [the same year] it": Dated("2015"),
    },
    skips=["the day of", "that daylight"],
)
def that_period(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, or its neighbour."""
    which, unit = m["which"].lower(), m["u"].lower()
    if which in {"the next"} and unit != "day":
        return None
    by = 1 if which in {"the following", "the next"} else -1 if which in {"the previous", "the preceding"} else 0
    return When(Then(unit, by, like=False))


@rule(
    rf"(?P<lead>(?:the|this)\s(?:past|last|next|coming|previous|first|following)\s|(?:past|last|next)\s)?(?P<n>{_SMALL_NUMBER})(?:\s(?:more|consecutive|straight|full|long|whole|whole))?[\s-](?P<u>day|week|weekend|month|quarter|year|decade|fortnight|centur(?:y|ie))(?P<s>s)?(?P<half>\sand\sa\shalf)?(?![\w])(?!\s?-?old\b)",
    at=_NUMBERS | {"the", "this", "past", "last", "next", "a", "an", "several", "few", "half", "many"},
    finds={
        "It took more than [80 days] to": Dated("P80D", qualifier="more_than"),
        "cut to about [30 days] now": Dated("P30D", qualifier="about"),
        "firms over [the next five years], officials": Dated("P5Y"),
        "in [the past two decades] it": Dated("P2DE"),
        "a [five-year] plan": Dated("P5Y"),
        "for [several years] it": Dated("PXY"),
        "in [the past few years] it": Dated("PXY"),
        "for [one year and a half] it": Dated("P1.5Y"),
    },
    skips=["a 21-year-old man", "two years old", "the 50 years of age group", "$5 a day", "twice a week"],
)
def duration(m: re.Match[str], context: Context) -> When | None:
    """A length of time."""
    unit = m["u"].lower()
    left = context.text[max(0, m.start() - 16) : m.start()]
    single = m["n"].lower() in {"a", "an"}
    if _AGED.match(context.text, m.end()) or (single and not m["half"] and not m["lead"] and not _SPAN_LEFT.search(left)):
        return None
    if single and re.search(r"[0-9a-z](?:%|percent)?\s\Z", left) and re.search(r"(?:[0-9]|percent|million|billion|times|twice|once|%|dollars|yuan|days|hours)\s\Z", left):
        return None
    return When(Fixed(_period(m["n"], unit, plus_half=bool(m["half"]))))


_AGED = re.compile(r"(?:\s|-)(?:old|of\sage)\b|\s(?:ago|earlier)\b")
_SPAN_LEFT = re.compile(r"\b(?:for|within|over|than|about|nearly|almost|in|lasted|last|least|takes?|took|just|under|after|half)\s(?:just\s|about\s|over\s)?\Z", re.IGNORECASE)


def _period(number: str, unit: str, *, plus_half: bool) -> str:
    vague = re.search(r"several|few|many|dozens|hundreds", number, re.IGNORECASE)
    count = quantity(number.lower().replace("a couple of", "two").replace("a half", "half")) if not vague else None
    letter = UNITS_OF_TIME[unit.removesuffix("y") + "ie" if unit == "century" else unit]
    if count is None:
        return f"PX{letter}"
    count = (count + (1 if plus_half else 0) * quantity("half")) * (2 if unit == "fortnight" else 1)  # type: ignore[operator]
    return f"P{count.normalize():f}{letter}"


@rule(
    r"(?:annual(?:ly)?|yearly|monthly|weekly|quarterly|biweekly|fortnightly|semi-?annual(?:ly)?|half-yearly|biannual(?:ly)?|biennial(?:ly)?)(?![\w])",
    at="annual annually yearly monthly weekly quarterly biweekly fortnightly semi semiannual semiannually half biannual biannually biennial biennially".split(),
    finds={"the [annual] summit": Dated("P1Y", recurring=True), "paid [monthly] in": Dated("P1M", recurring=True), "its [quarterly] report": Dated("P1Q", recurring=True)},
    skips=["the annualised rate"],
)
def recurrence(m: re.Match[str], context: Context) -> When | None:
    """An adjective or adverb of recurrence."""
    word = m[0].lower()
    for stem, value in {"semi": "P6M", "half": "P6M", "biannual": "P6M", "bienn": "P2Y", "biweek": "P2W", "fort": "P2W", "annual": "P1Y", "year": "P1Y", "month": "P1M",
        "week": "P1W", "quarter": "P1Q"}.items():  # fmt: skip
        if word.startswith(stem):
            return When(Fixed(value), recurring=True)
    return None


@rule(
    rf"(?:every|each)\s(?:(?P<n>two|three|four|five|six|other|[2-9]|1[0-9])\s)?(?:(?P<u>day|week|month|quarter|year|weekend|decade)s?|(?P<w>{WEEKDAY}))(?![\w])",
    at={"every", "each"},
    finds={"held [every year] in": Dated("P1Y", recurring=True), "meets [every Friday] at": Dated("XXXX-WXX-5", recurring=True), "once [every two weeks] or": Dated("P2W", recurring=True)},
    skips=["every yearling"],
)
def every(m: re.Match[str], context: Context) -> When | None:
    """Every so often."""
    if m["w"]:
        return When(Fixed(f"XXXX-WXX-{weekday_of(m['w']) + 1}"), recurring=True)
    number = 2 if (m["n"] or "").lower() == "other" else int(quantity(m["n"] or "1") or 1)
    return When(Fixed(f"P{number}{UNITS_OF_TIME[m['u'].lower()]}"), recurring=True)


@rule(
    r"(?:the\s)?(?:recent|past|coming|previous|earlier)\s(?:few\s)?(?:years|months|weeks|days|decades|times)(?![\w])|(?:the\s)?(?:near|foreseeable|not-too-distant)\sfuture|(?:the\s)?recent\spast",
    at={"recent", "past", "coming", "near", "the", "foreseeable", "previous", "earlier"},
    finds={"In [recent years], the": Dated("PAST_REF"), "in [the near future] it": Dated("FUTURE_REF"), "in [the coming months] it": Dated("FUTURE_REF")},
    skips=["recent yearlings"],
)
def vague(m: re.Match[str], context: Context) -> When | None:
    """A reference to the past or future without measure."""
    return When(Fixed("FUTURE_REF" if re.search(r"coming|future", m[0], re.IGNORECASE) else "PAST_REF"))


@rule(
    rf"(?:the\s)?(?:(?P<s>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<y>{YEAR})|(?P<fy>(?:fiscal|financial)\s(?:year\s)?|FY\s?)(?P<y2>{YEAR}|'?[0-9]{{2}})(?![0-9/]))",
    at={"the", "spring", "summer", "autumn", "fall", "winter", "fiscal", "financial", "fy"},
    finds={"in [the summer of 2019] it": Dated("2019-SU"), "for [fiscal 2018] it": Dated("2018"), "in [FY22] it": Dated("2022")},
    skips=["the fall of Rome"],
)
def season(m: re.Match[str], context: Context) -> When | None:
    """A season of a year, or a fiscal year (read as the calendar year)."""
    if m["s"]:
        return When(Fixed(f"{m['y']}-{SEASON[m['s'].lower()]}"))
    digits = m["y2"].lstrip("'")
    return When(Fixed(digits if len(digits) == 4 else f"20{digits}"))


@rule(
    r"(?P<a>[0-9]{1,2}[/.-](?:[0-9]{1,2}|[A-Za-z]{3})[/.-](?:[0-9]{4}|[0-9]{2}))",
    at={DIGIT},
    finds={"on [24-Sep-2021] it": Dated("2021-09-24"), "dated [09/24/2021] and": Dated("2021-09-24")},
    skips=["version 1.2.3", "a 24/7/365 service"],
)
def numeric_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers and separators, in the order of the article's country."""
    value = unusual_day(m["a"], "MDY" if context.country in {None, "US", "PH"} else "DMY")
    return When(Fixed(value)) if value else None


@lru_cache(maxsize=4096)
def unusual_day(text: str, order: str) -> str | None:
    """Return the ISO day that dateparser reads with day, month and year given in the text, or None."""
    if not re.fullmatch(r".*(?:[0-9]{4}|[A-Za-z]{3}.*|(?:[0-9]+/){2}[0-9]{2})", text) or len(text) > 40:
        return None
    from dateparser import parse

    found = parse(text, languages=["en"], settings={"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]})
    return found.date().isoformat() if found else None


_LEFT = re.compile(
    r"(?:(?:the\s)?(?P<part>start|beginning|middle|end|close|turn)\sof\s(?:the\s)?|(?<![\w-])(?:the\s)?(?P<early>early|late|mid|earlier|later)(?:[\s-])(?:in\s(?=[0-9A-Z]))?|(?<!\w)(?P<the>the\s))\Z",
    re.IGNORECASE,
)
_NO_DETERMINER = re.compile(r"(?:1|2)[0-9]{3}|[A-Z]")


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with determiner and modifier taken in (early, the end of), and its qualifier read."""
    value: When = mention.value
    start = mention.start
    m = _LEFT.search(context.text, max(0, start - 24), start)
    if m and not value.recurring and not m["the"] and _can_be_part(value, m):
        start, value = m.start(), replace(value, mod=_MODS[(m["part"] or m["early"]).lower()])
    elif m and m["the"] and mention.rule in {"date.vague", "date.duration"} and not isinstance(value.says, Fixed):
        start = m.start()
    if _measures(value):
        value = replace(value, qualifier=_measure_qualifier(context.text, start, mention.end))
    return replace(mention, start=start, value=value)


def _can_be_part(value: When, m: re.Match[str]) -> bool:
    """Tell whether a modifier fits: not "late five years", not "later 2019" as a day."""
    if isinstance(value.says, Fixed):
        return value.says.timex[0].isdigit() and len(value.says.timex) < 10
    return not isinstance(value.says, Weekday) and not (isinstance(value.says, Shift) and value.says.unit == "day")


def _measures(value: When) -> bool:
    return isinstance(value.says, Fixed) and value.says.timex.startswith("P") and not value.says.timex.endswith("_REF")


def _measure_qualifier(text: str, start: int, end: int) -> str | None:
    """Read a duration's qualifier; "over" is one only after a word that measures: "for over a year"."""
    left = text[max(0, start - 16) : start]
    if re.search(r"\bover\s\Z", left, re.IGNORECASE) and not re.search(r"\b(?:for|after|in|took|takes|lasted|than|well|just|of|by)\sover\s\Z", left):
        return None
    return qualifier(text, start, end)


_AHEAD = re.compile(
    r"\b(?:will|won't|shall|next|upcoming|scheduled|expected|expects?|due|plans?|planned|planning|set\sto|to\sbe|is\sto|are\sto|going\sto|forecasts?|would|ahead\sof|until|till)\b",
    re.IGNORECASE,
)


def settle(mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the dates with their TIMEX3 values: each resolved in its sentence, after those before it.

    `mentions` are all kept mentions in text order; other kinds pass unchanged.
    """
    settled, last = [], None
    for mention in mentions:
        if mention.kind != "date":
            settled.append(mention)
            continue
        first, end = context.sentence(mention.start, mention.end)
        near = context.text[max(first, mention.start - 80) : min(end, mention.end + 40)]
        future = bool(_AHEAD.search(near))
        value = resolve(mention.value.says, Moment(context.published, future, last))
        if not _exists(value):
            continue
        settled.append(replace(mention, value=replace(mention.value, timex=value)))
        if timex.days(value) and not mention.value.recurring:
            last = value
    return settled


RULES = (
    iso_day, month_day, day_month, month_year, month, month_range, year, years, decade, quarter, first_months, near_day, weekday, near_period, ago,
    ahead, year_earlier, that_period, duration, recurrence, every, vague, season, numeric_day,
)  # fmt: skip
