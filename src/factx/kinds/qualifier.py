"""What the words around a number say of it: about, nearly, more than, at least."""

import re

BEFORE = {
    "about": "about|around|approximately|approx\\.?|roughly|some|almost\\sexactly|circa|an?\\sestimated|estimated|close\\sto|in\\sthe\\sregion\\sof",
    "nearly": "nearly|almost|just\\sunder|just\\sbelow|close\\son|just\\sshy\\sof",
    "more_than": "more\\sthan|over|above|exceed(?:ed|s|ing)?|upwards?\\sof|in\\sexcess\\sof|north\\sof|greater\\sthan|higher\\sthan|surpass(?:ed|es|ing)?"
    "|topp(?:ed|ing)|just\\sover|well\\sover|larger\\sthan|beyond",
    "less_than": "less\\sthan|under|below|fewer\\sthan|lower\\sthan|south\\sof|smaller\\sthan|short\\sof",
    "at_least": "at\\sleast|no\\sless\\sthan|no\\sfewer\\sthan|not\\sless\\sthan|a\\sminimum\\sof",
    "at_most": "at\\smost|up\\sto|as\\smuch\\sas|as\\smany\\sas|no\\smore\\sthan|not\\smore\\sthan|a\\smaximum\\sof|maximum",
}
AFTER = {
    "about": "or\\sso",
    "at_least": "or\\smore|or\\shigher|or\\sabove|and\\sabove|plus\\b|\\+",
    "at_most": "or\\sless|or\\sfewer|or\\slower|or\\sunder|or\\sbelow",
}
_NAMES = {**{f"b_{k}": k for k in BEFORE}, **{f"a_{k}": k for k in AFTER}}
_BEFORE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<b_{k}>{BEFORE[k]})" for k in ("at_least", "at_most", "nearly", "more_than", "less_than", "about"))
    + r")\s(?:the\s|an?\s)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?(?:" + "|".join(f"(?P<a_{k}>{v})" for k, v in AFTER.items()) + ")(?!\\w)", re.IGNORECASE)


def qualifier(text: str, start: int, end: int) -> str | None:
    """Return the qualifier that the words right before or right after a span give it, or None."""
    left = text[max(0, start - 30) : start]
    m = _BEFORE.search(left) or _AFTER.match(text, end)
    return _NAMES[str(m.lastgroup)] if m else None
