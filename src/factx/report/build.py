"""A run as one page that opens from disk: everything in it, nothing fetched."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from factx import evaluate as ev
from factx.errors import InputError
from factx.evaluate.diff import WHAT, check_same_texts
from factx.files.statements import Statement
from factx.records import KINDS, BaseFact, Document
from factx.report import overview
from factx.report.accuracy import accuracies
from factx.report.article import article
from factx.report.changes import Change, Since, changes
from factx.report.diff import LIKELY
from factx.report.errors import NOTHING, Fault, confusion, faults, slot_faults
from factx.report.pack import blocks, packed
from factx.report.pictures import measured, pictures
from factx.report.statements import CSV_COLUMNS, csv_row, number
from factx.report.templates import filled, ours, part

SCRIPTS = ("dom", "data", "csv", "table", "views", "changes", "article", "panel", "arcs", "keys", "main")
STYLES = ("base", "layout", "charts", "tables", "article", "picture")
_LINE, _ROOM = 100, 60  # characters of a text that stand for its title, and on either side of a fault
_OF_DOCUMENT = frozenset({"doc_id", "title", "published", "source"})  # columns that a page takes from its documents
COLUMNS = tuple(name for name in CSV_COLUMNS if name not in _OF_DOCUMENT)


@dataclass(frozen=True)
class Judged:
    """Gold labels, and the scores of a run against them."""

    gold: ev.Gold
    score: ev.Score
    said: ev.GoldSaid | None
    slots: ev.SlotScore | None
    signature: str


@dataclass(frozen=True)
class Run:
    """What a folder of outputs holds, by document, and how good it is where there is gold."""

    documents: Mapping[str, Document]
    facts: Mapping[str, Sequence[BaseFact]]
    said: Mapping[str, Sequence[ev.Said]]
    model: str
    judged: Judged | None = None
    figures: Mapping[str, Any] | None = None  # measured by benchmarks
    since: Since | None = None  # what changed since an older run

    @cached_property
    def all_facts(self) -> list[BaseFact]:
        """The facts of all documents."""
        return [fact for doc_id in self.documents for fact in self.facts.get(doc_id, ())]

    @cached_property
    def statements(self) -> list[Statement]:
        """What the numbers say, in the order of documents."""
        return [
            Statement(document, each.number, each.observation)  # type: ignore[arg-type]
            for doc_id, document in self.documents.items()
            for each in self.said.get(doc_id, ())
        ]

    def pictures(self, *, alone: bool) -> dict[str, str]:
        """Pictures by name: SVG of their own, or for a page."""
        rows = accuracies(self.judged.score, "strict") if self.judged else []
        return pictures(rows, self.figures, alone=alone)

    @cached_property
    def faults(self) -> dict[str, list[Fault]]:
        """What is wrong, by document."""
        found: dict[str, list[Fault]] = {}
        for each in _faults(self.judged, self.facts) if self.judged else ():
            found.setdefault(each.doc_id, []).append(each)
        return found

    @cached_property
    def changes(self) -> dict[str, list[Change]]:
        """What changed since the older run, by document."""
        return self.since.by_document if self.since else {}


def _faults(judged: Judged, facts: Mapping[str, Sequence[BaseFact]]) -> Iterator[Fault]:
    yield from faults(judged.score, judged.gold, facts)
    if judged.slots:
        yield from slot_faults(judged.slots)


def read(outputs: Path, gold: Path | None = None, figures: Path | None = None, older: Path | None = None) -> Run:
    """Return the run of a folder: judged by gold labels where there are some, then also beside the run of an older folder.

    Figures is a file of measured figures. Raises InputError where there is an older run and no gold.
    """
    if older and not gold:
        raise InputError(f"{older}: what got better or worse shows by gold labels alone: --gold FOLDER")
    documents, facts, model = ev.load_outputs(outputs)
    said = ev.load_said(outputs, facts) or {}
    judged = _judged(gold, documents, facts, said, model) if gold else None
    since = _since(older, gold, documents, (judged, facts)) if older and gold and judged else None
    return Run(documents, facts, said, model, judged, measured(figures) if figures else None, since)


def _since(
    older: Path, gold: Path, documents: Mapping[str, Document], now: tuple[Judged, Mapping[str, Sequence[BaseFact]]]
) -> Since:
    """Return what changed since the run of an older folder."""
    judged, facts = now
    texts, old_facts, model = ev.load_outputs(older)
    check_same_texts(judged.gold, texts, documents)
    before = _judged(gold, documents, old_facts, ev.load_said(older, old_facts) or {}, model)
    slots = (before.slots, judged.slots) if before.slots and judged.slots else None
    diff = ev.compare(judged.gold, before.score, judged.score, slots)
    return Since(older.resolve().name, diff, list(changes(diff, _faults(before, old_facts), _faults(judged, facts))))


def _judged(
    folder: Path,
    documents: Mapping[str, Document],
    facts: Mapping[str, Sequence[BaseFact]],
    said: Mapping[str, Sequence[ev.Said]],
    model: str,
) -> Judged:
    gold, gold_said = ev.load_gold(folder, dict(documents)), ev.load_gold_said(folder, dict(documents))
    slots = ev.score_slots(gold_said, said) if gold_said else None
    return Judged(gold, ev.score(gold, facts), gold_said, slots, ev.signature(gold, model))


def page(run: Run, title: str = "factx report") -> str:
    """Return a run as a page of HTML."""
    script, style = _joined(SCRIPTS, "js"), _joined(STYLES, "css")
    packs = list(blocks(_articles(run)))
    told = {
        "title": title,
        "script": ours(script),
        "style": ours(style),
        "policy": policy(script, style),
        "index": packed(_index(run, [count for count, _ in packs])),
        "tables": packed(_tables(run)),
        "blocks": [text for _, text in packs],
    }
    return filled("report.html.j2", **told, **_overview(run))


def policy(script: str, style: str) -> str:
    """Return a Content-Security-Policy that lets this script and this style run, and nothing be fetched."""
    hashes = (
        "'sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() + "'" for t in (script, style)
    )
    return "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'".format(*hashes)


def _joined(names: Sequence[str], suffix: str) -> str:
    whole = "\n".join(part(f"{name}.{suffix}") for name in names)
    return f'\n(() => {{\n"use strict";\n{whole}}})();\n' if suffix == "js" else f"\n{whole}"


def _articles(run: Run) -> Iterator[dict[str, Any]]:
    for doc_id, document in run.documents.items():
        wrong, changed = run.faults.get(doc_id, ()), run.changes.get(doc_id, ())
        yield article(document, run.facts.get(doc_id, ()), run.said.get(doc_id, ()), wrong, changed)


def _index(run: Run, sizes: list[int]) -> dict[str, Any]:
    """Return what a page reads at once: its documents, without their texts, and how many each block holds."""
    return {
        "sizes": sizes,
        "kinds": list(KINDS),
        "documents": [_document(run, document) for document in run.documents.values()],
    }


def _tables(run: Run) -> dict[str, Any]:
    """Return the rows of the tables of statements, of faults, and of changes."""
    place = {doc_id: n for n, doc_id in enumerate(run.documents)}
    return {
        "columns": list(CSV_COLUMNS),
        "own": list(COLUMNS),
        "statements": [_row(each, place[each.document.id]) for each in run.statements],
        "faults": list(_places(run, place, run.faults)),
        "changes": sorted(_places(run, place, run.changes), key=lambda row: WHAT.index(row[2])),
    }


def _places(run: Run, place: Mapping[str, int], found: Mapping[str, Sequence[Fault | Change]]) -> Iterator[list[Any]]:
    """Yield faults or changes as rows: the document's place, their own in it, what is shown, the words around."""
    for doc_id, here in found.items():
        for n, each in enumerate(here):
            yield [place[doc_id], n, *each.shown().values(), _around(run.documents[doc_id].text, each)]


