"""HTML as plain text: all of it, paragraphs and table cells kept apart (Python's own html.parser, which never gives up)."""

import re
from html.parser import HTMLParser

SUP, END, CELL, ROW = "\ue000", "\ue001", "\ue002", "\ue003"  # marks, taken out again by tidy()
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_POWER = re.compile(rf"(?:(?<=\b10)|(?<=\bm)|(?<=\b[ckm]m)|(?<=\bft)){SUP}([0-9]{{1,2}}){END}")
_MARKS = str.maketrans("", "", SUP + END + CELL + ROW)
_BLOCKS = set(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main nav ol p pre section table ul hl1 hl2 block".split()
)
SKIPPED = {"script", "style", "template", "svg", "noscript", "object", "ix:header", "media", "title", "iframe"}
_UNCLOSED = {"p", "li", "dd", "dt", "tr", "td", "th", "option"}  # that end where the next of them begins
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_FREE = 100
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CELL = 80  # characters of a cell that stays on one line with its neighbours


class _Text(HTMLParser):
    """Collects the text of a page, its title and what its meta tags say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self.meta: dict[str, str] = {}
        self.skipped, self.depth, self.pre = "", 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag begins."""
        if self.skipped and not (tag == self.skipped and tag in _UNCLOSED):
            self.depth += tag == self.skipped
            return
        self.skipped = ""
        said = dict(attrs)
        if tag == "meta":
            key = said.get("property") or said.get("name") or ""
            self.meta.setdefault(key.lower(), said.get("content") or "")
        elif tag not in VOID and (tag in SKIPPED or _HIDDEN.search(said.get("style") or "")):
            self.skipped, self.depth = tag, 1
        self._mark(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        """Note what a tag ends."""
        if self.skipped:
            self.depth -= tag == self.skipped
            self.skipped = self.skipped if self.depth else ""
            return
        self._mark(tag, -1)

    def _mark(self, tag: str, step: int) -> None:
        self.pre = max(0, self.pre + step) if tag == "pre" else self.pre
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag == "br" and step > 0:
            self.pieces.append("\n")
        elif tag == "sup":
            self.pieces.append(SUP if step > 0 else END)
        elif tag in {"td", "th"}:
            self.pieces.append(CELL)
        elif tag == "tr":
            self.pieces.append(ROW)

    def handle_data(self, data: str) -> None:
        """Keep text that is seen."""
        data = data.translate(_MARKS)
        if self.skipped == "title":
            self.title.append(data)
        elif not self.skipped:
            self.pieces.append(data if self.pre else _BLANKS.sub(" ", data))


def text(page: str) -> str:
    """Return the text of a page or of a piece of one."""
    return read(page)[0]


def read(page: str) -> tuple[str, str, dict[str, str]]:
    """Return the text of a page, its title, and its meta tags by lower-case name or property."""
    parser = _Text()
    parser.feed(_bounded(page))
    parser.close()
    return tidy("".join(parser.pieces)), " ".join("".join(parser.title).split()), parser.meta


def _bounded(page: str) -> str:
    """Return a page without what makes html.parser begin anew at each tag: comments, scripts, many tags that never end."""
    page = _UNSEEN.sub(" ", page).replace("<![CDATA[", "").replace("]]>", "")
    return _OPEN.sub("&lt;", page) if len(_OPEN.findall(page)) > _FREE else page


def tidy(marked: str) -> str:
    """Return a marked text as it is stored: cells of a row on a line, footnote marks dropped, blank lines single."""
    found = _rows(without_notes(marked))
    found = re.sub(r"([$€£¥(]) \| (?=[\d(.])", r"\1", found)
    found = re.sub(r"(?<=\d) \| (?=[%)])", "", found)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" \t\f") for line in found.splitlines())).strip()


def without_notes(marked: str) -> str:
    """Return a text without raised marks of footnotes; powers are raised digits (10⁶, km²), a fraction's numerator stands apart."""
    marked = re.sub(f"{SUP}([0-9]{{1,3}}){END}(?=[ \\t]*[/⁄])", r" \1", marked)
    marked = _POWER.sub(lambda m: m[1].translate(RAISED), marked)
    marked = re.sub(f"{SUP}[\\[(]?[0-9*†‡, ]{{1,12}}[\\])]?{END}", "", marked)
    return re.sub(f"[{SUP}{END}]", "", marked)


def _rows(marked: str) -> str:
    """Return a text with its rows on lines."""
    out: list[str] = []
    for row in marked.split(ROW):
        cells = [cell.strip() for cell in row.split(CELL)]
        held = [cell for cell in cells if cell]
        if len(cells) == 1:
            out.append(f"{row}\n" if row.strip() else "\n\n" if "\n\n" in row else "")
        elif all(len(cell) <= _CELL and "\n" not in cell for cell in held):
            out.append("\n" + " | ".join(held))
        else:  # a table that only lays a page out
            out.append("\n\n" + "\n\n".join(held) + "\n\n")
    return "".join(out)
