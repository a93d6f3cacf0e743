"""Does hostile text stay linear?  python benchmarks/cliffs.py [CHARACTERS] [--shapes COUNT] [--firms]

Each shape is read by all rules at CHARACTERS and at twice that; the ratio of CPU times should stay near 2. With --shapes so
many are made up of the rules' own words and signs (one piece, a cycle, something before, behind or around, blocks), and read
whole, observations and all; those whose time grows by more than 1.3 of linear, measured again at twice the length, are
printed. --firms reads lists of firms with distinct names, 48 to 384 KB.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import date
from itertools import product

from factx.pipeline import Extractor, rule_mentions
from factx.records import Document

SHAPES = {
    "digits, commas and signs": "1,234-5.6%$",
    "dollars": "$",
    "one long number": "1",
    "numbers": "5 ",
    "number words": "five hundred and ",
    "between and between": "between $3 and between ",
    "a list of amounts": "5 million, ",
    "spaces after a sign": " ",
    "ranges": "5-",
    "from to": "from $3 to ",
    "a list of bare numbers": "3, 4.5 and ",
    "changes": "rose 5 percent to 6 ",
    "fractions": "5-11/16 ",
    "fractions in words": "a third of a half of ",
    "amounts of one article": "a million and a half ",
    "brackets around numbers": "$(1.2) (3)% ",
    "points for thousands": "1.250.000",
    "hundreds and": "one hundred and ",
    "capitals": "Bank of ",
    "brackets": "(China ",
    "months": "May June ",
    "dated sentences": "It fell in May and rose on Friday. ",
    "ordinals": "the first the last ",
}


def seconds(text: str) -> float:
    started = time.process_time()
    rule_mentions(Document(id="x", text=text, published=date(2021, 9, 24)))
    return time.process_time() - started


WORDS = """
    Q1 H1 Monday, January 10:00 GMT Group Inc. Ltd., Bank of the and to Jan. - 1 2019 2019, May 5, 5% $1 $ % US$ 3 million 4.5
    bn from between rose fell by said bought Harper Norden China (China) Chinese Ministry University ( ) [ ] . , ; : " ' — \n
    \t | http://a. yuan euros percent points a year earlier last next week in at until since compared with per each of which
    respectively half third one two hundred thousand and-a-half early late mid- end fiscal quarter first nine months 30 June
    (Will Can ?Is ?? !! … 5,000 12.5, 13.6% U.S. U.K., 10-year 4-3/8 FY21 Q3, 2019-20 (NYSE: Rs. 5c 1/2 lakh respectively apiece
    Mr. President Corp's 's New York-based up down about over under nearly about more than NBS IMF U.S. Co., & I A
""".split(" ")
WORDS = [word.strip(" ") or " " for word in WORDS]
ROWS = [  # of one sentence, as tables and lists of results have them
    "12.5, 13.6 and ", "$1.1 $2.2 ", "5.1% 6.2% -7.3% ", "1,234 5,678 ", "USD/EUR 1.1234 +0.2 pct\n", "Norden Corp  1,234.5  +5.6  0.45%\n",
    "Smith 45 pct, Jones 44.9 pct, ", "$5 million against $4 million, ", "up 5 percent from 4 percent, ", "5 and 6 or 7 to 8 ",
    "compared with $5 million ", "rose 5, 6, 7 and 8 percent respectively, ", "Jan. 1, Feb. 2, ", "in 2019, 2020 and ",
    "Harper Inc., Norden Ltd., ", "Harper (HAR), ", "U.S. U.K. ", "10:30 a.m. to 11:45 p.m., ", "“We rose 5%,” he said. ", "(Will Harper ",
]  # fmt: skip
SYLLABLES = "Ba Do Ke Li Mo Nu Ra Se Ti Vo".split()
ALLOWED = 1.3


def made_up(count: int) -> Iterator[str]:
    """Yield shapes: what stands before, what is repeated, and what stands behind, parted by form feeds; natural rows first."""
    yield from (f"\f{row}\f" for row in ROWS[:count])
    chosen = random.Random(2021)
    pieces = [f"{word} " for word in dict.fromkeys(WORDS)]
    for number in range(count - len(ROWS)):
        a, b, c = chosen.sample(pieces, 3)
        block = "".join(chosen.choices(pieces, k=chosen.randint(3, 12)))
        yield "\f".join([
            ("", chosen.choice(pieces), ""),
            ("", a + b, ""),
            (a + b, c, ""),
            ("", a, b + c),
            (b, a, c),
            ("", block, ""),
        ][number % 6])  # fmt: skip


def filled(shape: str, size: int) -> str:
    before, piece, behind = shape.split("\f")
    return "$1 " + before + piece * (size // len(piece)) + behind


def firms(size: int) -> str:
    """Return a text about firms of which none is named twice."""
    names = ("".join(parts).capitalize() for parts in product(SYLLABLES, repeat=5))
    text, length = [], 0
    while length < size:
        text.append(f"{next(names)} {next(names)} Inc. said it bought {next(names)} Ltd. ")
        length += len(text[-1])
    return "".join(text)


def whole(text: str) -> float:
    """Return the seconds that all of factx takes over a text."""
    started = time.process_time()
    list(Extractor().readings([Document(id="x", text=text, published=date(2021, 9, 24))]))
    return time.process_time() - started


def fuzz(count: int, size: int) -> None:
    """Print the shapes whose time grows faster than their length, twice in a row."""
    whole("Sales of Harper Inc. rose 5% in May.")
    steep = 0
    for number, shape in enumerate(made_up(count), 1):
        once, twice = whole(filled(shape, size)), whole(filled(shape, 2 * size))
        if twice > 2 * ALLOWED * once:
            more = whole(filled(shape, 4 * size))
            if more > 2 * ALLOWED * twice:
                steep += 1
                print(f"{shape!r}: {once:.2f}, {twice:.2f}, {more:.2f} s", flush=True)
        if number % 100 == 0:
            print(f"{number} shapes, {steep} steep", flush=True)


def list_firms() -> None:
    """Print how long lists of firms take, a KB and in all."""
    whole("Sales of Harper Inc. rose 5% in May.")
    first = 0.0
    for kilobytes in (48, 96, 192, 384):
        taken = whole(firms(kilobytes << 10))
        first = first or taken / kilobytes
        print(f"{kilobytes} KB {taken:.2f} s, {taken / kilobytes / first:.2f} of linear", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", type=int)
    options.add_argument("--shapes", type=int)
    options.add_argument("--firms", action="store_true")
    given = options.parse_args()
    if given.firms:
        return list_firms()
    if given.shapes:
        return fuzz(given.shapes, given.size or 3_000)
    size = given.size or 200_000
    print(f"{'shape':28} {size:>10} {2 * size:>10}   ratio")
    for name, piece in SHAPES.items():
        once, twice = (seconds("$" + piece * (n // len(piece))) for n in (size, 2 * size))
        print(f"{name:28} {once:9.2f}s {twice:9.2f}s {twice / max(once, 1e-9):7.1f}")
    return None


if __name__ == "__main__":
    main()
