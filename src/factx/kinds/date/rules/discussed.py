"""Times that count from the period under discussion: a year earlier, the same period, that day, the quarter."""

import re
from decimal import Decimal

from factx.kinds.date.expressions import Fixed, MonthsOf, PartOf, Shift, Then, ThenDay, ThenPart, Weekend
from factx.kinds.date.length import length
from factx.kinds.date.rules.quarters import part_of_year
from factx.kinds.date.words import MODS, TURNS, WEEKDAY, YEAR, Dated, When, weekday_of
from factx.rules.context import Context
from factx.rules.rule import rule

_PERIOD = r"(?:periods?|time|quarters?|months?|half|weeks?|days?|point|season)"
_SAME = r"(?:same|corresponding|comparable|equivalent)"
_BEFORE = r"(?:previous|preceding|prior)"


@rule(
    rf"""
    (?:
    (?:the\s)?{_SAME}\s(?P<q>{_PERIOD})\s(?:of\s|in\s)?                           # the same period last year
        (?:(?:last|the\s{_BEFORE})\s(?:(?:fiscal|financial)\s)?(?:year|fiscal)
          |(?:a|the|one)\syear\s(?:earlier|ago|before)|a\syear)
    |(?:the\s(?:quarter|period|month|week|half)\s)?(?:a|one)\syear\s
        (?:earlier|ago|before(?=[.,;)]|\s(?:and|but|when)\b|\s*\Z))(?!\sthan)      # a year earlier
    |(?:the\s|a\s)?(?:comparable\s)?(?:year[\s-](?:ago|earlier)|prior-year|previous-year|last-year)\s
        (?:(?P<o>first|second|third|fourth)[\s-])?(?P<p>quarter|period|month|half|level)
    |(?:the\s|a\s)?year[\s-](?:ago|earlier)\s(?P<months>three|six|nine)\smonths
    |(?:the\s|a\s)?(?:comparable\s)?(?:year-(?:ago|earlier)|prior-year|previous-year|last-year)(?=\s[a-z$€£¥])
    )(?![\w-])
    """,
    finds={
        "In [the first half of 2021] it rose from [the same period last year] to": [Dated("2021-H1"), Dated("2020-H1")],
        "In [May 2021] it rose from [a year earlier] to": [Dated("2021-05"), Dated("2020-05")],
        "In [Q2 2021] it rose from [the year-ago quarter] to": [Dated("2021-Q2"), Dated("2020-Q2")],
        "In [Q2 2021] it rose from [the year ago quarter] to": [Dated("2021-Q2"), Dated("2020-Q2")],
        "In [Q2 2021] it rose from [the prior-year period] to": [Dated("2021-Q2"), Dated("2020-Q2")],
        "In [Q2 2021] it rose from [the quarter a year ago] to": [Dated("2021-Q2"), Dated("2020-Q2")],
        "In [August] it rose from [July] and [a year before], the": [Dated("2021-08"), Dated("2021-07"), Dated("2020-08")],
        "Founded in [1995], it rose from [a year earlier] to": [Dated("1995"), Dated("2020")],
        "He had left it [a year ago] there": Dated("2020"),
        "It earned less in [the same quarter of last year]": Dated("2020-Q2"),
        "In [July] it sold more than in [the same month of the previous fiscal] there": [Dated("2021-07"), Dated("2020-07")],
        "below [the year-earlier first quarter], the": Dated("2020-Q1"),
        "below [the year-earlier nine months], the": Dated("2020-01/2020-09"),
        "It earned more than in [the year-ago quarter], the": Dated("2020-Q2"),
    },
    skips=["in the same way"],
)  # fmt: skip
def year_earlier(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, one year before; a bare "a year ago" beside no comparison counts from today."""
    if m[0].lower() in {"a year ago", "one year ago"} and not compares(context, m.start()):
        return When(Shift("year", -1))
    if m["months"]:
        return When(MonthsOf(1, {"three": 3, "six": 6, "nine": 9}[m["months"].lower()], Then("year", -1, like=False)))
    period = (m["p"] or m["q"] or "").lower().removesuffix("s")
    if m["o"] and period in {"quarter", "half"}:
        part = part_of_year(m["o"], period)
        return When(PartOf(part, Then("year", -1, like=False))) if part else None
    unit, by = {"quarter": ("quarter", -4), "month": ("month", -12), "week": ("week", -52)}.get(period, ("year", -1))
    return When(Then(unit, by, alone=-1 if unit != "year" else 0))


_COMPARES = re.compile(
    r"""[$€£¥0-9%]|\b(?:
        from|than|compared|versus|against|higher|lower|up|down|profits?|loss|earnings|net|sales|revenue|quarter
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def compares(context: Context, at: int) -> bool:
    """Tell whether the sentence compares figures before a place in it."""
    first, _ = context.sentence(at, at + 1)
    return bool(_COMPARES.search(context.text, max(first, at - 160), at))


@rule(
    rf"""
    (?:(?:the\s)?{_SAME}\s(?P<p>{_PERIOD})\s(?:of|in)\s(?P<y>{YEAR})       # the same period of 2019
      |(?P<turn>last|this|next)\syear's\s(?P<p2>quarter|period)            # last year's quarter
      |the\s(?P<y2>{YEAR})\s(?P<p3>quarter|period)                         # the 2019 quarter
    )(?![\w-])
    """,
    finds={
        "In [Q2 2021] it rose from [the same period of 2019] to": [Dated("2021-Q2"), Dated("2019-Q2")],
        "In [May] it rose from [the corresponding month in 2019] to": [Dated("2021-05"), Dated("2019-05")],
        "In [June 2020] it fell from [the same months of 2019] to": [Dated("2020-06"), Dated("2019-06")],
        "In [Q3 2020] it fell from [last year's period] to": [Dated("2020-Q3"), Dated("2020-Q3")],
        "above [last year's quarter], the": Dated("2020-Q2"),
        "In [the third quarter of 2020] it was below [the 2019 quarter] by": [Dated("2020-Q3"), Dated("2019-Q3")],
    },
    skips=["the same street of 2019 homes", "the same quarters of sales", "the 2,000 homes"],
)
def same_period_in_year(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, in another year."""
    if m["turn"]:
        if context.published is None:
            return None
        year = context.published.year + TURNS[m["turn"].lower()]
    else:
        year = int(m["y"] or m["y2"])
    period = (m["p"] or m["p2"] or m["p3"]).lower()
    return When(Then("quarter" if period.startswith("quarter") else "year", 0, year=year))


@rule(
    rf"the\s{_SAME}\speriods?(?!\s(?:of|in|last|a|the|that|when|as|one)\b)(?![\w-])",
    finds={"In [Q1 2021] it rose. It fell over [the same period] there": [Dated("2021-Q1"), Dated("2021-Q1")]},
    skips=["the same period as that of strikes"],
)
def same_period(m: re.Match[str], context: Context) -> When:
    """The period under discussion again."""
    return When(Then("period", 0))


@rule(
    rf"the\s(?P<way>previous|preceding|following|next)\s(?P<w>{WEEKDAY})(?!,?\s(?-i:[A-Z])[a-z.]+\s[0-9])",
    finds={
        "It closed on [September 7], down from [the previous Friday], with": [Dated("2021-09-07"), Dated("2021-09-03")],
        "Signed on [July 5, 2021]; [the following Monday] it": [Dated("2021-07-05"), Dated("2021-07-12")],
    },
    skips=["the previous Sunless day"],
)
def next_weekday(m: re.Match[str], context: Context) -> When:
    """The weekday before or after the day under discussion."""
    return When(ThenDay(weekday_of(m["w"]), 1 if m["way"].lower() in {"following", "next"} else -1))


@rule(
    r"""
    the\s(?P<u>day|week|month|quarter|year)\s
    (?:(?P<way>before|after|earlier)(?=[.,;)]|\s(?:and|but)\b|\s*\Z)|prior(?!\sto\b|[\w-]))
    """,
    finds={
        "It opened in [2015] and closed [the year after]": [Dated("2015"), Dated("2016")],
        "It rose 3%, faster than [the week before]": Dated("2021-W37"),
        "In [May] it rose; [the month prior] it": [Dated("2021-05"), Dated("2021-04")],
        "In [the year to June] it earned more than [the year before]": [
            Dated("2020-07/2021-06"),
            Dated("2019-07/2020-06"),
        ],
    },
    skips=["the day before the vote", "the year after he left"],
)
def neighbour(m: re.Match[str], context: Context) -> When:
    """The period before or after the one under discussion."""
    return When(Then(m["u"].lower(), 1 if (m["way"] or "").lower() == "after" else -1, like=False))


@rule(
    r"""
    (?P<which>that\ssame|that|the\ssame|the\sfollowing|the\sprevious|the\spreceding|the\sprior)\s
    (?:(?:fiscal|financial|calendar)\s)?(?P<u>day|week|month|quarter|year|decade)(?![\w-])(?!\s(?:of|in|last|a\syear)\b)
    """,
    finds={
        "Signed on [July 5, 2020]; [that day] it": [Dated("2020-07-05"), Dated("2020-07-05")],
        "Signed on [July 5, 2020]; [the following day] it": [Dated("2020-07-05"), Dated("2020-07-06")],
        "It opened in [2015] and [the same year] it": [Dated("2015"), Dated("2015")],
        "It opened in [2015]; over [the following decade] it": [Dated("2015"), Dated("P1DE")],
    },
    skips=["the same daylight"],
)
def that_period(m: re.Match[str], context: Context) -> When:
    """The period under discussion, or its neighbour; over the following year is a length."""
    which, unit = m["which"].lower(), m["u"].lower()
    by = {"the following": 1, "the previous": -1, "the preceding": -1, "the prior": -1}.get(which, 0)
    if by and _OVER.search(context.before(m, 12)):
        return When(Fixed(length(Decimal(1), unit)))
    return When(Then(unit, by, like=False))


_OVER = re.compile(r"\b(?:over|within|throughout)\s\Z", re.IGNORECASE)


@rule(
    r"""
    the\s(?:(?P<new>latest|most\srecent)\s|full\s|entire\s|whole\s)?(?:fiscal\s|financial\s)?
    (?P<u>quarter|year|month|week|weekend|(?<=latest\s)period)(?![\w-]|'(?!s\b))
    """,
    finds={
        "In [the third quarter of 2020] sales fell; for [the quarter], profit": [Dated("2020-Q3"), Dated("2020-Q3")],
        "profit in [the latest quarter] was": Dated("2021-Q2"),
        "[The latest period] had a profit": Dated("2021-Q2"),
        "It was agreed at [the weekend] in": Dated("2021-W37-WE"),
        "[The latest quarter]'s sales": Dated("2021-Q2"),
        "It expects [the latest quarter] to end well": Dated("2021-Q2"),
        "sales are up 2 percent for [the year] after a weak spring": Dated("2021"),
        "sales rose in [the quarter] to $2.3 billion": Dated("2021-Q2"),
        "It rained over [the weekend] in": Dated("2021-W37-WE"),
        "It will rain over [the weekend] in": Dated("2021-W38-WE"),
        "Talks may end by [the weekend], they": Dated("2021-W38-WE"),
        "[later in the year], it": Dated("2021", "END"),
    },
    skips=["the Week magazine", "a man of the year award", "twice the week", "in the year on year comparison"],
)
def the_period(m: re.Match[str], context: Context) -> When | None:
    """The period that is spoken of, without more."""
    left, after, unit = context.before(m, 14), context.after(m, 16), m["u"].lower()
    if not (m["new"] or _IN_THE.search(left) or (unit == "weekend" and _AT.search(left))) or _OF_SOMEONE.search(left):
        return None
    if not m["new"] and _OF_WHAT.match(after) and not (_FOR.search(left) and _AFTER_A.match(after)):
        return None
    if unit == "weekend":
        return When(Weekend())
    if unit in {"week", "year"}:
        return When(Shift(unit, 0))
    if unit == "month":
        return When(Then(unit, 0, like=False))
    return When(Then("quarter", 0, like=False, alone=-1, newest=bool(m["new"])))


_IN_THE = re.compile(r"\b(?:in|for|during|over|throughout|through|within|by|since|from|of)\s\Z", re.IGNORECASE)
_AT = re.compile(r"\bat\s\Z", re.IGNORECASE)  # at the weekend, British
_FOR = re.compile(r"\bfor\s\Z", re.IGNORECASE)
_AFTER_A = re.compile(r"\safter\s(?:an?\s|[a-z]+ing\b)")  # for the year after a weak spring
_OF_SOMEONE = re.compile(  # the man of the year; the end of the year has a rule of its own
    r"""\b(?:
        man|men|woman|person|time|rest|book|player|driver|word|day|part|half|quarter|months?|coach|team|song|goal|car
        |end|beginning|start|middle|close|turn
    )\sof\s\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_WHAT = re.compile(
    r"\s(?:of|before|after|ahead|ended|ending|that|when)\b|\sto\b(?!\s[$€£¥0-9])|\s[A-Z]"
    r"|[\s-]on[\s-](?:the\s)?(?:year|month|quarter|week)"
)


@rule(
    r"""
    (?:the\s)?(?<!this\s)
      (?:(?P<u2>year|month|quarter|week)-end|year\send|(?P<u3>year|week|month|quarter)'?s\send)(?![\w-])
    |(?:the\s)?(?P<mod>end|beginning|start|middle|close|turn)\sof\s
      (?:the\s(?:(?:fiscal|financial|calendar)\s)?(?P<u>year|month|quarter|week|decade)|year)
      (?![\w-])(?!\s(?:of|[12][0-9]{3}|ended|ending|to)\b)
    """,
    finds={
        "by [year-end], it": Dated("2021", "END"),
        "At [week's end] it": Dated("2021-W38", "END"),
        "since [the turn of the year] it": Dated("2021", "START"),
        "shares are up 5% since [year-end], it": Dated("2020", "END"),
        "at [the end of the month] it": Dated("2021-09", "END"),
        "by [the end of year] it": Dated("2021", "END"),
        "by [the end of the decade] it": Dated("202X", "END"),
        "In [the second quarter] it rose. At [the end of the quarter] it": [Dated("2021-Q2"), Dated("2021-Q2", "END")],
    },
    skips=["year-end bonuses"],
)
def end_of(m: re.Match[str], context: Context) -> When | None:
    """The end or start of the running year, quarter or month."""
    if not m["mod"] and re.match(r"\s[a-z]+s\b", context.after(m, 20)):
        return None
    unit, mod = (m["u"] or m["u2"] or m["u3"] or "year").lower(), MODS[(m["mod"] or "end").lower()]
    left = context.before(m, 6)
    if unit == "quarter" and not re.search(r"\bby\s\Z", left, re.IGNORECASE):
        return When(Then(unit, 0, like=False), mod)
    since = not m["mod"] and re.search(r"\b(?:since|from|than)\s\Z", left, re.IGNORECASE)
    return When(Shift(unit, -1 if since else 0), mod)


@rule(
    r"in\s(?P<span>the\s(?P<o>first|second|third|fourth))(?=[.,;)](?!\s(?:and|or)\s\w+\squarter)|\s*\Z)",
    finds={
        "It grew 3% in [the third quarter] after 2% in [the second].": [Dated("2021-Q3"), Dated("2021-Q2")],
        "Sales fell in [the first quarter] after a rise in [the fourth], as": [Dated("2021-Q1"), Dated("2020-Q4")],
        "In [the second quarter of 2020] it lost less than in [the first].": [Dated("2020-Q2"), Dated("2020-Q1")],
    },
    skips=["It won in the second, and lost in the third.", "in the first, as in the last"],
)
def quarter_alone(m: re.Match[str], context: Context) -> When | None:
    """A quarter by its ordinal alone, behind another in its sentence."""
    first, _ = context.sentence(m.start(), m.end())
    if not _QUARTER.search(context.text, max(first, m.start() - 160), m.start()):
        return None
    part = part_of_year(m["o"], "quarter")
    return When(ThenPart(part, -1)) if part else None


_QUARTER = re.compile(r"\b(?:first|second|third|fourth)[\s-]quarter\b", re.IGNORECASE)
