"""Does a load that is killed, or whose disk is full, leave what was there?  python benchmarks/load_faults.py [ROUNDS]

Loads 100,000 seeded facts into each database and kills the process at a moment drawn at random over the length of a
whole load, ROUNDS (6) times on a new database each, and loads the last once more in peace; then loads into a file system of 12 MB (a tmpfs, so root is needed:
unshare --mount python benchmarks/load_faults.py). Before that a small load into SQLite and DuckDB is done once for each call
that changes a file, and each kind of fault: that call fails, it and all after it fail (of an I/O error, of a full disk), the
process ends there (tests/load_on_a_bad_disk.py, with a C compiler). After each fault the rows must be those of before, or those of one
clean load; at the end those of one clean load.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from load import FACTX, fresh, server

import generated
from factx.errors import FactxError
from factx.load import databases, versions
from factx.load.lines import loaded

FACTS = 100_000
TESTS = Path(__file__).parent.parent / "tests"
FAULTS = ("error", "broken", "full", "killed")


def digest(url: str) -> str:
    """Return a hash of all rows, or nothing for a database without tables."""
    with databases.opened(url) as database:
        if versions.found(database) is None:
            return "empty"
        found = hashlib.sha256()
        for table, columns in ((t.name, t.columns) for t in loaded()):
            names = ", ".join(f'"{c}"' for c in columns)
            for row in database.rows(f"SELECT {names} FROM {table} ORDER BY id"):
                found.update(repr(row).encode())
        return found.hexdigest()[:12]


def kills(url: str, folder: Path, rounds: int, address: str, r: random.Random) -> tuple[Counter[str], str]:
    """Return what a new database held after each kill, and what the last held after one more load."""
    started = time.perf_counter()
    subprocess.run([FACTX, "load", folder, fresh(url, address)], check=True, stdout=subprocess.DEVNULL)
    length = time.perf_counter() - started
    seen: Counter[str] = Counter()
    for _ in range(rounds):
        ready = fresh(url, address)
        with subprocess.Popen(
            [FACTX, "load", folder, ready], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as loader:
            time.sleep(r.uniform(0.3, 1) * length)
            loader.send_signal(signal.SIGKILL)
        seen[digest(ready)] += 1
    subprocess.run([FACTX, "load", folder, ready], check=True, stdout=subprocess.DEVNULL)
    return seen, digest(ready)


def full(url: str, folder: Path) -> str:
    """Return what a load says on a disk that is too small, and what the database holds then."""
    done = subprocess.run([FACTX, "load", folder, url], capture_output=True, text=True, check=False)
    try:
        return f"exit {done.returncode}: {done.stderr.strip()[:110]}: {digest(url)}"
    except FactxError as error:
        return f"exit {done.returncode}: {done.stderr.strip()[:110]}: cannot be read while the disk is full ({error})"


def each_call(home: Path) -> None:
    """Print how loads ended, and what the database held then, with a fault at each call that changes a file."""
    compiler = shutil.which("cc")
    if not compiler:
        return
    library = home / "disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, TESTS / "faults/disk.c", "-ldl"], check=True)
    old, new = home / "old", home / "new"
    generated.write(old, 40)
    generated.write(new, 200)
    for kind, options in (("sqlite", {}), ("sqlite", {"search": True}), ("duckdb", {})):
        for begun in ("", old):
            for fault in FAULTS:
                place = home / "disk"
                place.mkdir()
                preloaded = {"LD_PRELOAD": str(library), "FAILING_BELOW": str(place), "SQLITE_TMPDIR": str(place)}
                done = subprocess.run(
                    [sys.executable, TESTS / "load_on_a_bad_disk.py", kind, begun, new, place, fault, "0", json.dumps(options)],
                    env=os.environ | preloaded,
                    check=True,
                    stdout=subprocess.PIPE,
                )  # fmt: skip
                seen: Counter[str] = Counter()
                for line in done.stdout.splitlines():
                    _, ended, then, again, end = json.loads(line)
                    seen[f"{ended[0]}, {then}; then {again}, {end}"] += 1
                shutil.rmtree(place)
                print(
                    f"{kind:10} {'older articles' if begun else 'empty':14} {options or ''} {fault:7} {dict(seen)}",
                    flush=True,
                )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    r = random.Random(generated.SEED)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        home.chmod(0o755)
        each_call(home)
        folder, small = home / "outputs", home / "small"
        generated.write(folder, FACTS)
        small.mkdir()
        with server(home) as address:
            for kind in ("sqlite", "duckdb", "postgresql"):
                url = f"{kind}:///{home}/bench.{kind}"
                after, end = kills(url, folder, rounds, address, r)
                clean = fresh(url, address)
                subprocess.run([FACTX, "load", folder, clean], check=True, stdout=subprocess.DEVNULL)
                print(
                    f"{kind:10} killed: {dict(after)}; loaded again: {end}; one clean load: {digest(clean)}", flush=True
                )
            mount = ["mount", "-t", "tmpfs", "-o", "size=12m,mode=777", "tmpfs", small]
            mounted = subprocess.run(mount, check=False).returncode == 0
            if mounted:
                small_disk(small, folder, address)
                subprocess.run(["umount", small], check=True)  # noqa: S607


def small_disk(small: Path, folder: Path, address: str) -> None:
    """Print what each database does when 12 MB are full."""
    for kind in ("sqlite", "duckdb"):
        print(f"{kind:10} disk full: {full(f'{kind}:///{small}/facts.{kind}', folder)}", flush=True)
        for path in small.iterdir():
            path.unlink()
    place = small / "space"
    place.mkdir(mode=0o777)
    with databases.opened(address) as database:
        (owner,) = database.rows("SELECT current_setting('data_directory') AS folder")[0]
        subprocess.run(["chown", f"--reference={owner}", place], check=True)  # noqa: S607
        database.run(f"CREATE TABLESPACE small LOCATION '{place}'")
        database.run("CREATE DATABASE small ENCODING 'UTF8' TEMPLATE template0 TABLESPACE small")
    url = urlsplit(address)._replace(path="/small").geturl()
    print(f"postgresql disk full: {full(url, folder)}", flush=True)
    with databases.opened(address) as database:
        database.run("DROP DATABASE small WITH (FORCE)", "DROP TABLESPACE small")


if __name__ == "__main__":
    main()
