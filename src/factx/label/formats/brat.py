"""brat's standoff files: DOC.txt with a text, DOC.ann with a line for each span, and our values as notes on them."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factx.files.durable import write_atomically
from factx.label.formats.marked import FACTX, Mark, Marked, given_back
from factx.label.rows import Row, file_of

BARE = "number"  # a span of what a number says that is not labelled itself
_SPAN = re.compile(r"T(?P<n>\S+)\t(?P<label>\S+) (?P<at>\d+ \d+(?:;\d+ \d+)*)\t")
_NOTE = re.compile(r"#\S*\tAnnotatorNotes (?P<about>\S+)\t(?P<note>.*)")


def read(path: Path) -> Iterator[Marked]:
    """Yield the texts of a folder, or of one .ann file, that have a span; one in pieces counts where but space parts them."""
    for file in sorted(path.glob("**/*.ann")) if path.is_dir() else [path]:
        text = file.with_suffix(".txt").read_bytes().decode("utf8")
        marks: list[Mark] = []
        carried: dict[str, Any] = {"facts": None, "said": None}
        for line in file.read_text("utf8").split("\n"):
            if span := _SPAN.match(line):
                marks += _mark(span, text) if span["label"] != BARE else []
            elif note := _NOTE.fullmatch(line):
                _take(note["note"], carried)
        if marks or carried["said"]:
            yield given_back(text, marks, carried, file.stem)


def _mark(span: re.Match[str], text: str) -> list[Mark]:
    bounds = [int(number) for number in re.findall(r"\d+", span["at"])]
    gaps = zip(bounds[1::2], bounds[2::2], strict=False)
    return [] if any(text[a:b].strip() for a, b in gaps) else [Mark(bounds[0], bounds[-1], span["label"])]


def _take(note: str, carried: dict[str, Any]) -> None:
    """Take what factx wrote in a note; a person's notes stay in brat."""
    try:
        found = json.loads(note)[FACTX]
    except (ValueError, TypeError, KeyError):
        return
    carried |= {"id": found["id"]} if "id" in found else {}
    if "fact" in found:
        carried["facts"] = [*(carried["facts"] or []), found["fact"]]
    if "said" in found:
        carried["said"] = [*(carried["said"] or []), *([found["said"]] if found["said"] else [])]


def write(path: Path, articles: Iterable[Marked]) -> None:
    """Write a folder of articles."""
    path.mkdir(parents=True, exist_ok=True)
    for article in articles:
        stem = file_of(article.id or "").removesuffix(".jsonl")
        write_atomically(path / f"{stem}.txt", article.text)
        write_atomically(path / f"{stem}.ann", "".join(f"{line}\n" for line in _lines(article)))


def _lines(article: Marked) -> Iterator[str]:
    """Yield the lines of a file: a span for each label, and for each number that says something and has none; notes on them."""
    said = {row["fact_id"]: row for row in article.said or ()}
    known = {row["id"] for row in article.facts or ()}
    bare = [row for number, row in said.items() if number not in known]
    spans = [*article.marks, *(Mark(row["start"], row["end"], BARE) for row in bare)]
    held: list[Row] = [
        {"fact": row} | ({"said": said[row["id"]]} if row["id"] in said else {}) for row in article.facts or ()
    ]
    held += [{"said": row} for row in bare]
    if held:
        held[0] |= {"id": article.id} | ({"said": None} if article.said == () else {})
    for n, (mark, note) in enumerate(zip(spans, held, strict=True), 1):
        words = re.sub(r"\s", " ", article.text[mark.start : mark.end])
        name = re.sub(r"\s", "_", mark.label)
        yield f"T{n}\t{name} {_pieces(article.text, mark)}\t{words}"
        yield f"#{n}\tAnnotatorNotes T{n}\t{json.dumps({FACTX: note})}"


def _pieces(text: str, mark: Mark) -> str:
    """Return a span as brat has it: a piece for each of its lines."""
    lines = re.finditer(r"[^\n]+", text[mark.start : mark.end])
    return ";".join(f"{mark.start + line.start()} {mark.start + line.end()}" for line in lines)
