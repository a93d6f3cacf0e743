"""What each money and percent fact says: its measure, whose it is, when, and which way it moved."""

from collections.abc import Iterable, Mapping, Sequence

from factx.ner.parse import Parse
from factx.observation import Observation, observation_id
from factx.observe.attach import Attachment, attach
from factx.observe.change import Moved, movements
from factx.observe.owner import owner
from factx.observe.role import Part, parts
from factx.observe.sentence import Article, Sentence
from factx.observe.when import When, whens
from factx.records import Document, Fact
from factx.rules.context import Context, Entity

__all__ = ["observe", "spans"]


def spans(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Return the sentences that hold a money or percent fact, in text order: those that need a parse."""
    return sorted({(f.sentence_start, f.sentence_end) for f in facts if f.kind in {"money", "percent"}})


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
    made, carried = [], When()
    for sentence in article.sentences:
        attached = attach(sentence, article)
        roles = parts(sentence, attached)
        dates = whens(article, sentence, attached, roles, carried)
        ways = movements(sentence, roles)
        carried = next((d for d in reversed(dates.values()) if d.value), When())
        for fact in sentence.numbers:
            row = _row(
                document, fact, article, sentence, attached[fact.id], roles[fact.id], dates[fact.id], ways[fact.id]
            )
            made.append(Observation.model_validate(row, context={"document": document, "facts": by_id}))
    return made


def _row(
    document: Document,
    fact: Fact,
    article: Article,
    sentence: Sentence,
    attachment: Attachment,
    part: Part,
    date: When,
    movement: Moved,
) -> dict[str, object]:
    body = owner(article, sentence, attachment)
    row: dict[str, object] = {
        "id": observation_id(fact.id),
        "doc_id": document.id,
        "fact_id": fact.id,
        "about_id": body.id,
        "about_name": body.name,
        "when": date.value,
        "when_id": date.id,
        "change": movement.change,
        "basis": movement.basis,
        "role": part.role,
        "of_id": part.of_id,
        "rule": attachment.rule,
    }
    for name, span in (("measure", attachment.measure), ("about", attachment.about)):
        if span:
            row |= {name: document.text[span[0] : span[1]], f"{name}_start": span[0], f"{name}_end": span[1]}
    return row
