"""The whole of factx on one screen: a document goes in, its facts come out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import tee
from typing import Any

from factx.kinds import date, money, organization, percent
from factx.kinds.organization import decide as bodies
from factx.kinds.organization.aliases import Alias
from factx.kinds.organization.link import link_organizations, restatements
from factx.kinds.organization.weights import Weights, weights_for
from factx.ner import spacy as nlp
from factx.records import KINDS, BaseFact, Document, fact_id
from factx.rules.context import Context, Entity, Mention
from factx.rules.overlaps import overlaps, resolve
from factx.rules.reader import RuleReader
from factx.timex import days

RULES = (*money.RULES, *percent.RULES, *date.RULES, *organization.RULES)
WIDEN = {"money": money.widen, "percent": percent.widen, "date": date.widen}
READER = RuleReader(RULES, WIDEN)


@lru_cache(maxsize=1)
def vague_reader() -> RuleReader:
    """Return the reader that reads bare now, recently, the future, too."""
    return RuleReader((*RULES, *date.VAGUE_RULES), WIDEN)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its facts, and what the model calls a quantity or date there but no rule reads."""

    document: Document
    facts: list[BaseFact]
    unread: list[Entity]


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads documents with one model, loaded once a process.

    `vague_dates` adds bare now, recently, the future… as dates with PRESENT_REF, PAST_REF, FUTURE_REF, as TimeML has them.
    `aliases` (see factx.kinds.organization.aliases.read_aliases) joins names into bodies and gives their identifiers elsewhere.
    """

    model: str = nlp.DEFAULT_MODEL
    vague_dates: bool = False
    aliases: Mapping[str, Alias] | None = field(default=None, hash=False)

    def __call__(self, documents: Iterable[Document]) -> Iterator[list[BaseFact]]:
        """Yield the facts of each document, in the documents' order; facts in text order."""
        return (reading.facts for reading in self.readings(documents))

    def readings(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield each document with its facts and what was left unread, in the documents' order."""
        weights = weights_for(self.model)
        here, there = tee(documents)
        for document, entities in zip(here, nlp.entities((d.text for d in there), self.model), strict=True):
            found = facts(document, entities, vague_reader() if self.vague_dates else READER, self.aliases, weights)
            yield Reading(document, found, unread(entities, found))


def facts(
    document: Document,
    entities: Iterable[Entity],
    reader: RuleReader = READER,
    aliases: Mapping[str, Alias] | None = None,
    weights: Weights | None = None,
) -> list[BaseFact]:
    """Return the facts of a document, given what the model found in it; `weights` are the default model's unless given."""
    context = Context.of(document)
    found = list(reader.read(context))
    numbers = [m for m in found if m.kind != "organization"]
    named = bodies.decide(context, [m for m in found if m.kind == "organization"], entities, weights)
    settled = date.settle(resolve([*numbers, *named]), context)
    kept = link_organizations(settled, context, document.text, aliases)
    return records(document, context, kept)


def unread(entities: Iterable[Entity], found: Iterable[BaseFact]) -> list[Entity]:
    """Return the model's quantities and dates that no money, percent or date fact touches: what rules still miss."""
    spans = [(f.start, f.end) for f in found if f.kind != "organization"]  # disjoint and in order
    wanted = (e for e in entities if e.label in {"MONEY", "PERCENT", "DATE"})
    return [e for e in wanted if not overlaps(spans, e.start, e.end)]


def rule_mentions(document: Document) -> list[Mention]:
    """Return what the rules read in a document without the model: overlaps resolved, dates settled, in text order."""
    context = Context.of(document)
    found = (m for m in READER.read(context) if m.kind != "organization" or m.value.weight >= organization.STRONG)
    return date.settle(resolve(found), context)


def records(document: Document, context: Context, mentions: list[Mention]) -> list[BaseFact]:
    """Return the mentions as validated facts of their document."""
    ids = [fact_id(document.id, m.start, m.end, m.kind) for m in mentions]
    restates = {ids[n]: ids[first] for n, first in restatements(mentions, context).items()}
    return [_record(document, context, m, fact, restates.get(fact)) for m, fact in zip(mentions, ids, strict=True)]


def _record(document: Document, context: Context, mention: Mention, fact: str, restates: str | None) -> BaseFact:
    start, end = context.sentence(mention.start, mention.end)
    row: dict[str, Any] = {
        "id": fact,
        "doc_id": document.id,
        "kind": mention.kind,
        "text": document.text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "sentence_start": start,
        "sentence_end": end,
        "rule": mention.rule,
        **_own(mention.value),
    }
    if restates:
        row["equivalent_of"] = restates
    return KINDS[mention.kind].model_validate(row, context={"document": document})


def _own(value: Any) -> dict[str, Any]:  # noqa: ANN401 - one of the kinds' dataclasses
    """Return the kind's own fields of a value."""
    match value:
        case money.Money():
            return {n: getattr(value, n) for n in ("amount", "amount_to", "currency", "qualifier", "per")}
        case percent.Percent():
            return {n: getattr(value, n) for n in ("value", "value_to", "unit", "qualifier")}
        case organization.Org():
            return {n: getattr(value, n) for n in ("name", "org_id", "org_kind", "external_ids")}
        case _:
            first, last = (None if value.recurring else days(value.timex)) or (None, None)
            same = {n: getattr(value, n) for n in ("timex", "mod", "recurring", "qualifier")}
            return same | {"first_day": first, "last_day": last}
