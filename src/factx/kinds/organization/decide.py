"""Which names of an article are organizations, by a score of each name, and which of their mentions, by one of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from factx.kinds.organization.acronyms import plain_acronyms
from factx.kinds.organization.evidence import Evidence, total
from factx.kinds.organization.features import Accepted, context_features, features_alone
from factx.kinds.organization.known_bodies import unmistakable
from factx.kinds.organization.mention import Candidate, Tagged, candidates, chosen, scored
from factx.kinds.organization.org_kind import kind
from factx.kinds.organization.short_forms import later_forms, nation_of_known
from factx.kinds.organization.spans import index, known_index, longest, search, split_span
from factx.kinds.organization.tables import BENCHMARKS, HEAD_KIND, KNOWN, LEGAL, NO_BODY_WORDS, ZONE_TAILS
from factx.kinds.organization.weights import Weights
from factx.kinds.organization.words import STRONG, Org
from factx.overlaps import overlaps
from factx.rules.context import JUDGE, Context, Entity, Mention

LABELS = frozenset("ORG PERSON GPE LOC NORP FAC PRODUCT EVENT LAW WORK_OF_ART MISC".split())
_ACRONYM = re.compile(r"(?<![\w.'-])[A-Z][A-Z&]{1,6}(?![\w'.])")
_DOMAIN = re.compile(r"(?<![\w.@/])[A-Z]\w+\.(?:com|org|net|hu|ru|de|fr|io|tv|co\.uk)(?![\w/])")
# What stocks are traded by: (AAPL.O), <GM.N>, (NASDAQ: GOOGL), $TSLA.
_TICKER = re.compile(
    r"""(?: (?<=[(<]) (?! U\.[KNS]\b | E\.U\b ) (?= [A-Z0-9]{1,6}[a-z]?\.[A-Z]{1,3}[)>,] )
          | \b(?i:nasdaq|nyse|amex|otc|lse|tsx|asx)\s?:\s? | (?<=\$) )
    (?P<symbol>[A-Z0-9]{1,6}(?:\.[A-Z]{1,3})?) (?![\w&])""",
    re.VERBOSE,
)
_OFFICE = re.compile(
    r"\b(?:Ministry|Department|Bureau|Court|University|Bank) (?:of|for) [A-Z]|\w (?:Ministry|Department|Court)\Z"
)
_PLAIN_WORD = re.compile(r"[A-Z][a-z]+|[A-Z]{1,2}|WHO|LG")  # may be another word: House, Visa, AP
_ROMAN = re.compile(r"[IVX]+")
DECIDED_BY_GUIDE = frozenset(
    {"organization.lower_headed", "organization.of_place", "organization.recogniser"}
)  # rules the guide has word for word
_BARRED = -10.0


def named_by(entities: Iterable[Entity]) -> list[Mention]:
    """Return the ORG entities of a user's own recogniser as mentions: no weights are fitted for it, so its word stands."""
    return [Mention(e.start, e.end, Org(), "organization.recogniser") for e in entities if e.label == "ORG"]


def spotted(
    context: Context,
    evidence: Mapping[str, Evidence],
    ruled: Iterable[Mention],
    entities: Iterable[Entity],
    weights: Weights,
) -> list[Candidate]:
    """Return every span that may be a mention, scored, in text order, given the evidence on the names."""
    tagged, judged = _by_judge(context.text, entities)
    made = candidates(context.text, evidence, tagged, ruled, plain_acronyms(context.text), judged)
    symbols = {n for m in _TICKER.finditer(context.text) for n in range(*m.span("symbol"))}
    made = [c for c in made if not (c.start in symbols and c.end - 1 in symbols)]
    scored(made, weights.mention)
    return made


def _by_judge(text: str, entities: Iterable[Entity]) -> tuple[Tagged, list[Tagged]]:
    """Return the taggers' spans, and where there are any the judge's and what it nearly calls bodies."""
    each: dict[int, list[Entity]] = {}
    for e in entities:
        each.setdefault(e.by if e.by >= JUDGE else 0, []).append(e)
    return Tagged.of(text, each.pop(0, ()), LABELS), [Tagged.of(text, some, LABELS) for some in each.values()]


def mentions(context: Context, made: Sequence[Candidate], weights: Weights) -> list[Mention]:
    """Return the mentions among scored candidates, in text order."""
    accepted = chosen(made, weights.mention_threshold)
    evidence = {c.name: c.evidence for c in accepted}
    kinds = {name: kind(name, found, context.text, weights.kinds) for name, found in evidence.items()}
    return [
        Mention(
            c.start,
            c.end,
            Org(
                kinds[c.name],
                0,
                c.name,
                confidence=weights.calibration.confidence(c.score, c.settled) if weights.calibration else None,
            ),
            c.evidence.rule,
        )
        for c in accepted
    ]


