"""Names that the words before or behind them make a body: the Chinese government, tire maker Michelin."""

import re

from factx.kinds.organization.tables import NATIONALITIES, country_names, given_names
from factx.kinds.organization.trades import BEFORE_NAME, BEHIND_NAME, BETWEEN, KIND_OF_TRADE, PEOPLE_TOO, PLURALS
from factx.kinds.organization.words import CAP, OPENERS, STRONG, TITLES, Org, is_no_body, kind_of
from factx.rules.context import Context, SpanValue
from factx.rules.rule import rule

_LOWER_HEAD = r"""
    (?: party | hospital | university | government | administration | parliament
    | (?: foreign | finance | defen[cs]e ) \sministry
    | (?: trade\s )? (?: promotion\s )? association
    | chamber\sof\scommerce
    | stock\sexchange )
"""
_LOWER_KINDS = {
    "assoc": "association",
    "chamber": "association",
    "exchange": "company",
    "party": "party",
    "hospital": "other",
    "university": "education",
}
_OCCASIONS = frozenset("Christmas Halloween Easter Garden Cocktail Dinner Labor's Birthday Tea Third Search".split())
_BEFORE_HEAD = re.compile(
    rf"""
    (?<! [\w.'-] )
    (?P<name> {CAP} (?:\s{CAP}){{0,3}} ) \s
    (?:
        (?: provincial | municipal | state | city | federal | regional | national | district | county
        | interim | military | trade | promotion | industry | coalition ) \s
    ){{0,3}}
    \Z
    """,
    re.VERBOSE,
)


