"""On Ray: a task for each partition; those of a machine that is lost are done again on another."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from factx.engines.run import Each
from factx.errors import InputError, WorkerError
from factx.extras import import_extra

ray: Any = import_extra("ray", "ray")
_RETRIES = 4  # of a task whose worker or machine is lost


@contextmanager
def engine(cluster: str | None, jobs: int) -> Iterator[Each]:
    """Give what calls a function with each of some things, on a cluster or on one started on this machine."""
    started = _connect(cluster, jobs)

    def each(function: Callable[[Any], Any], things: list[Any]) -> Iterator[Any]:
        shared, waiting, running = ray.put(function), deque(things), list[Any]()
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(task.remote(shared, waiting.popleft()))
            finished, running = ray.wait(running)
            yield from map(_result, finished)

    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(_call)
    try:
        yield each
    finally:
        if started:
            ray.shutdown()


def _call(function: Callable[[Any], Any], thing: Any) -> Any:  # noqa: ANN401
    return function(thing)


def _result(finished: Any) -> Any:  # noqa: ANN401
    try:
        return ray.get(finished)
    except ray.exceptions.RayError as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[-1]
        raise WorkerError(f"Ray gave a partition up: {why} (the same command goes on from there)") from error


def _connect(cluster: str | None, jobs: int) -> bool:
    """Join the cluster, or start one on this machine that listens on loopback; return whether one was joined or started."""
    if ray.is_initialized():
        return False
    here = {} if cluster else {"num_cpus": jobs, "_node_ip_address": "127.0.0.1", "include_dashboard": False}
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray.init(address=cluster or "local", log_to_driver=False, logging_level="warning", **here)
    except (ConnectionError, ValueError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise InputError(f"--cluster {cluster}: {why}") from error
    return True
