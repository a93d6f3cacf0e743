"""Time grows with the text: steps are counted, not seconds, on texts of one shape, once and twice as long."""

import random
import sys
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from factx.kinds.organization import words
from factx.kinds.organization.link import full_names
from factx.kinds.organization.short_forms import name_words
from factx.ner.fast import FastNER
from factx.ner.spacy import load
from factx.observe import spans
from factx.pipeline import Extractor, facts
from factx.records import Document
from factx.rules.clean import _SENTENCE_END, sentence_starts
from factx.rules.context import Entity

_REPEATED = [
    "Q1 ", "Monday, ", "January ", "10:00 ", "Group ", "Inc. ", "GMT ", "to Jan. ", "- 1 ", "5% http://a. yuan ", "May 5, ",
    "5% ", "$1 ", "Sales\t$5.1\t12%\n", "Bank of ", "(China ", "said it ", ". ", "\n", '"', "Ltd., ", "and ", "the ", "$",
]  # fmt: skip
_BLOCKS = "Inc. Ltd. Bank Group of and the China May Monday 2019 Q1 5% $3 million from to by ( ) , . said rose".split()


def steps(work: Callable[[], object]) -> int:
    """Return how many functions, Python's and C's, are called by some work."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _names(number: int) -> list[str]:
    parts = ["Ba", "Do", "Ke", "Li", "Mo", "Nu", "Ra", "Se", "Ti", "Vo"]
    return ["".join(p).capitalize() for _, p in zip(range(number), product(parts, repeat=4), strict=False)]


def _shapes() -> list[tuple[str, Callable[[int], str]]]:
    """Return a hundred shapes: one piece, a cycle, something before, behind or around, blocks of words."""
    found: list[tuple[str, Callable[[int], str]]] = [(p, lambda n, p=p: p * (n // len(p))) for p in _REPEATED]
    chosen = random.Random(7)
    for number in range(76):
        a, b, c = chosen.sample(_REPEATED, 3)
        words = chosen.choices(_BLOCKS, k=6)
        forms: list[Callable[[int], str]] = [
            lambda n, a=a, b=b: (a + b) * (n // len(a + b)),
            lambda n, a=a, b=b: "In 2019 " + a + b * (n // len(b)),
            lambda n, a=a, b=b: a * (n // len(a)) + b,
            lambda n, a=a, b=b, c=c: b + a * (n // len(a)) + c,
            lambda n, words=words: " ".join(words * (n // len(" ".join(words)))),
        ]
        found.append((f"{number % 5} {a}{b}{c}{' '.join(words)}", forms[number % 5]))
    return found


def _named(text: str) -> list[Entity]:
    words, at, found = text.split(" "), 0, []
    for word in words:
        if word[:1].isupper():
            found.append(Entity(at, at + len(word), "ORG"))
        at += len(word) + 1
    return found


@pytest.mark.parametrize("shape", [pytest.param(s, id=str(n)) for n, (_, s) in enumerate(_shapes())])
def test_steps_of_rules_and_names_grow_with_the_text(shape: Callable[[int], str]) -> None:
    def read(size: int) -> int:
        text = "$1 " + shape(size)
        document = Document(id="x", text=text, published=date(2021, 9, 24))
        return steps(lambda: facts(document, _named(text)))

    read(100)
    once = read(1500)
    assert read(3000) < 2.6 * once + 2000


@pytest.mark.parametrize(
    "line",
    [
        lambda a, b: f"{a} {b} Inc. said it bought {b} {a} Ltd. ",
        lambda a, b: f"China {a} Group and {a} Bank of China met {a} {b} Group. ",
        lambda a, b: f"{a} {b} Holdings ({a[0]}{b[-1].upper()}{a[-1].upper()}) rose. ",
    ],
)
def test_lists_of_firms(line: Callable[[str, str], str]) -> None:
    def read(number: int) -> int:
        names = _names(2 * number)
        text = "".join(map(line, names[::2], names[1::2]))
        document = Document(id="x", text=text, published=date(2021, 9, 24))
        return steps(lambda: facts(document, _named(text)))

    read(5)
    once = read(60)
    assert read(120) < 2.4 * once


def test_names_are_looked_up_by_what_tells_them_apart() -> None:
    names = _names(1200)
    for form in ("{} {} Inc.", "China {} Group", "Bank of {} (Hong Kong) Group", "{} of China"):
        made = [form.format(*pair) for pair in zip(names[::2], names[1::2], strict=True)]
        name_words("a")
        once, twice = steps(lambda m=made: full_names(m[:300], {})), steps(lambda m=made: full_names(m, {}))
        assert twice < 2.3 * once, form


def test_line_ends_are_looked_past_once() -> None:
    text = "Sales rose.\n" + "\n \n" * 500 + "Then they fell."
    assert sentence_starts(text) == [0, text.index("Then")]
    assert sum(1 for _ in _SENTENCE_END.finditer(text)) <= 2
    assert sentence_starts("Sales." + "\n " * 50_000) == [0]  # an hour, were each looked for behind all the others


def test_long_entities_are_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ner = FastNER(load())
    whole, looked = type(ner._parser)._ends, 0

    def counted(self: object, vectors: object, at: object, *rest: object) -> object:
        nonlocal looked
        looked += len(at)  # type: ignore[arg-type]
        return whole(self, vectors, at, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(type(ner._parser), "_ends", counted)
    found = []
    for size in (400, 800, 1600):
        looked = 0
        ner(["Inc. " * size])
        found.append(looked)
    assert found[2] < 2.4 * found[1] < 6 * found[0]


def test_rows_of_numbers_are_observed_in_pieces() -> None:
    extractor = Extractor()

    def read(text: str) -> int:
        document = Document(id="x", text=text, published=date(2021, 9, 24))
        return steps(lambda: list(extractor.readings([document])))

    read("Sales rose 5%.")
    for piece in ("5% ", "$1 million, ", "rose 5% to $3 million and "):
        once, twice = (read("Sales of " + piece * (n // len(piece))) for n in (3500, 7000))
        assert twice < 2.5 * once, piece


def test_every_number_of_a_long_sentence_is_in_one_piece() -> None:
    text = "Sales of " + "$5 million, up 4%, " * 400
    made = facts(Document(id="x", text=text), []).facts
    pieces = spans(made)
    assert len(pieces) > 4
    assert all(sum(a <= f.start and f.end <= b for a, b in pieces) == 1 for f in made)
    assert spans(facts(Document(id="x", text=text[:1000]), []).facts) == [(0, 1000 - 1)]


def test_where_questions_end_is_looked_for_once_a_text():
    text = '"Will (' * 1000 + "Norden pay?"
    words._stops.cache_clear()
    assert all(words.opens_question(text, at, "Will") for at in range(1, 7000, 7))
    assert not words.opens_question("Will pays. Really?", 0, "Will")
    assert words._stops.cache_info().misses == 2
