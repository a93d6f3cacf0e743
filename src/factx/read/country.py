"""A country's code from what records call it: GB, gb, UK, United Kingdom."""

from functools import lru_cache

_OTHERS = {"uk": "GB", "usa": "US", "u.s.": "US", "u.s.a.": "US", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
           "wales": "GB", "america": "US", "south korea": "KR", "north korea": "KP", "czech republic": "CZ", "uae": "AE", "hong kong": "HK",
           "macau": "MO", "ivory coast": "CI", "burma": "MM", "holland": "NL", "united states of america": "US", "republic of ireland": "IE", "russian federation": "RU",
           "korea": "KR", "viet nam": "VN", "türkiye": "TR"}  # fmt: skip

_NONE = frozenset({"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})  # of CLDR, no countries


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the codes of countries by code and by English name, in lower case."""
    from babel import Locale

    territories = {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NONE
    }
    return (
        {code.lower(): code for code in territories}
        | {name.lower(): code for code, name in territories.items()}
        | _OTHERS
    )


def code_of(name: str) -> str | None:
    """Return the ISO 3166 alpha-2 code of a country by code or English name, or None."""
    return _names().get(" ".join(name.split()).lower())
