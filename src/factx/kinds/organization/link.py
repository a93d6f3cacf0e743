"""Mentions of one body get one name and id; restated amounts point to their first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from factx.kinds.organization.aliases import Alias, slug
from factx.kinds.organization.tables import DESCRIPTORS, LEGAL, NATIONALITIES, ZONE_TAILS, places
from factx.kinds.organization.words import Org
from factx.rules.context import Context, Mention

_SMALL = frozenset("of and for the on in de du & a an".split())


def link_organizations(
    mentions: list[Mention], context: Context, text: str, aliases: Mapping[str, Alias] | None = None
) -> list[Mention]:
    """Return the mentions with each organization's `name`, the fullest its article uses, and `org_id`.

    `text` is the document's own, from which names are taken as they are written; `aliases` (by slug) may join bodies.
    """
    named = [m for m in mentions if m.kind == "organization"]
    written = {_key(context.text[m.start : m.end]): _key(text[m.start : m.end]) for m in reversed(named)}
    fullest = full_names(written, _bracketed(mentions, context))
    kinds = _kinds(mentions, context, fullest)
    return [
        Mention(
            m.start,
            m.end,
            _named(fullest[_key(context.text[m.start : m.end])], kinds, written, aliases or {}, m.value.weight),
            m.rule,
        )
        if m.kind == "organization"
        else m
        for m in mentions
    ]


def _key(text: str) -> str:
    return " ".join(text.split())


def _named(
    name: str,
    kinds: dict[str, str | None],
    written: Mapping[str, str],
    aliases: Mapping[str, Alias],
    weight: int,
) -> Org:
    alias = aliases.get(slug(name)) if aliases else None
    ids = dict(alias.external_ids) if alias and alias.external_ids else None
    return Org(kinds[name], weight, written[name], slug(alias.body if alias else name), ids)


def _kinds(mentions: Iterable[Mention], context: Context, fullest: dict[str, str]) -> dict[str, str | None]:
    """Return one org_kind per body: that of its fullest name if known, else of any mention."""
    kinds: dict[str, str | None] = {}
    for m in mentions:
        if m.kind == "organization":
            key = _key(context.text[m.start : m.end])
            name = fullest[key]
            if kinds.get(name) is None or (key == name and m.value.org_kind):
                kinds[name] = m.value.org_kind
    return kinds


def _bracketed(mentions: list[Mention], context: Context) -> dict[str, str]:
    """Return short forms that stand in brackets right behind a longer name: NBS → National Bureau of Statistics."""
    pairs = {}
    named = [m for m in mentions if m.kind == "organization"]
    for long, short in pairwise(named):
        if context.text[long.end : short.start] == " (" and context.text[short.end : short.end + 1] == ")":
            pairs[_key(context.text[short.start : short.end])] = _key(context.text[long.start : long.end])
    return pairs


def full_names(names: Iterable[str], defined: dict[str, str]) -> dict[str, str]:
    """Return for each name the fullest form of the same body among the names.

    `defined` says which short form an article puts in brackets behind which name. Besides, a name is short for a longer
    one if its words, or initials of the longer one's words, follow in the longer one and both end alike, if only
    descriptors (Group, Inc, Motors…) are missing, or if it begins the only name with a legal form that begins so.
    """
    full: dict[str, str] = {}
    ends: dict[str, list[str]] = defaultdict(list)  # longer names by what a shorter one must share with them
    for name in sorted(names, key=lambda n: (-len(n), n)):
        longer = defined.get(name) if defined.get(name) in full else None
        home = _without_place(name)
        longer = longer or _longer(name, ends) or (_longer(home, ends) if home else None)
        full[name] = full[longer] if longer else name
        for key in _ends(name):
            ends[key].append(name)
    return full


def _longer(name: str, ends: dict[str, list[str]]) -> str | None:
    found = next((other for other in _candidates(name, ends) if is_short_for(name, other)), None)
    if found:
        return found
    begun = [other for other in ends.get(f"first {name.split(' ', maxsplit=1)[0]}", ()) if other.startswith(f"{name} ")]
    return begun[0] if len(begun) == 1 and begun[0].rsplit(" ", 1)[-1] in LEGAL else None


def _without_place(name: str) -> str | None:
    """Return the initials in a name that says its country first: NDRC of China NDRC."""
    place, _, rest = name.rpartition(" ")
    return rest if rest.isupper() and len(rest) > 2 and (place in places() or place in NATIONALITIES) else None


def _candidates(name: str, ends: dict[str, list[str]]) -> Iterator[str]:
    words = [_SHORT[name].split(" ")[-1], *_words(name)][::-1] if name in _SHORT else _words(name)
    for key in (f"first {words[0]}", f"last {words[-1]}", f"initials {name}") if words else ():
        yield from ends.get(key, ())


def _ends(name: str) -> set[str]:
    words = _words(name)
    tails = [tail for tail in ZONE_TAILS if name.endswith(tail)]
    keys = {f"first {words[0]}", f"last {words[-1]}"} if words else set()
    return keys | {f"last {_initials(tail.split())}" for tail in tails} | {f"initials {_initials(words)}"}


def _initials(words: list[str]) -> str:
    return "".join(w[0] for w in words if w[0].isupper())


_SHORT = {"House": "House of Representatives", "Commons": "House of Commons", "Lords": "House of Lords"}


def is_short_for(short: str, long: str) -> bool:
    """Tell whether one name is a shorter form of another body name."""
    few, many = _words(short), _words(long)
    if not few or not many or len(few) > len(many):
        return False
    if many[: len(few)] == few and all(w.strip(".,") in DESCRIPTORS for w in many[len(few) :]):
        return True
    if short in _SHORT:
        return long.endswith(_SHORT[short])
    if len(few) == 1:
        return few[0].isupper() and len(few[0]) > 2 and few[0] == _initials(many)
    return _follows(few, many) and (few[-1] == many[-1] or _tail_initials(few[-1], long))


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"[^\s(),]+", name) if w not in _SMALL]


def _tail_initials(word: str, long: str) -> bool:
    return any(long.endswith(tail) and word == _initials(tail.split()) for tail in ZONE_TAILS)


def _follows(few: list[str], many: list[str]) -> bool:
    """Tell whether the words, or initials of runs of words, stand in this order in the longer name."""
    at = 0
    for word in few:
        while at < len(many):
            run = len(word)
            if many[at] == word:
                at += 1
                break
            if word.isupper() and run > 1 and "".join(w[0] for w in many[at : at + run]) == word:
                at += run
                break
            at += 1
        else:
            return False
    return True
