"""Months, with and without their year: December 2020, 2023 Sept, 06/2005, last July."""

import re

from factx.kinds.date.expressions import Fixed, PartOf, Shift, Then, ThenPart, Yearless
from factx.kinds.date.words import (
    MONTH,
    OF_YEAR,
    SEASON,
    SEASONS,
    TURNS,
    YEAR,
    Dated,
    When,
    dated,
    full_year,
    month_of,
    said,
)
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    rf"""
    (?P<m>{MONTH})(?:
      (?:\s(?:day|morning|afternoon|evening|night|weekend)(?=\s(?:of|in)\s))?                # that May evening in 1998
      (?:{OF_YEAR}|-(?P<y2>{YEAR}))(?!-[0-9]|,[0-9]|%|'s)
      |,?\s(?:of\s)?(?:(?P<turn>last|this|next)\syear(?!')|(?P<that>of\sthat\syear)))
    """,
    finds={
        "As of [December 2020], it": Dated("2020-12"),
        "In [May last year], the": Dated("2020-05"),
        "In [April '87] it": Dated("1987-04"),
        "on that [May evening in 1998] it": Dated("1998-05"),
        "In [June in 2019], the": Dated("2019-06"),
        "In [Dec-2018] it": Dated("2018-12"),
        "by [June next year] at": Dated("2022-06"),
        "by [March of this year] at": Dated("2021-03"),
    },
    skips=["it may 2,000 times"],
)
def month_year(m: re.Match[str], context: Context) -> When | None:
    """A month of a year."""
    month = month_of(m["m"])
    if m["y"] or m["y2"]:
        return said(dated(full_year(m["y"] or m["y2"], context.published), month))
    year = Then("year", 0, like=False) if m["that"] else Shift("year", TURNS[m["turn"].lower()])
    return When(PartOf(f"{month:02d}", year))


@rule(
    rf"(?<!-)(?P<y>{YEAR})(?:,?\s|-)(?P<m>{MONTH})(?![\s-](?-i:[0-9]|[A-Z][a-z]))(?![\w-])",
    finds={"The index ([2020 Aug]) stood": Dated("2020-08"), "for [2020 Sept] were": Dated("2020-09")},
    skips=["for 202 Sept"],
)
def year_month(m: re.Match[str], context: Context) -> When | None:
    """A month behind its year; may, march and august only where a phrase ends."""
    if m["m"].lower() in {"may", "march", "august", "mar"} and not re.match(r"\W|\Z", context.after(m, 1)):
        return None
    if m["m"].lower() in {"may", "march"} and not re.match(r"[).,;:]|\s*\Z", context.after(m, 1)):
        return None
    return said(dated(m["y"], month_of(m["m"])))


@rule(
    rf"""
    (?<![/.-])(?P<m>0[1-9]|1[0-2])/(?P<y>(?:19|20)[0-9]{{2}})(?![/0-9-])
    |(?P<y2>{YEAR})-(?P<m2>0[1-9]|1[0-2])(?![/0-9-])
    """,
    finds={"the period was [06/2005] only": Dated("2005-06"), "data for [2021-09] only": Dated("2021-09")},
    skips=["on 31/06/2005x", "dial 14/2005"],
)
def numeric_month(m: re.Match[str], context: Context) -> When | None:
    """A month and its year in numbers; what may be two years (2008-09) is left to the ranges."""
    if m["y2"] and int(m["m2"]) > int(m["y2"][2:]):
        return None
    return said(dated(m["y"] or m["y2"], int(m["m"] or m["m2"])))


_DOTTED = frozenset("AT BG CH CZ DE DK EE FI HR HU LT LV NO PL RO RS RU SI SK TR UA".split())  # where days have dots


@rule(
    r"""
    (?<![0-9.,/-])(?P<m>0[1-9]|1[0-2])\.(?P<y>(?:19|20)[0-9]{2})
    (?![0-9%]|[.,][0-9]|\s(?:percent|million|billion|euros?))
    """,
    finds={"It was built in [12.1987], they": Dated("1987-12")},
    skips=["in 12.1987 of it", "It stood at 12.1987."],
)
def dotted_month(m: re.Match[str], context: Context) -> When | None:
    """A month and its year with a dot, in countries that write days so, elsewhere only where no number can stand."""
    if context.country not in _DOTTED and not (_IN.search(context.before(m, 8)) and _ENDS.match(context.after(m, 2))):
        return None
    return said(dated(m["y"], int(m["m"])))


_IN = re.compile(r"\b(?:in|since|until)\s\Z", re.IGNORECASE)
_ENDS = re.compile(r"[.,;)]\s?|\s*\Z")


