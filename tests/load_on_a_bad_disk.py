"""Loads once for each call that changes the files of a database: that call fails, or all from it on, or the process ends before it.

Run with the library of faults/disk.c preloaded: KIND OLD NEW FOLDER FAULT TRIES OPTIONS. A load begins with a database that
holds OLD (nothing, if it is empty) and brings NEW into it; TRIES of its calls fail, 0 stands for each. Prints a JSON line a
load: the call, how the load ended, which state the database is in then, how another load ended, and the state at last.
"""

import ctypes
import errno
import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

import adbc_driver_duckdb.dbapi  # noqa: F401 - imported once; only forked processes open a database
import adbc_driver_sqlite.dbapi  # noqa: F401
import pyarrow as pa

from factx.errors import FactxError
from factx.load import databases, load, versions
from factx.load.lines import loaded

FAULTS = {"error": (errno.EIO, 0), "full": (errno.ENOSPC, 1), "broken": (errno.EIO, 1), "killed": (0, 0)}
LONGEST = 60  # seconds


def state(url):
    """Return every row, None for a database without tables."""
    with databases.opened(url, scratch=True) as database:
        if versions.found(database) is None:
            return None
        tables = [(table.name, "*") for table in loaded()]
        if database.rows(database.dialect.version_table.replace("factx_schema", "search")):
            tables.append(("search", "doc_id, sentence"))
        return [sorted(map(repr, database.rows(f"SELECT {columns} FROM {name}"))) for name, columns in tables]


def apart(work):
    """Return what work returns in a process of its own, or how that ended."""
    read, write = os.pipe()
    if not (child := os.fork()):
        signal.alarm(LONGEST)
        try:
            said = work()
        except FactxError as error:
            said = ["refused", str(error)]
        except BaseException:  # noqa: BLE001 - whatever it is
            said = ["raised", traceback.format_exc()]
        with os.fdopen(write, "w") as pipe:
            pipe.write(json.dumps(said))
            pipe.flush()
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    return json.loads(said) if said else ["ended", os.waitstatus_to_exitcode(status)]


def main(kind, old, new, folder, fault, tries, options):
    folder, options = Path(folder), json.loads(options)
    disk = ctypes.CDLL(None)
    url = f"{kind}:///{folder}/now/facts.db"

    def fresh(source):
        shutil.rmtree(folder / "now", ignore_errors=True)
        shutil.copytree(folder / source, folder / "now")

    def loads(failing=-1):
        disk.disk_fails(failing, *FAULTS[fault])
        load(Path(new), url, wait=1, **options)
        return ["loaded", disk.disk_calls()]

    (folder / "before").mkdir()
    fresh("before")
    if old:
        apart(lambda: load(Path(old), url) and ["loaded"])
        shutil.rmtree(folder / "before")
        shutil.copytree(folder / "now", folder / "before")
    states = {"before": apart(lambda: state(url))}
    how, calls = apart(loads)
    assert how == "loaded", calls
    states["after"] = apart(lambda: state(url))

    def named():
        found = apart(lambda: state(url))
        return next((name for name, known in states.items() if known == found), found)

    for at in range(0, calls, max(1, calls // tries) if tries else 1):
        fresh("before")
        ended = apart(lambda at=at: loads(at))
        then = named()
        again = apart(loads)
        sys.stdout.write(json.dumps([at, ended, then, again[0], named()]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    kind, old, new, folder, fault, tries, options = sys.argv[1:]
    pa.set_cpu_count(1)
    main(kind, old, new, folder, fault, int(tries), options)
