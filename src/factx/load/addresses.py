"""The address of a database: a URL, or the name of a file; what is wrong with it is said before any work."""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from factx.errors import DatabaseError, InputError

FORMS = (
    "facts.db (SQLite), facts.duckdb (DuckDB), sqlite:///facts.db, duckdb:///facts.duckdb, postgresql://user@host/name"
)
NAMES = {"sqlite": "SQLite", "duckdb": "DuckDB", "postgresql": "PostgreSQL"}
_SUFFIXES = {".db": "sqlite", ".db3": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".duckdb": "duckdb", ".ddb": "duckdb"}  # fmt: skip
_MAGIC = {"sqlite": (0, b"SQLite format 3\0"), "duckdb": (8, b"DUCK")}  # where in a file, and what


class Address(NamedTuple):
    """Which database: its kind, what its driver is given, how it is shown, and the words that are never shown."""

    scheme: str
    target: str
    shown: str
    hidden: tuple[str, ...] = ()


def address(url: str) -> Address:
    """Return the address that a URL or a file's name gives; raises InputError for what is none."""
    scheme, sign, _ = url.partition("://")
    if not sign:
        return _file(_scheme_of(Path(url)), url)
    if scheme in {"postgresql", "postgres"}:
        return _server(url)
    if scheme in {"sqlite", "duckdb"}:
        name = url.partition("://")[2].removeprefix("/")
        if not name or ":///" not in url:
            raise InputError(
                f"the URL names no file: {scheme}:///facts.db is one here, {scheme}:////folder/facts.db a whole path"
            )
        return _file(scheme, name)
    raise InputError(f"no database that factx knows: give {FORMS}")


def look_at(place: Address) -> None:
    """Raise DatabaseError or InputError for a file that cannot be opened as this kind of database, or not be made."""
    path = Path(place.target)
    if place.scheme == "postgresql":
        return
    if path.is_dir():
        raise DatabaseError(f"{place.shown}: is a folder: name a file in it")
    if not path.parent.is_dir():
        raise DatabaseError(f"{place.shown}: no such folder: {path.parent}")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise DatabaseError(f"{place.shown}: no permission to write there")
    kind = _kind(path)
    if kind == "":
        raise DatabaseError(f"{place.shown}: the file is there and no {NAMES[place.scheme]} database: name another")
    if kind and kind != place.scheme:
        raise DatabaseError(f"{place.shown}: the file is a {NAMES[kind]} database: give {kind}:///{_short(place)}")


def _scheme_of(path: Path) -> str:
    """Return the kind of a file that is named without one: what it is, else what its suffix says."""
    scheme = _kind(path) or _SUFFIXES.get(path.suffix.lower())
    if not scheme:
        raise InputError(f"{path}: no database that factx knows: give {FORMS}")
    return scheme


def _kind(path: Path) -> str | None:
    """Return which kind of database a file is: "" where it is none, None where it is not there or empty."""
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(32)
    except OSError as error:
        raise DatabaseError(f"{path}: {error.strerror}") from error
    return next((kind for kind, (at, magic) in _MAGIC.items() if head[at : at + len(magic)] == magic), "")


def _file(scheme: str, name: str) -> Address:
    if name == ":memory:":
        raise InputError(f"{scheme}:///:memory: would end with the load: name a file")
    return Address(scheme, str(Path(name).absolute()), f"{scheme}:///{name}")


def _short(place: Address) -> str:
    return place.shown.partition(":///")[2]


def _server(url: str) -> Address:
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
    return f"postgresql://{parts.netloc.rpartition('@')[0].partition(':')[0]}@{parts.netloc.rpartition('@')[2]}{parts.path}".replace("//@", "//")  # fmt: skip
