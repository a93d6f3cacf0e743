"""What a process of ours does that may be ended at any moment: it takes no more memory than it may, and ends with its parent."""

import contextlib
import os
import threading
import time

_LOOKS = 0.5  # seconds between two looks at whether there is a parent


def end_with_parent() -> None:
    """End this process, also while it starts or reads, once its parent is gone."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(1)


def limit(memory: int) -> None:
    """Limit this process's memory in bytes, 0 for any: what needs more raises MemoryError (not on Windows). It dumps no core."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
