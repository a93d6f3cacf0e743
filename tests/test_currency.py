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
