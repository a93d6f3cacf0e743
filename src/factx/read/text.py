"""Plain text articles: the header says title, publisher and publication date; the text is stored whole."""

import re
from collections.abc import Iterator
from datetime import date

from factx.read import dates, exports
from factx.read.decode import decoded, stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.pages import joined, unbroken
from factx.records import Document, Rejection

_HEADER_LINES, _SHORT = 12, 100
_HYPHENED = re.compile(r"[a-z]{2}[-\u2010\u00ad\u00ac] ?\n {0,12}[a-z]{2}")
_LOADED = re.compile(r"LOAD-DATE\b")  # when LexisNexis took the article in
_DAY_FIRST = re.compile(
    r"\b(?:London|U\.?K\b|Britain|England|Scotland|Wales|Ireland|Dublin|Sydney|Melbourne|Australia|New Zealand"
    r"|India|Delhi|Mumbai|Lagos|Nairobi|Singapore|The Guardian|Daily Telegraph|BBC|GMT|BST|IST|AEST|CES?T|SAST)\b"
    r"|\.co\.uk\b|£"
)
_MONTH_FIRST = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T|M[SD]T|New York|Washington|Los Angeles|Chicago|USA)\b|\bU\.S\.")
_SAID = re.compile(
    r"(?<![\w-])(?:first\s)?(published|posted|date|updated|modified|issued|created|release(?:d|\sdate)?"
    r"|publi[ée]|publicado|pubblicato|veröffentlicht|gepubliceerd)\b"
    r"(?:\s(?:on|at|le|el|am|il|em|op))?\s?:?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*(?:by|from)\s+[A-Z]|.*\|", re.IGNORECASE)
_DATELINE = re.compile(
    r"[A-Z][A-Za-z0-9 .,]{2,50}?"
    r"\(?(?P<agency>Reuters|AP|AFP|Xinhua|Bloomberg|Dow Jones|UPI|TASS|Interfax|Kyodo)\)?\s*[-–—]"
)
_PUBLISHER = re.compile(
    rf"\((?P<bracketed>(?!(?:{exports.PLACES})\))[A-Z][\w'&. -]{{2,40}})\)"
    rf"|(?:^|\|)\s*(?:Source:\s*)?(?P<between>(?!by\s|By\s)[A-Z][\w'&. ]{{2,40}}?)\s*"
    rf"(?:\((?:{exports.PLACES})\)\s*)?(?=\||$)"
)


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document of a text file, or each article of an export."""
    found = decoded(bytes_of(raw), options.encoding, page=raw.charset)
    text, done = (
        joined(stored(found.text).split("\f")) if "\f" in found.text.strip() else _whole_words(stored(found.text))
    )
    notes = ", ".join(each for each in (found.said["repaired"], done) if each) or None
    for each in documents(stored(text), raw.path, raw.name, options.country):
        yield each.model_copy(update=found.said | {"repaired": notes})


def documents(text: str, path: str | None, name: str, country: str | None = None) -> Iterator[Document]:
    """Yield a text as a document, or, where it is what a news database exports, each article of it."""
    parts = exports.parts(text)
    for number, part in enumerate(parts, 1):
        yield document(part, path, name if len(parts) == 1 else f"{name}-{number}", country)


def document(text: str, path: str | None, name: str, country: str | None = None) -> Document:
    """Return a text as a document, with what its header says."""
    if export := exports.header(text, dates.order_in(country)):
        said = "header" if export.published else None
        return Document(id=name, text=text, published_from=said, source=path, **export._asdict())
    lines = header(text)
    title = lines[0] if len(lines) > 1 and len(lines[0]) < 200 and not _says_date_only(lines[0]) else None
    day = published(lines, country)
    return Document(
        id=name,
        text=text,
        title=title,
        published=day,
        published_from="header" if day else None,
        source=path,
        publisher=publisher(lines[1:] if title else lines),
    )


def _whole_words(text: str) -> tuple[str, str | None]:
    """Return a text with the words whole that hyphens at the ends of its lines break, and what was done."""
    whole = unbroken(text) if _HYPHENED.search(text) else text
    return whole, None if whole == text else "hyphens"


def header(text: str) -> list[str]:
    """Return the lines that may be a text's header, blank ones left out."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()][:_HEADER_LINES]
    return [line for line in lines if not _LOADED.match(line)]


def published(lines: list[str], country: str | None = None) -> date | None:
    """Return the publication date of header lines: what "published" names, else "updated", else a line of its own."""
    found: dict[str, date] = {}
    for line in lines:
        for m in _SAID.finditer(line):
            day = _day_at(line, m.end(), _order(line, lines, country))
            if day:
                found.setdefault("published" if m[1].lower() not in {"updated", "modified"} else "updated", day)
        if _says_date_only(line) or _BYLINE.match(line) or (len(line) < 300 and _DATELINE.match(line)):
            whole = dates.SHOWN.search(line)
            day = dates.day(whole[0], _order(line, lines, country)) if whole else None
            if day:
                found.setdefault("line", day)
    return found.get("published") or found.get("updated") or found.get("line")


def _says_date_only(line: str) -> bool:
    """Tell whether a line holds little but a date: "Friday, September 24, 2021", "2021-09-24 10:15 GMT | Xinhua"."""
    m = dates.SHOWN.search(line)
    return (
        m is not None
        and len(line) < 60
        and len(
            re.sub(r"[\W\d]|GMT|UTC|EST|EDT|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "", line.replace(m[0], ""))
        )
        < 16
    )


def _day_at(line: str, start: int, order: str | None) -> date | None:
    m = dates.SHOWN.search(line, start, start + 60)
    return dates.day(m[0], order) if m else None


def _order(line: str, lines: list[str], country: str | None) -> str | None:
    """Return in which order a date in numbers is written: as in the country, else as where its line, or the header, is from."""
    if country:
        return dates.order_in(country)
    for words in (line, " ".join(each for each in lines if len(each) < _SHORT)):
        if bool(_DAY_FIRST.search(words)) != bool(_MONTH_FIRST.search(words)):
            return "DMY" if _DAY_FIRST.search(words) else "MDY"
    return None


def publisher(lines: list[str]) -> str | None:
    """Return the publisher of header lines: in a byline in brackets or between bars, or an agency in a dateline."""
    for line in lines:
        m = _DATELINE.match(line)
        if m:
            return m["agency"]
        if len(line) < 200 and (_BYLINE.match(line) and (_SAID.search(line) or "|" in line)):
            for p in _PUBLISHER.finditer(line):
                found = p["bracketed"] or p["between"]
                if found and not re.match(r"by\s", found, re.IGNORECASE) and not _SAID.match(found):
                    return found.strip()
    return None
