"""PDF: the text of its pages, where it holds any (pypdf)."""

import io
import logging
from collections.abc import Iterator

from factx.extras import import_extra
from factx.read.decode import NotTextError, stored
from factx.read.options import Raw, ReadOptions, bytes_of
from factx.read.pages import joined
from factx.read.text import document
from factx.records import Document, Rejection

_PAGES = 2000


def read(raw: Raw, _: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the one document of a PDF; its date is that of its text: the file's own says when it was printed."""
    pypdf = import_extra("pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(bytes_of(raw)))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotTextError("PDF under a password")
    if len(reader.pages) > _PAGES:
        raise NotTextError(f"PDF of over {_PAGES} pages")
    text, done = joined([page.extract_text().replace("\x00", "") for page in reader.pages])
    if not text.strip():
        raise NotTextError("PDF without text: a scan?")
    found = document(stored(text), raw.path, raw.name)
    title = str((reader.metadata or {}).get("/Title") or "").strip()
    yield found.model_copy(update={"title": title or found.title, "repaired": done})
