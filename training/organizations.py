"""Fit the weights of an organization's features: from labelled articles to src/factx/weights/MODEL.json.

    python training/organizations.py DATA             fit, write the weights, print the scores
    python training/organizations.py DATA --check     fit again and compare to the digit with what is shipped
    python training/organizations.py DATA --choose    print the cross-validated F1 of some penalties and copies

DATA is a folder with the files that training/data.toml names; a file of another SHA-256 is refused. A line of a file is
{"id", "text", "spans": [{"start", "end", "type": "ORG"…}]}. Two logistic regressions with an L2 penalty (scikit-learn):
the first on the features of a name alone, the second on those and on how the name relates to the names that the first
accepts. A name's target is the share of its mentions that are labelled.
"""

import argparse
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

from factx.kinds import organization
from factx.kinds.organization.decide import DECIDED_BY_GUIDE, add_context, mentions, propose, score
from factx.kinds.organization.evidence import Evidence, Features, total
from factx.kinds.organization.weights import Weights
from factx.ner import spacy as ner
from factx.records import Document
from factx.rules.context import Context
from factx.rules.reader import RuleReader

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src/factx/weights"
SEEN = 8  # a feature of fewer names gets no weight
THRESHOLD = -0.6  # of the sum: a name is accepted from a probability of 0.35
FOLDS = 3
Span = tuple[int, int]
Row = tuple[Features, float, float]  # features of a name, its target, its importance


@dataclass
class Article:
    """A labelled text and the evidence on its names."""

    context: Context
    gold: set[Span]
    optional: list[Span]
    evidence: dict[str, Evidence]


def normal(text: str, start: int, end: int) -> Span:
    """Return a span without a leading article, a final possessive and final punctuation."""
    lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.IGNORECASE)
    start += lead.end() if lead and lead.end() < end - start else 0
    tail = re.search(r"(?:['’]s?|[.,;:])$", text[start:end])
    return start, start + tail.start() if tail and tail.start() > 0 else end


def articles(data: Path, source: dict[str, Any], model: str) -> Iterator[Article]:
    """Yield the articles of a data set, those whose headline begins with a dropped word left out."""
    path = HERE / source["file"] if (HERE / source["file"]).is_file() else data / source["file"]
    if hashlib.sha256(path.read_bytes()).hexdigest() != source["sha256"]:
        raise SystemExit(f"{path}: not the file that training/data.toml names (another SHA-256)")
    lines = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    drop = re.compile(source.get("drop_headlines", r"(?!)"), re.IGNORECASE)
    rows = [row for row in lines if not drop.match(row["text"])]
    reader = RuleReader({"organization": organization.KIND})
    for row, entities in zip(rows, ner.entities((r["text"] for r in rows), model), strict=True):
        context = Context.of(Document(id="x", text=row["text"]))
        orgs = [s for s in row["spans"] if s["type"] == "ORG"]
        gold = {normal(row["text"], s["start"], s["end"]) for s in orgs if not s.get("optional")}
        optional = [(s["start"], s["end"]) for s in orgs if s.get("optional")]
        yield Article(context, gold, optional, propose(context, reader.read(context), entities))


def rows(sample: Iterable[Article], stage: str) -> list[Row]:
    """Return the names that the weights are to decide, with the features of a stage ("alone" or "in_context")."""
    made: list[Row] = []
    for article in sample:
        for found in article.evidence.values():
            if not DECIDED_BY_GUIDE & found.rules.keys():
                hit = sum(normal(article.context.text, *span) in article.gold for span in found.spans)
                count = len(found.spans)
                made.append((getattr(found, stage), hit / count, min(count, 4) ** 0.5))
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


def fit_both(train: Sequence[Article], l2: float) -> Weights:
    """Return the weights of both stages."""
    alone = fit(rows(train, "alone"), l2)
    for article in train:
        for found in article.evidence.values():
            found.score = total(alone, found.alone) - THRESHOLD
        add_context(article.context.text, article.evidence)
    return Weights(alone, fit(rows(train, "in_context"), l2), THRESHOLD)


