"""Does hostile text stay linear?  python benchmarks/cliffs.py [CHARACTERS]

Each shape is read by all rules at CHARACTERS and at twice that; the ratio of CPU times should stay near 2.
"""

import sys
import time
from datetime import date

from factx.pipeline import rule_mentions
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


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print(f"{'shape':28} {size:>10} {2 * size:>10}   ratio")
    for name, piece in SHAPES.items():
        once, twice = (seconds("$" + piece * (n // len(piece))) for n in (size, 2 * size))
        print(f"{name:28} {once:9.2f}s {twice:9.2f}s {twice / max(once, 1e-9):7.1f}")


if __name__ == "__main__":
    main()
