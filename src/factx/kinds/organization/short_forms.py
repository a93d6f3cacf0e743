"""Which shorter names stand for a longer one: initials, dropped descriptors, dropped places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from factx.kinds.organization.initials import all_initials, capitals, is_initials
from factx.kinds.organization.places import SMALL, is_place, is_place_word, name_words, place_words
from factx.kinds.organization.tables import (
    DESCRIPTORS,
    HEAD_KIND,
    HEADS,
    KNOWN,
    LEGAL,
    LEGAL_SHORT,
    NATIONALITIES,
    OF_HEADS,
    STATES,
    ZONE_TAILS,
    country_names,
)

_ABBREVIATED = {
    "House": "House of Representatives",
    "Commons": "House of Commons",
    "Lords": "House of Lords",
    "Fed": "Federal Reserve",
}
_TEACHES = frozenset({"University", "College"})
_ZONE_WORDS = frozenset("Pilot Demonstration Comprehensive Experimental National Special".split())
_COMPANY_WORDS = DESCRIPTORS | frozenset(HEADS["company"].split())
# What a company does, behind its name; the others may be a part of it: Norden Foods is Norden, Norden Capital need not be.
_BUSINESS = frozenset(HEADS["company"].split()) - frozenset(
    "Exchange Fund Insurance Investment Investments Ventures Labs Properties Development Infrastructure Retail Management".split()
)
_PARENTS = LEGAL | frozenset("Group Holding Holdings Company Motor Motors Electronics International".split())
_OFFICIAL = frozenset({"government", "intergovernmental", "association", "education", "party"})
_BEHIND = re.compile(r"(?P<head>.+ .+|Parliament|Senate) of (?:the )?(?P<place>.+)")
_NAME_WORD = re.compile(r"\((?P<inside>[^()]*)\)|[^\s(),]+")


def is_short_for(short: str, long: str) -> bool:
    """Tell whether a name is a shorter form of another body's name.

    Words may be left out only where they do not tell bodies apart: descriptors and legal forms at the end; places,
    nationalities, brackets and a zone's attributes elsewhere; a company's places before its name, of its parts are others. Two names with a legal form each are one only if the
    longer adds legal forms. Or the shorter is made of initials.
    """
    few, many = name_words(short), name_words(long)
    if not few or not many or short == long:
        return False
    if _is_legal(few[-1]) and _is_legal(many[-1]):
        return is_same_with_legal_form(short, long)
    if short in _ABBREVIATED and long.endswith(_ABBREVIATED[short]):
        return True
    return (
        _drops_descriptors(short, few, many)
        or _drops_places(few, long)
        or _drops_place_behind(short, long)
        or (len(few) == 1 and (is_initials(short, long) or _is_head_of(short, many)))
    )


def is_same_with_legal_form(short: str, long: str) -> bool:
    """Tell whether a name is another one but for legal forms behind it: Harper Co. and Harper Co. Ltd."""
    few, many = _plain_legal(name_words(short)), _plain_legal(name_words(long))
    return 0 < len(few) <= len(many) and many[: len(few)] == few and all(map(_is_legal, many[len(few) :]))


def begins_company(short: str, long: str) -> bool:
    """Tell whether a name begins a longer company name so that it may stand for it where no other begins alike.

    Not a known body's, nor where a place follows: those are the names of a parent beside its subsidiary.
    """
    few, many = name_words(short), name_words(long)
    rest = many[len(few) :]
    return (
        long.startswith(f"{short} ")
        and _is_legal(many[-1])
        and not _is_legal(few[-1])
        and short not in KNOWN
        and "(" not in long
        and not any(is_place_word(word) for word in rest)
    )


Key = tuple[str, *tuple[str | int, ...]]


def shared_keys(name: str) -> set[Key]:
    """Return the keys of a longer name: each of its short forms has all of one group among its `short_keys`."""
    words = name_words(name)
    if not words:
        return set()
    keys: set[Key] = {("begins", begun) for begun in beginnings(_plain_legal(words))}
    keys |= {("last", words[-1]), ("first", next((w for w in words if not is_place_word(w)), ""))}
    keys |= {("last", capitals(tail.split())) for tail in ZONE_TAILS if name.endswith(tail)}
    keys |= {("initials", letters) for letters in all_initials(name)}
    return keys if _is_legal(words[-1]) else keys | _inner_keys(name, words)


def _inner_keys(name: str, words: Sequence[str]) -> set[Key]:
    """Return keys for short forms that leave out words inside a name: what stays, if only places may go, else its end."""
    if "(" not in name and not name.endswith(ZONE_TAILS):
        places = {word for word in words if is_place_word(word)}
        if places == place_words(words):
            stays = hash(tuple(word for word in words if word not in places))
            return {("stays", stays, word) for word in words}
    ends = {words[-1], *(capitals(tail.split()) for tail in ZONE_TAILS if name.endswith(tail))}
    return {("ends", end, word) for end in ends for word in {*words, end}}


def short_keys(name: str) -> list[list[Key]]:
    """Return groups of keys under which longer names are looked up: one has all keys of a group, or is not meant by it.

    So the key of a group that fewest names have is enough: Harper Bank is looked up by Harper among a thousand banks.
    """
    words = name_words(name)
    if not words:
        return []
    groups: list[list[Key]] = [[("begins", beginnings(_plain_legal(words))[-1])]]
    if len(words) == 1:
        full = name_words(_ABBREVIATED[name])[-1:] if name in _ABBREVIATED else []
        keys: list[Key] = [("initials", name.upper()), ("first", words[0])]
        keys += [("last", word) for word in (words[0], *full)]
        groups += [[key] for key in keys]
    elif not _is_legal(words[-1]):
        stays = hash(tuple(word for word in words if not is_place_word(word)))
        groups += [[("stays", stays, word) for word in words], [("ends", words[-1], word) for word in words]]
    return groups


def beginnings(words: Iterable[str]) -> list[int]:
    """Return for each number of words from the first on a hash of them, each made from the one before."""
    return list(accumulate(words, lambda before, word: hash((before, word)), initial=0))[1:]


def without_place(name: str) -> str | None:
    """Return the initials in a name that says its country first: NDRC of China NDRC."""
    place, _, rest = name.rpartition(" ")
    at_home = rest.isupper() and len(rest) > 2 and rest not in ZONE_TAILS  # Anhui FTZ is not any FTZ
    return rest if at_home and (place in country_names() or place in NATIONALITIES) else None


def later_forms(name: str) -> list[str]:
    """Return what an article may call a body later: its name without descriptors, and the first word of a company's."""
    words = name.replace(",", "").split()
    kept = len(words)
    while kept > 1 and words[kept - 1] in DESCRIPTORS:
        kept -= 1
    if kept == len(words) or words[kept - 1] in {"of", "and", "&"}:
        return []
    first = [words[0]] if kept > 1 and words[-1] in LEGAL and words[0] not in NATIONALITIES else []
    return [" ".join(words[:kept]), *first]


