"""How fast are tags and dependencies in NumPy against spaCy's own?  python benchmarks/parse.py [--rounds N] [PATHS]

CPU time of one thread, peers interleaved round by round; texts are the sentences of articles (the corpus, if none) that
hold a number, given in batches of several sizes; their words are known from a first reading, as most are in the news.
"""

import argparse
import re
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from clock import about, interleaved, rates  # before NumPy is imported

# isort: split
from factx.ner import spacy as nlp
from factx.ner.parse import FastParser
from factx.read import documents
from factx.records import Document

ROOT = Path(__file__).parent.parent
SENTENCES = 1000
SPACY = "spaCy's pipe"
BATCHES = (200, 100, 10, 5, 1)


def sentences(paths: list[Path]) -> list[str]:
    """Sentences that hold a number, the same ones again until there are enough."""
    texts = [item.text for item in documents(paths) if isinstance(item, Document)]
    once = [part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text) if re.search(r"\d", part)]
    return list(islice(cycle(once), SENTENCES))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    texts = sentences(asked.paths)
    pipeline = nlp.load_parser(nlp.DEFAULT_MODEL)
    fast = FastParser(pipeline)
    tokens = sum(len(parse.starts) for parse in fast(texts))
    jobs: dict[str, Callable[[], object]] = {
        f"factx, {size} at a time": lambda size=size: [fast(texts[n : n + size]) for n in range(0, len(texts), size)]  # type: ignore[misc]
        for size in BATCHES
    }
    jobs = {SPACY: lambda: list(pipeline.pipe(texts)), **jobs}
    taken = interleaved(jobs, asked.rounds)
    print(about())
    print(f"{tokens} tokens in {len(texts)} sentences, {asked.rounds} rounds")
    speed = rates(taken, tokens)
    for name, rate in speed.items():
        spread = f"{min(taken[name]):.2f}-{max(taken[name]):.2f}"
        print(f"{name:24} {rate:8.0f} tokens/s {rate / speed[SPACY]:5.1f}x   {spread} seconds")


if __name__ == "__main__":
    main()
