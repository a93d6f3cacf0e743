"""Single amounts of money: signs, codes and words, and what they are per."""

import re
from dataclasses import replace
from decimal import Decimal

from factx.kinds.money.currency import COMMON_CODES, WORD_BASES, babel_names, codes, meaning
from factx.kinds.money.elided import PAIRED, restated_before
from factx.kinds.money.nations import countries_named
from factx.kinds.money.series import SERIES
from factx.kinds.money.signs import ONE_LETTER, is_article
from factx.kinds.money.value import Money, money
from factx.kinds.money.words import SIGN, WORD, counts_money, form_in, is_rate, made
from factx.rules.bare import follows_alone
from factx.rules.context import Context, SpanValue
from factx.rules.number import (
    DIGITS,
    IN_BRACKETS,
    LONG_SCALE,
    MINUS,
    NUMBER,
    QUANTITY,
    SCALE,
    TENS,
    UNITS,
    begins_inside,
    quantity,
)
from factx.rules.pattern import any_of
from factx.rules.rule import rule

_CODES = any_of(
    {
        *codes(),
        *(word.upper() for word in {*WORD_BASES, *babel_names(), *map(str.lower, COMMON_CODES)} if len(word) == 3),
    }
)
_BEHIND_SIGN = re.compile(r"(?<!\w)(?P<sign>[A-Za-z]{3}|[$€£¥₹])\s?\Z")
_OF_PERCENT = re.compile(r"\s?(?:%|(?:percent|per\scent|pct)(?!\w))", re.IGNORECASE)
_IN_PAIR = re.compile(r"[A-Z]{3}/\Z")
_DIGIT = rf"(?: [1-9] | {any_of(word for word, n in UNITS.items() if 1 <= n <= 9)} )"
_DOLLARS = r"""(?: (?: US | Hong\sKong | Australian | Canadian ) \s )?
    (?: dollars? | euros? | pounds? | yen | yuan | rupees? ) (?!\w)"""


@rule(
    rf"""
    (?P<minus> {MINUS} )? (?P<sign> {SIGN} ) (?: \s (?![a-z]) )? (?P<minus2> -(?=[0-9.]) )?
    (?: (?P<n> {QUANTITY} )
      | {IN_BRACKETS} (?: [\s-]{{0,2}} (?P<scale> {SCALE} ) )?                   # $(1.2) million
    )
    (?: \s? (?P<extra> (?-i: USD | CAD | AUD | HKD | NZD | SGD ) (?! \s?[0-9] ) | {_DOLLARS} )
      | \s (?P<cents> [0-9]{{1,2}} ) \s cents? (?!\w)
    )?
    """,
    finds={
        "a fund of [$57.37 billion] was set up": money("57370000000", "USD"),
        "it paid [US$1.2m] for the mill": money("1200000", "USD"),
        "a loan of [RMB 3.2 trillion] was agreed": money("3200000000000", "CNY"),
        "worth [€5bn] at the time": money("5000000000", "EUR"),
        "a loss of [-$71.5 million] was booked": money("-71500000", "USD"),
        "a gap of [negative $2 million]": money("-2000000", "USD"),
        "paid [C$10,000] to the winner": money("10000", "CAD"),
        "sold for [USD34.6 million] last": money("34600000", "USD"),
        "costs [£3.50] here": money("3.5", "GBP"),
        "a cost of [Rs16,189-crore] in all": money("161890000000", "INR"),
        "shares of [HK $5.4m] were": money("5400000", "HKD"),
        "to [hk $ 10.05 billion] in 1988": money("10050000000", "HKD"),
        "a loan of [dlrs 220 million] was": money("220000000", "USD"),
        "revenues of about [MAUD 60] a year ago": money("60000000", "AUD", qualifier="about"),
        "a budget of [ALL 5.2 billion] was": money("5200000000", "ALL"),
        "a grant of [PTE 120 000 000] was": money("120000000", "PTE"),
        "reserves in Canadian dollars are [$200 billion] now": money("200000000000", "CAD"),
        "fined [CHF1'200'000] for it": money("1200000", "CHF"),
        "raised [$2 million dollars] for": money("2000000", "USD"),
        "paid [$5 million Hong Kong dollars] for": money("5000000", "HKD"),
        "a [$12]-a-month plan": money("12", "USD", per="month"),
        "a profit of [Rs. 5,000 cr] was": money("50000000000", "INR"),
        "income of [$(1.2) million] was": money("-1200000", "USD"),
        "stood at [GBP (53,180.08)] in": money("-53180.08", "GBP"),
        "a loss of ([US$4.2m]) there": money("4200000", "USD"),
        "cost [€3,5 billion] to build": money("3500000000", "EUR"),
        "a loan of [$13 009 million] was": money("13009000000", "USD"),
        "up to [$22 11/16] a share": money("22.6875", "USD", qualifier="at_most", per="share"),
        "a flat at [€120.000] there": money("120000", "EUR"),
        "a prize of [$1,574,799] won this year": money("1574799", "USD"),
        "its shares fell a further [75 cents] to [$16.25] then": [money("0.75", "USD"), money("16.25", "USD")],
        "a price of [570 yuan] ([$90]) per tonne": [money("570", "CNY", per="tonne"), money("90", "USD", per="tonne")],
        "it wouldn't exceed [$100 million] there": money("100000000", "USD", qualifier="at_most"),
        "it came close to [$9 million] there": money("9000000", "USD", qualifier="nearly"),
        "from [C $9.10] to [A $9.50] there": [money("9.1", "CAD"), money("9.5", "AUD")],
        "rose from [$3m] to [$5m] then": [money("3000000", "USD"), money("5000000", "USD")],
        "fell [$1.2 million] to [$23.5 million] then": [money("1200000", "USD"), money("23500000", "USD")],
        "costs [300,000 yen] ([$2,000]) by sea and [450,000] ([$3,010]) by air": [
            money("300000", "JPY"),
            money("2000", "USD"),
            money("450000", "JPY"),
            money("3010", "USD"),
        ],
        "rises from [$160] to [$180] to [$200] there": [money(n, "USD") for n in ("160", "180", "200")],
    },
    skips=[
        "a test of USD1 ,685 there",
        "typed $HOME in the shell",
        "the $ sign",
        "RM Auctions sold it",
        "won US support",
        "$3.5x leverage",
        "gave us 5 apples",
        "ALL 5 solutions are wrong",
        "TOP 10 songs",
        "PS5 games",
        "$120.000 or so",
        "where $1 = 8.3 per unit",
    ],
)
def sign_amount(m: re.Match[str], context: Context) -> Money | list[SpanValue] | None:
    """A currency sign or code, then the number."""
    if _sign_of_another(m, context):
        return None
    form = form_in(context, m)
    if m["extra"] and meaning(form) not in {meaning(m["extra"]), "USD"}:
        return None
    if m["extra"] and m["sign"] == "$":  # $5 million Hong Kong dollars
        form = m["extra"]
    if m["n"] and SERIES.takes(context, *m.span()):
        return None
    negative = m["minus"] or m["minus2"] or m["minus_n"]
    value = made(m["n"] or m["minus_n"], form, context, scale=m["scale"], negative=negative)
    if value and is_rate(value.amount, context.after(m, 30)):
        return None
    if value and m["cents"]:
        return replace(value, amount=value.amount + Decimal(m["cents"]) / 100)
    restated = restated_before(context, m.start(), value) if value else None
    return [restated, SpanValue(m.start(), m.end(), value)] if restated else value


