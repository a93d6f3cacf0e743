"""Days and months of the calendar, with and without their year."""

import re
from functools import lru_cache

from factx.kinds.date.resolve.expressions import Between, Fixed, PartOf, Shift, Then, Yearless
from factx.kinds.date.words import (
    DAY,
    MONTH,
    OF_YEAR,
    TURNS,
    WEEKDAY,
    YEAR,
    Dated,
    When,
    dated,
    day_number,
    exists,
    full_year,
    month_of,
    said,
)
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    r"(?P<y>(?:1[5-9]|20)[0-9]{2})(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12][0-9]|3[01])(?=T[0-9]|(?!\w))",
    finds={"Updated : [2021-09-24]": Dated("2021-09-24"), "Published [2021/09/24] in": Dated("2021-09-24")},
    skips=["part 2021-19-24 of the set", "number 2021-02-30"],
)
def iso_day(m: re.Match[str], context: Context) -> When | None:
    """A day in ISO 8601."""
    return said(dated(m["y"], int(m["m"]), m["d"]))


@rule(
    rf"(?:(?:(?P<w>{WEEKDAY}),?|(?P<near>last|this|next))\s)?(?P<m>{MONTH})(?:\s|,\s(?=[0-9]{{1,2}}[snrt]))(?P<d>{DAY})(?:(?:\s?(?:-|to|and|through)\s?)(?P<d2>{DAY})(?!\s(?:{MONTH}|percent|million|billion|people)))?(?:{OF_YEAR}|,?\s(?P<turn>last|this|next)\syear)?",
    finds={
        "since [last Oct. 23] it": Dated("2020-10-23"),
        "was added on [Aug 9], linking": Dated("2021-08-09"),
        "signed on [September 19, 2018] in": Dated("2018-09-19"),
        "[Monday, November 4, 2019] was": Dated("2019-11-04"),
        "ran from [August 22 to 25] there": Dated("2021-08-22/2021-08-25"),
        "on [August 5 and 6], the shops": Dated("2021-08-05/2021-08-06"),
        "until [Oct. 26-28, 2017] the": Dated("2017-10-26/2017-10-28"),
        "will open on [January 4] again": Dated("2022-01-04"),
        "They met on [March 20 last year] there": Dated("2020-03-20"),
        "They met on [Dec. 31 , 1994] there": Dated("1994-12-31"),
    },
    skips=["He may 5 times", "the march 3 miles long", "February 30"],
)
def month_day(m: re.Match[str], context: Context) -> When | None:
    """Month, then day, perhaps a second day, a weekday before, a year behind."""
    return _month_days(m, context)


@rule(
    rf"(?:(?P<w>{WEEKDAY}),?\s)?(?:the\s(?=[0-9]+[snrt]))?(?P<d>{DAY})(?:(?:\s?(?:-|to|and)\s?)(?P<d2>{DAY}))?\s(?:of\s)?(?P<m>{MONTH})(?:{OF_YEAR}|,?\s(?P<turn>last|this|next)\syear)?",
    finds={
        "on [24 September 2021] it": Dated("2021-09-24"),
        "on [9 August] it": Dated("2021-08-09"),
        "from [3 to 5 June] in": Dated("2021-06-03/2021-06-05"),
        "on [the 4th of July of 1995] it": Dated("1995-07-04"),
        "[the 4th of July] was": Dated("2021-07-04"),
    },
    skips=["31 April"],
)
def day_month(m: re.Match[str], context: Context) -> When | None:
    """Day, then month, perhaps two days, a year behind."""
    return _month_days(m, context)


def _month_days(m: re.Match[str], context: Context) -> When | None:
    month = month_of(m["m"])
    if m["y"]:
        year = full_year(m["y"], context.published)
        first = dated(year, month, m["d"])
        last = dated(year, month, m["d2"]) if m["d2"] else None
        if m["d2"]:
            return said(Between(first, last)) if first and last and first.timex < last.timex else None
        return said(first)
    if not exists(f"2020-{month:02d}-{day_number(m['d']):02d}"):
        return None
    if m["turn"] and not m["d2"]:
        return When(PartOf(f"{month:02d}-{day_number(m['d']):02d}", Shift("year", TURNS[m["turn"].lower()])))
    near = m["near"].lower() if "near" in m.re.groupindex and m["near"] else ""
    first_day = Yearless(f"{month:02d}-{day_number(m['d']):02d}", {"last": -1, "next": 1}.get(near, 0))
    if not m["d2"]:
        return When(first_day)
    if day_number(m["d2"]) <= day_number(m["d"]) or not exists(f"2020-{month:02d}-{day_number(m['d2']):02d}"):
        return None
    return When(Between(first_day, Yearless(f"{month:02d}-{day_number(m['d2']):02d}")))


@rule(
    rf"(?P<m>{MONTH})(?:(?:{OF_YEAR}|-(?P<y2>{YEAR}))(?!-[0-9]|,[0-9]|%)|,?\s(?:of\s)?(?:(?P<turn>last|this|next)\syear|(?P<that>of\sthat\syear)))",
    finds={
        "As of [December 2020], it": Dated("2020-12"),
        "In [May last year], the": Dated("2020-05"),
        "In [April '87] it": Dated("1987-04"),
        "In [June in 2019], the": Dated("2019-06"),
        "In [Dec-2018] it": Dated("2018-12"),
        "by [June next year] at": Dated("2022-06"),
        "by [March of this year] at": Dated("2021-03"),
    },
    skips=[],
)
def month_year(m: re.Match[str], context: Context) -> When | None:
    """A month of a year."""
    month = month_of(m["m"])
    if m["y"] or m["y2"]:
        return said(dated(full_year(m["y"] or m["y2"], context.published), month))
    return When(
        PartOf(f"{month:02d}", Then("year", 0, like=False) if m["that"] else Shift("year", TURNS[m["turn"].lower()]))
    )


