"""Fiscal years and quarters, read as the calendar's: the company's year is unknown, and the rule's name says so."""

import re

from factx.kinds.date.resolve.expressions import Between, EndedOn, Fixed, Shift, Yearless
from factx.kinds.date.words import (
    MONTH,
    ORDINALS,
    PERIOD_YEAR,
    YEAR,
    Dated,
    When,
    full_year,
    in_year,
    month_of,
)
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    rf"(?:the\s)?(?:(?:(?:fiscal|financial)\s(?:year\s)?|(?-i:FY)\s?)'?(?P<a>{YEAR}|[0-9]{{2}})(?:\s?[-/]\s?(?P<b>{YEAR}|[0-9]{{2}})(?![0-9]))?(?![0-9/])"
    rf"|(?P<y>{YEAR})\s(?:fiscal|financial)\syear)(?![\w-]*[0-9])",
    finds={
        "for [fiscal 2018] it": Dated("2018"),
        "in [FY22] it": Dated("2022"),
        "in [FY2021/22] it": Dated("2021/2022"),
        "in [the financial year 2020-21] it": Dated("2020/2021"),
        "in [the 2020 fiscal year] it": Dated("2020"),
    },
    skips=["in fiscal 3000 terms", "a FY value"],
)
def fiscal_year(m: re.Match[str], context: Context) -> When | None:
    """A fiscal year by its number, or by the two years it spans."""
    first, last = (full_year(m[g], context.published) if m[g] else None for g in ("a", "b"))
    if m["y"] or first is None:
        return When(Fixed(m["y"]))
    if last is None:
        return When(Fixed(str(first)))
    return When(Between(Fixed(str(first)), Fixed(str(last)))) if first < last < first + 10 else None


_NTH = r"(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)"


@rule(
    rf"(?:the\s)?(?:(?:fiscal|financial)(?:\syear's)?[\s-]{_NTH}[\s-](?:quarter|half)|{_NTH.replace('<o>', '<o2>')}[\s-](?:fiscal|financial)[\s-](?P<p2>quarter|half))(?:(?:\sof|\sin|,)?\s(?:the\s)?(?:(?:fiscal|financial)\s(?:year\s)?)?{PERIOD_YEAR})?(?![\w-])",
    finds={
        "in [the fiscal first quarter] it": Dated("2021-Q1"),
        "in [the first fiscal quarter of 2020] it": Dated("2020-Q1"),
        "its [fiscal third-quarter] sales": Dated("2021-Q3"),
    },
    skips=["the first fiscal rule"],
)
def fiscal_quarter(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of an unknown fiscal year."""
    return When(in_year(m, _part(m)))


def _part(m: re.Match[str]) -> str:
    number = (m["o"] or m["o2"]).lower()
    count = ORDINALS.get(number) or int(number[0])
    half = (m["p2"] or ("half" if re.search("half", m[0], re.IGNORECASE) else "quarter")).lower() == "half"
    return f"H{min(count, 2)}" if half else f"Q{count}"


@rule(
    rf"(?:the\s)?(?:{_NTH}[\s-](?P<p>quarter|half)|(?-i:(?P<q>[QH])(?P<n>[1-4])))(?:\sof|\sin|,)?\s(?:the\s|its\s)?(?:(?:fiscal|financial)\s(?:year\s)?|(?-i:FY)\s?'?)(?P<y>{YEAR}|[0-9]{{2}})(?![0-9/-])",
    finds={
        "in [the third quarter of fiscal 2020] it": Dated("2020-Q3"),
        "in [Q2 FY22] it": Dated("2022-Q2"),
        "in [Q3 of fiscal year 2021] it": Dated("2021-Q3"),
    },
    skips=["a fiscal target"],
)
def quarter_of_fiscal(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a fiscal year by its number."""
    number = m["n"] or m["o"].lower()
    count = ORDINALS.get(number) or int(number[0])
    letter = (m["q"] or m["p"][0]).upper()
    return (
        When(Fixed(f"{full_year(m['y'], context.published)}-{letter}{count}")) if letter == "Q" or count < 3 else None
    )


@rule(
    rf"(?:the\s)?(?P<m>{MONTH})(?:\s(?P<y>{YEAR}))?[\s-]quarter(?:(?:\sof)?\s(?P<y2>{YEAR}))?(?!\w|-)",
    finds={
        "in [the June quarter] it": Dated("2021-Q2"),
        "in [the December quarter] it": Dated("2020-Q4"),
        "in [the March 2020 quarter] it": Dated("2020-Q1"),
        "its [June-quarter] sales": Dated("2021-Q2"),
        "in [the October quarter] it": Dated("2020-08/2020-10"),
    },
    skips=["the march quarterback"],
)
def month_quarter(m: re.Match[str], context: Context) -> When:
    """The quarter that a month ends."""
    part, year = f"{month_of(m['m']):02d}", m["y"] or m["y2"]
    return When(EndedOn(3, Fixed(f"{year}-{part}") if year else Yearless(part)))


@rule(
    r"the\s(?P<turn>current|present)\s(?:fiscal|financial)\syear(?![\w-])",
    finds={"in [the current fiscal year] it": Dated("2021")},
    skips=["the current fiscal rule"],
)
def this_fiscal_year(m: re.Match[str], context: Context) -> When:
    """The fiscal year that runs."""
    return When(Shift("year", 0))
