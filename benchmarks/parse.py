"""How fast are tags and dependencies in NumPy against spaCy's own?  python benchmarks/parse.py [--rounds N] [PATHS]

CPU time of one thread, peers interleaved round by round; texts are the sentences of articles (the corpus, if none) that
hold a number, given in batches of several sizes; their words are known from a first reading, as most are in the news.
"""

import argparse
import os
import re
import statistics
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is imported

from threadpoolctl import threadpool_info

from factx.ner import spacy as nlp
from factx.ner.parse import FastParser
from factx.read import documents
from factx.records import Document

ROOT = Path(__file__).parent.parent
SENTENCES = 1000
BATCHES = (200, 100, 10, 5, 1)


def sentences(paths: list[Path]) -> list[str]:
    """Sentences that hold a number, the same ones again until there are enough."""
    texts = [item.text for item in documents(paths) if isinstance(item, Document)]
    once = [part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text) if re.search(r"\d", part)]
    return list(islice(cycle(once), SENTENCES))


def cpu(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


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
    jobs = {"spaCy's pipe": lambda: list(pipeline.pipe(texts)), **jobs}
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(asked.rounds):
        for name, job in jobs.items():
            taken[name].append(cpu(job))
    blas = ", ".join(f"{lib['internal_api']} {lib.get('architecture', '')}" for lib in threadpool_info())
    print(f"CPU time of one thread; NumPy multiplies with {blas}")
    print(f"{tokens} tokens in {len(texts)} sentences, {asked.rounds} rounds")
    spacy = statistics.median(taken["spaCy's pipe"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(
            f"{name:24} {tokens / median:8.0f} tokens/s {spacy / median:5.1f}x   {min(times):.2f}-{max(times):.2f} seconds"
        )


if __name__ == "__main__":
    main()
