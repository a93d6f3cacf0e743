"""How good are facts on a corpus labelled elsewhere?

    python benchmarks/corpora.py CORPUS.jsonl OUTPUTS
    python benchmarks/corpora.py DATA [NAME...]

CORPUS: a document a line, {"id", "text", "published", "spans": [{"start", "end", "type", "value"?, "optional"?}]}; OUTPUTS: the
folder that `factx extract CORPUS.jsonl -o OUTPUTS` wrote. DATA: a folder of such corpora, of which those of SETS (or of these
names) are extracted and scored: the tables of docs/evaluation.md. Types are ORG, MONEY, PERCENT, and DATE, DURATION, SET, TIME, which are
scored together. Prints F1 per kind: strict (the same offsets), norm (a leading article, a final 's and final punctuation
ignored), relaxed (any overlap, one to one); for dates also value: relaxed pairs with the same TIMEX3 value (TempEval-3,
Verhagen et al. 2013), P1Q being P3M and P1DE P10Y. Facts that overlap an optional label are neither right nor wrong.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factx import Extractor, run
from factx.files import folder
from factx.records import BaseFact, DateFact

KINDS = {
    "organization": {"ORG"},
    "money": {"MONEY"},
    "percent": {"PERCENT"},
    "date": {"DATE", "DURATION", "SET", "TIME"},
}
SAME = {
    "P1Q": "P3M",
    "P2Q": "P6M",
    "P3Q": "P9M",
    "P1DE": "P10Y",
    "P2DE": "P20Y",
    "P3DE": "P30Y",
    "P12M": "P1Y",
    "P24M": "P2Y",
}
SETS: dict[str, tuple[str, tuple[str, ...]]] = {  # what each is, and what is labelled in it; none is training data
    "timebank": ("TimeBank (news, 1989-98)", ("date",)),
    "aquaint": ("AQUAINT (news, 1998-2000)", ("date",)),
    "ieer": ("IEER, half (newswire, 1998)", ("date", "money", "percent", "organization")),
    "finer_val": ("FiNER-ORD validation (financial web news)", ("organization",)),
    "finer_train": ("FiNER-ORD train", ("organization",)),
    "conllpp_dev": ("CoNLL++ dev (Reuters, 1996, half of it sport)", ("organization",)),
}
PLURAL = {"date": "dates", "money": "money", "percent": "percent", "organization": "organizations"}
TIMEML = ("timebank", "aquaint")  # dates as TimeML has them
Label = dict[str, Any]
Span = tuple[int, int]


def normal(text: str, span: Span) -> Span:
    start, end = span
    lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.IGNORECASE)
    start += lead.end() if lead and lead.end() < end - start else 0
    tail = re.search(r"(?:['’]s?|[.,;:])$", text[start:end])
    return start, start + tail.start() if tail and tail.start() > 0 else end


def overlap(a: Span, b: Span) -> float:
    """The characters that two spans share, of those that either has."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def pairs(gold: list[Label], found: list[BaseFact]) -> Iterator[tuple[Label, BaseFact]]:
    """Labels and facts that overlap, each used once, those that share most first."""
    shared = ((overlap(span(g), (f.start, f.end)), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))
    left, right = set(range(len(gold))), set(range(len(found)))
    for share, i, j in sorted(shared, reverse=True):
        if share > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield gold[i], found[j]


def span(label: Label) -> Span:
    return label["start"], label["end"]


def value(label: Label) -> str | None:
    """The TIMEX3 value of a label; None: it has none."""
    found = label.get("value")
    return SAME.get(found, found) if isinstance(found, str) else None


def disjoint(labels: Iterable[Label]) -> list[Label]:
    """The labels that count, in order; of nested ones the outer."""
    kept: list[Label] = []
    for each in sorted(labels, key=lambda s: (s["start"], -s["end"])):
        if not kept or each["start"] >= kept[-1]["end"]:
            kept.append(each)
    return kept


