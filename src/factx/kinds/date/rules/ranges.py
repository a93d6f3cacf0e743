"""From one date to another, in one phrase: June 19-July 10, January to June, 2014-18."""

import re

from factx.kinds.date.expressions import Between, EndedOn, Expression, Fixed, MonthsOf, Shift, Yearless
from factx.kinds.date.words import DAY, MONTH, TURNS, YEAR, Dated, When, day_number, exists, month_of
from factx.rules.context import Context
from factx.rules.rule import rule

_TO = r"\s?(?:-|to|through|until)\s?"


@rule(
    rf"""
    (?P<m>{MONTH})\s(?P<d>{DAY})(?:,?\s(?P<y1>{YEAR}))?{_TO}
    (?P<m2>{MONTH})\s(?P<d2>{DAY})(?:,?\s(?:of\s|in\s)?(?P<y>{YEAR}))?
    """,
    finds={
        "set for [June 19-July 10, 2019], in": Dated("2019-06-19/2019-07-10"),
        "ran from [Aug. 5 to Sept. 3] there": Dated("2021-08-05/2021-09-03"),
        "open [December 20, 2019 to January 5, 2020] only": Dated("2019-12-20/2020-01-05"),
    },
    skips=["May 40 to June 50"],
)
def month_then_day_range(m: re.Match[str], context: Context) -> When | None:
    """From a day of one month to a day of another."""
    return _day_to_day(m)


@rule(
    rf"""
    (?P<d>{DAY})\s(?P<m>{MONTH})(?:\s(?:of\s|in\s)?(?P<y1>{YEAR}))?{_TO}
    (?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?:of\s|in\s)?(?P<y>{YEAR}))?
    """,
    finds={
        "ran from [3 June to 5 July] there": Dated("2021-06-03/2021-07-05"),
        "open [20 December 2019 to 5 January 2020] only": Dated("2019-12-20/2020-01-05"),
    },
    skips=["40 May to 50 June"],
)
def day_then_month_range(m: re.Match[str], context: Context) -> When | None:
    """From a day of one month to a day of another, days first."""
    return _day_to_day(m)


@rule(
    rf"""
    (?:from|between)\s(?:the\s)?(?P<span>(?P<d>{DAY})\s(?:to|until|through|and)\s
    (?P<m>{MONTH})\s(?P<d2>{DAY})(?:,?\s(?P<y>{YEAR}))?)(?!\s(?:percent|million|billion))
    """,
    finds={
        "It was held from [02 to April 07] there": Dated("2021-04-02/2021-04-07"),
        "It was held from [2 to April 7, 2020] there": Dated("2020-04-02/2020-04-07"),
    },
    skips=["moved from 2 to may 3 times"],
)
def day_to_month_day(m: re.Match[str], context: Context) -> When | None:
    """From a day, its month named only with the last day."""
    month, days = month_of(m["m"]), (day_number(m["d"]), day_number(m["d2"]))
    first, last = (f"{month:02d}-{day:02d}" for day in days)
    if days[0] >= days[1] or not exists(f"{m['y'] or 2020}-{last}"):
        return None
    if m["y"]:
        return When(Between(Fixed(f"{m['y']}-{first}"), Fixed(f"{m['y']}-{last}")))
    return When(Between(Yearless(first), Yearless(last)))


def _day_to_day(m: re.Match[str]) -> When | None:
    first, last = (f"{month_of(m[a]):02d}-{day_number(m[b]):02d}" for a, b in (("m", "d"), ("m2", "d2")))
    if not exists(f"2020-{first}") or not exists(f"2020-{last}"):
        return None
    if not m["y"]:
        return When(Between(Yearless(first), Yearless(last))) if first < last and not m["y1"] else None
    year = int(m["y1"] or m["y"]) - (1 if not m["y1"] and first > last else 0)
    ends = Fixed(f"{year}-{first}"), Fixed(f"{m['y']}-{last}")
    if not all(exists(end.timex) for end in ends):
        return None
    return When(Between(*ends)) if ends[0].timex < ends[1].timex else None


