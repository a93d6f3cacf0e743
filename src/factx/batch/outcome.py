"""The pure function behind every way to run: records of files in, and for each its facts or the reason it has none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from factx.batch import places
from factx.files.jsonl import dumps
from factx.pipeline import Extractor, Reading
from factx.read import Item, Raw, ReadOptions, parse
from factx.records import DateFact, Document, Rejection
from factx.tables import TABLES


class Where(NamedTuple):
    """A document in a chunk: index of its record, and its index in that record; -1 while the record is parsed."""

    record: int
    document: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its lines by table and what a summary counts of them, or a rejection."""

    path: str = ""
    line: int | None = None
    head: str | None = None
    id: str = ""
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by table: documents, facts…
    kinds: tuple[str, ...] = ()
    characters: int = 0
    observations: int = 0
    foreign: bool = False  # plainly not English
    undated: int = 0
    unread: tuple[str, ...] = ()
    remark: bool = False  # something of its record could not be read, or by a guess only
    rejection: Rejection | None = None

    @property
    def counts(self) -> dict[str, int]:
        """What a summary counts of it, beside the kinds of its facts."""
        if self.rejection:
            return {"rejected": 1}
        found = {"documents": 1, "characters": self.characters, "observations": self.observations}
        found |= {"foreign": int(self.foreign), "undated": self.undated, "unread": len(self.unread)}
        return found | {"remarks": int(self.remark)}


def outcomes(
    items: Iterable[Item], extractor: Extractor, options: ReadOptions, beat: Callable[[], None]
) -> Iterator[Outcome]:
    """Yield what becomes of each record, in order; `beat` is called after each. An exception of one ends the whole chunk."""
    parsed: list[tuple[Item, Document | Rejection]] = []
    for item in items:
        parsed.extend((item, d) for d in ([item] if isinstance(item, Rejection) else parse(item, options)))
        beat()
    readings = extractor.readings(d for _, d in parsed if isinstance(d, Document))
    for item, each in parsed:
        yield outcome(item, each if isinstance(each, Rejection) else next(readings))
        beat()


def one_by_one(
    items: Iterable[Item],
    extractor: Extractor,
    options: ReadOptions,
    at: Callable[[Where], None],
    faults: Mapping[Where, str],
) -> Iterator[Outcome]:
    """Yield the same, one document at a time: `at` is called before each, and an exception rejects its document only.

    Documents in `faults` are not read again: they are rejected with the reason given there.
    """
    for number, item in enumerate(items):
        if isinstance(item, Rejection):
            yield outcome(item, item)
            continue
        at(here := Where(number, -1))
        whole = Rejection(path=item.path, line=item.line, reason=faults.get(here, ""), head=item.head)
        for n, each in enumerate([whole] if whole.reason else parse(item, options)):
            at(here := Where(number, n))
            yield _read(item, each, extractor, faults.get(here))


def _read(item: Item, each: Document | Rejection, extractor: Extractor, fault: str | None) -> Outcome:
    if isinstance(each, Rejection):
        return outcome(item, each)
    if fault is None:
        try:
            return outcome(item, next(extractor.readings([each])))
        except Exception as error:  # noqa: BLE001 - a fault of one document must not stop the others
            fault = f"raised {type(error).__name__}: {str(error)[:200]}".replace("\n", " ")
    return outcome(item, Rejection(path=item.path, line=item.line, reason=fault, head=item.head))


def outcome(item: Item, read: Reading | Rejection) -> Outcome:
    """Return what became of a document as lines."""
    if isinstance(read, Rejection):
        return Outcome(path=item.path, line=item.line, head=item.head, rejection=read)
    text, lines = read.document.text, _lines(read)
    return Outcome(
        path=item.path,
        line=item.line,
        head=item.head,
        id=read.document.id,
        lines=lines,
        kinds=tuple(fact.kind for fact in read.facts),
        characters=len(text),
        observations=len(lines.get("observations", ())),
        foreign=read.document.language is not None,
        undated=sum(isinstance(f, DateFact) and "XX-" in f"{f.timex}-" and not f.recurring for f in read.facts),
        remark=read.document.remark is not None,
        unread=tuple(f"{e.label} [{text[e.start : e.end]}]".replace("\n", " ") for e in read.unread),
    )


def duplicate(outcome: Outcome, other: str = "") -> Outcome:
    """Return the rejection of a document whose id another has, that is named where it is known."""
    reason = f"duplicate id: {outcome.id}{f': {other} has it' if other else ''}"
    refused = Rejection(path=outcome.path, line=outcome.line, reason=reason, head=outcome.head)
    return Outcome(path=outcome.path, line=outcome.line, head=outcome.head, rejection=refused)


def _lines(read: Reading) -> dict[str, tuple[str, ...]]:
    """Return the lines of a reading by table: those of the document, then of each table named as a field of a reading."""
    rows = {name: getattr(read, name) for name, table in TABLES.items() if table.parents and hasattr(read, name)}
    return {"documents": (dumps(read.document),)} | {name: tuple(map(dumps, found)) for name, found in rows.items()}


def kept(outcome: Outcome, item: Item) -> Outcome:
    """Return an outcome; a rejection with its whole record, so that it can be read again where the file no longer is."""
    if outcome.rejection is None or outcome.rejection.record or not isinstance(item, Raw):
        return outcome
    return replace(outcome, rejection=outcome.rejection.model_copy(update={"record": item.entire}))


class Ids:
    """The ids of a run so far, 8 bytes of each, and where each was: 110 MB for a million (a false match: one in 10^7 such runs)."""

    def __init__(self, path: Callable[[int], str]) -> None:
        """Start without any; path() tells that of an input by its number."""
        self._path = path
        self._seen: dict[bytes, int] = {}
        self._fresh: list[bytes] = []

    @staticmethod
    def short(doc_id: str) -> bytes:
        """Return the 8 bytes that stand for an id."""
        return hashlib.blake2b(doc_id.encode("utf8", "surrogatepass"), digest_size=8).digest()

    def once(self, outcome: Outcome, number: int) -> Outcome:
        """Return the outcome of an input by its number, or for a document whose id was there before, its rejection."""
        if outcome.rejection:
            return outcome
        digest, here = self.short(outcome.id), places.place(number, outcome.line)
        if digest in self._seen:
            return duplicate(outcome, places.name(self._seen[digest], self._path))
        self._seen[digest] = here
        self._fresh.append(self.packed(digest, here))
        return outcome

    @staticmethod
    def packed(digest: bytes, place: int = places.UNKNOWN) -> bytes:
        """Return what is kept of an id."""
        return digest + place.to_bytes(8)

    def fresh(self) -> bytes:
        """Return the ids added since the last call, packed."""
        packed = b"".join(self._fresh)
        self._fresh.clear()
        return packed

    def add(self, packed: bytes) -> None:
        """Add ids that fresh() returned in an earlier run."""
        for n in range(0, len(packed), 16):
            self._seen[packed[n : n + 8]] = int.from_bytes(packed[n + 8 : n + 16])
