"""What a page says in JSON-LD (schema.org) of the day its article was published: not that of what is shown beside it."""

import json
import re
from collections.abc import Iterator
from typing import Any

_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}(?:"([^"]{1,80})"|(-?\d{9,19}))')
_START = re.compile(r"[\[{]")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Analysis|Statement|Release)\Z")
_MEDIA = re.compile(r"(?:Video|Image|Audio|Media)Object\Z")
_BESIDE = frozenset("WebSite ItemList CollectionPage Organization NewsMediaOrganization Person BreadcrumbList".split())
_BLOCKS = 40  # in a page
_SHOWN = 2  # the rank of media
_JSON = json.JSONDecoder(strict=False)


def published(page: str, address: str | None) -> Iterator[tuple[str | int, bool]]:
    """Yield the days of publication in a page's JSON-LD, each with whether it is but that of a picture or a video.

    The article's come first, of several articles that at the page's address.
    """
    found: list[tuple[int, bool, str | int]] = []
    for block in _blocks(page):
        start = _START.search(block)
        try:
            things = list(_things(_JSON.raw_decode(block, start.start())[0])) if start else []
        except (ValueError, RecursionError):  # as broken as pages have it
            found += [(1, True, m[1] or int(m[2])) for m in _PUBLISHED.finditer(block)]
            continue
        for thing in things:
            day, rank = _plain(thing.get("datePublished")), _rank(thing)
            if isinstance(day, str | int) and rank is not None:
                found.append((rank, not _is_at(thing, address), day))
    yield from ((day, rank == _SHOWN) for rank, _, day in sorted(found, key=lambda each: each[:2]))


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a value, the first of a list, that of a typed one."""
    if isinstance(value, list):
        return _plain(value[0]) if value and not isinstance(value[0], list) else None
    return value.get("@value") if isinstance(value, dict) else value


def _blocks(page: str) -> Iterator[str]:
    at = 0
    for _ in range(_BLOCKS):
        at = page.find("ld+json", at)
        end = page.find("</script", at)
        if at < 0 or end < 0:
            return
        yield page[page.find(">", at, end) + 1 : end]
        at = end


def _things(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield the things that JSON-LD speaks of, not those that belong to them, such as the updates of a live blog."""
    if isinstance(value, list):
        for each in value:
            yield from _things(each)
    elif isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"))
        main = value.get("mainEntity")
        yield from _things(main if isinstance(main, dict) else None)


def _rank(thing: dict[str, Any]) -> int | None:
    """Return how likely a thing's day is the article's: 0 the likeliest; None where it is none."""
    said = thing.get("@type")
    types = [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]
    if any(_ARTICLE.search(each) for each in types):
        return 0
    if any(_MEDIA.search(each) for each in types):
        return _SHOWN
    return None if _BESIDE.intersection(types) else 1


def _is_at(thing: dict[str, Any], address: str | None) -> bool:
    whole = thing.get("mainEntityOfPage")
    said = (thing.get("url"), thing.get("@id"), whole.get("@id") if isinstance(whole, dict) else whole)
    return any(isinstance(each, str) and address and _bare(each) == _bare(address) for each in said)


def _bare(address: str) -> str:
    return re.split(r"[#?]", address, maxsplit=1)[0].rstrip("/")
