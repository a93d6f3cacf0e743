"""What other tools hold in common: a text with marks; and what factx gives along so that its values come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from factx.label.rows import Labels, Row
from factx.records import Document

FACTX = "factx"  # the field under which a format carries our rows along


class Mark(NamedTuple):
    """A span of a text in code points, and the tool's name for it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the marks of another tool, and our own rows where factx exported it."""

    text: str
    id: str | None = None
    marks: tuple[Mark, ...] = ()
    facts: tuple[Row, ...] | None = ()  # None: nobody has labelled facts
    said: tuple[Row, ...] | None = None

    @property
    def carried(self) -> Row:
        """Our rows as a format carries them along."""
        return {"id": self.id} | {
            n: None if r is None else [*r] for n, r in (("facts", self.facts), ("said", self.said))
        }


def given_back(text: str, marks: list[Mark], carried: object, name: str | None) -> Marked:
    """Return a text with its marks and what was carried along, where that is ours; `name` is the tool's for it."""
    if not isinstance(carried, dict):
        return Marked(text, name, tuple(marks))
    facts, said = (_rows(carried.get(each)) for each in ("facts", "said"))
    return Marked(text, carried.get("id") or name, tuple(marks), facts, said)


def _rows(found: object) -> tuple[Row, ...] | None:
    return tuple(row for row in found if isinstance(row, dict)) if isinstance(found, list) else None


def marked(document: Document, labels: Labels, names: Mapping[str, str]) -> Marked:
    """Return an article and its gold for another tool; `names` are its names of our kinds."""
    marks = tuple(Mark(row["start"], row["end"], names.get(row["kind"], row["kind"])) for row in labels.facts or ())
    return Marked(document.text, document.id, marks, labels.facts, labels.said)


def in_code_points(text: str, units: int) -> int:
    """Return the offset in code points of one in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))


@dataclass(slots=True)
class Told:
    """What became of an import: counts, and what could not be taken over."""

    articles: int = 0
    labels: int = 0
    open: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def leave(self, why: str) -> None:
        """Count something that was not taken over."""
        self.left[why] = self.left.get(why, 0) + 1
