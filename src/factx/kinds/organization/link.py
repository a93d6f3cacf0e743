"""Mentions of one body get one name and id; restated amounts point to their first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from factx.kinds.organization.aliases import Alias, slug
from factx.kinds.organization.short_forms import ABBREVIATED_HOUSES, initials, is_short_for, name_words, without_place
from factx.kinds.organization.tables import LEGAL, ZONE_TAILS
from factx.kinds.organization.words import Org
from factx.rules.context import Context, Mention

_RESTATES = re.compile(
    r"\s?[(\[](?:(?:or|about|around|approximately|some|roughly|nearly|equivalent\sto|equal\sto|i\.e\.,?|=|~)\s?){0,2}\Z",
    re.IGNORECASE,
)


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
        home = without_place(name)
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


def _candidates(name: str, ends: dict[str, list[str]]) -> Iterator[str]:
    words = (
        [ABBREVIATED_HOUSES[name].split(" ")[-1], *name_words(name)][::-1]
        if name in ABBREVIATED_HOUSES
        else name_words(name)
    )
    for key in (f"first {words[0]}", f"last {words[-1]}", f"initials {name}") if words else ():
        yield from ends.get(key, ())


def _ends(name: str) -> set[str]:
    words = name_words(name)
    tails = [tail for tail in ZONE_TAILS if name.endswith(tail)]
    keys = {f"first {words[0]}", f"last {words[-1]}"} if words else set()
    return keys | {f"last {initials(tail.split())}" for tail in tails} | {f"initials {initials(words)}"}


def restatements(mentions: list[Mention], context: Context) -> dict[int, int]:
    """Return, by index in `mentions`, which amount restates which: in brackets right behind, in another currency."""
    pairs: dict[int, int] = {}
    first = None
    for n, mention in enumerate(mentions):
        if mention.kind != "money":
            continue
        if first is not None:
            before = mentions[first]
            between = context.text[before.end : mention.start]
            if len(between) < 30 and before.value.currency != mention.value.currency:
                if _RESTATES.match(between):
                    pairs[n] = first
                elif first in pairs and between.strip() in {";", ",", "or", "/"}:  # (£17,500; US$22,900)
                    pairs[n] = pairs[first]
        first = n
    return pairs
