"""Names that the words before or behind them make a body: the Chinese government, tire maker Michelin."""

import re

from factx.kinds.organization.names import NATIONALITIES, places
from factx.kinds.organization.words import CAP, OPENERS, TITLES, Org, is_no_body, kind_of
from factx.rule import Context, Placed, rule

_LOWER_HEAD = r"(?:government|administration|foreign\sministry|finance\sministry|defen[cs]e\sministry|parliament|(?:trade\s)?(?:promotion\s)?association|chamber\sof\scommerce|stock\sexchange)"
_BEFORE_HEAD = re.compile(
    rf"(?<![\w.'-])(?P<name>{CAP}(?:\s{CAP}){{0,3}})\s(?:(?:provincial|municipal|state|city|federal|regional|national|district|county|interim|military|trade|promotion|industry|coalition)\s){{0,3}}\Z"
)


@rule(
    rf"(?P<head>{_LOWER_HEAD})(?!-)",
    at={
        "government",
        "administration",
        "foreign",
        "finance",
        "defence",
        "defense",
        "parliament",
        "association",
        "chamber",
        "stock",
        "trade",
        "promotion",
    },
    finds={
        "The [Anhui provincial government] said": Org("government"),
        "the [Chinese government] said": Org("government"),
        "the [Obama administration] said": Org("government"),
        "The [Anhui trade promotion association] and": Org("association"),
    },
    skips=[
        "the central government said",
        "The government said",
        "Using government agencies",
        "Last government sale",
        "with China's government",
        "President's administration",
    ],
)
def lower_headed(m: re.Match[str], context: Context) -> list[Placed] | None:
    """A name before a plain word for a body: the Chinese government."""
    left = _BEFORE_HEAD.search(context.text, max(0, m.start() - 80), m.start())
    if not left:
        return None
    words = left["name"].split()
    while words and (words[0] in OPENERS or words[0] in TITLES):
        words.pop(0)
    if not words:
        return None
    start = left.start() + left["name"].index(words[0])
    named = " ".join(words)
    if context.sentence(start, start + 1)[0] == start and named not in places() and words[0] not in NATIONALITIES:
        return None
    return [
        Placed(
            start,
            m.end(),
            Org(
                "association"
                if "assoc" in m[0] or "chamber" in m[0]
                else "company"
                if "exchange" in m[0]
                else "government"
            ),
        )
    ]


@rule(
    rf"(?:government|administration|parliament|central\sbank)\sof\s(?:the\s)?(?P<of>(?-i:{CAP}(?:\s{CAP}){{0,3}}))",
    at={"government", "administration", "parliament", "central"},
    finds={
        "talks with the [government of Samoa] went": Org("government"),
        "the [government of President Obama] said": Org("government"),
    },
    skips=["a government of the people", "the government of Mondays"],
)
def of_place(m: re.Match[str], context: Context) -> Org | None:
    """A plain word for a body of state, then whose: the government of Ukraine."""
    words = m["of"].split()
    return Org("government") if m["of"] in places() or words[0] in TITLES else None


_NAMES = rf"{CAP}(?:(?:\s|\sof\s|-){CAP}){{0,4}}"
_TRADE = (
    "maker|makers|carmaker|automaker|manufacturer|company|firm|giant|retailer|producer|supplier|airline|chipmaker|drugmaker|startup|start-up|operator|developer"
    "|conglomerate|brewer|miner|lender|insurer|broker|brokerage|newspaper|daily|broadcaster|publisher|bank|group|enterprise|agency|utility|distributor|consultancy|investor"
)


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
    if first in OPENERS or first in TITLES or is_no_body(name) or is_no_body(first):
        return None
    kind = (
        "media"
        if trade in {"newspaper", "daily", "broadcaster", "publisher"}
        else "government"
        if trade == "agency"
        else kind_of(name)
    )
    return Org(kind or (None if trade in {"group", "enterprise"} else "company"))


@rule(
    rf"(?:companies|firms|enterprises|makers|manufacturers|carmakers|automakers|producers|retailers|banks|brands|suppliers|giants|businesses|airlines|lenders|rivals|operators)"
    rf"(?:,)?\s(?:such\sas|including|like)\s(?:the\s)?(?P<list>(?-i:{_NAMES}(?:,\s{_NAMES}){{0,8}}(?:,?\s(?:and|or)\s{_NAMES})?))",
    at="companies firms enterprises makers manufacturers carmakers automakers producers retailers banks brands suppliers giants businesses airlines lenders rivals operators".split(),
    finds={
        "enterprises such as [Nidac], [Orox Works] and [Panasol] have": [Org("company"), Org("company"), Org("company")]
    },
    skips=["companies such as these", "firms including Japanese ones"],
)
def listed(m: re.Match[str], context: Context) -> list[Placed]:
    """Companies such as A, B and C."""
    return [
        Placed(m.start("list") + n.start(), m.start("list") + n.end(), Org(kind_of(n[0]) or "company"))
        for n in re.finditer(_NAMES, m["list"])
        if not is_no_body(n[0])
    ]


RULES = (lower_headed, of_place, apposed, listed)
