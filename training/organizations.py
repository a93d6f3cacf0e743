"""Fit the weights of an organization's features: from labelled articles to src/factx/weights/MODEL.json.

    python training/organizations.py DATA --folds FOLD0 FOLD1 [--model MODEL]
    … --check     fit again and compare to the digit with what is shipped
    … --choose    print the cross-validated F1 of some penalties
    … --accurate MODEL --accurate-folds FOLD0 FOLD1    the same with the judge of --accurate: weights/accurate.json

DATA is a folder with the files that training/data.toml names; a file of another SHA-256 is refused. Three logistic
regressions with an L2 penalty (scikit-learn): the first on the features of a name alone, the second on those and on how
the name relates to the names that the first accepts (a name's target is the share of its mentions that are labelled), the
third on each mention. Beside them: what the words around a name say of its kind (kinds.py), and how a score becomes a
confidence (calibration.py, by thirds that the weights have not seen; its table goes into the model card). FOLD0 and FOLD1
are models trained without every second article (student.py --fold): each labels the articles that it has not seen, so that
the weights learn what our NER is worth on new text. So do the judge's folds, what export.py made of two models trained
without the same articles; MODEL labels the test sets.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from calibration import Judged, calibrate, table, write
from corpora import NAMED, Article, Score, normal, papers, read
from kinds import Labelled, fit_kinds, labelled, out_of_fold
from sklearn.linear_model import LogisticRegression

from factx.kinds import organization
from factx.kinds.organization.decide import DECIDED_BY_GUIDE, add_context, propose, score, spotted
from factx.kinds.organization.evidence import Evidence, Features, total
from factx.kinds.organization.mention import Candidate, chosen
from factx.kinds.organization.weights import Calibration, Weights, file_of, weights_for
from factx.ner import spacy as ner
from factx.ner.accurate import Judge
from factx.ner.own import own_model
from factx.records import Document
from factx.rules.context import Context, Entity, Mention
from factx.rules.reader import RuleReader

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src/factx/weights"
SEEN = 8  # a feature of fewer names gets no weight
MENTION_THRESHOLD = 0.0
THRESHOLD = -0.6  # of the sum: a name is accepted from a probability of 0.35
FOLDS = 3
MENTION_L2 = 4.0
Row = tuple[Features, float, float]  # features of a name or mention, its target, its importance


@dataclass
class Sample:
    """A labelled text, what rules and tagger found in it, and the evidence on its names."""

    article: Article
    context: Context
    gold: set[tuple[int, int]]
    ruled: list[Mention]
    entities: list[Entity]
    evidence: dict[str, Evidence]
    weight: float

    def spotted(self, weights: Weights) -> list[Candidate]:
        """Return the candidates, scored by all stages."""
        score(self.context.text, self.evidence, weights)
        return spotted(self.context, self.evidence, self.ruled, self.entities, weights)

    def is_gold(self, start: int, end: int) -> bool:
        """Tell whether a span is labelled, but for articles and punctuation."""
        return normal(self.context.text, start, end) in self.gold

    def is_open(self, start: int, end: int) -> bool:
        """Tell whether a span lies over an optional label."""
        return any(start < b and a < end for a, b in self.article.optional)


def samples(name: str, data: Path, model: str, owns: Sequence[str], judges: Sequence[Path] = ()) -> list[Sample]:
    """Return the articles of a data set; of two own NERs or judges, the first labels every second one, from the first on."""
    reader = RuleReader({"organization": organization.KIND})
    articles = read(name, data)
    weight = NAMED["train"].get(name, {}).get("weight", 1)
    found: dict[int, list[Entity]] = {}
    for n, own in enumerate(owns):
        mine = [i for i in range(len(articles)) if i % len(owns) == n]
        texts = (Context.of(Document(id="x", text=articles[i].text)).text for i in mine)
        judge = Judge(judges[n]) if judges else None
        found |= dict(zip(mine, ner.entities(texts, model, own, judge), strict=True))
    made = []
    for i, article in enumerate(articles):
        context = Context.of(Document(id="x", text=article.text))
        gold = {normal(article.text, s.start, s.end) for s in article.spans if s.label == "ORG"}
        ruled = [m for m in reader.read(context) if m.kind == "organization"]
        evidence = propose(context, ruled, found[i])
        made.append(Sample(article, context, gold, ruled, found[i], evidence, weight))
    return made


def rows(some: Iterable[Sample], stage: str) -> list[Row]:
    """Return the names that the weights are to decide, with the features of a stage ("alone" or "in_context")."""
    made: list[Row] = []
    for sample in some:
        for found in sample.evidence.values():
            if not DECIDED_BY_GUIDE & found.rules.keys():
                hit = sum(sample.is_gold(*span) for span in found.spans)
                count = len(found.spans)
                made.append((getattr(found, stage), hit / count, sample.weight * min(count, 4) ** 0.5))
    return made


def mention_rows(some: Iterable[Sample], weights: Weights) -> list[Row]:
    """Return the candidate mentions that the weights are to decide."""
    made: list[Row] = []
    for sample in some:
        made += [
            (one.features, float(sample.is_gold(one.start, one.end)), sample.weight)
            for one in sample.spotted(weights)
            if not one.evidence.forced and not sample.is_open(one.start, one.end)
        ]
    return made


def fit(made: Sequence[Row], l2: float) -> dict[str, float]:
    """Return the weights of a logistic regression with the penalty l2/2 |w|², rounded to two digits.

    A target between 0 and 1 is two rows, one of each class, that share its importance.
    """
    often = Counter(feature for features, _, _ in made for feature in features)
    names = sorted(feature for feature, n in often.items() if n >= SEEN)
    at = {feature: i for i, feature in enumerate(names)}
    x = np.zeros((len(made), len(names)))
    for n, (features, _, _) in enumerate(made):
        for feature, value in features.items():
            if feature in at:
                x[n, at[feature]] = value
    target, importance = np.array([r[1] for r in made]), np.array([r[2] for r in made])
    model = LogisticRegression(C=1 / l2, fit_intercept=False, solver="newton-cholesky", tol=1e-10, max_iter=200)
    model.fit(
        np.vstack([x, x]),
        np.repeat([1, 0], len(made)),
        sample_weight=np.concatenate([importance * target, importance * (1 - target)]),
    )
    fitted = zip(names, model.coef_[0], strict=True)
    return {feature: round(float(w), 2) for feature, w in fitted if abs(w) >= 0.02}


def fit_all(train: Sequence[Sample], l2: float) -> Weights:
    """Return the weights of all three stages."""
    alone = fit(rows(train, "alone"), l2)
    for sample in train:
        for found in sample.evidence.values():
            found.score = total(alone, found.alone) - THRESHOLD
        add_context(sample.context.text, sample.evidence)
    weights = Weights(alone, fit(rows(train, "in_context"), l2), THRESHOLD)
    return Weights(
        alone, weights.in_context, THRESHOLD, fit(mention_rows(train, weights), MENTION_L2), MENTION_THRESHOLD
    )


def scores(some: Iterable[Sample], weights: Weights) -> dict[str, float]:
    """Return precision, recall and F1 of the spans in percent, optional labels counted neither way."""
    counted = Score()
    for sample in some:
        kept = chosen(sample.spotted(weights), weights.mention_threshold)
        counted.add(sample.article, {(c.start, c.end) for c in kept})
    return counted.values()


def oracle(some: Iterable[Sample]) -> float:
    """Return the recall of the candidates in percent: gold names that any of them has."""
    gold = held = 0
    for sample in some:
        spans = {normal(sample.context.text, c.start, c.end) for c in sample.spotted(Weights({}, {}, 0.0))}
        gold, held = gold + len(sample.gold), held + len(sample.gold & spans)
    return round(100 * held / max(1, gold), 1)


def judged(some: Iterable[Sample], weights: Weights) -> list[Judged]:
    """Return the mentions that are kept of some articles, each with whether it is right; over optional labels none."""
    return [
        Judged(c.score, c.settled, sample.is_gold(c.start, c.end), sample.weight)
        for sample in some
        for c in chosen(sample.spotted(weights), weights.mention_threshold)
        if not sample.is_open(c.start, c.end)
    ]


def calibration_of(sets: dict[str, list[Sample]], l2: float) -> Calibration:
    """Return the calibration by thirds of the training sets, each judged by weights that were fitted without it."""
    found: dict[str, list[Judged]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        weights = fit_all([s for some in sets.values() for i, s in enumerate(some) if i % FOLDS != fold], l2)
        for name, some in sets.items():
            found[name] += judged(some[fold::FOLDS], weights)
    return calibrate(found)


def kinds_of(sets: dict[str, list[Sample]]) -> dict[str, list[Labelled]]:
    """Return the names whose org_kind is labelled, by set."""
    return {
        name: labelled(
            (s.context, ((x.start, x.end, x.kind) for x in s.article.spans if x.label == "ORG" and x.kind), s.evidence)
            for s in some
        )
        for name, some in sets.items()
    }


def choose(sets: dict[str, list[Sample]]) -> None:
    """Print the mean F1 on held-out thirds of the training sets for some penalties."""
    for l2 in (2.0, 5.0, 10.0):
        f1: dict[str, list[float]] = {name: [] for name in sets}
        for fold in range(FOLDS):
            rest = [s for some in sets.values() for i, s in enumerate(some) if i % FOLDS != fold]
            weights = fit_all(rest, l2)
            for name, some in sets.items():
                f1[name].append(scores(some[fold::FOLDS], weights)["f1"])
        means = {name: sum(some) / FOLDS for name, some in f1.items()}
        shown = "  ".join(f"{name} {mean:.1f}" for name, mean in means.items())
        print(f"penalty {l2:4.1f}: {shown}  mean {sum(means.values()) / len(means):.2f}", flush=True)


def paper(weights: Weights, command: str, version: str, measured: dict[str, Any]) -> str:
    """Return the file of a model's weights: what they are of, how they were made, how good they are."""
    card = {
        "model": version,
        "command": f"python training/organizations.py {command}",
        "scikit-learn": sklearn.__version__,
        "l2": NAMED["l2"],
        "data": papers("weight"),
        "scores": measured,
        "threshold": weights.threshold,
        "alone": dict(weights.alone),
        "in_context": dict(weights.in_context),
        "mention_threshold": weights.mention_threshold,
        "mention": dict(weights.mention),
        "calibration": asdict(weights.calibration) if weights.calibration else None,
        "kinds": weights.kinds,
    }
    return json.dumps(card, indent=1) + "\n"


