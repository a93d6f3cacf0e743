"""Web pages: the article's text without menus, with title, date, author and site as the page states them (trafilatura)."""

import re
from collections.abc import Iterator
from datetime import date

from factx.extras import import_extra
from factx.read.decode import NotTextError, decoded, stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.records import Document, Rejection

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{1,40})"
    rb"|\A\s*<\?xml[^>]{0,80}\sencoding\s*=\s*[\"']([\w:.-]{1,40})",
    re.IGNORECASE,
)
_NESTING = re.compile(r"<(/?)(?:div|span|ul|ol|table|tr|td|b|i|em|font|a|section|blockquote)\b", re.IGNORECASE)
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}
_DEPTH = 2000  # tags in tags; parsers of trees take more than linear time, or the stack, over more


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the article of a page; its offsets refer to the text taken out of it, which is what is stored."""
    trafilatura = import_extra("trafilatura", "html")
    found = decoded(bytes_of(raw), options.encoding, page=_declared(bytes_of(raw)))
    if deep(found.text):
        raise NotTextError(f"tags nested over {_DEPTH} deep")
    page = trafilatura.bare_extraction(
        found.text, with_metadata=True, date_extraction_params=_DATES
    )  # the clock is not asked
    if page is None or not (page.text or "").strip():
        raise NotTextError("no article text in the page")
    day = date.fromisoformat(page.date) if page.date else None
    yield Document(
        id=raw.name,
        text=stored(page.text),
        title=page.title or None,
        published=day,
        published_from="metadata" if day else None,
        source=page.url or raw.path,
        publisher=page.sitename or None,
        author=page.author or None,
        **found.said,
    )


def _declared(data: bytes) -> str | None:
    """Return the name of the encoding that a page declares, in a meta element or as XML does."""
    m = _CHARSET.search(data[:4096])
    return (m[1] or m[2]).decode() if m else None


def deep(text: str) -> bool:
    """Return whether tags are nested too deep for a tree parser, counting open tags of elements that must be closed."""
    depth = 0
    for m in _NESTING.finditer(text):
        depth += -1 if m[1] else 1
        if depth > _DEPTH:
            return True
    return False