@rule(
    rf"(?:(?P<turn>last|this|next|this\spast)\s)?(?P<m>{MONTH})(?!\s[0-9]{{1,2}}\b)",
    finds={
        "businesses by [July] and": Dated("2021-07"),
        "In [June], the park": Dated("2021-06"),
        "It will start in [October] with": Dated("2021-10"),
        "Since [last December], the": Dated("2020-12"),
        "planned for [this November] at": Dated("2021-11"),
        "It agreed to sell the mill by [January] at": Dated("2022-01"),
        "It had sold the mill by [January] at": Dated("2021-01"),
        "due [next March], the": Dated("2022-03"),
        "In [May], it": Dated("2021-05"),
        "[March] sales rose there": Dated("2021-03"),
    },
    skips=[
        "May said the plan",
        "It may rain",
        "They March on",
        "Theresa May won",
        "April Smith said",
        "Jan Novak spoke",
    ],
)
def month(m: re.Match[str], context: Context) -> When | None:
    """A month without a year."""
    if not m["turn"] and not _is_month(m, context.text):
        return None
    turn = m["turn"].lower() if m["turn"] else ""
    if turn == "this":
        return When(PartOf(f"{month_of(m['m']):02d}", Shift("year", 0)))
    return When(Yearless(f"{month_of(m['m']):02d}", {"last": -1, "next": 1}.get(turn, 0)))


_MONTH_LEFT = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|to|during|through|before|after|late|early|mid|and|between|for|around|or|on|as|per|at|the|end|this|each|every)"
    r"|-|\()\s?\Z",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    r"(?:'s)?\s(?:sales|exports|imports|output|inflation|figures?|data|reports?|profits?|revenue|deliveries|production|payrolls|retail|industrial|consumer"
    r"|earnings|results|orders|futures|crude|contracts?|delivery|quarter|meeting|election|elections|polls?|vote|attacks?)\b"
)
_NAMELIKE = re.compile(r"\s(?!I\b|The\b|[A-Z]{2,}\b)[A-Z][a-z]+\b")


def _is_month(m: re.Match[str], text: str) -> bool:
    """Tell a month from a verb (may, march) and a person's name (April Smith, Theresa May)."""
    name = m["m"].rstrip(".").lower()
    left = text[max(0, m.start() - 12) : m.start()]
    if re.search(r"[0-9]\s\Z", left):
        return False
    if m["m"][0].isupper() and _MONTHLY.match(text, m.end()):
        return True
    if name in {"may", "march", "mar", "jan", "april", "june", "august", "jun", "sep", "dec"}:
        if _MONTH_LEFT.search(left):
            return not (name in {"jan", "april", "june"} and _NAMELIKE.match(text, m.end()))
        return (
            name in {"june", "april", "august", "dec", "sep"}
            and not _NAMELIKE.match(text, m.end())
            and not re.search(r"[A-Z][a-z]+\s\Z", left)
        )
    return True


_NUMERIC = r"(?P<a>(?P<one>[0-9]{1,2})(?P<sep>[/.-])(?P<two>[0-9]{1,2}|[A-Za-z]{3})(?P=sep)(?:[0-9]{4}|[0-9]{2}))"


@rule(
    _NUMERIC,
    finds={"on [24-Sep-2021] it": Dated("2021-09-24"), "dated [09/24/2021] and": Dated("2021-09-24")},
    skips=["version 1.2.3", "a 24/7/365 service"],
)
def numeric_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers and separators, in the order of the article's country."""
    return None if _ambiguous(m, context) else _numeric(m, context)


@rule(
    _NUMERIC,
    finds={"on [09/08/2021] it": Dated("2021-09-08"), "dated [3.4.2021] and": Dated("2021-03-04")},
    skips=["version 1.2.3"],
)
def ambiguous_day(m: re.Match[str], context: Context) -> When | None:
    """A day in numbers that could be month first or day first in an article without a country: read month first."""
    return _numeric(m, context) if _ambiguous(m, context) else None


def _ambiguous(m: re.Match[str], context: Context) -> bool:
    one, two = m["one"], m["two"]
    return context.country is None and two.isdigit() and int(one) <= 12 and int(two) <= 12 and int(one) != int(two)


def _numeric(m: re.Match[str], context: Context) -> When | None:
    value = unusual_day(m["a"], "MDY" if context.country in {None, "US", "PH"} else "DMY")
    return When(Fixed(value)) if value else None


@lru_cache(maxsize=4096)
def unusual_day(text: str, order: str) -> str | None:
    """Return the ISO day that dateparser reads with day, month and year given in the text, or None."""
    if not re.fullmatch(r".*(?:[0-9]{4}|[A-Za-z]{3}.*|(?:[0-9]+/){2}[0-9]{2})", text) or len(text) > 40:
        return None
    from dateparser import parse

    found = parse(
        text,
        languages=["en"],
        settings={"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    return found.date().isoformat() if found else None
