"""Texts that LexisNexis, Nexis Uni, Factiva and ProQuest export: several articles in a file, with title, paper, author and day."""

import re
from datetime import date
from typing import NamedTuple

from factx.read import dates

_ENDS = re.compile(  # a line that ends an article, or begins the next
    r"^[ \t]*(?:End of Document|Document [A-Z]{2,8}\w{10,40}|_{40,}|-{60,}|={60,})[ \t]*$"
    r"|^(?=[ \t]*(?:Document )?\d{1,5} of \d{1,5}(?: DOCUMENTS?)?[ \t]*$)",
    re.MULTILINE,
)
_COVER = re.compile(
    r"\s*(?:User Name|Date and Time|Job Number):.*(?:\n\s*(?:User Name|Date and Time|Job Number):.*){1,2}"
)
_LISTED = re.compile(r"^[ \t]*1\.\s+(\S.{3,300}?)[ \t]*$", re.MULTILINE)
_COVERS = 2000
_LIST = re.compile(r"\s*Table of contents\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:Document )?\d{1,5} of \d{1,5}(?: DOCUMENTS?)?")
_FIELD = re.compile(
    r"(?P<name>HEADLINE|TITLE|BYLINE|AUTHOR|SECTION|LENGTH|LOAD-DATE|PUBLICATION (?:TITLE|DATE|INFO)|DATELINE|BODY"
    r"|COPYRIGHT|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|FULL TEXT|ABSTRACT|SUBJECT|DATE)"
    r"\s?(?::\s*|(?<=COPYRIGHT)\s|\Z)(?P<value>.*)",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|IPD|IPC|PUB|AN)(?:\s{1,4}(\S.*))?")
_WORDS = re.compile(r"[\d,]{1,7} words", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{3,8}")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: [AaPp][Mm])?(?: [A-Z]{3,4})?")
_LINES = 25  # of a header
_SHORT = 60
PLACES = (
    r"London|UK|U\.K\.|USA|U\.S\.|New York|Washington|England|Scotland|Ireland|Australia|Canada|India|Sydney"
    r"|Melbourne|Toronto|Hong Kong|Singapore|Dublin|Glasgow|Edinburgh|Belfast|Auckland|Wellington|Johannesburg"
    r"|Lagos|Nairobi|Delhi|Mumbai|Europe|Asia|Online"
)
PLACE = re.compile(rf"\s*\((?:{PLACES})(?:, [\w ]+)?\)\Z")  # The Guardian (London): of papers of one name
_EDITION = re.compile(r"\bedition\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_SAYS = re.compile(r"[.!?]\Z")
_MARKS = frozenset({"length", "load-date", "publication-type", "section", "byline", "publication date", "full text"})


class Export(NamedTuple):
    """What the header of an exported article says."""

    title: str | None
    publisher: str | None
    author: str | None
    published: date | None


def parts(text: str) -> list[str]:
    """Return the articles of an export; a text that is none, as it is."""
    text = _uncovered(text)
    found = [part.strip("\n") for part in _ENDS.split(text)]
    whole = [part for part in found if part.strip() and not _LIST.match(part)]
    known = [part for part in whole if header(part)]
    return whole if len(known) > 1 and len(known) * 2 > len(whole) else [text]


def _uncovered(text: str) -> str:
    """Return an export of Nexis without its first page, which says who asked for it, when, and what titles follow."""
    cover = _COVER.match(text)
    if not cover:
        return text
    title = _LISTED.search(text, cover.end(), cover.end() + _COVERS)
    again = title and re.compile(rf"^[ \t]*{re.escape(title[1])}[ \t]*$", re.MULTILINE).search(text, title.end())
    return text[again.start() :] if again else text


def header(text: str, order: str | None = None) -> Export | None:
    """Return what the header of an exported article says, None for the text of any other."""
    lines = [line.strip() for line in text[:6000].split("\n") if line.strip()][:_LINES]
    if lines and _COUNTED.fullmatch(lines[0]):
        lines = lines[1:]
    return _tagged(lines, order) or _factiva(lines, order) or _lexis(lines, order)


def _tagged(lines: list[str], order: str | None) -> Export | None:
    """Return the header of Factiva's display with tags: HD, BY, WC, PD, SN."""
    said: dict[str, str] = {}
    last = ""
    for line in lines:
        m = _TAGGED.fullmatch(line)
        if m and m[1] not in said:
            last = m[1]
            said[last] = m[2] or ""
        elif last in {"HD", "BY", "SN"}:
            said[last] += f" {line}"
    if not {"HD", "PD", "SN"} <= said.keys():
        return None
    return _export(said["HD"], said["SN"], said.get("BY"), dates.day(said["PD"], order))


def _factiva(lines: list[str], order: str | None) -> Export | None:
    """Return the header of Factiva's plain display: words, day, clock, paper and its code, each a line."""
    at = next((n for n, line in enumerate(lines[:8]) if _WORDS.fullmatch(line)), None)
    if not at or at + 2 >= len(lines) or _SAYS.search(lines[0]):
        return None
    day = dates.day(lines[at + 1], order)
    rest = [line for line in lines[at + 2 : at + 5] if not _CLOCK.fullmatch(line)]
    if day is None or len(rest) < 2 or not _CODE.fullmatch(rest[1]):
        return None
    author = next((line for line in lines[1:at] if re.match("by ", line, re.IGNORECASE)), None)
    title = " ".join(line for line in lines[:at] if line != author)
    return _export(title, rest[0], author, day)


def _lexis(lines: list[str], order: str | None) -> Export | None:
    """Return the header of LexisNexis, old (paper, day, title) and new (title, paper, day), and of ProQuest (all in fields)."""
    said: dict[str, str] = {}
    above: list[str] = []  # before the first field
    for line in lines:
        m = _FIELD.fullmatch(line)
        if m:
            said.setdefault(m["name"].lower(), m["value"])
        elif not said or (len(said) == 1 and "copyright" in said):
            above.append(line)
    if len(_MARKS & said.keys()) < 2:
        return None
    at = next((n for n, line in enumerate(above) if len(line) < _SHORT and dates.SHOWN.search(line)), None)
    stated = said.get("publication date") or said.get("date") or (above[at] if at is not None else "")
    shown = dates.SHOWN.search(stated)
    day = dates.day(shown[0] if shown else stated, order)
    title = said.get("headline") or said.get("title")
    paper = said.get("publication title") or said.get("publication info", "").partition(";")[0]
    before, behind = (above[:at], above[at + 1 :]) if at is not None else (above, [])
    if before and not behind and (len(before) > 1 or at is None):  # title, paper, day
        title, paper = title or before[0], paper or "".join(before[1:2])
    elif at is not None:
        title, paper = (
            title or next((b for b in behind if not _EDITION.search(b)), None),
            paper or (before[0] if before else ""),
        )
    return _export(title, paper, said.get("byline") or said.get("author"), day)


def _export(title: str | None, paper: str | None, author: str | None, day: date | None) -> Export:
    name = re.sub(r"^by ", "", (author or "").strip(), flags=re.IGNORECASE)
    return Export((title or "").strip() or None, PLACE.sub("", (paper or "").strip()) or None, name or None, day)
