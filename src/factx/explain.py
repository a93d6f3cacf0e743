"""Why a text was read as it was: every match, who won, and what spoke for each name."""

from collections.abc import Iterator

from factx import pipeline
from factx.kinds import date
from factx.kinds.money.currency import reason
from factx.kinds.organization import STRONG
from factx.kinds.organization import decide as bodies
from factx.kinds.organization.evidence import Evidence
from factx.kinds.organization.weights import weights_for
from factx.ner import spacy as nlp
from factx.records import Document, own_fields
from factx.rules.context import Context, Mention
from factx.rules.overlaps import rank, resolve

SHOWN = 0.3  # features that weigh less are left out


def explain(document: Document, model: str = nlp.DEFAULT_MODEL) -> Iterator[str]:
    """Yield lines that show the work: matches in the order of preference, evidence for names, the facts."""
    context = Context.of(document)
    found = list(pipeline.READER.read(context))
    entities = next(nlp.entities([document.text], model))
    numbers = [m for m in found if m.kind != "organization"]
    named = [m for m in found if m.kind == "organization"]
    yield "matches (longer wins, then earlier, then money, percent, date, organization):"
    kept = {(m.start, m.end, m.rule) for m in date.settle(resolve(numbers), context)}
    for mention in sorted(set_of(numbers), key=rank):
        yield f"  {'won ' if (mention.start, mention.end, mention.rule) in kept else 'lost'} {shown(context, mention)}"
    yield "names (above 0 is an organization):"
    weights = weights_for(model)
    evidence = bodies.gather(context, named, entities, weights)
    for name, scored in sorted(evidence.items(), key=lambda pair: (-pair[1].score, pair[0])):
        yield f"  {scored.score:+.1f} [{name}] {'; '.join(evidence_of(scored))}"
    yield "facts:"
    for fact in pipeline.facts(document, entities, weights=weights):
        own = " ".join(
            f"{n}={getattr(fact, n)}" for n in own_fields(fact.kind) if getattr(fact, n) not in (None, False)
        )
        yield f"  {fact.kind} [{fact.text}] {own}  by {fact.rule}"
        if fact.kind == "money" and (why := reason(fact.text, document.country)):
            yield f"    {why}"


def evidence_of(found: Evidence) -> Iterator[str]:
    """Yield what speaks for and against a name: rules, votes, and the features that weigh most."""
    if found.rules:
        yield ", ".join(
            f"{rule} {'strong' if org.weight >= STRONG else 'weak'}" for rule, org in sorted(found.rules.items())
        )
    if found.votes:
        yield "model: " + ", ".join(f"{label} {n}" for label, n in sorted(found.votes.items()))
    weighed = [(feature, part) for feature, part in found.contributions() if feature != "bias"]
    for feature, part in weighed[:5]:
        if abs(part) >= SHOWN:
            yield f"{feature} {part:+.1f}"


def set_of(mentions: list[Mention]) -> list[Mention]:
    """Return mentions without repeats, in their order."""
    return list({(m.start, m.end, m.rule): m for m in mentions}.values())


def shown(context: Context, mention: Mention) -> str:
    """Return a mention with its span and rule."""
    return f"{mention.kind} [{context.text[mention.start : mention.end]}] by {mention.rule}"
