"""The agreement of two annotators for people: spans by kind, then the values of labels that overlap."""

from collections.abc import Iterator

from factx.evaluate.agreement import ALL, SAID_SLOTS, Agreement, compared_fields, kappa, share
from factx.records import KINDS


def lines(found: Agreement, names: tuple[str, str]) -> Iterator[str]:
    """Yield an agreement as lines."""
    yield f"{found.documents} documents that {names[0]} and {names[1]} have both labelled"
    yield ""
    yield f"{'spans':14}{names[0][:12]:>13}{names[1][:12]:>13}{'same span F1':>15}{'overlap F1':>13}"
    for kind in KINDS:
        one, other = found.labels[kind]
        strict, loose = (found.spans[kind][scheme].f1 for scheme in ("strict", "type"))
        yield f"{kind:14}{one:13}{other:13}{_score(strict, one + other):>15}{_score(loose, one + other):>13}"
    one, other, both = found.said
    if one or other:
        yield f"{'said':14}{one:13}{other:13}{_score(2 * both / (one + other), one + other):>15}"
    yield ""
    yield f"{'values':32}{'labels':>8}{'equal':>9}{'kappa':>9}"
    for kind in (*KINDS, "said"):
        names_of = SAID_SLOTS if kind == "said" else (ALL, *compared_fields(kind))
        for name in names_of:
            values = found.values.get((kind, name))
            if values:
                agreed = kappa(values)
                shown = "-" if agreed is None else f"{agreed:.3f}"
                yield f"{f'{kind} {name}':32}{len(values):8}{share(values):9.3f}{shown:>9}"
    yield "labels: overlapping ones of both; kappa: Cohen's, - where both always say the same one thing"


def _score(score: float, count: int) -> str:
    return f"{score:.3f}" if count else "-"
