"""Names of bodies: what their shape and their neighbours tell, before the model is asked."""

import re
from dataclasses import dataclass
from typing import ClassVar

from factx.kinds.names import (
    DESCRIPTORS,
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    NO_BODY_WORDS,
    OF_HEADS,
    WEAK_HEADS,
    ZONE_TAILS,
    places,
)
from factx.rule import Context, Placed, rule

STRONG = 4  # the weight of words that are enough by themselves


@dataclass(frozen=True, slots=True)
class Org:
    """A candidate body: the name at its span, its kind if the words tell, and how sure its shape makes it."""

    kind: ClassVar[str] = "organization"
    org_kind: str | None = None
    weight: int = STRONG  # below: the model or another sign must agree
    name: str = ""
    org_id: str = ""


_CAP = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w]*(?:(?:[&/-]|'(?!s\b))\w+)*)"
_BRACKET = rf"\({_CAP}(?:\s{_CAP}){{0,3}}\)"
_JOINT = r"(?:\s(?:(?:of|and|&|for|on)\s)?|-)"
_LEFT_NAME = re.compile(rf"(?<![\w.'-]){_CAP}(?:{_JOINT}(?:{_CAP}|{_BRACKET})){{0,8}}\s\Z")
_CHAIN = re.compile(rf"\s(?:of|for|on)\s(?:the\s)?(?P<first>{_CAP})(?:\s{_CAP}){{0,4}}(?:(?:,\s{_CAP}){{0,4}},?\sand\s{_CAP}(?:\s{_CAP}){{0,2}})?")
_PLACE_BRACKET = re.compile(rf"\s\((?P<in>{_CAP}(?:\s{_CAP})?)\)")
_LEGAL_TAIL = re.compile(r",?\s(?:" + "|".join(re.escape(x) for x in sorted(LEGAL, key=len, reverse=True)) + r")(?![\w])\.?(?=\W|$)")
_OPENERS = frozenset(
    "The A An In On At By For From With As Since After Before While When Where If But And Or So Also According Its His Her Their Our My This That"
    " These Those To Of Under Over Former Then Although Because Despite During Until Through Both Between Among Like Unlike Late Early Here"
    " There Last Next First What Who Why How It He She They We You I Not No All Some Many Most More Other Another Such Each Every Even Only Meanwhile However Currently".split()
)
_TITLES = frozenset("President Minister Secretary Senator Governor Mayor Chairman Director Judge Chancellor Premier Mr Mrs Ms Dr Prof Sen Rep Gov Gen".split())
_TOKEN = re.compile(r"\S+")


def is_no_body(name: str) -> bool:
    """Tell what is surely no organization by its words: places, peoples, events, laws, terms."""
    last = name.rsplit(" ", 1)[-1].rstrip(")").rstrip(".")
    if name in KNOWN:
        return False
    return (
        name in NO_BODY_WORDS
        or name in places()
        or (last in NO_BODY and last not in LEGAL)
        or last in NATIONALITIES
        or all(word in NATIONALITIES or word in NO_BODY_WORDS or word in places() for word in re.split(r"[\s-]", name))
    )


def kind_of(name: str) -> str | None:
    """Return the org_kind a name's own words give it, or None."""
    if name in KNOWN:
        return KNOWN[name]
    words = re.findall(r"[^\s(),]+", name)
    if any(name.endswith(tail) for tail in ZONE_TAILS):
        return "zone"
    if any(word in LEGAL for word in words[1:]):
        return "company"
    if words and words[-1].lower() in {"government", "administration"}:
        return "government"
    for word in ([words[0]] if len(words) > 2 and words[1] in {"of", "for", "on"} else []) + words[::-1]:
        if word in HEAD_KIND:
            return _of_bank(name) if word == "Bank" else HEAD_KIND[word]
    return None


def _of_bank(name: str) -> str:
    """A central bank is a government body: it is named after a country."""
    rest = name.removeprefix("Bank of ").removeprefix("the ")
    return "government" if name.startswith(("Central Bank", "National Bank", "Reserve Bank", "People's Bank")) or rest in {"England", "Japan", "Canada", "Korea", "Israel", "Russia", "Mexico", "Thailand", "France", "Italy", "Spain"} else "company"  # fmt: skip


@rule(
    r"(?P<head>(?-i:[A-Z])\w+)",
    at={w.lower() for w in HEAD_KIND} | {w.lower().rstrip(".") for w in LEGAL if w.isalpha() and len(w) > 1},
    finds={
        "said the [Liaoning Department of Transportation] on": Org("government"),
        "the [National Reform and Growth Commission] approved": Org("government"),
        "China's [Ministry of Commerce] said": Org("government"),
        "in the [China (Anhui) Pilot Free Trade Zone] there": Org("zone"),
        "the new [China-Italy (Wuhan) High-end Machinery Industrial Park] opened": Org("zone"),
        "of [Northfield Holdings] in": Org("company"),
        "a deal with [Harper Foods Inc.] in": Org("company"),
        "according to the [National Conference of Water Boards], the": Org("association"),
    },
    skips=["the commission said", "a Bank holiday", "in Central Park today", "the Department said"],
)
def headed(m: re.Match[str], context: Context) -> list[Placed] | None:
    """A name with a word that makes it a body: Ministry, Commission, Zone, Inc."""
    text, head = context.text, m["head"]
    if head not in HEAD_KIND and head not in LEGAL and head + "." not in LEGAL:
        return None
    left = _LEFT_NAME.search(text, max(0, m.start() - 110), m.start())
    start = _opened(text, left.start(), m.start(), head) if left else m.start()
    end = m.end() + (1 if head + "." in LEGAL and text[m.end() : m.end() + 1] == "." else 0)
    chain = _CHAIN.match(text, end) if head in OF_HEADS else None
    if chain:
        end = chain.end()
    elif start == m.start():
        return None
    end = tailed(text, end)
    if re.match(r"(?:\s|-)[A-Z]", text[end : end + 2]) and not chain and head not in LEGAL:
        return _name_goes_on(text, start, end)
    return _placed(text, start, end, head)


def _name_goes_on(text: str, start: int, end: int) -> list[Placed] | None:
    """A head inside a longer run of capitals: a weak sign, unless what follows is another sentence's."""
    following = re.match(rf"[\s-](?P<w>{_CAP})", text[end : end + 40])
    if following and following["w"] in NO_BODY:
        return None
    return [Placed(start, end, Org(kind_of(text[start:end]), 1))]


def _placed(text: str, start: int, end: int, head: str) -> list[Placed] | None:
    name = text[start:end]
    if is_no_body(name) or name.isupper() and " " in name or name in {head}:
        return None
    chained = re.search(rf"\b{re.escape(head)}\s(?:of|for|on)\s", name) and head not in {"House", "Group", "Church", "Union", "Office", "Service"}
    strong = head not in WEAK_HEADS or chained or name.split()[-1] in LEGAL or any(name.endswith(tail) and name != tail for tail in ZONE_TAILS)
    return [Placed(start, end, Org(kind_of(name), STRONG if strong else 1))]


def _opened(text: str, start: int, head_start: int, head: str) -> int:
    """Return where a name begins: past sentence openers and titles, and past "A and" where that is another name."""
    kind = HEAD_KIND.get(head, "company")
    for m in _TOKEN.finditer(text, start, head_start):
        word = m[0]
        joined = re.match(r"\s(?:and|&)\s", text[m.end() : m.end() + 5])
        if m.start() == start and (word in _OPENERS or word in _TITLES or word in {"of", "and", "for", "on"}):
            start = m.end() + 1
        elif joined and word != "&":
            part = text[start : m.end()]
            if kind in {"company", "zone", "media", "team"} or part in places() or part in KNOWN or part in NATIONALITIES:
                start = m.end() + joined.end()
        elif re.match(r"\s(?:of|for|on)\s", text[m.end() : m.end() + 5]) and word not in OF_HEADS:
            start = m.end() + 4 if text[m.end() + 1] != "f" else m.end() + 5
    while start < head_start and text[start].isspace():
        start += 1
    return start


def tailed(text: str, end: int) -> int:
    """Return where a name ends: a legal form and a bracketed place belong to it."""
    for _ in range(3):
        legal = _LEGAL_TAIL.match(text, end)
        place = _PLACE_BRACKET.match(text, end)
        if legal and not (legal[0].endswith(".") and legal[0].strip(" ,.") not in LEGAL and legal[0].strip(" ,") not in LEGAL):
            final = legal[0].endswith(".") and (end + len(legal[0]) == len(text) or text[end + len(legal[0])] == "\n")
            end += len(legal[0]) - (1 if final else 0)
        elif place and (place["in"] in places() or place["in"] in {"USA", "UK", "China", "HK"}):
            end = place.end()
        else:
            break
    return end


_LOWER_HEAD = r"(?:government|administration|foreign\sministry|finance\sministry|defen[cs]e\sministry|parliament|(?:trade\s)?(?:promotion\s)?association|chamber\sof\scommerce|stock\sexchange)"
_BEFORE_HEAD = re.compile(rf"(?<![\w.'-])(?P<name>{_CAP}(?:\s{_CAP}){{0,3}})\s(?:(?:provincial|municipal|state|city|federal|regional|national|district|county|interim|military|trade|promotion|industry|coalition)\s){{0,3}}\Z")


@rule(
    rf"(?P<head>{_LOWER_HEAD})(?!-)",
    at={"government", "administration", "foreign", "finance", "defence", "defense", "parliament", "association", "chamber", "stock", "trade", "promotion"},
    finds={
        "The [Anhui provincial government] said": Org("government"),
        "the [Chinese government] said": Org("government"),
        "the [Obama administration] said": Org("government"),
        "The [Anhui trade promotion association] and": Org("association"),
    },
    skips=["the central government said", "The government said", "Last government sale", "with China's government", "President's administration"],
)
def lower_headed(m: re.Match[str], context: Context) -> list[Placed] | None:
    """A name before a plain word for a body: the Chinese government."""
    left = _BEFORE_HEAD.search(context.text, max(0, m.start() - 80), m.start())
    if not left:
        return None
    words = left["name"].split()
    while words and (words[0] in _OPENERS or words[0] in _TITLES):
        words.pop(0)
    if not words:
        return None
    start = left.start() + left["name"].index(words[0])
    return [Placed(start, m.end(), Org("association" if "assoc" in m[0] or "chamber" in m[0] else "company" if "exchange" in m[0] else "government"))]


_NAMES = rf"{_CAP}(?:(?:\s|\sof\s|-){_CAP}){{0,4}}"
_TRADE = (
    "maker|makers|carmaker|automaker|manufacturer|company|firm|giant|retailer|producer|supplier|airline|chipmaker|drugmaker|startup|start-up|operator|developer"
    "|conglomerate|brewer|miner|lender|insurer|broker|brokerage|newspaper|daily|broadcaster|publisher|bank|group|enterprise|agency|utility|distributor|consultancy|investor"
)
_NATION = "|".join(sorted(NATIONALITIES, key=len, reverse=True))


@rule(
    rf"(?:{_TRADE})(?:\sis)?\s(?P<span>(?-i:{_NAMES}))",
    at=set(_TRADE.replace("start-up", "start").split("|")),
    finds={
        "French tire maker [Bibendel] opened": Org("company"),
        "the gas producer [Enerwell] signed": Org("company"),
        "daily newspaper [Magyar Szo] revealed": Org("media"),
    },
    skips=["the company President said", "a maker of cars", "the firm In London", "a group Monday said"],
)
def apposed(m: re.Match[str], context: Context) -> Org | None:
    """A trade, then the name of who is in it."""
    name, trade = m["span"], m[0].split()[0].lower()
    first = name.split()[0]
    if first in _OPENERS or first in _TITLES or is_no_body(name) or is_no_body(first):
        return None
    kind = "media" if trade in {"newspaper", "daily", "broadcaster", "publisher"} else "government" if trade == "agency" else kind_of(name)
    return Org(kind or (None if trade in {"group", "enterprise"} else "company"))


@rule(
    rf"(?:companies|firms|enterprises|makers|manufacturers|carmakers|automakers|producers|retailers|banks|brands|suppliers|giants|businesses|airlines|lenders|rivals|operators)"
    rf"(?:,)?\s(?:such\sas|including|like)\s(?:the\s)?(?P<list>(?-i:{_NAMES}(?:,\s{_NAMES}){{0,8}}(?:,?\s(?:and|or)\s{_NAMES})?))",
    at="companies firms enterprises makers manufacturers carmakers automakers producers retailers banks brands suppliers giants businesses airlines lenders rivals operators".split(),
    finds={"enterprises such as [Nidac], [Orox Works] and [Panasol] have": [Org("company"), Org("company"), Org("company")]},
    skips=["companies such as these", "firms including Japanese ones"],
)
def listed(m: re.Match[str], context: Context) -> list[Placed]:
    """Companies such as A, B and C."""
    return [
        Placed(m.start("list") + n.start(), m.start("list") + n.end(), Org(kind_of(n[0]) or "company"))
        for n in re.finditer(_NAMES, m["list"])
        if not is_no_body(n[0])
    ]


RULES = (headed, lower_headed, apposed, listed)
__all__ = ["DESCRIPTORS", "RULES", "Org", "is_no_body", "kind_of"]
