"""Times that count from the period under discussion: a year earlier, that day, the quarter."""

import re

from factx.kinds.date.expressions import Fixed, PartOf, Shift, Then
from factx.kinds.date.words import MODS, NUMBER_AT, ORDINALS, SMALL_NUMBER, YEAR, Dated, When, small_count
from factx.rule import Context, rule


@rule(
    r"(?:(?:the\s)?same\s(?P<p>period|time|quarter|month|half)\s(?:of\s)?(?P<turn>last|the\sprevious|a|the\spreceding|the\syear)\s?(?P<y>year)?(?:\s(?:earlier|ago|before))?"
    r"|a\syear\s(?:earlier|ago|before(?=[.,;)]|\s(?:and|but)\b|\s*\Z))|(?:the\s|a\s)?(?:comparable\s)?year-(?:ago|earlier)(?:\s(?:(?:first|second|third|fourth)\s)?(?:quarter|period|month|half|level)|\snine\smonths)?|(?:the\s)?(?:corresponding|comparable)\s(?:period|quarter)\s(?:(?:of\s)?(?:last|the\sprevious)\syear|a\syear\s(?:ago|earlier)))",
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
    r"(?P<which>that\ssame|that|the\ssame|the\sfollowing|the\snext|the\sprevious|the\spreceding)\s(?P<u>day|week|month|quarter|year)(?![\w-])",
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
    if which == "the next" and unit != "day":
        return None
    by = 1 if which in {"the following", "the next"} else -1 if which in {"the previous", "the preceding"} else 0
    return When(Then(unit, by, like=False))


@rule(
    r"the\s(?:(?P<new>latest|most\srecent|current)\s|full\s|entire\s|whole\s)?(?:fiscal\s|financial\s)?(?P<u>quarter|year|month|week|weekend|(?<=latest\s)period)(?![\w'-])",
    at={"the"},
    finds={
        "In the third quarter of 2020 sales fell; for [the quarter], profit": Dated("2020-Q3"),
        "profit in [the latest quarter] was": Dated("2021-Q2"),
        "It rained over [the weekend] in": Dated("2021-W37-WE"),
        "[later in the year], it": Dated("2021", "END"),
    },
    skips=["the Week magazine", "a man of the year award", "twice the week"],
)
def the_period(m: re.Match[str], context: Context) -> When | None:
    """The period that is spoken of, without more."""
    left = context.text[max(0, m.start() - 14) : m.start()]
    if (
        not _IN_THE.search(left)
        or re.search(
            r"\b(?:man|men|woman|person|time|rest|book|player|driver|word|day|part|end|half|quarter|months?|coach|team|song|goal|car)\sof\s\Z",
            left,
        )
        or _OF_WHAT.match(context.text, m.end())
    ):
        return None
    unit = m["u"].lower()
    if m["new"] and m["new"].lower() != "current" and unit in {"quarter", "period"}:
        return When(Shift("quarter", -1))
    if unit == "weekend":
        return When(Shift("weekend", -1))
    if unit in {"week", "year", "month"}:
        return When(Then(unit, 0, like=False)) if unit == "month" else When(Shift(unit, 0))
    return When(Then(unit, 0, like=False, alone=-1))


_IN_THE = re.compile(r"\b(?:in|for|during|over|throughout|through|within|by|since|from|of)\s\Z", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:of|before|after|ahead|ended|ending|that|when|to)\b|\s[A-Z]")


@rule(
    rf"the\s(?P<y>{YEAR})\s(?:(?P<o>first|second|third|fourth)[\s-])?(?P<p>quarter|half|period|fiscal\syear|season)(?![\w-])",
    at={"the"},
    finds={
        "from [the 1988 third quarter], when": Dated("1988-Q3"),
        "In the third quarter of 2020 it was below [the 2019 quarter] by": Dated("2019-Q3"),
    },
    skips=["the 2,000 quarters"],
)
def quarter_of(m: re.Match[str], context: Context) -> When | None:
    """A period of a year named before it."""
    if m["o"] and m["p"].lower() in {"quarter", "half"}:
        return When(PartOf(f"{m['p'][0].upper()}{ORDINALS[m['o'].lower()]}", Fixed(m["y"])))
    if m["p"].lower() in {"quarter", "period"}:
        return When(Then("year", 0, year=int(m["y"])))
    return When(Fixed(m["y"]))


@rule(
    r"(?:the\s)?(?<!this\s)(?:year-end|year(?:'s)?\send)(?![\w-])|the\s(?P<mod>end|beginning|start)\sof\sthe\s(?P<u>year|month|quarter|week)(?![\w-])",
    at={"the", "year"},
    finds={"by [year-end], it": Dated("2021", "END"), "at [the end of the month] it": Dated("2021-09", "END")},
    skips=["year-end bonuses"],
)
def end_of(m: re.Match[str], context: Context) -> When | None:
    """The end or start of the running year, quarter or month."""
    if not m["u"] and re.match(r"\s[a-z]+s\b", context.text[m.end() : m.end() + 20]):
        return None
    return When(Shift((m["u"] or "year").lower(), 0), MODS[(m["mod"] or "end").lower()])


@rule(
    rf"(?P<n>{SMALL_NUMBER})[\s-](?P<u>day|week|month|quarter|year|decade)s?[\s-](?P<way>earlier|later|before(?=[.,;)]|\s*\Z))(?![\w-])",
    at=NUMBER_AT | {"a", "an", "several", "some", "few", "many"},
    finds={
        "It was signed on July 5, 2020. [Three days later] it": Dated("2020-07-08"),
        "It was signed on July 5, 2020. [A week earlier], it": Dated("2020-W26"),
        "It opened in 2015 and [two years later] it": Dated("2017"),
    },
    skips=["no earlier than that"],
)
def so_much_later(m: re.Match[str], context: Context) -> When | None:
    """So many units before or after the period under discussion."""
    count, unit = small_count(m["n"]), m["u"].lower()
    if count is None or (unit == "year" and count == 1 and m["way"].lower() != "later"):
        return None
    return When(Then(unit, count if m["way"].lower() == "later" else -count, like=False))


RULES = (so_much_later, year_earlier, that_period, the_period, quarter_of, end_of)
