"""PDF: the text of its pages, where it holds any (pypdf)."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from factx.extras import import_extra
from factx.read import stated
from factx.read.decode import NotTextError, stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.pages import joined
from factx.read.text import documents
from factx.records import Document, Rejection

_PAGES = 2000


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a PDF, or each article of an export; its date is that of its text: the file's own says when it was printed."""
    pypdf = import_extra("pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(bytes_of(raw)))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotTextError("PDF under a password")
    if len(reader.pages) > _PAGES:
        raise NotTextError(f"PDF of over {_PAGES} pages")
    faults: list[str] = []
    text, done = joined([_text(page, number, faults) for number, page in enumerate(reader.pages, 1)])
    if not text.strip():
        raise NotTextError(f"no text in the PDF: {faults[0]}" if faults else "PDF without text: a scan?")
    title = stated.title((reader.metadata or {}).get("/Title"))
    found = list(documents(stored(text), raw.path, raw.name, options.country))
    for document in found:
        news = {"title": (title if len(found) == 1 else None) or document.title, "repaired": done}
        yield document.model_copy(update=news | {"remark": "; ".join(faults[:20]) or None})


def _text(page: Any, number: int, faults: list[str]) -> str:  # noqa: ANN401 - pypdf's
    """Return the text of a page; none, and why among the faults, where it is damaged: that costs no other page."""
    try:
        return str(page.extract_text()).replace("\x00", "")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises what it likes
        faults.append(f"page {number} is not read: {str(error).split(chr(10))[0][:100]}")
        return ""
