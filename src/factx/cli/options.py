"""Options that several commands share."""

from datetime import datetime
from typing import Annotated

import typer

from factx.errors import InputError
from factx.ner import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Accurate", "Country", "Model", "Published"]

Model = Annotated[str, typer.Option(help="Any installed spaCy pipeline with an NER.")]
Accurate = Annotated[
    bool,
    typer.Option(
        "--accurate", help="Organizations judged by a small transformer as well: slower; needs factx[accurate]."
    ),
]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date of every article read.")
]


def _country(code: str | None) -> str | None:
    """Return a country's code in capitals; raises InputError for what is no ISO 3166 alpha-2 code."""
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise InputError(f"no ISO 3166 alpha-2 code: {code}")
    return code.upper() if code else None


Country = Annotated[
    str | None,
    typer.Option(
        callback=_country,
        help="Country of the articles that do not say, ISO 3166 alpha-2: decides what a bare $ means.",
    ),
]
