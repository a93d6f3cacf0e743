"""Fiscal years and their quarters, read as the calendar's: when the company's year ends is unknown."""

import re

from factx.kinds.date.expressions import Between, Fixed, Shift
from factx.kinds.date.rules.quarters import NTH, QUARTER, part_of_year
from factx.kinds.date.words import TURNS, YEAR, Dated, When, full_year
from factx.rules.context import Context
from factx.rules.rule import rule

_SHORT = rf"(?:{YEAR}|[0-9]{{2}})"
_FISCAL = r"(?:(?:fiscal|financial)\s(?:year\s)?|(?-i:FY)\s?)'?"


@rule(
    rf"""
    (?:the\s)?
    (?:{_FISCAL}(?P<a>{_SHORT})(?:\s?[-/]\s?(?P<b>{_SHORT})(?![0-9]))?(?![0-9/])
      |(?P<y>{YEAR})\s(?:fiscal|financial)\syear)(?![\w-]*[0-9])
    """,
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


@rule(
    r"(?:the\s)?(?P<turn>last|this|next|current|previous)\sfiscal"
    r"(?=[.,;)]|\s(?:and|in|on|as|from|to|was|is|were|by|against|at|with|due|are|while|when|so|over)\b|\s*\Z)",
    finds={
        "It earned less [last fiscal], the": Dated("2020"),
        "Sales for [the current fiscal] are due": Dated("2021"),
        "Growth [next fiscal] is": Dated("2022"),
    },
    skips=["the last fiscal rule", "this fiscally tight year"],
)
def near_fiscal(m: re.Match[str], context: Context) -> When:
    """This, last or next fiscal year, as Indian papers shorten it."""
    return When(Shift("year", TURNS[m["turn"].lower()]))


@rule(
    rf"""
    (?:the\s)?(?P<o>{NTH})[\s-](?P<p>{QUARTER})(?:\sof|\sin|,)?\s(?:the\s|its\s)?{_FISCAL}
    (?P<a>{_SHORT})(?:[-/](?P<b>{_SHORT}))?(?![0-9/-])
    """,
    finds={
        "in [the third quarter of fiscal 2020] it": Dated("2020-Q3"),
        "in [the third quarter of FY20] it": Dated("2020-Q3"),
    },
    skips=["the first quarter of a fiscal target"],
)
def quarter_of_fiscal_year(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a fiscal year by its number."""
    part = part_of_year(m["o"], m["p"])
    if part is None or m["b"]:
        return None
    return When(Fixed(f"{full_year(m['a'], context.published):04d}-{part}"))
