"""One article as a page shows it: its text in pieces, its facts, what its numbers say, and what is wrong."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from factx.evaluate import Said
from factx.observation import PHRASES
from factx.records import BaseFact, Document
from factx.report.changes import Change
from factx.report.errors import Fault
from factx.report.marks import segments

_ELSEWHERE = {"doc_id", "text"}  # the article's own, and the slice of its text


class Span(NamedTuple):
    """A stretch of the text that is marked."""

    start: int
    end: int


def article(
    document: Document,
    facts: Sequence[BaseFact],
    said: Sequence[Said],
    faults: Sequence[Fault] = (),
    changes: Sequence[Change] = (),
) -> dict[str, Any]:
    """Return what a page needs to show an article.

    `pieces` are texts with the places of the `marks` around them; the first marks are those of `facts`, in order, the
    others name what they are: a phrase, a sentence, a gold label, what only an older run had (was). Statements, faults and
    changes name marks by place.
    """
    facts = sorted(facts, key=lambda f: (f.start, -f.end))
    spans: list[Span] = [Span(f.start, f.end) for f in facts]
    kinds = ["fact"] * len(facts)
    known = {span: n for n, span in reversed(list(enumerate(spans)))}
    by_id = {fact.id: n for n, fact in enumerate(facts)}

    def mark(start: int | None, end: int | None, kind: str) -> int | None:
        if start is None or end is None:
            return None
        place = known.setdefault(Span(start, end), len(spans))
        if place == len(spans):
            spans.append(Span(start, end))
            kinds.append(kind)
        return place

    def placed(each: Fault | Change, kind: str) -> dict[str, Any]:
        return each.shown() | {"at": mark(each.start, each.end, kind), "mine": by_id.get(each.found_id)}

    told = {
        "said": [_statement(each, by_id, mark) for each in said],
        "faults": [placed(each, "gold") for each in faults],
        "changes": [placed(each, "was") for each in changes],
    }
    return {
        "pieces": [[piece.text, *piece.marks] for piece in segments(document.text, spans)],
        "marks": kinds[len(facts) :],
        "facts": [_filled(fact.model_dump(mode="json"), _ELSEWHERE) for fact in facts],
        "about": _filled(document.model_dump(mode="json", exclude={"text", "sha256", "extra"}), set()),
    } | told


def _statement(said: Said, by_id: dict[str, int], mark: Any) -> dict[str, Any]:  # noqa: ANN401 - a closure
    """Return an observation with marks in the place of offsets and ids."""
    seen = said.observation
    told = _filled(seen.model_dump(mode="json"), {"doc_id", "fact_id", "when_id", "of_id", "about_id"})
    told = {name: value for name, value in told.items() if not name.endswith(("_start", "_end"))}
    places = {name: mark(getattr(seen, f"{name}_start"), getattr(seen, f"{name}_end"), "phrase") for name in PHRASES}
    places |= {
        "number": by_id.get(seen.fact_id),
        "when": by_id.get(seen.when_id or ""),
        "of": by_id.get(seen.of_id or ""),
    }
    places["sentence"] = mark(said.number.sentence_start, said.number.sentence_end, "sentence")
    return told | {"to": {name: place for name, place in places.items() if place is not None}}


def _filled(record: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None and name not in hidden}
