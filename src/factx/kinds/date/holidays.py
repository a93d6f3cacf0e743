"""Holidays with a fixed or computable day, and when they fall."""

from datetime import date, timedelta

from dateutil.easter import easter  # comes with dateparser

FIXED = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "april fools' day": (4, 1), "may day": (5, 1),
    "independence day": (7, 4), "fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31), "veterans day": (11, 11),
    "armistice day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "earth day": (4, 22), "international women's day": (3, 8), "cinco de mayo": (5, 5),
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
AFTER_THANKSGIVING = {"black friday": 1, "cyber monday": 4}
NAMES = frozenset(FIXED) | frozenset(FLOATING) | frozenset(EASTER) | frozenset(AFTER_THANKSGIVING)


def holiday(name: str, year: int) -> date:
    """Return the day a holiday, by its lower-case name, falls on in a year; Easter is the western one."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in EASTER:
        day: date = easter(year) + timedelta(days=EASTER[name])
        return day
    if name in AFTER_THANKSGIVING:
        return holiday("thanksgiving", year) + timedelta(days=AFTER_THANKSGIVING[name])
    month, weekday, nth = FLOATING[name]
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(
        days=(weekday - first.weekday()) % 7 + 7 * (nth - 1) + (name == "election day" and first.weekday() == 1) * 7
    )
