"""XML that news comes in: NITF, NewsML 1 and G2, Reuters' newsitem; feeds and pages are handed on (defusedxml)."""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from factx.read import dates, feed, markup, stated
from factx.read import html as pages
from factx.read.decode import Decoded, NotTextError, stored
from factx.read.office import tree
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.records import Document, Rejection

_OPENS = re.compile(r"<(?:(\?|!--)|(!DOCTYPE)|(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>])")
_ENDS = {"?": "?>", "!--": "-->"}
_SUBSET = re.compile(r"[\[>]")
_CLOSED = re.compile(r"\]\s*>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_DECLARED = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_NAMED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_OTHERS = {
    "urlset": "a sitemap, addresses of pages and not their text", "sitemapindex": "a sitemap, addresses and no text",
    "opml": "OPML, a list of feeds and not their articles", "mediawiki": "a dump of a wiki (MediaWiki)",
    "en-export": "notes of Evernote: export them as HTML", "tei": "TEI", "article": "an article of a journal (its root is article, as of JATS)",
}  # fmt: skip
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_ASIDE = re.compile(
    r"caption|photo|picture|graphic|video|image|audio", re.IGNORECASE
)  # roles of what goes with an article
_VOID = markup.VOID | markup.SKIPPED - {"media", "script", "style"}  # of HTML: in news, words may be so called
_LAID = re.compile(r"<(?:p|div|br|span|h\d|ul|ol|table|b|i|em|strong|a)\b[^<>]*>", re.IGNORECASE)
_ITEMS = ("newsItem", "NewsItem", "newsitem", "nitf")
_NEWS = {*_ITEMS, "newsMessage", "NewsML", "newsML"}
_BODIES = ("inlineXML", "inlineData", "DataContent", "body.content", "text")


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the articles of an XML file; a Rejection says what it is where it holds none."""
    data = bytes_of(raw)
    named = _NAMED.search(data[:500])
    found = stated.decoded(data, options.encoding, named[1].decode() if named else None)
    page = found.text
    kind = _root(page[:65536])
    if kind not in _NEWS and kind.lower() != "html" and _FEED.search(page[:65536]):
        kind = "rss"  # behind a warning of the program that made it
    if kind in {"rss", "feed", "entry", "RDF", "channel"}:
        yield from feed.read(raw, options, found)
    elif kind.lower() == "html":
        yield from pages.read(raw, options)
    elif kind in _NEWS:
        yield from (_said_of(each, found) for each in _news(page, raw))
    else:
        what = _OTHERS.get(kind.lower(), f"its root is {stated.line(kind) or 'missing'}")
        raise NotTextError(f"XML of a kind that is not read: {what}")


def _root(page: str) -> str:
    """Return the name of the first element, behind declarations and comments; "" where there is none."""
    at = 0
    while m := _OPENS.search(page, at):
        if m[3]:
            return m[3]
        if m[1]:
            at = page.find(_ENDS[m[1]], m.end())
        else:
            subset = _SUBSET.search(page, m.end())
            closed = _CLOSED.search(page, subset.end()) if subset and subset[0] == "[" else subset
            at = closed.end() if closed else -1
        if at < 0:
            break
    return ""


def _said_of(item: Document | Rejection, found: Decoded) -> Document | Rejection:
    return item.model_copy(update=found.said) if isinstance(item, Document) else item


def _news(page: str, raw: Raw) -> Iterator[Document | Rejection]:
    root = tree(_ENTITY.sub(_character, _DECLARED.sub("", page)).encode("utf8", "replace"), "the file")
    items = list(_outermost(root))
    parts = [(part, item) for item in items for part in _articles(item)]
    for number, (part, item) in enumerate(parts, 1):
        at = raw if len(parts) == 1 else replace(raw, line=number, name=f"{raw.name}-{number}")
        try:
            yield _document(part, item, at)
        except NotTextError as error:
            yield Rejection(path=at.path, line=at.line, reason=str(error))
    if not items:
        raise NotTextError("a news message without an item")


def _outermost(root: Any) -> Iterator[Any]:  # noqa: ANN401 - an element
    """Yield the items that are in no other: NITF in a newsItem is its text."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in _ITEMS:
            yield element
        else:
            stack.extend(reversed(element))


def _articles(item: Any) -> list[Any]:  # noqa: ANN401 - an element
    """Return the articles of an item: those of NewsML 1 that have headlines and texts of their own, else the item itself."""
    found = [part for part in _texts(item) if part.find("NewsLines/HeadLine") is not None]
    return found if len(found) > 1 else [item]


