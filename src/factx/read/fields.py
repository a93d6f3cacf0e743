"""Which field of a record holds what: known names, whatever their case, alone or nested; of several texts the longest."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from factx.read import dates
from factx.read.choice import Fields
from factx.read.decode import NotTextError
from factx.read.options import OWN_IDS, ReadOptions

NAMES: dict[str, tuple[str, ...]] = {  # by role, the likeliest first; without case, blanks, hyphens and underscores
    "text": tuple(
        "text content body article maintext fulltext articletext articlebody articlecontent bodytext textcontent contenttext "
        "newstext newscontent storytext storybody postcontent plaintext rawtext cleantext cleanedtext maincontent textbody "
        "bodyplain document story post message contenthtml bodyhtml html description summary shortdescription abstract "
        "excerpt snippet lead teaser inhalt artikeltext volltext nachricht texte contenu texto contenido conteudo testo tekst".split()
    ),
    "title": tuple("title headline head articletitle newstitle newsheadline titletext mainheadline heading webtitle subject "
        "titel überschrift ueberschrift schlagzeile titre título titulo titolo titular kop".split()),
    "published": tuple(
        "published publishedat publishedon publishedtime publisheddate publishedparsed datepublished datepublish publishdate "
        "publishtime publicationdate publicationtime publicationdatetime pubdate pubtime webpublicationdate "
        "firstpublicationdate firstpublished firstpublishedat articlepublishedtime dcdate date datetime dateandtime articledate "
        "newsdate storydate releasedate dateline posted postedat postedon postdate dateposted issued issuedate timestamp time "
        "day created createdat createdon createddate creationdate datecreated createtime versioncreated createdutc publishedutc dateutc timestamputc dategmt postdategmt updated updatedat "
        "modified lastmodified datemodified datemodify datum erscheinungsdatum veröffentlicht veröffentlichungsdatum "
        "datedepublication datepublication datedeparution fecha fechadepublicación fechadepublicacion fechapublicacion "
        "datapublicação datadepublicação datadipubblicazione dataora publicatiedatum".split()
    ),
    "id": tuple("id articleid docid documentid newsid storyid uuid guid".split()),
    "url": tuple("url link weburl permalink canonicalurl articleurl newsurl sourceurl canonical href".split()),
    "publisher": tuple("publisher source sourcename sitename site publication outlet newspaper sourcedomain provider domain".split()),
    "author": tuple("author authors byline creator dccreator writer".split()),
    "country": tuple("country countrycode sourcecountry".split()),
}  # fmt: skip
_ROLE = {name: (role, rank) for role, names in NAMES.items() for rank, name in enumerate(names)}
_INSIDE = frozenset(
    "rendered value text #text $t plain full oid $oid $date date name content iso main".split()
)  # {"content": {"rendered": …}}
_NOTHING = frozenset("nan NaN NAN NaT None none NULL null <NA> \\N #N/A #N/D n/a".split()) | {""}
_DEPTH = 5
_MANY = 16_384  # characters of names: what is longer is not remembered
_NUMBERS = frozenset({"$numberLong", "$numberInt", "$numberDouble", "$numberDecimal"})  # as MongoDB exports numbers
_PROSE = 100  # characters that the texts of a column have at least, on average, where its name says nothing
_PAGES = frozenset({"html", "contenthtml", "bodyhtml"})  # read only where no other field holds a text of some length
_ENOUGH = 300


def is_page(path: str) -> bool:
    """Tell whether a field holds a page, whose text another field may hold without its menus."""
    return plain(path.rpartition(".")[2]) in _PAGES


def plain(name: str) -> str:
    """Return a field's name without case, blanks, hyphens, underscores and colons."""
    return re.sub(r"[\s_:-]", "", name.casefold().lstrip("\ufeff@"))


def flat(row: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """Return the values of an object and of the objects in it by dotted path."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{before}{name}"
        if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _NUMBERS:
            found[path] = next(iter(value.values()))
        elif isinstance(value, dict) and value and depth < _DEPTH:
            found.update(flat(value, f"{path}.", depth + 1))
        else:
            found[path] = value
    return found


def roles(paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the fields that by their names may hold each role, the likeliest first: shallow before deep."""
    return _known_roles(paths) if sum(map(len, paths)) < _MANY else _roles(paths)


def _roles(paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, int, str]]] = {role: [] for role in NAMES}
    for path in paths:
        *above, last = re.sub(r"\.\d+$", "", path).split(".")  # text.2: the second of the name
        names = [plain(last)]
        if (
            above and last.lower() in _INSIDE and (not above[-1].startswith("_") or last.startswith("$"))
        ):  # not _source.text
            names = [plain(above[-1]), *names]
        hit = next((_ROLE[name] for name in names if name in _ROLE), None)
        if hit:
            found[hit[0]].append((len(above), hit[1] + last.startswith("_"), path))
    return {role: tuple(path for *_, path in sorted(each)) for role, each in found.items()}


_known_roles = lru_cache(maxsize=512)(_roles)


def for_all(line: str) -> bool:
    """Tell whether a line of an option holds for all files: it has no pattern."""
    pattern, equals, _ = line.rpartition("=")
    return not equals or not re.search(r"[*?./\[]", pattern)


def stated(option: str | None, path: str) -> str | None:
    """Return what an option says of a file: `name`, or of lines `pattern=name` the first whose pattern fits the file."""
    for line in (option or "").split("\n"):
        pattern, _, name = line.rpartition("=")
        if for_all(line):
            if line:
                return line
        elif fnmatch(path, pattern) or fnmatch(PurePath(path).name, pattern) or fnmatch(path, f"*/{pattern}"):
            return name
    return None


