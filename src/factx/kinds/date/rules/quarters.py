"""Quarters and halves of a year, in words and as companies abbreviate them: the third quarter of 2020, 1H21, Q4'22."""

import re

from factx.kinds.date.expressions import Between, EndedOn, Expression, Fixed, MonthsOf, PartOf, Shift, Yearless
from factx.kinds.date.words import (
    MONTH,
    ORDINALS,
    PERIOD_YEAR,
    SHORT_YEAR,
    TURNS,
    YEAR,
    Dated,
    When,
    full_year,
    in_year,
    month_of,
)
from factx.rules.context import Context, SpanValue
from factx.rules.pattern import any_of
from factx.rules.rule import rule

NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|opening|closing|final|last|latter)"
QUARTER = r"(?:quarter|qtr|half)"
_END = -1


def part_of_year(ordinal: str, period: str) -> str | None:
    """Return Q3 for the third quarter, H2 for the last half; None for a third half."""
    word, half = ordinal.lower(), period.lower().startswith("half")
    if word == "latter" and not half:
        return None
    number = 1 if word == "opening" else ORDINALS.get(word) or (int(word[0]) if word[0].isdigit() else _END)
    if number == _END:
        number = 2 if half else 4
    return None if half and number > 2 else f"{'H' if half else 'Q'}{number}"


