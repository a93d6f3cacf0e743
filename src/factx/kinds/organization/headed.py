"""Names that a word in them makes a body: Ministry, Commission, Zone, Inc."""

import re

from factx.kinds.organization.tables import (
    HEAD_KIND,
    KNOWN,
    LEGAL,
    NATIONALITIES,
    NO_BODY,
    OF_HEADS,
    WEAK_HEADS,
    ZONE_TAILS,
    country_names,
)
from factx.kinds.organization.words import (
    CAP,
    COMPOUND_TAILS,
    OPENERS,
    STRONG,
    TITLES,
    Org,
    is_no_body,
    kind_of,
    opens_question,
    with_saint,
)
from factx.rules.context import Context, SpanValue
from factx.rules.pattern import any_of
from factx.rules.rule import rule

_BRACKET = rf"\({CAP}(?:\s{CAP}){{0,3}}\)"
_JOINT = r"(?:\s(?:(?:of|and|&|for|on)\s)?|-)"
_LEFT_NAME = re.compile(
    rf"""
    (?<! [\w.'-] ) {CAP}
    (?:
        (?: {_JOINT} | ,\s (?= {CAP} (?:,\s{CAP})? ,?\s (?:&|and) \s {CAP} ,?\s ) )  # Harper, Lowe & Finch
        (?: {CAP} | {_BRACKET} )
    ){{0,8}}
    (?P<comma> , )? \s \Z
    """,
    re.VERBOSE,
)
_SMALL = re.compile(r".*\s(?!(?:of|and|for|on)\s)[a-z]+\s", re.DOTALL)
_MONTHS = (
    r"(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?!\w)"
)
_CHAIN = re.compile(
    rf"""
    \s (?:of|for|on) \s (?:the\s)?
    (?P<first> (?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b | {_MONTHS} ) {CAP} )
    (?: \s{CAP} ){{0,4}}
    (?: \sof\s (?:the\s)? {CAP} (?:\s{CAP}){{0,2}} )?                  # of the District of Norden
    (?: (?:,\s{CAP}){{0,4}} ,?\sand\s {CAP} (?:\s{CAP}){{0,2}} )?       # Trade, Water and Industry
    """,
    re.VERBOSE,
)
_PLACE_BRACKET = re.compile(rf"\s\((?P<in>{CAP}(?:\s{CAP})?)\)")
_LEGAL_TAIL = re.compile(
    rf"""
    ,? \s
    (?: {"|".join(re.escape(form) for form in sorted(LEGAL, key=len, reverse=True))} )
    (?! \w ) \.? (?= \W | $ )
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(r"\S+")


_HEAD = any_of(w for w in {*HEAD_KIND, *(legal.rstrip(".") for legal in LEGAL)} if re.fullmatch(r"[A-Z]\w+", w))


@rule(
    rf"(?P<head>(?-i:{_HEAD}))(?!\w)",
    finds={
        "said the [Liaoning Department of Transportation] on": Org("government"),
        "the [National Reform and Growth Commission] approved": Org("government"),
        "China's [Ministry of Commerce] said": Org("government"),
        "in the [China (Anhui) Pilot Free Trade Zone] there": Org("zone"),
        "the new [China-Italy (Wuhan) High-end Machinery Industrial Park] opened": Org("zone"),
        "of [Northfield Holdings] in": Org("company"),
        "a deal with [Harper Foods Inc.] in": Org("company"),
        "a venture of [NORDEN WATER, INC.] here": Org("company"),
        "said [Harper, Lowe & Finch LLP] in": Org("company"),
        "at [First Norden Corp.] in": Org("company"),
        "in the [U.S. District Court for Northern District of California] there": Org("government"),
        "the [European Court of Human Rights] ruled": Org("government"),
        "at the [University of Norden] and [Harper University] there": [Org("education"), Org("education")],
        "the [Norden Water Council] on Aug. 6 ordered": Org("government"),
        "said the [Norden National Bank] on Friday": Org("company"),
        "said the [Norden Securities and Exchange Commission] on Friday": Org("government"),
        "the [Organisation for Trade and Water in Europe] said": Org("intergovernmental"),
        "according to the [National Conference of Water Boards], the": Org("association"),
        "shares of [Harper Securities Depository and Clearing Co.] fell": Org("company"),
        "the [Harper Group] of Hart's daughter": Org("company"),
        "the [Bank of Norden]'s governor": Org("company"),
        "at [St. Harper University] there": Org("education"),
        "Will [Harper Motors] be next?": Org("company"),
        "the Norden-based [Harper Foods Inc.] said": Org("company"),
    },
    skips=["the commission said", "a Bank holiday", "in Central Park today", "the Department said"],
)
def headed(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A name with a word that makes it a body: Ministry, Commission, Zone, Inc."""
    text, head = context.text, m["head"]
    left = _named_left(text, m.start())
    if left and left["comma"] and head not in LEGAL:
        left = None
    start = with_saint(text, _opened(text, left.start(), m.start(), head)) if left else m.start()
    end = m.end() + (1 if head + "." in LEGAL and text[m.end() : m.end() + 1] == "." else 0)
    chain = _CHAIN.match(text, end) if head in OF_HEADS else None
    if chain and not (
        head in _NOT_CHAINED and _POSSESSIVE.match(text, chain.end())
    ):  # not the Harper Group of Hart's daughter
        end = _chained(text, chain)
        where = _IN_PLACE.match(text, end)
        if where and " for " in text[m.end() : end] and where["in"] in country_names():
            end = where.end()
    else:
        chain = None
    if not chain and start == m.start():
        return None
    end = tailed(text, end)
    if not chain and head not in LEGAL and _GOES_ON.match(text, end):
        return _name_goes_on(text, start, end)
    return _placed(text, start, end, head)


def _named_left(text: str, end: int) -> re.Match[str] | None:
    """Return the words of a name before its head: behind the last word in small letters that no name holds."""
    start = max(0, end - 110)
    small = _SMALL.match(text, start, end)
    return _LEFT_NAME.search(text, small.end() if small else start, end)


def _chained(text: str, chain: re.Match[str]) -> int:
    """Return where "of X" ends: before "and", where a body of its own follows there, or X is a place."""
    joined = chain[0].rfind(" and ")
    if joined < 0:
        return chain.end()
    after = chain.start() + joined + len(" and ")
    run = _RUN.match(text, after)
    words = run[0].split() if run else []
    place = re.sub(r"^\s(?:of|for|on)\s(?:the\s)?", "", chain[0][:joined]) in country_names()
    last = words[-1] if words else ""
    field = last in _FIELDS and len(words) < 3  # Institute of Management and Public Administration
    alone = (last in HEAD_KIND and not field) or last in LEGAL or (words and words[0] in OF_HEADS and len(words) > 1)
    return chain.start() + joined if alone or (place and " ".join(words) not in country_names()) else chain.end()


_FIELDS = frozenset(
    "Administration Technology Science Development Engineering Management Energy Power Industry Construction Manufacturing Mining Insurance Communications Gas Oil Shipping Logistics Investment Service"
    " Defence".split()
)


def _name_goes_on(text: str, start: int, end: int) -> list[SpanValue] | None:
    """A head inside a longer run of capitals: a weak sign, unless what follows is another sentence's."""
    following = _FOLLOWING.match(text, end, end + 40)
    if following and following["w"] in NO_BODY:
        return None
    return [SpanValue(start, end, Org(kind_of(text[start:end]), 1))]


_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_GOES_ON = re.compile(r"[\s-][A-Z]")
_FOLLOWING = re.compile(rf"[\s-](?P<w>{CAP})")
_JOINING = re.compile(r"\s(?:(?P<and>and)|of|for|on)\s")
_RUN = re.compile(rf"{CAP}(?:\s{CAP}){{0,6}}")
_IN_PLACE = re.compile(rf"\sin\s(?P<in>{CAP}(?:\s{CAP})?)")
_SHOUTED = re.compile(r"(?:[A-Z]+\s)*(?:OF|BY|AND|A|TO|THE|FOR|IN|WITH|FROM)\s")


_NOT_CHAINED = frozenset({"House", "Group", "Church", "Union", "Office", "Service"})


def _placed(text: str, start: int, end: int, head: str) -> list[SpanValue] | None:
    shouted = head.isupper() and head in LEGAL  # WORLD WATER, INC in a line of capitals
    if shouted and (lead := _SHOUTED.match(text, start, end)):
        start = lead.end()
    name = text[start:end]
    if is_no_body(name) or (name.isupper() and " " in name and not shouted) or name.rstrip(".") == head:
        return None
    strong = (
        head not in WEAK_HEADS
        or (head not in _NOT_CHAINED and re.search(rf"\b{re.escape(head)}\s(?:of|for|on)\s", name))
        or name.split()[-1] in LEGAL
        or any(name.endswith(tail) and name != tail for tail in ZONE_TAILS)
    )
    return [SpanValue(start, end, Org(kind_of(name), STRONG if strong else 1))]


def _opened(text: str, start: int, head_start: int, head: str) -> int:
    """Return where a name begins: past sentence openers and titles, and past "A and" where that is another name."""
    kind = HEAD_KIND.get(head, "company")
    for m in _TOKEN.finditer(text, start, head_start):
        word = m[0]
        joined = _JOINING.match(text, m.end())
        if m.start() == start and (_opens(text, start, word) or word in TITLES or word in {"of", "and", "for", "on"}):
            start = m.end() + 1
        elif joined and joined["and"] and _ACTIVITY.fullmatch(text, joined.end(), head_start):
            continue
        elif joined and joined["and"]:
            part = text[start : m.end()]
            if (
                kind in {"company", "zone", "media", "team"}
                or any(w in HEAD_KIND and w not in WEAK_HEADS for w in part.split())
                or part in country_names()
                or part in KNOWN
                or part in NATIONALITIES
            ):
                start = joined.end()
        elif joined and word not in OF_HEADS:
            start = joined.end()
    while start < head_start and text[start].isspace():
        start += 1
    return start


_ACTIVITY = re.compile(
    r"(?:[A-Z]\w+ing|Exchange|Sons|Gas|Electric|Light|Power|Water|Trust|Savings|Loan|Steel|Iron|Chemicals?|Oil|Coal)\s"
)  # Depository and Clearing Co.
_ORDINAL = frozenset({"First", "Last", "Next", "Early", "Late", "All", "Other", "Under", "Over"})


def _opens(text: str, start: int, word: str) -> bool:
    """Tell a word before a name from the name's own: a sentence's first word, Norden-based; First Albany inside a sentence."""
    if word.endswith(COMPOUND_TAILS) or opens_question(text, start, word):
        return True
    return word in OPENERS and not (word in _ORDINAL and text[max(0, start - 2) : start - 1].isalpha())


def tailed(text: str, end: int) -> int:
    """Return where a name ends: a legal form and a bracketed place belong to it."""
    for _ in range(3):
        legal = _LEGAL_TAIL.match(text, end)
        place = _PLACE_BRACKET.match(text, end)
        if legal and not (
            legal[0].endswith(".") and legal[0].strip(" ,.") not in LEGAL and legal[0].strip(" ,") not in LEGAL
        ):
            end += len(legal[0])
        elif place and (place["in"] in country_names() or place["in"] in {"USA", "UK", "China", "HK"}):
            end = place.end()
        else:
            break
    return end
