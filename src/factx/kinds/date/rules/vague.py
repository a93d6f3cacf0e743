"""References to past, present and future without measure."""

import re

from factx.kinds.date.expressions import Fixed
from factx.kinds.date.length import VAGUE
from factx.kinds.date.words import Dated, When
from factx.rules.context import Context
from factx.rules.rule import rule

_UNITS = r"(?:years|months|weeks|days|decades|times|quarters|seasons)"


@rule(
    rf"""(?:
    (?:the\s)?(?:recent(?:\sfew)?|earlier)\s{_UNITS}
    |(?:the\s)?(?:past|coming|previous|future|upcoming)\s{_UNITS}        # the coming months; with a number a length
    |(?:the\s)?(?:near|foreseeable|not-too-distant|distant)\sfuture
    |(?:the\s)?recent\spast
    |the\s(?:days|weeks|months|years|decades)\s(?:ahead|to\scome)
    |(?:days|weeks|months|years|decades)\sto\scome
    )(?![\w-])""",
    finds={
        "In [recent years], the": Dated("PAST_REF"),
        "in [the near future] it": Dated("FUTURE_REF"),
        "in [the not-too-distant future] it": Dated("FUTURE_REF"),
        "in [the coming months] it": Dated("FUTURE_REF"),
        "in [the months ahead] it": Dated("FUTURE_REF"),
    },
    skips=["recent yearlings"],
)
def vague(m: re.Match[str], context: Context) -> When:
    """A reference to the past or future without measure."""
    return When(Fixed("FUTURE_REF" if re.search(r"com(?:e|ing)|future|ahead", m[0], re.IGNORECASE) else "PAST_REF"))


_UNIT = "day|week|month|quarter|year|decade|hour|century|season|spring|summer|autumn|fall|winter"
_NUMBER = "[0-9]|two|three|four|five|six|seven|eight|nine|ten|twelve|couple"
# The past two weeks, the past fiscal year are lengths and periods.
_MEASURED = rf"(?!\s(?:(?:{VAGUE}|{_NUMBER}|fiscal|financial|calendar|half|full)\b|(?:\w+\s?-?)?(?:{_UNIT})))"


@rule(
    rf"in\s(?P<span>the\s(?:past|future)){_MEASURED}(?![\w-])",
    finds={
        "In [the past] the yard built only tugs": Dated("PAST_REF"),
        "They may be joined in [the future]": Dated("FUTURE_REF"),
    },
    skips=["in the past-due bill"],
)
def past_or_future(m: re.Match[str], context: Context) -> When:
    """In the past, in the future."""
    return When(Fixed("PAST_REF" if m["span"].lower().endswith("past") else "FUTURE_REF"))


_MEANS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF",
}  # fmt: skip


@rule(
    rf"""(?:
    right\snow|these\sdays|{"|".join(_MEANS)}
    |(?<!in\s)(?<!In\s)the\s(?:past|future|present){_MEASURED}
    |(?:the\s)?(?:near|short|long)\sterm
    )(?![\w-])""",
    finds={
        "It is [now] open": Dated("PRESENT_REF"),
        "It [recently] closed": Dated("PAST_REF"),
        "for [the future] it": Dated("FUTURE_REF"),
    },
    skips=["the present writer of the past-due bill"],
    on_request=True,
)
def vague_word(m: re.Match[str], context: Context) -> When | None:
    """A bare adverb or adjective of time, as TimeML sets mark them; off unless asked for."""
    words = m[0].lower()
    if words in _MEANS:
        return When(Fixed(_MEANS[words]))
    if words == "the present" and not re.search(r"\b(?:for|at|in)\s\Z", context.before(m, 5)):
        return None
    return When(Fixed({"the past": "PAST_REF", "the present": "PRESENT_REF", "right now": "PRESENT_REF",
        "these days": "PRESENT_REF"}.get(words, "FUTURE_REF")))  # fmt: skip
