"""What each money and percent fact says: its measure, whose it is, when, and which way it moved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factx.ner.parse import Parse
from factx.observation import NUMBERS, Observation, observation_id
from factx.observe.attach import attach
from factx.observe.attachment import Attachment
from factx.observe.carry import voted
from factx.observe.change import movements
from factx.observe.owner import owner
from factx.observe.role import parts
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.story import Story, When
from factx.observe.topic import again, paired, settled
from factx.observe.when import ends, whens
from factx.records import Document, Fact
from factx.rules.context import Context, Entity

__all__ = ["observe", "spans"]

_LONG = 3_000  # characters that no sentence of prose has
_PIECE = 1_000


def spans(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Return the sentences that hold a money or percent fact, in text order: those that need a parse.

    One over _LONG, a table or a list of a thousand numbers, comes in pieces, each cut where no fact stands: what a number
    says is looked for among all of its sentence.
    """
    by_sentence: dict[tuple[int, int], list[Fact]] = {}
    for fact in facts:
        by_sentence.setdefault((fact.sentence_start, fact.sentence_end), []).append(fact)
    return sorted(piece for (a, b), inside in by_sentence.items() for piece in _pieces(a, b, inside))


def _pieces(start: int, end: int, facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Yield a sentence's pieces that hold a money or percent fact; most sentences are one."""
    cut, past, numbers = start, start, False
    for fact in facts if end - start > _LONG else ():
        if fact.end - cut > _PIECE and fact.start >= past > cut:
            if numbers:
                yield cut, fact.start
            cut, numbers = fact.start, False
        past, numbers = max(past, fact.end), numbers or fact.kind in NUMBERS
    if numbers or (cut == start and any(f.kind in NUMBERS for f in facts)):
        yield cut, end


def observe(
    document: Document,
    context: Context,
    facts: Sequence[Fact],
    entities: Iterable[Entity],
    parses: Mapping[tuple[int, int], Parse],
) -> list[Observation]:
    """Return an observation for each money and percent fact, in text order; `parses` holds those of spans(facts)."""
    article = Article.of(context.text, facts, entities, parses)
    by_id = {fact.id: fact for fact in facts}
    made, story = [], Story(When(), When())
    for sentence in article.sentences:
        found = _tied(article, sentence)
        roles = parts(sentence, found)
        attached = voted(article, sentence, paired(sentence, found, roles))
        dates = whens(article, sentence, attached, roles, story)
        ways = movements(sentence, roles)
        story = story.then([dates[n.id] for n in ends(sentence, roles) if dates[n.id].value])
        for fact in sentence.numbers:
            attachment = attached[fact.id]
            body = owner(article, sentence, attachment)
            row = {
                "id": observation_id(fact.id),
                "doc_id": document.id,
                "fact_id": fact.id,
                **_phrase(document, "measure", attachment.measure),
                **_phrase(document, "about", attachment.about),
                "about_id": body.id,
                "about_name": body.name,
                "when": dates[fact.id].value,
                "when_id": dates[fact.id].id,
                "change": ways[fact.id].change,
                "basis": ways[fact.id].basis,
                "role": roles[fact.id].role,
                "of_id": roles[fact.id].of_id,
                "rule": attachment.rule,
            }
            made.append(Observation.model_validate(row, context={"document": document, "facts": by_id}))
    return made


def _tied(article: Article, sentence: Sentence) -> dict[str, Attachment]:
    """Return what each number of a sentence is tied to, by fact id, as far as the sentences before say it."""
    return {n: again(article, sentence, settled(sentence, article, a)) for n, a in attach(sentence, article).items()}


def _phrase(document: Document, name: str, span: Span | None) -> dict[str, object]:
    start, end = span or (None, None)
    return {name: document.text[start:end] if span else None, f"{name}_start": start, f"{name}_end": end}
