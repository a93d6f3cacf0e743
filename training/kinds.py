"""Fit what the words around a name say of the kind of body: for names whose words, rules and tables say nothing.

One multinomial logistic regression on the labelled names of all sets that give an org_kind. Names whose words do tell
count less: what is said around them holds for the others, too. `organizations.py` calls it; `out_of_fold` says how good it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from factx.kinds.organization.evidence import Evidence, Features
from factx.kinds.organization.kind_features import kind_features
from factx.kinds.organization.org_kind import by_words_or_rule, kind, likeliest, said_around
from factx.rules.context import Context

SEEN = 6  # a feature of fewer names gets no weight
C = 1.0  # of the penalty
TOLD = 0.3  # what a name counts whose words tell its kind
SMALL = 0.25  # weights below are left out
FOLDS = 5


@dataclass(frozen=True)
class Labelled:
    """A name of an article with its labelled kind, the kind that we gave it before the weights, if its words or a rule tell."""

    kind: str
    told: str | None
    patterns: str | None
    features: Features
    mentions: int
    fold: int

    @property
    def importance(self) -> float:
        """What it counts in the fit."""
        return min(self.mentions, 4) ** 0.5 * (TOLD if self.told else 1.0)


def labelled(articles: Iterable[tuple[Context, Iterable[tuple[int, int, str]], dict[str, Evidence]]]) -> list[Labelled]:
    """Return the names of articles, given as text, labelled spans with their kinds, and the evidence on names."""
    made = []
    for n, (context, spans, evidence) in enumerate(articles):
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for start, end, label in spans:
            name = context.text[start:end]
            places[name].append((start, end))
            kinds[name][label] += 1
        for name, at in places.items():
            found = evidence.get(name) or Evidence(spans=at)
            features = kind_features(name, found.spans, context.text) | said_around(found, context.text)
            most = max(kinds[name], key=lambda k: (kinds[name][k], k))
            before = kind(name, found, context.text)
            made.append(Labelled(most, by_words_or_rule(name, found), before, features, len(at), n % FOLDS))
    return made


def fit_kinds(names: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """Return for each kind of body the weights of the features, rounded to two digits."""
    often = Counter(feature for one in names for feature in one.features)
    rows = [{f: v for f, v in one.features.items() if often[f] >= SEEN} for one in names]
    vectors = DictVectorizer()
    model = LogisticRegression(C=C, fit_intercept=False, solver="lbfgs", tol=1e-6, max_iter=2000)
    model.fit(vectors.fit_transform(rows), [o.kind for o in names], sample_weight=[o.importance for o in names])
    fitted = zip(model.classes_, model.coef_, strict=True)
    features = vectors.feature_names_
    return {
        str(k): {f: round(float(w), 2) for f, w in zip(features, ws, strict=True) if abs(w) >= SMALL}
        for k, ws in fitted
    }


def out_of_fold(sets: Mapping[str, Sequence[Labelled]]) -> dict[str, dict[str, float]]:
    """Return by set the percentage of mentions with the right kind, of those whose words and rules say nothing.

    `patterns`: as without weights; `company`: were all companies; `weights`: by weights fitted on the other articles.
    """
    right = {name: Counter[str]() for name, some in sets.items() if some}
    for fold in range(FOLDS):
        weights = fit_kinds([one for some in sets.values() for one in some if one.fold != fold])
        for name, count in right.items():
            for one in sets[name]:
                if one.fold == fold and not one.told:
                    count["mentions"] += one.mentions
                    count["patterns"] += one.mentions * (one.patterns == one.kind)
                    count["company"] += one.mentions * (one.kind == "company")
                    count["weights"] += one.mentions * (likeliest(one.features, weights) == one.kind)
    return {
        name: {how: n if how == "mentions" else round(100 * n / count["mentions"], 1) for how, n in count.items()}
        for name, count in right.items()
    }
