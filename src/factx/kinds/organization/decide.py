"""One decision per name: every sign of a body in the article is summed, and the verdict holds for all its mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from factx.kinds.organization.features import Accepted, Evidence, Signs, company_signs, nation_of_known, signs
from factx.kinds.organization.org_kind import kind
from factx.kinds.organization.spans import index, known_index, longest, search, spans, stands_for
from factx.kinds.organization.tables import DESCRIPTORS, HEAD_KIND, KNOWN, LEGAL, NATIONALITIES, NO_BODY_WORDS
from factx.kinds.organization.weights import ACCEPTED, FIRST, SECOND
from factx.kinds.organization.words import STRONG, Org, is_no_body
from factx.overlaps import overlaps
from factx.rules.context import Context, Entity, Mention

__all__ = ["FIRST", "Evidence", "beside", "decide", "gather", "index", "search", "stands_for", "total", "verdict"]

_LABELS = frozenset("ORG PERSON GPE LOC NORP FAC PRODUCT EVENT LAW WORK_OF_ART".split())
_ACRONYM = re.compile(r"(?<![\w.'-])[A-Z][A-Z&]{1,6}(?![\w'.])")
_DOMAIN = re.compile(r"(?<![\w.@/])[A-Z]\w+\.(?:com|org|net|hu|ru|de|fr|io|tv|co\.uk)(?![\w/])")
_ROMAN = re.compile(r"[IVX]+")
GUIDED = frozenset({"organization.lower_headed", "organization.of_place"})  # bodies by the annotation guide's own word


def decide(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> list[Mention]:
    """Return every mention of every name that the article's evidence makes a body."""
    evidence = gather(context, candidates, entities)
    accepted = {name: found for name, found in evidence.items() if found.score > 0}
    return [
        Mention(start, end, Org(kind(name, accepted[name], context.text), 0, name), accepted[name].rule)
        for start, end, name in search(context.text, index(accepted))
    ]


def gather(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> dict[str, Evidence]:
    """Return the evidence for every name that rules, model or tables bring up, with its score: above 0 it is a body."""
    evidence = _brought_up(context, candidates, entities)
    persons = {
        word
        for name, found in evidence.items()
        if found.votes.get("PERSON", 0) > found.votes.get("ORG", 0)
        for word in name.split()[1:]
    }
    for name, found in evidence.items():
        found.signs = signs(name, found, context.text, persons)
        found.score = total(FIRST, found.signs) - ACCEPTED
    first = {name for name, found in evidence.items() if found.score > 0}
    accepted = Accepted(first, beside(context.text, evidence, first))
    scores = {
        name: verdict(name, found, company_signs(name, found, accepted), SECOND, ACCEPTED)
        for name, found in evidence.items()
    }
    for name, score in scores.items():
        evidence[name].score = score
    return evidence


def _brought_up(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> dict[str, Evidence]:
    """Return each name with the votes and rules that bring it up, and everywhere it stands."""
    text = context.text
    evidence: dict[str, Evidence] = defaultdict(Evidence)
    candidates = longest(candidates)
    for mention in candidates:
        rules = evidence[text[mention.start : mention.end]].rules
        if mention.rule not in rules or rules[mention.rule].weight < mention.value.weight:
            rules[mention.rule] = mention.value
    strong = [(c.start, c.end) for c in candidates if c.value.weight >= STRONG]  # they decide the bounds there
    same = set(strong)
    for entity in entities:
        if entity.label in _LABELS:
            for span in spans(text, entity.start, entity.end):
                if span[0] < span[1] and not (entity.label == "ORG" and span not in same and overlaps(strong, *span)):
                    votes = evidence[text[span[0] : span[1]]].votes
                    votes[entity.label] = votes.get(entity.label, 0) + 1
    for name in _acronyms(text) | set(_DOMAIN.findall(text)):
        evidence[name]
    for short in [short for name in evidence for short in _short_forms(name)]:
        evidence[short]
    for start, end, name in search(text, index(evidence), known_index()):
        evidence[name].places.append((start, end))
    return {name: found for name, found in evidence.items() if found.places}


def _acronyms(text: str) -> set[str]:
    """Return the words in capitals of lines that are not all in capitals."""
    found: set[str] = set()
    start = end = 0
    mixed = False
    for m in _ACRONYM.finditer(text):
        if m.start() >= end:  # a new line
            start = text.rfind("\n", 0, m.start()) + 1
            end = text.find("\n", m.start()) % (len(text) + 1)
            mixed = sum(map(str.islower, text[start:end])) * 2 > end - start
        if mixed and m[0] not in NO_BODY_WORDS and not _ROMAN.fullmatch(m[0]):
            found.add(m[0])
    return found


def _short_forms(name: str) -> list[str]:
    """Return what an article may call a body later: its name without descriptors, and the first word of a company's."""
    words = name.replace(",", "").split()
    kept = len(words)
    while kept > 1 and words[kept - 1] in DESCRIPTORS:
        kept -= 1
    if kept == len(words) or words[kept - 1] in {"of", "and", "&"}:
        return []
    first = [words[0]] if kept > 1 and words[-1] in LEGAL and words[0] not in NATIONALITIES else []
    return [" ".join(words[:kept]), *first]


def total(weights: Mapping[str, float], seen: Signs) -> float:
    """Return the weighted sum of signs."""
    summed = 0.0
    for sign, strength in seen.items():
        summed += weights.get(sign, 0.0) * strength
    return summed


def verdict(name: str, found: Evidence, seen: Signs, weights: Mapping[str, float], threshold: float) -> float:
    """Return the final score: the guide's own words and what is no name by its words decide by themselves."""
    if GUIDED & found.rules.keys() or nation_of_known(name):
        return float(STRONG)
    if _unfit(name) or "bracket behind no body" in seen:
        return -10.0
    return total(weights, seen) - threshold


def beside(text: str, evidence: Mapping[str, Evidence], first: Collection[str]) -> Counter[str]:
    """Return how many mentions of each name stand in a list right beside an accepted one."""
    found = sorted((start, end, name) for name, e in evidence.items() for start, end in e.places)
    count: Counter[str] = Counter()
    for (_, end, one), (start, _, other) in pairwise(found):
        if text[end:start] in {", ", " and ", ", and ", " or "}:
            count[one] += other in first
            count[other] += one in first
    return count


def _unfit(name: str) -> bool:
    return (
        is_no_body(name)
        or not re.search(r"[^\W\d_a-z]", name)
        or ((name in HEAD_KIND or name.rstrip(".") in LEGAL) and name not in KNOWN)
        or len(name) < 2
        or "\n" in name
    )
