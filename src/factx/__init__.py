"""Turn news articles into facts a database can hold: money, percentages, organizations and dates.

>>> import factx
>>> [fact.text for fact in factx.extract("Sales rose 5% to €3m.", published="2021-09-24")]
['5%', '€3m']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    __version__: str

    from factx.batch import Summary, Workers, run
    from factx.errors import FactxError, GoldError, InputError, ModelError, OutputError
    from factx.frames import to_arrow, to_pandas, to_polars
    from factx.kinds.money.value import Money
    from factx.kinds.organization.aliases import Alias, read_aliases
    from factx.kinds.percent import Percent
    from factx.load import load as load_facts
    from factx.observation import Observation
    from factx.pipeline import Extractor, Reading, Recogniser
    from factx.read import ReadOptions, documents
    from factx.records import BaseFact, DateFact, Document, Fact, MoneyFact, OrganizationFact, PercentFact, Rejection
    from factx.rules.anchors import AnchorError
    from factx.rules.context import Context, Entity, SpanValue
    from factx.rules.rule import Rule, rule

_HOMES = {
    "batch": "Summary Workers run",
    "errors": "FactxError GoldError InputError ModelError OutputError",
    "frames": "to_arrow to_pandas to_polars",
    "kinds.money.value": "Money",
    "kinds.organization.aliases": "Alias read_aliases",
    "kinds.percent": "Percent",
    "load": "load_facts=load",  # factx.load is the package
    "observation": "Observation",
    "pipeline": "Extractor Reading Recogniser",
    "read": "ReadOptions documents",
    "records": "BaseFact DateFact Document Fact MoneyFact OrganizationFact PercentFact Rejection",
    "rules.anchors": "AnchorError",
    "rules.context": "Context Entity SpanValue",
    "rules.rule": "Rule rule",
}
_HOME = {name.split("=")[0]: (home, name.split("=")[-1]) for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Alias",
    "AnchorError",
    "BaseFact",
    "Context",
    "DateFact",
    "Document",
    "Entity",
    "Extractor",
    "Fact",
    "FactxError",
    "GoldError",
    "InputError",
    "ModelError",
    "Money",
    "MoneyFact",
    "Observation",
    "OrganizationFact",
    "OutputError",
    "Percent",
    "PercentFact",
    "ReadOptions",
    "Reading",
    "Recogniser",
    "Rejection",
    "Rule",
    "SpanValue",
    "Summary",
    "Workers",
    "documents",
    "explain",
    "extract",
    "load_facts",
    "read_aliases",
    "reading",
    "rule",
    "run",
    "to_arrow",
    "to_pandas",
    "to_polars",
]


def extract(text: str, *, published: "date | str | None" = None, country: str | None = None) -> "list[Fact]":
    """Return the facts of one text, in text order; offsets are code points of the text.

    `published` (a date, or YYYY-MM-DD) is what relative dates resolve against; without it they get no days. `country`
    (ISO 3166 alpha-2) decides what a bare "$" means. For many texts use Extractor, which takes an iterable of Documents.
    A notebook shows the list marked in the text. Raises ModelError where the NER model is not installed, ValueError for what
    is no date or country.
    """
    from factx.pipeline import Extractor
    from factx.report.notebook import Facts

    return Facts(next(Extractor()([_document(text, published, country)])), text)


def reading(text: str, *, published: "date | str | None" = None, country: str | None = None) -> "Reading":
    """Return the facts of one text together with its observations: what each money and percent fact says.

    Options and errors are those of extract.
    """
    from factx.pipeline import Extractor

    return next(Extractor().readings([_document(text, published, country)]))


def explain(text: str, *, published: "date | str | None" = None, country: str | None = None) -> str:
    """Return why a text is read as it is, in lines: what rules matched, which won, what spoke for each name, the facts, what they say.

    Options and errors are those of extract.
    """
    from factx.explanation import explain as lines

    return "\n".join(lines(_document(text, published, country)))


def _document(text: str, published: "date | str | None", country: str | None) -> "Document":
    from factx.records import Document

    code = country.upper() if country else None
    return Document.model_validate({"id": "text", "text": text, "published": published, "country": code})


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Import a public name when it is first used, so that `import factx` stays light (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("factx")
    if name not in _HOME:
        raise AttributeError(f"module 'factx' has no attribute {name!r}")
    from importlib import import_module

    home, own = _HOME[name]
    return getattr(import_module(f"factx.{home}"), own)


def __dir__() -> list[str]:
    """Return the public names, those not imported yet among them."""
    return sorted({*globals(), *__all__, "__version__"})
