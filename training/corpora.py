"""Labelled articles for training and measuring: the sets of data.toml, our own stories, and their reading.

An article is a text with spans of ORG, PER, LOC and MISC; `kind` is the org_kind where the labeller gave one. A file of
another SHA-256 than data.toml names is refused.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMED: dict[str, Any] = tomllib.loads((HERE / "data.toml").read_text("utf8"))
_LABEL_OF = {
    "ORG": "ORG",
    "PER": "PER",
    "PERSON": "PER",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "MISC": "MISC",
    "person": "PER",
    "place": "LOC",
    "misc": "MISC",
}
_HEADER = re.compile(r"^=== (\S+)(?: \|.*)?$", re.MULTILINE)
_NAME = re.compile(r"\{(\w+)\|([^{}|]+)\}")


@dataclass(frozen=True)
class Span:
    """A name: first and past-the-last character, ORG, PER, LOC or MISC, and the org_kind where it is known."""

    start: int
    end: int
    label: str
    kind: str | None = None


@dataclass(frozen=True)
class Article:
    """A text and its names; `optional` spans count neither for nor against what is found there."""

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    optional: tuple[tuple[int, int], ...] = field(default=(), repr=False)


def read(name: str, data: Path) -> list[Article]:
    """Return the articles of a set of data.toml, news of sport left out where its entry says so."""
    source = {**NAMED["train"], **NAMED["test"]}[name]
    path = HERE / source["file"] if (HERE / source["file"]).exists() else data / source["file"]
    if digest(path) != source["sha256"]:
        raise SystemExit(f"{path}: not the data that training/data.toml names (another SHA-256)")
    found = list(_marked(path) if path.is_dir() else _lines(path))
    drop = re.compile(source.get("drop_headlines", r"(?!)"), re.IGNORECASE)
    return [article for article in found if not drop.match(article.text)]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of the files of a folder one after another, by name."""
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def papers(count: str) -> dict[str, dict[str, Any]]:
    """Return licence and hash of each training set, and how much it counts, by its field `count` ("copies", "weight")."""
    sets = NAMED["train"].items()
    return {n: {k: s[k] for k in ("licence", "sha256")} | {count: s.get(count, 1)} for n, s in sets}


def _lines(path: Path) -> Iterator[Article]:
    for line in path.read_text("utf8").splitlines():
        row = json.loads(line)
        spans, optional = [], []
        for span in row["spans"]:
            at = (span["start"], span["end"])
            label = _LABEL_OF.get(span.get("label_orig") or span["type"]) or _LABEL_OF.get(span["type"])
            if span.get("optional"):
                optional.append(at)
            elif label:
                spans.append(Span(*at, label, span.get("kind")))
        yield Article(row["id"], row["text"], tuple(spans), tuple(optional))


def _marked(folder: Path) -> Iterator[Article]:
    """Yield stories in which names are marked where they stand: {company|Kestrova} fell."""
    for path in sorted(folder.glob("*.txt")):
        parts = _HEADER.split(path.read_text("utf8"))
        for name, story in zip(parts[1::2], parts[2::2], strict=True):
            text, spans, at, marked = "", [], 0, story.strip()
            for m in _NAME.finditer(marked):
                text += marked[at : m.start()]
                label = _LABEL_OF.get(m[1], "ORG")
                kind = m[1] if label == "ORG" else None
                spans.append(Span(len(text), len(text) + len(m[2]), label, kind))
                text += m[2]
                at = m.end()
            yield Article(name, text + marked[at:], tuple(spans))


def normal(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a leading article, a final possessive and final punctuation: the norm F1 of the field."""
    lead = re.match(r"(?:the|a|an)\s+", text[start:end], re.IGNORECASE)
    start += lead.end() if lead and lead.end() < end - start else 0
    tail = re.search(r"(?:['’]s?|[.,;:])$", text[start:end])
    return start, start + tail.start() if tail and tail.start() > 0 else end


@dataclass
class Score:
    """Counts of organizations: right, found, labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, article: Article, spans: set[tuple[int, int]]) -> None:
        """Count the spans found in an article, those over an optional label left out."""
        text = article.text
        gold = {normal(text, s.start, s.end) for s in article.spans if s.label == "ORG"}
        made = {normal(text, *span) for span in spans}
        made = {s for s in made if not any(s[0] < end and start < s[1] for start, end in article.optional)}
        self.right, self.found, self.labelled = (
            self.right + len(made & gold),
            self.found + len(made),
            self.labelled + len(gold),
        )

    def values(self) -> dict[str, float]:
        """Return precision, recall and F1 in percent."""
        p, r = self.right / max(1, self.found), self.right / max(1, self.labelled)
        return {k: round(100 * v, 1) for k, v in (("precision", p), ("recall", r), ("f1", 2 * p * r / (p + r or 1)))}

    def __str__(self) -> str:
        """Return the F1 with precision and recall behind it."""
        values = self.values()
        return f"F1 {values['f1']:.1f} (P {values['precision']:.1f} R {values['recall']:.1f})"
