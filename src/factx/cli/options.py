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
    """Return a country's code, in capitals; raises InputError for what is no country."""
    if not code:
        return None
    from factx.read.country import code_of

    found = code_of(code)
    if found is None:
        raise InputError(f"--country {code}: no country: give its ISO 3166 alpha-2 code, as CA")
    return found


Country = Annotated[
    str | None,
    typer.Option(
        callback=_country,
        help="Country of the articles that do not say, ISO 3166 alpha-2: decides what a bare $ means.",
    ),
]