def main() -> None:
    """Fit, check or choose, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default=NAMED["model"], help="another model; its weights get a file of their own")
    parser.add_argument("--folds", nargs=2, required=True, help="own NERs trained without the articles that they label")
    parser.add_argument("--accurate", type=Path, help="the judge as exported: fit the weights that go with it")
    parser.add_argument("--accurate-folds", nargs=2, type=Path, help="judges trained without the articles they label")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--choose", action="store_true")
    args = parser.parse_args()
    if bool(args.accurate) != bool(args.accurate_folds):
        parser.error("--accurate and --accurate-folds go together")
    judges = args.accurate_folds or ()
    sets = {name: samples(name, args.data, args.model, args.folds, judges) for name in NAMED["train"]}
    for name, some in sets.items():
        print(f"{name:13} {len(some)} articles, candidates hold {oracle(some)}% of the names", flush=True)
    if args.choose:
        return choose(sets)
    kinds = kinds_of(sets)
    every = [one for some in kinds.values() for one in some]
    weights = replace(
        fit_all([sample for some in sets.values() for sample in some], NAMED["l2"]),
        kinds=fit_kinds(every),
        calibration=calibration_of(sets, NAMED["l2"]),
    )
    target = SHIPPED / file_of(args.model, accurate=bool(args.accurate))
    if args.check:
        shipped = weights_for(args.model, accurate=bool(args.accurate))
        print(f"{target.name}: {'the same to the digit' if shipped == weights else 'not what this data gives'}")
        return sys.exit(shipped != weights)
    judges = [args.accurate] if args.accurate else ()
    tests = {name: samples(name, args.data, args.model, [own_model()], judges) for name in NAMED["test"]}
    measured = {name: scores(some, weights) for name, some in tests.items()}
    for name, some in measured.items():
        shown = "  ".join(f"{measure} {value:5.1f}" for measure, value in some.items())
        print(f"{name:13} {shown}  candidates hold {oracle(tests[name]):.1f}")
    for name, right in out_of_fold(kinds).items():
        print(f"org_kind where words and rules say nothing, {name}: {right}")
    reliability = table({name: judged(some, weights) for name, some in tests.items()}, weights.calibration)
    print(reliability)
    if args.model == NAMED["model"] and not args.accurate:
        write(SHIPPED / "card.md", reliability)
    command = "DATA --folds FOLD0 FOLD1" + (" --accurate MODEL --accurate-folds FOLD0 FOLD1" if args.accurate else "")
    target.write_text(paper(weights, command, ner.model_version(args.model), measured), "utf8")
    return None


if __name__ == "__main__":
    main()
