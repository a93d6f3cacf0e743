"""The address of a database: a URL, or the name of a file; what is wrong with it is said before any work."""

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from factx.errors import DatabaseError, InputError

FORMS = (
    "facts.db (SQLite), facts.duckdb (DuckDB), sqlite:///facts.db, duckdb:///facts.duckdb, postgresql://user@host/name"
)
NAMES = {"sqlite": "SQLite", "duckdb": "DuckDB", "postgresql": "PostgreSQL"}
_SUFFIXES = {".db": "sqlite", ".db3": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".duckdb": "duckdb", ".ddb": "duckdb"}  # fmt: skip
_PREFIX = re.compile(rf"[A-Za-z]{'{2,}' if os.name == 'nt' else '+'}[\w+.-]*:")  # of a URL, or a drive of Windows
_PASSWORD = re.compile(r"[^:@/?#\[]*:(?!\d*(?:[/?,]|\Z))(.*)@")  # in a URL behind ://, even one that is not encoded
_PLAIN = re.compile(r"(?:[^@/?#\s%]|%[0-9A-Fa-f]{2})*")  # a password as a URL has it
_MAGIC = {"sqlite": (0, b"SQLite format 3\0"), "duckdb": (8, b"DUCK")}  # where in a file, and what


class Address(NamedTuple):
    """Which database: its kind, what its driver is given, how it is shown, and the words that are never shown."""

    scheme: str
    target: str
    shown: str
    hidden: tuple[str, ...] = ()


def address(url: str) -> Address:
    """Return the address that a URL or a file's name gives; raises InputError for what is none.

    A driver's name, as SQLAlchemy's URLs have it (postgresql+psycopg), is passed over.
    """
    known, sign, rest = url.partition("://")
    if not sign:
        return _named(url)
    scheme = known.lower().partition("+")[0]
    if scheme in {"postgresql", "postgres"}:
        return _server(f"postgresql://{rest}")
    if scheme in {"sqlite", "duckdb"}:
        name = rest.removeprefix("/")
        if not name or name == rest:
            raise InputError(
                f"the URL names no file: {scheme}:///facts.db is one here, {scheme}:////folder/facts.db a whole path"
            )
        if "?" in name:
            raise InputError(f"{scheme}:///{name}: a file's URL takes no options: leave out what follows the ?")
        return _file(scheme, name)
    raise InputError(f"no database that factx knows: give {FORMS}")


def look_at(place: Address) -> None:
    """Raise DatabaseError or InputError for a file that cannot be opened as this kind of database, or not be made."""
    if place.scheme == "postgresql":
        return
    try:
        path = Path(place.target).resolve()
        there = path.exists()
    except (OSError, RuntimeError, ValueError) as error:  # a name too long, links in a ring, a NUL
        raise DatabaseError(f"{place.shown}: no name of a file: {getattr(error, 'strerror', None) or error}") from error
    if path.is_dir():
        raise DatabaseError(f"{place.shown}: is a folder: name a file in it")
    if there and not path.is_file():
        raise DatabaseError(f"{place.shown}: is no plain file: name another")
    if not path.parent.is_dir():
        raise DatabaseError(f"{place.shown}: no such folder: {path.parent}")
    if not os.access(path if there else path.parent, os.W_OK):
        raise DatabaseError(f"{place.shown}: no permission to write there")
    kind = _kind(path)
    if kind == "":
        raise DatabaseError(f"{place.shown}: the file is there and no {NAMES[place.scheme]} database: name another")
    if kind and kind != place.scheme:
        raise DatabaseError(f"{place.shown}: the file is a {NAMES[kind]} database: give {kind}:///{_short(place)}")


def _named(name: str) -> Address:
    """Return the address of a file that is named without its kind: what it is, else what its suffix says."""
    path = Path(name)
    kind = _kind(path)
    prefix = kind is None and _PREFIX.match(name)
    scheme = None if prefix else kind or _SUFFIXES.get(path.suffix.lower())
    if not scheme:
        shown = "" if "@" in name or "password" in name else f"{name or 'no name'}: "
        this = "; a file of such a name is ./name" if prefix else ""
        raise InputError(f"{shown}no database that factx knows: give {FORMS}{this}")
    return _file(scheme, name)


def held_here(place: Address) -> str | None:
    """Return why a file cannot be opened beside a connection that this process has to it, of whatever library; None: it can.

    Two libraries in one process do not see each other's locks: one would write over what the other writes.
    """
    path = Path(place.target)
    if place.scheme == "duckdb" and _locks(path):
        return "this process has it open already: close that connection"
    if any(lock == "WRITE" for name in (path, Path(f"{path}-shm")) for lock, _ in _locks(name)):
        return "database is locked by a connection of this process: end its transaction"
    return None


def _locks(path: Path) -> list[tuple[str, str]]:
    """Return the locks that this process has on a file: READ or WRITE, and the first byte; none where the system tells none."""
    try:
        file, lines = path.stat(), Path("/proc/locks").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return []
    mine = [str(os.getpid()), f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"]
    return [(row[3], row[6]) for row in map(str.split, lines) if row[1] == "POSIX" and row[4:6] == mine]


def _kind(path: Path) -> str | None:
    """Return which kind of database a file is: "" where it is none, None where it is not there or empty."""
    if locks := _locks(path):  # to open and close the file would end them; DuckDB locks all of a file, SQLite a part
        return "duckdb" if locks[0][1] == "0" else "sqlite"
    try:
        if not path.is_file() or not path.stat().st_size:
            return None
        with path.open("rb") as file:
            head = file.read(32)
    except (OSError, ValueError) as error:
        raise DatabaseError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return next((kind for kind, (at, magic) in _MAGIC.items() if head[at : at + len(magic)] == magic), "")


def _file(scheme: str, name: str) -> Address:
    if name == ":memory:":
        raise InputError(f"{scheme}:///:memory: would end with the load: name a file")
    return Address(scheme, str(Path(name).absolute()), f"{scheme}:///{name}")


def _short(place: Address) -> str:
    return place.shown.partition(":///")[2]


def _server(url: str) -> Address:
    rest = url.partition("://")[2]
    if (found := _PASSWORD.match(rest)) and not _PLAIN.fullmatch(found[1]):
        raise InputError(
            "a password in a URL is percent-encoded: %40 for @, %2F for /, %3F for ?, %23 for #, %25 for %, %20 for a space;"
            " or give it in PGPASSWORD"
        )
    try:
        parts = urlsplit(url)
        words = [parts.password or "", *parse_qs(parts.query).get("password", [])]
        shown = _shown(parts)
    except ValueError:
        raise InputError("no URL of a database: its host or port cannot be read") from None
    hidden = sorted({url, *words, *map(unquote, words)}, key=len, reverse=True)
    return Address("postgresql", url, shown, tuple(word for word in hidden if word))


def _shown(parts: SplitResult) -> str:
    """Return a server's URL without password and options."""
    user, at, host = parts.netloc.rpartition("@")
    return f"postgresql://{user.partition(':')[0]}{at}{host}{parts.path}"
