"""The pure function behind every way to run: records in, and for each its facts or why it has none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from factx.files.write import line
from factx.pipeline import Extractor, Reading
from factx.read import How, Item, parse
from factx.records import DateFact, Document, Rejection


class Where(NamedTuple):
    """A document in a chunk: which record, and which document of that; -1 while the record is being parsed."""

    record: int
    document: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its lines of documents.jsonl and facts.jsonl and what counts of them, or a rejection."""

    path: str = ""
    line: int | None = None
    head: str | None = None
    id: str = ""
    document: str = ""
    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    characters: int = 0
    undated: int = 0
    unread: tuple[str, ...] = ()
    rejection: Rejection | None = None


def outcomes(items: Iterable[Item], extractor: Extractor, how: How, beat: Callable[[], None]) -> Iterator[Outcome]:
    """Yield what becomes of each record, in order; `beat` is called as each is done. A fault of one is a fault of all."""
    parsed: list[tuple[Item, Document | Rejection]] = []
    for item in items:
        parsed.extend((item, d) for d in ([item] if isinstance(item, Rejection) else parse(item, how)))
        beat()
    readings = extractor.readings(d for _, d in parsed if isinstance(d, Document))
    for item, each in parsed:
        yield outcome(item, each if isinstance(each, Rejection) else next(readings))
        beat()


def careful(
    items: Iterable[Item], extractor: Extractor, how: How, at: Callable[[Where], None], faults: Mapping[Where, str]
) -> Iterator[Outcome]:
    """Yield the same one document at a time: `at` hears of each before it is read, and a fault rejects its document only.

    Documents among `faults` are not read again: they are rejected for the reason given.
    """
    for number, item in enumerate(items):
        if isinstance(item, Rejection):
            yield outcome(item, item)
            continue
        at(here := Where(number, -1))
        whole = Rejection(path=item.path, line=item.line, reason=faults.get(here, ""), head=item.head)
        for n, each in enumerate([whole] if whole.reason else parse(item, how)):
            at(here := Where(number, n))
            yield outcome(item, _read(item, each, extractor, faults.get(here)))


def _read(item: Item, each: Document | Rejection, extractor: Extractor, fault: str | None) -> Reading | Rejection:
    if isinstance(each, Rejection):
        return each
    if fault is None:
        try:
            return next(extractor.readings([each]))
        except Exception as error:  # noqa: BLE001 - a fault of one document must not stop the others
            fault = f"raised {type(error).__name__}: {str(error)[:200]}".replace("\n", " ")
    return Rejection(path=item.path, line=item.line, reason=fault, head=item.head)


def outcome(item: Item, read: Reading | Rejection) -> Outcome:
    """Return what became of a document as lines."""
    if isinstance(read, Rejection):
        return Outcome(path=item.path, line=item.line, head=item.head, rejection=read)
    text = read.document.text
    return Outcome(
        path=item.path,
        line=item.line,
        head=item.head,
        id=read.document.id,
        document=line(read.document),
        facts=tuple(line(fact) for fact in read.facts),
        kinds=tuple(fact.kind for fact in read.facts),
        characters=len(text),
        undated=sum(isinstance(f, DateFact) and "XX-" in f"{f.timex}-" and not f.recurring for f in read.facts),
        unread=tuple(f"{e.label} [{text[e.start : e.end]}]".replace("\n", " ") for e in read.unread),
    )


class Ids:
    """The ids of a run so far, 8 bytes of each: about 60 MB for a million (a false match: one in 10^7 such runs)."""

    def __init__(self) -> None:
        """Know none."""
        self._seen: set[bytes] = set()
        self._fresh: list[bytes] = []

    def once(self, outcome: Outcome) -> Outcome:
        """Return an outcome; of a second document of one id, its rejection."""
        if outcome.rejection:
            return outcome
        digest = hashlib.blake2b(outcome.id.encode("utf8", "surrogatepass"), digest_size=8).digest()
        if digest in self._seen:
            reason = f"duplicate id: {outcome.id}"
            refused = Rejection(path=outcome.path, line=outcome.line, reason=reason, head=outcome.head)
            return Outcome(path=outcome.path, line=outcome.line, head=outcome.head, rejection=refused)
        self._seen.add(digest)
        self._fresh.append(digest)
        return outcome

    def fresh(self) -> bytes:
        """Return those that came since this was last asked, packed."""
        packed = b"".join(self._fresh)
        self._fresh.clear()
        return packed

    def add(self, packed: bytes) -> None:
        """Take in what fresh() gave in an earlier run."""
        self._seen.update(packed[n : n + 8] for n in range(0, len(packed), 8))
