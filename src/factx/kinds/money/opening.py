"""The firms, governments and cities that an article begins with, and their countries: whose money it speaks of."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from factx.kinds.money.nations import ADJECTIVE, ADJECTIVES, CITIES, PLACE, PLACES, REGIONS, legal_form_country
from factx.rules.pattern import any_of

_BODY = any_of(
    """
    company firm group giant bank miner insurer retailer carmaker automaker airline brewer builder developer lender operator
    producer maker manufacturer supplier exporter importer refinery refiner utility railway railroad steelmaker drugmaker
    shipbuilder shipyard fund government ministry minister treasury parliament senate cabinet state authority council agency
    commission regulator court police army university hospital club association cooperative co-operative union federation
    startup start-up chain conglomerate publisher broadcaster newspaper budget exchange province city bakery mill farm trust
    """.split()
)
_LEGAL = "Airlines|Airways|Bank|Exchange|Exchanges|Railway|Railways|Telecom|Ltd|Limited|Inc|Corp|Corporation|Co|Plc|PLC|plc|Pty|AG|SA|NV|Bhd|LLC|Group|Holdings|Bancorp|AB|ASA|A/S"
_COUNTRIES = {*Locale("en").territories.values(), "Hong Kong", "Britain", "Taiwan"} & ADJECTIVES.keys()
# Provinces and states with governments that spend; no first names.
_PROVINCES = {name for name, country in REGIONS.items() if country in {"CA", "AU"} and name[-1] != "."} - {"Victoria"}
_CITY_OR_STATE = any_of({*CITIES, *_COUNTRIES, *_PROVINCES})
_PROVINCE = any_of(_PROVINCES)
_SEAT = any_of({*PLACES, *_PROVINCES})
_OWNER = re.compile(
    r"\b(?:of|by|with|to|from|for|and)\s(?:[A-Z][\w&'-]{0,20}\s){0,4}\Z"
)  # a unit of Cedar Canada Corp.
_OPENING = rf"""
    (?=[^\Wa-z]|based\s|headquartered\s) (?<![\w-])     # most words are in small letters
    (?:
        (?P<based>{_SEAT})-based\b                                             # Toronto-based
      | (?:based|headquartered)\sin\s(?P<seat>{_SEAT})\b
      | (?P<owner>{_SEAT})'s\s(?:[a-z-]{{3,15}}\s){{0,2}}{_BODY}(?:s|es)?(?!\w)     # Manila's pension fund
      | (?P<nation>{ADJECTIVE}|{_PROVINCE})\s(?:[a-z-]{{3,15}}\s){{0,2}}{_BODY}(?:s|es)?(?![\w])
      | (?:[A-Z][\w&'-]{{1,20}}+\s(?:of\s)?){{0,3}}                               # Pacific Timber Canada Ltd
        (?P<firm>{PLACE})(?:\s[A-Z][\w&'-]{{1,20}}){{0,3}}\s(?:{_LEGAL})(?!\w)
      | Air\s(?P<carrier>{PLACE})(?![\w])                                       # Air Canada
      | (?P<of>(?:Bank|Government|Parliament|Senate|Federation|University)\sof\s(?P<body>{PLACE}))\b
      | (?P<legal>(?:[A-Z][\w&'-]{{1,20}}+\s){{1,4}}(?:Pty|AB|ASA|A/S|Oyj|Oy|SpA|Bhd))(?![\w])
      | (?:(?<=\A)|(?<=\n)|(?<=[.!?]\s))(?P<subject>{_CITY_OR_STATE})\s(?=[a-z])         # Ottawa will spend
    )
"""


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of what opens an article, compiled when a text first has a bare "$": it is large."""
    return re.compile(_OPENING, re.VERBOSE)


def bodies(head: str) -> Iterator[tuple[str, str]]:
    """Yield what opens an article and belongs to one country: firms, governments, their seats; with the country."""
    for m in _opening().finditer(head):
        if (m["firm"] or m["carrier"]) and _OWNER.search(head, max(0, m.start() - 80), m.start()):
            continue
        place = next(
            (m[n] for n in ("based", "seat", "owner", "nation", "firm", "carrier", "body", "subject") if m[n]), None
        )
        country = PLACES.get(place) or REGIONS[place] if place else legal_form_country(m["legal"])
        if country:
            yield " ".join(m[0].split()), country
