"""Web pages: the article's text without menus, with title, date, author and site as the page states them (trafilatura)."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from factx.extras import import_extra
from factx.read import exports, markup, pageday
from factx.read import text as plain
from factx.read.decode import NotTextError, decoded, stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.remains import article
from factx.records import Document, Rejection

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{1,40})"
    rb"|\A\s*<\?xml[^>]{0,80}\sencoding\s*=\s*[\"']([\w:.-]{1,40})",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(
    r"<sup\b[^>]{0,99}>\s*(?P<link><a\b[^>]{0,400}>\s*)?"
    r"(?P<mark>\[?(?:\d{1,3}|[a-z*†‡§]{1,2})\]?)\s*(?:</a>\s*)?</sup>",
    re.IGNORECASE,
)
_LINK = re.compile(r"<a\b[^<>]{0,390}>\s{0,9}\Z", re.IGNORECASE)
_NOTED = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?%)\"'”’]|</\w+>)\Z")
_AMOUNT = re.compile(r"[$€£¥]\s?[\d.,]*\d\Z|\d[.,]\d+\Z")
_SCALED = re.compile(r"(?:\s|&nbsp;)*(?:million|billion|trillion|bn|per\s?cent|%)", re.IGNORECASE)
_OVER = re.compile(r"\s*(?:[/⁄]|&frasl;)")
_LETTERS = frozenset("abcdfghi")  # 5e and 1o are ordinals
_UNIT = re.compile(r"\b(?:met(?:re|er)|mile|yard|inch|feet|foot|acre)(?:e?s)?\Z", re.IGNORECASE)
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+|[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*){0,3}\s?")
_MONTH = rf"(?:{'|'.join(calendar.month_name[1:])})"
_NOT_NAMES = re.compile(
    rf"(?:\b(?:(?:first|last)\s+)?(?:published|updated|posted|modified)\b|\b{_MONTH}\.?(?=\s*\d)|\A\s*{_MONTH}\s*\Z|\d"
    r"|(?:\A|[,|])\s*(?:(?:staff|senior|chief|special|contributing)\s+)?"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor)s?\b).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_SAVED = re.compile(
    r"<!--\s{0,9}(?:saved\sfrom\surl=\(\d{4}\)|Page\ssaved\swith\sSingleFile\s{1,9}url:\s?)(https?://[^\s<>]{1,2000})"
)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_ANOTHER = re.compile(r"(?<=</html>)\s*(?=<(?:!doctype\s+html|html)\b)", re.IGNORECASE)  # pages one after another
_EXPORT = re.compile(r">\s{0,99}(?:End of Document|Document [A-Z]{2,8}\w{10,40}|1 of \d{1,5} DOCUMENTS)\s{0,99}<")
_FRAMES = re.compile(r"<i?frame(?:set)?\b", re.IGNORECASE)
_WALL = re.compile(
    r"(?:enable|turn on|requires?) java ?script|java ?script (?:is|must be|to be) (?:disabled|required|enabled)"
    r"|enable (?:js|cookies)\b|verif(?:y|ying) (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
_SHORT = 400  # characters of a page that may be but a wall
_NESTING = re.compile(r"<(/?)(?:div|span|ul|ol|table|tr|td|b|i|em|font|a|section|blockquote)\b", re.IGNORECASE)
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}
_DEPTH = 2000  # tags in tags; parsers of trees take more than linear time, or the stack, over more


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the article of a page, or each of an export or of pages one after another; offsets refer to the text taken out."""
    trafilatura = import_extra("trafilatura", "html")
    found = decoded(bytes_of(raw), options.encoding, page=raw.charset or _declared(bytes_of(raw)))
    if not _TAG.search(found.text):
        yield from plain.read(raw, options)
        return
    if deep(found.text):
        raise NotTextError(f"tags nested over {_DEPTH} deep")
    if _EXPORT.search(found.text):
        whole = stored(markup.text(found.text))
        listed = list(plain.documents(whole, raw.path, raw.name, options.country))
        if len(listed) > 1 or exports.header(whole):
            yield from (each.model_copy(update=found.said) for each in listed)
            return
    pages = [page for page in _ANOTHER.split(found.text) if page.strip()]
    for number, page in enumerate(pages, 1):
        at = raw if len(pages) == 1 else replace(raw, name=f"{raw.name}-{number}")
        try:
            yield _article(trafilatura, page, at, options, found.said)
        except NotTextError as error:
            if len(pages) == 1:
                raise
            yield Rejection(path=raw.path, line=number, reason=str(error))


