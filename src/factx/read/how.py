"""How files are read: what the user says of them, and how large they may be."""

from dataclasses import dataclass
from datetime import date
from typing import Any

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class How:
    """What is said of all files of a run.

    `published` is the publication date of all articles, whatever they say; `country` (ISO 3166 alpha-2) the country of those
    that do not say; `encoding` the declared encoding; `ids` what a document is called by: "path", "hash" or the name of a field (None: the field id, else the path in its folder).
    """

    published: date | None = None
    encoding: str | None = None
    ids: str | None = None
    text_column: str = "text"
    max_bytes: int = 16 * MEGABYTE  # of a record: a file of one article, a line, a row, a page
    max_ratio: int = 200  # bytes out for a byte in, of all that an archive holds
    max_depth: int = 4  # archives in archives; .tar.gz is two
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it lies in its file: found, not yet understood."""

    path: str
    name: str  # what its document is called unless it says itself
    line: int | None
    format: str  # a key of factx.read.PARSERS
    data: bytes | dict[str, Any]

    @property
    def size(self) -> int:
        """Return how large the record is, near enough: bytes, or characters of a row's texts."""
        if isinstance(self.data, bytes):
            return len(self.data)
        return sum(len(v) for v in self.data.values() if isinstance(v, str | bytes))

    @property
    def head(self) -> str:
        """Return the record's first bytes as printable ASCII."""
        data = self.data if isinstance(self.data, bytes) else str(next(iter(self.data.values()), "")).encode("utf8", "surrogatepass")  # fmt: skip
        return shown(data)


def shown(data: bytes) -> str:
    r"""Return the first 80 bytes, what is no printable ASCII as \xNN."""
    return data[:80].decode("ascii", "backslashreplace").encode("unicode_escape").decode().replace("\\\\x", "\\x")


def bytes_of(raw: Raw) -> bytes:
    """Return the bytes of a record that is no row."""
    return raw.data if isinstance(raw.data, bytes) else b""
