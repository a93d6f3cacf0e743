"""Pages of print become one text: no page numbers or running heads in it, broken words whole, lines of a paragraph joined."""

import re
from collections import Counter
from itertools import pairwise
from statistics import quantiles

_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_END = re.compile(r"[.!?:;][\"'”’)\]]*\Z")
_BROKEN = re.compile(r"(?<![^\W_])(?P<head>[^\W\d_]{2,})[-\u2010\u00ad\u00ac] ?\n {0,12}(?P<tail>[^\W\d_]{2,})")
_BREAKS = re.compile(r"(?<=\w)([-\u2010])\n(?=\w)")
_GOES_ON = re.compile(r"[a-z0-9$€£¥₹(]")
_BULLET = re.compile(r"\s*(?:[•*▪-]|\(?\d{1,2}[.)])\s|\W*\Z")
_AMOUNT = re.compile(r"\(?[\d.,]+[)%]?")
_DIGIT = re.compile(r"\d")
_IN_COLUMN = re.compile(r"[\d(–-]")
_FOOT = re.compile(  # Annual report   12; 12 | The Daily; The Daily - Page 12
    r"\d{1,3}(?:\s{2,}|\s*[|·•–—-]\s*)\D+|\D+(?:\s{2,}|\s*[|·•–—-]\s*)(?:page\s|p\.\s?)?\d{1,3}", re.IGNORECASE
)
_ENDS = re.compile(r"end of document|document [a-z]{2,8}\w{10,40}")  # of an article in an export
_EDGE = 3  # lines at a page's top or foot that may be its head or foot
_SHORT = 80  # characters of a head
# Words that keep their hyphen at a line's end: self-made, year-on-year, state-owned.
_FIRST = frozenset(
    "self non co ex pre post anti pro mid multi cross semi quasi vice well ill long short high low half full part first second third"
    " fourth last next one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety year"
    " month week day hour quarter state government family world award market record all so mother father".split()
)
_SECOND = frozenset(
    "year years month week day term based on over to of in up down out off old owned backed led run made level wide related style"
    " like called known looking percent point led listed leading friendly free long high time scale end making growing rate half"
    " third quarters law elect general".split()
)


def joined(pages: list[str]) -> tuple[str, str | None]:
    """Return the text of pages, and in words what was done to it: None for nothing."""
    bodies = _bodies([page.strip("\n").split("\n") for page in pages])
    done = ["page breaks"] * (bodies != [page.strip("\n").split("\n") for page in pages])
    width = _width(bodies)
    pieces: list[str] = []
    last = ""  # line that is not blank
    for body in bodies:
        lines = [line.rstrip() for line in body]
        if last and lines:
            pieces.append("\n" if _runs_on(last, lines[0]) else "\n\n")
        pieces.append("\n".join(lines))
        last = next((line for line in reversed(lines) if line), last)
    text = "".join(pieces)
    whole = unbroken(text)
    done += ["hyphens"] * (whole != text)
    return _unwrapped(whole, width), ", ".join(done) or None


def _bodies(pages: list[list[str]]) -> list[list[str]]:
    """Return the lines of pages without their numbers, heads and feet; the first page keeps its head."""
    often = Counter(
        key
        for number, page in enumerate(pages)
        for key in {key for line in page[:_EDGE] + page[-_EDGE:] for key in _keys(line, number)}
    )
    bodies: list[list[str]] = []
    for number, page in enumerate(pages):
        body = list(page)
        while len(pages) > 1 and body and _furniture(body[-1], number, often):
            body.pop()
        if number + 1 < len(pages):
            body = _footless(body, pages[number + 1])
        if number:
            body = body[next((k for k, line in enumerate(body) if not _furniture(line, number, often)), len(body)) :]
        if bodies and bodies[-1]:
            body = _headless(bodies[-1][-1], body)
        bodies.append(body)
    return bodies


