"""Blocks are validated in several processes, in order, with a bounded number of them in memory."""

import gc
import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread

from factx.errors import FactxError
from factx.load.lines import Block
from factx.load.rows import Digits, Rows, rows

AHEAD = 2  # blocks for each process


def rows_of(placed: Iterable[tuple[Block, int]], digits: Digits, jobs: int) -> Generator[Rows]:
    """Yield the rows of blocks, each given with its place in the load; with more than one job, made by processes."""
    if jobs == 1:
        yield from (rows(block, place, digits) for block, place in placed)
        return
    pending: deque[Future[Rows]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin) as pool:
        try:
            for block, place in placed:
                pending.append(pool.submit(rows, block, place, digits))
                if len(pending) > AHEAD * jobs:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise FactxError("a process that validates lines was killed: nothing was loaded") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """End with the process that began this one, however that ends; records hold no cycles, so collect none."""
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
