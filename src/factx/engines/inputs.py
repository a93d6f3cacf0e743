"""The files that a run on a cluster is to read: paths, folders and patterns of any file system, in one order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factx.engines.store import Store, at
from factx.errors import InputError
from factx.read import Found, files
from factx.read.find import ABOUT
from factx.read.formats import bare, known, suffix
from factx.records import Rejection

_MAGIC = re.compile(r"[*?\[]")


def listed(paths: Iterable[str], out: Store, passed: Counter[str]) -> list[Found | Rejection]:
    """Return all files, each once; raises InputError for a path that is not there, or an output among them."""
    named = list(paths)
    found = {each.path: each for path in named for each in _named(path, passed)}
    home, folder = out.url.rstrip("/") + "/", f"{out.path.rstrip('/')}/"
    for path in [*found, *named]:
        if f"{path}/".startswith(home) or (out.local and f"{Path(path).absolute()}/".startswith(folder)):
            raise InputError(f"{path} is in {out.url}, where the output goes: give another folder")
    if not found:
        raise InputError("nothing to read: no file of a known format there")
    return list(found.values())


def _named(path: str, passed: Counter[str]) -> Iterator[Found | Rejection]:
    if path == "-":
        raise InputError("-: an engine reads files, not stdin")
    if "://" not in path:
        yield from (each for each in files([Path(path)], passed) if isinstance(each, Found | Rejection))
        return
    magic = _MAGIC.search(path, path.index("://") + 3)
    if magic:
        yield from _matching(path, path[: path.rindex("/", 0, magic.start())])
        return
    place = at(path.rstrip("/"))
    info = place.info()
    if info.is_file:
        yield _found(path, bare(info.base_name), info)
        return
    inside = place.files()
    if not inside:
        place.needs_bucket()
        raise InputError(f"no such file or folder: {path}")
    for each in inside:
        name = _below(place, each.path)
        if any(part.startswith((".", "_")) for part in name.split("/")):
            passed["hidden"] += 1
        elif known(name) and each.base_name.lower() not in ABOUT:
            yield _found(f"{place.url}/{name}", name[: len(name) - len(each.base_name)] + bare(each.base_name), each)
        else:
            passed[suffix(name) or "without a suffix"] += 1


def _matching(path: str, base: str) -> Iterator[Found]:
    place = at(base)
    wanted = re.compile(_translated(path[len(base) + 1 :]))
    matches = [each for each in place.files() if wanted.fullmatch(_below(place, each.path))]
    if not matches:
        place.needs_bucket()
        raise InputError(f"no file matches {path}")
    for each in matches:
        yield _found(f"{base}/{_below(place, each.path)}", bare(each.base_name), each)


def _found(path: str, name: str, info: Any) -> Found:  # noqa: ANN401 - pyarrow tells no types
    return Found(path, name, info.size, info.mtime_ns or 0)


def _below(place: Store, path: str) -> str:
    return path[len(place.path.rstrip("/")) + 1 :]


def _translated(pattern: str) -> str:
    """Return a pattern of paths as a regular expression: * and ? within a name, **/ for any folders."""
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", pattern)
    return "".join(
        words.get(each) or (each.replace("[!", "[^") if each[:1] == "[" and each[-1:] == "]" else re.escape(each))
        for each in pieces
    )
