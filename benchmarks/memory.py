"""Does memory stay flat over many articles of fresh words?  python benchmarks/memory.py [ARTICLES]

Generated short articles, each with words no other has, through all of factx to JSON lines; resident memory in MB on the way.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from factx.pipeline import Extractor
from factx.records import Document

LETTERS = "abcdefghiklmnoprstuvwz"


def fresh(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randint(5, 11)))


def articles(count: int) -> Iterator[Document]:
    rng = random.Random(1)
    for n in range(count):
        who, where, what, how = (fresh(rng) for _ in range(4))
        text = (
            f"{who.title()} Inc said on Friday it had sold {what} worth ${n % 97 + 1}.{n % 10} million to {where.title()} Group, "
            f"up {n % 60}% from May. “It was {how},” said {fresh(rng).title()} {fresh(rng).title()} of {fresh(rng).upper()}."
        )
        yield Document(id=str(n), text=text, published=date(2021, 9, 24))


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    started, characters = time.process_time(), 0
    print(f"{'articles':>9} {'fresh words':>12} {'resident MB':>12} {'CPU s':>7}")
    for n, facts in enumerate(Extractor()(articles(count)), 1):
        characters += sum(len(fact.model_dump_json()) for fact in facts)
        if n % max(1, count // 10) == 0 or n == max(1, count // 100):
            print(f"{n:9} {7 * n:12} {resident():12.0f} {time.process_time() - started:7.1f}", flush=True)


if __name__ == "__main__":
    main()
