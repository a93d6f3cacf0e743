"""Which field of a record holds what: known names, whatever their case, alone or nested; of several texts the longest."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from factx.read import dates
from factx.read.choice import Fields
from factx.read.contents import text_of, unpacked
from factx.read.decode import NotTextError
from factx.read.names import NAMES, is_weak, plain, role_of
from factx.read.options import OWN_IDS, ReadOptions

_INSIDE = frozenset(
    "rendered value @value text #text $t plain full date name content iso main basic default original _".split()
)  # {"content": {"rendered": …}}
_TITLES = frozenset({"title", "label"})
_BESIDE = frozenset(  # objects in a record whose names and dates are not the article's
    "user author authors publisher source provider creator image images logo media thumbnail avatar related".split()
)
_NOTHING = frozenset("nan NaN NAN NaT None none NULL null <NA> \\N #N/A #N/D n/a".split()) | {""}
_MOMENT = frozenset("seconds nanoseconds nanos _seconds _nanoseconds".split())
_DEPTH = 5
_MANY = 16_384  # characters of names: what is longer is not remembered
_ALMOST = 0.8  # of the longest text: so long is the text of a likelier name taken
_PROSE = 100  # characters that the texts of a column have at least, on average, where its name says nothing
_PAGES = frozenset({"html", "contenthtml", "bodyhtml"})  # read only where no other field holds a text of some length
_ENOUGH, _SHORT = 300, 80
_BRIEF = frozenset(NAMES["text"][NAMES["text"].index("description") :])  # of an article rather than it


def is_page(path: str) -> bool:
    """Tell whether a field holds a page, whose text another field may hold without its menus."""
    return plain(path.rpartition(".")[2]) in _PAGES


def is_brief(path: str) -> bool:
    """Tell whether a field by its name holds what stands for an article: a description, a summary."""
    return plain(path.rpartition(".")[2]) in _BRIEF


def flat(row: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """Return the values of an object and of the objects in it by dotted path."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{before}{name}"
        if isinstance(value, dict) and value and depth < _DEPTH and not _is_moment(value):
            found.update(flat(value, f"{path}.", depth + 1))
        else:
            found[path] = value
    return found


def _is_moment(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is a date in its parts."""
    return value.keys() <= _MOMENT or (
        len(value) < 10 and {"year", "month", "day"} <= {str(name).lower() for name in value}
    )


def roles(paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the fields that by their names may hold each role, the likeliest first: shallow before deep.

    Dates that tell when the record was made or changed come after all others.
    """
    return _known_roles(paths) if sum(map(len, paths)) < _MANY else _roles(paths)


def _roles(paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[bool, int, int, str]]] = {role: [] for role in NAMES}
    for path in paths:
        *above, last = re.sub(r"\.\d+$", "", path).split(".")  # text.2: the second of the name
        if hit := _role(above, last):
            role, rank = hit
            weak = (role == "published" and is_weak(rank)) or plain(last) == "name"
            found[role].append((weak, len(above), rank + last.startswith("_"), path))
    return {role: tuple(path for *_, path in sorted(each)) for role, each in found.items()}


_known_roles = lru_cache(maxsize=512)(_roles)


def _role(above: list[str], last: str) -> tuple[str, int] | None:
    """Return the role and rank of a field: of {"content": {"rendered": …}} that of what it is in; none of an author's own dates."""
    own = role_of(last)
    parent = above[-1] if above and not above[-1].startswith("_") else ""  # not _source.text
    owner = role_of(parent) if plain(parent) != "data" else None
    if owner and (last.lower() in _INSIDE or (owner[0] == "publisher" and last.lower() in _TITLES)):
        return own if own and owner[0] == "text" else owner
    beside = any(plain(name) in _BESIDE and not name.startswith("_") for name in above)
    if own and ((above and plain(last) == "name") or (beside and own[0] != (owner or ("",))[0])):
        return None
    return own


def for_all(line: str) -> bool:
    """Tell whether a line of an option holds for all files: it has no pattern."""
    pattern, equals, _ = line.rpartition("=")
    return not equals or not re.search(r"[*?./\[]", pattern)


def stated(option: str | None, path: str) -> str | None:
    """Return what an option says of a file: `name`, or of lines `pattern=name` the first whose pattern fits the file."""
    for line in (option or "").split("\n"):
        pattern, _, name = line.rpartition("=")
        if for_all(line):
            if line:
                return line
        elif fnmatch(path, pattern) or fnmatch(PurePath(path).name, pattern) or fnmatch(path, f"*/{pattern}"):
            return name
    return None