def _article(trafilatura: Any, text: str, raw: Raw, options: ReadOptions, said: dict[str, str | None]) -> Document:  # noqa: ANN401 - a module
    page = trafilatura.bare_extraction(
        _NOTE.sub(_without_note, text), with_metadata=True, date_extraction_params=_DATES
    )  # the clock is not asked
    if page is None or not (page.text or "").strip():
        raise NotTextError(f"no article text in the page{': it is made of frames' if _FRAMES.search(text) else ''}")
    if len(page.text) < _SHORT and _WALL.search(page.text):
        raise NotTextError("no article text in the page: it asks for JavaScript or cookies")
    source = page.url or _saved_from(text) or (raw.name if "://" in raw.name else raw.path)
    day, remark = pageday.day(text, page.date, pageday.order_of(text, source, options.country), source)
    return Document(
        id=raw.name,
        title=page.title or None,
        published=day,
        published_from="metadata" if day else None,
        source=source,
        publisher=_publisher(page.sitename, page.title),
        author=_author(page.author),
        remark=remark,
        **article(page.text, said),
    )


def _saved_from(text: str) -> str | None:
    """Return the address that browsers (Internet Explorer, Chrome, SingleFile) note in a page that they save."""
    m = _SAVED.search(text[:4096])
    return m[1] if m else None


def _author(names: str | None) -> str | None:
    """Return the names of authors without what else a byline says: when, and what they are."""
    parts = [_NOT_NAMES.split(part)[0].strip(" ,|.·–—-") for part in (names or "").split(";")]
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


def _publisher(site: str | None, title: str | None) -> str | None:
    """Return a site's name; None for what is the headline, or a part of it, as pages of no other name have it."""
    if not site or (title and site.casefold() in title.casefold()):
        return None
    return site if len(site.split()) < 7 and ("." not in site or _SITE.fullmatch(site)) else None


def _without_note(m: re.Match[str]) -> str:
    """Return nothing for the mark of a footnote, a raised number behind a word, a sign or an amount; powers and ordinals stay."""
    before, after, mark = m.string[max(0, m.start() - 24) : m.start()], m.string[m.end() : m.end() + 24], m["mark"]
    if mark.isdecimal() and _OVER.match(after):  # 2<sup>1</sup>/<sub>2</sub>
        return f" {mark}"
    around = _LINK.search(m.string[max(0, m.start() - 400) : m.start()])
    if m["link"] or around or not mark.isalnum():
        return ""
    noted = bool(_NOTED.search(before)) and not _UNIT.search(before)
    if not mark.isdecimal():
        return "" if noted and mark.lower() in _LETTERS else m[0]
    amount = _AMOUNT.search(before) or (before[-1:].isdecimal() and _SCALED.match(after))
    return "" if noted or amount else mark.translate(markup.RAISED)


def _declared(data: bytes) -> str | None:
    """Return the name of the encoding that a page declares, in a meta element or as XML does."""
    m = _CHARSET.search(_COMMENT.sub(b"", data[:4096]))
    return (m[1] or m[2]).decode() if m else None


def deep(text: str) -> bool:
    """Return whether tags are nested too deep for a tree parser, counting open tags of elements that must be closed."""
    depth = 0
    for m in _NESTING.finditer(text):
        depth += -1 if m[1] else 1
        if depth > _DEPTH:
            return True
    return False
