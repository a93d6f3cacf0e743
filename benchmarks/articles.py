"""Made-up articles with known facts, the same for a seed:  python benchmarks/articles.py 20000 articles.jsonl

Templates of our own, filled from lists; about 200 words an article. Each line also holds the number of money amounts and
percentages its sentences state (`known`), which factx ignores and the benchmark counts.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20210924
NAMES = "Norden Holdings Inc.|Velmora Group|Castellan Energy Corp.|the Ministry of Trade|Brightwater Bank|Orbis Foods Ltd|the European Commission|Tallis Motors|Kestrel Airlines|Halden Steel AG".split(
    "|"
)
PLACES = "Rotterdam Osaka Gdansk Leeds Porto Busan Tallinn Houston Durban Lyon".split()
GOODS = "copper wheat batteries timber turbines textiles cement chips fertiliser cars".split()
MONTHS = "January February March April May June July August September October November December".split()
SENTENCES = [  # template, money amounts, percentages
    ("{name} said on {weekday} that sales of {goods} rose {p} percent to ${m} million in the first half of {year}.", 1, 1),
    ("It agreed to pay about €{m} million for a plant near {place}, which employs {n} people.", 1, 0),
    ("Exports from {place} fell {p}% last year, after a rise of {q}% in {prior}.", 0, 2),
    ("The company expects to invest between £{m} million and £{k} million by the end of {month} {year}.", 1, 0),
    ("Analysts at {name} had forecast growth of {p} percent for the third quarter.", 0, 1),
    ("A spokesman for {name} declined to comment on the talks, which began in {month}.", 0, 0),
    ("The price of {goods} has hardly moved since the strike at the port of {place} ended two weeks ago.", 0, 0),
    ("Its shares closed {p}% lower, wiping ${m} billion off its market value.", 1, 1),
    ("The loan of {m} billion yuan will be repaid over ten years, the bank said in a statement.", 1, 0),
    ("Workers at the {place} site will vote on the offer next month, according to people familiar with the matter.", 0, 0),
    ("Demand for {goods} is still well below what it was before the crisis, and many suppliers have cut their shifts.", 0, 0),
    ("{name} and {other} have worked together for many years, but neither has said how the costs would be shared.", 0, 0),
]  # fmt: skip


def articles(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    dice = random.Random(seed)
    for n in range(count):
        day = date(2021, 1, 4) + timedelta(days=dice.randrange(300))
        chosen = [dice.choice(SENTENCES) for _ in range(dice.randint(9, 13))]
        yield {
            "id": f"made-{n:06}",
            "title": f"{dice.choice(NAMES)} and the {dice.choice(GOODS)} of {dice.choice(PLACES)}",
            "published": day.isoformat(),
            "text": "\n\n".join(filled(template, dice, day) for template, _, _ in chosen) + "\n",
            "known": {"money": sum(m for _, m, _ in chosen), "percent": sum(p for _, _, p in chosen)},
        }


def filled(template: str, dice: random.Random, day: date) -> str:
    m = dice.randint(2, 900)
    return template.format(
        name=dice.choice(NAMES), other=dice.choice(NAMES), place=dice.choice(PLACES), goods=dice.choice(GOODS), n=dice.randint(20, 900),
        p=f"{dice.randint(1, 40)}.{dice.randint(1, 9)}", q=dice.randint(2, 30), m=m, k=m + dice.randint(1, 90), year=day.year, prior=day.year - 2,
        month=dice.choice(MONTHS), weekday=day.strftime("%A"),
    )  # fmt: skip


def write(count: int, path: Path) -> dict[str, int]:
    """Write so many articles as JSON Lines and return what is known of them."""
    known = {"money": 0, "percent": 0, "words": 0}
    with path.open("w", encoding="utf8") as file:
        for row in articles(count):
            known = {kind: known[kind] + row["known"].get(kind, 0) for kind in known} | {
                "words": known["words"] + len(row["text"].split())
            }
            file.write(json.dumps(row) + "\n")
    return known


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
