"""Fit the weights by which src/factx/kinds/organization sums its evidence, on corpora with labelled organizations.

    python benchmarks/fit_bodies.py TRAIN.jsonl… --test TEST.jsonl… [--write]

A corpus line is {"id", "text", "spans": [{"start", "end", "type": "ORG"…}]}. Two logistic regressions with an L2 penalty
(Newton's method): the first on the signs of a name by itself, the second on those and on what the first accepts around
it. A name's target is the share of its mentions that are labelled. Prints precision, recall and F1 (a leading article, a
final 's and final punctuation ignored) on each test corpus; --write puts the weights into src/factx/kinds/organization/weights.py.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from factx import pipeline
from factx.kinds.organization import decide as bodies
from factx.kinds.organization import features as ev
from factx.ner import spacy as nlp
from factx.records import Document
from factx.rules.context import Context

L2, SEEN, THRESHOLD = 3.0, 8, -0.6
TARGET = Path(__file__).parents[1] / "src/factx/kinds/organization/weights.py"
Span = tuple[int, int]


@dataclass
class Article:
    """A labelled text and the evidence on its names."""

    text: str
    gold: set[Span]
    optional: list[Span]
    found: dict[str, ev.Evidence]
    context: Context


def normal(text: str, start: int, end: int) -> Span:
    lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.IGNORECASE)
    start += lead.end() if lead and lead.end() < end - start else 0
    tail = re.search(r"(?:['’]s?|[.,;:])$", text[start:end])
    return start, start + tail.start() if tail and tail.start() > 0 else end


def articles(path: str, model: str) -> Iterator[Article]:
    rows = [json.loads(line) for line in Path(path).read_text("utf8").splitlines()]
    for row, entities in zip(rows, nlp.entities((r["text"] for r in rows), model), strict=True):
        context = Context.of(Document(id="x", text=row["text"]))
        candidates = [m for m in pipeline.READER.read(context) if m.kind == "organization"]
        orgs = [s for s in row["spans"] if s["type"] == "ORG"]
        gold = {normal(row["text"], s["start"], s["end"]) for s in orgs if not s.get("optional")}
        optional = [(s["start"], s["end"]) for s in orgs if s.get("optional")]
        found = bodies.gather(context, candidates, entities)
        yield Article(row["text"], gold, optional, found, context)


Rows = list[tuple[ev.Signs, float, float]]


def rows(sample: list[Article], signs_of: str) -> Rows:
    made: Rows = []
    for article in sample:
        for name, found in article.found.items():
            hit = sum(normal(article.text, *place) in article.gold for place in found.spans)
            count = len(found.spans)
            seen = found.signs if signs_of == "first" else second(article)[name]
            if not bodies.DECIDED_BY_GUIDE & found.rules.keys():
                made.append((seen, hit / count, min(count, 4) ** 0.5))
    return made


def second(article: Article) -> dict[str, ev.Signs]:
    first = {name for name, found in article.found.items() if found.score > 0}
    accepted = ev.Accepted(first, bodies.beside(article.text, article.found, first))
    return {name: ev.context_features(name, found, accepted) for name, found in article.found.items()}


def fit(made: Rows) -> dict[str, float]:
    often = Counter(sign for seen, _, _ in made for sign in seen)
    names = sorted(sign for sign, n in often.items() if n >= SEEN)
    at = {sign: i for i, sign in enumerate(names)}
    x = np.zeros((len(made), len(names)))
    for n, (seen, _, _) in enumerate(made):
        for sign, strength in seen.items():
            if sign in at:
                x[n, at[sign]] = strength
    y, weight = np.array([r[1] for r in made]), np.array([r[2] for r in made])
    w = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(
            (x * (weight * p * (1 - p))[:, None]).T @ x + L2 * np.eye(len(names)), x.T @ (weight * (p - y)) + L2 * w
        )
        w -= step
        if abs(step).max() < 1e-5:
            break
    return {sign: round(float(v), 2) for sign, v in zip(names, w, strict=True) if abs(v) >= 0.02}


def rescore(sample: list[Article], first: dict[str, float]) -> None:
    for article in sample:
        for found in article.found.values():
            found.score = bodies.total(first, found.signs) - THRESHOLD


def report(name: str, sample: list[Article], weights: dict[str, float]) -> None:
    hit = made = gold = 0
    for article in sample:
        seen = second(article)
        accepted = {n for n, f in article.found.items() if bodies.verdict(n, f, seen[n], weights, THRESHOLD) > 0}
        spans = {
            normal(article.text, start, end)
            for start, end, _ in bodies.search(article.text, bodies.index(accepted))
            if not any(start < e and s < end for s, e in article.optional)
        }
        hit, made, gold = hit + len(spans & article.gold), made + len(spans), gold + len(article.gold)
    p, r = hit / max(1, made), hit / max(1, gold)
    print(f"{name:30} precision {100 * p:5.1f}  recall {100 * r:5.1f}  F1 {200 * p * r / (p + r or 1):5.1f}")


def _rows(weights: dict[str, float]) -> Iterator[str]:
    return (f'    "{sign}": {weight},' for sign, weight in weights.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--test", nargs="*", default=[])
    parser.add_argument("--model", default=nlp.DEFAULT_MODEL)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    train = [article for path in args.train for article in articles(path, args.model)]
    first = fit(rows(train, "first"))
    rescore(train, first)
    weights = fit(rows(train, "second"))
    for path in args.test:
        test = list(articles(path, args.model))
        rescore(test, first)
        report(Path(path).name, test, weights)
    if args.write:
        table = [
            '"""What each sign weighs, fitted by benchmarks/fit_bodies.py; a name whose sum is above ACCEPTED is a body."""\n',
            f"ACCEPTED = {THRESHOLD}",
            *(
                line
                for name, w in (("ALONE", first), ("IN_CONTEXT", weights))
                for line in (f"{name} = {{", *_rows(w), "}")
            ),
        ]
        TARGET.write_text("\n".join(table) + "\n", "utf8")


if __name__ == "__main__":
    main()
