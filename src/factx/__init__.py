"""Turn news articles into facts a database can hold: money, percentages, organizations and dates.

>>> import factx
>>> [fact.text for fact in factx.extract("Sales rose 5% to €3m.", published="2021-09-24")]
['5%', '€3m']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from factx.errors import FactxError, GoldError, InputError, ModelError, OutputError
    from factx.pipeline import Extractor
    from factx.records import (
        BaseFact,
        DateFact,
        Document,
        Fact,
        MoneyFact,
        OrganizationFact,
        PercentFact,
        Rejection,
    )

_HOMES = {
    "pipeline": ("Extractor",),
    "records": (
        "BaseFact",
        "DateFact",
        "Document",
        "Fact",
        "MoneyFact",
        "OrganizationFact",
        "PercentFact",
        "Rejection",
    ),
    "errors": ("FactxError", "GoldError", "InputError", "ModelError", "OutputError"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BaseFact",
    "DateFact",
    "Document",
    "Extractor",
    "Fact",
    "FactxError",
    "GoldError",
    "InputError",
    "ModelError",
    "MoneyFact",
    "OrganizationFact",
    "OutputError",
    "PercentFact",
    "Rejection",
    "extract",
]


def extract(text: str, *, published: "date | str | None" = None, country: str | None = None) -> "list[BaseFact]":
    """Return the facts of one text, in text order.

    `published` (a date, or YYYY-MM-DD) is what relative dates resolve against; without it they get no days. `country`
    (ISO 3166 alpha-2) decides what a bare "$" means. For many texts use Extractor, which takes an iterable of Documents.
    Raises ModelError where the NER model is not installed.
    """
    from factx.pipeline import Extractor
    from factx.records import Document

    document = Document.model_validate({"id": "text", "text": text, "published": published, "country": country})
    return next(Extractor()([document]))


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Import a public name when it is first used, so that `import factx` stays light (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'factx' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"factx.{_HOME[name]}"), name)
