"""Distil the teacher into a small encoder (MiniLM) that ships as `--accurate`: its labels' probabilities are the target.

    ENCODER=FOLDER TEACHER_ENCODER=FOLDER python training/distil.py DATA OUT.pt --teacher T.pt [--text NEWS.jsonl]
        [--epochs 4] [--swapped 2] [--fold 0|1] [--measure]

ENCODER is the folder of all-MiniLM-L6-v2 (Apache-2.0), TEACHER_ENCODER that of the teacher. The text is the training sets
of data.toml, `--swapped` copies of each article with other names in it, and the unlabelled articles of `--text` (lines
with "id" and "text"). The loss is the cross entropy against a mean of the gold label and the teacher's probabilities
(Hinton et al., 2015); where there is no gold label, the teacher's alone; for copies, whose labels are known, gold alone.
The targets are kept beside OUT and used again. `--fold` leaves out every second article, as in student.py.
"""

import argparse
import json
import os
import random
from pathlib import Path

import torch
from augment import pool, swapped
from corpora import NAMED, Article, read
from teacher import measured
from torch import Tensor, nn
from transformer import NUMBER, TAGS, Chunk, Fit, Tagger, batches, chunks, load, log_probabilities, save

GOLD = 0.5  # of the target, where there is a gold label
Target = tuple[Chunk, Tensor]


def copied(data: Path, copies: int) -> list[tuple[int, Article]]:
    """Return copies of the training articles with other names, each with its article's place in its set."""
    made: list[tuple[int, Article]] = []
    for name in NAMED["train"]:
        articles = read(name, data)
        names = pool(articles)
        for n in range(copies):
            made += enumerate(swapped(article, names, n) for article in articles)
    return made


def gold(chunk: Chunk) -> Tensor:
    """Return the labelled tags of a chunk as probabilities."""
    return nn.functional.one_hot(torch.tensor([NUMBER[tag] for tag in chunk.tags]), len(TAGS)).float()


def taught(teacher: Tagger, articles: list[Article], share: float) -> list[Target]:
    """Return each chunk with the probabilities (words, tags) to learn: the labels', by a share, and the teacher's."""
    made: list[Target] = []
    for chunk, scores in log_probabilities(teacher, [c for a in articles for c in chunks(a)]):
        made.append((chunk, (share * gold(chunk)[: len(scores)] + (1 - share) * scores.exp()).half()))
    return made


def targets(args: argparse.Namespace) -> tuple[dict[str, int], list[Target]]:
    """Return all that is to be learnt, and each labelled article's place in its set by its id."""
    teacher = load(os.environ["TEACHER_ENCODER"], args.teacher)
    labelled = [each for name in NAMED["train"] for each in enumerate(read(name, args.data))]
    others = copied(args.data, args.swapped)
    places = {article.id: n for n, article in [*labelled, *others]}
    lines = args.text.read_text("utf8").splitlines() if args.text else []
    free = [Article(row["id"], row["text"]) for row in map(json.loads, lines) if row["id"] not in places]
    some = taught(teacher, [article for _, article in labelled], GOLD) + taught(teacher, free, 0.0)
    return places, some + [(chunk, gold(chunk).half()) for _, article in others for chunk in chunks(article)]


def train(model: Tagger, some: list[Target], epochs: int, seed: int, rate: float) -> None:
    """Fit the tagger to the targets."""
    wanted, chunked = {id(chunk): target for chunk, target in some}, [chunk for chunk, _ in some]
    shuffled = random.Random(seed)
    fit = Fit(model, rate, epochs * len(batches(chunked, shuffled)))
    model.train()
    for _ in range(epochs):
        for part in batches(chunked, shuffled):
            batch, scores = fit.scores(part)
            scores, loss = scores.log_softmax(-1), torch.zeros(())
            for row, chunk in enumerate(part):
                real = batch.real[row, : len(wanted[id(chunk)])]
                loss = loss - (wanted[id(chunk)].float() * scores[row, : len(real)])[real].sum()
            fit.learn(loss / batch.real.sum())


def main() -> None:
    """Label, train and measure, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--swapped", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", type=int, choices=(0, 1), help="leave out every second article, from this one on")
    parser.add_argument("--measure", action="store_true", help="measure on the test sets at the end")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(args.seed)
    kept = args.out.with_suffix(".targets")
    if not kept.exists():
        torch.save(targets(args), kept)
    places, some = torch.load(kept, weights_only=False)  # of our own making
    if args.fold is not None:
        some = [one for one in some if places.get(one[0].article.id, 1 - args.fold) % 2 != args.fold]
    print(f"{len(some)} chunks, {sum(len(c.words) for c, _ in some)} words", flush=True)
    model = Tagger(os.environ["ENCODER"])
    train(model, some, args.epochs, args.seed, args.rate)
    save(model, args.out)
    if args.measure:
        measured(model, args.data, list(NAMED["test"]))


if __name__ == "__main__":
    main()
