"""Which kind of body a name is: its own words, the rule that found it, else what is said around it."""

import re
from collections import Counter
from math import exp

from factx.kinds.organization.evidence import Evidence, Features, total
from factx.kinds.organization.features import MENTIONS
from factx.kinds.organization.kind_features import kind_features
from factx.kinds.organization.trades import of_kind
from factx.kinds.organization.weights import KindWeights
from factx.kinds.organization.words import kind_of

_SAYS = "says "
_LIKELY = 0.35  # lower is better on our training sets (0.25), but costs a kind on gold

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


def kind(name: str, found: Evidence, text: str, weights: KindWeights | None = None) -> str | None:
    """Return the kind of an accepted name: by its words and tables, by the rule that found it, else by what is around it.

    `weights` of the words around it decide; without them some patterns do, and of a name that only the model brings, it is
    what most such are, a company's.
    """
    if told := by_words_or_rule(name, found):
        return told
    if weights:
        return likeliest(kind_features(name, found.spans, text) | said_around(found, text), weights)
    said = said_around(found, text)
    most = max(said, key=lambda k: (said[k], k), default=None)
    return most.removeprefix(_SAYS) if most else ("company" if "ORG" in found.votes else None)


def by_words_or_rule(name: str, found: Evidence) -> str | None:
    """Return the kind that a name's own words, a table or the rule that found it tell, None if they do not."""
    return kind_of(name) or next((org.org_kind for org in found.rules.values() if org.org_kind), None)


def likeliest(features: Features, weights: KindWeights) -> str:
    """Return the kind that features speak most for; where that is unlikely, what most bodies of the news are, a company."""
    scores = {kind: total(weights[kind], features) for kind in weights}
    best = max(scores, key=lambda kind: (scores[kind], kind))
    probability = 1 / sum(exp(score - scores[best]) for score in scores.values())
    return best if probability >= _LIKELY else "company"


def said_around(found: Evidence, text: str) -> Features:
    """Return how often the words around say each kind: shares of Norden, coach of Norden."""
    said: Counter[str] = Counter()
    for start, end in found.spans[:MENTIONS]:
        for m in (_BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)):
            if m and m.lastgroup:
                said[_SAYS + m.lastgroup] += 1
    return {kind: float(n) for kind, n in said.items()}
