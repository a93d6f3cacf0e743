"""Where a name begins and ends, and everywhere else that it stands in an article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from factx.kinds.organization.headed import tailed
from factx.kinds.organization.initials import stands_for
from factx.kinds.organization.known_bodies import unmistakable
from factx.kinds.organization.tables import DESCRIPTORS, KNOWN, LEGAL, OF_HEADS, country_names
from factx.kinds.organization.words import opens_question, with_saint
from factx.rules.context import Mention

_LEADING = re.compile(
    r"""
    (?: the | a | an | The | A | An ) \s+
    | [^\w(]+
    | (?-i:[a-z][\w-]*) \s+
    | [A-Z][\w.]*-(?: based | owned | led | backed | listed | headquartered ) \s+
    """,
    re.VERBOSE,
)
_TRAILING = re.compile(r"(?:'s?|[\s.,;:\"()\[\]-]+)\Z")
_LOWER_TAIL = re.compile(r"(?:\s(?!government\b|administration\b)[a-z][\w-]*)+\Z")
_CUT = re.compile(r"\n|\s[—|]\s|\sin\s(?=[A-Z])")
_CAPITAL = re.compile(r"[^\W\d_a-z](?<![\w-].)\w*")
_POSSESSIVE = re.compile(r"'s\s(?=[A-Z])")
_ABBREVIATED = re.compile(r"\s\((?P<short>[A-Z][A-Za-z&.]{1,9})\)")
_FOREIGN = re.compile(
    r"(?:\s(?:de|du|des|della|di|do|da|dos|y|et|und|für|van|von|der)\s(?:la\s|l'|d')?[A-ZÀ-Þ][\w-]+){1,4}"
)
_DE = re.compile(r"\s(?:de|du|des|della|di|do|da|dos|für)\s")
_LIST = re.compile(r",\s|\s(?:and|or)\s")

_HEAD_OF = re.compile(r"\b(?:President|Minister|Premier|Chancellor|King|Queen|Emir|Sultan|Ambassador|Governor)\sof\s\Z")
_LISTING = re.compile(
    r"""
    (?P<exchange> NYSE | NASDAQ | Nasdaq | AMEX | LSE | TSX | ASX | HKEX ) (?: :\s? | \s )
    (?! Euronext | Group | American | Arca | OMX | Composite | Stock | Exchange | Inc )
    (?= [A-Z] )
    """,
    re.VERBOSE,
)

_MANY = 32  # names that begin with one word
Index = Mapping[str, list[tuple[int, str]]]  # by a name's first capitalised word: where in the name it stands, the name


def split_span(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the names in a model's span: trimmed, and parted at "China's Ministry", "A, B", "A or B"."""
    known = _split(text)  # of one text each span is asked for twice
    if (start, end) not in known:
        known[start, end] = tuple(_parts(text, start, end))
    return known[start, end]


@lru_cache(maxsize=2)
def _split(text: str) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
    return {}


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = trimmed(text, start, end)
    owner = _POSSESSIVE.search(text, start, end)
    if owner and text[start : owner.start()] in country_names():
        start = owner.end()
    if _HEAD_OF.search(text, max(0, start - 40), start) and _land_first(text[start:end]):
        return  # the President of Samoa Harper: a person
    listing = _LISTING.match(text, start, end)
    if listing:  # NYSE General Foods
        yield start, listing.end("exchange")
        start = listing.end()
    cut = start
    if " & " in text[start:end]:  # Harper, Lowe & Finch
        yield start, end
        return
    for m in _LIST.finditer(text, start, end):
        right = text[m.end() : end].split(" ", maxsplit=1)[0].rstrip(",.")
        if m[0] != " and " and right not in LEGAL and right + "." not in LEGAL and "(" not in text[cut:end]:
            yield cut, m.start()
            cut = m.end()
    yield cut, end


def _land_first(name: str) -> bool:
    """Tell whether a name goes on behind a country's."""
    words = name.split(" ")
    return any(" ".join(words[:n]) in country_names() for n in range(1, min(4, len(words))))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a model's span without article, possessive, loose brackets and punctuation, with its legal form."""
    start, end = _longer_side(text, start, end)
    while start < end and (m := _LEADING.match(text, start, end)):
        start = m.end()
    first = _CAPITAL.match(text, start, end)
    if first and first.end() < end and opens_question(text, start, first[0]):
        start = first.end() + 1
    start = with_saint(text, start)
    end = _punctuated(text, start, end)
    tail = _LOWER_TAIL.search(text, start, end)
    if tail and tail.start() > start:
        end = tail.start()
    end = _bracketed(text, start, _without_short(text, start, end))
    foreign = _FOREIGN.match(text, end)
    if foreign and _DE.search(text, start, foreign.end()):
        end = foreign.end()
    words = text[start:end].split()
    if words and (words[-1] in DESCRIPTORS or len(words) > 1):
        end = tailed(text, end)
    return start, end


def _longer_side(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the longer side of a dash or line break; what stands before "in Place"."""
    cut = _CUT.search(text, start, end)
    if cut is None:
        return start, end
    if cut[0].strip() == "in":
        keeps = text[start : cut.start()].split(" ", maxsplit=1)[0] in OF_HEADS
        return (start, end) if keeps else (start, cut.start())
    return (start, cut.start()) if cut.start() - start >= end - cut.end() else (cut.end(), end)


def _punctuated(text: str, start: int, end: int) -> int:
    """Return the end without possessive and punctuation; a bracket or full stop of the name's own stays."""
    while start < end and (m := _TRAILING.search(text, start, end)) and m.start() > start:
        own = text[start:end].count("(") == text[start:end].count(")") or text[start:end].endswith(
            ("Inc.", "Co.", "Corp.", "Ltd.")
        )
        if m[0] in {")", "."} and own:
            break
        end = m.start()
    return end


def _without_short(text: str, start: int, end: int) -> int:
    """Return the end before a short form of the name itself in brackets."""
    inside = _ABBREVIATED.search(text, start, end)
    its_own = inside and inside.end() == end and stands_for(inside["short"], text[start : inside.start()])
    return inside.start() if inside and its_own else end


def _bracketed(text: str, start: int, end: int) -> int:
    """Return the end with its bracket closed, or before a bracket that does not close."""
    name = text[start:end]
    if name.count("(") <= name.count(")"):
        return end
    end = max(start, end + 1 if text[end : end + 1] == ")" else start + name.index("("))
    while end > start and text[end - 1].isspace():
        end -= 1
    return _without_short(text, start, end)


def index(names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """Return names by their first capitalised word, the longest first: what `search` looks up."""
    by_first: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in names:
        first = _CAPITAL.search(name)
        if first:
            by_first[first[0]].append((first.start(), name))
    for found in by_first.values():
        found.sort(key=lambda pair: len(pair[1]), reverse=True)
    return by_first


@lru_cache(maxsize=1)
def known_index() -> Index:
    """Return the index of the widely known bodies."""
    return index({*KNOWN, *unmistakable()})


@lru_cache(maxsize=2)  # a text is searched twice on end
def _capitals(text: str) -> list[tuple[int, str]]:
    """Return the words of a text that begin with a capital, with their offsets."""
    return [(m.start(), m[0]) for m in _CAPITAL.finditer(text)]


def search(text: str, names: Index, *more: Index) -> Iterator[tuple[int, int, str]]:
    """Yield where names stand in a text as whole words, longest at each word: one pass over its capitals."""
    lengths: dict[str, dict[tuple[int, int], set[str]]] = {}
    merged: dict[str, Sequence[tuple[int, str]]] = {}
    for at, word in _capitals(text):
        if (found := merged.get(word)) is None:
            found = names.get(word, ())
            for other in more:
                if word in other:
                    found = sorted({*found, *other[word]}, key=lambda pair: len(pair[1]), reverse=True)
            merged[word] = found
        for before, name in found if len(found) < _MANY else _standing(text, at, word, found, lengths):
            if _stands(text, at - before, name):
                yield at - before, at - before + len(name), name
                break


def every(text: str, names: Index) -> Iterator[tuple[int, int, str]]:
    """Yield everywhere that names stand in a text as whole words, shorter ones inside longer ones, too."""
    lengths: dict[str, dict[tuple[int, int], set[str]]] = {}
    for at, word in _capitals(text):
        found = names.get(word, ())
        for before, name in found if len(found) < _MANY else _standing(text, at, word, found, lengths):
            if _stands(text, at - before, name):
                yield at - before, at - before + len(name), name


def _stands(text: str, start: int, name: str) -> bool:
    """Tell whether a name stands at a place as whole words."""
    end = start + len(name)
    return text.startswith(name, start) and not (
        text[end : end + 1].isalnum() or text[end - 1 : end + 1] == "&" or _compound(text, end)
    )


def _standing(
    text: str, at: int, word: str, names: Iterable[tuple[int, str]], lengths: dict[str, dict[tuple[int, int], set[str]]]
) -> Iterator[tuple[int, str]]:
    """Yield which of many names that begin with one word stand at a place: one look for each length, not for each name."""
    if word not in lengths:
        lengths[word] = {}
        for before, name in names:
            lengths[word].setdefault((before, len(name)), set()).add(name)
    for (before, length), alike in lengths[word].items():
        name = text[max(0, at - before) : at - before + length]
        if name in alike:
            yield before, name


def _compound(text: str, end: int) -> bool:
    """Tell whether a name goes on behind a hyphen with a capital: China-Europe, Browne-Jorgensen."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()


def longest(candidates: Iterable[Mention]) -> list[Mention]:
    """Return the rules' candidates without those inside a longer one."""
    kept: list[Mention] = []
    for mention in sorted(candidates, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
        elif (mention.start, mention.end) == (kept[-1].start, kept[-1].end):
            kept.append(mention)
    return kept
