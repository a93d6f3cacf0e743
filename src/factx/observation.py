"""An observation: what a money or percent fact says, of whom, when, and which way it moved."""

import hashlib
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from factx import timex
from factx.records import BaseFact, DateFact, Document, OrganizationFact, Record

Change = Literal["up", "down"]
Basis = Literal["year-on-year", "quarter-on-quarter", "month-on-month"]
Role = Literal["level", "change", "from", "to", "share", "equivalent"]
NUMBERS = ("money", "percent")  # the kinds of fact that say something
PHRASES = ("measure", "about")  # what is a span of the text, with _start and _end


class Observation(Record):
    """What one money or percent fact says: its measure, whose it is, when, and which way it moved."""

    id: str = Field(description="Hash of the fact's id: one observation a fact.")
    doc_id: str
    fact_id: str = Field(description="Id of the money or percent fact.")
    measure: str | None = Field(
        default=None, min_length=1, description="The phrase that names what is measured; None: the text does not say."
    )
    measure_start: int | None = Field(default=None, ge=0, description="First code point of the measure.")
    measure_end: int | None = Field(default=None, description="One past its last code point.")
    about: str | None = Field(
        default=None, min_length=1, description="Whose it is, as the text says: a body, place or group; None: not said."
    )
    about_start: int | None = Field(default=None, ge=0, description="First code point of that phrase.")
    about_end: int | None = Field(default=None, description="One past its last code point.")
    about_id: str | None = Field(
        default=None, description="Id of the organization fact that the phrase is or stands for; None: no such fact."
    )
    about_name: str | None = Field(
        default=None, min_length=1, description="Name of the body or place that the phrase is or stands for."
    )
    when: str | None = Field(default=None, description="TIMEX3 value of the date it holds for; None: not said.")
    when_id: str | None = Field(default=None, description="Id of that date's fact.")
    change: Change | None = Field(
        default=None, description="Which way it moved, or the level moved that it says; None: not said, or no change."
    )
    basis: Basis | None = Field(default=None, description="What a change compares with, where the text says so.")
    role: Role = Field(default="level", description="What the number is: a level, a change, an end of one, a share…")
    of_id: str | None = Field(
        default=None, description="Id of the fact that a change, share or restatement belongs to; None: none."
    )
    rule: str = Field(description="What tied the number to its measure, or gold.")

    @model_validator(mode="after")
    def _holds_together(self, info: ValidationInfo) -> Self:
        if self.id != observation_id(self.fact_id):
            raise ValueError("the id is not the hash of the fact's id")
        if self.of_id == self.fact_id:
            raise ValueError("an observation of itself")
        if self.when_id is not None and self.when is None:
            raise ValueError("a date's id without its value")
        if self.when is not None:
            timex.days(self.when, timeml=True)  # raises ValueError for what is no TIMEX3 value
        document, facts = ((info.context or {}).get(name) for name in ("document", "facts"))
        for name in PHRASES:
            self._check_phrase(name, document)
        if facts is not None:
            self._check_facts(facts)
        return self

    def _check_phrase(self, name: str, document: Document | None) -> None:
        text, start, end = (getattr(self, f"{name}{part}") for part in ("", "_start", "_end"))
        if (text is None) != (start is None) or (text is None) != (end is None):
            raise ValueError(f"{name}, {name}_start and {name}_end stand together")
        if text is not None and end - start != len(text):
            raise ValueError(f"{name} of {len(text)} characters in a span of {end - start}")
        if document is not None and text is not None and document.text[start:end] != text:
            raise ValueError(f"{name} is not the slice: {text!r} / {document.text[start:end]!r}")

    def _check_facts(self, facts: Mapping[str, BaseFact]) -> None:
        wanted = {"fact_id": NUMBERS, "of_id": NUMBERS, "about_id": ("organization",), "when_id": ("date",)}
        for name, kinds in wanted.items():
            found = getattr(self, name)
            if found is not None and (found not in facts or facts[found].kind not in kinds):
                raise ValueError(f"{name} {found} is no {' or '.join(kinds)} fact of the document")
        date = facts.get(self.when_id or "")
        if isinstance(date, DateFact) and date.timex != self.when:
            raise ValueError(f"when {self.when} is not the {date.timex} of its fact")
        body = facts.get(self.about_id or "")
        if isinstance(body, OrganizationFact) and body.name != self.about_name:
            raise ValueError(f"about_name {self.about_name!r} is not the {body.name!r} of its fact")


def observation_id(fact_id: str) -> str:
    """Return an observation's id: 16 hex digits of SHA-256 over its fact's id."""
    return hashlib.sha256(f"{fact_id}\x00observation".encode()).hexdigest()[:16]