def _keys(line: str, number: int) -> set[str]:
    """Return what is the same in a page's head or foot on each page: all of it, or all but the number that counts pages."""
    line = line.strip().casefold()
    if len(line) >= _SHORT or _ENDS.fullmatch(line) or not re.search(r"[^\W\d_]{2}", line):
        return set()
    at = [m.span() for m in re.finditer(r"(?<![\d.,])\d{1,4}(?![\d.,])", line)]
    return {line} | {f"{line[:start]}#{int(line[start:end]) - number}{line[end:]}" for start, end in at[:1] + at[-1:]}


def _furniture(line: str, number: int, often: Counter[str]) -> bool:
    """Tell whether a line at a page's edge is its number or blank, or stands on other pages too."""
    line = line.strip()
    if not line or len(line) >= _SHORT:
        return not line
    return _NUMBER.fullmatch(line) is not None or any(often[key] > 1 for key in _keys(line, number))


def _footless(body: list[str], following: list[str]) -> list[str]:
    """Return a page without a foot that stands between the halves of a sentence: a short line with the number of the page."""
    goes_on = next((line for line in _headless("", following) if line.strip()), "")
    if len(body) < 2 or not _GOES_ON.match(goes_on) or not goes_on[0].islower():
        return body
    before, last = next((line.strip() for line in body[-2::-1] if line.strip()), ""), body[-1].strip()
    foot, other = (len(line) < _SHORT and _FOOT.fullmatch(line) for line in (last, before))
    if not foot or other or _END.search(before):
        return body
    return "\n".join(body[:-1]).rstrip().split("\n")


def _headless(last: str, body: list[str]) -> list[str]:
    """Return a page without the head that stands between the halves of a sentence: short lines before one that goes on."""
    if _END.search(last.strip()):
        return body
    for at, line in enumerate(body[: _EDGE + 1]):
        if _GOES_ON.match(line) and line[0].islower():
            return body[at:]
        if len(line) >= _SHORT or _END.search(line.strip()):
            return body
    return body


def _runs_on(last: str, line: str) -> bool:
    return not _END.search(last) and _GOES_ON.match(line) is not None


def _width(pages: list[list[str]]) -> float:
    """Return how long a full line is: most of the lengths are below it."""
    lengths = [len(line.strip()) for page in pages for line in page if line.strip()]
    return quantiles(lengths, n=10)[-2] if len(lengths) > 3 else 0.0


def unbroken(text: str) -> str:
    """Return a text with the words whole that lines' ends break; a hyphen of the word's own stays."""
    words = Counter(re.findall(r"[^\W\d_]{4,}(?:-[^\W\d_]+)*", text.casefold()))

    def whole(m: re.Match[str]) -> str:
        head, tail = m["head"], m["tail"]
        one, two = f"{head}{tail}", f"{head}-{tail}"
        hyphened = head.casefold() in _FIRST or tail.casefold() in _SECOND or not tail.islower()
        if words[two.casefold()] or (hyphened and not words[one.casefold()]):
            return two
        return one

    return _BREAKS.sub(r"\1", _BROKEN.sub(whole, text))


def _unwrapped(text: str, width: float) -> str:
    """Return a text with the lines of a paragraph joined: full ones, that end no sentence, and are no list or table."""
    lines = text.split("\n")
    out = lines[:1]
    for before, line in pairwise(lines):
        full = len(before) > max(40, width * 0.75) and not _END.search(before)
        out.append((" " if full and line and not _listed(line) and not _listed(before) else "\n") + line)
    return "".join(out)


def _listed(line: str) -> bool:
    """Tell whether a line is of a list or a table: behind a bullet or a number, or with numbers in columns."""
    words = line.split()
    columns = any(
        _IN_COLUMN.match(third) and _IN_COLUMN.match(second) and _DIGIT.search(first)
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    )
    last = len(words) > 1 and words[-2][-1].isdigit() and _AMOUNT.fullmatch(words[-1])
    return bool(columns or last or _BULLET.match(line))
