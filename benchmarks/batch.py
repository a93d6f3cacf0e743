"""One process, two, Ray, Spark: the same facts? how fast? how much memory?

    python benchmarks/batch.py [ARTICLES] [WAY...] [--keep FILE]

Made-up articles (benchmarks/articles.py) are extracted each way, and each way once more with a worker killed in the middle.
The hash is of the sorted lines of facts.jsonl; memory is the peak of the resident set of each process, read from /proc.
FILE keeps what docs/pictures show: benchmarks/measured.json.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from articles import write
from figures import keep

from factx.files import folder as outputs

BIN = str(Path(sys.executable).parent / "factx")
WAYS = {
    "1 process": ["--jobs", "1"],
    "2 processes": ["--jobs", "2"],
    "Ray, 2 workers": ["--engine", "ray", "--jobs", "2"],
    "Spark, local[2,4]": ["--engine", "spark", "--cluster", "local[2,4]"],
}


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(int(path.parent.name))
        except OSError:
            continue
    found = [pid]
    for each in found:
        found += children[each]
    return found


def role(pid: int) -> str:
    """Return what a process of a run is for."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    name = words.split(" ")[0].rsplit("/", 1)[-1]
    for part, called in {"java": "JVM", "factx.batch.child": "reader", "factx extract": "factx", "pyspark": "Spark's Python", "raylet": "raylet", "gcs_server": "gcs_server", "ray::": "ray::"}.items():  # fmt: skip
        if part in (name if called == "JVM" else words):
            return called
    return "other"


def peaks(pid: int, known: dict[int, tuple[str, int]]) -> None:
    """Take in the peak memory, in MB, of each process of a run."""
    for each in family(pid):
        try:
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
            peak = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
            known[each] = (role(each), peak)
        except (OSError, StopIteration):
            continue


def timed(
    source: Path, out: Path, options: list[str], kill_after: float | None
) -> tuple[float, dict[int, tuple[str, int]]]:
    """Run the command; return its seconds and the peak memory of each of its processes."""
    started, known, killed = time.perf_counter(), {}, kill_after is None
    log = tempfile.TemporaryFile()  # not a pipe: Spark's log would fill it and wait for ever  # noqa: SIM115
    process = subprocess.Popen(
        [BIN, "extract", str(source), "-o", str(out), *options], stdout=subprocess.DEVNULL, stderr=log
    )
    while process.poll() is None:
        time.sleep(0.5)
        peaks(process.pid, known)
        if not killed and time.perf_counter() - started > (kill_after or 0):
            readers = [p for p in family(process.pid) if role(p) == "reader"]
            if readers:
                os.kill(readers[0], signal.SIGKILL)
                killed = True
    if process.returncode != 0 or not killed:
        log.seek(0)
        print(log.read().decode(errors="replace")[-2000:], file=sys.stderr)
        sys.exit(f"{' '.join(options)}: exit code {process.returncode}, killed one: {killed}")
    return time.perf_counter() - started, known


def digest(out: Path) -> str:
    """Return the hash of the facts as a sorted list of lines."""
    lines = sorted(line.rstrip("\n") for line in outputs.lines(out, "facts"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=20_000)
    parser.add_argument("ways", nargs="*", help="words of the ways to take: Ray")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write what docs/pictures show there")
    asked = parser.parse_args()
    count = asked.articles
    work = Path(tempfile.mkdtemp(prefix="factx-batch-"))
    known = write(count, work / "in.jsonl")
    size = (work / "in.jsonl").stat().st_size
    print(f"{count} articles, {known['words'] / count:.0f} words each, {size / 1e6:.1f} MB")
    print(
        f"{'':22}{'seconds':>9}{'ratio':>7}{'articles/s':>12}  {'facts':12}  {'one killed':12}  peak MB of each process"
    )
    base, rates = 0.0, []
    for way, options in WAYS.items():
        if asked.ways and not any(word in way for word in asked.ways):
            continue
        taken, memory = timed(work / "in.jsonl", work / way, options, None)
        base = base or taken
        rates += [(way, round(count / taken, 1))] if "process" in way else []
        timed(work / "in.jsonl", work / f"{way} killed", options, taken / 2)
        hashes = digest(work / way), digest(work / f"{way} killed")
        by_role: dict[str, list[int]] = defaultdict(list)
        for called, peak in memory.values():
            by_role[called].append(peak)
        peak = ", ".join(f"{called} {'+'.join(map(str, sorted(p, reverse=True)[:4]))}" for called, p in sorted(by_role.items()))  # fmt: skip
        print(
            f"{way:22}{taken:9.1f}{taken / base:7.2f}{count / taken:12.1f}  {hashes[0]:12}  {hashes[1]:12}  {peak}",
            flush=True,
        )
    if rates:
        title = "Articles a second, by processes"
        keep(asked.keep, "processes", title, "python benchmarks/batch.py", rates)
    kinds = dict.fromkeys(("money", "percent"), 0)
    first = next(iter(work.glob("[!i]*")))
    for line in outputs.lines(first, "facts"):
        kind = json.loads(line)["kind"]
        kinds[kind] = kinds.get(kind, 0) + 1
    print(
        f"money facts {kinds['money']} of {known['money']} stated, percent facts {kinds['percent']} of {known['percent']}"
    )
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