def text_of(value: object) -> str | None:
    """Return the text of a field: a string, bytes in UTF-8, or a list of paragraphs; None where it is none."""
    if isinstance(value, bytes):
        return value.decode("utf8", "replace")
    if isinstance(value, list):
        parts = [p if isinstance(p, str) else text_of(next((p[k] for k in ("text", "content", "body", "value") if k in p), None))
                 if isinstance(p, dict) else None for p in value]  # fmt: skip
        kept = [part for part in parts if part]
        return "\n".join(kept) if kept else None
    return value if isinstance(value, str) else None


def choose(rows: list[dict[str, Any]], options: ReadOptions, path: str, said: str = "") -> Fields:
    """Return the fields of a file from its first records; raises NotTextError, saying what there is, where none is a text."""
    flats = [flat(row) for row in rows]
    paths = tuple(dict.fromkeys(name for each in flats for name in each))
    known = roles(paths)
    chosen = {role: _first(role, known[role], flats) for role in NAMES if role != "text"}
    missing = []
    for role, option in (
        ("title", options.title_column),
        ("published", options.date_column),
        ("id", _id(options, path)),
    ):
        if name := stated(option, path):
            chosen[role] = _found(name, paths)
            if chosen[role] is None:
                missing.append(f"no field {name}")
    text = _text(known["text"], flats, paths, options, path)
    if chosen["title"] == text:
        chosen["title"] = None
    if chosen["published"] is None and all(name.isdecimal() for name in paths):  # no header
        chosen["published"] = next((p for p in paths if p != text and _dated(p, flats)), None)
    given = [each[chosen["published"]] for each in flats if chosen["published"] in each]
    return Fields(
        text=text, **chosen, order=dates.order_of(given), said="; ".join([*missing, *([said] if said else [])])
    )


def _id(options: ReadOptions, path: str) -> str | None:
    named = stated(options.ids, path)
    return named if named not in OWN_IDS else None


def _first(role: str, known: tuple[str, ...], flats: list[dict[str, Any]]) -> str | None:
    """Return the likeliest field that holds anything; of dates one that holds a date."""
    full = [name for name in known if any(filled(each.get(name), role) for each in flats)]
    if role == "published":
        dated = [n for n in full if any(dates.day(each.get(n)) for each in flats[:50])]
        return next(iter(dated or full), None)
    if role in {"title", "publisher", "id", "url"}:
        full = [n for n in full if any(isinstance(each.get(n), str | int | bytes) for each in flats)]
    return next(iter(full), None)


def _found(name: str, paths: Iterable[str]) -> str | None:
    """Return the field of a name that the user gave: as written, else whatever its case."""
    listed = list(paths)
    if name in listed:
        return name
    same = [path for path in listed if plain(path) == plain(name)] or [p for p in listed if p.startswith(f"{name}.")]
    return same[0] if same else None


def _text(known: tuple[str, ...], flats: list[dict[str, Any]], paths: tuple[str, ...], options: ReadOptions, path: str) -> str:  # fmt: skip
    """Return the field of the text: the user's, else of the known ones the longest, else the only one of prose."""
    shown = ", ".join(paths)[:200]
    if name := stated(options.text_column, path):
        if found := _found(name, paths):
            return found
        if any(name in row for row in flats):
            return name
        raise NotTextError(f"no field {name} among {shown}: name it with --text-column")
    sizes = {p: sum(len(text_of(each.get(p)) or "") for each in flats) for p in known}
    if any(sizes[p] >= _ENOUGH * len(flats) for p in known if not is_page(p)):
        known = tuple(p for p in known if not is_page(p))
    best = max(known, key=lambda p: sizes[p], default=None)
    if best and sizes[best]:
        return best
    prose = [p for p in paths if _prose(p, flats)]
    if len(prose) == 1:
        return prose[0]
    if best:
        return best
    raise NotTextError(f"no field of text among {shown}: name it with --text-column")


def _prose(path: str, flats: list[dict[str, Any]]) -> bool:
    texts = [t for each in flats if isinstance(t := each.get(path), str) and t]
    return (
        bool(texts) and sum(map(len, texts)) >= _PROSE * len(texts) and all(t.count(" ") > len(t) / 20 for t in texts)
    )


def filled(value: object, role: str = "") -> bool:
    r"""Tell whether a field holds anything: words for nothing (nan, NULL, \N) are as good as empty; NA is a country."""
    if isinstance(value, str):
        word = value.strip()
        return word not in _NOTHING and (word not in {"NA", "N/A"} or (role == "country" and word == "NA"))
    return value is not None and value != []


def _dated(path: str, flats: list[dict[str, Any]]) -> bool:
    """Tell whether a column holds nothing but dates, none of them a bare number."""
    words = [each[path] for each in flats[:50] if filled(each.get(path))]
    return bool(words) and all(isinstance(w, str) and not w.strip().isdecimal() and dates.day(w) for w in words)


def values(role: str, row: dict[str, Any], fields: Fields) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record that may hold a role, with their values: the file's choice, then others by their names."""
    chosen = getattr(fields, role)
    if filled(row.get(chosen), role):
        yield chosen, row[chosen]
    for path in roles(tuple(row))[role]:
        if path != chosen and filled(row[path], role):
            yield path, row[path]


def without(row: dict[str, Any], used: set[str], before: str = "") -> dict[str, Any]:
    """Return what is left of a record without the fields that were read, and without empty ones."""
    left: dict[str, Any] = {}
    for name, value in row.items():
        path = f"{before}{name}"
        if path in used:
            continue
        kept = without(value, used, f"{path}.") if isinstance(value, dict) else value
        if kept not in (None, "", [], {}):
            left[name] = kept
    return left


def size(value: object) -> int:
    """Return how many characters of JSON a value takes."""
    return len(value) if isinstance(value, str) else len(json.dumps(value, default=str))
