"""What an article begins with: the extractor's facts, or two annotators' labels where they differ, as suggestions."""

import json
from collections.abc import Mapping

from factx.label.made import kept
from factx.label.rows import SUGGESTED, Labels, Row, in_order
from factx.pipeline import Extractor
from factx.records import Document

EXTRACTOR = "factx"


def by_extractor(document: Document) -> Labels:
    """Return what the extractor finds in a document, all of it suggested."""
    reading = next(Extractor().readings([document]))
    numbers = {fact.id: fact for fact in reading.facts}
    facts = tuple(kept(fact) | {"rule": "gold", SUGGESTED: EXTRACTOR} for fact in reading.facts)
    said = []
    for each in reading.observations:
        row: Row = json.loads(each.model_dump_json())
        span = {name: getattr(numbers[each.fact_id], name) for name in ("kind", "text", "start", "end")}
        said.append(row | {"about_id": None, "when_id": None, "rule": "gold"} | span | {SUGGESTED: EXTRACTOR})
    return Labels(facts, tuple(said), fresh=True)


def by_two(one: Labels, other: Labels, names: tuple[str, str]) -> Labels:
    """Return what two annotators agree on, and as suggestions of each by name what they do not."""
    facts = _joined(one.facts, other.facts, names)
    said = _joined(one.said, other.said, names)
    return Labels(facts, said, fresh=True)


def _joined(
    one: tuple[Row, ...] | None, other: tuple[Row, ...] | None, names: tuple[str, str]
) -> tuple[Row, ...] | None:
    if one is None and other is None:
        return None
    mine, yours = ({row["id"]: row for row in rows or ()} for rows in (one, other))
    rows = []
    for row_id in {**mine, **yours}:
        if row_id in mine and row_id in yours and _plain(mine[row_id]) == _plain(yours[row_id]):
            rows.append(mine[row_id])
        else:
            rows += [
                by[row_id] | {SUGGESTED: name} for by, name in ((mine, names[0]), (yours, names[1])) if row_id in by
            ]
    return in_order(rows)


def _plain(row: Row) -> Mapping[str, object]:
    """Return what two rows must have alike to agree: all but notes, and what is not always there."""
    return {n: v for n, v in row.items() if v and n not in ("note", "confirmed", "about_id", "when_id", "org_id")}
