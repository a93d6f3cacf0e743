"""Holidays with a fixed or computable day, and when they fall."""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateutil.easter import easter  # comes with dateparser

FIXED = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "april fools' day": (4, 1), "may day": (5, 1),
    "independence day": (7, 4), "fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31), "veterans day": (11, 11),
    "armistice day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "earth day": (4, 22), "international women's day": (3, 8), "cinco de mayo": (5, 5),
    "australia day": (1, 26), "republic day": (1, 26), "anzac day": (4, 25), "canada day": (7, 1), "juneteenth": (6, 19),
    "remembrance day": (11, 11), "bonfire night": (11, 5), "st george's day": (4, 23), "all saints' day": (11, 1),
}  # fmt: skip
# The n-th weekday (Monday 0) of a month; -1 the last.
FLOATING = {
    "martin luther king day": (1, 0, 3), "martin luther king jr. day": (1, 0, 3), "presidents day": (2, 0, 3), "presidents' day": (2, 0, 3),
    "mother's day": (5, 6, 2), "memorial day": (5, 0, -1), "father's day": (6, 6, 3), "labor day": (9, 0, 1), "labour day": (9, 0, 1),
    "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "election day": (11, 1, 1),
}  # fmt: skip
EASTER = {
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "ash wednesday": -46,
    "palm sunday": -7,
    "pentecost": 49,
}
# The first day of the Chinese lunisolar year, month and day, from 1985 on (astronomical: no short rule gives it).
_LUNAR = (
    "0220 0209 0129 0217 0206 0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203"
    " 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204"
    " 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202"
).split()
_LUNAR_FROM = 1985
LUNAR = frozenset(
    {
        "chinese new year",
        "lunar new year",
        "chinese new year's day",
        "lunar new year's day",
        "chinese new year's eve",
        "lunar new year's eve",
    }
)
# What a name means in other countries (ISO 3166 alpha-2), where it differs.
ELSEWHERE = {
    "labour day": ("may day", frozenset("US CA AU NZ".split())),
    "labor day": ("may day", frozenset("US CA".split())),
}
INDEPENDENCE = {  # day by country; elsewhere the American one
    "IN": (8, 15), "PK": (8, 14), "BD": (3, 26), "MX": (9, 16), "BR": (9, 7), "ID": (8, 17), "PH": (6, 12), "NG": (10, 1),
    "UA": (8, 24), "PL": (11, 11), "GH": (3, 6), "KE": (12, 12),
}  # fmt: skip
AFTER_THANKSGIVING = {"black friday": 1, "cyber monday": 4}
NAMES = frozenset(FIXED) | frozenset(FLOATING) | frozenset(EASTER) | frozenset(AFTER_THANKSGIVING) | LUNAR


def holiday_in(name: str, country: str | None) -> str:
    """Return the name under which this table has what a holiday's name means in a country."""
    if name.startswith("thanksgiving") and country == "CA":
        return "columbus day"  # the second Monday of October
    if name == "independence day" and country in INDEPENDENCE:
        return f"{name} {country}"
    other, usual = ELSEWHERE.get(name, ("", frozenset()))
    return other if other and country and country not in usual else name


def holiday(name: str, year: int) -> date | None:
    """Return the day a holiday, by its lower-case name, falls on in a year, None for years its table does not have.

    Easter is the western one.
    """
    if not MINYEAR < year < MAXYEAR:  # nor the days around it
        return None
    if name in LUNAR:
        if not _LUNAR_FROM <= year < _LUNAR_FROM + len(_LUNAR):
            return None
        day = date(year, int(_LUNAR[year - _LUNAR_FROM][:2]), int(_LUNAR[year - _LUNAR_FROM][2:]))
        return day - timedelta(days=name.endswith("eve"))
    if name in FIXED:
        return date(year, *FIXED[name])
    if name.startswith("independence day "):
        return date(year, *INDEPENDENCE[name[-2:]])
    if name in EASTER:
        sunday: date = easter(year)
        return sunday + timedelta(days=EASTER[name])
    if name in AFTER_THANKSGIVING:
        return _floating(*FLOATING["thanksgiving"], year) + timedelta(days=AFTER_THANKSGIVING[name])
    day = _floating(*FLOATING[name], year)
    return day + timedelta(days=7) if name == "election day" and day.day == 1 else day


def _floating(month: int, weekday: int, nth: int, year: int) -> date:
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
