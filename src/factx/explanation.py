"""Why a text was read as it was: every match, who won, and what spoke for each name."""

from collections.abc import Iterator, Mapping

from factx.kinds import money
from factx.kinds.organization import STRONG
from factx.kinds.organization.evidence import Evidence
from factx.observation import Observation
from factx.overlaps import rank
from factx.pipeline import Extractor, Trace
from factx.records import Document, Fact, own_fields
from factx.rules.context import Mention

SHOWN = 0.3  # features that weigh less are left out


def explain(document: Document, extractor: Extractor = Extractor()) -> Iterator[str]:  # noqa: B008 - immutable
    """Yield lines that show how a document was read: matches in the order of preference, evidence on names, the facts, what they say.

    They print what each stage left behind; nothing is read twice. Raises ModelError where the model is not installed.
    """
    _, trace = next(extractor.traces([document]))
    kinds = extractor.reader.kinds
    yield "matches (longer wins, then earlier, then money, percent, date, organization, then the rule declared first):"
    numbers = {(m.start, m.end, m.rule): m for m in trace.candidates if m.kind != "organization"}
    for mention in sorted(numbers.values(), key=lambda m: rank(m, kinds)):
        yield f"  {fate(mention, trace)}"
    yield "names (above 0 is an organization):"
    for name, found in sorted(trace.evidence.items(), key=lambda pair: (-pair[1].score, pair[0])):
        yield f"  {found.score:+.1f} [{name}] {'; '.join(evidence_of(found))}"
    yield "facts:"
    for fact in trace.facts:
        yield f"  {shown_fact(fact)}"
    yield from (f"  {line}" for line in money.explain(trace.kept, trace.context))
    if extractor.observations:
        yield "observations (what each number says, by what tied it to its measure):"
        facts = {fact.id: fact for fact in trace.facts}
        yield from (f"  {shown_observation(said, facts)}" for said in trace.observations)


def fate(mention: Mention, trace: Trace) -> str:
    """Return a mention with what became of it: won, lost to another, part of a range, or a day that does not exist."""
    shown = f"{mention.kind} [{_text(mention, trace)}] by {mention.rule}"
    if not any(_same(mention, kept) for kept in trace.kept):
        return f"lost {shown}"
    over = next((m for m in trace.settled if m.kind == mention.kind and m.start <= mention.start < m.end), None)
    if over is None:
        return f"none {shown}: no such day"
    return f"won  {shown}" if _same(mention, over) else f"part {shown}, of [{_text(over, trace)}] by {over.rule}"


def _same(one: Mention, other: Mention) -> bool:
    return (one.start, one.end, one.rule) == (other.start, other.end, other.rule)


def _text(mention: Mention, trace: Trace) -> str:
    return trace.context.text[mention.start : mention.end]


def shown_fact(fact: Fact) -> str:
    """Return a fact on one line: kind, span, its own fields that say something, rule."""
    own = {name: getattr(fact, name) for name in own_fields(fact.kind)}
    fields = " ".join(f"{name}={value}" for name, value in own.items() if value not in (None, False))
    return f"{fact.kind} [{fact.text}] {fields}  by {fact.rule}"


def shown_observation(said: Observation, facts: Mapping[str, Fact]) -> str:
    """Return an observation on one line: its number, what is said of it as far as anything is, and the rule."""
    about = f"[{said.about}]" if said.about else ""
    about += f" → {said.about_name}" if said.about_name else ""
    of = facts.get(said.of_id or "")
    parts = {
        "measure": f"[{said.measure}]" if said.measure else None,
        "about": about.strip() or None,
        "when": said.when,
        "change": said.change,
        "basis": said.basis,
        "role": said.role,
        "of": f"[{of.text}]" if of else said.of_id,
    }
    told = " ".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"[{facts[said.fact_id].text}] {told}  by {said.rule}"


def evidence_of(found: Evidence) -> Iterator[str]:
    """Yield what speaks for and against a name: rules, votes, and the features that weigh most."""
    if found.rules:
        yield ", ".join(
            f"{rule} {'strong' if org.weight >= STRONG else 'weak'}" for rule, org in sorted(found.rules.items())
        )
    if found.votes:
        yield "model: " + ", ".join(f"{label} {n}" for label, n in sorted(found.votes.items()))
    if found.judged:
        judged = sorted(found.judged.items())
        yield "judge: " + ", ".join(f"{label} {len(sure)} ({sum(sure) / len(sure):+.1f})" for label, sure in judged)
    weighed = [(feature, part) for feature, part in found.contributions() if feature != "bias"]
    for feature, part in weighed[:5]:
        if abs(part) >= SHOWN:
            yield f"{feature} {part:+.1f}"