def _texts(item: Any) -> list[Any]:  # noqa: ANN401 - an element
    """Return the components of NewsML 1 that hold a text, captions left out."""
    return [
        part
        for part in item.iter("NewsComponent")
        if part.find("ContentItem/DataContent") is not None
        and not any(_ASIDE.search(each.get("FormalName") or "") for each in part.findall("Role"))
    ]


def _character(m: re.Match[str]) -> str:
    """Return an entity of HTML as its number; those of XML, and unknown ones, as they are."""
    found = html.entities.name2codepoint.get(m[1])
    return m[0] if found is None or m[1] in {"amp", "lt", "gt", "quot"} else f"&#{found};"


def _document(item: Any, around: Any, at: Raw) -> Document:  # noqa: ANN401 - elements
    body = _body(item)
    if not body:
        kinds = {e.get("contenttype") or "" for e in item.iter("remoteContent")} - {""}
        raise NotTextError(f"an item without text{': ' + ', '.join(sorted(kinds)) if kinds else ''}")
    day = _day(item) or _day(around)
    more = len(_texts(item)) - 1
    return Document(
        id=at.name,
        text=stored(body),
        title=_first(item, "headline", "HeadLine", "hl1", "title"),
        published=day,
        published_from="metadata" if day else None,
        source=_said(item, ("pubdata", "ex-ref"), ("link", "href")) or at.path,
        publisher=_said(item, ("pubdata", "name")) or _named(item) or _named(around),
        author=_author(item),
        remark=f"{more} more text{'s' * (more > 1)} in it not read" if more > 0 else None,
    )


def _body(item: Any) -> str:  # noqa: ANN401 - an element
    """Return the text of an item: of its blocks the one called full_text, where there is one."""
    found = [part.find("ContentItem/DataContent") for part in _texts(item)]
    found += [e for tag in _BODIES for e in item.iter(tag)]
    whole = [e for e in item.iter("block") if e.get("class") == "full_text"]
    nitf = list(item.iter("body.content"))
    pages = list(item.iter("body"))
    for element in (whole or nitf or pages or found)[:1]:
        return _text(element)
    return ""


def _text(element: Any) -> str:  # noqa: ANN401 - an element
    """Return the text of an element by way of HTML; one without elements keeps its lines, or is HTML that was escaped."""
    from xml.etree.ElementTree import tostring

    if not len(element):
        found = element.text or ""
        laid = _LAID.search(found)
        return markup.text(found) if laid else "\n".join(line.strip() for line in found.strip().splitlines())
    for each in element.iter():
        if each.tag in _VOID and (len(each) or (each.text or "").strip()):
            each.tag = "span"
    try:
        found = markup.text(tostring(element, "unicode"))
    except RecursionError as error:
        raise NotTextError("tags nested too deep") from error
    begun = re.search(r"<p[\s>]", found)
    return markup.text(found) if begun and found.find("</p>", begun.end()) >= 0 else found


def _first(item: Any, *tags: str) -> str | None:  # noqa: ANN401 - an element
    """Return the text of the first element of a tag that has one, or the name in it."""
    for tag in tags:
        for element in item.iter(tag):
            found = stated.line(" ".join(element.itertext())) or stated.line(element.get("literal"))
            if found:
                return found
    return None


def _said(item: Any, *names: tuple[str, str]) -> str | None:  # noqa: ANN401 - an element
    return next((v for tag, key in names for e in item.iter(tag) if (v := stated.line(e.get(key)))), None)


def _named(item: Any) -> str | None:  # noqa: ANN401 - an element
    """Return who publishes an item, by name, or by the code that IPTC has for it: nprov:AFP."""
    code = _said(item, ("infoSource", "qcode"), ("provider", "qcode"), ("Provider/Party", "FormalName")) or ""
    return _first(item, "infoSource", "provider", "distributor") or code.rpartition(":")[2] or None


def _author(item: Any) -> str | None:  # noqa: ANN401 - an element
    """Return who wrote an item, without what they are: a staff writer."""
    for title in [*item.iter("byttl")]:
        title.text = None
    return re.sub(r"^by\s+", "", _first(item, "by", "byline", "ByLine", "creator") or "", flags=re.IGNORECASE) or None


def _day(item: Any) -> Any:  # noqa: ANN401 - an element
    """Return the day an item was published: of all stamps, the one that says so most plainly."""
    for tag, key in (("pubdata", "date.publication"), ("date.issue", "norm"), ("date.release", "norm"), ("story.date", "norm")):  # fmt: skip
        if day := dates.day(_said(item, (tag, key))):
            return day
    if item.tag == "newsitem" and (day := dates.day(item.get("date"))):
        return day
    for tag in ("firstCreated", "contentCreated", "FirstCreated", "versionCreated", "DateAndTime", "ThisRevisionCreated"):  # fmt: skip
        if day := dates.day(_first(item, tag)):
            return day
    return None
