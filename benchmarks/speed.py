"""How fast is factx against spaCy on the same texts?  python benchmarks/speed.py [REPEATS]

One process, one thread each, peers interleaved; CPU time per token (spaCy's tokens) and the ratio to spaCy's pipeline as it
comes. Start-up is the wall time of `factx --help` and `import factx` in fresh processes, beside `import spacy`.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from factx import pipeline
from factx.kinds import date, money, organization, percent
from factx.nlp import DEFAULT_MODEL, load
from factx.pipeline import Extractor
from factx.read import documents
from factx.records import Document
from factx.rule import Context, RuleReader

ROOT = Path(__file__).parent.parent


def rules_only(docs: list[Document]) -> None:
    for doc in docs:
        pipeline.rule_mentions(doc)


KINDS = {
    "money and percent rules": RuleReader((*money.RULES, *percent.RULES), pipeline.WIDEN),
    "date rules": RuleReader(date.RULES, pipeline.WIDEN),
    "organization rules": RuleReader(organization.RULES),
}


def read_by(reader: RuleReader, contexts: list[Context]) -> None:
    for context in contexts:
        for _ in reader.read(context):
            pass


def cpu(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


def wall(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    docs = [item for item in documents([ROOT / "corpus"]) if isinstance(item, Document)]
    texts = [doc.text for doc in docs]
    whole, ner = spacy.load(DEFAULT_MODEL), load(DEFAULT_MODEL)
    extractor = Extractor()
    tokens = sum(len(doc) for doc in ner.pipe(texts))
    peers: dict[str, Callable[[], object]] = {
        "spaCy as it comes": lambda: list(whole.pipe(texts)),
        "spaCy, NER only": lambda: list(ner.pipe(texts)),
        "factx, everything": lambda: list(extractor(docs)),
        "factx, rules without NER": lambda: rules_only(docs),
    }
    contexts = [Context.of(doc) for doc in docs]
    peers |= {name: lambda reader=reader: read_by(reader, contexts) for name, reader in KINDS.items()}  # type: ignore[misc]
    times: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(repeats + 1):
        for name, job in peers.items():
            times[name].append(cpu(job))
    base = statistics.median(times["spaCy as it comes"][1:])
    print(f"{tokens} tokens, {len(docs)} articles, {repeats} rounds after one to warm up; CPU time, one thread")
    for name, taken in times.items():
        middle = statistics.median(taken[1:])
        spread = f"{min(taken[1:]):.2f}-{max(taken[1:]):.2f} s"
        print(f"{name:26} {tokens / middle:9.0f} tokens/s  {base / middle:6.2f} x  ({spread})")
    factx = str(Path(sys.executable).parent / "factx")
    for label, command in {
        "factx --help": (factx, "--help"),
        "import factx": (sys.executable, "-c", "import factx"),
        "import spacy": (sys.executable, "-c", "import spacy"),
    }.items():
        print(f"{label:26} {statistics.median(wall(*command) for _ in range(repeats)):.2f} s wall")


if __name__ == "__main__":
    main()
