"""Changes of an article's labels: each takes the labels as they are and returns them as they become."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from factx.label.made import Refused, fact_row, said_row
from factx.label.rows import CONFIRMED, SUGGESTED, Labels, Row, check_fact, clash, in_order
from factx.observation import NUMBERS, observation_id
from factx.records import Document
from factx.rules.context import Context

Given = Mapping[str, Any]


class Article:
    """A document with what labels need of it."""

    def __init__(self, document: Document) -> None:
        """Find the sentences of the document."""
        self.document, self.context = document, Context.of(document)


def put(labels: Labels, given: Given, article: Article) -> Labels:
    """Add a label, or put it in the place of another (`replaces`: its id, `by`: who suggested it)."""
    old = _found(labels.facts, "id", given.get("replaces"), given.get("by")) if given.get("replaces") else None
    row = fact_row(article.document, article.context, dict(given) | _history(old))
    moved = _with_fact(labels, row, old)
    return _moved(moved, old, row) if old is not None and old["id"] != row["id"] else moved


def _history(old: Row | None) -> Row:
    by = (old.get(SUGGESTED) or old.get(CONFIRMED)) if old else None
    return {CONFIRMED: by} if by else {}


def _found(rows: Iterable[Row] | None, name: str, value: object, by: object) -> Row:
    """Return the row with a value in a field, suggested by whom it is said; raises Refused where there is none."""
    for row in rows or ():
        if row[name] == value and (row.get(SUGGESTED) or None) == (by or None):
            return row
    raise Refused({"span": "it is not there any more"})


def _with_fact(labels: Labels, row: Row, old: Row | None) -> Labels:
    """Return labels with a label, `old` and the suggestions that it overlaps gone; raises Refused where it overlaps another label."""
    rest = [each for each in labels.facts or () if each is not old]
    over = [each for each in rest if clash(each, row)]
    if other := next((each for each in over if not each.get(SUGGESTED)), None):
        raise Refused({"span": f"overlaps another {row['kind']} label: {other['text']}"})
    return replace(labels, facts=in_order([*(each for each in rest if each not in over), row]))


def _with_said(labels: Labels, row: Row) -> Labels:
    """Return labels with what a number says in the place of all that it said."""
    rest = [each for each in labels.said or () if each["fact_id"] != row["fact_id"]]
    return replace(labels, said=in_order([*rest, row]))


def _confirmed(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != SUGGESTED} | _history(row)


def _moved(labels: Labels, old: Row, new: Row) -> Labels:
    """Return labels in which what pointed to a label points to the one in its place; what a number says goes with it."""
    facts = tuple(
        row | {"equivalent_of": new["id"]} if row.get("equivalent_of") == old["id"] else row
        for row in labels.facts or ()
    )
    if old["kind"] not in NUMBERS or new["kind"] not in NUMBERS:
        return _unsaid(replace(labels, facts=facts), old["id"])
    span = {name: new[name] for name in ("kind", "text", "start", "end")} | {
        "fact_id": new["id"],
        "id": observation_id(new["id"]),
    }
    said = [row | (span if row["fact_id"] == old["id"] else {}) for row in labels.said or ()]
    said = [row | ({"of_id": new["id"]} if row.get("of_id") == old["id"] else {}) for row in said]
    return replace(labels, facts=facts, said=in_order(said) if labels.said is not None else None)


def drop(labels: Labels, given: Given, article: Article) -> Labels:  # noqa: ARG001 - one shape of all changes
    """Remove a label, and what it says where no other has its place; what pointed to it points to nothing."""
    old = _found(labels.facts, "id", given.get("id"), given.get("by"))
    rest = tuple(row for row in labels.facts or () if row is not old)
    if any(row["id"] == old["id"] for row in rest):
        return replace(labels, facts=rest)
    freed = tuple(row | {"equivalent_of": None} if row.get("equivalent_of") == old["id"] else row for row in rest)
    return _unsaid(replace(labels, facts=freed or None), old["id"])


def _unsaid(labels: Labels, number: str) -> Labels:
    """Return labels without the observation of a number, and without pointers to it."""
    rest = [row for row in labels.said or () if row["fact_id"] != number]
    freed = tuple(row | {"of_id": None} if row.get("of_id") == number else row for row in rest)
    return replace(labels, said=freed or (None if labels.said != () else ()))


def say(labels: Labels, given: Given, article: Article) -> Labels:
    """Add what a number says, or put it in the place of what it said, of all suggestions too."""
    number = _number(labels, given.get("fact_id"))
    mine = (row for row in labels.said or () if row["fact_id"] == number["id"])
    old = next((row for row in mine if (row.get(SUGGESTED) or None) == (given.get("by") or None)), None)
    row = said_row(article.document, number, dict(given) | _history(old))
    if row["of_id"] and row["of_id"] not in {each["fact_id"] for each in labels.said or ()}:
        text = next((each["text"] for each in labels.facts or () if each["id"] == row["of_id"]), row["of_id"])
        raise Refused({"of_id": f"[{text}] says nothing yet: first write what it says"})
    return _with_said(labels, row)


def _number(labels: Labels, fact: object) -> Row:
    rows = [row for row in labels.facts or () if row["id"] == fact]
    sure = [row for row in rows if not row.get(SUGGESTED)]
    if rows and not sure:
        raise Refused({"span": "the number is but suggested: confirm it first"})
    bare = ({**row, "id": row["fact_id"]} for row in labels.said or () if row["fact_id"] == fact)
    found = next(iter(sure), None) or next(bare, None)
    if found is None or found["kind"] not in NUMBERS:
        raise Refused({"span": "only an amount or a percentage says something"})
    return found


def unsay(labels: Labels, given: Given, article: Article) -> Labels:  # noqa: ARG001
    """Remove an observation; pointers to it point to nothing, unless another is suggested for the same number."""
    old = _found(labels.said, "fact_id", given.get("fact_id"), given.get("by"))
    rest = tuple(row for row in labels.said or () if row is not old)
    if any(row["fact_id"] == old["fact_id"] for row in rest):
        return replace(labels, said=rest)
    return _unsaid(labels, old["fact_id"])


def confirm(labels: Labels, given: Given, article: Article) -> Labels:
    """Make a suggested label a label; other suggestions in its place go."""
    row = _found(labels.facts, "id", given.get("id"), given.get("by"))
    plain = _confirmed(row)
    try:
        check_fact(plain, article.document)
    except ValueError as error:
        raise Refused({"span": "it lacks a value, or has a wrong one: open it"}) from error
    done = _with_fact(labels, plain, row)
    for number in {each["id"] for each in labels.facts or ()} - {each["id"] for each in done.facts or ()}:
        done = _unsaid(done, number)
    return done


def confirm_said(labels: Labels, given: Given, article: Article) -> Labels:  # noqa: ARG001
    """Make a suggested observation an observation; other suggestions for its number go."""
    number = _number(labels, given.get("fact_id"))
    return _with_said(labels, _confirmed(_found(labels.said, "fact_id", number["id"], given.get("by"))))


def keep(labels: Labels, given: Given, article: Article) -> Labels:  # noqa: ARG001
    """Write the labels as they stand, none among them: the article has been read."""
    said = labels.said if labels.said is not None or not given.get("said") else ()
    return Labels(labels.facts or (), said)


CHANGES: Mapping[str, Callable[[Labels, Given, Article], Labels]] = {
    "put": put,
    "drop": drop,
    "say": say,
    "unsay": unsay,
    "confirm": confirm,
    "confirm_said": confirm_said,
    "keep": keep,
}
