"""Which way a number moved, and what it is compared with."""

from typing import NamedTuple

from factx.observation import Basis, Change
from factx.observe.attach import Attachment
from factx.observe.role import Part
from factx.observe.sentence import Sentence
from factx.records import Fact


class Moved(NamedTuple):
    """Which way, and compared with what."""

    change: Change | None = None
    basis: Basis | None = None


def moved(sentence: Sentence, fact: Fact, attachment: Attachment, part: Part) -> Moved:
    """Return which way a number moved."""
    return Moved()
