"""Points in time by a length from another: two weeks ago, three days later, two weeks from Monday."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Away, Between, Expression, Fixed, PartOf, Shift, Then, Weekday, YearsOn
from factx.kinds.date.length import CLOCK_UNITS, COUNT, FEW, UNIT, count_of, small_count, unit_of
from factx.kinds.date.words import MONTH, TURNS, WEEKDAY, YEAR, Dated, When, month_of, weekday_of
from factx.rules.context import Context
from factx.rules.rule import rule

_LENGTH = rf"""
    (?P<n>{COUNT})(?:(?:\s{UNIT}s?)?(?:\sto\s|\sor\s|-)(?P<to>{COUNT}))?
    (?P<plus>\sand\sa\shalf)?[\s-](?P<u>{UNIT})s?(?P<half>\sand\sa\shalf)?
"""
_LONGEST = 1500  # years: further back there is no calendar year to name
_DECADES = 50  # more of them lead out of the calendar
_SMALLER = {"year": ("month", Decimal(12)), "month": ("week", Decimal("4.35")), "week": ("day", Decimal(7))}
_HOURS = {"hour": 24, "minute": 24 * 60, "second": 24 * 3600}


def _count(m: re.Match[str]) -> Decimal | None:
    count = count_of(m["to"] or m["n"])
    return count + Decimal("0.5") if count is not None and (m["plus"] or m["half"]) else count


def _shift(count: Decimal | None, unit: str, sign: int) -> Expression:
    """Return so many units from the publication date: hours in whole days, half years in months."""
    if unit in CLOCK_UNITS:
        return Shift("day", sign * int((count or Decimal(0)) / _HOURS[unit] + Decimal("0.5")))
    vague = Fixed("PAST_REF" if sign < 0 else "FUTURE_REF")
    if count is None:
        return vague
    if unit in {"decade", "century"}:
        unit, count = "year", count * (10 if unit == "decade" else 100)
    if unit == "fortnight":
        unit, count = "week", count * 2
    if count != int(count) and unit in _SMALLER:  # a year and a half in months, a week and a half in days
        unit, size = _SMALLER[unit]
        count = (count * size).to_integral()
    if count != int(count) or count > _LONGEST * {"month": 12, "quarter": 4, "week": 52, "day": 365}.get(unit, 1):
        return vague
    return Shift(unit, sign * int(count))


@rule(
    rf"""(?:about\s|around\s)?
    (?P<span>(?:{_LENGTH}(?:\sor\s(?:so|more|two))?|(?P<bare>{UNIT}s|moments))
    \s(?:ago|back(?=[.,;)]|\s*\Z)))(?![\w-])""",
    finds={
        "[Two years back], it": Dated("2019"),
        "It closed [a few days back].": Dated("PAST_REF"),
        "built [two years ago] in": Dated("2019"),
        "It opened [three weeks ago] in": Dated("2021-W35"),
        "sold [10 days ago] to": Dated("2021-09-14"),
        "sold [a week or so ago] to": Dated("2021-W37"),
        "built [two decades ago] in": Dated("2001"),
        "left [several years ago] for": Dated("PAST_REF"),
        "left [some years ago] for": Dated("PAST_REF"),
        "closed [years ago] there": Dated("PAST_REF"),
        "It left [two hours ago] for": Dated("2021-09-24"),
        "It left [hours ago] for": Dated("2021-09-24"),
        "It left [1.5 hours ago] for": Dated("2021-09-24"),
        "It left [two or three days ago] for": Dated("2021-09-21/2021-09-22"),
        "It left [a week and a half ago] for": Dated("2021-09-14"),
        "It left [a fortnight ago] for": Dated("2021-W36"),
        "It left [two and a half years ago] for": Dated("2019-03"),
        "formed [40 million years ago] there": Dated("PAST_REF"),
    },
    skips=["a ago, some long ago"],
)  # fmt: skip
def ago(m: re.Match[str], context: Context) -> When | None:
    """So many units before the publication date."""
    if m[0].lower().endswith("back") and _GIVEN_BACK.search(context.before(m, 32)):
        return None
    if m["bare"]:
        unit = unit_of(m["bare"])
        return When(Shift("day", 0) if unit in CLOCK_UNITS or unit == "moment" else Fixed("PAST_REF"))
    unit, count = unit_of(m["u"]), _count(m)
    if context.before(m, 11).lower().endswith(("quarter of ", "quarters of ")):
        return None
    if unit == "year" and count == 1 and " or " not in m[0].lower():
        return None  # may stand for the period under discussion
    first = _shift(count, unit, -1)
    last = _shift(count_of(m["n"]), unit, -1) if m["to"] else first
    both = isinstance(first, Shift) and isinstance(last, Shift) and first.unit == last.unit and first.by < last.by
    return When(Between(first, last) if both else first)


_GIVEN_BACK = re.compile(  # the storm set them two days back
    r"\b(?:set|sets|setting|put|push(?:ed|es)?|g[eo]t|gets|g[ia]ves?|w[io]n|throw|threw|held|hold)\b[^.;,]*\Z",
    re.IGNORECASE,
)


@rule(
    rf"(?P<n>{FEW})\s(?P<u>day|week)s?\s(?P<way>ago|from)\s(?:this\s|next\s|last\s)?(?P<w>{WEEKDAY})(?![\w-])",
    finds={
        "It closed [a week ago Thursday] there": Dated("2021-09-16"),
        "[Two weeks from Monday], they will": Dated("2021-10-11"),
    },
    skips=["a week is from hell"],
)
def weeks_from_weekday(m: re.Match[str], context: Context) -> When | None:
    """A weekday so many weeks before the last one or after the next one."""
    count = small_count(m["n"])
    if count is None:
        return None
    ahead = m["way"].lower() == "from"
    return When(Away(Weekday(weekday_of(m["w"]), coming=ahead), m["u"].lower(), count if ahead else -count))


@rule(
    rf"in\s(?P<span>(?P<n>{COUNT})\s(?P<u>{UNIT})(?:'?s|s')?\stime)(?![\w-])",
    finds={
        "It will open in [three weeks' time] at": Dated("2021-W41"),
        "It matures in [10 years' time] there": Dated("2031"),
    },
    skips=["in time"],
)
def ahead(m: re.Match[str], context: Context) -> When:
    """So many units after the publication date."""
    return When(_shift(count_of(m["n"]), unit_of(m["u"]), 1))


@rule(
    rf"(?:(?P<n>{COUNT})\s(?P<u>{UNIT})s?|(?P<bare>{UNIT}s))\sfrom\s(?:now|today)(?![\w-])",
    finds={
        "It will open [two months from now] at": Dated("2021-11"),
        "It will open [many years from now] at": Dated("FUTURE_REF"),
        "It will open [years from now] at": Dated("FUTURE_REF"),
    },
    skips=["a few from now on"],
)
def from_now(m: re.Match[str], context: Context) -> When:
    """So many units after the publication date, from now."""
    return When(_shift(count_of(m["n"]) if m["n"] else None, unit_of(m["u"] or m["bare"]), 1))


@rule(
    rf"""
    (?:an?\sfurther\s|another\s)?(?P<n>{FEW})[\s-](?P<u>day|week|month|quarter|year|decade|fortnight)s?
    [\s-](?P<way>earlier|later|before(?=[.,;)]|\s*\Z))(?!\sthan)(?![\w-])
    """,
    finds={
        "It was signed on [July 5, 2020]. [Three days later] it": [Dated("2020-07-05"), Dated("2020-07-08")],
        "It was signed on [July 5, 2020]. [A week earlier], it": [Dated("2020-07-05"), Dated("2020-W26")],
        "It opened in [2015] and [two years later] it": [Dated("2015"), Dated("2017")],
        "It opened in [1996] and [a decade later] it": [Dated("1996"), Dated("2006")],
        "It was seen at [two days later], they": Dated("XXXX-XX-XX"),
    },
    skips=["a few earlier than that"],
)
def so_much_later(m: re.Match[str], context: Context) -> When | None:
    """So many units before or after the period under discussion."""
    count, unit, later = small_count(m["n"]), unit_of(m["u"]), m["way"].lower() == "later"
    if _WITHIN.search(context.before(m, 12)):
        return None  # a length
    if count is None or (unit == "year" and count == 1 and not later) or (unit == "decade" and count > _DECADES):
        return None
    if unit in {"fortnight", "decade"}:
        unit, count = ("week", count * 2) if unit == "fortnight" else ("year", count * 10)
    return When(Then(unit, count if later else -count, like=False))


_WITHIN = re.compile(r"\bwithin\s(?:the\s)?\Z|\bhalf\s\Z", re.IGNORECASE)


@rule(
    rf"(?P<n>{FEW})\s(?P<u>year|decade)s?\son(?=[,.;]|\s(?:from|it|they|he|she|but|and(?!\soff))\b|\s*\Z)",
    finds={
        "It closed in [May 2020]. [A year on], it is idle": [Dated("2020-05"), Dated("2021-05")],
        "It closed in [2011], and [ten years on] it is idle": [Dated("2011"), Dated("2021")],
    },
    skips=["a few on and on"],
)
def years_on(m: re.Match[str], context: Context) -> When | None:
    """So many years after the period under discussion, at its granularity."""
    count = small_count(m["n"])
    if count is None:
        return None
    return When(YearsOn(count * (10 if unit_of(m["u"]) == "decade" else 1)))


_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


@rule(
    rf"""
    (?P<n>{FEW})\s(?P<u>year|decade)s?\sago\s(?:on\s)?
    (?:(?P<day>today|yesterday|tomorrow)|(?P<turn>this|last|next)\s(?P<near>week|weekend|month)
      |(?:this\s|last\s|next\s)?(?:(?P<w>{WEEKDAY})|(?P<m>{MONTH})))(?![\w-]|\s[0-9])
    """,
    finds={
        "It opened [three years ago this month] there": Dated("2018-09"),
        "It sank [thirty years ago this week] there": Dated("1991-W38"),
        "He died [a year ago today] there": Dated("2020-09-24"),
        "It will be [ten years ago on Sunday] that": Dated("2011-09-26"),
        "It was sold [two years ago this March] there": Dated("2019-03"),
    },
    skips=["a couple left long ago", "a couple of ago, this monk"],
)
def years_ago_near(m: re.Match[str], context: Context) -> When | None:
    """A day, week or month of the running year, so many years back."""
    years = (small_count(m["n"]) or 0) * (10 if unit_of(m["u"]) == "decade" else 1)
    if not 0 < years < _LONGEST:
        return None
    near: Expression = Shift("day", _NEAR[m["day"].lower()]) if m["day"] else Shift("month", 0)
    if m["near"]:
        near = Shift(m["near"].lower(), TURNS[m["turn"].lower()])
    elif m["w"]:
        near = Weekday(weekday_of(m["w"]))
    elif m["m"]:
        near = PartOf(f"{month_of(m['m']):02d}", Shift("year", 0))
    return When(Away(near, "year", -years))


@rule(
    rf"this\s(?:(?P<u>day|month)\sin\s(?P<y>{YEAR})|time\s(?P<turn>last|next)\syear)(?![\w-])",
    finds={
        "On [this day in 1948] it": Dated("1948-09-24"),
        "It sold more [this time last year], the": Dated("2020"),
        "In [this month in 1990] it": Dated("1990-09"),
    },
    skips=["this time next to it", "this time last yearling"],
)
def this_day_in(m: re.Match[str], context: Context) -> When | None:
    """The day or month of publication in another year; this time last year is that year."""
    if m["turn"]:
        return When(Shift("year", TURNS[m["turn"].lower()]))
    if context.published is None:
        return None
    return When(Away(Shift(m["u"].lower(), 0), "year", int(m["y"]) - context.published.year))
