"""Words for what a body is or does, each with the kind of body: one table for rules, features and kinds."""

_BY_KIND = {
    "company": "maker carmaker automaker manufacturer company firm giant retailer producer supplier airline carrier chipmaker drugmaker startup start-up"
    " operator developer conglomerate brewer miner lender insurer broker brokerage bank utility distributor consultancy supermarket chain brand consortium"
    " studio"
    " provider vendor refiner exporter importer builder homebuilder shipbuilder steelmaker planemaker wholesaler grocer contractor",
    "media": "newspaper daily weekly broadcaster publisher magazine channel network website newsletter",
    "government": "agency regulator watchdog",
    "association": "charity union lobby",
    "party": "party",
    "team": "team club",
    "other": "thinktank",
}
KIND_OF_TRADE: dict[str, str | None] = {
    **{word: kind for kind, words in _BY_KIND.items() for word in words.split()},
    "group": None,
    "enterprise": None,
}
# Right before a name: tire maker Michelin. The others are said of persons, places and products as well, or only behind.
ONLY_BEHIND = frozenset(
    "supermarket chain brand consortium studio channel network union lobby party team club newsletter".split()
)
BEFORE_NAME = frozenset(KIND_OF_TRADE) - ONLY_BEHIND
PEOPLE_TOO = frozenset(
    "operator developer broker publisher daily weekly carrier website regulator watchdog provider vendor exporter importer builder grocer contractor".split()
)
# Behind a name: the Norden chain; of an agency there, its news.
BEHIND_NAME = {
    **{word: KIND_OF_TRADE[word] for word in "chain airline retailer supermarket consortium thinktank charity".split()},
    **dict.fromkeys("channel newspaper agency magazine daily weekly broadcaster website newsletter".split(), "media"),
}
BETWEEN = frozenset("television TV radio retail supermarket hotel news".split())  # the Norden television channel


def of_kind(kind: str) -> str:
    """Return the words of a kind as alternatives of a pattern."""
    return "|".join(_BY_KIND[kind].split())


def plural(word: str) -> str:
    """Return the plural of a word of the table: agencies, banks."""
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


PLURALS = frozenset(map(plural, KIND_OF_TRADE)) | frozenset("businesses rivals stores universities".split())
