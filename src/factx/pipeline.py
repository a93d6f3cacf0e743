"""The whole of factx on one screen: a document goes in, its facts and what they say come out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from itertools import chain, tee
from typing import Any

from factx.kinds import KINDS, date, money, organization
from factx.kinds.organization import decide as bodies
from factx.kinds.organization.aliases import Alias
from factx.kinds.organization.evidence import Evidence
from factx.kinds.organization.link import link_organizations
from factx.kinds.organization.weights import weights_for
from factx.ner import spacy as nlp
from factx.ner.accurate import judge
from factx.ner.grammar import grammar_of
from factx.ner.own import own_model
from factx.ner.parse import Parse
from factx.observation import Observation
from factx.observe import observe, spans
from factx.overlaps import overlaps, resolve
from factx.records import Document, Fact, OrganizationFact, fact_id
from factx.rules.context import Context, Entity, Mention
from factx.rules.kind import with_rules
from factx.rules.reader import RuleReader
from factx.rules.rule import Rule
from factx.values import storable

READER = RuleReader(KINDS)
_NO_OWNER = dict.fromkeys(("about", "about_start", "about_end", "about_id", "about_name"))
_HELD = 50_000  # characters of documents whose sentences are parsed together
Recogniser = Callable[[Iterable[str]], Iterable[Iterable[Entity]]]


@dataclass(frozen=True, slots=True)
class Trace:
    """What each stage made of a document, in the order of the stages."""

    context: Context
    entities: list[Entity]  # what the recogniser found
    candidates: list[Mention]  # whatever a rule matched, overlaps and all
    evidence: Mapping[str, Evidence]  # on each name, its score
    named: list[Mention]  # the organizations, linked
    kept: list[Mention]  # what stands of overlaps
    settled: list[Mention]  # dates with their values, ranges joined
    facts: list[Fact]
    observations: list[Observation] = field(default_factory=list)  # what the facts that are numbers say


def facts(  # noqa: PLR0913 - options by name
    document: Document,
    entities: Iterable[Entity],
    reader: RuleReader = READER,
    aliases: Mapping[str, Alias] | None = None,
    model: str | None = nlp.DEFAULT_MODEL,
    *,
    timeml: bool = False,
    accurate: bool = False,
) -> Trace:
    """Return the facts of a document and all that led to them, given what a recogniser found in it.

    `model` says which weights add up the evidence on names, `accurate` whether the judge's entities are among it; None: a
    recogniser without weights, whose ORG labels stand. `timeml` gives dates as TimeML writes them.
    """
    context, entities = Context.of(document), list(entities)
    candidates = [*reader.read(context), *([] if model else bodies.named_by(entities))]
    names = [m for m in candidates if m.kind == "organization"]
    weights = weights_for(model, accurate=accurate) if model else replace(weights_for(), calibration=None)
    evidence = bodies.gather(context, names, entities, weights)
    spotted = bodies.spotted(context, evidence, names, entities, weights)
    named = link_organizations(bodies.mentions(context, spotted, weights), context, document.text, aliases)
    kept = resolve([*(m for m in candidates if m.kind != "organization"), *named], reader.kinds)
    settled = date.settle([m for m in kept if fits(m.value)], context)
    if timeml:
        settled = date.timeml(settled, context)
    settled = money.settle(settled, context)
    restated = money.restatements(settled, context)
    made = records(document, context, settled, restated)
    shown = [e for e in entities if e.by == 0]  # the model's own: what observations and `unread` look at
    return Trace(context, shown, candidates, evidence, named, kept, settled, made)


def records(document: Document, context: Context, mentions: list[Mention], restated: Mapping[int, int]) -> list[Fact]:
    """Return the mentions as validated facts; `restated` says, by index, which amount restates which."""
    mentions = [_in_original(m, context, document) for m in mentions]
    ids = [fact_id(document.id, m.start, m.end, m.kind) for m in mentions]
    return [
        _record(document, context, m, ids[n], {"equivalent_of": ids[restated[n]]} if n in restated else {})
        for n, m in enumerate(mentions)
    ]


def fits(value: Any) -> bool:  # noqa: ANN401 - one of the kinds' dataclasses
    """Return whether the numbers in a value have no more digits than a database takes (see factx.values.storable)."""
    found = (getattr(value, name, None) for name in ("amount", "amount_to", "value", "value_to"))
    return all(storable(number) for number in found if isinstance(number, Decimal))


def _in_original(mention: Mention, context: Context, document: Document) -> Mention:
    """Return a mention with its span in the stored text, where cleaning moved letters of a broken word."""
    start, end = context.original(document.text, mention.start, mention.end)
    return mention if (start, end) == (mention.start, mention.end) else replace(mention, start=start, end=end)


def _record(document: Document, context: Context, mention: Mention, fact: str, more: Mapping[str, str]) -> Fact:
    start, end = context.sentence(mention.start, mention.end)
    kind = KINDS[mention.kind]
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
    }
    row |= {**kind.fields(mention.value), **more}
    made: Fact = kind.model.model_validate(row, context={"document": document})  # type: ignore[assignment]
    return made


def unread(entities: Iterable[Entity], found: Iterable[Fact]) -> list[Entity]:
    """Return the recogniser's quantities and dates that no money, percent or date fact touches: what rules still miss."""
    spans = [(f.start, f.end) for f in found if f.kind != "organization"]  # disjoint and in order
    wanted = (e for e in entities if e.label in {"MONEY", "PERCENT", "DATE"})
    return [e for e in wanted if not overlaps(spans, e.start, e.end)]


