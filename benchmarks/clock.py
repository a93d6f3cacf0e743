"""CPU time of one thread; to be imported before NumPy is."""

import os
import statistics
import time
from collections.abc import Callable, Mapping

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from threadpoolctl import threadpool_info


def cpu(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


def interleaved(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The seconds of each job in each round: what else the machine does is the same for all."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            taken[name].append(cpu(job))
    return taken


def rates(taken: Mapping[str, list[float]], amount: float) -> dict[str, float]:
    """How much of an amount each job does in a second, by the median of its rounds."""
    return {name: amount / statistics.median(times) for name, times in taken.items()}


def about() -> str:
    blas = ", ".join(f"{lib['internal_api']} {lib.get('architecture', '')}" for lib in threadpool_info())
    return f"CPU time of one thread; NumPy multiplies with {blas}"
