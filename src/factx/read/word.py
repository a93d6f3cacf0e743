"""Word documents: all that a reader sees in them, inserted text in, deleted and hidden text out, notes at the end."""

import re
from collections.abc import Iterator
from typing import Any

from factx.read import markup, stated, text
from factx.read.decode import NotTextError, stored
from factx.read.office import Members
from factx.read.options import Raw, ReadOptions
from factx.records import Document, Rejection

_MAIN, _TYPE = "word/document.xml", "/officeDocument"
_NOTES = re.compile(r"word/(?:foot|end)notes\d*\.xml")
_OTHER = {
    "xl/workbook.xml": "a spreadsheet (save it as .csv)", "ppt/presentation.xml": "a presentation", "content.xml": "OpenDocument",
}  # fmt: skip
_DROPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n\n", "tc": markup.CELL, "tr": markup.ROW}
_NO = {"0", "false", "off"}


def read(raw: Raw, options: ReadOptions) -> Iterator[Document | Rejection]:
    """Yield the document of a Word file, or each article of an export.

    Its date is that of its text: the file's own says when it was begun. What is damaged beside the text is said in its remark.
    """
    archive = Members(raw, options, "Word document")
    main = _main(archive)
    root = archive.tree(main)
    faults = ["altChunk: a file in it that is not read"] * any(True for _ in root.iter("altChunk"))
    others = [_tree(archive, name, faults) for name in sorted(filter(_NOTES.fullmatch, archive.names), reverse=True)]
    found = "\n\n".join(words for part in (root, *others) if part is not None and (words := _words(part)))
    if not found.strip() and faults:
        raise NotTextError(f"no text in it: {'; '.join(faults)}")
    core = _tree(archive, "docProps/core.xml", faults) if "docProps/core.xml" in archive.names else None
    said = {} if core is None else {element.tag: element.text or "" for element in core.iter()}
    documents = list(text.documents(stored(found), raw.path, raw.name, options.country))
    for document in documents:
        news: dict[str, Any] = {"remark": "; ".join(faults) or None}
        if " | " in document.text:
            news["publisher"] = None  # the bars are those of a table
        if len(documents) == 1:
            news["title"] = stated.title(said.get("title")) or document.title
            news["author"] = document.author or stated.line(said.get("creator"))
        yield document.model_copy(update=news)


def _main(archive: Members) -> str:
    """Return the name of the part that holds the text."""
    if _MAIN in archive.names:
        return _MAIN
    if other := next((what for name, what in _OTHER.items() if name in archive.names), None):
        raise NotTextError(f"{other}, no Word document")
    if "_rels/.rels" in archive.names:
        for each in archive.tree("_rels/.rels"):
            if str(each.get("Type")).endswith(_TYPE):
                return str(each.get("Target")).lstrip("/")
    raise NotTextError(f"no {_MAIN} in it")


def _tree(archive: Members, name: str, faults: list[str]) -> Any:  # noqa: ANN401 - an element of defusedxml's tree
    """Return the root of a part without which a text is whole; None, and why among the faults, where it is damaged."""
    try:
        return archive.tree(name)
    except NotTextError as error:
        faults.append(str(error))
        return None


def _words(root: Any) -> str:  # noqa: ANN401 - an element of defusedxml's tree
    """Return the text of a part of a Word file, without recursion; a text box stands behind the paragraph that holds it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done or (element.tag in _SIGNS and len(element) == 0):
            pieces.append(_end(element))
            if element.tag == "p":
                stack.extend((box, False) for box in reversed(boxes))
                boxes.clear()
        elif element.tag == "t":
            pieces.append(element.text or "")
        elif element.tag == "sym":
            pieces.append(_sign(element))
        elif element.tag == "txbxContent":
            boxes.extend(element)
        elif element.tag not in _DROPPED and not _gone(element):
            pieces.append({"tr": markup.ROW, "r": markup.SUP * _raised(element)}.get(element.tag, ""))
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
    return markup.tidy("".join(pieces))


def _end(element: Any) -> str:  # noqa: ANN401 - an element
    """Return what stands for an element's end: of a paragraph whose end is deleted nothing, the next goes on."""
    if element.tag == "r":
        return markup.END * _raised(element)
    joined = element.tag == "p" and element.find("pPr/rPr/del") is not None
    return "" if joined else _SIGNS.get(element.tag, "")


def _raised(element: Any) -> bool:  # noqa: ANN401 - an element
    raised = element.find("rPr/vertAlign")
    return raised is not None and _said(raised, "val") == "superscript"


def _gone(element: Any) -> bool:  # noqa: ANN401 - an element
    """Tell whether a run is hidden, or a row deleted."""
    hidden = element.find("rPr/vanish") if element.tag == "r" else None
    deleted = element.tag == "tr" and element.find("trPr/del") is not None
    return deleted or (hidden is not None and _said(hidden, "val") not in _NO)


def _sign(element: Any) -> str:  # noqa: ANN401 - an element
    """Return a character given by its number; those of a font's own, such as of Wingdings, are none."""
    number = _said(element, "char")
    return chr(int(number, 16)) if re.fullmatch(r"(?!d[89a-f]|[ef])[0-9a-f]{4}", number.lower()) else ""


def _said(element: Any, name: str) -> str:  # noqa: ANN401 - an element
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
