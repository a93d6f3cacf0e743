"""What an article holds on one name, and how its features add up to a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from factx.kinds.organization.words import Org
from factx.rules.context import JUDGE, NEARLY, Entity

_SURE = 5.0
Features = dict[str, float]  # by name of the feature: its value, from 0 to about 1

# Of rules of one weight that found a name: the guide's words, then the name's own, then its neighbours.
PREFERENCE = (
    "lower_headed",
    "of_place",
    "headed",
    "traded",
    "listed",
    "apposed",
    "quoted",
    "held",
    "its",
    "attributed",
)
_RANK = {f"organization.{name}": rank for rank, name in enumerate(PREFERENCE)}  # a user's own rules come last


@dataclass(slots=True)
class Evidence:
    """The model's votes on one name, the rules that found it, its spans, and the features and score made of them.

    `alone` are the features of the first stage; `in_context` those of the second, which decides and holds the first's,
    too. `sure`: the recogniser is sure that it is an organization. `settled` says why a name skipped the weights. A score
    above 0 makes the name an organization.
    """

    votes: dict[str, int] = field(default_factory=dict)
    organization_votes: dict[int, int] = field(default_factory=dict)  # of ORG, by the number of the recogniser
    judged: dict[str, list[float]] = field(default_factory=dict)  # by label: how sure the judge is of it, in log-odds
    rules: dict[str, Org] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    sure: bool = False
    alone: Features = field(default_factory=dict)
    in_context: Features = field(default_factory=dict)
    settled: str | None = None
    forced: bool = False  # settled for an organization: by the guide or by a sure recogniser
    barred: bool = False  # settled against one: words that cannot be a name
    score: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)  # of the second stage

    def vote(self, entity: Entity) -> None:
        """Count what a recogniser says of one mention; what the judge nearly says is no vote."""
        if entity.by == NEARLY:
            return
        self.votes[entity.label] = self.votes.get(entity.label, 0) + 1
        if entity.label == "ORG":
            self.organization_votes[entity.by] = self.organization_votes.get(entity.by, 0) + 1
            self.sure |= entity.sure
        if entity.by == JUDGE:
            self.judged.setdefault(entity.label, []).append(odds(entity.probability))

    @property
    def weight(self) -> int:
        """The weight of the strongest rule, 0 without any."""
        return max((org.weight for org in self.rules.values()), default=0)

    @property
    def rule(self) -> str:
        """The rule that a fact of this name will carry: the strongest, of equals the one that tells most.

        Else `ner`, else the evidence itself.
        """
        if self.rules:
            return max(self.rules, key=lambda name: (self.rules[name].weight, -_RANK.get(name, len(_RANK))))
        return "ner" if "ORG" in self.votes else "organization.evidence"

    def contributions(self) -> list[tuple[str, float]]:
        """Return (feature, weight times value) of the stage that decided, the largest first.

        A name that skipped the weights has one entry, the reason with the score it brings.
        """
        if self.settled:
            return [(self.settled, self.score)]
        parts = ((name, self.weights.get(name, 0.0) * value) for name, value in self.in_context.items())
        return sorted((part for part in parts if part[1]), key=lambda part: (-abs(part[1]), part[0]))


def odds(probability: float) -> float:
    """Return a probability in log-odds, none beyond 5."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-_SURE, min(_SURE, log(p / (1 - p))))


def total(weights: Mapping[str, float], features: Features) -> float:
    """Return the weighted sum of features; a feature without a weight counts nothing."""
    summed = 0.0
    for name, value in features.items():
        summed += weights.get(name, 0.0) * value
    return summed
