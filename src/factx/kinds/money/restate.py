"""Amounts said again in another currency: 30 million yuan ($4.6 million)."""

import re

from factx.rules.context import Context, Mention

_RESTATES = re.compile(
    r"\s?[(\[](?:(?:or|about|around|approximately|some|roughly|nearly"
    r"|equivalent\sto|equal\sto|i\.e\.,?|=|~)\s?){0,2}\Z",
    re.IGNORECASE,
)


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
