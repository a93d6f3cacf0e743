"""Regular expressions built from tables of words."""

import re
from collections.abc import Iterable
from typing import Any

_MANY = 6  # first letters from which on a look at the next letter is cheaper than a try of each


def any_of(forms: Iterable[str]) -> str:
    """Return a regular expression for any of some literal forms, the longest that fits first; a blank is any white space.

    Forms that begin alike share their beginning, so that a text that fits none is refused at its first letters: a plain
    list of several hundred is tried form by form. A look at the first letter comes before the branches where there are
    many: what cannot begin any of them, as a blank, is refused by one comparison.
    """
    tree: dict[str, Any] = {}
    for form in forms:
        node = tree
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    found = _branches(tree)
    first = tree.keys() if "" not in tree else ()
    return rf"(?:(?=[{''.join(sorted(map(_letter, first)))}]){found})" if len(first) >= _MANY else found


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    parts = [_letter(letter) + _branches(node) for letter, node in sorted(tree.items()) if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    single = [part for part in parts if len(part) == 1 and part.isalnum()]
    if len(single) > 1:
        parts = [part for part in parts if part not in single] + [f"[{''.join(single)}]"]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def _letter(letter: str) -> str:
    return r"\s" if letter.isspace() else re.escape(letter)