def gather(
    context: Context, candidates: Iterable[Mention], entities: Iterable[Entity], weights: Weights
) -> dict[str, Evidence]:
    """Return the evidence on every name that rules, model or tables propose, scored by both stages."""
    evidence = propose(context, candidates, entities)
    score(context.text, evidence, weights)
    return evidence


def score(text: str, evidence: Mapping[str, Evidence], weights: Weights) -> None:
    """Set the score of every name: alone first, then in the context of the names accepted alone."""
    for found in evidence.values():
        found.score = total(weights.alone, found.alone) - weights.threshold
    add_context(text, evidence)
    for name, found in evidence.items():
        decide_score(name, found, weights)


def add_context(text: str, evidence: Mapping[str, Evidence]) -> None:
    """Set the second-stage features of every name, given the first stage's scores."""
    first = {name for name, found in evidence.items() if found.score > 0}
    accepted = Accepted(first, beside(text, evidence, first))
    for name, found in evidence.items():
        found.in_context = context_features(name, found, accepted)


def propose(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> dict[str, Evidence]:
    """Return the evidence on every proposed name with the features of the first stage, not yet scored."""
    evidence = _proposed(context, candidates, entities)
    persons = {
        word
        for name, found in evidence.items()
        if found.votes.get("PERSON", 0) > found.votes.get("ORG", 0)
        for word in name.split()[1:]
    }
    for name, found in evidence.items():
        found.alone = features_alone(name, found, context.text, persons)
    return evidence


def _proposed(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> dict[str, Evidence]:
    """Return each proposed name with its votes, its rules and everywhere it stands."""
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
        if entity.label in LABELS:
            for span in split_span(text, entity.start, entity.end):
                if span[0] < span[1] and not (entity.label == "ORG" and span not in same and overlaps(strong, *span)):
                    evidence[text[span[0] : span[1]]].vote(entity)
    for name in _acronyms(text) | set(_DOMAIN.findall(text)):
        evidence[name]
    for short in [short for name in evidence for short in later_forms(name)]:
        evidence[short]
    for start, end, name in search(text, index(evidence), known_index()):
        evidence[name].spans.append((start, end))
    return {name: found for name, found in evidence.items() if found.spans}


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


def decide_score(name: str, found: Evidence, weights: Weights) -> None:
    """Set a name's final score.

    Names that the recogniser is sure of, the guide settles or everybody knows, and words that cannot be a name, skip the
    weights.
    """
    found.weights = weights.in_context
    if found.sure:
        found.settled, found.forced, found.score = "settled by the recogniser", True, float(STRONG)
    elif DECIDED_BY_GUIDE & found.rules.keys() or nation_of_known(name):
        found.settled, found.forced, found.score = "settled by the guide", True, float(STRONG)
    elif found.weight >= STRONG and (_OFFICE.search(name) or name.endswith(ZONE_TAILS)):
        found.settled, found.forced, found.score = "an office's or a zone's full name", True, float(STRONG)
    elif (name in KNOWN and not _PLAIN_WORD.fullmatch(name)) or name in unmistakable():
        found.settled, found.forced, found.score = "widely known", True, float(STRONG)
    elif _cannot_be_a_name(name) or "bracket behind no body" in found.in_context:
        found.settled, found.barred, found.score = "words that cannot be a name", True, _BARRED
    else:
        found.settled, found.score = None, total(weights.in_context, found.in_context) - weights.threshold


def beside(text: str, evidence: Mapping[str, Evidence], first: Collection[str]) -> Counter[str]:
    """Return how many mentions of each name stand in a list right beside an accepted one."""
    found = sorted((start, end, name) for name, e in evidence.items() for start, end in e.spans)
    count: Counter[str] = Counter()
    for (_, end, one), (start, _, other) in pairwise(found):
        if text[end:start] in {", ", " and ", ", and ", " or "}:
            count[one] += other in first
            count[other] += one in first
    return count


def _cannot_be_a_name(name: str) -> bool:
    return (
        not re.search(r"[^\W\d_a-z]", name)
        or ((name in HEAD_KIND or name.rstrip(".") in LEGAL) and name not in KNOWN)
        or len(name) < 2
        or "\n" in name
        or BENCHMARKS.fullmatch(name) is not None
    )
