"""The nouns: documents go in, facts come out, and no wrong fact can be built."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)

from factx import timex
from factx.values import Currency, Day, Number

PublishedFrom = Literal["option", "record", "metadata", "header", "file name", "default"]
Qualifier = Literal["about", "nearly", "more_than", "less_than", "at_least", "at_most"]
CurrencyFrom = Literal["stated", "article", "country", "default"]
OrgKind = Literal[
    "company",
    "government",
    "intergovernmental",
    "association",
    "media",
    "education",
    "party",
    "zone",
    "team",
    "other",
]


_HALVES = re.compile("[\ud800-\udfff]+")


def _whole(text: object) -> object:
    """Return a text of others with halves of surrogate pairs, which no file can hold, joined, or U+FFFD for one alone."""
    return _HALVES.sub(_joined, text) if isinstance(text, str) else text


def _joined(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Foreign = Annotated[str, BeforeValidator(_whole)]  # as a source gives it, for all we know


class Record(BaseModel):
    """What every noun shares: it cannot change and takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Record):
    """One article: its stored text, to which all offsets refer, and what is known of it."""

    id: Foreign = Field(min_length=1, description="Unique in a run.")
    text: str = Field(
        description="The file's text with line ends normalised to \\n; what else was mended is in repaired."
    )
    title: Foreign | None = Field(default=None, description="Headline; None when the source gives none.")
    published: Day | None = Field(
        default=None,
        description="Publication date (of a timestamp, its date); None when unknown: relative dates get no days.",
    )
    published_from: PublishedFrom | None = Field(
        default=None, description="What says so; None: not known, or not recorded."
    )
    source: Foreign | None = Field(default=None, description="Where it came from: file name or address.")
    publisher: Foreign | None = Field(default=None, description="Newspaper, agency or site.")
    author: Foreign | None = Field(default=None, description="Who wrote it, as the source names them.")
    country: str | None = Field(
        default=None, pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2 of the article's country."
    )
    encoding: str | None = Field(
        default=None,
        description="Of the file's bytes, as the WHATWG names it; None: it came as text, in a table or a PDF.",
    )
    language: str | None = Field(
        default=None,
        description="Of a text that is plainly not English, ISO 639-1 (und: not told which): its facts are not to be trusted. None: English, or too short to tell.",
    )
    repaired: str | None = Field(
        default=None,
        description="What was mended before the text was stored: 2 bad bytes, mojibake, ligatures…; None: nothing.",
    )
    extra: dict[str, JsonValue] | None = Field(
        default=None, description="The record's own further fields, as they are; None: none."
    )
    remark: str | None = Field(
        default=None, description="What of the record could not be read, or was read by a guess; None: nothing."
    )
    sha256: str = Field(
        default="", description="SHA-256 of the text in UTF-8, in hex; filled in, and checked where given."
    )

    @model_validator(mode="after")
    def _holds_the_text_it_was_hashed_with(self) -> Self:
        digest = hashlib.sha256(self.text.encode("utf8", "surrogatepass")).hexdigest()
        if self.sha256 and self.sha256 != digest:
            raise ValueError("sha256 is not the hash of the text")
        object.__setattr__(self, "sha256", digest)  # frozen for all others
        return self


class BaseFact(Record):
    """What facts of every kind share: where they stand and which rule made them."""

    id: str = Field(description="Hash of document id, offsets and kind; a better value keeps its id.")
    doc_id: str
    kind: str
    text: str = Field(min_length=1, description="The document's text from start to end.")
    start: int = Field(ge=0, description="First Unicode code point of the span.")
    end: int = Field(description="One past the last code point of the span.")
    sentence_start: int = Field(ge=0, description="First code point of the sentence around the span.")
    sentence_end: int = Field(description="One past the last code point of that sentence.")
    rule: str = Field(description="What made the fact: a rule's name, ner, or gold.")

    @model_validator(mode="after")
    def _stands_where_it_says(self, info: ValidationInfo) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"text of {len(self.text)} characters in a span of {self.end - self.start}")
        if not self.sentence_start <= self.start < self.end <= self.sentence_end:
            raise ValueError("the sentence does not hold the span")
        if self.id != fact_id(self.doc_id, self.start, self.end, self.kind):
            raise ValueError("the id is not the hash of document id, offsets and kind")
        document = (info.context or {}).get("document")
        if document is not None:
            _check_slice(self, document)
        return self


class MoneyFact(BaseFact):
    """An amount of a currency, exact, in its main unit."""

    kind: Literal["money"] = "money"
    amount: Number = Field(
        description="Amount in the currency's main unit: exact; a quotient (2/3) to 4 digits behind the point."
    )
    amount_to: Number | None = Field(default=None, description="Upper end of a range; None for a single amount.")
    currency: Currency = Field(description="ISO 4217 code.")
    currency_from: CurrencyFrom | None = Field(
        default=None,
        description="What decided it: the text beside the number, the article, its country, or the world's default.",
    )
    qualifier: Qualifier | None = Field(
        default=None, description="What the words around say of the amount; None: as stated."
    )
    per: str | None = Field(default=None, description="Denominator of a rate (barrel, share, year); None: no rate.")
    equivalent_of: str | None = Field(
        default=None, description="Id of the amount this one restates in another currency."
    )

    @model_validator(mode="after")
    def _range_rises(self) -> Self:
        _check_range("amount", self.amount, self.amount_to)
        return self


