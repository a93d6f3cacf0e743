"""What the numbers of a run's folder say: each observation with its fact and its document, filtered as asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Generic, TypeVar

from factx import timex
from factx.errors import InputError
from factx.files import folder as outputs
from factx.observation import Observation
from factx.records import BaseFact, Document, MoneyFact, PercentFact

T = TypeVar("T", Document, BaseFact)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a number says, with its fact and its document."""

    document: Document
    fact: MoneyFact | PercentFact
    said: Observation

    @property
    def about(self) -> str | None:
        """The name of whom it is about, where it is known, else the words of the text."""
        return self.said.about_name or self.said.about

    @property
    def number(self) -> Decimal:
        """The amount or percentage; of a range the lower end."""
        return self.fact.amount if isinstance(self.fact, MoneyFact) else self.fact.value

    @property
    def number_to(self) -> Decimal | None:
        """The upper end of a range."""
        return self.fact.amount_to if isinstance(self.fact, MoneyFact) else self.fact.value_to

    @property
    def days(self) -> timex.Days | None:
        """First and last day that it holds for; None: not said, or a length or vague time."""
        return timex.days(self.said.when, timeml=True) if self.said.when else None

    @property
    def sentence(self) -> str:
        """The sentence that says so."""
        return self.document.text[self.fact.sentence_start : self.fact.sentence_end]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are asked for: all that None does not leave open must hold."""

    about: str | None = None  # in the name or the words, whatever the case
    measure: str | None = None  # in the words, whatever the case
    when: str | None = None  # the beginning of a TIMEX3 value, or a day or period that the statement's touches
    kind: str | None = None  # money or percent
    least: Decimal | None = None  # amount, or percentage as written

    def __contains__(self, statement: Statement) -> bool:
        return (
            (self.kind is None or statement.fact.kind == self.kind)
            and (self.least is None or statement.number >= self.least)
            and _holds((statement.said.about, statement.said.about_name), self.about)
            and _holds((statement.said.measure,), self.measure)
            and (self.when is None or self._then(statement))
        )

    def _then(self, statement: Statement) -> bool:
        if self.when is None or statement.said.when is None:
            return False
        if statement.said.when.startswith(self.when):
            return True
        asked, days = period(self.when), statement.days
        return bool(asked and days and asked[0] <= days[1] and days[0] <= asked[1])


def _holds(texts: Iterable[str | None], part: str | None) -> bool:
    return part is None or any(part.casefold() in text.casefold() for text in texts if text)


def period(value: str) -> timex.Days | None:
    """Return the days of a TIMEX3 value; None for what is none, or has no days."""
    try:
        return timex.days(value, timeml=True)
    except ValueError:
        return None


def statements(folder: Path) -> Iterator[Statement]:
    """Yield the statements of a run in the order of its observations; at no time more than a document's are held.

    (Of what an engine wrote, whose tables may be in different orders, what is read ahead is held as well.) Raises InputError
    where the folder has no observations or lacks what they belong to.
    """
    facts = _Groups(outputs.facts(folder), "doc_id", keep=_of_engine(folder))
    documents = _Groups(outputs.documents(folder), "id", keep=_of_engine(folder))
    if not outputs.files(folder, "observations"):
        raise InputError(f"{folder} has no observations: extract it without --no-observations")
    for doc_id, said in groupby(outputs.records(folder, "observations"), lambda each: str(each.doc_id)):
        own = {fact.id: fact for fact in facts.take(doc_id)}
        document = next(iter(documents.take(doc_id)), None)
        for each in said:
            fact = own.get(each.fact_id)
            if document is None or not isinstance(fact, MoneyFact | PercentFact):
                raise InputError(
                    f"{folder}: an observation of {doc_id!r} without its document or number: extract it again"
                )
            yield Statement(document, fact, each)


def _of_engine(folder: Path) -> bool:
    return outputs.files(folder, "facts")[0].parent == folder / "facts"


class _Groups(Generic[T]):
    """Records in groups of one document; those passed over are kept where they may be asked for later."""

    def __init__(self, records: Iterable[T], field: str, *, keep: bool) -> None:
        self._groups: Iterator[tuple[str, Iterable[T]]] = groupby(records, lambda record: str(getattr(record, field)))
        self._keep = keep
        self._kept: dict[str, list[T]] = {}

    def take(self, doc_id: str) -> list[T]:
        """Return the records of a document; none where there are none, or they came before."""
        if doc_id in self._kept:
            return self._kept.pop(doc_id)
        for found, group in self._groups:
            if found == doc_id:
                return list(group)
            if self._keep:
                self._kept[found] = list(group)
        return []