def choose(rows: list[dict[str, Any]], options: ReadOptions, path: str, said: str = "") -> Fields:
    """Return the fields of a file from its first records; raises NotTextError, saying what there is, where none is a text."""
    flats = [flat(row) for row in rows]
    paths = tuple(dict.fromkeys(name for each in flats for name in each))
    known = roles(paths)
    chosen = {role: _first(role, known[role], flats) for role in NAMES if role != "text"}
    missing = []
    for role, option in (
        ("title", options.title_column),
        ("published", options.date_column),
        ("id", _id(options, path)),
    ):
        if name := stated(option, path):
            chosen[role] = _found(name, paths)
            if chosen[role] is None:
                missing.append(f"no field {name}")
    text = _text(known["text"], flats, paths, options, path)
    if chosen["title"] == text:
        chosen["title"] = None
    if chosen["published"] is None and all(name.isdecimal() for name in paths):  # no header
        chosen["published"] = next((p for p in paths if p != text and _dated(p, flats)), None)
    given = [each[chosen["published"]] for each in flats if chosen["published"] in each]
    return Fields(
        text=text, **chosen, order=dates.order_of(given), said="; ".join([*missing, *([said] if said else [])])
    )


def _id(options: ReadOptions, path: str) -> str | None:
    named = stated(options.ids, path)
    return named if named not in OWN_IDS else None


def _first(role: str, known: tuple[str, ...], flats: list[dict[str, Any]]) -> str | None:
    """Return the likeliest field that holds anything; of dates one that holds a date."""
    full = [name for name in known if any(filled(each.get(name), role) for each in flats)]
    if role == "published":
        dated = [n for n in full if any(dates.day(each.get(n)) for each in flats[:50])]
        return next(iter(dated or full), None)
    if role in {"title", "publisher", "id", "url"}:
        full = [n for n in full if any(isinstance(each.get(n), str | int | bytes) for each in flats)]
    return next(iter(full), None)


def _found(name: str, paths: Iterable[str]) -> str | None:
    """Return the field of a name that the user gave: as written, else whatever its case."""
    listed = list(paths)
    if name in listed:
        return name
    same = [path for path in listed if plain(path) == plain(name)] or [p for p in listed if p.startswith(f"{name}.")]
    return same[0] if same else None


def _text(known: tuple[str, ...], flats: list[dict[str, Any]], paths: tuple[str, ...], options: ReadOptions, path: str) -> str:  # fmt: skip
    """Return the field of the text: the user's, else of the known ones the longest, else the only one of prose."""
    shown = ", ".join(paths)[:200]
    if name := stated(options.text_column, path):
        if found := _found(name, paths):
            return found
        if any(name in row for row in flats):
            return name
        raise NotTextError(f"no field {name} among {shown}: name it with --text-column")
    known = tuple(
        p for p in known if any(isinstance(each.get(p), str | bytes | None) or text_of(each[p]) for each in flats)
    )
    sizes = {p: sum(len(text_of(each.get(p)) or "") for each in flats) for p in known}
    if any(sizes[p] >= (_ENOUGH if is_brief(p) else _SHORT) * len(flats) for p in known if not is_page(p)):
        known = tuple(p for p in known if not is_page(p))
    most = max((sizes[p] for p in known), default=0)
    best = next((p for p in known if sizes[p] >= _ALMOST * most), None)
    if best and sizes[best]:
        return best
    prose = [p for p in paths if _prose(p, flats)]
    if len(prose) == 1:
        return prose[0]
    if best:
        return best
    raise NotTextError(f"no field of text among {shown}: name it with --text-column")


def _prose(path: str, flats: list[dict[str, Any]]) -> bool:
    texts = [t for each in flats if isinstance(t := each.get(path), str) and t]
    return (
        bool(texts) and sum(map(len, texts)) >= _PROSE * len(texts) and all(t.count(" ") > len(t) / 20 for t in texts)
    )


def filled(value: object, role: str = "") -> bool:
    r"""Tell whether a field holds anything: words for nothing (nan, NULL, \N) are as good as empty; NA is a country."""
    if isinstance(value, str):
        word = value.strip()
        return word not in _NOTHING and (word not in {"NA", "N/A"} or (role == "country" and word == "NA"))
    return value is not None and value != []


def _dated(path: str, flats: list[dict[str, Any]]) -> bool:
    """Tell whether a column holds nothing but dates, none of them a bare number."""
    words = [each[path] for each in flats[:50] if filled(each.get(path))]
    return bool(words) and all(isinstance(w, str) and not w.strip().isdecimal() and dates.day(w) for w in words)


def values(role: str, row: dict[str, Any], fields: Fields) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record that may hold a role, with their values: the file's choice, then others by their names."""
    chosen = getattr(fields, role)
    for path in (chosen, *(path for path in roles(tuple(row))[role] if path != chosen)):
        value = row.get(path) if role == "title" else unpacked(row.get(path))
        if role == "text" and text_of(value) is None:
            value = row.get(path)
        if filled(value, role):
            alone = role != "text" and isinstance(value, list) and len(value) == 1
            yield path, value[0] if alone else value  # type: ignore[index]


def without(row: dict[str, Any], used: set[str], before: str = "") -> dict[str, Any]:
    """Return what is left of a record without the fields that were read, and without empty ones."""
    left: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{before}{name}"
        if path in used:
            continue
        kept = without(value, used, f"{path}.") if isinstance(value, dict) else value
        if kept not in (None, "", [], {}):
            left[name] = kept
    return left


def size(value: object) -> int:
    """Return how many characters of JSON a value takes."""
    return len(value) if isinstance(value, str) else len(json.dumps(value, default=str))
