"""The articles and their labels while they are being made: every change is on the disk before it is shown, and can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from factx.errors import InputError
from factx.label.changes import CHANGES, Article
from factx.label.rows import SUGGESTED, Labels, Row, Shelf
from factx.records import Document

Suggest = Callable[[Document], Labels]


class StaleError(Exception):
    """A change of labels that are not any more what they were when it was made."""


class Book:
    """The articles that a person labels, and their labels in a folder; not to be used by two threads at once."""

    def __init__(self, documents: Mapping[str, Document], shelf: Shelf, suggest: Suggest | None = None) -> None:
        """Begin with what the folder has; `suggest` says what an article without labels begins with."""
        self.documents, self._shelf, self._suggest = documents, shelf, suggest
        self._now: dict[str, Labels] = dict(shelf.labels)
        self._past: dict[str, list[Labels]] = {}
        self._future: dict[str, list[Labels]] = {}
        self._version: dict[str, int] = {}

    def labels(self, doc_id: str) -> Labels:
        """Return the labels of an article as they are now."""
        if doc_id not in self._now:
            self._now[doc_id] = self._suggest(self.documents[doc_id]) if self._suggest else Labels()
        return self._now[doc_id]

    def change(self, doc_id: str, version: int, what: str, given: Mapping[str, Any]) -> None:
        """Change the labels of an article, or undo, or redo, and write them.

        Raises StaleError where `version` is not that of the labels, Refused for what cannot be a label, OutputError where the
        labels cannot be written: then they stay as they were.
        """
        before = self.labels(doc_id)
        if version != self._version.get(doc_id, 0):
            raise StaleError
        past, future = self._past.setdefault(doc_id, []), self._future.setdefault(doc_id, [])
        if what in ("undo", "redo"):
            source, other = (past, future) if what == "undo" else (future, past)
            if not source:
                raise InputError(f"nothing to {what}")
            after = source[-1]
            self._shelf.write(doc_id, after)
            other.append(before)
            source.pop()
        else:
            if what not in CHANGES:
                raise InputError(f"no such change: {what}")
            after = replace(CHANGES[what](before, given, Article(self.documents[doc_id])), fresh=False)
            self._shelf.write(doc_id, after)
            past.append(before)
            future.clear()
        self._now[doc_id] = after
        self._version[doc_id] = version + 1

    def shown(self, doc_id: str) -> Row:
        """Return an article with its labels as the page shows it."""
        labels, document = self.labels(doc_id), self.documents[doc_id]
        about = document.model_dump(mode="json", include={"id", "title", "published", "country", "publisher", "text"})
        return {
            "document": about,
            "facts": [*(labels.facts or ())],
            "said": [*(labels.said or ())],
            "kept": labels.facts is not None and not labels.fresh,
            "said_kept": labels.said is not None and not labels.fresh,
            "version": self._version.get(doc_id, 0),
            "undo": bool(self._past.get(doc_id)),
            "redo": bool(self._future.get(doc_id)),
        }

    def listed(self) -> list[Row]:
        """Return the articles, each with how many labels and suggestions it has; None: nobody has looked at it."""
        return [self._line(document) for document in self.documents.values()]

    def _line(self, document: Document) -> Row:
        now = self._now.get(document.id)
        rows = [*(now.facts or ()), *(now.said or ())] if now else []
        open_ = sum(bool(row.get(SUGGESTED)) for row in rows)
        known = now is not None and not now.fresh and (now.facts is not None or now.said is not None)
        title = document.title or document.text.strip().partition("\n")[0][:120]
        return {"id": document.id, "title": title, "labels": len(rows) - open_ if known else None, "open": open_}
