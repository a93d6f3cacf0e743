"""An id that stands for one article in the load and for another in the database: not replaced unless told.

Ids made of file names come twice: day1/001.txt and day2/001.txt are both 001. A document whose text changed is another
article where it comes from another source, or where the two texts have little in common; else it is a new version.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from factx.load.databases import Database

_PAGE = 500  # documents compared at a time
_SAME = 0.2  # share of the shorter text's pairs of words that two versions of an article have in common at least
_SAME_LATER = 0.5  # and where they were published on different days
_FOUND = (
    "SELECT s.seq, s.id, s.source, d.source AS known, s.published, CAST(d.published AS TEXT) AS day, s.text, d.text AS old"
    " FROM staged_documents s JOIN documents d ON d.id = s.id WHERE s.text <> d.text AND s.seq > {after}"
    " ORDER BY s.seq LIMIT {page}"
)


def others(database: Database) -> Iterator[tuple[int, str]]:
    """Yield the place in the load and the reason of each staged document whose id is another article's."""
    after = -1
    while found := database.rows(_FOUND.format(after=after, page=_PAGE)):
        for seq, doc_id, source, known, day, known_day, text, old in found:
            least = _SAME_LATER if day and known_day and day != known_day else _SAME
            moved = bool(source and known and source != known)
            if moved or common(text, old) < least:
                told = f" ({known}, here {source})" if moved else ""
                yield (
                    seq,
                    (
                        f"the id {doc_id[:100]!r} is another article's in the database{told}: give ids of their own"
                        " (factx extract --id), or --replace it"
                    ),
                )
        after = int(found[-1][0])


def common(one: str, other: str) -> float:
    """Return which share of the pairs of words of the text with fewer is in the other, too; 1 where one has none."""
    fewer, more = sorted((_pairs(one), _pairs(other)), key=len)
    return len(fewer & more) / len(fewer) if fewer else 1.0


def _pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"\w+", text.lower())
    return set(pairwise(words))
