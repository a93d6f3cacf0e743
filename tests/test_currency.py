"""Every currency in use is read by code, English name and CLDR symbol."""

import pytest
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol

from factx.kinds.money import Money
from factx.kinds.money.currency import meaning
from factx.pipeline import rule_mentions
from factx.records import Document

IN_USE = sorted(
    {c for rows in get_global("territory_currencies").values() for c, _, end, tender in rows if tender and not end}
)
KNOWN_GAPS = {
    "It paid 5 million Tongan paʻanga for it.": "the letter in paʻanga is cleaned to an apostrophe inside a word",
    "It paid FCFA5 million for it.": "FCFA is the sign of both CFA francs; XOF is taken, XAF missed",
    "It paid Cg.5 million for it.": "the sign of the Caribbean guilder, new in 2025, is not in the tables",
}


def sentences(code):
    name, symbol = get_currency_name(code, count=2, locale="en"), get_currency_symbol(code, locale="en")
    forms = (f"5 million {name}", f"{code} 5 million", f"{code}5m", f"5 million {code}", f"{symbol}5 million")
    return [f"It paid {form} for it." for form in forms]


CASES = [
    pytest.param(code, text, marks=pytest.mark.xfail(reason=KNOWN_GAPS[text]) if text in KNOWN_GAPS else ())
    for code in IN_USE
    for text in sentences(code)
]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_every_currency_in_use(code, text):
    found = [m.value for m in rule_mentions(Document(id="d", text=text)) if m.kind == "money"]
    assert found == [Money(amount=found[0].amount, currency=code)] if found else False
    assert found[0].amount == 5_000_000


@pytest.mark.parametrize(
    ("form", "country", "code"),
    [("$", None, "USD"), ("$", "CA", "CAD"), ("$", "DE", "USD"), ("pounds", "EG", "EGP"), ("pounds", None, "GBP"), ("rupees", "PK", "PKR"),
     ("krona", "IS", "ISK"), ("pesos", "PH", "PHP"), ("francs", None, "CHF"), ("francs", "FR", "FRF"), ("cents", "AU", "AUD"), ("¥", None, "JPY"),
     ("MUSD", None, "USD"), ("hk $", None, "HKD"), ("Hong Kong dollars", "CA", "HKD"), ("shells", None, None)],
)  # fmt: skip
def test_what_a_form_means(form, country, code):
    assert meaning(form, country) == code


@pytest.mark.parametrize(
    ("text", "country", "read"),
    [
        ("A skiff was sold for $A3,250 and a yacht for CDN$8,000.", None, ["3250 AUD", "8000 CAD"]),
        ("He raised his offer of C $9.10 to A $9.50 a share.", None, ["9.1 CAD", "9.5 AUD"]),
        ("A $5 million fund was set up.", None, ["5000000 USD"]),
        ("Net was 41 cts a share on sales of 18.2 mln stg.", None, ["0.41 USD", "18200000 GBP"]),
        ("They paid Sfr80m, SwFr 12 million, SKr45m and 35m zł.", None, ["80000000 CHF", "12000000 CHF", "45000000 SEK", "35000000 PLN"]),
        ("They paid KSh 25 million, TSh 9 billion and GH₵ 18 million.", None, ["25000000 KES", "9000000000 TZS", "18000000 GHS"]),
        ("A truck R1T and the talks COP28 on SDG5 cost nothing.", None, []),
        ("A loaf costs R18 and a van P645,000.", "ZA", ["18 ZAR", "645000 PHP"]),
        ("The wind blew at 90 kn off the coast.", None, []),
        ("A ticket to Zadar costs 90 kn.", None, ["90 HRK"]),
        ("The house sold for 3 mln dollars Canadian.", None, ["3000000 CAD"]),
        ("Use ALL 2,000 seats.", None, []),
        ("They paid 3 million Swiss dollars.", None, []),
        ("Bread costs 3,000 pounds less than 2,000 pounds of flour.", None, ["3000 GBP"]),
    ],
)  # fmt: skip
def test_signs_and_short_forms(text, country, read):
    found = [m.value for m in rule_mentions(Document(id="d", text=text, country=country)) if m.kind == "money"]
    assert [f"{value.amount.normalize():f} {value.currency}" for value in found] == read


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It costs $2 per gram.", "gram"),
        ("It pays €500 for each vehicle.", "vehicle"),
        ("It had earnings per share of $2.35.", "share"),
        ("Rents are 30 euros per sq m.", "sq m"),
        ("Scrap fetches 90 cents / pound.", "pound"),
        ("Oil sold for $61 US a barrel.", "barrel"),
        ("She is paid $70,000 annually.", "year"),
        ("She earns an hourly $22.", "hour"),
        ("It cost $110 a dry metric ton.", "ton"),
        ("It cost $5 million a year ago.", None),
        ("He sold the $5 daily paper.", None),
    ],
)
def test_what_an_amount_is_per(text, per):
    found = [m.value.per for m in rule_mentions(Document(id="d", text=text)) if m.kind == "money"]
    assert found == [per]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It eased back up to $4.", None),
        ("She handed over $40,000.", None),
        ("They asked about $40,000.", None),
        ("They took it up to $40,000.", None),
        ("It may run as high as $4.", "at_most"),
        ("It costs as little as $4.", "at_least"),
        ("It is worth >$3 million.", "more_than"),
        ("It is worth ~$3 million.", "about"),
        ("It is worth <$3 million.", "less_than"),
        ("A $3 million-plus fund.", "at_least"),
        ("It costs $3 million at most.", "at_most"),
        ("It costs $3 million plus interest.", None),
        ("It sold over $3 million of bonds.", "more_than"),
        ("It was just short of $3 million.", "nearly"),
        ("It costs $3 million, give or take.", "about"),
    ],
)
def test_what_the_words_around_an_amount_say(text, qualifier):
    found = [m.value.qualifier for m in rule_mentions(Document(id="d", text=text)) if m.kind == "money"]
    assert found == [qualifier]