def rule_mentions(document: Document, reader: RuleReader = READER) -> list[Mention]:
    """Return what the rules read in a document without a recogniser: overlaps resolved, dates settled, in text order."""
    context = Context.of(document)
    found = (m for m in reader.read(context) if m.kind != "organization" or m.value.weight >= organization.STRONG)
    return money.settle(date.settle(resolve(found, reader.kinds), context), context)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its facts and what those that are numbers say, in text order, and the quantities that no rule reads."""

    document: Document
    facts: list[Fact]
    observations: list[Observation]
    unread: list[Entity]  # what the recogniser calls a quantity or date

    def _repr_html_(self) -> str:
        """Return the article with its facts marked: what a notebook shows."""
        shown: str = import_module("factx.report.notebook").article(self.document.text, self.facts, self.observations)
        return shown  # reports stand above: no module here imports one


@lru_cache(maxsize=8)
def reader_of(rules: tuple[Rule, ...], *, vague_dates: bool) -> RuleReader:
    """Return the reader of our rules and a user's own, with bare now, recently, the future where asked for."""
    return RuleReader(with_rules(KINDS, rules), on_request=vague_dates) if rules or vague_dates else READER


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads documents into facts; its model is loaded once a process.

    `model` is the name of a spaCy pipeline with a named entity recogniser. `vague_dates` adds bare now, recently, the
    future… as dates with PRESENT_REF, PAST_REF, FUTURE_REF, as TimeML has them. `timeml` gives the dates as TimeML writes
    them (see factx.kinds.date.timeml), the vague ones among them. `aliases` (see read_aliases) joins names
    into bodies and gives their identifiers elsewhere. `rules` are read beside ours, and come before them where both read
    the same span. `recogniser` takes the model's place: called with an iterable of texts, it gives for each, in order,
    its entities (start and end in code points of the text, label as OntoNotes 5 has them: ORG, PERSON, GPE, MONEY…). All
    that it labels ORG become organizations, other labels are evidence. With `judged` its labels are votes, as the model's
    are: factx's own NER votes beside it, and the model's weights decide.
    `min_confidence` leaves out the organizations whose confidence is known and below it, and takes the owner from what
    numbers say of them; what else is read stays as it is without it.
    `observations` says whether readings hold what each number says; that takes the grammar of the model or, where that has
    none, of the default model. `accurate` asks a third judge of names, a small transformer that needs factx[accurate].
    For a batch in several processes rules and recogniser must be importable by name. Raises ValueError for a rule of an
    unknown kind or a name that is taken, for a confidence that is none and for a recogniser beside `accurate`, ModelError,
    when it reads, where the model or a grammar is not installed, MissingError where what factx[accurate] brings is not.
    """

    model: str = nlp.DEFAULT_MODEL
    vague_dates: bool = False
    aliases: Mapping[str, Alias] | None = field(default=None, hash=False)
    rules: Sequence[Rule] = ()
    recogniser: Recogniser | None = None
    timeml: bool = False
    observations: bool = True
    min_confidence: float = 0.0
    accurate: bool = False
    judged: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise ValueError(f"min_confidence is a probability, not {self.min_confidence}")
        object.__setattr__(self, "rules", tuple(self.rules))
        with_rules(KINDS, self.rules)
        if self.accurate and self.recogniser is not None:
            raise ValueError("accurate judges names beside the model: it takes no recogniser")

    @property
    def reader(self) -> RuleReader:
        """The reader of the rules it reads by."""
        return reader_of(tuple(self.rules), vague_dates=self.vague_dates or self.timeml)

    def __call__(self, documents: Iterable[Document]) -> Iterator[list[Fact]]:
        """Yield the facts of each document, in the documents' order; facts in text order. What they say is not read."""
        return (self._sure(trace).facts for _, trace in self._traces(documents))

    def readings(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield each document with its facts, what they say, and what was left unread, in the documents' order."""
        for document, trace in self.traces(documents):
            yield Reading(document, trace.facts, trace.observations, unread(trace.entities, trace.facts))

    def traces(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Trace]]:
        """Yield each document with what every stage made of it, in the documents' order."""
        traces = self._traces(documents)
        read = chain.from_iterable(map(self._observed, _groups(traces))) if self.observations else traces
        return ((document, self._sure(trace)) for document, trace in read)

    def _sure(self, trace: Trace) -> Trace:
        """Return a trace without the organizations below the least confidence, and without what is said of whom there."""
        least = self.min_confidence
        named = (f for f in trace.facts if isinstance(f, OrganizationFact))
        unsure = {f.id for f in named if f.confidence is not None and f.confidence < least}
        if not unsure:
            return trace
        said = [o.model_copy(update=_NO_OWNER) if o.about_id in unsure else o for o in trace.observations]
        return replace(trace, facts=[f for f in trace.facts if f.id not in unsure], observations=said)

    def _observed(self, group: list[tuple[Document, Trace]]) -> Iterator[tuple[Document, Trace]]:
        """Yield documents with their observations; the sentences of all that hold a number are parsed together."""
        sentences = [(t.context.text[a:b], n, (a, b)) for n, (_, t) in enumerate(group) for a, b in spans(t.facts)]
        texts = [text for text, _, _ in sentences]
        parses = nlp.parses(texts, grammar_of(self.model)) if texts else ()
        parsed: list[dict[tuple[int, int], Parse]] = [{} for _ in group]
        for parse, (_, n, span) in zip(parses, sentences, strict=True):
            parsed[n][span] = parse
        for (document, trace), found in zip(group, parsed, strict=True):
            said = observe(document, trace.context, trace.facts, trace.entities, found)
            yield document, replace(trace, observations=said)

    def _traces(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Trace]]:
        """Yield each document with what the stages made of it, up to its facts."""
        given: Any = documents  # one alone is no iterable of documents: _checked says so
        here, there = tee(map(_checked, [given] if isinstance(given, str | Document) else given))
        reader = self.reader
        model = self.model if self.recogniser is None or self.judged else None
        for document, entities in zip(here, self._recognised(d.text for d in there), strict=True):
            yield (
                document,
                facts(document, entities, reader, self.aliases, model, timeml=self.timeml, accurate=self.accurate),
            )

    def _recognised(self, texts: Iterable[str]) -> Iterable[Iterable[Entity]]:
        if self.recogniser is None:
            return nlp.entities(texts, self.model, own_model(), judge() if self.accurate else None)
        return _voted(self.recogniser, texts) if self.judged else self.recogniser(texts)


def _checked(document: Document) -> Document:
    """Return a document; raises TypeError, naming what reads a text, for what is none."""
    if not isinstance(document, Document):
        raise TypeError(
            f"an Extractor reads an iterable of Documents, not of {type(document).__name__}: factx.extract reads one text"
        )
    return document


def _voted(recogniser: Recogniser, texts: Iterable[str]) -> Iterator[list[Entity]]:
    """Yield what a recogniser finds in each text, and behind it what factx's own NER does."""
    here, there = tee(texts)
    for votes, own in zip(recogniser(here), nlp.entities(there, own_model()), strict=True):
        yield [*(replace(each, by=0) for each in votes), *(replace(each, by=1) for each in own)]


def _groups(traces: Iterable[tuple[Document, Trace]]) -> Iterator[list[tuple[Document, Trace]]]:
    """Yield traces some at a time: so many that a parse of their sentences is in large pieces, few enough to hold."""
    group: list[tuple[Document, Trace]] = []
    held = 0
    for document, trace in traces:
        group.append((document, trace))
        held += len(document.text)
        if held >= _HELD:
            yield group
            group, held = [], 0
    if group:
        yield group
