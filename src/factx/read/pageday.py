"""What a page states of the day it was published: JSON-LD, meta and time elements; else what htmldate found, in the page's order."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from factx.read import dates, linked
from factx.read.names import plain

_META = {
    name: rank
    for rank, name in enumerate(
        "articlepublishedtime ogarticlepublishedtime datepublished articledatepublished articlepublished ogpublishedtime"
        " publishedtime publishdate publisheddate datepublish pubdate publicationdate parselypubdate sailthrudate dcdateissued"
        " dctermsissued dctermsdate dctermscreated dcdate dcdatecreated citationpublicationdate citationdate citationonlinedate"
        " cxenseparserecspublishtime cxenseparserecspublished publishedat publishtimestamp publishtime publicationtime"
        " articledateoriginal originalpublicationdate firstpublished displaydate newsdate articledate dateissued pubtime"
        " timestamp date".split()
    )
}
_TAG = re.compile(r"<(meta|time)\b([^<>]{1,2000})>", re.IGNORECASE)
_SAID = re.compile(r"""([\w:.-]{1,60})\s{0,9}=\s{0,9}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'=<>`]{1,200}))""")
_LANG = re.compile(
    r"<html\b[^<>]{0,500}?\blang\s{0,9}=\s{0,9}[\"']?[a-z]{2}[-_]([A-Z]{2})\b"
    r"|<meta\b[^<>]{0,200}og:locale[^<>]{0,100}?[a-z]{2}[-_]([A-Z]{2})\b",
    re.IGNORECASE,
)
_AMERICAN, _BRITISH = (
    {"us", "gov", "mil"},
    {"uk", "ie", "au", "nz", "in", "za", "ng", "ke", "pk", "sg", "hk", "my", "eu"},
)


def order_of(page: str, address: str | None, country: str | None) -> str | None:
    """Return in which order a page writes day and month: as the country given, its domain's, or that of its language."""
    if country:
        return dates.order_in(country)
    top = (urlsplit(address).hostname or "").rpartition(".")[2] if address and "://" in address else ""
    if top in _AMERICAN | _BRITISH:
        return "MDY" if top in _AMERICAN else "DMY"
    m = _LANG.search(page[:20_000])
    return dates.order_in((m[1] or m[2]).upper()) if m else None


def day(page: str, found: str | None, order: str | None, address: str | None = None) -> tuple[date | None, str | None]:
    """Return the day a page was published, and a remark; `found` is what htmldate makes of the page, which reads day first."""
    said = list(linked.published(page, address))
    of_media = [value for value, media in said if media]
    for value in (*(value for value, media in said if not media), *_marked(page), *of_media):
        if read := dates.day(value, order):
            return read, None if order or not dates.ambiguous(value) else f"date {value}: read month first"
    read = dates.day(found)
    if read is None or order == "DMY" or read.day > 12 or read.day == read.month:
        return read, None
    shown = re.search(rf"(?<!\d)0?{read.day}/0?{read.month}/{read.year}(?!\d)", page)
    if not shown:
        return read, None
    return dates.day(shown[0], "MDY"), None if order else f"date {shown[0]}: read month first"


def _marked(page: str) -> Iterator[str]:
    """Yield the days of publication in meta elements, the plainest first, then those of time elements that say so."""
    metas: list[tuple[int, str]] = []
    times: list[str] = []
    for tag, inner in _TAG.findall(page):
        said = {name.lower(): a or b or c for name, a, b, c in _SAID.findall(inner)}
        if tag.lower() == "meta":
            names = (said.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
            rank = min((_META[n] for name in names if (n := plain(name).replace(".", "")) in _META), default=None)
            if rank is not None:
                metas.append((rank, said.get("content", "")))
        elif said.get("itemprop") == "datePublished" or re.search(r"\bpubdate\b", inner):
            times.append(said.get("datetime", ""))
    yield from (content for _, content in sorted(metas, key=lambda each: each[0]))
    yield from times
