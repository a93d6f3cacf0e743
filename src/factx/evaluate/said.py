"""Gold observations and a run's own, each with the span of its number, checked against its document."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from factx.errors import GoldError
from factx.evaluate.gold import gold_digest, its_document, row_of, without_remarks
from factx.files import folder as outputs
from factx.files import jsonl
from factx.observation import NUMBERS, Observation
from factx.records import BaseFact, Document

FOLDER = "observations"  # of gold observations, in the folder of gold labels


class Said(NamedTuple):
    """An observation, with its number and the number it belongs to."""

    number: BaseFact
    observation: Observation
    of: BaseFact | None = None


@dataclass(frozen=True, slots=True)
class GoldSaid:
    """The gold observations of some documents, and the hash of the files they came from."""

    labels: Mapping[str, list[Said]]
    optional: Mapping[str, list[Said]] = field(default_factory=dict)
    digest: str = ""


def load_gold_said(folder: Path, documents: Mapping[str, Document]) -> GoldSaid | None:
    """Return the gold observations of a gold folder, each checked against its document; None where it has none.

    Raises GoldError for one that is not true of its document, or belongs to a number without a gold observation.
    """
    files = sorted((folder / FOLDER).glob("*.jsonl"))
    if not files:
        return None
    found: dict[str, list[tuple[Said, bool]]] = defaultdict(list)
    for file in files:
        with file.open("rb") as lines:
            for said, optional in jsonl.read(lines, lambda line: _label(line, documents), file, GoldError):
                found[said.observation.doc_id].append((said, optional))
    for file in files:  # a document of which there is nothing to say has an empty file
        if file.stem in documents:
            found.setdefault(file.stem, [])
    labels: dict[str, list[Said]] = {}
    spared: dict[str, list[Said]] = {}
    for doc_id, rows in found.items():
        whole = list(_belonging([said for said, _ in rows], folder / FOLDER))
        labels[doc_id] = [said for said, (_, optional) in zip(whole, rows, strict=True) if not optional]
        spared[doc_id] = [said for said, (_, optional) in zip(whole, rows, strict=True) if optional]
    return GoldSaid(labels, spared, gold_digest(files))


def _label(line: str, documents: Mapping[str, Document]) -> tuple[Said, bool]:
    """Return a gold observation and whether it is optional; raises ValueError where it is none or not true."""
    row = row_of(line)
    return said_of(row, its_document(row, documents))


def said_of(row: Mapping[str, Any], document: Document | None = None) -> tuple[Said, bool]:
    """Return a gold row's observation, checked against its document where that is given, and whether it is optional."""
    own, optional = without_remarks(row)
    number = _number(own, document)
    return Said(number, Observation.model_validate(own, context={"document": document})), optional


def _number(row: dict[str, Any], document: Document | None) -> BaseFact:
    """Take the span of the number out of a line; raises ValueError where it is not the one that the line's id says."""
    span = {name: row.pop(name, None) for name in ("kind", "text", "start", "end")}
    if span["kind"] not in NUMBERS:
        raise ValueError(f"kind {span['kind']!r} is not money or percent")
    place = {"sentence_start": span["start"], "sentence_end": span["end"]}
    known = {"id": row.get("fact_id"), "doc_id": row["doc_id"], "rule": row.get("rule")}
    return BaseFact.model_validate(span | place | known, context={"document": document})


def load_said(folder: Path, facts: Mapping[str, Iterable[BaseFact]]) -> dict[str, list[Said]] | None:
    """Return a run's observations by document; None where it has none at all."""
    if not outputs.files(folder, "observations"):
        return None
    found: dict[str, list[Observation]] = defaultdict(list)
    for observation in outputs.records(folder, "observations"):
        found[observation.doc_id].append(observation)
    return {doc_id: list(joined(rows, facts.get(doc_id, ()))) for doc_id, rows in found.items()}


def joined(observations: Iterable[Observation], facts: Iterable[BaseFact]) -> Iterator[Said]:
    """Yield the observations of a document with their facts; those without one are left out."""
    by_id = {fact.id: fact for fact in facts}
    for each in observations:
        if each.fact_id in by_id:
            yield Said(by_id[each.fact_id], each, by_id.get(each.of_id or ""))


def _belonging(rows: Sequence[Said], where: Path) -> Iterator[Said]:
    """Yield gold observations of a document with the numbers that they belong to."""
    numbers = {said.number.id: said.number for said in rows}
    for said in rows:
        of = said.observation.of_id
        if of is not None and of not in numbers:
            number = f"{said.number.doc_id}: [{said.number.text}]"
            raise GoldError(f"{where}: {number} belongs to {of}, which has no gold observation")
        yield said._replace(of=numbers.get(of or ""))
