"""Countries and parts of the world."""

from functools import lru_cache

from factx.rules.context import Entity

PLACES = frozenset({"GPE", "LOC", "FAC"})  # the recogniser's labels of places


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """Return the names of parts of the world in English (CLDR, through babel)."""
    from babel import Locale

    return frozenset(str(name) for code, name in Locale("en").territories.items() if len(code) == 3)


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return the names of countries in English (CLDR, through babel), and short forms."""
    from babel import Locale

    named = (str(name) for code, name in Locale("en").territories.items() if len(code) == 2)
    return frozenset({*named, "US", "U.S.", "USA", "UK", "U.K.", "UAE", "Britain", "Burma", "Hong Kong"})


def label_of(text: str, entity: Entity) -> str:
    """Return what an entity is: a country that the recogniser calls an organization is a country."""
    country = entity.label == "ORG" and text[entity.start : entity.end].removeprefix("the ") in countries()
    return "GPE" if country else entity.label
