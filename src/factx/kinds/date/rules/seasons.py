"""Seasons: the summer of 2019, this winter, last spring."""

import re

from factx.kinds.date.expressions import Fixed, PartOf, Shift, Then, Yearless
from factx.kinds.date.words import MOD, MODS, SEASON, SEASONS, SHORT_YEAR, YEAR, Dated, When, full_year
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    rf"""
    (?:(?P<that>that|the)\s{MOD})?(?P<s>{SEASONS})
    (?:\s(?:of\s)?(?:(?P<y>{YEAR}|{SHORT_YEAR})(?:[-/](?P<y2>{YEAR}|[0-9]{{2}}))?
      |(?P<turn>last|this|next)\syear))?(?![\w'-])
    """,
    finds={
        "in [the summer of 2019] it": Dated("2019-SU"),
        "In [spring 2020] it": Dated("2020-SP"),
        "In [the winter of 1962-63] it": Dated("1962-WI"),
        "in [the summer of '69] it": Dated("1969-SU"),
        "in [the spring of last year] it": Dated("2020-SP"),
        "It fell in [the spring] there": Dated("2021-SP"),
        "It will open in [the fall] there": Dated("2021-FA"),
        "[That summer] it grew": Dated("2021-SU"),
        "over [the early summer], it": Dated("2021-SU", "START"),
    },
    skips=["the fall of Rome", "the spring broke", "the summer school", "a spring was found"],
)
def season(m: re.Match[str], context: Context) -> When | None:
    """A season, of a year or of the one that the context gives."""
    part, mod = SEASON[m["s"].lower()], MODS.get((m["mod"] or "").lower())
    if m["y2"] and (part != "WI" or int(m["y2"][-2:]) != (int(m["y"][-2:]) + 1) % 100):
        return None
    if m["y"]:
        return When(Fixed(f"{full_year(m['y'], context.published)}-{part}"), mod)
    if m["turn"]:
        return When(PartOf(part, Shift("year", {"last": -1, "this": 0, "next": 1}[m["turn"].lower()])), mod)
    if m["that"] is None:
        return None
    if m["that"].lower() == "that":
        return When(PartOf(part, Then("year", 0, like=False)), mod)
    if not _IN_SEASON.search(context.before(m, 12)) or not _SEASON_ENDS.match(context.after(m, 12)):
        return None
    return When(Yearless(part), mod)


_IN_SEASON = re.compile(r"\b(?:in|over|during|through|throughout|by|since|until|of|for)\s\Z", re.IGNORECASE)
_SEASON_ENDS = re.compile(
    r"[.,;)]|\s*\Z"
    r"|\s(?:[A-Z]|and|but|after|when|at|in|with|to|that|it|he|she|they|we|the|as|for|was|is|will|because|on)"
)


@rule(
    rf"(?:the\s)?(?P<turn>last|past|this\spast|this|next|this\scoming)\s(?P<s>{SEASONS})(?![\w-])",
    finds={
        "planned for [this summer] at": Dated("2021-SU"),
        "It fell [last winter] there": Dated("2020-WI"),
        "It fell [this past spring] there": Dated("2021-SP"),
    },
    skips=["this summer-house"],
)
def near_season(m: re.Match[str], context: Context) -> When:
    """This, last or next season; this winter is, until spring, the one that began last year."""
    turn, part = m["turn"].lower(), SEASON[m["s"].lower()]
    if turn != "this":
        return When(Yearless(part, 1 if turn in {"next", "this coming"} else -1))
    begun = part == "WI" and context.published is not None and context.published.month < 6
    return When(Yearless(part) if begun else PartOf(part, Shift("year", 0)))