@rule(
    rf"(?:(?P<turn>last|this|next|this\spast|this\scoming)\s)?(?P<m>{MONTH})(?!\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b)",
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
        "on that [May] evening there": Dated("2021-05"),
        "the wettest of any [June] there": Dated("XXXX-06"),
    },
    skips=[
        "May said the plan",
        "It may rain",
        "They March on",
        "Theresa May won",
        "a protest to May's new plan",
        "April Smith said",
        "Jan Novak spoke",
        "It sank on January 9th, 100 BC",
    ],
)
def month(m: re.Match[str], context: Context) -> When | None:
    """A month without a year."""
    if not m["turn"] and not _is_month(m, context):
        return None
    if not m["turn"] and _ANY.search(context.before(m, 12)):
        return When(Fixed(f"XXXX-{month_of(m['m']):02d}"))
    turn = m["turn"].lower() if m["turn"] else ""
    if turn == "this":
        return When(PartOf(f"{month_of(m['m']):02d}", Shift("year", 0)))
    return When(
        Yearless(f"{month_of(m['m']):02d}", {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(turn, 0))
    )


@rule(
    rf"that\s(?P<m>{MONTH})(?!\s[0-9]|\s?-|\s(?:evening|morning|afternoon|night)s?\b)",
    finds={
        "The mine opened on [July 5, 2019]. [That October] it": [Dated("2019-07-05"), Dated("2019-10")],
        "It shut in [2016] and reopened [that November], its": [Dated("2016"), Dated("2016-11")],
    },
    skips=["that may be"],
)
def that_month(m: re.Match[str], context: Context) -> When | None:
    """A month of the year under discussion."""
    if not m["m"][0].isupper() or _NAMELIKE.match(context.after(m, 24)) or _SAYS_THAT.search(context.before(m, 16)):
        return None
    return When(PartOf(f"{month_of(m['m']):02d}", Then("year", 0, like=False)))


@rule(
    rf"the\s(?P<way>following|next|previous|preceding)\s(?:(?P<m>{MONTH})(?!\s[0-9])|(?P<s>{SEASONS}))(?![\w-])",
    finds={
        "It was shut in [March 2019] and sold [the following July] to": [Dated("2019-03"), Dated("2019-07")],
        "It rained in [2018]; [the following spring] it": [Dated("2018"), Dated("2019-SP")],
        "He left in [May 2019], a bid of [the previous September] there": [Dated("2019-05"), Dated("2018-09")],
    },
    skips=["the next march of the guard", "the previous may"],
)
def next_month(m: re.Match[str], context: Context) -> When | None:
    """The month or season before or after the period under discussion."""
    if m["m"] and not m["m"][0].isupper():
        return None
    part = SEASON[m["s"].lower()] if m["s"] else f"{month_of(m['m']):02d}"
    return When(ThenPart(part, 1 if m["way"].lower() in {"following", "next"} else -1))


_ANY = re.compile(r"\b(?:any|(?:a|an)\s(?:typical|normal|average))\s\Z", re.IGNORECASE)
_SAYS_THAT = re.compile(  # said that July sales fell
    r"\b(?:sa(?:id|ys?)|reported|announced|showed|shows?|told|added|noted|expects?|believes?|fears?|than)\s\Z",
    re.IGNORECASE,
)
_MONTH_LEFT = re.compile(
    r"""(?:\b(?:
        in|since|by|of|from|until|till|to|during|through|before|after|between|around|for|on|as|per|at   # prepositions
        |late|early|mid|and|or|the|that|end|this|each|every
    )|-|\()\s?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHLY = re.compile(
    r"""(?:'s)?\s(?:
        sales|exports|imports|output|inflation|figures?|data|reports?|profits?|revenue|deliveries|production|payrolls
        |retail|industrial|consumer|earnings|results|orders|futures|crude|contracts?|delivery|quarter|meeting
        |elections?|polls?|vote|attacks?|evenings?|mornings?|afternoons?|nights?|day|weekend
    )\b""",
    re.VERBOSE,
)
_OF_MAY = re.compile(
    r"""'s\s(?![$€£¥0-9])                                          # to May's new plan: a person's
    (?!(?:\w+\s)?(?:sales|exports|imports|output|figures?|data|total|record|level|high|low|gain)\b)""",
    re.VERBOSE,
)
_NAMELIKE = re.compile(r"\s(?!I\b|The\b|[A-Z]{2,}\b)[A-Z][a-z]+\b")
_DOUBTFUL = frozenset({"may", "march", "mar", "jan", "april", "june", "august", "jun", "sep", "dec"})
_GIVEN_NAMES = frozenset({"jan", "april", "june"})
_SENTENCE_NAMES = frozenset({"june", "april", "august", "dec", "sep"})  # months even without a preposition


def _is_month(m: re.Match[str], context: Context) -> bool:
    """Tell a month from a verb (may, march), an acronym (SEP) and a person's name (April Smith, Theresa May)."""
    name, left = m["m"].rstrip(".").lower(), context.before(m, 12)
    if re.search(r"[0-9]\s\Z", left) or (len(name) < 5 and m["m"].rstrip(".").isupper() and name != "may"):
        return False
    if name == "may" and _OF_MAY.match(context.after(m, 24)):
        return False
    if m["m"][0].isupper() and _MONTHLY.match(context.after(m, 16)):
        return name != "may" or not re.search(r"[A-Z][a-z]+\s\Z", left) or bool(_MONTH_LEFT.search(left))
    if name not in _DOUBTFUL:
        return True
    named = bool(_NAMELIKE.match(context.after(m, 24)))
    if _MONTH_LEFT.search(left):
        return not (name in _GIVEN_NAMES and named)
    return name in _SENTENCE_NAMES and not named and not re.search(r"[A-Z][a-z]+\s\Z", left)
