"""References to past, present and future without measure."""

import re

from factx.kinds.date.resolve.expressions import Fixed
from factx.kinds.date.words import Dated, When
from factx.rules.context import Context
from factx.rules.rule import rule


@rule(
    r"(?:the\s)?(?:recent|past|coming|previous|earlier|future)\s(?:few\s)?(?:years|months|weeks|days|decades|times|quarters|seasons)(?![\w])|(?:the\s)?(?:near|foreseeable|not-too-distant)\sfuture|(?:the\s)?recent\spast|the\s(?:days|weeks|months|years|decades)\s(?P<next>ahead|to\scome)|(?:days|weeks|months|years|decades)\sto\scome",
    finds={
        "In [recent years], the": Dated("PAST_REF"),
        "in [the near future] it": Dated("FUTURE_REF"),
        "in [the coming months] it": Dated("FUTURE_REF"),
        "in [the months ahead] it": Dated("FUTURE_REF"),
    },
    skips=["recent yearlings"],
)
def vague(m: re.Match[str], context: Context) -> When | None:
    """A reference to the past or future without measure."""
    return When(Fixed("FUTURE_REF" if re.search(r"com(?:e|ing)|future|ahead", m[0], re.IGNORECASE) else "PAST_REF"))


_WORDS = {
    "PRESENT_REF": "now currently current nowadays",
    "PAST_REF": "recently lately",
}
_MEANS = {word: value for value, words in _WORDS.items() for word in words.split()}


@rule(
    rf"(?:right\snow|these\sdays|the\s(?:past|future|present)(?!\s(?:(?:few|two|three|four|five|six|seven|eight|ten|[0-9]+)\s)?\w+s\b)|(?:the\s)?(?:near|short|long)\sterm|{'|'.join(_MEANS)})(?![\w-])",
    finds={
        "It is [now] open": Dated("PRESENT_REF"),
        "It [recently] closed": Dated("PAST_REF"),
        "in [the future] it": Dated("FUTURE_REF"),
    },
    on_request=True,
    skips=["the present writer of the past-due bill"],
)
def vague_word(m: re.Match[str], context: Context) -> When | None:
    """A bare adverb or adjective of time, as TimeML sets mark them; off unless asked for."""
    words = m[0].lower()
    if words in _MEANS:
        return When(Fixed(_MEANS[words]))
    if words.startswith("the p"):
        if words == "the present" and not re.search(
            r"\b(?:for|at|in)\s\Z", context.text[max(0, m.start() - 5) : m.start()]
        ):
            return None
        return When(Fixed("PAST_REF" if words == "the past" else "PRESENT_REF"))
    return When(Fixed("PRESENT_REF" if words in {"right now", "these days"} else "FUTURE_REF"))
