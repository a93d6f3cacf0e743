"""Which kind of body a name is: its own words, the rule that found it, else what is said around it."""

import re
from collections import Counter

from factx.kinds.organization.evidence import Evidence
from factx.kinds.organization.features import MOST
from factx.kinds.organization.trades import of_kind
from factx.kinds.organization.words import kind_of

_COMPANY_LEFT = (
    r"(?:shares?|stake|employees|customers|subsidiary|acquisition|takeover"
    r"|chief\sexecutive|CEO|chairman|founder)\s(?:of|in|at)"
    r"|(?:acquired?|acquiring|bought|buying|sold|sells)|stores\slike"
)
_COMPANY_RIGHT = (
    r"shares?|stores?|stock|CEO|chief|employees|customers"
    r"|products?|plant|factory|sales|revenue|profits?|operations|unit"
)
_LEFT = {
    "media": rf"told|reported\sby|interview\swith|by\sthe\sdaily|{of_kind('media')}",
    "company": rf"{_COMPANY_LEFT}|{of_kind('company')}",
    "party": r"ruling|opposition|party",
    "team": r"coach|striker|defender|midfielder|goalkeeper|beat|against|club",
    "association": of_kind("association") + "|association",
    "government": rf"{of_kind('government')}|ministry|commissioner\sof",
    "other": rf"{of_kind('other')}|think\stank",
}
_RIGHT = {
    "media": rf"reported|reports|wrote|quoted|news\sagency|television|journalist|reporter|poll|{of_kind('media')}",
    "company": rf"{_COMPANY_RIGHT}|chain|brand",
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
    for start, end in found.spans[:MOST]:
        for m in (_BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)):
            if m and m.lastgroup:
                said[m.lastgroup] += 1
    return max(said, key=lambda k: (said[k], k), default=None)