@rule(
    rf"(?P<head>{_LOWER_HEAD})(?!-)",
    finds={
        "The [Anhui provincial government] said": Org("government"),
        "the [Chinese government] said": Org("government"),
        "the [Obama administration] said": Org("government"),
        "the [Democratic party] will": Org("party"),
        "at [Norden District hospital] there": Org("other"),
        "The [Anhui trade promotion association] and": Org("association"),
    },
    skips=[
        "the central government said",
        "The government said",
        "Using government agencies",
        "Last government sale",
        "with China's government",
        "President's administration",
        "at a Christmas party",
        'he said: "Using government money"',
        "UNION SEES WIDER SPLIT IN NORDEN PARTY",
    ],
)
def lower_headed(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A name before a plain word for a body: the Chinese government."""
    left = _BEFORE_HEAD.search(context.text, max(0, m.start() - 80), m.start())
    if not left or (m["head"].isupper() and left["name"].isupper()):  # a headline in capitals has no lower-case word
        return None
    words = left["name"].split()
    while words and (words[0] in OPENERS or words[0] in TITLES):
        words.pop(0)
    if not words or words[-1] in _OCCASIONS or (m[0] == "party" and words[0] in NATIONALITIES):
        return None
    start = left.start() + left["name"].index(words[0])
    named = " ".join(words)
    opens = context.sentence(start, start + 1)[0] == start or context.text[max(0, start - 1) : start] in {'"', "("}
    if opens and named not in country_names() and words[0] not in NATIONALITIES:
        return None
    return [
        SpanValue(
            start,
            m.end(),
            Org(next((kind for word, kind in _LOWER_KINDS.items() if word in m[0].lower()), "government")),
        )
    ]


@rule(
    rf"""
    (?: government | administration | parliament | central\sbank ) \s of \s
    (?: the\s | mainland\s )?
    (?P<of> (?-i: {CAP} (?:\s{CAP}){{0,3}} ) )
    """,
    finds={
        "talks with the [government of Samoa] went": Org("government"),
        "the [government of President Obama] said": Org("government"),
    },
    skips=["a government of the people", "the government of Mondays"],
)
def of_place(m: re.Match[str], context: Context) -> Org | None:
    """A plain word for a body of state, then whose: the government of Ukraine."""
    words = m["of"].split()
    return Org("government") if m["of"] in country_names() or words[0] in TITLES else None


_NAMES = rf"{CAP}(?:(?:\s|\sof\s|-){CAP}){{0,4}}"
_NAMED_BEFORE = re.compile(
    rf"""
    (?<! [\w.'-] )
    (?P<name> {_NAMES} ) \s
    (?: (?: {"|".join(sorted(BETWEEN))} ) \s )?  # the Norden television channel
    \Z
    """,
    re.VERBOSE,
)
_BEFORE_NAME = "|".join(sorted(BEFORE_NAME, key=lambda word: (-len(word), word)))


@rule(
    rf"""
    (?P<trade> {_BEFORE_NAME} )
    (?: \sis )? \s                      # the maker is Norden
    (?P<span> (?-i: {_NAMES} ) )
    """,
    finds={
        "French tire maker [Bibendel] opened": Org("company"),
        "the gas producer [Enerwell] signed": Org("company"),
        "daily newspaper [Magyar Szo] revealed": Org("media"),
    },
    skips=["the company President said", "a maker of cars", "the firm In London", "a group Monday said"],
)
def apposed(m: re.Match[str], context: Context) -> Org | None:
    """A trade, then the name of who is in it."""
    name, trade = m["span"], m["trade"].lower()
    first = name.split()[0]
    if first in OPENERS or first in TITLES or is_no_body(name) or is_no_body(first):
        return None
    kind = KIND_OF_TRADE[trade]
    own = kind if kind in {"media", "government"} else kind_of(name) or kind
    return Org(own, 1 if trade in PEOPLE_TOO else STRONG)


@rule(
    rf"(?:according\sto|told)\s(?:the\s)?(?P<span>(?-i:{_NAMES}))",
    finds={"according to [Norden Aquatics], the": Org(weight=1)},
    skips=["according to President Harper", "he told The driver"],
)
def attributed(m: re.Match[str], context: Context) -> Org | None:
    """Who is quoted: a body or a person, so a weak sign."""
    name = m["span"]
    first = name.split()[0]
    if first in OPENERS or first in TITLES or is_no_body(name) or first in given_names():
        return None
    return Org(kind_of(name), 1)


@rule(
    r"""
    (?P<said> said | says | reported | announced | posted | unveiled | warned | cut | raised | lifted | lowered
    | trimmed ) \s
    (?: (?:on|late|early) \s \w+ \s )?
    (?: that \s )?
    its (?!\w)
    """,
    finds={
        "[Harbeck] said its revenue rose": Org(weight=1),
        "[Norden] reported on Friday that its sales fell": Org(weight=1),
        "in the spring [Bibendel] cut its forecast": Org(weight=1),
    },
    skips=[
        "Japan said its exports rose",
        "The company said its revenue rose",
        "President Harper said its",
        "he cut its tail",
    ],
)
def its(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Who speaks of what is its own: a body, where it is no country."""
    return _bare_before(m.start(), context)


@rule(
    r"""
    (?P<head> shares ) \s
    (?: rose | fell | jumped | dropped | gained | lost | slid | climbed | surged | tumbled | closed
    | were | are | have | had | traded )
    (?!\w)
    """,
    finds={
        "[Norden] shares rose 3 percent": Org(weight=1),
        "while [Kestrova] shares fell": Org(weight=1),
        "[Bibendel] shares closed higher": Org(weight=1),
    },
    skips=["Tokyo shares fell", "Chinese shares rose", "The shares were", "Most shares closed"],
)
def quoted(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """Whose shares move: Norden shares rose."""
    return _bare_before(m.start(), context)


@rule(
    rf"(?:shares|shareholders|stock)\s(?:of|in)\s(?:the\s)?(?P<span>(?-i:{_NAMES}))",
    finds={"Shares of [Kestrova] fell": Org(weight=1), "its stock in [Norden Water] there": Org(weight=1)},
    skips=["shares in Tokyo fell", "shares of the company", "stock in Monday's trade"],
)
def held(m: re.Match[str], context: Context) -> Org | None:
    """What there are shares of."""
    return Org(kind_of(m["span"]), 1) if _may_be_one(m["span"]) else None


def _bare_before(end: int, context: Context) -> list[SpanValue] | None:
    """Return the name that ends right before an offset, as a weak sign."""
    left = _NAMED_BEFORE.search(context.text, max(0, end - 70), end)
    if not left or not _may_be_one(left["name"]):
        return None
    return [SpanValue(left.start("name"), left.end("name"), Org(kind_of(left["name"]), 1))]


def _may_be_one(name: str) -> bool:
    """Tell whether a name may be a body's: neither place nor people, no word that opens a sentence, no title."""
    first = name.split(" ", maxsplit=1)[0]
    return not (first in OPENERS or first in TITLES or is_no_body(name) or is_no_body(first))


@rule(
    rf"""
    (?: {"|".join(sorted(PLURALS))} ) ,?
    \s (?: such\sas | including | like ) \s
    (?: the\s )?
    (?P<list> (?-i:
        {_NAMES}
        (?: ,\s {_NAMES} ){{0,8}}
        (?: ,?\s (?:and|or) \s {_NAMES} )?
    ) )
    """,
    finds={
        "enterprises such as [Nidac], [Orox Works] and [Panasol] have": [Org("company"), Org("company"), Org("company")]
    },
    skips=["companies such as these", "firms including Japanese ones"],
)
def listed(m: re.Match[str], context: Context) -> list[SpanValue]:
    """Companies such as A, B and C."""
    return [
        SpanValue(m.start("list") + n.start(), m.start("list") + n.end(), Org(kind_of(n[0]) or "company"))
        for n in re.finditer(_NAMES, m["list"])
        if not is_no_body(n[0])
    ]


@rule(
    rf"(?P<head> {'|'.join(BEHIND_NAME)} ) (?! [\w-] )",
    finds={"the [Norden] chain opened": Org("company", 1)},
    skips=["the American chain opened", "The chain opened"],
)
def traded(m: re.Match[str], context: Context) -> list[SpanValue] | None:
    """A name, then its trade: the Norden chain, a weak sign."""
    left = _NAMED_BEFORE.search(context.text, max(0, m.start() - 70), m.start())
    if not left or is_no_body(left["name"]):
        return None
    start, first = left.start("name"), left["name"].split(" ")[0]
    if first in OPENERS or first in TITLES:
        return None
    return [SpanValue(start, left.end("name"), Org(BEHIND_NAME[m["head"].lower()], 1))]