@lru_cache(maxsize=1 << 15)
def nation_of_known(name: str) -> bool:
    """Tell whether a name is a known body's with its country before it: the United States House of Representatives."""
    words = name.split()
    return any(
        " ".join(words[at:]) in KNOWN and ((first := " ".join(words[:at])) in country_names() or first in NATIONALITIES)
        for at in range(1, min(4, len(words)))
    )


def _is_legal(word: str) -> bool:
    return word in LEGAL or word == "Company"


def _plain_legal(words: Sequence[str]) -> list[str]:
    """Return words with legal forms in one spelling: Limited and Ltd. are Ltd."""
    return [
        LEGAL_SHORT.get(plain, plain) if (plain := w.rstrip(".")) in LEGAL_SHORT.values() or plain in LEGAL_SHORT else w
        for w in words
    ]


def _drops_descriptors(short: str, few: list[str], many: list[str]) -> bool:
    """Tell whether only descriptors follow: Norden and Norden Group; a known name keeps its subsidiaries apart."""
    rest = [word.strip(".,") for word in many[len(few) :]]
    if many[: len(few)] != few or not rest:
        return False
    if short in KNOWN:
        return all(word in _PARENTS for word in rest)
    if all(word in DESCRIPTORS for word in rest):
        return True
    if is_place(short) or short in NATIONALITIES:  # Oslo and Oslo Foods
        return False
    return (
        rest[0] in _TEACHES or rest[0] in _BUSINESS if len(rest) == 1 else all(word in _COMPANY_WORDS for word in rest)
    )


def _drops_place_behind(short: str, long: str) -> bool:
    """Tell whether only "of" and a place follow: Reserve Bank of Samoa; but a state's branch is not its party."""
    m = _BEHIND.fullmatch(long)
    if not m or m["head"] != short or not is_place(m["place"]):
        return False
    return not (short.endswith("Party") and m["place"] in STATES)


def _drops_places(few: list[str], long: str) -> bool:
    """Tell whether a name ends as the longer one does and leaves out only what tells no bodies apart."""
    if len(few) == 1 and (few[0] not in HEAD_KIND or HEAD_KIND[few[0]] == "company") and not few[0].isupper():
        return False
    located = few[0] in OF_HEADS and " ".join(few[1:]) in country_names()  # Bank of China, University of Paris
    many = [(word, optional) for word, optional in _marked(long) if word not in SMALL]
    tails = [tail.split() for tail in ZONE_TAILS if long.endswith(tail) and few[-1] == capitals(tail.split())]
    if tails:
        few, many = few[:-1], many[: -len(tails[0])]
    elif few[-1] != many[-1][0] or (HEAD_KIND.get(few[-1]) == "company" and many[0][0] == few[0] and len(few) > 1):
        return False
    return not located and _left_out_is_optional(few, many)


def _left_out_is_optional(few: Sequence[str], many: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether the words stand in this order in the longer name and each word between them is optional."""
    at = 0
    for word, optional in many:
        if at < len(few) and few[at] == word:
            at += 1
        elif not optional:
            return False
    return at == len(few)


def _marked(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a name and whether a shorter form may leave each out."""
    zone = name.endswith(ZONE_TAILS)
    places = place_words(name_words(name))
    for m in _NAME_WORD.finditer(name):
        for word in (m["inside"] or m[0]).split():
            yield word, m["inside"] is not None or word in places or (zone and word in _ZONE_WORDS)


def _is_head_of(short: str, many: Sequence[str]) -> bool:
    """Tell whether a name is the word alone that makes the longer one a public body: Commission, Ministry."""
    ends = {next((word for word in many if not is_place_word(word)), None), many[-1]}
    return short in HEAD_KIND and short not in KNOWN and HEAD_KIND[short] in _OFFICIAL and short in ends
