"""Options that several commands share."""

from datetime import datetime
from typing import Annotated

import typer

from factx.ner import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Model", "Published"]

Model = Annotated[str, typer.Option(help="Any installed spaCy pipeline with an NER.")]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date of every article read.")
]