def _sign_of_another(m: re.Match[str], context: Context) -> bool:
    """Tell whether sign and number belong to other things: Plan P 5, CHF 0.3%, EUR/USD 1.08, A $5 million fund."""
    sign, text = m["sign"], context.text
    if sign in ONE_LETTER and m[0][len(sign)].isspace():
        return True
    if _OF_PERCENT.match(text, m.end()) or _IN_PAIR.search(context.before(m, 4)):
        return True
    return (
        is_article(sign, context.before(m, 2)) or PAIRED.match(text, m.end()) is not None
    )  # SEK 1,234 (1,198) million


@rule(
    rf"""
    (?P<minus> {MINUS} )?
    (?P<n> {NUMBER} )
    (?: \s (?P<code> (?-i: {_CODES} ) ) \s (?P<scale> {LONG_SCALE} )                       # 75 EUR million
      | (?: [\s-]{{0,2}} (?P<scale2> {SCALE} (?: \s {LONG_SCALE} )? ) )? (?: - | \s{{1,3}} )? (?P<word> {WORD} )
    )
    """,
    finds={
        "worth [371.53 billion yuan] in all": money("371530000000", "CNY"),
        "raised [half a billion dollars] for": money("500000000", "USD"),
        "sold at [19 cents] then": money("0.19", "USD"),
        "shares at [45p] then": money("0.45", "GBP"),
        "shares at [470 pence] then": money("4.7", "GBP"),
        "sales of [500 mln dlrs] were": money("500000000", "USD"),
        "some [2 million Hong Kong dollars] of": money("2000000", "HKD", qualifier="about"),
        "he had [three hundred and fifty thousand euros] left": money("350000", "EUR"),
        "a price of [5 million USD] was": money("5000000", "USD"),
        "the cost, [one billion zlotys], fell": money("1000000000", "PLN"),
        "worth [50 MUSD] in all": money("50000000", "USD"),
        "it costs [half million usd] there": money("500000", "USD"),
        "it costs [three quarters of a billion euros] there": money("750000000", "EUR"),
        "valued at [10 000 dollars] then": money("10000", "USD"),
        "a price of [100元] is": money("100", "CNY"),
        "I have [4$] now": money("4", "USD"),
        "sold [75 EUR million] of notes": money("75000000", "EUR"),
        "cost [one-and-a-half billion dollars] then": money("1500000000", "USD"),
        "owes [half a dozen million euros] now": money("6000000", "EUR"),
        "a [half-billion-dollar] bailout": money("500000000", "USD"),
        "won a [million dollars] there": money("1000000", "USD"),
        "raised [two hundred and fifty-three thousand euros] for": money("253000", "EUR"),
        "raised [one million eighty-two thousand euros] for": money("1082000", "EUR"),
        "a bill of [5.000,00 EUR] came": money("5000", "EUR"),
        "cost [3,5 billion euros] then": money("3500000000", "EUR"),
        "[ten dollars] or [twenty-five cents] there": [money("10", "USD"), money("0.25", "USD")],
        "($1 = [8.3 yuan])": money("8.3", "CNY"),
    },
    skips=[
        "five won the game",
        "it weighed 12 pounds",
        "one mark of honour",
        "half a pound of butter",
        "carrying 40 pounds (18 kg) of gear",
        "all 23 Euro '96 veterans",
        "several hundred thousand euros",
        "won 1 Guarani 0",
        "49 votes to 34 won by his rival",
        "the O-157 colon bacillus",
        "an end 1997 peso in the range of 9.20",
        "above the 10,000 mark for once",
        "at the .500 mark for once",
        "a couple of million dollars",
    ],
)
def amount_word(m: re.Match[str], context: Context) -> Money | None:
    """The number, then a currency word or code."""
    form, scale = m["word"] or m["code"], m["scale"] or m["scale2"]
    if form == "R":
        if "ZA" not in countries_named(context.text) or not follows_alone(context.text, m.end()):
            return None
        form = "rand"
    if begins_inside(context.text, m.start("n")):
        return None
    around = m.string[m.end() : m.end() + 30], m.string[max(0, m.start() - 50) : m.start()]
    if not counts_money(f"{m['n']} {scale or ''}".strip(), form, *around):
        return None
    value = made(m["n"], form, context, scale=scale, negative=m["minus"])
    return None if value and is_rate(value.amount, context.after(m, 30)) else value


