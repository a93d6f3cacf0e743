"""What speaks for and against a name being a body's: the model, its words, its neighbours, the names beside it."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from factx.bodies.spans import stands_for
from factx.kinds.organization import Org, is_no_body
from factx.kinds.organization.names import (
    DESCRIPTORS,
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    OF_HEADS,
    given_names,
    places,
)

Signs = dict[str, float]
_MOST = 12  # mentions looked at of one name: more say nothing new


@dataclass(slots=True)
class Evidence:
    """What an article holds on one name: the model's votes, the rules that found it, where it stands."""

    votes: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Org] = field(default_factory=dict)
    places: list[tuple[int, int]] = field(default_factory=list)
    signs: Signs = field(default_factory=dict)
    score: float = 0.0

    @property
    def weight(self) -> int:
        """The weight of the strongest rule, 0 without any."""
        return max((org.weight for org in self.rules.values()), default=0)

    @property
    def rule(self) -> str:
        """Return the name of what speaks loudest for the body."""
        if self.rules:
            return max(self.rules, key=lambda name: (self.rules[name].weight, name))
        return "ner" if self.votes["ORG"] else "organization.evidence"


_SAYS = (
    "said|says|told|reported|announced|plans?|planned|agreed|bought|acquired|unveiled|launched|expects?|declined|posted|warned|confirmed|denied|added"
    "|owns|operates|sells?|sold|makes|issued|filed|raised|cut|offered|offers|ruled|voted|approved|will|has|had|would|also"
)
_PEOPLE = "Mr|Mrs|Ms|Dr|Sir|President|Minister|Secretary|Sen|Senator|Judge|Prof|Gen|General|Chairman|Governor|Prince|King|Queen|Pope|Rep"
_LEFT = re.compile(
    rf"(?:(?P<in>\b[Ii]n)|(?P<at>\b(?:at|by|with|for|from|against))|(?P<of>\bof)|(?P<to>\bto)|(?P<title>\b(?:{_PEOPLE})\.?)|(?P<list>\band|,)"
    r"|(?P<post>\b(?:president|chairman|executives?|chief|director|spokes(?:man|woman|person)|analysts?|head|officials?|shares?|stake|unit|subsidiary|division"
    r"|members?|CEO|founder|owner|parent|shareholders|acquisition|takeover|control)\s(?:of|at|in|for|with))"
    r"|(?P<place>\b(?:cit(?:y|ies)|province|state|town|village|islands?|region|port|capital|district)(?:\sof)?)|(?P<work>\b(?:films?|movies?|games?|songs?|albums?|novels?|series|book|drug|show))"
    r"|(?P<per>\b(?:according\sto|told|joined|between))|(?P<person>\b(?:named|called|actor|actress|singer|player|striker|judge|lawyer|star|client|son|daughter|wife|husband|brother|sister|author|coach|economist|researcher"
    r"|professor|officers?|detective|reporter|journalist|activist|candidate|spokes(?:man|woman|person)|analyst|founder|owner|director|chairman|CEO|manager|leader|trader))"
    r"|(?P<trade>\b(?:maker|giant|company|firm|group|bank|agency|newspaper|airline|carrier|retailer|producer|automaker|brokerage|insurer|operator|broadcaster"
    r"|party|union|team|club)))\s(?P<the>[Tt]he\s)?\Z|(?P<article>\b[Tt]he\s)\Z|(?P<first>(?:\A|[.!?\"]\s+|\n\s*)(?:The\s)?)\Z|(?P<bracket>\()\Z|(?P<capital>\b(?!The\b|A\b|In\b|But\b|And\b)[A-Z][a-z]+\s)\Z"
)
_RIGHT = re.compile(
    r"(?P<possessive>'s?\s)|(?P<trade>\s(?:(?:television|TV|radio|retail|supermarket|hotel|news)\s)?(?:chain|channel|newspaper|magazine|daily|weekly|agency|group|party|bank|airline|brand"
    r"|team|club|firm|company|union|giant|network|studio|website|consortium|carrier)\b)|(?P<ticker>\s?[(<](?:NYSE|NASDAQ|Nasdaq|LON|[A-Z]{2,6}\.[A-Z]{1,2}\b))|(?P<based>-(?:based|owned|led|backed|controlled|listed|made|run))"
    r"|(?P<of_body>\s(?:shares?|stock|spokes(?:man|woman|person)|officials?|executives?|employees|chief|CEO|chairman|chairwoman|president|analysts?|bonds|unit|subsidiary"
    r"|division|plant|factory|workers|board|shareholders|investors|customers|products|stores?|headquarters|management|sales|profits?|deal|said))"
    rf"|(?P<verb>\s(?:{_SAYS})\b)|(?P<gloss>,\s(?:which|a|an|the|whose|one\sof))|(?P<in_place>,\s[A-Z])|(?P<age>,\s(?:[0-9]{{2}},|who\b))|(?P<number>\s[0-9])"
    r"|(?P<capital>\s[A-Z])|(?P<product>\s(?:capsule|rockets?|spacecraft|cars?|SUVs?|models?|films?|movies?|games?|albums?|songs?|phones?|consoles?|drugs?|vaccines?|aircraft|jets?|planes?|ships?|missiles?"
    r"|software|tablets?|browser|engine|trucks?|virus|strain|tournament|pipeline|bridge|river|street))|(?P<of_place>\s(?:state|county|prefecture|district|island|islands|region|Island|government|troops|forces|army|police|people|citizens|city|capital|province|border|war))|(?P<closed>\))|(?P<hyphen>-)"
    r"|(?P<slash>/)|(?P<and>\sand\s)|(?P<stop>[.,;:])"
)