@rule(
    rf"""
    (?:the\s)?
    (?:(?P<whose>this|last|next)\syear's\s|(?P<wy>{YEAR})(?:'s)?\s|(?P<own>year's\s))?  # last year's, 2020's
    (?:fiscal\s|financial\s)?
    (?P<o>{NTH})[\s-](?:(?:fiscal|financial)[\s-])?(?P<p>{QUARTER})
    (?:(?:\sof|\sin|,)?\s(?:the\s)?{PERIOD_YEAR})?(?![\w-])
    """,
    finds={
        "In [the first half of 2021], trade": Dated("2021-H1"),
        "in [the third quarter] it": Dated("2021-Q3"),
        "for [the fourth quarter of last year] it": Dated("2020-Q4"),
        "its [second-quarter] profit": Dated("2021-Q2"),
        "below [last year's fourth quarter] in": Dated("2020-Q4"),
        "below [2019's first half] in": Dated("2019-H1"),
        "from [the 1988 third quarter], when": Dated("1988-Q3"),
        "[The 2020 fourth-quarter] loss was": Dated("2020-Q4"),
        "in [the last half of 2019] it": Dated("2019-H2"),
        "in [the latter half of 2019] it": Dated("2019-H2"),
        "in [the fourth qtr of 2020] it": Dated("2020-Q4"),
        "in [the opening quarter of the year] it": Dated("2021-Q1"),
        "in [the fiscal first quarter] it": Dated("2021-Q1"),
        "in [the first fiscal quarter of 2020] it": Dated("2020-Q1"),
        "its [fiscal third-quarter] sales": Dated("2021-Q3"),
    },
    skips=[
        "the first half of the match",
        "the first quarter of all",
        "Kane headed in a corner early in the second half",
        "Lyon led 2-0 at the end of the first half",
    ],
)
def quarter_or_half(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half of a year; no half of a match."""
    part, named = part_of_year(m["o"], m["p"]), m["y"] or m["turn"] or m["that"] or m["whose"] or m["wy"] or m["own"]
    if part is None or (m["o"].lower() in {"last", "latter", "closing", "opening"} and not named):
        return None
    if not named and (_OF_WHAT.match(context.after(m, 24)) or _is_match(m, context)):
        return None
    if m["wy"]:
        return When(Fixed(f"{m['wy']}-{part}"))
    if m["whose"] and not m["y"]:
        return When(PartOf(part, Shift("year", TURNS[m["whose"].lower()])))
    return When(in_year(m, part, context.published))


_OF_WHAT = re.compile(
    r"""\sof\s(?:the\s)?(?!fiscal|financial|year)[a-z]      # the first half of the match
    |\sof\s(?:the\s)?[0-9]{1,2}\b
    |\s(?:goal|penalty|minute|try|touchdown|century|kick|lead|comeback|collapse|substitute)""",
    re.VERBOSE,
)
# Words in small letters of what is about a match, and about business.
_SPORT = any_of(
    word.replace("_", " ")
    for word in """
    match game goal goals score scored scores scoring scoreless goalless netted nets conceded headed header corner penalty
    penalties kick kicked kicks striker midfielder defender goalkeeper keeper substitute referee kickoff kick-off halftime
    half-time interval equaliser equalisers equalised equalizer equalizers equalized try tries touchdown touchdowns
    quarterback rebound rebounds basket baskets free_throw free_throws yards pitch halfback winger hat-trick own_goal
    ligament ligaments hamstring bench offside led trailed team teams fans visitors hosts coach player players captain
    league stadium cup championship tournament
    """.split()
)
_TRADE = any_of(
    word.replace("_", " ")
    for word in """
    sales revenue revenues profit profits earnings net income loss losses percent per_cent pct growth grew economy
    economic output gdp export exports import imports orders shares investor investors analyst analysts forecast
    forecasts company firm bank inflation prices rate rates demand market billion million recession recovery quarterly
    results margin margins production delivery deliveries bookings fiscal budget
    """.split()
)
_MATCH = re.compile(rf"\b{_SPORT}\b|\b(?!20[0-9][0-9])[0-9]{{1,3}}-[0-9]{{1,3}}\b(?!\spercent)")
_BUSINESS = re.compile(rf"[$€£¥%]|\b{_TRADE}\b")
_NEAR = 200  # characters around a half that tell a match from a year


def _is_match(m: re.Match[str], context: Context) -> bool:
    """Tell a half or quarter of a match: more words of sport than of business in its sentence, or else around it."""
    first, last = context.sentence(m.start(), m.end())
    here = context.text[max(first, m.start() - _NEAR) : m.start()] + context.text[m.end() : min(last, m.end() + _NEAR)]
    around = f"{context.before(m, _NEAR)}{context.after(m, _NEAR)}".lower()
    if not _MATCH.search(around):  # as of most
        return False
    for words in (here.lower(), around):
        sport, business = len(_MATCH.findall(words)), len(_BUSINESS.findall(words))
        if sport != business:
            return sport > business
    return False


@rule(
    rf"""
    (?P<both>between\s)?(?P<span>
    (?:the\s)?(?P<a>first|second|third)\s(?P<and>and|to|through|or)\s(?P<b>second|third|fourth)
    \s(?P<p>quarter|half|halve)s?
    (?:(?:\sof|\sin|,)?\s(?:the\s)?{PERIOD_YEAR})?)(?![\w-])
    """,
    finds={
        "It fell between [the first and third quarters of 2020] there": Dated("2020-Q1/2020-Q3"),
        "It fell in [the second] and [fourth quarters] there": [Dated("2021-Q2"), Dated("2020-Q4")],
        "Sales in [the first] and [second halves of 2020] fell": [Dated("2020-H1"), Dated("2020-H2")],
    },
    skips=["the first and second goals"],
)
def two_quarters(m: re.Match[str], context: Context) -> When | list[SpanValue] | None:
    """Two quarters or halves under one head: a range behind "between" or with "to", else two dates."""
    one, two = (part_of_year(m[g], "half" if m["p"].lower() != "quarter" else "quarter") for g in ("a", "b"))
    if one is None or two is None or one >= two:
        return None
    first, last = in_year(m, one, context.published), in_year(m, two, context.published)
    if m["both"] or m["and"].lower() in {"to", "through"}:
        return When(Between(first, last))
    return [SpanValue(m.start("span"), m.end("a"), When(first)), SpanValue(m.start("b"), m.end(), When(last))]


_SHORT = rf"(?:{YEAR}|[0-9]{{2}})(?![0-9])"


@rule(
    rf"""
    (?P<y>{YEAR})[\s/-]{{0,2}}(?P<p>[QH])0?(?P<n>[1-4])                                    # 2020Q1, 2020-H1
    |(?P<n2>[1-4])(?P<p2>[QH])[\s-]?(?:FY)?'?(?P<y2>{_SHORT})                              # 1Q20, 1H 2021
    |(?P<p3>quarter)\s(?P<n3>[1-4])(?:,|\sof)?\s(?P<y3>{YEAR})                             # Quarter 1 2018
    |(?:the\s)?(?P<p4>(?-i:[QH])|[qh](?=[1-4](?:\sof|\sin|,)?\s(?:19|20)[0-9]))(?P<n4>[1-4])
      (?:(?:[\s/-]{{0,2}}|(?:\sof|\sin|,)\s)
          (?:(?:the\s|its\s)?(?:(?-i:FY)\s?'?|(?:fiscal|financial)\s(?:year\s)?)(?P<fy>{_SHORT})
          |(?P<y4>{YEAR}|{SHORT_YEAR})(?!-[0-9])|(?<=[0-9])/(?P<y5>[0-9]{{2}}))
        |(?:\sof)?\s(?P<turn>last|this|next)\syear)?
    """,
    finds={
        "in [Quarter 1 2018] it": Dated("2018-Q1"),
        "in [2020Q1] it": Dated("2020-Q1"),
        "in [1Q20] it": Dated("2020-Q1"),
        "in [2019-H2] it": Dated("2019-H2"),
        "in [Q1 2020] they": Dated("2020-Q1"),
        "in [Q4'20] they": Dated("2020-Q4"),
        "in [Q4/2018] they": Dated("2018-Q4"),
        "in [Q3FY20] they": Dated("2020-Q3"),
        "in [Q2 FY22] it": Dated("2022-Q2"),
        "in [Q3 of fiscal year 2021] it": Dated("2021-Q3"),
        "in [Q3 last year] it": Dated("2020-Q3"),
        "in [H2] it": Dated("2021-H2"),
    },
    skips=["2020Q5 and 5Q20", "an H3 lamp"],
)
def quarter_code(m: re.Match[str], context: Context) -> When | None:
    """A quarter or half in its short form."""
    part = f"{(m['p'] or m['p2'] or m['p3'] or m['p4'])[0]}{m['n'] or m['n2'] or m['n3'] or m['n4']}".upper()
    if part in {"H3", "H4"}:
        return None
    year = m["y"] or m["y2"] or m["y3"] or m["fy"] or m["y4"] or m["y5"]
    if year:
        return When(Fixed(f"{full_year(year, context.published):04d}-{part}"))
    return When(PartOf(part, Shift("year", TURNS[m["turn"].lower()])) if m["turn"] else Yearless(part))


@rule(
    rf"""
    (?P<n>3|6|9|12)M[\s/-]?(?:FY)?'?(?P<y>{_SHORT})
    |(?P<n2>three|six|nine|[369])[\s-]months?\s(?:of\s)?(?:FY)?(?P<y2>{YEAR})
    """,
    finds={
        "profit for [9M-2020] was": Dated("2020-01/2020-09"),
        "profit for [9M 2020] was": Dated("2020-01/2020-09"),
        "profit for [6M20] was": Dated("2020-01/2020-06"),
        "profit for [nine months of 2020] was": Dated("2020-01/2020-09"),
    },
    skips=["a 9M deal", "a 4M deal"],
)
def months_code(m: re.Match[str], context: Context) -> When | None:
    """The first three, six or nine months of a year in a report's short form."""
    digits = m["n"] or m["n2"].lower()
    count = int({"three": "3", "six": "6", "nine": "9"}.get(digits, digits))
    return When(MonthsOf(1, count, Fixed(f"{full_year(m['y'] or m['y2'], context.published):04d}")))


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
def quarter_by_last_month(m: re.Match[str], context: Context) -> When:
    """The quarter that a month ends."""
    number, year = month_of(m["m"]), m["y"] or m["y2"]
    end: Expression = Fixed(f"{year}-{number:02d}") if year else Yearless(f"{number:02d}")
    if number % 3 == 0 and not year:
        return When(Yearless(f"Q{number // 3}"))
    return When(EndedOn(3, end))
