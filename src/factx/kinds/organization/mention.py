"""The decision on each mention: what the tagger says at this span, what the article says of the name, what stands around.

One verdict per name is a strong sign, not the decision. The features of every candidate span go into one logistic
regression (`training/organizations.py` fits it); then the spans that do not overlap and weigh most together are kept.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factx.kinds.organization.adjacent_words import left, right
from factx.kinds.organization.evidence import Evidence, Features, odds, total
from factx.kinds.organization.features import words_features
from factx.kinds.organization.spans import every, index, split_span
from factx.kinds.organization.words import STRONG
from factx.rules.context import Entity, Mention

Span = tuple[int, int]
SETTLED = 6.0  # the score of a span that the guide or a sure recogniser settles: log-odds of about 400 to 1
_OF_BODY = {"inside": "in a body", "around": "over a body", "across": "across a body"}
_LINE = 140  # characters of a headline, at most
_FIRM = 2.5  # a name's score from which, or under whose negative, it is all but decided
_OTHER = {"LOC": "GPE", "FAC": "GPE", "EVENT": "MISC", "LAW": "MISC", "WORK_OF_ART": "MISC", "PRODUCT": "MISC"}


@dataclass(slots=True)
class Candidate:
    """A span that may be a mention of an organization, the evidence on its name, its features, its score in log-odds."""

    start: int
    end: int
    name: str
    evidence: Evidence
    features: Features = field(default_factory=dict)
    score: float = 0.0

    @property
    def settled(self) -> str | None:
        """Why the span is a mention whatever the weights say, None where they decide."""
        return self.evidence.settled if self.evidence.forced else None


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tagger's spans, trimmed and split as names are, in text order."""

    spans: Mapping[Span, str]
    starts: Sequence[int]
    ordered: Sequence[tuple[int, int, str]]
    odds: Mapping[Span, float]  # how sure the last one to label a span is of it

    @classmethod
    def of(cls, text: str, entities: Iterable[Entity], labels: frozenset[str]) -> "Tagged":
        """Return the spans of those entities that have one of some labels."""
        spans: dict[Span, str] = {}
        sure: dict[Span, float] = {}
        for e in sorted(entities, key=lambda e: e.by):
            if e.label in labels:
                label = _OTHER.get(e.label, e.label)
                for span in split_span(text, e.start, e.end):
                    if span[0] < span[1]:
                        spans[span] = f"{spans[span]}+{label}" if span in spans else f"{label}{e.by or ''}"
                        sure[span] = odds(e.probability)
        ordered = sorted((*span, label) for span, label in spans.items())
        return cls(spans, [start for start, _, _ in ordered], ordered, sure)

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield the spans that overlap another, but for that very one."""
        at = bisect_right(self.starts, end - 1)
        for n in range(max(0, at - 6), at):  # they are disjoint but for odd splits: a few reach so far
            one = self.ordered[n]
            if one[1] > start and one[:2] != (start, end):
                yield one


def candidates(
    text: str,
    evidence: Mapping[str, Evidence],
    tagged: Tagged,
    ruled: Iterable[Mention],
    plain: frozenset[str] | set[str] = frozenset(),
    judged: Sequence[Tagged] = (),
) -> list[Candidate]:
    """Return every place of every proposed name with its features, in text order; names that cannot be one left out.

    `judged` are the spans of the judge, and those that it nearly calls bodies.
    """
    here: dict[Span, list[Mention]] = {}
    for m in ruled:
        here.setdefault((m.start, m.end), []).append(m)
    names = {name: found for name, found in evidence.items() if not found.barred}
    made = [Candidate(start, end, name, names[name]) for start, end, name in every(text, index(names))]
    covers = _covers(made)
    for n, one in enumerate(made):
        one.features = {
            **_of_name(one, plain),
            **_of_tagger(one, tagged),
            **_of_judge(one, tagged, judged),
            **_of_rules(here.get((one.start, one.end), ())),
            **_around(text, one),
            **covers[n],
        }
    return made


def _of_name(one: Candidate, plain: frozenset[str] | set[str]) -> Features:
    """Return what the article says of the name: its score, the share of its mentions that the tagger calls a body."""
    found, count = one.evidence, max(1, len(one.evidence.spans))
    score = found.score
    seen = {
        "bias": 1.0,
        "name score": max(-6.0, min(6.0, score)) / 2,
        "name accepted": float(score > 0),
        "name firm": float(score > _FIRM),
        "name refused": float(score < -_FIRM),
        "name is often ORG": min(1.0, found.votes.get("ORG", 0) / count),
        "name is often another": min(1.0, sum(n for label, n in found.votes.items() if label != "ORG") / count),
        "name once": float(count == 1),
        "name explained by plain words": float(one.name in plain),
    }
    if found.judged:
        body = len(found.judged.get("ORG", ())) / count
        seen["name is often judged ORG"] = min(1.0, body)
        seen["name is often judged another"] = min(1.0, sum(map(len, found.judged.values())) / count - body)
    seen.update({f"word {feature}": value for feature, value in words_features(one.name).items()})
    return seen


def _of_tagger(one: Candidate, tagged: Tagged) -> Features:
    """Return what the tagger says here: its label of this very span, or of those over it."""
    label = tagged.spans.get((one.start, one.end))
    verdict = "accepted" if one.evidence.score > 0 else "refused"
    seen = {f"tagged {label}": 1.0, f"tagged {label}, {verdict}": 1.0}
    for start, end, other in tagged.over(one.start, one.end):
        seen[f"{_lies((one.start, one.end), (start, end))} {other}"] = 1.0
    return seen


def _of_judge(one: Candidate, tagged: Tagged, judged: Iterable[Tagged]) -> Features:
    """Return what the judge says here, how sure it is, and whether the taggers say the same."""
    seen: Features = {}
    span, verdict = (one.start, one.end), "accepted" if one.evidence.score > 0 else "refused"
    for some in judged:
        if label := some.spans.get(span):
            seen[f"tagged {label}"] = seen[f"tagged {label}, {verdict}"] = 1.0
            seen[f"tagged {label} and {tagged.spans.get(span)}"] = 1.0
            seen[f"odds of {label}"] = some.odds[span] / 2
        for start, end, other in some.over(*span):
            seen[f"{_lies(span, (start, end))} {other}"] = 1.0
    return seen


def _lies(one: Span, other: Span) -> str:
    """Return how a span lies to another that it overlaps: inside it, around it, or across its bounds."""
    if other[0] <= one[0] and one[1] <= other[1]:
        return "inside"
    return "around" if one[0] <= other[0] and other[1] <= one[1] else "across"


def _of_rules(found: Iterable[Mention]) -> Features:
    seen: Features = {}
    for m in found:
        seen[f"rule here {m.rule}"] = 1.0
        seen["rule here strong" if m.value.weight >= STRONG else "rule here weak"] = 1.0
    return seen


def _around(text: str, one: Candidate) -> Features:
    """Return the classes of the words beside this mention, and whether its line is written in capitals or title case."""
    seen = {f"left {word}": 1.0 for word in left(text, one.start)}
    seen[f"right {right(text, one.end)}"] = 1.0
    line = _line(text, one.start, one.end)
    if line.isupper():
        seen["line of capitals"] = 1.0
    elif _titled(line):
        seen["line of titles"] = 1.0
    return seen


def _line(text: str, start: int, end: int) -> str:
    """Return the line around a span; nothing where it is longer than a headline: a part of it would say nothing."""
    low = text.rfind("\n", max(0, start - _LINE), start)
    high = text.find("\n", end, end + _LINE)
    if (low < 0 and start > _LINE) or (high < 0 and len(text) - end > _LINE):
        return ""
    line = text[low + 1 : high if high >= 0 else len(text)]
    return line if len(line) <= _LINE else ""


def _titled(line: str) -> bool:
    """Tell whether all long words of a line begin with a capital: a headline, a menu."""
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _covers(made: Sequence[Candidate]) -> list[Features]:
    """Return for each candidate whether it lies in, over or across one with an accepted name, and the best such score."""
    seen: list[Features] = [{} for _ in made]
    for n, one in enumerate(made):
        for k in range(n + 1, len(made)):
            other = made[k]
            if other.start >= one.end:
                break
            for mine, its, a, b in ((n, k, one, other), (k, n, other, one)):
                if made[its].evidence.score > 0:
                    place = _OF_BODY[_lies((a.start, a.end), (b.start, b.end))]
                    seen[mine][f"{place}, at all"] = 1.0
                    seen[mine][place] = max(seen[mine].get(place, 0.0), min(6.0, made[its].evidence.score) / 3)
    return seen


def scored(made: Iterable[Candidate], weights: Mapping[str, float]) -> None:
    """Set the score of every candidate."""
    for one in made:
        one.score = SETTLED if one.evidence.forced else total(weights, one.features)


def chosen(made: Sequence[Candidate], threshold: float = 0.0) -> list[Candidate]:
    """Return the candidates above a threshold that do not overlap and weigh most together, in text order.

    Of two, one inside the other, the longer is kept, as the guide has it. Then weighted interval scheduling: one pass
    over the spans by their ends.
    """
    likely = sorted(_outer(c for c in made if c.score > threshold), key=lambda c: (c.end, c.start))
    ends = [c.end for c in likely]
    best: list[float] = [0.0]
    before = []
    for one in likely:
        at = bisect_right(ends, one.start)
        before.append(at)
        best.append(max(best[-1], best[at] + one.score - threshold))
    kept, n = [], len(likely)
    while n:
        if best[n] > best[n - 1]:
            kept.append(likely[n - 1])
            n = before[n - 1]
        else:
            n -= 1
    return kept[::-1]


def _outer(some: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that do not lie inside another."""
    end = -1
    for one in sorted(some, key=lambda c: (c.start, -c.end)):
        if one.end > end:
            yield one
            end = one.end
