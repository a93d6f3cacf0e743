"""Which kind of body a name is: its own words, the rule that found it, else what is said around it."""

import re
from collections import Counter

from factx.kinds.organization.evidence import Evidence
from factx.kinds.organization.words import kind_of

_LEFT = {
    "media": r"told|reported\sby|newspaper|website|broadcaster|magazine|channel|interview\swith|by\sthe\sdaily",
    "company": r"(?:shares?|stake|employees|customers|subsidiary|chief\sexecutive|CEO|chairman|founder|acquisition|takeover)\s(?:of|in|at)|maker|retailer|chain|brand|stores\slike"
    r"|(?:acquired?|acquiring|bought|buying|sold|sells)|company|firm|supplier",
    "party": r"ruling|opposition|party",
    "team": r"coach|striker|defender|midfielder|goalkeeper|beat|against|club",
    "association": r"union|lobby|charity|association",
    "government": r"agency|ministry|regulator|watchdog|commissioner\sof",
}
_RIGHT = {
    "media": r"reported|reports|wrote|quoted|newspaper|magazine|news\sagency|television|channel|journalist|reporter|poll",
    "company": r"shares?|stores?|stock|CEO|chief|employees|customers|products?|plant|factory|sales|revenue|profits?|operations|chain|brand|unit",
    "party": r"party|candidates?|lawmakers?|MPs?|leader|voters",
    "team": r"coach|players?|striker|captain|goalkeeper|fans|win|victory|[0-9]-[0-9]",
    "government": r"agents?|ministers?|spokesperson\sfor",
}


def _one(patterns: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns.items())


_BEFORE = re.compile(rf"\b(?:{_one(_LEFT)})\s(?:the\s)?\Z", re.IGNORECASE)
_AFTER = re.compile(rf"(?:'s?)?\s(?:{_one(_RIGHT)})\b", re.IGNORECASE)


def kind(name: str, found: Evidence, text: str) -> str | None:
    """Return the kind of an accepted name; of one that only the model brings, what most such are, a company's."""
    by_rule = next((org.org_kind for org in found.rules.values() if org.org_kind), None)
    return kind_of(name) or by_rule or _around(found, text) or ("company" if "ORG" in found.votes else None)


def _around(found: Evidence, text: str) -> str | None:
    said: Counter[str] = Counter()
    for start, end in found.spans[:12]:
        for m in (_BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)):
            if m and m.lastgroup:
                said[m.lastgroup] += 1
    return max(said, key=lambda k: (said[k], k), default=None)