@rule(
    rf"""
    (?: (?P<n> {NUMBER} ) \s? (?P<word> {WORD} | \$(?=\s[0-9]{{1,2}}\scent) )
      | (?<=\ba\s) (?P<one> dollar | euro | pound )                      # a dollar and 42 cents
    )
    (?: \s(?:and\s)? | ,\s )
    (?: (?P<n2> {NUMBER} ) [\s-]? (?P<minor> cents? | pence | p | kopecks | centimes | pfennigs? | paise ) (?!\w)
      | (?P<tenths> {_DIGIT} ) \s (?: mao | jiao ) (?: \s (?P<fen> {_DIGIT} ) )? (?!\w)    # one kuai and five mao five
      | (?P<n3> [0-9]{{2}} | {any_of(TENS)}(?:[\s-]{any_of(UNITS)})? )     # five dollars fifty
        (?= [.,;]? \s*\Z | [.,;]\s )
    )
    """,
    finds={
        "it only cost [thirteen dollars and forty-five cents] there": money("13.45", "USD"),
        "It costs [15 dollars 50].": money("15.5", "USD"),
        "It costs [five dollars fifty].": money("5.5", "USD"),
        "above a [dollar and 42 cents] then": money("1.42", "USD", qualifier="more_than"),
        "It sells for [three kuai and two mao] there": money("3.2", "CNY"),
        "a bowl is [6 yuan 5 mao 5] there": money("6.55", "CNY"),
        "The fee is now [12 USD 75].": money("12.75", "USD"),
    },
    skips=["a dollar and cents", "a dollar and forty sense"],
)
def with_cents(m: re.Match[str], context: Context) -> Money | None:
    """An amount in a main unit and its hundredths, both in words."""
    number, word = m["n"] or "one", m["word"] or m["one"]
    if m["n3"] and "," in m[0][len(number) :]:  # 100 dollars, 50, and 25
        return None
    sign = _BEHIND_SIGN.search(context.before(m, 8)) if m["n3"] else None
    if sign and meaning(sign["sign"]):  # usd 10 eur 20
        return None
    whole = made(number, word, context)
    part = _hundredths(m)
    return replace(whole, amount=whole.amount + part / 100) if whole and part is not None and part < 100 else None


def _hundredths(m: re.Match[str]) -> Decimal | None:
    """Return how many hundredths stand behind the main unit: cents, or tenths of a yuan and what is behind them."""
    if m["tenths"]:
        return 10 * (quantity(m["tenths"]) or Decimal(0)) + (quantity(m["fen"] or "zero") or Decimal(0))
    return quantity(m["n2"] or m["n3"])


@rule(
    rf"""
    (?P<word> dollars? | euros? | yen | yuan | rupees | sen | pesos | ringgit | renminbi )
    \s (?P<n> {DIGITS} (?: \s {LONG_SCALE} )? )
    """,
    finds={
        "the price starts at [dollar 22.5 million] now": money("22500000", "USD"),
        "a fine of [rupees 50,000] was": money("50000", "INR"),
    },
    skips=["the euro 2016 cup", "in yen 5 days ago"],
)
def word_amount(m: re.Match[str], context: Context) -> Money | None:
    """A currency word, then a number that is plainly an amount."""
    return made(m["n"], m["word"], context) if re.search(r"illion|,[0-9]{3}|lakh|crore", m["n"]) else None
