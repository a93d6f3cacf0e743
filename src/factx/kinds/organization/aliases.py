"""Which names are one body by the user's own list, and that body's identifiers elsewhere (LEI, Wikidata)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factx.errors import InputError
from factx.kinds.organization.known_bodies import identity, slug


@dataclass(frozen=True, slots=True)
class Alias:
    """The body that a name stands for, with its identifiers by scheme."""

    body: str
    external_ids: Mapping[str, str] = field(default_factory=dict)


def read_aliases(path: Path | str) -> dict[str, Alias]:
    """Return the aliases of a CSV file by the slug of their name.

    The header is `name,body` and, if wanted, a column for each scheme of identifiers: `name,body,lei,wikidata`. A body
    without a line of its own is its own alias, with the identifiers of the first line that gives them. What the list says
    of one name of a widely known body holds for its other names, unless it lists them, too. Raises InputError
    for a file that cannot be read, has another header, or gives one name two bodies.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if (table.fieldnames or [])[:2] != ["name", "body"]:
                raise InputError(f"{path}: its first line must begin with name,body")
            rows = [(table.line_num, row) for row in table]
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    found: dict[str, Alias] = {}
    names: dict[str, str] = {}
    for line, row in rows:
        name, body = (row["name"] or "").strip(), (row["body"] or "").strip()
        if not name or not body or None in row:
            raise InputError(f"{path}:{line}: a name, its body and one value a column are needed")
        ids = {scheme: value.strip() for scheme, value in row.items() if scheme not in {"name", "body"} and value}
        earlier = found.get(slug(name))
        if earlier and slug(earlier.body) != slug(body):
            raise InputError(f"{path}:{line}: {name} is already {earlier.body}")
        found[slug(name)] = Alias(body, ids)
        names |= {slug(body): body, slug(name): name}
    for alias in list(found.values()):
        own = found.get(slug(alias.body))
        if own is None or (not own.external_ids and slug(own.body) == slug(alias.body)):
            found[slug(alias.body)] = alias
    for name, alias in list(found.items()):
        found.setdefault(identity(names[name]), alias)
    return {name: Alias(a.body, a.external_ids or found[slug(a.body)].external_ids) for name, a in found.items()}