class PercentFact(BaseFact):
    """A share, rate or change, in the unit it was written in."""

    kind: Literal["percent"] = "percent"
    value: Number = Field(
        description="In the unit as written: exact; a quotient (2 1/3) to 4 digits behind the point, a share (a third) to 2, in percent."
    )
    value_to: Number | None = Field(default=None, description="Upper end of a range; None for a single value.")
    unit: Literal["percent", "percentage_point", "basis_point", "fraction"]
    qualifier: Qualifier | None = Field(
        default=None, description="What the words around say of the value; None: as stated."
    )

    @model_validator(mode="after")
    def _range_rises(self) -> Self:
        _check_range("value", self.value, self.value_to)
        return self


class OrganizationFact(BaseFact):
    """A named body that can act."""

    kind: Literal["organization"] = "organization"
    name: str = Field(min_length=1, description="The fullest form the article uses for the body.")
    org_id: str = Field(
        pattern=r"^[^\s]+$",
        description="Slug of the name, one for all names of a widely known body; equal for equal names.",
    )
    org_kind: OrgKind | None = Field(default=None, description="What sort of body; None: cannot say.")
    external_ids: dict[str, str] | None = Field(
        default=None,
        description="Identifiers by scheme (lei, wikidata) from the user's alias file; None: not listed there.",
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that the span names an organization; None: unknown, as with a recogniser or model of one's own.",
    )


class DateFact(BaseFact):
    """A calendar date, period, duration or recurrence, after TIMEX3 of ISO-TimeML."""

    kind: Literal["date"] = "date"
    timex: str = Field(description="TIMEX3 value; X stands for what is unknown.")
    first_day: date | None = Field(
        default=None, description="First day covered; None: a duration, recurrence or vague date."
    )
    last_day: date | None = Field(default=None, description="Last day covered, inclusive; None as for first_day.")
    mod: Literal["START", "MID", "END"] | None = Field(
        default=None, description="Part of the period meant; None: all of it."
    )
    recurring: bool = Field(default=False, description="True: the value is the period of a recurrence.")
    qualifier: Qualifier | None = Field(
        default=None, description="What the words around say of a duration; None: as stated."
    )

    @model_validator(mode="after")
    def _days_agree(self) -> Self:
        covered = None if self.recurring else timex.days(self.timex, timeml=self.rule.startswith(timex.TIMEML_RULES))
        if (self.first_day, self.last_day) != (covered or (None, None)):
            raise ValueError(f"{self.timex} does not cover {self.first_day} to {self.last_day}")
        return self


Fact = Annotated[MoneyFact | PercentFact | OrganizationFact | DateFact, Field(discriminator="kind")]
FACT: TypeAdapter[MoneyFact | PercentFact | OrganizationFact | DateFact] = TypeAdapter(Fact)
KINDS: Mapping[str, type[BaseFact]] = {
    "money": MoneyFact,
    "percent": PercentFact,
    "organization": OrganizationFact,
    "date": DateFact,
}


class Rejection(Record):
    """Something that could not be read, and why."""

    path: Foreign = Field(description="File; a file in an archive follows the archive's path and an exclamation mark.")
    line: int | None = Field(default=None, description="1-based line, row or record in the file; None: the whole file.")
    reason: Foreign
    head: Foreign | None = Field(
        default=None, description="Its first bytes, what is no printable ASCII escaped; None: none read."
    )
    record: Foreign | None = Field(
        default=None,
        description="All of it, to be read again: a line or mail as it is, a row as JSON, what is no UTF-8 as a data: URL. None: a file of its own, over a megabyte, or not to be had.",
    )


def fact_id(doc_id: str, start: int, end: int, kind: str) -> str:
    """Return a fact's id: 16 hex digits of SHA-256 over document id, offsets and kind."""
    return hashlib.sha256(f"{doc_id}\x00{start}\x00{end}\x00{kind}".encode("utf8", "surrogatepass")).hexdigest()[:16]


def own_fields(kind: str) -> list[str]:
    """Return the names of the fields that only facts of this kind have, in record order."""
    return [name for name in KINDS[kind].model_fields if name not in BaseFact.model_fields]


def _check_slice(fact: BaseFact, document: Document) -> None:
    if fact.doc_id != document.id:
        raise ValueError(f"of document {fact.doc_id!r}, checked against {document.id!r}")
    if fact.sentence_end > len(document.text):
        raise ValueError("offsets run past the end of the document")
    if document.text[fact.start : fact.end] != fact.text:
        raise ValueError(f"text is not the slice: {fact.text!r} / {document.text[fact.start : fact.end]!r}")


def _check_range(name: str, low: Decimal, high: Decimal | None) -> None:
    if high is not None and high <= low:
        raise ValueError(f"{name}_to {high} is not above {name} {low}")
