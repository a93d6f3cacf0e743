"""A process of ours as its parent sees it: words go both ways over a pipe, and how long it works on one is known."""

import os
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, NamedTuple

_BOOT = "import os, sys; {die}os.getppid() == {parent} or os._exit(1); from {module} import main; main()"
_DIE = "import ctypes; ctypes.CDLL(None).prctl(1, 9); "  # Linux: with the thread that started it, whatever it does then
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_STUCK = 30.0  # seconds without a byte in the middle of a word, at least: whoever sends it was stopped


class Process:
    """A process that runs the main() of a module, which is given one end of a pipe."""

    def __init__(self, module: str, orders: tuple[Any, ...], timeout: float) -> None:
        """Start it and send it its orders."""
        self.link, theirs = Pipe()
        with socket.socket(
            fileno=os.dup(self.link.fileno())
        ) as wire:  # neither waits for ever for one that was stopped
            for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                wire.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", int(max(timeout, _STUCK)), 0))
        dies = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
        boot = _BOOT.format(die=_DIE if dies else "", parent=os.getpid(), module=module)
        command = [sys.executable, "-P", "-c", boot, str(theirs.fileno())]
        environment = {**_ONE_THREAD, **os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # ours is for facts, whatever a library prints
            start_new_session=True,  # Ctrl-C is for the parent alone
        )
        theirs.close()
        self.timeout = timeout
        self.send(orders)
        self.hear()

    def send(self, words: tuple[Any, ...]) -> None:
        """Send it words; where it is dead, the next look at it says so."""
        with suppress(OSError):
            self.link.send(words)

    def words(self) -> Any:  # noqa: ANN401 - what it sent
        """Return the next words it sent; raises EOFError where it is dead, or was stopped in the middle of them."""
        try:
            return self.link.recv()
        except OSError as error:
            raise EOFError from error
        finally:
            self.hear()

    def hear(self) -> None:
        """Begin to count the time it takes."""
        self.heard, self._spent = time.monotonic(), cpu(self.process.pid)
        self._seen = self._spent

    def over(self, seconds: float, starved: float, *, waits: bool = False) -> bool:
        """Return whether it has been silent longer than it may.

        Its time is that of the processor, which does not depend on what else the machine does; by the clock, where it does not
        work but waits, at two looks running (unless it may), or for `starved` times the seconds where others take the processor.
        """
        silent = time.monotonic() - self.heard
        if silent <= seconds:
            return False
        now = cpu(self.process.pid)
        if now is None or self._spent is None:
            return not waits
        if now.seconds - self._spent.seconds > seconds:
            return True
        idle, self._seen = now == self._seen and not now.working, now
        return not waits and (idle or silent > starved * seconds)

    def end(self) -> str:
        """End the process and return what it died of."""
        self.link.close()
        self.process.kill()
        status = self.process.wait()
        return f"signal {-status}" if status < 0 else f"exit code {status}"


class Cpu(NamedTuple):
    """How long a process has worked, and whether it does."""

    seconds: float
    working: bool  # or waits for a processor or a disk


def cpu(process: int) -> Cpu | None:
    """Return how long a process has worked; None where that cannot be told (elsewhere than on Linux)."""
    try:
        words = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        return Cpu((int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"), words[0] in "RD")
    except (OSError, ValueError, IndexError):
        return None


def taken_in(process: int) -> int:
    """Return how many bytes a process has read so far; 0 where that cannot be told."""
    try:
        words = Path(f"/proc/{process}/io").read_text("ascii").split()
        return int(words[words.index("rchar:") + 1])
    except (OSError, ValueError, IndexError):
        return 0
