"""Marks of other tools become gold: spans as they are, values that factx exported as they were, others as suggestions."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factx.errors import InputError
from factx.files.durable import write_atomically
from factx.files.jsonl import reason
from factx.kinds.organization.known_bodies import identity
from factx.label.formats import FORMATS
from factx.label.formats.marked import Marked, Told, marked
from factx.label.made import kept
from factx.label.rows import SUGGESTED, Labels, Row, Shelf, check_fact, check_said, clash
from factx.pipeline import facts
from factx.records import KINDS, Document, fact_id
from factx.rules.context import Context

KNOWN = {"org": "organization", "company": "organization", "monetary": "money", "percentage": "percent"}
READ_NOTE = "value as factx reads it"


def names(pairs: Iterable[str]) -> dict[str, str]:
    """Return label → kind of lines THEIRS=OURS; raises InputError for what is none. An empty kind leaves a label out."""
    found = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs or (ours and ours not in KINDS):
            raise InputError(
                f"--map {pair}: give THEIRS=OURS, OURS one of {', '.join(KINDS)}, or nothing to leave it out"
            )
        found[theirs] = ours
    return found


def kind_of(label: str, known: Mapping[str, str]) -> str | None:
    """Return our kind of a tool's label: as stated, else by its name; None: none, or left out."""
    if label in known:
        return known[label] or None
    plain = label.casefold()
    return plain if plain in KINDS else KNOWN.get(plain)


def tasks(file: Path, tool: str) -> Iterator[Marked]:
    """Yield the texts of a tool's file with their marks; raises InputError where it is none of that tool's."""
    try:
        yield from FORMATS[tool].read(file)
    except OSError as error:
        raise InputError(f"{error.filename or file}: {error.strerror}") from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise InputError(f"{file}: not as {tool} writes it: {reason(error)}") from error


