"""Tables and error lists for people: what a terminal shows of a run, a score, a rule."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from rich.table import Table

from factx.batch import Summary
from factx.evaluate import SCHEMES, Gold, Score, signature
from factx.evaluate.score import scored_fields
from factx.records import KINDS, BaseFact, Document
from factx.rules.rule import Rule

_CONTEXT = 40


def summary_table(summary: Summary) -> Table:
    """Return a run's summary as a table."""
    table = Table(title="factx", show_header=False, title_justify="left")
    table.add_column(justify="left")
    table.add_column(justify="right")
    table.add_row("documents", str(summary.documents))
    for kind in KINDS:
        table.add_row(f"{kind} facts", str(summary.facts[kind]))
    table.add_row("observations", str(summary.observations))
    table.add_row("relative dates without days", str(summary.undated))
    table.add_row("unread by any rule", str(summary.unread))
    if summary.foreign:
        table.add_row("not in English: see language in documents", str(summary.foreign))
    table.add_row("rejected", str(summary.rejected))
    table.add_row("seconds", f"{summary.seconds:.1f}")
    return table


def score_lines(result: Score, gold: Gold, model: str) -> list[str]:
    """Return a score as lines: per kind the F1 of each scheme with its 95% interval, field accuracies, the signature."""
    lines = [f"{'':14}" + "".join(f"{scheme:>22}" for scheme in SCHEMES)]
    for kind in (*KINDS, "micro"):
        cells = []
        for scheme in SCHEMES:
            low, high = result.interval(kind, scheme)
            cells.append(f"{result.total(kind, scheme).f1:.3f} [{low:.3f}, {high:.3f}]")
        lines.append(f"{kind:14}" + "".join(f"{cell:>22}" for cell in cells))
    lines.append("")
    for kind in KINDS:
        counts = result.fields[kind]
        if counts["pairs"]:
            accuracy = "  ".join(f"{name} {counts[name] / counts['pairs']:.3f}" for name in scored_fields(kind))
            lines.append(f"{kind:14}{accuracy}  (of {counts['pairs']} pairs)")
    return [*lines, "", signature(gold, model)]


def error_lines(result: Score, documents: Mapping[str, Document]) -> list[str]:
    """Return every miss, extra, wrong value and wrong bound, in context."""
    lines = []
    for what, kind, fact, other in sorted(result.errors, key=lambda e: (e[1], e[0], e[2].doc_id, e[2].start)):
        line = f"{kind} {what}: {fact.doc_id}: {in_context(documents[fact.doc_id].text, fact)}"
        if what == "bounds" and other:
            line += f"  gold: [{other.text}]"
        elif what == "value" and other:
            line += "  " + ", ".join(_differences(kind, fact, other))
        elif what == "extra":
            line += f"  by {fact.rule}"
        lines.append(line)
    return lines


def _differences(kind: str, fact: BaseFact, gold: BaseFact) -> list[str]:
    rows = (
        (name, getattr(fact, name), getattr(gold, name))
        for name in scored_fields(kind)
        if name not in {"org_id", "equivalent_of"}
    )
    return [f"{name} {mine}, gold {theirs}" for name, mine, theirs in rows if mine != theirs]


def in_context(text: str, fact: BaseFact) -> str:
    """Return a fact's span in [brackets] with the characters around it, on one line."""
    before, after = text[max(0, fact.start - _CONTEXT) : fact.start], text[fact.end : fact.end + _CONTEXT]
    return f"{before}[{fact.text}]{after}".replace("\n", " ")


def rules_lines(rules: Iterable[Rule]) -> list[str]:
    """Return the table of rules, from their own examples."""
    lines = []
    for rule in rules:
        lines.append(f"{rule.name}: {(rule.make.__doc__ or '').strip()}")
        for sentence, values in rule.finds.items():
            shown = "; ".join(shown_value(v) for v in (values if isinstance(values, list) else [values]))
            lines.append(f"    reads    {sentence}  → {shown}")
        lines += [f"    refuses  {sentence}" for sentence in rule.skips]
    return lines


def shown_value(value: Any) -> str:  # noqa: ANN401 - one of the kinds' dataclasses
    """Return a value as its telling fields: amount=5000000 currency=EUR."""
    fields = asdict(value) if is_dataclass(value) and not isinstance(value, type) else {}
    hidden = {None, False, ""}
    return " ".join(
        f"{k}={v}"
        for k, v in fields.items()
        if v not in hidden and k not in {"says", "weight", "base", "currency_from"}
    )
