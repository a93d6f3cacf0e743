"""Why a text was read as it was: every match, who won, and what spoke for each name."""

from collections.abc import Iterator

from factx import pipeline
from factx.kinds import date, money
from factx.kinds.organization import STRONG
from factx.kinds.organization import decide as bodies
from factx.ner import spacy as nlp
from factx.records import Document, own_fields
from factx.rules.context import Context, Mention
from factx.rules.overlaps import rank, resolve

SHOWN = 0.3  # signs that weigh less are left out


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
    evidence = bodies.gather(context, named, entities)
    for name, signs in sorted(evidence.items(), key=lambda pair: (-pair[1].score, pair[0])):
        yield f"  {signs.score:+.1f} [{name}] {'; '.join(evidence_of(signs))}"
    yield "facts:"
    for fact in pipeline.facts(document, entities):
        own = " ".join(
            f"{n}={getattr(fact, n)}" for n in own_fields(fact.kind) if getattr(fact, n) not in (None, False)
        )
        yield f"  {fact.kind} [{fact.text}] {own}  by {fact.rule}"
    read = resolve([*numbers, *bodies.decide(context, named, entities)])
    yield from (f"  {line}" for line in money.explain(read, context))


def evidence_of(found: bodies.Evidence) -> Iterator[str]:
    """Yield what speaks for and against a name: rules, votes, and the signs that weigh most."""
    if found.rules:
        yield ", ".join(
            f"{rule} {'strong' if org.weight >= STRONG else 'weak'}" for rule, org in sorted(found.rules.items())
        )
    if found.votes:
        yield "model: " + ", ".join(f"{label} {n}" for label, n in sorted(found.votes.items()))
    weighed = {sign: bodies.FIRST.get(sign, 0.0) * strength for sign, strength in found.signs.items() if sign != "bias"}
    for sign in sorted(weighed, key=lambda s: -abs(weighed[s]))[:5]:
        if abs(weighed[sign]) >= SHOWN:
            yield f"{sign} {weighed[sign]:+.1f}"


def set_of(mentions: list[Mention]) -> list[Mention]:
    """Return mentions without repeats, in their order."""
    return list({(m.start, m.end, m.rule): m for m in mentions}.values())


def shown(context: Context, mention: Mention) -> str:
    """Return a mention with its span and rule."""
    return f"{mention.kind} [{context.text[mention.start : mention.end]}] by {mention.rule}"
