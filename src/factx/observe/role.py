"""What a number is: a level, a change, an end of one, a share, a restatement; and to which number it belongs."""

from collections.abc import Mapping
from typing import NamedTuple

from factx.observation import Role
from factx.observe.attach import Attachment
from factx.observe.sentence import Sentence


class Part(NamedTuple):
    """A number's role, and the id of the fact that it belongs to."""

    role: Role = "level"
    of_id: str | None = None


def parts(sentence: Sentence, attached: Mapping[str, Attachment]) -> Mapping[str, Part]:
    """Return the role of each number of a sentence, by fact id."""
    return {fact.id: Part() for fact in sentence.numbers}
