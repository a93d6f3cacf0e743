"""Does any reader crash, hang or swell on damaged files?  python benchmarks/fuzz_readers.py [INPUTS [FORMAT…]]

Damages a small whole file of each format in INPUTS (10,000) ways drawn with a fixed seed, and reads each as a file of its
own. Counts what was read and what was rejected; the slowest input, in seconds of CPU a kilobyte (over 1 is a failure) and
the growth of memory over all of a format (over 200 MB is one). An exception ends it with the steps that made the input.
"""

import io
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from factx.read import Piped, arrow, documents
from factx.records import Document
from foreign import WHOLE, damaged

SEED, LARGE = 20210924, 1 << 20


def tried(path: Path, inputs: int) -> tuple[Counter[str], float]:
    """Return what became of damaged copies of a file, and the seconds a kilobyte of the slowest."""
    dice, counts, slowest = random.Random(f"{SEED}{path.name}"), Counter[str](), 0.0
    for _ in range(inputs):
        steps = [tuple(dice.randrange(LARGE) for _ in range(3)) for _ in range(dice.randint(1, 6))]
        data = damaged(WHOLE[path.name], steps)
        path.write_bytes(data)
        started = time.process_time()
        try:
            for found in documents([Piped(io.BytesIO(data)) if path.name == "stdin" else path]):
                counts["read" if isinstance(found, Document) else "rejected"] += 1
                found.model_dump_json()
        except Exception:
            print(f"{path.name}: {steps}", file=sys.stderr)
            raise
        slowest = max(slowest, (time.process_time() - started) / max(1, len(data) / 1024))
    return counts, slowest


def main() -> None:
    inputs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    failed = False
    arrow.may_die()
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[2:] or WHOLE:
            path = Path(folder) / name
            path.write_bytes(WHOLE[name])
            list(documents([path]))  # its libraries are loaded before memory is looked at
            before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
            counts, slowest = tried(path, inputs)
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            failed |= slowest > 1 or grown > 200
            print(
                f"{name:12} {inputs:6} inputs  {counts['read']:6} read {counts['rejected']:6} rejected  "
                f"slowest {slowest:.3f} s/KB  memory +{grown:.0f} MB  {time.perf_counter() - started:.0f} s",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    main()
