"""Markdown: the text without its marks, with what its front matter says (markdown-it-py)."""

import re
from collections.abc import Iterator
from typing import Any

from factx.extras import import_extra
from factx.read import dates, markup, stated
from factx.read.decode import stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.text import document
from factx.records import Document, Rejection

_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_]\w*)[ \t]*[:=][ \t]*(\S.*)$", re.MULTILINE)
_DATES = ("published", "date", "pubdate", "publish_date", "created")


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document; numbers that begin a line stay, as they may be years."""
    module: Any = import_extra("markdown_it", "markdown")
    read_as = stated.decoded(bytes_of(raw), options.encoding)
    whole = stored(read_as.text)
    front = _FRONT.match(whole)
    said = {k.lower(): v.strip().strip("\"'") for k, v in _LINE.findall(front[2])} if front else {}
    parser = module.MarkdownIt("commonmark", {"html": True}).enable("table").disable(["list", "code"])
    text = stored(markup.text(parser.render(whole[front.end() :] if front else whole)))
    found = document(text, raw.path, raw.name)
    day = next((d for key in _DATES if (d := dates.day(said.get(key)))), None)
    news = {
        "title": stated.line(said.get("title")) or found.title,
        "author": stated.line(said.get("author")),
        "publisher": None if " | " in text else found.publisher,  # the bars are those of a table
        "source": next((v for key in ("url", "link", "permalink") if "://" in (v := said.get(key, ""))), found.source),
    }
    yield found.model_copy(update=news | read_as.said | ({"published": day, "published_from": "header"} if day else {}))