def signs(name: str, found: Evidence, text: str, small: Collection[str], persons: Collection[str]) -> Signs:
    """Return the signs of one name with their strength, from 0 to about 1.

    `small` are the article's words in lower case, `persons` the later parts of its persons' names.
    """
    seen = _votes(found) | _rules(found) | _shape(name, small) | _neighbours(found, text)
    seen["of a person"] = float(name in persons)
    seen["line of capitals"] = float(name.isupper() and _shouted(text, found.places[0][0]))
    seen["bracket behind no body"] = float(
        name.isupper() and any(_names_no_body(text, start) for start, _ in found.places)
    )
    seen["bias"] = 1.0
    return {sign: strength for sign, strength in seen.items() if strength}


def _votes(found: Evidence) -> Signs:
    total = sum(found.votes.values())
    if not total:
        return {"model silent": 1.0}
    shares = {f"model {label}": count / total for label, count in found.votes.items()}
    cover = min(1.0, total / max(1, len(found.places)))
    return shares | {"model covers": cover, "model ORG often": math.log1p(found.votes["ORG"])}


def _rules(found: Evidence) -> Signs:
    strong = found.weight >= 4
    return {f"rule {name}": 1.0 for name in found.rules} | {
        "strong words": float(strong),
        "weak words": float(bool(found.rules) and not strong),
    }


def _shape(name: str, small: Collection[str]) -> Signs:
    words = name.split()
    plain = len(words) == 1 and name.lower() in small
    all_plain = len(words) > 1 and all(word.lower() in small for word in words if word[0].isupper())
    return {**_words(name), "plain word": float(plain), "plain words": float(all_plain)}


@lru_cache(maxsize=1 << 15)
def _words(name: str) -> Mapping[str, float]:
    """Return the signs in a name itself."""
    words = name.split()
    alone, last = len(words) == 1, words[-1]
    upper = name.isupper()
    true = {
        f"words {min(len(words), 4)}": True,
        "known": name in KNOWN,
        "nation of known": nation_of_known(name),
        "no body": is_no_body(name),
        "place": name in places(),
        "place in it": not alone and any(word in places() for word in words),
        "nationality first": not alone and words[0] in NATIONALITIES,
        "given name first": not alone and words[0] in given_names(),
        "given name": alone and name in given_names(),
        "legal form": not alone and last.rstrip(",") in LEGAL,
        "descriptor": not alone and last in DESCRIPTORS,
        "head": last in HEAD_KIND,
        "head of": len(words) > 2 and words[0] in OF_HEADS,
        "capitals short": alone and upper and len(name) < 4,
        "capitals": alone and upper and 4 <= len(name) <= 5,
        "capitals long": upper and len(name) > 5,
        "camel case": alone and _CAMEL.search(name) is not None,
        "ampersand": "&" in name,
        "dot": "." in name,
        "digit": any(c.isdigit() for c in name),
        "hyphen in it": "-" in name,
        "of in it": " of " in name,
        "ends in s": alone and last.endswith("s"),
        "short word": alone and not upper and len(name) <= 4,
    }
    return {sign: 1.0 for sign, holds in true.items() if holds}