@rule(
    rf"""
    (?P<the>the\s(?=.{{1,40}}(?:quarter|period|season|half)))?
    (?P<m>{MONTH})(?:\s(?P<y1>{YEAR}))?(?:{_TO}|-to-|(?P<and>\sand\s))(?P<mod>(?:early|late|mid)[\s-])?
    (?:(?P<m2>{MONTH})(?!\s[0-9]{{1,2}}\b)(?:,?\s(?:of\s|in\s)?(?:(?P<y>{YEAR})|(?P<turn>last|this|next)\syear))?
      |(?P<to_year>{YEAR}))
    (?P<head>[\s-](?:quarter|period|season|half))?(?:\sof\s(?P<y3>{YEAR})(?:[-/](?P<fy>[0-9]{{2}}))?)?(?![\w-])
    """,
    finds={
        "From [January to June], orders": Dated("2021-01/2021-06"),
        "between [May and July 2020] they": Dated("2020-05/2020-07"),
        "Snow fell from [November to March] there": Dated("2020-11/2021-03"),
        "[January-August 2019] saw": Dated("2019-01/2019-08"),
        "[November 2018 to March 2019] saw": Dated("2018-11/2019-03"),
        "in [the April-June quarter] it": Dated("2021-Q2"),
        "in [the April-June quarter of 2020] it": Dated("2020-Q2"),
        "in [the January to March period] it": Dated("2021-01/2021-03"),
        "in [the April-July period of 2019-20] it": Dated("2019-04/2019-07"),
        "in [the January-March period of 2019-20] it": Dated("2020-01/2020-03"),
        "[The June-to-August season] was": Dated("2021-06/2021-08"),
        "He worked there ([June 2013 - 2020]) and": Dated("2013-06/2020"),
    },
    skips=["the march to the west"],
)
def month_range(m: re.Match[str], context: Context) -> When | None:
    """From month to month, perhaps as the name of a quarter, period or season."""
    if (m["and"] and not _BETWEEN.search(context.before(m, 20))) or (m["the"] and not m["head"]):
        return None
    if m["to_year"]:
        whole = m["y1"] and not m["head"] and m["y1"] < m["to_year"]
        return When(Between(Fixed(f"{m['y1']}-{month_of(m['m']):02d}"), Fixed(m["to_year"]))) if whole else None
    first, last, year = month_of(m["m"]), month_of(m["m2"]), m["y"] or m["y3"]
    if m["fy"] and first < _FISCAL_START:  # of two years' fiscal year, from April on
        year = str(int(m["y3"]) + 1)
    if (m["head"] or "").lower().endswith("quarter") and first % 3 == 1 and last == first + 2:
        return When(Fixed(f"{year}-Q{last // 3}") if year else Yearless(f"Q{last // 3}"))
    if year:
        start = int(m["y1"] or year) - (1 if first > last and not m["y1"] else 0)
        ends = Fixed(f"{start}-{first:02d}"), Fixed(f"{year}-{last:02d}")
        return When(Between(*ends)) if ends[0].timex < ends[1].timex else None
    return _months_without_year(m, first, last)


def _months_without_year(m: re.Match[str], first: int, last: int) -> When | None:
    says: Expression | None = None
    if m["y1"] or first == last:
        return None
    if first > last and not m["turn"]:  # November to March
        says = EndedOn(13 - first + last, Yearless(f"{last:02d}"))
    elif first < last and m["turn"]:
        says = MonthsOf(first, last, Shift("year", TURNS[m["turn"].lower()]))
    elif first < last:
        says = Between(Yearless(f"{first:02d}"), Yearless(f"{last:02d}"))
    return When(says) if says else None


_FISCAL_START = 4
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?(?:(?:early|mid|late)[\s-])?\Z", re.IGNORECASE)


@rule(
    rf"""
    (?:the\s)?(?P<a>{YEAR})\s?(?:[-~]|/|(?P<word>\sto\s|\sthrough\s|\sand\s))\s?(?P<b>{YEAR}|[0-9]{{2}})
    (?![0-9-]|%|\s(?:percent|million|billion))
    (?:\s(?P<kind>(?:fiscal|financial|school|academic|tax|crop|marketing)\syear))?
    """,
    finds={
        "the 14th plan ([2021-25]) was": Dated("2021/2025"),
        "in [2012–13] the": Dated("2012/2013"),
        "from [2005 to 2015], the": Dated("2005/2015"),
        "the [2019/20] season was": Dated("2019/2020"),
        "in [the 2019/20 fiscal year] it": Dated("2019/2020"),
        "[The 2019-2020 school year] was": Dated("2019/2020"),
    },
    skips=["dial 2021-19"],
)
def year_range(m: re.Match[str], context: Context) -> When | None:
    """From year to year, or a season or fiscal year that two years share."""
    first = int(m["a"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    word = (m["word"] or "").strip().lower()
    if word and (len(m["b"]) != 4 or (word == "and" and not _BETWEEN.search(context.before(m, 20)))):
        return None
    if m[0].lower().startswith("the ") and not m["kind"]:
        return None
    if not first < last <= first + 100 or (len(m["b"]) == 2 and last > first + 50):
        return None
    return When(Between(Fixed(f"{first:04d}"), Fixed(f"{last:04d}")))
