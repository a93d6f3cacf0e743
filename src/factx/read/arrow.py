"""Arrow files, looked through in a process of its own first: what it dies of is no file to read in ours."""

import mmap
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

from factx.read.options import GIGABYTE, MEGABYTE

_SECONDS = 20  # of a processor's time that a look may take, and so many more for a hundred megabytes
_WAIT = 10  # times as long on a busy machine
_FILE = b"ARROW1"  # of what is no stream
_MEMORY = 4 * GIGABYTE
_ours: list[bool] = []  # filled: this process may die itself


def may_die() -> None:
    """Say that this process is one that may die of a file: it needs no other to look first."""
    _ours.append(True)


def looked_through(source: IO[bytes], size: int) -> None:
    """Return if a process could read all of an Arrow file; raises ValueError with what is wrong, or that it died."""
    if _ours:
        return
    try:
        file = source.fileno()
    except (OSError, AttributeError):  # in memory
        return
    limit = int(_SECONDS * (1 + size / (100 * MEGABYTE)))
    command = [sys.executable, "-P", "-m", "factx.read.arrow", str(limit)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, stdin=file, capture_output=True, timeout=limit * _WAIT, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"no look through it ended in {limit * _WAIT} s: not read") from error
    if done.returncode < 0:
        raise ValueError(f"its reader died of it ({signal.Signals(-done.returncode).name}): not read")
    if done.returncode:
        words = done.stderr.decode("utf8", "replace").strip().split("\n")[-1]
        raise ValueError(words[:200] or "no Arrow file")


def batches(source: Any) -> Iterator[tuple[Any, list[int]]]:  # noqa: ANN401 - what pyarrow opens
    """Yield what with_bytes() makes of a file's record batches, each validated: offsets outside what they are of read our memory."""
    import pyarrow.ipc

    head = source.read(len(_FILE))
    source.seek(0)
    is_stream = head != _FILE  # as Hugging Face's datasets keep it
    with (pyarrow.ipc.open_stream if is_stream else pyarrow.ipc.open_file)(source) as file:
        found = iter(file) if is_stream else (file.get_batch(n) for n in range(file.num_record_batches))
        for batch in found:
            texts, broken = with_bytes(batch)
            texts.validate(full=True)
            yield texts, broken


def with_bytes(batch: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    """Return a batch whose texts are bytes in columns where one of them is no UTF-8, and which columns those are."""
    import pyarrow as pa

    columns, broken = list(batch.columns), []
    for n, column in enumerate(columns):
        kind, packed = column.type, isinstance(column, pa.DictionaryArray)
        raw = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}.get(kind.value_type if packed else kind)
        try:
            if raw:
                column.validate(full=True)
                continue
        except pa.ArrowInvalid:  # no UTF-8, or no array at all, which shows when the bytes are validated
            texts = (column.dictionary if packed else column).view(raw)
            columns[n] = pa.DictionaryArray.from_arrays(column.indices, texts) if packed else texts
            broken.append(n)
    return pa.RecordBatch.from_arrays(columns, batch.schema.names) if broken else batch, broken


def main() -> int:
    """Look through the file that stdin is, without moving in it; return the exit code."""
    import resource

    import pyarrow as pa

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        for _ in batches(pa.BufferReader(pa.py_buffer(mmap.mmap(0, 0, access=mmap.ACCESS_READ)))):
            pass
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        sys.stderr.write(str(error).split("\n", maxsplit=1)[0])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
