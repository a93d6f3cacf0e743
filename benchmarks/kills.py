"""kill -9 at random moments of a run: of its parent, of one of its processes, of both; what it leaves in the end is compared.

python benchmarks/kills.py [--moments 100] [--seed 16]
"""

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from factx.batch import Workers, run
from factx.files import manifest
from factx.pipeline import Extractor
from factx.tables import TABLES

VICTIMS = ("parent", "process", "both")


def no_names(texts: Iterable[str]) -> Iterator[tuple[()]]:
    """Recognise nothing, as slowly as a model reads: a worker without a model starts fast."""
    for _ in texts:
        time.sleep(0.005)
        yield ()


def article(n: int) -> str:
    return f"Plant {n} cost ${n + 1} million, {n % 90 + 1}% more than in May 2019. " * (n % 3 + 1)


def make(folder: Path) -> None:
    """Make 600 articles: lines, a zip and a packed tar, a line that is none, and an id that comes twice."""
    folder.mkdir()
    rows = [json.dumps({"id": f"n{n}", "published": "2021-09-24", "text": article(n)}) for n in range(400)]
    (folder / "a.jsonl").write_text("\n".join([*rows, "{bad", rows[7]]) + "\n", "utf8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        for n in range(400, 500):
            archive.writestr(f"{n}.txt", article(n))
    with tarfile.open(folder / "c.tar.gz", "w:gz") as archive:
        for n in range(500, 600):
            data = article(n).encode()
            member = tarfile.TarInfo(f"{n}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def extract(source: Path, out: Path, jobs: int) -> None:
    """Do what factx extract does, in small parts and chunks."""
    setattr(import_module("factx.batch.chunks"), "_RECORDS", 8)  # noqa: B010
    ours = import_module("kills").no_names  # by a name that workers know
    extractor = Extractor(recogniser=ours, observations=False)
    run([source], out, extractor=extractor, workers=Workers(jobs), part_size=3_000)


def start(source: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, "--one", str(source), str(out), str(jobs)]
    return subprocess.Popen(command, start_new_session=True)


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def outlive(pids: list[int], seconds: float = 10) -> list[int]:
    """Return which processes are still there after some seconds."""
    end = time.monotonic() + seconds
    while (left := [p for p in pids if Path(f"/proc/{p}").exists()]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


class Trial:
    """One folder after another, each killed until it is done in time."""

    def __init__(self, source: Path, folder: Path, seed: int) -> None:
        self.source, self.folder, self.dice = source, folder, random.Random(seed)
        self.done: Counter[tuple[str, int]] = Counter()
        self.problems: list[str] = []
        self.kept: list[int] = []
        self.folders = 0
        process, began = start(source, folder / "plain", 1), time.monotonic()
        self.wait_for_work(process, folder / "plain")
        self.boot, began = time.monotonic() - began, time.monotonic()
        self.finish(process)
        self.work = time.monotonic() - began
        self.plain = self.tables(folder / "plain")

    def tables(self, out: Path) -> dict[str, bytes]:
        return {t: (out / f"{t}.jsonl").read_bytes() for t in TABLES if (out / f"{t}.jsonl").exists()}

    def finish(self, process: subprocess.Popen[bytes]) -> None:
        if process.wait():
            self.problems.append(f"exit code {process.returncode}")

    def compare(self, out: Path) -> None:
        self.folders += 1
        manifest.check(out)
        if self.tables(out) != self.plain or (out / "parts").exists():
            self.problems.append(f"{out} differs")

    def wait_for_work(self, process: subprocess.Popen[bytes], out: Path) -> None:
        """Wait until a run has begun to write a part, or is over."""
        while process.poll() is None and not (out / "parts/.documents.part").exists():
            time.sleep(0.005)

    def strike(self, process: subprocess.Popen[bytes], out: Path, victim: str, jobs: int) -> bool:
        """Kill a victim of a run, one in five while it starts, if it is still going on; tell whether it was."""
        if self.dice.random() < 0.2:
            end = time.monotonic() + self.dice.uniform(0, self.boot)
        else:
            self.wait_for_work(process, out)
            end = time.monotonic() + self.dice.uniform(0, self.work)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.005)
        family = children(process.pid)
        if process.poll() is not None or (victim == "process" and not family):
            return False
        one = [self.dice.choice(family)] if family and victim != "parent" else []
        kill([process.pid, *one] if victim != "process" else one)
        self.done[victim, jobs] += 1
        if victim != "process":
            process.wait()
            if left := outlive(family):
                self.problems.append(f"{len(left)} processes outlive their parent")
        return True

    def go(self, moments: int) -> None:
        """Strike at so many moments."""
        number, out = 0, self.folder / "0"
        while self.done.total() < moments:
            victim, jobs = self.dice.choice(VICTIMS), self.dice.choice((1, 2))
            process = start(self.source, out, jobs)
            struck = self.strike(process, out, victim, jobs)
            parts = len(list(out.glob("parts/done-*.json")))
            print(self.done.total(), victim, jobs, struck, out.name, parts, self.problems, file=sys.stderr, flush=True)
            if struck and victim != "process":
                self.kept.append(len(list(out.glob("parts/done-*.json"))))
                continue
            self.finish(process)
            self.compare(out)
            number += 1
            out = self.folder / str(number)
        self.finish(start(self.source, out, 2))
        self.compare(out)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--one", nargs=3)
    given = parser.parse_args()
    if given.one:
        extract(Path(given.one[0]), Path(given.one[1]), int(given.one[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        make(source := Path(folder) / "in")
        trial = Trial(source, Path(folder), given.seed)
        trial.go(given.moments)
    for (victim, jobs), count in sorted(trial.done.items()):
        print(f"{victim:8} {jobs} jobs  {count:3} kills")
    kept = sorted(trial.kept)
    print(f"{trial.done.total()} kills in runs of {trial.boot:.1f} s to start and {trial.work:.1f} s of work; parts kept: {len(set(kept))} numbers from {kept[0]} to {kept[-1]}")  # fmt: skip
    print(f"{trial.folders} folders done and compared, {len(trial.problems)} problems")
    for problem in trial.problems:
        print(problem)
    sys.exit(1 if trial.problems else 0)


if __name__ == "__main__":
    main()