def scores(sample: Iterable[Article], weights: Weights) -> dict[str, float]:
    """Return precision, recall and F1 of the spans in percent, optional labels counted neither way."""
    hit = made = gold = 0
    for article in sample:
        score(article.context.text, article.evidence, weights)
        text = article.context.text
        spans = {
            normal(text, m.start, m.end)
            for m in mentions(article.context, article.evidence)
            if not any(m.start < end and start < m.end for start, end in article.optional)
        }
        hit, made, gold = hit + len(spans & article.gold), made + len(spans), gold + len(article.gold)
    p, r = hit / max(1, made), hit / max(1, gold)
    return {k: round(100 * v, 1) for k, v in (("precision", p), ("recall", r), ("f1", 2 * p * r / (p + r or 1)))}


def copied(sets: dict[str, list[Article]], copies: dict[str, int]) -> list[Article]:
    """Return the articles of all sets, those of some sets several times."""
    return [article for name, sample in sets.items() for article in sample for _ in range(copies[name])]


def choose(sets: dict[str, list[Article]], copies: dict[str, int]) -> None:
    """Print the mean F1 on held-out thirds of the training sets for some penalties and copies of Wikinews."""
    for times, l2 in ((1, 5.0), (3, 5.0), (6, 3.0), (6, 5.0), (6, 10.0), (10, 5.0)):
        f1: dict[str, list[float]] = {name: [] for name in sets}
        for fold in range(FOLDS):
            rest = {name: [a for i, a in enumerate(some) if i % FOLDS != fold] for name, some in sets.items()}
            weights = fit_both(copied(rest, copies | {"wikinews": times}), l2)
            for name, some in sets.items():
                f1[name].append(scores(some[fold::FOLDS], weights)["f1"])
        means = {name: sum(some) / FOLDS for name, some in f1.items()}
        shown = "  ".join(f"{name} {mean:.1f}" for name, mean in means.items())
        print(f"copies {times:2} penalty {l2:4.1f}: {shown}  mean {sum(means.values()) / len(means):.2f}", flush=True)


def paper(weights: Weights, named: dict[str, Any], version: str, measured: dict[str, Any]) -> str:
    """Return the file of a model's weights: what they are of, how they were made, how good they are."""
    card = {
        "model": version,
        "command": "python training/organizations.py DATA",
        "scikit-learn": sklearn.__version__,
        "l2": named["l2"],
        "data": {
            name: {key: source[key] for key in ("licence", "sha256")} | {"copies": source.get("copies", 1)}
            for name, source in named["train"].items()
        },
        "scores": measured,
        "threshold": weights.threshold,
        "alone": dict(weights.alone),
        "in_context": dict(weights.in_context),
    }
    return json.dumps(card, indent=1) + "\n"


def main() -> None:
    """Fit, check or choose, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", help="another model of spaCy's; its weights get a file of their own")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--choose", action="store_true")
    args = parser.parse_args()
    named = tomllib.loads((HERE / "data.toml").read_text("utf8"))
    model = args.model or named["model"]
    sets = {name: list(articles(args.data, source, model)) for name, source in named["train"].items()}
    copies = {name: source.get("copies", 1) for name, source in named["train"].items()}
    if args.choose:
        return choose(sets, copies)
    weights = fit_both(copied(sets, copies), named["l2"])
    target = SHIPPED / f"{Path(model).name}.json"
    if args.check:
        shipped = json.loads(target.read_text("utf8"))
        same = (shipped["alone"], shipped["in_context"]) == (weights.alone, weights.in_context)
        print(f"{target.name}: {'the same to the digit' if same else 'not what this data gives'}")
        return sys.exit(not same)
    measured = {n: scores(articles(args.data, source, model), weights) for n, source in named["test"].items()}
    for name, some in measured.items():
        print(f"{name:12}", *(f"{measure} {value:5.1f}" for measure, value in some.items()))
    target.write_text(paper(weights, named, ner.model_version(model), measured), "utf8")
    return None


if __name__ == "__main__":
    main()
