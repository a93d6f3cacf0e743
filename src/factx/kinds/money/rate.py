"""What the words around an amount say of it: its qualifier, what it is per, the nation named behind it."""

import re
from dataclasses import replace

from factx.kinds.money.currency import local_codes
from factx.kinds.money.nations import ADJECTIVE, ADJECTIVES
from factx.kinds.money.value import Money
from factx.rules.context import Context, Mention
from factx.rules.pattern import any_of
from factx.rules.qualifier import qualifier

# What a price may be per; _ is a blank.
_UNITS = """
barrel barrels bbl share unit tonne ton t ounce oz pound lb gram g kg kilogram kilo cwt quintal bushel gallon litre liter pint
seat-kilometre seat-kilometer seat-mile passenger-kilometre passenger-mile hour day night week month quarter year annum minute second shift person head capita household family child adult worker employee
patient astronaut student pupil seat passenger user subscriber customer resident voter taxpayer member shareholder
vehicle car truck mile kilometer kilometre km metre meter acre hectare sqft sqm sq_ft sq._ft. sq_m sq._m. sq_km
square_foot square_metre square_meter square_mile square_kilometre square_kilometer cubic_metre cubic_meter cubic_foot
ticket piece copy contract transaction page call word album song download device dose shot test bottle box case pack can tin jar pair dozen bag sack crate
container room bed home house apartment flat property game match fight fan vote visit trip ride flight order item plate cup meal slice job trade
tree animal cow pig sheep bird egg lot certificate note bond stock warrant ADS ADR common_share ordinary_share diluted_share preferred_share
therm mmbtu mcf kilowatt megawatt watt mwh kwh megawatt-hour megawatt_hour kilowatt-hour kilowatt_hour
"""
_RHYTHMS = {
    "annually": "year", "yearly": "year", "annual": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour",
    "quarterly": "quarter", "nightly": "night",
}  # fmt: skip
_TIMES = frozenset("hour day night week month quarter year minute second".split())
_UNIT = any_of(unit.replace("_", " ") for unit in _UNITS.split())
_GOES_ON = r"(?=\W*\Z|[.,;:)]|\s(?:an?|per|each|in|for|to|from|by|on|at|with|until|since|under|was|were|last)\b)"
_PER = re.compile(
    rf"""
    (?: \) | \s?\([^()\n]{{1,30}}\) )?                               # 570 yuan ($90) per tonne
    [\s-]?
    (?: /\s? | (?:per|an?|each|every)[\s-] | for\s(?:each|every|an?)\s | in\sthe\s(?=pound\b) )
    (?: (?:dry|metric|troy|long|short|standard|new|[0-9]{{1,3}}-(?:foot|kg|litre|liter|pound))\s ){{0,2}}
    (?P<per>{_UNIT}) (?![\w-]) (?P<past> \s(?:ago|earlier|before|later)\b )?
  | \s(?P<each>apiece|each)(?!\w)
  | \s(?P<rhythm>annually|yearly|quarterly|monthly|weekly|daily|hourly|nightly){_GOES_ON}
  | \s(?P<psf>psf)(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PER_BEFORE = re.compile(
    rf"""
    \b
    (?: per[\s-](?P<per>{_UNIT})\s                                            # earnings per share of $2
        (?:[a-z]+\s){{0,2}} (?:of|was|were|is|are|at|to|from|above|below)\s
      | an?\s(?P<rhythm>{any_of(_RHYTHMS)})\s                                                     # an hourly $22
    )
    (?:about\s|around\s|nearly\s|only\s|just\s|some\s)?\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BOUGHT, _IN_MILLIONS = re.compile(r"\sfor\san?\s"), re.compile(r"illion|[0-9]\s?(?:bn|mn?|mln)\b")
_NATION = re.compile(rf"\s(?:(?P<nation>{ADJECTIVE})|\((?P<bracketed>{ADJECTIVE})\)){_GOES_ON}")


def widen(mention: Mention, context: Context) -> Mention:
    """Return the mention with what the words around say of it: qualifier, denominator, and the nation behind it."""
    value: Money = mention.value
    end = mention.end
    if value.base and (nation := _NATION.match(context.text, end, end + 40)):
        code = local_codes(value.base).get(ADJECTIVES[nation["nation"] or nation["bracketed"]])
        if code:  # $61 US a barrel
            value, end = replace(value, currency=code, base=None, currency_from="stated"), nation.end()
    per = _per(context, mention.start, end)
    found = qualifier(context.text, mention.start, end)
    if value is mention.value and per == value.per and found == value.qualifier:
        return mention
    return Mention(mention.start, mention.end, replace(value, qualifier=found, per=per), mention.rule)


def _per(context: Context, start: int, end: int) -> str | None:
    """Return what an amount is per, by the words behind it, else by those before it."""
    if m := _PER.match(context.text, end):
        if m["per"]:
            if m["past"] and m["per"].lower() in _TIMES:  # $5 million a year earlier
                return None
            if _BOUGHT.match(m[0]) and _IN_MILLIONS.search(context.text, start, end):  # $3 million for a house
                return None
            return " ".join(m["per"].lower().split())
        return "sq ft" if m["psf"] else "unit" if m["each"] else _RHYTHMS[m["rhythm"].lower()]
    if m := _PER_BEFORE.search(context.text[max(0, start - 50) : start]):
        return m["per"].lower() if m["per"] else _RHYTHMS[m["rhythm"].lower()]
    return None
