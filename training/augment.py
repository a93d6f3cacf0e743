"""Labelled articles with other names in them: the same sentences, so that a tagger learns the place and not the name.

Names of one label and form (a bare word, capitals, several words, with a legal form) change places with each other over
all articles, one name for one name within an article, so that a later short form follows its long one.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from corpora import Article, Span

_LEGAL = re.compile(
    r" (?:Inc|Corp|Co|Ltd|plc|PLC|LLC|AG|SA|NV|AB|ASA|Group|Holdings|GmbH|SE|S\.p\.A|Limited|Company)\.?$"
)
Form = tuple[str, str, str]


def form(span: Span, name: str) -> Form:
    """Return what a name must share with another that takes its place: its label, its kind and its outer form."""
    if name.isupper() and " " not in name:
        outer = "capitals"
    elif " " not in name:
        outer = "one word" if name[:1].isupper() else "lower case"
    else:
        outer = "legal form" if _LEGAL.search(name) else f"{min(3, name.count(' ') + 1)} words"
    return span.label, span.kind or "", outer


def pool(articles: Sequence[Article]) -> dict[Form, list[str]]:
    """Return the names of each form, each as often as it was an article's."""
    names: dict[Form, list[str]] = defaultdict(list)
    for article in articles:
        for span, name in sorted({(form(s, _of(article, s)), _of(article, s)) for s in article.spans}):
            names[span].append(name)
    return names


def swapped(article: Article, names: dict[Form, list[str]], seed: int, share: float = 0.6) -> Article:
    """Return an article in which a share of its names are others; words of a name that recur alone go with it."""
    chance = random.Random(f"{seed} {article.id}")
    instead: dict[str, str] = {}
    for span in sorted(article.spans, key=lambda s: s.start - s.end):  # the longest first
        name = _of(article, span)
        words = name.split(" ")
        held = [long for long in instead if name != long and set(words) <= set(long.split(" "))]
        if name in instead:
            continue
        if held:
            instead[name] = _part(name, held[0], instead[held[0]])
        elif chance.random() < share:
            instead[name] = chance.choice(names[form(span, name)])
        else:
            instead[name] = name
    text, spans, at = "", [], 0
    for span in sorted(article.spans, key=lambda s: s.start):
        if span.start < at:
            continue
        text += article.text[at : span.start]
        name = instead[_of(article, span)]
        spans.append(Span(len(text), len(text) + len(name), span.label, span.kind))
        text += name
        at = span.end
    return Article(f"{article.id}~{seed}", text + article.text[at:], tuple(spans))


def _part(short: str, long: str, new: str) -> str:
    """Return the words of a new name that stand where the short form's stand in the old one: the last for the last."""
    old, words = long.split(" "), new.split(" ")
    if len(words) == 1 or new == long:
        return new if new != long else short
    return words[-1] if short.rsplit(" ", maxsplit=1)[-1] == old[-1] else words[0]


def _of(article: Article, span: Span) -> str:
    return article.text[span.start : span.end]
