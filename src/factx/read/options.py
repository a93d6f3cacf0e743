"""Options of reading: what the user states of all files, and how large a record may be."""

import base64
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from factx.read.choice import Fields
from factx.read.country import code_of

OWN_IDS = (None, "name", "unique", "path", "hash")  # ways to call a document that are no name of a field
MEGABYTE = 1 << 20
GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options that hold for all files of a run.

    `published` is the publication date of all articles and overrides theirs; `country`
    (ISO 3166 alpha-2) that of articles that name none; `encoding` the declared encoding; `ids` where a
    document's id comes from: "path", "hash" or the name of a field (None or "name": the field id, else the path in its
    folder; "unique": the same, but a name that holds no day is followed by eight digits of the text's hash);
    `text_column`, `title_column` and `date_column` the fields or columns that hold those (None: known by their names). These and
    `ids` may be lines `pattern=name`, each for the files that a pattern fits. `published_default` is the publication date of
    articles for which nothing says one.
    """

    published: date | None = None
    encoding: str | None = None
    ids: str | None = None
    text_column: str | None = None
    max_bytes: int = 16 * MEGABYTE  # of a record: a file of one article, a line, a row, a page
    max_ratio: int = 200  # bytes out for a byte in, of all that an archive holds
    max_depth: int = 4  # archives in archives; .tar.gz is two
    country: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    published_default: date | None = None

    def __post_init__(self) -> None:
        """Take days written YYYY-MM-DD and countries by any name; raises ValueError for what is no day or country."""
        for name in ("published", "published_default"):
            if isinstance(day := getattr(self, name), str):
                object.__setattr__(self, name, date.fromisoformat(day))
        if self.country is not None:
            code = code_of(self.country)
            if code is None:
                raise ValueError(f"no country: {self.country!r}")
            object.__setattr__(self, "country", code)


def over(options: ReadOptions) -> str:
    """Return the reason of a rejection for size."""
    return f"over {options.max_bytes / MEGABYTE:.3g} MB"


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it lies in its file: found, not yet understood."""

    path: str
    name: str  # what its document is called unless it says itself
    line: int | None
    format: str  # a key of factx.read.PARSERS
    data: bytes | dict[str, Any]
    fields: Fields | None = None  # of its file, where that has several records; None: to be looked for
    note: str | None = None  # what had to be mended before it could be read
    charset: str | None = None  # its encoding, as the server named it that it came from

    @property
    def size(self) -> int:
        """Return the approximate size of the record: bytes, or characters of a row's texts."""
        if isinstance(self.data, bytes):
            return len(self.data)
        return sum(len(v) for v in self.data.values() if isinstance(v, str | bytes))

    @property
    def entire(self) -> str | None:
        """Return the record as text from which it can be read again; None where it is a file by itself, or large."""
        alone = self.line is None and "!" not in self.path and self.path != "-"
        return None if alone else entire(self.data)

    @property
    def head(self) -> str:
        """Return the record's first bytes as printable ASCII."""
        data = self.data if isinstance(self.data, bytes) else str(next(iter(self.data.values()), "")).encode("utf8", "surrogatepass")  # fmt: skip
        return printable(data)


def entire(data: bytes | dict[str, Any] | str) -> str | None:
    """Return a record as text from which it can be read again: UTF-8 as it is, a row as JSON, bytes as a data: URL.

    None for one of more than a megabyte.
    """
    if isinstance(data, dict):
        data = json.dumps(data, default=str)
    if len(data) > MEGABYTE:
        return None
    if isinstance(data, str):
        return data
    with suppress(UnicodeDecodeError):
        return data.decode()
    return f"data:application/octet-stream;base64,{base64.b64encode(data).decode()}"


def printable(data: bytes) -> str:
    r"""Return the first 80 bytes as printable ASCII, all others escaped as \xNN."""
    return data[:80].decode("ascii", "backslashreplace").encode("unicode_escape").decode().replace("\\\\x", "\\x")


def bytes_of(raw: Raw) -> bytes:
    """Return the bytes of a record that is no row."""
    return raw.data if isinstance(raw.data, bytes) else b""