def _shouted(text: str, at: int) -> bool:
    """Tell whether the line around a place is written in capitals: a headline."""
    line = text[text.rfind("\n", 0, at) + 1 : end if (end := text.find("\n", at)) >= 0 else len(text)]
    return line.isupper()


def _names_no_body(text: str, start: int) -> bool:
    """Tell whether a short form is put in brackets behind a law, a plan, an event: the Clean Water Act (CWA)."""
    before = text[max(0, start - 60) : start]
    return before.endswith(" (") and (last := before[:-2].rsplit(" ", 1)[-1]) in NO_BODY and last not in HEAD_KIND


_CAMEL = re.compile(r"[a-z][A-Z]")


def _neighbours(found: Evidence, text: str) -> Signs:
    """Return what stands left and right of the mentions: the share of each sign, and that it is there at all."""
    seen: Counter[str] = Counter()
    looked = found.places[:_MOST]
    for start, end in looked:
        left, right = _LEFT.search(text, max(0, start - 26), start), _RIGHT.match(text, end)
        seen[f"right {right.lastgroup if right else 'other'}"] += 1
        if left is None:
            seen["left other"] += 1
        elif left.lastgroup:
            seen[f"left {left.lastgroup}"] += 1
            if left["the"] and (before := next(g for g, v in left.groupdict().items() if v)) != "the":
                seen[f"left {before}"] += 1
    count = len(looked) or 1
    shares = {sign: n / count for sign, n in seen.items()}
    return shares | {f"{sign}, once": 1.0 for sign in seen} | {"mentions": math.log(len(found.places) or 1)}


@lru_cache(maxsize=1 << 15)
def nation_of_known(name: str) -> bool:
    """Tell whether a name is a known body's with its country before it: the United States House of Representatives."""
    words = name.split()
    return any(
        " ".join(words[at:]) in KNOWN and ((first := " ".join(words[:at])) in places() or first in NATIONALITIES)
        for at in range(1, min(4, len(words)))
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """The names accepted at first sight, in the forms that the second look asks for."""

    names: Collection[str]
    beside: Mapping[str, int]  # mentions of a name that stand in a list with one of them
    joined: str = field(init=False)

    def __post_init__(self) -> None:
        """Join the names: most are part of no other, which one search tells."""
        object.__setattr__(self, "joined", "\n".join(self.names))


def company_signs(name: str, found: Evidence, accepted: Accepted) -> Signs:
    """Return the signs that the names accepted at first sight give one name: the longer ones it is part of, its list."""
    among = name in accepted.names
    seen = found.signs | {
        "first score": max(-4.0, min(4.0, found.score)),
        "accepted": float(among),
        "listed with bodies": accepted.beside.get(name, 0) / max(1, min(_MOST, len(found.places))),
    }
    if accepted.joined.count(name) > among:
        seen |= _part_of(name, [other for other in accepted.names if len(other) > len(name) and name in other])
    if " " in name:
        words = name.split(" ")
        ends = range(1, len(words))
        seen["begins with a body"] = float(any(" ".join(words[:at]) in accepted.names for at in ends))
        seen["ends with a body"] = float(any(" ".join(words[at:]) in accepted.names for at in ends))
    elif name.isupper():
        seen["initials of a body"] = float(any(stands_for(name, other) for other in accepted.names if " " in other))
    return seen


def _part_of(name: str, longer: Collection[str]) -> Signs:
    rests = [other[len(name) + 1 :].split(" ")[0].strip(",") for other in longer if other.startswith(f"{name} ")]
    return {
        "begins a body": float(bool(rests)),
        "body less descriptor": float(any(rest in DESCRIPTORS for rest in rests)),
        "ends a body": float(any(other.endswith(f" {name}") for other in longer)),
        "inside a body": float(any(f" {name} " in other for other in longer)),
    }
