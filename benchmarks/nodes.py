"""A machine of a cluster is lost in the middle, then the whole run:  python benchmarks/nodes.py [ARTICLES] [ray] [spark]

Two nodes on this machine (Ray: two raylets; Spark: local-cluster, two executors) read made-up articles from a folder or, where moto is
installed (pip install 'moto[server]'), from an S3 server and write their facts to it. In the first run a node is killed once a
partition is done; in the second everything is, and the same command is given again. The hash is of the sorted facts.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from articles import write
from batch import BIN, digest, family

from factx.engines import store

os.environ |= {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0", "AWS_EC2_METADATA_DISABLED": "true"}
SPARK = "local-cluster[2,1,1024]"


@contextmanager
def s3(home: Path) -> Iterator[str]:
    """Give an address to work at: a bucket of a server on this machine, or a folder."""
    if not importlib.util.find_spec("moto"):
        yield str(home / "store")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.2)
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("PUT", "/news")
        connection.getresponse().read()
        os.environ |= {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}  # fmt: skip
        yield "s3://news"
    finally:
        server.kill()
        server.wait()


def started(engine: str, source: str, out: str, cluster: str, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as file:
        return subprocess.Popen(
            [BIN, "extract", source, "-o", out, "--engine", engine, "--cluster", cluster, "--jobs", "2"], stdout=file, stderr=file,
            start_new_session=True,
        )  # fmt: skip


def partitions(out: str) -> int:
    """Return how many partitions of a run are done."""
    return sum(str(each.base_name).startswith("part-") and str(each.base_name).endswith(".json") for each in store.at(out).of("_factx").files())  # fmt: skip


def until_one_is_done(run: subprocess.Popen[bytes], out: str, log: Path) -> int:
    while not (done := partitions(out)):
        if run.poll() is not None:
            sys.exit(f"{log.read_text('utf8', 'replace')[-3000:]}\nended before a node could be killed")
        time.sleep(0.2)
    return done


def executors(run: subprocess.Popen[bytes]) -> list[int]:
    """Return the executors of a Spark run."""
    return [p for p in family(run.pid) if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{p}/cmdline").read_bytes() and b"java" in Path(f"/proc/{p}/cmdline").read_bytes().split(b"\0")[0]]  # fmt: skip


def lose_a_node(engine: str, run: subprocess.Popen[bytes], nodes: list[object]) -> str:
    """Kill the second raylet with all its workers, or an executor; say which."""
    if engine == "ray":
        raylet = nodes[1].all_processes["raylet"][0].process.pid  # type: ignore[attr-defined]
        victims = family(raylet)
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        return f"the second raylet and its {len(victims) - 1} processes"
    of = executors(run)
    for victim in family(of[-1]):
        os.kill(victim, signal.SIGKILL)
    return f"an executor of {len(of)}"


def ended(run: subprocess.Popen[bytes], log: Path) -> None:
    if run.wait() != 0:
        sys.exit(f"{log.read_text('utf8', 'replace')[-3000:]}\nexit code {run.returncode}")


def fetched(out: str, home: Path) -> str:
    """Return the hash of the facts at an address."""
    place = store.at(out)
    for each in place.files():
        name = str(each.path)[len(place.path) + 1 :]
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(place.of(name).read() or b"")
    found = digest(home)
    shutil.rmtree(home)
    return found


def tried(engine: str, base: str, cluster: str, home: Path, nodes: list[object]) -> None:
    log, begun = home / "log", time.perf_counter()
    out = f"{base}/{engine}-node"
    run = started(engine, f"{base}/in", out, cluster, log)
    done = until_one_is_done(run, out, log)
    lost = lose_a_node(engine, run, nodes)
    ended(run, log)
    print(f"{engine:6} lost {lost} after {done} of {partitions(out)} partitions: ended after {time.perf_counter() - begun:.0f} s, facts {fetched(out, home / 'got')}", flush=True)  # fmt: skip
    out = f"{base}/{engine}-all"
    run = started(engine, f"{base}/in", out, cluster, log)
    until_one_is_done(run, out, log)
    for victim in family(run.pid):
        os.kill(victim, signal.SIGKILL)
    run.wait()
    done, begun = partitions(out), time.perf_counter()
    ended(started(engine, f"{base}/in", out, cluster, log), log)
    print(f"{engine:6} all killed after {done} of {partitions(out)} partitions, started again: ended after {time.perf_counter() - begun:.0f} s, facts {fetched(out, home / 'got')}", flush=True)  # fmt: skip


def two_nodes() -> Any:  # noqa: ANN401 - Ray tells no types
    """Start two raylets (each has to be there within half a minute, which Ray sets: not on a machine that is very busy)."""
    from ray.cluster_utils import Cluster

    nodes = Cluster()
    for _ in range(2):
        nodes.add_node(num_cpus=1, include_dashboard=False)
    return nodes


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    engines = [word for word in sys.argv[1:] if not word.isdigit()] or ["ray", "spark"]
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factx-nodes-")))
        base = stack.enter_context(s3(home))
        write(numbers[0] if numbers else 4000, home / "in.jsonl")
        with (home / "in.jsonl").open("rb") as file:
            store.at(f"{base}/in/in.jsonl").write(file)
        subprocess.run(
            [BIN, "extract", str(home / "in.jsonl"), "-o", str(home / "one")], check=True, stdout=subprocess.DEVNULL
        )
        print(f"{base}: {(home / 'in.jsonl').stat().st_size / 1e6:.1f} MB; facts of one process {digest(home / 'one')}", flush=True)  # fmt: skip
        if "ray" in engines:
            nodes = two_nodes()
            stack.callback(nodes.shutdown)
            tried("ray", base, nodes.address, home, sorted(nodes.list_all_nodes(), key=lambda node: not node.head))
        if "spark" in engines:
            tried("spark", base, SPARK, home, [])


if __name__ == "__main__":
    main()
