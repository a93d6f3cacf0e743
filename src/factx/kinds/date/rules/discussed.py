"""Times that count from the period under discussion: a year earlier, that day, the quarter."""

import re

from factx.kinds.date.resolve.expressions import Fixed, MonthsOf, PartOf, Shift, Then, ThenDay
from factx.kinds.date.words import (
    MODS,
    ORDINALS,
    SMALL_NUMBER,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    small_count,
    weekday_of,
)
from factx.rules.context import Context
from factx.rules.rule import rule

_PERIODS = r"(?:period|time|quarter|month|half|week|day|point)"


@rule(
    rf"(?:(?:the\s)?same\s{_PERIODS}\s(?:of\s|in\s)?(?:last|the\s(?:previous|preceding|prior)|a|the)\syear(?:\s(?:earlier|ago|before))?"
    r"|(?:the\s(?:quarter|period|month|week|half)\s)?a\syear\s(?:earlier|ago|before(?=[.,;)]|\s(?:and|but|when)\b|\s*\Z))"
    r"|(?:the\s|a\s)?(?:comparable\s)?(?:year-(?:ago|earlier)|prior-year|previous-year|last-year)(?:\s(?:(?P<o>first|second|third|fourth)[\s-])?(?P<p>quarter|period|month|half|level)|\snine\smonths|(?=\s[a-z$€£¥]))"
    r"|(?:the\s)?(?:corresponding|comparable)\s(?:period|quarter|month)\s(?:(?:of\s|in\s)?(?:last|the\s(?:previous|prior))\syear|a\syear\s(?:ago|earlier)))(?![\w-])",
    finds={
        "In the first half of 2021 it rose from [the same period last year] to": Dated("2020-H1"),
        "In May 2021 it rose from [a year earlier] to": Dated("2020-05"),
        "In Q2 2021 it rose from [the year-ago quarter] to": Dated("2020-Q2"),
        "In Q2 2021 it rose from [the prior-year period] to": Dated("2020-Q2"),
        "In Q2 2021 it rose from [the quarter a year ago] to": Dated("2020-Q2"),
        "In August it rose from July and [a year before], the": Dated("2020-08"),
        "Founded in 1995, it rose from [a year earlier] to": Dated("2020"),
        "He had left it [a year ago] there": Dated("2020"),
        "below [the year-earlier first quarter], the": Dated("2020-Q1"),
        "below [the year-earlier nine months], the": Dated("2020-01/2020-09"),
        "It earned more than in [the year-ago quarter], the": Dated("2020-Q2"),
    },
    skips=["in the same way"],
)  # fmt: skip
def year_earlier(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, one year before; a bare "a year ago" beside no comparison counts from today."""
    if m[0].lower() == "a year ago" and not compares(context, m.start()):
        return When(Shift("year", -1))
    if m["o"] and m["p"].lower() in {"quarter", "half"}:
        return When(PartOf(f"{m['p'][0].upper()}{ORDINALS[m['o'].lower()]}", Then("year", -1, like=False)))
    if m[0].lower().endswith(" nine months"):
        return When(MonthsOf(1, 9, Then("year", -1, like=False)))
    if (m["p"] or "").lower() == "quarter":
        return When(Then("quarter", -4, alone=-1))
    return When(Then("year", -1))


_COMPARES = re.compile(
    r"[$€£¥0-9%]|\b(?:from|than|compared|versus|against|higher|lower|up|down|profits?|loss|earnings|net|sales|revenue|quarter)\b",
    re.IGNORECASE,
)


def compares(context: Context, at: int) -> bool:
    """Tell whether the sentence compares figures before a place in it."""
    first, _ = context.sentence(at, at + 1)
    return bool(_COMPARES.search(context.text, max(first, at - 160), at))


@rule(
    rf"(?:the\s)?(?:same|corresponding|comparable)\s(?P<p>{_PERIODS})\s(?:of|in)\s(?P<y>{YEAR})(?![\w-])",
    finds={
        "In Q2 2021 it rose from [the same period of 2019] to": Dated("2019-Q2"),
        "In May it rose from [the corresponding month in 2019] to": Dated("2019-05"),
    },
    skips=["the same street of 2019 homes"],
)
def same_of_year(m: re.Match[str], context: Context) -> When:
    """The period under discussion, in another year."""
    return When(Then("year" if m["p"].lower() != "quarter" else "quarter", 0, year=int(m["y"])))


@rule(
    r"(?P<turn>last|this|next)\syear's\s(?P<p>quarter|period)(?![\w-])",
    finds={
        "In Q3 2020 it fell from [last year's period] to": Dated("2020-Q3"),
        "above [last year's quarter], the": Dated("2020-Q2"),
    },
    skips=["a year's quarter"],
)
def quarter_of_turn(m: re.Match[str], context: Context) -> When | None:
    """The period under discussion, in this, last or next year."""
    if context.published is None:
        return None
    year = context.published.year + TURNS[m["turn"].lower()]
    return When(Then("quarter" if m["p"].lower() == "quarter" else "year", 0, year=year))


@rule(
    rf"(?:the\s)(?P<way>previous|preceding|following|next)\s(?P<w>{WEEKDAY})",
    finds={
        "It closed on September 7, down from [the previous Friday], with": Dated("2021-09-03"),
        "Signed on July 5, 2021; [the following Monday] it": Dated("2021-07-12"),
    },
    skips=["the previous Sunless day"],
)
def next_weekday(m: re.Match[str], context: Context) -> When:
    """The weekday before or after the day under discussion."""
    return When(ThenDay(weekday_of(m["w"]), 1 if m["way"].lower() in {"following", "next"} else -1))


@rule(
    r"the\s(?P<u>day|week|month|quarter|year)\s(?P<way>before|after|earlier)(?=[.,;)]|\s(?:and|but)\b|\s*\Z)",
    finds={
        "It opened in 2015 and closed [the year after]": Dated("2016"),
        "It rose 3%, faster than [the week before]": Dated("2021-W37"),
    },
    skips=["the day before the vote", "the year after he left"],
)
def neighbour(m: re.Match[str], context: Context) -> When:
    """The period before or after the one under discussion."""
    return When(Then(m["u"].lower(), 1 if m["way"].lower() == "after" else -1, like=False))


@rule(
    r"the\s(?P<u>day|week|weekend|month|quarter|year)\s(?:before\slast|after\snext)(?![\w-]|\s(?-i:[A-Z]))|the\sday\s(?:before\syesterday|after\stomorrow)",
    finds={
        "It fell [the month before last] there": Dated("2021-07"),
        "It will fall [the week after next] there": Dated("2021-W40"),
        "It fell [the day before yesterday] there": Dated("2021-09-22"),
    },
    skips=["the night before last"],
)
def two_away(m: re.Match[str], context: Context) -> When:
    """Two units from the publication date."""
    return When(Shift((m["u"] or "day").lower(), 2 if " after " in m[0].lower() else -2))


@rule(
    r"(?P<which>that\ssame|that|the\ssame|the\sfollowing|the\snext|the\sprevious|the\spreceding)\s(?P<u>day|week|month|quarter|year)(?![\w-])",
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
    if which == "the next" and (unit != "day" or context.text[max(0, m.start() - 3) : m.start()].lower() == "in "):
        return None
    by = 1 if which in {"the following", "the next"} else -1 if which in {"the previous", "the preceding"} else 0
    return When(Then(unit, by, like=False))


@rule(
    r"the\s(?:(?P<new>latest|most\srecent|current)\s|full\s|entire\s|whole\s)?(?:fiscal\s|financial\s)?(?P<u>quarter|year|month|week|weekend|(?<=latest\s)period)(?![\w'-])",
    finds={
        "In the third quarter of 2020 sales fell; for [the quarter], profit": Dated("2020-Q3"),
        "profit in [the latest quarter] was": Dated("2021-Q2"),
        "[The latest period] had a profit": Dated("2021-Q2"),
        "sales rose in [the quarter] to $2.3 billion": Dated("2021-Q2"),
        "It rained over [the weekend] in": Dated("2021-W37-WE"),
        "[later in the year], it": Dated("2021", "END"),
    },
    skips=["the Week magazine", "a man of the year award", "twice the week"],
)
def the_period(m: re.Match[str], context: Context) -> When | None:
    """The period that is spoken of, without more."""
    left = context.text[max(0, m.start() - 14) : m.start()]
    if (
        not (m["new"] or _IN_THE.search(left))
        or re.search(
            r"\b(?:man|men|woman|person|time|rest|book|player|driver|word|day|part|end|half|quarter|months?|coach|team|song|goal|car)\sof\s\Z",
            left,
        )
        or _OF_WHAT.match(context.text, m.end())
    ):
        return None
    unit = m["u"].lower()
    if m["new"] and m["new"].lower() != "current" and unit in {"quarter", "period"}:
        return When(Then("quarter", 0, like=False, alone=-1, newest=True))
    if m["new"] and m["new"].lower() == "current":
        return When(Shift(unit, 0))
    if unit == "weekend":
        return When(Shift("weekend", -1))
    if unit in {"week", "year", "month"}:
        return When(Then(unit, 0, like=False)) if unit == "month" else When(Shift(unit, 0))
    return When(Then(unit, 0, like=False, alone=-1))


_IN_THE = re.compile(r"\b(?:in|for|during|over|throughout|through|within|by|since|from|of)\s\Z", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:of|before|after|ahead|ended|ending|that|when)\b|\sto\b(?!\s[$€£¥0-9])|\s[A-Z]")


@rule(
    rf"the\s(?P<y>{YEAR})\s(?:(?P<o>first|second|third|fourth)[\s-])?(?P<p>quarter|half|period|fiscal\syear|season)(?![\w-])",
    finds={
        "from [the 1988 third quarter], when": Dated("1988-Q3"),
        "In the third quarter of 2020 it was below [the 2019 quarter] by": Dated("2019-Q3"),
    },
    skips=["the 2,000 homes"],
)
def quarter_of(m: re.Match[str], context: Context) -> When | None:
    """A period of a year named before it."""
    if m["o"] and m["p"].lower() in {"quarter", "half"}:
        return When(PartOf(f"{m['p'][0].upper()}{ORDINALS[m['o'].lower()]}", Fixed(m["y"])))
    if m["p"].lower() in {"quarter", "period"}:
        return When(Then("quarter" if m["p"].lower() == "quarter" else "year", 0, year=int(m["y"])))
    return When(Fixed(m["y"]))


@rule(
    r"(?:the\s)?(?<!this\s)(?:year-end|year(?:'s)?\send)(?![\w-])|the\s(?P<mod>end|beginning|start)\sof\sthe\s(?P<u>year|month|quarter|week)(?![\w-])",
    finds={
        "by [year-end], it": Dated("2021", "END"),
        "shares are up 5% since [year-end], it": Dated("2020", "END"),
        "at [the end of the month] it": Dated("2021-09", "END"),
    },
    skips=["year-end bonuses"],
)
def end_of(m: re.Match[str], context: Context) -> When | None:
    """The end or start of the running year, quarter or month."""
    if not m["u"] and re.match(r"\s[a-z]+s\b", context.text[m.end() : m.end() + 20]):
        return None
    since = not m["u"] and re.search(
        r"\b(?:since|from|than)\s\Z", context.text[max(0, m.start() - 6) : m.start()], re.IGNORECASE
    )
    return When(Shift((m["u"] or "year").lower(), -1 if since else 0), MODS[(m["mod"] or "end").lower()])


@rule(
    rf"(?P<n>{SMALL_NUMBER})[\s-](?P<u>day|week|month|quarter|year|decade)s?[\s-](?P<way>earlier|later|before(?=[.,;)]|\s*\Z))(?![\w-])",
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