def counted(fact: BaseFact, kind: str, row: dict[str, Any], labels: list[Label]) -> bool:
    """Whether a fact of a document counts: of the kind, clear of optional labels, no length where none are labelled."""
    touched = [s for s in labels if overlap(span(s), (fact.start, fact.end))]
    if fact.kind != kind or any(s.get("optional") for s in touched):
        return False
    lengths = "DURATION" in row.get("exhaustive_types", ["DURATION"])
    length = getattr(fact, "recurring", False) or re.match(r"P[\dXT]", getattr(fact, "timex", ""))
    return bool(lengths or touched or not length)


def counts(rows: Iterable[dict[str, Any]], facts: dict[str, list[BaseFact]], kind: str) -> Counter[str]:
    """Labels, facts, and how many agree by each measure, summed over documents."""
    n: Counter[str] = Counter()
    for row in rows:
        labels = [s for s in row["spans"] if s["type"] in KINDS[kind]]
        gold = disjoint(s for s in labels if not s.get("optional"))
        found = [f for f in facts[row["id"]] if counted(f, kind, row, labels)]
        mine, theirs = {(f.start, f.end) for f in found}, {span(s) for s in gold}
        both = list(pairs(gold, found))
        n.update(gold=len(gold), found=len(found), strict=len(mine & theirs), relaxed=len(both))
        n["norm"] += len({normal(row["text"], s) for s in mine} & {normal(row["text"], s) for s in theirs})
        n["unvalued gold"] += sum(value(s) is None for s in gold)
        n["unvalued found"] += sum(value(s) is None for s, _ in both)
        n["value"] += sum(value(s) == SAME.get(f.timex, f.timex) for s, f in both if isinstance(f, DateFact))
    return n


def f1(right: int, found: int, gold: int) -> str:
    return f"{200 * right / (found + gold) if found + gold else 0:.1f}"


def scored(corpus: Path, outputs: Path, kinds: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each kind that is labelled in a corpus, with its labels, facts, strict, norm, relaxed and value F1."""
    rows = [json.loads(line) for line in corpus.read_text("utf8").splitlines()]
    facts = defaultdict(list)
    for fact in folder.facts(outputs):
        facts[fact.doc_id].append(fact)
    for kind in kinds:
        n = counts(rows, facts, kind)
        if n["gold"]:
            shares = [f1(n[m], n["found"], n["gold"]) for m in ("strict", "norm", "relaxed")]
            valued = kind == "date" and n["gold"] > n["unvalued gold"]
            value = f1(n["value"], n["found"] - n["unvalued found"], n["gold"] - n["unvalued gold"]) if valued else ""
            yield kind, [str(n["gold"]), str(n["found"]), *shares, value]


def tables(data: Path, names: Iterable[str]) -> None:
    """Print a row for each kind of each corpus, and how it is with another option: --accurate, --timeml."""
    print("| corpus | | labels | facts | strict | norm | relaxed | value |\n|---|---|---|---|---|---|---|---|")
    for name in names:
        title, kinds = SETS[name]
        ways = [("", Extractor(vague_dates=name in TIMEML, observations=False))]
        if name in TIMEML:
            ways.append((", `--timeml`", Extractor(timeml=True, observations=False)))
        elif "organization" in kinds:
            ways.append((", `--accurate`", Extractor(accurate=True, observations=False)))
        for option, extractor in ways:
            with TemporaryDirectory() as made:
                run([data / f"{name}.jsonl"], Path(made) / "out", extractor=extractor)
                for kind, cells in scored(
                    data / f"{name}.jsonl", Path(made) / "out", kinds if not option else kinds[-1:]
                ):
                    print(f"| {title} | {PLURAL[kind]}{option} | {' | '.join(cells)} |".replace("  ", " "), flush=True)
                    title = ""


def main(corpus: Path, outputs: Path) -> None:
    print(f"{corpus.stem:14}{'labels':>8}{'facts':>8}{'strict':>8}{'norm':>8}{'relaxed':>8}{'value':>8}")
    for kind, cells in scored(corpus, outputs, KINDS):
        print(f"{kind:14}{''.join(f'{cell:>8}' for cell in cells)}".rstrip())


if __name__ == "__main__":
    where = Path(sys.argv[1])
    if where.is_dir():
        tables(where, sys.argv[2:] or SETS)
    else:
        main(where, Path(sys.argv[2]))