def _document(run: Run, document: Document) -> list[Any]:
    kinds = Counter(fact.kind for fact in run.facts.get(document.id, ()))
    published = document.published.isoformat() if document.published else None
    judged = bool(run.judged and (document.id in run.judged.gold.labels or _said_of(run.judged, document.id)))
    return [
        document.id,
        document.title or _first_line(document.text),
        published,
        document.publisher,
        document.source,
        [kinds[kind] for kind in KINDS],
        len(run.said.get(document.id, ())),
        len(run.faults.get(document.id, ())) if judged else None,
    ]


def _said_of(judged: Judged, doc_id: str) -> bool:
    return judged.said is not None and doc_id in judged.said.labels


def _first_line(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"


def _row(statement: Statement, place: int) -> list[Any]:
    row = csv_row(statement)
    row |= {name: row[name].isoformat() for name in ("first_day", "last_day") if row[name]}
    return [place, number(statement), *(row[name] for name in COLUMNS)]


def _around(text: str, fault: Fault | Change) -> list[str]:
    """Return the words before, in and behind a fault's span."""
    start, end = fault.start, fault.end
    return [text[max(0, start - _ROOM) : start], text[start:end], text[end : end + _ROOM]]


def _overview(run: Run) -> dict[str, Any]:
    kinds = Counter(fact.kind for fact in run.all_facts)
    published = sorted(d.published for d in run.documents.values() if d.published)
    judged = run.judged
    return {
        "kinds": {kind: kinds[kind] for kind in KINDS},
        "documents": len(run.documents),
        "statements": len(run.statements),
        "published": (published[0], published[-1]) if published else None,
        "model": run.model,
        "currencies": overview.currencies(run.all_facts),
        "bodies": overview.bodies(run.all_facts),
        "amounts": overview.amounts(run.statements),
        "timeline": overview.timeline(run.all_facts),
        "biggest": overview.biggest,
        "pictures": {name: ours(picture) for name, picture in run.pictures(alone=False).items()},
        "faults": sum(map(len, run.faults.values())),
        "judged": judged,
        "accuracies": {scheme: accuracies(judged.score, scheme) for scheme in ("strict", "value")} if judged else {},
        "confusion": confusion(judged.gold, run.facts) if judged else {},
        "nothing": NOTHING,
        "since": run.since,
        "likely": LIKELY,
    }
