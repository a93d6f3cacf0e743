"""Facts by the million, seeded: articles of made-up sentences whose facts are known as they are written."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from factx.records import fact_id

SEED = 20210924
FACTS_A_DOCUMENT = 25
CURRENCIES = ("USD", "EUR", "CNY", "GBP", "JPY")
NAMES = [
    f"{a} {b}"
    for a in ("Norden", "Vexa", "Tarn", "Quill", "Ostra", "Belmar")
    for b in ("Holdings", "Mills", "Energy", "Bank")
]
FILLER = "The board met again and the minutes were passed on without a word of what was said in the room. "


def _money(r: random.Random) -> tuple[str, dict[str, object]]:
    amount = f"{r.randrange(1, 10 ** r.randrange(2, 13))}.{r.randrange(1, 100):02d}".rstrip("0")
    currency = r.choice(CURRENCIES)
    own = {"amount": amount, "amount_to": None, "currency": currency, "qualifier": None, "per": None}
    return f"{currency} {amount}", {"rule": "money.code_amount", **own, "equivalent_of": None}


def _percent(r: random.Random) -> tuple[str, dict[str, object]]:
    value = f"{r.randrange(100)}.{r.randrange(1, 10)}"
    own = {"value": value, "value_to": None, "unit": "percent", "qualifier": None}
    return f"{value} percent", {"rule": "percent.words", **own}


def _organization(r: random.Random) -> tuple[str, dict[str, object]]:
    name = r.choice(NAMES)
    own = {"name": name, "org_id": name.lower().replace(" ", "-"), "org_kind": "company"}
    return name, {"rule": "organization.headed", **own}


def _date(r: random.Random) -> tuple[str, dict[str, object]]:
    day = (date(2000, 1, 1) + timedelta(r.randrange(8000))).isoformat()
    own = {"timex": day, "first_day": day, "last_day": day, "mod": None, "recurring": False, "qualifier": None}
    return day, {"rule": "date.iso_day", **own}


KINDS = {"organization": _organization, "date": _date, "money": _money, "percent": _percent}
WORDS = {
    "organization": "{} sent word.",
    "date": "It was on {}.",
    "money": "It paid {} at once.",
    "percent": "It rose {}.",
}


def article(number: int, r: random.Random) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return an article's document and its facts."""
    doc_id, text, facts = f"article-{number:08d}", "", []
    for kind in r.choices(list(KINDS), (8, 7, 5, 5), k=FACTS_A_DOCUMENT):
        words, own = KINDS[kind](r)
        before, _, after = WORDS[kind].partition("{}")
        start = len(text) + len(before)
        end, sentence_end = start + len(words), start + len(words) + len(after)
        place = {"start": start, "end": end, "sentence_start": len(text), "sentence_end": sentence_end}
        ids = {"id": fact_id(doc_id, start, end, kind), "doc_id": doc_id, "kind": kind, "text": words}
        facts.append(ids | place | own)
        text += f"{before}{words}{after} {FILLER}"
    published = (date(2000, 1, 1) + timedelta(number % 8000)).isoformat()
    known = {"title": f"Article {number} — with a dash", "published": published, "source": f"{doc_id}.txt"}
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"id": doc_id, "text": text, **known, "publisher": None, "country": None, "sha256": digest}, facts


def write(folder: Path, facts: int, *, seed: int = SEED) -> None:
    """Write an outputs folder of about so many facts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "documents.jsonl").open("w", encoding="utf8") as d,
        (folder / "facts.jsonl").open("w", encoding="utf8") as f,
    ):
        for document, rows in _articles(facts // FACTS_A_DOCUMENT, seed):
            d.write(_line(document))
            f.writelines(map(_line, rows))


def _articles(count: int, seed: int) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    r = random.Random(seed)
    for number in range(count):
        yield article(number, r)


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
