"""The company that an article is about."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from factx.observe.named import Named
from factx.observe.sentence import Article

_AGENCIES = frozenset(
    {"Reuters", "Bloomberg", "Associated Press", "AFP", "AP", "Agence France-Presse", "Xinhua", "Press Trust of India"}
)
_LEAD = 3  # sentences in which an article names its company


def firms(article: Article, n: int) -> list[Named]:
    """Return the companies that a sentence names; papers and stations count in the first one alone: they say the rest."""
    kinds = {"company"} if n > 1 else {"company", "media"}
    return [m for m in article.names.get(n, []) if m.kind in kinds and m.name not in _AGENCIES]


@lru_cache(maxsize=4)
def firm(article: Article) -> str | None:
    """Return the name of the company that an article is about: of those at its beginning the first, named as often as any."""
    found = list(_named(article))
    count = Counter(name for _, name in found)
    lead = next((name for n, name in found if n <= _LEAD), None)
    if lead is None or count[lead] < max(count.values()):
        return None
    return lead if count[lead] > 1 or article.text.startswith(lead) or found[0][0] == 0 else None


def mention(article: Article, before: int) -> Named | None:
    """Return the last mention before a place of the company that an article is about."""
    name = firm(article)
    return next(
        (
            m
            for n in sorted(article.names, reverse=True)
            for m in reversed(article.names[n])
            if m.name == name and m.end <= before
        ),
        None,
    )


def _named(article: Article) -> Iterator[tuple[int, str]]:
    for n in sorted(article.names):
        for m in firms(article, n):
            yield n, m.name
