"""Articles in other objects: {"articles": […]}, objects by id, and tables as pandas and Elasticsearch write them."""

from typing import Any

from factx.read.fields import flat, roles, text_of

_KEPT = 3  # levels of objects looked into
_LISTS = (
    "articles",
    "data",
    "results",
    "items",
    "docs",
    "documents",
    "hits",
    "records",
    "rows",
    "news",
    "entries",
    "stories",
    "posts",
    "value",
)


def articles(found: Any) -> list[Any] | None:  # noqa: ANN401 - what JSON holds
    """Return the records in a value that is none itself: of an array, or of an object that holds them; None for one record."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    for form in (_split, _columns, _by_id):
        if rows := form(found):
            return rows
    return (
        None
        if _has_text({k: v for k, v in found.items() if not isinstance(v, dict)}, plainly=True)
        else _listed(found, _KEPT)
    )


def _has_text(row: Any, *, plainly: bool = False) -> bool:  # noqa: ANN401
    """Return whether an object has a text field; `plainly`: one that is no description."""
    if not isinstance(row, dict):
        return False
    values = flat(row)
    known = roles(tuple(values))["text"]
    if plainly:
        known = tuple(name for name in known if name.lower() not in {"description", "summary", "subtitle", "message"})
    return any((text_of(values[name]) or "").strip() for name in known)


def _listed(found: dict[str, Any], depth: int) -> list[Any] | None:
    """Return the list of records that an object holds: by a usual name, else the first."""
    names = sorted(found, key=lambda n: _LISTS.index(n.lower()) if n.lower() in _LISTS else len(_LISTS))
    for name in names:
        value = found[name]
        if isinstance(value, list) and any(map(_has_text, value[:20])):
            return value
    for name in names if depth else ():
        if isinstance(found[name], dict) and (rows := _listed(found[name], depth - 1)):
            return rows
    return None


def _split(found: dict[str, Any]) -> list[Any] | None:
    """Return the rows of {"columns": […], "data": [[…], …]}."""
    names, rows = found.get("columns"), found.get("data")
    if not isinstance(names, list) or not isinstance(rows, list) or not all(isinstance(r, list) for r in rows):
        return None
    return [dict(zip(map(str, names), row, strict=False)) for row in rows]


def _columns(found: dict[str, Any]) -> list[Any] | None:
    """Return the rows of {"text": {"0": …, "1": …}, "title": {"0": …}}."""
    values = list(found.values())
    if not values or not all(isinstance(v, dict) and v for v in values) or not roles(tuple(found))["text"]:
        return None
    keys = list(values[0])
    if not all(key.isdigit() for key in keys) or any(list(v) != keys for v in values):
        return None
    return [{name: column[key] for name, column in found.items()} for key in keys]


def _by_id(found: dict[str, Any]) -> list[Any] | None:
    """Return the records of {"a1": {"text": …}, "a2": {"text": …}}, each with its key as id unless it has one."""
    if len(found) < 2 or not all(map(_has_text, found.values())):
        return None
    if roles(tuple(found))["text"]:  # {"content": {"rendered": …}, "excerpt": {"rendered": …}}
        return None
    return [{"id": key} | row for key, row in found.items()]
