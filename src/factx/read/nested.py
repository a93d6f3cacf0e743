"""Articles in other objects: {"articles": […]}, objects by id, and tables as pandas, Elasticsearch and Google write them."""

from collections.abc import Iterator
from typing import Any

from factx.read.contents import text_of
from factx.read.fields import flat, roles
from factx.read.names import plain, role_of

_KEPT = 6  # levels of objects looked into
_MANY = 100  # items of a list looked at
_LISTS = frozenset(
    "articles data results items docs documents hits records rows news entries stories posts value".split()
)
_ASIDE = frozenset(  # lists beside articles, whatever texts they hold
    "comments replies related recommended similar media images videos tags categories keywords authors users includes"
    " sources entities links attachments revisions".split()
)
_BRIEF = frozenset({"description", "summary", "subtitle", "message"})  # of whatever holds the articles
_INNER = frozenset("rendered protected value format raw text html plain".split())


def articles(found: Any, field: str | None = None) -> list[Any] | None:  # noqa: ANN401 - what JSON holds
    """Return the records in a value that is none itself: of an array, or of an object that holds them; None for one record.

    `field` is the name of the field of the text where the user says it.
    """
    if isinstance(found, list):
        return _with_names(found) or found
    if not isinstance(found, dict):
        return None
    if field and field not in flat(found):
        named = [rows for _, rows in _lists(found, "", _KEPT, field)]
        if named:
            return [row for rows in named for row in rows]
    for form in _FORMS:
        if rows := form(found):
            return rows
    own = {k: v for k, v in found.items() if not isinstance(v, dict) and not _is_usual(k, v)}
    lists = list(_lists(found, "", _KEPT))
    if _text(own, plainly=True):
        longest = max((len(_text(row)) for name, rows in lists if plain(name) in _LISTS for row in rows), default=0)
        return [row for _, rows in lists for row in rows] if longest > len(_text(own, plainly=True)) else None
    strong = [(name, rows) for name, rows in lists if any(_text(row, plainly=True) for row in rows[:_MANY])]
    if not strong and _text(found, plainly=True):
        return None
    usual = [(name, rows) for name, rows in lists if plain(name) in _LISTS]
    return [row for _, rows in strong or usual[:1] or lists[:1] for row in rows] or None


def _text(row: Any, *, plainly: bool = False) -> str:  # noqa: ANN401
    """Return the longest text of an object, "" for none; `plainly`: of a field that is no description."""
    if not isinstance(row, dict):
        return ""
    values = flat(row)
    names = roles(tuple(values))["text"]
    return max(
        (text_of(values[n]) or "" for n in names if not (plainly and n.lower() in _BRIEF)), key=len, default=""
    ).strip()


def _lists(found: dict[str, Any], called: str, depth: int, field: str | None = None) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of records in an object, of those with a `field`, each with the name it is under, wherever they are."""
    for form in _FORMS:
        if rows := form(found):
            yield called, rows
            return
    for name, value in found.items():
        if plain(name) not in _ASIDE:
            yield from _lists_in(value, name, depth, field)


def _lists_in(value: Any, name: str, depth: int, field: str | None) -> Iterator[tuple[str, list[Any]]]:  # noqa: ANN401
    """Yield the lists of records in a field of an object."""
    if isinstance(value, dict):
        yield from _lists(value, name, depth - 1, field) if depth else ()
    elif isinstance(value, list):
        if rows := _with_names(value):
            yield name, rows
        elif _are_records(name, value, field):
            yield name, value
        elif depth and len(value) <= _MANY:
            for each in value:
                yield from _lists(each, name, depth - 1, field) if isinstance(each, dict) else ()


def _is_usual(name: str, value: Any) -> bool:  # noqa: ANN401
    """Tell whether a field is a list of objects under a name that lists of articles have: no list of paragraphs."""
    return plain(name) in _LISTS and isinstance(value, list) and any(isinstance(each, dict) for each in value[:_MANY])


def _are_records(name: str, rows: list[Any], field: str | None) -> bool:
    if field:
        return any(isinstance(row, dict) and field in flat(row) for row in rows[:_MANY])
    return any(map(_text, rows[:_MANY])) and (_is_usual(name, rows) or text_of(rows) is None)


def _named(names: list[Any], rows: list[Any]) -> list[Any]:
    return [dict(zip(map(str, names), row, strict=False)) for row in rows if row]


def are_names(row: list[Any]) -> bool:
    """Tell whether a row holds the names of columns: a text's and another that we know."""
    known = [role_of(name) for name in row if isinstance(name, str)]
    return len(known) == len(row) and sum(map(bool, known)) > 1 and any(k and k[0] == "text" for k in known)


def _with_names(rows: list[Any]) -> list[Any] | None:
    """Return the rows of [["id", "text"], ["1", …]], whose first holds the names."""
    if len(rows) < 2 or not all(isinstance(row, list) for row in rows) or not are_names(rows[0]):
        return None
    return _named(rows[0], rows[1:])


def _split(found: dict[str, Any]) -> list[Any] | None:
    """Return the rows of {"columns": […], "data": [[…], …]}."""
    names = next((found[name] for name in ("columns", "fields", "header") if isinstance(found.get(name), list)), None)
    rows = next((found[name] for name in ("data", "rows", "values") if isinstance(found.get(name), list)), None)
    if not names or not rows or not all(isinstance(row, list) for row in rows):
        return None
    return _named([n.get("name") if isinstance(n, dict) else n for n in names], rows)


def _columns(found: dict[str, Any]) -> list[Any] | None:
    """Return the rows of {"text": {"0": …, "1": …}, "title": {"0": …}}."""
    values = list(found.values())
    known = roles(tuple(found))
    if not values or not all(isinstance(v, dict) and v for v in values) or not known["text"]:
        return None
    keys = values[0].keys()
    two = bool(known["title"] or known["published"] or known["url"])
    if any(v.keys() != keys for v in values) or not (all(map(str.isdigit, keys)) or (two and not keys & _INNER)):
        return None
    return [{name: column[key] for name, column in found.items()} for key in keys]


def _by_column(found: dict[str, Any]) -> list[Any] | None:
    """Return the rows of {"text": […, …], "title": […, …]}."""
    values = list(found.values())
    count = len(values[0]) if values and isinstance(values[0], list) else 0
    if count < 2 or not all(isinstance(v, list) and len(v) == count for v in values):
        return None
    known = roles(tuple(found))
    if not known["text"] or not (known["title"] or known["published"] or known["url"]):
        return None
    return [dict(zip(found, row, strict=True)) for row in zip(*values, strict=True)]


def _by_id(found: dict[str, Any]) -> list[Any] | None:
    """Return the records of {"a1": {"text": …}, "a2": {"text": …}}, each with its key as id unless it has one."""
    if len(found) < 2 or not all(isinstance(row, dict) for row in found.values()) or any(map(role_of, found)):
        return None  # {"content": {"rendered": …}, "excerpt": {"rendered": …}}
    texts = sum(bool(_text(row)) for row in found.values())
    if texts < 2 or 2 * texts < len(found):
        return None
    return [{"id": key} | row for key, row in found.items()]


_FORMS = (_split, _columns, _by_column, _by_id)
