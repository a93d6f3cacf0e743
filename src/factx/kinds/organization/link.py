"""Mentions of one body get one name and id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from factx.kinds.organization.aliases import Alias
from factx.kinds.organization.initials import stands_for
from factx.kinds.organization.known_bodies import identity, known_identity, slug
from factx.kinds.organization.short_forms import (
    Key,
    begins_company,
    is_same_with_legal_form,
    is_short_for,
    shared_keys,
    short_keys,
    without_place,
)
from factx.kinds.organization.spelling import spelled, usual, without_capitals
from factx.kinds.organization.tables import KNOWN
from factx.kinds.organization.words import Org
from factx.rules.clean import without_hidden
from factx.rules.context import Context, Mention

_EXCHANGES = frozenset("NYSE NASDAQ AMEX LSE TSX ASX HKEX SSE SZSE FTSE DAX".split())


def link_organizations(
    mentions: list[Mention], context: Context, text: str, aliases: Mapping[str, Alias] | None
) -> list[Mention]:
    """Return the mentions of organizations with the `name` of each, the fullest its article uses, and its `org_id`.

    `text` is the document's own, from which names are taken as they are written; `aliases` (by slug) may join bodies.
    """
    keys = [_key(context.text[m.start : m.end]) for m in mentions]
    places = (slice(*context.original(text, m.start, m.end)) for m in reversed(mentions))
    written = {key: _key(without_hidden(text[place])) for key, place in zip(reversed(keys), places, strict=True)}
    fullest = full_names(written, _bracketed(mentions, context))
    kinds: dict[str, str | None] = {}  # one for each body: that of its fullest name if known, else of any mention
    for key, m in zip(keys, mentions, strict=True):
        if kinds.get(fullest[key]) is None or (key == fullest[key] and m.value.org_kind):
            kinds[fullest[key]] = m.value.org_kind
    return [
        replace(m, value=_named(fullest[key], kinds, written, aliases or {}, m.value))
        for key, m in zip(keys, mentions, strict=True)
    ]


def _key(text: str) -> str:
    return " ".join(text.split())


def _named(
    name: str,
    kinds: dict[str, str | None],
    written: Mapping[str, str],
    aliases: Mapping[str, Alias],
    found: Org,
) -> Org:
    alias = (aliases.get(slug(name)) or aliases.get(identity(name))) if aliases else None
    ids = dict(alias.external_ids) if alias and alias.external_ids else None
    return Org(kinds[name], found.weight, written[name], identity(alias.body if alias else name), ids, found.confidence)


def _bracketed(mentions: list[Mention], context: Context) -> dict[str, str]:
    """Return short forms that stand in brackets right behind a longer name: NBS → National Bureau of Statistics."""
    pairs = {}
    for before, inside in pairwise(mentions):
        if context.text[before.end : inside.start] == " (" and context.text[inside.end : inside.end + 1] == ")":
            short = _key(context.text[inside.start : inside.end])
            long = _key(context.text[before.start : before.end])
            if _may_shorten(short, long):
                pairs[short] = long
    return pairs


def _may_shorten(short: str, long: str) -> bool:
    """Tell whether a bracket holds another form of the name before it.

    It is made of the name, begins with the same word, or is an acronym (UOKiK) that is no body known otherwise.
    """
    if (
        is_short_for(short, long)
        or stands_for(short, long)
        or short.split(" ", maxsplit=1)[0] == long.split(" ", maxsplit=1)[0]
    ):
        return True
    acronym = " " not in short and sum(map(str.isupper, short)) > 1
    return acronym and short not in KNOWN and short not in _EXCHANGES


def full_names(names: Iterable[str], defined: Mapping[str, str]) -> dict[str, str]:
    """Return for each name the fullest form of the same body among the names.

    Names of one spelling, or of one widely known body, are one. `defined` says which short form an article puts in
    brackets behind which name. A name that may be short for two bodies of the article stays by itself, and two widely
    known bodies are never one.
    """
    form_of = _forms(list(names))
    known = {form: body for name, form in form_of.items() if (body := known_identity(name))}
    spelled_as: dict[str, list[str]] = defaultdict(list)
    for name, form in form_of.items():
        spelled_as[form].append(name)
    full = _full_forms(form_of.values(), {form_of[a]: form_of[b] for a, b in defined.items() if b in form_of}, known)
    shown = {form: _fullest(some) for form, some in spelled_as.items()}
    return {name: shown[full[form]] for name, form in form_of.items()}


def _forms(names: Sequence[str]) -> dict[str, str]:
    """Return the form in which each name is compared with the others: one for all spellings of a name."""
    mixed = without_capitals(names)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[known_identity(name) or spelled(mixed.get(name, name))].append(name)
    return {
        name: usual(mixed.get(fullest, fullest))
        for some in groups.values()
        for fullest in (_fullest(some),)
        for name in some
    }


def _fullest(spellings: Iterable[str]) -> str:
    """Return the longest spelling, one not all in capitals if any."""
    return max(spellings, key=lambda name: (not name.isupper(), len(name), sum(map(str.isupper, name)), name))


def _full_forms(forms: Iterable[str], defined: Mapping[str, str], known: dict[str, str]) -> dict[str, str]:
    """Return for each form of a name the longest one of the same body, given the ids of the widely known ones."""
    full: dict[str, str] = {}
    longer_by_key: dict[Key, list[str]] = defaultdict(list)
    for name in sorted(set(forms), key=lambda n: (-len(n), n)):
        longer = defined.get(name) if defined.get(name) in full else None
        home = without_place(name)
        longer = longer or _longer(name, longer_by_key, full) or (home and _longer(home, longer_by_key, full))
        body = full[longer] if longer else name
        full[name] = name if len({known[form] for form in (name, body) if form in known}) > 1 else body
        if name in known:
            known[full[name]] = known[name]
        for key in shared_keys(name):
            longer_by_key[key].append(name)
    return full


def _longer(name: str, longer_by_key: Mapping[Key, list[str]], full: Mapping[str, str]) -> str | None:
    """Return the one body that a name is short for, or None.

    Its own name with a legal form comes first, then other longer forms, then the company it begins.
    """
    found = [min((longer_by_key.get(key, ()) for key in keys), key=len) for keys in short_keys(name)]
    others = dict.fromkeys(chain.from_iterable(found))
    begun = [other for other in others if other.startswith(f"{name} ")]
    for may_be in (
        [other for other in others if is_same_with_legal_form(name, other)],
        [other for other in others if is_short_for(name, other)],
        begun if all(begins_company(name, other) for other in begun) else [],
    ):
        bodies = {full[other] for other in may_be}
        if bodies:
            return bodies.pop() if len(bodies) == 1 else None
    return None
