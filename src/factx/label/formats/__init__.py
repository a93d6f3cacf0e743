"""Gold to and from the files of other tools: Label Studio, Prodigy, spaCy, brat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from factx.label.formats import brat, label_studio, prodigy, spacy_docbin
from factx.label.formats.marked import Marked


class Format(NamedTuple):
    """How a tool's files are read and written."""

    read: Callable[[Path], Iterator[Marked]]
    write: Callable[[Path, Iterable[Marked]], None]


FORMATS: Mapping[str, Format] = {
    "label-studio": Format(label_studio.read, label_studio.write),
    "prodigy": Format(prodigy.read, prodigy.write),
    "spacy": Format(spacy_docbin.read, spacy_docbin.write),
    "brat": Format(brat.read, brat.write),
}