def write_articles(file: Path, tool: str, path: Path) -> None:
    """Write the texts of a tool's file as articles, a JSON object a line, for factx extract and factx label to read."""
    rows = [{"id": each.id or f"{file.stem}-{n}", "text": each.text} for n, each in enumerate(tasks(file, tool), 1)]
    write_atomically(path, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def taken(
    file: Path, tool: str, shelf: Shelf, known: Mapping[str, str], *, accept: bool = False
) -> tuple[Told, dict[str, Labels]]:
    """Return the gold of a tool's file by document, and what could not be taken over; nothing is written.

    Values that the file does not hold are read by factx's rules, names taken as they stand, and the label is a suggestion of
    the tool until a person confirms it; `accept` takes it as gold where it has a value.
    """
    told, found = Told(), {}
    by_text = {document.text: document for document in shelf.documents.values()}
    for each in tasks(file, tool):
        document, shift = _document(each, shelf.documents, by_text)
        if document is None:
            told.leave("texts that are no article's")
        elif document.id in shelf.labels or document.id in found:
            told.leave("articles that have labels already")
        else:
            found[document.id] = labels = _Import(document, shift, known, tool, accept).labels(each, told)
            told.articles += 1
            told.labels += len(labels.facts or ())
            told.open += sum(bool(row.get(SUGGESTED)) for row in labels.facts or ())
    return told, found


def _document(
    each: Marked, documents: Mapping[str, Document], by_text: Mapping[str, Document]
) -> tuple[Document | None, int]:
    """Return the article of a text, and where in it the text begins."""
    named = documents.get(each.id or "")
    if named is not None and each.text and each.text != named.text and named.text.count(each.text) == 1:
        return named, named.text.index(each.text)
    return (named if named is not None and named.text == each.text else by_text.get(each.text)), 0


@dataclass(frozen=True, slots=True)
class _Import:
    """How the marks of one article are taken over; `shift`: where in it the tool's text begins."""

    document: Document
    shift: int
    known: Mapping[str, str]
    tool: str
    accept: bool

    def labels(self, each: Marked, told: Told) -> Labels:
        """Return the labels of an article; what is left out is counted."""
        own = {(row.get("start"), row.get("end"), row.get("kind")): row for row in each.facts or ()}
        spans = []
        for mark in sorted(set(each.marks), key=lambda m: (m.start, -m.end)):
            kind = kind_of(mark.label, self.known)
            if kind is None:
                told.leave(f"labels {mark.label}")
            elif not 0 <= mark.start + self.shift < mark.end + self.shift <= len(self.document.text):
                told.leave("spans outside the text")
            else:
                spans.append((mark.start, mark.end, kind))
        rows: dict[str, Row] = {}
        given = [None if self.shift else _own(own.get(span), self.document) for span in spans]
        read = {} if all(given) else _read(self.document)
        context = Context.of(self.document)
        for (start, end, kind), row in zip(spans, given, strict=True):
            made = row or self._suggested(
                _valued(self.document, context, kind, (start + self.shift, end + self.shift), read)
            )
            if any(clash(made, other) for other in rows.values()):
                made = made | {SUGGESTED: self.tool}
            rows[made["id"]] = made
        facts_ = tuple(rows.values()) if rows or each.facts is not None else None
        return Labels(facts_, None if self.shift else _said(each, self.document, rows))

    def _suggested(self, row: Row) -> Row:
        suggested = row | {SUGGESTED: self.tool}
        return _accepted(suggested, self.document) if self.accept else suggested


def _own(row: Row | None, document: Document) -> Row | None:
    """Return a row that factx exported, where it is true of the document."""
    if row is None:
        return None
    row = row | {"doc_id": document.id, "id": fact_id(document.id, row["start"], row["end"], row["kind"])}
    try:
        check_fact(row, document)
    except ValueError:
        return None
    return row


def _said(each: Marked, document: Document, rows: Mapping[str, Row]) -> tuple[Row, ...] | None:
    """Return the observations that factx exported, of numbers that are still labelled, or never were."""
    if each.said is None:
        return None
    once = {row.get("id") for row in each.facts or ()}
    kept_rows = []
    for row in each.said:
        try:
            check_said(row, document)
        except ValueError:
            continue
        if row["fact_id"] in rows or row["fact_id"] not in once:
            kept_rows.append(row)
    return tuple(kept_rows)


def _read(document: Document) -> dict[tuple[int, int, str], Row]:
    """Return what the rules read in a document, without a model, by span and kind."""
    return {(fact.start, fact.end, fact.kind): kept(fact) for fact in facts(document, ()).facts}


def _valued(
    document: Document, context: Context, kind: str, span: tuple[int, int], read: Mapping[tuple[int, int, str], Row]
) -> Row:
    """Return a row for a span, with the value that the rules read there, or a name as it stands, or none."""
    start, end = span
    text, bounds = document.text[start:end], context.sentence(start, end)
    row: Row = {"id": fact_id(document.id, start, end, kind), "doc_id": document.id, "kind": kind, "text": text}
    row |= {"start": start, "end": end, "sentence_start": bounds[0], "sentence_end": bounds[1], "rule": "gold"}
    if kind == "organization":
        return row | {"name": text, "org_id": identity(text) or "none", "org_kind": None}
    return row | {name: value for name, value in read.get((start, end, kind), {}).items() if name not in row}


def _accepted(row: Row, document: Document) -> Row:
    """Return a suggested row as gold where it is a label; else as it is."""
    note = {} if row["kind"] == "organization" else {"note": READ_NOTE}
    plain = {name: value for name, value in row.items() if name != SUGGESTED} | note
    try:
        check_fact(plain, document)
    except ValueError:
        return row
    return plain


def exported(shelf: Shelf, known: Mapping[str, str]) -> Iterator[Marked]:
    """Yield the articles that have gold, under a tool's names of our kinds (the first that is mapped to each)."""
    ours: dict[str, str] = {}
    for theirs, kind in known.items():
        ours.setdefault(kind, theirs)
    for doc_id, document in shelf.documents.items():
        labels = shelf.labels.get(doc_id)
        if labels is not None:
            yield marked(document, labels, ours)
