"""A number is read back exactly from whatever form it is written in; nothing raises."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factx.pipeline import rule_mentions
from factx.records import Document
from factx.rules.number import QUANTITY, SCALES, TENS, UNITS, quantity

TOKEN = re.compile(QUANTITY, re.VERBOSE | re.IGNORECASE)
ONES = {int(n): word for word, n in UNITS.items()}
TIES = {int(n): word for word, n in TENS.items()}
STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
MANY = st.integers(0, 10**12)
DECIMALS = st.decimals(0, 10**9, places=2)


def in_words(n, joiner=" and "):
    """Return a whole number in English words."""
    for size, name in STEPS:
        if n >= size:
            rest = n % size
            tail = "" if not rest else f"{joiner if rest < 100 else ' '}{in_words(rest, joiner)}"
            return f"{in_words(n // size, joiner)} {name}{tail}"
    if n >= 100:
        return f"{ONES[n // 100]} hundred" + (f"{joiner}{in_words(n % 100)}" if n % 100 else "")
    if n < 20:
        return ONES[n]
    return TIES[n - n % 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


def token(text):
    m = TOKEN.match(text)
    return m and m[0]


@given(st.integers(1, 10**13), st.sampled_from([" and ", " "]))
def test_whole_numbers_in_words(n, joiner):
    written = in_words(n, joiner)
    assert quantity(written) == n
    assert token(written) == written


@given(st.integers(0, 99), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_decimals_in_words(n, digits):
    written = f"{in_words(n)} point {' '.join(ONES[d] for d in digits)}"
    assert quantity(written) == Decimal(f"{n}.{''.join(map(str, digits))}")
    assert token(written) == written


@given(DECIMALS)
@pytest.mark.parametrize(
    ("thousands", "point"), [(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("", "."), ("", ",")]
)
def test_digits_with_two_decimals(thousands, point, n):
    written = f"{n:,.2f}".replace(",", "_").replace(".", point).replace("_", thousands)
    if thousands or n < 1000 or point == ".":
        assert quantity(written) == n
        assert token(written) == written


@given(st.integers(0, 999), st.integers(1, 63), st.sampled_from([2, 3, 4, 8, 16, 32, 64]))
def test_mixed_numbers(whole, top, bottom):
    if top >= bottom:
        return
    exact = Fraction(whole) + Fraction(top, bottom)
    expected = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    for written in (f"{whole}-{top}/{bottom}", f"{whole} {top}/{bottom}"):
        assert quantity(written) == expected
        assert token(written) == written


@given(DECIMALS, st.sampled_from(sorted(SCALES.keys() - {"hundred"})))
def test_scales(n, scale):
    assert quantity(f"{n} {scale}") == n * SCALES[scale]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one and a half", "1.5"), ("one-and-a-half billion", "1500000000"), ("a million and a half", "1500000"),
        ("three and a quarter", "3.25"), ("half a dozen million", "6000000"), ("three-quarters of a billion", "750000000"),
        ("1.5 lakh crore", "1500000000000"), ("two thirds", "0.6667"), ("2 1/3", "2.3333"), ("2⅓", "2.3333"), ("⅛", "0.125"),
        ("1,20,00,000", "12000000"), ("13 009 million", "13009000000"), ("twenty-five hundred", "2500"),
    ],
)  # fmt: skip
def test_other_forms(text, value):
    assert quantity(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "x", "1/0", "9/3", "fifty twelve", "nineteen eighty-four", "two million three million"]
)
def test_no_number(text):
    assert quantity(text) is None


WORDS = st.sampled_from(
    [*UNITS, *TENS, *SCALES, "a", "an", "and", "half", "halves", "quarters", "thirds", "of", "point", "dozen", "½", "7/8", "1,2",
     "1.2.3", "5", "1,234", "-", ",", "."]
)  # fmt: skip


@given(st.lists(WORDS, max_size=8).map(" ".join) | st.text("0123456789.,'/ -½⅓", max_size=12))
def test_no_text_raises(text):
    value = quantity(text)
    assert value is None or value >= 0


PIECES = st.sampled_from(
    ["$", "€", "C$", "-", "(", ")", "5", "1.2", "3,500", "2021", "7/8", "½", "half", "a", "third", "one", "hundred", "million",
     "bn", "percent", "%", "points", "point", "basis", "dollars", "euros", "cents", "p", "USD", "to", "and", "or", "from",
     "between", "of", "the", "in", "rose", "by", ",", ".", "minus", "quarter", "dozen", "billion", "rupees", "crore"]
)  # fmt: skip


@settings(deadline=None)  # the first text compiles the patterns
@given(st.lists(PIECES, max_size=14), st.sampled_from([" ", ""]))
def test_no_rule_raises_and_no_two_facts_overlap(pieces, space):
    mentions = [m for m in rule_mentions(Document(id="d", text=space.join(pieces))) if m.kind in {"money", "percent"}]
    assert all(one.end <= two.start for one, two in pairwise(mentions))
