"""Markdown: the text without its marks, with what its front matter says (markdown-it-py)."""

import re
from collections.abc import Iterator
from typing import Any

from factx.extras import import_extra
from factx.read import dates, front, markup, stated
from factx.read.decode import stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.text import document
from factx.records import Document, Rejection

_DATES = ("published", "date", "pubdate", "publishdate", "publish_date", "created")
_ADDRESSES = ("url", "link", "permalink", "source", "canonical", "canonical_url")
_OWN = (  # what Obsidian, Hugo and Jekyll add to Markdown, and what a reader sees of it
    (re.compile(r"!\[\[[^\[\]\n]{1,500}\]\]"), ""),  # an embedded picture or note
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,500}\|)?([^\[\]|\n]{1,500})\]\]"), r"\1"),  # [[note|shown]]
    (re.compile(r"%%[^%]{0,5000}%%", re.DOTALL), ""),
    (re.compile(r"==(?=\S)([^=\n]{1,1000}?)(?<=\S)=="), r"\1"),
    (re.compile(r"^\[\^[^\]\s]{1,50}\]:[ \t]?", re.MULTILINE), ""),  # the note itself
    (re.compile(r"\[\^[^\]\s]{1,50}\]"), ""),  # its mark
    (re.compile(r"[ \t]\^[\w-]{1,50}[ \t]*$", re.MULTILINE), ""),  # the name of a block
    (re.compile(r"\{\{[<%][^{}]{0,2000}[%>]\}\}|\{%[^{}%]{0,2000}%\}|\{:[^{}\n]{0,500}\}"), ""),
)


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document; numbers that begin a line stay, as they may be years."""
    module: Any = import_extra("markdown_it", "markdown")
    read_as = stated.decoded(bytes_of(raw), options.encoding)
    said, body = front.parted(stored(read_as.text))
    for pattern, shown in _OWN:
        body = pattern.sub(shown, body)
    parser = (
        module.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["list", "code"])
    )
    text = stored(markup.text(parser.render(body)))
    found = document(text, raw.path, raw.name, options.country)
    order = dates.order_in(options.country)
    day = next((d for key in _DATES if (d := dates.day(said.get(key), order))), None)
    news = {
        "title": stated.line(said.get("title")) or found.title,
        "author": front.names(said.get("author") or said.get("authors")) or found.author,
        "publisher": None if " | " in text else found.publisher,  # the bars are those of a table
        "source": next((v for key in _ADDRESSES if "://" in (v := str(said.get(key, "")))), found.source),
    }
    yield found.model_copy(update=news | read_as.said | ({"published": day, "published_from": "header"} if day else {}))
