"""Lengths of time: five years, the next three months, a minute and a half, days after the vote."""

import re

from factx.kinds.date.expressions import Fixed, Lapse
from factx.kinds.date.length import (
    AGO,
    CLOCK_UNITS,
    LENGTH,
    counted,
    is_age,
    length_of,
    unit_of,
)
from factx.kinds.date.period import reports_months
from factx.kinds.date.words import Dated, When
from factx.rules.context import Context, SpanValue
from factx.rules.number import OF_TIME
from factx.rules.rule import rule

_TURNED = "past|last|latest|next|coming|previous|following|preceding|prior|ensuing"
_LEAD = rf"""(?:
    (?P<the>the|this|these|those)\s
      (?:(?P<turn>{_TURNED}|trailing|first|final|initial|full|entire|intervening|remaining)[\s-])?
    |(?P<bare>past|last|next|previous|trailing)[\s-]
    |(?P<more>an?\s(?:further|additional|extra|full|whole|mere|record|total\sof)|another)\s
    |(?P<a>an?)\s(?=[\w-]{{1,24}}[\s-](?:day|week|month|quarter|year|decade)s?\speriod\b)   # a two-year period
)"""


@rule(
    rf"""
    (?P<lead>{_LEAD})?
    (?!(?:1[5-9]|20)[0-9]{{2}}\s(?:day|week|month|quarter|year|half|hour)(?!s))   # the 2022 quarter, 2022 day three
    {LENGTH}
    (?P<long>-long)?(?:\s(?:in\sa\srow|running))?(?P<period>\speriod(?=\s|[.,;]))?
    (?![\w])(?!\s?-?olds?\b)
    """,
    finds={
        "It took more than [80 days] to": Dated("P80D", qualifier="more_than"),
        "It will open in [three weeks] there": Dated("2021-W41"),
        "It was built in [three weeks] there": Dated("P3W"),
        "It could be built in [three weeks] there": Dated("P3W"),
        "It has to be paid in [three weeks] there": Dated("P3W"),
        "It would be the hardest winter in [30 years] there": Dated("P30Y"),
        "It fell [a month] after the launch": Dated("P1M"),
        "[An hour] before the vote, it": Dated("PT1H"),
        "but [a minute and a half] later": Dated("PT1.5M"),
        "They drive [an hour] to work": Dated("PT1H"),
        "But [a minute] later it rang": Dated("PT1M"),
        "The show will be [an hour] long": Dated("PT1H"),
        "It pays as much as [a year] in wages": Dated("P1Y", qualifier="at_most"),
        "It lasts as long as [two years] there": Dated("P2Y", qualifier="at_most"),
        "It stood for somewhat over [a year] there": Dated("P1Y", qualifier="more_than"),
        "after [three quarters] of losses": Dated("P3Q"),
        "for the best part of [a decade] it": Dated("P1DE"),
        "It fell for [three straight quarters] there": Dated("P3Q"),
        "It fell for [five weeks in a row] there": Dated("P5W"),
        "in [the next couple of years] it": Dated("P2Y"),
        "cut to about [30 days] now": Dated("P30D", qualifier="about"),
        "firms over [the next five years], officials": Dated("P5Y"),
        "in [the past two decades] it": Dated("P2DE"),
        "[The 15 years] after it were lean": Dated("P15Y"),
        "She served [a further six months] there": Dated("P6M"),
        "It took [another two weeks] to": Dated("P2W"),
        "sales for [the trailing 12 months] rose": Dated("P12M"),
        "on a [trailing-12-month] basis": Dated("P12M"),
        "a [five-year] plan": Dated("P5Y"),
        "[The five-year period] was": Dated("P5Y"),
        "It fell over [a five-year period] there": Dated("P5Y"),
        "a [14-month-long] war": Dated("P14M"),
        "in [twenty-five days] it": Dated("P25D"),
        "in her [five years] on the court": Dated("P5Y"),
        "She was there [ten years] on and off": Dated("P10Y"),
        "for [a half hour] it": Dated("PT0.5H"),
        "for [three and a half weeks] it": Dated("P3.5W"),
        "a [six-and-a-half-year] term": Dated("P6.5Y"),
        "more than [four hours] later": Dated("PT4H", qualifier="more_than"),
        "in [two to three weeks] it": Dated("P3W"),
        "It takes between [six and eight weeks] to": Dated("P8W"),
        "It takes [six weeks to two months] to": Dated("P2M"),
        "It was there [a day or two] before": Dated("P2D"),
        "for [several years] it": Dated("PXY"),
        "in [the last few years] it": Dated("PAST_REF"),
        "in [the past few years] it": Dated("PXY"),
        "in [the next few years] it": Dated("PXY"),
        "for [one year and a half] it": Dated("P1.5Y"),
        "[A year] earlier than that": Dated("P1Y"),
        "It came [two weeks] earlier than planned": Dated("P2W"),
        "ran it in [10.98 seconds] there": Dated("PT10.98S"),
        "It took [40 million years] to form": Dated("P40000000Y"),
        "a term of [five (5) years] for both": Dated("P5Y"),
    },
    skips=[
        "the Thirty Years' War",
        "one day he left",
        "a 21-year-old man",
        "two years old",
        "the 50 years of age group",
        "$5 a day",
        "weaned at the age of five months",
        "5 years 3 months old",
        "aged 5 years 3 months and 2 years",
        "children aged 3 to 12 years",
        "infants ages 6 months and older",
        "a second look",
        "the bill for a second reading",
        "how many seconds it lasts",
        "It will open some day",
    ],
)  # fmt: skip
def duration(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A length of time."""
    if not _is_length(m, context):
        return None
    start = m.start() if _holds_lead(m) else m.start("n")
    return [SpanValue(start, m.end(), _value(m, context))]


def _value(m: re.Match[str], context: Context) -> When:
    """Return a length, a point in the future for a plural behind "in", or a reference for the last few years."""
    count, unit, turn = counted(m), unit_of(m["u"]), (m["turn"] or m["bare"] or "").lower()
    if count is None and turn in {"last", "previous", "preceding", "prior"}:
        return When(Fixed("PAST_REF"))
    left = context.before(m, 90)
    if (
        count is not None
        and count == int(count)
        and unit in {"day", "week", "month", "year"}
        and m["s"]
        and not m["lead"]
        and _IN.search(left)
        and not _NEEDS.search(left)
    ):
        return When(Lapse(unit, int(count), length_of(m)))
    return When(Fixed(length_of(m)))


def _holds_lead(m: re.Match[str]) -> bool:
    """Tell whether determiner and modifier belong to the span: the 15 years, but a [five-year] plan."""
    if not m["lead"]:
        return True
    attributive = m.string[m.start("u") - 1] == "-"
    return bool(m["period"] or (m["turn"] or m["bare"] or m["more"]) or (m["s"] and not attributive))


def _is_length(m: re.Match[str], context: Context) -> bool:
    unit, left, after = unit_of(m["u"]), context.before(m, 40), context.after(m, 40)
    if is_age(left, after) or _FRACTION_OF.search(left) or AGO.match(after) or _NAMED.match(after) or _HOW.search(left):
        return False
    if not m["s"] and (
        m["n"].lower() in {"some", "many"} or _TURNED_UNIT.search(m[0])
    ):  # some day, turns 40 next month
        return False
    if _is_period(m, unit, left, after) or (unit == "quarter" and _is_fraction(m, left, after)):
        return False
    if (unit in CLOCK_UNITS and _is_clock(m, left, after)) or (m[0].lower() == "one day" and _SOME_DAY.search(left)):
        return False
    if ("and" in (m["join"] or "").lower() and not _BETWEEN.search(left)) or _AND_A_HALF.search(left + m["n"]):
        return False
    if _is_one(m) and not (m["turn"] or m["bare"] or m["more"]):
        spans = _is_span(left, after) or (unit in CLOCK_UNITS and _LATER.match(after))
        return bool(m["half"] or m["plus"] or m["two"] or spans) and not _RATE.search(left)
    return True


def _is_period(m: re.Match[str], unit: str, left: str, after: str) -> bool:
    """Tell the first three months and the nine months a report covers: periods, not lengths."""
    if unit in {"quarter", "month"} and (m["turn"] or "").lower() == "first":
        return True
    return unit == "month" and m["n"].lower() in {"three", "six", "nine"} and reports_months(left, after[:6])


def _is_one(m: re.Match[str]) -> bool:
    return m["n"].lower() in {"a", "an"} and not m["to"]


def _is_fraction(m: re.Match[str], left: str, after: str) -> bool:
    """Tell three quarters of a whole from two quarters of losses."""
    if _is_one(m):
        return after.startswith(" of") or not _IN_A_QUARTER.search(left)
    return after.startswith(" of") and m["n"].lower() in {"one", "three"} and not OF_TIME.match(after)


def _is_span(left: str, after: str) -> bool:
    """Tell a length (for a month, a month after the launch) from a rate or an indefinite one."""
    return bool(_SPAN_LEFT.search(left) or _SPAN_AFTER.match(after))


def _is_clock(m: re.Match[str], left: str, after: str) -> bool:
    """Tell a time of day, a programme (the hour, 60 Minutes) or a moment (a second look) from a length."""
    if (m["u"][0].isupper() and m["n"].isdigit()) or _PAST_THE_HOUR.match(after):
        return True
    if m["s"] or m["half"] or m["two"]:
        return False
    if m["u"].lower() == "second" and not _SECOND_ENDS.match(after):
        return True  # a second reading
    if _is_one(m):
        lasts = _SPAN_AFTER.match(after) or _LATER.match(after)
        return not (_LASTING.search(left) or (m["u"].lower() != "second" and lasts))
    return bool(_CLOCK.search(left))


_TURNED_UNIT = re.compile(r"\s(?:past|previous|next|coming|upcoming)\s[a-z]+\Z", re.IGNORECASE)
_HOUR = "[0-9]|noon|midnight|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b"
_PAST_THE_HOUR = re.compile(rf"\s(?:past|to)\s(?:{_HOUR})")  # 20 min past eight
_MEASURES = (
    "for|lasting|lasted|nearly|almost|about|over|within|least|took|takes?|than|under"
    "|drive|drove|walk|walked|wait|waited|spend|spent"
)
_LASTING = re.compile(rf"\b(?:{_MEASURES})\s\Z", re.IGNORECASE)
_SPAN_LEFT = re.compile(
    rf"\b(?:{_MEASURES}|barely|in|last|just|after|half|be|(?:much|long|little)\sas"
    r"|(?:best|better|good|greater)\spart\sof)\s(?:just\s|about\s|over\s)?\Z",
    re.IGNORECASE,
)
_SPAN_AFTER = re.compile(
    r"\s(?:after|before|into|from)\s(?!now)|\s(?:earlier|later|longer|sooner)\sthan\b"
    r"|\s(?:long|or\smore)(?!\w|\s[a-z]+ly)"
)
_LATER = re.compile(r"\s(?:later|earlier)\b")
_SECOND_ENDS = re.compile(
    r"-|[.,;:)]|\s*\Z|\s(?:after|ahead|at|before|behind|earlier|faster|for|from|in|later|or|slower|than|to|when)\b"
)
_FRACTION_OF = re.compile(r"\bquarters?\sof\s\Z", re.IGNORECASE)
_HOW = re.compile(r"\bhow\s\Z", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\band\sa\shalf\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
_IN = re.compile(r"\bin\s\Z", re.IGNORECASE)
# What can be done in six weeks takes them; what will be done in six weeks is that far ahead.
_NEEDS = re.compile(
    r"""\b(?:can|could|takes?|(?:ha(?:s|ve)|needs?|required|able|possible|enough|manages?)\sto)\b
    [^,;.]*\bin\s\Z
    |\b(?:[a-z]{3,}est|worst|best|(?:most|least)\s\w+)\s(?:[\w-]+\s){0,2}in\s\Z   # the hardest winter in 30 years
    |\b(?:first|only)\sin\s\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_A_QUARTER = re.compile(r"\b(?:for|over|in|within|last)\s(?:about\s)?\Z", re.IGNORECASE)
_RATE = re.compile(r"(?:[0-9]|percent|million|billion|times|twice|once|%|dollars|yuan|days|hours)\s\Z")
_CLOCK = re.compile(r"\b(?:the|every|each|per)\s\Z", re.IGNORECASE)
_SOME_DAY = re.compile(
    r"(?:\b(?:will|would|could|can|may|might|must|should|hopes?|hoped|to|he|she|they|it|I|we|you|that|and)\s"
    r"|[.!?\"]\s|\A)\Z"
)
_NAMED = re.compile(r"['\s]{1,2}(?:(?-i:War|Road|Ban)|more\sof\sage)\b")
